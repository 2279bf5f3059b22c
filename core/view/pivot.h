/* View: a pivot: one fact of many places, two of indicator, breakdown, region and period laid out as rows and columns. The other two stand still, or go
 * through all that was asked for with a label column each. */
#ifndef VIEW_PIVOT_H
#define VIEW_PIVOT_H

#include "view/page.h"
#include "view/periods.h"
#include "view/summary.h"

enum axis { AXIS_INDICATOR, AXIS_BREAKDOWN, AXIS_REGION, AXIS_PERIOD, AXIS_COUNT };
extern const char *const axis_names[AXIS_COUNT]; /* indicator breakdown region period */

struct pivot_request {
	struct summary_request of; /* which indicators, region, basis; `by` the parts of the axis, or a further label column */
	const char *rows, *cols; /* names of two axes; one of them may be NULL: period, or else region */
	const char *value; /* key of a fact; NULL: value */
	const char *breakdown; /* the part where that is no axis; NULL: the total */
	const char *periods, *grain; /* of the axis of periods */
};

struct pivot {
	struct table table;
	const char *caption; /* what stands still, the fact and its unit; for people */
	size_t values; /* cells that have a value */
	const char *note; /* under the table; NULL: none */
	struct page page; /* of a workbook */
};

bool pivot_build(struct store_reader *reader, const struct pivot_request *request, struct arena *arena, struct pivot *pivot,
	struct tally_error *error) MUST_USE;

#endif
