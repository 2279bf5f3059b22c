/* Tests of io/decode.c: which encoding bytes are in, what is no text of it, and whole files. iconv is the measure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <iconv.h>
#include <sys/mman.h>
#include <unistd.h>

#include "failing.h"
#include "io/decode.h"

#define BYTES(literal) (literal), sizeof(literal) - 1

/* --- names --- */

static const struct name {
	const char *name;
	bool known;
	enum encoding encoding;
} names[] = {
	{ "utf-8", true, ENCODING_UTF8 },
	{ "UTF8", true, ENCODING_UTF8 },
	{ "Utf_8", true, ENCODING_UTF8 },
	{ "gb18030", true, ENCODING_GB18030 },
	{ "GB-18030", true, ENCODING_GB18030 },
	{ "GBK", true, ENCODING_GB18030 },
	{ "gb2312", true, ENCODING_GB18030 },
	{ "CP936", true, ENCODING_GB18030 },
	{ "utf-16", true, ENCODING_OTHER },
	{ "latin1", true, ENCODING_OTHER },
	{ "", false, 0 },
	{ "-", false, 0 },
	{ "klingon", false, 0 },
	{ "utf-8//IGNORE", false, 0 },
	{ "latin1,", false, 0 },
	{ "utf 8", false, 0 },
	{ "a name that is much longer than the name of any encoding there has ever been", false, 0 },
};

static void names_of_encodings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		enum encoding encoding = ENCODING_DETECT;
		if (encoding_named(text_of(names[i].name), &encoding) != names[i].known || encoding != names[i].encoding)
			fail_msg("'%s' is %s", names[i].name, encoding_name(encoding));
	}
	assert_string_equal(encoding_name(ENCODING_GB18030), "GB18030");
}

/* --- detection --- */

static const struct guess {
	const char *bytes;
	size_t count;
	bool whole;
	enum encoding encoding;
	size_t bom;
} guesses[] = {
	{ BYTES(""), true, ENCODING_UTF8, 0 },
	{ BYTES("plain"), true, ENCODING_UTF8, 0 },
	{ BYTES("中文"), true, ENCODING_UTF8, 0 },
	{ BYTES("\xef\xbb\xbf"), true, ENCODING_UTF8, 3 },
	{ BYTES("\xef\xbb\xbf\xd6\xd0"), true, ENCODING_UTF8, 3 },
	{ BYTES("\xef\xbb"), true, ENCODING_GB18030, 0 },
	{ BYTES("\xef\xbb"), false, ENCODING_UTF8, 0 },
	{ BYTES("\xd6\xd0\xce\xc4"), true, ENCODING_GB18030, 0 },
	{ BYTES("\xd6\xd0\xce"), true, ENCODING_UTF8, 0 },
	{ BYTES("\xd6\xd0\xce"), false, ENCODING_GB18030, 0 },
	{ BYTES("a\xff"), true, ENCODING_UTF8, 0 },
	{ BYTES("a\xff"), false, ENCODING_UTF8, 0 },
	{ BYTES("\xd6\xd0\x81\x30\x81"), false, ENCODING_GB18030, 0 },
	{ BYTES("\xd6\xd0\x81\x30\x41"), false, ENCODING_UTF8, 0 },
	/* valid in both: UTF-8 is taken */
	{ BYTES("\xe4\xb8\xad\xe4\xb8\xad"), true, ENCODING_UTF8, 0 },
	{ BYTES("\xe4\xb8"), true, ENCODING_GB18030, 0 },
	{ BYTES("\xed\xa0"), false, ENCODING_GB18030, 0 },
};

static void guesses_by_the_first_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof guesses / sizeof guesses[0]; i++) {
		size_t bom = 9;
		enum encoding encoding = encoding_detect(guesses[i].bytes, guesses[i].count, guesses[i].whole, &bom);
		if (encoding != guesses[i].encoding || bom != guesses[i].bom)
			fail_msg("%zu: %s, %zu", i, encoding_name(encoding), bom);
	}
}

