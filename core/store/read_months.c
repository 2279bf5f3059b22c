/* Store: periods that no cell is kept for, made of shorter ones: a year to date, a half of a workspace that computes months. Knows what adds over time; which
 * value one cell has is read.c's. */
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
	bool any, adjusted, failed; /* 128 bits are never left: at most 12 parts of 64 bits */
	enum reason reason;
	enum basis basis;
	int scale;
};

/* A period without records adds nothing to a mean; any other silence is that of the whole. */
static void add_part(struct adding *adding, const struct observation *part)
{
	const struct value *value = &part->value;
	bool parts = adding->form->kind == VALUE_PARTS && value->kind == VALUE_NONE && value->reason == REASON_DIVISION;
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
		return value_none(REASON_NO_RECORDS);
	if (!wide_fits(adding->first) || !wide_fits(adding->second))
		return value_none(REASON_OVERFLOW);
	return adding->form->kind == VALUE_PARTS ? value_parts((int64_t)adding->first, (int64_t)adding->second, adding->scale)
						 : value_number((int64_t)adding->first, adding->scale);
}

/* A region that came or went within the period is counted by its successor there; its months alone are not the whole. */
static bool region_whole(const struct name_region *region, period when)
{
	int32_t first_end = period_last_day(period_make(period_first_month(when), 1));
	return region->first_day <= first_end && region->last_day >= period_last_day(when);
}

static bool observe_sum(struct store_reader *reader, const struct cell_place *place, enum grain grain,
	struct observation *observation, struct tally_error *error)
{
	const struct measure_form *form = measure_form(reader->names.indicators[place->indicator].measure);
	struct adding adding = { .form = form, .combine = form->combine, .basis = BASIS_REGISTER };
	struct cell_place part = *place;
	int number = period_first_month(place->when) / grain_months(grain);
	for (int n = period_months(place->when) / grain_months(grain); n > 0; n--) {
		struct observation seen;
		part.when = period_numbered(grain, number++);
		if (!reader_computed(reader, &part, &seen, error))
			return false;
		add_part(&adding, &seen);
	}
	*observation = (struct observation){ .value = added(&adding), .basis = adding.basis };
	if (adding.adjusted && observation->value.kind != VALUE_NONE && wide_fits(adding.delta))
		observation->delta = value_number((int64_t)adding.delta, adding.scale);
	return true;
}

bool observe_months(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	const struct name_indicator *indicator = &reader->names.indicators[place->indicator];
	enum grain grain;
	if (name_is_formula(indicator)) {
		observation->value = value_none(REASON_RATIO);
		return true;
	}
	if (indicator->time != TALLY_FLOW)
		return observe_last(reader, place, observation, error);
	if (indicator->measure == TALLY_DISTINCT || !grain_fits(indicator, place->when, &grain)) {
		observation->value = value_none(indicator->measure == TALLY_DISTINCT ? REASON_RATIO : REASON_MISSING);
		return true;
	}
	if (!region_whole(&reader->names.regions[place->region], place->when)) {
		observation->value = value_none(REASON_BREAK);
		return true;
	}
	return observe_sum(reader, place, grain, observation, error);
}
