/* Tests of io/decoder.c: single texts one after another, and streams that are cut anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "io/decode.h"

#define BYTES(literal) (literal), sizeof(literal) - 1

static void a_decoder_serves_many_texts(void **state)
{
	(void)state;
	struct tally_error error = { 0 };
	struct text out;
	size_t bad = 0;
	struct decoder *decoder = decoder_open("gb18030", &error);
	assert_non_null(decoder);
	assert_true(decoder_convert(decoder,
		TEXT("\xd6\xd0"
		     "a\xfe\x51"),
		&out, &bad));
	assert_true(text_is(out, "中a\xf0\xa0\x82\x87"));
	assert_false(decoder_convert(decoder, TEXT("\xd6\xd0\xff"), &out, &bad));
	assert_int_equal(bad, 2);
	assert_false(decoder_convert(decoder, TEXT("\xd6\xd0\xce"), &out, &bad));
	assert_int_equal(bad, 2);
	assert_true(decoder_convert(decoder, TEXT("\xce\xc4"), &out, &bad));
	assert_true(text_is(out, "文"));
	assert_true(decoder_convert(decoder, TEXT(""), &out, &bad));
	assert_int_equal(out.len, 0);
	decoder_close(decoder);
	decoder_close(NULL);
	assert_null(decoder_open("klingon", &error));
	assert_int_equal(error.code, ERROR_CONFIG);
}

static const struct stream {
	const char *name, *bytes;
	size_t count;
	const char *out;
} streams[] = {
	{ "gb18030", BYTES("\xd6\xd0,\x81\x30\x81\x30\xce\xc4"), "中,\xc2\x80文" },
	{ "gb18030", BYTES("\xd6\xd0\xff,\xce\xc4\xd6"), "中\xff,文\xff" },
	{ "utf-16", BYTES("\xfe\xff\x4e\x2d\x00,\x65\x87"), "中,文" },
	{ "utf-16le", BYTES("\x2d\x4e\x00\xdc,\x00\x87\x65\x00"), "中\xff,文\xff" },
	{ "ascii",
		BYTES("a\x80\x81"
		      "b"),
		"a\xff\xff"
		"b" },
	{ "iso-2022-jp", BYTES("\x1b$B0l\x1b(Ba"), "一a" },
};

/* Fed in two pieces, whatever the first one holds. */
static void streams_are_cut_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++) {
		const struct stream *stream = &streams[i];
		for (size_t cut = 0; cut <= stream->count; cut++) {
			struct tally_error error = { 0 };
			struct text out;
			char whole[64];
			size_t used = 0, length = 0, taken = 0;
			struct decoder *decoder = decoder_open(stream->name, &error);
			assert_non_null(decoder);
			assert_true(decoder_feed(decoder, (struct text){ stream->bytes, cut }, false, &out, &used));
			memcpy(whole, out.at, length = out.len);
			struct text rest = { stream->bytes + used, stream->count - used };
			assert_true(decoder_feed(decoder, rest, true, &out, &taken));
			memcpy(whole + length, out.at, out.len);
			whole[length + out.len] = '\0';
			assert_int_equal(used + taken, stream->count);
			assert_string_equal(whole, stream->out);
			decoder_close(decoder);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_decoder_serves_many_texts),
		cmocka_unit_test(streams_are_cut_anywhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
