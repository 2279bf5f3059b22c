/* View: targets of one cell against each other: a total that was planned, and what this year's closing and the planned increase make of it. */
#include "view/known.h"
#include "view/labels.h"
#include "view/reconcile.h"

enum { LEVEL_DECIMALS = 4 };

/* What a target allows, as a level. */
struct implied {
	const struct stated *stated;
	struct value level;
	bool increase;
	struct bounds allowed;
};

static bool is_low(enum compare compare)
{
	return compare == COMPARE_GE || compare == COMPARE_GT;
}

static bool is_high(enum compare compare)
{
	return compare == COMPARE_LE || compare == COMPARE_LT;
}

static void settle_allowed(struct implied *one)
{
	enum compare compare = one->stated->said.compare;
	struct value none = value_none(REASON_NONE);
	one->allowed = (struct bounds){ .value = one->level,
		.low = is_high(compare) ? none : one->level,
		.high = is_low(compare) ? none : one->level,
		.exact = !is_low(compare) && !is_high(compare),
		.low_open = compare == COMPARE_GT,
		.high_open = compare == COMPARE_LT };
}

/* Two targets agree when one level meets both: it is enough to try the ends. */
static enum verdict compare_targets(const struct implied *a, const struct implied *b, struct value *distance)
{
	const struct value *missed;
	*distance = value_none(REASON_NONE);
	if (b->level.kind == VALUE_NONE)
		return VERDICT_UNSAID;
	struct fraction end = fraction_of(&a->level);
	enum verdict verdict = verdict_against(end, &b->allowed, &missed);
	if (verdict == VERDICT_EXACT)
		return a->allowed.exact && b->allowed.exact ? VERDICT_EXACT : VERDICT_WITHIN;
	if (verdict == VERDICT_WITHIN)
		return verdict;
	end = fraction_of(&b->level);
	const struct value *other;
	if (!a->allowed.exact && verdict_against(end, &a->allowed, &other) != VERDICT_DIFFERENT)
		return VERDICT_WITHIN;
	*distance = value_difference(&a->level, missed);
	return VERDICT_DIFFERENT;
}

/* 85 + 20 = >= 105 家 */
static const char *level_words(struct reconciling *r, const struct implied *one)
{
	const struct name_indicator *indicator = &r->names->indicators[one->stated->place.indicator];
	const struct value *amount = &one->stated->said.bounds.value;
	char added[VALUE_TEXT_BYTES], before[VALUE_TEXT_BYTES];
	struct value closing = value_difference(&one->level, amount);
	struct interval allowed = interval_of_bounds(&one->allowed);
	const char *level = interval_words(r->arena, &allowed, LEVEL_DECIMALS);
	value_print_exact(amount, added);
	value_print_exact(&closing, before);
	if (!level || one->level.kind == VALUE_NONE)
		return level ? arena_printf(r->arena, "%s + %s %s", reason_text(one->level.reason), added, indicator->unit)
			     : NULL;
	if (one->increase)
		return arena_printf(r->arena, "%s + %s = %s %s", before, added, level, indicator->unit);
	return arena_printf(r->arena, "%s %s", level, indicator->unit);
}

static bool keep_pair(struct reconciling *r, const struct implied *a, const struct implied *b, struct tally_error *error)
{
	struct value distance;
	char digits[VALUE_TEXT_BYTES], level[VALUE_TEXT_BYTES];
	const struct name_indicator *indicator = &r->names->indicators[a->stated->place.indicator];
	struct finding finding = { .said = &a->stated->said,
		.place = a->stated->place,
		.part = names_part(indicator, a->stated->place.breakdown),
		.group = FINDINGS_TARGETS,
		.stat = "target",
		.printed = finding_printed(&a->stated->said, r->arena),
		.what = kind_word(STATEMENT_TARGET),
		.basis = "target",
		.basis_shown = kind_word(STATEMENT_TARGET),
		.verdict = compare_targets(a, b, &distance) };
	value_print_exact(&distance, digits);
	value_print_exact(&b->level, level);
	finding.id = arena_printf(r->arena, "%s.%s.%s", indicator->area, a->stated->said.ref, b->stated->said.ref);
	finding.found = level_words(r, b);
	finding.found_plain = b->level.kind == VALUE_NONE ? NULL : arena_copy(r->arena, text_of(level));
	finding.note = arena_printf(r->arena, _("against target %s"), b->stated->said.ref);
	finding.distance = distance.kind == VALUE_NONE ? NULL : arena_copy(r->arena, text_of(digits));
	if (b->level.kind == VALUE_NONE)
		finding.basis = finding.basis_shown = NULL;
	return finding.id && finding.printed && finding.found && finding.note &&
			(finding.found_plain || b->level.kind == VALUE_NONE) &&
			(finding.distance || distance.kind == VALUE_NONE)
		? finding_keep(r, &finding, error)
		: error_memory(error);
}

