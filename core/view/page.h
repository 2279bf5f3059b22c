/* View: what stands around a table on a sheet of a workbook: title, lines under it, notes below, a chart. Knows layout, not what a cell means. */
#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H

#include "io/book.h"
#include "store/read.h"
#include "view/table.h"

enum { PAGE_LINES = 6, PAGE_SERIES = 12, PAGE_POINTS = 40 /* what stays readable */ };

/* Of rows that stand right below each other. */
struct page_chart {
	enum book_chart_kind kind;
	const char *title, *values_title; /* NULL: none */
	size_t names; /* the column that says what a row is */
	size_t columns[PAGE_POINTS], columns_count; /* of the figures; none: no chart */
	size_t first_row, rows;
	bool across; /* a row is a series and a column a point; else the reverse */
};

struct page {
	const char *title; /* NULL: the rows alone */
	const char *lines[PAGE_LINES];
	size_t lines_count;
	const char *const *notes;
	size_t notes_count;
	const char *chart_note; /* why there is no chart where one could be; NULL */
	const char *sheet; /* its name; NULL: a usual one */
	const char *office;
	int32_t made; /* the day that the file says it was made, as base/date.h: the last one that the store speaks of */
	struct page_chart chart;
};

/* Office, day and the line of the run. False without memory. */
bool page_begin(struct page *page, struct store_reader *reader, const char *title, struct arena *arena) MUST_USE;
void page_line(struct page *page, const char *line); /* NULL and "" are no line */

/* "year 2018", "months 1 to 10 of 2018", translated; NULL without memory. */
const char *period_words(period when, struct arena *arena) MUST_USE;

/* As table_print, with the page where the format has one. */
bool page_print(const struct page *page, const struct table *table, enum format format, bool excel, FILE *out,
	struct tally_error *error) MUST_USE;

/* The same in pieces of a table (struct table: before, more), memory not growing with their number. A workbook goes on to further sheets where one is full,
 * and has what stands around the rows on a last one. */
struct page_stream;
struct page_stream *page_open(
	const struct page *page, enum format format, bool excel, FILE *out, struct tally_error *error) MUST_USE;
bool page_piece(struct page_stream *stream, const struct table *table, struct tally_error *error) MUST_USE;
/* Frees it in any case; `good`: all pieces went well, and what was written is wanted. */
bool page_close(struct page_stream *stream, bool good, struct tally_error *error) MUST_USE;

/* The place of a column that people see; SIZE_MAX: none. */
size_t page_column(const struct table *table, const char *key);
/* Draws the figures in `wanted` where that stays readable: rows and columns at the ends that have no figure are left out, and of many what is too much is
 * told in a note. False without memory. */
bool page_compare(struct page *page, const struct table *table, const struct page_chart *wanted, struct arena *arena) MUST_USE;
/* Whether every figure of the chart is there: a line goes through nothing that is not. */
bool page_chart_whole(const struct table *table, const struct page_chart *chart);

#endif
