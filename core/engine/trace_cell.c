/* Engine: which records stand in one cell. Asks region, closing and part by the functions that fill the cells; reads no record itself. */
#include <string.h>

#include "engine/cells.h"
#include "engine/trace_inner.h"

static bool has_part(const struct plan *plan, uint32_t text)
{
	for (uint32_t b = 0; b < plan->by_count; b++) {
		for (uint32_t p = 0; p < plan->by[b].parts_count; p++)
			if (plan->by[b].texts[p] == text)
				return true;
		for (uint32_t g = 0; g < plan->by[b].groups_count; g++)
			if (plan->by[b].groups[g].text == text)
				return true;
	}
	return text == 0;
}

static bool find_names(const struct trace_request *request, struct traced_cell *cell, struct tally_error *error)
{
	int text = catalog_breakdown(cell->catalog, text_of(request->breakdown));
	cell->region = region_find(cell->regions, text_of(request->region));
	if (cell->region == REGION_NONE)
		return error_set(error, ERROR_USAGE, _("region '%s' is no longer in the table of regions"), request->region);
	if (text < 0 || !has_part(cell->plan, (uint32_t)text))
		return error_set(
			error, ERROR_USAGE, _("%s no longer has the part '%s'"), request->indicator, request->breakdown);
	cell->text = (uint32_t)text;
	return true;
}

/* A year to date is made of months: flows of all of them, stocks and cumulatives of the last one. */
static bool find_closing(const struct trace_request *request, struct traced_cell *cell, struct tally_error *error)
{
	bool moves = cell->plan->time != TALLY_FLOW && (plan_form(cell->plan)->zero || cell->any_period);
	bool plain = period_grain(request->when, &cell->grain);
	if (!plain || (!(cell->plan->grains >> cell->grain & 1) && period_to_date(request->when)))
		cell->grain = GRAIN_MONTH;
	cell->now = period_last_day(request->when);
	cell->before = period_first_day(cell->any_period ? request->when : period_holding(cell->grain, cell->now)) - 1;
	if (!cell->any_period && !(cell->plan->grains >> cell->grain & 1))
		return error_set(error, ERROR_USAGE, _("%s has no figures of such periods, so no records stand behind them"),
			request->indicator);
	return cell->what == TRACE_COUNTED || moves ||
		error_set(error, ERROR_USAGE,
			cell->any_period ? _("%s is counted in its period: nothing of it enters or leaves; say --at")
					 : _("%s has no entries and exits; leave out what stands behind --records"),
			request->indicator);
}

bool trace_cell(struct run *run, const struct trace_request *request, bool any_period, struct traced_cell *cell,
	struct tally_error *error)
{
	int row = catalog_indicator(&run->catalog, text_of(request->indicator));
	if (row < 0)
		return error_set(error, ERROR_USAGE, _("indicator '%s' is no longer declared"), request->indicator);
	const struct catalog_indicator *about = &run->catalog.indicators[row];
	if (about->kind != FROM_REGISTER)
		return error_set(error, ERROR_USAGE,
			about->kind == FROM_GIVEN ? _("%s is given, not counted: there are no records behind it")
						  : _("%s is a formula: there are records behind its operands only"),
			request->indicator);
	*cell = (struct traced_cell){ .catalog = &run->catalog,
		.regions = &run->workspace.regions,
		.plan = &about->plan,
		.indicator = row,
		.scope = run->catalog.registers[about->on].schema.scope,
		.when = request->when,
		.what = request->what,
		.any_period = any_period };
	return find_names(request, cell, error) && find_closing(request, cell, error);
}

/* A record coded so is part of the region's value in a period that ends on the day. */
static bool counts_in(const struct traced_cell *cell, int coded, int32_t day)
{
	int at = region_leaf(cell->regions, region_effective(cell->regions, coded, day));
	if (!region_within(cell->regions, at, cell->scope))
		return false;
	while (at != REGION_NONE && at != cell->region)
		at = at == cell->scope ? REGION_NONE : region_adds_to(cell->regions, at);
	return at == cell->region;
}

static bool stands_on(const struct traced_cell *cell, int32_t day, int coded, int32_t start, int32_t end)
{
	return start <= day && day < end && counts_in(cell, coded, day);
}

static bool flows_into(const struct traced_cell *cell, int coded, int32_t day, int32_t end)
{
	int32_t last = period_last_day(cell->when);
	if (day < period_first_day(cell->when) || day > last || (end <= DATE_MAX && end > last + 1))
		return false;
	return counts_in(cell, coded, last);
}

struct standing trace_standing(const struct traced_cell *cell, int coded, int32_t start, int32_t end)
{
	if (cell->plan->time == TALLY_FLOW)
		return (struct standing){ flows_into(cell, coded, start, end), false };
	return (struct standing){ stands_on(cell, cell->now, coded, start, end),
		stands_on(cell, cell->before, coded, start, end) };
}

bool trace_in_part(const struct traced_cell *cell, const struct cube *cube, uint64_t codes)
{
	uint32_t texts[PARTS_OF_A_GROUP];
	size_t count = cell->text ? parts_of(cube, codes, texts) : 0;
	for (size_t i = 0; i < count; i++)
		if (texts[i] == cell->text)
			return true;
	return cell->text == 0;
}

bool trace_wanted(const struct traced_cell *cell, struct standing standing)
{
	switch (cell->what) {
	case TRACE_ENTERED:
		return standing.now && !standing.before;
	case TRACE_LEFT:
		return standing.before && !standing.now;
	default:
		return standing.now;
	}
}
