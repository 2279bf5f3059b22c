/* Tests of base/text_width.c. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_width(void **state)
{
	static const struct {
		const char *text;
		int width;
	} rows[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "濮阳市", 6 },
		{ "专利申请量 (件)", 15 },
		{ "ＩＤ", 4 },
		{ "ｱ", 1 },
		{ "、。「」", 8 },
		{ "　", 2 },
		{ "ひらカナ", 8 },
		{ "한글", 4 },
		{ "ᄒ\xe1\x85\xa1\xe1\x86\xab", 2 },
		{ "é", 1 },
		{ "e\xcc\x81", 1 },
		{ "か\xe3\x82\x99", 2 },
		{ "a\tb\n", 2 },
		{ "\x7f", 0 },
		{ "\xc2\x85", 0 },
		{ "\xe2\x80\x8b", 0 },
		{ "\xef\xbb\xbfx", 1 },
		{ "—…°±×", 5 },
		{ "①㈠㊣", 5 },
		{ "😀", 2 },
		{ "⌚⭐⚡", 6 },
		{ "☀\xef\xb8\x8f", 1 },
		{ "𠮷", 2 },
		{ "〇", 2 },
		{ "￥¥", 3 },
		{ "\xff", 1 },
		{ "鿿䶿䷀", 5 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int width = text_width(text_of(rows[i].text));

		if (width != rows[i].width)
			fail_msg("'%s' has %d columns, not %d", rows[i].text, width, rows[i].width);
	}
	assert_int_equal(text_width((struct text){ 0 }), 0);
}

static void test_fold(void **state)
{
	static const char *const rows[][2] = {
		{ "", "" },
		{ "abc", "abc" },
		{ "ＡＢＣ　１２３", "ABC 123" },
		{ "２０１８－１２－０５", "2018-12-05" },
		{ "！＠～｀？", "!@~`?" },
		{ "濮阳（市）", "濮阳(市)" },
		{ "｟￠ｱ、", "｟￠ｱ、" },
		{ "＿＾", "_^" },
		{ "\xef\xbc", "\xef\xbc" },
		{ "\xe3\x80", "\xe3\x80" },
		{ "\xef\xbc\x80", "\xef\xbc\x80" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct text text = text_of(rows[i][0]);
		char out[100];

		memcpy(out, rows[i][0], text.len);
		assert_int_equal(text_fold_width(text, out), strlen(rows[i][1]));
		assert_memory_equal(out, rows[i][1], strlen(rows[i][1]));
		memcpy(out, rows[i][0], text.len);
		assert_int_equal(text_fold_width((struct text){ out, text.len }, out), strlen(rows[i][1]));
		assert_memory_equal(out, rows[i][1], strlen(rows[i][1]));
	}
	assert_int_equal(text_fold_width((struct text){ 0 }, &(char){ 0 }), 0);
}

/* All 94 forms and the blank, and their neighbours, which stay as they are. */
static void test_fold_every_form(void **state)
{
	(void)state;
	for (unsigned point = 0xff00; point <= 0xff5f; point++) {
		char wide[3] = { (char)0xef, (char)(0x80 | (point >> 6 & 0x3f)), (char)(0x80 | (point & 0x3f)) };
		char out[3];
		bool form = point > 0xff00 && point < 0xff5f;

		assert_int_equal(text_fold_width((struct text){ wide, 3 }, out), form ? 1 : 3);
		if (form)
			assert_int_equal(out[0], point - 0xff00 + 0x20);
	}
}

static void test_same_label(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{ "", "", true },
		{ "", " 　\n", true },
		{ "澧 县", "澧县", true },
		{ "ＩＤ", "id", true },
		{ "统一社会\n信用代码", "统一社会信用代码", true },
		{ " 金额（万元） ", "金额(万元)", true },
		{ "\xef\xbb\xbf名称", "名称", true },
		{ "a\xc2\xa0z", "AZ", true },
		{ "名称", "名 字", false },
		{ "！ａ～", "!A~", true },
		{ "名称", "名称1", false },
		{ "名称1", "名称", false },
		{ "Ａ", "Ｂ", false },
		{ "\xff", "\xfe", false },
		{ "\xff", "\xff", true },
		{ "\xff", "\xef\xbf\xbd", false },
		{ "É", "é", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct text a = text_of(rows[i].a), b = text_of(rows[i].b);

		if (text_same_label(a, b) != rows[i].same || text_same_label(b, a) != rows[i].same)
			fail_msg("'%s' and '%s'", rows[i].a, rows[i].b);
	}
	assert_false(text_same_label(TEXT("a\0b"), TEXT("a")));
	assert_true(text_same_label((struct text){ 0 }, TEXT("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_every_form),
		cmocka_unit_test(test_same_label),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
