/* Model: values, their exact comparison, text, growth and share. Knows numbers and reasons; nothing of regions, periods or the store.
 * No binary floating point anywhere. */
#include "model/value.h"

#include <string.h>

#include "model/exact.h"

enum { DECIMALS_MAX = 18, PERCENT_SCALE = 4, PERCENT_DIGITS = 6 /* 100 % and four places */ };

static const char *const reasons[REASON_COUNT] = {
	[REASON_NONE] = "",
	[REASON_MISSING] = N_("missing"),
	[REASON_NOT_COVERED] = N_("not covered"),
	[REASON_ABOVE_SCOPE] = N_("above the scope"),
	[REASON_AREA_OFF] = N_("area switched off"),
	[REASON_DIVISION] = N_("division by zero"),
	[REASON_OVERFLOW] = N_("overflow"),
	[REASON_NO_BASE] = N_("no base"),
	[REASON_ZERO_BASE] = N_("base is zero"),
	[REASON_SIGN] = N_("change of sign"),
	[REASON_BREAK] = N_("break in series"),
	[REASON_ZERO_TARGET] = N_("target is zero"),
	[REASON_ZERO_WHOLE] = N_("whole is zero"),
	[REASON_RATIO] = N_("does not add"),
	[REASON_UNDIRECTED] = N_("no direction"),
	[REASON_UNRANKED] = N_("not ranked"),
	[REASON_INCOMPLETE] = N_("incomplete"),
	[REASON_NO_RECORDS] = N_("no records"),
	[REASON_NO_PARAMETER] = N_("no valid parameter"),
	[REASON_NOT_DELIVERED] = N_("not delivered"),
};

static const char *const bases[BASIS_COUNT] = {
	[BASIS_REGISTER] = "register",
	[BASIS_ADJUSTED] = "adjusted",
	[BASIS_GIVEN] = "given",
	[BASIS_PUBLISHED] = "published",
};

const char *reason_text(enum reason reason)
{
	/* gettext of "" would give the header of the catalogue. */
	return reason == REASON_NONE ? "" : _(reasons[reason]);
}

const char *basis_name(enum basis basis)
{
	return bases[basis];
}

struct value value_number(int64_t units, int scale)
{
	return (struct value){ .kind = VALUE_NUMBER, .scale = scale, .a = units };
}

struct value value_none(enum reason reason)
{
	return (struct value){ .kind = VALUE_NONE, .reason = reason };
}

/* The scale stands where it keeps both whole; a denominator below zero turns round. */
static void parts_fraction(const struct value *x, wide *num, wide *den)
{
	int sign = x->b < 0 ? -1 : 1;
	*num = sign * (wide)x->a * wide_power(x->scale < 0 ? -x->scale : 0);
	*den = sign * (wide)x->b * wide_power(x->scale > 0 ? x->scale : 0);
}

struct value value_parts(int64_t num, int64_t den, int scale)
{
	if (den == 0)
		return value_none(REASON_DIVISION);
	return (struct value){ .kind = VALUE_PARTS, .scale = scale, .a = num, .b = den };
}

void value_fraction(const struct value *x, wide *num, wide *den)
{
	*num = x->a;
	*den = 1;
	if (x->kind == VALUE_NUMBER)
		*den = wide_power(x->scale);
	else if (x->kind == VALUE_PARTS)
		parts_fraction(x, num, den);
	else if (x->kind == VALUE_DECIMAL) {
		*den = wide_power(VALUE_DIGITS);
		*num = x->a * *den + x->b;
	}
}

static uwide magnitude(wide value)
{
	return value < 0 ? -(uwide)value : (uwide)value;
}

static int sign(wide value)
{
	return (value > 0) - (value < 0);
}

int value_compare(const struct value *x, const struct value *y)
{
	wide x_num, x_den, y_num, y_den;
	value_fraction(x, &x_num, &x_den);
	value_fraction(y, &y_num, &y_den);
	if (sign(x_num) != sign(y_num))
		return sign(x_num) - sign(y_num);
	struct exact left = exact_product(magnitude(x_num), magnitude(y_den));
	struct exact right = exact_product(magnitude(y_num), magnitude(x_den));
	return exact_compare(left, right) * (x_num < 0 ? -1 : 1);
}

struct value value_decimal(wide units)
{
	wide one = wide_power(VALUE_DIGITS);
	if (!wide_fits(units / one))
		return value_none(REASON_OVERFLOW);
	return (struct value){ .kind = VALUE_DECIMAL, .a = (int64_t)(units / one), .b = (int64_t)(units % one) };
}

bool value_to_decimal(const struct value *x, wide *units)
{
	wide num, den;
	if (x->kind == VALUE_NONE)
		return false;
	value_fraction(x, &num, &den);
	return wide_ratio(num, den, VALUE_DIGITS, ROUND_HALF_UP, units);
}

