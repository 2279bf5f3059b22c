/* Model: a figure as an exact fraction of whole numbers of 256 bits, to be held against a printed bound: a growth of 12 % printed whole is [11.5, 12.5), and
 * 12.49999 lies in it though it rounds to 12.5. */
#ifndef MODEL_RATIO_H
#define MODEL_RATIO_H

#include "model/exact.h"
#include "model/value.h"

struct ratio {
	int sign; /* 0: the number is 0 */
	struct exact num, den; /* den is not 0 */
};

/* The value must have a number. */
struct ratio ratio_of(const struct value *x);
/* (now - base) / |base| and part / whole, in percent. False where value_growth or value_percent give a reason, and where 256 bits do not hold it. */
bool ratio_growth(const struct value *now, const struct value *base, struct ratio *growth) MUST_USE;
bool ratio_percent(const struct value *part, const struct value *whole, struct ratio *percent) MUST_USE;
/* *order: the sign of x - bound. The bound has a number; false where 256 bits do not hold the product. */
bool ratio_order(const struct ratio *x, const struct value *bound, int *order) MUST_USE;

#endif
