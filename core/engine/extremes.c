/* Engine: the least and the greatest value of what is valid on a day. Of the records of one place the best comes first and takes the closings that it sees; each
 * further one takes what is left of its own, so that every closing is written once. Regions above are cells.c's. */
#include <stdlib.h>

#include "engine/cells.h"

static int64_t value_of(const struct spell *spell)
{
	return (int64_t)spell->entity.low;
}

static int compare_least(const void *a, const void *b)
{
	const struct spell *x = a, *y = b;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (value_of(x) > value_of(y)) - (value_of(x) < value_of(y));
}

static int compare_greatest(const void *a, const void *b)
{
	const struct spell *x = a, *y = b;
	return x->place != y->place ? compare_least(a, b) : compare_least(b, a);
}

/* The closings of one place and grain, from `first` on; next[i]: the first one from i on that nobody has taken. */
struct closings {
	struct rolling *rolling;
	const struct measure *measure;
	uint64_t place;
	enum grain grain;
	int first, last;
	uint32_t *next; /* heap, one more than there are closings */
	size_t capacity;
	uint32_t texts[PARTS_OF_A_GROUP];
	size_t texts_count;
};

static uint32_t next_free(struct closings *c, uint32_t at)
{
	uint32_t free = at;
	while (c->next[free] != free)
		free = c->next[free];
	while (c->next[at] != free) {
		uint32_t behind = c->next[at];
		c->next[at] = free;
		at = behind;
	}
	return free;
}

static bool put_value(struct closings *c, int number, int64_t value)
{
	struct rolling *r = c->rolling;
	period when = period_numbered(c->grain, number);
	if (!closing_kept(r, when))
		return true;
	int region = region_leaf(r->regions, region_effective(r->regions, (int)group_region(c->place), period_last_day(when)));
	int column = r->columns[c->measure - r->cube->measures];
	for (size_t t = 0; t < c->texts_count; t++)
		if (!cell_add(r, region, when, c->texts[t], column, value))
			return false;
	return true;
}

static bool take_closings(struct closings *c, const struct spell *spell)
{
	int from = closing_of(c->grain, spell->start);
	int to = spell->end > c->rolling->covers->last ? c->last + 1 : closing_of(c->grain, spell->end);
	uint32_t end = (uint32_t)((to < c->last + 1 ? to : c->last + 1) - c->first);
	if (to <= from || from > c->last)
		return true;
	for (uint32_t at = next_free(c, (uint32_t)(from - c->first)); at < end; at = next_free(c, at)) {
		if (!put_value(c, c->first + (int)at, value_of(spell)))
			return false;
		c->next[at] = at + 1;
	}
	return true;
}

/* All records of one place at one grain, the best first. */
static bool run_place(struct closings *c, const struct spell *spells, size_t count)
{
	c->last = last_closing(c->rolling, c->grain);
	c->first = closing_of(c->grain, spells[0].start);
	for (size_t i = 1; i < count; i++) {
		int from = closing_of(c->grain, spells[i].start);
		c->first = from < c->first ? from : c->first;
	}
	if (c->first > c->last)
		return true;
	uint32_t closings = (uint32_t)(c->last - c->first) + 1;
	if (!memory_grow(&c->next, &c->capacity, closings + 1, sizeof(*c->next)))
		return false;
	for (uint32_t i = 0; i <= closings; i++)
		c->next[i] = i;
	for (size_t i = 0; i < count; i++)
		if (!take_closings(c, &spells[i]))
			return false;
	return true;
}

bool extreme_spells(struct rolling *r, struct measure *m)
{
	struct closings *c = memory_alloc(1, sizeof(*c));
	bool done = c != NULL;
	if (done && m->seen)
		qsort(m->spells, m->seen, sizeof(*m->spells),
			plan_form(m->plan)->combine == COMBINE_MIN ? compare_least : compare_greatest);
	for (size_t i = 0, end; done && i < m->seen; i = end) {
		end = i + 1;
		while (end < m->seen && m->spells[end].place == m->spells[i].place)
			end++;
		c->rolling = r;
		c->measure = m;
		c->place = r->cube->places.keys[m->spells[i].place];
		c->texts_count = parts_of(r->cube, c->place, c->texts);
		for (int g = 0; done && g < GRAIN_COUNT; g++) {
			c->grain = (enum grain)g;
			if (r->cube->like->grains >> g & 1)
				done = run_place(c, m->spells + i, end - i);
		}
	}
	if (c)
		memory_free(c->next);
	memory_free(c);
	return done;
}
