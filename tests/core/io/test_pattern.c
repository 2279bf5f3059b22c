/* Tests of io/pattern.c: expressions with one group over UTF-8, in whatever locale. */
#include "io/pattern.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void groups_are_found(void **state)
{
	static const struct {
		const char *pattern, *text;
		const char *group; /* NULL: no match */
	} rows[] = {
		{ ", ([A-Z]{2}), [-0-9]+$", "1254 St. Alberts, Reno, NV, 89503", "NV" },
		{ ", ([A-Z]{2}), [-0-9]+$", "G Street, NW, Washington, DC, 20005-1", "DC" },
		{ ", ([A-Z]{2}), [-0-9]+$", "Framingham, Ma, 01702", NULL },
		{ "^(.)(级)?$|x", NULL, NULL }, /* two groups: refused */
		{ "^(.)级", "省级平台", "省" },
		{ "（([^）]*)）", "平台（省级）", "省级" },
		{ "^[濮阳]+市(.*)$", "濮阳市华龙区", "华龙区" },
		{ "a(b*)c", "xacx", "" },
		{ "(a)|b", "b", NULL }, /* matched, but not the group */
		{ "^(.*)$", "one\ntwo", "one\ntwo" },
		{ "(x)", "", NULL },
		{ "\\(([0-9]+)\\)", "a (12) b", "12" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tally_error error = { 0 };
		struct text group = { "unset", 5 };
		struct pattern *pattern = pattern_open(rows[i].pattern, &error);
		assert_int_equal(pattern != NULL, rows[i].text != NULL);
		if (!pattern)
			continue;
		enum pattern_result result = pattern_group(pattern, text_of(rows[i].text), &group);
		assert_int_equal(result, rows[i].group ? PATTERN_FOUND : PATTERN_NONE);
		if (rows[i].group && !text_is(group, rows[i].group))
			fail_msg("'%s': '%.*s'", rows[i].pattern, (int)group.len, group.at);
		pattern_close(pattern);
	}
}

static void what_is_no_pattern(void **state)
{
	static const char *const rows[][2] = { { "", "0 groups" }, { "a", "0 groups" }, { "(a)(b)", "2 groups" },
		{ "(a", "no extended regular expression" }, { "[a", "no extended regular expression" },
		{ "(a)\\1", "refers back" }, { "(a){3,2}", "no extended regular expression" } };
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tally_error error = { 0 };
		assert_null(pattern_open(rows[i][0], &error));
		assert_int_equal(error.code, ERROR_CONFIG);
		if (!strstr(error.what, rows[i][1]))
			fail_msg("'%s': %s", rows[i][0], error.what);
	}
}

/* The text need not end where the group does, nor anywhere near a zero byte. */
static void a_text_that_is_not_terminated(void **state)
{
	char text[4] = { 'a', '1', '2', '3' };
	struct tally_error error = { 0 };
	struct text group;
	struct pattern *pattern = pattern_open("([0-9]+)$", &error);
	(void)state;
	assert_non_null(pattern);
	assert_int_equal(pattern_group(pattern, (struct text){ text, 3 }, &group), PATTERN_FOUND);
	assert_ptr_equal(group.at, text + 1);
	assert_int_equal(group.len, 2);
	pattern_close(pattern);
}

static void a_text_that_is_too_long(void **state)
{
	static char text[PATTERN_TEXT_BYTES + 1];
	struct tally_error error = { 0 };
	struct text group;
	struct pattern *pattern = pattern_open("(a*)", &error);
	(void)state;
	memset(text, 'a', sizeof(text));
	assert_int_equal(pattern_group(pattern, (struct text){ text, sizeof(text) }, &group), PATTERN_TOO_LONG);
	assert_int_equal(pattern_group(pattern, (struct text){ text, sizeof(text) - 1 }, &group), PATTERN_FOUND);
	assert_int_equal(group.len, sizeof(text) - 1);
	pattern_close(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_are_found),
		cmocka_unit_test(what_is_no_pattern),
		cmocka_unit_test(a_text_that_is_not_terminated),
		cmocka_unit_test(a_text_that_is_too_long),
	};
	setlocale(LC_ALL, "C"); /* where a dot would be a byte */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
