/* Room base: how texts look: their columns on a terminal, their full-width forms, whether two headings read the same. Knows
 * the character tables it needs by itself, because those of libc hang on a locale that may be missing. */
#include "base/text.h"

#include <string.h>

#include "hash.h"

struct range {
	uint32_t first, last;
};

/* East Asian Width W and F (Unicode Standard Annex 11, version 15); gaps of unassigned points are closed. */
static const struct range wide_ranges[] = {
	{ 0x1100, 0x115f },
	{ 0x231a, 0x231b },
	{ 0x2329, 0x232a },
	{ 0x23e9, 0x23ec },
	{ 0x23f0, 0x23f0 },
	{ 0x23f3, 0x23f3 },
	{ 0x25fd, 0x25fe },
	{ 0x2614, 0x2615 },
	{ 0x2648, 0x2653 },
	{ 0x267f, 0x267f },
	{ 0x2693, 0x2693 },
	{ 0x26a1, 0x26a1 },
	{ 0x26aa, 0x26ab },
	{ 0x26bd, 0x26be },
	{ 0x26c4, 0x26c5 },
	{ 0x26ce, 0x26ce },
	{ 0x26d4, 0x26d4 },
	{ 0x26ea, 0x26ea },
	{ 0x26f2, 0x26f3 },
	{ 0x26f5, 0x26f5 },
	{ 0x26fa, 0x26fa },
	{ 0x26fd, 0x26fd },
	{ 0x2705, 0x2705 },
	{ 0x270a, 0x270b },
	{ 0x2728, 0x2728 },
	{ 0x274c, 0x274c },
	{ 0x274e, 0x274e },
	{ 0x2753, 0x2755 },
	{ 0x2757, 0x2757 },
	{ 0x2795, 0x2797 },
	{ 0x27b0, 0x27b0 },
	{ 0x27bf, 0x27bf },
	{ 0x2b1b, 0x2b1c },
	{ 0x2b50, 0x2b50 },
	{ 0x2b55, 0x2b55 },
	{ 0x2e80, 0x303e },
	{ 0x3041, 0x3247 },
	{ 0x3250, 0x4dbf },
	{ 0x4e00, 0xa4c6 },
	{ 0xa960, 0xa97c },
	{ 0xac00, 0xd7a3 },
	{ 0xf900, 0xfaff },
	{ 0xfe10, 0xfe19 },
	{ 0xfe30, 0xfe6b },
	{ 0xff01, 0xff60 },
	{ 0xffe0, 0xffe6 },
	{ 0x16fe0, 0x1b2fb },
	{ 0x1f004, 0x1f004 },
	{ 0x1f0cf, 0x1f0cf },
	{ 0x1f18e, 0x1f18e },
	{ 0x1f191, 0x1f19a },
	{ 0x1f200, 0x1f320 },
	{ 0x1f32d, 0x1f335 },
	{ 0x1f337, 0x1f37c },
	{ 0x1f37e, 0x1f393 },
	{ 0x1f3a0, 0x1f3ca },
	{ 0x1f3cf, 0x1f3d3 },
	{ 0x1f3e0, 0x1f3f0 },
	{ 0x1f3f4, 0x1f3f4 },
	{ 0x1f3f8, 0x1f43e },
	{ 0x1f440, 0x1f440 },
	{ 0x1f442, 0x1f4fc },
	{ 0x1f4ff, 0x1f53d },
	{ 0x1f54b, 0x1f54e },
	{ 0x1f550, 0x1f567 },
	{ 0x1f57a, 0x1f57a },
	{ 0x1f595, 0x1f596 },
	{ 0x1f5a4, 0x1f5a4 },
	{ 0x1f5fb, 0x1f64f },
	{ 0x1f680, 0x1f6c5 },
	{ 0x1f6cc, 0x1f6cc },
	{ 0x1f6d0, 0x1f6d2 },
	{ 0x1f6d5, 0x1f6df },
	{ 0x1f6eb, 0x1f6ec },
	{ 0x1f6f4, 0x1f6fc },
	{ 0x1f7e0, 0x1f7f0 },
	{ 0x1f90c, 0x1f93a },
	{ 0x1f93c, 0x1f945 },
	{ 0x1f947, 0x1f9ff },
	{ 0x1fa70, 0x1faff },
	{ 0x20000, 0x2fffd },
	{ 0x30000, 0x3fffd },
};

