/* Room model: what a formula over indicators may say: names that are known, units that can be added, periods that exist. Knows
 * indicators only through the look-up of its caller. */
#include <stdio.h>
#include <string.h>

#include <tally/plugin.h>

#include "model/formula.h"
#include "model/unit.h"

/* What the units say of a node. */
enum side_kind {
	SIDE_ANY, /* a constant: goes with every unit */
	SIDE_UNIT, /* the unit of `operand` */
	SIDE_FREE /* a product or quotient: no unit is known */
};

struct side {
	enum side_kind kind;
	int operand;
};

struct check {
	struct formula *formula;
	struct formula_subject subjects[FORMULA_OPERANDS];
	struct unit units[FORMULA_OPERANDS];
	struct side sides[FORMULA_NODES];
	struct tally_error *error;
};

static const char *const functions[] = {
	[WHEN_SAME] = "",
	[WHEN_YEAR_END] = "year_end",
	[WHEN_LAST_YEAR_END] = "last_year_end",
	[WHEN_LAST_YEAR] = "last_year",
	[WHEN_PREV] = "prev",
};

static const char *const takes[] = {
	[TAKE_VALUE] = "",
	[TAKE_NET] = "net",
	[TAKE_ENTRIES] = "entries",
	[TAKE_EXITS] = "exits",
};

static bool reads_year(enum formula_when when)
{
	return when == WHEN_YEAR_END || when == WHEN_LAST_YEAR_END;
}

static const char *first_grain(unsigned grains)
{
	int grain = GRAIN_YEAR;

	while (grain + 1 < GRAIN_COUNT && !(grains >> grain & 1u))
		grain++;
	return grain_name((enum grain)grain);
}

static bool check_grains(const struct check *check, uint32_t i, unsigned grains)
{
	const struct formula_operand *operand = &check->formula->operands[i];
	unsigned wanted = reads_year(operand->when) ? (unsigned)TALLY_GRAIN_YEAR : grains;
	unsigned missing = wanted & ~check->subjects[i].grains;

	if (!missing)
		return true;
	if (reads_year(operand->when))
		return error_set(check->error, ERROR_CONFIG, _("column %d: '%s' has no values by year, and %s() reads those"),
			operand->column, operand->name, functions[operand->when]);
	if (check->subjects[i].grains & TALLY_GRAIN_YEAR)
		return error_set(check->error, ERROR_CONFIG,
			_("column %d: '%s' has no values by %s as the formula wants them; write year_end(%s) or name fewer "
			  "periods"),
			operand->column, operand->name, first_grain(missing), operand->name);
	return error_set(check->error, ERROR_CONFIG,
		_("column %d: '%s' has no values by %s as the formula wants them; name fewer periods"), operand->column,
		operand->name, first_grain(missing));
}

static bool resolve(struct check *check, formula_find find, void *user)
{
	for (uint32_t i = 0; i < check->formula->operands_count; i++) {
		struct formula_operand *operand = &check->formula->operands[i];

		if (!find(user, operand->name, &check->subjects[i], check->error))
			return error_prefix(check->error, _("column %d: "), operand->column);
		operand->indicator = check->subjects[i].parameter ? -1 : check->subjects[i].indicator;
		operand->parameter = check->subjects[i].parameter ? check->subjects[i].indicator : -1;
		unit_parse(text_of(check->subjects[i].unit), &check->units[i]);
	}
	return true;
}

/* An indicator has a value a cell; what came and went of it is for ties. */
static bool check_takes(const struct check *check)
{
	for (uint32_t i = 0; i < check->formula->operands_count; i++) {
		const struct formula_operand *operand = &check->formula->operands[i];

		if (operand->take != TAKE_VALUE)
			return error_set(check->error, ERROR_CONFIG,
				_("column %d: %s() is for ties; an indicator takes the value: write x - last_year(x)"),
				operand->column, takes[operand->take]);
	}
	return true;
}

static const char *unit_text(const char *unit)
{
	return unit && *unit ? unit : _("no unit");
}

