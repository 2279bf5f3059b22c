/* Tests of base/text_near.c. Distances are also checked against the recursive definition. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "random.h"

static void test_distance(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned distance;
	} rows[] = {
		{ "", "", 0 },
		{ "", "abc", 3 },
		{ "title", "title", 0 },
		{ "titel", "title", 1 },
		{ "title", "titles", 1 },
		{ "titl", "title", 1 },
		{ "tittle", "title", 1 },
		{ "tidle", "title", 1 },
		{ "ca", "abc", 3 },
		{ "ab", "ba", 1 },
		{ "abcd", "badc", 2 },
		{ "kitten", "sitting", 3 },
		{ "市", "县", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(text_distance(text_of(rows[i].a), text_of(rows[i].b)), rows[i].distance);
		assert_int_equal(text_distance(text_of(rows[i].b), text_of(rows[i].a)), rows[i].distance);
	}
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned slow_distance(const char *a, size_t i, const char *b, size_t j)
{
	unsigned best;

	if (i == 0 || j == 0)
		return (unsigned)(i + j);
	best = slow_distance(a, i - 1, b, j - 1) + (a[i - 1] != b[j - 1]);
	best = least(best, slow_distance(a, i - 1, b, j) + 1);
	best = least(best, slow_distance(a, i, b, j - 1) + 1);
	if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
		best = least(best, slow_distance(a, i - 2, b, j - 2) + 1);
	return best;
}

static void test_distance_random(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int n = 0; n < 2000; n++) {
		char a[6], b[6];
		size_t i = random_below(&seed, 7), j = random_below(&seed, 7);

		for (size_t k = 0; k < 6; k++) {
			a[k] = (char)('a' + random_below(&seed, 3));
			b[k] = (char)('a' + random_below(&seed, 3));
		}
		assert_int_equal(text_distance((struct text){ a, i }, (struct text){ b, j }), slow_distance(a, i, b, j));
	}
}

static void test_long_names_are_never_near(void **state)
{
	char name[65] = { 0 };
	const char *const names[] = { name };

	(void)state;
	for (size_t i = 0; i < 64; i++)
		name[i] = 'a';
	assert_int_equal(text_distance((struct text){ name, 63 }, (struct text){ name, 63 }), 0);
	assert_int_equal(text_distance((struct text){ name, 63 }, (struct text){ name, 1 }), 62);
	assert_true(text_distance((struct text){ name, 64 }, (struct text){ name, 63 }) > 63);
	assert_null(text_nearest((struct text){ name, 63 }, names, 1));
	assert_null(text_nearest((struct text){ name, 64 }, names, 1));
	name[63] = '\0';
	assert_ptr_equal(text_nearest((struct text){ name, 63 }, names, 1), name);
}

static void test_nearest(void **state)
{
	static const char *const names[] = { "title", "title_en", "unit", "until", "when", "where" };
	static const struct {
		const char *text, *nearest;
	} rows[] = {
		{ "titel", "title" },
		{ "title", "title" },
		{ "titleen", "title_en" },
		{ "unti", "unit" },
		{ "untill", "until" },
		{ "wen", "when" },
		{ "were", "where" },
		{ "colour", NULL },
		{ "", NULL },
		{ "xy", NULL },
		{ "Title", "title" },
		{ "tixxe", "title" },
		{ "txxxe", NULL },
		{ "wxn", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const char *nearest = text_nearest(text_of(rows[i].text), names, sizeof names / sizeof names[0]);

		if (rows[i].nearest && nearest)
			assert_string_equal(nearest, rows[i].nearest);
		else if (rows[i].nearest || nearest)
			fail_msg("nearest to '%s' is %s", rows[i].text, nearest ? nearest : "none");
	}
	assert_null(text_nearest(TEXT("a"), NULL, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_distance_random),
		cmocka_unit_test(test_long_names_are_never_near),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
