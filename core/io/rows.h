/* IO: the rows of a file, whatever it is: delimited text or a sheet of a workbook, told by its content and not by its name. Knows the kinds of files;
 * knows no headings, no types and no rules. */
#ifndef IO_ROWS_H
#define IO_ROWS_H

#include "io/csv.h"
#include "io/workbook.h"

enum { ROWS_BATCH = CSV_BATCH_ROWS };

struct rows_options {
	struct csv_options csv; /* of text */
	const char *sheet; /* of a workbook: its name; NULL: the first that is not hidden */
};

/* As csv_batch. Of a sheet a line is a row as the spreadsheet shows it, and no row has a fault of form. */
struct rows_batch {
	const struct text *cells; /* cells[row * width + wanted column] */
	const unsigned char *marks; /* enum cell_mark a cell; NULL: all are text */
	const uint64_t *lines;
	const unsigned char *faults; /* enum csv_fault a record */
	const unsigned *columns;
	size_t rows, width;
	bool date1904; /* numbers of days are counted from 1904-01-01 */
};

struct rows;

/* What is neither text nor a workbook that can be read (an old .xls, an encrypted one) is an ERROR_INPUT that says what it is and what to do. */
struct rows *rows_open(const char *path, const struct rows_options *options, struct tally_error *error) MUST_USE;
void rows_close(struct rows *rows);
/* FILE, of a sheet FILE!SHEET. */
const char *rows_name(const struct rows *rows);
/* Headings reach over the blank cells at their right: in text, and in a sheet that was made from it. */
bool rows_reach(const struct rows *rows);
/* Name of the sheet; NULL: the file is text. */
const char *rows_sheet(const struct rows *rows);
/* utf-8, gb18030, xlsx; NULL: the encoding that was declared. */
const char *rows_encoding(const struct rows *rows);
bool rows_head(
	struct rows *rows, const struct text **fields, size_t *count, uint64_t *line, struct tally_error *error) MUST_USE;
/* Everything of a row as it stands, before rows_want. False at the end or on an error (error->code tells); a fault of form is told and no end. */
struct rows_line {
	const struct text *cells;
	const unsigned char *marks; /* enum cell_mark a cell; NULL: all are text */
	size_t count;
	uint64_t line;
	enum csv_fault fault; /* there are the cells before it */
	unsigned column; /* of the fault, from 1; 0: the record */
};
bool rows_line(struct rows *rows, struct rows_line *line, struct tally_error *error) MUST_USE;
/* The fields of a row, trimmed, in the arena: they outlive it. NULL without memory. */
struct text *rows_keep(const struct text *fields, size_t count, struct arena *arena);
bool rows_want(struct rows *rows, const unsigned *columns, size_t width, size_t total, struct tally_error *error) MUST_USE;
bool rows_next(struct rows *rows, struct rows_batch *batch, struct tally_error *error) MUST_USE;
void rows_totals(const struct rows *rows, struct csv_totals *totals);
/* After the end; all are empty for text. */
struct sheet_notes rows_notes(const struct rows *rows);

/* Merged ranges of the sheet that touch some rows; none of text. */
bool rows_merged(const struct rows *rows, uint64_t first, uint64_t last, struct arena *arena, const struct sheet_range **ranges,
	size_t *count, struct tally_error *error) MUST_USE;

/* Sheets of a file that are to be read, in their order; all in the arena. */
struct rows_choice {
	const char *const *names;
	size_t count; /* 0: the file is text */
	const char *left; /* without a choice: "b, c", the others that are not hidden and hold something; else "" */
};
/* `choice` is "" (the first that is not hidden), * (all that are not hidden and hold anything), or names and places a | b. */
bool rows_sheets(const char *path, const char *choice, struct arena *arena, struct rows_choice *chosen,
	struct tally_error *error) MUST_USE;

#endif
