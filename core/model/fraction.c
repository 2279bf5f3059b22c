/* Model: exact fractions. Knows numbers only; every sum and product is reduced before it is multiplied out, so what fits is found. */
#include "model/fraction.h"

#include <string.h>

#include "model/exact.h"

static uwide size_of(wide a)
{
	return a < 0 ? (uwide)0 - (uwide)a : (uwide)a;
}

static wide common(wide a, wide b)
{
	uwide x = size_of(a), y = size_of(b);
	while (y) {
		uwide rest = x % y;
		x = y;
		y = rest;
	}
	return x ? (wide)x : 1;
}

bool fraction_reduce(wide num, wide den, struct fraction *reduced)
{
	if (den == 0)
		return false;
	wide by = common(num, den);
	num /= by;
	den /= by;
	*reduced = den < 0 ? (struct fraction){ -num, -den } : (struct fraction){ num, den };
	return true;
}

struct fraction fraction_whole(int64_t number)
{
	return (struct fraction){ number, 1 };
}

struct fraction fraction_of(const struct value *value)
{
	struct fraction result = { 0, 1 };
	wide num, den;
	value_fraction(value, &num, &den);
	return fraction_reduce(num, den, &result) ? result : (struct fraction){ 0, 1 };
}

struct fraction fraction_negate(struct fraction a)
{
	return (struct fraction){ -a.num, a.den };
}

bool fraction_add(struct fraction a, struct fraction b, struct fraction *sum)
{
	wide by = common(a.den, b.den), left, right, num, den;
	return wide_multiply(a.num, b.den / by, &left) && wide_multiply(b.num, a.den / by, &right) &&
		wide_add(left, right, &num) && wide_multiply(a.den, b.den / by, &den) && fraction_reduce(num, den, sum);
}

bool fraction_multiply(struct fraction a, struct fraction b, struct fraction *product)
{
	wide first = common(a.num, b.den), second = common(b.num, a.den), num, den;
	return wide_multiply(a.num / first, b.num / second, &num) && wide_multiply(a.den / second, b.den / first, &den) &&
		fraction_reduce(num, den, product);
}

bool fraction_invert(struct fraction a, struct fraction *inverse)
{
	return fraction_reduce(a.den, a.num, inverse);
}

int fraction_compare(struct fraction a, struct fraction b)
{
	int sign = a.num < 0 ? -1 : 1;
	if ((a.num < 0) != (b.num < 0))
		return a.num < 0 ? -1 : 1;
	return sign * exact_compare(exact_product(size_of(a.num), (uwide)b.den), exact_product(size_of(b.num), (uwide)a.den));
}

bool fraction_is_whole(struct fraction a)
{
	return a.den == 1;
}

bool fraction_floor(struct fraction a, int64_t *whole)
{
	wide result = a.num / a.den - (a.num % a.den < 0);
	*whole = wide_fits(result) ? (int64_t)result : 0;
	return wide_fits(result);
}

bool fraction_ceiling(struct fraction a, int64_t *whole)
{
	wide result = a.num / a.den + (a.num % a.den > 0);
	*whole = wide_fits(result) ? (int64_t)result : 0;
	return wide_fits(result);
}

static void trim(char *text)
{
	size_t length = strlen(text);
	if (!strchr(text, '.'))
		return;
	while (text[length - 1] == '0')
		length--;
	text[text[length - 1] == '.' ? length - 1 : length] = '\0';
}

void fraction_print(struct fraction a, int decimals, char out[FRACTION_TEXT_BYTES])
{
	bool ends = 1000000000 % a.den == 0;
	int digits = ends ? DECIMAL_SCALE_MAX : decimals;
	wide units;
	if (!wide_ratio(a.num, a.den, digits, ROUND_HALF_UP, &units)) {
		digits = 0;
		units = a.num / a.den;
	}
	wide_print(units, digits, out);
	trim(out);
}
