/* View: figures as bounds. Knows which statement speaks for a cell; judges nothing. */
#include "view/known.h"

#include "view/target.h"

static struct interval bounds_known(const struct knowing *k, const struct bounds *bounds)
{
	return k->points && bounds->value.kind != VALUE_NONE ? interval_of(&bounds->value) : interval_of_bounds(bounds);
}

/* --- computed --- */

static bool computed(struct knowing *k, const struct cell_place *place, enum formula_take take, struct interval *known,
	struct tally_error *error)
{
	struct observation seen;
	if (!store_computed(k->reader, place, &seen, error))
		return false;
	if (seen.expected - seen.delivered > k->expected - k->delivered) {
		k->delivered = seen.delivered;
		k->expected = seen.expected;
	}
	*known = interval_of(&seen.value);
	if (take == TAKE_VALUE || known->reason != REASON_NONE)
		return true;
	int scale = store_names(k->reader)->indicators[place->indicator].scale;
	struct value in = value_number(seen.entries, scale), out = value_number(seen.exits, scale);
	struct interval entries = interval_of(&in), exits = interval_of(&out);
	*known = !seen.moves           ? interval_none(REASON_MISSING)
		: take == TAKE_NET     ? interval_subtract(&entries, &exits)
		: take == TAKE_ENTRIES ? entries
				       : exits;
	return true;
}

/* --- said --- */

/* Of the statements of a cell the one that the store takes the value from; one without a number counts where there is no other. */
static const struct statement *speaking(const struct statement *said, size_t count, const struct value *value)
{
	const struct statement *found = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct value *own = &said[i].bounds.value;
		bool same = own->kind != VALUE_NONE && value->kind != VALUE_NONE && value_compare(own, value) == 0;
		if (same || (value->kind == VALUE_NONE && own->kind == VALUE_NONE))
			found = &said[i];
	}
	return found;
}

static bool said(struct knowing *k, const struct cell_place *place, enum statement_kind kind, enum formula_take take,
	struct interval *known, struct tally_error *error)
{
	static const enum statement_stat stats[] = {
		[TAKE_VALUE] = STAT_VALUE, [TAKE_NET] = STAT_NET, [TAKE_ENTRIES] = STAT_ENTRIES, [TAKE_EXITS] = STAT_EXITS
	};
	struct observation seen = { .value = value_none(REASON_MISSING) };
	const struct statement *statements;
	size_t count;
	enum basis basis = kind == STATEMENT_GIVEN ? BASIS_GIVEN : BASIS_PUBLISHED;
	*known = interval_none(REASON_MISSING);
	if (!store_statements(k->reader, place, kind, stats[take], k->arena, &statements, &count, error) ||
		(take == TAKE_VALUE && count && !store_observe(k->reader, place, basis, &seen, error)))
		return false;
	const struct statement *speaks = speaking(statements, count, &seen.value);
	if (!speaks && count)
		speaks = &statements[count - 1];
	if (speaks)
		*known = bounds_known(k, &speaks->bounds);
	return true;
}

static bool best(struct knowing *k, const struct cell_place *place, enum formula_take take, struct interval *known,
	struct tally_error *error)
{
	struct interval other;
	if (!computed(k, place, take, known, error))
		return false;
	if (known->reason == REASON_NONE || known->reason == REASON_AREA_OFF)
		return true;
	if (!said(k, place, STATEMENT_GIVEN, take, &other, error) ||
		(other.reason != REASON_NONE && !said(k, place, STATEMENT_PUBLISHED, take, &other, error)))
		return false;
	if (other.reason == REASON_NONE)
		*known = other;
	return true;
}

/* --- planned --- */

static struct interval allowed(const struct knowing *k, const struct value *amount, const struct statement *target)
{
	struct edge edge = { true, target->compare == COMPARE_GT || target->compare == COMPARE_LT, FRACTION_ZERO },
		    none = { 0 };
	if (amount->kind == VALUE_NONE)
		return interval_of(amount);
	edge.at = fraction_of(amount);
	if (k->points || target->compare == COMPARE_EQ || target->compare == COMPARE_NONE)
		return interval_of(amount);
	bool floor = target->compare == COMPARE_GE || target->compare == COMPARE_GT;
	return (struct interval){ REASON_NONE, floor ? edge : none, floor ? none : edge };
}