/* A text that is cut anywhere is what it was, unless what is left of it is ASCII. */
static void cuts_do_not_mislead(void **state)
{
	(void)state;
	static const char utf8[] = "é中\xe0\xa0\x80\xed\x9f\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf";
	static const char gb18030[] = "\xd6\xd0\x81\x30\x81\x30\xfe\xfe\xe3\x32\x9a\x35\x90\x30\x81\x30";
	size_t bom = 0;
	for (size_t count = 0; count < sizeof utf8; count++)
		assert_int_equal(encoding_detect(utf8, count, false, &bom), ENCODING_UTF8);
	for (size_t count = 3; count < sizeof gb18030; count++)
		assert_int_equal(encoding_detect(gb18030, count, false, &bom), ENCODING_GB18030);
}

/* What comes behind the first MiB is not looked at; a character that the MiB cuts is no fault. */
static void only_the_first_mib_decides(void **state)
{
	(void)state;
	enum { MIB = 1 << 20 };
	size_t bom = 0;
	char *bytes = malloc(MIB + 2);
	assert_non_null(bytes);
	memset(bytes, 'x', MIB);
	memcpy(bytes + MIB - 1, "\xd6\xd0\xff", 3);
	assert_int_equal(encoding_detect(bytes, MIB + 2, true, &bom), ENCODING_UTF8);
	memcpy(bytes + MIB - 3, "\xd6\xd0\xd6\xff\xff", 5);
	assert_int_equal(encoding_detect(bytes, MIB + 2, true, &bom), ENCODING_GB18030);
	memcpy(bytes + MIB - 3, "\xd6\xd0\xff\xff\xff", 5);
	assert_int_equal(encoding_detect(bytes, MIB + 2, true, &bom), ENCODING_UTF8);
	free(bytes);
}

/* --- GB18030 --- */

static bool iconv_takes(iconv_t converter, const unsigned char *bytes, size_t count)
{
	char in[4], out[16], *from = in, *to = out;
	size_t left = count, room = sizeof out;
	memcpy(in, bytes, count);
	iconv(converter, NULL, NULL, NULL, NULL);
	return iconv(converter, &from, &left, &to, &room) != (size_t)-1 && left == 0;
}

static void all_characters_of_two_bytes(void **state)
{
	(void)state;
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	for (unsigned i = 0; i <= 0xffff; i++) {
		unsigned char bytes[2] = { (unsigned char)(i >> 8), (unsigned char)i };
		assert_int_equal(gb18030_bad(bytes, 2) == 2, iconv_takes(converter, bytes, 2));
	}
	iconv_close(converter);
}

/* By form there are a few more than characters: the codes of some that have two bytes as well. */
static void characters_of_four_bytes(void **state)
{
	(void)state;
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	unsigned more = 0;
	for (unsigned i = 0; i < 126 * 10 * 126 * 10; i += i < 40000 ? 1 : 7) {
		unsigned char bytes[4] = { (unsigned char)(0x81 + i / 12600), (unsigned char)('0' + i / 1260 % 10),
			(unsigned char)(0x81 + i / 10 % 126), (unsigned char)('0' + i % 10) };
		bool good = gb18030_bad(bytes, 4) == 4, taken = iconv_takes(converter, bytes, 4);
		assert_true(good || !taken);
		more += good && !taken;
	}
	assert_true(more <= 24);
	iconv_close(converter);
}

static const struct bad {
	const char *bytes;
	size_t count, bad;
} bads[] = {
	{ BYTES(""), 0 },
	{ BYTES("abc"), 3 },
	{ BYTES("a\x80"), 1 },
	{ BYTES("a\xff\x40"), 1 },
	{ BYTES("\xd6\xd0\xd6"), 2 },
	{ BYTES("\xd6\xd0\xd6,"), 2 },
	{ BYTES("\x81\x7f"), 0 },
	{ BYTES("\x81\xff"), 0 },
	{ BYTES("\x81\x30\x81"), 0 },
	{ BYTES("\x81\x30\x81\x40"), 0 },
	{ BYTES("\x81\x30\x30\x30"), 0 },
	{ BYTES("\x84\x31\xa4\x39\x84\x31\xa5\x30"), 4 },
	{ BYTES("\xe3\x32\x9a\x35\xe3\x32\x9a\x36"), 4 },
};

