/* Model, private to the formula files: the normal form N / D of a formula. */
#ifndef MODEL_FORMULA_LINEAR_H
#define MODEL_FORMULA_LINEAR_H

#include "model/formula.h"

/* Sets `num` and `den` where the formula has that form. Refuses a division by what is always 0. */
bool formula_linear(struct formula *formula, struct arena *arena, struct tally_error *error) MUST_USE;

#endif
