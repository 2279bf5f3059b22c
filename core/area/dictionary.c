/* Area: a data dictionary as sections of the INI. Knows tables and options; what a declaration means is told where the INI's own is. */
#include "area/dictionary.h"

#include <string.h>

#include "area/grid.h"
#include "area/workspace_inner.h"

enum { COLUMNS_MAX = 256 };

/* Columns that a dictionary may have for its readers. */
static const char *const remarks[] = { "序号", "备注", "no.", "remark" };

struct dictionary {
	struct arena *arena;
	struct faults *faults;
	const struct ini_file *ini;
	struct ini_entry *entries; /* heap */
	size_t count, capacity;
	enum section section;
	const char *path;
	const struct word *words[COLUMNS_MAX]; /* of each column; NULL: not read */
	const char *keys[COLUMNS_MAX];
	size_t name, owner; /* columns; SIZE_MAX: none */
	size_t width;
};

/* --- headings --- */

static const char *const *known_headings(struct dictionary *d, size_t *count)
{
	const char *const *options = word_names(d->section, d->arena, count);
	const char **all = options ? arena_array(d->arena, *count + dictionary_headings_count + 1, sizeof(*all)) : NULL;
	if (!all)
		return NULL;
	memcpy(all, options, *count * sizeof(*all));
	for (size_t i = 0; i < dictionary_headings_count; i++) {
		struct text rest = text_of(dictionary_headings[i].headings), first;
		if (dictionary_headings[i].section == d->section && text_next(&rest, '|', &first))
			all[(*count)++] = arena_copy(d->arena, first);
		if (*count && !all[*count - 1])
			return NULL;
	}
	return all;
}

/* The option by its name, or by one of its headings; "register" where a field says to which it belongs; NULL: neither. */
static const char *option_of(const struct dictionary *d, struct text heading)
{
	for (size_t i = 0; i < dictionary_headings_count; i++) {
		const struct dictionary_heading *known = &dictionary_headings[i];
		if (known->section != d->section)
			continue;
		if (text_same_label(heading, text_of(known->word)) || text_in_labels(heading, known->headings))
			return known->word;
	}
	return NULL;
}

static bool is_remark(struct text heading)
{
	for (size_t i = 0; i < sizeof(remarks) / sizeof(remarks[0]); i++)
		if (text_same_label(heading, text_of(remarks[i])))
			return true;
	return heading.len == 0;
}

static void unknown_heading(struct dictionary *d, struct text heading, unsigned line)
{
	size_t count;
	const char *const *names = known_headings(d, &count);
	fault_add(d->faults, d->path, line, _("unknown column '%.*s'%s"), (int)heading.len, heading.at,
		names ? fault_hint(d->faults, heading, names, count) : "");
}

static void read_heading(struct dictionary *d, size_t column, struct text heading, unsigned line)
{
	const char *option = option_of(d, heading);
	const char *name = d->section == SECTION_FIELD ? "name" : "id";
	struct text key = option ? text_of(option) : heading;
	d->words[column] = NULL;
	d->keys[column] = arena_copy(d->arena, key);
	if (!d->keys[column]) {
		d->faults->memory = true;
		return;
	}
	for (size_t c = 0; c < column; c++)
		if (d->keys[c] && key.len && strcmp(d->keys[c], d->keys[column]) == 0)
			fault_add(d->faults, d->path, line, _("column '%s' stands twice"), d->keys[c]);
	if (strcmp(d->keys[column], name) == 0)
		d->name = column;
	else if (d->section == SECTION_FIELD && strcmp(d->keys[column], "register") == 0)
		d->owner = column;
	else if (!is_remark(heading) && !(d->words[column] = word_find(d->section, key)))
		unknown_heading(d, heading, line);
}

/* --- rows --- */

/* A register by its name or title; the text itself where there is none such, to be told where it is declared. */
static struct text register_name(const struct dictionary *d, struct text said)
{
	for (size_t i = 0; i < d->ini->count; i++) {
		const struct ini_entry *entry = &d->ini->entries[i];
		if (strncmp(entry->section, "register ", 9) == 0 && entry->key && strcmp(entry->key, "title") == 0 &&
			text_same_label(said, text_of(entry->value)))
			return text_of(entry->section + 9);
	}
	return said;
}

