/* View: rows of text as table, CSV, JSON, Markdown or workbook. Knows how things are laid out, not what they mean. */
#ifndef VIEW_TABLE_H
#define VIEW_TABLE_H

#include <stdio.h>

#include "base/arena.h"

enum format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON, FORMAT_MD, FORMAT_XLSX, FORMAT_COUNT };
extern const char *const format_names[FORMAT_COUNT];
bool format_named(struct text name, enum format *format);

enum column_kind {
	COLUMN_TEXT,
	COLUMN_NUMBER,
	COLUMN_ORDINAL /* a number that counts nothing: of a run, a line */
};

struct column {
	const char *key; /* in CSV and JSON */
	const char *heading; /* in tables; translated */
	enum column_kind kind;
	bool hidden; /* in tables and Markdown */
	bool paper; /* in tables and Markdown only */
};

/* cells[row * columns + column]; NULL is null (JSON null, an empty field). In JSON a NUMBER is printed as a number, bare. */
struct table {
	const struct column *columns;
	size_t columns_count;
	const char *const *cells;
	const char *const *plain; /* the same for CSV and JSON where that differs from what a table shows; NULL: cells */
	size_t rows;
	const char *const *
		groups; /* a heading line before the rows of a group, by row; NULL or the same pointer as before: none (tables only) */
	size_t before; /* rows that were printed already, a piece of the same table: CSV, JSON and Markdown then go on */
	bool more; /* another piece follows */
	const bool *strong; /* rows that are the sum of others, in bold (workbooks only); NULL: none */
};

/* Copies `count` columns with their headings translated. */
void table_heads(struct column *columns, const struct column *heads, size_t count);

/* CSV by RFC 4180 with CRLF no: LF; a text that a spreadsheet would run as a formula begins with '. `excel`: a BOM first, and text that looks like a number or a formula written so that a spreadsheet keeps it as text. */
bool table_print(const struct table *table, enum format format, bool excel, FILE *out, struct tally_error *error) MUST_USE;

#endif
