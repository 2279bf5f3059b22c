/* IO, of csv.c only: the bytes of one input file, decided and where needed converted, in pieces of any size. */
#ifndef IO_CSV_SOURCE_H
#define IO_CSV_SOURCE_H

#include "io/csv.h"

/* Zero-initialised is closed. */
struct csv_source {
	int fd;
	bool open, owned, ended;
	char *path;
	enum encoding encoding;
	struct decoder *decoder; /* NULL where the bytes pass as they are */
	unsigned char *first; /* what was read to decide, and has not been handed on */
	size_t first_at, first_end;
	unsigned char *raw; /* read, to be converted */
	size_t raw_bytes;
	struct text ready; /* converted, to be handed on */
	struct fingerprint fingerprint;
	int64_t size, mtime_ns;
	uint64_t inode;
};

bool source_open(
	struct csv_source *source, const char *path, const struct csv_options *options, struct tally_error *error) MUST_USE;
void source_close(struct csv_source *source);
/* UTF-8, or GB18030 when `decoder` is NULL and the encoding is that. Fills `room`; fewer bytes mean the end. */
bool source_read(struct csv_source *source, unsigned char *to, size_t room, size_t *count, struct tally_error *error) MUST_USE;

#endif
