/* View: the columns of a summary: names and facts, chosen by their keys. Computes nothing. */
#ifndef VIEW_COLUMNS_H
#define VIEW_COLUMNS_H

#include "view/facts.h"
#include "view/table.h"

enum name_column {
	NAME_INDICATOR,
	NAME_TITLE,
	NAME_UNIT,
	NAME_REGION,
	NAME_REGION_NAME,
	NAME_PERIOD,
	NAME_BREAKDOWN,
	NAME_COUNT
};

struct chosen_column {
	int what; /* a name_column, or NAME_COUNT + a fact_kind */
	bool hidden, paper; /* as in struct column */
	bool shy; /* hidden where no row has anything in it */
};

struct chosen {
	const struct chosen_column *columns;
	size_t count;
};

/* `list`: NULL the usual ones (`to_date`: those of a year to date; `deliveries`: with what was delivered), "all", or keys with commas between. An unknown one is ERROR_USAGE with the nearest. */
bool columns_choose(const char *list, bool to_date, bool deliveries, struct arena *arena, struct chosen *chosen,
	struct tally_error *error) MUST_USE;

/* -1 for a column that is a name. */
int column_fact(const struct chosen_column *column);
const char *column_key(const struct chosen_column *column);
const char *column_heading(const struct chosen_column *column); /* translated */
enum column_kind column_kind(const struct chosen_column *column);

/* The fact with that key; unknown is ERROR_USAGE with the nearest; `option` is the one that names it. */
bool fact_named(
	const char *option, const char *key, struct arena *arena, enum fact_kind *kind, struct tally_error *error) MUST_USE;

#endif
