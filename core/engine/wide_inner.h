/* Engine: what the files that read printed tables share: their columns, headings, labels. Inner header of the room. */
#ifndef ENGINE_WIDE_INNER_H
#define ENGINE_WIDE_INNER_H

#include "area/grid.h"
#include "engine/statements_inner.h"
#include "model/region_spelling.h"
#include "model/value_map.h"

/* Which period a column speaks of, seen from the table's or the row's. */
enum wide_span { SPAN_SAID, SPAN_MONTH, SPAN_QUARTER, SPAN_HALF, SPAN_YEAR, SPAN_TO_DATE };

/* One line `column.NAME = heading > indicator[part]; words`. */
struct wide_column {
	const char *name, *heading;
	unsigned line;
	int indicator; /* -1: the row names it */
	const char *breakdown; /* as said between the brackets */
	enum statement_kind kind;
	const char *stat; /* of published, or the quantity of a target; "" the usual one */
	enum wide_span span;
	bool last_year, previous;
	period fixed; /* PERIOD_NONE: from the table or the row */
	int region; /* REGION_NONE: from the row or the table */
	const char *unit; /* "": that of the table, of the heading, of the indicator */
	size_t place; /* column of the grid, once the headings are matched */
	const char *title; /* the heading as it stands in the file: 申请 / 发明 */
	const char *heading_unit; /* in brackets behind it, where it is a unit of the indicator's kind; else "" */
};

/* One [table NAME] while it is read. */
struct wide {
	struct table_reading *t;
	const struct area *area;
	const struct table_input *input;
	struct wide_column *columns;
	size_t columns_count;
	unsigned rows_of; /* ROWS_* */
	int region;
	period said; /* PERIOD_NONE: not said in the INI */
	unsigned head_first, head_last; /* lines of the headings */
	struct region_spellings spellings;
	struct value_map map;
	bool tells; /* this pass tells what is wrong with the table as a whole */
	/* of the file in hand */
	struct grid grid;
	size_t body; /* first line behind the headings */
	period period; /* PERIOD_NONE: the rows say it */
	size_t *labels; /* columns of the labels */
	size_t labels_count;
	struct text above[4]; /* the labels that merged cells below take */
	const char *group; /* breakdown that the rows are parts of since 按级别分; NULL none */
	bool ended; /* notes have begun */
};

/* What the labels of a row name. */
struct wide_row {
	struct text labels[4]; /* as they stand, merged cells filled down */
	int region; /* REGION_NONE: the table's */
	int indicator; /* -1 */
	period period; /* PERIOD_NONE: the table's */
	struct text part; /* label of a breakdown, "" none; resolved for each indicator */
	const char *breakdown; /* as a map gives it, "kind=invention"; "" none */
	bool values; /* any of the columns that are read has something */
};

enum { WIDE_LABELS_MAX = 4, WIDE_HEAD_LINES_MAX = 8, WIDE_BYTES = 512 };

/* What the cells of every printed table of the area say, as statements of the kind in hand. Files that cannot be had are an error. */
bool wide_read(struct table_reading *t, struct tally_error *error) MUST_USE;

/* A fault at an option of [table NAME]; `word` NULL: at its heading. */
void wide_fault(struct wide *w, const char *word, const char *format, ...) PRINTF_LIKE(3, 4);
/* A fault at a line of the file in hand. */
void wide_line_fault(struct wide *w, unsigned line, const char *format, ...) PRINTF_LIKE(3, 4);
/* What the INI says of the table; false when it cannot be read by it (told) or without memory (told by faults->memory). */
bool wide_settle(struct wide *w);
/* The lines `column.NAME`; those of another kind than the reading's are left out. */
bool wide_columns(struct wide *w);
/* Finds the columns of the file by their headings; false when one is not there (told). */
bool wide_match(struct wide *w);
/* What a row's labels name; false: nothing to read in it (passed over, or told). */
bool wide_label(struct wide *w, const struct grid_line *line, struct wide_row *row);
/* The part of the indicator that the row's label and the column's brackets name; NULL when there is none (told). */
const char *wide_part(
	struct wide *w, const struct wide_column *column, const struct wide_row *row, unsigned line, int indicator);

/* `text` begins with one of `list`, a | b, blanks and full-width forms aside. */
bool wide_begins(struct text text, const char *list);
/* An indicator of the area by its short name, full id or title; -1. */
int wide_indicator(const struct wide *w, struct text name, bool titles);

#endif
