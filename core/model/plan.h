/* Model: an indicator in normal form: what is counted, when, where and by which parts, with numbers instead of names. The plans of one register are merged
 * into one program (engine/program.h) and printed as SQL (engine/sql.h). Data on purpose, read-only after the catalog built it. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "model/condition.h"
#include "model/measure.h"
#include "model/period.h"

enum { BREAKDOWN_FIELDS_MAX = 4, BREAKDOWN_ITEMS_MAX = 16 };

/* A group of codes as one more value of a breakdown by one field. */
struct breakdown_group {
	uint32_t text; /* number of its text among the catalog's breakdowns */
	const uint32_t *members;
	uint32_t count;
};

/* One declared breakdown: "level", or "level*kind". The parts are numbered by the places of their codes, the first field slowest, with one more place in each
 * field for null: part = (p1 * (n2 + 1) + p2) ... */
struct breakdown {
	const char *by; /* as declared, blanks out */
	uint32_t fields[BREAKDOWN_FIELDS_MAX];
	uint32_t sizes[BREAKDOWN_FIELDS_MAX]; /* number of codes */
	uint32_t fields_count;
	uint32_t parts_count;
	const uint32_t *texts; /* of each part, number of its text among the catalog's breakdowns */
	const struct breakdown_group *groups;
	uint32_t groups_count;
	bool listed; /* by a field that may hold several codes: a record may stand in several parts, which add up to nothing */
	uint32_t list_field;
};

struct plan {
	const char *id;
	enum tally_measure measure;
	int of; /* field that is summed, averaged or told apart; FIELD_NONE: records */
	int over; /* field of a ratio's denominator, or FIELD_NONE */
	const struct condition *share; /* NULL: no share */
	enum tally_time time;
	int when, until, ended; /* date fields or FIELD_NONE; `when` of a flow or snapshot may be a period */
	int lasts_months, lasts_days;
	bool by_period; /* `when` is a period */
	const struct condition *where; /* NULL: every record */
	int region; /* field, or FIELD_NONE: every record belongs to the scope */
	const struct breakdown *by;
	uint32_t by_count;
	unsigned grains; /* TALLY_GRAIN_* */
	int scale; /* of its values (model/value.h) */
	const uint32_t *keys; /* of a snapshot: the fields by which a record is known from list to list */
	uint32_t keys_count;
	const char *cube; /* signature: plans with the same one share a group table */
};

static inline const struct measure_form *plan_form(const struct plan *plan)
{
	return measure_form(plan->measure);
}

/* Who stands in a list and who stood in the one before is told by the entity or the key; a record without a key is known in one list only. */
static inline bool plan_recognises(const struct plan *plan)
{
	return plan->time == TALLY_SNAPSHOT && plan_form(plan)->moves &&
		(plan->measure == TALLY_DISTINCT || plan->keys_count > 0);
}

/* Its records are those of identities, each of which counts once in a place. */
static inline bool plan_identifies(const struct plan *plan)
{
	return plan->measure == TALLY_DISTINCT || plan_recognises(plan);
}

/* Entries and exits are kept beside its value. */
static inline bool plan_moves(const struct plan *plan)
{
	return (plan->time == TALLY_STOCK && plan_form(plan)->moves) || plan_recognises(plan);
}

/* A flow whose years to date are not made of their months: an entity of two months counts once, a longer period lies in no month. So these are kept. */
static inline bool plan_to_date(const struct plan *plan)
{
	bool adds = plan->measure != TALLY_DISTINCT && !plan->by_period;
	return plan->time == TALLY_FLOW && plan->grains & TALLY_GRAIN_MONTH && !adds;
}

/* What it counts goes again, sooner or later: a list is true on its day only. */
static inline bool plan_ends(const struct plan *plan)
{
	return plan->time == TALLY_STOCK || plan->time == TALLY_SNAPSHOT;
}

/* The least or greatest of what is valid on a day cannot be told from what came and went: its values are kept, record by record. */
static inline bool plan_keeps_values(const struct plan *plan)
{
	return plan->time != TALLY_FLOW && plan_form(plan)->combine != COMBINE_ADD;
}

#endif
