/* Tests of base/decimal.c. Ratios are checked against a division of 512 bits that takes one bit after the other. */
#include "base/decimal.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

#define WIDE_MAX ((wide)(((uwide)1 << 127) - 1))
#define WIDE_MIN (-WIDE_MAX - 1)

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		int scale;
		enum decimal_fault fault;
		int64_t value;
	} rows[] = {
		{ "0", 0, DECIMAL_OK, 0 },
		{ "-0", 2, DECIMAL_OK, 0 },
		{ "12", 0, DECIMAL_OK, 12 },
		{ "+12", 2, DECIMAL_OK, 1200 },
		{ "-12.34", 2, DECIMAL_OK, -1234 },
		{ "12.3", 4, DECIMAL_OK, 123000 },
		{ "00012.5", 1, DECIMAL_OK, 125 },
		{ ".5", 1, DECIMAL_OK, 5 },
		{ "5.", 1, DECIMAL_OK, 50 },
		{ "12.3400", 2, DECIMAL_OK, 1234 },
		{ "12.000000000000000000000000000", 0, DECIMAL_OK, 12 },
		{ "1,234,567", 0, DECIMAL_OK, 1234567 },
		{ "-1,234.5", 1, DECIMAL_OK, -12345 },
		{ "12,345", 0, DECIMAL_OK, 12345 },
		{ "123,456.78", 2, DECIMAL_OK, 12345678 },
		{ "9223372036854775807", 0, DECIMAL_OK, INT64_MAX },
		{ "-9223372036854775808", 0, DECIMAL_OK, INT64_MIN },
		{ "9,223,372,036,854,775,807", 0, DECIMAL_OK, INT64_MAX },
		{ "9223372036.854775807", 9, DECIMAL_OK, INT64_MAX },
		{ "000000000000000000000000000001", 0, DECIMAL_OK, 1 },
		{ "", 0, DECIMAL_EMPTY, 0 },
		{ "-", 0, DECIMAL_SYNTAX, 0 },
		{ "+", 0, DECIMAL_SYNTAX, 0 },
		{ ".", 2, DECIMAL_SYNTAX, 0 },
		{ "-.", 2, DECIMAL_SYNTAX, 0 },
		{ "--1", 0, DECIMAL_SYNTAX, 0 },
		{ "1-", 0, DECIMAL_SYNTAX, 0 },
		{ "1.2.3", 4, DECIMAL_SYNTAX, 0 },
		{ " 1", 0, DECIMAL_SYNTAX, 0 },
		{ "1 ", 0, DECIMAL_SYNTAX, 0 },
		{ "12%", 0, DECIMAL_SYNTAX, 0 },
		{ "12万", 0, DECIMAL_SYNTAX, 0 },
		{ "0x10", 0, DECIMAL_SYNTAX, 0 },
		{ "nan", 0, DECIMAL_SYNTAX, 0 },
		{ "1,23", 0, DECIMAL_SYNTAX, 0 },
		{ "1,2345", 0, DECIMAL_SYNTAX, 0 },
		{ "1234,567", 0, DECIMAL_SYNTAX, 0 },
		{ ",123", 0, DECIMAL_SYNTAX, 0 },
		{ "123,", 0, DECIMAL_SYNTAX, 0 },
		{ "1,,234", 0, DECIMAL_SYNTAX, 0 },
		{ "1,234,56", 0, DECIMAL_SYNTAX, 0 },
		{ "1,234567", 0, DECIMAL_SYNTAX, 0 },
		{ "1.234,567", 6, DECIMAL_SYNTAX, 0 },
		{ "99999999999999999999x", 0, DECIMAL_SYNTAX, 0 },
		{ "12.345", 2, DECIMAL_SCALE, 0 },
		{ "0.0000000001", 9, DECIMAL_SCALE, 0 },
		{ "12.001", 0, DECIMAL_SCALE, 0 },
		{ "9223372036854775808", 0, DECIMAL_RANGE, 0 },
		{ "-9223372036854775809", 0, DECIMAL_RANGE, 0 },
		{ "18446744073709551616", 0, DECIMAL_RANGE, 0 },
		{ "18446744073709551615", 1, DECIMAL_RANGE, 0 },
		{ "99999999999999999999999", 0, DECIMAL_RANGE, 0 },
		{ "9223372036.854775808", 9, DECIMAL_RANGE, 0 },
		{ "9223372036854775807", 1, DECIMAL_RANGE, 0 },
		{ "1E5", 0, DECIMAL_EXPONENT, 0 },
		{ "1.5e+05", 2, DECIMAL_EXPONENT, 0 },
		{ "4.10101E+14", 0, DECIMAL_EXPONENT, 0 },
		{ "-1e-3", 9, DECIMAL_EXPONENT, 0 },
		{ "1e", 0, DECIMAL_SYNTAX, 0 },
		{ "1e+", 0, DECIMAL_SYNTAX, 0 },
		{ "e5", 0, DECIMAL_SYNTAX, 0 },
		{ "1e5x", 0, DECIMAL_SYNTAX, 0 },
		{ "1e5.5", 0, DECIMAL_SYNTAX, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t value = 77;
		enum decimal_fault fault = decimal_parse(text_of(rows[i].text), rows[i].scale, &value);

		if (fault != rows[i].fault)
			fail_msg("'%s' gives fault %d", rows[i].text, (int)fault);
		if (value != (fault ? 77 : rows[i].value))
			fail_msg("'%s' gives %" PRId64, rows[i].text, value);
	}
	assert_int_equal(decimal_parse((struct text){ 0 }, 0, &(int64_t){ 0 }), DECIMAL_EMPTY);
}

