/* Tests of base/fault.c. */
#include "base/fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../io/failing.h"

static void test_none(void **state)
{
	struct arena arena = { 0 };
	struct faults faults;
	struct tally_error error = { 0 };

	(void)state;
	faults_init(&faults, &arena);
	assert_true(faults_none(&faults, &error));
	assert_int_equal(error.code, ERROR_NONE);
	arena_done(&arena);
}

static void test_places(void **state)
{
	struct arena arena = { 0 };
	struct faults faults;
	const struct fault *fault;

	(void)state;
	faults_init(&faults, &arena);
	fault_add(&faults, "areas/ip.ini", 12, "unknown key: '%s'", "titel");
	fault_add(&faults, "plugins/ip.so", 0, "no name");
	fault_add(&faults, NULL, 0, "nothing to do");
	assert_int_equal(faults.count, 3);
	fault = faults.first;
	assert_string_equal(fault->where, "areas/ip.ini:12");
	assert_string_equal(fault->what, "unknown key: 'titel'");
	fault = fault->next;
	assert_string_equal(fault->where, "plugins/ip.so");
	fault = fault->next;
	assert_string_equal(fault->where, "");
	assert_string_equal(fault->what, "nothing to do");
	assert_null(fault->next);
	assert_ptr_equal(fault, faults.last);
	arena_done(&arena);
}

static void test_told(void **state)
{
	static const struct {
		const char *file;
		unsigned line;
		size_t count;
		const char *told;
	} rows[] = {
		{ "a.ini", 3, 1, "a.ini:3: fault 0" },
		{ "a.ini", 0, 1, "a.ini: fault 0" },
		{ NULL, 0, 1, "fault 0" },
		{ "a.ini", 3, 2, "a.ini:3: fault 0 (and 1 more)" },
		{ NULL, 0, 5, "fault 0 (and 4 more)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct arena arena = { 0 };
		struct faults faults;
		struct tally_error error = { 0 };

		faults_init(&faults, &arena);
		for (size_t n = 0; n < rows[i].count; n++)
			fault_add(&faults, rows[i].file, rows[i].line, "fault %zu", n);
		assert_false(faults_none(&faults, &error));
		assert_int_equal(error.code, ERROR_CONFIG);
		assert_string_equal(error.what, rows[i].told);
		arena_done(&arena);
	}
}

static void test_hint(void **state)
{
	static const char *const names[] = { "title", "unit", "when" };
	struct arena arena = { 0 };
	struct faults faults;

	(void)state;
	faults_init(&faults, &arena);
	assert_string_equal(fault_hint(&faults, TEXT("titel"), names, 3), "; did you mean 'title'?");
	assert_string_equal(fault_hint(&faults, TEXT("colour"), names, 3), "; allowed: title, unit, when");
	assert_string_equal(fault_hint(&faults, TEXT(""), names, 1), "; allowed: title");
	assert_string_equal(fault_hint(&faults, TEXT("x"), NULL, 0), "");
	arena_done(&arena);
}

static void test_hint_of_many(void **state)
{
	char texts[30][12];
	const char *names[30];
	struct arena arena = { 0 };
	struct faults faults;
	const char *hint;

	(void)state;
	for (int i = 0; i < 30; i++) {
		snprintf(texts[i], sizeof texts[i], "name_%d", i);
		names[i] = texts[i];
	}
	faults_init(&faults, &arena);
	hint = fault_hint(&faults, TEXT("zzzzzz"), names, 24);
	assert_non_null(strstr(hint, ", name_23"));
	assert_null(strstr(hint, "more"));
	hint = fault_hint(&faults, TEXT("zzzzzz"), names, 30);
	assert_non_null(strstr(hint, ", name_23, and 6 more"));
	assert_null(strstr(hint, "name_24"));
	arena_done(&arena);
}

/* Whichever allocation fails: nothing is lost without a word, and a hint is at worst empty. */
static void test_failing_allocation(void **state)
{
	static const char *const names[] = { "title", "unit" };
	char text[6000];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	for (long n = 0; n < 3; n++) {
		struct arena arena = { 0 };
		struct faults faults;
		struct tally_error error = { 0 };

		faults_init(&faults, &arena);
		failing_after = n;
		fault_add(&faults, text, 4, "%s", text);
		failing_after = -1;
		assert_int_equal(faults.count, 1);
		assert_true(faults.memory);
		assert_false(faults_none(&faults, &error));
		assert_int_equal(error.code, ERROR_MEMORY);
		arena_done(&arena);
		failing_after = 0;
		assert_string_equal(fault_hint(&faults, text_of(n ? "titel" : "colour"), names, 2), "");
		failing_after = -1;
		arena_done(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_hint),
		cmocka_unit_test(test_hint_of_many),
		cmocka_unit_test(test_failing_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
