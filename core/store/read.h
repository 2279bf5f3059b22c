/* Store: reading. One place answers "what is the value of this cell", and so one place supplies the zeros of a register's coverage. */
#ifndef STORE_READ_H
#define STORE_READ_H

#include "model/formula.h"
#include "model/statement.h"
#include "store/names.h"

struct store_reader;

/* A store that is missing, of another program, damaged or newer is refused with what to do. The snapshot is that of the moment of opening. */
struct store_reader *store_open(const char *path, struct tally_error *error) MUST_USE;
/* As it stood after a run, named by its number, a release, or a day (the last run begun on or before it, UTC); NULL: now. Every question is answered as of
 * then, names and coverage too. ERROR_USAGE when there is no such run. */
struct store_reader *store_open_at(const char *path, const char *as_of, struct tally_error *error) MUST_USE;
int64_t store_run(const struct store_reader *reader); /* the run as of which it reads */
void store_close(struct store_reader *reader);
const struct store_names *store_names(const struct store_reader *reader); /* lives as long as the reader */

struct cell_place {
	int indicator; /* row of names */
	int region; /* row of names */
	period when;
	uint32_t breakdown; /* id; 0 is the total */
};

static inline bool cell_same(const struct cell_place *a, const struct cell_place *b)
{
	return a->indicator == b->indicator && a->region == b->region && a->when == b->when && a->breakdown == b->breakdown;
}

struct observation {
	struct value value; /* VALUE_NONE with its reason when there is none */
	enum basis basis;
	bool moves; /* entries and exits are there */
	int64_t entries, exits;
	struct value delta; /* what adjustments put into the value of a register's indicator; VALUE_NONE where there are none */
	int delivered, expected; /* deliveries behind a computed value, where some are missing; else 0, 0 */
};

/* The value with that basis (REGISTER: as computed, adjusted or not), or with basis BASIS_COUNT the best one: computed within scope, else given, else published. Zeros inside the coverage are values:
 * an indicator over a register, a period of its grains inside the coverage, a region within scope that exists in the period, and no stored cell, is 0.
 * Outside: NOT_COVERED, ABOVE_SCOPE, or MISSING; NOT_DELIVERED where nothing came of what the register expects for it. A period that no cell is kept for, such as 2018-01..2018-10, is made of the shorter ones: flows are combined
 * (RATIO where they do not add), all else is that of the last one, without entries and exits. Of several statements the last by edition, then date, then ref wins. */
bool store_observe(struct store_reader *reader, const struct cell_place *place, enum basis basis,
	struct observation *observation, struct tally_error *error) MUST_USE;

/* The statements of a kind about a cell, all of them, ordered by file, ref, stat; in the arena. `stat` STAT_COUNT: every one. */
bool store_statements(struct store_reader *reader, const struct cell_place *place, enum statement_kind kind,
	enum statement_stat stat, struct arena *arena, const struct statement **statements, size_t *count,
	struct tally_error *error) MUST_USE;

/* A statement and where it stands. */
struct stated {
	struct statement said;
	struct cell_place place;
};
/* All statements of a kind about what is not hidden: by area, indicator as declared, region as in the tree, period, part, file and ref; in the arena. */
bool store_stated(struct store_reader *reader, enum statement_kind kind, struct arena *arena, const struct stated **stated,
	size_t *count, struct tally_error *error) MUST_USE;

/* No cell is kept for the period: the value is the sum of those of shorter periods, of that grain. */
bool store_summed(const struct name_indicator *indicator, period when, enum grain *grain);

/* The period in which a formula reads an operand when its own is `cell`: of a year to date (a period that the formula does not keep) what is counted on a day is that of the last month. PERIOD_NONE:
 * there is none, as of the period before a year to date. */
period store_operand_period(const struct name_indicator *operand, enum formula_when when, period cell, bool to_date);

/* The deliveries that are missing behind a value of a register's indicator, by region and period: the first `most` into `missing`; their number. */
size_t store_missing(
	const struct store_reader *reader, const struct cell_place *place, const struct name_delivery **missing, size_t most);

/* The value that a run computed, from records or by a formula, whatever its basis; never a statement's. */
bool store_computed(struct store_reader *reader, const struct cell_place *place, struct observation *observation,
	struct tally_error *error) MUST_USE;

/* A row that the office added to a figure, in the indicator's own units. */
struct store_adjustment {
	const char *indicator; /* full id: of a cumulative that carries it, the flow's */
	const char *region; /* code */
	period when;
	const char *breakdown;
	struct value delta;
	const char *reason, *given_by, *date; /* date as written, or "" */
	const char *file;
	unsigned line;
	int64_t first_run; /* since when the row stands so */
};
/* Those that are part of the value of the cell, or with `place` NULL every one; by file and line, in the arena. */
bool store_adjustments(struct store_reader *reader, const struct cell_place *place, struct arena *arena,
	const struct store_adjustment **adjustments, size_t *count, struct tally_error *error) MUST_USE;

struct store_opening {
	const char *indicator, *region, *breakdown;
	period when; /* it is the value at the end of it */
	struct value value;
	const char *file;
	unsigned line;
	int64_t first_run;
};
/* The opening rows of an indicator (of the names) in the region and below it, all breakdowns; by file and line. */
bool store_openings(struct store_reader *reader, int indicator, int region, struct arena *arena,
	const struct store_opening **openings, size_t *count, struct tally_error *error) MUST_USE;

struct store_parameter {
	const char *area, *name, *title, *title_en, *unit;
	struct value value;
	const char *region; /* code; "" everywhere */
	int32_t first, last; /* days; DATE_MIN, DATE_MAX where open */
	const char *source, *file;
	unsigned line;
	int64_t first_run;
};
struct parameter_question {
	const char *name; /* area.name */
	int region; /* of the names */
	bool below; /* values of regions below it too */
	int32_t first, last; /* days */
};
/* The values that hold on one of the days for the region: of those valid at once that of the nearest region that holds it. By region, then day. */
bool store_parameters(struct store_reader *reader, const struct parameter_question *ask, struct arena *arena,
	const struct store_parameter **parameters, size_t *count, struct tally_error *error) MUST_USE;

#endif
