/* View: ties that hold without being declared, made from what the store knows of indicators, and the days over which ties are tried. */
#ifndef VIEW_TIE_BUILTIN_H
#define VIEW_TIE_BUILTIN_H

#include "model/formula.h"
#include "store/tie.h"
#include "view/reconcile.h"

struct tie_span {
	int32_t first, last; /* days: from the first coverage or statement to the last statement or the workspace's through */
	bool builtin; /* where nothing can be said, nothing is told */
};
bool tie_span(struct reconciling *r, struct tie_span *span, struct tally_error *error) MUST_USE;

/* In the arena. */
bool ties_builtin(struct reconciling *r, const struct store_tie **ties, size_t *count, struct tally_error *error) MUST_USE;

#endif
