/* View: what the files of the pivot share. */
#ifndef VIEW_PIVOT_INNER_H
#define VIEW_PIVOT_INNER_H

#include "view/pivot.h"
#include "view/selection.h"

/* What each axis goes through: rows of names, periods, or texts of parts ("" is the total). */
struct spread {
	enum axis rows, cols;
	enum fact_kind fact;
	int *indicators;
	const char **parts;
	struct regions regions;
	struct periods periods;
	size_t counts[AXIS_COUNT];
};
bool spread_make(const struct store_names *names, const struct pivot_request *request, struct arena *arena,
	struct spread *spread, struct tally_error *error) MUST_USE;

/* One line before it is laid out: a place on each axis but that of the columns, and the facts. */
struct pivot_line {
	size_t at[AXIS_COUNT];
	const struct fact *facts;
};

struct pivoting {
	struct store_reader *reader;
	const struct store_names *names;
	const struct pivot_request *request;
	struct arena *arena;
	struct spread spread;
	struct facts facts;
	struct pivot_line *lines;
	size_t count;
	bool *shown; /* columns */
};

bool pivot_table(struct pivoting *p, struct pivot *pivot, struct tally_error *error) MUST_USE;

/* Title, sums in bold, a chart. False without memory. */
bool pivot_page(const struct pivoting *p, struct pivot *pivot) MUST_USE;

#endif
