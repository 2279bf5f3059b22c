/* Engine: what the files that read tables of statements share. Inner header of the room. */
#ifndef ENGINE_STATEMENTS_INNER_H
#define ENGINE_STATEMENTS_INNER_H

#include "engine/statements.h"

enum column {
	COL_REF,
	COL_INDICATOR,
	COL_REGION,
	COL_PERIOD,
	COL_BREAKDOWN,
	COL_STAT,
	COL_TEXT,
	COL_VALUE,
	COL_UNIT,
	COL_QUALIFIER,
	COL_LOW,
	COL_HIGH,
	COL_QUANTITY,
	COL_COMPARE,
	COL_EDITION,
	COL_DATE,
	COL_SOURCE,
	COL_GROWTH,
	COL_DELTA,
	COL_REASON,
	COL_BY,
	COL_COUNT
};

struct table_reading {
	const struct catalog *catalog;
	int area;
	enum statement_kind kind;
	struct arena *arena;
	struct faults *faults;
	const char *path; /* for messages */
	const char *file; /* for the store: relative to the workspace */
	const char *beside; /* said behind a fault of a row: the column of a printed table; NULL: nothing */
	struct text cells[COL_COUNT];
	unsigned line;
	struct statement *rows;
	size_t count, capacity;
	struct opening *openings;
	size_t openings_count, openings_capacity;
	struct adjustment *adjustments;
	size_t adjustments_count, adjustments_capacity;
};

void clear_cells(struct table_reading *t);
/* One row, as it stands in `cells`. False without memory. */
bool read_statement(struct table_reading *t);
void row_fault(struct table_reading *t, const char *what, struct text value, const char *hint);
/* The unit in which a statement of this kind is kept. */
struct text stat_unit(const struct catalog_indicator *indicator, enum statement_stat stat);
/* The cell as a text that stays; "" without memory, which is remembered. */
const char *cell_copy(struct table_reading *t, enum column column);

/* Rows that go into cells as records do (statements_placed.c). False without memory. */
bool read_opening(struct table_reading *t, const struct statement *s, int indicator, int region);
bool read_adjustment(struct table_reading *t, const struct statement *s, int indicator, int region);

#endif
