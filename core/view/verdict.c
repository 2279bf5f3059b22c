/* View: verdicts. Knows which fact a statement speaks of and what its bounds mean; knows no table. */
#include "view/verdict.h"

#include "view/known.h"

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
	[STAT_COMPLETION] = FACT_COMPLETION,
};

static bool has(const struct value *value)
{
	return value->kind != VALUE_NONE;
}

static int order(struct fraction number, const struct value *bound)
{
	return fraction_compare(number, fraction_of(bound));
}

enum verdict verdict_against(struct fraction number, const struct bounds *bounds, const struct value **missed)
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

static bool weaken(enum basis *basis, const struct observation *seen)
{
	if (has(&seen->value) && seen->basis > *basis)
		*basis = seen->basis;
	return has(&seen->value);
}

/* --- what is known of the computed figure --- */

/* What was counted or handed out is a number; what somebody said has bounds. */
static bool bounds_of(struct facts *facts, const struct cell_place *place, const struct observation *seen, enum tally_on on,
	struct interval *known, struct tally_error *error)
{
	struct knowing knowing = { .reader = facts->reader, .arena = facts->arena, .on = on };
	*known = interval_of(&seen->value);
	if (has(&seen->value) && seen->basis != BASIS_GIVEN && seen->basis != BASIS_PUBLISHED)
		return true;
	return known_figure(&knowing, place, TAKE_VALUE, known, error);
}

/* A figure and what it is compared with, as numbers and as bounds. */
struct compared {
	struct interval now, base, now_number, base_number;
};

static bool compare_year(struct facts *facts, struct compared *c, struct judged *judged, struct tally_error *error)
{
	const struct observation *now, *base;
	struct cell_place before = facts->place;
	before.when = period_year_before(before.when);
	if (!facts_observe(facts, BESIDE_NOW, &now, error) || !facts_observe(facts, BESIDE_YEAR, &base, error))
		return false;
	weaken(&judged->basis, base);
	c->now_number = interval_of(&now->value);
	c->base_number = interval_of(&base->value);
	c->base = c->base_number;
	return bounds_of(facts, &facts->place, now, TALLY_ON_BEST, &c->now, error) &&
		(facts->release[BESIDE_YEAR] || bounds_of(facts, &before, base, TALLY_ON_BEST, &c->base, error));
}

static bool compare_whole(
	struct facts *facts, enum share_of of, struct compared *c, struct judged *judged, struct tally_error *error)
{
	struct observation part, all;
	struct cell_place whole;
	*c = (struct compared){ interval_none(REASON_MISSING), interval_none(REASON_MISSING), interval_none(REASON_MISSING),
		interval_none(REASON_MISSING) };
	if (!standing_whole(store_names(facts->reader), &facts->place, of, &whole))
		return true;
	if (!store_observe(facts->reader, &facts->place, BASIS_COUNT, &part, error) ||
		!store_observe(facts->reader, &whole, BASIS_COUNT, &all, error))
		return false;
	weaken(&judged->basis, &all);
	c->now_number = interval_of(&part.value);
	c->base_number = interval_of(&all.value);
	return bounds_of(facts, &facts->place, &part, TALLY_ON_BEST, &c->now, error) &&
		bounds_of(facts, &whole, &all, TALLY_ON_BEST, &c->base, error);
}

/* What was reached, and what was planned of it. */
static bool compare_target(struct facts *facts, struct compared *c, struct tally_error *error)
{
	const struct observation *now;
	if (!facts_observe(facts, BESIDE_NOW, &now, error))
		return false;
	struct value reached = target_reached(&facts->target, now);
	c->now = c->now_number = interval_of(&reached);
	c->base = c->base_number = interval_of(&facts->target.amount);
	return facts->target.quantity != QUANTITY_LEVEL || bounds_of(facts, &facts->place, now, TALLY_ON_BEST, &c->now, error);
}

static struct interval in_percent(const struct interval *part, const struct interval *whole)
{
	struct interval hundred = interval_at(fraction_whole(100)), quotient = interval_divide(part, whole);
	return interval_multiply(&quotient, &hundred);
}

