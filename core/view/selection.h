/* View: which regions and parts stand in an answer, and in which order: the region itself, those in it as the tree has them (units, zones, overlays), the
 * rest last; the total, then the parts as declared. What is quiet is left out where there is nothing in it. */
#ifndef VIEW_SELECTION_H
#define VIEW_SELECTION_H

#include "store/read.h"

/* Whether the region exists at the end of the period. */
bool region_there(const struct name_region *region, period when);
/* The region, then its children that exist at the end of one of the periods; rows of names, in the arena. */
struct regions {
	const int *items;
	size_t count;
};
bool regions_list(const struct store_names *names, int top, const period *periods, size_t count, struct arena *arena,
	struct regions *regions, struct tally_error *error) MUST_USE;

/* The rest of a region and the part that is not known are told only when they are not zero. */
bool region_quiet(const struct name_region *region);
bool value_silent(const struct value *value); /* none, or zero */

bool indicator_has_by(const struct name_indicator *indicator, const char *by);

#endif
