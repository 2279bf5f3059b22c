/* Tests of base/text.c. UTF-8 is checked against a reader that decodes first and judges the code point afterwards. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void assert_text(struct text a, const char *want)
{
	if (!text_is(a, want))
		fail_msg("'%.*s' is not '%s'", (int)a.len, a.len ? a.at : "", want);
}

static void test_compare(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {
		{ "", "", 0 },
		{ "a", "", 1 },
		{ "", "a", -1 },
		{ "a", "a", 0 },
		{ "a", "b", -1 },
		{ "ab", "a", 1 },
		{ "Z", "a", -1 },
		{ "濮", "a", 1 },
		{ "abc", "abd", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct text a = text_of(rows[i].a), b = text_of(rows[i].b);
		int order = text_compare(a, b);

		assert_int_equal((order > 0) - (order < 0), rows[i].order);
		assert_int_equal(text_equal(a, b), rows[i].order == 0);
		assert_int_equal(text_is(a, rows[i].b), rows[i].order == 0);
	}
	assert_true(text_equal((struct text){ 0 }, TEXT("")));
	assert_true(text_is(text_of(NULL), ""));
	assert_int_equal(text_compare((struct text){ 0 }, (struct text){ 0 }), 0);
	assert_true(text_starts(TEXT("kind=invention"), "kind="));
	assert_true(text_starts(TEXT("kind"), "kind"));
	assert_true(text_starts((struct text){ 0 }, ""));
	assert_false(text_starts(TEXT("kin"), "kind"));
	assert_false(text_starts(TEXT("Kind"), "kind"));
}

static void test_trim(void **state)
{
	static const char *const rows[][2] = {
		{ "", "" },
		{ " ", "" },
		{ "a", "a" },
		{ " a b ", "a b" },
		{ "\t\r\n\v\f a\n", "a" },
		{ "\xc2\xa0濮阳\xe3\x80\x80", "濮阳" },
		{ "\xef\xbb\xbftitle", "title" },
		{ "\xe3\x80\x80 \xc2\xa0\xe3\x80\x80", "" },
		{ "　台 账　", "台 账" },
		{ "\xa0", "\xa0" },
		{ "\x80\x80", "\x80\x80" },
		{ "a\xe3\x80", "a\xe3\x80" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_text(text_trim(text_of(rows[i][0])), rows[i][1]);
	assert_int_equal(text_trim((struct text){ 0 }).len, 0);
}

static void test_next(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		const char *parts[4];
	} rows[] = {
		{ "", 0, { 0 } },
		{ "  ", 0, { 0 } },
		{ "a", 1, { "a" } },
		{ "a | b", 2, { "a", "b" } },
		{ "发明|实用新型 | 外观设计", 3, { "发明", "实用新型", "外观设计" } },
		{ "a||b", 3, { "a", "", "b" } },
		{ "|a", 2, { "", "a" } },
		{ "a|", 1, { "a" } },
		{ "a | ", 1, { "a" } },
		{ "|", 1, { "" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct text rest = text_of(rows[i].text), part;
		size_t count = 0;

		while (text_next(&rest, '|', &part)) {
			assert_true(count < rows[i].count);
			assert_text(part, rows[i].parts[count++]);
		}
		assert_int_equal(count, rows[i].count);
	}
}

/* Bytes of the valid sequence at the front, by the definition: decode, then ask for the shortest form and the right range. */
static size_t slow_sequence(const unsigned char *at, size_t left, uint32_t *point)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t bytes = 0;

	while (bytes < 5 && (at[0] & (0x80u >> bytes)))
		bytes++;
	if (bytes == 0) {
		*point = at[0];
		return 1;
	}
	if (bytes == 1 || bytes > 4 || left < bytes)
		return 0;
	*point = at[0] & (0x7fu >> bytes);
	for (size_t i = 1; i < bytes; i++) {
		if (at[i] >> 6 != 2)
			return 0;
		*point = *point << 6 | (at[i] & 0x3fu);
	}
	if (*point < least[bytes] || *point > 0x10ffff || (*point >= 0xd800 && *point <= 0xdfff))
		return 0;
	return bytes;
}

static void check_sequence(const unsigned char *at, size_t count)
{
	uint32_t want = 0, got = 0;
	size_t bytes = slow_sequence(at, count, &want);
	size_t n = text_utf8_next((struct text){ (const char *)at, count }, &got);

	if (n != (bytes ? bytes : 1) || got != (bytes ? want : 0xfffd))
		fail_msg("%02x %02x %02x %02x", at[0], at[1], at[2], at[3]);
	if (text_utf8_valid((struct text){ (const char *)at, count }) != (bytes == count))
		fail_msg("%02x %02x %02x %02x valid", at[0], at[1], at[2], at[3]);
}

/* All texts of one byte, and all of two and three that begin with a lead byte and do not end too early. */
static void test_utf8_short(void **state)
{
	unsigned char at[4] = { 0 };

	(void)state;
	for (unsigned a = 0; a < 256; a++) {
		at[0] = (unsigned char)a;
		check_sequence(at, 1);
		for (unsigned b = 0; a >= 0x80 && b < 256; b++) {
			at[1] = (unsigned char)b;
			if (b >= 0x80)
				check_sequence(at, 2);
			for (unsigned c = 0; a >= 0xe0 && c < 256; c++) {
				at[2] = (unsigned char)c;
				if (c >= 0x80 && b >= 0x80)
					check_sequence(at, 3);
			}
		}
	}
}

