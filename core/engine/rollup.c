/* Engine: groups into the cells of their own regions: periods of every grain, every part, running sums of stocks. Regions above are cells.c's. */
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "engine/cells.h"

/* --- flows --- */

static bool roll_group(struct rolling *r, uint32_t group, int view, const uint32_t *texts, size_t texts_count)
{
	uint64_t key = r->cube->groups.keys[group];
	period when = view_period(view, (period)group_time(key));
	if (when == PERIOD_NONE || !period_covered(r->covers, when, false))
		return true;
	int region = region_leaf(r->regions, region_effective(r->regions, (int)group_region(key), period_last_day(when)));
	const wide *sums = table_sums(&r->cube->groups, group);
	for (size_t t = 0; t < texts_count; t++)
		if (!cell_add_group(r, region, when, texts[t], sums))
			return false;
	return true;
}

/* Groups in the order of their keys: region by region and period by period, so that neighbours go into the same cells. */
static struct sort_row *order_groups(const struct table_rows *groups)
{
	struct sort_row *order = memory_alloc(groups->count + 1, sizeof(*order));
	for (uint32_t group = 0; order && group < groups->count; group++)
		order[group] = (struct sort_row){ groups->keys[group], group, 0 };
	if (order && !sort_rows(order, groups->count)) {
		memory_free(order);
		return NULL;
	}
	return order;
}

bool roll_flows(struct rolling *r)
{
	uint32_t texts[PARTS_OF_A_GROUP];
	struct sort_row *order = order_groups(&r->cube->groups);
	bool done = order != NULL;
	for (size_t i = 0; done && i < r->cube->groups.count; i++) {
		size_t count = parts_of(r->cube, order[i].key, texts);
		for (int view = 0; done && view < FLOW_VIEWS; view++)
			if (view_kept(r->cube, view)) {
				r->pairs = view < GRAIN_COUNT ? &r->all : &r->to_date;
				done = roll_group(r, order[i].row, view, texts, count);
			}
	}
	memory_free(order);
	return done;
}

/* --- stocks --- */

/* An event of a series: what came and went at one closing; the sums are the group's. */
struct event {
	uint64_t series; /* region 17 | grain 2 | text 16 */
	int number;
	uint32_t group;
};

static int compare_events(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->group > y->group) - (x->group < y->group);
}

static bool list_events(const struct rolling *r, struct event **events, size_t *count)
{
	uint32_t texts[PARTS_OF_A_GROUP];
	size_t capacity = 0;
	for (uint32_t group = 0; group < r->cube->groups.count; group++) {
		uint64_t key = r->cube->groups.keys[group];
		uint32_t time = group_time(key);
		size_t parts = parts_of(r->cube, key, texts);
		if (!memory_grow(events, &capacity, *count + parts, sizeof(**events)))
			return false;
		for (size_t t = 0; t < parts; t++)
			(*events)[(*count)++] =
				(struct event){ (uint64_t)group_region(key) << 18 | (uint64_t)(time >> 18) << 16 | texts[t],
					(int)(time & ((1u << 18) - 1)), group };
	}
	if (*count)
		qsort(*events, *count, sizeof(**events), compare_events);
	return true;
}

/* One series of one measure while it is run through its closings. */
struct series {
	struct rolling *rolling;
	int region; /* as coded */
	enum grain grain;
	uint32_t text;
	int column; /* of its cells */
	bool moves; /* entries and exits are kept */
	wide level;
	int at; /* region that counts it now, REGION_NONE before the first closing */
};

static bool add_at(struct series *s, int region, period when, int offset, wide value)
{
	return region == REGION_NONE || cell_add(s->rolling, region, when, s->text, s->column + offset, value);
}

static int region_above(const struct rolling *r, int region)
{
	return region == r->scope ? REGION_NONE : region_adds_to(r->regions, region);
}

/* The lowest region that both are added into, REGION_NONE where an overlay or the end of the scope stands between. */
static int counted_in_both(const struct rolling *r, int a, int b)
{
	for (; a != REGION_NONE; a = region_above(r, a))
		for (int above = b; above != REGION_NONE; above = region_above(r, above))
			if (above == a)
				return a;
	return REGION_NONE;
}

/* The region passed to its successor: what stays leaves here and enters there, and neither at the region that holds both. */
static bool pass_on(struct series *s, int to, period when, wide went)
{
	wide stayed = s->level - went;
	int common = counted_in_both(s->rolling, s->at, to);
	return add_at(s, s->at, when, 2, stayed) && add_at(s, to, when, 1, stayed) && add_at(s, common, when, 1, -stayed) &&
		add_at(s, common, when, 2, -stayed);
}

static bool close_period(struct series *s, int number, wide came, wide went)
{
	const struct region_tree *regions = s->rolling->regions;
	period when = period_numbered(s->grain, number);
	int region = region_leaf(regions, region_effective(regions, s->region, period_last_day(when)));
	bool covered = closing_kept(s->rolling, when), done = true;
	if (covered && s->moves) { /* what went was last there where the region's records were counted then */
		done = add_at(s, region, when, 1, came) && add_at(s, s->at == REGION_NONE ? region : s->at, when, 2, went);
		if (s->at != REGION_NONE && s->at != region)
			done = done && pass_on(s, region, when, went);
	}
	s->at = region;
	s->level += came - went;
	return done && (!covered || add_at(s, region, when, 0, s->level));
}

int last_closing(const struct rolling *r, enum grain grain)
{
	period when = period_holding(grain, r->covers->last);
	int number = period_number(grain, when);
	return period_last_day(when) > r->covers->last ? number - 1 : number;
}

/* One column of a measure; what went stands as many columns behind as it has. */
static bool run_series(struct rolling *r, const struct event *events, size_t count, size_t measure, int column)
{
	const struct measure *m = &r->cube->measures[measure];
	bool ends = plan_ends(r->cube->like);
	struct series s = { .rolling = r,
		.region = (int)(events[0].series >> 18),
		.grain = (enum grain)(events[0].series >> 16 & 3),
		.text = (uint32_t)events[0].series & 0xffff,
		.column = r->columns[measure] + column,
		.moves = plan_moves(m->plan),
		.at = REGION_NONE };
	int last = last_closing(r, s.grain);
	size_t next = 0;
	for (int number = events[0].number; number <= last; number++) {
		wide came = 0, went = 0;
		for (; next < count && events[next].number == number; next++) {
			const wide *sums = table_sums(&r->cube->groups, events[next].group) + m->column + column;
			came += sums[0];
			went += ends ? sums[m->columns] : 0;
		}
		if (!close_period(&s, number, came, went))
			return false;
		if (next == count && s.level == 0)
			break;
	}
	return true;
}

bool roll_stocks(struct rolling *r)
{
	struct event *events = NULL;
	size_t count = 0;
	bool done = list_events(r, &events, &count);
	for (size_t i = 0, end; done && i < count; i = end) {
		end = i + 1;
		while (end < count && events[end].series == events[i].series)
			end++;
		for (size_t m = 0; done && m < r->cube->measures_count; m++)
			for (int c = 0; done && c < r->cube->measures[m].columns; c++)
				done = run_series(r, events + i, end - i, m, c);
	}
	memory_free(events);
	return done;
}
