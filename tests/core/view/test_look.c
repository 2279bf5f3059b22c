/* A cell as a spreadsheet takes it: which number, and a format that makes it read as the table does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "view/look.h"

static void numbers_and_their_formats(void **state)
{
	static const struct {
		const char *plain, *shown;
		double number;
		const char *format;
		int width;
	} cases[] = {
		{ "56", "56", 56, "#,##0", 2 },
		{ "1234567.50", "1234567.50", 1234567.5, "#,##0.00", 12 },
		{ "12.0000", "12.00 %", 12, "#,##0.00\" %\"", 7 },
		{ "-12.5000", "-12.50 %", -12.5, "#,##0.00\" %\"", 8 },
		{ "3", "3/6", 3, "#,##0\"/6\"", 3 },
		{ "56", "56 家", 56, "#,##0\" 家\"", 5 },
		{ "6", "+6", 6, "+#,##0;-#,##0", 2 },
		{ "12.3450", "12.34 %", 12.345, "#,##0.0000\" %\"", 9 }, /* half to even: all digits, not 12.35 */
		{ "12.3450", "12.35 %", 12.345, "#,##0.00\" %\"", 7 },
		{ "30", "10 + 20 = 30", 30, "#,##0", 2 }, /* another number stands first */
		{ "5", "", 5, "#,##0", 1 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct look look;
		look_at(COLUMN_NUMBER, cases[i].plain, cases[i].shown, &look);
		assert_int_equal(LOOK_NUMBER, look.kind);
		assert_true(cases[i].number >= look.number && cases[i].number <= look.number);
		assert_string_equal(cases[i].format, look.format);
		assert_int_equal(cases[i].width, look.width);
	}
}

static void what_is_no_number(void **state)
{
	static const struct {
		enum column_kind kind;
		const char *plain, *shown;
		enum look_kind look;
	} cases[] = {
		{ COLUMN_NUMBER, "123456789012345", "123456789012345", LOOK_NUMBER },
		{ COLUMN_NUMBER, "1234567890123450000", "1234567890123450000", LOOK_NUMBER },
		{ COLUMN_NUMBER, "0.00123456789012345", "0.00", LOOK_NUMBER },
		{ COLUMN_NUMBER, "1234567890123456", "1234567890123456", LOOK_DIGITS },
		{ COLUMN_NUMBER, "3193.495934959350", "3193.50", LOOK_NUMBER },
		{ COLUMN_NUMBER, "3193.4959349593501", "3193.50", LOOK_DIGITS },
		{ COLUMN_NUMBER, NULL, "base is zero", LOOK_REASON },
		{ COLUMN_NUMBER, NULL, NULL, LOOK_BLANK },
		{ COLUMN_NUMBER, "-", "-", LOOK_REASON },
		{ COLUMN_TEXT, "410900", "410900", LOOK_TEXT },
		{ COLUMN_TEXT, "=1+1", "=1+1", LOOK_TEXT },
		{ COLUMN_TEXT, "", "", LOOK_BLANK },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct look look;
		look_at(cases[i].kind, cases[i].plain, cases[i].shown, &look);
		assert_int_equal(cases[i].look, look.kind);
	}
}

static void ordinals_have_no_thousands(void **state)
{
	struct look look;
	(void)state;
	look_at(COLUMN_ORDINAL, "12345", "12345", &look);
	assert_string_equal("0", look.format);
	assert_int_equal(5, look.width);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_and_their_formats),
		cmocka_unit_test(what_is_no_number),
		cmocka_unit_test(ordinals_have_no_thousands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
