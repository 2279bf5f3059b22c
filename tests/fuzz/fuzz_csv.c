/* Fuzz target of io/csv.c: the first four bytes choose how the rest is read; read in small blocks and in one it is the same, and what is
 * handed over keeps the promises of csv.h. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/csv_inner.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

enum { CHOICE_BYTES = 4, FIELDS_MOST = 8 };

static const char *const encodings[] = { "", "utf-8", "gb18030", "utf-16", "latin1" };
static const char delimiters[] = { 0, ',', ';', '\t', '|', '0', ' ', 'a' };

struct choice {
	struct csv_options options;
	size_t block_bytes, total, width;
	unsigned columns[FIELDS_MOST];
	bool head;
};

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_csv: %s\n", what);
	abort();
}

static struct choice choose(const uint8_t bytes[CHOICE_BYTES])
{
	struct choice choice = { 0 };
	choice.options.encoding = encodings[bytes[0] % (sizeof encodings / sizeof encodings[0])];
	choice.options.delimiter = delimiters[bytes[1] % sizeof delimiters];
	choice.block_bytes = (size_t)bytes[2] + 1;
	choice.head = bytes[3] & 1;
	choice.total = 1 + bytes[3] / 2 % FIELDS_MOST;
	choice.width = bytes[3] / 16 % FIELDS_MOST;
	for (unsigned i = 0; i < choice.width; i++)
		choice.columns[i] = (unsigned)((bytes[3] * (i + 1)) % choice.total);
	return choice;
}

/* One number for all that was read. */
static uint64_t row_check(const struct csv_batch *batch, size_t row, uint64_t sum)
{
	const uint64_t form[] = { batch->lines[row], batch->faults[row], batch->columns[row] };
	must(batch->faults[row] <= CSV_TOO_LONG, "a fault is one of the list");
	must(row == 0 || batch->lines[row] > batch->lines[row - 1], "lines ascend");
	must(batch->faults[row] != CSV_OK || batch->columns[row] == 0, "no column without a fault");
	sum = hash_bytes(form, sizeof form, sum);
	for (size_t i = 0; i < batch->width; i++) {
		struct text cell = batch->cells[row * batch->width + i];
		must(text_utf8_valid(cell), "a cell is text");
		must(batch->faults[row] != CSV_OK || cell.len == 0 || !memchr(cell.at, '\0', cell.len), "a zero is a fault");
		sum = hash_bytes(cell.at ? cell.at : "", cell.len, sum);
	}
	return sum;
}

static uint64_t head_check(struct csv *csv, struct choice *choice, struct tally_error *error)
{
	const struct text *fields;
	size_t count = 0;
	uint64_t line = 0, sum = 0;
	if (!csv_head(csv, &fields, &count, &line, error))
		return hash_bytes(error->what, strlen(error->what), 1);
	must(count > 0 && line > 0, "a head has fields and a line");
	for (size_t i = 0; i < count; i++) {
		must(text_utf8_valid(fields[i]), "a heading is text");
		sum = hash_bytes(fields[i].at, fields[i].len, sum);
	}
	choice->total = count > choice->total ? count : choice->total;
	return hash_bytes(&line, sizeof line, sum);
}

static uint64_t read_all(const char *path, struct choice choice, size_t block_bytes, size_t count)
{
	struct tally_error error = { 0 };
	struct csv_batch batch;
	struct csv_totals totals;
	uint64_t sum = 0, rows = 0;
	struct csv *csv = csv_open_blocks(path, &choice.options, block_bytes, &error);
	if (!csv) {
		must(error.code != ERROR_NONE && error.what[0], "a failure says what");
		return 0;
	}
	if (choice.head)
		sum = head_check(csv, &choice, &error);
	if (error.code == ERROR_NONE && csv_want(csv, choice.columns, choice.width, choice.total, &error)) {
		do {
			must(csv_next(csv, &batch, &error), "a file in memory is read");
			must(batch.rows <= CSV_BATCH_ROWS && batch.width == choice.width, "a batch has its bounds");
			for (size_t row = 0; row < batch.rows; row++, rows++)
				sum = row_check(&batch, row, sum);
		} while (batch.rows > 0);
		csv_totals(csv, &totals);
		must(totals.bytes == count && totals.records == rows, "everything is counted");
		sum = hash_bytes(&totals.fingerprint, sizeof totals.fingerprint, sum + totals.blank_lines);
	}
	csv_close(csv);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	char path[64];
	if (count < CHOICE_BYTES)
		return 0;
	struct choice choice = choose(bytes);
	bytes += CHOICE_BYTES;
	count -= CHOICE_BYTES;
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (fd >= 0 && write(fd, bytes, count) == (ssize_t)count)
		must(read_all(path, choice, choice.block_bytes, count) == read_all(path, choice, 1 << 20, count),
			"the size of a block changes nothing");
	close(fd);
	return 0;
}
