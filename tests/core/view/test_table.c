/* Tests of view/table.c: widths of Chinese texts, quoting, escapes, nulls, columns of paper and of programs. */
#include "view/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COLUMNS = 4 };

static const struct column columns[COLUMNS] = {
	{ "title", "指标", COLUMN_TEXT, false, false },
	{ "code", "code", COLUMN_TEXT, true, false },
	{ "value", "value", COLUMN_NUMBER, false, false },
	{ "", "单位", COLUMN_TEXT, false, true },
};

static void expect(const struct table *table, enum format format, bool excel, const char *expected)
{
	struct tally_error error = { 0 };
	char *found = NULL;
	size_t bytes = 0;
	FILE *out = open_memstream(&found, &bytes);
	assert_non_null(out);
	assert_true(table_print(table, format, excel, out, &error));
	fclose(out);
	if (strcmp(found, expected) != 0)
		fail_msg("found:\n%s\nexpected:\n%s", found, expected);
	free(found);
}

static const char *const cells[] = { "高新技术企业", "a", "56", "家", "  省", NULL, "1234.5", "", "x", "b", "no base", "件" };
static const char *const plain[] = { "高新技术企业", "a", "56", "家", "省", NULL, "1234.5", "", "x", "b", NULL, "件" };
static const char *const groups[] = { "企业", "企业", "平台" };

static void test_aligned(void **state)
{
	struct table table = { columns, COLUMNS, cells, plain, 3, groups, 0, false, NULL };
	(void)state;
	expect(&table, FORMAT_TABLE, false,
		"指标            value  单位\n"
		"---------------------------\n"
		"企业\n"
		"高新技术企业       56  家\n"
		"  省           1234.5\n"
		"\n"
		"平台\n"
		"x             no base  件\n");
	table.groups = NULL;
	table.rows = 1;
	expect(&table, FORMAT_TABLE, false,
		"指标          value  单位\n"
		"-------------------------\n"
		"高新技术企业     56  家\n");
	table.rows = 0;
	expect(&table, FORMAT_TABLE, false, "指标  value  单位\n-----------------\n");
	static const char *const torn[] = { "甲\n乙", "a", "1\x1b", "家" };
	table.cells = torn;
	table.rows = 1;
	expect(&table, FORMAT_TABLE, false, "指标   value  单位\n------------------\n甲 乙     1   家\n");
}

static void test_plain(void **state)
{
	struct table table = { columns, COLUMNS, cells, plain, 3, groups, 0, false, NULL };
	(void)state;
	expect(&table, FORMAT_CSV, false, "title,code,value\n高新技术企业,a,56\n省,,1234.5\nx,b,\n");
	expect(&table, FORMAT_JSON, false,
		"[\n  {\"title\": \"高新技术企业\", \"code\": \"a\", \"value\": 56},\n"
		"  {\"title\": \"省\", \"code\": null, \"value\": 1234.5},\n  {\"title\": \"x\", \"code\": \"b\", \"value\": "
		"null}\n]\n");
	expect(&table, FORMAT_MD, false,
		"| 指标 | value | 单位 |\n| --- | ---: | --- |\n| 高新技术企业 | 56 | 家 |\n| \xe3\x80\x80省 | 1234.5 |  |\n| "
		"x | no base | 件 |\n");
	table.rows = 0;
	expect(&table, FORMAT_JSON, false, "[]\n");
	expect(&table, FORMAT_CSV, false, "title,code,value\n");
}

static void test_quoting(void **state)
{
	static const struct {
		const char *cell, *csv, *excel, *json, *md;
	} cases[] = {
		{ "a,b", "\"a,b\"", "\"a,b\"", "a,b", "a,b" },
		{ "say \"x\"", "\"say \"\"x\"\"\"", "\"say \"\"x\"\"\"", "say \\\"x\\\"", "say \"x\"" },
		{ "two\nlines", "\"two\nlines\"", "\"two\nlines\"", "two\\nlines", "two lines" },
		{ "back\\slash\t\x01", "back\\slash\t\x01", "back\\slash\t\x01", "back\\\\slash\\t\\u0001",
			"back\\\\slash\t\x01" },
		{ "a|b", "a|b", "a|b", "a|b", "a\\|b" },
		{ "410900", "410900", "\"=\"\"410900\"\"\"", "410900", "410900" },
		{ "2018-10", "2018-10", "\"=\"\"2018-10\"\"\"", "2018-10", "2018-10" },
		{ "=1+1", "'=1+1", "\"=\"\"=1+1\"\"\"", "=1+1", "=1+1" },
		{ "@x\"y", "\"'@x\"\"y\"", "\"=\"\"@x\"\"\"\"y\"\"\"", "@x\\\"y", "@x\"y" },
		{ "-16.67%", "-16.67%", "\"=\"\"-16.67%\"\"\"", "-16.67%", "-16.67%" },
		{ "", "", "", "", "" },
	};
	static const struct column one[] = { { "k", "k", COLUMN_TEXT, false, false } };
	char expected[128];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct table table = { one, 1, &cases[i].cell, NULL, 1, NULL, 0, false, NULL };
		snprintf(expected, sizeof expected, "k\n%s\n", cases[i].csv);
		expect(&table, FORMAT_CSV, false, expected);
		snprintf(expected, sizeof expected, "\xef\xbb\xbfk\n%s\n", cases[i].excel);
		expect(&table, FORMAT_CSV, true, expected);
		snprintf(expected, sizeof expected, "[\n  {\"k\": \"%s\"}\n]\n", cases[i].json);
		expect(&table, FORMAT_JSON, false, expected);
		snprintf(expected, sizeof expected, "| k |\n| --- |\n| %s |\n", cases[i].md);
		expect(&table, FORMAT_MD, false, expected);
	}
	struct column number = { "k", "k", COLUMN_NUMBER, false, false };
	const char *minus = "-5";
	struct table table = { &number, 1, &minus, NULL, 1, NULL, 0, false, NULL };
	expect(&table, FORMAT_CSV, true, "\xef\xbb\xbfk\n-5\n"); /* numbers stay numbers */
}

static void test_full(void **state)
{
	struct table table = { columns, COLUMNS, cells, plain, 3, groups, 0, false, NULL };
	struct tally_error error = { 0 };
	FILE *out = fopen("/dev/full", "w");
	(void)state;
	assert_non_null(out);
	assert_false(table_print(&table, FORMAT_CSV, false, out, &error));
	assert_non_null(strstr(error.what, "cannot be written"));
	fclose(out);
}

static void test_names(void **state)
{
	enum format format = FORMAT_COUNT;
	(void)state;
	for (int i = 0; i < FORMAT_COUNT; i++) {
		assert_true(format_named(text_of(format_names[i]), &format));
		assert_int_equal(format, i);
	}
	assert_false(format_named(TEXT("docx"), &format));
	assert_false(format_named(TEXT(""), &format));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_aligned), cmocka_unit_test(test_plain),
		cmocka_unit_test(test_quoting), cmocka_unit_test(test_full), cmocka_unit_test(test_names) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
