/* View: the table of facts. Knows where each comes from and when it has no number; knows no layout. */
#include "view/facts.h"

#include "store/release.h"
#include "view/labels.h"

#define ROW(key, heading)                                                                                                      \
	{                                                                                                                      \
		key, heading                                                                                                   \
	}

const struct fact_row fact_rows[FACT_COUNT] = {
	[FACT_VALUE] = ROW("value", N_("value")),
	[FACT_BASE] = ROW("base", N_("year before")),
	[FACT_GROWTH] = ROW("growth", N_("growth")),
	[FACT_CHANGE] = ROW("change", N_("change")),
	[FACT_PREVIOUS] = ROW("previous", N_("period before")),
	[FACT_GROWTH_PREVIOUS] = ROW("growth_previous", N_("growth on period before")),
	[FACT_CHANGE_PREVIOUS] = ROW("change_previous", N_("change on period before")),
	[FACT_ENTRIES] = ROW("entries", N_("entries")),
	[FACT_EXITS] = ROW("exits", N_("exits")),
	[FACT_NET] = ROW("net", N_("net")),
	[FACT_SHARE_PARENT] = ROW("share_parent", N_("of the region above")),
	[FACT_SHARE_TOTAL] = ROW("share_total", N_("of the home region")),
	[FACT_SHARE_PARTS] = ROW("share_parts", N_("of the total")),
	[FACT_RANK] = ROW("rank", N_("rank")),
	[FACT_RANK_OF] = ROW("rank_of", N_("ranked")),
	[FACT_TARGET] = ROW("target", N_("target")),
	[FACT_COMPLETION] = ROW("completion", N_("completion")),
	[FACT_DISTANCE] = ROW("distance", N_("still missing")),
	[FACT_MET] = ROW("met", N_("met")),
	[FACT_TARGET_NEXT] = ROW("target_next", N_("next target")),
	[FACT_TO_DATE] = ROW("to_date", N_("to date")),
	[FACT_TO_DATE_BASE] = ROW("to_date_base", N_("to date, year before")),
	[FACT_TO_DATE_GROWTH] = ROW("to_date_growth", N_("growth to date")),
	[FACT_TO_DATE_CHANGE] = ROW("to_date_change", N_("change to date")),
	[FACT_BASIS] = ROW("basis", N_("basis")),
	[FACT_BASE_RELEASE] = ROW("base_release", N_("base as released in")),
	[FACT_DELIVERED] = ROW("delivered", N_("deliveries")),
};

void facts_at(struct facts *facts, const struct cell_place *place, enum basis basis)
{
	*facts = (struct facts){
		.reader = facts->reader, .arena = facts->arena, .standing = facts->standing, .place = *place, .basis = basis
	};
}

period period_behind(period p)
{
	enum grain grain;
	if (p < 0 || period_grain(p, &grain))
		return p < 0 ? PERIOD_NONE : period_next(p);
	return period_make(period_first_month(p) + 12, period_months(p));
}

period period_so_far(period p)
{
	int end = p < 0 ? 0 : period_first_month(p) + period_months(p), january = (end - 1) / 12 * 12;
	return p < 0 ? PERIOD_NONE : period_make(january, end - january);
}

static period period_beside(period p, enum beside which)
{
	switch (which) {
	case BESIDE_YEAR:
		return period_year_before(p);
	case BESIDE_PREVIOUS:
		return period_previous(p);
	case BESIDE_TO_DATE:
		return period_so_far(p);
	case BESIDE_TO_DATE_YEAR:
		return period_year_before(period_so_far(p));
	default:
		return p;
	}
}

/* What was handed out is what a reader compares with, whatever was corrected since. One basis alone was never handed out. */
static bool facts_released(struct facts *facts, enum beside which, const struct cell_place *place, struct tally_error *error)
{
	struct observation seen;
	if (place->when < 0 || facts->basis != BASIS_COUNT || store_names(facts->reader)->growth_current)
		return true;
	if (!store_released(facts->reader, place, &seen, &facts->release[which], error))
		return false;
	if (seen.value.kind == VALUE_NONE)
		facts->release[which] = NULL;
	else
		facts->observed[which] = seen;
	return true;
}