/* Of the targets of one cell each is held against the one that names the level; without such a one, against the first. */
static bool reconcile_cell(struct reconciling *r, struct implied *targets, size_t count, struct tally_error *error)
{
	size_t against = count;
	for (size_t i = 0; i < count; i++) {
		if (!target_implied(r->reader, &targets[i].stated->place, &targets[i].stated->said, &targets[i].level,
			    &targets[i].increase, error))
			return false;
		settle_allowed(&targets[i]);
		if (against == count && !targets[i].increase && targets[i].level.kind != VALUE_NONE)
			against = i;
	}
	against = against == count ? 0 : against;
	for (size_t i = 0; i < count; i++) {
		/* An increase without a figure to start from cannot be held against a level, and says so; entries of a stock imply none. */
		bool both = targets[against].level.kind != VALUE_NONE &&
			(targets[i].level.kind != VALUE_NONE || targets[i].increase);
		if (i != against && both && !keep_pair(r, &targets[against], &targets[i], error))
			return false;
	}
	return true;
}

/* A planned total of a cumulative, and what its closing and the planned flow of the year make of it. */
static bool reconcile_total(
	struct reconciling *r, const struct stated *total, const struct stated *all, size_t count, struct tally_error *error)
{
	int flow = names_indicator(r->names, text_of(r->names->indicators[total->place.indicator].flow));
	struct implied level = { .stated = total }, sum = { .increase = true };
	struct observation closing;
	struct cell_place cell = total->place, before = total->place;
	cell.indicator = flow;
	before.when = period_previous(total->place.when);
	if (flow < 0 || before.when < 0 || total->said.quantity != QUANTITY_LEVEL)
		return true;
	if (!store_observe(r->reader, &before, BASIS_COUNT, &closing, error))
		return false;
	level.level = total->said.bounds.value;
	settle_allowed(&level);
	for (size_t i = 0; i < count && closing.value.kind != VALUE_NONE; i++) {
		struct value planned;
		bool increase;
		if (!cell_same(&all[i].place, &cell))
			continue;
		if (!target_implied(r->reader, &cell, &all[i].said, &planned, &increase, error))
			return false;
		sum.stated = &all[i];
		sum.level = value_sum(&closing.value, &planned);
		settle_allowed(&sum);
		if (sum.level.kind != VALUE_NONE && !keep_pair(r, &level, &sum, error))
			return false;
	}
	return true;
}

bool reconcile_targets(struct reconciling *r, struct tally_error *error)
{
	const struct stated *stated;
	size_t count;
	if (!store_stated(r->reader, STATEMENT_TARGET, r->arena, &stated, &count, error))
		return false;
	struct implied *targets = arena_array(r->arena, count + 1, sizeof *targets);
	if (!targets)
		return error_memory(error);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i; end < count && cell_same(&stated[i].place, &stated[end].place); end++)
			targets[end - i] = (struct implied){ .stated = &stated[end] };
		if (!reconcile_asked(r, &stated[i].place))
			continue;
		if (!reconcile_cell(r, targets, end - i, error))
			return false;
		for (size_t k = i; k < end; k++)
			if (!reconcile_total(r, &stated[k], stated, count, error))
				return false;
	}
	return true;
}
