/* Model: formulas over indicators: parsing, the check of units and times, and exact evaluation. Knows indicators by a look-up that the caller gives. */
#ifndef MODEL_FORMULA_H
#define MODEL_FORMULA_H

#include "base/arena.h"
#include "model/period.h"
#include "model/value.h"

/* expr := term { (+|-) term } ; term := factor { (*|/) factor } ; factor := [-] ( NUMBER | NAME | FUNCTION "(" NAME ")" | "(" expr ")" )
 * NAME is an indicator, `area.indicator` or, in its own area, `indicator`, with an optional breakdown: name[kind=invention]; name[] is its total; or a
 * parameter, `param.name` or `param.area.name`: its value on the last day of the period, for the region of the cell. */
enum formula_op { FORMULA_CONST, FORMULA_OPERAND, FORMULA_ADD, FORMULA_SUB, FORMULA_MUL, FORMULA_DIV, FORMULA_NEG };
enum formula_when {
	WHEN_SAME,
	WHEN_YEAR_END, /* year_end(x): the value at the end of the year of the period */
	WHEN_LAST_YEAR_END, /* last_year_end(x): at the end of the year before */
	WHEN_LAST_YEAR, /* last_year(x): the same period a year before */
	WHEN_PREV /* prev(x): the period right before */
};

/* What of it, in ties only: net(x), entries(x), exits(x). */
enum formula_take { TAKE_VALUE, TAKE_NET, TAKE_ENTRIES, TAKE_EXITS };

struct formula_operand {
	const char *name; /* as written */
	const char *breakdown; /* NULL: that of the cell being computed */
	enum formula_when when;
	enum formula_take take;
	int column; /* of the text, from 1 */
	int indicator; /* set by the check; of a parameter -1 */
	int parameter; /* set by the check; of an indicator -1 */
};

struct formula_node {
	enum formula_op op;
	int left, right; /* nodes before this one */
	int operand;
	int64_t constant; /* units of 10^-scale */
	int scale;
	int column; /* of the text, from 1, for messages */
};

struct formula {
	const char *source;
	const struct formula_node *nodes; /* the last is the result */
	uint32_t count;
	struct formula_operand *operands;
	uint32_t operands_count;
	/* Set by the check: the formula is N / D with N and D sums of operands times whole constants, and is stored as its two parts. */
	bool parts;
	/* Private to the formula files: N and D, one coefficient for each operand and the constant behind them. Both NULL where there is no such form;
	 * `den` alone NULL where nothing is divided and N is the formula but for a power of ten. */
	const int64_t *num, *den;
};

enum { FORMULA_NODES = 256, FORMULA_OPERANDS = 64, FORMULA_DEPTH = 32 };

/* Refuses also a division by what is always 0. The same operand written twice is one operand. At most FORMULA_NODES nodes. */
struct formula *formula_parse(struct text source, struct arena *arena, struct tally_error *error) MUST_USE;

/* The same of one side of a tie, which may be a number alone. */
struct formula *formula_parse_side(struct text source, struct arena *arena, struct tally_error *error) MUST_USE;

/* What the check must know of an indicator. */
struct formula_subject {
	int indicator; /* number of the caller */
	const char *id; /* full id */
	const char *unit;
	bool level; /* a stock, cumulative, given level, or a mean and the like of anything: must not be added over time */
	unsigned grains; /* TALLY_GRAIN_* bits that it has values for */
	bool computed; /* itself a formula */
	bool quotient; /* a mean, ratio or share */
	/* The values of both are no plain numbers: the formula over them is decimal, never parts. */
	bool parameter; /* no indicator: `indicator` is the caller's number of a parameter */
};
/* Finds an indicator by its name as written; false when unknown (the caller has set the error with the nearest name). */
typedef bool (*formula_find)(void *user, const char *name, struct formula_subject *subject, struct tally_error *error);

/* Resolves operands and refuses what makes no sense, with a sentence that says why: + and - of different units (units of one dimension but different power too: say which
 * conversion is missing), a stock added to itself at another time, an operand without the grains of the formula that is not wrapped in year_end() and the like. Decides `parts`. */
bool formula_check(struct formula *formula, const char *unit, unsigned grains, formula_find find, void *user,
	struct tally_error *error) MUST_USE;

/* The same of a tie: both sides, whose units must be the same; functions of ties are allowed, and a stock may be added to what came later. */
bool formula_check_tie(struct formula *left, struct formula *right, unsigned grains, formula_find find, void *user,
	struct tally_error *error) MUST_USE;

/* The period an operand is read at. */
period formula_period(enum formula_when when, period p);

/* Values of the operands, in their order. Result: VALUE_PARTS when formula->parts, else VALUE_DECIMAL, or VALUE_NONE with the reason (the first operand's that has none, DIVISION, OVERFLOW).
 * Constants and sums are exact, each division rounds half away from zero to 12 digits, products of decimals likewise; intermediates have 128 bits. Parts have a common scale removed
 * and the denominator made positive; they are reduced only where they would not fit otherwise. Overflow: a value of any node in units of 10^-12 beyond 127 bits, a result whose whole part
 * is beyond 64 bits, parts beyond 64 bits. */
struct value formula_value(const struct formula *formula, const struct value *operands);

#endif
