/* View: ties: relations between figures that the areas declare and those that hold by themselves. Evaluates both sides with their bounds; knows no layout. */
#include <string.h>

#include "view/known.h"
#include "view/labels.h"
#include "view/reconcile.h"
#include "view/tie_builtin.h"

enum { DECIMALS = 4, NODES = FORMULA_NODES };

struct tying {
	struct reconciling *r;
	const struct store_tie *tie;
	struct formula *left, *right;
	struct knowing knowing;
	const struct tie_span *span;
	struct cell_place cell; /* of the tie: region and period */
	size_t judged; /* findings that could be said */
};

/* One side at one place. */
struct side {
	struct interval value;
	const char *words;
};

/* --- names --- */

/* Resolved against the store of today: what it no longer has is -1, and then nothing can be said. */
static bool resolve_side(struct tying *t, const char *source, struct formula **side, struct tally_error *error)
{
	*side = formula_parse_side(text_of(source), t->r->arena, error);
	for (uint32_t i = 0; *side && i < (*side)->operands_count; i++) {
		struct formula_operand *operand = &(*side)->operands[i];
		const char *full = strchr(operand->name, '.') ? operand->name
							      : arena_printf(t->r->arena, "%s.%s", t->tie->area, operand->name);
		if (!full)
			return error_memory(error);
		operand->indicator = names_indicator(t->r->names, text_of(full));
	}
	return *side != NULL;
}

static bool part_known(const struct name_indicator *indicator, const char *text, uint32_t *breakdown)
{
	const struct name_part *part = names_part_named(indicator, text);
	*breakdown = part ? part->breakdown : 0;
	return part || !text || !text[0];
}

/* --- evaluating --- */

static bool operand_known(
	struct tying *t, const struct formula_operand *operand, struct interval *known, struct tally_error *error)
{
	struct cell_place place = { operand->indicator, t->cell.region, formula_period(operand->when, t->cell.when), 0 };
	*known = interval_none(REASON_MISSING);
	if (operand->indicator < 0 ||
		!part_known(&t->r->names->indicators[operand->indicator], operand->breakdown, &place.breakdown))
		return true;
	t->knowing.later = place.when != t->cell.when;
	return known_figure(&t->knowing, &place, operand->take, known, error);
}

static struct interval constant(const struct formula_node *node)
{
	struct value value = value_number(node->constant, node->scale);
	return interval_of(&value);
}

static struct interval compute(const struct formula_node *node, const struct interval *values)
{
	const struct interval *x = &values[node->left], *y = &values[node->right];
	switch (node->op) {
	case FORMULA_ADD:
		return interval_add(x, y);
	case FORMULA_SUB:
		return interval_subtract(x, y);
	case FORMULA_MUL:
		return interval_multiply(x, y);
	case FORMULA_DIV:
		return interval_divide(x, y);
	default:
		return interval_negate(x);
	}
}

static bool is_sum(const struct formula_node *node)
{
	return node->op == FORMULA_ADD || node->op == FORMULA_SUB || node->op == FORMULA_NEG;
}

/* A bound among others is set in brackets: 7 + (>= 5). */
static const char *term_words(struct arena *arena, const struct interval *x)
{
	const char *words = interval_words(arena, x, DECIMALS);
	bool bound = x->reason == REASON_NONE && x->low.there != x->high.there;
	return words && bound ? arena_printf(arena, "(%s)", words) : words;
}

/* The side with numbers in the place of names: 5550 + 3000. */
static const char *compose(
	struct arena *arena, const struct formula *side, const struct formula_node *node, const char *const *words)
{
	static const char *const signs[] = {
		[FORMULA_ADD] = "+", [FORMULA_SUB] = "-", [FORMULA_MUL] = "*", [FORMULA_DIV] = "/"
	};
	if (node->op == FORMULA_NEG)
		return arena_printf(arena, "-(%s)", words[node->left]);
	bool product = node->op == FORMULA_MUL || node->op == FORMULA_DIV;
	bool left = product && is_sum(&side->nodes[node->left]);
	bool right = node->op != FORMULA_ADD &&
		(is_sum(&side->nodes[node->right]) ||
			(node->op == FORMULA_DIV && product && side->nodes[node->right].op >= FORMULA_MUL));
	return arena_printf(arena, "%s%s%s %s %s%s%s", left ? "(" : "", words[node->left], left ? ")" : "", signs[node->op],
		right ? "(" : "", words[node->right], right ? ")" : "");
}

