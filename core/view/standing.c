/* View: shares and ranks. Knows which regions are compared and how equals are placed; knows no layout. */
#include "view/standing.h"

#include <stdlib.h>
#include <string.h>

struct member {
	int region;
	struct observation seen;
	int place, place_last;
};

/* The members of one set with their places, for one indicator, period and part. */
struct ranked_set {
	struct standing *standing;
	struct cell_place about; /* its region is the parent of siblings */
	const struct name_rank_set *list;
	const char *level;
	struct member *members; /* sorted by row of region */
	struct member **sorted;
	size_t count, room;
	int have;
	bool kept, mixed;
};

enum { SETS_KEPT = 32 /* a pivot goes through its periods line by line */ };

struct standing {
	struct store_reader *reader;
	struct arena *arena;
	struct ranked_set sets[SETS_KEPT];
	size_t next; /* that is given up for a new one */
};

struct standing *standing_create(struct store_reader *reader, struct arena *arena)
{
	struct standing *standing = arena_alloc(arena, sizeof *standing);
	if (standing)
		*standing = (struct standing){ .reader = reader, .arena = arena };
	for (size_t i = 0; standing && i < SETS_KEPT; i++)
		standing->sets[i].standing = standing;
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

static bool is_sibling(const struct ranked_set *set, const struct name_region *region)
{
	int32_t day = period_last_day(set->about.when);
	return region->kind == REGION_UNIT && region->parent == set->about.region && region->first_day <= day &&
		day <= region->last_day && strcmp(region->level, set->level) == 0;
}

static int region_order(const void *a, const void *b)
{
	return ((const struct member *)a)->region - ((const struct member *)b)->region;
}

static bool set_room(struct ranked_set *set, size_t most)
{
	if (most <= set->room)
		return true;
	set->members = arena_array(set->standing->arena, most, sizeof *set->members);
	set->sorted = arena_array(set->standing->arena, most, sizeof *set->sorted);
	set->room = set->members && set->sorted ? most : 0;
	return set->room;
}

static bool gather(struct ranked_set *set, struct tally_error *error)
{
	const struct store_names *names = store_names(set->standing->reader);
	size_t most = set->list ? set->list->count : names->regions_count;
	set->count = 0;
	if (!set_room(set, most + 1))
		return error_memory(error);
	for (size_t i = 0; i < most; i++) {
		int region = set->list ? set->list->members[i] : (int)i;
		if (set->list || is_sibling(set, &names->regions[region]))
			set->members[set->count++] = (struct member){ .region = region };
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

static void deal_places(struct ranked_set *set)
{
	bool lower = store_names(set->standing->reader)->indicators[set->about.indicator].direction == TALLY_LOWER;
	for (size_t i = 0; i < set->count; i++)
		set->sorted[i] = &set->members[i];
	qsort(set->sorted, set->count, sizeof *set->sorted, value_order);
	deal(set->sorted, set->count);
	for (size_t i = 0; lower && i < set->count; i++) {
		int place = set->members[i].place;
		set->members[i].place = set->members[i].place_last;
		set->members[i].place_last = place;
	}
}

static bool observe_members(struct ranked_set *set, struct tally_error *error)
{
	struct cell_place place = set->about;
	const struct observation *first = NULL;
	set->have = 0;
	set->mixed = false;
	for (size_t i = 0; i < set->count; i++) {
		struct observation *seen = &set->members[i].seen;
		place.region = set->members[i].region;
		if (!store_observe(set->standing->reader, &place, BASIS_COUNT, seen, error))
			return false;
		if (seen->value.kind == VALUE_NONE)
			continue;
		set->have++;
		set->mixed |= first && first->basis != seen->basis;
		first = seen;
	}
	if ((size_t)set->have == set->count)
		deal_places(set);
	return true;
}

static bool same_set(
	const struct ranked_set *set, const struct cell_place *about, const struct name_rank_set *list, const char *level)
{
	return set->kept && set->list == list && (list || strcmp(set->level, level) == 0) &&
		set->about.indicator == about->indicator && set->about.when == about->when &&
		set->about.breakdown == about->breakdown && set->about.region == about->region;
}

/* The set of the region, kept from an earlier time or gathered anew. */
static struct ranked_set *settle(
	struct standing *standing, const struct cell_place *place, const struct name_rank_set *list, struct tally_error *error)
{
	const struct name_region *region = &store_names(standing->reader)->regions[place->region];
	struct cell_place about = *place;
	about.region = list ? REGION_NONE : region->parent;
	for (size_t i = 0; i < SETS_KEPT; i++)
		if (same_set(&standing->sets[i], &about, list, region->level))
			return &standing->sets[i];
	struct ranked_set *set = &standing->sets[standing->next++ % SETS_KEPT];
	set->about = about;
	set->list = list;
	set->level = region->level;
	set->kept = false;
	if (!gather(set, error))
		return NULL;
	qsort(set->members, set->count, sizeof *set->members, region_order);
	set->kept = observe_members(set, error);
	return set->kept ? set : NULL;
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
	const struct ranked_set *set = settle(standing, place, list, error);
	if (!set)
		return false;
	struct member key = { .region = place->region };
	const struct member *self =
		bsearch(&key, set->members, set->count, sizeof key, region_order); /* NULL: it does not exist then */
	rank->of = (int)set->count;
	rank->have = set->have;
	rank->mixed = set->mixed;
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

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == ']';
}

/* A plain number ends before `at`: what a name or a part ends in is none. */
static bool number_before(const char *start, const char *at)
{
	while (at > start && at[-1] == ' ')
		at--;
	const char *end = at;
	while (at > start && ((at[-1] >= '0' && at[-1] <= '9') || at[-1] == '.'))
		at--;
	return at < end && (at == start || !is_word(at[-1]));
}

/* A quotient or product of indicators belongs to its own region, whatever its unit says; one with a number adds as its indicators do. */
static bool formula_adds(const char *formula)
{
	for (const char *at = formula; (at = strpbrk(at, "*/")); at++) {
		const char *behind = at + 1 + strspn(at + 1, " ");
		bool number = *behind >= '0' && *behind <= '9';
		if (!number && (*at == '/' || !number_before(formula, at)))
			return false;
	}
	return true;
}

bool indicator_adds(const struct name_indicator *indicator)
{
	bool additive = indicator->measure == 0 || indicator->measure == TALLY_COUNT || indicator->measure == TALLY_DISTINCT ||
		indicator->measure == TALLY_SUM;
	return additive && formula_adds(indicator->formula) && !strpbrk(indicator->unit, "%/") &&
		!strstr(indicator->unit, "％") && !strstr(indicator->unit, "‰");
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
	if (of == SHARE_TOTAL && !names_inside(names, place->region, names->home))
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
