/* Base: civil days. Knows the proleptic Gregorian calendar and the ways a date is written in a register. */
#include "base/date.h"

#include <stdio.h>

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return days[month - 1] + (month == 2 && leap(year));
}

bool date_valid(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= date_month_days(year, month);
}

/* Counted in eras of 400 years whose years begin in March, so that the leap day is the last of a year. */
int32_t date_from(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400, of_era = y % 400;
	int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct date_parts date_split(int32_t days)
{
	int z = days + 719468;
	int era = z / 146097, of_era = z % 146097;
	int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int m = (5 * of_year + 2) / 153;
	int month = m < 10 ? m + 3 : m - 9;
	return (struct date_parts){ year + era * 400 + (month <= 2), month, of_year - (153 * m + 2) / 5 + 1 };
}

int32_t date_add_months(int32_t days, int months)
{
	struct date_parts p = date_split(days);
	int64_t month = (int64_t)p.year * 12 + p.month - 1 + months;
	if (month < 12)
		return DATE_MIN;
	if (month >= 10000 * 12)
		return DATE_MAX;
	int year = (int)(month / 12), of_year = (int)(month % 12) + 1;
	int last = date_month_days(year, of_year);
	return date_from(year, of_year, p.day < last ? p.day : last);
}

/* Up to `most` digits at *at; the number, or -1 when there is none. */
static int digits(struct text text, size_t *at, int most)
{
	int value = -1;
	for (int n = 0; n < most && *at < text.len && text.at[*at] >= '0' && text.at[*at] <= '9'; n++, (*at)++)
		value = (value < 0 ? 0 : value) * 10 + (text.at[*at] - '0');
	return value;
}

static bool eat(struct text text, size_t *at, const char *mark)
{
	struct text rest = { text.at + *at, text.len - *at };
	if (!text_starts(rest, mark))
		return false;
	*at += text_of(mark).len;
	return true;
}

static bool midnight(struct text rest)
{
	static const char *const forms[] = { "", " 00:00", " 00:00:00", " 0:00", " 0:00:00", "T00:00:00" };
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (text_is(rest, forms[i]))
			return true;
	return false;
}

static enum date_form form(enum date_form form, int year, int month, int day, int32_t *days)
{
	if (!date_valid(year, month, day))
		return DATE_BAD;
	*days = date_from(year, month, day);
	return form;
}

static enum date_form compact(struct text text, int32_t *days)
{
	size_t at = 0;
	int number = digits(text, &at, 8);
	if (text.len == 8)
		return form(DATE_DAY, number / 10000, number / 100 % 100, number % 100, days);
	if (text.len == 6)
		return form(DATE_MONTH, number / 100, number % 100, 1, days);
	return text.len == 4 ? form(DATE_YEAR, number, 1, 1, days) : DATE_BAD;
}

/* 2018年12月5日, and cut behind the year or the month. */
static enum date_form chinese(struct text text, size_t at, int year, int32_t *days)
{
	if (at == text.len)
		return form(DATE_YEAR, year, 1, 1, days);
	int month = digits(text, &at, 2);
	if (!eat(text, &at, "月"))
		return DATE_BAD;
	if (at == text.len)
		return form(DATE_MONTH, year, month, 1, days);
	int day = digits(text, &at, 2);
	eat(text, &at, "日");
	return midnight((struct text){ text.at + at, text.len - at }) ? form(DATE_DAY, year, month, day, days) : DATE_BAD;
}

enum date_form date_parse(struct text text, int32_t *days)
{
	size_t at = 0;
	int year = digits(text, &at, 8);
	if (year < 0)
		return DATE_BAD;
	if (at == text.len)
		return compact(text, days);
	if (at != 4)
		return at == 8 && midnight((struct text){ text.at + at, text.len - at }) ? compact((struct text){ text.at, 8 }, days) : DATE_BAD;
	if (eat(text, &at, "年"))
		return chinese(text, at, year, days);
	char mark = text.at[at++];
	if (mark != '-' && mark != '/' && mark != '.')
		return DATE_BAD;
	int month = digits(text, &at, 2);
	if (at == text.len)
		return form(DATE_MONTH, year, month, 1, days);
	if (text.at[at++] != mark)
		return DATE_BAD;
	int day = digits(text, &at, 2);
	return midnight((struct text){ text.at + at, text.len - at }) ? form(DATE_DAY, year, month, day, days) : DATE_BAD;
}

bool date_from_serial(int64_t serial, int32_t *days)
{
	if (serial < 1 || serial > 2958465 || serial == 60)
		return false;
	*days = date_from(1899, 12, 31) + (int32_t)serial - (serial > 60);
	return true;
}

void date_print(int32_t days, char out[11])
{
	struct date_parts p = date_split(days);
	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)p.year % 10000, (unsigned)p.month % 100, (unsigned)p.day % 100);
}