static bool units_differ(const struct check *check, const struct formula_node *node, int left, int right)
{
	const char *a = check->formula->operands[left].name, *b = check->formula->operands[right].name;
	const char *a_unit = unit_text(check->subjects[left].unit), *b_unit = unit_text(check->subjects[right].unit);
	const char *sign = node->op == FORMULA_ADD ? "+" : "-";
	int shift;
	char factor[WIDE_TEXT_BYTES] = "1";

	if (!unit_same_dimension(&check->units[left], &check->units[right]))
		return error_set(check->error, ERROR_CONFIG,
			_("column %d: '%s': '%s' is in %s and '%s' in %s, which measure different things"), node->column, sign,
			a, a_unit, b, b_unit);
	shift = unit_shift(&check->units[right], &check->units[left]);
	if (shift > -38 && shift < 38)
		wide_print(wide_power(shift < 0 ? -shift : shift), 0, factor);
	return error_set(check->error, ERROR_CONFIG,
		_("column %d: '%s': '%s' is in %s and '%s' in %s; bring them to one unit: %s %s %s"), node->column, sign, a,
		a_unit, b, b_unit, b, shift < 0 ? "/" : "*", factor);
}

static bool join_sum(struct check *check, const struct formula_node *node, struct side *side)
{
	const struct side *left = &check->sides[node->left], *right = &check->sides[node->right];

	if (left->kind == SIDE_UNIT && right->kind == SIDE_UNIT &&
		(!unit_same_dimension(&check->units[left->operand], &check->units[right->operand]) ||
			unit_shift(&check->units[left->operand], &check->units[right->operand]) != 0))
		return units_differ(check, node, left->operand, right->operand);
	*side = left->kind >= right->kind ? *left : *right;
	return true;
}

static bool join_sides(struct check *check, const struct formula_node *node, struct side *side)
{
	bool constants = check->sides[node->left].kind == SIDE_ANY && check->sides[node->right].kind == SIDE_ANY;

	switch (node->op) {
	case FORMULA_CONST:
		side->kind = SIDE_ANY;
		break;
	case FORMULA_OPERAND:
		*side = (struct side){ SIDE_UNIT, node->operand };
		break;
	case FORMULA_NEG:
		*side = check->sides[node->left];
		break;
	case FORMULA_ADD:
	case FORMULA_SUB:
		return join_sum(check, node, side);
	case FORMULA_MUL:
	case FORMULA_DIV:
		side->kind = constants ? SIDE_ANY : SIDE_FREE;
		break;
	}
	return true;
}

/* A pure sum has the unit of its parts, so the indicator must have it too. */
static bool check_whole_unit(const struct check *check, const char *unit)
{
	const struct side *whole = &check->sides[check->formula->count - 1];
	const char *sum_unit;
	struct unit own;

	if (whole->kind != SIDE_UNIT)
		return true;
	unit_parse(text_of(unit), &own);
	if (unit_same_dimension(&own, &check->units[whole->operand]) && unit_shift(&own, &check->units[whole->operand]) == 0)
		return true;
	sum_unit = unit_text(check->subjects[whole->operand].unit);
	return error_set(check->error, ERROR_CONFIG,
		_("the formula is in %s as '%s' is, but its indicator says: '%s'; the two must be the same"), sum_unit,
		check->formula->operands[whole->operand].name, unit_text(unit));
}

/* A quotient of two sums without any factor: what it is in is known. Printed as a % of like things, or in 元/人 from 万元 and 人, it would be powers of ten away. */
static bool check_quotient_unit(const struct check *check, const char *unit)
{
	const struct formula_node *top = &check->formula->nodes[check->formula->count - 1];
	char factor[WIDE_TEXT_BYTES] = "1", made[2 * UNIT_DIMENSION_BYTES];
	struct unit own, quotient;

	if (top->op != FORMULA_DIV || check->sides[top->left].kind != SIDE_UNIT || check->sides[top->right].kind != SIDE_UNIT)
		return true;
	snprintf(made, sizeof(made), "%s/%s", unit_text(check->subjects[check->sides[top->left].operand].unit),
		unit_text(check->subjects[check->sides[top->right].operand].unit));
	unit_parse(text_of(made), &quotient);
	unit_parse(text_of(unit), &own);
	int shift = unit_same_dimension(&own, &quotient) ? unit_shift(&quotient, &own) : 0;
	if (shift == 0 || shift < -18 || shift > 18)
		return true;
	wide_print(wide_power(shift < 0 ? -shift : shift), 0, factor);
	return error_set(check->error, ERROR_CONFIG,
		_("column %d: the quotient is in %s, but its indicator says: '%s'; write ... %s %s"), top->column, made, unit,
		shift < 0 ? "/" : "*", factor);
}

