/* Room base: civil days. Knows the Gregorian calendar and the ways in which registers write a date; which of them a field
 * may hold, and what a missing one means, is told elsewhere. */
#include "base/date.h"

#include <string.h>

enum { DAYS_400_YEARS = 146097, DAYS_100_YEARS = 36524, DAYS_4_YEARS = 1461, DAYS_YEAR = 365, YEAR_MAX = 9999 };

static const short days_before[2][13] = {
	{ 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 },
	{ 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366 },
};

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_month_days(int year, int month)
{
	const short *before = days_before[is_leap(year)];

	return before[month] - before[month - 1];
}

bool date_valid(int year, int month, int day)
{
	return year >= 1 && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 && day <= date_month_days(year, month);
}

int32_t date_from(int year, int month, int day)
{
	int past = year - 1;

	return DATE_MIN + past * DAYS_YEAR + past / 4 - past / 100 + past / 400 + days_before[is_leap(year)][month - 1] + day -
		1;
}

static int at_most(int value, int limit)
{
	return value < limit ? value : limit;
}

/* Counted from 1 January of year 1, the leap day is the last day of every cycle of 4 and of 400 years: such a day would begin
 * a fifth year or century, which is why both are held at three. */
struct date_parts date_split(int32_t days)
{
	int rest = days - DATE_MIN;
	int cycles = rest / DAYS_400_YEARS;
	int centuries, fours, years, month;
	const short *before;

	rest %= DAYS_400_YEARS;
	centuries = at_most(rest / DAYS_100_YEARS, 3);
	rest -= centuries * DAYS_100_YEARS;
	fours = rest / DAYS_4_YEARS;
	rest %= DAYS_4_YEARS;
	years = at_most(rest / DAYS_YEAR, 3);
	rest -= years * DAYS_YEAR;
	years += cycles * 400 + centuries * 100 + fours * 4 + 1;
	before = days_before[is_leap(years)];
	month = rest / 32 + 1;
	if (rest >= before[month])
		month++;
	return (struct date_parts){ .year = years, .month = month, .day = rest - before[month - 1] + 1 };
}

int32_t date_add_months(int32_t days, int months)
{
	struct date_parts parts = date_split(days);
	int64_t total = (int64_t)parts.year * 12 + parts.month - 1 + months;
	int year, month;

	if (total < 12)
		return DATE_MIN;
	if (total >= (YEAR_MAX + 1) * 12)
		return DATE_MAX;
	year = (int)(total / 12);
	month = (int)(total % 12) + 1;
	return date_from(year, month, at_most(parts.day, date_month_days(year, month)));
}

/* Digits off the front, at most `most` of them; returns how many there were. */
static size_t take_number(struct text *rest, size_t most, int *value)
{
	size_t n = 0;

	*value = 0;
	while (n < most && n < rest->len && rest->at[n] >= '0' && rest->at[n] <= '9')
		*value = *value * 10 + (rest->at[n++] - '0');
	*rest = (struct text){ rest->at + n, rest->len - n };
	return n;
}

static bool take(struct text *rest, const char *mark)
{
	size_t bytes = strlen(mark);

	if (!text_starts(*rest, mark))
		return false;
	*rest = (struct text){ rest->at + bytes, rest->len - bytes };
	return true;
}

static bool take_zeros(struct text *rest, size_t least)
{
	int value;
	size_t digits = take_number(rest, 2, &value);

	return digits >= least && value == 0;
}

/* What a spreadsheet adds to a day: nothing, or a midnight. Any other hour says that the cell is not a date. */
static bool is_midnight(struct text rest)
{
	if (rest.len == 0)
		return true;
	if (!take(&rest, "T")) {
		if (!take(&rest, " "))
			return false;
		while (take(&rest, " "))
			;
	}
	if (!take_zeros(&rest, 1) || !take(&rest, ":") || !take_zeros(&rest, 2))
		return false;
	return rest.len == 0 || (take(&rest, ":") && take_zeros(&rest, 2) && rest.len == 0);
}

