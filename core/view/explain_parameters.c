/* View: the values of parameters behind a figure, gathered and in words. Knows on which days they are read; which value holds is the store's. */
#include <string.h>

#include "view/explain.h"
#include "view/json.h"
#include "view/labels.h"

static bool is_listed(const struct explanation *e, const struct store_parameter *row)
{
	for (size_t i = 0; i < e->parameters_count; i++)
		if (e->parameters[i].line == row->line && strcmp(e->parameters[i].file, row->file) == 0)
			return true;
	return false;
}

/* A formula reads the value of the last day for its own region; records read each their own, on a day that is one of the period or not known here. */
static void settle(const struct name_indicator *indicator, const struct cell_place *place, const struct store_definition *of,
	struct parameter_question *ask)
{
	int32_t last = period_last_day(place->when);
	bool formula = name_is_formula(indicator);
	*ask = (struct parameter_question){ .region = place->region, .below = !formula, .first = DATE_MIN, .last = DATE_MAX };
	if (formula || of->reads_when)
		ask->last = last;
	if (formula)
		ask->first = last;
	else if (of->reads_when && indicator->time == TALLY_FLOW)
		ask->first = period_first_day(place->when);
}

static bool add(struct explanation *e, const struct store_parameter *found, size_t count, struct arena *arena)
{
	struct store_parameter *all = arena_array(arena, e->parameters_count + count + 1, sizeof *all);
	if (!all)
		return false;
	if (e->parameters_count)
		memcpy(all, e->parameters, e->parameters_count * sizeof *all);
	e->parameters = all;
	for (size_t i = 0; i < count; i++)
		if (!is_listed(e, &found[i]))
			all[e->parameters_count++] = found[i];
	return true;
}

bool explain_parameters(struct store_reader *reader, const struct cell_place *place, struct explanation *e, struct arena *arena,
	struct tally_error *error)
{
	struct store_definition definition;
	struct parameter_question ask;
	if (!store_definition(reader, place->indicator, arena, &definition, error))
		return false;
	settle(&e->names->indicators[place->indicator], place, &definition, &ask);
	struct text rest = text_of(definition.reads), part;
	while (text_next(&rest, ',', &part)) {
		const struct store_parameter *found;
		size_t count;
		ask.name = arena_copy(arena, text_trim(part));
		if (!ask.name)
			return error_memory(error);
		if (!store_parameters(reader, &ask, arena, &found, &count, error))
			return false;
		if (!add(e, found, count, arena))
			return error_memory(error);
	}
	return true;
}

/* --- in words --- */

static const char *value_text(const struct explanation *e, const struct store_parameter *row, char text[VALUE_TEXT_BYTES])
{
	value_print(&row->value, row->value.scale, e->names->rounding, text);
	return text;
}

const char *explained_parameter(const struct explanation *e, const struct store_parameter *row, struct arena *arena)
{
	char text[VALUE_TEXT_BYTES], first[11], last[11];
	int region = row->region[0] ? names_region(e->names, text_of(row->region)) : -1;
	const char *where = region >= 0 ? e->names->regions[region].name : row->region[0] ? row->region : _("everywhere");
	explain_day(row->first, first);
	explain_day(row->last, last);
	return arena_printf(arena, _("%s (param.%s.%s): %s%s%s, %s to %s, %s (%s%s%s:%u)"),
		title_told(row->title, row->title_en), row->area, row->name, value_text(e, row, text), row->unit[0] ? " " : "",
		row->unit, first, last, where, row->source, row->source[0] ? "; " : "", row->file, row->line);
}

void explain_parameters_json(const struct explanation *e, struct json *json)
{
	char text[VALUE_TEXT_BYTES];
	json_open(json, "parameters", '[');
	for (size_t i = 0; i < e->parameters_count; i++) {
		const struct store_parameter *row = &e->parameters[i];
		json_open(json, NULL, '{');
		json_text(json, "area", row->area);
		json_text(json, "name", row->name);
		json_text(json, "title", title_told(row->title, row->title_en));
		json_number(json, "value", value_text(e, row, text));
		json_text(json, "unit", row->unit);
		json_text(json, "region", row->region[0] ? row->region : NULL);
		explain_day_json(json, "first_day", row->first);
		explain_day_json(json, "last_day", row->last);
		json_text(json, "source", row->source);
		json_text(json, "file", row->file);
		json_int(json, "line", row->line);
		json_int(json, "first_run", row->first_run);
		json_close(json, '}');
	}
	json_close(json, ']');
}
