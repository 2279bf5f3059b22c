/* Engine: printed tables, whose cells are statements: region x measure x month, to date, a year before, growth. Knows rows, columns and periods; what a
 * printed number means is the model's, as in any table of statements. */
#include <glob.h>
#include <string.h>

#include "base/hash.h"
#include "engine/wide_inner.h"
#include "io/pattern.h"
#include "model/period_spelling.h"

/* What an empty cell says where blanks are zeros (model/printed.c reads it). */
#define SAID_OF_BLANK "空白"

/* --- where a cell stands --- */

static period column_period(const struct wide_column *column, period p)
{
	static const enum grain grains[] = {
		[SPAN_MONTH] = GRAIN_MONTH, [SPAN_QUARTER] = GRAIN_QUARTER, [SPAN_HALF] = GRAIN_HALF, [SPAN_YEAR] = GRAIN_YEAR
	};
	if (column->fixed != PERIOD_NONE)
		return column->fixed;
	if (p == PERIOD_NONE)
		return p;
	int end = period_first_month(p) + period_months(p);
	if (column->span == SPAN_TO_DATE)
		p = period_make((end - 1) / 12 * 12, (end - 1) % 12 + 1);
	else if (column->span != SPAN_SAID)
		p = period_holding(grains[column->span], period_last_day(p));
	if (column->previous)
		p = period_previous(p);
	return column->last_year ? period_year_before(p) : p;
}

static struct text periods_text(struct wide *w, period p)
{
	char out[PERIOD_TEXT_BYTES];
	period_print(p, out);
	const char *copy = arena_copy(w->t->arena, text_of(out));
	w->t->faults->memory |= !copy;
	return text_of(copy);
}

/* What the row is called in a ref: 410922, 410922.kind=invention, total. */
static const char *row_name(struct wide *w, const struct wide_row *row)
{
	const struct catalog *catalog = w->t->catalog;
	const char *parts[] = { row->region == REGION_NONE ? "" : catalog->workspace->regions.rows[row->region].code,
		row->indicator < 0 ? "" : strchr(catalog->indicators[row->indicator].id, '.') + 1,
		row->period == PERIOD_NONE ? "" : periods_text(w, row->period).at, row->breakdown };
	const char *name = "";
	for (size_t i = 0; name && i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i][0])
			name = arena_printf(w->t->arena, "%s%s%s", name, name[0] ? "." : "", parts[i]);
	w->t->faults->memory |= !name;
	return !name || !name[0] ? "total" : name;
}

static struct text said_or(const char *first, const char *second)
{
	return text_of(first[0] ? first : second);
}

/* Where it stands, for people: the table's source and the cell. */
static struct text source_text(struct wide *w, const struct wide_column *column, unsigned row)
{
	char letters[8];
	const struct table_words *words = &w->input->words;
	grid_letters(column->place, letters);
	const char *source = said_or(words->source, said_or(words->title, w->input->name).at).at;
	const char *text = arena_printf(w->t->arena, "%s %s%u", source, letters, row);
	w->t->faults->memory |= !text;
	return text_of(text);
}

/* --- one cell --- */

static bool is_null(const struct wide *w, struct text cell)
{
	static const char usual[] = "- | — | – | … | ... | …… | ─ | /";
	return text_in_labels(cell, usual) || text_in_labels(cell, w->t->catalog->workspace->words.nulls) ||
		text_in_labels(cell, w->input->words.nulls);
}

/* The unit beside the number; a number that says its own is stronger. */
static struct text cell_unit(const struct wide *w, const struct wide_column *column, int indicator)
{
	const struct catalog_indicator *about = &w->t->catalog->indicators[indicator];
	enum statement_stat stat = STAT_VALUE;
	if (w->t->kind == STATEMENT_PUBLISHED && column->stat[0] && !stat_named(text_of(column->stat), &stat))
		return (struct text){ "", 0 };
	struct text usual = stat_unit(about, stat);
	if (column->unit[0] || !text_is(usual, about->unit))
		return said_or(column->unit, usual.at);
	return said_or(column->heading_unit, said_or(w->input->words.unit, about->unit).at);
}

