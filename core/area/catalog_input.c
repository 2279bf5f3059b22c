/* Area: what the workspace says of the files of a register: periods, encoding, delimiter, headings, key. How cells become values is catalog_adapt.c. */
#include <string.h>

#include "area/catalog_inner.h"
#include "area/words.h"
#include "io/decode.h"
#include "io/rows_heads.h"

enum { HEADER_LINE_MAX = 1000 };

void input_fault(struct building *b, const struct catalog_register *r, const char *word, const char *format, ...)
{
	const struct area *area = &b->workspace->areas[b->area];
	va_list rest;
	va_start(rest, format);
	const char *what = arena_vprintf(b->arena, format, rest);
	va_end(rest);
	if (!what)
		b->faults->memory = true;
	declaration_fault(b->faults, area->path, area->ini, "register", r->schema.name, word, what ? what : "");
}

static const char *field_hint(struct building *b, const struct schema *schema, struct text name)
{
	const char *const *names = schema_names(schema, b->arena);
	return names ? fault_hint(b->faults, name, names, schema->fields_count) : "";
}

/* "2017..", "2017..2018", "2017": the days that the register is complete for. */
static void settle_covers(struct building *b, struct catalog_register *r)
{
	const char *said = r->input->words.covers;
	struct text first = text_of(said), last = { "", 0 };
	period from = 0, to = b->workspace->through;
	if (!said[0])
		return;
	const char *dots = strstr(said, "..");
	if (dots) {
		first = text_trim((struct text){ said, (size_t)(dots - said) });
		last = text_trim(text_of(dots + 2));
	}
	r->covers_open = dots && last.len == 0;
	if (!period_parse(first, &from) || (last.len && !period_parse(last, &to))) {
		input_fault(b, r, "covers", _("covers: '%s' is not allowed; write 2017.. or 2017..2018"), said);
		return;
	}
	r->covers_said = true;
	r->covers_first = period_first_day(from);
	r->covers_last = period_last_day(last.len || dots ? to : from);
}

/* A misspelt field would leave its cells empty, and their records rejected. */
static void check_fill_down(struct building *b, const struct catalog_register *r)
{
	struct text rest = text_of(r->input->words.fill_down), part;
	while (text_next(&rest, ',', &part))
		if (schema_field(&r->schema, part) == FIELD_NONE)
			input_fault(b, r, "fill_down", _("no field '%.*s' in register '%s'%s"), (int)part.len, part.at,
				r->schema.name, field_hint(b, &r->schema, part));
}

/* A word for a byte, or the byte itself. */
static void check_delimiter(struct building *b, const struct catalog_register *r)
{
	static const char *const names[] = { "comma", "semicolon", "tab", "pipe" };
	const char *said = r->input->words.delimiter;
	bool known = said[0] == '\0' || (said[1] == '\0' && (unsigned char)said[0] < 0x80 && said[0] != '"');
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		known |= strcmp(said, names[i]) == 0;
	if (!known)
		input_fault(b, r, "delimiter",
			_("delimiter: '%s' is not allowed; comma, semicolon, tab, pipe or one other character"), said);
}

static void check_encoding(struct building *b, const struct catalog_register *r)
{
	const char *said = r->input->words.encoding;
	enum encoding encoding;
	if (said[0] && !encoding_named(text_of(said), &encoding))
		input_fault(b, r, "encoding",
			_("encoding: '%s' is not known; utf-8, gb18030, gbk or a name that iconv -l lists"), said);
}

/* "2", "2..3": lines of the headings. */
static void settle_header(struct building *b, struct catalog_register *r)
{
	struct text said = text_of(r->input->words.header), first = said, last = said;
	int64_t from, to;
	const char *dots = strstr(said.at, "..");
	if (said.len == 0)
		return;
	if (dots) {
		first = text_trim((struct text){ said.at, (size_t)(dots - said.at) });
		last = text_trim(text_of(dots + 2));
	}
	if (text_to_int64(first, &from) && text_to_int64(last, &to) && from >= 1 && from <= to && to <= HEADER_LINE_MAX &&
		to - from < HEAD_LINES_MAX) {
		r->header_first = (uint32_t)from;
		r->header_last = (uint32_t)to;
		return;
	}
	input_fault(b, r, "header",
		_("header: '%s' is not allowed; the line of the headings, 1 to %d, or the first and the last of up to %d: "
		  "2..3"),
		said.at, HEADER_LINE_MAX, HEAD_LINES_MAX);
}

/* The key of a register that a plugin or another file declares; in a declaration of INI the fields have it already. */
static void add_key(struct building *b, struct catalog_register *r)
{
	struct schema *schema = &r->schema;
	struct schema_field *fields = (struct schema_field *)(uintptr_t)schema->fields; /* made in our arena by build_fields */
	uint32_t *keys = (uint32_t *)(uintptr_t)schema->keys;
	struct text rest = text_of(r->input->words.key), part;
	while (text_next(&rest, ',', &part)) {
		int field = schema_field(schema, part);
		if (field == FIELD_NONE)
			input_fault(b, r, "key", _("key: no field '%.*s' in register '%s'%s"), (int)part.len, part.at,
				schema->name, field_hint(b, schema, part));
		else if (schema_lists(&fields[field]))
			input_fault(b, r, "key", _("key: field '%s' may hold several codes, which tell no record"),
				fields[field].name);
		else
			fields[field].flags |= TALLY_KEY;
	}
	schema->keys_count = 0;
	for (uint32_t i = 0; i < schema->fields_count; i++)
		if (fields[i].flags & TALLY_KEY)
			keys[schema->keys_count++] = i;
}

/* Every FIELD of alias.FIELD, map.FIELD and the like must be one of the register. */
static void check_members(struct building *b, const struct catalog_register *r)
{
	const struct area *area = &b->workspace->areas[b->area];
	for (size_t i = 0; i < area->families_count; i++) {
		const struct family_entry *entry = &area->families[i];
		if (entry->word->section == SECTION_REGISTER && strcmp(entry->subject, r->schema.name) == 0 &&
			schema_field(&r->schema, text_of(entry->member)) == FIELD_NONE)
			fault_add(b->faults, area->path, entry->line, _("%s%s: no field '%s'%s"), entry->word->name,
				entry->member, entry->member, field_hint(b, &r->schema, text_of(entry->member)));
	}
}

static bool settle_aliases(struct building *b, struct catalog_register *r)
{
	const struct area *area = &b->workspace->areas[b->area];
	const char **aliases = arena_array(b->arena, r->schema.fields_count + 1, sizeof(*aliases));
	if (!aliases)
		return false;
	for (uint32_t i = 0; i < r->schema.fields_count; i++) {
		const struct family_entry *entry = area_family(area, "alias.", r->schema.name, r->schema.fields[i].name);
		aliases[i] = entry ? entry->value : "";
	}
	r->aliases = aliases;
	return true;
}

bool settle_input(struct building *b, struct catalog_register *r)
{
	const struct area *area = &b->workspace->areas[b->area];
	r->header_first = r->header_last = 1;
	if (r->input) {
		settle_covers(b, r);
		settle_header(b, r);
		check_delimiter(b, r);
		check_encoding(b, r);
		check_fill_down(b, r);
		check_members(b, r);
		if (r->input->words.key[0] && area->declared_in != area->ini)
			add_key(b, r);
	}
	return settle_aliases(b, r) && settle_adaptations(b, r) && settle_expectation(b, r);
}
