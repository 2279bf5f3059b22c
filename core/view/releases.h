/* View: releases, and what a run changed of them. */
#ifndef VIEW_RELEASES_H
#define VIEW_RELEASES_H

#include <stdio.h>

#include "store/release.h"
#include "view/table.h"

/* Every release: its name, run, period, area, when it was made. */
bool releases_table(struct store_reader *reader, struct arena *arena, struct table *table, struct tally_error *error) MUST_USE;

/* Says of every released figure that the last run changed into another than the released one: which release, which place, both values, which inputs
 * differ. *count: how many there are; the first ones are printed. */
bool releases_told(const char *store, FILE *out, size_t *count, struct tally_error *error) MUST_USE;

#endif
