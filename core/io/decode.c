/* IO: which encoding bytes are in, and whole small files as UTF-8. Knows what GB18030 and UTF-8 look like; the converting itself is
 * decoder.c, and what a text means is told by those who read it. */
#include "io/decode.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <string.h>
#include <unistd.h>

enum { DETECT_BYTES = 1 << 20, NAME_BYTES = 40, READ_BYTES = 64 << 10 };

static const struct named {
	const char *name; /* small letters, without - and _ */
	enum encoding encoding;
} names[] = {
	{ "utf8", ENCODING_UTF8 },
	{ "gb18030", ENCODING_GB18030 },
	{ "gbk", ENCODING_GB18030 },
	{ "gb2312", ENCODING_GB18030 },
	{ "cp936", ENCODING_GB18030 },
};

/* Small letters, without - and _, so that all spellings of a name meet; false when it is none that iconv could have. */
static bool plain_name(struct text name, char out[NAME_BYTES])
{
	size_t length = 0;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		if (c <= ' ' || c >= 0x7f || c == '/' || c == ',' || length == NAME_BYTES - 1)
			return false;
		if (c != '-' && c != '_')
			out[length++] = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
	}
	out[length] = '\0';
	return length > 0;
}

static bool iconv_knows(struct text name)
{
	char whole[2 * NAME_BYTES] = { 0 };
	if (name.len >= sizeof whole)
		return false;
	memcpy(whole, name.at, name.len);
	iconv_t converter = iconv_open("UTF-8", whole);
	if (converter == (iconv_t)-1)
		return false;
	iconv_close(converter);
	return true;
}

bool encoding_named(struct text name, enum encoding *encoding)
{
	char plain[NAME_BYTES];
	if (!plain_name(name, plain))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(plain, names[i].name) == 0) {
			*encoding = names[i].encoding;
			return true;
		}
	}
	if (!iconv_knows(name))
		return false;
	*encoding = ENCODING_OTHER;
	return true;
}

const char *encoding_name(enum encoding encoding)
{
	static const char *const shown[] = {
		[ENCODING_DETECT] = "", [ENCODING_UTF8] = "UTF-8", [ENCODING_GB18030] = "GB18030", [ENCODING_OTHER] = "other"
	};
	return shown[encoding];
}

static bool within(unsigned char c, unsigned char low, unsigned char high)
{
	return c >= low && c <= high;
}

/* The four-byte codes as a row of numbers: those up to U+FFFF, a gap, those of U+10000 to U+10FFFF (GB 18030-2005). */
static bool four_bytes_valid(const unsigned char *at)
{
	long number = (((at[0] - 0x81L) * 10 + at[1] - 0x30) * 126 + at[2] - 0x81) * 10 + at[3] - 0x30;
	return number <= 39419 || (number >= 189000 && number <= 1237575);
}

/* How many bytes the character takes, 0 when there is none. `left` is at least 1. */
static size_t gb18030_step(const unsigned char *at, size_t left)
{
	if (at[0] < 0x80)
		return 1;
	if (!within(at[0], 0x81, 0xfe) || left < 2)
		return 0;
	if (within(at[1], 0x40, 0xfe))
		return at[1] == 0x7f ? 0 : 2;
	if (left < 4 || !within(at[1], '0', '9') || !within(at[2], 0x81, 0xfe) || !within(at[3], '0', '9'))
		return 0;
	return four_bytes_valid(at) ? 4 : 0;
}

size_t gb18030_bad(const void *bytes, size_t count)
{
	const unsigned char *at = bytes;
	size_t n = 0, step = 0;
	while (n < count && (step = gb18030_step(at + n, count - n)) > 0)
		n += step;
	return n;
}

/* Whether the bytes could be the beginning of a character that the end of the block cuts. */
static bool gb18030_cut(const unsigned char *at, size_t count)
{
	return count >= 1 && count <= 3 && within(at[0], 0x81, 0xfe) && (count < 2 || within(at[1], '0', '9')) &&
		(count < 3 || within(at[2], 0x81, 0xfe));
}

/* The second byte of some leads has a narrower range; one of these four fits any of them. */
static const unsigned char completions[] = { 0x80, 0x90, 0xa0, 0xbf };

static bool utf8_cut(const unsigned char *at, size_t count)
{
	char whole[4];
	if (count < 1 || count > 3)
		return false;
	for (size_t i = 0; i < sizeof completions; i++) {
		memset(whole, completions[i], sizeof whole);
		memcpy(whole, at, count);
		for (size_t length = count + 1; length <= sizeof whole; length++)
			if (text_utf8_valid((struct text){ whole, length }))
				return true;
	}
	return false;
}

