/* Bounds: what a reader expects of them, by the examples that the documentation tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/interval.h"

static struct interval between(int64_t low, int64_t high, bool low_open, bool high_open)
{
	struct edge a = { true, low_open, fraction_whole(low) }, b = { true, high_open, fraction_whole(high) };
	return (struct interval){ REASON_NONE, a, b };
}

static struct interval at_least(int64_t low)
{
	return (struct interval){ REASON_NONE, { true, false, fraction_whole(low) }, { false, false, FRACTION_ZERO } };
}

static struct interval at(int64_t number)
{
	return interval_at(fraction_whole(number));
}

static void assert_text(struct fraction at, const char *expected)
{
	char text[FRACTION_TEXT_BYTES];
	fraction_print(at, 4, text);
	assert_string_equal(text, expected);
}

static void test_seven_and_five_or_more(void **state)
{
	(void)state;
	struct interval seven = at(7), more = at_least(5), sum = interval_add(&seven, &more), twelve = at(12), eleven = at(11);
	assert_true(sum.low.there && !sum.low.open && !sum.high.there);
	assert_text(sum.low.at, "12");
	assert_int_equal(interval_compare(&sum, COMPARE_GE, &twelve).holds, HOLDS);
	assert_int_equal(interval_compare(&sum, COMPARE_EQ, &twelve).holds, HOLDS_PERHAPS);
	struct holding below = interval_compare(&eleven, COMPARE_EQ, &sum);
	assert_int_equal(below.holds, HOLDS_NOT);
	assert_text(below.distance, "1");
}

static void test_growth(void **state)
{
	(void)state;
	struct interval now = at(39), base = at(29), zero = at(0), minus = at(-3), two = at(2);
	struct interval growth = interval_growth(&now, &base), printed = between(33, 34, false, true);
	assert_true(interval_is_point(&growth));
	assert_text(growth.low.at, "34.4828");
	struct holding apart = interval_compare(&growth, COMPARE_EQ, &printed);
	assert_int_equal(apart.holds, HOLDS_NOT);
	assert_text(apart.distance, "0.4828");
	assert_int_equal(interval_growth(&now, &zero).reason, REASON_ZERO_BASE);
	assert_int_equal(interval_growth(&now, &minus).reason, REASON_SIGN);
	growth = interval_growth(&two, &minus);
	assert_int_equal(growth.reason, REASON_SIGN);
	struct interval worse = at(-6);
	growth = interval_growth(&worse, &minus);
	assert_text(growth.low.at, "-100");
}

static void test_open_edges(void **state)
{
	(void)state;
	struct interval low = between(1, 2, false, true), high = between(2, 3, false, false);
	struct holding apart = interval_compare(&low, COMPARE_EQ, &high);
	assert_int_equal(apart.holds, HOLDS_NOT);
	assert_text(apart.distance, "0");
	assert_int_equal(interval_compare(&low, COMPARE_LT, &high).holds, HOLDS);
	assert_int_equal(interval_compare(&low, COMPARE_GT, &high).holds, HOLDS_NOT);
	low.high.open = false;
	assert_int_equal(interval_compare(&low, COMPARE_EQ, &high).holds, HOLDS_PERHAPS);
	assert_int_equal(interval_compare(&low, COMPARE_LT, &high).holds, HOLDS_PERHAPS);
	assert_int_equal(interval_compare(&low, COMPARE_LE, &high).holds, HOLDS);
}

static void test_zero_and_unbounded(void **state)
{
	(void)state;
	struct interval zero = at(0), more = at_least(0), product = interval_multiply(&zero, &more);
	assert_true(interval_is_point(&product));
	assert_int_equal(interval_divide(&more, &more).reason, REASON_DIVISION);
	struct interval above = more;
	above.low.open = true;
	struct interval quotient = interval_divide(&above, &above);
	assert_true(quotient.low.there && quotient.low.open && quotient.low.at.sign == 0 && !quotient.high.there);
}

static void test_what_does_not_fit(void **state)
{
	(void)state;
	struct interval big = at(INT64_MAX), square = interval_multiply(&big, &big),
			fourth = interval_multiply(&square, &square);
	struct interval fifth = interval_multiply(&fourth, &big);
	assert_int_equal(fourth.reason, REASON_NONE);
	assert_int_equal(fifth.reason, REASON_OVERFLOW);
	assert_int_equal(interval_compare(&fifth, COMPARE_EQ, &big).holds, HOLDS_UNKNOWN);
	struct interval missing = interval_none(REASON_NOT_COVERED), sum = interval_add(&big, &missing);
	assert_int_equal(sum.reason, REASON_NOT_COVERED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seven_and_five_or_more),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_open_edges),
		cmocka_unit_test(test_zero_and_unbounded),
		cmocka_unit_test(test_what_does_not_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
