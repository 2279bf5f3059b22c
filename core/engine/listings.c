/* Engine: days in order. Knows columns of dates and periods; knows no indicators. */
#include "engine/listings.h"

#include <string.h>

int32_t listing_day(const struct tally_column *when, uint32_t row)
{
	return when->type == TALLY_PERIOD ? period_last_day(tally_days(when, row)) : tally_days(when, row);
}

static size_t place_of(const struct listings *listings, int32_t day)
{
	size_t low = 0, high = listings->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (listings->days[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool listings_have(const struct listings *listings, int32_t day)
{
	size_t at = place_of(listings, day);
	return at < listings->count && listings->days[at] == day;
}

bool listings_add(struct listings *listings, int32_t day)
{
	size_t at = place_of(listings, day);
	if (at < listings->count && listings->days[at] == day)
		return true;
	if (!memory_grow(&listings->days, &listings->capacity, listings->count + 1, sizeof(*listings->days)))
		return false;
	memmove(listings->days + at + 1, listings->days + at, (listings->count - at) * sizeof(*listings->days));
	listings->days[at] = day;
	listings->count++;
	return true;
}

bool listings_batch(struct listings *listings, const struct tally_column *when, uint32_t rows, const uint64_t *take)
{
	for (uint32_t row = 0; row < rows; row++)
		if ((take[row / 64] >> (row % 64) & 1) && tally_has(when, row) &&
			!listings_add(listings, listing_day(when, row)))
			return false;
	return true;
}

bool listing_closes(int32_t day)
{
	return period_last_day(period_holding(GRAIN_MONTH, day)) == day;
}

void listings_done(struct listings *listings)
{
	memory_free(listings->days);
	*listings = (struct listings){ 0 };
}
