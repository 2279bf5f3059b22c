/* Tests of model/check.c. */
#include "model/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct row {
	const char *value;
	enum check_result result;
	char expected;
};

static void run(enum check check, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char expected = '?';
		assert_int_equal(check_text(check, text_of(rows[i].value), &expected), rows[i].result);
		assert_int_equal(expected, rows[i].expected);
		assert_int_equal(check_text(check, text_of(rows[i].value), NULL), rows[i].result);
	}
}

static void names(void **state)
{
	enum check check = CHECK_COUNT;
	(void)state;
	assert_true(check_named(TEXT("cn-uscc"), &check));
	assert_int_equal(check, CHECK_USCC);
	assert_true(check_named(TEXT("cn-patent"), &check));
	assert_int_equal(check, CHECK_PATENT);
	assert_false(check_named(TEXT("cn-id"), &check));
	assert_false(check_named(TEXT(""), &check));
	assert_int_equal(check, CHECK_PATENT);
}

static void credit_codes(void **state)
{
	static const struct row rows[] = {
		{ "91350100M000100Y43", CHECK_OK, 0 }, { "91110108551385082Q", CHECK_OK, 0 },
		{ "91410902MA00001030", CHECK_OK, 0 }, /* synthetic: the sum is a multiple of 31, so the end is 0 */
		{ " 91350100M000100Y43\t", CHECK_OK, 0 }, { "９１３５０１００M000100Y43", CHECK_OK, 0 },
		{ "91350100M000100Y44", CHECK_DIGIT, '3' }, { "91350100M000100Y4Z", CHECK_CHARACTER, 0 },
		{ "91110108551385082P", CHECK_DIGIT, 'Q' }, { "91410902MA00001031", CHECK_DIGIT, '0' },
		{ "91110108551385028Q", CHECK_DIGIT, '5' }, /* two digits changed places */
		{ "91350100M000100Y4", CHECK_LENGTH, 0 }, { "91350100M000100Y433", CHECK_LENGTH, 0 }, { "", CHECK_LENGTH, 0 },
		{ "410922000012345", CHECK_LENGTH, 0 }, { "91350100m000100Y43", CHECK_CHARACTER, 0 },
		{ "9135O100M000100Y43", CHECK_CHARACTER, 0 },
		{ "91A50100M000100Y43", CHECK_CHARACTER, 0 }, /* no letter within the region */
		{ "9135 100M000100Y43", CHECK_CHARACTER, 0 }, { "91110108551385092R", CHECK_INNER, '0' },
		{ "一二三四五六", CHECK_CHARACTER, 0 }, /* 18 bytes */
	};
	(void)state;
	run(CHECK_USCC, rows, sizeof rows / sizeof rows[0]);
}

static void patents(void **state)
{
	static const struct row rows[] = {
		{ "201710601862.3", CHECK_OK, 0 },
		{ "2017106018623", CHECK_OK, 0 },
		{ "ZL201710601862.3", CHECK_OK, 0 },
		{ "ZL 201710601862.3", CHECK_OK, 0 },
		{ "ZL 2017 1 0601862.3", CHECK_OK, 0 },
		{ "CN201710601862.3", CHECK_OK, 0 },
		{ "ＺＬ201710601862．３", CHECK_OK, 0 },
		{ "95115608.X", CHECK_OK, 0 },
		{ "ZL95115608.x", CHECK_OK, 0 },
		{ "95115608X", CHECK_OK, 0 },
		{ "201710601862.4", CHECK_DIGIT, '3' },
		{ "201710601826.3", CHECK_DIGIT, '7' }, /* two digits changed places */
		{ "95115608.1", CHECK_DIGIT, 'X' },
		{ "201740601862.3", CHECK_KIND, 0 },
		{ "95415608.X", CHECK_KIND, 0 },
		{ "199910601862.3", CHECK_YEAR, 0 },
		{ "50115608.X", CHECK_YEAR, 0 },
		{ "201710601862", CHECK_LENGTH, 0 },
		{ "20171060186.3", CHECK_LENGTH, 0 },
		{ "2017.106018623", CHECK_LENGTH, 0 },
		{ "ZL", CHECK_LENGTH, 0 },
		{ "", CHECK_LENGTH, 0 },
		{ "20171060186X.3", CHECK_CHARACTER, 0 },
		{ "201710601862.Y", CHECK_CHARACTER, 0 },
		{ "CN107000000A", CHECK_LENGTH, 0 },
		{ "ZLZL17106018.6", CHECK_LENGTH, 0 },
	};
	(void)state;
	run(CHECK_PATENT, rows, sizeof rows / sizeof rows[0]);
}

static void long_values(void **state)
{
	char many[400];
	(void)state;
	memset(many, '1', sizeof many);
	assert_int_equal(check_text(CHECK_PATENT, (struct text){ many, sizeof many }, NULL), CHECK_LENGTH);
	assert_int_equal(check_text(CHECK_USCC, (struct text){ many, sizeof many }, NULL), CHECK_LENGTH);
	assert_int_equal(check_text(CHECK_PATENT, (struct text){ many, 64 }, NULL), CHECK_LENGTH);
	assert_int_equal(check_text(CHECK_USCC, (struct text){ "9135010\0M000100Y43", 18 }, NULL), CHECK_CHARACTER);
}

static void messages(void **state)
{
	(void)state;
	assert_string_equal(check_message(CHECK_USCC, CHECK_OK), "");
	assert_non_null(strstr(check_message(CHECK_USCC, CHECK_DIGIT), "GB 32100"));
	assert_non_null(strstr(check_message(CHECK_USCC, CHECK_INNER), "GB 11714"));
	assert_non_null(strstr(check_message(CHECK_PATENT, CHECK_KIND), "allowed"));
	for (int result = CHECK_LENGTH; result <= CHECK_DIGIT; result++) {
		assert_true(check_message(CHECK_USCC, (enum check_result)result)[0] != '\0');
		assert_true(check_message(CHECK_PATENT, (enum check_result)result)[0] != '\0');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(credit_codes),
		cmocka_unit_test(patents),
		cmocka_unit_test(long_values),
		cmocka_unit_test(messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
