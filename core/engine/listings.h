/* Engine: the dates of the lists that a register holds, where it is read as dated lists. */
#ifndef ENGINE_LISTINGS_H
#define ENGINE_LISTINGS_H

#include <tally/plugin.h>

#include "base/arena.h"
#include "model/period.h"

struct listings {
	int32_t *days; /* heap, ascending, each once */
	size_t count, capacity;
};

/* The day that a value of a date or period field stands for: of a period its last. */
int32_t listing_day(const struct tally_column *when, uint32_t row);
/* False without memory. */
bool listings_add(struct listings *listings, int32_t day);
bool listings_have(const struct listings *listings, int32_t day);
/* The days of the records whose bit in `take` is set. */
bool listings_batch(struct listings *listings, const struct tally_column *when, uint32_t rows, const uint64_t *take);
/* The day ends a month, and so a list of that day can be counted. */
bool listing_closes(int32_t day);
void listings_done(struct listings *listings);

#endif
