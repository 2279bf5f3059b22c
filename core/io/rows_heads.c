/* IO: headings of one line or several as one text a column. Knows how labels reach over columns; must not know what they mean. */
#include "io/rows_heads.h"

#include <string.h>

struct grid {
	struct text *lines[HEAD_LINES_MAX];
	size_t widths[HEAD_LINES_MAX], width, count;
	uint64_t first; /* line of lines[0] */
	size_t filled; /* cells that ranges were laid over */
	struct arena *arena;
};

/* Ranges do not overlap; those of a hostile file may, a hundred thousand times. */
enum { FILLED_MAX = HEAD_LINES_MAX * WORKBOOK_COLUMNS_MAX };

/* --- reading --- */

static bool copy_line(struct grid *g, const struct text *fields, size_t count)
{
	struct text *line = rows_keep(fields, count, g->arena);
	if (!line)
		return false;
	g->widths[g->count] = count;
	g->lines[g->count++] = line;
	g->width = count > g->width ? count : g->width;
	return true;
}

static bool ends_early(const struct rows *rows, uint64_t line, uint32_t last, struct tally_error *error)
{
	return error_set(error, ERROR_INPUT,
		line ? _("%s: ends before line %u, where the headings should be")
		     : _("%s: is empty; line %u should hold the headings"),
		rows_name(rows), last);
}

/* A record of text may span several lines; the last one that begins at or behind `last` holds the headings of the columns. */
static bool read_lines(struct rows *rows, uint32_t first, uint32_t last, struct grid *g, struct tally_error *error)
{
	const struct text *fields;
	size_t count;
	uint64_t line = 0;
	while (line < last) {
		if (!rows_head(rows, &fields, &count, &line, error))
			return ends_early(rows, line, last, error);
		if (line < first)
			continue;
		if (g->count == HEAD_LINES_MAX)
			break;
		if (g->count == 0)
			g->first = line;
		if (!copy_line(g, fields, count))
			return error_memory(error);
	}
	return true;
}

/* --- how far labels reach --- */

static struct text at(const struct grid *g, size_t line, size_t column)
{
	return column < g->widths[line] ? g->lines[line][column] : (struct text){ "", 0 };
}

static bool widen(struct grid *g)
{
	for (size_t i = 0; i < g->count; i++) {
		struct text *line = arena_array(g->arena, g->width + 1, sizeof(*line));
		if (!line)
			return false;
		for (size_t c = 0; c < g->width; c++)
			line[c] = at(g, i, c);
		g->lines[i] = line;
		g->widths[i] = g->width;
	}
	return true;
}

/* Whether both columns stand under the same labels. */
static bool same_above(const struct grid *g, size_t line, size_t a, size_t b)
{
	for (size_t i = 0; i < line; i++)
		if (!text_equal(g->lines[i][a], g->lines[i][b]))
			return false;
	return true;
}

static void reach_right(struct grid *g)
{
	for (size_t i = 0; i + 1 < g->count; i++)
		for (size_t c = 1; c < g->width; c++)
			if (g->lines[i][c].len == 0 && same_above(g, i, c - 1, c))
				g->lines[i][c] = g->lines[i][c - 1];
}

/* Of a range that begins above the headings only blank cells are here. */
static bool begins_here(const struct grid *g, const struct sheet_range *range)
{
	return range->first_row >= g->first && range->first_row < g->first + g->count && range->first_column < g->width;
}

static void fill_range(struct grid *g, const struct sheet_range *range)
{
	uint64_t end = g->first + g->count;
	if (!begins_here(g, range) || g->filled > FILLED_MAX)
		return;
	struct text label = g->lines[range->first_row - g->first][range->first_column];
	for (uint64_t row = range->first_row; row <= range->last_row && row < end; row++)
		for (size_t c = range->first_column; c <= range->last_column && c < g->width; c++)
			if (g->filled++ < FILLED_MAX && g->lines[row - g->first][c].len == 0)
				g->lines[row - g->first][c] = label;
}

static bool fill(const struct rows *rows, struct grid *g, struct tally_error *error)
{
	const struct sheet_range *ranges = NULL;
	size_t count = 0;
	if (!rows_merged(rows, g->first, g->first + g->count - 1, g->arena, &ranges, &count, error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (begins_here(g, &ranges[i]) && ranges[i].last_column >= g->width)
			g->width = ranges[i].last_column + 1;
	if (!widen(g))
		return error_memory(error);
	if (rows_reach(rows))
		reach_right(g);
	for (size_t i = 0; i < count; i++)
		fill_range(g, &ranges[i]);
	return true;
}

/* --- one text a column --- */

static bool join(const struct grid *g, size_t column, struct text *whole, struct text *last)
{
	const char *text = NULL;
	*whole = *last = (struct text){ "", 0 };
	for (size_t i = 0; i < g->count; i++) {
		struct text part = g->lines[i][column];
		if (part.len == 0 || (last->len && text_same_label(part, *last)))
			continue;
		text = text ? arena_printf(g->arena, "%s/%.*s", text, (int)part.len, part.at) : arena_copy(g->arena, part);
		if (!text)
			return false;
		*last = part;
		*whole = text_of(text);
	}
	return true;
}

bool rows_heads(struct rows *rows, uint32_t first, uint32_t last, struct arena *arena, struct rows_heads *heads,
	struct tally_error *error)
{
	struct grid g = { .arena = arena };
	if (!read_lines(rows, first, last, &g, error) || (g.count > 1 && !fill(rows, &g, error)))
		return false;
	struct text *whole = arena_array(arena, g.width + 1, sizeof(*whole));
	struct text *ends = arena_array(arena, g.width + 1, sizeof(*ends));
	if (!whole || !ends)
		return error_memory(error);
	for (size_t c = 0; c < g.width; c++)
		if (!join(&g, c, &whole[c], &ends[c]))
			return error_memory(error);
	*heads = (struct rows_heads){ whole, ends, g.width, g.first + g.count - 1, rows_sheet(rows) != NULL };
	return true;
}
