/* Tests of model/statement.c, printed.c and printed_number.c. */
#include "model/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static bool read(const char *const given[6], struct bounds *bounds, bool *from_last, const char **what)
{
	const struct printed printed = { text_of(given[0]), text_of(given[1]), text_of(given[2]), text_of(given[3]),
		text_of(given[4]), text_of(given[5]) };
	*what = NULL;
	return statement_bounds(&printed, bounds, from_last, what);
}

/* "39 [39, 40)" with the value first; an open end is "..", "=" stands for an exact value. */
static void describe(const struct bounds *bounds, char out[256])
{
	char value[VALUE_TEXT_BYTES], low[VALUE_TEXT_BYTES], high[VALUE_TEXT_BYTES];
	value_print_exact(&bounds->value, value);
	value_print_exact(&bounds->low, low);
	value_print_exact(&bounds->high, high);
	if (bounds->exact)
		snprintf(out, 256, "%s %s =", value, low);
	else
		snprintf(out, 256, "%s %c%s, %s%c", value, bounds->low_open ? '(' : '[', low[0] == '\0' ? ".." : low,
			high[0] == '\0' ? ".." : high, bounds->high_open ? ')' : ']');
	if (bounds->exact)
		assert_int_equal(value_compare(&bounds->low, &bounds->high), 0);
}

static void assert_bounds(const char *const given[6], const char *expected)
{
	struct bounds bounds;
	bool from_last = true;
	const char *what = NULL;
	char out[256];
	if (!read(given, &bounds, &from_last, &what))
		fail_msg("'%s' '%s': %s", given[0], given[2], what);
	describe(&bounds, out);
	assert_string_equal(out, expected);
	assert_false(from_last);
}

struct row {
	const char *text, *unit, *qualifier, *to, *expected;
};

static void run(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *const given[6] = { rows[i].text, rows[i].unit, rows[i].qualifier, "", "", rows[i].to };
		assert_bounds(given, rows[i].expected);
	}
}

static void counts(void **state)
{
	static const struct row rows[] = {
		{ "39", "家", "", "家", "39 39 =" },
		{ "39", "", "", "家", "39 39 =" },
		{ "39", "家", "", "个", "39 39 =" },
		{ "39家", "家", "", "家", "39 39 =" },
		{ "39 家", "", "", "家", "39 39 =" },
		{ "３９", "家", "", "家", "39 39 =" },
		{ "1,769", "件", "", "件", "1769 1769 =" },
		{ "0", "家", "", "家", "0 0 =" },
		{ "两", "批", "", "批", "2 2 =" },
		{ "十五", "家", "", "家", "15 15 =" },
		{ "二十", "家", "", "家", "20 20 =" },
		{ "一百零五", "家", "", "家", "105 105 =" },
		{ "三千二百一十", "家", "", "家", "3210 3210 =" },
		{ "三家", "", "", "家", "3 3 =" },
		{ "33", "家", "只有", "家", "33 33 =" },
		{ "56", "家", "仅", "家", "56 56 =" },
		{ "仅56", "家", "", "家", "56 56 =" },
		{ "48", "家", "力争", "家", "48 48 =" },
		{ "39", "家", "", "万家", "0.0039 0.0039 =" },
		{ "18.1", "万家", "", "万家", "18.1 [18.05, 18.15)" },
		{ "18.1", "万家", "", "家", "181000 [180500, 181500)" },
		{ "10万", "人次", "", "人次", "100000 [95000, 105000)" },
		{ "-3", "家", "", "家", "-3 -3 =" },
	};
	(void)state;
	run(rows, COUNT(rows));
}

