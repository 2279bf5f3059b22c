/* View: shares and ranks. Knows which regions are compared and how equals are placed; knows no layout. */
#include "view/standing.h"

#include <stdlib.h>
#include <string.h>

struct member {
	int region;
	struct observation seen;
	int place, place_last;
};

struct standing {
	struct store_reader *reader;
	struct arena *arena;
	struct cell_place about; /* of what is kept; its region is the parent of siblings */
	const struct name_rank_set *list;
	const char *level;
	struct member *members; /* sorted by row of region */
	size_t count;
	int have;
	bool kept, mixed;
};

struct standing *standing_create(struct store_reader *reader, struct arena *arena)
{
	struct standing *standing = arena_alloc(arena, sizeof *standing);
	if (standing)
		*standing = (struct standing){ .reader = reader, .arena = arena };
	return standing;
}

/* --- members --- */

static bool list_has(const struct name_rank_set *list, int region)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->members[i] == region)
			return true;
	return false;
}

const struct name_rank_set *standing_list(const struct store_names *names, int region)
{
	for (size_t i = 0; i < names->rank_sets_count; i++)
		if (list_has(&names->rank_sets[i], region))
			return &names->rank_sets[i];
	return NULL;
}

static bool is_sibling(const struct standing *standing, const struct name_region *region)
{
	int32_t day = period_last_day(standing->about.when);
	return region->kind == REGION_UNIT && region->parent == standing->about.region && region->first_day <= day &&
		day <= region->last_day && strcmp(region->level, standing->level) == 0;
}

static int region_order(const void *a, const void *b)
{
	return ((const struct member *)a)->region - ((const struct member *)b)->region;
}

static bool gather(struct standing *standing, struct tally_error *error)
{
	const struct store_names *names = store_names(standing->reader);
	size_t most = standing->list ? standing->list->count : names->regions_count;
	standing->count = 0;
	standing->members = arena_array(standing->arena, most + 1, sizeof *standing->members);
	if (!standing->members)
		return error_memory(error);
	for (size_t i = 0; i < most; i++) {
		int region = standing->list ? standing->list->members[i] : (int)i;
		if (standing->list || is_sibling(standing, &names->regions[region]))
			standing->members[standing->count++].region = region;
	}
	return true;
}

/* --- places --- */

static int value_order(const void *a, const void *b)
{
	const struct member *x = *(const struct member *const *)a, *y = *(const struct member *const *)b;
	int order = value_compare(&y->seen.value, &x->seen.value);
	return order ? order : x->region - y->region;
}

/* Equal ones share the place of the first of them; from the other end, that of the last. */
static void deal(struct member **sorted, size_t count)
{
	for (size_t i = 0, first = 0; i < count; i++) {
		if (i && value_compare(&sorted[i]->seen.value, &sorted[i - 1]->seen.value) != 0)
			first = i;
		sorted[i]->place = (int)first + 1;
	}
	for (size_t i = count, last = count; i-- > 0;) {
		if (i + 1 < count && value_compare(&sorted[i]->seen.value, &sorted[i + 1]->seen.value) != 0)
			last = i + 1;
		sorted[i]->place_last = (int)(count - last) + 1;
	}
}

static bool deal_places(struct standing *standing, struct tally_error *error)
{
	struct member **sorted = arena_array(standing->arena, standing->count + 1, sizeof *sorted);
	bool lower = store_names(standing->reader)->indicators[standing->about.indicator].direction == TALLY_LOWER;
	if (!sorted)
		return error_memory(error);
	for (size_t i = 0; i < standing->count; i++)
		sorted[i] = &standing->members[i];
	qsort(sorted, standing->count, sizeof *sorted, value_order);
	deal(sorted, standing->count);
	for (size_t i = 0; lower && i < standing->count; i++) {
		int place = standing->members[i].place;
		standing->members[i].place = standing->members[i].place_last;
		standing->members[i].place_last = place;
	}
	return true;
}

static bool observe_members(struct standing *standing, struct tally_error *error)
{
	struct cell_place place = standing->about;
	const struct observation *first = NULL;
	standing->have = 0;
	standing->mixed = false;
	for (size_t i = 0; i < standing->count; i++) {
		struct observation *seen = &standing->members[i].seen;
		place.region = standing->members[i].region;
		if (!store_observe(standing->reader, &place, BASIS_COUNT, seen, error))
			return false;
		if (seen->value.kind == VALUE_NONE)
			continue;
		standing->have++;
		standing->mixed |= first && first->basis != seen->basis;
		first = seen;
	}
	return (size_t)standing->have < standing->count || deal_places(standing, error);
}

