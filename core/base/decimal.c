/* Base: exact numbers. Knows integers of 64 and 128 bits and powers of ten; no floating point. */
#include "base/decimal.h"

#include <string.h>

int64_t decimal_power(int exponent)
{
	int64_t power = 1;
	while (exponent-- > 0)
		power *= 10;
	return power;
}

wide wide_power(int exponent)
{
	wide power = 1;
	while (exponent-- > 0)
		power *= 10;
	return power;
}

bool wide_fits(wide value)
{
	return value >= INT64_MIN && value <= INT64_MAX;
}

bool wide_multiply(wide a, wide b, wide *product)
{
	return !__builtin_mul_overflow(a, b, product);
}

bool wide_add(wide a, wide b, wide *sum)
{
	return !__builtin_add_overflow(a, b, sum);
}

/* --- reading --- */

struct number {
	uint64_t units;
	int decimals; /* digits behind the point taken into units */
	int digits;   /* in all */
	bool range, scale;
};

static void take_digit(struct number *n, char c, int scale, bool behind)
{
	uint64_t digit = (uint64_t)(c - '0');
	n->digits++;
	if (behind && n->decimals == scale) {
		n->scale |= digit != 0;
		return;
	}
	n->decimals += behind;
	if (n->units > (UINT64_MAX - digit) / 10)
		n->range = true;
	else
		n->units = n->units * 10 + digit;
}

/* Groups of three behind the first comma, and a first group of one to three digits. */
static bool groups_fit(struct text whole)
{
	const char *comma = memchr(whole.at, ',', whole.len);
	if (!comma)
		return true;
	if (comma == whole.at || comma - whole.at > 3 || (whole.len - (size_t)(comma - whole.at)) % 4)
		return false;
	for (size_t i = (size_t)(comma - whole.at); i < whole.len; i++)
		if ((whole.at[i] == ',') != ((i - (size_t)(comma - whole.at)) % 4 == 0))
			return false;
	return true;
}

static enum decimal_fault stray(struct text text, size_t at, const struct number *n)
{
	bool exponent = n->digits > 0 && (text.at[at] == 'e' || text.at[at] == 'E') && at + 1 < text.len;
	for (size_t i = at + 1; exponent && i < text.len; i++)
		exponent = (text.at[i] >= '0' && text.at[i] <= '9') || (i == at + 1 && i + 1 < text.len && (text.at[i] == '+' || text.at[i] == '-'));
	return exponent ? DECIMAL_EXPONENT : DECIMAL_SYNTAX;
}

enum decimal_fault decimal_parse(struct text text, int scale, int64_t *value)
{
	struct number n = { 0 };
	size_t at = 0, point = text.len;
	if (text.len == 0)
		return DECIMAL_EMPTY;
	bool negative = text.at[0] == '-';
	at += text.at[0] == '-' || text.at[0] == '+';
	size_t begin = at;
	for (; at < text.len; at++) {
		char c = text.at[at];
		if (c >= '0' && c <= '9')
			take_digit(&n, c, scale, at > point);
		else if (c == '.' && point == text.len)
			point = at;
		else if (c != ',' || at > point)
			return stray(text, at, &n);
	}
	if (n.digits == 0 || !groups_fit((struct text){ text.at + begin, point - begin }))
		return DECIMAL_SYNTAX;
	if (n.scale)
		return DECIMAL_SCALE;
	for (; n.decimals < scale; n.decimals++)
		if (__builtin_mul_overflow(n.units, 10, &n.units))
			n.range = true;
	if (n.range || n.units > (uint64_t)INT64_MAX + negative)
		return DECIMAL_RANGE;
	*value = negative ? (int64_t)(0 - n.units) : (int64_t)n.units;
	return DECIMAL_OK;
}

/* --- dividing --- */

static uwide magnitude(wide value)
{
	return value < 0 ? 0 - (uwide)value : (uwide)value;
}

/* Whether a quotient is raised by one in magnitude, given what is left of the division. */
static bool rounds_up(uwide quotient, uwide rest, uwide den, enum rounding rounding)
{
	uwide other = den - rest;
	if (rest != other)
		return rest > other;
	return rounding == ROUND_HALF_UP || (quotient & 1);
}

bool wide_ratio(wide num, wide den, int digits, enum rounding rounding, wide *result)
{
	const uwide limit = (uwide)1 << 127;
	uwide n = magnitude(num), d = magnitude(den);
	bool negative = (num < 0) != (den < 0);
	uwide quotient = n / d, rest = n % d;
	for (int i = 0; i < digits; i++) {
		unsigned digit = 0;
		/* rest * 10 / den without leaving 128 bits: ten additions, each taken modulo den */
		uwide more = 0;
		for (int k = 0; k < 10; k++) {
			if (more >= d - rest) {
				more -= d - rest;
				digit++;
			} else {
				more += rest;
			}
		}
		rest = more;
		if (quotient > (limit - digit) / 10)
			return false;
		quotient = quotient * 10 + digit;
	}
	quotient += rest && rounds_up(quotient, rest, d, rounding);
	if (quotient > limit - !negative)
		return false;
	*result = negative ? (wide)(0 - quotient) : (wide)quotient;
	return true;
}

wide wide_divide(wide num, wide den, enum rounding rounding)
{
	wide result = 0;
	if (!wide_ratio(num, den, 0, rounding, &result))
		return num; /* the most negative number over -1 is the one quotient that does not fit */
	return result;
}

/* --- printing --- */

size_t wide_print(wide value, int scale, char *out)
{
	char digits[48];
	size_t count = 0, at = 0;
	uwide left = magnitude(value);
	do {
		digits[count++] = (char)('0' + (int)(left % 10));
		left /= 10;
	} while (left || count <= (size_t)scale);
	if (value < 0)
		out[at++] = '-';
	while (count) {
		if (count == (size_t)scale)
			out[at++] = '.';
		out[at++] = digits[--count];
	}
	out[at] = '\0';
	return at;
}

size_t wide_print_rounded(wide value, int scale, int decimals, enum rounding rounding, char *out)
{
	if (decimals >= scale)
		return wide_print(value, scale, out);
	return wide_print(wide_divide(value, wide_power(scale - decimals), rounding), decimals, out);
}
