/* View: what was asked for, in rows of the names. */
#ifndef VIEW_REQUEST_H
#define VIEW_REQUEST_H

#include "view/summary.h"

/* -1 stands for all. */
struct asked {
	int area, indicator, region;
	period when;
};

/* Finds what the request names; what is unknown is ERROR_USAGE with the nearest name. */
bool request_resolve(const struct store_names *names, const struct summary_request *request, struct arena *arena,
	struct asked *asked, struct tally_error *error) MUST_USE;

/* The id of a part of the indicator by its text, level=provincial; NULL and "" are the total. */
bool request_breakdown(const struct name_indicator *indicator, const char *word, struct arena *arena, uint32_t *breakdown,
	struct tally_error *error) MUST_USE;

#endif
