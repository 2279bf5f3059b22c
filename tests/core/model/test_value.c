/* Tests of model/value.c. */
#include "model/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define NUMBER(units, digits)                                                                                                  \
	{                                                                                                                      \
		.kind = VALUE_NUMBER, .a = (units), .scale = (digits)                                                          \
	}
#define PARTS(over, under)                                                                                                     \
	{                                                                                                                      \
		.kind = VALUE_PARTS, .a = (over), .b = (under)                                                                 \
	}
#define DECIMAL(whole, part)                                                                                                   \
	{                                                                                                                      \
		.kind = VALUE_DECIMAL, .a = (whole), .b = (part)                                                               \
	}
#define NONE(why)                                                                                                              \
	{                                                                                                                      \
		.kind = VALUE_NONE, .reason = (why)                                                                            \
	}

static int sign(int number)
{
	return (number > 0) - (number < 0);
}

static void comparison(void **state)
{
	static const struct {
		struct value x, y;
		int order;
	} rows[] = {
		{ NUMBER(5, 0), NUMBER(50, 1), 0 },
		{ NUMBER(5, 0), NUMBER(51, 1), -1 },
		{ NUMBER(-5, 0), NUMBER(-51, 1), 1 },
		{ NUMBER(-1, 0), NUMBER(1, 0), -1 },
		{ NUMBER(0, 9), NUMBER(0, 0), 0 },
		{ PARTS(1, 3), DECIMAL(0, 333333333333), 1 },
		{ PARTS(1, 3), DECIMAL(0, 333333333334), -1 },
		{ PARTS(-1, 3), DECIMAL(0, -333333333333), -1 },
		{ PARTS(1, 2), DECIMAL(0, 500000000000), 0 },
		{ PARTS(2, 4), NUMBER(5, 1), 0 },
		/* at 2^63: cross products need far more than 128 bits */
		{ NUMBER(INT64_MAX, 0), DECIMAL(INT64_MAX, 0), 0 },
		{ NUMBER(INT64_MAX, 0), DECIMAL(INT64_MAX, 1), -1 },
		{ NUMBER(INT64_MIN, 0), DECIMAL(INT64_MIN, 0), 0 },
		{ NUMBER(INT64_MIN, 0), DECIMAL(INT64_MIN, -1), 1 },
		{ PARTS(INT64_MAX, INT64_MAX), NUMBER(1, 0), 0 },
		{ PARTS(INT64_MAX, INT64_MAX - 1), PARTS(INT64_MAX - 1, INT64_MAX - 2), -1 },
		{ PARTS(INT64_MIN, INT64_MAX), NUMBER(-1, 0), -1 },
		{ PARTS(INT64_MAX, 2), DECIMAL(INT64_MAX / 2, 500000000000), 0 },
		{ DECIMAL(INT64_MAX, 999999999999), PARTS(INT64_MAX, 1), 1 },
		{ PARTS(1, INT64_MAX), DECIMAL(0, 1), -1 },
		{ PARTS(1, INT64_MAX), NUMBER(0, 0), 1 },
		{ NUMBER(INT64_MIN, 9), NUMBER(INT64_MAX, 9), -1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(sign(value_compare(&rows[i].x, &rows[i].y)), rows[i].order);
		assert_int_equal(sign(value_compare(&rows[i].y, &rows[i].x)), -rows[i].order);
	}
}

static void growth(void **state)
{
	static const struct {
		struct value now, base, growth;
	} rows[] = {
		{ NUMBER(39, 0), NUMBER(29, 0), NUMBER(344828, 4) },
		{ NUMBER(56, 0), NUMBER(50, 0), NUMBER(120000, 4) },
		{ NUMBER(2, 0), NUMBER(3, 0), NUMBER(-333333, 4) },
		{ NUMBER(5, 0), NUMBER(5, 0), NUMBER(0, 4) },
		{ NUMBER(0, 0), NUMBER(5, 0), NUMBER(-1000000, 4) },
		{ NUMBER(0, 0), NUMBER(-5, 0), NUMBER(1000000, 4) },
		{ NUMBER(-8, 0), NUMBER(-4, 0), NUMBER(-1000000, 4) },
		{ NUMBER(-2, 0), NUMBER(-4, 0), NUMBER(500000, 4) },
		{ NUMBER(2000001, 0), NUMBER(2000000, 0), NUMBER(1, 4) }, /* 0.00005 % goes up */
		{ NUMBER(1999999, 0), NUMBER(2000000, 0), NUMBER(-1, 4) }, /* and away from zero */
		{ NUMBER(20000009, 0), NUMBER(20000000, 0), NUMBER(0, 4) }, /* 0.000045 % */
		{ NUMBER(189, 2), PARTS(181, 100), NUMBER(44199, 4) },
		{ DECIMAL(1, 500000000000), NUMBER(1, 0), NUMBER(500000, 4) },
		{ PARTS(1, 3), PARTS(1, 6), NUMBER(1000000, 4) },
		{ NUMBER(5, 0), NUMBER(0, 0), NONE(REASON_ZERO_BASE) },
		{ NUMBER(0, 0), NUMBER(0, 3), NONE(REASON_ZERO_BASE) },
		{ NUMBER(5, 0), NUMBER(-5, 0), NONE(REASON_SIGN) },
		{ NUMBER(-5, 0), NUMBER(5, 0), NONE(REASON_SIGN) },
		{ NUMBER(5, 0), NONE(REASON_NOT_COVERED), NONE(REASON_NO_BASE) },
		{ NONE(REASON_NOT_COVERED), NUMBER(5, 0), NONE(REASON_NOT_COVERED) },
		{ NONE(REASON_DIVISION), NONE(REASON_MISSING), NONE(REASON_DIVISION) },
		/* huge: products of 166 bits */
		{ DECIMAL(INT64_MAX, 999999999999), PARTS(INT64_MAX, 1), NUMBER(0, 4) },
		{ DECIMAL(INT64_MAX, 0), PARTS(INT64_MAX, 2), NUMBER(1000000, 4) },
		{ DECIMAL(INT64_MIN, 0), PARTS(INT64_MIN, 3), NUMBER(-2000000, 4) },
		{ NUMBER(INT64_MIN, 0), NUMBER(INT64_MIN, 0), NUMBER(0, 4) },
		{ PARTS(INT64_MAX, INT64_MAX - 1), DECIMAL(1, 0), NUMBER(0, 4) },
		{ PARTS(3, INT64_MAX), PARTS(1, INT64_MAX - 1), NUMBER(2000000, 4) },
		{ NUMBER(INT64_MAX, 0), NUMBER(1, 9), NONE(REASON_OVERFLOW) },
		{ NUMBER(INT64_MAX, 0), NUMBER(1000000, 0), NUMBER(9223372036853775807, 4) },
		{ NUMBER(INT64_MAX, 0), NUMBER(999999, 0), NONE(REASON_OVERFLOW) },
		{ NUMBER(INT64_MAX, 0), NUMBER(3, 0), NONE(REASON_OVERFLOW) },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct value found = value_growth(&rows[i].now, &rows[i].base);
		assert_int_equal(found.kind, rows[i].growth.kind);
		assert_int_equal(found.reason, rows[i].growth.reason);
		assert_true(found.a == rows[i].growth.a);
		assert_int_equal(found.scale, rows[i].growth.scale);
	}
}

static void share(void **state)
{
	static const struct {
		struct value part, whole, share;
	} rows[] = {
		{ NUMBER(56, 0), NUMBER(3339, 0), NUMBER(16771, 4) },
		{ NUMBER(1, 0), NUMBER(3, 0), NUMBER(333333, 4) },
		{ NUMBER(2, 0), NUMBER(3, 0), NUMBER(666667, 4) },
		{ NUMBER(-2, 0), NUMBER(3, 0), NUMBER(-666667, 4) },
		{ NUMBER(2, 0), NUMBER(-3, 0), NUMBER(-666667, 4) },
		{ NUMBER(-2, 0), NUMBER(-3, 0), NUMBER(666667, 4) },
		{ NUMBER(0, 0), NUMBER(3, 0), NUMBER(0, 4) },
		{ NUMBER(3050, 0), NUMBER(25, 0), NUMBER(122000000, 4) },
		{ NUMBER(1, 0), NUMBER(0, 0), NONE(REASON_DIVISION) },
		{ NONE(REASON_AREA_OFF), NUMBER(1, 0), NONE(REASON_AREA_OFF) },
		{ NUMBER(1, 0), NONE(REASON_ABOVE_SCOPE), NONE(REASON_ABOVE_SCOPE) },
		{ DECIMAL(INT64_MAX, 999999999999), PARTS(INT64_MAX, 1), NUMBER(1000000, 4) },
		{ NUMBER(INT64_MIN, 0), NUMBER(INT64_MAX, 0), NUMBER(-1000000, 4) },
		{ PARTS(1, INT64_MAX), DECIMAL(INT64_MAX, 0), NUMBER(0, 4) },
		{ DECIMAL(INT64_MAX, 0), PARTS(1, INT64_MAX), NONE(REASON_OVERFLOW) },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct value found = value_percent(&rows[i].part, &rows[i].whole);
		assert_int_equal(found.kind, rows[i].share.kind);
		assert_int_equal(found.reason, rows[i].share.reason);
		assert_true(found.a == rows[i].share.a);
	}
}

static void printing(void **state)
{
	static const struct {
		struct value value;
		int decimals;
		enum rounding rounding;
		const char *text, *exact;
	} rows[] = {
		{ NUMBER(39, 0), 0, ROUND_HALF_UP, "39", "39" },
		{ NUMBER(39, 0), 2, ROUND_HALF_UP, "39.00", "39" },
		{ NUMBER(1500, 3), 1, ROUND_HALF_UP, "1.5", "1.5" },
		{ NUMBER(100, 0), 0, ROUND_HALF_UP, "100", "100" },
		{ NUMBER(10000, 2), 0, ROUND_HALF_UP, "100", "100" },
		{ NUMBER(25, 1), 0, ROUND_HALF_UP, "3", "2.5" },
		{ NUMBER(25, 1), 0, ROUND_HALF_EVEN, "2", "2.5" },
		{ NUMBER(35, 1), 0, ROUND_HALF_EVEN, "4", "3.5" },
		{ NUMBER(-25, 1), 0, ROUND_HALF_UP, "-3", "-2.5" },
		{ NUMBER(-4, 3), 2, ROUND_HALF_UP, "0.00", "-0.004" },
		{ NUMBER(0, 4), 1, ROUND_HALF_UP, "0.0", "0" },
		{ PARTS(2, 3), 2, ROUND_HALF_UP, "0.67", "0.666666666667" },
		{ PARTS(1, 2), 0, ROUND_HALF_UP, "1", "0.5" },
		{ PARTS(6, 3), 1, ROUND_HALF_UP, "2.0", "2" },
		{ DECIMAL(1, 890000000000), 2, ROUND_HALF_UP, "1.89", "1.89" },
		{ DECIMAL(0, -5000000000), 2, ROUND_HALF_UP, "-0.01", "-0.005" },
		{ DECIMAL(-3, -1), 12, ROUND_HALF_UP, "-3.000000000001", "-3.000000000001" },
		{ NUMBER(INT64_MIN, 0), 3, ROUND_HALF_UP, "-9223372036854775808.000", "-9223372036854775808" },
		{ DECIMAL(INT64_MAX, 999999999999), 18, ROUND_HALF_UP, "9223372036854775807.999999999999000000",
			"9223372036854775807.999999999999" },
		{ DECIMAL(INT64_MAX, 999999999999), 0, ROUND_HALF_UP, "9223372036854775808",
			"9223372036854775807.999999999999" },
		{ NONE(REASON_MISSING), 2, ROUND_HALF_UP, "", "" },
	};
	char out[VALUE_TEXT_BYTES];
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(value_print(&rows[i].value, rows[i].decimals, rows[i].rounding, out), strlen(rows[i].text));
		assert_string_equal(out, rows[i].text);
		assert_int_equal(value_print_exact(&rows[i].value, out), strlen(rows[i].exact));
		assert_string_equal(out, rows[i].exact);
	}
}

