/* Room base: runs of bytes, their blanks, numbers and UTF-8. Knows characters, not what a text means; how wide and how near
 * texts are is told by text_width.c and text_near.c. */
#include "base/text.h"

#include <endian.h>
#include <string.h>

struct text text_of(const char *zero_terminated)
{
	if (!zero_terminated)
		return TEXT("");
	return (struct text){ zero_terminated, strlen(zero_terminated) };
}

bool text_equal(struct text a, struct text b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool text_is(struct text a, const char *b)
{
	return text_equal(a, text_of(b));
}

int text_compare(struct text a, struct text b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.at, b.at, common) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool text_starts(struct text a, const char *prefix)
{
	size_t bytes = strlen(prefix);

	return a.len >= bytes && (bytes == 0 || memcmp(a.at, prefix, bytes) == 0);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static const struct text wide_blanks[] = { { "\xc2\xa0", 2 }, { "\xe3\x80\x80", 3 }, { "\xef\xbb\xbf", 3 } };

/* Bytes of the blank at the front (or at the back) of `a`; 0 when there is none. */
static size_t blank_bytes(struct text a, bool back)
{
	if (a.len == 0)
		return 0;
	if (is_blank(a.at[back ? a.len - 1 : 0]))
		return 1;
	for (size_t i = 0; i < sizeof wide_blanks / sizeof wide_blanks[0]; i++) {
		struct text blank = wide_blanks[i];

		if (a.len >= blank.len && memcmp(a.at + (back ? a.len - blank.len : 0), blank.at, blank.len) == 0)
			return blank.len;
	}
	return 0;
}

static bool is_plain(char c)
{
	return c > ' ' && c < 0x7f;
}

struct text text_trim(struct text a)
{
	size_t bytes;

	if (a.len > 0 && is_plain(a.at[0]) && is_plain(a.at[a.len - 1]))
		return a;
	while ((bytes = blank_bytes(a, false)) > 0) {
		a.at += bytes;
		a.len -= bytes;
	}
	while ((bytes = blank_bytes(a, true)) > 0)
		a.len -= bytes;
	return a;
}

bool text_next(struct text *rest, char separator, struct text *part)
{
	struct text left = text_trim(*rest);
	const char *end = left.len ? memchr(left.at, separator, left.len) : NULL;
	size_t bytes = end ? (size_t)(end - left.at) : left.len;
	size_t taken = end ? bytes + 1 : bytes;

	if (left.len == 0)
		return false;
	*part = text_trim((struct text){ left.at, bytes });
	*rest = (struct text){ left.at + taken, left.len - taken };
	return true;
}

/* What may follow a lead byte (RFC 3629, section 4): the number of bytes and the range of the second one, which is what
 * keeps out overlong forms, surrogates and everything above U+10FFFF. */
struct lead {
	unsigned char first, last, bytes, low, high;
};

static const struct lead leads[] = {
	{ 0xe1, 0xec, 3, 0x80, 0xbf },
	{ 0xee, 0xef, 3, 0x80, 0xbf },
	{ 0xc2, 0xdf, 2, 0x80, 0xbf },
	{ 0xe0, 0xe0, 3, 0xa0, 0xbf },
	{ 0xed, 0xed, 3, 0x80, 0x9f },
	{ 0xf0, 0xf0, 4, 0x90, 0xbf },
	{ 0xf1, 0xf3, 4, 0x80, 0xbf },
	{ 0xf4, 0xf4, 4, 0x80, 0x8f },
};

static bool follows(unsigned char c)
{
	return (c & 0xc0u) == 0x80u;
}

/* Bytes of the sequence of two to four at `at`; 0 when it is not one. */
static size_t sequence_bytes(const unsigned char *at, size_t left)
{
	size_t row = 0;
	size_t rows = sizeof leads / sizeof leads[0];
	const struct lead *lead = leads;

	while (row < rows && (at[0] < leads[row].first || at[0] > leads[row].last))
		row++;
	if (row == rows)
		return 0;
	lead = &leads[row];
	if (left < lead->bytes || at[1] < lead->low || at[1] > lead->high)
		return 0;
	for (size_t i = 2; i < lead->bytes; i++) {
		if (!follows(at[i]))
			return 0;
	}
	return lead->bytes;
}

static size_t ascii_bytes(const unsigned char *at, size_t left)
{
	size_t n = 0;
	uint64_t eight;

	for (; left - n >= sizeof eight; n += sizeof eight) {
		memcpy(&eight, at + n, sizeof eight);
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (n < left && at[n] < 0x80)
		n++;
	return n;
}

/* Bytes of a run of sequences with a lead byte of E4 to E9, which is what nearly every Chinese character has: all that
 * follows them is allowed, so three bytes are judged at once. */
static size_t ideograph_bytes(const unsigned char *at, size_t left)
{
	size_t n = 0;
	uint32_t four;

	for (; left - n > 3; n += 3) {
		memcpy(&four, at + n, sizeof four);
		four = le32toh(four);
		if ((four & 0xc0c0f0) != 0x8080e0 || (four & 0xff) - 0xe4 > 0xe9 - 0xe4)
			break;
	}
	return n;
}

size_t text_utf8_bad(struct text a)
{
	const unsigned char *at = (const unsigned char *)a.at;
	size_t n = 0;

	while (n < a.len) {
		size_t bytes;

		if (at[n] < 0x80) {
			n += ascii_bytes(at + n, a.len - n);
			continue;
		}
		n += ideograph_bytes(at + n, a.len - n);
		if (n == a.len || at[n] < 0x80)
			continue;
		bytes = sequence_bytes(at + n, a.len - n);
		if (bytes == 0)
			return n;
		n += bytes;
	}
	return n;
}

bool text_utf8_valid(struct text a)
{
	return text_utf8_bad(a) == a.len;
}

size_t text_utf8_next(struct text a, uint32_t *point)
{
	const unsigned char *at = (const unsigned char *)a.at;
	size_t bytes;

	*point = 0;
	if (a.len == 0)
		return 0;
	if (at[0] < 0x80) {
		*point = at[0];
		return 1;
	}
	bytes = sequence_bytes(at, a.len);
	if (bytes == 0) {
		*point = 0xfffd;
		return 1;
	}
	*point = at[0] & (0x7fu >> bytes);
	for (size_t i = 1; i < bytes; i++)
		*point = *point << 6 | (at[i] & 0x3fu);
	return bytes;
}

struct text text_take_brackets(struct text *label)
{
	static const struct {
		const char *open, *close;
	} brackets[] = { { "（", "）" }, { "(", ")" }, { "(", "）" }, { "（", ")" }, { "[", "]" } };
	for (size_t i = 0; i < sizeof(brackets) / sizeof(brackets[0]); i++) {
		size_t end = strlen(brackets[i].close), begin = strlen(brackets[i].open);
		if (label->len < end + begin || memcmp(label->at + label->len - end, brackets[i].close, end) != 0)
			continue;
		const char *open = NULL;
		for (size_t at = 0; at + begin <= label->len - end; at++)
			if (memcmp(label->at + at, brackets[i].open, begin) == 0)
				open = label->at + at;
		if (!open)
			continue;
		struct text inside = { open + begin, (size_t)(label->at + label->len - end - (open + begin)) };
		*label = text_trim((struct text){ label->at, (size_t)(open - label->at) });
		return text_trim(inside);
	}
	return (struct text){ "", 0 };
}

bool text_is_name(struct text a)
{
	if (a.len == 0 || a.len > 63 || a.at[0] < 'a' || a.at[0] > 'z')
		return false;
	for (size_t i = 1; i < a.len; i++) {
		char c = a.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
			return false;
	}
	return true;
}

bool text_to_int64(struct text a, int64_t *value)
{
	bool negative = a.len > 0 && a.at[0] == '-';
	size_t n = negative ? 1 : 0;
	int64_t sum = 0;

	if (n == a.len)
		return false;
	for (; n < a.len; n++) {
		int digit = a.at[n] - '0';

		if (digit < 0 || digit > 9)
			return false;
		if (__builtin_mul_overflow(sum, 10, &sum) || __builtin_add_overflow(sum, negative ? -digit : digit, &sum))
			return false;
	}
	*value = sum;
	return true;
}

/* Behind a sign: digits, separators, a percent sign at the end. */
static bool is_unsigned_number(struct text a)
{
	size_t digits = 0;
	if (a.len && a.at[a.len - 1] == '%')
		a.len--;
	for (size_t i = 0; i < a.len; i++) {
		bool digit = a.at[i] >= '0' && a.at[i] <= '9';
		digits += digit;
		if (!digit && a.at[i] != '.' && a.at[i] != ',')
			return false;
	}
	return digits > 0;
}

bool text_is_formula(struct text a)
{
	uint32_t point;
	size_t length = text_utf8_next(a, &point);
	if (length == 0)
		return false;
	if (point >= 0xff01 && point <= 0xff5e)
		point -= 0xff01 - '!';
	if (point != '=' && point != '+' && point != '-' && point != '@' && point != '\t' && point != '\r')
		return false;
	struct text rest = { a.at + length, a.len - length };
	return !(point == '-' && rest.len == 0) && !((point == '-' || point == '+') && is_unsigned_number(rest));
}
