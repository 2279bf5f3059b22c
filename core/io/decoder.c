/* IO: bytes of any encoding into UTF-8, by iconv of libc; the one file that calls it to convert. Knows one text or one stream at a
 * time, no records and no files. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "io/decode.h"

enum { ROOM_BYTES = 64 };

struct decoder {
	iconv_t converter;
	char *out;
	size_t out_capacity;
	size_t unit; /* bytes that a plain letter takes: 2 in UTF-16 */
};

/* What a second letter adds: a mark in front counts once only. */
static size_t unit_bytes(const char *name)
{
	char in[] = "aa", out[ROOM_BYTES];
	size_t taken[3] = { 0 };
	for (size_t letters = 1; letters <= 2; letters++) {
		char *from = in, *to = out;
		size_t left = letters, room = sizeof out;
		iconv_t converter = iconv_open(name, "UTF-8");
		if (converter == (iconv_t)-1)
			return 1;
		iconv(converter, &from, &left, &to, &room);
		iconv_close(converter);
		taken[letters] = sizeof out - room;
	}
	return taken[2] > taken[1] ? taken[2] - taken[1] : 1;
}

struct decoder *decoder_open(const char *name, struct tally_error *error)
{
	struct decoder *decoder = memory_alloc(1, sizeof *decoder);
	if (!decoder) {
		error_memory(error);
		return NULL;
	}
	decoder->converter = iconv_open("UTF-8", name);
	if (decoder->converter == (iconv_t)-1) {
		bool memory = errno == ENOMEM;
		memory_free(decoder);
		if (memory)
			error_memory(error);
		else
			error_set(error, ERROR_CONFIG, _("encoding: '%s': utf-8, gb18030, gbk or a name that iconv -l lists"),
				name);
		return NULL;
	}
	decoder->unit = unit_bytes(name);
	return decoder;
}

void decoder_close(struct decoder *decoder)
{
	if (!decoder)
		return;
	iconv_close(decoder->converter);
	memory_free(decoder->out);
	memory_free(decoder);
}

struct progress {
	char *in; /* iconv asks for char *, and writes nothing there */
	size_t left, used; /* bytes of `in` to come; bytes of the output written */
};

/* Goes on until all is taken or a sequence is refused; returns 0, EILSEQ, EINVAL (cut by the end) or ENOMEM. */
static int advance(struct decoder *decoder, struct progress *progress)
{
	for (;;) {
		if (!memory_grow(&decoder->out, &decoder->out_capacity, progress->used + progress->left + ROOM_BYTES, 1))
			return ENOMEM;
		char *to = decoder->out + progress->used;
		size_t room = decoder->out_capacity - progress->used;
		size_t result = iconv(decoder->converter, &progress->in, &progress->left, &to, &room);
		progress->used = (size_t)(to - decoder->out);
		if (result != (size_t)-1)
			return 0;
		if (errno != E2BIG)
			return errno;
		if (!memory_grow(&decoder->out, &decoder->out_capacity, decoder->out_capacity * 2, 1))
			return ENOMEM;
	}
}

bool decoder_convert(struct decoder *decoder, struct text in, struct text *out, size_t *bad)
{
	struct progress progress = { (char *)(uintptr_t)in.at, in.len, 0 };
	iconv(decoder->converter, NULL, NULL, NULL, NULL);
	int refused = advance(decoder, &progress);
	*bad = refused == ENOMEM ? DECODER_NO_MEMORY : in.len - progress.left;
	*out = (struct text){ decoder->out, progress.used };
	return refused == 0;
}

bool decoder_feed(struct decoder *decoder, struct text in, bool last, struct text *out, size_t *used_bytes)
{
	struct progress progress = { (char *)(uintptr_t)in.at, in.len, 0 };
	int refused = 0;
	while ((refused = advance(decoder, &progress)) != 0) {
		if (refused == ENOMEM || !memory_grow(&decoder->out, &decoder->out_capacity, progress.used + 1, 1))
			return false;
		if (refused == EINVAL && !last)
			break;
		size_t skipped = progress.left < decoder->unit ? progress.left : decoder->unit;
		progress.in += skipped;
		progress.left -= skipped;
		decoder->out[progress.used++] = DECODER_BAD;
	}
	*used_bytes = in.len - progress.left;
	*out = (struct text){ decoder->out, progress.used };
	return true;
}