size_t value_print(const struct value *x, int decimals, enum rounding rounding, char out[VALUE_TEXT_BYTES])
{
	wide num, den, rounded;
	out[0] = '\0';
	if (x->kind == VALUE_NONE)
		return 0;
	decimals = decimals < 0 ? 0 : decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
	value_fraction(x, &num, &den);
	while (!wide_ratio(num, den, decimals, rounding, &rounded)) /* beyond 10^20: digits behind the point are left out */
		decimals--;
	return wide_print(rounded, decimals, out);
}

void value_print_parts(const struct value *x, char num[VALUE_TEXT_BYTES], char den[VALUE_TEXT_BYTES])
{
	int sign = x->b < 0 ? -1 : 1;
	wide above = sign * (wide)x->a * wide_power(x->scale < 0 ? -x->scale : 0);
	wide_print(above, x->scale > 0 ? x->scale : 0, num);
	wide_print(sign * (wide)x->b, 0, den);
}

size_t value_print_exact(const struct value *x, char out[VALUE_TEXT_BYTES])
{
	int scale = x->kind == VALUE_NUMBER ? x->scale : VALUE_DIGITS;
	size_t length = value_print(x, scale, ROUND_HALF_UP, out);
	if (!memchr(out, '.', length))
		return length;
	while (out[length - 1] == '0')
		length--;
	if (out[length - 1] == '.')
		length--;
	out[length] = '\0';
	return length;
}

/* `sign` * num / den in percent, four places. */
static struct value percent(struct exact num, struct exact den, int direction)
{
	struct exact scaled;
	int64_t quotient;
	if (!exact_scale(num, (uint64_t)decimal_power(PERCENT_DIGITS), &scaled) || !exact_divide(scaled, den, &quotient))
		return value_none(REASON_OVERFLOW);
	return value_number(direction < 0 ? -quotient : quotient, PERCENT_SCALE);
}

struct value value_growth(const struct value *now, const struct value *base)
{
	wide now_num, now_den, base_num, base_den;
	if (now->kind == VALUE_NONE)
		return *now;
	if (base->kind == VALUE_NONE)
		return value_none(REASON_NO_BASE);
	value_fraction(now, &now_num, &now_den);
	value_fraction(base, &base_num, &base_den);
	if (base_num == 0)
		return value_none(REASON_ZERO_BASE);
	if (sign(now_num) == -sign(base_num))
		return value_none(REASON_SIGN);
	/* Both on the same side of zero: |now| and |base| over the common denominator, their difference over |base|. */
	struct exact left = exact_product(magnitude(now_num), magnitude(base_den));
	struct exact right = exact_product(magnitude(base_num), magnitude(now_den));
	bool away = exact_compare(left, right) >= 0;
	struct exact change = away ? exact_subtract(left, right) : exact_subtract(right, left);
	return percent(change, right, away == (base_num > 0) ? 1 : -1);
}

static struct value combined(const struct value *x, const struct value *y, int direction)
{
	wide a, b, sum;
	if (x->kind == VALUE_NONE || y->kind == VALUE_NONE)
		return x->kind == VALUE_NONE ? *x : *y;
	if (x->kind == VALUE_NUMBER && y->kind == VALUE_NUMBER) {
		int scale = x->scale > y->scale ? x->scale : y->scale;
		sum = (wide)x->a * wide_power(scale - x->scale) + direction * (wide)y->a * wide_power(scale - y->scale);
		return wide_fits(sum) ? value_number((int64_t)sum, scale) : value_none(REASON_OVERFLOW);
	}
	if (!value_to_decimal(x, &a) || !value_to_decimal(y, &b) || !wide_add(a, direction * b, &sum))
		return value_none(REASON_OVERFLOW);
	return value_decimal(sum);
}

struct value value_sum(const struct value *x, const struct value *y)
{
	return combined(x, y, 1);
}

struct value value_difference(const struct value *x, const struct value *y)
{
	return combined(x, y, -1);
}

struct value value_percent(const struct value *part, const struct value *whole)
{
	wide part_num, part_den, whole_num, whole_den;
	if (part->kind == VALUE_NONE)
		return *part;
	if (whole->kind == VALUE_NONE)
		return *whole;
	value_fraction(part, &part_num, &part_den);
	value_fraction(whole, &whole_num, &whole_den);
	if (whole_num == 0)
		return value_none(REASON_DIVISION);
	return percent(exact_product(magnitude(part_num), magnitude(whole_den)),
		exact_product(magnitude(whole_num), magnitude(part_den)), sign(part_num) * sign(whole_num));
}
