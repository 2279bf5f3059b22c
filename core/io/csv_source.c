/* IO: where the bytes of a delimited file come from. Knows files, pipes and encodings, and takes the fingerprint of the content while
 * it passes; must not know records. */
#include "io/csv_source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_BYTES = 1 << 20, RAW_BYTES = 64 << 10 };

static bool read_some(struct csv_source *source, unsigned char *to, size_t room, size_t *count, struct tally_error *error)
{
	ssize_t got = 0;
	do
		got = read(source->fd, to, room);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return error_errno(error, ERROR_INPUT, errno, source->path, _("cannot read"));
	*count = (size_t)got;
	source->ended |= got == 0;
	fingerprint_feed(&source->fingerprint, to, (size_t)got);
	return true;
}

/* As many raw bytes as there is room for; fewer mean the end. */
static bool read_full(struct csv_source *source, unsigned char *to, size_t room, size_t *count, struct tally_error *error)
{
	size_t kept = source->first_end - source->first_at, got = 0;
	*count = kept < room ? kept : room;
	if (*count) {
		memcpy(to, source->first + source->first_at, *count);
		source->first_at += *count;
	} else if (source->first) {
		memory_free(source->first);
		source->first = NULL;
		source->first_at = source->first_end = 0;
	}
	for (; *count < room && !source->ended; *count += got)
		if (!read_some(source, to + *count, room - *count, &got, error))
			return false;
	return true;
}

static bool convert_more(struct csv_source *source, struct tally_error *error)
{
	size_t got = 0, used = 0;
	if (!read_full(source, source->raw + source->raw_bytes, RAW_BYTES - source->raw_bytes, &got, error))
		return false;
	source->raw_bytes += got;
	bool last = source->raw_bytes < RAW_BYTES;
	struct text in = { (const char *)source->raw, source->raw_bytes };
	if (!decoder_feed(source->decoder, in, last, &source->ready, &used))
		return error_memory(error);
	memmove(source->raw, source->raw + used, source->raw_bytes - used);
	source->raw_bytes -= used;
	return true;
}

static bool read_converted(struct csv_source *source, unsigned char *to, size_t room, size_t *count, struct tally_error *error)
{
	for (*count = 0; *count < room;) {
		size_t part = source->ready.len < room - *count ? source->ready.len : room - *count;
		if (part == 0 && source->ended && source->first_at == source->first_end && source->raw_bytes == 0)
			return true;
		if (part == 0 && !convert_more(source, error))
			return false;
		if (part == 0)
			continue;
		memcpy(to + *count, source->ready.at, part);
		source->ready = (struct text){ source->ready.at + part, source->ready.len - part };
		*count += part;
	}
	return true;
}

bool source_read(struct csv_source *source, unsigned char *to, size_t room, size_t *count, struct tally_error *error)
{
	return source->decoder ? read_converted(source, to, room, count, error) : read_full(source, to, room, count, error);
}

/* --- opening --- */

static bool open_file(struct csv_source *source, const char *path, struct tally_error *error)
{
	struct stat status;
	size_t bytes = strlen(path) + 1;
	source->path = memory_alloc(bytes, 1);
	if (!source->path)
		return error_memory(error);
	memcpy(source->path, path, bytes);
	source->owned = strcmp(path, "-") != 0;
	source->fd = source->owned ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
	if (source->fd < 0)
		return error_errno(error, ERROR_INPUT, errno, path, _("cannot open"));
	source->open = true;
	if (fstat(source->fd, &status) != 0)
		return error_errno(error, ERROR_INPUT, errno, path, _("cannot read"));
	bool file = S_ISREG(status.st_mode);
	source->size = file ? (int64_t)status.st_size : -1;
	source->mtime_ns = file ? (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec : -1;
	source->inode = file ? status.st_ino : 0;
	if (file)
		(void)posix_fadvise(source->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return true;
}

static bool utf16_marked(const struct csv_source *source)
{
	return source->first_end >= 2 &&
		(memcmp(source->first, "\xff\xfe", 2) == 0 || memcmp(source->first, "\xfe\xff", 2) == 0);
}

/* The first bytes decide. A BOM of UTF-8 is stronger than what was declared: it is text in no other encoding. */
static bool decide(struct csv_source *source, const char *declared, struct tally_error *error)
{
	size_t bom = 0;
	if (source->first_end > 4 && memcmp(source->first, "PK\3\4", 4) == 0) /* of a file this is known before it comes here */
		return error_set(
			error, ERROR_INPUT, _("%s: a workbook cannot come from a pipe; give it as a file"), source->path);
	enum encoding found = encoding_detect(source->first, source->first_end, source->ended, &bom);
	if (bom || source->encoding == ENCODING_DETECT) {
		if (utf16_marked(source) && !declared[0])
			return error_set(error, ERROR_INPUT,
				_("%s: is UTF-16: save it as CSV in UTF-8, or declare encoding = UTF-16"), source->path);
		source->encoding = found;
	}
	source->first_at = bom;
	return true;
}

/* No trail byte of GB18030 is one of these, so they part its fields in the raw bytes; all others wait for the conversion. */
static bool parts_gb18030(char delimiter)
{
	unsigned char c = (unsigned char)delimiter;
	return c < '0' || (c > '9' && c < '@') || c == 0x7f;
}

static bool open_decoder(struct csv_source *source, const char *declared, char delimiter, struct tally_error *error)
{
	bool gb18030 = source->encoding == ENCODING_GB18030;
	if (source->encoding == ENCODING_UTF8 || (gb18030 && parts_gb18030(delimiter)))
		return true;
	source->decoder = decoder_open(gb18030 ? "GB18030" : declared, error);
	if (!source->decoder)
		return false;
	source->raw = memory_alloc(RAW_BYTES, 1);
	return source->raw || error_memory(error);
}

static bool open_parts(
	struct csv_source *source, const char *path, const struct csv_options *options, struct tally_error *error)
{
	const char *declared = options->encoding ? options->encoding : "";
	size_t got = 0;
	if (declared[0] && !encoding_named(text_of(declared), &source->encoding))
		return error_set(error, ERROR_CONFIG,
			_("%s: unknown encoding: '%s': utf-8, gb18030, gbk or a name that iconv -l lists"), path, declared);
	if (!open_file(source, path, error))
		return false;
	source->first = memory_alloc(FIRST_BYTES, 1);
	if (!source->first)
		return error_memory(error);
	for (; source->first_end < FIRST_BYTES && !source->ended; source->first_end += got)
		if (!read_some(source, source->first + source->first_end, FIRST_BYTES - source->first_end, &got, error))
			return false;
	return decide(source, declared, error) &&
		open_decoder(source, declared, options->delimiter ? options->delimiter : ',', error);
}

bool source_open(struct csv_source *source, const char *path, const struct csv_options *options, struct tally_error *error)
{
	*source = (struct csv_source){ 0 };
	fingerprint_init(&source->fingerprint);
	if (open_parts(source, path, options, error))
		return true;
	source_close(source);
	return false;
}

void source_close(struct csv_source *source)
{
	if (source->open && source->owned)
		close(source->fd);
	decoder_close(source->decoder);
	memory_free(source->path);
	memory_free(source->first);
	memory_free(source->raw);
	*source = (struct csv_source){ 0 };
}
