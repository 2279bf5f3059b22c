/* View: what stands beside a value: the base and the growth, the change, movements, share, rank, target. One table of facts: a fact is a column of a
 * summary, the measure of a pivot and a line of a series. Knows what they mean; must not know how they are laid out. */
#ifndef VIEW_FACTS_H
#define VIEW_FACTS_H

#include "view/standing.h"
#include "view/target.h"

enum fact_kind {
	FACT_VALUE,
	FACT_BASE, /* the same period a year before */
	FACT_GROWTH,
	FACT_CHANGE,
	FACT_PREVIOUS, /* the period before */
	FACT_GROWTH_PREVIOUS,
	FACT_CHANGE_PREVIOUS,
	FACT_ENTRIES,
	FACT_EXITS,
	FACT_NET,
	FACT_SHARE_PARENT,
	FACT_SHARE_TOTAL, /* of home */
	FACT_SHARE_PARTS, /* of the total of the breakdown */
	FACT_RANK,
	FACT_RANK_OF,
	FACT_TARGET,
	FACT_COMPLETION,
	FACT_DISTANCE,
	FACT_MET,
	FACT_TARGET_NEXT,
	FACT_TO_DATE, /* from the beginning of the year to the end of the period */
	FACT_TO_DATE_BASE, /* the same months a year before */
	FACT_TO_DATE_GROWTH,
	FACT_TO_DATE_CHANGE,
	FACT_BASIS,
	FACT_BASE_RELEASE, /* that gave the base */
	FACT_DELIVERED, /* of the deliveries behind it, where some are missing */
	FACT_COUNT
};

/* How it is written. */
enum fact_form { FORM_VALUE, FORM_PERCENT, FORM_CHANGE, FORM_RANK, FORM_COUNT, FORM_WORD };

struct fact {
	enum fact_form form;
	struct value value; /* VALUE_NONE with its reason; REASON_NONE: nothing is to be said */
	struct rank rank; /* of FORM_RANK; value is the place */
	const char *word; /* of FORM_WORD, as programs read it; NULL: nothing */
	const char *shown; /* the same for people, translated */
	int delivered, expected; /* deliveries behind the figure, where some are missing; else 0, 0 */
};

struct fact_row {
	const char *key; /* in CSV, JSON and on the command line */
	const char *heading; /* translated when it is used */
};
extern const struct fact_row fact_rows[FACT_COUNT];

/* What is known of one place; facts are looked up when they are asked for, and kept. */
enum beside { BESIDE_NOW, BESIDE_YEAR, BESIDE_PREVIOUS, BESIDE_TO_DATE, BESIDE_TO_DATE_YEAR, BESIDE_COUNT };
struct facts {
	struct store_reader *reader;
	struct arena *arena;
	struct standing *standing; /* made when it is needed */
	struct cell_place place;
	enum basis basis;
	bool seen[BESIDE_COUNT], targeted;
	struct observation observed[BESIDE_COUNT];
	const char *release[BESIDE_COUNT]; /* that the value was taken from; NULL: as it is now */
	struct target target;
};

/* Of another place; BASIS_COUNT: the best value. */
void facts_at(struct facts *facts, const struct cell_place *place, enum basis basis);
bool facts_get(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error) MUST_USE;
bool facts_observe(
	struct facts *facts, enum beside which, const struct observation **observation, struct tally_error *error) MUST_USE;

/* From January to the end of the period; PERIOD_NONE where that is no run of months of one year. */
period period_so_far(period p);
/* The period of the same length behind, also of a year to date. */
period period_behind(period p);

#endif
