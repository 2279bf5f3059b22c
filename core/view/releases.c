/* View: releases. Compares what was handed out with what the last run left; knows nothing of how values are stored. */
#include "view/releases.h"

#include <string.h>

#include "view/causes.h"
#include "view/explain.h"

enum { TOLD_MOST = 50, COLUMNS = 5 };

bool releases_table(struct store_reader *reader, struct arena *arena, struct table *table, struct tally_error *error)
{
	static const struct column heads[COLUMNS] = { { "name", N_("release"), COLUMN_TEXT, false, false },
		{ "run", N_("run"), COLUMN_ORDINAL, false, false }, { "period", N_("period"), COLUMN_TEXT, false, false },
		{ "area", N_("area"), COLUMN_TEXT, false, false }, { "made", N_("made"), COLUMN_TEXT, false, false } };
	const struct release *releases;
	size_t count;
	if (!store_releases(reader, arena, &releases, &count, error))
		return false;
	struct column *columns = arena_array(arena, COLUMNS, sizeof *columns);
	const char **cells = arena_array(arena, count * COLUMNS + 1, sizeof *cells);
	bool good = columns && cells;
	if (good)
		table_heads(columns, heads, COLUMNS);
	for (size_t i = 0; good && i < count; i++) {
		char when[PERIOD_TEXT_BYTES];
		period_print(releases[i].when, when);
		const char **row = cells + i * COLUMNS;
		row[0] = releases[i].name;
		row[1] = arena_printf(arena, "%lld", (long long)releases[i].run);
		row[2] = arena_copy(arena, text_of(when));
		row[3] = releases[i].area;
		row[4] = releases[i].made;
		good = row[1] && row[2];
	}
	*table = (struct table){ .columns = columns, .columns_count = COLUMNS, .cells = cells, .rows = count };
	return good || error_memory(error);
}

/* --- what a run changed --- */

/* The store now, before the last run, and as it was released. */
struct telling {
	struct store_reader *now, *before, *then;
	const struct release *release;
	struct arena arena; /* of the line in hand */
	FILE *out;
	size_t count;
};

static bool same(const struct observation *a, const struct observation *b)
{
	if (a->value.kind == VALUE_NONE || b->value.kind == VALUE_NONE)
		return a->value.kind == b->value.kind;
	return value_compare(&a->value, &b->value) == 0;
}

/* The place, given in the names of the release, in a reader with names of its own. */
static bool observe(const struct telling *t, struct store_reader *reader, const struct cell_place *place,
	struct observation *seen, struct tally_error *error)
{
	struct cell_place there;
	*seen = (struct observation){ .value = value_none(REASON_MISSING) };
	return !store_place(store_names(t->then), place, store_names(reader), &there) ||
		store_observe(reader, &there, BASIS_COUNT, seen, error);
}

static const char *words(
	const struct telling *t, const struct name_indicator *indicator, const struct value *value, char text[VALUE_TEXT_BYTES])
{
	return value->kind == VALUE_NONE ? reason_text(value->reason)
					 : explain_value(store_names(t->then), indicator, value, text);
}

/* What was handed out is what was printed: a quotient that changes behind its last digit is the same figure. */
static bool printed_same(const struct telling *t, const struct name_indicator *indicator, const struct observation *a,
	const struct observation *b)
{
	char x[VALUE_TEXT_BYTES], y[VALUE_TEXT_BYTES];
	return strcmp(words(t, indicator, &a->value, x), words(t, indicator, &b->value, y)) == 0;
}

static const char *causes(struct telling *t, const char *name, struct tally_error *error)
{
	const struct input_difference *found;
	size_t count;
	int64_t run = store_run(t->now);
	int row = names_indicator(store_names(t->now), text_of(name));
	const char *all = "";
	if (!causes_between(t->now, row < 0 ? NULL : &row, run - 1, run, &t->arena, &found, &count, error))
		return NULL;
	for (size_t i = 0; all && i < count; i++) {
		const char *cause = cause_words(&found[i], &t->arena);
		all = cause ? arena_printf(&t->arena, "%s%s%s", all, i ? "; " : "", cause) : NULL;
	}
	if (!all)
		error_memory(error);
	return all;
}