static bool check_units(struct check *check, const char *unit)
{
	for (uint32_t i = 0; i < check->formula->count; i++) {
		if (!join_sides(check, &check->formula->nodes[i], &check->sides[i]))
			return false;
	}
	return check_whole_unit(check, unit) && check_quotient_unit(check, unit);
}

static bool same_subject(const struct check *check, uint32_t i, uint32_t j)
{
	const char *a = check->formula->operands[i].breakdown, *b = check->formula->operands[j].breakdown;

	if (check->subjects[i].indicator != check->subjects[j].indicator || !a != !b)
		return false;
	return !a || strcmp(a, b) == 0;
}

/* What is valid on two days is counted twice in their sum. A mean has a division, a change has two signs: both are fine. */
static bool check_stock_sums(const struct check *check)
{
	const struct formula *formula = check->formula;
	bool pure_sum = formula->num && !formula->den && check->sides[formula->count - 1].kind == SIDE_UNIT;

	for (uint32_t i = 0; pure_sum && i < formula->operands_count; i++) {
		for (uint32_t j = 0; j < i; j++) {
			bool added =
				(formula->num[i] > 0 && formula->num[j] > 0) || (formula->num[i] < 0 && formula->num[j] < 0);

			if (added && check->subjects[i].level && !check->subjects[i].computed && same_subject(check, i, j) &&
				formula->operands[i].when != formula->operands[j].when)
				return error_set(check->error, ERROR_CONFIG,
					_("column %d: '%s' does not add over time and is added to itself at another time; "
					  "write a "
					  "change or a mean"),
					formula->operands[i].column, formula->operands[i].name);
		}
	}
	return true;
}

static bool all_plain(const struct check *check)
{
	for (uint32_t i = 0; i < check->formula->operands_count; i++) {
		if (check->subjects[i].computed || check->subjects[i].quotient)
			return false;
	}
	return true;
}

bool formula_check(
	struct formula *formula, const char *unit, unsigned grains, formula_find find, void *user, struct tally_error *error)
{
	struct check check = { .formula = formula, .error = error };

	if (!resolve(&check, find, user))
		return false;
	for (uint32_t i = 0; i < formula->operands_count; i++) {
		if (!check_grains(&check, i, grains))
			return false;
	}
	if (!check_takes(&check) || !check_units(&check, unit) || !check_stock_sums(&check))
		return false;
	formula->parts = formula->num && formula->den && all_plain(&check);
	return true;
}

static bool check_side(struct check *check, unsigned grains, formula_find find, void *user)
{
	if (!resolve(check, find, user))
		return false;
	for (uint32_t i = 0; i < check->formula->operands_count; i++)
		if (!check_grains(check, i, grains))
			return false;
	for (uint32_t i = 0; i < check->formula->count; i++)
		if (!join_sides(check, &check->formula->nodes[i], &check->sides[i]))
			return false;
	return true;
}

bool formula_check_tie(
	struct formula *left, struct formula *right, unsigned grains, formula_find find, void *user, struct tally_error *error)
{
	struct check a = { .formula = left, .error = error }, b = { .formula = right, .error = error };

	if (!check_side(&a, grains, find, user))
		return error_prefix(error, _("left: "));
	if (!check_side(&b, grains, find, user))
		return error_prefix(error, _("right: "));
	const struct side *x = &a.sides[left->count - 1], *y = &b.sides[right->count - 1];
	if (x->kind != SIDE_UNIT || y->kind != SIDE_UNIT)
		return true;
	const struct unit *from = &a.units[x->operand], *to = &b.units[y->operand];
	return (unit_same_dimension(from, to) && unit_shift(from, to) == 0) ||
		error_set(error, ERROR_CONFIG, _("the left side is in %s and the right side in %s; the two must be the same"),
			unit_text(a.subjects[x->operand].unit), unit_text(b.subjects[y->operand].unit));
}

period formula_period(enum formula_when when, period p)
{
	int year_month;

	if (p == PERIOD_NONE || when == WHEN_SAME)
		return p;
	if (when == WHEN_LAST_YEAR)
		return period_year_before(p);
	if (when == WHEN_PREV)
		return period_previous(p);
	year_month = period_first_month(p) / 12 * 12;
	return period_make(when == WHEN_YEAR_END ? year_month : year_month - 12, 12);
}
