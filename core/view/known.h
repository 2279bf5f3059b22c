/* View: what is known of a figure with the bounds that were printed: computed, given, published or planned. Knows statements and cells; no tie. */
#ifndef VIEW_KNOWN_H
#define VIEW_KNOWN_H

#include "model/formula.h"
#include "model/interval.h"
#include "store/tie.h"

struct knowing {
	struct store_reader *reader;
	struct arena *arena;
	enum tally_on on;
	bool points; /* the numbers as printed, without their bounds */
	int delivered,
		expected; /* deliveries behind what was computed, where some are missing: the figure that lacks most so far */
	bool later; /* where nothing of that kind was said, the best figure: of a period that is not the one spoken of */
};

/* Its value, or what came and went of it. A figure of another period that was neither published nor planned is the best one: a report prints this year
 * only. A planned value is the target on level, else the closing before and the planned increase. */
bool known_figure(struct knowing *knowing, const struct cell_place *place, enum formula_take take, struct interval *known,
	struct tally_error *error) MUST_USE;

/* 39, [11.5, 12.5), >= 12, or the reason; NULL without memory. */
const char *interval_words(struct arena *arena, const struct interval *x, int decimals);

#endif
