/* Fuzz target of io/package.c and of all that a workbook is made of: any bytes as a file. What opens is read to its end; what does not says why. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/rows_heads.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_package: %s\n", what);
	abort();
}

static void read_rows(struct rows *rows, struct arena *arena, struct tally_error *error)
{
	struct rows_heads heads;
	struct rows_batch batch;
	uint64_t line = 0;
	if (!rows_heads(rows, 1, 2, arena, &heads, error))
		return;
	unsigned *columns = arena_array(arena, heads.count + 1, sizeof(*columns));
	for (unsigned i = 0; i < heads.count; i++)
		columns[i] = i;
	if (!rows_want(rows, columns, heads.count, heads.count, error))
		return;
	do {
		if (!rows_next(rows, &batch, error))
			return;
		for (size_t i = 0; i < batch.rows; i++) {
			must(batch.lines[i] > line, "lines ascend");
			line = batch.lines[i];
		}
		for (size_t i = 0; i < batch.rows * batch.width; i++)
			must(batch.faults[i / batch.width] != CSV_OK || text_utf8_valid(batch.cells[i]), "a cell is text");
	} while (batch.rows);
}

static void read_sheet(const char *path, const char *sheet)
{
	struct tally_error error = { 0 };
	struct arena arena = { 0 };
	struct rows *rows = rows_open(path, &(struct rows_options){ .sheet = sheet }, &error);
	if (rows)
		read_rows(rows, &arena, &error);
	must(rows || error.code != ERROR_NONE, "a failure says what");
	rows_close(rows);
	arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	char path[64];
	struct tally_error error = { 0 };
	struct arena arena = { 0 };
	struct rows_choice chosen = { 0 };
	int fd = memfd_create("fuzz_package", MFD_CLOEXEC);
	must(fd >= 0 && write(fd, bytes, count) == (ssize_t)count, "a file in memory");
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (rows_sheets(path, "*", &arena, &chosen, &error)) {
		for (size_t i = 0; i < chosen.count && i < 4; i++)
			read_sheet(path, chosen.names[i]);
		if (chosen.count == 0)
			read_sheet(path, NULL);
	} else {
		must(error.code != ERROR_NONE && error.what[0], "a failure says what");
	}
	arena_done(&arena);
	close(fd);
	return 0;
}
