/* Tests of model/period.c. */
#include "model/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static period read(const char *text)
{
	period p = PERIOD_NONE;
	assert_true(period_parse(text_of(text), &p));
	return p;
}

static void assert_prints(period p, const char *text)
{
	char out[PERIOD_TEXT_BYTES];
	period_print(p, out);
	assert_string_equal(out, text);
}

static void forms(void **state)
{
	static const struct {
		const char *text, *printed;
		int year, month, months;
	} rows[] = {
		{ "2018", "2018", 2018, 1, 12 },
		{ "0001", "0001", 1, 1, 12 },
		{ "9999", "9999", 9999, 1, 12 },
		{ "2018H1", "2018H1", 2018, 1, 6 },
		{ "2018H2", "2018H2", 2018, 7, 6 },
		{ "2018Q1", "2018Q1", 2018, 1, 3 },
		{ "2018Q4", "2018Q4", 2018, 10, 3 },
		{ "2018-01", "2018-01", 2018, 1, 1 },
		{ "2018-12", "2018-12", 2018, 12, 1 },
		{ "2018-01..2018-10", "2018-01..2018-10", 2018, 1, 10 },
		{ "2018-02..2018-04", "2018-02..2018-04", 2018, 2, 3 },
		{ "2018-01..2018-12", "2018", 2018, 1, 12 },
		{ "2018-07..2018-12", "2018H2", 2018, 7, 6 },
		{ "2018-04..2018-06", "2018Q2", 2018, 4, 3 },
		{ "2018-05..2018-05", "2018-05", 2018, 5, 1 },
		{ "2017-07..2018-06", "2017-07..2018-06", 2017, 7, 12 },
		{ "9999-12", "9999-12", 9999, 12, 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		period p = read(rows[i].text);
		assert_int_equal(p, period_make(rows[i].year * 12 + rows[i].month - 1, rows[i].months));
		assert_int_equal(p, (rows[i].year * 12 + rows[i].month - 1) * 16 + rows[i].months - 1);
		assert_prints(p, rows[i].printed);
	}
}

static void bad_forms(void **state)
{
	static const char *const rows[] = { "", "0000", "201", "20188", "2018H0", "2018H3", "2018Q0", "2018Q5", "2018M1",
		"2018q1", "2018-00", "2018-13", "2018/10", "0000-05", "2018-1", "2018-10..2018-01", "2018-01..2019-01",
		"2018-01.-2018-10", "2018-01..2018-13", " 2018", "2018 ", "-018", "2O18", "2018-01..2018-1", "0000H1" };
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		period p = 4711;
		assert_false(period_parse(text_of(rows[i]), &p));
		assert_int_equal(p, 4711);
	}
}

