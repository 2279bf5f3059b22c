/* Room model: the value of a formula at one place and time, exact. Parts are two whole numbers; everything else runs in units of
 * 10^-12 in 128 bits and rounds at each product and quotient. That is the definition of the result, so no step may differ. */
#include "model/formula.h"

static uwide magnitude(wide x)
{
	return x < 0 ? (uwide)0 - (uwide)x : (uwide)x;
}

static wide signed_like(uwide size, bool negative)
{
	return negative ? -(wide)size : (wide)size;
}

/* Splits both factors at the point, so that the 256-bit product is never formed. */
static bool multiply(wide x, wide y, wide *product)
{
	const uwide one = (uwide)wide_power(VALUE_DIGITS);
	uwide a = magnitude(x), b = magnitude(y);
	wide whole, cross, other, sum;
	wide rest = (wide)((a % one * (b % one) + one / 2) / one);

	if (!wide_multiply((wide)(a / one), (wide)(b / one), &whole) || !wide_multiply(whole, (wide)one, &whole))
		return false;
	if (!wide_multiply((wide)(a / one), (wide)(b % one), &cross) ||
		!wide_multiply((wide)(b / one), (wide)(a % one), &other))
		return false;
	if (!wide_add(whole, cross, &sum) || !wide_add(sum, other, &sum) || !wide_add(sum, rest, &sum))
		return false;
	*product = signed_like((uwide)sum, (x < 0) != (y < 0));
	return true;
}

static enum reason divide(wide x, wide y, wide *quotient)
{
	if (y == 0)
		return REASON_DIVISION;
	return wide_ratio(x, y, VALUE_DIGITS, ROUND_HALF_UP, quotient) ? REASON_NONE : REASON_OVERFLOW;
}

static bool constant(const struct formula_node *node, wide *result)
{
	return wide_multiply(node->constant, wide_power(VALUE_DIGITS - node->scale), result);
}

static bool subtract(wide x, wide y, wide *difference)
{
	return !__builtin_sub_overflow(x, y, difference);
}

static enum reason node_value(const struct formula_node *node, const wide *done, const struct value *operands, wide *result)
{
	wide left = done[node->left], right = done[node->right];
	bool fits = false;

	switch (node->op) {
	case FORMULA_CONST:
		fits = constant(node, result);
		break;
	case FORMULA_OPERAND:
		fits = value_to_decimal(&operands[node->operand], result);
		break;
	case FORMULA_ADD:
		fits = wide_add(left, right, result);
		break;
	case FORMULA_SUB:
		fits = subtract(left, right, result);
		break;
	case FORMULA_MUL:
		fits = multiply(left, right, result);
		break;
	case FORMULA_DIV:
		return divide(left, right, result);
	case FORMULA_NEG:
		fits = subtract(0, left, result);
		break;
	}
	return fits ? REASON_NONE : REASON_OVERFLOW;
}

static struct value decimal_value(const struct formula *formula, const struct value *operands)
{
	wide done[FORMULA_NODES] = { 0 };
	enum reason reason = REASON_NONE;

	for (uint32_t i = 0; i < formula->count && reason == REASON_NONE; i++)
		reason = node_value(&formula->nodes[i], done, operands, &done[i]);
	return reason == REASON_NONE ? value_decimal(done[formula->count - 1]) : value_none(reason);
}

static wide common_divisor(wide a, wide b)
{
	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

/* The least denominator that all operands can be written over: a power of ten unless one of them is itself a quotient. */
static bool common_denominator(const struct formula *formula, const struct value *operands, wide *common)
{
	*common = 1;
	for (uint32_t i = 0; i < formula->operands_count; i++) {
		wide num, den;

		value_fraction(&operands[i], &num, &den);
		if (!wide_multiply(*common, den / common_divisor(*common, den), common))
			return false;
	}
	return true;
}

/* The sum in units of 1 / common. */
static bool sum_terms(const struct formula *formula, const int64_t *terms, const struct value *operands, wide common, wide *sum)
{
	if (!wide_multiply(terms[formula->operands_count], common, sum))
		return false;
	for (uint32_t i = 0; i < formula->operands_count; i++) {
		wide num, den, term;

		if (terms[i] == 0)
			continue;
		value_fraction(&operands[i], &num, &den);
		if (!wide_multiply(num, common / den, &term) || !wide_multiply(term, terms[i], &term) ||
			!wide_add(*sum, term, sum))
			return false;
	}
	return true;
}

static bool fit_parts(wide *num, wide *den)
{
	wide divisor;

	if (*den < 0 && (!subtract(0, *num, num) || !subtract(0, *den, den)))
		return false;
	if (wide_fits(*num) && wide_fits(*den))
		return true;
	divisor = common_divisor(*den, *num);
	*num /= divisor;
	*den /= divisor;
	return wide_fits(*num) && wide_fits(*den);
}

static struct value parts_value(const struct formula *formula, const struct value *operands)
{
	wide common, num, den;

	if (!common_denominator(formula, operands, &common) || !sum_terms(formula, formula->num, operands, common, &num) ||
		!sum_terms(formula, formula->den, operands, common, &den))
		return value_none(REASON_OVERFLOW);
	if (den == 0)
		return value_none(REASON_DIVISION);
	if (!fit_parts(&num, &den))
		return value_none(REASON_OVERFLOW);
	return (struct value){ .kind = VALUE_PARTS, .a = (int64_t)num, .b = (int64_t)den };
}

struct value formula_value(const struct formula *formula, const struct value *operands)
{
	for (uint32_t i = 0; i < formula->operands_count; i++) {
		if (operands[i].kind == VALUE_NONE)
			return value_none(operands[i].reason);
	}
	return formula->parts ? parts_value(formula, operands) : decimal_value(formula, operands);
}
