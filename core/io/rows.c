/* IO: one way to read delimited text and sheets. Knows which of the two a file is; knows the inside of neither. */
#include "io/rows.h"

#include <string.h>

#include "io/foreign.h"

struct rows {
	const struct rows_kind *kind;
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
	bool (*want)(struct rows *rows, const unsigned *columns, size_t width, size_t total, struct tally_error *error);
	bool (*next)(struct rows *rows, struct rows_batch *batch, struct tally_error *error);
	void (*totals)(const struct rows *rows, struct csv_totals *totals);
};

/* --- text --- */

static bool plain_open(struct rows *rows, const char *path, const struct rows_options *options, struct tally_error *error)
{
	rows->csv = csv_open(path, &options->csv, error);
	return rows->csv != NULL;
}

static bool plain_head(struct rows *rows, const struct text **fields, size_t *count, uint64_t *line, struct tally_error *error)
{
	return csv_head(rows->csv, fields, count, line, error);
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

static const struct workbook_sheet *first_sheet(const struct workbook *book)
{
	size_t count;
	const struct workbook_sheet *sheets = workbook_sheets(book, &count);
	for (size_t i = 0; i < count; i++)
		if (!sheets[i].hidden)
			return &sheets[i];
	return &sheets[0];
}

static const struct workbook_sheet *named_sheet(const struct workbook *book, const char *name)
{
	size_t count;
	const struct workbook_sheet *sheets = workbook_sheets(book, &count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(sheets[i].name, name) == 0)
			return &sheets[i];
	for (size_t i = 0; i < count; i++)
		if (text_same_label(text_of(sheets[i].name), text_of(name)))
			return &sheets[i];
	return NULL;
}

/* Sheets are counted as they are seen: without those that are hidden. */
static const struct workbook_sheet *numbered_sheet(const struct workbook *book, const char *name)
{
	size_t count;
	int64_t number;
	const struct workbook_sheet *sheets = workbook_sheets(book, &count);
	if (!text_to_int64(text_of(name), &number))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!sheets[i].hidden && --number == 0)
			return &sheets[i];
	return NULL;
}

static bool no_sheet(
	const struct workbook *book, const char *path, const char *name, struct arena *arena, struct tally_error *error)
{
	size_t count;
	const struct workbook_sheet *sheets = workbook_sheets(book, &count);
	const char *list = "";
	for (size_t i = 0; list && i < count && i < 20; i++)
		list = arena_printf(arena, "%s%s%s", list, i ? ", " : "", sheets[i].name);
	return error_set(error, ERROR_INPUT, _("%s: has no sheet '%s'; its sheets are: %s"), path, name, list ? list : "");
}

static bool book_open(struct rows *rows, const char *path, const struct rows_options *options, struct tally_error *error)
{
	struct arena arena = { 0 };
	rows->book = workbook_open(path, error);
	if (!rows->book)
		return false;
	rows->sheet = options->sheet ? named_sheet(rows->book, options->sheet) : first_sheet(rows->book);
	if (!rows->sheet)
		no_sheet(rows->book, path, options->sheet, &arena, error);
	else
		rows->stream = sheet_open(rows->book, rows->sheet, error);
	arena_done(&arena);
	return rows->stream != NULL;
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

static const struct rows_kind kinds[] = { [FILE_TEXT] = { plain_open, plain_head, plain_want, plain_next, plain_totals },
	[FILE_PACKAGE] = { book_open, book_head, book_want, book_next, book_totals } };

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
	memory_free(rows);
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

/* --- which sheets --- */

struct choosing {
	struct workbook *book;
	const char *path;
	struct arena *arena;
	const char **names;
	size_t count;
};

static bool choose_all(struct choosing *c, struct tally_error *error)
{
	size_t count;
	const struct workbook_sheet *sheets = workbook_sheets(c->book, &count);
	for (size_t i = 0; i < count; i++) {
		bool filled = false;
		if (sheets[i].hidden)
			continue;
		if (!sheet_holds_any(c->book, &sheets[i], &filled, error))
			return false;
		if (filled)
			c->names[c->count++] = arena_copy(c->arena, text_of(sheets[i].name));
	}
	return true;
}

static bool choose_named(struct choosing *c, const char *choice, struct tally_error *error)
{
	struct text rest = text_of(choice), part;
	size_t most;
	workbook_sheets(c->book, &most);
	while (text_next(&rest, '|', &part)) {
		const char *name = arena_copy(c->arena, part);
		if (!name)
			return error_memory(error);
		const struct workbook_sheet *sheet = named_sheet(c->book, name);
		sheet = sheet ? sheet : numbered_sheet(c->book, name);
		if (!sheet)
			return no_sheet(c->book, c->path, name, c->arena, error);
		bool known = false;
		for (size_t i = 0; i < c->count; i++)
			known |= c->names[i] && strcmp(c->names[i], sheet->name) == 0;
		if (!known && c->count < most)
			c->names[c->count++] = arena_copy(c->arena, text_of(sheet->name));
	}
	return true;
}

static bool choose(struct choosing *c, const char *choice, struct tally_error *error)
{
	size_t most;
	workbook_sheets(c->book, &most);
	c->names = arena_array(c->arena, most + 1, sizeof(*c->names));
	if (!c->names)
		return error_memory(error);
	if (strcmp(choice, "*") == 0 && !choose_all(c, error))
		return false;
	if (choice[0] && strcmp(choice, "*") != 0)
		return choose_named(c, choice, error);
	if (c->count == 0)
		c->names[c->count++] = arena_copy(c->arena, text_of(first_sheet(c->book)->name));
	return true;
}

bool rows_sheets(const char *path, const char *choice, struct arena *arena, const char *const **names, size_t *count,
	struct tally_error *error)
{
	enum file_kind kind;
	struct choosing c = { .path = path, .arena = arena };
	*names = NULL;
	*count = 0;
	if (!file_kind(path, &kind, error))
		return false;
	if (kind == FILE_TEXT)
		return true;
	c.book = workbook_open(path, error);
	bool done = c.book && choose(&c, choice, error);
	workbook_done(c.book);
	for (size_t i = 0; done && i < c.count; i++)
		done = c.names[i] != NULL || error_memory(error);
	*names = c.names;
	*count = done ? c.count : 0;
	return done;
}