struct marks {
	const char *year, *month, *day;
	bool bare_month; /* a month may stand without a day and without the mark behind it */
};

/* "2018.12" is not among the months: a spreadsheet writes October as 2018.1. */
static const struct marks all_marks[] = {
	{ "-", "-", "", true },
	{ "/", "/", "", true },
	{ ".", ".", "", false },
	{ "年", "月", "日", false },
};

static enum date_form finish(enum date_form form, struct date_parts parts, int32_t *days)
{
	if (form == DATE_BAD || !date_valid(parts.year, parts.month, parts.day))
		return DATE_BAD;
	*days = date_from(parts.year, parts.month, parts.day);
	return form;
}

/* Behind the year's mark: a month, or a month and a day. */
static enum date_form parse_marked(const struct marks *marks, struct text rest, struct date_parts *parts)
{
	if (take_number(&rest, 2, &parts->month) == 0)
		return DATE_BAD;
	if (rest.len == 0)
		return marks->bare_month ? DATE_MONTH : DATE_BAD;
	if (!take(&rest, marks->month))
		return DATE_BAD;
	if (rest.len == 0)
		return *marks->day ? DATE_MONTH : DATE_BAD;
	if (take_number(&rest, 2, &parts->day) == 0 || !take(&rest, marks->day) || !is_midnight(rest))
		return DATE_BAD;
	return DATE_DAY;
}

/* 201812 and 20181205: the rest behind four digits of a year. */
static enum date_form parse_compact(struct text rest, struct date_parts *parts)
{
	if (take_number(&rest, 2, &parts->month) != 2)
		return DATE_BAD;
	if (rest.len == 0)
		return DATE_MONTH;
	if (take_number(&rest, 2, &parts->day) != 2 || !is_midnight(rest))
		return DATE_BAD;
	return DATE_DAY;
}

/* 2018-12-05, the form that files of a million rows have. */
static bool parse_iso(struct text text, struct date_parts *parts)
{
	static const char shape[] = "0000-00-00";
	int digits[10];

	if (text.len != sizeof digits / sizeof digits[0])
		return false;
	for (size_t n = 0; n < text.len; n++) {
		digits[n] = text.at[n] - shape[n];
		if ((unsigned)digits[n] > (shape[n] == '0' ? 9 : 0))
			return false;
	}
	parts->year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
	parts->month = digits[5] * 10 + digits[6];
	parts->day = digits[8] * 10 + digits[9];
	return true;
}

enum date_form date_parse(struct text text, int32_t *days)
{
	struct date_parts parts = { .month = 1, .day = 1 };

	if (parse_iso(text, &parts))
		return finish(DATE_DAY, parts, days);
	if (take_number(&text, 4, &parts.year) != 4)
		return DATE_BAD;
	if (text.len == 0 || text_is(text, "年"))
		return finish(DATE_YEAR, parts, days);
	for (size_t i = 0; i < sizeof all_marks / sizeof all_marks[0]; i++) {
		if (take(&text, all_marks[i].year))
			return finish(parse_marked(&all_marks[i], text, &parts), parts, days);
	}
	return finish(parse_compact(text, &parts), parts, days);
}

/* The 1900 system counts a 29 February 1900 that never was as number 60. */
bool date_from_serial(int64_t serial, int32_t *days)
{
	enum { SERIAL_1970 = 25569, SERIAL_LEAP = 60, SERIAL_MAX = 2958465 };

	if (serial < 1 || serial > SERIAL_MAX || serial == SERIAL_LEAP)
		return false;
	*days = (int32_t)(serial - SERIAL_1970 + (serial < SERIAL_LEAP));
	return true;
}

static void print_digits(char *end, int digits, int value)
{
	while (digits-- > 0) {
		*--end = (char)('0' + value % 10);
		value /= 10;
	}
}

void date_print(int32_t days, char out[11])
{
	struct date_parts parts = date_split(days);

	memcpy(out, "0000-00-00", 11);
	print_digits(out + 4, 4, parts.year);
	print_digits(out + 7, 2, parts.month);
	print_digits(out + 10, 2, parts.day);
}
