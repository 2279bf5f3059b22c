/* Engine: the headings of a printed table, which may stand on several lines, against those that its columns name. Knows labels; reads no figure. */
#include <string.h>

#include "engine/wide_inner.h"
#include "model/unit.h"

/* The labels above a column, from the top. */
struct heading {
	struct text parts[WIDE_HEAD_LINES_MAX];
	size_t count;
};

/* Up to the next " / " of a heading. */
static bool next_part(struct text *rest, struct text *part)
{
	struct text left = text_trim(*rest);
	const char *end = left.len ? memmem(left.at, left.len, " / ", 3) : NULL;
	size_t bytes = end ? (size_t)(end - left.at) : left.len;
	if (left.len == 0)
		return false;
	*part = text_trim((struct text){ left.at, bytes });
	bytes = end ? bytes + 3 : bytes;
	*rest = (struct text){ left.at + bytes, left.len - bytes };
	return true;
}

/* Rows are counted as a spreadsheet shows them: a cell of several lines is one. */
static const struct grid_line *head_line(const struct wide *w, unsigned number)
{
	return number <= w->grid.count ? &w->grid.lines[number - 1] : NULL;
}

/* The label of the group that reaches over the column from the left: it ends where one above it begins. */
static struct text group_label(const struct wide *w, unsigned number, size_t column)
{
	const struct grid_line *line = head_line(w, number);
	for (size_t c = column; line; c--) {
		if (grid_cell(line, c).len)
			return grid_cell(line, c);
		for (unsigned above = w->head_first; above < number; above++)
			if (head_line(w, above) && grid_cell(head_line(w, above), c).len)
				return (struct text){ "", 0 };
		if (c == 0)
			break;
	}
	return (struct text){ "", 0 };
}

/* A label counts for the column when it stands in it, or above a label that does. */
static void read_heading(const struct wide *w, size_t column, struct heading *heading)
{
	unsigned last = 0;
	heading->count = 0;
	for (unsigned n = w->head_first; n <= w->head_last; n++)
		if (head_line(w, n) && grid_cell(head_line(w, n), column).len)
			last = n;
	for (unsigned n = w->head_first; last && n <= last; n++) {
		struct text label = n == last ? grid_cell(head_line(w, n), column) : group_label(w, n, column);
		if (label.len && (heading->count == 0 || !text_equal(label, heading->parts[heading->count - 1])))
			heading->parts[heading->count++] = label;
	}
}

/* "申请 / 发明 / 当月" */
static const char *heading_text(struct wide *w, const struct heading *heading)
{
	const char *text = "";
	for (size_t i = 0; text && i < heading->count; i++)
		text = arena_printf(
			w->t->arena, "%s%s%.*s", text, i ? " / " : "", (int)heading->parts[i].len, heading->parts[i].at);
	w->t->faults->memory |= !text;
	return text ? text : "";
}

static bool same_heading(struct text said, struct text label)
{
	if (text_same_label(said, label))
		return true;
	text_take_brackets(&label);
	return label.len && text_same_label(said, label);
}

/* The parts that are said stand in the heading in this order, the last of them at its end. */
static bool fits(struct text said, const struct heading *heading)
{
	struct text part;
	size_t at = 0;
	if (heading->count == 0)
		return false;
	while (next_part(&said, &part)) {
		bool last = said.len == 0;
		at = last && at + 1 < heading->count ? heading->count - 1 : at;
		while (at < heading->count && !same_heading(part, heading->parts[at]))
			at++;
		if (at++ == heading->count)
			return false;
	}
	return at == heading->count;
}

/* "#3", "#C": a column by its number or letters; SIZE_MAX when it is not said so. */
static size_t numbered(const char *said)
{
	int64_t number;
	size_t column = 0;
	if (said[0] != '#' || !said[1])
		return SIZE_MAX;
	if (text_to_int64(text_of(said + 1), &number))
		return number >= 1 && number < 100000 ? (size_t)number - 1 : SIZE_MAX;
	for (const char *at = said + 1; *at; at++) {
		if (*at < 'A' || *at > 'Z' || column > 10000)
			return SIZE_MAX;
		column = column * 26 + (size_t)(*at - 'A') + 1;
	}
	return column - 1;
}

static const char *all_headings(struct wide *w)
{
	const char *found = "";
	for (size_t c = 0; found && c < w->grid.width && c < 40; c++) {
		struct heading heading;
		read_heading(w, c, &heading);
		if (heading.count)
			found = arena_printf(w->t->arena, "%s%s%s", found, found[0] ? ", " : "", heading_text(w, &heading));
	}
	return found ? found : "";
}

