/* Fuzz target of io/decode.c and io/decoder.c: whatever the bytes, what is said of their encoding agrees with iconv, a stream is the same
 * however it is cut, and a file becomes text or an error. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

enum { BYTES_MOST = 1 << 16 };

static const char *const encodings[] = { "GB18030", "UTF-16", "UTF-16LE", "SHIFT_JIS", "BIG5-HKSCS", "UTF-8" };

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_decode: %s\n", what);
	abort();
}

static void file_check(struct text in)
{
	char path[64];
	struct arena arena = { 0 };
	struct tally_error error = { 0 };
	struct text text;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (fd >= 0 && write(fd, in.at, in.len) == (ssize_t)in.len) {
		if (decode_file(path, BYTES_MOST / 2, &arena, &text, &error)) {
			must(text_utf8_valid(text) && text.at[text.len] == '\0', "a file becomes text with a zero behind it");
			must(memchr(text.at, '\0', text.len) == NULL, "there is no zero in it");
		} else {
			must(error.code == ERROR_CONFIG && error.what[0], "a failure says what");
		}
	}
	close(fd);
	arena_done(&arena);
}

/* iconv knows no character for a few codes that are good by form, so that the form is at least as far. */
static void gb18030_check(struct text in)
{
	struct tally_error error = { 0 };
	struct text out;
	size_t bad = 0, bom = 0, form = gb18030_bad(in.at, in.len);
	struct decoder *decoder = decoder_open("GB18030", &error);
	must(decoder != NULL, "there is GB18030");
	if (decoder_convert(decoder, in, &out, &bad)) {
		must(form == in.len && text_utf8_valid(out), "what is converted is good");
		must(encoding_detect(in.at, in.len, true, &bom) != ENCODING_UTF8 || bom || text_utf8_valid(in),
			"it is detected");
	} else {
		must(bad < in.len && bad <= form, "the first bad byte is within");
	}
	decoder_close(decoder);
}

/* All of a stream, fed in pieces; what is refused is one byte each. */
static size_t stream(const char *name, struct text in, size_t piece, char *out)
{
	struct tally_error error = { 0 };
	struct decoder *decoder = decoder_open(name, &error);
	size_t at = 0, end = 0, length = 0, used = 0;
	must(decoder != NULL, "there is the encoding");
	do {
		struct text part;
		end = in.len - end > piece ? end + piece : in.len;
		must(decoder_feed(decoder, (struct text){ in.at + at, end - at }, end == in.len, &part, &used),
			"there is memory");
		must(length + part.len <= 4 * BYTES_MOST, "the result is bounded");
		memcpy(out + length, part.at, part.len);
		length += part.len;
		at += used;
	} while (end < in.len);
	must(at == in.len, "all is taken");
	decoder_close(decoder);
	return length;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	if (count < 2 || count > BYTES_MOST)
		return 0;
	const char *name = encodings[bytes[0] % (sizeof encodings / sizeof encodings[0])];
	size_t piece = (size_t)bytes[1] + 1;
	struct text in = { (const char *)bytes + 2, count - 2 };
	char *whole = malloc(8 * BYTES_MOST);
	if (!whole)
		return 0;
	file_check(in);
	gb18030_check(in);
	size_t length = stream(name, in, SIZE_MAX, whole);
	size_t pieces = stream(name, in, piece, whole + 4 * BYTES_MOST);
	must(length == pieces && memcmp(whole, whole + 4 * BYTES_MOST, length) == 0, "where a stream is cut changes nothing");
	free(whole);
	return 0;
}
