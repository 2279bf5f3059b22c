/* Engine: the labels of a row of a printed table: which region, part, period or indicator they name. Knows spellings; reads no figure. */
#include <string.h>

#include "base/decimal.h"
#include "engine/wide_inner.h"
#include "model/period_spelling.h"

/* What stands before a label and is no part of it. */
static const char *const marks[] = { "其中：", "其中:", "其中", "＃", "#", "*", "＊", "—", "－", "-" };
static const char *const numerals[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "1", "2", "3", "4", "5",
	"6", "7", "8", "9", "0" };
static const char *const behind_numerals[] = { "、", "．", ".", "）", ")" };

static bool take(struct text *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t bytes = strlen(words[i]);
		if (!text_starts(*text, words[i]))
			continue;
		*text = text_trim((struct text){ text->at + bytes, text->len - bytes });
		return true;
	}
	return false;
}

/* 其中：发明 is 发明. */
static struct text without_marks(struct text label)
{
	while (take(&label, marks, sizeof(marks) / sizeof(marks[0])))
		;
	return label;
}

/* 一、发明 and （二）发明 are 发明; the label itself where it begins with no number. */
static struct text without_number(struct text label)
{
	static const char *const opening[] = { "（", "(" };
	struct text rest = label;
	take(&rest, opening, 2);
	bool any = false;
	while (take(&rest, numerals, sizeof(numerals) / sizeof(numerals[0])))
		any = true;
	return any && take(&rest, behind_numerals, sizeof(behind_numerals) / sizeof(behind_numerals[0])) && rest.len ? rest
														     : label;
}

static bool ends_with(struct text label, const char *end)
{
	size_t bytes = strlen(end);
	return label.len >= bytes && memcmp(label.at + label.len - bytes, end, bytes) == 0;
}

/* --- parts of a breakdown --- */

/* The text of the code's part in a breakdown by one field; NULL when the label is none of it. */
static const char *part_in(const struct wide *w, int indicator, const struct breakdown *by, struct text label)
{
	const struct catalog_indicator *about = &w->t->catalog->indicators[indicator];
	const struct schema_field *field = &w->t->catalog->registers[about->on].schema.fields[by->fields[0]];
	int code = schema_code(field, label);
	if (code >= 0)
		return w->t->catalog->breakdowns[by->texts[code]];
	for (uint32_t g = 0; g < by->groups_count; g++)
		if (text_same_label(label, text_of(field->groups[g].title)) || text_is(label, field->groups[g].name))
			return w->t->catalog->breakdowns[by->groups[g].text];
	return NULL;
}

/* Parts of the indicator that the label may mean: those of the group that stands above it come first. */
static const char *find_part(const struct wide *w, int indicator, struct text label, bool *several)
{
	const struct catalog_indicator *about = &w->t->catalog->indicators[indicator];
	const char *found = NULL;
	*several = false;
	for (uint32_t b = 0; about->kind == FROM_REGISTER && b < about->plan.by_count; b++) {
		const struct breakdown *by = &about->plan.by[b];
		const char *part = by->fields_count == 1 ? part_in(w, indicator, by, label) : NULL;
		if (!part)
			continue;
		if (w->group && strcmp(w->group, by->by) == 0) {
			*several = false;
			return part;
		}
		*several |= found && strcmp(found, part) != 0;
		found = found ? found : part;
	}
	return found;
}

static bool any_part(const struct wide *w, struct text label, const struct wide_row *row)
{
	bool several;
	if (row->indicator >= 0 && find_part(w, row->indicator, label, &several))
		return true;
	for (size_t i = 0; i < w->columns_count; i++)
		if (w->columns[i].indicator >= 0 && find_part(w, w->columns[i].indicator, label, &several))
			return true;
	return false;
}

/* 按级别分: from here on labels are parts by that field. */
static bool take_group(struct wide *w, struct text label)
{
	char said[WIDE_BYTES], title[WIDE_BYTES];
	if (label.len > WIDE_BYTES)
		return false;
	size_t said_len = text_fold_label(label, said);
	for (size_t i = 0; i < w->columns_count; i++) {
		const struct wide_column *column = &w->columns[i];
		const struct catalog_indicator *about =
			column->indicator < 0 ? NULL : &w->t->catalog->indicators[column->indicator];
		for (uint32_t b = 0; about && about->kind == FROM_REGISTER && b < about->plan.by_count; b++) {
			const struct breakdown *by = &about->plan.by[b];
			const struct schema_field *field = &w->t->catalog->registers[about->on].schema.fields[by->fields[0]];
			size_t len = text_fold_label(text_of(field->title), title);
			if (by->fields_count != 1 || len == 0 || !memmem(said, said_len, title, len))
				continue;
			w->group = by->by;
			return true;
		}
	}
	return false;
}

