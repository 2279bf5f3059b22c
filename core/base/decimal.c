/* Room base: exact numbers in 64 and 128 bits. Knows digits and rounding, not units or scales of fields. All arithmetic of
 * 128 bits runs on unsigned magnitudes, where nothing overflows unseen. */
#include "base/decimal.h"

enum { CHUNK_DIGITS = 18 };

static const uint64_t powers[CHUNK_DIGITS + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
	10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000, 10000000000000000,
	100000000000000000, 1000000000000000000 };

static const uwide WIDE_LIMIT = (uwide)1 << 127;

int64_t decimal_power(int exponent)
{
	return (int64_t)powers[exponent];
}

wide wide_power(int exponent)
{
	uwide power = 1;

	for (; exponent > CHUNK_DIGITS; exponent -= CHUNK_DIGITS)
		power *= powers[CHUNK_DIGITS];
	return (wide)(power * powers[exponent]);
}

struct number {
	uint64_t units;
	bool over; /* units do not fit in 64 bits */
	bool any; /* a digit was seen */
};

static bool is_digit(const char *at, const char *end)
{
	return at < end && (unsigned)(*at - '0') <= 9;
}

static const char *take_digits(const char *at, const char *end, struct number *number)
{
	uint64_t units = number->units;

	number->any |= is_digit(at, end);
	for (; units < powers[CHUNK_DIGITS] && is_digit(at, end); at++)
		units = units * 10 + (uint64_t)(*at - '0');
	for (; is_digit(at, end); at++) {
		number->over |= __builtin_mul_overflow(units, UINT64_C(10), &units);
		number->over |= __builtin_add_overflow(units, (uint64_t)(*at - '0'), &units);
	}
	number->units = units;
	return at;
}

/* Digits in front of the point; separators cut them into groups of three behind a first group of one to three. NULL when
 * they do not: 1,5 is not fifteen. */
static const char *take_whole(const char *at, const char *end, struct number *number)
{
	const char *from = at;

	at = take_digits(at, end, number);
	if (at == end || *at != ',')
		return at;
	if (at == from || at - from > 3)
		return NULL;
	while (at < end && *at == ',') {
		from = at + 1;
		at = take_digits(from, end, number);
		if (at - from != 3)
			return NULL;
	}
	return at;
}

/* Digits behind the point: exactly `scale` go into the number, what is missing as zeros; more are `finer` unless zero. */
static const char *take_fraction(const char *at, const char *end, int scale, struct number *number, bool *finer)
{
	const char *limit = end - at > scale ? at + scale : end;
	const char *last = take_digits(at, limit, number);
	int missing = scale - (int)(last - at);

	for (; is_digit(last, end); last++) {
		number->any = true;
		*finer |= *last != '0';
	}
	if (missing > 0)
		number->over |= __builtin_mul_overflow(number->units, powers[missing], &number->units);
	return last;
}

static bool is_exponent(const char *at, const char *end)
{
	if (*at != 'e' && *at != 'E')
		return false;
	at++;
	if (at < end && (*at == '+' || *at == '-'))
		at++;
	if (!is_digit(at, end))
		return false;
	while (is_digit(at, end))
		at++;
	return at == end;
}

enum decimal_fault decimal_parse(struct text text, int scale, int64_t *value)
{
	const char *at = text.at;
	const char *end = text.len ? at + text.len : at;
	struct number number = { 0 };
	bool negative = false, finer = false;

	if (text.len == 0)
		return DECIMAL_EMPTY;
	if (*at == '-' || *at == '+')
		negative = *at++ == '-';
	at = take_whole(at, end, &number);
	if (!at)
		return DECIMAL_SYNTAX;
	at = take_fraction(at < end && *at == '.' ? at + 1 : at, end, scale, &number, &finer);
	if (!number.any)
		return DECIMAL_SYNTAX;
	if (at < end)
		return is_exponent(at, end) ? DECIMAL_EXPONENT : DECIMAL_SYNTAX;
	if (number.over || number.units > (uint64_t)INT64_MAX + negative)
		return DECIMAL_RANGE;
	if (finer)
		return DECIMAL_SCALE;
	*value = (int64_t)(negative ? 0 - number.units : number.units);
	return DECIMAL_OK;
}

bool wide_fits(wide value)
{
	return value >= INT64_MIN && value <= INT64_MAX;
}

static uwide magnitude(wide value)
{
	return value < 0 ? 0 - (uwide)value : (uwide)value;
}

/* Only -2^127 has a magnitude that its positive twin cannot have. */
static bool with_sign(uwide units, bool negative, wide *value)
{
	if (units > WIDE_LIMIT || (units == WIDE_LIMIT && !negative))
		return false;
	*value = (wide)(negative ? 0 - units : units);
	return true;
}