bool facts_observe(struct facts *facts, enum beside which, const struct observation **observation, struct tally_error *error)
{
	struct cell_place place = facts->place;
	*observation = &facts->observed[which];
	if (facts->seen[which])
		return true;
	place.when = period_beside(place.when, which);
	facts->observed[which] = (struct observation){ .value = value_none(REASON_MISSING) };
	facts->seen[which] = true;
	if (which != BESIDE_NOW && which != BESIDE_TO_DATE && !facts_released(facts, which, &place, error))
		return false;
	return place.when < 0 || facts->release[which] ||
		store_observe(facts->reader, &place, facts->basis, &facts->observed[which], error);
}

static bool facts_target(struct facts *facts, struct tally_error *error)
{
	if (facts->targeted)
		return true;
	facts->targeted = true;
	return target_of(facts->reader, &facts->place, facts->arena, &facts->target, error);
}

static const struct name_indicator *indicator_of(const struct facts *facts)
{
	return &store_names(facts->reader)->indicators[facts->place.indicator];
}

/* --- values and what they are compared with --- */

static bool get_value(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *seen;
	enum beside which = kind == FACT_BASE ? BESIDE_YEAR
		: kind == FACT_PREVIOUS       ? BESIDE_PREVIOUS
		: kind == FACT_TO_DATE        ? BESIDE_TO_DATE
		: kind == FACT_TO_DATE_BASE   ? BESIDE_TO_DATE_YEAR
					      : BESIDE_NOW;
	if (!facts_observe(facts, which, &seen, error))
		return false;
	fact->value = seen->value;
	if (which != BESIDE_NOW && which != BESIDE_TO_DATE && fact->value.kind == VALUE_NONE)
		fact->value.reason = REASON_NONE; /* the growth beside it says it */
	return true;
}

/* A new series begins between the base and now. A flow is counted over the whole of its period, everything else on its last day. */
static bool breaks_between(const struct name_indicator *indicator, period base, period now)
{
	struct text rest = text_of(indicator->breaks), part;
	period at;
	if (base < 0 || now < 0)
		return false;
	int32_t begun = indicator->time == TALLY_FLOW ? period_first_day(base) : period_last_day(base);
	while (text_next(&rest, ',', &part))
		if (period_parse(part, &at) && begun < period_first_day(at) && period_first_day(at) <= period_last_day(now))
			return true;
	return false;
}

/* Growth and change have the same reasons, but that a change needs no base other than zero. */
static bool get_growth(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *now, *base;
	bool growth = kind == FACT_GROWTH || kind == FACT_GROWTH_PREVIOUS || kind == FACT_TO_DATE_GROWTH;
	bool to_date = kind == FACT_TO_DATE_GROWTH || kind == FACT_TO_DATE_CHANGE;
	enum beside which = to_date                          ? BESIDE_TO_DATE_YEAR
		: kind == FACT_GROWTH || kind == FACT_CHANGE ? BESIDE_YEAR
							     : BESIDE_PREVIOUS;
	if (!facts_observe(facts, to_date ? BESIDE_TO_DATE : BESIDE_NOW, &now, error) ||
		!facts_observe(facts, which, &base, error))
		return false;
	fact->form = growth ? FORM_PERCENT : FORM_CHANGE;
	if (now->value.kind == VALUE_NONE)
		fact->value = value_none(REASON_NONE); /* the value says it */
	else if (base->value.kind == VALUE_NONE)
		fact->value = value_none(growth ? REASON_NO_BASE : REASON_NONE);
	else if (breaks_between(indicator_of(facts), period_beside(facts->place.when, which),
			 period_beside(facts->place.when, to_date ? BESIDE_TO_DATE : BESIDE_NOW)))
		fact->value = value_none(growth ? REASON_BREAK : REASON_NONE);
	else
		fact->value = growth ? value_growth(&now->value, &base->value) : value_difference(&now->value, &base->value);
	return true;
}

