/* Engine: deliveries of a register. Knows names of files and records; which deliveries are missing is publish_deliveries.c. */
#include "engine/deliveries.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct choosing {
	const struct reader_options *options;
	const struct catalog_register *declared;
	const struct region_tree *regions;
	struct arena *arena;
	struct source_account *sources;
	size_t count;
	size_t *order; /* by pair, the newest last */
	const char **why; /* a source is set aside; NULL: it stays */
	const char **newer; /* that counts in its place */
};

/* --- names --- */

/* The end of the path with as many folders as the pattern has. */
static struct text tail_of(const char *path, const char *pattern)
{
	size_t folders = 0;
	for (; *pattern; pattern++)
		folders += *pattern == '/';
	const char *at = path + strlen(path);
	for (; at > path; at--)
		if (at[-1] == '/' && folders-- == 0)
			break;
	return text_of(at);
}

static const char *candidates(const struct choosing *c, const struct region_reading *near)
{
	const char *list = "";
	for (size_t i = 0; list && i < near->candidates_count; i++) {
		const struct region *region = &c->regions->rows[near->candidates[i]];
		list = arena_printf(c->arena, "%s%s%s %s", list, i ? ", " : "", region->code, region->name);
	}
	return list;
}

static const char *no_region(const struct choosing *c, const struct delivery_reading *read)
{
	const char *list = candidates(c, &read->near);
	if (!list)
		return NULL;
	if (read->near.several)
		return arena_printf(c->arena,
			_("'%.*s' in its name may be several regions: %s; write the code or the whole name"),
			(int)read->word.len, read->word.at, list);
	return arena_printf(c->arena,
		list[0] ? _("'%.*s' in its name is no region; perhaps: %s") : _("'%.*s' in its name is no region%s"),
		(int)read->word.len, read->word.at, list);
}

static const char *const grain_words[GRAIN_COUNT] = { N_("year"), N_("half"), N_("quarter"), N_("month") };

/* Why the name tells no pair; NULL without memory. */
static const char *unread(const struct choosing *c, const struct delivery_reading *read)
{
	char when[PERIOD_TEXT_BYTES];
	const char *pattern = c->declared->expects->source;
	switch (read->fault) {
	case DELIVERY_NO_REGION:
		return no_region(c, read);
	case DELIVERY_GRAIN:
		period_print(read->when, when);
		return arena_printf(
			c->arena, _("its name says %s, which is no %s"), when, _(grain_words[c->declared->expects->grain]));
	case DELIVERY_NO_PERIOD:
		return arena_printf(
			c->arena, _("its name has no period where '%s' has one; such as 2018-10, 201810 or 2018Q3"), pattern);
	case DELIVERY_SEVERAL:
		return arena_printf(c->arena,
			_("its name fits '%s' in several ways; write code and period so that only one is there"), pattern);
	default:
		return arena_printf(c->arena, _("its name is not of the form '%s'"), pattern);
	}
}

static bool read_name(struct choosing *c, size_t i)
{
	const struct expectation *expects = c->declared->expects;
	struct source_account *source = &c->sources[i];
	struct delivery_reading read;
	char folded[DELIVERY_NAME_BYTES];
	delivery_read(expects, tail_of(source_called(source), expects->source), folded, &read);
	source->dated = read.dated;
	source->region = source->when = -1;
	if (read.fault != DELIVERY_FINE)
		return (c->why[i] = unread(c, &read)) != NULL;
	source->when = read.when;
	source->region = read.region != REGION_NONE ? read.region : expects->members[0];
	return true;
}

/* --- several files for a pair --- */

static int compare_pairs(const struct source_account *a, const struct source_account *b)
{
	if (a->region != b->region)
		return a->region < b->region ? -1 : 1;
	return (a->when > b->when) - (a->when < b->when);
}

static int compare_newer(const void *first, const void *second, void *user)
{
	const struct choosing *c = user;
	const struct source_account *a = &c->sources[*(const size_t *)first], *b = &c->sources[*(const size_t *)second];
	int order = compare_pairs(a, b);
	if (order == 0 && a->dated != b->dated)
		order = a->dated < b->dated ? -1 : 1;
	return order ? order : strcmp(a->path, b->path);
}

