/* Tests of model/value_map.c. */
#include "model/value_map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void labels_lead_to_values(void **state)
{
	static const struct value_map_row rows[] = { { { "Phase I", 7 }, { "first", 5 }, 0 },
		{ { "ＰＨＡＳＥ ＩＩ", sizeof("ＰＨＡＳＥ ＩＩ") - 1 }, { "second", 6 }, 0 }, { { "无", 3 }, { "", 0 }, 0 },
		{ { "phase i", 7 }, { "first", 5 }, 0 } };
	struct arena arena = { 0 };
	struct value_map map;
	size_t twice;
	(void)state;
	assert_true(value_map_build(&map, rows, 4, &arena, &twice));
	assert_int_equal(twice, SIZE_MAX); /* the same, said twice */
	assert_true(text_is(value_map_find(&map, TEXT("phase  i"))->to, "first"));
	assert_true(text_is(value_map_find(&map, TEXT("Phase II"))->to, "second"));
	assert_true(text_is(value_map_find(&map, TEXT(" 无\u3000"))->to, ""));
	assert_null(value_map_find(&map, TEXT("Phase III")));
	assert_null(value_map_find(&map, TEXT("")));
	arena_done(&arena);
}

static void one_text_with_two_values(void **state)
{
	static const struct value_map_row rows[] = { { { "a", 1 }, { "1", 1 }, 0 }, { { "b", 1 }, { "1", 1 }, 0 },
		{ { " A", 2 }, { "2", 1 }, 0 } };
	struct arena arena = { 0 };
	struct value_map map;
	size_t twice;
	(void)state;
	assert_true(value_map_build(&map, rows, 3, &arena, &twice));
	assert_int_equal(twice, 2);
	arena_done(&arena);
}

static void many(void **state)
{
	enum { COUNT = 5000 };
	static char names[COUNT][16];
	static struct value_map_row rows[COUNT];
	struct arena arena = { 0 };
	struct value_map map;
	size_t twice;
	(void)state;
	for (int i = 0; i < COUNT; i++) {
		snprintf(names[i], sizeof(names[i]), "名%d", i);
		rows[i] = (struct value_map_row){ text_of(names[i]), { names[i] + 3, strlen(names[i]) - 3 }, 0 };
	}
	assert_true(value_map_build(&map, rows, COUNT, &arena, &twice));
	assert_int_equal(twice, SIZE_MAX);
	for (int i = 0; i < COUNT; i++)
		assert_ptr_equal(value_map_find(&map, text_of(names[i])), &rows[i]);
	assert_null(value_map_find(&map, TEXT("名5000")));
	assert_true(value_map_build(&map, NULL, 0, &arena, &twice));
	assert_null(value_map_find(&map, TEXT("名1")));
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_lead_to_values),
		cmocka_unit_test(one_text_with_two_values),
		cmocka_unit_test(many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