/* --- the label --- */

enum named { NAMED_NOTHING, NAMED_ONE, NAMED_SEVERAL };

static enum named name_region(struct wide *w, struct text label, struct wide_row *row, struct region_reading *reading)
{
	if (!(w->rows_of & ROWS_REGION) || row->region != REGION_NONE)
		return NAMED_NOTHING;
	region_read(&w->spellings, label, reading);
	if (reading->region != REGION_NONE && reading->by_date && w->period != PERIOD_NONE)
		reading->region = region_on(w->spellings.tree, w->region, reading->region, period_last_day(w->period));
	row->region = reading->region;
	return row->region != REGION_NONE ? NAMED_ONE : reading->several ? NAMED_SEVERAL : NAMED_NOTHING;
}

static enum named name_other(struct wide *w, struct text label, struct wide_row *row)
{
	int year = w->period == PERIOD_NONE ? 0 : period_first_month(w->period) / 12;
	if (w->rows_of & ROWS_BREAKDOWN && row->part.len == 0 && any_part(w, label, row)) {
		row->part = label;
		return NAMED_ONE;
	}
	if (w->rows_of & ROWS_PERIOD && row->period == PERIOD_NONE && period_read(label, year, &row->period))
		return NAMED_ONE;
	if (w->rows_of & ROWS_INDICATOR && row->indicator < 0) {
		row->indicator = wide_indicator(w, label, true);
		return row->indicator >= 0 ? NAMED_ONE : NAMED_NOTHING;
	}
	return NAMED_NOTHING;
}

/* What a map says that the label names. */
static bool name_mapped(struct wide *w, struct text to, struct wide_row *row, unsigned line)
{
	int region = region_find(&w->t->catalog->workspace->regions, to);
	if (text_is(to, "total"))
		return true;
	if (memchr(to.at, '=', to.len)) {
		row->breakdown = arena_copy(w->t->arena, to);
		w->t->faults->memory |= !row->breakdown;
		return row->breakdown != NULL;
	}
	if (region != REGION_NONE)
		row->region = region;
	else if (w->rows_of & ROWS_INDICATOR && wide_indicator(w, to, false) >= 0)
		row->indicator = wide_indicator(w, to, false);
	else if (!period_read(to, 0, &row->period)) {
		wide_line_fault(w, line,
			_("map: '%.*s' is no code of a region, no part such as kind=invention, no indicator, no period and not "
			  "total"),
			(int)to.len, to.at);
		return false;
	}
	return true;
}

static void tell_unknown(struct wide *w, struct text label, const struct region_reading *reading, unsigned line)
{
	const char *names[REGION_CANDIDATES];
	const struct region_tree *tree = w->spellings.tree;
	for (size_t i = 0; i < reading->candidates_count; i++)
		names[i] = tree->rows[reading->candidates[i]].name;
	const char *hint = reading->candidates_count
		? fault_hint(w->t->faults, (struct text){ "", 0 }, names, reading->candidates_count)
		: "";
	wide_line_fault(w, line,
		reading->several
			? _("label '%.*s' names several regions%s; say which by map = %.*s > CODE")
			: _("label '%.*s' is not known%s; say what it is by map = %.*s > ..., or pass over it by skip"),
		(int)label.len, label.at, hint, (int)label.len, label.at);
}

/* One label of the row; false when it is told or a heading. */
static bool name_label(struct wide *w, struct text label, struct wide_row *row, unsigned line)
{
	struct text bare = without_marks(label);
	struct text ways[] = { label, bare, without_number(bare) };
	const struct value_map_row *mapped = value_map_find(&w->map, label);
	struct region_reading reading = { .region = REGION_NONE };
	mapped = mapped ? mapped : value_map_find(&w->map, bare);
	if (mapped)
		return name_mapped(w, mapped->to, row, line);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		enum named named = name_region(w, ways[i], row, &reading);
		if (named == NAMED_NOTHING)
			named = name_other(w, ways[i], row);
		if (named == NAMED_ONE)
			return true;
		if (named == NAMED_SEVERAL)
			break;
	}
	if (!reading.several &&
		(text_in_labels(ways[2], w->input->words.total) || text_in_labels(label, w->input->words.total)))
		return true;
	bool heads = !row->values &&
		(take_group(w, bare) || ends_with(label, ":") || ends_with(label, "：") || text_starts(label, "其中") ||
			w->input->words.blank == 0);
	if (!heads)
		tell_unknown(w, label, &reading, line);
	return false;
}

