/* View: finds the names of a request. Knows names and near names; knows no values. */
#include "view/request.h"

#include <string.h>

#include "base/fault.h"
#include "model/period_spelling.h"

/* A list of names for a hint, filled by one of the functions below. */
struct known {
	const char **names;
	size_t count;
};

static bool known_room(struct known *known, size_t count, struct arena *arena)
{
	known->names = arena_array(arena, count + 1, sizeof *known->names);
	known->count = 0;
	return known->names;
}

/* `format` has a place for the word and one for the hint. */
static bool unknown(
	const char *format, const char *word, const struct known *known, struct arena *arena, struct tally_error *error)
{
	struct faults faults;
	faults_init(&faults, arena);
	const char *hint = fault_hint(&faults, text_of(word), known->names, known->count);
	/* The format is one of the constants below, never data. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	const char *text = arena_printf(arena, format, word, hint);
#pragma GCC diagnostic pop
	return text ? error_set(error, ERROR_USAGE, "%s", text) : error_memory(error);
}

static bool resolve_area(
	const struct store_names *names, const char *word, struct arena *arena, int *area, struct tally_error *error)
{
	struct known known;
	*area = word ? names_area(names, text_of(word)) : -1;
	if (!word)
		return true;
	if (*area >= 0 && names->areas[*area].enabled)
		return true;
	if (*area >= 0)
		return error_set(
			error, ERROR_USAGE, _("area '%s' is switched off: say enabled = yes in its INI and run"), word);
	if (!known_room(&known, names->areas_count, arena))
		return error_memory(error);
	for (size_t i = 0; i < names->areas_count; i++)
		if (names->areas[i].enabled)
			known.names[known.count++] = names->areas[i].name;
	return unknown(_("unknown area '%s'%s"), word, &known, arena, error);
}

static bool indicator_asked(const struct store_names *names, const struct name_indicator *indicator, int area)
{
	return names->areas[indicator->row_area].enabled && (area < 0 || indicator->row_area == area);
}

/* By full id, or by what stands behind the point when only one ends so: *hits counts. */
static int indicator_match(const struct store_names *names, const char *word, int area, int *hits)
{
	int found = -1;
	*hits = 0;
	for (size_t i = 0; i < names->indicators_count; i++) {
		const struct name_indicator *indicator = &names->indicators[i];
		const char *point = strchr(indicator->name, '.');
		if (!indicator_asked(names, indicator, area))
			continue;
		if (strcmp(indicator->name, word) == 0) {
			*hits = 1;
			return (int)i;
		}
		if (point && strcmp(point + 1, word) == 0) {
			found = (int)i;
			++*hits;
		}
	}
	return found;
}

static bool resolve_indicator(
	const struct store_names *names, const char *word, struct arena *arena, struct asked *asked, struct tally_error *error)
{
	struct known known;
	int hits = 1;
	bool full = word && strchr(word, '.');
	asked->indicator = word ? indicator_match(names, word, asked->area, &hits) : -1;
	if (!word || hits == 1)
		return true;
	if (!known_room(&known, names->indicators_count, arena))
		return error_memory(error);
	for (size_t i = 0; i < names->indicators_count; i++) {
		const char *name = names->indicators[i].name, *point = strchr(name, '.');
		if (indicator_asked(names, &names->indicators[i], asked->area))
			known.names[known.count++] = full || !point || hits ? name : point + 1;
	}
	if (hits)
		return error_set(error, ERROR_USAGE, _("indicator '%s' is in %d areas: write area.%s"), word, hits, word);
	return unknown(_("unknown indicator '%s'%s"), word, &known, arena, error);
}

/* Codes where a code was meant, else names: first the home region and those in it. */
static void regions_known(const struct store_names *names, const char *word, struct known *known)
{
	bool code = word[0] >= '0' && word[0] <= '9';
	size_t first = names->home >= 0 ? (size_t)names->home : 0, end = first + 1;
	while (names->home >= 0 && end < names->regions_count && names->regions[end].depth > names->regions[first].depth)
		end++;
	for (size_t k = 0; k < names->regions_count; k++) {
		size_t row = k < end - first ? first + k : k < end ? k - (end - first) : k;
		const struct name_region *region = &names->regions[row];
		if (region->kind != REGION_REST)
			known->names[known->count++] = code ? region->code : region->name;
	}
}

/* 濮阳: 濮阳市, 濮阳县. NULL where no name has the word in it. */
static const char *regions_with(const struct store_names *names, const char *word, struct arena *arena)
{
	const char *list = "";
	int count = 0;
	for (size_t i = 0; list && i < names->regions_count && count < 24; i++)
		if (names->regions[i].kind != REGION_REST && strstr(names->regions[i].name, word))
			list = arena_printf(
				arena, "%s%s%s %s", list, count++ ? ", " : "", names->regions[i].code, names->regions[i].name);
	return list && list[0] ? list : NULL;
}

static bool resolve_region(
	const struct store_names *names, const char *word, struct arena *arena, int *region, struct tally_error *error)
{
	struct known known;
	*region = word ? names_region(names, text_of(word)) : names->home;
	if (*region >= 0)
		return true;
	if (!word)
		return error_set(error, ERROR_STORE, _("the home region is no longer in the store: run 'tally run'"));
	const char *with = word[0] ? regions_with(names, word, arena) : NULL;
	if (with)
		return error_set(error, ERROR_USAGE, _("unknown region '%s'; with this in their name: %s"), word, with);
	if (!known_room(&known, names->regions_count, arena))
		return error_memory(error);
	regions_known(names, word, &known);
	return unknown(_("unknown region '%s'%s"), word, &known, arena, error);
}

static bool resolve_period(const struct store_names *names, const char *word, period *when, struct tally_error *error)
{
	*when = names->through;
	if (!word || period_read(text_of(word), 0, when))
		return true;
	return error_set(error, ERROR_USAGE, _("period: '%s': write 2018, 2018H1, 2018Q3, 2018-10 or 2018-01..2018-10"), word);
}

/* Every declared breakdown of the indicators asked for, each once. */
static void breakdowns_known(const struct store_names *names, const struct asked *asked, struct known *known)
{
	for (size_t i = 0; i < names->indicators_count; i++) {
		const struct name_indicator *indicator = &names->indicators[i];
		if (!indicator_asked(names, indicator, asked->area) || (asked->indicator >= 0 && (int)i != asked->indicator))
			continue;
		for (size_t p = 0; p < indicator->parts_count; p++) {
			bool seen = false;
			for (size_t k = 0; k < known->count; k++)
				seen |= strcmp(known->names[k], indicator->parts[p].by) == 0;
			if (!seen)
				known->names[known->count++] = indicator->parts[p].by;
		}
	}
}

static bool check_by(const struct store_names *names, const char *word, const struct asked *asked, struct arena *arena,
	struct tally_error *error)
{
	struct known known;
	size_t parts = 0;
	if (!word || strcmp(word, "none") == 0)
		return true;
	for (size_t i = 0; i < names->indicators_count; i++)
		parts += names->indicators[i].parts_count;
	if (!known_room(&known, parts + 2, arena))
		return error_memory(error);
	breakdowns_known(names, asked, &known);
	for (size_t k = 0; k < known.count; k++)
		if (strcmp(known.names[k], word) == 0)
			return true;
	known.names[known.count++] = "region";
	known.names[known.count++] = "none";
	return unknown(_("unknown breakdown '%s'%s"), word, &known, arena, error);
}

bool request_resolve(const struct store_names *names, const struct summary_request *request, struct arena *arena,
	struct asked *asked, struct tally_error *error)
{
	return resolve_area(names, request->area, arena, &asked->area, error) &&
		resolve_indicator(names, request->indicator, arena, asked, error) &&
		resolve_region(names, request->region, arena, &asked->region, error) &&
		resolve_period(names, request->period, &asked->when, error) &&
		check_by(names, request->by, asked, arena, error);
}

bool request_breakdown(const struct name_indicator *indicator, const char *word, struct arena *arena, uint32_t *breakdown,
	struct tally_error *error)
{
	struct known known;
	*breakdown = 0;
	if (!word || !word[0])
		return true;
	const struct name_part *part = names_part_named(indicator, word);
	if (part) {
		*breakdown = part->breakdown;
		return true;
	}
	if (indicator->parts_count == 0)
		return error_set(error, ERROR_USAGE, _("indicator '%s' has no breakdown: '%s'"), indicator->name, word);
	if (!known_room(&known, indicator->parts_count, arena))
		return error_memory(error);
	for (size_t i = 0; i < indicator->parts_count; i++)
		if (indicator->parts[i].shown)
			known.names[known.count++] = indicator->parts[i].text;
	return unknown(_("unknown breakdown '%s'%s"), word, &known, arena, error);
}
