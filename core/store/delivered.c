/* Store: how complete the deliveries behind a value are. Knows which of them a place rests on, by the time rule of its indicator, and of a formula by its
 * operands; the deliveries themselves are read with the names. */
#include "model/formula.h"

#include "store/inner.h"

/* Deliveries of the months from first to last, both of them numbers of months. */
struct stretch {
	int first, last;
};

struct tallied {
	int delivered, expected;
};

/* A flow rests on what was delivered for its period, a dated list on its last month; what is valid or has come together by its end on everything since the
 * beginning. */
static struct stretch stretch_of(const struct name_indicator *indicator, period when)
{
	int first = period_first_month(when), last = first + period_months(when) - 1;
	if (indicator->time == TALLY_SNAPSHOT)
		first = last;
	else if (indicator->time != TALLY_FLOW)
		first = 0;
	return (struct stretch){ first, last };
}

/* The first delivery of the region, or of one behind it, that ends in the month or later. */
static size_t lower(const struct name_register *reg, int region, int month)
{
	size_t low = 0, high = reg->deliveries_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct name_delivery *d = &reg->deliveries[middle];
		bool before = d->region != region ? d->region < region
						  : period_first_month(d->when) + period_months(d->when) - 1 < month;
		if (before)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Deliveries of the region itself that lie in the stretch, wholly or in part. */
static struct tallied tally_region(const struct name_register *reg, int region, struct stretch stretch)
{
	size_t from = lower(reg, region, stretch.first);
	if (from == reg->deliveries_count || reg->deliveries[from].region != region)
		return (struct tallied){ 0, 0 };
	int months = period_months(reg->deliveries[from].when);
	size_t to =
		lower(reg, region, stretch.last + months); /* ends after the stretch by its whole length, so begins behind it */
	return (struct tallied){ reg->deliveries[to].before - reg->deliveries[from].before, (int)(to - from) };
}

/* What was delivered for one region is counted in another on that day: below it, or as the successor's. */
static bool counts_in(const struct store_names *names, int delivering, int region, int32_t day)
{
	return names_inside(names, names->successors ? names_effective(names, delivering, day) : delivering, region);
}

static struct tallied tally_below(const struct store_names *names, const struct name_register *reg, int region,
	const struct cell_place *place, struct stretch stretch)
{
	struct tallied all = { 0, 0 };
	int32_t day = period_last_day(place->when);
	size_t at = names->successors ? 0 : lower(reg, region, -1);
	while (at < reg->deliveries_count) {
		int delivering = reg->deliveries[at].region;
		bool counts = counts_in(names, delivering, region, day);
		if (!counts && !names->successors)
			break; /* in the order of the tree nothing below it follows */
		struct tallied one = counts ? tally_region(reg, delivering, stretch) : (struct tallied){ 0, 0 };
		all.delivered += one.delivered;
		all.expected += one.expected;
		at = lower(reg, delivering + 1, -1);
	}
	return all;
}

/* Whose deliveries the place rests on: what lies across its siblings on all of theirs. */
static int region_of(const struct store_names *names, const struct cell_place *place)
{
	const struct name_region *region = &names->regions[place->region];
	return region->kind == REGION_OVERLAY && region->parent != REGION_NONE ? region->parent : place->region;
}

/* Those of the region and below it; of a part of a region that delivers, those of the region. */
static struct tallied tally_place(const struct store_names *names, const struct cell_place *place)
{
	const struct name_indicator *indicator = &names->indicators[place->indicator];
	const struct name_register *reg = &names->registers[indicator->row_register];
	struct stretch stretch = stretch_of(indicator, place->when);
	int at = region_of(names, place);
	struct tallied all = tally_below(names, reg, at, place, stretch);
	for (at = names->regions[at].parent; all.expected == 0 && at != REGION_NONE; at = names->regions[at].parent)
		all = tally_region(reg, at, stretch);
	return all;
}

bool reader_undelivered(const struct store_names *names, const struct cell_place *place)
{
	if (!names->expecting || names->regions[place->region].kind == REGION_OVERLAY)
		return false;
	struct tallied all = tally_place(names, place);
	return all.expected > 0 && all.delivered == 0;
}

size_t store_missing(
	const struct store_reader *reader, const struct cell_place *place, const struct name_delivery **missing, size_t most)
{
	const struct store_names *names = &reader->names;
	const struct name_indicator *indicator = &names->indicators[place->indicator];
	const struct name_register *reg = indicator->row_register < 0 ? NULL : &names->registers[indicator->row_register];
	struct stretch stretch = stretch_of(indicator, place->when);
	int at = region_of(names, place);
	size_t count = 0;
	for (size_t i = 0; reg && i < reg->deliveries_count; i++) {
		const struct name_delivery *d = &reg->deliveries[i];
		int first = period_first_month(d->when), last = first + period_months(d->when) - 1;
		bool related =
			counts_in(names, d->region, at, period_last_day(place->when)) || names_inside(names, at, d->region);
		if (d->there || !related || last < stretch.first || first > stretch.last)
			continue;
		if (count < most)
			missing[count] = d;
		count++;
	}
	return count;
}

/* --- formulas --- */

/* The operand that misses most. One whose value was given rests on no delivery. */
static bool observe_operands(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	const struct formula *formula = reader_formula(reader, place->indicator);
	const char *area = reader->names.indicators[place->indicator].area;
	for (uint32_t i = 0; formula && i < formula->operands_count; i++) {
		struct observation seen;
		struct cell_place operand = { reader_operand(reader, area, formula->operands[i].name), place->region,
			formula_period(formula->operands[i].when, place->when), 0 };
		if (operand.indicator < 0 || operand.when < 0)
			continue;
		if (!reader_computed(reader, &operand, &seen, error))
			return false;
		if (seen.value.kind != VALUE_NONE &&
			seen.expected - seen.delivered > observation->expected - observation->delivered) {
			observation->delivered = seen.delivered;
			observation->expected = seen.expected;
		}
	}
	return true;
}

bool observe_delivered(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	const struct name_indicator *indicator = &reader->names.indicators[place->indicator];
	observation->delivered = observation->expected = 0;
	if (!reader->names.expecting || observation->value.kind == VALUE_NONE)
		return true;
	if (name_is_formula(indicator))
		return observe_operands(reader, place, observation, error);
	struct tallied all = indicator->row_register < 0 ? (struct tallied){ 0, 0 } : tally_place(&reader->names, place);
	if (all.delivered < all.expected) {
		observation->delivered = all.delivered;
		observation->expected = all.expected;
	}
	return true;
}
