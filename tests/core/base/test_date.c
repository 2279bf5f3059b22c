/* Tests of base/date.c. The calendar is checked day by day against one that only knows how to go on to the next day. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "random.h"

static void test_known_days(void **state)
{
	static const struct {
		int year, month, day;
		int32_t days;
	} rows[] = {
		{ 1, 1, 1, DATE_MIN },
		{ 1582, 10, 15, -141427 },
		{ 1899, 12, 31, -25568 },
		{ 1900, 3, 1, -25508 },
		{ 1969, 12, 31, -1 },
		{ 1970, 1, 1, 0 },
		{ 2000, 2, 29, 11016 },
		{ 2000, 3, 1, 11017 },
		{ 2018, 12, 31, 17896 },
		{ 2038, 1, 19, 24855 },
		{ 9999, 12, 31, DATE_MAX },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct date_parts parts = date_split(rows[i].days);

		assert_int_equal(date_from(rows[i].year, rows[i].month, rows[i].day), rows[i].days);
		assert_int_equal(parts.year, rows[i].year);
		assert_int_equal(parts.month, rows[i].month);
		assert_int_equal(parts.day, rows[i].day);
	}
}

static int month_days(int year, int month)
{
	if (month == 2)
		return (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static struct date_parts day_after(struct date_parts parts)
{
	if (parts.day < month_days(parts.year, parts.month))
		return (struct date_parts){ parts.year, parts.month, parts.day + 1 };
	if (parts.month < 12)
		return (struct date_parts){ parts.year, parts.month + 1, 1 };
	return (struct date_parts){ parts.year + 1, 1, 1 };
}

static void test_every_day(void **state)
{
	struct date_parts want = { 1, 1, 1 };

	(void)state;
	for (int32_t days = DATE_MIN; days <= DATE_MAX; days++) {
		struct date_parts parts = date_split(days);

		if (parts.year != want.year || parts.month != want.month || parts.day != want.day)
			fail_msg("day %d: %d-%d-%d", (int)days, parts.year, parts.month, parts.day);
		if (date_from(parts.year, parts.month, parts.day) != days || !date_valid(parts.year, parts.month, parts.day))
			fail_msg("day %d does not come back", (int)days);
		want = day_after(want);
	}
	assert_int_equal(want.year, 10000);
}

static void test_valid(void **state)
{
	static const struct {
		int year, month, day;
		bool valid;
	} rows[] = {
		{ 2018, 12, 31, true },
		{ 2018, 12, 32, false },
		{ 2018, 0, 1, false },
		{ 2018, 13, 1, false },
		{ 2018, 1, 0, false },
		{ 2018, -1, 1, false },
		{ 2019, 2, 29, false },
		{ 2020, 2, 29, true },
		{ 1900, 2, 29, false },
		{ 2000, 2, 29, true },
		{ 0, 1, 1, false },
		{ 10000, 1, 1, false },
		{ 9999, 12, 31, true },
		{ 1, 1, 1, true },
		{ 2018, 4, 31, false },
		{ -4, 2, 29, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(date_valid(rows[i].year, rows[i].month, rows[i].day), rows[i].valid);
	for (int year = 1896; year <= 2004; year++) {
		for (int month = 1; month <= 12; month++)
			assert_int_equal(date_month_days(year, month), month_days(year, month));
	}
}

static void test_add_months(void **state)
{
	static const struct {
		struct date_parts from;
		int months;
		struct date_parts to;
	} rows[] = {
		{ { 2018, 12, 5 }, 0, { 2018, 12, 5 } },
		{ { 2018, 12, 5 }, 1, { 2019, 1, 5 } },
		{ { 2018, 1, 31 }, 1, { 2018, 2, 28 } },
		{ { 2020, 1, 31 }, 1, { 2020, 2, 29 } },
		{ { 2020, 2, 29 }, 12, { 2021, 2, 28 } },
		{ { 2020, 2, 29 }, 36, { 2023, 2, 28 } },
		{ { 2020, 2, 29 }, 48, { 2024, 2, 29 } },
		{ { 2020, 2, 29 }, -12, { 2019, 2, 28 } },
		{ { 2018, 3, 31 }, -1, { 2018, 2, 28 } },
		{ { 2018, 5, 31 }, 1, { 2018, 6, 30 } },
		{ { 2018, 1, 15 }, -1, { 2017, 12, 15 } },
		{ { 2018, 1, 15 }, -13, { 2016, 12, 15 } },
		{ { 9999, 12, 31 }, 1, { 9999, 12, 31 } },
		{ { 1, 1, 20 }, -1, { 1, 1, 1 } },
		{ { 2018, 1, 1 }, 2147483647, { 9999, 12, 31 } },
		{ { 2018, 1, 1 }, -2147483647 - 1, { 1, 1, 1 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int32_t from = date_from(rows[i].from.year, rows[i].from.month, rows[i].from.day);
		int32_t to = date_from(rows[i].to.year, rows[i].to.month, rows[i].to.day);

		assert_int_equal(date_add_months(from, rows[i].months), to);
	}
}

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		enum date_form form;
		int year, month, day;
	} rows[] = {
		{ "2018-12-05", DATE_DAY, 2018, 12, 5 },
		{ "2018/12/5", DATE_DAY, 2018, 12, 5 },
		{ "2018-1-5", DATE_DAY, 2018, 1, 5 },
		{ "2018.12.5", DATE_DAY, 2018, 12, 5 },
		{ "2018年12月5日", DATE_DAY, 2018, 12, 5 },
		{ "2018年02月05日", DATE_DAY, 2018, 2, 5 },
		{ "20181205", DATE_DAY, 2018, 12, 5 },
		{ "2018-12-05 00:00:00", DATE_DAY, 2018, 12, 5 },
		{ "2018/12/5 0:00", DATE_DAY, 2018, 12, 5 },
		{ "2018-12-05T00:00:00", DATE_DAY, 2018, 12, 5 },
		{ "20181205 00:00", DATE_DAY, 2018, 12, 5 },
		{ "2018年12月5日 00:00", DATE_DAY, 2018, 12, 5 },
		{ "2020-02-29", DATE_DAY, 2020, 2, 29 },
		{ "0001-01-01", DATE_DAY, 1, 1, 1 },
		{ "9999-12-31", DATE_DAY, 9999, 12, 31 },
		{ "2018-12", DATE_MONTH, 2018, 12, 1 },
		{ "2018/1", DATE_MONTH, 2018, 1, 1 },
		{ "2018年12月", DATE_MONTH, 2018, 12, 1 },
		{ "201812", DATE_MONTH, 2018, 12, 1 },
		{ "2018", DATE_YEAR, 2018, 1, 1 },
		{ "2018年", DATE_YEAR, 2018, 1, 1 },
		{ "", DATE_BAD, 0, 0, 0 },
		{ "2018-02-29", DATE_BAD, 0, 0, 0 },
		{ "2018-13-01", DATE_BAD, 0, 0, 0 },
		{ "2018-00-01", DATE_BAD, 0, 0, 0 },
		{ "2018-12-32", DATE_BAD, 0, 0, 0 },
		{ "2018-12-0", DATE_BAD, 0, 0, 0 },
		{ "2018-12-", DATE_BAD, 0, 0, 0 },
		{ "2018-", DATE_BAD, 0, 0, 0 },
		{ "2018-12/05", DATE_BAD, 0, 0, 0 },
		{ "2018.12", DATE_BAD, 0, 0, 0 },
		{ "2018年12月5", DATE_BAD, 0, 0, 0 },
		{ "2018年12", DATE_BAD, 0, 0, 0 },
		{ "2018年月5日", DATE_BAD, 0, 0, 0 },
		{ "2018年12月日", DATE_BAD, 0, 0, 0 },
		{ "18-12-05", DATE_BAD, 0, 0, 0 },
		{ "0000-01-01", DATE_BAD, 0, 0, 0 },
		{ "0000", DATE_BAD, 0, 0, 0 },
		{ "12018-01-01", DATE_BAD, 0, 0, 0 },
		{ "2018-012-05", DATE_BAD, 0, 0, 0 },
		{ "2018-12-005", DATE_BAD, 0, 0, 0 },
		{ "2018120", DATE_BAD, 0, 0, 0 },
		{ "201812055", DATE_BAD, 0, 0, 0 },
		{ "20181", DATE_BAD, 0, 0, 0 },
		{ "201813", DATE_BAD, 0, 0, 0 },
		{ "20180230", DATE_BAD, 0, 0, 0 },
		{ "2018-12-05 08:30", DATE_BAD, 0, 0, 0 },
		{ "2018-12-05 00:00:01", DATE_BAD, 0, 0, 0 },
		{ "2018-12-05 00:01", DATE_BAD, 0, 0, 0 },
		{ "2018-12-05 00", DATE_BAD, 0, 0, 0 },
		{ "2018-12-05 ", DATE_BAD, 0, 0, 0 },
		{ "2018-12-0500:00", DATE_BAD, 0, 0, 0 },
		{ "2018-12-05 00:00:00x", DATE_BAD, 0, 0, 0 },
		{ "2018-12 00:00", DATE_BAD, 0, 0, 0 },
		{ "2018-12-05x", DATE_BAD, 0, 0, 0 },
		{ "+2018-12-05", DATE_BAD, 0, 0, 0 },
		{ "-2018-12-05", DATE_BAD, 0, 0, 0 },
		{ "2018--5", DATE_BAD, 0, 0, 0 },
		{ "05/12/2018", DATE_BAD, 0, 0, 0 },
		{ "二〇一八年", DATE_BAD, 0, 0, 0 },
		{ "2018年12月5日x", DATE_BAD, 0, 0, 0 },
		{ "2018\xe5\xb9", DATE_BAD, 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int32_t days = 12345678;
		enum date_form form = date_parse(text_of(rows[i].text), &days);

		if (form != rows[i].form)
			fail_msg("'%s' read as form %d", rows[i].text, (int)form);
		assert_int_equal(days, form ? date_from(rows[i].year, rows[i].month, rows[i].day) : 12345678);
	}
}

static void test_serial(void **state)
{
	static const struct {
		int64_t serial;
		const char *day;
	} rows[] = {
		{ 1, "1900-01-01" },
		{ 59, "1900-02-28" },
		{ 61, "1900-03-01" },
		{ 25569, "1970-01-01" },
		{ 43439, "2018-12-05" },
		{ 2958465, "9999-12-31" },
		{ 0, NULL },
		{ -1, NULL },
		{ 60, NULL },
		{ 2958466, NULL },
		{ INT64_MAX, NULL },
		{ INT64_MIN, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int32_t days;
		char text[11];

		assert_int_equal(date_from_serial(rows[i].serial, &days), rows[i].day != NULL);
		if (!rows[i].day)
			continue;
		date_print(days, text);
		assert_string_equal(text, rows[i].day);
	}
}

static void test_print_and_parse(void **state)
{
	static const char *const forms[] = { "%04d-%02d-%02d", "%04d/%d/%d", "%04d.%d.%d", "%04d年%d月%d日", "%04d%02d%02d" };
	uint64_t seed = 20181205;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		int32_t days = DATE_MIN + (int32_t)random_below(&seed, DATE_MAX - DATE_MIN + 1);
		struct date_parts parts = date_split(days);
		char text[64];
		int32_t again = 0;

		snprintf(text, sizeof text, forms[0], parts.year, parts.month, parts.day);
		{
			char printed[11];

			date_print(days, printed);
			assert_string_equal(printed, text);
		}
		for (size_t form = 0; form < sizeof forms / sizeof forms[0]; form++) {
			snprintf(text, sizeof text, forms[form], parts.year, parts.month, parts.day);
			assert_int_equal(date_parse(text_of(text), &again), DATE_DAY);
			assert_int_equal(again, days);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_days),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_add_months),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_serial),
		cmocka_unit_test(test_print_and_parse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
