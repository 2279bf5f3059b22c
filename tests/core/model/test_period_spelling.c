/* Periods as offices write them, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/period_spelling.h"

static void reads(const char *text, int year, const char *wanted)
{
	char out[PERIOD_TEXT_BYTES];
	period p;
	if (!period_read(text_of(text), year, &p))
		fail_msg("'%s' is not read", text);
	period_print(p, out);
	assert_string_equal(wanted, out);
}

static void refuses(const char *text, int year)
{
	period p;
	if (period_read(text_of(text), year, &p))
		fail_msg("'%s' is read", text);
}

static void plain_forms(void **state)
{
	(void)state;
	reads("2018", 0, "2018");
	reads("2018Q3", 0, "2018Q3");
	reads("2018-01..2018-10", 0, "2018-01..2018-10");
	reads("201810", 0, "2018-10");
	reads("2018.10", 0, "2018-10");
	reads("2018/1", 0, "2018-01");
	reads("２０１８", 0, "2018");
}

static void forms_with_a_year(void **state)
{
	(void)state;
	reads("2018年", 0, "2018");
	reads("2018 年 10 月", 0, "2018-10");
	reads("2018年10月份", 0, "2018-10");
	reads("2018年1-10月", 0, "2018-01..2018-10");
	reads("2018年1月至10月", 0, "2018-01..2018-10");
	reads("2018年1—10月累计", 0, "2018-01..2018-10");
	reads("2018年上半年", 0, "2018H1");
	reads("2018年第三季度", 0, "2018Q3");
	reads("2018年前三季度", 0, "2018-01..2018-09");
	reads("2018年末", 0, "2018");
	reads("截至2018年10月", 0, "2018-10");
	reads("2018年十二月", 0, "2018-12");
}

static void forms_without_a_year(void **state)
{
	(void)state;
	reads("10月", 2018, "2018-10");
	reads("１－１０月", 2018, "2018-01..2018-10");
	reads("十一月", 2018, "2018-11");
	reads("一季度", 2018, "2018Q1");
	reads("上半年", 2018, "2018H1");
	reads("全年", 2018, "2018");
	refuses("10月", 0);
	refuses("一季度", 0);
}

static void what_is_none(void **state)
{
	(void)state;
	refuses("", 2018);
	refuses("合计", 2018);
	refuses("13月", 2018);
	refuses("0月", 2018);
	refuses("10-1月", 2018);
	refuses("10", 2018);
	refuses("201813", 0);
	refuses("2018年13月", 0);
	refuses("2018.", 0);
	refuses("月", 2018);
	refuses("1-10", 2018);
	refuses("2018年10月的一个很长很长很长很长很长很长很长很长很长很长很长的名字", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_forms),
		cmocka_unit_test(forms_with_a_year),
		cmocka_unit_test(forms_without_a_year),
		cmocka_unit_test(what_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
