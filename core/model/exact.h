/* Model: whole numbers of 256 bits, for the places where a product of fractions must be right to the last digit. */
#ifndef MODEL_EXACT_H
#define MODEL_EXACT_H

#include "base/decimal.h"
#include "base/error.h"

/* Not negative; the lowest 64 bits first. */
struct exact {
	uint64_t part[4];
};

struct exact exact_of(uwide a);
bool exact_narrow(struct exact a, uwide *narrow) MUST_USE; /* false when 128 bits do not hold it */
struct exact exact_product(uwide a, uwide b);
/* False when 256 bits do not hold the result. */
bool exact_add(struct exact a, struct exact b, struct exact *sum) MUST_USE;
bool exact_multiply(struct exact a, struct exact b, struct exact *product) MUST_USE;
int exact_compare(struct exact a, struct exact b);
int exact_compare_products(
	struct exact a, struct exact b, struct exact c, struct exact d); /* of a * b and c * d, whatever their size */
struct exact exact_subtract(struct exact a, struct exact b); /* a must not be less than b */
bool exact_scale(struct exact a, uint64_t factor, struct exact *scaled) MUST_USE;
/* The whole quotient, and the rest. den must not be 0. */
struct exact exact_split(struct exact num, struct exact den, struct exact *rest);
struct exact exact_common(struct exact a, struct exact b); /* the greatest that divides both; of 0 and a it is a */
/* num / den rounded, a half up; false when the result does not fit in an int64. den must not be 0. */
bool exact_divide(struct exact num, struct exact den, int64_t *quotient) MUST_USE;

#endif