/* Only a stock has them. */
static bool get_moves(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *now;
	int scale = indicator_of(facts)->scale;
	if (!facts_observe(facts, BESIDE_NOW, &now, error))
		return false;
	struct value entries = value_number(now->entries, scale), exits = value_number(now->exits, scale);
	if (now->value.kind == VALUE_NONE || !now->moves)
		fact->value = value_none(REASON_NONE);
	else if (kind == FACT_NET)
		fact->value = value_difference(&entries, &exits);
	else
		fact->value = kind == FACT_ENTRIES ? entries : exits;
	return true;
}

/* --- among regions --- */

static bool get_share(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	enum share_of of = kind == FACT_SHARE_PARENT ? SHARE_PARENT : kind == FACT_SHARE_TOTAL ? SHARE_TOTAL : SHARE_PARTS;
	fact->form = FORM_PERCENT;
	return standing_share(facts->reader, &facts->place, of, &fact->value, error);
}

static bool get_rank(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	if (!facts->standing)
		facts->standing = standing_create(facts->reader, facts->arena);
	if (!facts->standing)
		return error_memory(error);
	const struct name_rank_set *list = standing_list(store_names(facts->reader), facts->place.region);
	if (!standing_rank(facts->standing, &facts->place, list, &fact->rank, error))
		return false;
	bool of = kind == FACT_RANK_OF, there = fact->rank.reason == REASON_NONE;
	fact->form = of ? FORM_COUNT : FORM_RANK;
	if (there || (of && fact->rank.reason == REASON_INCOMPLETE))
		fact->value = value_number(of ? fact->rank.of : fact->rank.place, 0);
	else if (!of && fact->rank.reason != REASON_MISSING) /* the value says that it is missing */
		fact->value = value_none(fact->rank.reason);
	return true;
}

/* --- targets --- */

static bool get_target(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *now;
	if (!facts_target(facts, error) || !facts_observe(facts, BESIDE_NOW, &now, error))
		return false;
	bool there = facts->target.there;
	if (there && kind == FACT_TARGET)
		fact->value = facts->target.level;
	else if (!there || now->value.kind == VALUE_NONE)
		fact->value = value_none(REASON_NONE);
	else if (kind == FACT_COMPLETION)
		fact->value = target_completion(&facts->target, now);
	else
		fact->value = target_distance(&facts->target, now);
	fact->form = kind == FACT_COMPLETION ? FORM_PERCENT : kind == FACT_DISTANCE ? FORM_CHANGE : FORM_VALUE;
	return true;
}

static bool get_met(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *now;
	(void)kind;
	if (!facts_target(facts, error) || !facts_observe(facts, BESIDE_NOW, &now, error))
		return false;
	fact->form = FORM_WORD;
	if (!facts->target.there || now->value.kind == VALUE_NONE)
		return true;
	bool met = target_met(&facts->target, now, indicator_of(facts)->direction == TALLY_LOWER);
	fact->word = met ? "yes" : "no";
	fact->shown = met ? _("yes") : _("no");
	return true;
}

static bool get_target_next(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	struct cell_place place = facts->place;
	(void)kind;
	place.when = period_behind(place.when);
	if (!target_level(facts->reader, &place, facts->arena, &fact->value, error))
		return false;
	if (fact->value.kind == VALUE_NONE)
		fact->value.reason = REASON_NONE;
	return true;
}

static bool get_basis(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *now;
	(void)kind;
	if (!facts_observe(facts, BESIDE_NOW, &now, error))
		return false;
	fact->form = FORM_WORD;
	if (now->value.kind == VALUE_NONE)
		return true;
	fact->word = basis_name(now->basis);
	fact->shown = basis_word(now->basis);
	return true;
}

static bool get_base_release(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *base;
	(void)kind;
	if (!facts_observe(facts, BESIDE_YEAR, &base, error))
		return false;
	fact->form = FORM_WORD;
	fact->word = fact->shown = facts->release[BESIDE_YEAR];
	return true;
}

