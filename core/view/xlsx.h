/* View: a table as a workbook. Knows how a sheet of an office looks: real numbers, frozen heads, widths for Chinese, print set-up. */
#ifndef VIEW_XLSX_H
#define VIEW_XLSX_H

#include "view/page.h"

/* The whole file into `out`. `page` may be empty. */
bool xlsx_print(const struct page *page, const struct table *table, FILE *out, struct tally_error *error) MUST_USE;

/* Piece by piece: heads in the first row with arrows to filter by, as many sheets as the rows need, a last one with the page. */
struct xlsx_stream;
struct xlsx_stream *xlsx_open(const struct page *page, struct tally_error *error) MUST_USE;
bool xlsx_piece(struct xlsx_stream *stream, const struct table *table, struct tally_error *error) MUST_USE;
/* `out` NULL: nothing is wanted any more. */
bool xlsx_close(struct xlsx_stream *stream, FILE *out, struct tally_error *error) MUST_USE;

/* --- inner --- */

enum sheet_style {
	SHEET_TITLE,
	SHEET_LINE,
	SHEET_HEAD,
	SHEET_GROUP,
	SHEET_NOTE,
	SHEET_NOTE_ABOVE, /* its first one */
	SHEET_STYLES
};

/* Cells of a sheet with their styles; the styles of numbers are found again by the format they had last in the column. */
struct laying_sheet {
	struct book *book;
	struct book_sheet *sheet;
	unsigned styles[SHEET_STYLES];
	size_t digits; /* numbers that are texts because a spreadsheet keeps fewer digits */
	struct column_styles *columns;
	size_t columns_count;
};

bool sheet_begin(struct laying_sheet *laying, struct book *book, const struct table *table, struct arena *arena) MUST_USE;
/* Longer words than go into so many letters take several lines. */
void sheet_settle(struct laying_sheet *laying, size_t column, double letters);
/* Returns the lines that its words take. */
unsigned sheet_cell(struct laying_sheet *laying, const struct table *table, size_t row, size_t column, struct book_at at);
/* The letters that the column needs, headings and numbers as they are shown; `least`: where its words break into lines. */
double sheet_width(const struct table *table, size_t column, size_t rows_most, double *least);
bool sheet_has(const struct table *table, size_t column, bool all); /* `all`: columns for programs too */
const char *sheet_heading(const struct column *column);
struct book *sheet_book(const struct page *page, bool flat, struct tally_error *error) MUST_USE;
void sheet_print(struct book_sheet *sheet, uint32_t head, bool upright, bool one_page);
/* What has to be told of numbers and texts that a cell does not keep; NULL: nothing, and in *failed when there is no memory. */
const char *sheet_note_digits(const struct laying_sheet *laying, struct arena *arena, bool *failed);
const char *sheet_note_cut(const struct laying_sheet *laying, struct arena *arena, bool *failed);

#endif
