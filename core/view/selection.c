/* View: regions and parts of an answer. Knows the names; knows no values but whether they are silent. */
#include "view/selection.h"

#include <string.h>

bool region_there(const struct name_region *region, period when)
{
	int32_t day = period_last_day(when);
	return region->first_day <= day && day <= region->last_day;
}

static bool there_once(const struct name_region *region, const period *periods, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (region_there(region, periods[i]))
			return true;
	return false;
}

bool regions_list(const struct store_names *names, int top, const period *periods, size_t count, struct arena *arena,
	struct regions *regions, struct tally_error *error)
{
	int *items = arena_array(arena, names->regions_count + 1, sizeof *items);
	*regions = (struct regions){ items, 0 };
	if (!items)
		return error_memory(error);
	items[regions->count++] = top;
	for (size_t r = (size_t)top + 1; r < names->regions_count && names->regions[r].depth > names->regions[top].depth; r++)
		if (names->regions[r].parent == top && there_once(&names->regions[r], periods, count))
			items[regions->count++] = (int)r;
	return true;
}

bool region_quiet(const struct name_region *region)
{
	return region->kind == REGION_REST;
}

bool value_silent(const struct value *value)
{
	return value->kind == VALUE_NONE || (value->a == 0 && (value->kind != VALUE_DECIMAL || value->b == 0));
}

bool indicator_has_by(const struct name_indicator *indicator, const char *by)
{
	for (size_t i = 0; i < indicator->parts_count; i++)
		if (strcmp(indicator->parts[i].by, by) == 0)
			return true;
	return false;
}
