/* Area: small tables of the workspace. Knows headings; knows nothing of what the cells mean. */
#include "area/sheet.h"

#include <string.h>

#include "io/rows.h"

enum { SHEET_COLUMNS_MAX = 32, SHEET_ROWS_MAX = 1000000 };

struct sheet_reading {
	const char *path; /* of a workbook FILE!SHEET */
	const struct sheet_column *columns;
	size_t count;
	struct arena *arena;
	struct faults *faults;
	unsigned places[SHEET_COLUMNS_MAX]; /* of the wanted columns that are there */
	size_t wanted[SHEET_COLUMNS_MAX];
	size_t found;
	struct text *cells;
	unsigned *lines;
	size_t rows, cells_capacity, lines_capacity;
};

static void unknown_column(struct sheet_reading *r, struct text name, unsigned line)
{
	const char *names[SHEET_COLUMNS_MAX];
	for (size_t i = 0; i < r->count; i++)
		names[i] = r->columns[i].name;
	fault_add(r->faults, r->path, line, _("unknown column '%.*s'%s"), (int)name.len, name.at,
		fault_hint(r->faults, name, names, r->count));
}

static void read_head(struct sheet_reading *r, const struct text *fields, size_t count, unsigned line)
{
	bool there[SHEET_COLUMNS_MAX] = { false };
	for (size_t f = 0; f < count; f++) {
		struct text name = text_trim(fields[f]);
		size_t c = 0;
		while (c < r->count && !text_is(name, r->columns[c].name))
			c++;
		if (c == r->count) {
			if (name.len)
				unknown_column(r, name, line);
		} else if (there[c]) {
			fault_add(r->faults, r->path, line, _("column '%s' stands twice"), r->columns[c].name);
		} else {
			there[c] = true;
			r->places[r->found] = (unsigned)f;
			r->wanted[r->found++] = c;
		}
	}
	for (size_t c = 0; c < r->count; c++)
		if (r->columns[c].required && !there[c])
			fault_add(r->faults, r->path, line, _("no column '%s'"), r->columns[c].name);
}

static struct text take_cell(struct sheet_reading *r, const struct rows_batch *batch, size_t row, size_t column)
{
	size_t at = row * batch->width + column;
	const char *rule, *damage = NULL;
	struct text cell = batch->cells[at];
	if (!batch->marks)
		return cell;
	damage = cell_damage((enum cell_mark)batch->marks[at], &rule);
	if (damage)
		fault_add(r->faults, r->path, (unsigned)batch->lines[row], _("%s: '%.*s' %s"),
			r->columns[r->wanted[column]].name, (int)cell.len, cell.at, damage);
	return cell_shown(cell, (enum cell_mark)batch->marks[at]);
}

static bool keep_row(struct sheet_reading *r, const struct rows_batch *batch, size_t row)
{
	if (!memory_grow(&r->cells, &r->cells_capacity, (r->rows + 1) * r->count, sizeof(*r->cells)) ||
		!memory_grow(&r->lines, &r->lines_capacity, r->rows + 1, sizeof(*r->lines)))
		return false;
	struct text *cells = r->cells + r->rows * r->count;
	for (size_t c = 0; c < r->count; c++)
		cells[c] = (struct text){ "", 0 };
	for (size_t i = 0; i < r->found; i++) {
		struct text cell = text_trim(take_cell(r, batch, row, i));
		char *copy = arena_copy(r->arena, cell);
		if (!copy)
			return false;
		cells[r->wanted[i]] = (struct text){ copy, cell.len };
	}
	r->lines[r->rows++] = (unsigned)batch->lines[row];
	return true;
}

static bool read_rows(struct sheet_reading *r, struct rows *rows, struct tally_error *error)
{
	struct rows_batch batch;
	do {
		if (!rows_next(rows, &batch, error))
			return false;
		for (size_t row = 0; row < batch.rows; row++) {
			if (batch.faults[row] != CSV_OK)
				fault_add(r->faults, r->path, (unsigned)batch.lines[row],
					_("damaged record: wrong number of fields, a stray or open quote, or bytes that are no "
					  "text"));
			else if (r->rows == SHEET_ROWS_MAX)
				return error_set(error, ERROR_CONFIG, _("%s: more than %d rows"), r->path, SHEET_ROWS_MAX);
			else if (!keep_row(r, &batch, row))
				return error_memory(error);
		}
	} while (batch.rows);
	return true;
}

static bool read_all(struct sheet_reading *r, struct rows *rows, struct tally_error *error)
{
	const struct text *fields;
	size_t count;
	uint64_t line;
	r->path = arena_printf(r->arena, "%s", rows_name(rows));
	if (!r->path)
		return error_memory(error);
	if (!rows_head(rows, &fields, &count, &line, error)) {
		if (error->code != ERROR_NONE)
			return false;
		fault_add(r->faults, r->path, 1, _("empty file; the first line must hold the headings"));
		return true;
	}
	read_head(r, fields, count, (unsigned)line);
	return rows_want(rows, r->places, r->found, count, error) && read_rows(r, rows, error);
}

/* Moves a heap array into the arena. */
static bool settle(struct arena *arena, void *heap, size_t count, size_t size, void *out)
{
	void *copy = arena_array(arena, count + 1, size);
	if (copy && count)
		memcpy(copy, heap, count * size);
	memcpy(out, &copy, sizeof(copy));
	return copy != NULL;
}

bool sheet_read(const char *path, const struct sheet_column *columns, size_t count, struct arena *arena, struct faults *faults,
	struct sheet *sheet, struct tally_error *error)
{
	struct sheet_reading r = { .path = path, .columns = columns, .count = count, .arena = arena, .faults = faults };
	struct rows *rows = rows_open(path, &(struct rows_options){ 0 }, error);
	bool done = rows && read_all(&r, rows, error);
	rows_close(rows);
	if (done &&
		(!settle(arena, r.cells, r.rows * count, sizeof(*r.cells), &sheet->cells) ||
			!settle(arena, r.lines, r.rows, sizeof(*r.lines), &sheet->lines)))
		done = error_memory(error);
	sheet->rows = r.rows;
	sheet->columns = count;
	memory_free(r.cells);
	memory_free(r.lines);
	return done;
}
