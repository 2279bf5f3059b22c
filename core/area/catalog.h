/* Area: the catalog, what all blocks of a workspace mean together: registers as schemas, indicators as plans and formulas, names resolved, nonsense refused.
 * The engine sees this and no block. */
#ifndef AREA_CATALOG_H
#define AREA_CATALOG_H

#include "area/workspace.h"
#include "model/delivery.h"
#include "model/formula.h"
#include "model/notation.h"
#include "model/parameter.h"
#include "model/plan.h"
#include "model/schema.h"
#include "model/value_map.h"

struct catalog_rule {
	const char *name, *title, *source;
	const struct condition *condition;
	enum tally_severity severity; /* after severity.RULE; never TALLY_OFF: such rules are left out */
};

/* How the cells of a field become its value in the files of one workspace. */
struct adaptation {
	const char *column; /* headings that stand instead of its own: a | b; "" */
	const char *extract; /* expression with one group over the cell; "" */
	const char *filename; /* the same over the name of the file; "" */
	const char *constant; /* NULL: none */
	const struct value_map *map; /* NULL: none */
	const struct value_map_row *empty; /* of the map: what an empty cell means, or NULL */
	struct notation notation; /* of a number */
	bool changes; /* extract or map: the cell is not the value */
	bool notated; /* a number that is written in another way than usual */
};

/* Rows that are passed over by what a field's cell says. */
struct row_filter {
	uint32_t field;
	bool only; /* all but those that say one of the values */
	const char *values; /* a | b; (empty) and (filled) */
};

struct catalog_register {
	int area; /* of workspace->areas */
	struct schema schema;
	const char *note;
	const struct register_input *input; /* NULL: the workspace names no files for it */
	const char *const *aliases; /* of each field: alias.FIELD, or "" */
	const struct adaptation *adaptations; /* of each field */
	uint32_t header_first, header_last; /* lines of the headings */
	const struct row_filter *filters;
	size_t filters_count;
	const enum tally_severity *checks; /* of each field's named check: severity, TALLY_OFF where there is none */
	enum tally_severity dates; /* of "ends before it begins" */
	enum tally_severity delivery; /* of a record of another region than its file is delivered for */
	enum tally_severity century; /* of a date a century away from the workspace's last period */
	const struct catalog_rule *rules;
	size_t rules_count;
	int listed; /* field that dates its lists, where it is read as such; else FIELD_NONE */
	bool covers_said, covers_open; /* `covers`: said at all; "2017.." up to the workspace's through */
	int32_t covers_first, covers_last;
	const struct expectation *expects; /* NULL: nobody is asked for it */
};

enum source_kind { FROM_REGISTER, FROM_FORMULA, FROM_GIVEN };

struct catalog_indicator {
	int area;
	const char *id; /* full */
	const char *title, *title_en, *unit, *note, *formula_text;
	enum source_kind kind;
	int on; /* register, or -1 */
	struct plan plan; /* FROM_REGISTER; its by and grains for all */
	struct formula *formula; /* FROM_FORMULA; operands[].indicator are rows of this table */
	const char *flow; /* of a cumulative: the full id of its flow; "" of all others */
	const char *
		breaks; /* "2018, 2020Q3": periods with which a new series begins; of a cumulative without any, those of its flow */
	bool anew; /* a flow that is counted anew each year: a planned increase is on top of the year before */
	bool waits; /* formula over an area that could not be loaded: its last values stay */
	enum tally_time time;
	enum tally_direction direction;
	int decimals;
};

/* A relation that `tally reconcile` checks; both sides were checked as formulas, the store keeps their texts. */
struct catalog_tie {
	int area;
	const char *name, *title, *title_en, *left, *right, *tolerance, *message;
	enum tally_relation relation;
	enum tally_on on;
	enum tally_regions regions;
	enum tally_severity severity;
	unsigned grains;
};

struct catalog {
	const struct workspace *workspace;
	const struct catalog_register *registers;
	size_t registers_count;
	const struct catalog_indicator *indicators; /* by area, then as declared */
	size_t indicators_count;
	const int *formulas; /* rows of indicators, operands before users */
	size_t formulas_count;
	struct parameter_list parameters; /* of all areas */
	const struct catalog_tie *ties; /* by area, then as declared */
	size_t ties_count;
	const char *const *breakdowns; /* texts, sorted by bytes, the first is "" */
	size_t breakdowns_count;
};

/* Faults in what the declarations mean are collected, each at its place. False only without memory. */
bool catalog_build(const struct workspace *workspace, struct arena *arena, struct faults *faults, struct catalog *catalog,
	struct tally_error *error) MUST_USE;

int catalog_indicator(const struct catalog *catalog, struct text id); /* by full id; -1 */
int catalog_breakdown(const struct catalog *catalog, struct text text); /* -1 */
/* Whether the indicator has that part, a number of `breakdowns`: one of its declared breakdowns, a group, the unknown, or the total (0). */
bool catalog_has_part(const struct catalog_indicator *indicator, int text);

#endif
