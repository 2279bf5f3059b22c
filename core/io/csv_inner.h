/* IO, of csv.c and its tests: the file read in blocks of any size. */
#ifndef IO_CSV_INNER_H
#define IO_CSV_INNER_H

#include "io/csv.h"

enum { CSV_BLOCK_BYTES = 256 << 10 };

struct csv *csv_open_blocks(
	const char *path, const struct csv_options *options, size_t block_bytes, struct tally_error *error) MUST_USE;

#endif
