/* Tests of model/unit.c. */
#include "model/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct unit read(const char *text)
{
	struct unit unit;
	unit_parse(text_of(text), &unit);
	return unit;
}

static void dimensions(void **state)
{
	static const struct {
		const char *text, *dimension;
		int power;
	} rows[] = {
		{ "家", "count", 0 },
		{ "个", "count", 0 },
		{ "项", "count", 0 },
		{ "件", "count", 0 },
		{ "批次", "count", 0 },
		{ "万家", "count", 4 },
		{ "万件", "count", 4 },
		{ "人", "person", 0 },
		{ "名", "person", 0 },
		{ "万人", "person", 4 },
		{ "人次", "visit", 0 },
		{ "万人次", "visit", 4 },
		{ "人年", "person-year", 0 },
		{ "位", "rank", 0 },
		{ "元", "money", 0 },
		{ "百元", "money", 2 },
		{ "千元", "money", 3 },
		{ "万元", "money", 4 },
		{ "百万元", "money", 6 },
		{ "千万元", "money", 7 },
		{ "亿元", "money", 8 },
		{ "万亿元", "money", 12 },
		{ " 亿 元 ", "money", 8 },
		{ "%", "ratio", -2 },
		{ "％", "ratio", -2 },
		{ "‰", "ratio", -3 },
		{ "百分点", "ratio", -2 },
		{ "个百分点", "ratio", -2 },
		{ "倍", "ratio", 0 },
		{ "分数", "ratio", 0 },
		{ "", "ratio", 0 },
		{ "  ", "ratio", 0 },
		{ "万", "ratio", 4 },
		{ "平方米", "area", 0 },
		{ "万平方米", "area", 4 },
		{ "公顷", "area", 4 },
		{ "平方公里", "area", 6 },
		{ "吨", "吨", 0 },
		{ "万吨", "吨", 4 },
		{ "件/万人", "count/person", -4 },
		{ "件／万人", "count/person", -4 },
		{ "元/人", "money/person", 0 },
		{ "万元/人", "money/person", 4 },
		{ "元/万元", "ratio", -4 },
		{ "亿元/平方公里", "money/area", 2 },
		{ "吨/万元", "吨/money", -4 },
		{ "/人", "/人", 0 },
		{ "人/", "人/", 0 },
		{ "元/人/年", "元/人/年", 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct unit unit = read(rows[i].text);
		assert_string_equal(unit.dimension, rows[i].dimension);
		assert_int_equal(unit.power, rows[i].power);
	}
}

static void shifts(void **state)
{
	static const struct {
		const char *from, *to;
		bool same;
		int shift;
	} rows[] = {
		{ "亿元", "万元", true, 4 },
		{ "万元", "亿元", true, -4 },
		{ "家", "个", true, 0 },
		{ "万家", "项", true, 4 },
		{ "倍", "%", true, 2 },
		{ "%", "", true, -2 },
		{ "件/万人", "件/人", true, -4 },
		{ "件/万人", "家/万人", true, 0 },
		{ "家", "人", false, 0 },
		{ "人", "人次", false, 0 },
		{ "元", "美元", false, 0 },
		{ "吨", "克", false, 0 },
		{ "位", "家", false, 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct unit from = read(rows[i].from), to = read(rows[i].to);
		assert_int_equal(unit_same_dimension(&from, &to), rows[i].same);
		assert_int_equal(unit_same_dimension(&to, &from), rows[i].same);
		if (rows[i].same)
			assert_int_equal(unit_shift(&from, &to), rows[i].shift);
	}
}

static void long_names(void **state)
{
	char one[300], two[300];
	struct unit a, b, copy;
	static const size_t lengths[] = { 63, 64, 200, 300 };
	(void)state;
	memset(one, 'x', sizeof one);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		memcpy(two, one, sizeof two);
		two[lengths[i] - 1] = 'y';
		unit_parse((struct text){ one, lengths[i] }, &a);
		unit_parse((struct text){ two, lengths[i] }, &b);
		copy = a;
		assert_false(unit_same_dimension(&a, &b));
		assert_true(unit_same_dimension(&a, &copy));
	}
}

static void counting(void **state)
{
	static const char *const counts[] = { "家", "人", "人次", "万家", "位" },
				 *const others[] = { "元", "%", "", "件/万人", "吨" };
	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct unit count = read(counts[i]), other = read(others[i]);
		assert_true(unit_counts(&count));
		assert_false(unit_counts(&other));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dimensions),
		cmocka_unit_test(shifts),
		cmocka_unit_test(long_names),
		cmocka_unit_test(counting),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
