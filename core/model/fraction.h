/* Model: exact fractions of 256 bits, always in lowest terms: what a printed bound is held against, and what ties are computed with. A growth of 12 % printed
 * whole is [11.5, 12.5), and 12.49999 lies in it though it rounds to 12.5. What does not fit is said, never rounded. */
#ifndef MODEL_FRACTION_H
#define MODEL_FRACTION_H

#include "model/exact.h"
#include "model/value.h"

struct fraction {
	int sign; /* 0: the number is 0 = 0/1 */
	struct exact num, den; /* den is not 0 */
};
#define FRACTION_ZERO                                                                                                          \
	{                                                                                                                      \
		0, { { 0 } },                                                                                                  \
		{                                                                                                              \
			{                                                                                                      \
				1                                                                                              \
			}                                                                                                      \
		}                                                                                                              \
	}

/* False when the result does not fit; `invert` when a is 0. */
bool fraction_add(struct fraction a, struct fraction b, struct fraction *sum) MUST_USE;
bool fraction_multiply(struct fraction a, struct fraction b, struct fraction *product) MUST_USE;
bool fraction_invert(struct fraction a, struct fraction *inverse) MUST_USE;
bool fraction_reduce(wide num, wide den, struct fraction *reduced) MUST_USE; /* den may have any sign; false when it is 0 */
struct fraction fraction_negate(struct fraction a);
struct fraction fraction_whole(int64_t number);
struct fraction fraction_of(const struct value *value); /* which must be a number */
int fraction_compare(struct fraction a, struct fraction b); /* exact whatever the size */
bool fraction_is_whole(struct fraction a);

/* The whole number at or below, at or above; false when it does not fit in an int64. */
bool fraction_floor(struct fraction a, int64_t *whole) MUST_USE;
bool fraction_ceiling(struct fraction a, int64_t *whole) MUST_USE;

enum { FRACTION_TEXT_BYTES = 96 };
/* Digits where it ends within 9 places, else rounded to `decimals` and no trailing zeros. */
void fraction_print(struct fraction a, int decimals, char out[FRACTION_TEXT_BYTES]);

#endif
