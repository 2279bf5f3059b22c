/* Store: periods that no cell is kept for, made of shorter ones: a year to date, a half of a workspace that computes months. Knows what adds over time, and
 * that a region has the months of those it took in; which value one cell has is read.c's. */
#include "store/inner.h"

/* The longest grain that the indicator keeps and that the period is whole ones of. */
static bool grain_fits(const struct name_indicator *indicator, period when, enum grain *grain)
{
	for (int g = 0; g < GRAIN_COUNT; g++) {
		int months = grain_months((enum grain)g);
		*grain = (enum grain)g;
		if (indicator->grains >> g & 1 && period_first_month(when) % months == 0 && period_months(when) % months == 0)
			return true;
	}
	return false;
}

/* What is counted on the last day is that of the shorter period which ends on it; who came and went since its beginning is not kept. */
static bool observe_last(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	struct cell_place last = *place;
	int32_t day = period_last_day(place->when);
	for (int g = GRAIN_COUNT - 1; g >= 0; g--) {
		last.when = period_holding((enum grain)g, day);
		if (!(reader->names.indicators[place->indicator].grains >> g & 1) || last.when < 0 ||
			period_last_day(last.when) != day)
			continue;
		if (!reader_computed(reader, &last, observation, error))
			return false;
		observation->moves = false;
		return true;
	}
	return true;
}

struct adding {
	const struct measure_form *form;
	enum combine combine;
	wide first, second; /* the sum or the least or greatest; the denominators */
	wide delta; /* what adjustments are of it */
	bool undelivered; /* of some part nothing was delivered: it adds nothing, and the whole is incomplete */
	bool any, adjusted, failed; /* 128 bits are never left: at most 12 parts of 64 bits for each of 2^17 regions */
	enum reason reason;
	enum basis basis;
	int scale;
};

/* A period without records adds nothing to a mean; any other silence is that of the whole. */
static void add_part(struct adding *adding, const struct observation *part)
{
	const struct value *value = &part->value;
	bool parts = adding->form->kind == VALUE_PARTS && value->kind == VALUE_NONE && value->reason == REASON_DIVISION;
	if (value->kind == VALUE_NONE && value->reason == REASON_NOT_DELIVERED) {
		adding->undelivered = true;
		return;
	}
	if (value->kind == VALUE_NONE && !parts) {
		if (value->reason != REASON_NO_RECORDS && !adding->failed) {
			adding->failed = true;
			adding->reason = value->reason;
		}
		return;
	}
	adding->first = adding->any ? combine_two(adding->combine, adding->first, value->a) : value->a;
	adding->second += parts ? 0 : value->b;
	adding->scale = value->scale;
	adding->any = true;
	adding->adjusted |= part->delta.kind != VALUE_NONE;
	adding->delta += part->delta.kind != VALUE_NONE ? part->delta.a : 0;
	adding->basis = part->basis > adding->basis ? part->basis : adding->basis;
}

static struct value added(const struct adding *adding)
{
	if (adding->failed)
		return value_none(adding->reason);
	if (!adding->any)
		return value_none(adding->undelivered ? REASON_NOT_DELIVERED : REASON_NO_RECORDS);
	if (!wide_fits(adding->first) || !wide_fits(adding->second))
		return value_none(REASON_OVERFLOW);
	return adding->form->kind == VALUE_PARTS ? value_parts((int64_t)adding->first, (int64_t)adding->second, adding->scale)
						 : value_number((int64_t)adding->first, adding->scale);
}

/* --- regions that passed to a successor within the period --- */

/* A sum over the months of the place. */
struct months {
	struct store_reader *reader;
	const struct cell_place *place;
	enum grain grain;
	struct adding adding;
};

/* Records of the region at the closing of one of its months are counted elsewhere at the last one, and only one of the two is in the region asked for. */
static bool passes(const struct months *m, int region)
{
	const struct store_names *names = &m->reader->names;
	const struct name_region *r = &names->regions[region];
	int32_t last = period_last_day(m->place->when);
	int32_t first_end = period_last_day(period_make(period_first_month(m->place->when), grain_months(m->grain)));
	if (r->successor == REGION_NONE || r->last_day < first_end || r->last_day >= last)
		return false;
	return names_counts(names, m->place->region, region) !=
		names_counts(names, m->place->region, names_effective(names, region, last));
}

static bool any_passes(const struct months *m)
{
	const struct store_names *names = &m->reader->names;
	for (int i = 0; names->successors && i < (int)names->regions_count; i++)
		if (passes(m, i))
			return true;
	return false;
}

/* In a month that ends outside its days a region counts nothing: before them it was not there, after them its successor counts. One that ended without a
 * successor keeps its last records, which are a cell or nothing. */
static bool month_counts(const struct name_region *region, int32_t last)
{
	return last >= region->first_day && (last <= region->last_day || region->successor == REGION_NONE);
}

static bool add_months(struct months *m, int row, struct tally_error *error)
{
	const struct name_region *region = &m->reader->names.regions[row];
	struct cell_place part = *m->place;
	int months = grain_months(m->grain), number = period_first_month(m->place->when) / months;
	part.region = row;
	for (int n = period_months(m->place->when) / months; n > 0; n--) {
		struct observation seen;
		part.when = period_numbered(m->grain, number++);
		int32_t last = period_last_day(part.when);
		if (!month_counts(region, last))
			continue;
		if (!reader_computed(m->reader, &part, &seen, error))
			return false;
		if (last <= region->last_day || seen.value.kind != VALUE_NONE || seen.value.reason != REASON_MISSING)
			add_part(&m->adding, &seen);
	}
	return true;
}

