/* Area: adoption, the deep copy of a declaration into a block. Knows the table of words; knows nothing of where the declaration comes from but its
 * name for messages. Runs in the loader process for plugins, so a wild pointer costs that process only. */
#include <stdio.h>
#include <string.h>

#include "area/words.h"
#include "base/hash.h"
#include "io/ini.h"

enum { ROW_BYTES_MAX = 256, SUBJECT_BYTES = 160 };

struct adoption {
	struct arena *arena;
	struct faults *faults;
	const char *file;
	const struct ini_file *ini;
	uint32_t abi; /* that the declaration was built for */
	uint32_t rows[BLOCK_TABLES]; /* counted, then used as the next free row */
	size_t text_bytes;
	struct block *block; /* NULL while counting */
	uint32_t *slots; /* hash of texts: offset + 1 */
	size_t slots_count;
};

/* A row being adopted: what it is, how it is called in messages, and its members in full length. */
struct source_row {
	enum section section;
	char subject[SUBJECT_BYTES];
	_Alignas(16) unsigned char bytes[ROW_BYTES_MAX];
};

void declaration_fault(struct faults *faults, const char *file, const struct ini_file *ini, const char *section,
	const char *subject, const char *word, const char *what)
{
	unsigned line = 0;
	char name[SUBJECT_BYTES];
	snprintf(name, sizeof(name), "%s%s%s", section, subject[0] ? " " : "", subject);
	for (size_t i = 0; ini && i < ini->count; i++) {
		if (strcmp(ini->entries[i].section, name) != 0)
			continue;
		if (!line) {
			line = ini->entries[i].section_line;
			file = ini->entries[i].file;
		}
		if (word && ini->entries[i].key && strcmp(ini->entries[i].key, word) == 0)
			line = ini->entries[i].line;
	}
	if (ini)
		fault_add(faults, file, line, "%s", what);
	else
		fault_add(faults, file, 0, "%s%s%s: %s", name, word ? ": " : "", word ? word : "", what);
}

static void adopt_fault(struct adoption *adoption, const struct source_row *row, const char *word, const char *what)
{
	if (adoption->block) /* told while counting already */
		return;
	const char *section = section_forms[row->section].name;
	if (row->section == SECTION_CODE || row->section == SECTION_GROUP) {
		section = section_forms[SECTION_FIELD].name;
		word = row->section == SECTION_CODE ? "codes" : "groups";
	}
	declaration_fault(adoption->faults, adoption->file, adoption->ini, section, row->subject, word, what);
}

static const char *adopt_printf(struct adoption *adoption, const char *format, ...) PRINTF_LIKE(2, 3);
static const char *adopt_printf(struct adoption *adoption, const char *format, ...)
{
	va_list rest;
	va_start(rest, format);
	const char *text = arena_vprintf(adoption->arena, format, rest);
	va_end(rest);
	if (!text)
		adoption->faults->memory = true;
	return text ? text : "";
}

/* Offset of the text in the text part; equal texts share one. */
static uint32_t adopt_intern(struct adoption *adoption, struct text text)
{
	struct block *block = adoption->block;
	if (text.len == 0)
		return 0;
	size_t slot = hash_bytes(text.at, text.len, 0) & (adoption->slots_count - 1);
	for (; adoption->slots[slot]; slot = (slot + 1) & (adoption->slots_count - 1)) {
		uint32_t offset = adoption->slots[slot] - 1;
		const char *known = block_text(block, offset);
		if (memcmp(known, text.at, text.len) == 0 && known[text.len] == '\0')
			return offset;
	}
	uint32_t offset = block->texts_bytes;
	memcpy((char *)block + block->texts + offset, text.at, text.len);
	block->texts_bytes += (uint32_t)text.len + 1;
	adoption->slots[slot] = offset + 1;
	return offset;
}

static void check_text(struct adoption *adoption, const struct source_row *row, const struct word *word, struct text text)
{
	size_t most = word->high ? word->high : 65535;
	if (text.len > most)
		adopt_fault(
			adoption, row, word->name, adopt_printf(adoption, _("text of %zu bytes; at most %zu"), text.len, most));
	else if (!text_utf8_valid(text))
		adopt_fault(adoption, row, word->name, _("text is not valid UTF-8; save the source as UTF-8"));
	else if (word->kind == WORD_NAME && !text_is_name(text) && (text.len || word->required))
		adopt_fault(adoption, row, word->name,
			adopt_printf(adoption,
				_("'%s' is not a name; allowed: a small letter, then small letters, digits and _, at most 63"),
				text.at));
}

static uint32_t adopt_text(struct adoption *adoption, const struct source_row *row, const struct word *word)
{
	const char *at;
	memcpy(&at, row->bytes + word->member, sizeof(at));
	struct text text = at ? (struct text){ at, strnlen(at, 65537) } : (struct text){ "", 0 };
	if (adoption->block)
		return adopt_intern(adoption, text);
	check_text(adoption, row, word, text);
	adoption->text_bytes += text.len + 1;
	return 0;
}