static void decimals(void **state)
{
	const wide one = 1000000000000;
	const struct value third = PARTS(-2, 3), none = NONE(REASON_MISSING);
	wide units = 0;
	struct value value = value_decimal(-one - one / 2);
	(void)state;
	assert_int_equal(value.kind, VALUE_DECIMAL);
	assert_true(value.a == -1 && value.b == -(int64_t)(one / 2));
	value = value_decimal(one * INT64_MAX + one - 1);
	assert_true(value.kind == VALUE_DECIMAL && value.a == INT64_MAX && value.b == (int64_t)one - 1);
	assert_true(value_to_decimal(&value, &units));
	assert_true(units == one * INT64_MAX + one - 1);
	value = value_decimal(one * INT64_MAX + one);
	assert_true(value.kind == VALUE_NONE && value.reason == REASON_OVERFLOW);
	value = value_decimal(one * INT64_MIN - one);
	assert_true(value.kind == VALUE_NONE && value.reason == REASON_OVERFLOW);
	assert_true(value_to_decimal(&third, &units));
	assert_true(units == -666666666667);
	assert_false(value_to_decimal(&none, &units));
}

static void fractions(void **state)
{
	static const struct {
		struct value value;
		int64_t num, den;
	} rows[] = {
		{ NUMBER(-125, 2), -125, 100 },
		{ PARTS(4, 6), 4, 6 },
		{ DECIMAL(-1, -1), -1000000000001, 1000000000000 },
		{ NONE(REASON_MISSING), 0, 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		wide num = 0, den = 0;
		value_fraction(&rows[i].value, &num, &den);
		assert_true(num == rows[i].num && den == rows[i].den);
	}
}

static void names(void **state)
{
	(void)state;
	for (int i = REASON_MISSING; i < REASON_COUNT; i++)
		assert_true(reason_text((enum reason)i)[0] != '\0');
	assert_string_equal(reason_text(REASON_NONE), "");
	assert_string_equal(reason_text(REASON_NO_BASE), "no base");
	assert_string_equal(basis_name(BASIS_REGISTER), "register");
	assert_string_equal(basis_name(BASIS_PUBLISHED), "published");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparison),
		cmocka_unit_test(growth),
		cmocka_unit_test(share),
		cmocka_unit_test(printing),
		cmocka_unit_test(decimals),
		cmocka_unit_test(fractions),
		cmocka_unit_test(names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
