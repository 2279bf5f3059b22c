/* Model: periods as integers. Knows the calendar only through months and the first and last day of one;
 * knows nothing of indicators or of how times of a figure behave. */
#include "model/period.h"

#include <stdio.h>

enum { MONTHS_MAX = 12, MONTH_FIRST = 12 /* 0001-01 */, MONTH_LAST = 9999 * 12 + 11 };

static const struct {
	const char *name;
	int months;
} grains[GRAIN_COUNT] = {
	[GRAIN_YEAR] = { "year", 12 },
	[GRAIN_HALF] = { "half", 6 },
	[GRAIN_QUARTER] = { "quarter", 3 },
	[GRAIN_MONTH] = { "month", 1 },
};

period period_make(int first_month, int months)
{
	if (months < 1 || months > MONTHS_MAX || first_month < MONTH_FIRST || first_month > MONTH_LAST - months + 1)
		return PERIOD_NONE;
	return first_month * 16 + months - 1;
}

int period_first_month(period p)
{
	return p / 16;
}

int period_months(period p)
{
	return p % 16 + 1;
}

int32_t period_first_day(period p)
{
	int month = period_first_month(p);
	return date_from(month / 12, month % 12 + 1, 1);
}

int32_t period_last_day(period p)
{
	int month = period_first_month(p) + period_months(p) - 1;
	int year = month / 12, of_year = month % 12 + 1;
	return date_from(year, of_year, date_month_days(year, of_year));
}

int grain_months(enum grain grain)
{
	return grains[grain].months;
}

const char *grain_name(enum grain grain)
{
	return grains[grain].name;
}

period period_holding(enum grain grain, int32_t day)
{
	struct date_parts parts = date_split(day);
	int months = grains[grain].months;
	int month = parts.year * 12 + parts.month - 1;
	return period_make(month - month % months, months);
}

period period_around(enum grain grain, period p)
{
	int months = grains[grain].months, first = period_first_month(p);
	int begin = first - first % months;
	return p >= 0 && first + period_months(p) <= begin + months ? period_make(begin, months) : PERIOD_NONE;
}

bool period_grain(period p, enum grain *grain)
{
	if (p < 0)
		return false;
	for (int g = 0; g < GRAIN_COUNT; g++) {
		if (grains[g].months == period_months(p) && period_first_month(p) % grains[g].months == 0) {
			*grain = (enum grain)g;
			return true;
		}
	}
	return false;
}

bool period_to_date(period p)
{
	return p >= 0 && period_first_month(p) % MONTHS_MAX == 0 && period_months(p) > 1 && period_months(p) < MONTHS_MAX;
}

/* The calendar ends at both ends: what lies outside it is no period, and no period stays none. */
static period shifted(period p, int months)
{
	return p < 0 ? PERIOD_NONE : period_make(period_first_month(p) + months, period_months(p));
}

period period_previous(period p)
{
	return shifted(p, -period_months(p));
}

period period_next(period p)
{
	return shifted(p, period_months(p));
}

period period_year_before(period p)
{
	return shifted(p, -12);
}

int period_number(enum grain grain, period p)
{
	return period_first_month(p) / grains[grain].months;
}

period period_numbered(enum grain grain, int number)
{
	int months = grains[grain].months;
	if (number < 0 || number > MONTH_LAST / months)
		return PERIOD_NONE;
	return period_make(number * months, months);
}

/* `count` digits at `at`, -1 when there is anything else. */
static int digits(struct text text, size_t at, size_t count)
{
	int value = 0;
	if (at + count > text.len)
		return -1;
	for (size_t i = at; i < at + count; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return -1;
		value = value * 10 + (text.at[i] - '0');
	}
	return value;
}

/* "2018-10" at `at` as a month, -1 when it is none. */
static int month_at(struct text text, size_t at)
{
	int year = digits(text, at, 4);
	int month = digits(text, at + 5, 2);
	if (year < 1 || month < 1 || month > 12 || text.at[at + 4] != '-')
		return -1;
	return year * 12 + month - 1;
}

static period parse_range(struct text text)
{
	int first = month_at(text, 0), last = month_at(text, 9);
	if (first < 0 || last < first || text.at[7] != '.' || text.at[8] != '.')
		return PERIOD_NONE;
	return period_make(first, last - first + 1);
}

/* "2018H1", "2018Q3". */
static period parse_part(struct text text)
{
	int year = digits(text, 0, 4), part = digits(text, 5, 1);
	enum grain grain = text.at[4] == 'H' ? GRAIN_HALF : GRAIN_QUARTER;
	int months = grains[grain].months;
	if (year < 1 || part < 1 || part > 12 / months || (text.at[4] != 'H' && text.at[4] != 'Q'))
		return PERIOD_NONE;
	return period_make(year * 12 + (part - 1) * months, months);
}

bool period_parse(struct text text, period *p)
{
	period found = PERIOD_NONE;
	if (text.len == 4)
		found = period_make(digits(text, 0, 4) * 12, 12);
	else if (text.len == 6)
		found = parse_part(text);
	else if (text.len == 7)
		found = period_make(month_at(text, 0), 1);
	else if (text.len == 16)
		found = parse_range(text);
	if (found == PERIOD_NONE)
		return false;
	*p = found;
	return true;
}

void period_print(period p, char out[PERIOD_TEXT_BYTES])
{
	enum grain grain = GRAIN_YEAR;
	/* Four and two digits at most, said so that the compiler knows it too. */
	unsigned first = (unsigned)period_first_month(p), last = first + (unsigned)period_months(p) - 1;
	unsigned year = first / 12 % 10000, month = first % 12 + 1;
	if (p < 0)
		out[0] = '\0';
	else if (!period_grain(p, &grain))
		snprintf(out, PERIOD_TEXT_BYTES, "%04u-%02u..%04u-%02u", year, month, last / 12 % 10000, last % 12 + 1);
	else if (grain == GRAIN_YEAR)
		snprintf(out, PERIOD_TEXT_BYTES, "%04u", year);
	else if (grain == GRAIN_MONTH)
		snprintf(out, PERIOD_TEXT_BYTES, "%04u-%02u", year, month);
	else
		snprintf(out, PERIOD_TEXT_BYTES, "%04u%c%u", year, grain == GRAIN_HALF ? 'H' : 'Q',
			(month - 1) / (unsigned)grains[grain].months + 1);
}
