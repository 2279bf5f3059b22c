/* View: how a figure stands among regions: its share of a whole, its rank in a set. Always from the best value of each region. Knows sets and order;
 * knows no table. Used by summaries and by ties. */
#ifndef VIEW_STANDING_H
#define VIEW_STANDING_H

#include "store/read.h"

struct rank {
	/* REASON_NONE: ranked. Else UNDIRECTED: the indicator does not say which end is better; UNRANKED: the region is in no set; MISSING: it has no value
	 * itself; INCOMPLETE: `have` of the `of` members have one. */
	enum reason reason;
	int place; /* from 1; equals share the better place, and the next one is skipped */
	int place_last; /* counted from the other end, by the same rule */
	int of, have;
	bool mixed; /* the bases of the members' values differ */
};

/* The ranks of the last sets that were asked for (indicator, period, part and set) are kept. The arena must outlive it. */
struct standing;
struct standing *standing_create(struct store_reader *reader, struct arena *arena);

/* The list that ranks the region: the first one that has it; NULL where none has: its siblings are the set. */
const struct name_rank_set *standing_list(const struct store_names *names, int region);
/* In the list, or with NULL among the siblings of its level that exist at the end of the period; zones, overlays and rests have no siblings. */
bool standing_rank(struct standing *standing, const struct cell_place *place, const struct name_rank_set *list,
	struct rank *rank, struct tally_error *error) MUST_USE;

/* Value / value of the same cell of another region, or of the total of the same one, in percent. RATIO where the figure does not add over regions. */
enum share_of { SHARE_PARENT, SHARE_TOTAL, SHARE_PARTS };
/* VALUE_NONE with REASON_NONE where there is no such whole: above a root, outside home, of a total. */
bool standing_share(struct store_reader *reader, const struct cell_place *place, enum share_of of, struct value *share,
	struct tally_error *error) MUST_USE;
/* The place of the whole; false where there is none. */
bool standing_whole(
	const struct store_names *names, const struct cell_place *place, enum share_of of, struct cell_place *whole) MUST_USE;
/* Percentages, figures for each of something, means and extremes do not add over regions. */
bool indicator_adds(const struct name_indicator *indicator);

#endif
