/* IO: numbers of a sheet as exact text. Works on the digits that the file has, never on binary floating point; knows dates as counts of days. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "io/workbook_inner.h"

/* A spreadsheet keeps and shows 15 digits; what stands behind them are the leavings of its arithmetic. */
enum { DIGITS_KEPT = 15, DIGITS_READ = 40, EXPONENT_MAX = 320, DAYS_1904 = 1462, SECONDS_A_DAY = 86400, FRACTION_DIGITS = 12 };

/* digits[0].digits[1]... * 10^exponent; no digits are zero. */
struct number {
	bool negative;
	unsigned count;
	int exponent;
	char digits[DIGITS_READ];
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool take_exponent(const char *at, const char *end, int *exponent)
{
	bool negative = at < end && *at == '-';
	int value = 0;
	at += at < end && (*at == '-' || *at == '+');
	if (at == end)
		return false;
	for (; at < end; at++) {
		if (!is_digit(*at))
			return false;
		value = value < 100000 ? value * 10 + (*at - '0') : value;
	}
	*exponent = negative ? -value : value;
	return true;
}

static bool take(struct text said, struct number *n)
{
	const char *at = said.at, *end = said.at + said.len;
	int point = -1, places = 0, exponent = 0;
	*n = (struct number){ .negative = at < end && *at == '-' };
	at += at < end && (*at == '-' || *at == '+');
	const char *first = at;
	for (; at < end && (is_digit(*at) || (*at == '.' && point < 0)); at++) {
		if (*at == '.') {
			point = places;
			continue;
		}
		bool leading = n->count == 0 && *at == '0';
		if (!leading && n->count == 0)
			n->exponent = places;
		if (!leading && n->count < DIGITS_READ)
			n->digits[n->count++] = *at;
		places++;
	}
	if (at == first || places == 0)
		return false;
	if (at < end && (*at | 0x20) == 'e') {
		if (!take_exponent(at + 1, end, &exponent))
			return false;
	} else if (at < end) {
		return false;
	}
	/* The first digit stands at place n->exponent of `places`; the point behind `point` of them. */
	n->exponent = (point < 0 ? places : point) - 1 - n->exponent + exponent;
	return n->exponent <= EXPONENT_MAX && n->exponent >= -EXPONENT_MAX;
}

static void strip(struct number *n)
{
	while (n->count && n->digits[n->count - 1] == '0')
		n->count--;
	if (n->count == 0) {
		n->negative = false;
		n->exponent = 0;
	}
}

/* To 15 digits, half away from zero. */
static void shorten(struct number *n)
{
	if (n->count > DIGITS_KEPT) {
		bool up = n->digits[DIGITS_KEPT] >= '5';
		n->count = DIGITS_KEPT;
		for (unsigned i = n->count; up && i-- > 0;) {
			up = n->digits[i] == '9';
			n->digits[i] = (char)(up ? '0' : n->digits[i] + 1);
		}
		if (up) { /* all were nines */
			n->digits[0] = '1';
			n->exponent++;
		}
	}
	strip(n);
}

static struct text print(const struct number *n, unsigned zeros, char *out)
{
	char *at = out;
	int whole = n->exponent < 0 ? 1 : n->exponent + 1;
	if (n->negative)
		*at++ = '-';
	for (int pad = (int)zeros - whole; pad > 0; pad--)
		*at++ = '0';
	if (n->exponent < 0 || n->count == 0)
		*at++ = '0';
	for (int place = 0; n->count && place <= n->exponent; place++)
		*at++ = (unsigned)place < n->count ? n->digits[place] : '0';
	int done = n->exponent + 1;
	if (n->count && done < (int)n->count) {
		*at++ = '.';
		for (int pad = done; pad < 0; pad++)
			*at++ = '0';
		for (unsigned i = done > 0 ? (unsigned)done : 0; i < n->count; i++)
			*at++ = n->digits[i];
	}
	return (struct text){ out, (size_t)(at - out) };
}

/* --- dates --- */

/* Days and seconds of a serial number; the half second that binary fractions lack at midnight is rounded. */
static bool split_serial(const struct number *n, int64_t *days, int64_t *seconds)
{
	uint64_t fraction = 0;
	*days = 0;
	if (n->negative || n->exponent > 7)
		return false;
	for (int place = 0; place <= n->exponent; place++)
		*days = *days * 10 + ((unsigned)place < n->count ? n->digits[place] - '0' : 0);
	for (int place = n->exponent + 1; place < n->exponent + 1 + FRACTION_DIGITS; place++)
		fraction = fraction * 10 + (place >= 0 && (unsigned)place < n->count ? (uint64_t)(n->digits[place] - '0') : 0);
	*seconds = (int64_t)((fraction * SECONDS_A_DAY + 500000000000) / 1000000000000);
	if (*seconds == SECONDS_A_DAY) {
		++*days;
		*seconds = 0;
	}
	return true;
}

static size_t print_time(int64_t seconds, char *out)
{
	return (size_t)snprintf(out, 32, "%02lld:%02lld:%02lld", (long long)(seconds / 3600), (long long)(seconds / 60 % 60),
		(long long)(seconds % 60));
}

static enum cell_mark mark_of_date(enum format_kind kind, int64_t seconds)
{
	if (kind == FORMAT_MOMENT || (kind == FORMAT_TIME && seconds))
		return CELL_MOMENT;
	return kind == FORMAT_MONTH ? CELL_MONTH : kind == FORMAT_YEAR ? CELL_YEAR : CELL_DAY;
}

/* False where the number is no date of the calendar: it stays a number. */
static bool print_date(
	const struct number *n, enum format_kind kind, bool date1904, char *out, struct text *text, enum cell_mark *mark)
{
	int64_t days, seconds;
	int32_t day;
	if (!split_serial(n, &days, &seconds))
		return false;
	if (kind == FORMAT_ELAPSED || (kind == FORMAT_TIME && days == 0)) {
		*mark = CELL_TIME;
		*text = (struct text){ out, print_time(days * SECONDS_A_DAY + seconds, out) };
		return true;
	}
	if (!date_from_serial(days + (date1904 ? DAYS_1904 : 0), &day))
		return false;
	*mark = mark_of_date(kind, seconds);
	date_print(day, out);
	size_t bytes = 10;
	if (*mark == CELL_MOMENT) {
		out[bytes++] = ' ';
		bytes += print_time(seconds, out + bytes);
	}
	*text = (struct text){ out, bytes };
	return true;
}

/* Most numbers are written as they are meant: few digits, no exponent, no zero that says nothing. */
static bool is_plain(struct text said)
{
	size_t at = said.len && said.at[0] == '-', digits = said.len - at;
	bool point = false;
	if (digits == 0 || digits > DIGITS_KEPT || (said.at[at] == '0' && digits > 1 && said.at[at + 1] != '.') ||
		(at && said.at[at] == '0'))
		return false;
	for (size_t i = at; i < said.len; i++) {
		if (said.at[i] == '.' && !point && i > at)
			point = true;
		else if (!is_digit(said.at[i]))
			return false;
	}
	return !point || (said.at[said.len - 1] != '0' && said.at[said.len - 1] != '.');
}

struct text number_text(struct text said, struct format format, bool date1904, char *out, enum cell_mark *mark)
{
	struct number n;
	struct text text;
	*mark = CELL_NUMBER;
	if (format.kind == FORMAT_NUMBER && !format.zeros && is_plain(said))
		return said;
	if (!take(said, &n)) {
		*mark = CELL_TEXT;
		return said;
	}
	shorten(&n);
	if (n.count && n.exponent >= DIGITS_KEPT) {
		*mark = CELL_DAMAGED;
		return print(&n, 0, out);
	}
	if (format.kind == FORMAT_PERCENT) {
		n.exponent += n.count ? 2 : 0;
		text = print(&n, 0, out);
		out[text.len++] = '%';
		*mark = CELL_PERCENT;
		return text;
	}
	if (format.kind != FORMAT_NUMBER && print_date(&n, (enum format_kind)format.kind, date1904, out, &text, mark))
		return text;
	return print(&n, format.zeros, out);
}

struct text iso_text(struct text said, char *out, enum cell_mark *mark)
{
	int32_t day;
	*mark = CELL_TEXT;
	if (said.len < 10 || said.len > 32 || date_parse((struct text){ said.at, 10 }, &day) != DATE_DAY)
		return said;
	*mark = CELL_DAY;
	date_print(day, out);
	if (said.len < 16 || said.at[10] != 'T' ||
		strncmp(said.at + 11, "00:00:00", said.len - 11 < 8 ? said.len - 11 : 8) == 0)
		return (struct text){ out, 10 };
	*mark = CELL_MOMENT;
	size_t bytes = said.len < 19 ? 16 : 19;
	memcpy(out + 10, said.at + 10, bytes - 10);
	out[10] = ' ';
	return (struct text){ out, bytes };
}