/* The one register of the area; empty when there are several or none. */
static struct text only_register(const struct dictionary *d)
{
	struct text only = { "", 0 };
	for (size_t i = 0; i < d->ini->count; i++) {
		const char *section = d->ini->entries[i].section;
		if (strncmp(section, "register ", 9) != 0 || text_is(only, section + 9))
			continue;
		if (only.len)
			return (struct text){ "", 0 };
		only = text_of(section + 9);
	}
	return only;
}

/* Lines of a cell are items of a list. */
static const char *joined(struct dictionary *d, struct text cell)
{
	struct text part;
	const char *text = "";
	while (text && text_next(&cell, '\n', &part))
		if (part.len)
			text = arena_printf(d->arena, "%s%s%.*s", text, text[0] ? " | " : "", (int)part.len, part.at);
	return text;
}

/* The value as the INI would say it; NULL without memory. */
static const char *cell_value(struct dictionary *d, const struct word *word, struct text cell)
{
	struct text part;
	const char *text = "";
	if (word->kind != WORD_CHOICES) {
		struct text value = dictionary_value(word, cell);
		if (d->section == SECTION_INDICATOR && strcmp(word->name, "from") == 0)
			value = register_name(d, value);
		return memchr(value.at, '\n', value.len) ? joined(d, value) : arena_copy(d->arena, value);
	}
	char *plain = arena_copy(d->arena, cell);
	static const char *const commas[] = { "，", "、" };
	for (size_t i = 0; plain && i < 2; i++)
		for (char *at; (at = strstr(plain, commas[i]));) {
			*at = ',';
			memmove(at + 1, at + strlen(commas[i]), strlen(at + strlen(commas[i])) + 1);
		}
	struct text rest = text_of(plain);
	while (plain && text && text_next(&rest, ',', &part)) {
		struct text value = dictionary_value(word, part);
		text = arena_printf(d->arena, "%s%s%.*s", text, text[0] ? ", " : "", (int)value.len, value.at);
	}
	return plain ? text : NULL;
}

static bool keep(struct dictionary *d, const char *section, const char *key, const char *value, unsigned line)
{
	if (!value || !memory_grow(&d->entries, &d->capacity, d->count + 1, sizeof(*d->entries)))
		return false;
	d->entries[d->count++] = (struct ini_entry){ section, key, value, d->path, line, line };
	return true;
}

static void check_twice(struct dictionary *d, const char *section, unsigned line)
{
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(d->entries[i].section, section) == 0) {
			fault_add(d->faults, d->path, line, _("[%s] stands twice: first in %s, line %u"), section,
				d->entries[i].file, d->entries[i].section_line);
			return;
		}
}

/* The section that the row is: "field patents.kind"; "" when it is none (told), NULL without memory. */
static const char *row_section(struct dictionary *d, const struct grid_line *line)
{
	struct text name = grid_cell(line, d->name), owner = { "", 0 };
	if (name.len == 0) {
		fault_add(d->faults, d->path, line->line, _("a row without a name in the column '%s'"), d->keys[d->name]);
		return "";
	}
	if (d->section == SECTION_INDICATOR)
		return arena_printf(d->arena, "indicator %.*s", (int)name.len, name.at);
	if (d->owner != SIZE_MAX)
		owner = register_name(d, grid_cell(line, d->owner));
	if (owner.len == 0)
		owner = only_register(d);
	if (owner.len == 0) {
		fault_add(d->faults, d->path, line->line,
			_("which register the field '%.*s' belongs to is not said; add a column 'register'"), (int)name.len,
			name.at);
		return "";
	}
	return arena_printf(d->arena, "field %.*s.%.*s", (int)owner.len, owner.at, (int)name.len, name.at);
}

static bool read_row(struct dictionary *d, const struct grid_line *line)
{
	bool blank = true;
	for (size_t c = 0; c < line->count; c++)
		blank &= line->cells[c].len == 0;
	if (blank)
		return true;
	const char *section = row_section(d, line);
	if (!section || !section[0])
		return section != NULL;
	check_twice(d, section, line->line);
	if (!keep(d, section, NULL, "", line->line))
		return false;
	for (size_t c = 0; c < d->width; c++) {
		struct text cell = grid_cell(line, c);
		if (d->words[c] && cell.len && !keep(d, section, d->keys[c], cell_value(d, d->words[c], cell), line->line))
			return false;
	}
	return true;
}

/* --- files --- */

