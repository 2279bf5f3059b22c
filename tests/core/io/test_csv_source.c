/* Tests of io/csv_source.c through io/csv.c: where bytes come from, in which encoding, and memory that ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "csv_told.h"
#include "failing.h"

/* --- where bytes come from --- */

static struct csv_totals totals_of(const char *path, size_t block)
{
	const unsigned columns[] = { 0, 1 };
	struct tally_error error = { 0 };
	struct csv_totals totals;
	struct csv_batch batch;
	struct csv *csv = csv_open_blocks(path, &(struct csv_options){ 0 }, block, &error);
	assert_non_null(csv);
	assert_true(csv_want(csv, columns, 2, 2, &error));
	do
		assert_true(csv_next(csv, &batch, &error));
	while (batch.rows > 0);
	csv_totals(csv, &totals);
	csv_close(csv);
	return totals;
}

/* A child writes in pieces of odd sizes. */
static pid_t write_pieces(int to, const char *bytes, size_t count)
{
	fflush(NULL);
	pid_t child = fork();
	if (child != 0)
		return child;
	for (size_t at = 0, piece = 1; at < count; at += piece, piece = piece * 7 % 5003 + 1) {
		piece = piece < count - at ? piece : count - at;
		if (write(to, bytes + at, piece) != (ssize_t)piece)
			_exit(1);
	}
	_exit(0);
}

static void pipes_read_like_files(void **state)
{
	(void)state;
	const struct part parts[] = { { "\xef\xbb\xbf", 1 }, { "1,\"二\"\n\n", 150000 }, { NULL, 0 } };
	char path[64];
	size_t count = 0;
	int ends[2], status = 0;
	char *bytes = build(parts, &count);
	int fd = told_file(bytes, count, path), input = dup(STDIN_FILENO);
	struct csv_totals file = totals_of(path, CSV_BLOCK_BYTES);
	struct stat about;
	assert_int_equal(pipe(ends), 0);
	pid_t child = write_pieces(ends[1], bytes, count);
	close(ends[1]);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	struct csv_totals pipe = totals_of("-", 100003);
	assert_true(waitpid(child, &status, 0) == child && status == 0);
	assert_int_equal(fstat(fd, &about), 0);
	assert_true(file.bytes == count && file.records == 150000 && file.blank_lines == 150000);
	assert_true(file.size == (int64_t)count && file.inode == about.st_ino && file.mtime_ns > 0);
	assert_true(pipe.bytes == count && pipe.records == 150000 && pipe.blank_lines == 150000);
	assert_true(pipe.size == -1 && pipe.mtime_ns == -1 && pipe.inode == 0);
	assert_true(pipe.fingerprint.high == file.fingerprint.high && pipe.fingerprint.low == file.fingerprint.low);
	/* The standard input was lent. */
	assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
	dup2(input, STDIN_FILENO);
	close(input);
	close(ends[0]);
	close(fd);
	free(bytes);
}

static void what_is_no_file(void **state)
{
	(void)state;
	static const char *const paths[] = { "/nowhere/a.csv", "/tmp" };
	for (size_t i = 0; i < 2; i++) {
		struct tally_error error = { 0 };
		assert_null(csv_open(paths[i], &(struct csv_options){ 0 }, &error));
		assert_int_equal(error.code, ERROR_INPUT);
		assert_non_null(strstr(error.what, paths[i]));
	}
}

/* --- encodings --- */

