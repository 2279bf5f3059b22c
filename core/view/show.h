/* View: one figure over periods: value, movements, growth, target, and how often it was another. */
#ifndef VIEW_SHOW_H
#define VIEW_SHOW_H

#include "view/facts.h"
#include "view/page.h"
#include "view/periods.h"
#include "view/table.h"

struct series_request {
	const char *indicator; /* a full id, or a short one where that is unique */
	const char *region, *breakdown; /* NULL: home, the total */
	const char *periods, *grain; /* as view/periods.h */
};

struct series {
	const struct store_names *names;
	const struct name_indicator *indicator;
	const struct name_region *region;
	const struct name_part *part; /* NULL: the total */
	struct periods periods;
	const char *chart; /* a block a period, from the lowest value to the highest; a point where there is none */
	size_t values; /* periods that have one */
	struct table table;
};

/* What is unknown is ERROR_USAGE with the nearest name. Lives in the arena and as long as the reader. */
bool series_build(struct store_reader *reader, const struct series_request *request, struct arena *arena, struct series *series,
	struct tally_error *error) MUST_USE;

/* Title, unit and a chart, for a workbook; False without memory. */
bool series_page(struct store_reader *reader, const struct series *series, struct arena *arena, struct page *page) MUST_USE;

#endif
