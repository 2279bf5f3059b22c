/* View: which periods are meant. Knows grains and ranges; knows no values. */
#include "view/periods.h"

#include <string.h>

#include "base/fault.h"
#include "model/period_spelling.h"

static const char *grains_known(const struct store_names *names, struct arena *arena)
{
	const char *text = "";
	for (int grain = 0; grain < GRAIN_COUNT && text; grain++)
		if (names->grains >> grain & 1)
			text = arena_printf(arena, "%s%s%s", text, text[0] ? ", " : "", grain_name((enum grain)grain));
	return text ? text : "";
}

bool period_computed(const struct store_names *names, period when, struct arena *arena, struct tally_error *error)
{
	char text[PERIOD_TEXT_BYTES];
	enum grain grain;
	bool plain = period_grain(when, &grain);
	if ((plain && names->grains >> grain & 1) || names->grains >> GRAIN_MONTH & 1)
		return true;
	period_print(when, text);
	return error_set(error, ERROR_USAGE,
		plain ? _("period '%s': this workspace does not compute it; it computes: %s")
		      : _("period '%s': months are needed to add them up; this workspace computes: %s"),
		text, grains_known(names, arena));
}

static bool grain_wanted(const struct store_names *names, const struct periods_asked *asked, struct arena *arena,
	enum grain *grain, struct tally_error *error)
{
	int found = 0;
	if (!asked->grain)
		return period_grain(asked->last, grain) ||
			error_set(
				error, ERROR_USAGE, _("--period: a year to date has no grain: name the periods by --periods"));
	while (found < GRAIN_COUNT && strcmp(asked->grain, grain_name((enum grain)found)) != 0)
		found++;
	*grain = (enum grain)found;
	if (found < GRAIN_COUNT && names->grains >> found & 1)
		return true;
	return error_set(
		error, ERROR_USAGE, _("--grain: '%s': this workspace computes: %s"), asked->grain, grains_known(names, arena));
}

/* The two ends of "A..B" or "A"; 2018-01..2018-10 is ten months here, never a year to date. */
static bool range_ends(const char *range, period *first, period *last, enum grain *grain)
{
	const char *dots = strstr(range, "..");
	struct text left = { range, dots ? (size_t)(dots - range) : strlen(range) };
	enum grain second;
	if (!period_read(left, 0, first) || !period_grain(*first, grain))
		return false;
	*last = *first;
	return !dots ||
		(period_read(text_of(dots + 2), 0, last) && period_grain(*last, &second) && second == *grain &&
			*last >= *first);
}

static bool fill(struct periods *periods, period first, size_t count, struct arena *arena, struct tally_error *error)
{
	period *items = arena_array(arena, count + 1, sizeof *items);
	if (!items)
		return error_memory(error);
	for (size_t i = 0; i < count && first >= 0; i++, first = period_next(first))
		items[periods->count++] = first;
	periods->items = items;
	return true;
}

bool periods_list(const struct store_names *names, const struct periods_asked *asked, struct arena *arena,
	struct periods *periods, struct tally_error *error)
{
	period first, last;
	enum grain grain;
	*periods = (struct periods){ 0 };
	if (!asked->range) {
		if (!grain_wanted(names, asked, arena, &grain, error))
			return false;
		last = period_holding(grain, period_last_day(asked->last));
		int number = period_number(grain, last) - asked->usual + 1;
		first = period_numbered(grain, number < 0 ? 0 : number);
		return period_computed(names, last, arena, error) &&
			fill(periods, first < 0 ? last : first, (size_t)asked->usual, arena, error);
	}
	if (!range_ends(asked->range, &first, &last, &grain))
		return error_set(error, ERROR_USAGE,
			_("--periods: '%s': write 2014..2018, 2018Q1..2018Q4, 2018-01..2018-10 or one period"), asked->range);
	int count = period_number(grain, last) - period_number(grain, first) + 1;
	if (count > PERIODS_MOST)
		return error_set(error, ERROR_USAGE, _("--periods: '%s': more than %d periods"), asked->range, PERIODS_MOST);
	return period_computed(names, first, arena, error) && fill(periods, first, (size_t)count, arena, error);
}
