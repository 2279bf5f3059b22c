/* Tests of store/write.c and query.c: a run is seen wholly or not at all, and leaves one file. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../io/failing.h"
#include "io/db.h"

static void put_grants(struct sample *sample, int64_t value)
{
	struct store_changes changes;
	int64_t key = sample_key(sample, sample->cube, R_CITY, "2018", B_TOTAL);
	uint8_t present = 1;
	struct cells cells = { 1, 1, &key, &value, &present };
	assert_true(store_put_cells(sample->writer, sample->cube, &cells, &changes, &sample->error));
}

static void run(struct sample *sample, int64_t value)
{
	sample_begin(sample, false);
	put_grants(sample, value);
	sample_commit(sample);
}

/* The grants of the city in 2018 as a reader sees them. */
static int64_t grants(const struct sample *sample)
{
	struct tally_error error = { 0 };
	struct observation observation;
	struct store_reader *reader = store_open(sample->path, &error);
	assert_non_null(reader);
	struct cell_place place = { names_indicator(store_names(reader), TEXT("ip.grants")), R_CITY, sample_period("2018"), 0 };
	assert_true(store_observe(reader, &place, BASIS_REGISTER, &observation, &error));
	store_close(reader);
	assert_int_equal(observation.value.kind, VALUE_NUMBER);
	return observation.value.a;
}

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

static void one_file(const struct sample *sample)
{
	assert_true(sample_there(sample, ""));
	assert_false(sample_there(sample, ".new"));
	assert_false(sample_there(sample, "-wal"));
	assert_false(sample_there(sample, "-shm"));
	assert_false(sample_there(sample, "-journal"));
}

