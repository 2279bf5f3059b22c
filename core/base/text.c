/* Base: runs of UTF-8 bytes. Knows characters, widths and near names; nothing of files, locales or other encodings. */
#include "base/text.h"

#include <string.h>

enum { NAME_BYTES = 63 };

struct text text_of(const char *zero_terminated)
{
	return zero_terminated ? (struct text){ zero_terminated, strlen(zero_terminated) } : (struct text){ "", 0 };
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
	size_t least = a.len < b.len ? a.len : b.len;
	int order = least ? memcmp(a.at, b.at, least) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool text_starts(struct text a, const char *prefix)
{
	size_t length = strlen(prefix);
	return a.len >= length && memcmp(a.at, prefix, length) == 0;
}

/* Length of the blank that the text begins with, 0 when it begins with something. */
static size_t blank_first(struct text a)
{
	if (a.len && (a.at[0] == ' ' || (a.at[0] >= '\t' && a.at[0] <= '\r')))
		return 1;
	if (text_starts(a, "\xc2\xa0"))
		return 2;
	return text_starts(a, "\xe3\x80\x80") || text_starts(a, "\xef\xbb\xbf") ? 3 : 0;
}

static size_t blank_last(struct text a)
{
	for (size_t n = 1; n <= 3 && n <= a.len; n++)
		if (blank_first((struct text){ a.at + a.len - n, n }) == n)
			return n;
	return 0;
}

struct text text_trim(struct text a)
{
	size_t n;
	while ((n = blank_first(a)) > 0)
		a = (struct text){ a.at + n, a.len - n };
	while ((n = blank_last(a)) > 0)
		a.len -= n;
	return a;
}

bool text_next(struct text *rest, char separator, struct text *part)
{
	*rest = text_trim(*rest);
	if (rest->len == 0)
		return false;
	const char *end = memchr(rest->at, separator, rest->len);
	size_t length = end ? (size_t)(end - rest->at) : rest->len;
	*part = text_trim((struct text){ rest->at, length });
	size_t taken = end ? length + 1 : length;
	*rest = (struct text){ rest->at + taken, rest->len - taken };
	return true;
}

/* --- UTF-8 --- */

/* Length of the valid sequence at `at` (RFC 3629), 0 when there is none. */
static size_t sequence(const unsigned char *at, size_t left)
{
	unsigned char a = at[0];
	if (a < 0x80)
		return 1;
	size_t length = a >= 0xf0 ? 4 : a >= 0xe0 ? 3 : 2;
	if (a < 0xc2 || a > 0xf4 || left < length || (at[1] & 0xc0) != 0x80)
		return 0;
	if ((a == 0xe0 && at[1] < 0xa0) || (a == 0xed && at[1] > 0x9f) || (a == 0xf0 && at[1] < 0x90) || (a == 0xf4 && at[1] > 0x8f))
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

size_t text_utf8_bad(struct text a)
{
	const unsigned char *at = (const unsigned char *)a.at;
	size_t i = 0;
	while (i < a.len) {
		uint64_t eight;
		while (a.len - i >= 8 && (memcpy(&eight, at + i, 8), (eight & 0x8080808080808080ULL) == 0))
			i += 8;
		if (i == a.len)
			break;
		size_t length = sequence(at + i, a.len - i);
		if (length == 0)
			return i;
		i += length;
	}
	return a.len;
}

bool text_utf8_valid(struct text a)
{
	return text_utf8_bad(a) == a.len;
}

size_t text_utf8_next(struct text a, uint32_t *point)
{
	const unsigned char *at = (const unsigned char *)a.at;
	size_t length = a.len ? sequence(at, a.len) : 0;
	*point = 0xfffd;
	if (a.len == 0 || length == 0)
		return a.len > 0;
	*point = length == 1 ? at[0] : at[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++)
		*point = *point << 6 | (at[i] & 0x3f);
	return length;
}

/* --- width --- */

struct range {
	uint32_t first, last;
};

/* East Asian Width W and F (UAX #11), runs joined where what lies between is unassigned. */
static const struct range wide_ranges[] = { { 0x1100, 0x115f }, { 0x231a, 0x231b }, { 0x2329, 0x232a }, { 0x23e9, 0x23ec }, { 0x25fd, 0x25fe },
	{ 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x26a1, 0x26a1 }, { 0x2705, 0x2705 }, { 0x274c, 0x274c }, { 0x2753, 0x2755 }, { 0x2757, 0x2757 },
	{ 0x2795, 0x2797 }, { 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b50 }, { 0x2e80, 0x303e }, { 0x3041, 0x33ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0xa4cf },
	{ 0xa960, 0xa97f }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe10, 0xfe19 }, { 0xfe30, 0xfe6f }, { 0xff01, 0xff60 }, { 0xffe0, 0xffe6 },
	{ 0x16fe0, 0x18aff }, { 0x1b000, 0x1b2ff }, { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1faff }, { 0x20000, 0x3fffd } };
static const struct range zero_ranges[] = { { 0x0, 0x1f }, { 0x7f, 0x9f }, { 0x300, 0x36f }, { 0x483, 0x489 }, { 0x591, 0x5bd }, { 0x610, 0x61a },
	{ 0x64b, 0x65f }, { 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x2064 }, { 0x20d0, 0x20f0 }, { 0x302a, 0x302d }, { 0x3099, 0x309a },
	{ 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff }, { 0xe0100, 0xe01ef } };

static bool in_ranges(uint32_t point, const struct range *ranges, size_t count)
{
	size_t low = 0;
	while (count) {
		size_t half = count / 2;
		if (point > ranges[low + half].last) {
			low += half + 1;
			count -= half + 1;
		} else if (point < ranges[low + half].first) {
			count = half;
		} else {
			return true;
		}
	}
	return false;
}

int text_width(struct text a)
{
	int width = 0;
	uint32_t point;
	for (size_t n; (n = text_utf8_next(a, &point)) > 0; a = (struct text){ a.at + n, a.len - n }) {
		if (in_ranges(point, zero_ranges, sizeof(zero_ranges) / sizeof(zero_ranges[0])))
			continue;
		width += 1 + in_ranges(point, wide_ranges, sizeof(wide_ranges) / sizeof(wide_ranges[0]));
	}
	return width;
}

/* --- folding --- */

/* The plain byte of a full-width form of three bytes, 0 when it is none. */
static char plain_form(struct text a)
{
	if (text_starts(a, "\xe3\x80\x80"))
		return ' ';
	uint32_t point = 0;
	if (a.len >= 3 && (unsigned char)a.at[0] == 0xef)
		text_utf8_next(a, &point);
	return point >= 0xff01 && point <= 0xff5e ? (char)(point - 0xff01 + '!') : 0;
}

size_t text_fold_width(struct text a, char *out)
{
	size_t used = 0;
	for (size_t i = 0; i < a.len;) {
		char plain = plain_form((struct text){ a.at + i, a.len - i });
		out[used++] = plain ? plain : a.at[i];
		i += plain ? 3 : 1;
	}
	return used;
}

/* The next byte of a label that counts, 0 at its end. */
static char label_next(struct text *a)
{
	size_t n;
	while ((n = blank_first(*a)) > 0)
		*a = (struct text){ a->at + n, a->len - n };
	if (a->len == 0)
		return 0;
	char plain = plain_form(*a), c = plain ? plain : a->at[0];
	n = plain ? 3 : 1;
	*a = (struct text){ a->at + n, a->len - n };
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool text_same_label(struct text a, struct text b)
{
	for (;;) {
		char x = label_next(&a), y = label_next(&b);
		if (x != y)
			return false;
		if (x == 0)
			return true;
	}
}

/* --- names --- */

bool text_is_name(struct text a)
{
	if (a.len == 0 || a.len > NAME_BYTES || a.at[0] < 'a' || a.at[0] > 'z')
		return false;
	for (size_t i = 1; i < a.len; i++) {
		char c = a.at[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
			return false;
	}
	return true;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned text_distance(struct text a, struct text b)
{
	unsigned rows[3][NAME_BYTES + 1];
	if (a.len > NAME_BYTES || b.len > NAME_BYTES)
		return NAME_BYTES + 1;
	unsigned *before = rows[0], *last = rows[1], *now = rows[2];
	for (unsigned j = 0; j <= b.len; j++)
		last[j] = j;
	for (unsigned i = 1; i <= a.len; i++) {
		now[0] = i;
		for (unsigned j = 1; j <= b.len; j++) {
			unsigned change = last[j - 1] + (a.at[i - 1] != b.at[j - 1]);
			now[j] = least(change, least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		unsigned *spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b.len];
}

const char *text_nearest(struct text a, const char *const *names, size_t count)
{
	const char *nearest = NULL;
	unsigned best = 2 + (unsigned)(a.len / 4);
	for (size_t i = 0; i < count; i++) {
		unsigned distance = text_distance(a, text_of(names[i]));
		if (distance < best) {
			best = distance;
			nearest = names[i];
		}
	}
	return nearest;
}

bool text_to_int64(struct text a, int64_t *value)
{
	size_t i = a.len && a.at[0] == '-';
	bool negative = i == 1;
	int64_t number = 0;
	if (i == a.len)
		return false;
	for (; i < a.len; i++) {
		if (a.at[i] < '0' || a.at[i] > '9')
			return false;
		int digit = a.at[i] - '0';
		if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, negative ? -digit : digit, &number))
			return false;
	}
	*value = number;
	return true;
}
