/* IO: one way to read delimited text and sheets. Knows which of the two a file is; knows the inside of neither. */
#include "io/rows.h"

#include <string.h>

#include "io/foreign.h"

struct rows {
	const struct rows_kind *kind;
	struct arena arena;
	const char *name;
	struct csv *csv;
	struct workbook *book;
	const struct workbook_sheet *sheet;
	struct sheet_stream *stream;
	uint64_t records;
	unsigned char no_faults[ROWS_BATCH];
	unsigned no_columns[ROWS_BATCH];
};

struct rows_kind {
	bool (*open)(struct rows *rows, const char *path, const struct rows_options *options, struct tally_error *error);
	bool (*head)(struct rows *rows, const struct text **fields, size_t *count, uint64_t *line, struct tally_error *error);
	bool (*line)(struct rows *rows, struct rows_line *line, struct tally_error *error);
	bool (*want)(struct rows *rows, const unsigned *columns, size_t width, size_t total, struct tally_error *error);
	bool (*next)(struct rows *rows, struct rows_batch *batch, struct tally_error *error);
	void (*totals)(const struct rows *rows, struct csv_totals *totals);
};

/* --- text --- */

static bool plain_open(struct rows *rows, const char *path, const struct rows_options *options, struct tally_error *error)
{
	rows->csv = csv_open(path, &options->csv, error);
	rows->name = arena_printf(&rows->arena, "%s", path);
	return rows->csv && (rows->name || error_memory(error));
}

static bool plain_head(struct rows *rows, const struct text **fields, size_t *count, uint64_t *line, struct tally_error *error)
{
	return csv_head(rows->csv, fields, count, line, error);
}

static bool plain_line(struct rows *rows, struct rows_line *line, struct tally_error *error)
{
	struct csv_line raw;
	if (!csv_line(rows->csv, &raw, error))
		return false;
	*line = (struct rows_line){ raw.fields, NULL, raw.count, raw.line, raw.fault, raw.column };
	return true;
}

static bool plain_want(struct rows *rows, const unsigned *columns, size_t width, size_t total, struct tally_error *error)
{
	return csv_want(rows->csv, columns, width, total, error);
}

static bool plain_next(struct rows *rows, struct rows_batch *batch, struct tally_error *error)
{
	struct csv_batch raw;
	if (!csv_next(rows->csv, &raw, error))
		return false;
	*batch = (struct rows_batch){ raw.cells, NULL, raw.lines, raw.faults, raw.columns, raw.rows, raw.width, false };
	return true;
}

static void plain_totals(const struct rows *rows, struct csv_totals *totals)
{
	csv_totals(rows->csv, totals);
}

/* --- workbooks --- */

static bool book_open(struct rows *rows, const char *path, const struct rows_options *options, struct tally_error *error)
{
	rows->book = workbook_open(path, error);
	rows->sheet = rows->book ? workbook_sheet(rows->book, options->sheet, error) : NULL;
	if (!rows->sheet)
		return false;
	rows->name = arena_printf(&rows->arena, "%s!%s", path, rows->sheet->name);
	rows->stream = sheet_open(rows->book, rows->sheet, error);
	return rows->stream && (rows->name || error_memory(error));
}

static bool book_head(struct rows *rows, const struct text **fields, size_t *count, uint64_t *line, struct tally_error *error)
{
	struct sheet_row row;
	if (!sheet_head(rows->stream, &row, error))
		return false;
	*fields = row.cells;
	*count = row.count;
	*line = row.line;
	return true;
}

static bool book_line(struct rows *rows, struct rows_line *line, struct tally_error *error)
{
	struct sheet_row row;
	if (!sheet_line(rows->stream, &row, error))
		return false;
	*line = (struct rows_line){ row.cells, row.marks, row.count, row.line, CSV_OK, 0 };
	return true;
}

static bool book_want(struct rows *rows, const unsigned *columns, size_t width, size_t total, struct tally_error *error)
{
	return sheet_want(rows->stream, columns, width, total, error);
}