static bool evaluate(struct tying *t, const struct formula *side, struct side *out, struct tally_error *error)
{
	struct interval values[NODES];
	const char *words[NODES] = { 0 };
	struct arena *arena = t->r->arena;
	for (uint32_t i = 0; i < side->count; i++) {
		const struct formula_node *node = &side->nodes[i];
		bool leaf = node->op == FORMULA_OPERAND || node->op == FORMULA_CONST;
		if (node->op == FORMULA_OPERAND && !operand_known(t, &side->operands[node->operand], &values[i], error))
			return false;
		if (node->op == FORMULA_CONST)
			values[i] = constant(node);
		else if (!leaf)
			values[i] = compute(node, values);
		words[i] = !leaf          ? compose(arena, side, node, words)
			: side->count > 1 ? term_words(arena, &values[i])
					  : interval_words(arena, &values[i], DECIMALS);
		if (!words[i])
			return error_memory(error);
	}
	const char *total = interval_words(arena, &values[side->count - 1], DECIMALS);
	out->value = values[side->count - 1];
	out->words = side->count == 1 || !total ? total : arena_printf(arena, "%s = %s", words[side->count - 1], total);
	return out->words || error_memory(error);
}

/* --- judging --- */

static bool tolerance_number(const char *text, struct fraction *by)
{
	struct value number;
	int64_t units;
	if (decimal_parse(text_of(text), DECIMAL_SCALE_MAX, &units) != DECIMAL_OK)
		return false;
	number = value_number(units, DECIMAL_SCALE_MAX);
	*by = fraction_of(&number);
	return true;
}

static struct holding judge(const struct tying *t, const struct side *left, const struct side *right, enum verdict *verdict)
{
	static const enum verdict verdicts[] = { [HOLDS] = VERDICT_EXACT,
		[HOLDS_PERHAPS] = VERDICT_WITHIN,
		[HOLDS_NOT] = VERDICT_DIFFERENT,
		[HOLDS_UNKNOWN] = VERDICT_UNSAID };
	struct holding holding = interval_compare(&left->value, t->tie->relation, &right->value);
	struct fraction by;
	*verdict = verdicts[holding.holds];
	if (holding.holds != HOLDS_NOT || !tolerance_number(t->tie->tolerance, &by))
		return holding;
	struct interval widened = interval_widen(&right->value, by);
	if (interval_compare(&left->value, t->tie->relation, &widened).holds != HOLDS_NOT)
		*verdict = VERDICT_WITHIN;
	return holding;
}

static int first_indicator(const struct tying *t)
{
	const struct formula *sides[] = { t->left, t->right };
	for (int s = 0; s < 2; s++)
		for (uint32_t i = 0; i < sides[s]->operands_count; i++)
			if (sides[s]->operands[i].indicator >= 0)
				return sides[s]->operands[i].indicator;
	return -1;
}

static bool keep(struct tying *t, const struct side *left, const struct side *right, struct tally_error *error)
{
	struct arena *arena = t->r->arena;
	struct finding finding = { .place = t->cell, .what = _("tie"), .stat = "tie", .group = FINDINGS_TIES, .basis = NULL };
	char when[PERIOD_TEXT_BYTES], away[FRACTION_TEXT_BYTES];
	struct holding holding = judge(t, left, right, &finding.verdict);
	fraction_print(holding.distance, DECIMALS, away);
	period_print(t->cell.when, when);
	finding.mild = t->tie->severity == TALLY_WARNING;
	finding.id =
		arena_printf(arena, "%s.%s.%s.%s", t->tie->area, t->tie->name, t->r->names->regions[t->cell.region].code, when);
	finding.printed = left->words;
	const char *other = t->right->count == 1 ? term_words(arena, &right->value) : right->words;
	finding.found = other ? arena_printf(arena, "%s %s", compare_name(t->tie->relation), other) : NULL;
	if (right->value.reason == REASON_NONE && interval_is_point(&right->value))
		finding.found_plain = interval_words(arena, &right->value, DECIMALS);
	finding.distance = finding.verdict == VERDICT_DIFFERENT ? arena_printf(arena, "%s", away) : NULL;
	const char *title = title_told(t->tie->title, t->tie->title_en);
	finding.note = finding.verdict == VERDICT_DIFFERENT && t->tie->message[0]
		? arena_printf(arena, _("%s: %s"), title, t->tie->message)
		: title;
	if (t->knowing.expected)
		finding.note =
			arena_printf(arena, _("incomplete %d/%d; %s"), t->knowing.delivered, t->knowing.expected, finding.note);
	bool good = finding.id && finding.found && finding.note && (finding.distance || finding.verdict != VERDICT_DIFFERENT);
	return good ? finding_keep(t->r, &finding, error) : error_memory(error);
}

