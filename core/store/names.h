/* Store: what the store knows of regions, areas, registers, indicators and their parts, read whole when a store is opened. Data on purpose; rows are
 * found by number, in the order given here. */
#ifndef STORE_NAMES_H
#define STORE_NAMES_H

#include <tally/plugin.h>

#include "base/arena.h"
#include "model/measure.h"
#include "model/region.h"

/* Regions stand in preorder of the tree, as model/region.h: ids are the store's, rows are places in this table. */
struct name_region {
	uint32_t id;
	const char *code, *name, *level;
	enum region_kind kind;
	int parent; /* row, or REGION_NONE */
	int depth;
	int32_t first_day, last_day;
	int successor; /* row that counts it after its last day, or REGION_NONE */
};

/* One value of a declared breakdown of an indicator; the total is no part. In declared order. */
struct name_part {
	uint32_t breakdown; /* id of the store */
	const char *text; /* level=provincial */
	const char *by; /* level, or level*kind */
	const char *title; /* 省 ; of a crossing, the titles joined by a middle dot */
	bool shown; /* false: the unknown part (kind=), listed only when it is not zero */
	bool group; /* a group of codes: never added with its members */
	bool several; /* a record may stand in several parts of the dimension: they never add up to the total */
};

/* What a flow has of years to date (period_to_date) and other periods that no grain is computed for. */
enum to_date {
	TO_DATE_ADDED, /* the sum of shorter ones */
	TO_DATE_KEPT, /* it is not that; years to date are cells of their own */
	TO_DATE_NONE /* it is not that, and none is kept */
};

struct name_indicator {
	uint32_t id;
	const char *name; /* full id */
	const char *area, *title, *title_en, *unit, *note, *formula;
	const char *flow; /* of a cumulative: the name of its flow; else "" */
	const char *breaks; /* periods with which a new series begins: "2018, 2020Q3"; "" for none */
	enum to_date to_date;
	bool anew; /* a flow counted anew each year: a planned increase of it is on top of the year before */
	int row_area;
	int row_register; /* or -1 for formulas and given ones */
	int decimals, scale;
	enum value_kind kind; /* NUMBER, or PARTS of a mean, ratio, share; formulas: PARTS or DECIMAL */
	enum tally_measure measure; /* 0 for formulas and given */
	enum tally_time time;
	enum tally_direction direction;
	unsigned grains;
	uint32_t cube; /* 0: has no cells (given) */
	int slot; /* first column */
	int width; /* columns: 1 value; 2 its parts; 3 value, entries, exits; formulas 3: a, b, state */
	const struct name_part *parts;
	size_t parts_count;
};

/* Regions that are ranked against each other, as listed by the workspace. */
struct name_rank_set {
	const char *name, *title;
	const int *members; /* rows of regions */
	size_t count;
};

/* Its columns are a, b and a state (store/read.c), not those of a register's measure. */
static inline bool name_is_formula(const struct name_indicator *indicator)
{
	return indicator->cube != 0 && !indicator->measure;
}

struct name_area {
	const char *name, *title, *title_en, *version;
	bool enabled;
};

/* Something that a register expects of a region for a period. */
struct name_delivery {
	int region; /* row */
	period when;
	bool there;
	int before; /* of those before it in the list, how many are there */
};

struct name_register {
	uint32_t id;
	const char *area, *name, *title, *title_en;
	int scope; /* row of regions */
	int32_t covers_first, covers_last; /* days; first > last: covers nothing */
	const int32_t *lists; /* days of its lists, ascending; a snapshot is known on these */
	size_t lists_count;
	const struct name_delivery
		*deliveries; /* that it expects, by region and period; one more stands behind them, for `before` */
	size_t deliveries_count;
	int64_t read, accepted, warned, rejected;
};

struct store_names {
	const struct name_region *regions;
	const struct name_area *areas;
	const struct name_register *registers;
	const struct name_indicator *indicators; /* by area in the workspace's order, then as declared */
	const struct name_rank_set *rank_sets; /* as declared */
	size_t rank_sets_count;
	bool successors; /* some region has one */
	bool expecting; /* some register expects deliveries */
	size_t regions_count, areas_count, registers_count, indicators_count;
	const char *title; /* of the workspace */
	const char *lang;
	int home; /* row of regions */
	unsigned grains;
	period through;
	enum rounding rounding;
	bool growth_current; /* growth is measured against the base as it is now, not as it was released */
	int64_t run; /* the last one */
};

int names_region(const struct store_names *names, struct text code_or_name); /* row or -1 */
int names_indicator(const struct store_names *names, struct text name); /* by full id; -1 */
int names_area(const struct store_names *names, struct text name);
/* Whether the row of a region lies within another, or is it; false where one of them is REGION_NONE. */
bool names_inside(const struct store_names *names, int region, int ancestor);
/* Whether `below` is added into the region, or is it: an overlay is added into nothing above it. */
bool names_counts(const struct store_names *names, int region, int below);
bool names_childless(const struct store_names *names, int region);
/* As region_leaf and region_effective of model/region.h: where records coded to the region are counted, and who counts them in a period that ends on `day`. */
int names_leaf(const struct store_names *names, int region);
int names_effective(const struct store_names *names, int region, int32_t day);
/* The part of that id; NULL: the total, or none of the indicator's. */
const struct name_part *names_part(const struct name_indicator *indicator, uint32_t breakdown);
/* Of that text, "kind=invention"; NULL for the total and for one that it does not have. */
const struct name_part *names_part_named(const struct name_indicator *indicator, const char *text);

#endif