enum encoding encoding_detect(const void *bytes, size_t count, bool whole, size_t *bom)
{
	const unsigned char *at = bytes;
	*bom = text_starts((struct text){ bytes, count }, "\xef\xbb\xbf") ? 3 : 0;
	if (*bom)
		return ENCODING_UTF8;
	if (count > DETECT_BYTES) {
		count = DETECT_BYTES;
		whole = false;
	}
	size_t bad = text_utf8_bad((struct text){ bytes, count });
	if (bad == count || (!whole && utf8_cut(at + bad, count - bad)))
		return ENCODING_UTF8;
	bad = gb18030_bad(bytes, count);
	if (bad == count || (!whole && gb18030_cut(at + bad, count - bad)))
		return ENCODING_GB18030;
	return ENCODING_UTF8;
}

/* --- whole files --- */

struct whole {
	char *bytes;
	size_t count, capacity;
};

static bool read_some(int fd, const char *path, struct whole *whole, size_t *count, struct tally_error *error)
{
	ssize_t got = 0;
	if (!memory_grow(&whole->bytes, &whole->capacity, whole->count + READ_BYTES, 1))
		return error_memory(error);
	do
		got = read(fd, whole->bytes + whole->count, READ_BYTES);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return error_errno(error, ERROR_CONFIG, errno, path, _("cannot be read"));
	*count = (size_t)got;
	return true;
}

static bool read_whole(int fd, const char *path, size_t limit_bytes, struct whole *whole, struct tally_error *error)
{
	size_t got = 0;
	do {
		if (!read_some(fd, path, whole, &got, error))
			return false;
		whole->count += got;
	} while (got > 0 && whole->count <= limit_bytes);
	if (whole->count <= limit_bytes)
		return true;
	return error_set(
		error, ERROR_CONFIG, _("%s: is larger than %zu bytes, which is the most for such a file"), path, limit_bytes);
}

static unsigned long line_of(struct text text, size_t offset)
{
	unsigned long line = 1;
	for (size_t i = 0; i < offset; i++)
		line += text.at[i] == '\n';
	return line;
}

static bool bad_byte(const char *path, struct text bytes, size_t offset, struct tally_error *error)
{
	return error_set(error, ERROR_CONFIG, _("%s:%lu: neither UTF-8 nor GB18030: byte 0x%02x: save the file as UTF-8"), path,
		line_of(bytes, offset), (unsigned char)bytes.at[offset]);
}

static bool keep(struct text bytes, struct arena *arena, struct text *text, struct tally_error *error)
{
	char *copy = arena_copy(arena, bytes);
	if (!copy)
		return error_memory(error);
	*text = (struct text){ copy, bytes.len };
	return true;
}

static bool from_gb18030(const char *path, struct text bytes, struct arena *arena, struct text *text, struct tally_error *error)
{
	struct text out;
	size_t bad = 0;
	struct decoder *decoder = decoder_open("GB18030", error);
	if (!decoder)
		return false;
	bool done = decoder_convert(decoder, bytes, &out, &bad);
	if (done)
		done = keep(out, arena, text, error);
	else if (bad == DECODER_NO_MEMORY)
		error_memory(error);
	else
		bad_byte(path, bytes, bad, error);
	decoder_close(decoder);
	return done;
}

static bool decode_bytes(const char *path, struct text bytes, struct arena *arena, struct text *text, struct tally_error *error)
{
	if (text_starts(bytes, "\xff\xfe") || text_starts(bytes, "\xfe\xff"))
		return error_set(error, ERROR_CONFIG, _("%s: is UTF-16: save the file as UTF-8"), path);
	const char *zero = bytes.len ? memchr(bytes.at, '\0', bytes.len) : NULL;
	if (zero)
		return error_set(error, ERROR_CONFIG, _("%s:%lu: a zero byte: this is no text file in UTF-8 or GB18030"), path,
			line_of(bytes, (size_t)(zero - bytes.at)));
	size_t bom = text_starts(bytes, "\xef\xbb\xbf") ? 3 : 0;
	struct text body = { bytes.at + bom, bytes.len - bom };
	size_t bad = text_utf8_bad(body);
	if (bad == body.len)
		return keep(body, arena, text, error);
	/* The encoding that reads farther is the one that was meant. */
	size_t bad_gb18030 = bom ? 0 : gb18030_bad(body.at, body.len);
	if (bad_gb18030 < body.len)
		return bad_byte(path, body, bad > bad_gb18030 ? bad : bad_gb18030, error);
	return from_gb18030(path, body, arena, text, error);
}

bool decode_file(const char *path, size_t limit_bytes, struct arena *arena, struct text *text, struct tally_error *error)
{
	struct whole whole = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return error_errno(error, ERROR_CONFIG, errno, path, _("cannot be read"));
	bool done = read_whole(fd, path, limit_bytes, &whole, error) &&
		decode_bytes(path, (struct text){ whole.bytes, whole.count }, arena, text, error);
	close(fd);
	memory_free(whole.bytes);
	return done;
}
