/* Engine: entities counted once in a cell, at every level. An entity that was seen in one group only adds like a record; where it was seen in several, what was
 * added twice is taken off, cell by cell. Exact: entities are identities of 16 bytes (base/hash.h). */
#include <stdlib.h>
#include <string.h>

#include "engine/cells.h"
#include "engine/identity_sort.h"

static int compare_sightings(const void *a, const void *b)
{
	const struct sighting *x = a, *y = b;
	int order = identity_compare(&x->entity, &y->entity);
	return order ? order : (x->group > y->group) - (x->group < y->group);
}

/* Sightings sorted, each (entity, group) once. */
static void sort_sightings(struct measure *m)
{
	size_t kept = 0;
	identity_sort(m->sightings, m->seen, sizeof(*m->sightings), compare_sightings);
	for (size_t i = 0; i < m->seen; i++)
		if (i == 0 || compare_sightings(&m->sightings[i], &m->sightings[kept - 1]) != 0)
			m->sightings[kept++] = m->sightings[i];
	m->seen = kept;
}

bool distinct_groups(struct rolling *r, struct measure *m)
{
	sort_sightings(m);
	for (size_t i = 0; i < m->seen; i++)
		table_sums(&r->cube->groups, m->sightings[i].group)[m->column]++;
	return true;
}

/* Keys of the cells that one entity touches, to find those it touches more than once. */
struct touched {
	uint64_t *keys;
	size_t count, capacity;
};

static int compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static bool touch(struct rolling *r, struct touched *touched, int region, period when, const uint32_t *texts, size_t count)
{
	for (; region != REGION_NONE; region = region == r->scope ? REGION_NONE : region_adds_to(r->regions, region)) {
		if (!memory_grow(&touched->keys, &touched->capacity, touched->count + count, sizeof(*touched->keys)))
			return false;
		for (size_t t = 0; t < count; t++)
			touched->keys[touched->count++] = cell_key((uint32_t)region, when, texts[t]);
	}
	return true;
}

static bool take_off(struct rolling *r, struct touched *touched, int column)
{
	if (touched->count)
		qsort(touched->keys, touched->count, sizeof(*touched->keys), compare_keys);
	for (size_t i = 1; i < touched->count; i++) {
		uint64_t key = touched->keys[i];
		if (key == touched->keys[i - 1] &&
			!cell_add(r, (int)cell_region(key), cell_period(key), cell_text(key), column, -1))
			return false;
	}
	touched->count = 0;
	return true;
}

/* One entity with several groups, in one view: only groups of one period can meet in a cell. */
static bool overlap_view(
	struct rolling *r, const struct sighting *seen, const period *when, size_t count, struct touched *touched, int column)
{
	uint32_t texts[PARTS_OF_A_GROUP];
	for (size_t i = 0; i < count; i++) {
		uint64_t key = r->cube->groups.keys[seen[i].group];
		bool meets = false;
		for (size_t k = 0; k < count && !meets; k++)
			meets = k != i && when[k] == when[i];
		if (!meets || when[i] == PERIOD_NONE || !period_covered(r->covers, when[i], false))
			continue;
		int region =
			region_leaf(r->regions, region_effective(r->regions, (int)group_region(key), period_last_day(when[i])));
		if (!touch(r, touched, region, when[i], texts, parts_of(r->cube, key, texts)))
			return false;
	}
	return take_off(r, touched, column);
}

/* The periods of one view in which an entity was seen; *periods is heap and grows. */
static bool periods_seen(
	const struct rolling *r, const struct sighting *seen, size_t count, int view, period **periods, size_t *capacity)
{
	if (!memory_grow(periods, capacity, count, sizeof(**periods)))
		return false;
	for (size_t i = 0; i < count; i++)
		(*periods)[i] = view_period(view, (period)group_time(r->cube->groups.keys[seen[i].group]));
	return true;
}

bool distinct_overlaps(struct rolling *r, struct measure *m)
{
	struct touched touched = { 0 };
	int column = r->columns[m - r->cube->measures];
	period *periods = NULL;
	size_t capacity = 0;
	bool done = true;
	for (size_t i = 0, end; done && i < m->seen; i = end) {
		end = i + 1;
		while (end < m->seen && identity_compare(&m->sightings[i].entity, &m->sightings[end].entity) == 0)
			end++;
		for (int view = 0; done && end - i > 1 && view < FLOW_VIEWS; view++)
			if (view_kept(r->cube, view))
				done = periods_seen(r, m->sightings + i, end - i, view, &periods, &capacity) &&
					overlap_view(r, m->sightings + i, periods, end - i, &touched, column);
	}
	memory_free(periods);
	memory_free(touched.keys);
	return done;
}

/* --- stocks --- */

static int compare_spells(const void *a, const void *b)
{
	const struct spell *x = a, *y = b;
	int order = identity_compare(&x->entity, &y->entity);
	if (order == 0)
		order = (x->place > y->place) - (x->place < y->place);
	return order ? order : (x->start > y->start) - (x->start < y->start);
}

/* An entity that is counted: the first of its columns, and what it is worth. */
struct counted {
	int column;
	int64_t weight;
};

/* Closings [from, to) of one cell's region and part. */
struct stay {
	uint64_t place; /* region 17 | text 16 */
	int from, to;
};

struct stays {
	struct stay *rows;
	size_t count, capacity;
};