bool wide_multiply(wide a, wide b, wide *product)
{
	uwide units;

	if (__builtin_mul_overflow(magnitude(a), magnitude(b), &units))
		return false;
	return with_sign(units, (a < 0) != (b < 0), product);
}

bool wide_add(wide a, wide b, wide *sum)
{
	return !__builtin_add_overflow(a, b, sum);
}

/* Whether a quotient goes up by one for the rest that is left; the rest is below `den`. */
static bool rounds_up(uwide quotient, uwide rest, uwide den, enum rounding rounding)
{
	uwide other = den - rest;

	if (rest != other)
		return rest > other;
	return rounding == ROUND_HALF_UP || (quotient & 1) != 0;
}

wide wide_divide(wide num, wide den, enum rounding rounding)
{
	uwide n = magnitude(num), d = magnitude(den);
	uwide quotient = n / d;
	wide result;

	quotient += rounds_up(quotient, n % d, d, rounding);
	if (!with_sign(quotient, (num < 0) != (den < 0), &result))
		return (wide)(WIDE_LIMIT - 1);
	return result;
}

/* rest * 10 / den for a den of up to 2^127, where rest * 10 may not fit: ten is doubled together, and each step stays below
 * 2 * den. Leaves the new rest and returns the digit. */
static unsigned next_digit(uwide *rest, uwide den)
{
	static const unsigned char plus_one[] = { 0, 1, 0 }; /* 1 -> 2 -> 4 + 1 -> 10 */
	uwide left = *rest;
	unsigned digit = 0;

	for (size_t i = 0; i < sizeof plus_one; i++) {
		left *= 2;
		digit *= 2;
		if (left >= den) {
			left -= den;
			digit++;
		}
		left += plus_one[i] ? *rest : 0;
		if (left >= den) {
			left -= den;
			digit++;
		}
	}
	*rest = left;
	return digit;
}

/* Quotient and rest of num * 10^digits / den, digit by digit; false when the quotient outgrows 128 bits. */
static bool long_divide(uwide num, uwide den, int digits, uwide *quotient, uwide *rest)
{
	*quotient = num / den;
	*rest = num % den;
	for (; digits > 0; digits--) {
		unsigned digit = next_digit(rest, den);

		if (__builtin_mul_overflow(*quotient, (uwide)10, quotient) ||
			__builtin_add_overflow(*quotient, (uwide)digit, quotient))
			return false;
	}
	return true;
}

bool wide_ratio(wide num, wide den, int digits, enum rounding rounding, wide *result)
{
	uwide n = magnitude(num), d = magnitude(den);
	uwide scaled, quotient, rest;

	if (d == 0)
		return false;
	if (digits <= CHUNK_DIGITS && !__builtin_mul_overflow(n, (uwide)powers[digits], &scaled)) {
		quotient = scaled / d;
		rest = scaled % d;
	} else if (!long_divide(n, d, digits, &quotient, &rest)) {
		return false;
	}
	if (quotient >= WIDE_LIMIT)
		return false;
	quotient += rounds_up(quotient, rest, d, rounding);
	return quotient < WIDE_LIMIT && with_sign(quotient, (num < 0) != (den < 0), result);
}

/* Digits backwards from `end`, at least `least` of them; 64-bit divisions but for one in eighteen digits. */
static char *print_back(char *end, uwide units, int least)
{
	do {
		bool last = units < powers[CHUNK_DIGITS];
		uint64_t chunk = (uint64_t)(last ? units : units % powers[CHUNK_DIGITS]);

		units = last ? 0 : units / powers[CHUNK_DIGITS];
		for (int n = 0; units > 0 ? n < CHUNK_DIGITS : chunk > 0; n++) {
			*--end = (char)('0' + chunk % 10);
			chunk /= 10;
			least--;
		}
	} while (units > 0);
	while (least-- > 0)
		*--end = '0';
	return end;
}

size_t wide_print(wide value, int scale, char *out)
{
	char digits[WIDE_TEXT_BYTES];
	char *end = digits + sizeof digits;
	char *from = print_back(end, magnitude(value), scale + 1);
	char *to = out;

	if (value < 0)
		*to++ = '-';
	while (from < end) {
		if (end - from == scale && scale > 0)
			*to++ = '.';
		*to++ = *from++;
	}
	*to = '\0';
	return (size_t)(to - out);
}

size_t wide_print_rounded(wide value, int scale, int decimals, enum rounding rounding, char *out)
{
	if (decimals >= scale)
		return wide_print(value, scale, out);
	return wide_print(wide_divide(value, wide_power(scale - decimals), rounding), decimals, out);
}
