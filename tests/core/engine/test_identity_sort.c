/* Tests of engine/identity_sort.c: equal identities stand together, whatever the size, the number and the likeness of the rows. */
#include "engine/identity_sort.h"

#include "../base/random.h"
#include "fixture.h"

struct row {
	struct identity identity;
	uint64_t number; /* second criterion */
	uint64_t rest[5];
};

static int compare(const void *a, const void *b)
{
	struct row x, y;
	memcpy(&x, a, 24);
	memcpy(&y, b, 24);
	int order = identity_compare(&x.identity, &y.identity);
	return order ? order : (x.number > y.number) - (x.number < y.number);
}

static const struct row *row_at(const char *rows, size_t size, size_t i)
{
	return (const struct row *)(const void *)(rows + i * size);
}

/* Each row comes out once, rows of one identity in one piece and in order. */
static void check_sorted(const char *rows, size_t count, size_t size, size_t kinds)
{
	unsigned char *seen = calloc(count + 1, 1), *closed = calloc(kinds + 1, 1);
	for (size_t i = 0; i < count; i++) {
		const struct row *row = row_at(rows, size, i);
		assert_true(row->number < count && !seen[row->number]);
		seen[row->number] = 1;
		if (size > 24)
			assert_true(row->rest[0] == ~row->number);
		if (i == 0)
			continue;
		const struct row *last = row_at(rows, size, i - 1);
		bool same = identity_compare(&last->identity, &row->identity) == 0;
		if (same)
			assert_true(last->number < row->number);
		else
			closed[last->identity.low % (kinds + 1)] = 1;
		assert_false(closed[row->identity.low % (kinds + 1)]);
	}
	free(seen);
	free(closed);
}

static void check_sort(uint64_t *random, size_t count, size_t size, size_t kinds, bool ascending)
{
	char *rows = calloc(count + 1, size);
	for (size_t i = 0; i < count; i++) {
		struct row row = { { 0, ascending ? i * kinds / count : random_below(random, kinds) }, i,
			{ ~(uint64_t)i, 0, 0, 0, 0 } };
		row.identity.high = row.identity.low * 3;
		memcpy(rows + i * size, &row, size);
	}
	identity_sort(rows, count, size, compare);
	check_sorted(rows, count, size, kinds);
	free(rows);
}

static void test_sorting(void **state)
{
	static const struct {
		size_t count, size, kinds;
		bool ascending;
	} cases[] = { { 0, 24, 1, false }, { 1, 24, 1, false }, { 2, 32, 1, false }, { 1000, 32, 30, false },
		{ 5000, 64, 4000, false }, { 65535, 32, 1000, false }, { 65536, 24, 1000, false }, { 70000, 32, 70000, false },
		{ 70000, 32, 1, false }, { 70000, 40, 2, false }, { 80000, 32, 80000, true } };
	uint64_t random = 20181231;
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_sort(&random, cases[i].count, cases[i].size, cases[i].kinds, cases[i].ascending);
}

static void test_order_of_identities(void **state)
{
	struct identity a = { 1, 0 }, b = { 0, UINT64_MAX }, c = { 1, 1 };
	(void)state;
	assert_true(identity_compare(&a, &b) > 0);
	assert_true(identity_compare(&b, &a) < 0);
	assert_true(identity_compare(&a, &c) < 0);
	assert_true(identity_compare(&c, &c) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sorting),
		cmocka_unit_test(test_order_of_identities),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
