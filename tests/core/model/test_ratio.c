/* Exact fractions against bounds: what rounding to four places would get wrong, and numbers at the end of 64 bits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/ratio.h"

static int order_of(const struct ratio *x, int64_t units, int scale)
{
	struct value bound = value_number(units, scale);
	int order = 9;
	assert_true(ratio_order(x, &bound, &order));
	return order;
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
		struct ratio ratio = ratio_of(&x);
		assert_int_equal(rows[i].order, order_of(&ratio, rows[i].bound, rows[i].bound_scale));
	}
}

/* 112499999 after 10^8 grows by 12.499999 %, which is below 12.5 though four places round it there. */
static void growth_is_not_rounded(void **state)
{
	struct value now = value_number(112499999, 0), base = value_number(100000000, 0);
	struct ratio growth;
	(void)state;
	assert_int_equal(125000, value_growth(&now, &base).a);
	assert_true(ratio_growth(&now, &base, &growth));
	assert_int_equal(-1, order_of(&growth, 125, 1));
	assert_int_equal(0, order_of(&growth, 12499999, 6));
	assert_true(ratio_growth(&base, &now, &growth));
	assert_int_equal(-1, growth.sign);
}

static void growth_below_zero(void **state)
{
	struct value now = value_number(-30, 0), base = value_number(-20, 0), zero = value_number(0, 0);
	struct ratio growth;
	(void)state;
	assert_true(ratio_growth(&now, &base, &growth)); /* (-30 + 20) / 20 */
	assert_int_equal(0, order_of(&growth, -50, 0));
	assert_false(ratio_growth(&now, &zero, &growth));
	now = value_number(5, 0);
	assert_false(ratio_growth(&now, &base, &growth));
	now = zero;
	assert_true(ratio_growth(&now, &base, &growth) && growth.sign == 1); /* from -20 to nothing: up by its whole size */
	assert_int_equal(0, order_of(&growth, 100, 0));
}

static void percent(void **state)
{
	struct value part = value_number(1, 0), whole = value_number(3, 0), none = value_none(REASON_MISSING);
	struct value third = { .kind = VALUE_PARTS, .a = 100, .b = 3 }, zero = value_number(0, 0);
	struct ratio ratio;
	int order;
	(void)state;
	assert_true(ratio_percent(&part, &whole, &ratio));
	assert_true(ratio_order(&ratio, &third, &order) && order == 0);
	assert_int_equal(1, order_of(&ratio, 333333333, 7));
	assert_false(ratio_percent(&part, &zero, &ratio));
	assert_false(ratio_percent(&part, &none, &ratio));
	part = value_number(INT64_MAX, 9);
	whole = value_number(INT64_MIN, 0);
	assert_true(ratio_percent(&part, &whole, &ratio));
	assert_int_equal(-1, ratio.sign);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(growth_is_not_rounded),
		cmocka_unit_test(growth_below_zero),
		cmocka_unit_test(percent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
