/* View: numbers for a spreadsheet. Knows how Excel writes formats and how many digits it keeps (15, IEEE 754 doubles); must not know what a cell means. */
#include "view/look.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"

enum { DIGITS_KEPT = 15, SUFFIX_BYTES_MOST = 60 };

/* What a text that begins with a number is made of. */
struct numeral {
	bool there, plus, minus;
	struct text digits; /* without the sign */
	size_t decimals;
	const char *rest; /* behind it */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct numeral numeral_of(const char *text)
{
	struct numeral n = { .plus = text[0] == '+', .minus = text[0] == '-' };
	const char *at = text + (n.plus || n.minus);
	n.digits.at = at;
	while (is_digit(*at))
		at++;
	n.there = at > n.digits.at;
	if (n.there && at[0] == '.' && is_digit(at[1])) {
		const char *point = at++;
		while (is_digit(*at))
			at++;
		n.decimals = (size_t)(at - point - 1);
	}
	n.digits.len = (size_t)(at - n.digits.at);
	n.rest = at;
	return n;
}

/* Digits that a double has to keep: without the point, zeros before the first and behind the last other one. */
static size_t digits_needed(struct text digits)
{
	size_t count = 0, last = 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.at[i] == '.' || (!count && digits.at[i] == '0'))
			continue;
		count++;
		if (digits.at[i] != '0')
			last = count;
	}
	return last;
}

/* How the number of programs stands to the one that people read. */
enum reading {
	READS_SO, /* rounded half away from zero, as a spreadsheet does it, it is that */
	READS_NEAR, /* only rounded otherwise: half to even, or from more digits */
	READS_OTHER
};

static enum reading reading_of(const struct numeral *plain, const struct numeral *shown)
{
	char text[WIDE_TEXT_BYTES];
	int64_t value;
	if (text_equal(plain->digits, shown->digits))
		return READS_SO;
	if (shown->decimals >= plain->decimals || plain->decimals > DECIMAL_SCALE_MAX ||
		decimal_parse(plain->digits, (int)plain->decimals, &value) != DECIMAL_OK)
		return READS_OTHER;
	size_t length = wide_print_rounded(value, (int)plain->decimals, (int)shown->decimals, ROUND_HALF_UP, text);
	if (text_equal((struct text){ text, length }, shown->digits))
		return READS_SO;
	struct text cut = { plain->digits.at, shown->digits.len };
	return text_equal(cut, shown->digits) ? READS_NEAR : READS_OTHER;
}

static void put(char *format, size_t *length, const char *text)
{
	size_t count = strlen(text);
	if (*length + count < LOOK_FORMAT_BYTES) {
		memcpy(format + *length, text, count + 1);
		*length += count;
	}
}

/* "/6" of a rank, " %", a unit: as it stands. */
static void put_number(char *format, size_t *length, enum column_kind kind, size_t decimals, const char *suffix)
{
	put(format, length, kind == COLUMN_ORDINAL ? "0" : "#,##0");
	for (size_t i = 0; i < decimals; i++)
		put(format, length, i ? "0" : ".0");
	if (suffix[0]) {
		put(format, length, "\"");
		put(format, length, suffix);
		put(format, length, "\"");
	}
}

/* With its separators of thousands. */
static int width_of(enum column_kind kind, const struct numeral *shown, size_t decimals)
{
	size_t whole = shown->digits.len - (shown->decimals ? shown->decimals + 1 : 0);
	size_t separators = kind == COLUMN_ORDINAL ? 0 : (whole - 1) / 3;
	return (int)(shown->plus + shown->minus + whole + separators + (decimals ? decimals + 1 : 0)) +
		text_width(text_of(shown->rest));
}

static void write_format(struct look *look, enum column_kind kind, const struct numeral *shown, size_t decimals)
{
	size_t length = 0;
	if (shown->plus) {
		put(look->format, &length, "+");
		put_number(look->format, &length, kind, decimals, shown->rest);
		put(look->format, &length, ";-");
	}
	put_number(look->format, &length, kind, decimals, shown->rest);
}

/* What stands behind the number goes into the format, so it has to be one that a format can hold. */
static bool can_follow(const char *rest)
{
	return strlen(rest) <= SUFFIX_BYTES_MOST && !strpbrk(rest, "\"\n");
}

static void look_number(enum column_kind kind, const struct numeral *plain, const char *shown_text, struct look *look)
{
	struct numeral shown = numeral_of(shown_text);
	if (!shown.there || shown.minus != plain->minus || !can_follow(shown.rest))
		shown = *plain; /* people read something else there: the number as programs have it */
	enum reading reading = reading_of(plain, &shown);
	if (reading == READS_OTHER)
		shown = *plain;
	size_t decimals = reading == READS_SO ? shown.decimals : plain->decimals;
	write_format(look, kind, &shown, decimals);
	look->width = width_of(kind, &shown, decimals);
}

void look_at(enum column_kind kind, const char *plain, const char *shown, struct look *look)
{
	look->format[0] = '\0';
	look->kind = shown && shown[0] ? LOOK_TEXT : LOOK_BLANK;
	look->width = text_width(text_of(shown));
	if (kind == COLUMN_TEXT)
		return;
	if (look->kind == LOOK_TEXT)
		look->kind = LOOK_REASON;
	if (!plain)
		return;
	struct numeral n = numeral_of(plain);
	if (!n.there || n.rest[0])
		return;
	if (digits_needed(n.digits) > DIGITS_KEPT) {
		look->kind = LOOK_DIGITS;
		return;
	}
	look->kind = LOOK_NUMBER;
	look->number = strtod(plain, NULL); /* the locale of numbers is C */
	look_number(kind, &n, shown ? shown : plain, look);
}
