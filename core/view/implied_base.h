/* View: which bases a printed growth fits, so that a clerk sees which of the three figures is wrong. */
#ifndef VIEW_IMPLIED_BASE_H
#define VIEW_IMPLIED_BASE_H

#include "view/verdict.h"

/* Among the whole multiples of 10^-scale: "fits a base of 37", "fits a base of 1371 to 1377", or that none fits, with the neighbours on both sides and the growth
 * that each gives. "" where `now` is not above zero; in the arena, NULL without memory. */
const char *implied_base(const struct value *now, int scale, const struct bounds *growth, struct arena *arena);

#endif
