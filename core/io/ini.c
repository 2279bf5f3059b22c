/* IO: INI files. Knows lines, sections, keys and values, and what inih would do silently: cut names, join lines, merge sections. It looks
 * at each line first, so that inih only ever sees lines of good form. Must not know which sections and keys have a meaning. */
#include "io/ini.h"

#include <ini.h>
#include <pthread.h>
#include <string.h>

#include "base/hash.h"
#include "io/decode.h"

enum { SHOWN_BYTES = 60 };

/* A name that stood before: of a section in group 0, of a key in the group of its section. */
struct seen {
	struct seen *next;
	struct text name;
	unsigned group, line;
};

struct reading {
	struct ini_file *file;
	struct arena *arena;
	struct faults *faults;
	struct text rest; /* lines that are still to come */
	struct ini_entry *entries;
	size_t count;
	struct seen **buckets;
	size_t mask;
	const char *section; /* NULL before the first and after a faulty heading: its entries are looked at, not kept */
	unsigned line, section_line, sections;
	bool told_no_section, memory;
};

static pthread_once_t options_once = PTHREAD_ONCE_INIT;

/* inih's options belong to the process; these never change. Room for the line, its end and a zero. */
static void options_set(void)
{
	ini_use_stack = false;
	ini_max_line = INI_LINE_BYTES + 3;
	ini_initial_alloc = INI_LINE_BYTES + 3;
	ini_allow_realloc = false;
	ini_allow_multiline = false;
	ini_allow_inline_comments = false;
	ini_allow_bom = false;
	ini_allow_no_value = false;
	ini_stop_on_first_error = false;
}

/* As much of a text as a message can bear, whole characters. */
static int shown(struct text text)
{
	size_t length = 0, step = 0;
	uint32_t point = 0;
	while ((step = text_utf8_next((struct text){ text.at + length, text.len - length }, &point)) > 0 &&
		length + step <= SHOWN_BYTES)
		length += step;
	return (int)length;
}

#define SHOWN(text) shown(text), (text).at

/* Line on which the name stood before in its group, or 0 and it is noted. */
static unsigned seen_before(struct reading *reading, unsigned group, struct text name)
{
	struct seen **bucket = &reading->buckets[hash_bytes(name.at, name.len, group) & reading->mask];
	for (struct seen *seen = *bucket; seen; seen = seen->next)
		if (seen->group == group && text_equal(seen->name, name))
			return seen->line;
	struct seen *fresh = arena_alloc(reading->arena, sizeof *fresh);
	if (!fresh) {
		reading->memory = true;
		return 0;
	}
	*fresh = (struct seen){ .next = *bucket, .name = name, .group = group, .line = reading->line };
	*bucket = fresh;
	return 0;
}

static void line_fault(struct reading *reading, const char *what, struct text value, const char *mend)
{
	fault_add(reading->faults, reading->file->path, reading->line, _("%s: '%.*s': %s"), what, SHOWN(value), mend);
}

static bool name_fits(struct reading *reading, const char *what, struct text name)
{
	if (name.len <= INI_NAME_BYTES)
		return true;
	fault_add(reading->faults, reading->file->path, reading->line, _("%s: '%.*s': %zu bytes, at most %d are allowed"), what,
		SHOWN(name), name.len, INI_NAME_BYTES);
	return false;
}

/* The name between the brackets with single blanks, in the arena. */
static char *section_name(struct reading *reading, struct text inside)
{
	char *name = arena_copy(reading->arena, inside);
	size_t length = 0;
	for (size_t i = 0; name && i < inside.len; i++) {
		bool blank = inside.at[i] == ' ' || inside.at[i] == '\t';
		if (!blank || name[length - 1] != ' ')
			name[length++] = blank ? ' ' : inside.at[i];
	}
	if (name)
		name[length] = '\0';
	else
		reading->memory = true;
	return name;
}

static bool heading_form(struct reading *reading, struct text line, struct text *inside)
{
	const char *end = memchr(line.at, ']', line.len);
	const char *write = _("write [name] alone on its line");
	if (!end || end != line.at + line.len - 1) {
		line_fault(reading, end ? _("something behind ']'") : _("section without ']'"), line, write);
		return false;
	}
	*inside = text_trim((struct text){ line.at + 1, line.len - 2 });
	if (inside->len == 0) {
		line_fault(reading, _("section without a name"), line, write);
		return false;
	}
	return name_fits(reading, _("name of a section"), *inside);
}

/* Opens a section, which stands in the entries until its first one takes the place. */
static bool heading_read(struct reading *reading, struct text line)
{
	struct text inside;
	reading->section = NULL;
	reading->sections++;
	if (!heading_form(reading, line, &inside))
		return false;
	char *name = section_name(reading, inside);
	unsigned before = name ? seen_before(reading, 0, text_of(name)) : 0;
	if (before)
		fault_add(reading->faults, reading->file->path, reading->line,
			_("section stands twice: '[%s]': first on line %u: put the entries of both together"), name, before);
	if (!name || before || reading->memory)
		return false;
	reading->section = name;
	reading->section_line = reading->line;
	reading->entries[reading->count++] = (struct ini_entry){
		.section = name, .file = reading->file->path, .line = reading->line, .section_line = reading->line
	};
	return true;
}

static bool text_holds(struct text text, const char *part)
{
	return memmem(text.at, text.len, part, strlen(part)) != NULL;
}