/* Labels of merged cells stand in the first row only: all but the last column are filled down. */
static void fill_labels(struct wide *w, const struct grid_line *line, struct wide_row *row)
{
	for (size_t i = 0; i < w->labels_count; i++) {
		row->labels[i] = grid_cell(line, w->labels[i]);
		if (row->labels[i].len)
			w->above[i] = row->labels[i];
		else if (i + 1 < w->labels_count && row->values)
			row->labels[i] = w->above[i];
	}
}

/* Behind the end stand notes and names; a number there is a row that the end has cut off. */
static bool has_number(const struct wide *w, const struct grid_line *line)
{
	int64_t number;
	for (size_t i = 0; i < w->columns_count; i++)
		if (decimal_parse(grid_cell(line, w->columns[i].place), DECIMAL_SCALE_MAX, &number) == DECIMAL_OK)
			return true;
	return false;
}

/* The first cell or a label of the row begins with one of the list: a number of the row may stand before it. */
static bool row_begins(const struct wide *w, const struct grid_line *line, struct text first, const char *list)
{
	bool begins = wide_begins(first, list);
	for (size_t i = 0; i < w->labels_count; i++)
		begins |= wide_begins(grid_cell(line, w->labels[i]), list);
	return begins;
}

bool wide_label(struct wide *w, const struct grid_line *line, struct wide_row *row)
{
	struct text first = { "", 0 };
	*row = (struct wide_row){
		.region = REGION_NONE, .indicator = -1, .period = PERIOD_NONE, .part = { "", 0 }, .breakdown = ""
	};
	for (size_t i = 0; i < w->columns_count; i++)
		row->values |= grid_cell(line, w->columns[i].place).len > 0;
	for (size_t i = 0; i < line->count && !first.len; i++)
		first = line->cells[i];
	if (w->ended || row_begins(w, line, first, w->input->words.end)) {
		if (w->ended && has_number(w, line))
			wide_line_fault(
				w, line->line, _("figures behind the end of the table; the rows that end it are said by end"));
		w->ended = true;
		return false;
	}
	if (first.len == 0 || row_begins(w, line, first, w->input->words.skip))
		return false;
	fill_labels(w, line, row);
	bool any = false;
	for (size_t i = 0; i < w->labels_count; i++) {
		if (row->labels[i].len && !name_label(w, row->labels[i], row, line->line))
			return false;
		any |= row->labels[i].len > 0;
	}
	if (!any && row->values)
		wide_line_fault(w, line->line, _("figures without a label"));
	return any;
}

/* "level=provincial" and "kind=invention" together, in the order in which the indicator is broken down. */
static const char *crossed(struct wide *w, const char *a, const char *b)
{
	for (int turn = 0; turn < 2; turn++) {
		const char *text = arena_printf(w->t->arena, "%s,%s", turn ? b : a, turn ? a : b);
		if (!text) {
			w->t->faults->memory = true;
			return NULL;
		}
		if (catalog_breakdown(w->t->catalog, text_of(text)) >= 0)
			return text;
	}
	const char *text = arena_printf(w->t->arena, "%s,%s", a, b); /* told as it is said */
	w->t->faults->memory |= !text;
	return text;
}

const char *wide_part(
	struct wide *w, const struct wide_column *column, const struct wide_row *row, unsigned line, int indicator)
{
	bool several = false;
	const char *part = row->breakdown;
	if (row->part.len) {
		part = find_part(w, indicator, row->part, &several);
		if (!part || several) {
			wide_line_fault(w, line,
				several ? _("label '%.*s' is a part of '%s' in several ways; say which by map = %.*s > "
					    "field=code")
					: _("label '%.*s' is no part of '%s'; say what it is by map = %.*s > field=code"),
				(int)row->part.len, row->part.at, w->t->catalog->indicators[indicator].id, (int)row->part.len,
				row->part.at);
			return NULL;
		}
	}
	if (!part[0] || !column->breakdown[0])
		return part[0] ? part : column->breakdown;
	return crossed(w, part, column->breakdown);
}
