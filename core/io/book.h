/* IO: a workbook (xlsx) that is being written: sheets, cells, styles, comments, links, charts. Rows and columns count from 0. Knows nothing of what
 * stands in the cells.
 *
 * Writing a cell never fails at once: as with a FILE the first failure is kept, and book_close tells it. One thread a book. */
#ifndef IO_BOOK_H
#define IO_BOOK_H

#include <stdio.h>

#include "base/arena.h"

struct book;
struct book_sheet; /* lives as long as its book */

enum {
	BOOK_ROWS = 1048576, /* of a sheet, as Excel has them */
	BOOK_COLUMNS = 16384,
	BOOK_DIGITS = 15, /* that a number keeps */
	BOOK_TEXT_UNITS = 32767, /* of UTF-16 that a cell keeps */
	BOOK_NAME_UNITS = 31 /* of UTF-16 in the name of a sheet */
};

/* What a file says of the program that wrote it: a file of another one was saved by somebody. */
#define BOOK_PROGRAM_VERSION "12.0000"

/* Kept by Excel, WPS and LibreOffice when they save the file. */
enum { BOOK_PROPERTY_LETTERS = 255 };
struct book_property {
	const char *name, *value;
};

struct book_about {
	const char *title, *office, *comments; /* in the properties of the file; NULL: none */
	int64_t made; /* seconds since 1970 that the file says it was made: never the clock's, so that the same content is the same file */
	const struct book_property *properties; /* beside these; read by workbook_property */
	size_t properties_count;
	bool flat; /* each row is written once and in order, and memory does not grow with their number */
};

/* NULL when there is no memory or no place for what is being written. */
struct book *book_create(const struct book_about *about, struct tally_error *error) MUST_USE;
/* The whole file into `out`, nothing where anything failed since book_create. Frees the book in any case; NULL is harmless. */
bool book_close(struct book *book, FILE *out, struct tally_error *error) MUST_USE;
void book_free(struct book *book); /* without a file */
size_t book_cut(const struct book *book); /* texts that were longer than a cell keeps; they end with "…" */

/* A name that Excel refuses is mended, one that is taken gets a number: book_name has it as it is. NULL once anything failed; every function below takes
 * NULL and does nothing. */
struct book_sheet *book_sheet(struct book *book, const char *name);
const char *book_name(const struct book_sheet *sheet);
void book_hide(struct book_sheet *sheet); /* never the first one */
void book_show(struct book_sheet *sheet); /* is in front when the file is opened */

enum book_align { BOOK_GENERAL, BOOK_LEFT, BOOK_CENTER, BOOK_RIGHT };

struct book_style {
	const char *number; /* as Excel writes it: 0.00" %"; NULL: general */
	enum book_align align;
	unsigned points; /* of the letters; 0: 11 */
	unsigned indent;
	uint32_t ink, fill; /* 0xRRGGBB; 0: black, none */
	bool bold, wrap, underline, grid; /* thin lines around */
};
/* The number of a style for the functions below; equal styles are one. */
unsigned book_style(struct book *book, const struct book_style *style);

struct book_at {
	uint32_t row;
	unsigned column;
};

/* Always a text, whatever it looks like: never a formula, a number or a link. */
void book_text(struct book_sheet *sheet, struct book_at at, const char *text, unsigned style);
void book_number(struct book_sheet *sheet, struct book_at at, double number, unsigned style);
void book_blank(struct book_sheet *sheet, struct book_at at, unsigned style);
/* Over the cells from there to the column `last` of the row, which become one. */
void book_across(struct book_sheet *sheet, struct book_at at, unsigned last, const char *text, unsigned style);
/* Cells that were written become one, which shows the first of them; the others are blank. */
void book_merge(struct book_sheet *sheet, struct book_at first, struct book_at last);
/* #N/A: what is no value, and is read again as that. */
void book_error(struct book_sheet *sheet, struct book_at at, unsigned style);
/* To a cell of this book. */
void book_link(struct book_sheet *sheet, struct book_at at, const struct book_sheet *to, struct book_at there, const char *text,
	unsigned style);
void book_comment(struct book_sheet *sheet, struct book_at at, const char *text);

/* Texts that look like numbers are meant as such: no mark in their corner, over these cells. */
void book_texts_meant(struct book_sheet *sheet, struct book_at first, struct book_at last);
/* The cells of a column offer these texts; another may be typed all the same. False where a file cannot hold so many. */
bool book_offer(struct book_sheet *sheet, struct book_at first, uint32_t last_row, const char *const *texts, size_t count);

void book_width(struct book_sheet *sheet, unsigned column, double letters);
/* With the style of cells that are empty so far. */
void book_column(struct book_sheet *sheet, unsigned column, double letters, unsigned style);
void book_height(struct book_sheet *sheet, uint32_t row, double points);
void book_freeze(struct book_sheet *sheet, struct book_at first_moving);
void book_filter(struct book_sheet *sheet, struct book_at head, struct book_at last);

/* A4, fitted to its width. The texts are those of Excel: &P the page, &N the pages. */
struct book_print {
	bool upright;
	bool one_page; /* fitted to its height, too */
	const char *header, *footer; /* NULL: none */
	uint32_t head_first, head_last; /* rows that every page begins with; none where first > last */
};
void book_print(struct book_sheet *sheet, const struct book_print *print);

enum book_chart_kind { BOOK_CHART_COLUMNS, BOOK_CHART_BARS, BOOK_CHART_LINES };

/* Cells of the sheet that the chart is put on; a range is one row or one column. */
struct book_series {
	const char *name;
	struct book_at first, last;
};

struct book_chart {
	enum book_chart_kind kind;
	const char *title, *categories_title, *values_title; /* NULL: none */
	const char *number; /* of the axis of values; NULL: general */
	bool from_zero; /* that axis */
	struct book_at categories_first, categories_last;
	const struct book_series *series;
	size_t series_count;
	unsigned width, height; /* pixels */
};
void book_chart(struct book_sheet *sheet, struct book_at corner, const struct book_chart *asked);

#endif
