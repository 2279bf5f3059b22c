/* Model: periods in names of files. Knows how offices write them; does not know which one is expected. */
#include <string.h>

#include "model/delivery.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199 }; /* 410902 is a region, not February 4109 */

static size_t digits_at(struct text text, size_t at)
{
	size_t n = at;
	while (n < text.len && text.at[n] >= '0' && text.at[n] <= '9')
		n++;
	return n - at;
}

static int number_at(struct text text, size_t at, size_t count)
{
	int number = 0;
	for (size_t i = at; i < at + count; i++)
		number = number * 10 + (text.at[i] - '0');
	return number;
}

static bool says(struct text text, size_t at, const char *word)
{
	size_t length = strlen(word);
	return at <= text.len && text.len - at >= length && memcmp(text.at + at, word, length) == 0;
}

/* Words behind the year, the longer ones first; {first month, months} of the year. */
static const struct {
	const char *word;
	int first, months;
} parts[] = {
	{ "第一季度", 0, 3 },
	{ "第二季度", 3, 3 },
	{ "第三季度", 6, 3 },
	{ "第四季度", 9, 3 },
	{ "第1季度", 0, 3 },
	{ "第2季度", 3, 3 },
	{ "第3季度", 6, 3 },
	{ "第4季度", 9, 3 },
	{ "一季度", 0, 3 },
	{ "二季度", 3, 3 },
	{ "三季度", 6, 3 },
	{ "四季度", 9, 3 },
	{ "1季度", 0, 3 },
	{ "2季度", 3, 3 },
	{ "3季度", 6, 3 },
	{ "4季度", 9, 3 },
	{ "上半年", 0, 6 },
	{ "下半年", 6, 6 },
	{ "Q1", 0, 3 },
	{ "Q2", 3, 3 },
	{ "Q3", 6, 3 },
	{ "Q4", 9, 3 },
	{ "q1", 0, 3 },
	{ "q2", 3, 3 },
	{ "q3", 6, 3 },
	{ "q4", 9, 3 },
	{ "H1", 0, 6 },
	{ "H2", 6, 6 },
	{ "h1", 0, 6 },
	{ "h2", 6, 6 },
	{ "度", 0, 12 },
	{ "全年", 0, 12 },
};

/* "10月", "10月份" at `at`, or with a plain end ("2018-10") where `bare`. Length, or 0. */
static size_t month_at(struct text text, size_t at, bool bare, int *month)
{
	size_t count = digits_at(text, at), end = at + count;
	if (count < 1 || count > 2)
		return 0;
	*month = number_at(text, at, count);
	if (*month < 1 || *month > 12)
		return 0;
	if (says(text, end, "月份"))
		return count + strlen("月份");
	if (says(text, end, "月"))
		return count + strlen("月");
	return bare ? count : 0;
}

/* What stands behind a year of four digits: its length, and the months of the year. */
static size_t behind_year(struct text text, int *first, int *months)
{
	size_t at = 4;
	int month;
	bool word = says(text, at, "年"), mark = at < text.len && (text.at[at] == '-' || text.at[at] == '.');
	size_t begin = word ? at + strlen("年") : mark ? at + 1 : at, length;
	*first = 0;
	*months = 12;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (says(text, begin, parts[i].word)) {
			*first = parts[i].first;
			*months = parts[i].months;
			return begin + strlen(parts[i].word);
		}
	if ((word || mark) && (length = month_at(text, begin, mark, &month)) > 0) {
		*first = month - 1;
		*months = 1;
		return begin + length;
	}
	return word ? begin : at;
}

/* Digits behind it, or a day behind "2018-10", say that it is no period but something longer. */
static bool goes_on(struct text text, size_t end)
{
	if (digits_at(text, end) > 0)
		return true;
	bool mark = end < text.len && (text.at[end] == '-' || text.at[end] == '.');
	size_t more = mark ? digits_at(text, end + 1) : 0;
	return more == 1 || more == 2;
}

size_t delivery_period(struct text text, period *when)
{
	size_t run = digits_at(text, 0), end = run;
	int first = 0, months = 1;
	if (run != 4 && run != 6)
		return 0;
	int year = number_at(text, 0, 4);
	if (run == 4)
		end = behind_year(text, &first, &months);
	else
		first = number_at(text, 4, 2) - 1;
	if (year < YEAR_FIRST || year > YEAR_LAST || first < 0 || first > 11 || goes_on(text, end))
		return 0;
	*when = period_make(year * 12 + first, months);
	return end;
}
