/* View: what changed between two runs that can have moved a figure: its register, declaration, given figures, and those of its operands. */
#ifndef VIEW_CAUSES_H
#define VIEW_CAUSES_H

#include "store/input.h"

/* Inputs that concern the indicator, out of those that differ between the runs; the order stays. NULL: all. In the arena. */
bool causes_between(struct store_reader *reader, const int *indicator, int64_t before, int64_t after, struct arena *arena,
	const struct input_difference **causes, size_t *count, struct tally_error *error) MUST_USE;

/* "file registers/x.csv changed", for people. NULL without memory. */
const char *cause_words(const struct input_difference *cause, struct arena *arena);
const char *input_kind_name(enum input_kind kind); /* source, for programs */
const char *input_change_name(enum input_change change);

#endif
