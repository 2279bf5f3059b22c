/* Area: the catalog's deliveries: who is expected to deliver a register, how often, by when, and how the files are called. */
#include <string.h>

#include "area/catalog_inner.h"
#include "area/words.h"

struct expecting {
	struct building *b;
	struct catalog_register *r;
	struct expectation *out;
	bool *asked; /* of each region */
};

/* --- members --- */

/* Units and zones of the level within the scope; what is never added into its parent delivers elsewhere. */
static size_t ask_level(struct expecting *e, struct text level)
{
	const struct region_tree *tree = &e->b->workspace->regions;
	size_t count = 0;
	for (size_t i = 0; i < tree->count; i++) {
		const struct region *region = &tree->rows[i];
		if (!text_is(level, region->level) || (region->kind != REGION_UNIT && region->kind != REGION_ZONE) ||
			!region_within(tree, (int)i, e->r->schema.scope))
			continue;
		e->asked[i] = true;
		count++;
	}
	return count;
}

static size_t ask_set(struct expecting *e, struct text name)
{
	const struct region_tree *tree = &e->b->workspace->regions;
	size_t count = 0;
	for (size_t s = 0; s < tree->sets_count; s++)
		for (size_t i = 0; text_is(name, tree->sets[s].name) && i < tree->sets[s].count; i++, count++)
			e->asked[tree->sets[s].members[i]] = true;
	return count;
}

static void ask_region(struct expecting *e, struct text word)
{
	const struct region_tree *tree = &e->b->workspace->regions;
	int region = region_find(tree, word);
	if (region == REGION_NONE)
		region = region_named(tree, word);
	if (region == REGION_NONE || tree->rows[region].kind == REGION_REST)
		input_fault(e->b, e->r, "expect",
			_("expect: '%.*s' is no level of regions within the scope, no rank set and no region; such as county, "
			  "month"),
			(int)word.len, word.at);
	else if (!region_within(tree, region, e->r->schema.scope))
		input_fault(e->b, e->r, "expect", _("expect: region '%.*s' lies outside the scope of register '%s'"),
			(int)word.len, word.at, e->r->schema.name);
	else
		e->asked[region] = true;
}

static bool find_grain(struct text word, enum grain *grain)
{
	for (int g = 0; g < GRAIN_COUNT; g++)
		if (text_is(word, grain_name((enum grain)g))) {
			*grain = (enum grain)g;
			return true;
		}
	return false;
}

/* Regions, then a grain. */
static void read_expect(struct expecting *e)
{
	struct text rest = text_of(e->r->input->words.expect), part, next;
	bool more = text_next(&rest, ',', &part), several = false;
	while (more && text_next(&rest, ',', &next)) {
		if (ask_level(e, part) == 0 && ask_set(e, part) == 0)
			ask_region(e, part);
		part = next;
		several = true;
	}
	if (!several || !find_grain(part, &e->out->grain))
		input_fault(e->b, e->r, "expect",
			_("expect: '%s' is not allowed; who delivers, then year, half, quarter or month, such as county, "
			  "month"),
			e->r->input->words.expect);
}

static bool keep_members(struct expecting *e)
{
	const struct region_tree *tree = &e->b->workspace->regions;
	int *members = arena_array(e->b->arena, tree->count + 1, sizeof(*members));
	if (!members)
		return false;
	for (size_t i = 0; i < tree->count; i++)
		if (e->asked[i])
			members[e->out->members_count++] = (int)i;
	e->out->members = members;
	return true;
}

/* --- the option as a whole --- */

/* Without a pattern the records tell: they need a region and a date. */
static void check_source(struct expecting *e)
{
	const struct schema *schema = &e->r->schema;
	if (!e->out->source[0] && (schema->date == FIELD_NONE || schema_region(schema) == FIELD_NONE)) {
		input_fault(e->b, e->r, "expect",
			_("expect: without source the records tell whose they are, and register '%s' has no field of a region "
			  "and a date; "
			  "say how the files are called, such as source = {region}_{period}*"),
			schema->name);
		return;
	}
	const char *fault = e->out->source[0] ? delivery_pattern_fault(e->out->source, e->out->members_count) : NULL;
	if (fault)
		input_fault(e->b, e->r, "source", _("source: '%s' %s"), e->out->source, _(fault));
}

bool settle_expectation(struct building *b, struct catalog_register *r)
{
	const struct register_words *said = r->input ? &r->input->words : NULL;
	const struct region_tree *tree = &b->workspace->regions;
	if (!said || !said->expect[0]) {
		if (said && (said->due || said->source[0]))
			input_fault(b, r, said->due ? "due" : "source",
				_("%s: goes with expect, such as expect = county, month"), said->due ? "due" : "source");
		return true;
	}
	struct expectation *out = arena_alloc(b->arena, sizeof(*out));
	struct expecting e = { b, r, out, arena_array(b->arena, tree->count + 1, sizeof(bool)) };
	if (!out || !e.asked)
		return false;
	*out = (struct expectation){ .due = (int)said->due, .source = said->source };
	size_t before = b->faults->count;
	read_expect(&e);
	if (!keep_members(&e))
		return false;
	if (b->faults->count == before)
		check_source(&e);
	r->expects = out;
	return region_spellings_build(tree, r->schema.scope, b->arena, &out->spellings);
}