/* --- deliveries --- */

/* The figure that the fact is about: its own period, or one beside it. */
static enum beside figure_of(enum fact_kind kind)
{
	switch (kind) {
	case FACT_BASE:
		return BESIDE_YEAR;
	case FACT_PREVIOUS:
		return BESIDE_PREVIOUS;
	case FACT_TO_DATE:
	case FACT_TO_DATE_GROWTH:
	case FACT_TO_DATE_CHANGE:
		return BESIDE_TO_DATE;
	case FACT_TO_DATE_BASE:
		return BESIDE_TO_DATE_YEAR;
	default:
		return BESIDE_NOW;
	}
}

static bool mark_incomplete(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *seen;
	if (fact->value.kind == VALUE_NONE)
		return true;
	if (!facts_observe(facts, figure_of(kind), &seen, error))
		return false;
	fact->delivered = seen->delivered;
	fact->expected = seen->expected;
	return true;
}

/* Of the figure, of the year to date beside it where that was asked for; else it is said that the base is incomplete. */
static bool get_delivered(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	const struct observation *now, *year = &facts->observed[BESIDE_YEAR];
	(void)kind;
	if (!facts_observe(facts, BESIDE_NOW, &now, error))
		return false;
	if (now->expected == 0 && facts->seen[BESIDE_TO_DATE])
		now = &facts->observed[BESIDE_TO_DATE];
	fact->form = FORM_WORD;
	if (now->expected) {
		fact->word = arena_printf(facts->arena, "%d/%d", now->delivered, now->expected);
		fact->shown = arena_printf(facts->arena, _("incomplete %d/%d"), now->delivered, now->expected);
		return (fact->word && fact->shown) || error_memory(error);
	}
	if (facts->seen[BESIDE_YEAR] && year->expected && now->value.kind != VALUE_NONE)
		fact->shown = arena_printf(facts->arena, _("year before incomplete %d/%d"), year->delivered, year->expected);
	return true;
}

bool facts_get(struct facts *facts, enum fact_kind kind, struct fact *fact, struct tally_error *error)
{
	static bool (*const getters[FACT_COUNT])(
		struct facts * facts, enum fact_kind kind, struct fact * fact, struct tally_error * error) = {
		[FACT_VALUE] = get_value,
		[FACT_BASE] = get_value,
		[FACT_GROWTH] = get_growth,
		[FACT_CHANGE] = get_growth,
		[FACT_PREVIOUS] = get_value,
		[FACT_GROWTH_PREVIOUS] = get_growth,
		[FACT_CHANGE_PREVIOUS] = get_growth,
		[FACT_ENTRIES] = get_moves,
		[FACT_EXITS] = get_moves,
		[FACT_NET] = get_moves,
		[FACT_SHARE_PARENT] = get_share,
		[FACT_SHARE_TOTAL] = get_share,
		[FACT_SHARE_PARTS] = get_share,
		[FACT_RANK] = get_rank,
		[FACT_RANK_OF] = get_rank,
		[FACT_TARGET] = get_target,
		[FACT_COMPLETION] = get_target,
		[FACT_DISTANCE] = get_target,
		[FACT_MET] = get_met,
		[FACT_TARGET_NEXT] = get_target_next,
		[FACT_TO_DATE] = get_value,
		[FACT_TO_DATE_BASE] = get_value,
		[FACT_TO_DATE_GROWTH] = get_growth,
		[FACT_TO_DATE_CHANGE] = get_growth,
		[FACT_BASIS] = get_basis,
		[FACT_BASE_RELEASE] = get_base_release,
		[FACT_DELIVERED] = get_delivered,
	};
	*fact = (struct fact){ .form = FORM_VALUE, .value = value_none(REASON_NONE) };
	return getters[kind](facts, kind, fact, error) &&
		(!store_names(facts->reader)->expecting || mark_incomplete(facts, kind, fact, error));
}
