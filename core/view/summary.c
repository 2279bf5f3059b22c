/* View: the rows of a summary. Knows which cells are asked for and what belongs beside a value; must not know how it is laid out. */
#include "view/summary.h"

#include <string.h>

#include "view/periods.h"
#include "view/request.h"
#include "view/selection.h"

struct building {
	struct store_reader *reader;
	const struct store_names *names;
	const struct summary_request *request;
	struct asked asked;
	struct arena *arena;
	struct chosen chosen;
	struct facts facts;
	struct regions regions;
	bool valued; /* one of the rows has a value */
	struct summary_row *rows; /* on the heap while it grows */
	size_t count, capacity;
};

static bool has(const struct value *value)
{
	return value->kind != VALUE_NONE;
}

/* What is listed only when there is something in it: parts nobody declared, and the rest of a region. */
static bool is_quiet(const struct summary_row *row, const struct value *now)
{
	return ((row->part && !row->part->shown) || region_quiet(row->region)) && value_silent(now);
}

/* A row that was not asked for by name is there when anything is known of it: its value, the year before, a target, that nothing was delivered. */
static bool is_known(struct building *b, const struct summary_row *row, bool *known, struct tally_error *error)
{
	static const enum fact_kind kinds[] = { FACT_VALUE, FACT_BASE, FACT_TARGET, FACT_TARGET_NEXT, FACT_TO_DATE };
	*known = b->request->indicator || (!row->part && row->reason == REASON_NOT_DELIVERED);
	size_t count = sizeof kinds / sizeof kinds[0] - !b->request->to_date;
	for (size_t i = 0; !*known && i < count; i++) {
		struct fact fact = { 0 };
		if (!facts_get(&b->facts, kinds[i], &fact, error))
			return false;
		*known = has(&fact.value);
	}
	return true;
}

static bool fill_facts(struct building *b, struct summary_row *row, struct tally_error *error)
{
	struct fact *facts = arena_array(b->arena, b->chosen.count, sizeof *facts);
	if (!facts)
		return error_memory(error);
	for (size_t i = 0; i < b->chosen.count; i++) {
		int fact = column_fact(&b->chosen.columns[i]);
		if (fact >= 0 && !facts_get(&b->facts, (enum fact_kind)fact, &facts[i], error))
			return false;
	}
	row->facts = facts;
	for (size_t i = 0; i < b->chosen.count; i++) {
		row->broken |= facts[i].value.kind == VALUE_NONE && facts[i].value.reason == REASON_BREAK;
		row->mixed |= facts[i].form == FORM_RANK && facts[i].rank.reason == REASON_NONE && facts[i].rank.mixed;
	}
	row->incomplete = b->facts.observed[BESIDE_NOW].expected || b->facts.observed[BESIDE_TO_DATE].expected ||
		b->facts.observed[BESIDE_YEAR].expected;
	row->base_release = b->facts.release[BESIDE_YEAR];
	return true;
}

static bool keep_row(struct building *b, const struct summary_row *row, struct tally_error *error)
{
	if (!memory_grow(&b->rows, &b->capacity, b->count + 1, sizeof *b->rows))
		return error_memory(error);
	b->rows[b->count++] = *row;
	return true;
}

/* The row of that basis, where it is wanted. */
static bool add_basis(struct building *b, const struct cell_place *place, enum basis basis, bool valued,
	struct summary_row *row, struct tally_error *error)
{
	const struct observation *now;
	bool known = false;
	facts_at(&b->facts, place, basis);
	if (!facts_observe(&b->facts, BESIDE_NOW, &now, error))
		return false;
	b->valued |= has(&now->value);
	row->reason = now->value.reason;
	row->adjusted = has(&now->value) && now->basis == BASIS_ADJUSTED;
	row->delta = now->delta;
	row->mixed = row->broken = false;
	if (is_quiet(row, &now->value) || (valued && !has(&now->value)))
		return true;
	if (!is_known(b, row, &known, error))
		return false;
	return !known || (fill_facts(b, row, error) && keep_row(b, row, error));
}