static const char *missing_choice(struct adoption *adoption, const struct word *word)
{
	size_t count;
	const char *const *names = choice_names(word->choices, adoption->arena, &count);
	return adopt_printf(
		adoption, _("no %s is said%s"), word->name, names ? fault_hint(adoption->faults, TEXT(""), names, count) : "");
}

static uint32_t adopt_number(struct adoption *adoption, const struct source_row *row, const struct word *word)
{
	uint32_t value;
	memcpy(&value, row->bytes + word->member, sizeof(value));
	uint32_t all = 0;
	bool known = value == 0 && !word->required;
	if (word->kind == WORD_NUMBER)
		known = value >= word->low && value <= word->high;
	for (const struct choice *c = word->choices; c && c->name; c++) {
		all |= c->value;
		known |= c->value == value;
	}
	if (word->kind == WORD_CHOICES)
		known = (value & ~all) == 0;
	if (!known && adoption->ini && value == 0 && word->choices)
		adopt_fault(adoption, row, word->name, missing_choice(adoption, word));
	else if (!known)
		adopt_fault(adoption, row, word->name[0] ? word->name : "flags",
			adopt_printf(adoption,
				_("value %u is unknown to ABI %u.%u of this tally; the plugin was built for ABI %u.%u"), value,
				TALLY_ABI_MAJOR, TALLY_ABI_MINOR, adoption->abi >> 16, adoption->abi & 0xffff));
	return value;
}

static void adopt_row(struct adoption *adoption, const struct source_row *row, uint32_t *out);

static void name_subject(const struct source_row *parent, struct source_row *row)
{
	const char *name;
	memcpy(&name, row->bytes, sizeof(name)); /* the name stands first in every row */
	if (row->section == SECTION_CODE || row->section == SECTION_GROUP)
		snprintf(row->subject, sizeof(row->subject), "%s", parent->subject);
	else if (row->section == SECTION_FIELD)
		snprintf(row->subject, sizeof(row->subject), "%.63s.%.63s", parent->subject, name ? name : "");
	else
		snprintf(row->subject, sizeof(row->subject), "%.63s", name ? name : "");
}

/* Copies a row in full length and names it; rows of another release may be shorter, or longer by zeros. */
static bool fetch_row(
	struct adoption *adoption, const char *at, uint32_t size, const struct source_row *parent, struct source_row *out)
{
	const struct section_form *form = &section_forms[out->section];
	memset(out->bytes, 0, sizeof(out->bytes));
	memcpy(out->bytes, at, size < form->declared_bytes ? size : form->declared_bytes);
	if (parent)
		name_subject(parent, out);
	for (size_t i = form->declared_bytes; i < size; i++)
		if (at[i] != 0) {
			adopt_fault(adoption, out, NULL,
				adopt_printf(adoption,
					_("says more than ABI %u.%u of this tally knows; the plugin was built for ABI %u.%u: "
					  "use a newer tally or rebuild the plugin"),
					TALLY_ABI_MAJOR, TALLY_ABI_MINOR, adoption->abi >> 16, adoption->abi & 0xffff));
			return false;
		}
	return true;
}

/* A list: its rows in a table of their own. The contract's three members stand as pointer ... count, size (TALLY_LIST). */
static struct block_list adopt_list(
	struct adoption *adoption, const struct source_row *parent, const struct word *word, size_t count_at)
{
	enum section section = (enum section)word->low;
	const struct section_form *form = &section_forms[section];
	const char *rows;
	uint32_t count, size;
	memcpy(&rows, parent->bytes + word->member, sizeof(rows));
	memcpy(&count, parent->bytes + count_at, sizeof(count));
	memcpy(&size, parent->bytes + count_at + sizeof(count), sizeof(size));
	struct block_list list = { adoption->rows[form->table], count };
	if (count == 0)
		return (struct block_list){ 0, 0 };
	const char *what = NULL;
	if (!rows)
		what = _("a list without rows; use TALLY_LIST");
	else if (count > word->high)
		what = adopt_printf(adoption, _("a list of %u rows; at most %u"), count, word->high);
	else if (size < form->least_bytes || size > 4096 || size % 8)
		what = adopt_printf(adoption, _("rows of %u bytes; at least %zu"), size, form->least_bytes);
	if (what) {
		adopt_fault(adoption, parent, form->name, what);
		return (struct block_list){ 0, 0 };
	}
	adoption->rows[form->table] += count;
	if (adoption->rows[form->table] > BLOCK_ROWS_MAX) {
		adopt_fault(adoption, parent, form->name, _("too many rows in all"));
		return (struct block_list){ 0, 0 };
	}
	for (uint32_t i = 0; i < count; i++) {
		struct source_row row = { .section = section };
		if (!fetch_row(adoption, rows + (size_t)i * size, size, parent, &row))
			return list;
		uint32_t scratch[64];
		uint32_t *out = scratch;
		if (adoption->block)
			out = (uint32_t *)((char *)adoption->block + adoption->block->tables[form->table].first) +
				(size_t)(list.first + i) * block_row_words[form->table];
		adopt_row(adoption, &row, out);
	}
	return list;
}

