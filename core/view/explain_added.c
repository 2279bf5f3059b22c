/* View: what the office said beside the registers and is part of a figure: adjustments and opening rows, gathered and in words. */
#include <string.h>

#include "view/explain.h"
#include "view/json.h"
#include "view/labels.h"

static bool is_listed(const struct explanation *e, const struct store_adjustment *row)
{
	for (size_t i = 0; i < e->adjustments_count; i++)
		if (e->adjustments[i].line == row->line && strcmp(e->adjustments[i].file, row->file) == 0)
			return true;
	return false;
}

bool explain_adjustments(struct store_reader *reader, const struct cell_place *place, const struct observation *seen,
	struct explanation *e, struct arena *arena, struct tally_error *error)
{
	const struct store_adjustment *found;
	size_t count = 0;
	if (seen->delta.kind == VALUE_NONE)
		return true;
	if (!store_adjustments(reader, place, arena, &found, &count, error))
		return false;
	struct store_adjustment *all = arena_array(arena, e->adjustments_count + count + 1, sizeof *all);
	if (!all)
		return error_memory(error);
	if (e->adjustments_count)
		memcpy(all, e->adjustments, e->adjustments_count * sizeof *all);
	e->adjustments = all;
	for (size_t i = 0; i < count; i++)
		if (!is_listed(e, &found[i]))
			all[e->adjustments_count++] = found[i];
	return true;
}

static void add_moves(struct explained_moves *added, const struct store_adjustment *rows, size_t count, bool back)
{
	for (size_t i = 0; i < count; i++) {
		int64_t delta = back ? -rows[i].delta.a : rows[i].delta.a;
		added->entries += delta > 0 ? delta : 0;
		added->exits -= delta < 0 ? delta : 0;
	}
}

bool explain_moves(struct store_reader *reader, const struct cell_place *place, const struct observation *seen,
	struct explained_moves *added, struct arena *arena, struct tally_error *error)
{
	struct cell_place before = *place;
	const struct store_adjustment *rows;
	size_t count = 0;
	if (!seen->moves)
		return true;
	if (!store_adjustments(reader, place, arena, &rows, &count, error))
		return false;
	add_moves(added, rows, count, false);
	before.when = period_previous(place->when);
	if (before.when == PERIOD_NONE)
		return true;
	if (!store_adjustments(reader, &before, arena, &rows, &count, error))
		return false;
	add_moves(added, rows, count, true);
	return true;
}

/* Its own part, or for the total and for groups all that may be in them. */
static bool concerns_part(const struct explanation *e, const struct store_opening *row)
{
	return !e->part || e->part->group || strcmp(row->breakdown, e->part->text) == 0;
}

bool explain_openings(struct store_reader *reader, struct arena *arena, struct explanation *e, struct tally_error *error)
{
	const struct store_opening *found;
	size_t count = 0;
	if (e->indicator->row_register < 0 || e->indicator->time == TALLY_FLOW)
		return true;
	if (!store_openings(reader, e->place.indicator, e->place.region, arena, &found, &count, error))
		return false;
	struct store_opening *kept = arena_array(arena, count + 1, sizeof *kept);
	if (!kept)
		return error_memory(error);
	for (size_t i = 0; i < count; i++)
		if (concerns_part(e, &found[i]) && period_last_day(found[i].when) <= period_last_day(e->place.when))
			kept[e->openings_count++] = found[i];
	e->openings = kept;
	return true;
}

/* --- in words --- */

static const struct name_indicator *indicator_named(const struct explanation *e, const char *name)
{
	int row = names_indicator(e->names, text_of(name));
	return row < 0 ? e->indicator : &e->names->indicators[row];
}

static const char *region_title(const struct explanation *e, const char *code)
{
	int row = names_region(e->names, text_of(code));
	return row < 0 ? code : e->names->regions[row].name;
}

const char *explain_delta(const struct store_names *names, const struct name_indicator *indicator, const struct value *delta,
	char text[VALUE_TEXT_BYTES + 1])
{
	text[0] = '+';
	explain_value(names, indicator, delta, text + 1);
	return text[1] == '-' ? text + 1 : text;
}

/* The place that the row names: 西县 2018-10 level=municipal. */
static const char *place_words(
	const struct explanation *e, const char *region, period period_named, const char *breakdown, struct arena *arena)
{
	char when[PERIOD_TEXT_BYTES];
	period_print(period_named, when);
	return arena_printf(arena, "%s %s%s%s", region_title(e, region), when, breakdown[0] ? " " : "", breakdown);
}

const char *explained_adjustment(const struct explanation *e, const struct store_adjustment *row, struct arena *arena)
{
	const struct name_indicator *indicator = indicator_named(e, row->indicator);
	char text[VALUE_TEXT_BYTES + 1];
	const char *where = place_words(e, row->region, row->when, row->breakdown, arena);
	if (!where)
		return NULL;
	return arena_printf(arena, _("%s %s on %s %s: %s (%s%s%s; %s:%u)"),
		explain_delta(e->names, indicator, &row->delta, text), indicator->unit, indicator_title(indicator), where,
		row->reason, row->given_by, row->date[0] ? ", " : "", row->date, row->file, row->line);
}

const char *explained_opening(const struct explanation *e, const struct store_opening *row, struct arena *arena)
{
	char text[VALUE_TEXT_BYTES];
	const char *where = place_words(e, row->region, row->when, row->breakdown, arena);
	return where ? arena_printf(arena, _("%s %s at the end of %s (%s:%u)"),
			       explain_value(e->names, e->indicator, &row->value, text), e->indicator->unit, where, row->file,
			       row->line)
		     : NULL;
}

/* --- for programs --- */

static void put_place(struct json *json, const char *indicator, const char *region, period period_named, const char *breakdown)
{
	char when[PERIOD_TEXT_BYTES];
	period_print(period_named, when);
	json_text(json, "indicator", indicator);
	json_text(json, "region", region);
	json_text(json, "period", when);
	json_text(json, "breakdown", breakdown);
}

static void put_origin(struct json *json, const char *file, unsigned line, int64_t first_run)
{
	json_text(json, "file", file);
	json_int(json, "line", line);
	json_int(json, "first_run", first_run);
	json_close(json, '}');
}

void explain_added_json(const struct explanation *e, struct json *json)
{
	char text[VALUE_TEXT_BYTES];
	json_open(json, "adjustments", '[');
	for (size_t i = 0; i < e->adjustments_count; i++) {
		const struct store_adjustment *row = &e->adjustments[i];
		json_open(json, NULL, '{');
		put_place(json, row->indicator, row->region, row->when, row->breakdown);
		json_number(json, "delta", explain_value(e->names, indicator_named(e, row->indicator), &row->delta, text));
		json_text(json, "reason", row->reason);
		json_text(json, "by", row->given_by);
		json_text(json, "date", row->date);
		put_origin(json, row->file, row->line, row->first_run);
	}
	json_close(json, ']');
	json_open(json, "openings", '[');
	for (size_t i = 0; i < e->openings_count; i++) {
		const struct store_opening *row = &e->openings[i];
		json_open(json, NULL, '{');
		put_place(json, row->indicator, row->region, row->when, row->breakdown);
		json_number(json, "value", explain_value(e->names, e->indicator, &row->value, text));
		put_origin(json, row->file, row->line, row->first_run);
	}
	json_close(json, ']');
}
