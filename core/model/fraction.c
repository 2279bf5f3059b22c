/* Model: exact fractions. Knows numbers only; every sum and product is reduced before it is multiplied out, so what fits is found. */
#include "model/fraction.h"

#include <string.h>

static const struct fraction zero = FRACTION_ZERO;

static uwide size_of(wide a)
{
	return a < 0 ? (uwide)0 - (uwide)a : (uwide)a;
}

static bool is_one(struct exact a)
{
	return a.part[0] == 1 && !(a.part[1] | a.part[2] | a.part[3]);
}

static struct exact divided(struct exact a, struct exact by)
{
	struct exact rest;
	return is_one(by) ? a : exact_split(a, by, &rest);
}

static struct exact common(struct exact a, struct exact b)
{
	return is_one(a) || is_one(b) ? exact_of(1) : exact_common(a, b);
}

static struct fraction lowest(int sign, struct exact num, struct exact den)
{
	struct exact by = common(num, den);
	return sign == 0 ? zero : (struct fraction){ sign, divided(num, by), divided(den, by) };
}

bool fraction_reduce(wide num, wide den, struct fraction *reduced)
{
	int sign = num == 0 ? 0 : (num < 0) == (den < 0) ? 1 : -1;
	if (den != 0)
		*reduced = lowest(sign, exact_of(size_of(num)), exact_of(size_of(den)));
	return den != 0;
}

struct fraction fraction_whole(int64_t number)
{
	return (struct fraction){ (number > 0) - (number < 0), exact_of(size_of(number)), exact_of(1) };
}

struct fraction fraction_of(const struct value *value)
{
	struct fraction result = zero;
	wide num, den;
	value_fraction(value, &num, &den);
	return fraction_reduce(num, den, &result) ? result : zero;
}

struct fraction fraction_negate(struct fraction a)
{
	a.sign = -a.sign;
	return a;
}

/* Sum of numerators over one denominator: of equal signs they are added, else the smaller is taken from the larger. */
static bool add_signed(int a_sign, struct exact a, int b_sign, struct exact b, int *sign, struct exact *sum)
{
	*sign = a_sign;
	if (a_sign == b_sign)
		return exact_add(a, b, sum);
	int order = exact_compare(a, b);
	*sign = order > 0 ? a_sign : order < 0 ? b_sign : 0;
	*sum = order > 0 ? exact_subtract(a, b) : exact_subtract(b, a);
	return true;
}

bool fraction_add(struct fraction a, struct fraction b, struct fraction *sum)
{
	struct exact left, right, num, den;
	int sign;
	*sum = a.sign ? a : b;
	if (!a.sign || !b.sign)
		return true;
	struct exact by = common(a.den, b.den), a_by = divided(a.den, by), b_by = divided(b.den, by);
	if (!exact_multiply(a.num, b_by, &left) || !exact_multiply(b.num, a_by, &right) ||
		!add_signed(a.sign, left, b.sign, right, &sign, &num) || !exact_multiply(a.den, b_by, &den))
		return false;
	*sum = lowest(sign, num, den);
	return true;
}

bool fraction_multiply(struct fraction a, struct fraction b, struct fraction *product)
{
	*product = zero;
	if (!a.sign || !b.sign)
		return true;
	struct exact first = common(a.num, b.den), second = common(b.num, a.den);
	product->sign = a.sign * b.sign;
	return exact_multiply(divided(a.num, first), divided(b.num, second), &product->num) &&
		exact_multiply(divided(a.den, second), divided(b.den, first), &product->den);
}

bool fraction_invert(struct fraction a, struct fraction *inverse)
{
	*inverse = (struct fraction){ a.sign, a.den, a.num };
	return a.sign != 0;
}

int fraction_compare(struct fraction a, struct fraction b)
{
	if (a.sign != b.sign || a.sign == 0)
		return (a.sign > b.sign) - (a.sign < b.sign);
	return a.sign * exact_compare_products(a.num, b.den, b.num, a.den);
}

bool fraction_is_whole(struct fraction a)
{
	return is_one(a.den);
}

/* Away from zero where there is a rest and it is wanted. */
static bool whole_of(struct fraction a, bool away, int64_t *whole)
{
	struct exact rest, quotient = exact_split(a.num, a.den, &rest);
	uwide size;
	*whole = 0;
	if (!exact_narrow(quotient, &size) || size > INT64_MAX)
		return false;
	size += away && !fraction_is_whole(a);
	if (size > INT64_MAX)
		return false;
	*whole = a.sign < 0 ? -(int64_t)size : (int64_t)size;
	return true;
}

bool fraction_floor(struct fraction a, int64_t *whole)
{
	return whole_of(a, a.sign < 0, whole);
}

bool fraction_ceiling(struct fraction a, int64_t *whole)
{
	return whole_of(a, a.sign > 0, whole);
}

/* --- text --- */

static void trim(char *text)
{
	size_t length = strlen(text);
	if (!strchr(text, '.'))
		return;
	while (text[length - 1] == '0')
		length--;
	text[text[length - 1] == '.' ? length - 1 : length] = '\0';
}

/* Ends within 9 places: the denominator divides 10^9. */
static bool is_short(struct fraction a)
{
	uwide den;
	return exact_narrow(a.den, &den) && 1000000000 % den == 0;
}

/* Units of 10^-decimals, a half away from zero. */
static struct exact rounded(struct fraction a, int *decimals)
{
	struct exact scaled, rest, up;
	while (!exact_scale(
		a.num, (uint64_t)decimal_power(*decimals), &scaled)) /* of a number of 70 digits some are left out */
		(*decimals)--;
	struct exact units = exact_split(scaled, a.den, &rest);
	bool half = exact_compare(rest, exact_subtract(a.den, rest)) >= 0;
	return half && exact_add(units, exact_of(1), &up) ? up : units;
}

void fraction_print(struct fraction a, int decimals, char out[FRACTION_TEXT_BYTES])
{
	char digits[FRACTION_TEXT_BYTES]; /* from the end */
	int places = is_short(a) ? DECIMAL_SCALE_MAX : decimals, count = 0;
	struct exact units = rounded(a, &places), digit, none = { { 0 } };
	bool minus = a.sign < 0 && exact_compare(units, none) != 0;
	for (; exact_compare(units, none) != 0 || count <= places; count++) {
		units = exact_split(units, exact_of(10), &digit);
		digits[count] = (char)('0' + digit.part[0]);
	}
	char *at = out;
	if (minus)
		*at++ = '-';
	while (count > 0) {
		*at++ = digits[--count];
		if (count == places && places > 0)
			*at++ = '.';
	}
	*at = '\0';
	trim(out);
}
