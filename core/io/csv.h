/* IO: records of a delimited text file (RFC 4180 and as spreadsheets leave it), block by block, from a file or a pipe. Knows bytes,
 * lines, fields and faults of form; knows no types, no headings and no rules. */
#ifndef IO_CSV_H
#define IO_CSV_H

#include "base/arena.h"
#include "base/hash.h"
#include "io/decode.h"

enum { CSV_BATCH_ROWS = 1024, CSV_RECORD_BYTES = 1 << 20, CSV_QUOTE_BYTES = 64 << 10, CSV_QUOTE_LINES = 1000 };

enum csv_fault {
	CSV_OK,
	CSV_FEWER_FIELDS, /* than the head has; blank ones at the end of a line are not missed */
	CSV_MORE_FIELDS, /* than the head has, and not blank */
	CSV_STRAY_QUOTE, /* bytes behind a closing quote */
	CSV_OPEN_QUOTE, /* a quote that is not closed within CSV_QUOTE_BYTES or CSV_QUOTE_LINES; reading resumes on the next line */
	CSV_BAD_BYTES, /* not valid in the encoding of the file */
	CSV_NUL, /* a zero byte */
	CSV_TOO_LONG /* a record over CSV_RECORD_BYTES */
};

/* Up to CSV_BATCH_ROWS records. Cells are UTF-8, unquoted, not trimmed, and live until the next call. Of a record with a fault there are
 * those before it, and no cell that is no text; one that is too long has none. */
struct csv_batch {
	const struct text *cells; /* cells[row * width + wanted column]; a missing field is empty */
	const uint64_t *lines; /* line of the file on which the record begins, from 1 */
	const unsigned char *faults; /* enum csv_fault a record */
	const unsigned *columns; /* field the fault is in, from 1; 0 where it concerns the record */
	size_t rows;
	size_t width;
};

struct csv_options {
	const char *encoding; /* NULL or "": detect */
	char delimiter; /* 0: comma; ',' ';' '\t' '|' or any other ASCII byte but quote and newline */
};

/* The byte that a word means (comma, semicolon, tab, pipe), or the first of the text itself; "": comma. */
char csv_delimiter(const char *said);

struct csv;

/* `path` "-" reads standard input (and so can any pipe be read). The file is opened, its encoding decided, nothing is parsed yet. */
struct csv *csv_open(const char *path, const struct csv_options *options, struct tally_error *error) MUST_USE;
void csv_close(struct csv *csv);
enum encoding csv_encoding(const struct csv *csv);

/* One record with all its fields, blank ones too, before csv_want: for heads and the lines above them. False at the end of the file or
 * on an error (error->code tells); a fault of form is one here. *fields live until the next call. */
bool csv_head(struct csv *csv, const struct text **fields, size_t *count, uint64_t *line, struct tally_error *error) MUST_USE;

/* As csv_head, but a fault of form does not end it: there are the fields before it, and of bytes that are no text every other one. */
struct csv_line {
	const struct text *fields;
	size_t count;
	uint64_t line;
	enum csv_fault fault;
	unsigned column; /* it is in, from 1; 0: the record */
};
bool csv_line(struct csv *csv, struct csv_line *line, struct tally_error *error) MUST_USE;

/* From here on `columns[i]` (field number from 0, ascending or not) becomes cell i of each record; `total` fields make a whole record. */
bool csv_want(struct csv *csv, const unsigned *columns, size_t width, size_t total, struct tally_error *error) MUST_USE;

/* The next records; rows = 0 at the end. Blank lines (delimiters, blanks and empty quotes at most) are passed over and counted. */
bool csv_next(struct csv *csv, struct csv_batch *batch, struct tally_error *error) MUST_USE;

/* After the end: what was read. Records and blank lines are those of csv_next. */
struct csv_totals {
	uint64_t bytes, records, blank_lines;
	struct identity fingerprint; /* of the content */
	int64_t size, mtime_ns; /* of the file when opened; -1 for a pipe */
	uint64_t inode;
};
void csv_totals(const struct csv *csv, struct csv_totals *totals);

#endif
