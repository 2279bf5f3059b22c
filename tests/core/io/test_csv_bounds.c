/* Tests of io/csv.c: what is bounded, and where the bound lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "csv_told.h"

enum { PARTS = 8 };

/* Cells are told by their lengths. */
static const struct bound {
	const char *name;
	struct part parts[PARTS];
	const char *told;
} bounds[] = {
	{ "quoted, the most bytes", { { "a,\"", 1 }, { "x", 65536 }, { "\"\n1,2\n", 1 } }, "1:1|65536;2:1|1;" },
	{ "quoted, one byte more", { { "a,\"", 1 }, { "x", 65537 }, { "\"\n1,2\n", 1 } }, "1 open@2:1|0;2:1|1;" },
	{ "quoted, the most doubled", { { "a,\"", 1 }, { "\"\"", 32768 }, { "\"\n1,2\n", 1 } }, "1:1|32768;2:1|1;" },
	{ "quoted, one doubled more", { { "a,\"", 1 }, { "\"\"", 32769 }, { "\"\n1,2\n", 1 } }, "1 open@2:1|0;2:1|1;" },
	{ "quoted, the most lines", { { "a,\"", 1 }, { "\n", 999 }, { "\"\n1,2\n", 1 } }, "1:1|999;1001:1|1;" },
	{ "quoted, one line more", { { "a,\"", 1 }, { "\n", 1000 }, { "\"\n1,2\n", 1 } },
		"1 open@2:1|0;1001 open@1:0|0;1002:1|1;blank 999" },
	{ "open over a long line", { { "a,\"", 1 }, { "x", 900000 }, { "\n1,2\n", 1 } }, "1 open@2:1|0;2:1|1;" },
	{ "open on every line", { { "\"a,2\n", 3 }, { "1,2\n", 1 } }, "1 stray@1:0|0;2 stray@1:0|0;3 open@1:0|0;4:1|1;" },
	{ "the longest record", { { "a,", 1 }, { "x", 1048574 }, { "\n1,2\n", 1 } }, "1:1|1048574;2:1|1;" },
	{ "a longer one", { { "a,", 1 }, { "x", 1048575 }, { "\n1,2\n", 1 } }, "1 long:0|0;2:1|1;" },
	{ "a much longer one", { { "a,", 1 }, { "xyz\r", 1000000 }, { "\n1,2\n", 1 } }, "1 long:0|0;2:1|1;" },
	{ "the last is too long", { { "1,2\n", 1 }, { "x,", 1500000 } }, "1:1|1;2 long:0|0;" },
	{ "long by many quotes", { { "\"\n\",", 262145 }, { "1\n1,2\n", 1 } }, "1 long:0|0;262146 open@1:0|0;262147:1|1;" },
	{ "a quote opens behind the bound", { { "x", 1048577 }, { ",\"a\n1,2\n", 1 } }, "1 long:0|0;2:1|1;" },
	{ "surplus up to the bound", { { "1,2", 1 }, { ",", 1048573 }, { "\n1,2\n", 1 } }, "1:1|1;2:1|1;" },
	{ "blank up to the bound", { { ",", 1048576 }, { "\n1,2\n", 1 } }, "2:1|1;blank 1" },
};

static void tell_lengths(struct told *told, const char *path, size_t block, const unsigned columns[2])
{
	struct tally_error error = { 0 };
	struct csv_batch batch;
	struct csv_totals totals;
	struct csv *csv = csv_open_blocks(path, &(struct csv_options){ "utf-8", 0 }, block, &error);
	told->length = 0;
	assert_non_null(csv);
	assert_true(csv_want(csv, columns, 2, 2, &error));
	do {
		assert_true(csv_next(csv, &batch, &error));
		for (size_t row = 0; row < batch.rows; row++) {
			told_number(told, "", batch.lines[row]);
			told_fault(told, (enum csv_fault)batch.faults[row], batch.columns[row]);
			told_number(told, ":", batch.cells[row * 2].len);
			told_number(told, "|", batch.cells[row * 2 + 1].len);
			told_add(told, ";", 1);
		}
	} while (batch.rows > 0);
	csv_totals(csv, &totals);
	if (totals.blank_lines)
		told_number(told, "blank ", totals.blank_lines);
	csv_close(csv);
}

static void bounds_hold_at_every_block(void **state)
{
	(void)state;
	static const size_t blocks[] = { 4099, 65536, CSV_BLOCK_BYTES, 1000003, 8 << 20 };
	static const unsigned columns[] = { 0, 1 };
	struct told told = { 0 };
	for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
		char path[64];
		size_t count = 0;
		char *bytes = build(bounds[i].parts, &count);
		int fd = told_file(bytes, count, path);
		for (size_t b = 0; b < sizeof blocks / sizeof blocks[0]; b++) {
			tell_lengths(&told, path, blocks[b], columns);
			if (strcmp(told.text, bounds[i].told) != 0)
				fail_msg("%s, block of %zu: '%.400s'", bounds[i].name, blocks[b], told.text);
		}
		close(fd);
		free(bytes);
	}
	free(told.text);
}

static void batches_are_bounded(void **state)
{
	(void)state;
	const struct part parts[] = { { "12345,6\n", 20000 }, { NULL, 0 } };
	const unsigned columns[] = { 1 };
	struct tally_error error = { 0 };
	struct csv_batch batch;
	char path[64];
	size_t count = 0, rows = 0;
	char *bytes = build(parts, &count);
	int fd = told_file(bytes, count, path);
	struct csv *csv = csv_open_blocks(path, &(struct csv_options){ 0 }, 10000, &error);
	assert_non_null(csv);
	assert_true(csv_want(csv, columns, 1, 2, &error));
	do {
		assert_true(csv_next(csv, &batch, &error));
		assert_true(batch.rows <= CSV_BATCH_ROWS);
		for (size_t row = 0; row < batch.rows; row++) {
			assert_true(text_is(batch.cells[row], "6"));
			assert_int_equal(batch.lines[row], ++rows);
		}
	} while (batch.rows > 0);
	assert_int_equal(rows, 20000);
	csv_close(csv);
	close(fd);
	free(bytes);
}

static void a_head_of_many_columns(void **state)
{
	(void)state;
	const struct part parts[] = { { "\"é\",", 16383 }, { "z\n", 1 }, { NULL, 0 } };
	struct tally_error error = { 0 };
	const struct text *fields;
	char path[64];
	size_t count = 0, columns = 0;
	uint64_t line = 0;
	char *bytes = build(parts, &count);
	int fd = told_file(bytes, count, path);
	struct csv *csv = csv_open_blocks(path, &(struct csv_options){ 0 }, 1000, &error);
	assert_non_null(csv);
	assert_true(csv_head(csv, &fields, &columns, &line, &error));
	assert_int_equal(columns, 16384);
	assert_true(text_is(fields[16382], "é") && text_is(fields[16383], "z"));
	assert_false(csv_head(csv, &fields, &columns, &line, &error));
	assert_int_equal(error.code, ERROR_NONE);
	csv_close(csv);
	close(fd);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bounds_hold_at_every_block),
		cmocka_unit_test(batches_are_bounded),
		cmocka_unit_test(a_head_of_many_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
