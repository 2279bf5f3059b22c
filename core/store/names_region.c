/* Store: the regions that the store knows, and which of them counts another's records later. Knows the tree as it was read; knows no figures. */
#include "store/names.h"

int names_region(const struct store_names *names, struct text code_or_name)
{
	int found = -1;
	for (size_t i = 0; i < names->regions_count; i++)
		if (text_is(code_or_name, names->regions[i].code))
			return (int)i;
	for (size_t i = 0; i < names->regions_count; i++) {
		bool same =
			names->regions[i].kind != REGION_REST && text_same_label(code_or_name, text_of(names->regions[i].name));
		if (same && found >= 0)
			return -1; /* two of that name: only a code tells them apart */
		found = same ? (int)i : found;
	}
	return found;
}

bool names_inside(const struct store_names *names, int region, int ancestor)
{
	while (region != REGION_NONE && region != ancestor)
		region = names->regions[region].parent;
	return region == ancestor && ancestor != REGION_NONE;
}

bool names_counts(const struct store_names *names, int region, int below)
{
	while (below != region && below != REGION_NONE && names->regions[below].kind != REGION_OVERLAY)
		below = names->regions[below].parent;
	return below == region;
}

bool names_childless(const struct store_names *names, int region)
{
	size_t next = (size_t)region + 1;
	return next == names->regions_count || names->regions[next].parent != region;
}

int names_leaf(const struct store_names *names, int region)
{
	if (names_childless(names, region))
		return region;
	for (int i = region + 1; i < (int)names->regions_count && names_inside(names, i, region); i++)
		if (names->regions[i].parent == region && names->regions[i].kind == REGION_REST)
			return i;
	return region;
}

int names_effective(const struct store_names *names, int region, int32_t day)
{
	while (day > names->regions[region].last_day && names->regions[region].successor != REGION_NONE)
		region = names->regions[region].successor;
	return region;
}