static bool equally_new(const struct choosing *c, size_t first, size_t end, struct tally_error *error)
{
	const struct source_account *last = &c->sources[c->order[end - 1]];
	const char *list = "";
	char when[PERIOD_TEXT_BYTES];
	for (size_t i = first; list && i < end; i++)
		list = arena_printf(c->arena, "%s%s%s", list, i > first ? ", " : "", c->sources[c->order[i]].name);
	if (!list)
		return error_memory(error);
	period_print(last->when, when);
	return error_set(error, ERROR_INPUT,
		_("register '%s': several files for %s %s, and no day in their names says which is the newest: %s; take away "
		  "those "
		  "that do not count, or put the day into the name, such as 20181112"),
		c->declared->schema.name, c->regions->rows[last->region].name, when, list);
}

/* One pair: order[first .. end - 1]. */
static bool choose_newest(struct choosing *c, size_t first, size_t end, struct tally_error *error)
{
	const struct source_account *newest = &c->sources[c->order[end - 1]];
	if (end - first > 1 && c->sources[c->order[end - 2]].dated == newest->dated)
		return equally_new(c, first, end, error);
	for (size_t i = first; i + 1 < end; i++)
		c->newer[c->order[i]] = newest->name;
	return true;
}

static bool choose_all(struct choosing *c, struct tally_error *error)
{
	size_t known = 0;
	for (size_t i = 0; i < c->count; i++)
		if (!c->why[i])
			c->order[known++] = i;
	if (known)
		qsort_r(c->order, known, sizeof(*c->order), compare_newer, c);
	for (size_t first = 0, end; first < known; first = end) {
		end = first + 1;
		while (end < known && compare_pairs(&c->sources[c->order[first]], &c->sources[c->order[end]]) == 0)
			end++;
		if (!choose_newest(c, first, end, error))
			return false;
	}
	return true;
}

int64_t delivery_changed_at(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 ? (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec : 0;
}

/* What stays moves together; the rest is kept aside. */
static bool part(struct choosing *c, size_t *count, struct set_aside *aside, size_t *aside_count)
{
	*count = *aside_count = 0;
	for (size_t i = 0; i < c->count; i++) {
		const struct source_account *s = &c->sources[i];
		if (!c->why[i] && !c->newer[i]) {
			c->sources[(*count)++] = *s;
			continue;
		}
		const char *why = c->why[i] ? c->why[i] : arena_printf(c->arena, _("%s is newer and counts"), c->newer[i]);
		if (!why)
			return false;
		aside[(*aside_count)++] = (struct set_aside){ s->name, s->region, s->when, s->dated,
			delivery_changed_at(s->path), why, c->why[i] != NULL, false };
	}
	return true;
}

bool deliveries_choose(const struct reader_options *options, struct arena *arena, struct source_account *sources, size_t *count,
	struct set_aside **aside, size_t *aside_count, struct tally_error *error)
{
	struct choosing c = { .options = options,
		.declared = &options->catalog->registers[options->on],
		.regions = &options->catalog->workspace->regions,
		.arena = arena,
		.sources = sources,
		.count = *count };
	*aside = NULL;
	*aside_count = 0;
	if (!c.declared->expects || !c.declared->expects->source[0] || options->files)
		return true;
	c.order = arena_array(arena, c.count + 1, sizeof(*c.order));
	c.why = arena_array(arena, c.count + 1, sizeof(*c.why));
	c.newer = arena_array(arena, c.count + 1, sizeof(*c.newer));
	*aside = arena_array(arena, c.count + 1, sizeof(**aside));
	if (!c.order || !c.why || !c.newer || !*aside)
		return error_memory(error);
	for (size_t i = 0; i < c.count; i++)
		if (!read_name(&c, i))
			return error_memory(error);
	return choose_all(&c, error) && (part(&c, count, *aside, aside_count) || error_memory(error));
}