static void test_utf8_four(void **state)
{
	static const unsigned char tails[] = { 0x00, 0x41, 0x7f, 0x80, 0x9a, 0xbf, 0xc0, 0xff };
	unsigned char at[4];

	(void)state;
	for (unsigned n = 0; n < 24 * 256 * 64; n++) {
		at[0] = (unsigned char)(0xe8 + n / 64 / 256);
		at[1] = (unsigned char)(n / 64);
		at[2] = tails[n / 8 % 8];
		at[3] = tails[n % 8];
		if (at[0] >= 0xf0 && at[1] >= 0x80 && at[2] >= 0x80 && at[3] >= 0x80)
			check_sequence(at, 4);
	}
}

static void test_utf8_every_character(void **state)
{
	(void)state;
	for (uint32_t point = 0x80; point <= 0x10ffff; point++) {
		size_t bytes = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
		char text[4];
		uint32_t got;

		if (point >= 0xd800 && point <= 0xdfff)
			continue;
		text[0] = (char)(0xff << (8 - bytes) | (int)(point >> (6 * (bytes - 1))));
		for (size_t i = 1; i < bytes; i++)
			text[i] = (char)(0x80 | (point >> (6 * (bytes - 1 - i)) & 0x3f));
		if (text_utf8_next((struct text){ text, bytes }, &got) != bytes || got != point)
			fail_msg("U+%04X", (unsigned)point);
	}
}

/* A bad byte is found at every place of a text, whatever stands before and behind it. */
static void test_utf8_bad_place(void **state)
{
	static const char *const fills[] = { "a", "é", "濮", "😀" };
	static const char *const bads[] = { "\x80", "\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe6\xbf",
		"\xf0\x9f\x98", "\xe6\xbf\xc3", "\xe6\xc3\xbf" };

	(void)state;
	for (size_t n = 0; n < 4 * 9 * 40; n++) {
		const char *fill = fills[n % 4], *bad = bads[n / 4 % 9];
		char text[400] = "";
		size_t before;

		for (size_t i = 0; i < n / 36; i++)
			strcat(text, fill);
		before = strlen(text);
		assert_int_equal(text_utf8_bad(text_of(text)), before);
		strcat(text, bad);
		assert_int_equal(text_utf8_bad(text_of(text)), before);
		strcat(text, "behind it, in plain letters");
		assert_int_equal(text_utf8_bad(text_of(text)), before);
	}
	assert_int_equal(text_utf8_bad((struct text){ 0 }), 0);
	assert_true(text_utf8_valid((struct text){ 0 }));
	assert_true(text_utf8_valid((struct text){ "a\0b", 3 }));
	assert_int_equal(text_utf8_next((struct text){ 0 }, &(uint32_t){ 0 }), 0);
}

static void test_names(void **state)
{
	static const struct {
		const char *text;
		bool name;
	} rows[] = {
		{ "a", true },
		{ "high_tech", true },
		{ "a1_", true },
		{ "", false },
		{ "1a", false },
		{ "_a", false },
		{ "A", false },
		{ "aB", false },
		{ "a-b", false },
		{ "a b", false },
		{ "濮", false },
		{ "a.b", false },
		{ "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz_", true },
		{ "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz_1", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(text_is_name(text_of(rows[i].text)), rows[i].name);
}

static void test_to_int64(void **state)
{
	static const struct {
		const char *text;
		bool number;
		int64_t value;
	} rows[] = {
		{ "0", true, 0 },
		{ "-0", true, 0 },
		{ "007", true, 7 },
		{ "-42", true, -42 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "-9223372036854775809", false, 0 },
		{ "99999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-", false, 0 },
		{ "+1", false, 0 },
		{ " 1", false, 0 },
		{ "1 ", false, 0 },
		{ "1.0", false, 0 },
		{ "--1", false, 0 },
		{ "1a", false, 0 },
		{ "１", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t value = 77;

		assert_int_equal(text_to_int64(text_of(rows[i].text), &value), rows[i].number);
		assert_true(value == (rows[i].number ? rows[i].value : 77));
	}
	assert_false(text_to_int64((struct text){ 0 }, &(int64_t){ 0 }));
}

static void test_formula(void **state)
{
	static const char *const formulas[] = { "=1+1", "=", "+a", "-a1", "--1", "- 见附表", "@x", "\tx", "\r=1",
		"+1+cmd|' /C calc'!A0", "-2+3", "＝1+1", "＠SUM(A1)", "+", "-%", "=5" };
	static const char *const plain[] = { "", "-", "-5", "+5", "-16.67%", "+1,024.5", "-.5", "2018-10", "a=b", "410900",
		"'=1", " =1", "—", "＿" };
	(void)state;
	for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++)
		assert_true(text_is_formula(text_of(formulas[i])));
	for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
		assert_false(text_is_formula(text_of(plain[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_utf8_short),
		cmocka_unit_test(test_utf8_four),
		cmocka_unit_test(test_utf8_every_character),
		cmocka_unit_test(test_utf8_bad_place),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_to_int64),
		cmocka_unit_test(test_formula),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
