/* View: which bases and which values a printed growth fits, so that a clerk sees which of the three figures is wrong. */
#ifndef VIEW_IMPLIED_BASE_H
#define VIEW_IMPLIED_BASE_H

#include "view/verdict.h"

/* What is known of the figure now and, for its value, of its base: a point where it was counted. */
struct growing {
	const struct interval *now, *base;
	const struct bounds *growth; /* as printed */
	int scale;
};

/* Among the whole multiples of 10^-scale: "fits a base of 37", "fits a base of 1371 to 1377", or that none fits, with the neighbours on both sides and the growth
 * that each gives. "" where `now` is not above zero; in the arena, NULL without memory. */
const char *implied_base(const struct growing *growing, struct arena *arena);
/* "a value of 39 to 40" that the printed growth makes of the base; "" where there is none, or no base above zero. */
const char *implied_value(const struct growing *growing, struct arena *arena);

#endif