/* The columns of a table of statements that the cell fills. */
static bool fill_cells(
	struct wide *w, const struct wide_column *column, const struct wide_row *row, struct text number, unsigned at)
{
	struct table_reading *t = w->t;
	const struct table_words *words = &w->input->words;
	int indicator = row->indicator >= 0 ? row->indicator : column->indicator;
	int region = row->region != REGION_NONE ? row->region : column->region != REGION_NONE ? column->region : w->region;
	period p = column_period(column, row->period != PERIOD_NONE ? row->period : w->period);
	const char *part = wide_part(w, column, row, t->line, indicator);
	if (!part)
		return false;
	if (p == PERIOD_NONE) {
		wide_line_fault(w, t->line,
			_("no period for '%s'; write period = 2018-10 in [table %s], or filename.period = expression"),
			column->title, w->input->name);
		return false;
	}
	const char *ref = w->period != PERIOD_NONE && row->period == PERIOD_NONE
		? arena_printf(t->arena, "%s.%s.%s.%s", w->input->name, periods_text(w, w->period).at, row_name(w, row),
			  column->name)
		: arena_printf(t->arena, "%s.%s.%s", w->input->name, row_name(w, row), column->name);
	clear_cells(t);
	t->cells[COL_REF] = text_of(ref);
	t->cells[COL_INDICATOR] = text_of(t->catalog->indicators[indicator].id);
	t->cells[COL_REGION] = text_of(t->catalog->workspace->regions.rows[region].code);
	t->cells[COL_PERIOD] = periods_text(w, p);
	t->cells[COL_BREAKDOWN] = text_of(part);
	t->cells[COL_STAT] = said_or(column->stat, "value");
	t->cells[COL_QUANTITY] = said_or(column->stat, "level");
	t->cells[COL_COMPARE] = TEXT("=");
	t->cells[t->kind == STATEMENT_PUBLISHED ? COL_TEXT : COL_VALUE] = number;
	if (!text_is(number, SAID_OF_BLANK))
		t->cells[COL_UNIT] = cell_unit(w, column, indicator);
	t->cells[COL_EDITION] = text_of(words->edition);
	t->cells[COL_DATE] = text_of(words->date);
	t->cells[COL_SOURCE] = source_text(w, column, at);
	t->faults->memory |= !ref;
	return ref != NULL;
}

static bool read_cell(struct wide *w, const struct wide_column *column, struct wide_row *row, const struct grid_line *line)
{
	struct text cell = grid_cell(line, column->place);
	bool blank = cell.len == 0 && w->input->words.blank == 1;
	w->t->line = line->line;
	if (column->kind != w->t->kind || (cell.len == 0 && !blank) || is_null(w, cell))
		return true;
	if (row->indicator < 0 && column->indicator < 0) {
		wide_line_fault(
			w, line->line, _("no indicator for '%s'; neither the row nor the column names one"), column->title);
		return true;
	}
	w->t->beside = arena_printf(w->t->arena, _("; column '%s'"), column->title);
	if (!w->t->beside)
		return false;
	bool told = w->tells;
	w->tells = true; /* of this kind alone */
	bool filled = fill_cells(w, column, row, blank ? text_of(SAID_OF_BLANK) : cell, (unsigned)(line - w->grid.lines) + 1);
	w->tells = told;
	bool done = !filled || read_statement(w->t);
	w->t->beside = NULL;
	return done;
}

/* --- rows --- */

/* Labels that stood before, by what they name: two rows of one name would be two statements of one ref. */
struct names_seen {
	const char **slots;
	unsigned *lines;
	size_t mask;
};

static bool stands_twice(struct wide *w, struct names_seen *seen, const char *name, unsigned line)
{
	size_t slot = hash_bytes(name, strlen(name), 0) & seen->mask;
	while (seen->slots[slot] && strcmp(seen->slots[slot], name) != 0)
		slot = (slot + 1) & seen->mask;
	if (seen->slots[slot]) {
		wide_line_fault(w, line, _("the row names the same as line %u: %s; pass over one of them by skip"),
			seen->lines[slot], name);
		return true;
	}
	seen->slots[slot] = name;
	seen->lines[slot] = line;
	return false;
}

/* A label of a breakdown names its part for the ref, too: that of the first column which has it. */
static void settle_name(struct wide *w, struct wide_row *row)
{
	bool told = w->tells;
	w->tells = false;
	for (size_t i = 0; row->part.len && !row->breakdown[0] && i < w->columns_count; i++) {
		int indicator = row->indicator >= 0 ? row->indicator : w->columns[i].indicator;
		struct wide_column bare = { .breakdown = "" };
		const char *part = indicator < 0 ? NULL : wide_part(w, &bare, row, 0, indicator);
		row->breakdown = part ? part : "";
	}
	w->tells = told;
}