static void measures(void **state)
{
	static const struct row rows[] = {
		{ "1.29", "亿元", "", "万元", "12900 [12850, 12950)" },
		{ "1.29", "亿元", "", "亿元", "1.29 [1.285, 1.295)" },
		{ "1.29亿", "元", "", "亿元", "1.29 [1.285, 1.295)" },
		{ "1.29亿元", "", "", "万元", "12900 [12850, 12950)" },
		{ "1.29亿元", "万元", "", "万元", "12900 [12850, 12950)" },
		{ "5.4", "亿元", "", "万元", "54000 [53500, 54500)" },
		{ "5.40", "亿元", "", "万元", "54000 [53950, 54050)" },
		{ "3050", "万元", "", "万元", "3050 [3049.5, 3050.5)" },
		{ "2.8", "亿元", "将(预计)", "亿元", "2.8 [2.75, 2.85)" },
		{ "1.89", "件/万人", "", "件/万人", "1.89 [1.885, 1.895)" },
		{ "4", "万平方米", "", "平方米", "40000 [35000, 45000)" },
		{ "3.5", "倍", "", "倍", "3.5 [3.45, 3.55)" },
		{ "22%", "", "", "%", "22 [21.5, 22.5)" },
		{ "22%", "%", "", "", "0.22 [0.215, 0.225)" },
		{ "34％", "%", "", "%", "34 [33.5, 34.5)" },
		{ "百分之十五", "", "", "%", "15 [14.5, 15.5)" },
		{ "百分之1.5", "%", "", "%", "1.5 [1.45, 1.55)" },
		{ "0.04个百分点", "", "", "百分点", "0.04 [0.035, 0.045)" },
		{ "-1.78", "%", "", "%", "-1.78 (-1.785, -1.775]" },
		{ "−1.78%", "%", "", "%", "-1.78 (-1.785, -1.775]" },
		{ "0.0", "%", "", "%", "0 (-0.05, 0.05)" },
		{ "0", "%", "", "%", "0 (-0.5, 0.5)" },
	};
	(void)state;
	run(rows, COUNT(rows));
}

static void qualified(void **state)
{
	static const struct row rows[] = {
		{ "220余", "期", "余", "期", "220 [220, 230)" },
		{ "220", "期", "余", "期", "220 [220, 230)" },
		{ "220余", "期", "", "期", "220 [220, 230)" },
		{ "16000余", "人", "余", "人", "16000 [16000, 17000)" },
		{ "1100多", "户", "多", "户", "1100 [1100, 1200)" },
		{ "23600多", "人次", "多", "人次", "23600 [23600, 23700)" },
		{ "30余家", "", "余", "家", "30 [30, 40)" },
		{ "5万余", "人次", "余", "人次", "50000 [50000, 60000)" },
		{ "5万余人次", "", "", "人次", "50000 [50000, 60000)" },
		{ "10多万", "人次", "", "人次", "100000 [100000, 200000)" },
		{ "1.25亿余", "元", "", "万元", "12500 [12500, 12600)" },
		{ "1.20余", "亿元", "", "亿元", "1.2 [1.2, 1.3)" },
		{ "-220", "家", "余", "家", "-220 (-230, -220]" },
		{ "近百万", "条", "近", "条", "1000000 [.., 1000000)" },
		{ "近2亿", "元", "", "亿元", "2 [.., 2)" },
		{ "-5", "家", "近", "家", "-5 (-5, ..]" },
		{ "约200", "家", "", "家", "200 [150, 250)" },
		{ "1.2万左右", "人", "约", "人", "12000 [11500, 12500)" },
		{ "-200", "家", "约", "家", "-200 (-250, -150]" },
		{ "30", "人", "以上", "人", "30 [30, ..]" },
		{ "30以上", "人", "", "人", "30 [30, ..]" },
		{ "30人以上", "", "", "人", "30 [30, ..]" },
		{ "30", "次", "不少于", "次", "30 [30, ..]" },
		{ "50", "万元", "不低于", "万元", "50 [50, ..]" },
		{ "不少于10000", "条", "", "条", "10000 [10000, ..]" },
		{ "10", "亿元", "超过", "亿元", "10 (10, ..]" },
		{ "10万", "人次", "突破", "人次", "100000 (100000, ..]" },
		{ "不超过500", "人", "", "人", "500 [.., 500]" },
		{ "500以内", "人", "", "人", "500 [.., 500]" },
		{ "不到2", "%", "不到", "%", "2 [.., 2)" },
		{ "2", "%", "不足", "%", "2 [.., 2)" },
		{ "-2", "%", "以上", "%", "-2 [-2, ..]" },
		{ "10", "项", "力争/以上", "项", "10 [10, ..]" },
		{ "10", "项", " 力争 、 以上 ", "项", "10 [10, ..]" },
		{ "力争达到10项以上", "", "", "项", "10 [10, ..]" },
		{ "6", "家", "争取", "家", "6 6 =" },
		{ "1", "家", "（点名）", "家", "1 1 =" },
		{ "(1人,点名)", "人", "隐含", "人", "1 1 =" },
		{ "（2项）", "项", "", "项", "2 2 =" },
		{ "零突破", "家", "隐含/力争", "家", "1 [1, ..]" },
		{ "实现零突破", "家", "", "家", "1 [1, ..]" },
		{ "空白", "家", "隐含(0)", "家", "0 0 =" },
		{ "全覆盖", "%", "隐含", "%", "100 100 =" },
	};
	(void)state;
	run(rows, COUNT(rows));
}

