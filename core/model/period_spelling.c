/* Model: reading periods as offices write them. Knows words and digits; what a period is, is period.c's. */
#include "model/period_spelling.h"

#include <string.h>

enum { SPELLING_BYTES = 64, YEAR_LEAST = 1900, YEAR_MOST = 2199 };

/* Parts of a year that have a name: first month from 0, months. */
static const struct {
	const char *word;
	int first, months;
} parts[] = {
	{ "", 0, 12 },
	{ "全年", 0, 12 },
	{ "末", 0, 12 },
	{ "底", 0, 12 },
	{ "上半年", 0, 6 },
	{ "下半年", 6, 6 },
	{ "前三季度", 0, 9 },
	{ "一季度", 0, 3 },
	{ "二季度", 3, 3 },
	{ "三季度", 6, 3 },
	{ "四季度", 9, 3 },
	{ "第一季度", 0, 3 },
	{ "第二季度", 3, 3 },
	{ "第三季度", 6, 3 },
	{ "第四季度", 9, 3 },
	{ "1季度", 0, 3 },
	{ "2季度", 3, 3 },
	{ "3季度", 6, 3 },
	{ "4季度", 9, 3 },
	{ "第1季度", 0, 3 },
	{ "第2季度", 3, 3 },
	{ "第3季度", 6, 3 },
	{ "第4季度", 9, 3 },
};

/* What may stand between two months. */
static const char *const dashes[] = { "-", "–", "—", "~", "至", "到", ".." };

static const char *const month_words[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二" };

static bool take(struct text *text, const char *word)
{
	size_t bytes = strlen(word);
	if (!text_starts(*text, word))
		return false;
	*text = (struct text){ text->at + bytes, text->len - bytes };
	return true;
}

static bool take_end(struct text *text, const char *word)
{
	size_t bytes = strlen(word);
	if (text->len < bytes || memcmp(text->at + text->len - bytes, word, bytes) != 0)
		return false;
	text->len -= bytes;
	return true;
}

/* Up to `digits` of them; their number, 0 where there are none. */
static int take_number(struct text *text, size_t digits)
{
	int number = 0;
	for (size_t i = 0; i < digits && text->len && text->at[0] >= '0' && text->at[0] <= '9'; i++) {
		number = number * 10 + (text->at[0] - '0');
		*text = (struct text){ text->at + 1, text->len - 1 };
	}
	return number;
}

/* 10月, 十月; 0 where there is none. The 月 of the first of two months may be left out. */
static int take_month(struct text *text)
{
	struct text rest = *text;
	int month = take_number(&rest, 2);
	for (int i = 12; month == 0 && i > 0; i--)
		if (take(&rest, month_words[i - 1]))
			month = i;
	if (month < 1 || month > 12)
		return 0;
	if (!take(&rest, "月份"))
		take(&rest, "月");
	*text = rest;
	return month;
}

/* 10月, 1-10月, 1月至10月; the text ends with 月. */
static bool read_months(struct text text, int year, period *p)
{
	take_end(&text, "累计");
	struct text tail = text;
	bool worded = take_end(&tail, "月") || take_end(&tail, "月份");
	int first = worded ? take_month(&text) : 0, last = first;
	for (size_t i = 0; first && text.len && i < sizeof(dashes) / sizeof(dashes[0]); i++)
		if (take(&text, dashes[i])) {
			last = take_month(&text);
			break;
		}
	if (!first || last < first || text.len)
		return false;
	*p = period_make(year * 12 + first - 1, last - first + 1);
	return *p != PERIOD_NONE;
}

static bool read_part(struct text text, int year, period *p)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (text_is(text, parts[i].word)) {
			*p = period_make(year * 12 + parts[i].first, parts[i].months);
			return *p != PERIOD_NONE;
		}
	return read_months(text, year, p);
}

/* 201810, 2018.10, 2018/10. */
static bool read_digits(struct text text, period *p)
{
	int year = take_number(&text, 4);
	if (!take(&text, "."))
		take(&text, "/");
	size_t left = text.len;
	int month = take_number(&text, 2);
	if (year < YEAR_LEAST || year > YEAR_MOST || month < 1 || month > 12 || text.len || left == 0)
		return false;
	*p = period_make(year * 12 + month - 1, 1);
	return *p != PERIOD_NONE;
}

bool period_read(struct text text, int year, period *p)
{
	char folded[SPELLING_BYTES];
	if (period_parse(text, p))
		return true;
	if (text.len > sizeof(folded))
		return false;
	struct text rest = { folded, text_fold_label(text, folded) };
	if (read_digits(rest, p) || period_parse(rest, p))
		return true;
	take(&rest, "截至");
	struct text behind = rest;
	int said = take_number(&behind, 4);
	if (said >= YEAR_LEAST && said <= YEAR_MOST && take(&behind, "年"))
		return read_part(behind, said, p);
	return year != 0 && rest.len && read_part(rest, year, p);
}