/* What adjustments added to a shorter period of the sum, or took from it. */
static bool add_delta(struct months *m, int row, period when, int sign, struct tally_error *error)
{
	const struct name_region *region = &m->reader->names.regions[row];
	struct cell_place part = *m->place;
	struct observation seen;
	part.region = row;
	part.when = when;
	if (!month_counts(region, period_last_day(when)))
		return true;
	if (!reader_computed(m->reader, &part, &seen, error))
		return false;
	if (seen.delta.kind == VALUE_NONE)
		return true;
	m->adding.first += sign * (wide)seen.delta.a;
	m->adding.delta += sign * (wide)seen.delta.a;
	m->adding.adjusted = true;
	m->adding.basis = seen.basis > m->adding.basis ? seen.basis : m->adding.basis;
	return true;
}

/* The longest period of a grain of the indicator that begins with the month and ends by the other. */
static period longest_from(const struct name_indicator *indicator, int month, int end)
{
	for (int g = 0; g < GRAIN_COUNT; g++) {
		int months = grain_months((enum grain)g);
		if (indicator->grains >> g & 1 && month % months == 0 && month + months <= end)
			return period_numbered((enum grain)g, month / months);
	}
	return PERIOD_NONE;
}

/* A difference of a quarter is in none of its months: what the longest periods within the sum have more than those that were added. */
static bool add_longer(struct months *m, int row, struct tally_error *error)
{
	const struct name_indicator *indicator = &m->reader->names.indicators[m->place->indicator];
	int months = grain_months(m->grain), first = period_first_month(m->place->when);
	int end = first + period_months(m->place->when);
	for (int month = first; measure_form(indicator->measure)->additive && month < end;) {
		period longest = longest_from(indicator, month, end);
		int next = longest == PERIOD_NONE ? end : month + period_months(longest);
		if (longest != PERIOD_NONE && period_months(longest) > months && !add_delta(m, row, longest, 1, error))
			return false;
		for (int n = month; longest != PERIOD_NONE && period_months(longest) > months && n < next; n += months)
			if (!add_delta(m, row, period_numbered(m->grain, n / months), -1, error))
				return false;
		month = next;
	}
	return true;
}

static bool add_place(struct months *m, int row, struct tally_error *error)
{
	return add_months(m, row, error) && (m->reader->adjusted != 2 || add_longer(m, row, error));
}

/* Everything below that has records of its own, and is counted in the region at the end of the period. */
static bool add_leaves(struct months *m, struct tally_error *error)
{
	const struct store_names *names = &m->reader->names;
	const struct name_indicator *indicator = &names->indicators[m->place->indicator];
	int scope = indicator->row_register >= 0 ? names->registers[indicator->row_register].scope : REGION_NONE;
	int32_t last = period_last_day(m->place->when);
	for (int i = 0; i < (int)names->regions_count; i++) {
		if (!names_childless(names, i) || (scope != REGION_NONE && !names_inside(names, i, scope)))
			continue;
		int then = names_leaf(names, names_effective(names, i, last));
		if (names_counts(names, m->place->region, then) && !add_place(m, i, error))
			return false;
	}
	return true;
}

static bool observe_sum(struct store_reader *reader, const struct cell_place *place, enum grain grain,
	struct observation *observation, struct tally_error *error)
{
	const struct measure_form *form = measure_form(reader->names.indicators[place->indicator].measure);
	struct months m = { reader, place, grain, { .form = form, .combine = form->combine, .basis = BASIS_REGISTER } };
	struct adding *adding = &m.adding;
	if (!(any_passes(&m) ? add_leaves(&m, error) : add_place(&m, place->region, error)))
		return false;
	*observation = (struct observation){ .value = added(adding), .basis = adding->basis };
	if (adding->adjusted && observation->value.kind != VALUE_NONE && wide_fits(adding->delta))
		observation->delta = value_number((int64_t)adding->delta, adding->scale);
	return true;
}

/* Its figures of such a period are its successor's, or end in the middle of it. */
static bool region_ended(const struct name_region *region, period when)
{
	return region->last_day < period_last_day(when) || region->first_day > period_last_day(when);
}

static bool adds_over_time(const struct name_indicator *indicator)
{
	return indicator->measure != TALLY_DISTINCT && indicator->to_date == TO_DATE_ADDED;
}

bool store_summed(const struct name_indicator *indicator, period when, enum grain *grain)
{
	enum grain own;
	bool kept = period_grain(when, &own) && indicator->grains >> own & 1;
	return !kept && indicator->cube && !name_is_formula(indicator) && indicator->time == TALLY_FLOW &&
		adds_over_time(indicator) && grain_fits(indicator, when, grain);
}

bool observe_months(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	const struct name_indicator *indicator = &reader->names.indicators[place->indicator];
	enum grain grain;
	if (name_is_formula(indicator))
		return observe_formula_to_date(reader, place, observation, error);
	if (indicator->time != TALLY_FLOW)
		return observe_last(reader, place, observation, error);
	bool adds = adds_over_time(indicator);
	if (!adds || !grain_fits(indicator, place->when, &grain)) {
		observation->value = value_none(adds ? REASON_MISSING : REASON_RATIO);
		return true;
	}
	if (region_ended(&reader->names.regions[place->region], place->when)) {
		observation->value = value_none(REASON_BREAK);
		return true;
	}
	return observe_sum(reader, place, grain, observation, error);
}
