/* View: who has delivered what, when, with how many faults; what is missing and what came late. */
#ifndef VIEW_DELIVERIES_H
#define VIEW_DELIVERIES_H

#include "store/delivery.h"
#include "view/table.h"

struct status_request {
	const char *of; /* NULL: all; an area, or area.register */
	const char *period, *region; /* NULL: all */
	int32_t day; /* on which it is asked */
};

/* In the order in which they are listed. */
enum delivery_standing {
	STANDING_MISSING, /* and due */
	STANDING_LATE, /* came after its day */
	STANDING_UNREAD, /* its name is not understood */
	STANDING_FAULTY,
	STANDING_AWAITED, /* missing, not due yet */
	STANDING_FINE,
	STANDING_OLDER, /* a newer file counts */
	STANDING_COUNT
};

struct status_row {
	const struct store_delivery *delivery;
	enum delivery_standing standing;
	int32_t day; /* of the delivery; DATE_MIN: not known */
	int32_t days; /* late; 0: none */
};

struct status {
	const struct store_names *names;
	const struct status_row *rows;
	size_t count;
	size_t expected, delivered; /* pairs of region and period */
	size_t counts[STANDING_COUNT]; /* rows */
};

/* An unknown area, register, region or period is ERROR_USAGE with the nearest name. */
bool status_build(struct store_reader *reader, const struct status_request *request, struct arena *arena, struct status *status,
	struct tally_error *error) MUST_USE;
bool status_table(const struct status *status, struct arena *arena, struct table *table, struct tally_error *error) MUST_USE;
/* "7 of 11 expected deliveries are there; not delivered: 4"; NULL without memory. */
const char *status_footer(const struct status *status, struct arena *arena) MUST_USE;
/* Something is missing, late or not understood. */
bool status_needs(const struct status *status);

#endif