/* What holds exactly is listed for home alone, unless its region was asked for; of a register's own parts only what does not hold. */
static bool quiet(const struct tying *t, const struct side *left, const struct side *right)
{
	enum verdict verdict;
	judge(t, left, right, &verdict);
	bool elsewhere = t->cell.region != t->r->names->home && t->r->asked.region < 0;
	return verdict == VERDICT_EXACT && (elsewhere || (t->span->builtin && t->tie->on == TALLY_ON_REGISTER));
}

/* `always`: also when nothing can be said. */
static bool judge_place(struct tying *t, bool always, struct tally_error *error)
{
	struct side left, right;
	t->knowing.delivered = t->knowing.expected = 0;
	if (!evaluate(t, t->left, &left, error) || !evaluate(t, t->right, &right, error))
		return false;
	bool said = left.value.reason == REASON_NONE && right.value.reason == REASON_NONE;
	t->judged += said;
	return (!said && !always) || (said && quiet(t, &left, &right)) || keep(t, &left, &right, error);
}

/* --- where and when --- */

static bool in_regions(const struct tying *t, int region)
{
	const struct store_names *names = t->r->names;
	if (t->tie->regions == TALLY_HOME)
		return region == names->home;
	if (t->tie->regions == TALLY_CHILDREN)
		return names->regions[region].parent == names->home;
	return names_inside(names, region, names->home);
}

static bool judge_periods(struct tying *t, enum grain grain, struct tally_error *error)
{
	int first = period_number(grain, period_holding(grain, t->span->first));
	int last = period_number(grain, period_holding(grain, t->span->last));
	for (int number = first; number <= last; number++) {
		t->cell.when = period_numbered(grain, number);
		if (t->cell.when >= 0 && reconcile_asked(t->r, &t->cell) && !judge_place(t, false, error))
			return false;
	}
	return true;
}

static bool judge_tie(struct tying *t, struct tally_error *error)
{
	t->cell = (struct cell_place){
		.indicator = first_indicator(t), .region = t->r->names->home, .when = t->r->names->through
	};
	if (t->cell.indicator < 0 || t->tie->severity == TALLY_OFF)
		return true;
	for (size_t region = 0; region < t->r->names->regions_count; region++) {
		t->cell.region = (int)region;
		for (int grain = 0; grain < GRAIN_COUNT && in_regions(t, (int)region); grain++)
			if ((t->tie->grains >> grain & 1) && !judge_periods(t, (enum grain)grain, error))
				return false;
	}
	t->cell.region = t->r->names->home;
	t->cell.when = t->r->names->through;
	return t->judged || t->span->builtin || !reconcile_asked(t->r, &t->cell) || judge_place(t, true, error);
}

static bool check_tie(
	struct reconciling *r, const struct store_tie *tie, const struct tie_span *span, struct tally_error *error)
{
	struct tying t = { .r = r,
		.tie = tie,
		.span = span,
		.knowing = { .reader = r->reader,
			.arena = r->arena,
			.on = tie->on,
			.points = strcmp(tie->tolerance, "exact") == 0 } };
	return resolve_side(&t, tie->left, &t.left, error) && resolve_side(&t, tie->right, &t.right, error) &&
		judge_tie(&t, error);
}

bool reconcile_ties(struct reconciling *r, struct tally_error *error)
{
	const struct store_tie *ties;
	struct tie_span span;
	size_t count;
	if (!tie_span(r, &span, error) || !store_ties(r->reader, r->arena, &ties, &count, error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!check_tie(r, &ties[i], &span, error))
			return false;
	if (!ties_builtin(r, &ties, &count, error))
		return false;
	span.builtin = true;
	for (size_t i = 0; i < count; i++)
		if (!check_tie(r, &ties[i], &span, error))
			return false;
	return true;
}