/* Bytes behind the end of a text are none of its digits. */
static void test_parse_stops_at_the_end(void **state)
{
	int64_t value;

	(void)state;
	assert_int_equal(decimal_parse((struct text){ "12.345", 4 }, 1, &value), DECIMAL_OK);
	assert_int_equal(value, 123);
	assert_int_equal(decimal_parse((struct text){ "1,234,567", 5 }, 0, &value), DECIMAL_OK);
	assert_int_equal(value, 1234);
	assert_int_equal(decimal_parse((struct text){ "1e5", 2 }, 0, &value), DECIMAL_SYNTAX);
}

static void test_print_and_parse(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t value = (int64_t)(random_next(&seed) >> random_below(&seed, 64));
		int scale = (int)random_below(&seed, DECIMAL_SCALE_MAX + 1);
		char text[WIDE_TEXT_BYTES];
		int64_t again = 0;
		size_t length;

		if (random_below(&seed, 2))
			value = (int64_t)(0 - (uint64_t)value);
		length = wide_print(value, scale, text);
		assert_int_equal(length, strlen(text));
		assert_int_equal(decimal_parse((struct text){ text, length }, scale, &again), DECIMAL_OK);
		assert_true(again == value);
	}
}

static void test_powers(void **state)
{
	wide power = 1;

	(void)state;
	for (int exponent = 0; exponent <= 38; exponent++) {
		assert_true(wide_power(exponent) == power);
		if (exponent <= 18)
			assert_true(decimal_power(exponent) == (int64_t)power);
		power = exponent < 38 ? power * 10 : power;
	}
}

static void test_fits(void **state)
{
	(void)state;
	assert_true(wide_fits(INT64_MAX));
	assert_true(wide_fits(INT64_MIN));
	assert_false(wide_fits((wide)INT64_MAX + 1));
	assert_false(wide_fits((wide)INT64_MIN - 1));
	assert_false(wide_fits(WIDE_MIN));
}

static void test_multiply_and_add(void **state)
{
	const wide half = (wide)1 << 126;
	static const struct {
		int a, b;
	} small[] = { { 0, 0 }, { 3, 4 }, { -3, 4 }, { 3, -4 }, { -3, -4 }, { 0, -7 } };
	wide result;

	(void)state;
	for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
		assert_true(wide_multiply(small[i].a, small[i].b, &result));
		assert_true(result == small[i].a * small[i].b);
		assert_true(wide_add(small[i].a, small[i].b, &result));
		assert_true(result == small[i].a + small[i].b);
	}
	assert_false(wide_multiply(half, 2, &result));
	assert_true(wide_multiply(half, -2, &result));
	assert_true(result == WIDE_MIN);
	assert_true(wide_multiply(WIDE_MIN, 1, &result));
	assert_true(result == WIDE_MIN);
	assert_false(wide_multiply(WIDE_MIN, -1, &result));
	assert_false(wide_multiply(WIDE_MAX, WIDE_MAX, &result));
	assert_true(wide_multiply(WIDE_MAX, -1, &result));
	assert_true(result == -WIDE_MAX);
	assert_false(wide_add(WIDE_MAX, 1, &result));
	assert_false(wide_add(WIDE_MIN, -1, &result));
	assert_true(wide_add(WIDE_MAX, WIDE_MIN, &result));
	assert_true(result == -1);
}

