/* IO: every text input passes here. Tells the encoding of a file, checks and converts bytes to UTF-8 (iconv of libc). Knows
 * bytes only, no records and no words of the project. */
#ifndef IO_DECODE_H
#define IO_DECODE_H

#include "base/arena.h"

/* Structure (separators, quotes, newlines) can be found in the raw bytes of UTF-8 and of GB18030 alike, when the separator is
 * one of , ; tab: no trail byte of GB18030 is one of them. Any other encoding is converted to UTF-8 before it is scanned. */
enum encoding { ENCODING_DETECT, ENCODING_UTF8, ENCODING_GB18030, ENCODING_OTHER };

/* A declared name: "utf-8", "gb18030", "gbk", "gb2312", "cp936" (the last three are GB18030), else ENCODING_OTHER where iconv
 * knows it; false when it does not. */
bool encoding_named(struct text name, enum encoding *encoding);
const char *encoding_name(enum encoding encoding);

/* Decides on the first bytes of a file (at most 1 MiB are looked at; `whole` says that no byte follows): a BOM is UTF-8; valid
 * UTF-8, a sequence cut by the end aside, is UTF-8; else valid GB18030 is GB18030; else UTF-8, whose bad bytes become faults.
 * *bom is the number of bytes to pass over. */
enum encoding encoding_detect(const void *bytes, size_t count, bool whole, size_t *bom);

/* Bytes before the first sequence that is not valid GB18030; count when all is valid. */
size_t gb18030_bad(const void *bytes, size_t count);

/* A converter from one encoding to UTF-8. */
struct decoder;
struct decoder *decoder_open(const char *name, struct tally_error *error) MUST_USE;
void decoder_close(struct decoder *decoder);
/* Converts all of `in`; the result lives until the next call or close. On bytes that are no text of the encoding returns false and
 * *bad is the offset of the first one (no error is set for that: it is a fault of the data), or DECODER_NO_MEMORY. */
#define DECODER_NO_MEMORY SIZE_MAX
bool decoder_convert(struct decoder *decoder, struct text in, struct text *out, size_t *bad) MUST_USE;
/* The next bytes of a stream; *used_bytes of them were taken, the rest (a sequence that is not complete) is to be fed again in front
 * of what follows. `last` says that nothing does. Each refused sequence becomes one byte DECODER_BAD, which no UTF-8 holds, so that
 * its record is a fault. False only when memory ends. */
#define DECODER_BAD ((char)0xff)
bool decoder_feed(struct decoder *decoder, struct text in, bool last, struct text *out, size_t *used_bytes) MUST_USE;

/* A whole small text file as UTF-8 without BOM, zero-terminated, in the arena (INI, tables of the workspace). A file over
 * `limit_bytes`, a NUL byte or bytes that are neither UTF-8 nor GB18030 are an error naming the line. */
bool decode_file(
	const char *path, size_t limit_bytes, struct arena *arena, struct text *text, struct tally_error *error) MUST_USE;

#endif