static void fractions(void **state)
{
	static const struct row rows[] = {
		{ "三分之二", "分数", "", "%", "66.666666666667 66.666666666667 =" },
		{ "三分之一", "分数", "", "", "0.333333333333 0.333333333333 =" },
		{ "二分之一", "%", "", "%", "50 50 =" },
		{ "三分之二", "", "超过", "%", "66.666666666667 (66.666666666667, ..]" },
		{ "5分之3", "", "", "%", "60 60 =" },
	};
	const char *const given[6] = { "三分之二", "", "", "", "", "%" };
	struct bounds bounds;
	bool from_last;
	const char *what;
	(void)state;
	run(rows, COUNT(rows));
	assert_true(read(given, &bounds, &from_last, &what));
	assert_int_equal(bounds.value.kind, VALUE_PARTS);
	assert_true(bounds.value.a == 200 && bounds.value.b == 3);
}

static void ranks(void **state)
{
	static const struct {
		const char *text;
		int64_t place;
		bool from_last;
	} rows[] = {
		{ "第16位", 16, false },
		{ "第二位", 2, false },
		{ "第十六", 16, false },
		{ "第3名", 3, false },
		{ "16", 16, false },
		{ "倒数第二", 2, true },
		{ "倒数第2位", 2, true },
		{ "倒数第二位", 2, true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *const given[6] = { rows[i].text, "位", "", "", "", "位" };
		struct bounds bounds;
		bool from_last = !rows[i].from_last;
		const char *what;
		assert_true(read(given, &bounds, &from_last, &what));
		assert_true(bounds.exact && bounds.value.a == rows[i].place && bounds.value.scale == 0);
		assert_int_equal(from_last, rows[i].from_last);
	}
}

static void given_bounds(void **state)
{
	static const struct {
		const char *given[6], *expected;
	} rows[] = {
		{ { "1.29", "亿元", "", "1.28", "1.30", "万元" }, "12900 [12800, 13000]" },
		{ { "220余", "期", "余", "", "225", "期" }, "220 [220, 225]" },
		{ { "近百万", "条", "近", "90万", "", "条" }, "1000000 [900000, 1000000)" },
		{ { "30", "人", "以上", "", "40", "人" }, "30 [30, 40]" },
		{ { "10", "亿元", "超过", "10", "", "亿元" }, "10 [10, ..]" },
		{ { "30", "人", "以上", "", "30", "人" }, "30 30 =" },
		{ { "数千万", "条", "数", "2000万", "9000万", "条" }, " [20000000, 90000000]" },
		{ { "超额", "%", "隐含/超额", "100", "200", "%" }, " [100, 200]" },
		{ { "", "家", "", "1", "1", "家" }, " 1 =" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_bounds(rows[i].given, rows[i].expected);
}

static void refused(void **state)
{
	static const struct {
		const char *given[6], *what;
	} rows[] = {
		{ { "", "家", "", "", "", "家" }, "not a number" },
		{ { "(,点名)", "人", "隐含", "", "", "人" }, "not a number" },
		{ { "(点名", "人", "隐含", "", "", "人" }, "not a number" },
		{ { "()", "人", "", "", "", "人" }, "not a number" },
		{ { "超额", "%", "", "", "", "%" }, "not a number" },
		{ { "7月底", "日期", "", "", "", "日期" }, "unit" },
		{ { "12o", "家", "", "", "", "家" }, "unit" },
		{ { "1.2.3", "家", "", "", "", "家" }, "not a number" },
		{ { "12,34", "家", "", "", "", "家" }, "not a number" },
		{ { "-", "家", "", "", "", "家" }, "not a number" },
		{ { "余", "家", "", "", "", "家" }, "not a number" },
		{ { "二三", "家", "", "", "", "家" }, "not a number" },
		{ { "十百", "家", "", "", "", "家" }, "not a number" },
		{ { "零十", "家", "", "", "", "家" }, "not a number" },
		{ { "第零位", "位", "", "", "", "位" }, "not a number" },
		{ { "第1.5位", "位", "", "", "", "位" }, "not a number" },
		{ { "零分之一", "", "", "", "", "%" }, "not a number" },
		{ { "三分之二家", "", "", "", "", "%" }, "not a number" },
		{ { "99999999999999999999", "家", "", "", "", "家" }, "not a number" },
		{ { "0.1234567891", "%", "", "", "", "%" }, "not a number" },
		{ { "9223372036854775807", "亿元", "", "", "", "元" }, "too many digits" },
		{ { "9223372036854775807", "元", "", "", "", "元" }, "too many digits" },
		{ { "0.000000001", "元", "", "", "", "亿元" }, "too many digits" },
		{ { "39", "家", "", "", "", "人" }, "cannot be turned" },
		{ { "39人", "家", "", "", "", "家" }, "different kinds" },
		{ { "1.29亿", "亿元", "", "", "", "亿元" }, "multiplier" },
		{ { "5万", "", "", "", "", "万元" }, "multiplier" },
		{ { "39", "家", "许多", "", "", "家" }, "unknown qualifier" },
		{ { "39", "家", "余/近", "", "", "家" }, "contradict" },
		{ { "近39余", "家", "", "", "", "家" }, "contradict" },
		{ { "超过30", "家", "不到", "", "", "家" }, "contradict" },
		{ { "0", "家", "余", "", "", "家" }, "zero" },
		{ { "三分之二", "", "余", "", "", "%" }, "fraction" },
		{ { "数千万", "条", "数", "", "", "条" }, "low and the high" },
		{ { "39", "家", "", "41", "40", "家" }, "above" },
		{ { "39", "家", "", "x", "40", "家" }, "not a number" },
		{ { "39", "家", "", "30余", "40", "家" }, "qualifier" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct bounds bounds;
		bool from_last;
		const char *what;
		if (read(rows[i].given, &bounds, &from_last, &what))
			fail_msg("'%s' was read", rows[i].given[0]);
		assert_non_null(what);
		if (strstr(what, rows[i].what) == NULL)
			fail_msg("'%s': %s", rows[i].given[0], what);
	}
}

static void long_texts(void **state)
{
	char many[1001];
	struct bounds bounds;
	bool from_last;
	const char *what;
	(void)state;
	memset(many, '9', 1000);
	many[1000] = '\0';
	for (size_t length = 1; length <= 1000; length += 37) {
		const char *const text[6] = { many + 1000 - length, "家", "", "", "", "家" },
				  *const qualifier[6] = { "1", "家", many + 1000 - length, "", "", "家" };
		assert_int_equal(read(text, &bounds, &from_last, &what), length < 18);
		assert_false(read(qualifier, &bounds, &from_last, &what));
	}
	/* multipliers without end */
	const char *const power[6] = { "1亿亿亿亿亿亿亿亿亿亿亿亿亿亿亿亿亿亿亿亿", "元", "", "", "", "元" };
	assert_false(read(power, &bounds, &from_last, &what));
}

static void names(void **state)
{
	enum statement_stat stat = STAT_COUNT;
	enum quantity quantity = QUANTITY_COUNT;
	enum compare compare = COMPARE_COUNT;
	(void)state;
	for (int i = 0; i < STAT_COUNT; i++) {
		assert_true(stat_named(text_of(stat_name((enum statement_stat)i)), &stat));
		assert_int_equal(stat, i);
	}
	for (int i = 0; i < QUANTITY_COUNT; i++) {
		assert_true(quantity_named(text_of(quantity_name((enum quantity)i)), &quantity));
		assert_int_equal(quantity, i);
	}
	for (int i = 0; i < COMPARE_COUNT; i++) {
		assert_true(compare_named(text_of(compare_name((enum compare)i)), &compare));
		assert_int_equal(compare, i);
	}
	assert_string_equal(stat_names[STAT_SHARE_PARENT], "share_parent");
	assert_string_equal(stat_names[STAT_RANK_LAST], "rank_last");
	assert_string_equal(quantity_names[QUANTITY_NET], "net");
	assert_string_equal(compare_names[COMPARE_GE], ">=");
	assert_false(stat_named(TEXT("values"), &stat));
	assert_false(stat_named(TEXT(""), &stat));
	assert_false(quantity_named(TEXT("LEVEL"), &quantity));
	assert_false(compare_named(TEXT("=="), &compare));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts),
		cmocka_unit_test(measures),
		cmocka_unit_test(qualified),
		cmocka_unit_test(fractions),
		cmocka_unit_test(ranks),
		cmocka_unit_test(given_bounds),
		cmocka_unit_test(refused),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
