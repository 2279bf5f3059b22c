/* View: whose growth a printed growth is, when it is not that of its own figure. */
#ifndef VIEW_GROWTH_OF_H
#define VIEW_GROWTH_OF_H

#include "view/verdict.h"

/* Among the figures that stand near: the cumulative of a flow and its flow, those with the same flow, other parts of the figure, others over the same register,
 * others of the area whose title begins alike. Told are those of the nearest kind, both sides in numbers; "" where none fits. In the arena; NULL: it failed. */
const char *growth_of(const struct facts *facts, const struct statement *said, struct tally_error *error);

#endif