static bool book_next(struct rows *rows, struct rows_batch *batch, struct tally_error *error)
{
	struct sheet_batch raw;
	if (!sheet_next(rows->stream, ROWS_BATCH, &raw, error))
		return false;
	rows->records += raw.rows;
	*batch = (struct rows_batch){ raw.cells, raw.marks, raw.lines, rows->no_faults, rows->no_columns, raw.rows, raw.width,
		workbook_dates_1904(rows->book) };
	return true;
}

static void book_totals(const struct rows *rows, struct csv_totals *totals)
{
	const struct package_file *file = workbook_file(rows->book);
	*totals = (struct csv_totals){ .bytes = (uint64_t)file->size,
		.records = rows->records,
		.blank_lines = sheet_blank_rows(rows->stream),
		.fingerprint = file->fingerprint,
		.size = file->size,
		.mtime_ns = file->mtime_ns,
		.inode = file->inode };
}

/* --- either --- */

static const struct rows_kind kinds[] = { [FILE_TEXT] = { plain_open, plain_head, plain_line, plain_want, plain_next,
						  plain_totals },
	[FILE_PACKAGE] = { book_open, book_head, book_line, book_want, book_next, book_totals } };

struct rows *rows_open(const char *path, const struct rows_options *options, struct tally_error *error)
{
	enum file_kind kind;
	if (!file_kind(path, &kind, error))
		return NULL;
	struct rows *rows = memory_alloc(1, sizeof(*rows));
	if (!rows) {
		error_memory(error);
		return NULL;
	}
	rows->kind = &kinds[kind];
	if (rows->kind->open(rows, path, options, error))
		return rows;
	rows_close(rows);
	return NULL;
}

void rows_close(struct rows *rows)
{
	if (!rows)
		return;
	csv_close(rows->csv);
	sheet_close(rows->stream);
	workbook_done(rows->book);
	arena_done(&rows->arena);
	memory_free(rows);
}

const char *rows_name(const struct rows *rows)
{
	return rows->name;
}

bool rows_reach(const struct rows *rows)
{
	return !rows->book || workbook_property(rows->book, WORKBOOK_WAS_TEXT);
}

const char *rows_sheet(const struct rows *rows)
{
	return rows->sheet ? rows->sheet->name : NULL;
}

const char *rows_encoding(const struct rows *rows)
{
	if (rows->book)
		return "xlsx";
	return csv_encoding(rows->csv) == ENCODING_OTHER ? NULL : encoding_name(csv_encoding(rows->csv));
}

bool rows_head(struct rows *rows, const struct text **fields, size_t *count, uint64_t *line, struct tally_error *error)
{
	return rows->kind->head(rows, fields, count, line, error);
}

bool rows_line(struct rows *rows, struct rows_line *line, struct tally_error *error)
{
	return rows->kind->line(rows, line, error);
}

struct text *rows_keep(const struct text *fields, size_t count, struct arena *arena)
{
	struct text *kept = arena_array(arena, count + 1, sizeof(*kept));
	for (size_t i = 0; kept && i < count; i++) {
		struct text cell = text_trim(fields[i]);
		const char *copy = arena_copy(arena, cell);
		if (!copy)
			return NULL;
		kept[i] = (struct text){ copy, cell.len };
	}
	return kept;
}

bool rows_want(struct rows *rows, const unsigned *columns, size_t width, size_t total, struct tally_error *error)
{
	return rows->kind->want(rows, columns, width, total, error);
}

bool rows_next(struct rows *rows, struct rows_batch *batch, struct tally_error *error)
{
	return rows->kind->next(rows, batch, error);
}

void rows_totals(const struct rows *rows, struct csv_totals *totals)
{
	rows->kind->totals(rows, totals);
}

struct sheet_notes rows_notes(const struct rows *rows)
{
	return rows->stream ? *sheet_notes(rows->stream) : (struct sheet_notes){ "", "", 0, 0 };
}

bool rows_merged(const struct rows *rows, uint64_t first, uint64_t last, struct arena *arena, const struct sheet_range **ranges,
	size_t *count, struct tally_error *error)
{
	*ranges = NULL;
	*count = 0;
	return !rows->book || sheet_merged(rows->book, rows->sheet, first, last, arena, ranges, count, error);
}
