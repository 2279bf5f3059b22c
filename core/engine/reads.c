/* Engine: which parameters an indicator reads, and on which day of a record. Knows conditions and formulas as they were checked; reads no value. */
#include <string.h>

#include "engine/publish.h"

struct reading {
	struct arena *arena;
	const char *names; /* NULL: out of memory */
};

static bool is_named(const char *names, const char *name)
{
	struct text rest = text_of(names), part;
	while (text_next(&rest, ',', &part))
		if (text_is(text_trim(part), name))
			return true;
	return false;
}

static void read_one(struct reading *r, const struct parameter *parameter)
{
	const char *name = arena_printf(r->arena, "%s.%s", parameter->area, parameter->name);
	if (!name || !r->names)
		r->names = NULL;
	else if (!is_named(r->names, name))
		r->names = arena_printf(r->arena, "%s%s%s", r->names, r->names[0] ? ", " : "", name);
}

/* The days of its records are those of the plan's `when`. */
static bool read_condition(struct reading *r, const struct condition *condition, int when)
{
	bool same = true;
	for (uint32_t i = 0; condition && i < condition->count; i++)
		if (condition->nodes[i].parameter) {
			read_one(r, condition->nodes[i].parameter);
			same = condition->date == when;
		}
	return same;
}

bool publish_reads(const struct publishing *p, const struct catalog_indicator *i, struct store_indicator *put)
{
	struct reading r = { p->run->arena, "" };
	bool where = read_condition(&r, i->plan.where, i->plan.when), share = read_condition(&r, i->plan.share, i->plan.when);
	for (uint32_t o = 0; i->formula && o < i->formula->operands_count; o++)
		if (i->formula->operands[o].parameter >= 0)
			read_one(&r, &p->run->catalog.parameters.rows[i->formula->operands[o].parameter]);
	put->reads = r.names;
	put->reads_when = r.names && r.names[0] && where && share;
	return r.names != NULL;
}
