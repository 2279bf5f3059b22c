/* Area: what the files that propose a declaration share. Inner header of the room. */
#ifndef AREA_PROPOSE_INNER_H
#define AREA_PROPOSE_INNER_H

#include "area/propose.h"
#include "model/region_spelling.h"

/* Rows that are looked at for the headings, and for how wide the list is. */
enum { HEAD_ROWS = 20, TRIAL_ROWS = 50 };

/* Finds the rows of the headings and gives one heading a column, as the reader will find it. ERROR_INPUT when there are none. */
bool propose_head(const struct grid *grid, struct proposal *proposal, struct arena *arena, struct grid_line *head,
	struct tally_error *error) MUST_USE;

/* What a heading usually stands for. */
enum role { ROLE_TEXT, ROLE_CODE, ROLE_DATE, ROLE_YEAR, ROLE_END, ROLE_REGION, ROLE_NUMBER, ROLE_PASSED };

struct usual_heading {
	const char *headings; /* a | b */
	const char *field;
	enum role role;
	unsigned key; /* how likely it tells a record: the highest wins; 0: never alone */
	bool private;
	const char *check; /* or NULL */
};
const struct usual_heading *usual_heading(struct text title);
/* The usual name of a code such as 省级; NULL. */
const char *usual_code(struct text title);

/* What stands in the cells of a column. */
struct column_facts {
	size_t filled, empty, distinct, marks; /* marks: - and the like */
	struct text values[PROPOSED_CODES_MAX + 1]; /* the first different ones */
	bool dates, months, years; /* all are a day; a day or month; a day, month or year */
	bool numbers, zeros; /* all are numbers; one of them begins with a zero or has too many digits to be one */
	bool bars; /* one holds | or : */
	int scale; /* most digits behind the point */
	size_t longest; /* bytes */
	size_t regions; /* different values that are a region of the office */
	struct text odd; /* a value that is no region */
};
/* The facts of a column over the rows that are records. False without memory. */
bool column_facts(const struct grid *grid, const bool *records, size_t first, size_t place,
	const struct region_spellings *spellings, struct column_facts *facts);
/* What the column becomes. False without memory. */
bool propose_column(struct proposed_column *column, const struct column_facts *facts, size_t number, struct arena *arena);

#endif