static bool read_rows(struct wide *w)
{
	struct names_seen seen = { .mask = 16 };
	while (seen.mask < w->grid.count * 2)
		seen.mask *= 2;
	seen.slots = arena_array(w->t->arena, seen.mask, sizeof(*seen.slots));
	seen.lines = arena_array(w->t->arena, seen.mask--, sizeof(*seen.lines));
	if (!seen.slots || !seen.lines)
		return false;
	w->group = NULL;
	w->ended = false;
	memset(w->above, 0, sizeof(w->above));
	for (size_t i = w->body; i < w->grid.count; i++) {
		const struct grid_line *line = &w->grid.lines[i];
		struct wide_row row;
		if (!wide_label(w, line, &row) || (!row.values && w->input->words.blank == 0))
			continue;
		settle_name(w, &row);
		if (stands_twice(w, &seen, row_name(w, &row), line->line))
			continue;
		for (size_t c = 0; c < w->columns_count; c++)
			if (!read_cell(w, &w->columns[c], &row, line))
				return false;
	}
	return true;
}

/* --- files --- */

/* The period that the name of the file or sheet says, else the one of the INI, which may give its year. */
static bool find_period(struct wide *w, struct tally_error *error)
{
	const char *expression = w->input->words.filename_period, *slash = strrchr(w->t->path, '/');
	struct text name = text_of(slash ? slash + 1 : w->t->path), group;
	w->period = w->said;
	if (!expression[0])
		return true;
	struct pattern *pattern = pattern_open(expression, error);
	if (!pattern) {
		wide_fault(w, "filename.period", "filename.period: %s", error->what);
		*error = (struct tally_error){ 0 };
		return false;
	}
	int year = w->said == PERIOD_NONE ? 0 : period_first_month(w->said) / 12;
	bool found = pattern_group(pattern, name, &group) == PATTERN_FOUND && period_read(group, year, &w->period);
	pattern_close(pattern);
	if (!found)
		wide_line_fault(
			w, 0, _("the name of the file says no period by filename.period of [table %s]"), w->input->name);
	return found;
}

/* One file, or one sheet of it. */
static bool read_sheet(struct wide *w, const char *path, const char *sheet, struct tally_error *error)
{
	struct grid_options options = { w->input->words.encoding, w->input->words.delimiter, sheet, 0 };
	w->t->path = sheet ? arena_printf(w->t->arena, "%s!%s", path, sheet) : arena_printf(w->t->arena, "%s", path);
	if (!w->t->path)
		return error_memory(error);
	w->t->file = workspace_relative(w->t->catalog->workspace, w->t->path);
	if (!find_period(w, error))
		return error->code == ERROR_NONE;
	if (!grid_read(path, &options, w->t->arena, &w->grid, error))
		return false;
	if (!wide_match(w))
		return true;
	return read_rows(w) || error_memory(error);
}

static bool read_file(struct wide *w, const char *path, struct tally_error *error)
{
	struct rows_choice chosen;
	if (!rows_sheets(path, w->input->words.sheet, w->t->arena, &chosen, error))
		return false;
	if (chosen.count == 0)
		return read_sheet(w, path, NULL, error);
	for (size_t i = 0; i < chosen.count; i++)
		if (!read_sheet(w, path, chosen.names[i], error))
			return false;
	return true;
}

static bool read_pattern(struct wide *w, struct text pattern, struct tally_error *error)
{
	const char *text = arena_copy(w->t->arena, pattern);
	const char *path = text ? path_join(w->t->arena, w->area->folder, text) : NULL;
	glob_t found;
	if (!path)
		return error_memory(error);
	bool done = true;
	if (glob(path, 0, NULL, &found) != 0)
		wide_fault(w, "files", _("no file matches '%s'"), path);
	for (size_t i = 0; done && i < found.gl_pathc; i++)
		done = read_file(w, found.gl_pathv[i], error);
	globfree(&found);
	return done;
}

/* Each kind has its turn; what is wrong with a table is told in the turn of the first kind that it has. */
static bool read_one(struct wide *w, struct tally_error *error)
{
	enum statement_kind least = STATEMENT_KINDS;
	w->tells = w->t->kind == STATEMENT_PUBLISHED;
	bool good = wide_settle(w);
	good = good && wide_columns(w);
	bool any = false;
	for (size_t i = 0; i < w->columns_count; i++) {
		least = w->columns[i].kind < least ? w->columns[i].kind : least;
		any |= w->columns[i].kind == w->t->kind;
	}
	if (!good || !any)
		return true;
	w->tells = w->t->kind == least;
	struct text rest = text_of(w->input->words.files), pattern;
	while (text_next(&rest, '|', &pattern))
		if (!read_pattern(w, pattern, error))
			return false;
	return true;
}

bool wide_read(struct table_reading *t, struct tally_error *error)
{
	const struct area *area = &t->catalog->workspace->areas[t->area];
	if (t->kind > STATEMENT_TARGET)
		return true;
	for (size_t i = 0; i < area->tables_count; i++) {
		struct wide w = { .t = t, .area = area, .input = &area->tables[i] };
		if (!read_one(&w, error))
			return false;
	}
	return true;
}
