/* For tests of csv.c: what is read from some bytes, as one text. Include once. */
#ifndef TESTS_CSV_TOLD_H
#define TESTS_CSV_TOLD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/csv_inner.h"

static const char *const fault_names[] = { [CSV_OK] = "",
	[CSV_FEWER_FIELDS] = " fewer",
	[CSV_MORE_FIELDS] = " more",
	[CSV_STRAY_QUOTE] = " stray",
	[CSV_OPEN_QUOTE] = " open",
	[CSV_BAD_BYTES] = " bytes",
	[CSV_NUL] = " nul",
	[CSV_TOO_LONG] = " long" };

/* "LINE FAULT@COLUMN:cell|cell;" each record, then "blank N;" where there are blank lines. */
struct told {
	char *text;
	size_t length, capacity;
};

static void told_add(struct told *told, const char *at, size_t bytes)
{
	if (told->length + bytes + 1 > told->capacity) {
		told->capacity = (told->length + bytes + 64) * 2;
		told->text = realloc(told->text, told->capacity);
		assert_non_null(told->text);
	}
	if (bytes)
		memcpy(told->text + told->length, at, bytes);
	told->length += bytes;
	told->text[told->length] = '\0';
}

static void told_number(struct told *told, const char *before, uint64_t number)
{
	char text[64];
	told_add(told, text, (size_t)snprintf(text, sizeof text, "%s%llu", before, (unsigned long long)number));
}

static void told_cells(struct told *told, const struct text *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		told_add(told, i ? "|" : ":", 1);
		told_add(told, cells[i].at, cells[i].len);
	}
	told_add(told, ";", 1);
}

static void told_fault(struct told *told, enum csv_fault fault, unsigned column)
{
	told_add(told, fault_names[fault], strlen(fault_names[fault]));
	if (column)
		told_number(told, "@", column);
}

static inline void told_batch(struct told *told, const struct csv_batch *batch)
{
	for (size_t row = 0; row < batch->rows; row++) {
		told_number(told, "", batch->lines[row]);
		told_fault(told, (enum csv_fault)batch->faults[row], batch->columns[row]);
		told_cells(told, batch->cells + row * batch->width, batch->width);
	}
}

/* All columns are wanted; `total` 0 takes the first record as the head. False on an error. */
static inline bool told_all(struct told *told, struct csv *csv, size_t total, struct tally_error *error)
{
	unsigned columns[64];
	const struct text *fields;
	struct csv_batch batch = { 0 };
	struct csv_totals totals;
	uint64_t line = 0;
	if (total == 0) {
		if (!csv_head(csv, &fields, &total, &line, error))
			return error->code == ERROR_NONE;
		told_number(told, "head ", line);
		told_cells(told, fields, total);
	}
	for (unsigned i = 0; i < total && i < 64; i++)
		columns[i] = i;
	if (!csv_want(csv, columns, total < 64 ? total : 64, total, error))
		return false;
	do {
		if (!csv_next(csv, &batch, error))
			return false;
		told_batch(told, &batch);
	} while (batch.rows > 0);
	csv_totals(csv, &totals);
	if (totals.blank_lines)
		told_number(told, "blank ", totals.blank_lines);
	return true;
}

/* The bytes as a file without a name; the path is good until the descriptor is closed. */
static int told_file(const char *bytes, size_t count, char path[64])
{
	int fd = memfd_create("csv", MFD_CLOEXEC);
	assert_true(fd >= 0);
	while (count > 0) {
		ssize_t put = write(fd, bytes, count);
		assert_true(put > 0);
		bytes += put;
		count -= (size_t)put;
	}
	snprintf(path, 64, "/proc/self/fd/%d", fd);
	return fd;
}

struct told_input {
	const char *bytes;
	size_t count;
	const char *encoding;
	char delimiter;
	size_t total;
};

static inline bool told_try(struct told *told, const struct told_input *input, size_t block_bytes, struct tally_error *error)
{
	char path[64];
	int fd = told_file(input->bytes, input->count, path);
	told->length = 0;
	told_add(told, "", 0);
	struct csv *csv = csv_open_blocks(path, &(struct csv_options){ input->encoding, input->delimiter }, block_bytes, error);
	bool done = csv && told_all(told, csv, input->total, error);
	csv_close(csv);
	close(fd);
	return done;
}

static inline void told_read(struct told *told, const struct told_input *input, size_t block_bytes)
{
	struct tally_error error = { 0 };
	if (!told_try(told, input, block_bytes, &error))
		fail_msg("block of %zu: %s", block_bytes, error.what);
}

/* `parts` are put together, each text so many times; the last one has none. */
struct part {
	const char *text;
	size_t times;
};

static inline char *build(const struct part *parts, size_t *count)
{
	char *bytes = NULL;
	*count = 0;
	for (const struct part *part = parts; part->text; part++) {
		size_t length = strlen(part->text);
		bytes = realloc(bytes, *count + length * part->times + 1);
		assert_non_null(bytes);
		for (size_t i = 0; i < part->times; i++, *count += length)
			memcpy(bytes + *count, part->text, length);
	}
	return bytes;
}

#endif