/* inih would part a line at ':' as well, so that "codes:a = b" had the key "codes". */
static bool entry_form(struct reading *reading, struct text line, struct text *key)
{
	const char *equals = memchr(line.at, '=', line.len);
	struct text left = { line.at, equals ? (size_t)(equals - line.at) : line.len };
	*key = text_trim(left);
	if (!equals && text_holds(line, "＝"))
		line_fault(reading, _("full-width '＝'"), line, _("write key = value with a plain '='"));
	else if (!equals)
		line_fault(reading, _("neither a section nor an entry"), line, _("write key = value"));
	else if (memchr(left.at, ':', left.len))
		line_fault(reading, _("':' before '='"), line, _("write key = value"));
	else if (key->len == 0)
		line_fault(reading, _("entry without a key"), line, _("write key = value"));
	else
		return name_fits(reading, _("key"), *key);
	return false;
}

static bool entry_check(struct reading *reading, struct text line)
{
	struct text key;
	if (!entry_form(reading, line, &key))
		return false;
	if (reading->sections == 0 && !reading->told_no_section)
		line_fault(reading, _("entry before the first section"), line, _("write [section] above it"));
	reading->told_no_section |= reading->sections == 0;
	if (!reading->section)
		return false;
	unsigned before = seen_before(reading, reading->sections, key);
	if (before)
		fault_add(reading->faults, reading->file->path, reading->line,
			_("key stands twice in [%s]: '%.*s': first on line %u: keep one of them"), reading->section, SHOWN(key),
			before);
	return before == 0 && !reading->memory;
}

static bool bytes_check(struct reading *reading, struct text line)
{
	if (line.len > INI_LINE_BYTES) {
		fault_add(reading->faults, reading->file->path, reading->line, _("line of %zu bytes: at most %d are allowed"),
			line.len, INI_LINE_BYTES);
		return false;
	}
	for (size_t i = 0; i < line.len; i++) {
		unsigned char byte = (unsigned char)line.at[i];
		if ((byte < ' ' && byte != '\t') || byte == 0x7f) {
			fault_add(reading->faults, reading->file->path, reading->line,
				_("control character 0x%02x at byte %zu: delete it"), byte, i + 1);
			return false;
		}
	}
	return true;
}

static bool line_take(struct reading *reading, struct text *line)
{
	if (reading->rest.len == 0)
		return false;
	const char *end = memchr(reading->rest.at, '\n', reading->rest.len);
	size_t length = end ? (size_t)(end - reading->rest.at) : reading->rest.len;
	*line = text_trim((struct text){ reading->rest.at, length });
	length += end != NULL;
	reading->rest = (struct text){ reading->rest.at + length, reading->rest.len - length };
	reading->line++;
	return true;
}

/* Reader of inih: the next line of good form, whole. */
static char *line_give(char *to, int bytes, void *context)
{
	struct reading *reading = context;
	struct text line;
	while (!reading->memory && line_take(reading, &line)) {
		if (line.len == 0 || line.at[0] == ';' || line.at[0] == '#' || !bytes_check(reading, line))
			continue;
		if (line.len >= (size_t)bytes ||
			!(line.at[0] == '[' ? heading_read(reading, line) : entry_check(reading, line)))
			continue;
		memcpy(to, line.at, line.len);
		to[line.len] = '\0';
		return to;
	}
	return NULL;
}

/* Handler of inih: one entry. Its own name of the section is not used: blanks are not folded in it. */
static int entry_keep(void *context, const char *section, const char *key, const char *value)
{
	struct reading *reading = context;
	struct ini_entry entry = { .section = reading->section,
		.file = reading->file->path,
		.line = reading->line,
		.section_line = reading->section_line };
	(void)section;
	entry.key = arena_copy(reading->arena, text_trim(text_of(key)));
	entry.value = arena_copy(reading->arena, text_trim(text_of(value)));
	reading->memory |= !entry.key || !entry.value;
	if (reading->memory)
		return 0;
	if (!reading->entries[reading->count - 1].key)
		reading->count--;
	reading->entries[reading->count++] = entry;
	return 1;
}

/* Room for the most entries that the lines can give: each has '=' or begins with '['. */
static bool reading_room(struct reading *reading)
{
	size_t most = 1, buckets = 16;
	for (size_t i = 0; i < reading->rest.len; i++)
		most += reading->rest.at[i] == '\n';
	while (buckets < most)
		buckets *= 2;
	reading->mask = buckets - 1;
	reading->entries = arena_array(reading->arena, most, sizeof *reading->entries);
	reading->buckets = arena_array(reading->arena, buckets, sizeof(struct seen *));
	return reading->entries && reading->buckets;
}

bool ini_read(const char *path, struct arena *arena, struct ini_file *file, struct faults *faults, struct tally_error *error)
{
	struct reading reading = { .file = file, .arena = arena, .faults = faults };
	*file = (struct ini_file){ .path = arena_copy(arena, text_of(path)) };
	if (!file->path)
		return error_memory(error);
	if (!decode_file(path, INI_FILE_BYTES, arena, &reading.rest, error))
		return false;
	if (!reading_room(&reading))
		return error_memory(error);
	pthread_once(&options_once, options_set);
	if (ini_parse_stream(line_give, &reading, entry_keep, &reading) != 0 || reading.memory)
		return error_memory(error);
	file->entries = reading.entries;
	file->count = reading.count;
	return true;
}
