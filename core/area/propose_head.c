/* Area: where the headings of a file stand, on one row or on two as merged cells make them. Knows cells; knows no fields. */
#include "area/propose_inner.h"
#include "base/date.h"
#include "base/decimal.h"

static bool is_value(struct text cell)
{
	int64_t number;
	int32_t day;
	return decimal_parse(cell, DECIMAL_SCALE_MAX, &number) == DECIMAL_OK || date_parse(cell, &day) != DATE_BAD;
}

static bool any_value(const struct grid_line *line)
{
	for (size_t c = 0; c < line->count; c++)
		if (line->cells[c].len && is_value(line->cells[c]))
			return true;
	return false;
}

static bool is_wide(size_t filled, size_t widest)
{
	return filled >= 2 && filled * 10 >= widest * 6;
}

/* The headings fill most columns, hold no number or date, and none of them stands twice. */
static bool is_head(const struct grid_line *line, size_t widest)
{
	if (!is_wide(grid_filled(line), widest) || any_value(line))
		return false;
	for (size_t c = 0; c < line->count; c++)
		for (size_t k = 0; k < c; k++)
			if (line->cells[c].len && text_same_label(line->cells[c], line->cells[k]))
				return false;
	return true;
}

/* Two rows: below a heading of several columns stand theirs, below one of a single column nothing. A row of records fills that one too. */
static bool is_pair(const struct grid_line *above, const struct grid_line *below, size_t widest)
{
	size_t width = above->count > below->count ? above->count : below->count, filled = 0;
	bool single = false, group = false;
	if (grid_filled(above) < 2 || any_value(above) || any_value(below))
		return false;
	for (size_t c = 0; c < width; c++) {
		bool up = grid_cell(above, c).len > 0, down = grid_cell(below, c).len > 0;
		bool parted = c + 1 < width && grid_cell(above, c + 1).len == 0 && grid_cell(below, c + 1).len > 0;
		if (up && down && !parted)
			return false;
		filled += up || down;
		single |= up && !down;
		group |= up && down;
	}
	return single && group && is_wide(filled, widest);
}

static bool stands_twice(const struct grid_line *below, size_t column)
{
	struct text label = grid_cell(below, column);
	for (size_t c = 0; c < below->count; c++)
		if (c != column && below->cells[c].len && text_same_label(below->cells[c], label))
			return true;
	return false;
}

/* As the reader finds a field: by the last part of its heading, where that stands twice by the whole. */
static bool join(const struct grid_line *above, const struct grid_line *below, struct arena *arena, struct grid_line *head)
{
	size_t count = above->count > below->count ? above->count : below->count;
	struct text *cells = arena_array(arena, count + 1, sizeof(*cells)), group = { "", 0 };
	if (!cells)
		return false;
	for (size_t c = 0; c < count; c++) {
		struct text up = grid_cell(above, c), down = grid_cell(below, c);
		group = up.len || down.len == 0 ? up : group;
		cells[c] = down.len ? down : up;
		if (down.len == 0 || group.len == 0 || !stands_twice(below, c))
			continue;
		const char *whole = arena_printf(arena, "%.*s/%.*s", (int)group.len, group.at, (int)down.len, down.at);
		if (!whole)
			return false;
		cells[c] = text_of(whole);
	}
	*head = (struct grid_line){ cells, count, below->line };
	return true;
}

/* The first of the rows with the headings, and in `rows` how many they are; 0: none. */
static size_t find(const struct grid *grid, size_t *rows)
{
	size_t widest = 0;
	for (size_t i = 0; i < grid->count && i < TRIAL_ROWS; i++)
		widest = grid_filled(&grid->lines[i]) > widest ? grid_filled(&grid->lines[i]) : widest;
	for (size_t i = 0; i < grid->count && i < HEAD_ROWS; i++) {
		*rows = i + 1 < grid->count && is_pair(&grid->lines[i], &grid->lines[i + 1], widest) ? 2 : 1;
		if (*rows == 2 || is_head(&grid->lines[i], widest))
			return i + 1;
	}
	return 0;
}

bool propose_head(const struct grid *grid, struct proposal *proposal, struct arena *arena, struct grid_line *head,
	struct tally_error *error)
{
	size_t rows = 0, first = find(grid, &rows);
	if (first == 0)
		return error_set(error, ERROR_INPUT,
			_("%s: no row of headings among the first %d: one that fills most columns, without numbers and dates, "
			  "none of "
			  "them twice"),
			proposal->path, HEAD_ROWS);
	proposal->header_first = (unsigned)first;
	proposal->header = (unsigned)(first + rows - 1);
	*head = grid->lines[first - 1];
	return rows == 1 || join(&grid->lines[first - 1], &grid->lines[first], arena, head) || error_memory(error);
}
