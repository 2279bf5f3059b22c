/* View: facts as texts, for people and for programs. Computes nothing. */
#ifndef VIEW_WRITTEN_H
#define VIEW_WRITTEN_H

#include "view/facts.h"

/* In the arena; NULL where there is nothing to write, and in *failed when memory ran out. Programs get plain digits, people what belongs to them:
 * "12.00 %", the reason why there is no number. */
struct writing {
	const struct store_names *names;
	struct arena *arena;
	bool failed;
};
const char *written_plain(struct writing *writing, const struct name_indicator *indicator, const struct fact *fact);
const char *written_shown(struct writing *writing, const struct name_indicator *indicator, const struct fact *fact);

/* Whether it stands in the unit of its indicator. */
bool fact_in_unit(enum fact_kind kind);
/* What CSV and JSON take for a number. */
bool fact_is_number(enum fact_kind kind);

#endif
