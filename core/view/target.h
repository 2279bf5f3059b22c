/* View: what targets say of a cell, as one level. */
#ifndef VIEW_TARGET_H
#define VIEW_TARGET_H

#include "store/read.h"

/* The level that the targets of the cell imply: the one on level, else the highest of the others; VALUE_NONE when there is none. An increase (net, or
 * entries of a cumulative) is added to the closing of the period before; a flow has no closing, so its increase is its level. Entries of a stock imply none. */
bool target_level(struct store_reader *reader, const struct cell_place *place, struct arena *arena, struct value *level,
	struct tally_error *error) MUST_USE;

#endif
