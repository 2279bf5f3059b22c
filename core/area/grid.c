/* Area: printed tables as lines of cells. Knows files; knows nothing of headings, labels or figures. */
#include "area/grid.h"

#include <string.h>

enum { GRID_LINES_MAX = 100000, GRID_COLUMNS_MAX = 1024 };

struct grid_reading {
	struct arena *arena;
	struct grid_line *lines;
	size_t count, capacity, width, most;
	bool sheet; /* of a workbook */
};

static bool keep_line(struct grid_reading *r, const struct text *fields, size_t count, unsigned line)
{
	const struct text *cells = rows_keep(fields, count, r->arena);
	if (!cells || !memory_grow(&r->lines, &r->capacity, r->count + 1, sizeof(*r->lines)))
		return false;
	r->lines[r->count++] = (struct grid_line){ cells, count, line };
	r->width = count > r->width ? count : r->width;
	return true;
}

static bool read_lines(struct grid_reading *r, struct rows *rows, const char *path, struct tally_error *error)
{
	const struct text *fields;
	size_t count;
	uint64_t line;
	while ((r->most == 0 || r->count < r->most) && rows_head(rows, &fields, &count, &line, error)) {
		if (r->count == GRID_LINES_MAX || count > GRID_COLUMNS_MAX)
			return error_set(error, ERROR_CONFIG, _("%s: more than %d lines or %d columns; no printed table"), path,
				GRID_LINES_MAX, GRID_COLUMNS_MAX);
		if (!keep_line(r, fields, count, (unsigned)line))
			return error_memory(error);
	}
	return error->code == ERROR_NONE;
}

/* A formula that was never calculated looks empty, and is not. */
static void mark_cells(struct grid_reading *r, const struct rows_batch *batch)
{
	for (size_t row = 0; batch->marks && row < batch->rows; row++)
		for (size_t c = 0; c < batch->width; c++) {
			size_t line = (size_t)batch->lines[row] - 1; /* rows of a sheet are all there, blank ones too */
			if (batch->marks[row * batch->width + c] != CELL_NOT_CALCULATED || line >= r->count)
				continue;
			struct text *cells =
				(struct text *)(uintptr_t)r->lines[line].cells; /* made in our arena by keep_line */
			if (c < r->lines[line].count)
				cells[c] = text_of(_("a formula that was never calculated"));
		}
}

/* A sheet once more, for what its cells are beside their text. */
static bool read_marks(struct grid_reading *r, struct rows *rows, struct tally_error *error)
{
	struct rows_batch batch;
	unsigned columns[GRID_COLUMNS_MAX];
	for (unsigned c = 0; c < r->width; c++)
		columns[c] = c;
	if (!rows_want(rows, columns, r->width, r->width, error))
		return false;
	do {
		if (!rows_next(rows, &batch, error))
			return false;
		mark_cells(r, &batch);
	} while (batch.rows);
	return true;
}

static bool read_file(
	struct grid_reading *r, const char *path, const struct rows_options *options, bool marks, struct tally_error *error)
{
	struct rows *rows = rows_open(path, options, error);
	bool done = rows && (marks ? read_marks(r, rows, error) : read_lines(r, rows, path, error));
	r->sheet = done && rows_sheet(rows);
	rows_close(rows);
	return done;
}

bool grid_read(
	const char *path, const struct grid_options *options, struct arena *arena, struct grid *grid, struct tally_error *error)
{
	struct grid_reading r = { .arena = arena, .most = options->most };
	struct rows_options said = { .csv = { options->encoding, csv_delimiter(options->delimiter) }, .sheet = options->sheet };
	bool done = read_file(&r, path, &said, false, error);
	done = done && (!r.sheet || r.width == 0 || read_file(&r, path, &said, true, error));
	struct grid_line *lines = done ? arena_array(arena, r.count + 1, sizeof(*lines)) : NULL;
	if (done && !lines)
		done = error_memory(error);
	if (lines && r.count)
		memcpy(lines, r.lines, r.count * sizeof(*lines));
	memory_free(r.lines);
	*grid = (struct grid){ lines, r.count, r.width };
	return done;
}

struct text grid_cell(const struct grid_line *line, size_t column)
{
	return column < line->count ? line->cells[column] : (struct text){ "", 0 };
}

size_t grid_filled(const struct grid_line *line)
{
	size_t count = 0;
	for (size_t c = 0; c < line->count; c++)
		count += line->cells[c].len > 0;
	return count;
}

void grid_letters(size_t column, char out[8])
{
	char back[8];
	size_t n = 0;
	for (size_t left = column + 1; left && n < sizeof(back) - 1; left = (left - 1) / 26)
		back[n++] = (char)('A' + (left - 1) % 26);
	for (size_t i = 0; i < n; i++)
		out[i] = back[n - 1 - i];
	out[n] = '\0';
}
