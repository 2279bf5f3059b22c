/* Tests of model/value.c. */
#include "model/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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
#define SCALED(over, under, digits)                                                                                            \
	{                                                                                                                      \
		.kind = VALUE_PARTS, .a = (over), .b = (under), .scale = (digits)                                              \
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
		/* parts with a scale */
		{ SCALED(1, 3, -2), SCALED(100, 3, 0), 0 },
		{ SCALED(335, 2, 2), NUMBER(1675, 3), 0 },
		{ SCALED(1, -2, 0), NUMBER(-5, 1), 0 },
		{ SCALED(INT64_MAX, 1, -18), SCALED(INT64_MAX - 1, 1, -18), 1 },
		{ SCALED(INT64_MAX, INT64_MAX - 1, -2), NUMBER(100, 0), 1 },
		{ SCALED(1, INT64_MAX, 18), SCALED(1, INT64_MAX - 1, 18), -1 },
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
		{ SCALED(INT64_MAX, 3, -2), SCALED(INT64_MAX, 6, -2), NUMBER(1000000, 4) },
		{ SCALED(330, 2, 2), SCALED(300, 2, 2), NUMBER(100000, 4) },
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

/* What a value becomes at so many digits by either rule; turned round, it becomes the same with the other sign. */
static void rounding(void **state)
{
	static const struct {
		struct value value;
		int decimals;
		const char *half_up, *half_even;
	} rows[] = {
		/* numbers: exactly half, and the last digit before and behind it */
		{ NUMBER(5, 1), 0, "1", "0" },
		{ NUMBER(15, 1), 0, "2", "2" },
		{ NUMBER(25, 1), 0, "3", "2" },
		{ NUMBER(95, 1), 0, "10", "10" },
		{ NUMBER(85, 1), 0, "9", "8" },
		{ NUMBER(2499999999, 9), 0, "2", "2" },
		{ NUMBER(2500000001, 9), 0, "3", "3" },
		{ NUMBER(125, 3), 2, "0.13", "0.12" },
		{ NUMBER(135, 3), 2, "0.14", "0.14" },
		{ NUMBER(45, 1), 1, "4.5", "4.5" },
		{ NUMBER(4, 1), 0, "0", "0" },
		{ NUMBER(INT64_MAX, 1), 0, "922337203685477581", "922337203685477581" },
		{ NUMBER(9223372036854775805, 1), 0, "922337203685477581", "922337203685477580" },
		/* parts: half only where the fraction says so, however near another one comes */
		{ PARTS(1, 2), 0, "1", "0" },
		{ PARTS(3, 2), 0, "2", "2" },
		{ PARTS(1, 8), 2, "0.13", "0.12" },
		{ PARTS(3, 8), 2, "0.38", "0.38" },
		{ PARTS(4611686018427387903, 9223372036854775807), 0, "0", "0" },
		{ PARTS(4611686018427387904, 9223372036854775807), 0, "1", "1" },
		{ PARTS(INT64_MAX, 2), 0, "4611686018427387904", "4611686018427387904" },
		{ PARTS(9223372036854775805, 2), 0, "4611686018427387903", "4611686018427387902" },
		/* parts with a scale: a mean of cents, percentages and thousandths */
		{ SCALED(335, 2, 2), 2, "1.68", "1.68" },
		{ SCALED(333, 2, 2), 2, "1.67", "1.66" },
		{ SCALED(1, 2, 9), 9, "0.000000001", "0.000000000" },
		{ SCALED(1, 16, -2), 0, "6", "6" },
		{ SCALED(1, 16, -2), 1, "6.3", "6.2" },
		{ SCALED(3, 16, -2), 1, "18.8", "18.8" },
		{ SCALED(1, 16, -3), 0, "63", "62" },
		{ SCALED(5, -8, -2), 0, "-63", "-62" },
		/* a mean of values at 2^63, and a hundredfold that no longer fits */
		{ SCALED(INT64_MAX, 3, 2), 3, "30744573456182586.023", "30744573456182586.023" },
		{ SCALED(INT64_MAX, 1, 9), 2, "9223372036.85", "9223372036.85" },
		{ SCALED(INT64_MAX, 2, -2), 0, "461168601842738790350", "461168601842738790350" },
		{ SCALED(INT64_MAX, INT64_MAX, -2), 2, "100.00", "100.00" },
		{ SCALED(1, INT64_MAX, -2), 18, "0.000000000000000011", "0.000000000000000011" },
		{ SCALED(INT64_MAX, 1, -18), 2, "9223372036854775807000000000000000000.0",
			"9223372036854775807000000000000000000.0" },
		/* decimals */
		{ DECIMAL(0, 500000000000), 0, "1", "0" },
		{ DECIMAL(1, 500000000000), 0, "2", "2" },
		{ DECIMAL(2, 500000000000), 0, "3", "2" },
		{ DECIMAL(2, 500000000001), 0, "3", "3" },
		{ DECIMAL(0, 125000000000), 2, "0.13", "0.12" },
	};
	char out[VALUE_TEXT_BYTES], wanted[VALUE_TEXT_BYTES + 1];
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (int negative = 0; negative < 2; negative++)
			for (enum rounding rule = ROUND_HALF_UP; rule <= ROUND_HALF_EVEN; rule++) {
				struct value value = rows[i].value;
				const char *text = rule == ROUND_HALF_UP ? rows[i].half_up : rows[i].half_even;
				bool zero = strspn(text, "0.") == strlen(text), minus = text[0] == '-';
				if (negative) {
					value.a = -value.a;
					value.b = value.kind == VALUE_DECIMAL ? -value.b : value.b;
				}
				snprintf(wanted, sizeof(wanted), "%s%s", negative && !zero && !minus ? "-" : "",
					negative && minus ? text + 1 : text);
				value_print(&value, rows[i].decimals, rule, out);
				assert_string_equal(out, wanted);
			}
}

/* The parts as they were added, with their power of ten on the one side where it keeps both whole. */
static void parts(void **state)
{
	static const struct {
		struct value value;
		const char *num, *den, *exact;
	} rows[] = {
		{ SCALED(335, 2, 2), "3.35", "2", "1.675" },
		{ SCALED(1, 3, -2), "100", "3", "33.333333333333" },
		{ SCALED(-5, 8, 0), "-5", "8", "-0.625" },
		{ SCALED(5, -8, 0), "-5", "8", "-0.625" },
		{ SCALED(0, -8, 1), "0.0", "8", "0" },
		{ SCALED(INT64_MIN, INT64_MIN, 3), "9223372036854775.808", "9223372036854775808", "0.001" },
		{ SCALED(INT64_MAX, 7, -2), "922337203685477580700", "7", "131762457669353940100" },
	};
	char num[VALUE_TEXT_BYTES], den[VALUE_TEXT_BYTES], exact[VALUE_TEXT_BYTES];
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		value_print_parts(&rows[i].value, num, den);
		value_print_exact(&rows[i].value, exact);
		assert_string_equal(num, rows[i].num);
		assert_string_equal(den, rows[i].den);
		assert_string_equal(exact, rows[i].exact);
	}
	struct value nothing = value_parts(7, 0, -2), third = value_parts(1, 3, -2);
	assert_true(nothing.kind == VALUE_NONE && nothing.reason == REASON_DIVISION);
	assert_true(third.kind == VALUE_PARTS && third.a == 1 && third.b == 3 && third.scale == -2);
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
		{ PARTS(4, -6), -4, 6 },
		{ SCALED(4, 6, 2), 4, 600 },
		{ SCALED(4, 6, -2), 400, 6 },
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
		cmocka_unit_test(rounding),
		cmocka_unit_test(parts),
		cmocka_unit_test(decimals),
		cmocka_unit_test(fractions),
		cmocka_unit_test(names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
