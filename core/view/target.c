/* View: targets as levels. Knows quantities of targets and the closing they start from; knows no table and no request. */
#include "view/target.h"

/* The sum of two values, exact where both are numbers, else at 12 digits. */
static struct value value_sum(const struct value *x, const struct value *y)
{
	wide a, b, sum;
	if (x->kind == VALUE_NONE || y->kind == VALUE_NONE)
		return x->kind == VALUE_NONE ? *x : *y;
	if (x->kind == VALUE_NUMBER && y->kind == VALUE_NUMBER) {
		int scale = x->scale > y->scale ? x->scale : y->scale;
		sum = (wide)x->a * wide_power(scale - x->scale) + (wide)y->a * wide_power(scale - y->scale);
		return wide_fits(sum) ? value_number((int64_t)sum, scale) : value_none(REASON_OVERFLOW);
	}
	if (!value_to_decimal(x, &a) || !value_to_decimal(y, &b) || !wide_add(a, b, &sum))
		return value_none(REASON_OVERFLOW);
	return value_decimal(sum);
}

static bool is_increase(const struct name_indicator *indicator, const struct statement *target)
{
	if (indicator->time == TALLY_FLOW)
		return false;
	return target->quantity == QUANTITY_NET ||
		(target->quantity == QUANTITY_ENTRIES && indicator->time == TALLY_CUMULATIVE);
}

/* What one target implies. */
static struct value implied(const struct name_indicator *indicator, const struct statement *target, const struct value *closing)
{
	if (is_increase(indicator, target))
		return value_sum(closing, &target->bounds.value);
	if (target->quantity == QUANTITY_ENTRIES && indicator->time != TALLY_FLOW)
		return value_none(REASON_MISSING);
	return target->bounds.value;
}

static bool is_level(const struct name_indicator *indicator, const struct statement *target)
{
	return target->quantity == QUANTITY_LEVEL || target->quantity == QUANTITY_NONE || indicator->time == TALLY_FLOW;
}

static struct value highest(
	const struct name_indicator *indicator, const struct statement *targets, size_t count, const struct value *closing)
{
	struct value best = value_none(REASON_MISSING);
	bool best_level = false;
	for (size_t i = 0; i < count; i++) {
		struct value value = implied(indicator, &targets[i], closing);
		bool level = is_level(indicator, &targets[i]);
		if (value.kind == VALUE_NONE || (best_level && !level))
			continue;
		if (best.kind == VALUE_NONE || (level && !best_level) || value_compare(&value, &best) > 0) {
			best = value;
			best_level = level;
		}
	}
	return best;
}

bool target_level(struct store_reader *reader, const struct cell_place *place, struct arena *arena, struct value *level,
	struct tally_error *error)
{
	const struct name_indicator *indicator = &store_names(reader)->indicators[place->indicator];
	struct observation closing = { .value = value_none(REASON_MISSING) };
	struct cell_place before = *place;
	const struct statement *targets;
	size_t count;
	*level = value_none(REASON_MISSING);
	if (place->when < 0 || !store_statements(reader, place, STATEMENT_TARGET, STAT_VALUE, arena, &targets, &count, error))
		return place->when < 0;
	before.when = period_previous(place->when);
	if (count && before.when >= 0 && !store_observe(reader, &before, BASIS_COUNT, &closing, error))
		return false;
	*level = highest(indicator, targets, count, &closing.value);
	return true;
}