static void test_divide(void **state)
{
	static const struct {
		int num, den, up, even;
	} rows[] = {
		{ 7, 2, 4, 4 },
		{ 5, 2, 3, 2 },
		{ -5, 2, -3, -2 },
		{ 5, -2, -3, -2 },
		{ -5, -2, 3, 2 },
		{ -7, 2, -4, -4 },
		{ 1, 3, 0, 0 },
		{ 2, 3, 1, 1 },
		{ -1, 3, 0, 0 },
		{ -2, 3, -1, -1 },
		{ 0, 5, 0, 0 },
		{ 6, 3, 2, 2 },
		{ 1, 2, 1, 0 },
		{ -1, 2, -1, 0 },
		{ 3, 2, 2, 2 },
		{ 15, 10, 2, 2 },
		{ 25, 10, 3, 2 },
		{ 24, 10, 2, 2 },
		{ 26, 10, 3, 3 },
		{ 9, 1, 9, 9 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_true(wide_divide(rows[i].num, rows[i].den, ROUND_HALF_UP) == rows[i].up);
		assert_true(wide_divide(rows[i].num, rows[i].den, ROUND_HALF_EVEN) == rows[i].even);
	}
	assert_true(wide_divide(WIDE_MIN, 1, ROUND_HALF_UP) == WIDE_MIN);
	assert_true(wide_divide(WIDE_MIN, WIDE_MIN, ROUND_HALF_UP) == 1);
	assert_true(wide_divide(WIDE_MAX, WIDE_MIN, ROUND_HALF_UP) == -1);
	assert_true(wide_divide(WIDE_MAX, 2, ROUND_HALF_UP) == ((wide)1 << 126));
	assert_true(wide_divide(WIDE_MIN, -1, ROUND_HALF_UP) == WIDE_MAX);
}

enum { LIMBS = 16 };

static uwide size_of(wide value)
{
	return value < 0 ? 0 - (uwide)value : (uwide)value;
}

/* |num| * 10^digits as 512 bits, least limb first. */
static void scaled_up(uwide num, int digits, uint32_t big[LIMBS])
{
	memset(big, 0, LIMBS * sizeof big[0]);
	for (int i = 0; i < 4; i++)
		big[i] = (uint32_t)(num >> (32 * i));
	for (; digits > 0; digits--) {
		uint64_t carry = 0;

		for (int i = 0; i < LIMBS; i++) {
			carry += (uint64_t)big[i] * 10;
			big[i] = (uint32_t)carry;
			carry >>= 32;
		}
	}
}

/* The same as wide_ratio, slowly: bit by bit, rounding by doubling the rest. */
static bool slow_ratio(wide num, wide den, int digits, enum rounding rounding, wide *result)
{
	uint32_t big[LIMBS];
	uwide quotient = 0, rest = 0, d = size_of(den);
	bool over = false, up;

	scaled_up(size_of(num), digits, big);
	for (int bit = LIMBS * 32 - 1; bit >= 0; bit--) {
		rest = rest << 1 | (big[bit / 32] >> (bit % 32) & 1);
		over |= quotient >> 127 != 0;
		quotient <<= 1;
		if (rest >= d) {
			rest -= d;
			quotient |= 1;
		}
	}
	up = rest * 2 > d || (rest * 2 == d && (rounding == ROUND_HALF_UP || quotient % 2 == 1));
	quotient += up;
	if (over || quotient > (uwide)WIDE_MAX)
		return false;
	*result = (num < 0) != (den < 0) ? -(wide)quotient : (wide)quotient;
	return true;
}

static void check_ratio(wide num, wide den, int digits)
{
	static const enum rounding roundings[] = { ROUND_HALF_UP, ROUND_HALF_EVEN };

	for (size_t i = 0; i < 2; i++) {
		wide want = 0, got = 0;
		bool fits = slow_ratio(num, den, digits, roundings[i], &want);
		char a[WIDE_TEXT_BYTES], b[WIDE_TEXT_BYTES];

		if (wide_ratio(num, den, digits, roundings[i], &got) == fits && got == want)
			continue;
		wide_print(num, 0, a);
		wide_print(den, 0, b);
		fail_msg("%s / %s with %d digits", a, b, digits);
	}
}

static void test_ratio_corners(void **state)
{
	static const int digits[] = { 0, 1, 2, 12, 18, 19, 37, 38, 39, 60 };
	const wide corners[] = {
		0,
		1,
		-1,
		2,
		-2,
		3,
		7,
		10,
		INT64_MAX,
		INT64_MIN,
		(wide)1 << 64,
		((wide)1 << 126) - 1,
		(wide)1 << 126,
		((wide)1 << 126) + 1,
		WIDE_MAX,
		WIDE_MAX - 1,
		-WIDE_MAX,
		WIDE_MIN,
		WIDE_MIN + 1,
		WIDE_MAX / 10,
		WIDE_MAX / 3,
	};
	enum { CORNERS = sizeof corners / sizeof corners[0] };

	(void)state;
	for (size_t i = 0; i < CORNERS * CORNERS; i++) {
		for (size_t d = 0; corners[i % CORNERS] != 0 && d < sizeof digits / sizeof digits[0]; d++)
			check_ratio(corners[i / CORNERS], corners[i % CORNERS], digits[d]);
	}
	assert_false(wide_ratio(1, 0, 2, ROUND_HALF_UP, &(wide){ 0 }));
}

static void test_ratio_random(void **state)
{
	uint64_t seed = 4;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		wide num = (wide)random_long(&seed);
		wide den = (wide)random_long(&seed);

		if (den != 0)
			check_ratio(num, den, (int)random_below(&seed, 40));
	}
}

