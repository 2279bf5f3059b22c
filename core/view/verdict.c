/* View: verdicts. Knows which fact a statement speaks of and what its bounds mean; knows no table. */
#include "view/verdict.h"

const char *const verdict_names[VERDICT_COUNT] = { "exact", "within", "different", "accepted", "unsaid" };

const char *verdict_word(enum verdict verdict)
{
	static const char *const words[VERDICT_COUNT] = { N_("exact"), N_("within what is printed"), N_("different"),
		N_("accepted"), N_("cannot be said") };
	return _(words[verdict]);
}

static const enum fact_kind stat_facts[STAT_COUNT] = {
	[STAT_VALUE] = FACT_VALUE,
	[STAT_GROWTH] = FACT_GROWTH,
	[STAT_CHANGE] = FACT_CHANGE,
	[STAT_SHARE_PARENT] = FACT_SHARE_PARENT,
	[STAT_SHARE_TOTAL] = FACT_SHARE_TOTAL,
	[STAT_RANK] = FACT_RANK,
	[STAT_RANK_LAST] = FACT_RANK,
	[STAT_ENTRIES] = FACT_ENTRIES,
	[STAT_EXITS] = FACT_EXITS,
	[STAT_NET] = FACT_NET,
};

static bool has(const struct value *value)
{
	return value->kind != VALUE_NONE;
}

/* Below (-1), at (0) or above (1) the bound; a product that 256 bits do not hold counts as not at it. */
static int order(const struct ratio *number, const struct value *bound)
{
	int sign = 1;
	return ratio_order(number, bound, &sign) ? sign : 1;
}

enum verdict verdict_against(const struct ratio *number, const struct bounds *bounds, const struct value **missed)
{
	*missed = NULL;
	if (has(&bounds->value) && order(number, &bounds->value) == 0)
		return VERDICT_EXACT;
	if (bounds->exact) {
		*missed = &bounds->value;
		return VERDICT_DIFFERENT;
	}
	int low = has(&bounds->low) ? order(number, &bounds->low) : 1,
	    high = has(&bounds->high) ? order(number, &bounds->high) : -1;
	if (low < 0 || (low == 0 && bounds->low_open))
		*missed = &bounds->low;
	else if (high > 0 || (high == 0 && bounds->high_open))
		*missed = &bounds->high;
	return *missed ? VERDICT_DIFFERENT : VERDICT_WITHIN;
}

int verdict_side(const struct ratio *number, const struct bounds *bounds)
{
	const struct value *missed;
	verdict_against(number, bounds, &missed);
	return !missed ? 0 : missed == &bounds->low ? -1 : missed == &bounds->high ? 1 : order(number, missed);
}

static bool weaken(enum basis *basis, const struct observation *seen)
{
	if (has(&seen->value) && seen->basis > *basis)
		*basis = seen->basis;
	return has(&seen->value);
}

static bool exact_growth(struct facts *facts, struct judged *judged, struct ratio *number, struct tally_error *error)
{
	const struct observation *now, *base;
	if (!facts_observe(facts, BESIDE_NOW, &now, error) || !facts_observe(facts, BESIDE_YEAR, &base, error))
		return false;
	if (!weaken(&judged->basis, base) || !ratio_growth(&now->value, &base->value, number))
		*number = ratio_of(&judged->computed.value);
	return true;
}

static bool exact_share(
	struct facts *facts, enum share_of of, struct judged *judged, struct ratio *number, struct tally_error *error)
{
	struct observation part, all;
	struct cell_place whole;
	*number = ratio_of(&judged->computed.value);
	if (!standing_whole(store_names(facts->reader), &facts->place, of, &whole))
		return true;
	if (!store_observe(facts->reader, &facts->place, BASIS_COUNT, &part, error) ||
		!store_observe(facts->reader, &whole, BASIS_COUNT, &all, error))
		return false;
	if (weaken(&judged->basis, &all) && !ratio_percent(&part.value, &all.value, number))
		*number = ratio_of(&judged->computed.value);
	return true;
}

/* The number itself: percentages are shown with four places and judged without rounding. */
static bool number_of(
	struct facts *facts, enum statement_stat stat, struct judged *judged, struct ratio *number, struct tally_error *error)
{
	if (stat == STAT_GROWTH)
		return exact_growth(facts, judged, number, error);
	if (stat == STAT_SHARE_PARENT || stat == STAT_SHARE_TOTAL)
		return exact_share(facts, stat == STAT_SHARE_PARENT ? SHARE_PARENT : SHARE_TOTAL, judged, number, error);
	*number = ratio_of(&judged->computed.value);
	return true;
}

/* A rank says itself whether it could be made; all others have a reason. */
static void settle_rank(enum statement_stat stat, struct judged *judged)
{
	struct fact *fact = &judged->computed;
	if (fact->rank.reason == REASON_NONE)
		fact->value = value_number(stat == STAT_RANK ? fact->rank.place : fact->rank.place_last, 0);
	else
		fact->value = value_none(fact->rank.reason);
}

bool verdict_judge(struct facts *facts, const struct statement *said, struct judged *judged, struct tally_error *error)
{
	const struct observation *now;
	const struct value *missed;
	struct ratio number;
	*judged = (struct judged){ .verdict = VERDICT_UNSAID, .distance = value_none(REASON_NONE) };
	if (!facts_observe(facts, BESIDE_NOW, &now, error) ||
		!facts_get(facts, stat_facts[said->stat], &judged->computed, error))
		return false;
	weaken(&judged->basis, now);
	if (said->stat == STAT_RANK || said->stat == STAT_RANK_LAST)
		settle_rank(said->stat, judged);
	if (said->stat == STAT_VALUE && now->basis == BASIS_PUBLISHED)
		judged->computed.value = value_none(REASON_MISSING);
	struct value *value = &judged->computed.value;
	if (!has(value)) {
		if (value->reason == REASON_NONE)
			value->reason = has(&now->value) ? REASON_MISSING : now->value.reason;
		return true;
	}
	if (!number_of(facts, said->stat, judged, &number, error))
		return false;
	judged->verdict = verdict_against(&number, &said->bounds, &missed);
	if (missed)
		judged->distance = value_difference(value, missed);
	return true;
}
