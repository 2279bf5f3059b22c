/* Exact fractions: what rounding to four places would get wrong, and numbers at the ends of 64, 128 and 256 bits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/interval.h"

static void assert_text(struct fraction at, int decimals, const char *expected)
{
	char text[FRACTION_TEXT_BYTES];
	fraction_print(at, decimals, text);
	assert_string_equal(expected, text);
}

static int order_of(struct fraction x, int64_t units, int scale)
{
	struct value bound = value_number(units, scale);
	return fraction_compare(x, fraction_of(&bound));
}

static void values(void **state)
{
	static const struct {
		int64_t units, bound;
		int scale, bound_scale, order;
	} rows[] = { { 5, 5, 0, 0, 0 }, { 50, 5, 1, 0, 0 }, { 51, 5, 1, 0, 1 }, { -51, -5, 1, 0, -1 }, { -49, -5, 1, 0, 1 },
		{ 0, 0, 0, 3, 0 }, { 0, -1, 0, 0, 1 }, { 1, -1, 0, 0, 1 }, { INT64_MAX, INT64_MAX, 0, 0, 0 },
		{ INT64_MAX, INT64_MAX, 0, 9, 1 }, { INT64_MIN, INT64_MAX, 0, 9, -1 }, { INT64_MIN, INT64_MIN, 9, 0, 1 } };
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct value x = value_number(rows[i].units, rows[i].scale);
		assert_int_equal(rows[i].order, order_of(fraction_of(&x), rows[i].bound, rows[i].bound_scale));
	}
}

static struct interval growth_of(int64_t now_units, int64_t base_units)
{
	struct value now = value_number(now_units, 0), base = value_number(base_units, 0);
	struct interval x = interval_of(&now), y = interval_of(&base);
	return interval_growth(&x, &y);
}

/* 112499999 after 10^8 grows by 12.499999 %, which is below 12.5 though four places round it there. */
static void growth_is_not_rounded(void **state)
{
	struct value now = value_number(112499999, 0), base = value_number(100000000, 0);
	struct interval growth = growth_of(112499999, 100000000);
	(void)state;
	assert_int_equal(125000, value_growth(&now, &base).a);
	assert_int_equal(-1, order_of(growth.low.at, 125, 1));
	assert_int_equal(0, order_of(growth.low.at, 12499999, 6));
	assert_int_equal(-1, growth_of(100000000, 112499999).low.at.sign);
}

static void growth_below_zero(void **state)
{
	(void)state;
	assert_int_equal(0, order_of(growth_of(-30, -20).low.at, -50, 0)); /* (-30 + 20) / 20 */
	assert_int_equal(REASON_ZERO_BASE, growth_of(-30, 0).reason);
	assert_int_equal(REASON_SIGN, growth_of(5, -20).reason);
	assert_int_equal(0, order_of(growth_of(0, -20).low.at, 100, 0)); /* from -20 to nothing: up by its whole size */
}

/* The end of int64, four times itself: beyond 128 bits, within 256. */
static void beyond_128_bits(void **state)
{
	struct value large = value_number(INT64_MAX, 0), small = value_number(1, 1);
	struct fraction x = fraction_of(&large), y = fraction_of(&small), product = x, back, sum;
	(void)state;
	for (int i = 0; i < 3; i++)
		assert_true(fraction_multiply(product, x, &product));
	assert_text(product, 4, "7237005577332262210834635695349653859421902880380109739573089701262786560001");
	assert_true(fraction_add(product, fraction_negate(x), &sum) && fraction_compare(sum, product) < 0);
	assert_true(fraction_add(sum, x, &back) && fraction_compare(back, product) == 0);
	assert_true(fraction_invert(product, &back) && fraction_multiply(back, product, &sum));
	assert_text(sum, 4, "1");
	assert_false(fraction_multiply(product, x, &sum));
	assert_true(fraction_multiply(product, y, &sum)); /* a denominator of its own */
	assert_text(fraction_negate(sum), 4, "-723700557733226221083463569534965385942190288038010973957308970126278656000.1");
	assert_true(fraction_compare(product, sum) > 0 && fraction_compare(fraction_negate(product), back) < 0);
}

static void whole_numbers(void **state)
{
	static const struct {
		int64_t num, den, floor, ceiling;
		int decimals;
		const char *text;
	} rows[] = { { -5, 2, -3, -2, 4, "-2.5" }, { 5, 2, 2, 3, 0, "2.5" }, { 6, -3, -2, -2, 4, "-2" }, { 0, 7, 0, 0, 4, "0" },
		{ 1, 3, 0, 1, 4, "0.3333" }, { -1, 3, -1, 0, 4, "-0.3333" }, { -1, 100000, -1, 0, 4, "-0.00001" },
		{ -1, 70000, -1, 0, 4, "0" }, { 3, 7, 0, 1, 0, "0" }, { 4, 7, 0, 1, 0, "1" }, { 2, 3, 0, 1, 4, "0.6667" },
		{ 599, 600, 0, 1, 2, "1" }, { INT64_MAX, 1, INT64_MAX, INT64_MAX, 0, "9223372036854775807" } };
	struct fraction x;
	int64_t whole;
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_true(fraction_reduce(rows[i].num, rows[i].den, &x));
		assert_true(fraction_floor(x, &whole) && whole == rows[i].floor);
		assert_true(fraction_ceiling(x, &whole) && whole == rows[i].ceiling);
		assert_text(x, rows[i].decimals, rows[i].text);
	}
	assert_false(fraction_reduce(1, 0, &x));
	assert_true(fraction_reduce((wide)INT64_MAX * 2 + 1, 2, &x)); /* half a unit above the last number */
	assert_true(fraction_floor(x, &whole) && whole == INT64_MAX);
	assert_false(fraction_ceiling(x, &whole));
	assert_false(fraction_invert(fraction_whole(0), &x));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(growth_is_not_rounded),
		cmocka_unit_test(growth_below_zero),
		cmocka_unit_test(beyond_128_bits),
		cmocka_unit_test(whole_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
