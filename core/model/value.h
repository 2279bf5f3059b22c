/* Model: the value of a figure, exact, and what is computed from two of them. */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include "base/decimal.h"
#include "base/error.h"

enum { VALUE_DIGITS = 12, VALUE_SCALE_MOST = 18, VALUE_TEXT_BYTES = 64 };

enum value_kind {
	VALUE_NONE, /* see reason */
	VALUE_NUMBER, /* a units of 10^-scale */
	VALUE_PARTS, /* a / b * 10^-scale, b not 0; a percentage has scale -2 */
	VALUE_DECIMAL /* a + b * 10^-12, b has the sign of a (or a is 0) and |b| < 10^12 */
};

/* Why there is no number. The order is the ABI of the store: append only. */
enum reason {
	REASON_NONE,
	REASON_MISSING, /* nobody gave a value */
	REASON_NOT_COVERED, /* outside the coverage of the register */
	REASON_ABOVE_SCOPE, /* above the region the register is complete for */
	REASON_AREA_OFF, /* an operand's area is switched off */
	REASON_DIVISION, /* division by zero */
	REASON_OVERFLOW,
	REASON_NO_BASE, /* growth: no value a year before */
	REASON_ZERO_BASE,
	REASON_SIGN, /* growth: a change of sign */
	REASON_BREAK, /* growth: a break in the series lies between */
	REASON_ZERO_TARGET,
	REASON_ZERO_WHOLE, /* share: of nothing */
	REASON_RATIO, /* share: of a figure that does not add over regions */
	REASON_UNDIRECTED, /* rank: no better end is declared */
	REASON_UNRANKED, /* rank: the region belongs to no set */
	REASON_INCOMPLETE, /* rank: a member of the set has no value */
	REASON_NO_RECORDS, /* a least, greatest, mean, ratio or share of nothing */
	REASON_NO_PARAMETER, /* no value of a parameter is valid on that day and in that region */
	REASON_NOT_DELIVERED, /* nothing was delivered of what the register expects for the place */
	REASON_COUNT
};

/* Strongest first; a formula has the weakest of its parts. The numbers stand in the store. */
enum basis { BASIS_REGISTER, BASIS_ADJUSTED, BASIS_GIVEN, BASIS_PUBLISHED, BASIS_COUNT };

struct value {
	enum value_kind kind;
	enum reason reason;
	int scale;
	int64_t a, b;
};

const char *reason_text(enum reason reason); /* "no base"; translated */
const char *basis_name(enum basis basis); /* register adjusted given published */

struct value value_number(int64_t units, int scale);
struct value value_none(enum reason reason);
/* num / den * 10^-scale, |scale| at most VALUE_SCALE_MOST; REASON_DIVISION when den is 0. */
struct value value_parts(int64_t num, int64_t den, int scale);
/* Exact comparison: negative, 0, positive. Both must have a number. */
int value_compare(const struct value *x, const struct value *y);
/* As numerator and positive denominator, each below 2^124. */
void value_fraction(const struct value *x, wide *num, wide *den);
/* From a number in units of 10^-12; REASON_OVERFLOW when the whole part does not fit. */
struct value value_decimal(wide units);
/* As units of 10^-12, rounded half away from zero; false on overflow. */
bool value_to_decimal(const struct value *x, wide *units) MUST_USE;

/* Plain text at `decimals` digits, rounded once from the exact value. "" for VALUE_NONE. */
size_t value_print(const struct value *x, int decimals, enum rounding rounding, char out[VALUE_TEXT_BYTES]);
/* Both parts of VALUE_PARTS as plain texts whose quotient is the value: "3.35" and "2" of a mean, "100" and "3" of a percentage. */
void value_print_parts(const struct value *x, char num[VALUE_TEXT_BYTES], char den[VALUE_TEXT_BYTES]);
/* The shortest exact text: "39", "1.5"; parts are printed to 12 digits. */
size_t value_print_exact(const struct value *x, char out[VALUE_TEXT_BYTES]);

/* (now - base) / |base| in percent, rounded half away from zero to 4 places: VALUE_NUMBER of scale 4, else the reason. From unrounded values. */
struct value value_growth(const struct value *now, const struct value *base);
/* x + y and x - y: exact where both are numbers, else of both at 12 digits. The one without a number gives its reason. */
struct value value_sum(const struct value *x, const struct value *y);
struct value value_difference(const struct value *x, const struct value *y);
/* part / whole in percent, as above (completion, share). */
struct value value_percent(const struct value *part, const struct value *whole);

#endif