static bool planned_level(struct knowing *k, const struct cell_place *place, struct interval *known, struct tally_error *error)
{
	const struct statement *targets;
	size_t count;
	bool level = false;
	*known = interval_none(REASON_MISSING);
	if (!store_statements(k->reader, place, STATEMENT_TARGET, STAT_VALUE, k->arena, &targets, &count, error))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct value implied;
		bool increase;
		if (!target_implied(k->reader, place, &targets[i], &implied, &increase, error))
			return false;
		if (implied.kind == VALUE_NONE || level || (increase && known->reason == REASON_NONE))
			continue;
		*known = allowed(k, &implied, &targets[i]);
		level = targets[i].quantity == QUANTITY_LEVEL;
	}
	return true;
}

static bool planned_moves(struct knowing *k, const struct cell_place *place, enum formula_take take, struct interval *known,
	struct tally_error *error)
{
	enum quantity wanted = take == TAKE_NET ? QUANTITY_NET : QUANTITY_ENTRIES;
	const struct statement *targets;
	size_t count;
	*known = interval_none(REASON_MISSING);
	if (!store_statements(k->reader, place, STATEMENT_TARGET, STAT_VALUE, k->arena, &targets, &count, error))
		return false;
	for (size_t i = 0; i < count && take != TAKE_EXITS && known->reason != REASON_NONE; i++)
		if (targets[i].quantity == wanted)
			*known = allowed(k, &targets[i].bounds.value, &targets[i]);
	if (known->reason == REASON_NONE || take != TAKE_NET)
		return true;
	struct cell_place before = *place;
	struct interval level, closing;
	before.when = period_previous(place->when);
	if (!planned_level(k, place, &level, error) || !best(k, &before, TAKE_VALUE, &closing, error))
		return false;
	*known = level.reason == REASON_NONE ? interval_subtract(&level, &closing) : level;
	return true;
}

bool known_figure(struct knowing *k, const struct cell_place *place, enum formula_take take, struct interval *known,
	struct tally_error *error)
{
	bool good = true;
	*known = interval_none(REASON_MISSING);
	if (place->when < 0)
		return true;
	if (k->on == TALLY_ON_BEST)
		return best(k, place, take, known, error);
	if (k->on == TALLY_ON_REGISTER)
		return computed(k, place, take, known, error);
	if (k->on == TALLY_ON_TARGETS)
		good = take == TAKE_VALUE ? planned_level(k, place, known, error) : planned_moves(k, place, take, known, error);
	else
		good = said(k, place, k->on == TALLY_ON_GIVEN ? STATEMENT_GIVEN : STATEMENT_PUBLISHED, take, known, error);
	return good && (known->reason == REASON_NONE || !k->later || best(k, place, take, known, error));
}

const char *interval_words(struct arena *arena, const struct interval *x, int decimals)
{
	char low[FRACTION_TEXT_BYTES], high[FRACTION_TEXT_BYTES];
	if (x->reason != REASON_NONE)
		return reason_text(x->reason);
	if (x->low.there)
		fraction_print(x->low.at, decimals, low);
	if (x->high.there)
		fraction_print(x->high.at, decimals, high);
	if (interval_is_point(x))
		return arena_printf(arena, "%s", low);
	if (!x->low.there && !x->high.there)
		return _("any number");
	if (!x->high.there)
		return x->low.open ? arena_printf(arena, _("> %s"), low) : arena_printf(arena, _(">= %s"), low);
	if (!x->low.there)
		return x->high.open ? arena_printf(arena, _("< %s"), high) : arena_printf(arena, _("<= %s"), high);
	return arena_printf(arena, "%s%s, %s%s", x->low.open ? "(" : "[", low, high, x->high.open ? ")" : "]");
}