/* The one column whose heading is said; false when there is none or several (told). */
static bool find_column(struct wide *w, const char *what, const char *said, size_t *place)
{
	const char *others = "";
	size_t found = 0;
	*place = numbered(said);
	if (*place < w->grid.width)
		return true;
	for (size_t c = 0; c < w->grid.width; c++) {
		struct heading heading;
		read_heading(w, c, &heading);
		if (!fits(text_of(said), &heading))
			continue;
		if (found++ == 0)
			*place = c;
		others = arena_printf(
			w->t->arena, "%s%s'%s'", others ? others : "", found > 1 ? ", " : "", heading_text(w, &heading));
	}
	if (found == 1)
		return true;
	if (found)
		wide_line_fault(w, w->head_first,
			_("%s: the heading '%s' fits several columns: %s; name the group above it, as in group / heading"),
			what, said, others ? others : "");
	else
		wide_line_fault(w, w->head_first,
			_("%s: no column '%s'; headings found: %s; the lines of the headings are said by header"), what, said,
			all_headings(w));
	return false;
}

/* A unit that stands in the heading is the unit of what stands below it. */
static const char *unit_of(struct wide *w, const struct wide_column *column, struct text label)
{
	struct unit inside, own;
	struct text said = text_take_brackets(&label);
	if (said.len == 0 || column->indicator < 0)
		return "";
	unit_parse(said, &inside);
	unit_parse(text_of(w->t->catalog->indicators[column->indicator].unit), &own);
	if (!unit_same_dimension(&inside, &own) || (column->stat[0] && strcmp(column->stat, "value") != 0))
		return "";
	const char *unit = arena_copy(w->t->arena, said);
	w->t->faults->memory |= !unit;
	return unit ? unit : "";
}

static bool match_labels(struct wide *w)
{
	struct text rest = text_of(w->input->words.label), part;
	bool good = true;
	w->labels = arena_array(w->t->arena, WIDE_LABELS_MAX, sizeof(*w->labels));
	w->labels_count = 0;
	if (!w->labels) {
		w->t->faults->memory = true;
		return false;
	}
	while (good && w->labels_count < WIDE_LABELS_MAX && text_next(&rest, '|', &part)) {
		const char *said = arena_copy(w->t->arena, part);
		good = said && find_column(w, "label", said, &w->labels[w->labels_count++]);
	}
	if (w->labels_count == 0)
		w->labels[w->labels_count++] = 0;
	return good;
}

static bool is_taken(const struct wide *w, size_t column)
{
	for (size_t i = 0; i < w->labels_count; i++)
		if (w->labels[i] == column)
			return true;
	for (size_t i = 0; i < w->columns_count; i++)
		if (w->columns[i].place == column)
			return true;
	return false;
}

/* Headings that no line speaks of, and that are not ignored in so many words: what is not read must be seen. */
static bool is_ignored(const struct wide *w, size_t column, const struct heading *heading)
{
	struct text rest = text_of(w->input->words.ignore), part;
	while (text_next(&rest, '|', &part)) {
		const char *said = arena_copy(w->t->arena, part);
		w->t->faults->memory |= !said;
		if (text_is(part, "*") || fits(part, heading) || (said && numbered(said) == column))
			return true;
	}
	return false;
}

static void tell_surplus(struct wide *w)
{
	for (size_t c = 0; c < w->grid.width; c++) {
		struct heading heading;
		read_heading(w, c, &heading);
		if (heading.count == 0 || is_taken(w, c) || is_ignored(w, c, &heading))
			continue;
		const char *title = heading_text(w, &heading);
		wide_line_fault(w, w->head_first,
			_("no line of [table %s] speaks of the column '%s'; write column.NAME = %s > ..., or ignore = %s"),
			w->input->name, title, title, title);
	}
}

bool wide_match(struct wide *w)
{
	bool good = match_labels(w);
	w->body = w->head_last;
	for (size_t i = 0; i < w->columns_count; i++) {
		struct wide_column *column = &w->columns[i];
		struct heading heading;
		const char *what = arena_printf(w->t->arena, "column.%s", column->name);
		if (!what || !find_column(w, what, column->heading, &column->place)) {
			good = false;
			continue;
		}
		read_heading(w, column->place, &heading);
		column->title = heading_text(w, &heading);
		column->heading_unit = heading.count ? unit_of(w, column, heading.parts[heading.count - 1]) : "";
	}
	if (good)
		tell_surplus(w);
	return good;
}