/* Halves are where rounding goes wrong: num / den is made to lie on one, and one unit beside it. */
static void test_ratio_halves(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		wide half = (wide)(random_long(&seed) >> 66) + 1;
		wide whole = (wide)(random_long(&seed) >> 66);
		wide num = whole * 2 * half + half;

		check_ratio(num, half * 2, 0);
		check_ratio(num + 1, half * 2, 0);
		check_ratio(-(num - 1), half * 2, 0);
		check_ratio(num, half * 20, 1);
	}
}

static void test_print(void **state)
{
	static const struct {
		int64_t value;
		int scale, decimals;
		const char *plain, *up, *even;
	} rows[] = {
		{ 0, 0, 0, "0", "0", "0" },
		{ 0, 3, 1, "0.000", "0.0", "0.0" },
		{ -12340, 3, 2, "-12.340", "-12.34", "-12.34" },
		{ 5, 3, 2, "0.005", "0.01", "0.00" },
		{ -5, 3, 2, "-0.005", "-0.01", "0.00" },
		{ 15, 3, 2, "0.015", "0.02", "0.02" },
		{ -4, 3, 2, "-0.004", "0.00", "0.00" },
		{ 995, 3, 2, "0.995", "1.00", "1.00" },
		{ 985, 3, 2, "0.985", "0.99", "0.98" },
		{ 25, 1, 0, "2.5", "3", "2" },
		{ 12, 1, 5, "1.2", "1.2", "1.2" },
		{ 1, 18, 0, "0.000000000000000001", "0", "0" },
		{ INT64_MAX, 0, 0, "9223372036854775807", "9223372036854775807", "9223372036854775807" },
		{ INT64_MIN, 9, 9, "-9223372036.854775808", "-9223372036.854775808", "-9223372036.854775808" },
		{ 1000000000000000000, 0, 0, "1000000000000000000", "1000000000000000000", "1000000000000000000" },
	};
	char text[WIDE_TEXT_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(wide_print(rows[i].value, rows[i].scale, text), strlen(rows[i].plain));
		assert_string_equal(text, rows[i].plain);
		wide_print_rounded(rows[i].value, rows[i].scale, rows[i].decimals, ROUND_HALF_UP, text);
		assert_string_equal(text, rows[i].up);
		wide_print_rounded(rows[i].value, rows[i].scale, rows[i].decimals, ROUND_HALF_EVEN, text);
		assert_string_equal(text, rows[i].even);
	}
	wide_print(WIDE_MAX, 0, text);
	assert_string_equal(text, "170141183460469231731687303715884105727");
	wide_print(WIDE_MIN, 12, text);
	assert_string_equal(text, "-170141183460469231731687303.715884105728");
	wide_print(wide_power(36) + 7, 0, text);
	assert_string_equal(text, "1000000000000000000000000000000000007");
	assert_int_equal(wide_print(WIDE_MIN, 38, text), 41);
	assert_string_equal(text, "-1.70141183460469231731687303715884105728");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_stops_at_the_end),
		cmocka_unit_test(test_print_and_parse),
		cmocka_unit_test(test_powers),
		cmocka_unit_test(test_fits),
		cmocka_unit_test(test_multiply_and_add),
		cmocka_unit_test(test_divide),
		cmocka_unit_test(test_ratio_corners),
		cmocka_unit_test(test_ratio_random),
		cmocka_unit_test(test_ratio_halves),
		cmocka_unit_test(test_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
