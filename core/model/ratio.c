/* Model: exact fractions against bounds. Knows values; rounds nothing. */
#include "model/ratio.h"

static uwide magnitude(wide value)
{
	return value < 0 ? -(uwide)value : (uwide)value;
}

static int sign_of(wide value)
{
	return (value > 0) - (value < 0);
}

struct ratio ratio_of(const struct value *x)
{
	wide num, den;
	value_fraction(x, &num, &den);
	return (struct ratio){ sign_of(num), exact_product(magnitude(num), 1), exact_product(magnitude(den), 1) };
}

bool ratio_percent(const struct value *part, const struct value *whole, struct ratio *percent)
{
	wide part_num, part_den, whole_num, whole_den;
	if (part->kind == VALUE_NONE || whole->kind == VALUE_NONE)
		return false;
	value_fraction(part, &part_num, &part_den);
	value_fraction(whole, &whole_num, &whole_den);
	percent->sign = sign_of(part_num) * sign_of(whole_num);
	percent->den = exact_product(magnitude(whole_num), magnitude(part_den));
	return whole_num != 0 && exact_scale(exact_product(magnitude(part_num), magnitude(whole_den)), 100, &percent->num);
}

/* now and base stand on the same side of zero, so |now| - |base| over |base| is the growth of the size. */
bool ratio_growth(const struct value *now, const struct value *base, struct ratio *growth)
{
	wide now_num, now_den, base_num, base_den;
	if (value_growth(now, base).kind == VALUE_NONE)
		return false;
	value_fraction(now, &now_num, &now_den);
	value_fraction(base, &base_num, &base_den);
	struct exact left = exact_product(magnitude(now_num), magnitude(base_den));
	struct exact right = exact_product(magnitude(base_num), magnitude(now_den));
	int order = exact_compare(left, right);
	growth->sign = order * (base_num > 0 ? 1 : -1);
	growth->den = right;
	return exact_scale(order >= 0 ? exact_subtract(left, right) : exact_subtract(right, left), 100, &growth->num);
}

bool ratio_order(const struct ratio *x, const struct value *bound, int *order)
{
	wide num, den;
	struct exact left, right;
	value_fraction(bound, &num, &den);
	*order = sign_of(x->sign - sign_of(num));
	if (*order != 0 || x->sign == 0)
		return true;
	if (magnitude(num) > UINT64_MAX || magnitude(den) > UINT64_MAX ||
		!exact_scale(x->num, (uint64_t)magnitude(den), &left) || !exact_scale(x->den, (uint64_t)magnitude(num), &right))
		return false;
	*order = exact_compare(left, right) * x->sign;
	return true;
}