static int compare_stays(const void *a, const void *b)
{
	const struct stay *x = a, *y = b;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

static bool stay_in(struct rolling *r, struct stays *stays, int region, uint64_t codes, struct stay closings)
{
	uint32_t texts[PARTS_OF_A_GROUP];
	size_t count = parts_of(r->cube, codes, texts);
	for (; region != REGION_NONE; region = region == r->scope ? REGION_NONE : region_adds_to(r->regions, region)) {
		if (!memory_grow(&stays->rows, &stays->capacity, stays->count + count, sizeof(*stays->rows)))
			return false;
		for (size_t t = 0; t < count; t++)
			stays->rows[stays->count++] =
				(struct stay){ (uint64_t)region << 16 | texts[t], closings.from, closings.to };
	}
	return true;
}

static int counted_at(const struct rolling *r, int region, enum grain grain, int number)
{
	return region_leaf(r->regions, region_effective(r->regions, region, period_last_day(period_numbered(grain, number))));
}

/* One spell as stays; it is cut where its region passes to a successor. */
static bool add_spell(struct rolling *r, struct stays *stays, const struct spell *spell, enum grain grain, int last)
{
	uint64_t key = r->cube->places.keys[spell->place];
	int from = closing_of(grain, spell->start);
	int to = spell->end > r->covers->last ? last + 1 : closing_of(grain, spell->end);
	if (to > last + 1)
		to = last + 1;
	for (int at = from; at < to;) {
		int region = counted_at(r, (int)group_region(key), grain, at), end = at + 1;
		if (region == counted_at(r, (int)group_region(key), grain, to - 1))
			end = to;
		while (end < to && counted_at(r, (int)group_region(key), grain, end) == region)
			end++;
		if (!stay_in(r, stays, region, key, (struct stay){ 0, at, end }))
			return false;
		at = end;
	}
	return true;
}

static bool count_stay(struct rolling *r, const struct stay *stay, enum grain grain, int last, const struct counted *counted)
{
	int region = (int)(stay->place >> 16);
	uint32_t text = (uint32_t)stay->place & 0xffff;
	bool ends = plan_ends(r->cube->like);
	int column = counted->column;
	for (int number = stay->from; number <= stay->to && number <= last; number++) {
		period when = period_numbered(grain, number);
		bool there = number < stay->to;
		if (!closing_kept(r, when))
			continue;
		if (there && !cell_add(r, region, when, text, column, counted->weight))
			return false;
		if (ends && number == stay->from && !cell_add(r, region, when, text, column + 1, counted->weight))
			return false;
		if (ends && !there && !cell_add(r, region, when, text, column + 2, counted->weight))
			return false;
	}
	return true;
}

/* Stays of one cell that touch are one stay: an entity that is there by another record has not left. */
static bool count_stays(struct rolling *r, struct stays *stays, enum grain grain, int last, const struct counted *counted)
{
	if (stays->count)
		qsort(stays->rows, stays->count, sizeof(*stays->rows), compare_stays);
	for (size_t i = 0, end; i < stays->count; i = end) {
		struct stay whole = stays->rows[i];
		for (end = i + 1;
			end < stays->count && stays->rows[end].place == whole.place && stays->rows[end].from <= whole.to; end++)
			whole.to = stays->rows[end].to > whole.to ? stays->rows[end].to : whole.to;
		if (!count_stay(r, &whole, grain, last, counted))
			return false;
	}
	stays->count = 0;
	return true;
}

static bool spells_of_one(struct rolling *r, const struct spell *spells, size_t count, struct stays *stays, int column)
{
	for (int g = 0; g < GRAIN_COUNT; g++) {
		enum grain grain = (enum grain)g;
		int last = last_closing(r, grain);
		if (!(r->cube->like->grains >> g & 1))
			continue;
		for (size_t i = 0; i < count; i++)
			if (!add_spell(r, stays, &spells[i], grain, last))
				return false;
		if (!count_stays(r, stays, grain, last, &(struct counted){ column, spells[0].weight }))
			return false;
	}
	return true;
}

/* The only spell of an entity is a record like any other: events in the groups. */
static bool spell_events(struct rolling *r, const struct spell *spell, int column)
{
	uint64_t place = r->cube->places.keys[spell->place];
	for (int g = 0; g < GRAIN_COUNT; g++) {
		int came = closing_of((enum grain)g, spell->start);
		bool ends = spell->end <= r->program->last_day;
		int went = ends ? closing_of((enum grain)g, spell->end) : 0;
		if (!(r->cube->like->grains >> g & 1) || (ends && went <= came))
			continue;
		uint32_t group =
			table_row(&r->cube->groups, place + ((uint64_t)((uint32_t)g << 18 | (uint32_t)came) << KEY_CODES_BITS));
		if (group == TABLE_NONE)
			return false;
		table_sums(&r->cube->groups, group)[column] += spell->weight;
		if (!ends)
			continue;
		group = table_row(&r->cube->groups, place + ((uint64_t)((uint32_t)g << 18 | (uint32_t)went) << KEY_CODES_BITS));
		if (group == TABLE_NONE)
			return false;
		table_sums(&r->cube->groups, group)[column + 1] += spell->weight;
	}
	return true;
}

bool distinct_spells(struct rolling *r, struct measure *m, bool overlapping)
{
	struct stays stays = { 0 };
	int column = r->columns[m - r->cube->measures];
	bool done = true;
	if (!overlapping)
		identity_sort(m->spells, m->seen, sizeof(*m->spells), compare_spells);
	for (size_t i = 0, end; done && i < m->seen; i = end) {
		end = i + 1;
		while (end < m->seen && identity_compare(&m->spells[i].entity, &m->spells[end].entity) == 0)
			end++;
		if (overlapping && end - i > 1)
			done = spells_of_one(r, m->spells + i, end - i, &stays, column);
		else if (!overlapping && end - i == 1)
			done = spell_events(r, &m->spells[i], m->column);
	}
	memory_free(stays.rows);
	return done;
}
