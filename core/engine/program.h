/* Engine: the plans of one register merged into one pass: each condition once, one group table for all plans with the same time rule, region field and
 * breakdowns. Built before a record is read; running it fills its tables. */
#ifndef ENGINE_PROGRAM_H
#define ENGINE_PROGRAM_H

#include "area/catalog.h"
#include "engine/listings.h"
#include "engine/table.h"

enum { CUBE_FIELDS_MAX = 16 };

/* The sighting of an entity in a group (flow), or at a place during a spell (stock, cumulative, snapshot). */
struct sighting {
	struct identity entity;
	uint32_t group;
	uint32_t spare;
};

struct spell {
	struct identity entity; /* of a least or greatest value: the value */
	int64_t weight; /* what one entity is worth: the same in all its spells */
	uint32_t place; /* row of cube->places */
	int32_t start, end; /* days; valid on [start, end) */
	uint32_t spare;
};

struct measure {
	int indicator; /* of the catalog */
	const struct plan *plan;
	int condition; /* of the program, -1: every record */
	int share; /* the condition of a share, -1: none */
	int columns; /* that a group keeps of it, one that ends once more for what went; none of plan_keeps_values */
	int column; /* the first of them */
	struct sighting *sightings; /* distinct */
	struct spell *spells; /* plan_identifies, plan_keeps_values */
	size_t seen, seen_capacity;
};

/* One group table. Key of a flow: region 17 bits | period 20 | code places; of a stock or cumulative the period is grain 2 | number 18. */
struct cube {
	const char *signature;
	const struct plan *like; /* any of its plans: time, dates, region, breakdowns, grains */
	uint32_t fields[CUBE_FIELDS_MAX]; /* code fields of all breakdowns, once each */
	uint32_t sizes[CUBE_FIELDS_MAX]; /* number of their codes */
	uint32_t steps[CUBE_FIELDS_MAX]; /* number of its places in the key: its codes, null, and those of a list field */
	uint64_t radix[CUBE_FIELDS_MAX]; /* what a place of the field is worth in the key */
	const struct breakdown *lists
		[CUBE_FIELDS_MAX]; /* of a list field the breakdown by it alone, or else one that crosses it; NULL: one code a record */
	bool listed; /* any of them */
	uint32_t fields_count;
	enum grain finest;
	bool to_date; /* a measure of it has years to date */
	struct measure *measures;
	size_t measures_count;
	int width; /* columns of a group */
	enum combine *combine; /* of each */
	bool distinct;
	struct table_rows groups;
	struct table_rows places; /* region and code places of spells: keys only */
};

struct program {
	const struct catalog *catalog;
	int on; /* register */
	const struct catalog_register *declared;
	const struct condition **conditions;
	size_t conditions_count;
	struct cube *cubes;
	size_t cubes_count;
	unsigned char *needed; /* of each field: a bad value rejects the record */
	int32_t last_day; /* of the workspace's last period: nothing behind it is counted */
	struct listings lists; /* of the accepted records, where the register is read as dated lists */
	int32_t first_record, last_record; /* days of the dates of accepted records; first > last: none */
};

enum { KEY_CODES_BITS = 27, KEY_TIME_BITS = 20 };

/* The periods that a flow is looked at by: those of each grain, and the years to date to the end of February .. November. */
enum { FLOW_VIEWS = GRAIN_COUNT + 10 };
/* The periods of the view are kept for some measure of the cube; of a year to date, for those of plan_to_date. */
bool view_kept(const struct cube *cube, int view);
/* The period of the view that holds all of `p`; PERIOD_NONE where none does. */
period view_period(int view, period p);
/* The period is one of the grains of the cube, and so there for every measure. */
bool cube_regular(const struct cube *cube, period when);

/* Parts of a group's key. */
static inline uint64_t group_key(uint32_t region, uint32_t time, uint64_t codes)
{
	return (uint64_t)region << (KEY_TIME_BITS + KEY_CODES_BITS) | (uint64_t)time << KEY_CODES_BITS | codes;
}

static inline uint32_t group_region(uint64_t key)
{
	return (uint32_t)(key >> (KEY_TIME_BITS + KEY_CODES_BITS));
}

static inline uint32_t group_time(uint64_t key)
{
	return (uint32_t)(key >> KEY_CODES_BITS) & ((1u << KEY_TIME_BITS) - 1);
}

/* A record with several codes in a field goes into several groups, so that nothing has to be taken off again: one in which all list fields stand aside, for the
 * total and the breakdowns without them; and for each of its codes (or null) and each group of codes that it has a member of, one for the breakdowns by that
 * field alone. */
static inline uint32_t place_aside(const struct cube *cube, uint32_t field)
{
	return cube->sizes[field] + 1;
}

static inline uint32_t place_of_group(const struct cube *cube, uint32_t field, uint32_t group)
{
	return cube->sizes[field] + 2 + group;
}

/* Place of a field's code in a key; sizes[i] for null. */
static inline uint32_t group_code(const struct cube *cube, uint64_t key, uint32_t field)
{
	return (uint32_t)((key & ((1ULL << KEY_CODES_BITS) - 1)) / cube->radix[field] % cube->steps[field]);
}

/* Number of the first closing of the grain on which a record that begins on `day` is there, and one that ends on it is not. */
static inline int closing_of(enum grain grain, int32_t day)
{
	return period_number(grain, period_holding(grain, day));
}

bool program_build(const struct catalog *catalog, int on, struct arena *arena, struct program *program,
	struct tally_error *error) MUST_USE;
void program_done(struct program *program);
/* Empties all tables, for a second pass. */
void program_reset(struct program *program);

/* Adds the records whose bit in `take` is set. */
bool program_batch(
	struct program *program, const struct tally_batch *batch, const uint64_t *take, struct tally_error *error) MUST_USE;

/* The bits of the records that meet the condition (exec.c). */
void condition_batch(
	const struct condition *condition, const struct region_tree *regions, const struct tally_batch *batch, uint64_t *bits);

/* What the program asks of one record; for those who must judge as it does. The day on which it is valid no more, DATE_MAX + 1 when open; who a field tells
 * apart; the place of its codes in a group's key. */
int32_t record_end(const struct plan *plan, const struct tally_batch *batch, uint32_t row, int32_t start);
/* What it is worth in each column of its measure; `shared`: it meets the condition of a share. */
void record_weights(const struct plan *plan, const struct tally_batch *batch, uint32_t row, bool shared,
	int64_t weights[MEASURE_COLUMNS_MAX]);
struct identity entity_of(const struct tally_column *of, uint32_t row);
/* Who the record is for a plan that identifies: its entity, or by the key of a list; `other` tells records without a key apart. */
struct identity record_identity(const struct plan *plan, const struct tally_batch *batch, uint32_t row, uint64_t other);
/* The first day on which it counts: of a period, where the plan counts by one, the last. */
int32_t record_start(const struct plan *plan, const struct tally_batch *batch, uint32_t row);
/* The groups of a record are numbered from 0; false when there is no such one. Without list fields it has one. */
bool record_codes(const struct cube *cube, const struct tally_batch *batch, uint32_t row, uint32_t number, uint64_t *codes);

#endif