/* Combining marks and format characters of the scripts that registers hold, and the parts of Hangul syllables. */
static const struct range zero_ranges[] = {
	{ 0x0300, 0x036f },
	{ 0x0483, 0x0489 },
	{ 0x0591, 0x05bd },
	{ 0x064b, 0x065f },
	{ 0x1160, 0x11ff },
	{ 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff },
	{ 0x200b, 0x200f },
	{ 0x2028, 0x202e },
	{ 0x2060, 0x206f },
	{ 0x20d0, 0x20f0 },
	{ 0x302a, 0x302d },
	{ 0x3099, 0x309a },
	{ 0xfe00, 0xfe0f },
	{ 0xfe20, 0xfe2f },
	{ 0xfeff, 0xfeff },
	{ 0xe0001, 0xe007f },
	{ 0xe0100, 0xe01ef },
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t point)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (point > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && point >= ranges[low].first;
}

static int point_width(uint32_t point)
{
	if (point < 0x20 || (point >= 0x7f && point < 0xa0))
		return 0;
	if (point < 0x300)
		return 1;
	/* Nearly all that is measured: CJK unified ideographs. */
	if (point >= 0x4e00 && point <= 0x9fff)
		return 2;
	if (in_ranges(zero_ranges, sizeof zero_ranges / sizeof zero_ranges[0], point))
		return 0;
	return in_ranges(wide_ranges, sizeof wide_ranges / sizeof wide_ranges[0], point) ? 2 : 1;
}

int text_width(struct text a)
{
	int width = 0;
	uint32_t point;
	size_t bytes;

	while ((bytes = text_utf8_next(a, &point)) > 0) {
		width += point_width(point);
		a = (struct text){ a.at + bytes, a.len - bytes };
	}
	return width;
}

/* The plain form of a full-width character at `at`, 0 when it is none. All of them have three bytes: U+FF01 to U+FF3F are
 * EF BC 81 to BF, U+FF40 to U+FF5E are EF BD 80 to 9E. */
static char plain_form(const unsigned char *at, size_t left)
{
	if (left < 3 || (at[0] != 0xef && at[0] != 0xe3))
		return 0;
	if (memcmp(at, "\xe3\x80\x80", 3) == 0)
		return ' ';
	if (at[0] == 0xef && at[1] == 0xbc && at[2] >= 0x81 && at[2] <= 0xbf)
		return (char)(at[2] - 0x81 + '!');
	if (at[0] == 0xef && at[1] == 0xbd && at[2] >= 0x80 && at[2] <= 0x9e)
		return (char)(at[2] - 0x80 + '`');
	return 0;
}

size_t text_fold_width(struct text a, char *out)
{
	size_t written = 0;

	for (size_t n = 0; n < a.len;) {
		char plain = plain_form((const unsigned char *)a.at + n, a.len - n);

		out[written++] = plain ? plain : a.at[n];
		n += plain ? 3 : 1;
	}
	return written;
}

enum { INVALID_BYTE = 0x110000, LABEL_END = 0x120000 };

static uint32_t point_folded(uint32_t point)
{
	if (point >= 0xff01 && point <= 0xff5e)
		point -= 0xfee0;
	return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
}

static bool point_blank(uint32_t point)
{
	return point == ' ' || (point >= '\t' && point <= '\r') || point == 0xa0 || point == 0x3000 || point == 0xfeff;
}

/* The next character that tells labels apart; bytes that are no UTF-8 only equal themselves. */
static uint32_t label_next(struct text *rest)
{
	uint32_t point;
	size_t bytes;

	while ((bytes = text_utf8_next(*rest, &point)) > 0) {
		unsigned char first = (unsigned char)rest->at[0];

		*rest = (struct text){ rest->at + bytes, rest->len - bytes };
		if (bytes == 1 && point == 0xfffd)
			return INVALID_BYTE + first;
		if (!point_blank(point))
			return point_folded(point);
	}
	return LABEL_END;
}

bool text_same_label(struct text a, struct text b)
{
	uint32_t point;

	do {
		point = label_next(&a);
		if (point != label_next(&b))
			return false;
	} while (point != LABEL_END);
	return true;
}

bool text_in_labels(struct text a, const char *list)
{
	struct text rest = text_of(list), part;
	while (text_next(&rest, '|', &part))
		if (text_same_label(a, part))
			return true;
	return false;
}

uint64_t text_label_hash(struct text a)
{
	uint64_t state = 0;
	uint32_t point;

	while ((point = label_next(&a)) != LABEL_END)
		state = hash_mix(state ^ point) + 1;
	return state;
}

size_t text_fold_label(struct text a, char *out)
{
	size_t written = 0, bytes;
	uint32_t point;

	for (; (bytes = text_utf8_next(a, &point)) > 0; a = (struct text){ a.at + bytes, a.len - bytes }) {
		uint32_t folded = point_folded(point);

		if (point_blank(point))
			continue;
		for (size_t i = 0; i < bytes && folded >= 0x80; i++)
			out[written++] = a.at[i];
		if (folded < 0x80)
			out[written++] = (char)folded;
	}
	return written;
}