static const struct encoded {
	const char *bytes, *encoding;
	char delimiter;
	enum encoding is;
	const char *told;
} encodings[] = {
	{ "\xd6\xd0,\xce\xc4\n1,\"\xd2\xbb\"\"\"\n", NULL, 0, ENCODING_GB18030, "head 1:中|文;2:1|一\";" },
	{ "\xd6\xd0,\xce\xc4\n1,\xd2\xbb\n", "gbk", 0, ENCODING_GB18030, "head 1:中|文;2:1|一;" },
	/* trail bytes that are '|', '\\' and digits */
	{ "\x84\x7c|b\n\x84\x7c|\"\x81\x5c|\"\n", "GB2312", '|', ENCODING_GB18030, "head 1:剕|b;2:剕|乗|;" },
	{ "\x81\x30\x81\x30"
	  "0b\n1"
	  "0\xd2\xbb\n",
		"gb18030", '0', ENCODING_GB18030, "head 1:\xc2\x80|b;2:1|一;" },
	{ "\x81\x30\x81\x30,\x90\x30\x81\x30\n\xfe\x51,\xa6\xd9\n", "gb18030", 0, ENCODING_GB18030,
		"head 1:\xc2\x80|𐀀;2:\xf0\xa0\x82\x87|︐;" },
	{ "a,b\n\xd6,\xd0\n\xd6\xd0,\xff\n1,\x80\n\xd6\xd0,2\n", "gb18030", 0, ENCODING_GB18030,
		"head 1:a|b;2 bytes@1:|;3 bytes@2:中|;4 bytes@2:1|;5:中|2;" },
	/* good by form, but without a character */
	{ "a,b\n\x83\x36\xc7\x39,2\n", "gb18030", 0, ENCODING_GB18030, NULL },
	{ "caf\xe9,b\n1,2\n", "latin1", 0, ENCODING_OTHER, "head 1:café|b;2:1|2;" },
	{ "\xef\xbb\xbf中,b\n", "gbk", 0, ENCODING_UTF8, "head 1:中|b;" },
	{ "a,b\n\x80,2\n3,4\n", "ascii", 0, ENCODING_OTHER, "head 1:a|b;2 bytes@1:|2;3:3|4;" },
};

static void encodings_of_all_kinds(void **state)
{
	(void)state;
	struct told told = { 0 };
	for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
		const struct encoded *encoded = &encodings[i];
		struct tally_error error = { 0 };
		char path[64];
		int fd = told_file(encoded->bytes, strlen(encoded->bytes), path);
		struct csv *csv = csv_open(path, &(struct csv_options){ encoded->encoding, 0 }, &error);
		assert_non_null(csv);
		assert_int_equal(csv_encoding(csv), encoded->is);
		csv_close(csv);
		close(fd);
		for (size_t block = 1; encoded->told && block < 40; block++) {
			told_read(&told,
				&(struct told_input){
					encoded->bytes, strlen(encoded->bytes), encoded->encoding, encoded->delimiter, 0 },
				block);
			if (strcmp(told.text, encoded->told) != 0)
				fail_msg("%zu, block of %zu: '%s'", i, block, told.text);
		}
	}
	free(told.text);
}

/* --- memory --- */

static void every_allocation_fails_once(void **state)
{
	(void)state;
	static const char *const names[] = { "utf-8", "gb18030", "utf-16le" };
	const struct part parts[] = { { "\"a\"\"\",\xd6\xd0,3,\n", 3000 }, { NULL, 0 } };
	struct told told = { 0 };
	size_t count = 0;
	char *bytes = build(parts, &count);
	for (size_t i = 0; i < 3; i++) {
		long at = 0;
		bool done = false;
		for (; !done; at++) {
			struct tally_error error = { 0 };
			const unsigned columns[] = { 0, 1, 2, 3 };
			struct csv_batch batch = { .rows = 1 };
			char path[64];
			int fd = told_file(bytes, count, path);
			failing_after = at;
			struct csv *csv = csv_open_blocks(path, &(struct csv_options){ names[i], 0 }, 5000, &error);
			done = csv && csv_want(csv, columns, 4, 4, &error);
			while (done && batch.rows > 0)
				done = csv_next(csv, &batch, &error);
			failing_after = -1;
			csv_close(csv);
			close(fd);
			assert_int_equal(error.code, done ? ERROR_NONE : ERROR_MEMORY);
		}
		assert_true(at > 7);
	}
	free(told.text);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pipes_read_like_files),
		cmocka_unit_test(what_is_no_file),
		cmocka_unit_test(encodings_of_all_kinds),
		cmocka_unit_test(every_allocation_fails_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
