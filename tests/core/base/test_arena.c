/* Tests of base/arena.c. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "../io/failing.h"

static bool all_zero(const unsigned char *at, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		if (at[i] != 0)
			return false;
	}
	return true;
}

static void test_pieces(void **state)
{
	static const size_t sizes[] = { 0, 1, 15, 16, 17, 100, 2047, 2048, 2049, 4095, 4096, 4097, 100000, 3, 3000000, 40 };
	enum { SIZES = sizeof sizes / sizeof sizes[0], ROUNDS = 20 };
	struct arena arena = { 0 };
	unsigned char *pieces[SIZES * ROUNDS];

	(void)state;
	for (size_t i = 0; i < SIZES * ROUNDS; i++) {
		size_t bytes = sizes[i % SIZES];

		pieces[i] = arena_alloc(&arena, bytes);
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % 16, 0);
		assert_true(all_zero(pieces[i], bytes));
		memset(pieces[i], (int)(i % 255 + 1), bytes);
	}
	for (size_t i = 0; i < SIZES * ROUNDS; i++) {
		for (size_t n = 0; n < sizes[i % SIZES]; n++)
			assert_int_equal(pieces[i][n], i % 255 + 1);
	}
	assert_true(arena.total_bytes >= 3000000 * ROUNDS);
	arena_done(&arena);
}

static void test_empty_pieces_differ(void **state)
{
	struct arena arena = { 0 };
	void *a = arena_alloc(&arena, 0);
	void *b = arena_alloc(&arena, 0);

	(void)state;
	assert_non_null(a);
	assert_non_null(b);
	assert_ptr_not_equal(a, b);
	arena_done(&arena);
}

/* A large piece must not waste the room that is left for small ones. */
static void test_large_piece_keeps_room(void **state)
{
	struct arena arena = { 0 };
	char *first = arena_alloc(&arena, 16);
	void *large = arena_alloc(&arena, 1000000);
	char *second = arena_alloc(&arena, 16);

	(void)state;
	assert_non_null(large);
	assert_ptr_equal(second, first + 16);
	arena_done(&arena);
}

static void test_done_is_empty_and_usable(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	arena_done(&arena);
	assert_non_null(arena_alloc(&arena, 10));
	arena_done(&arena);
	assert_null(arena.last);
	assert_int_equal(arena.total_bytes, 0);
	assert_non_null(arena_alloc(&arena, 10));
	arena_done(&arena);
	arena_done(&arena);
}

static void test_array(void **state)
{
	struct arena arena = { 0 };
	uint64_t *rows = arena_array(&arena, 1000, sizeof *rows);

	(void)state;
	assert_non_null(rows);
	assert_true(all_zero((unsigned char *)rows, 1000 * sizeof *rows));
	assert_non_null(arena_array(&arena, 0, 8));
	assert_non_null(arena_array(&arena, 8, 0));
	assert_null(arena_array(&arena, SIZE_MAX / 4, 8));
	assert_null(arena_array(&arena, SIZE_MAX, SIZE_MAX));
	assert_null(arena_alloc(&arena, SIZE_MAX));
	assert_null(arena_alloc(&arena, SIZE_MAX - 15));
	arena_done(&arena);
}

static void test_texts(void **state)
{
	struct arena arena = { 0 };
	char long_text[5000];

	(void)state;
	memset(long_text, 'x', sizeof long_text);
	assert_string_equal(arena_copy(&arena, TEXT("濮阳")), "濮阳");
	assert_string_equal(arena_copy(&arena, (struct text){ "abc", 2 }), "ab");
	assert_string_equal(arena_copy(&arena, (struct text){ 0 }), "");
	assert_memory_equal(arena_copy(&arena, TEXT("a\0b")), "a\0b", 4);
	assert_string_equal(arena_printf(&arena, "%s:%d", "ip.ini", 12), "ip.ini:12");
	assert_string_equal(arena_printf(&arena, "%s", ""), "");
	assert_int_equal(strlen(arena_printf(&arena, "%.*s", (int)sizeof long_text, long_text)), sizeof long_text);
	assert_null(arena_copy(&arena, (struct text){ "", SIZE_MAX }));
	arena_done(&arena);
}

static void test_heap(void **state)
{
	unsigned char *rows = memory_alloc(10, 20);

	(void)state;
	assert_non_null(rows);
	assert_true(all_zero(rows, 200));
	memory_free(rows);
	memory_free(NULL);
	rows = memory_alloc(0, 0);
	assert_non_null(rows);
	memory_free(rows);
}

static void test_grow(void **state)
{
	int *rows = NULL;
	size_t capacity = 0, changes = 0;

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		size_t before = capacity;

		assert_true(memory_grow(&rows, &capacity, i + 1, sizeof *rows));
		assert_true(capacity > i);
		changes += capacity != before;
		rows[i] = (int)i;
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(rows[i], i);
	assert_true(changes < 30);
	assert_true(memory_grow(&rows, &capacity, 50000, sizeof *rows));
	assert_true(capacity >= 50000);
	memory_free(rows);
}

static void test_grow_refused(void **state)
{
	int *rows = NULL;
	size_t capacity = 0;
	int *before;

	(void)state;
	assert_true(memory_grow(&rows, &capacity, 0, sizeof *rows));
	assert_null(rows);
	assert_true(memory_grow(&rows, &capacity, 5, sizeof *rows));
	before = rows;
	rows[4] = 44;
	assert_false(memory_grow(&rows, &capacity, SIZE_MAX / 2, sizeof *rows));
	assert_false(memory_grow(&rows, &capacity, SIZE_MAX / 6, sizeof *rows));
	failing_after = 0;
	assert_false(memory_grow(&rows, &capacity, 5000, sizeof *rows));
	failing_after = -1;
	assert_ptr_equal(rows, before);
	assert_true(capacity >= 5 && capacity < 5000);
	assert_int_equal(rows[4], 44);
	memory_free(rows);
}

/* The n-th allocation fails, for every n: all before it stand, and the arena goes on when memory is back. */
static void test_failing_allocation(void **state)
{
	(void)state;
	for (long n = 0; n < 4; n++) {
		struct arena arena = { 0 };
		long pieces = 0;
		char *text;

		failing_after = n;
		while (arena_alloc(&arena, 600000))
			pieces++;
		failing_after = -1;
		assert_int_equal(pieces, n);
		failing_after = 0;
		text = n == 0 ? arena_copy(&arena, TEXT("a")) : arena_printf(&arena, "%0600000d", 1);
		failing_after = -1;
		assert_null(text);
		assert_string_equal(arena_copy(&arena, TEXT("back")), "back");
		arena_done(&arena);
	}
	failing_after = 0;
	assert_null(memory_alloc(1, 1));
	failing_after = -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_empty_pieces_differ),
		cmocka_unit_test(test_large_piece_keeps_room),
		cmocka_unit_test(test_done_is_empty_and_usable),
		cmocka_unit_test(test_array),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_heap),
		cmocka_unit_test(test_grow),
		cmocka_unit_test(test_grow_refused),
		cmocka_unit_test(test_failing_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
