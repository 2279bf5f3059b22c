/* View: what a pivot goes through on each axis. Knows the request and the names; knows no values. */
#include <string.h>

#include "base/fault.h"
#include "view/pivot_inner.h"
#include "view/request.h"

enum { PERIODS_USUAL = 5 };

const char *const axis_names[AXIS_COUNT] = { "indicator", "breakdown", "region", "period" };

static bool axis_named(const char *option, const char *word, struct arena *arena, enum axis *axis, struct tally_error *error)
{
	struct faults faults;
	for (int i = 0; i < AXIS_COUNT; i++)
		if (strcmp(word, axis_names[i]) == 0) {
			*axis = (enum axis)i;
			return true;
		}
	faults_init(&faults, arena);
	return error_set(error, ERROR_USAGE, _("%s: '%s' is not allowed%s"), option, word,
		fault_hint(&faults, text_of(word), axis_names, AXIS_COUNT));
}

/* The other one of an axis that stands alone: time goes to the right, and what is not time is told by region. */
static enum axis axis_other(enum axis axis)
{
	return axis == AXIS_PERIOD ? AXIS_REGION : AXIS_PERIOD;
}

static bool axes_read(
	const struct pivot_request *request, struct arena *arena, struct spread *spread, struct tally_error *error)
{
	if ((request->rows && !axis_named("--rows", request->rows, arena, &spread->rows, error)) ||
		(request->cols && !axis_named("--cols", request->cols, arena, &spread->cols, error)))
		return false;
	if (!request->cols)
		spread->cols = axis_other(spread->rows);
	if (!request->rows)
		spread->rows = spread->cols == AXIS_PERIOD ? AXIS_REGION : axis_other(spread->cols);
	if (spread->rows == spread->cols)
		return error_set(error, ERROR_USAGE,
			_("--rows and --cols: '%s' stands in both; name two of indicator, breakdown, region, "
			  "period"),
			axis_names[spread->rows]);
	return true;
}

static bool is_axis(const struct spread *spread, enum axis axis)
{
	return spread->rows == axis || spread->cols == axis;
}

/* With a breakdown named, only what has it. */
static bool spread_indicators(const struct store_names *names, const struct pivot_request *request, const struct asked *asked,
	struct arena *arena, struct spread *spread, struct tally_error *error)
{
	const char *by = request->of.by && strcmp(request->of.by, "none") != 0 ? request->of.by : NULL;
	spread->indicators = arena_array(arena, names->indicators_count + 1, sizeof *spread->indicators);
	if (!spread->indicators)
		return error_memory(error);
	for (size_t i = 0; i < names->indicators_count; i++) {
		const struct name_indicator *indicator = &names->indicators[i];
		if (names->areas[indicator->row_area].enabled && (asked->area < 0 || asked->area == indicator->row_area) &&
			(asked->indicator < 0 || asked->indicator == (int)i) && (!by || indicator_has_by(indicator, by)))
			spread->indicators[spread->counts[AXIS_INDICATOR]++] = (int)i;
	}
	return true;
}

static void part_add(struct spread *spread, const char *text)
{
	for (size_t i = 0; i < spread->counts[AXIS_BREAKDOWN]; i++)
		if (strcmp(spread->parts[i], text) == 0)
			return;
	spread->parts[spread->counts[AXIS_BREAKDOWN]++] = text;
}

/* The total and the parts, each once, as the first indicator that has them declares them; or the one part that was named. */
static bool spread_parts(const struct store_names *names, const struct pivot_request *request, struct arena *arena,
	struct spread *spread, struct tally_error *error)
{
	const char *by = request->of.by;
	bool all = is_axis(spread, AXIS_BREAKDOWN) || (by && strcmp(by, "none") != 0);
	size_t most = 1;
	for (size_t i = 0; i < spread->counts[AXIS_INDICATOR]; i++)
		most += names->indicators[spread->indicators[i]].parts_count;
	spread->parts = arena_array(arena, most + 1, sizeof *spread->parts);
	if (!spread->parts)
		return error_memory(error);
	if (request->breakdown && all)
		return error_set(error, ERROR_USAGE,
			_("--breakdown names one part, and the rows go through all of them: leave one of them out"));
	part_add(spread, request->breakdown ? request->breakdown : "");
	for (size_t i = 0; all && i < spread->counts[AXIS_INDICATOR]; i++) {
		const struct name_indicator *indicator = &names->indicators[spread->indicators[i]];
		for (size_t p = 0; p < indicator->parts_count; p++)
			if (!by || strcmp(by, indicator->parts[p].by) == 0)
				part_add(spread, indicator->parts[p].text);
	}
	return true;
}

static bool check_part(const struct store_names *names, const struct pivot_request *request, const struct spread *spread,
	struct arena *arena, struct tally_error *error)
{
	uint32_t breakdown;
	for (size_t i = 0; request->breakdown && i < spread->counts[AXIS_INDICATOR]; i++)
		if (names_part_named(&names->indicators[spread->indicators[i]], request->breakdown))
			return true;
	return !request->breakdown || spread->counts[AXIS_INDICATOR] == 0 ||
		request_breakdown(&names->indicators[spread->indicators[0]], request->breakdown, arena, &breakdown, error);
}

static bool spread_periods(const struct store_names *names, const struct pivot_request *request, const struct asked *asked,
	struct arena *arena, struct spread *spread, struct tally_error *error)
{
	struct periods_asked range = { request->periods, request->grain, asked->when, PERIODS_USUAL };
	period *one = arena_alloc(arena, sizeof *one);
	if (!one)
		return error_memory(error);
	if (!is_axis(spread, AXIS_PERIOD) && (request->periods || request->grain))
		return error_set(error, ERROR_USAGE,
			_("--periods and --grain need period in --rows or --cols; name one period by --period"));
	*one = asked->when;
	spread->periods = (struct periods){ one, 1 };
	return !is_axis(spread, AXIS_PERIOD) || periods_list(names, &range, arena, &spread->periods, error);
}

static bool spread_regions(const struct store_names *names, const struct pivot_request *request, const struct asked *asked,
	struct arena *arena, struct spread *spread, struct tally_error *error)
{
	bool all = is_axis(spread, AXIS_REGION) || request->of.by_region;
	if (!regions_list(names, asked->region, spread->periods.items, spread->periods.count, arena, &spread->regions, error))
		return false;
	if (!all)
		spread->regions.count = 1;
	return true;
}

bool spread_make(const struct store_names *names, const struct pivot_request *request, struct arena *arena,
	struct spread *spread, struct tally_error *error)
{
	struct asked asked;
	*spread = (struct spread){ .fact = FACT_VALUE };
	bool good = axes_read(request, arena, spread, error) && request_resolve(names, &request->of, arena, &asked, error) &&
		(!request->value || fact_named(_("--value: unknown measure"), request->value, arena, &spread->fact, error)) &&
		spread_indicators(names, request, &asked, arena, spread, error) &&
		spread_parts(names, request, arena, spread, error) && check_part(names, request, spread, arena, error) &&
		spread_periods(names, request, &asked, arena, spread, error) &&
		spread_regions(names, request, &asked, arena, spread, error);
	spread->counts[AXIS_REGION] = spread->regions.count;
	spread->counts[AXIS_PERIOD] = spread->periods.count;
	return good;
}
