/* Tests of base/error.c. */
#include "base/error.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static void test_set(void **state)
{
	struct tally_error error = { 0 };

	(void)state;
	assert_false(error_set(&error, ERROR_CONFIG, "%s:%d: bad value: '%s'", "tally.ini", 3, "x"));
	assert_int_equal(error.code, ERROR_CONFIG);
	assert_string_equal(error.what, "tally.ini:3: bad value: 'x'");
}

static void test_first_one_is_kept(void **state)
{
	struct tally_error error = { 0 };

	(void)state;
	error_set(&error, ERROR_INPUT, "first");
	assert_false(error_set(&error, ERROR_STORE, "second"));
	assert_false(error_memory(&error));
	assert_false(error_errno(&error, ERROR_STORE, ENOENT, "a", "b"));
	assert_int_equal(error.code, ERROR_INPUT);
	assert_string_equal(error.what, "first");
	error_clear(&error);
	assert_int_equal(error.code, ERROR_NONE);
	assert_string_equal(error.what, "");
	assert_false(error_memory(&error));
	assert_int_equal(error.code, ERROR_MEMORY);
	assert_true(strlen(error.what) > 0);
}

static void test_errno(void **state)
{
	struct tally_error error = { 0 };

	(void)state;
	assert_false(error_errno(&error, ERROR_STORE, ENOENT, "puyang.db", "cannot be opened"));
	assert_int_equal(error.code, ERROR_STORE);
	assert_string_equal(error.what, "puyang.db: cannot be opened: No such file or directory");
	error_clear(&error);
	error_errno(&error, ERROR_INPUT, EACCES, NULL, "cannot be read");
	assert_string_equal(error.what, "cannot be read: Permission denied");
}

/* Ours and the system's are the same words: a table that goes with the wrong number would show. */
static void test_reason(void **state)
{
	(void)state;
	for (int number = 1; number < 134; number++)
		if (strerrordesc_np(number))
			assert_string_equal(error_reason(number), strerrordesc_np(number));
}

static void test_prefix(void **state)
{
	struct tally_error error = { 0 };

	(void)state;
	assert_false(error_prefix(&error, "%s: ", "ip"));
	assert_string_equal(error.what, "");
	error_set(&error, ERROR_AREA, "no such field: 'x'");
	assert_false(error_prefix(&error, "indicator %s: ", "grants"));
	assert_false(error_prefix(&error, "%s: ", "areas/ip.ini"));
	assert_string_equal(error.what, "areas/ip.ini: indicator grants: no such field: 'x'");
	error_prefix(&error, "%s", "");
	assert_string_equal(error.what, "areas/ip.ini: indicator grants: no such field: 'x'");
	assert_int_equal(error.code, ERROR_AREA);
}

/* Any length around the limit: never over it, always marked when cut, never half a character. */
static void test_cut(void **state)
{
	char text[ERROR_TEXT_BYTES + 40];

	(void)state;
	for (size_t lead = 0; lead < 3; lead++) {
		for (size_t length = ERROR_TEXT_BYTES - 8; length < sizeof text; length++) {
			struct tally_error error = { 0 };
			size_t end = lead;

			memset(text, 'a', lead);
			while (end + 3 <= length) {
				memcpy(text + end, "濮", 3);
				end += 3;
			}
			text[end] = '\0';
			error_set(&error, ERROR_INPUT, "%s", text);
			assert_true(strlen(error.what) < ERROR_TEXT_BYTES);
			assert_true(text_utf8_valid(text_of(error.what)));
			if (end < ERROR_TEXT_BYTES)
				assert_string_equal(error.what, text);
			else
				assert_string_equal(error.what + strlen(error.what) - 3, "...");
		}
	}
}

static void test_prefix_cut(void **state)
{
	char text[ERROR_TEXT_BYTES * 2];

	(void)state;
	for (size_t length = 0; length < sizeof text; length += 7) {
		struct tally_error error = { 0 };

		error_set(&error, ERROR_INPUT, "濮阳濮阳濮阳濮阳");
		memset(text, 'p', length);
		text[length] = '\0';
		error_prefix(&error, "%s", text);
		assert_true(strlen(error.what) < ERROR_TEXT_BYTES);
		assert_true(text_utf8_valid(text_of(error.what)));
		if (length + 24 < ERROR_TEXT_BYTES)
			assert_int_equal(strlen(error.what), length + 24);
		else
			assert_string_equal(error.what + strlen(error.what) - 3, "...");
		assert_memory_equal(error.what, text, length < ERROR_TEXT_BYTES - 8 ? length : ERROR_TEXT_BYTES - 8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_first_one_is_kept),
		cmocka_unit_test(test_errno),
		cmocka_unit_test(test_reason),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_prefix_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