/* The headings may stand below a title: the first line with that of the name, else the first that is not blank. */
static size_t find_head(const struct dictionary *d, const struct grid *grid)
{
	const char *name = d->section == SECTION_FIELD ? "name" : "id";
	size_t first = grid->count;
	for (size_t i = 0; i < grid->count; i++)
		for (size_t c = 0; c < grid->lines[i].count; c++) {
			const char *option = option_of(d, grid->lines[i].cells[c]);
			if (option && strcmp(option, name) == 0)
				return i;
			if (grid->lines[i].cells[c].len && first == grid->count)
				first = i;
		}
	return first;
}

static bool read_rows(struct dictionary *d, const struct grid *grid)
{
	size_t head = find_head(d, grid);
	d->name = d->owner = SIZE_MAX;
	d->width = head < grid->count && grid->lines[head].count < COLUMNS_MAX ? grid->lines[head].count : 0;
	for (size_t c = 0; c < d->width; c++)
		read_heading(d, c, grid->lines[head].cells[c], grid->lines[head].line);
	if (d->name == SIZE_MAX) {
		fault_add(d->faults, d->path, 1,
			d->section == SECTION_FIELD ? _("no column 'name' (字段)") : _("no column 'id' (指标)"));
		return true;
	}
	for (size_t i = head + 1; i < grid->count; i++)
		if (!read_row(d, &grid->lines[i]))
			return false;
	return true;
}

/* "dictionary.xlsx!fields": a sheet of a workbook; without it the first. */
static bool read_file(struct dictionary *d, const char *name, const struct ini_entry *entry, struct tally_error *error)
{
	struct tally_error trouble = { 0 };
	struct grid grid;
	const char *mark = strrchr(name, '!'), *folder = folder_of(d->arena, d->ini->path);
	const char *file = mark ? arena_copy(d->arena, (struct text){ name, (size_t)(mark - name) }) : name;
	const char *path = file && folder ? path_join(d->arena, folder, file) : NULL;
	d->path = path && mark ? arena_printf(d->arena, "%s%s", path, mark) : path;
	if (!d->path)
		return error_memory(error);
	if (!grid_read(path, &(struct grid_options){ "", "", mark ? mark + 1 : NULL, 0 }, d->arena, &grid, &trouble)) {
		if (trouble.code == ERROR_MEMORY)
			return error_memory(error);
		fault_add(d->faults, entry->file, entry->line, "%s: %s", entry->key, trouble.what);
		return true;
	}
	return read_rows(d, &grid) || error_memory(error);
}

static bool read_files(struct dictionary *d, const struct ini_entry *entry, struct tally_error *error)
{
	struct text rest = text_of(entry->value), part;
	while (text_next(&rest, '|', &part)) {
		const char *name = arena_copy(d->arena, part);
		if (!name)
			return error_memory(error);
		if (!read_file(d, name, entry, error))
			return false;
	}
	return true;
}

/* All that an INI says so far, as rows that can grow. */
static bool begin(struct dictionary *d)
{
	for (size_t i = 0; i < d->ini->count; i++) {
		if (!memory_grow(&d->entries, &d->capacity, d->count + 1, sizeof(*d->entries)))
			return false;
		d->entries[d->count++] = d->ini->entries[i];
	}
	return true;
}

bool dictionary_read(struct ini_file *ini, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	static const struct {
		const char *option;
		enum section section;
	} tables[] = { { "fields", SECTION_FIELD }, { "indicators", SECTION_INDICATOR } };
	struct dictionary d = { .arena = arena, .faults = faults, .ini = ini };
	bool done = begin(&d) || error_memory(error), any = false;
	for (size_t t = 0; t < sizeof(tables) / sizeof(tables[0]); t++)
		for (size_t i = 0; done && i < ini->count; i++) {
			const struct ini_entry *entry = &ini->entries[i];
			if (!entry->key || strcmp(entry->section, "area") != 0 || strcmp(entry->key, tables[t].option) != 0)
				continue;
			any = true;
			d.section = tables[t].section;
			done = read_files(&d, entry, error);
		}
	struct ini_entry *all = done && any ? arena_array(arena, d.count + 1, sizeof(*all)) : NULL;
	if (done && any && !all)
		done = error_memory(error);
	if (all) {
		memcpy(all, d.entries, d.count * sizeof(*all));
		*ini = (struct ini_file){ ini->path, all, d.count };
	}
	memory_free(d.entries);
	return done;
}
