/* Store: releases: what was handed out, by name: the figures of one period, of one area or all, as they stood after a run. */
#ifndef STORE_RELEASE_H
#define STORE_RELEASE_H

#include "store/read.h"

struct release {
	const char *name;
	int64_t run; /* as of which */
	period when;
	const char *area; /* NULL: all */
	const char *made; /* as it was told */
};

/* Marks the figures of the last run, in a small transaction under the lock. `run` comes back. A name is given once: letters, digits, . _ - and Chinese
 * characters, but no number and no day, which name runs already. */
bool store_release(const char *path, struct release *release, struct tally_error *error) MUST_USE;

/* In the order in which they were made; in the arena. */
bool store_releases(struct store_reader *reader, struct arena *arena, const struct release **releases, size_t *count,
	struct tally_error *error) MUST_USE;

/* The best value of the place as the last release of it says; *release is its name, NULL where it was never released. Names live as long as the reader. */
bool store_released(struct store_reader *reader, const struct cell_place *place, struct observation *observation,
	const char **release, struct tally_error *error) MUST_USE;

/* The same place in other names; false where they have no such indicator or region. */
bool store_place(const struct store_names *names, const struct cell_place *place, const struct store_names *other,
	struct cell_place *found);

/* Places of the period whose stored value or statements the run touched, in the rows of the reader's names; what they name no more is left out. In the arena. */
bool store_touched(struct store_reader *reader, int64_t run, period when, struct arena *arena, const struct cell_place **places,
	size_t *count, struct tally_error *error) MUST_USE;

#endif