static void bad_bytes_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bads / sizeof bads[0]; i++)
		assert_int_equal(gb18030_bad(bads[i].bytes, bads[i].count), bads[i].bad);
}

/* --- whole files --- */

static const struct file {
	const char *bytes;
	size_t count;
	const char *text; /* or what the error says */
	bool read;
} files[] = {
	{ BYTES(""), "", true },
	{ BYTES("\xef\xbb\xbf"), "", true },
	{ BYTES("中\r\n"), "中\r\n", true },
	{ BYTES("\xef\xbb\xbf中"), "中", true },
	{ BYTES("[\xd6\xd0]\n\xce\xc4"), "[中]\n文", true },
	{ BYTES("a\nb\0"), ":2: a zero byte", false },
	{ BYTES("中\n文\n\xff"), ":3: neither UTF-8 nor GB18030: byte 0xff", false },
	{ BYTES("\xd6\xd0\n\xce\xc4\n\xff"), ":3: neither UTF-8 nor GB18030: byte 0xff", false },
	{ BYTES("\xef\xbb\xbf\n\xd6\xd0"), ":2: neither", false },
	{ BYTES("\xff\xfe"
		"a\0"),
		"is UTF-16", false },
	{ BYTES("0123456789012345678901234567890123"), "is larger than 32 bytes", false },
};

static bool decode(const struct file *file, struct arena *arena, struct text *text, struct tally_error *error)
{
	char path[64];
	int fd = memfd_create("decode", MFD_CLOEXEC);
	assert_true(fd >= 0 && write(fd, file->bytes, file->count) == (ssize_t)file->count);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	bool done = decode_file(path, 32, arena, text, error);
	close(fd);
	return done;
}

static void files_are_read_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		struct arena arena = { 0 };
		struct tally_error error = { 0 };
		struct text text = { 0 };
		bool done = decode(&files[i], &arena, &text, &error);
		if (done != files[i].read || (done ? strcmp(text.at, files[i].text) != 0 : !strstr(error.what, files[i].text)))
			fail_msg("%zu: '%s' %s", i, done ? text.at : "", error.what);
		assert_int_equal(error.code, done ? ERROR_NONE : ERROR_CONFIG);
		arena_done(&arena);
	}
}

static void what_is_no_file(void **state)
{
	(void)state;
	static const char *const paths[] = { "/nowhere/tally.ini", "/tmp" };
	for (size_t i = 0; i < 2; i++) {
		struct arena arena = { 0 };
		struct tally_error error = { 0 };
		struct text text;
		assert_false(decode_file(paths[i], 32, &arena, &text, &error));
		assert_non_null(strstr(error.what, paths[i]));
	}
}

static void every_allocation_fails_once(void **state)
{
	(void)state;
	static const size_t which[] = { 2, 4 };
	for (size_t i = 0; i < 2; i++) {
		bool done = false;
		for (long at = 0; !done; at++) {
			struct arena arena = { 0 };
			struct tally_error error = { 0 };
			struct text text;
			failing_after = at;
			done = decode(&files[which[i]], &arena, &text, &error);
			failing_after = -1;
			assert_int_equal(error.code, done ? ERROR_NONE : ERROR_MEMORY);
			arena_done(&arena);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_encodings),
		cmocka_unit_test(guesses_by_the_first_bytes),
		cmocka_unit_test(cuts_do_not_mislead),
		cmocka_unit_test(only_the_first_mib_decides),
		cmocka_unit_test(all_characters_of_two_bytes),
		cmocka_unit_test(characters_of_four_bytes),
		cmocka_unit_test(bad_bytes_are_found),
		cmocka_unit_test(files_are_read_whole),
		cmocka_unit_test(what_is_no_file),
		cmocka_unit_test(every_allocation_fails_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