/* With all bases: a row for each that has a value, else the one that says why there is none. */
static bool add_bases(struct building *b, const struct cell_place *place, struct summary_row *row, struct tally_error *error)
{
	size_t before = b->count;
	for (int basis = 0; b->request->all_bases && basis < BASIS_COUNT; basis++)
		if (!add_basis(b, place, (enum basis)basis, true, row, error))
			return false;
	if (b->count > before)
		return true;
	return add_basis(b, place, b->request->all_bases ? BASIS_COUNT : b->request->basis, false, row, error);
}

static bool add_cell(struct building *b, int indicator, int region, const struct name_part *part, struct tally_error *error)
{
	const struct name_indicator *about = &b->names->indicators[indicator];
	struct cell_place place = {
		.indicator = indicator, .region = region, .when = b->asked.when, .breakdown = part ? part->breakdown : 0
	};
	struct summary_row row = { .indicator = about, .region = &b->names->regions[region], .part = part, .when = place.when };
	row.rejected = about->row_register >= 0 ? b->names->registers[about->row_register].rejected : 0;
	return add_bases(b, &place, &row, error);
}

static bool add_regions(struct building *b, int indicator, const struct name_part *part, struct tally_error *error)
{
	for (size_t r = 0; r < b->regions.count; r++)
		if (!add_cell(b, indicator, b->regions.items[r], part, error))
			return false;
	return true;
}

static bool add_indicator(struct building *b, int indicator, struct tally_error *error)
{
	const struct name_indicator *about = &b->names->indicators[indicator];
	const char *by = b->request->by;
	if (!add_regions(b, indicator, NULL, error))
		return false;
	for (size_t i = 0; i < about->parts_count; i++)
		if ((!by || strcmp(by, about->parts[i].by) == 0) && !add_regions(b, indicator, &about->parts[i], error))
			return false;
	return true;
}

/* With a breakdown named, only what has it. */
static bool is_asked(const struct building *b, size_t row)
{
	const struct name_indicator *indicator = &b->names->indicators[row];
	const char *by = b->request->by;
	return (b->asked.area < 0 || b->asked.area == indicator->row_area) &&
		(b->asked.indicator < 0 || b->asked.indicator == (int)row) && b->names->areas[indicator->row_area].enabled &&
		(!by || strcmp(by, "none") == 0 || indicator_has_by(indicator, by));
}

/* "2018-01..2018-10" of a year to date is its last month. */
static void settle_period(struct building *b)
{
	enum grain grain;
	if (b->request->to_date && !period_grain(b->asked.when, &grain))
		b->asked.when = period_holding(GRAIN_MONTH, period_last_day(b->asked.when));
}

static bool add_all(struct building *b, struct tally_error *error)
{
	settle_period(b);
	if (b->request->to_date && !period_computed(b->names, period_so_far(b->asked.when), b->arena, error))
		return false;
	if (!regions_list(b->names, b->asked.region, &b->asked.when, 1, b->arena, &b->regions, error))
		return false;
	if (!b->request->by_region)
		b->regions.count = 1;
	for (size_t i = 0; i < b->names->indicators_count; i++)
		if (is_asked(b, i) && !add_indicator(b, (int)i, error))
			return false;
	/* What was given may speak of any period; where nothing does, the period itself is the fault. */
	return b->valued || period_computed(b->names, b->asked.when, b->arena, error);
}

static bool publish(const struct building *b, struct summary *summary)
{
	struct summary_row *rows = arena_array(b->arena, b->count, sizeof *rows);
	if (rows && b->count)
		memcpy(rows, b->rows, b->count * sizeof *rows);
	*summary = (struct summary){ .chosen = b->chosen,
		.rows = rows,
		.count = b->count,
		.to_date = b->request->to_date ? period_so_far(b->asked.when) : PERIOD_NONE };
	return rows && summary_notes(b->names, b->arena, summary);
}

bool summary_build(struct store_reader *reader, const struct summary_request *request, struct arena *arena,
	struct summary *summary, struct tally_error *error)
{
	struct building b = { .reader = reader, .names = store_names(reader), .request = request, .arena = arena };
	b.facts = (struct facts){ .reader = reader, .arena = arena };
	bool good = columns_choose(request->columns, request->to_date, b.names->expecting, arena, &b.chosen, error) &&
		request_resolve(b.names, request, arena, &b.asked, error) && add_all(&b, error);
	if (good && !publish(&b, summary))
		good = error_memory(error);
	memory_free(b.rows);
	return good;
}
