/* View: targets as levels. Knows quantities of targets and the closing they start from; knows no table and no request. */
#include "view/target.h"

static bool is_increase(const struct name_indicator *indicator, const struct statement *target)
{
	if (indicator->time == TALLY_FLOW)
		return indicator->anew && target->quantity == QUANTITY_NET;
	return target->quantity == QUANTITY_NET ||
		(target->quantity == QUANTITY_ENTRIES && indicator->time == TALLY_CUMULATIVE);
}

/* A flow has no closing: what is counted anew is compared with the same time of the year before. */
static period period_opening(const struct name_indicator *indicator, period when)
{
	return indicator->anew ? period_year_before(when) : period_previous(when);
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
	return target->quantity == QUANTITY_LEVEL || target->quantity == QUANTITY_NONE ||
		(indicator->time == TALLY_FLOW && !is_increase(indicator, target));
}

/* Whether `a` speaks for the cell before `b` does. */
static bool stronger(const struct target *a, bool a_level, const struct target *b, bool b_level)
{
	if (a->level.kind == VALUE_NONE || b->level.kind == VALUE_NONE)
		return b->level.kind == VALUE_NONE && a->level.kind != VALUE_NONE;
	if (a_level != b_level)
		return a_level;
	return value_compare(&a->level, &b->level) > 0;
}

static struct target chosen(
	const struct name_indicator *indicator, const struct statement *targets, size_t count, const struct value *closing)
{
	struct target best = { .level = value_none(REASON_MISSING), .amount = value_none(REASON_MISSING) };
	bool best_level = false;
	for (size_t i = 0; i < count; i++) {
		const struct statement *said = &targets[i];
		bool level = is_level(indicator, said), increase = is_increase(indicator, said);
		struct target one = { .there = true,
			.quantity = increase ? QUANTITY_NET
				: level      ? QUANTITY_LEVEL
					     : said->quantity,
			.compare = said->compare,
			.amount = said->bounds.value,
			.level = implied(indicator, said, closing),
			.opening = increase ? *closing : value_none(REASON_MISSING) };
		if (best.there && !stronger(&one, level, &best, best_level))
			continue;
		best = one;
		best_level = level;
	}
	return best;
}

bool target_of(struct store_reader *reader, const struct cell_place *place, struct arena *arena, struct target *target,
	struct tally_error *error)
{
	const struct name_indicator *indicator = &store_names(reader)->indicators[place->indicator];
	struct observation closing = { .value = value_none(REASON_MISSING) };
	struct cell_place before = *place;
	const struct statement *targets;
	size_t count;
	*target = (struct target){ .level = value_none(REASON_MISSING), .amount = value_none(REASON_MISSING) };
	if (place->when < 0 || !store_statements(reader, place, STATEMENT_TARGET, STAT_VALUE, arena, &targets, &count, error))
		return place->when < 0;
	before.when = period_opening(indicator, place->when);
	if (count && before.when >= 0 && !store_observe(reader, &before, BASIS_COUNT, &closing, error))
		return false;
	*target = chosen(indicator, targets, count, &closing.value);
	return true;
}

bool target_implied(struct store_reader *reader, const struct cell_place *place, const struct statement *said,
	struct value *level, bool *increase, struct tally_error *error)
{
	const struct name_indicator *indicator = &store_names(reader)->indicators[place->indicator];
	struct observation closing = { .value = value_none(REASON_MISSING) };
	struct cell_place before = *place;
	before.when = period_opening(indicator, place->when);
	if (before.when >= 0 && !store_observe(reader, &before, BASIS_COUNT, &closing, error))
		return false;
	*increase = is_increase(indicator, said);
	*level = implied(indicator, said, &closing.value);
	if (*increase && closing.value.kind == VALUE_NONE)
		*level = closing.value;
	return true;
}

bool target_level(struct store_reader *reader, const struct cell_place *place, struct arena *arena, struct value *level,
	struct tally_error *error)
{
	struct target target;
	bool good = target_of(reader, place, arena, &target, error);
	*level = good ? target.level : value_none(REASON_MISSING);
	return good;
}

struct value target_reached(const struct target *target, const struct observation *now)
{
	if (!target->there)
		return value_none(REASON_NONE);
	if (now->value.kind == VALUE_NONE || target->quantity == QUANTITY_LEVEL)
		return now->value;
	if (target->quantity == QUANTITY_NET && target->opening.kind == VALUE_NONE)
		return value_none(REASON_NO_BASE);
	if (target->quantity == QUANTITY_NET)
		return value_difference(&now->value, &target->opening);
	return now->moves ? value_number(now->entries, now->value.scale) : value_none(REASON_MISSING);
}

static bool is_zero(const struct value *value)
{
	return value->a == 0 && (value->kind != VALUE_DECIMAL || value->b == 0);
}

struct value target_completion(const struct target *target, const struct observation *now)
{
	struct value reached = target_reached(target, now);
	if (reached.kind != VALUE_NONE && target->amount.kind != VALUE_NONE && is_zero(&target->amount))
		return value_none(REASON_ZERO_TARGET);
	return value_percent(&reached, &target->amount);
}

static bool is_ceiling(const struct target *target)
{
	return target->compare == COMPARE_LE || target->compare == COMPARE_LT;
}

struct value target_distance(const struct target *target, const struct observation *now)
{
	struct value reached = target_reached(target, now);
	return is_ceiling(target) ? value_difference(&reached, &target->amount) : value_difference(&target->amount, &reached);
}

bool target_met(const struct target *target, const struct observation *now, bool lower_is_better)
{
	struct value reached = target_reached(target, now);
	if (reached.kind == VALUE_NONE || target->amount.kind == VALUE_NONE)
		return false;
	int order = value_compare(&reached, &target->amount);
	switch (target->compare) {
	case COMPARE_GT:
		return order > 0;
	case COMPARE_LT:
		return order < 0;
	case COMPARE_LE:
		return order <= 0;
	case COMPARE_GE:
		return order >= 0;
	default:
		return lower_is_better ? order <= 0 : order >= 0;
	}
}