/* Where the count of a list stands in its struct. */
static size_t list_count_at(const struct word *word)
{
	static const struct {
		enum section section, rows;
		size_t at;
	} places[] = {
		{ SECTION_AREA, SECTION_REGISTER, offsetof(struct tally_area, registers_count) },
		{ SECTION_AREA, SECTION_INDICATOR, offsetof(struct tally_area, indicators_count) },
		{ SECTION_AREA, SECTION_RULE, offsetof(struct tally_area, rules_count) },
		{ SECTION_AREA, SECTION_PARAMETER, offsetof(struct tally_area, parameters_count) },
		{ SECTION_AREA, SECTION_TIE, offsetof(struct tally_area, ties_count) },
		{ SECTION_REGISTER, SECTION_FIELD, offsetof(struct tally_register, fields_count) },
		{ SECTION_FIELD, SECTION_CODE, offsetof(struct tally_field, codes_count) },
		{ SECTION_FIELD, SECTION_GROUP, offsetof(struct tally_field, groups_count) },
	};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (places[i].section == word->section && (uint32_t)places[i].rows == word->low)
			return places[i].at;
	return 0;
}

static void adopt_row(struct adoption *adoption, const struct source_row *row, uint32_t *out)
{
	for (size_t i = 0; i < words_count; i++) {
		const struct word *word = &words[i];
		if (word->section != row->section || word->side != SIDE_DECLARE || word->kind == WORD_FLAG)
			continue;
		if (word->kind == WORD_TEXT || word->kind == WORD_NAME) {
			out[word->place] = adopt_text(adoption, row, word);
		} else if (word->kind == WORD_ROWS) {
			struct block_list list = adopt_list(adoption, row, word, list_count_at(word));
			if (row->section != SECTION_AREA)
				memcpy(&out[word->place], &list, sizeof(list));
		} else {
			out[word->place] = adopt_number(adoption, row, word);
		}
	}
}

/* Memory for the block as counted, its head filled; false with a fault or an error. */
static bool make_block(struct adoption *adoption, struct tally_error *error)
{
	size_t bytes = sizeof(struct block);
	struct block head = { .magic = BLOCK_MAGIC, .texts_bytes = 1 };
	for (int table = 0; table < BLOCK_TABLES; table++) {
		head.tables[table] = (struct block_list){ (uint32_t)bytes, adoption->rows[table] };
		bytes += (size_t)adoption->rows[table] * block_row_words[table] * sizeof(uint32_t);
	}
	head.texts = (uint32_t)bytes;
	bytes += adoption->text_bytes + 1;
	if (bytes > BLOCK_BYTES_MAX) {
		fault_add(adoption->faults, adoption->file, 0, _("a declaration of %zu bytes; at most %d"), bytes,
			BLOCK_BYTES_MAX);
		return false;
	}
	adoption->slots_count = 64;
	while (adoption->slots_count < adoption->text_bytes)
		adoption->slots_count *= 2;
	adoption->block = arena_alloc(adoption->arena, bytes);
	adoption->slots = arena_array(adoption->arena, adoption->slots_count, sizeof(uint32_t));
	if (!adoption->block || !adoption->slots)
		return error_memory(error);
	*adoption->block = head;
	memset(adoption->rows, 0, sizeof(adoption->rows));
	return true;
}

struct block *block_adopt(const struct tally_area *declared, const char *file, const struct ini_file *ini, struct arena *arena,
	struct faults *faults, struct tally_error *error)
{
	struct adoption adoption = { .arena = arena, .faults = faults, .file = file, .ini = ini };
	struct source_row area = { .section = SECTION_AREA };
	size_t before = faults->count;
	uint64_t size = declared->size;
	if (declared->magic != TALLY_MAGIC || size < section_forms[SECTION_AREA].least_bytes || size > 4096 || size % 8) {
		fault_add(faults, file, 0, _("'%s' does not begin with TALLY_AREA_HEAD"), TALLY_AREA_SYMBOL);
		return NULL;
	}
	adoption.abi = declared->abi;
	if (declared->abi >> 16 != TALLY_ABI_MAJOR) {
		fault_add(faults, file, 0,
			_("'%s' is of ABI %u.%u, this tally has %u.%u; rebuild the plugin or use the other tally"),
			TALLY_AREA_SYMBOL, declared->abi >> 16, declared->abi & 0xffff, TALLY_ABI_MAJOR, TALLY_ABI_MINOR);
		return NULL;
	}
	if (!fetch_row(&adoption, (const char *)declared, (uint32_t)size, NULL, &area))
		return NULL;
	/* the name of an area stands behind the head of its struct, so `subject` stays empty: there is but one */
	uint32_t row[sizeof(struct block_area) / sizeof(uint32_t)] = { 0 };
	adopt_row(&adoption, &area, row);
	if (faults->count > before)
		return NULL;
	if (!make_block(&adoption, error))
		return NULL;
	adopt_row(&adoption, &area, row);
	memcpy(&adoption.block->area, row, sizeof(row));
	adoption.block->bytes = adoption.block->texts + adoption.block->texts_bytes;
	return adoption.block;
}
