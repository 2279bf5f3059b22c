/* Model: the number of a printed figure: digits, small Chinese numerals, fractions. Knows nothing of units and qualifiers. */
#include <string.h>

#include "base/decimal.h"
#include "model/printed.h"

static const struct {
	const char *word;
	int64_t value;
} numerals[] = {
	{ "零", 0 },
	{ "〇", 0 },
	{ "一", 1 },
	{ "二", 2 },
	{ "两", 2 },
	{ "三", 3 },
	{ "四", 4 },
	{ "五", 5 },
	{ "六", 6 },
	{ "七", 7 },
	{ "八", 8 },
	{ "九", 9 },
	{ "十", 10 },
	{ "百", 100 },
	{ "千", 1000 },
};

bool printed_take(struct text *text, const char *word)
{
	size_t bytes = strlen(word);
	if (!text_starts(*text, word))
		return false;
	text->at += bytes;
	text->len -= bytes;
	return true;
}

/* Next numeral of the text; -1 when there is none. */
static int64_t take_numeral(struct text *text)
{
	for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++) {
		if (printed_take(text, numerals[i].word))
			return numerals[i].value;
	}
	return -1;
}

/* 十五, 两百零五, 百: below ten thousand, places falling. */
static bool read_numerals(struct text *text, int64_t *number)
{
	int64_t sum = 0, digit = -1, place = INT64_MAX, next;
	bool any = false;
	while (!text_starts(*text, "百分") && (next = take_numeral(text)) >= 0) {
		any = true;
		if (next < 10 ? digit > 0 : digit == 0 || next >= place)
			return false;
		if (next < 10) {
			digit = next;
			continue;
		}
		sum += (digit < 0 ? 1 : digit) * next;
		place = next;
		digit = -1;
	}
	*number = sum + (digit < 0 ? 0 : digit);
	return any;
}

/* The run of digits, separators and point at the front. */
static bool read_digits(struct text *text, struct reading *reading)
{
	size_t length = 0, point = 0;
	bool minus = printed_take(text, "-") || printed_take(text, "−");
	while (length < text->len && strchr("0123456789,.", text->at[length]) != NULL && text->at[length] != '\0')
		length++;
	while (point < length && text->at[point] != '.')
		point++;
	reading->scale = point + 1 < length ? (int)(length - point - 1) : 0;
	if (length == 0 || reading->scale > DECIMAL_SCALE_MAX)
		return false;
	struct text run = { text->at, length };
	text->at += length;
	text->len -= length;
	if (decimal_parse(run, reading->scale, &reading->digits) != DECIMAL_OK)
		return false;
	reading->digits = minus ? -reading->digits : reading->digits;
	return true;
}

static bool read_number(struct text *text, struct reading *reading)
{
	bool plain = text->len > 0 && strchr("0123456789.-", text->at[0]) != NULL && text->at[0] != '\0';
	if (plain || text_starts(*text, "−"))
		return read_digits(text, reading);
	reading->scale = 0;
	return read_numerals(text, &reading->digits);
}

/* 三分之二 is a fraction; 百分之十五 is only another way to write 15%. */
bool printed_number(struct text *text, struct reading *reading)
{
	if (printed_take(text, "百分之")) {
		reading->unit = text_of("%");
		return read_number(text, reading);
	}
	if (!read_number(text, reading))
		return false;
	int64_t under = reading->digits;
	if (!printed_take(text, "分之"))
		return true;
	if (under <= 0 || reading->scale != 0 || !read_number(text, reading) || reading->scale != 0)
		return false;
	reading->under = under;
	reading->unit = text_of("分数");
	reading->exact = true;
	return true;
}
