/* View: what targets say of a cell: the level they imply, and how far it has been reached. */
#ifndef VIEW_TARGET_H
#define VIEW_TARGET_H

#include "store/read.h"

struct target {
	bool there;
	enum quantity quantity;
	enum compare compare;
	struct value amount; /* as it was set: 59, or 3 more */
	struct value
		level; /* that it implies; VALUE_NONE for entries of a stock, and where there is no closing to start from */
	struct value opening; /* the closing of the period before, where the target is an increase on it */
};

/* The target that speaks for the cell: the one on level, else the one that implies the highest level, else one on entries. An increase (net, or entries of a
 * cumulative) is added to the closing of the period before; a flow has no closing, so its increase is its level, unless the workspace says that it
 * is counted anew: then it is added to the year before. Entries of a stock imply no level. */
bool target_of(struct store_reader *reader, const struct cell_place *place, struct arena *arena, struct target *target,
	struct tally_error *error) MUST_USE;
/* What one target implies for the level of its cell: *increase says that it was added to the closing of the period before. VALUE_NONE for entries of a stock. */
bool target_implied(struct store_reader *reader, const struct cell_place *place, const struct statement *said,
	struct value *level, bool *increase, struct tally_error *error) MUST_USE;
/* The level alone; VALUE_NONE when there is none. */
bool target_level(struct store_reader *reader, const struct cell_place *place, struct arena *arena, struct value *level,
	struct tally_error *error) MUST_USE;

/* What was reached of it, in the quantity that it speaks of: the value, the increase, or the entries. */
struct value target_reached(const struct target *target, const struct observation *now);
/* Reached / amount in percent, whatever the comparison: of a ceiling it is the part that was used. */
struct value target_completion(const struct target *target, const struct observation *now);
/* What is still missing; below zero: by how much it is surpassed. Of a ceiling, by how much it is exceeded. */
struct value target_distance(const struct target *target, const struct observation *now);
/* Whether it is met; an `=` as `>=`, or as `<=` where lower is better. False where nothing was reached. */
bool target_met(const struct target *target, const struct observation *now, bool lower_is_better);

#endif
