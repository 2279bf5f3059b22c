/* IO: a workbook (.xlsx, .xlsm: ISO/IEC 29500, transitional and strict): its sheets, and the rows of one of them in a stream. Knows cells, styles and
 * strings; knows no headings, no types of fields and no rules. */
#ifndef IO_WORKBOOK_H
#define IO_WORKBOOK_H

#include "io/package.h"

enum {
	WORKBOOK_ROWS_MAX = 1 << 20,
	WORKBOOK_COLUMNS_MAX = 1 << 14,
	WORKBOOK_CELL_BYTES_MAX = 128 << 10, /* a spreadsheet takes 32,767 characters */
	WORKBOOK_ROW_BYTES_MAX = 1 << 20, /* text of one row */
	WORKBOOK_BATCH_BYTES = 4 << 20, /* text of a batch after which it is handed over */
	STRINGS_BYTES_MAX = 128 << 20,
	STRINGS_MAX = 4 << 20
};

/* What a cell is beside its text. */
enum cell_mark {
	CELL_TEXT,
	CELL_NUMBER, /* plain digits, without exponent */
	CELL_DAY, /* 2018-12-05 */
	CELL_MONTH, /* 2018-12-05, shown as a month: 2018-12 */
	CELL_YEAR, /* 2018-12-05, shown as a year: 2018 */
	CELL_MOMENT, /* 2018-12-05 08:30:00 */
	CELL_TIME, /* 08:30:00, without a day */
	CELL_PERCENT, /* 12.5% */
	CELL_BOOLEAN, /* TRUE, FALSE */
	CELL_ERROR, /* #N/A and the like */
	CELL_DAMAGED, /* a number of more than 15 digits: those behind them are lost */
	CELL_NOT_CALCULATED /* a formula without a value; the text is empty */
};

struct workbook_sheet {
	const char *name;
	const char *part;
	bool hidden;
};

struct workbook;
struct workbook *workbook_open(const char *path, struct tally_error *error) MUST_USE;
void workbook_done(struct workbook *workbook); /* libxlsxwriter has workbook_close */
const char *workbook_path(const struct workbook *workbook);
const struct package_file *workbook_file(const struct workbook *workbook);
bool workbook_dates_1904(const struct workbook *workbook);
const struct workbook_sheet *workbook_sheets(const struct workbook *workbook, size_t *count);

/* By its name, else by its place among those that are not hidden, from 1; NULL: the first that is not hidden. One that is not there is an ERROR_INPUT that lists
 * what is. (rows_sheets.c) */
const struct workbook_sheet *workbook_sheet(
	const struct workbook *workbook, const char *name, struct tally_error *error) MUST_USE;

/* A program has saved the file since io/book.h wrote it. */
bool workbook_saved_since(struct workbook *workbook, bool *saved, struct tally_error *error) MUST_USE;
/* A property that somebody gave the file (tally.source), in the arena of the workbook; NULL: it has no such one. The sheet that the property
 * WORKBOOK_NOTE names is about the others, and not among the sheets. */
#define WORKBOOK_NOTE "tally.note"
/* Set where the rows were those of a file of text: its headings reach over blank cells as they do there. */
#define WORKBOOK_WAS_TEXT "tally.text"
const char *workbook_property(const struct workbook *workbook, const char *name);

struct sheet_row {
	const struct text *cells;
	const unsigned char *marks; /* enum cell_mark a cell */
	size_t count; /* up to the last cell that is not blank */
	uint64_t line;
};

struct sheet_batch {
	const struct text *cells; /* cells[row * width + wanted column] */
	const unsigned char *marks;
	const uint64_t *lines;
	size_t rows, width;
};

/* What a reader of the sheet should know, after its end. */
struct sheet_notes {
	const char *hidden_rows, *hidden_columns; /* "5, 7-9", "C, F-H"; "" when none holds anything */
	uint64_t beyond_row; /* first row with a cell to the right of the columns that were said to be all; 0: none */
	unsigned beyond_column;
};

struct sheet_stream;
/* Strings and styles are read now, the sheet row by row. The workbook must stay open. */
struct sheet_stream *sheet_open(
	struct workbook *workbook, const struct workbook_sheet *sheet, struct tally_error *error) MUST_USE;
void sheet_close(struct sheet_stream *stream);
/* One row with all its cells, blank ones too; rows that the file leaves out are blank. False at the end or on an error. */
bool sheet_head(struct sheet_stream *stream, struct sheet_row *row, struct tally_error *error) MUST_USE;
/* The same with the cells as sheet_next gives them: dates that are shown as a month or a year are whole. */
bool sheet_line(struct sheet_stream *stream, struct sheet_row *row, struct tally_error *error) MUST_USE;
/* From here on `columns[i]` becomes cell i; `total` columns are all there are. Nothing else of the workbook may be read until sheet_close. */
bool sheet_want(
	struct sheet_stream *stream, const unsigned *columns, size_t width, size_t total, struct tally_error *error) MUST_USE;
/* Up to `most` rows that are not blank; rows = 0 at the end. */
bool sheet_next(struct sheet_stream *stream, size_t most, struct sheet_batch *batch, struct tally_error *error) MUST_USE;
struct sheet_range {
	uint64_t first_row, last_row; /* from 1 */
	unsigned first_column, last_column; /* from 0 */
};
/* Merged ranges that touch the rows `first` to `last`; the part is read for this alone. */
bool sheet_merged(struct workbook *workbook, const struct workbook_sheet *sheet, uint64_t first, uint64_t last,
	struct arena *arena, const struct sheet_range **ranges, size_t *count, struct tally_error *error) MUST_USE;
/* Whether a sheet has a cell that is not blank. */
bool sheet_holds_any(
	struct workbook *workbook, const struct workbook_sheet *sheet, bool *any, struct tally_error *error) MUST_USE;
uint64_t sheet_blank_rows(const struct sheet_stream *stream);
const struct sheet_notes *sheet_notes(const struct sheet_stream *stream);

/* The cell as it is shown: dates that are shown as a month or a year are cut. */
struct text cell_shown(struct text cell, enum cell_mark mark);

/* Why a cell says nothing that could be read, and the rule that it breaks; NULL: it does say something. */
const char *cell_damage(enum cell_mark mark, const char **rule);

/* "C18" into 16 bytes; column from 1. */
void cell_name(uint64_t row, unsigned column, char out[16]);

#endif