static struct interval combine(enum statement_stat stat, const struct interval *now, const struct interval *base)
{
	return stat == STAT_GROWTH    ? interval_growth(now, base)
		: stat == STAT_CHANGE ? interval_subtract(now, base)
				      : in_percent(now, base);
}

/* The number itself, since percentages are shown with four places and judged without rounding; and what is known of it. */
static bool number_of(struct facts *facts, enum statement_stat stat, struct judged *judged, struct interval *number,
	struct tally_error *error)
{
	const struct observation *now;
	struct compared c;
	*number = judged->known = interval_of(&judged->computed.value);
	if (stat == STAT_VALUE)
		return facts_observe(facts, BESIDE_NOW, &now, error) &&
			(now->basis == BASIS_PUBLISHED ||
				bounds_of(facts, &facts->place, now, TALLY_ON_GIVEN, &judged->known, error));
	if (stat == STAT_GROWTH || stat == STAT_CHANGE) {
		if (!compare_year(facts, &c, judged, error))
			return false;
	} else if (stat == STAT_COMPLETION) {
		if (!compare_target(facts, &c, error))
			return false;
	} else if (stat == STAT_SHARE_PARENT || stat == STAT_SHARE_TOTAL) {
		if (!compare_whole(facts, stat == STAT_SHARE_PARENT ? SHARE_PARENT : SHARE_TOTAL, &c, judged, error))
			return false;
	} else {
		return true;
	}
	struct interval exactly = combine(stat, &c.now_number, &c.base_number);
	*number = exactly.reason == REASON_NONE && has(&judged->computed.value) ? exactly : *number;
	judged->now = c.now;
	judged->base = c.base;
	judged->known = combine(stat, &c.now, &c.base);
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

/* A figure that was only said with bounds (数千万) has no number, but something is known of it. */
static bool only_bounds(const struct judged *judged)
{
	enum reason reason = judged->computed.value.reason;
	return !has(&judged->computed.value) && judged->known.reason == REASON_NONE &&
		(reason == REASON_NONE || reason == REASON_MISSING || reason == REASON_NO_BASE ||
			reason == REASON_ABOVE_SCOPE || reason == REASON_NOT_COVERED || reason == REASON_NOT_DELIVERED);
}

static void settle(struct judged *judged, const struct interval *number, const struct bounds *printed)
{
	const struct value *missed = NULL;
	struct interval said = interval_of_bounds(printed);
	bool apart = interval_compare(&judged->known, COMPARE_EQ, &said).holds == HOLDS_NOT;
	judged->by_bounds = only_bounds(judged);
	if (judged->by_bounds) {
		judged->verdict = apart ? VERDICT_DIFFERENT : VERDICT_WITHIN;
		return;
	}
	judged->verdict = verdict_against(number->low.at, printed, &missed);
	judged->by_bounds = judged->verdict == VERDICT_DIFFERENT && judged->known.reason == REASON_NONE && !apart;
	if (judged->by_bounds)
		judged->verdict = VERDICT_WITHIN;
	else if (missed)
		judged->distance = value_difference(&judged->computed.value, missed);
}

bool verdict_judge(struct facts *facts, const struct statement *said, struct judged *judged, struct tally_error *error)
{
	const struct observation *now;
	struct interval number;
	*judged = (struct judged){ .verdict = VERDICT_UNSAID, .distance = value_none(REASON_NONE) };
	if (!facts_observe(facts, BESIDE_NOW, &now, error) ||
		!facts_get(facts, stat_facts[said->stat], &judged->computed, error))
		return false;
	weaken(&judged->basis, now);
	if (said->stat == STAT_RANK || said->stat == STAT_RANK_LAST)
		settle_rank(said->stat, judged);
	if (said->stat == STAT_VALUE && now->basis == BASIS_PUBLISHED)
		judged->computed.value = value_none(REASON_MISSING);
	if (!number_of(facts, said->stat, judged, &number, error))
		return false;
	struct value *value = &judged->computed.value;
	if (has(value) || only_bounds(judged))
		settle(judged, &number, &said->bounds);
	else if (value->reason == REASON_NONE)
		value->reason = has(&now->value) ? REASON_MISSING : now->value.reason;
	return true;
}
