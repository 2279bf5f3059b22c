/* Tests of store/write_source.c: accounts and issues of a source, replaced as a whole. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "io/db.h"

static int64_t number(const struct sample *sample, const char *sql)
{
	struct tally_error error = { 0 };
	int64_t value = -1;
	struct db *db = db_open(sample->path, DB_READ, &error);
	assert_non_null(db);
	assert_true(db_int(db, sql, &value, &error));
	db_close(db);
	return value;
}

static void put(struct sample *sample, const char *path, int64_t read, int64_t rejected)
{
	uint32_t id;
	struct store_source source = { sample->patents, path, 100, 5, UINT64_MAX, { 0x1234, 0xabcd }, "utf-8", read,
		read - rejected, 1, rejected, 2 };
	struct issue issue = { .file = path,
		.line = 7,
		.column = 3,
		.field = "kind",
		.heading = "类型",
		.rule = "code",
		.severity = TALLY_ERROR,
		.value = "发名",
		.message = "unknown code" };
	assert_true(store_put_source(sample->writer, &source, &id, &sample->error));
	assert_true(store_put_issue(sample->writer, id, &issue, &sample->error));
	assert_true(store_put_issue_count(sample->writer, id, &issue, rejected, &sample->error));
	assert_true(store_put_issue_count(sample->writer, id, &issue, 1, &sample->error));
}

static void test_replaced(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	for (int run = 0; run < 2; run++) {
		sample_begin(&sample, false);
		assert_true(store_clear_sources(sample.writer, sample.patents, &sample.error));
		put(&sample, "a.csv", 10, 2 - run);
		put(&sample, "b.csv", 5, 0);
		sample_commit(&sample);
		assert_int_equal(number(&sample, "SELECT count(*) FROM source"), 2);
		assert_int_equal(
			number(&sample, "SELECT count(*) FROM issue WHERE value = '发名' AND line = 7 AND field_no = 3"), 2);
		assert_int_equal(number(&sample, "SELECT sum(count) FROM issue_count"), 4 - run);
		assert_int_equal(number(&sample, "SELECT inode FROM source"), -1);
		assert_int_equal(number(&sample, "SELECT fingerprint = '0000000000001234000000000000abcd' FROM source"), 1);
		struct store_reader *reader = store_open(sample.path, &sample.error);
		assert_non_null(reader);
		const struct name_register *reg = &store_names(reader)->registers[0];
		assert_int_equal(reg->read, 15);
		assert_int_equal(reg->rejected, 2 - run);
		assert_int_equal(reg->accepted, 13 + run);
		assert_int_equal(reg->warned, 2);
		store_close(reader);
	}
	sample_begin(&sample, false);
	assert_true(store_clear_sources(sample.writer, sample.patents, &sample.error));
	sample_commit(&sample);
	assert_int_equal(number(&sample,
				 "SELECT (SELECT count(*) FROM source) + (SELECT count(*) FROM issue) + (SELECT count(*) FROM "
				 "issue_count)"),
		0);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_replaced) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