static void test_runs(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	put_grants(&sample, 7);
	assert_false(sample_there(&sample, "")); /* aside until the commit */
	assert_true(sample_there(&sample, ".new"));
	sample_commit(&sample);
	one_file(&sample);
	assert_int_equal(grants(&sample), 7);
	assert_int_equal(number(&sample, "PRAGMA application_id"), 0x54414c59);
	assert_int_equal(number(&sample, "PRAGMA user_version"), 3);
	run(&sample, 8);
	one_file(&sample);
	assert_int_equal(grants(&sample), 8);
	assert_int_equal(number(&sample, "SELECT count(*) FROM run"), 2);
	assert_int_equal(number(&sample, "SELECT changed FROM run WHERE id = 2"), 1);
	assert_int_equal(number(&sample, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
	assert_int_equal(number(&sample, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	sample_close(&sample);
}

static void test_rollback(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	store_rollback(sample.writer);
	sample.writer = NULL;
	assert_false(sample_there(&sample, "") || sample_there(&sample, ".new"));
	run(&sample, 7);
	sample_begin(&sample, false);
	put_grants(&sample, 8);
	store_rollback(sample.writer);
	sample.writer = NULL;
	one_file(&sample);
	assert_int_equal(grants(&sample), 7);
	assert_int_equal(number(&sample, "SELECT count(*) FROM run"), 1);
	store_rollback(NULL);
	sample_close(&sample);
}

static void test_dry(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, true);
	put_grants(&sample, 7);
	sample_commit(&sample);
	assert_false(sample_there(&sample, "") || sample_there(&sample, ".new"));
	run(&sample, 7);
	sample_begin(&sample, true);
	put_grants(&sample, 8);
	assert_int_equal(grants(&sample), 7);
	sample_commit(&sample);
	one_file(&sample);
	assert_int_equal(grants(&sample), 7);
	sample_close(&sample);
}

/* What a killed first run left is no obstacle. */
static void test_leftover(void **state)
{
	struct sample sample;
	char path[128];
	(void)state;
	sample_open(&sample);
	snprintf(path, sizeof path, "%s.new", sample.path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("half a store", file);
	fclose(file);
	run(&sample, 7);
	one_file(&sample);
	assert_int_equal(grants(&sample), 7);
	sample_close(&sample);
}

/* A reader keeps its snapshot while a run is written and committed, and the run does not wait for it. */
static void test_snapshot(void **state)
{
	struct sample sample;
	struct observation observation;
	(void)state;
	sample_open(&sample);
	run(&sample, 7);
	sample_begin(&sample, false);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	assert_non_null(reader);
	struct cell_place place = { names_indicator(store_names(reader), TEXT("ip.grants")), R_CITY, sample_period("2018"), 0 };
	put_grants(&sample, 8);
	assert_true(store_observe(reader, &place, BASIS_COUNT, &observation, &sample.error));
	assert_int_equal(observation.value.a, 7);
	sample_commit(&sample);
	assert_true(store_observe(reader, &place, BASIS_COUNT, &observation, &sample.error));
	assert_int_equal(observation.value.a, 7);
	assert_int_equal(store_names(reader)->run, 1);
	store_close(reader);
	assert_int_equal(grants(&sample), 8);
	run(&sample, 9); /* and the next run ends with one file again */
	one_file(&sample);
	assert_int_equal(grants(&sample), 9);
	sample_close(&sample);
}

static void refused(const struct sample *sample, const char *why)
{
	struct tally_error error = { 0 };
	struct store_writer *writer = NULL;
	assert_false(store_begin(sample->path, false, "", &writer, &error));
	assert_int_equal(error.code, ERROR_STORE);
	assert_non_null(strstr(error.what, why));
	error_clear(&error);
	assert_null(store_open(sample->path, &error));
	assert_non_null(strstr(error.what, why));
}

static void test_strangers(void **state)
{
	static const struct {
		const char *sql, *why;
	} cases[] = {
		{ "PRAGMA user_version = 4", "version '4'" },
		{ "PRAGMA user_version = 0", "version '0'" },
		{ "PRAGMA application_id = 1", "no store of tally" },
	};
	struct sample sample;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		sample_open(&sample);
		run(&sample, 7);
		struct db *db = db_open(sample.path, DB_WRITE, &sample.error);
		assert_non_null(db);
		assert_true(db_exec(db, cases[i].sql, &sample.error));
		db_close(db);
		refused(&sample, cases[i].why);
		sample_close(&sample);
	}
	sample_open(&sample);
	FILE *file = fopen(sample.path, "w");
	assert_non_null(file);
	fputs("no database at all, but long enough to be taken for the head of one if nobody looks at it closely\n", file);
	fclose(file);
	refused(&sample, "no SQLite file");
	file = fopen(sample.path, "w");
	fclose(file);
	refused(&sample, "no store of tally");
	unlink(sample.path);
	assert_null(store_open(sample.path, &sample.error));
	assert_non_null(strstr(sample.error.what, "'tally run' writes it"));
	sample_close(&sample);
}

/* Every allocation fails once; what is left is the old store. */
static bool whole_run(struct sample *sample, struct tally_error *error)
{
	struct store_workspace workspace = { "t", "", &sample->tree, R_CITY, 1, sample_period("2018"), ROUND_HALF_UP, false };
	struct store_writer *writer = NULL;
	struct store_reader *reader;
	struct store_indicator indicator = { .name = "a.b", .area = "a", .cube = "c", .width = 1, .kind = VALUE_NUMBER };
	struct store_changes changes;
	uint32_t *ids, cube = 0;
	int slot;
	if (!store_begin(sample->path, false, "", &writer, error))
		return false;
	bool good = store_put_workspace(writer, &workspace, &sample->arena, &ids, error) &&
		store_put_area(writer, "a", "", "", "", 0, true, error) &&
		store_put_indicator(writer, &indicator, &cube, &slot, error) && store_end_area(writer, "a", error);
	int64_t key = key_make(cube, 1, sample_period("2018"), 0), value = 5;
	uint8_t present = 1;
	struct cells cells = { 1, 1, &key, &value, &present };
	good = good && store_put_cells(writer, cube, &cells, &changes, error) && store_inside(writer, &reader, error);
	if (good)
		return store_commit(writer, error);
	store_rollback(writer);
	return false;
}

static void test_memory(void **state)
{
	struct sample sample;
	bool good = false;
	long n = 0;
	(void)state;
	sample_open(&sample);
	for (; !good && n < 2000; n++) {
		struct tally_error error = { 0 };
		failing_after = n;
		good = whole_run(&sample, &error);
		failing_after = -1;
		assert_int_equal(error.code, good ? ERROR_NONE : ERROR_MEMORY);
		if (!good)
			assert_false(sample_there(&sample, "") || sample_there(&sample, ".new"));
	}
	assert_true(good && n > 20);
	for (n = 0, good = false; !good && n < 2000; n++) {
		struct tally_error error = { 0 };
		failing_after = n;
		struct store_reader *reader = store_open(sample.path, &error);
		failing_after = -1;
		good = reader;
		assert_int_equal(error.code, good ? ERROR_NONE : ERROR_MEMORY);
		store_close(reader);
	}
	assert_true(good);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_runs), cmocka_unit_test(test_rollback),
		cmocka_unit_test(test_dry), cmocka_unit_test(test_leftover), cmocka_unit_test(test_snapshot),
		cmocka_unit_test(test_strangers), cmocka_unit_test(test_memory) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