static bool same_set(
	const struct standing *standing, const struct cell_place *about, const struct name_rank_set *list, const char *level)
{
	return standing->kept && standing->list == list && (list || strcmp(standing->level, level) == 0) &&
		standing->about.indicator == about->indicator && standing->about.when == about->when &&
		standing->about.breakdown == about->breakdown && standing->about.region == about->region;
}

/* The set of the region, kept from the last time or gathered anew. */
static bool settle(
	struct standing *standing, const struct cell_place *place, const struct name_rank_set *list, struct tally_error *error)
{
	const struct name_region *region = &store_names(standing->reader)->regions[place->region];
	struct cell_place about = *place;
	about.region = list ? REGION_NONE : region->parent;
	if (same_set(standing, &about, list, region->level))
		return true;
	standing->about = about;
	standing->list = list;
	standing->level = region->level;
	standing->kept = false;
	if (!gather(standing, error))
		return false;
	qsort(standing->members, standing->count, sizeof *standing->members, region_order);
	standing->kept = observe_members(standing, error);
	return standing->kept;
}

bool standing_rank(struct standing *standing, const struct cell_place *place, const struct name_rank_set *list,
	struct rank *rank, struct tally_error *error)
{
	const struct store_names *names = store_names(standing->reader);
	const struct name_region *region = &names->regions[place->region];
	*rank = (struct rank){ .reason = REASON_UNRANKED };
	if (list ? !list_has(list, place->region) : region->kind != REGION_UNIT || region->parent == REGION_NONE)
		return true;
	rank->reason = REASON_UNDIRECTED;
	if (names->indicators[place->indicator].direction == TALLY_UNDIRECTED)
		return true;
	if (!settle(standing, place, list, error))
		return false;
	struct member key = { .region = place->region };
	const struct member *self =
		bsearch(&key, standing->members, standing->count, sizeof key, region_order); /* NULL: it does not exist then */
	rank->of = (int)standing->count;
	rank->have = standing->have;
	rank->mixed = standing->mixed;
	rank->reason = !self                          ? REASON_UNRANKED
		: self->seen.value.kind == VALUE_NONE ? REASON_MISSING
		: rank->have < rank->of               ? REASON_INCOMPLETE
						      : REASON_NONE;
	if (rank->reason == REASON_NONE) {
		rank->place = self->place;
		rank->place_last = self->place_last;
	}
	return true;
}

/* --- shares --- */

bool indicator_adds(const struct name_indicator *indicator)
{
	bool additive = indicator->measure == 0 || indicator->measure == TALLY_COUNT || indicator->measure == TALLY_DISTINCT ||
		indicator->measure == TALLY_SUM;
	return additive && !strpbrk(indicator->unit, "%/") && !strstr(indicator->unit, "％") && !strstr(indicator->unit, "‰");
}

static bool region_inside(const struct store_names *names, int region, int ancestor)
{
	while (region != REGION_NONE && region != ancestor)
		region = names->regions[region].parent;
	return region == ancestor;
}

bool standing_whole(const struct store_names *names, const struct cell_place *place, enum share_of of, struct cell_place *whole)
{
	*whole = *place;
	if (of == SHARE_PARENT)
		whole->region = names->regions[place->region].parent;
	else if (of == SHARE_TOTAL)
		whole->region = names->home;
	else
		whole->breakdown = 0;
	if (of == SHARE_TOTAL && !region_inside(names, place->region, names->home))
		return false;
	return whole->region != REGION_NONE && (of != SHARE_PARTS || place->breakdown != 0);
}

bool standing_share(struct store_reader *reader, const struct cell_place *place, enum share_of of, struct value *share,
	struct tally_error *error)
{
	const struct store_names *names = store_names(reader);
	struct observation part, all;
	struct cell_place whole;
	*share = value_none(REASON_NONE);
	if (!standing_whole(names, place, of, &whole))
		return true;
	if (!store_observe(reader, place, BASIS_COUNT, &part, error) ||
		!store_observe(reader, &whole, BASIS_COUNT, &all, error))
		return false;
	if (part.value.kind == VALUE_NONE)
		return true;
	*share = indicator_adds(&names->indicators[place->indicator]) ? value_percent(&part.value, &all.value)
								      : value_none(REASON_RATIO);
	if (share->kind == VALUE_NONE && share->reason == REASON_DIVISION)
		share->reason = REASON_ZERO_WHOLE;
	return true;
}
