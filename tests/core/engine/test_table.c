/* Tests of engine/table.c: keys to rows of sums. */
#include "engine/table.h"

#include "fixture.h"

static void test_rows_keep_their_order(void **state)
{
	enum { KEYS = 5000 };
	struct table_rows table;
	(void)state;
	table_init(&table, 3);
	for (uint32_t round = 0; round < 3; round++)
		for (uint32_t i = 0; i < KEYS; i++) {
			uint64_t key = (uint64_t)i << 40 | (i & 7); /* alike in their low bits */
			uint32_t row = table_row(&table, key);
			assert_int_equal(row, i);
			table_sums(&table, row)[round] += i;
		}
	assert_int_equal(table.count, KEYS);
	for (uint32_t i = 0; i < KEYS; i++) {
		assert_true(table.keys[i] == ((uint64_t)i << 40 | (i & 7)));
		for (int c = 0; c < 3; c++)
			assert_true(table_sums(&table, i)[c] == (wide)i);
	}
	table_done(&table);
	assert_int_equal(table.count, 0);
	assert_int_equal(table_row(&table, 9), 0); /* usable again, as wide as before */
	assert_true(table_sums(&table, 0)[2] == 0);
	table_done(&table);
}

static void test_extreme_keys_and_sums(void **state)
{
	static const uint64_t keys[] = { 0, UINT64_MAX, 1, UINT64_MAX - 1, 1ULL << 63 };
	struct table_rows table;
	(void)state;
	table_init(&table, 1);
	for (uint32_t i = 0; i < 5; i++)
		assert_int_equal(table_row(&table, keys[i]), i);
	for (int i = 0; i < 3; i++)
		table_sums(&table, 1)[0] += INT64_MAX;
	assert_true(table_sums(&table, 1)[0] == (wide)INT64_MAX * 3);
	assert_true(table_sums(&table, 0)[0] == 0);
	assert_int_equal(table_row(&table, UINT64_MAX), 1);
	table_done(&table);
}

/* A table of keys alone, as for the places of spells. */
static void test_no_sums(void **state)
{
	struct table_rows table;
	(void)state;
	table_init(&table, 0);
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(table_row(&table, i * 7), i);
	assert_int_equal(table_row(&table, 7), 1);
	table_done(&table);
	table_done(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_keep_their_order),
		cmocka_unit_test(test_extreme_keys_and_sums),
		cmocka_unit_test(test_no_sums),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
