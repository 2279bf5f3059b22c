/* Model: whole numbers of 256 bits, for the few places where a product of two fractions must be right to the last digit. */
#ifndef MODEL_EXACT_H
#define MODEL_EXACT_H

#include "base/decimal.h"
#include "base/error.h"

/* Not negative; the lowest 64 bits first. */
struct exact {
	uint64_t part[4];
};

struct exact exact_product(uwide a, uwide b);
int exact_compare(struct exact a, struct exact b);
struct exact exact_subtract(struct exact a, struct exact b); /* a must not be less than b */
bool exact_scale(struct exact a, uint64_t factor, struct exact *scaled) MUST_USE;
/* num / den rounded, a half up; false when the result does not fit in an int64. den must not be 0. */
bool exact_divide(struct exact num, struct exact den, int64_t *quotient) MUST_USE;

#endif