static void days(void **state)
{
	static const struct {
		const char *text;
		struct date_parts first, last;
	} rows[] = {
		{ "2018", { 2018, 1, 1 }, { 2018, 12, 31 } },
		{ "2016Q1", { 2016, 1, 1 }, { 2016, 3, 31 } },
		{ "2016-02", { 2016, 2, 1 }, { 2016, 2, 29 } },
		{ "1900-02", { 1900, 2, 1 }, { 1900, 2, 28 } },
		{ "2018-01..2018-10", { 2018, 1, 1 }, { 2018, 10, 31 } },
		{ "2017-11..2018-02", { 2017, 11, 1 }, { 2018, 2, 28 } },
		{ "9999", { 9999, 1, 1 }, { 9999, 12, 31 } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		period p = read(rows[i].text);
		assert_int_equal(period_first_day(p), date_from(rows[i].first.year, rows[i].first.month, rows[i].first.day));
		assert_int_equal(period_last_day(p), date_from(rows[i].last.year, rows[i].last.month, rows[i].last.day));
	}
}

static void holding(void **state)
{
	static const struct {
		enum grain grain;
		struct date_parts day;
		const char *text;
	} rows[] = {
		{ GRAIN_YEAR, { 2018, 1, 1 }, "2018" },
		{ GRAIN_YEAR, { 2018, 12, 31 }, "2018" },
		{ GRAIN_HALF, { 2018, 6, 30 }, "2018H1" },
		{ GRAIN_HALF, { 2018, 7, 1 }, "2018H2" },
		{ GRAIN_QUARTER, { 2018, 9, 30 }, "2018Q3" },
		{ GRAIN_QUARTER, { 2018, 10, 1 }, "2018Q4" },
		{ GRAIN_MONTH, { 2016, 2, 29 }, "2016-02" },
		{ GRAIN_MONTH, { 1, 1, 1 }, "0001-01" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int32_t day = date_from(rows[i].day.year, rows[i].day.month, rows[i].day.day);
		period p = period_holding(rows[i].grain, day);
		enum grain grain = GRAIN_COUNT;
		assert_prints(p, rows[i].text);
		assert_true(period_grain(p, &grain));
		assert_int_equal(grain, rows[i].grain);
		assert_true(period_first_day(p) <= day && day <= period_last_day(p));
	}
}

static void grains(void **state)
{
	enum grain grain = GRAIN_COUNT;
	(void)state;
	assert_false(period_grain(read("2018-01..2018-10"), &grain));
	assert_false(period_grain(read("2018-02..2018-04"), &grain));
	assert_false(period_grain(read("2017-07..2018-06"), &grain));
	assert_false(period_grain(PERIOD_NONE, &grain));
	assert_int_equal(grain, GRAIN_COUNT);
	assert_string_equal(grain_name(GRAIN_YEAR), "year");
	assert_string_equal(grain_name(GRAIN_MONTH), "month");
	assert_int_equal(grain_months(GRAIN_HALF), 6);
	assert_int_equal(grain_months(GRAIN_QUARTER), 3);
}

static void neighbours(void **state)
{
	static const struct {
		const char *text, *previous, *next, *year_before;
	} rows[] = {
		{ "2018", "2017", "2019", "2017" },
		{ "2018H1", "2017H2", "2018H2", "2017H1" },
		{ "2018Q1", "2017Q4", "2018Q2", "2017Q1" },
		{ "2018-01", "2017-12", "2018-02", "2017-01" },
		{ "2018-12", "2018-11", "2019-01", "2017-12" },
		{ "2018-01..2018-10", "2017-03..2017-12", "2018-11..2019-08", "2017-01..2017-10" },
		{ "2018-03..2018-04", "2018-01..2018-02", "2018-05..2018-06", "2017-03..2017-04" },
		{ "0001", "", "0002", "" },
		{ "0001Q2", "0001Q1", "0001Q3", "" },
		{ "9999", "9998", "", "9998" },
		{ "9999-12", "9999-11", "", "9998-12" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		period p = read(rows[i].text);
		assert_prints(period_previous(p), rows[i].previous);
		assert_prints(period_next(p), rows[i].next);
		assert_prints(period_year_before(p), rows[i].year_before);
	}
	assert_int_equal(period_previous(PERIOD_NONE), PERIOD_NONE);
	assert_int_equal(period_year_before(PERIOD_NONE), PERIOD_NONE);
}

static void numbers(void **state)
{
	(void)state;
	for (int g = 0; g < GRAIN_COUNT; g++) {
		enum grain grain = (enum grain)g;
		period p = period_holding(grain, date_from(2015, 11, 30));
		for (int i = 0; i < 40; i++) {
			period next = period_next(p);
			assert_int_equal(period_number(grain, next), period_number(grain, p) + 1);
			assert_int_equal(period_numbered(grain, period_number(grain, next)), next);
			assert_int_equal(period_first_day(next), period_last_day(p) + 1);
			p = next;
		}
		assert_int_equal(period_numbered(grain, -1), PERIOD_NONE);
		assert_int_equal(period_numbered(grain, 0), PERIOD_NONE);
		assert_int_equal(period_numbered(grain, INT32_MAX), PERIOD_NONE);
	}
	assert_int_equal(period_number(GRAIN_YEAR, read("2018")), 2018);
}

static void order(void **state)
{
	static const char *const rows[] = { "2017-12", "2018-01", "2018Q1", "2018H1", "2018-01..2018-10", "2018", "2018-02",
		"2019" };
	(void)state;
	for (size_t i = 0; i + 1 < COUNT(rows); i++)
		assert_true(read(rows[i]) < read(rows[i + 1]));
	assert_int_equal(period_make(2018 * 12, 0), PERIOD_NONE);
	assert_int_equal(period_make(2018 * 12, 13), PERIOD_NONE);
	assert_int_equal(period_make(9999 * 12 + 11, 2), PERIOD_NONE);
	assert_prints(PERIOD_NONE, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(bad_forms),
		cmocka_unit_test(days),
		cmocka_unit_test(holding),
		cmocka_unit_test(grains),
		cmocka_unit_test(neighbours),
		cmocka_unit_test(numbers),
		cmocka_unit_test(order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
