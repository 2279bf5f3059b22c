/* Tests of model/exact.c. */
#include "model/exact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define ALL UINT64_MAX
#define HUGE_WIDE (~(uwide)0)

static void assert_exact(struct exact a, uint64_t p0, uint64_t p1, uint64_t p2, uint64_t p3)
{
	const struct exact b = { { p0, p1, p2, p3 } };
	assert_memory_equal(&a, &b, sizeof a);
}

static void products(void **state)
{
	(void)state;
	assert_exact(exact_product(0, HUGE_WIDE), 0, 0, 0, 0);
	assert_exact(exact_product(1, HUGE_WIDE), ALL, ALL, 0, 0);
	assert_exact(exact_product(ALL, ALL), 1, ALL - 1, 0, 0);
	/* (2^128 - 1)^2 = 2^256 - 2^129 + 1 */
	assert_exact(exact_product(HUGE_WIDE, HUGE_WIDE), 1, 0, ALL - 1, ALL);
	assert_exact(exact_product((uwide)1 << 100, (uwide)1 << 100), 0, 0, 0, (uint64_t)1 << 8);
}

static void order_and_difference(void **state)
{
	struct exact small = exact_product(HUGE_WIDE, 1), big = exact_product(HUGE_WIDE, 2);
	(void)state;
	assert_true(exact_compare(small, big) < 0);
	assert_true(exact_compare(big, small) > 0);
	assert_int_equal(exact_compare(big, big), 0);
	assert_exact(exact_subtract(big, small), ALL, ALL, 0, 0);
	assert_exact(exact_subtract(exact_product((uwide)1 << 64, (uwide)1 << 64), exact_product(1, 1)), ALL, ALL, 0, 0);
	assert_exact(exact_subtract(small, small), 0, 0, 0, 0);
}

static void scaling(void **state)
{
	struct exact scaled;
	(void)state;
	assert_true(exact_scale(exact_product(HUGE_WIDE, 1), 2, &scaled));
	assert_exact(scaled, ALL - 1, ALL, 1, 0);
	assert_true(exact_scale(exact_product(HUGE_WIDE, HUGE_WIDE), 1, &scaled));
	assert_false(exact_scale(exact_product(HUGE_WIDE, HUGE_WIDE), 2, &scaled));
}

static void division(void **state)
{
	static const struct {
		uwide num_a, num_b, den_a, den_b;
		bool fits;
		int64_t quotient;
	} rows[] = {
		{ 0, 0, 7, 1, true, 0 },
		{ 1, 1, 2, 1, true, 1 }, /* a half goes up */
		{ 1, 1, 3, 1, true, 0 },
		{ 2, 1, 3, 1, true, 1 },
		{ 5, 1, 2, 1, true, 3 },
		{ 499999, 1, 1000000, 1, true, 0 },
		{ 500000, 1, 1000000, 1, true, 1 },
		{ INT64_MAX, 1, 1, 1, true, INT64_MAX },
		{ (uwide)INT64_MAX + 1, 1, 1, 1, false, 0 },
		{ (uwide)INT64_MAX * 2 + 1, 1, 2, 1, false, 0 }, /* INT64_MAX and a half */
		{ (uwide)INT64_MAX * 3 + 1, 1, 3, 1, true, INT64_MAX },
		{ HUGE_WIDE, HUGE_WIDE, HUGE_WIDE, HUGE_WIDE, true, 1 },
		{ HUGE_WIDE, HUGE_WIDE, HUGE_WIDE, 1, false, 0 },
		{ HUGE_WIDE, HUGE_WIDE - 1, HUGE_WIDE, HUGE_WIDE, true, 1 },
		{ HUGE_WIDE, 12345, HUGE_WIDE, 5, true, 2469 },
		{ 1, 1, HUGE_WIDE, HUGE_WIDE, true, 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t quotient = 0;
		struct exact num = exact_product(rows[i].num_a, rows[i].num_b),
			     den = exact_product(rows[i].den_a, rows[i].den_b);
		assert_int_equal(exact_divide(num, den, &quotient), rows[i].fits);
		if (rows[i].fits)
			assert_true(quotient == rows[i].quotient);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(products),
		cmocka_unit_test(order_and_difference),
		cmocka_unit_test(scaling),
		cmocka_unit_test(division),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