static bool tell(struct telling *t, const struct cell_place *place, const struct observation *released,
	const struct observation *now, struct tally_error *error)
{
	const struct name_indicator *indicator = &store_names(t->then)->indicators[place->indicator];
	const struct name_region *region = &store_names(t->then)->regions[place->region];
	char when[PERIOD_TEXT_BYTES], old[VALUE_TEXT_BYTES], new[VALUE_TEXT_BYTES];
	const struct name_part *part = names_part(indicator, place->breakdown);
	const char *why = causes(t, indicator->name, error);
	if (!why)
		return false;
	period_print(place->when, when);
	fprintf(t->out, _("release '%s': %s, %s %s, %s%s%s: released %s, now %s: %s\n"), t->release->name, indicator->name,
		region->code, region->name, when, part ? ", " : "", part ? part->text : "",
		words(t, indicator, &released->value, old), words(t, indicator, &now->value, new), why);
	return true;
}

static bool compare(struct telling *t, const struct cell_place *place, struct tally_error *error)
{
	const struct name_indicator *indicator = &store_names(t->then)->indicators[place->indicator];
	struct observation released, before, now;
	if (t->release->area && strcmp(t->release->area, indicator->area) != 0)
		return true;
	if (!observe(t, t->then, place, &released, error) || !observe(t, t->before, place, &before, error) ||
		!observe(t, t->now, place, &now, error))
		return false;
	if (same(&before, &now) || printed_same(t, indicator, &released, &now))
		return true;
	bool good = ++t->count > TOLD_MOST || tell(t, place, &released, &now, error);
	arena_done(&t->arena);
	return good;
}

static bool compare_release(struct telling *t, const char *store, struct tally_error *error)
{
	const struct cell_place *places;
	size_t count;
	struct arena arena = { 0 };
	const char *word = arena_printf(&arena, "%lld", (long long)t->release->run);
	bool good = word != NULL || error_memory(error);
	t->then = good ? store_open_at(store, word, error) : NULL;
	good = t->then && store_touched(t->then, store_run(t->now), t->release->when, &arena, &places, &count, error);
	for (size_t i = 0; good && i < count; i++)
		good = compare(t, &places[i], error);
	store_close(t->then);
	arena_done(&arena);
	return good;
}

/* All releases that are older than the run. */
static bool compare_all(struct telling *t, const char *store, struct arena *arena, struct tally_error *error)
{
	const struct release *releases;
	size_t count;
	if (!store_releases(t->now, arena, &releases, &count, error))
		return false;
	if (count == 0)
		return true;
	const char *word = arena_printf(arena, "%lld", (long long)store_run(t->now) - 1);
	t->before = word ? store_open_at(store, word, error) : NULL;
	if (!t->before)
		return word != NULL ? false : error_memory(error);
	for (size_t i = 0; i < count; i++) {
		t->release = &releases[i];
		if (t->release->run < store_run(t->now) && !compare_release(t, store, error))
			return false;
	}
	return true;
}

bool releases_told(const char *store, FILE *out, size_t *count, struct tally_error *error)
{
	struct telling t = { .now = store_open(store, error), .out = out };
	struct arena arena = { 0 };
	bool good = t.now && compare_all(&t, store, &arena, error);
	if (t.count > TOLD_MOST)
		fprintf(out, _("and %zu more released figures: 'tally diff %lld %lld' lists them\n"), t.count - TOLD_MOST,
			(long long)store_run(t.now) - 1, (long long)store_run(t.now));
	*count = t.count;
	store_close(t.before);
	store_close(t.now);
	arena_done(&arena);
	return good;
}
