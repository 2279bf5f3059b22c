/* Tests of io/db.c: modes of opening, typed values there and back, locks, and what a failure says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "failing.h"
#include "io/db.h"

static char folder[32], file[64];

static int folder_make(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/tally-db-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	/* A name with all that a URI would read otherwise, beginning as that of a host would. */
	snprintf(file, sizeof file, "/%s/a 50%%?b#.db", folder);
	return 0;
}

static int folder_drop(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	char name[128];
	(void)state;
	chmod(folder, 0700);
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		snprintf(name, sizeof name, "%s%s", file, ends[i]);
		unlink(name);
	}
	return rmdir(folder);
}

static struct db *opened(const char *path, enum db_mode mode)
{
	struct tally_error error = { 0 };
	struct db *db = db_open(path, mode, &error);
	if (!db)
		fail_msg("%s", error.what);
	return db;
}

static void done(struct db *db, const char *sql)
{
	struct tally_error error = { 0 };
	if (!db_exec(db, sql, &error))
		fail_msg("%s", error.what);
}

static int64_t number(struct db *db, const char *sql)
{
	struct tally_error error = { 0 };
	int64_t value = -1;
	if (!db_int(db, sql, &value, &error))
		fail_msg("%s", error.what);
	return value;
}

static struct db_query *prepared(struct db *db, const char *sql)
{
	struct tally_error error = { 0 };
	struct db_query *query = db_prepare(db, sql, &error);
	if (!query)
		fail_msg("%s", error.what);
	return query;
}

static void refused(const char *path, enum db_mode mode, enum error_code code, const char *part)
{
	struct tally_error error = { 0 };
	assert_null(db_open(path, mode, &error));
	assert_int_equal(error.code, code);
	assert_non_null(strstr(error.what, path));
	if (!strstr(error.what, part))
		fail_msg("'%s' is not in '%s'", part, error.what);
}

static void file_write(const char *text)
{
	FILE *out = fopen(file, "wb");
	assert_non_null(out);
	assert_true(fputs(text, out) >= 0);
	assert_int_equal(fclose(out), 0);
}

static void modes(void **state)
{
	(void)state;
	refused(file, DB_READ, ERROR_STORE, "cannot open");
	refused(file, DB_WRITE, ERROR_STORE, "cannot open");
	assert_int_not_equal(access(file, F_OK), 0);
	struct db *db = opened(file, DB_CREATE);
	assert_string_equal(db_path(db), file);
	done(db, "create table t(a int) strict; insert into t values (7);");
	db_close(db);
	refused(file, DB_CREATE, ERROR_STORE, "already there");

	db = opened(file, DB_READ);
	assert_int_equal(number(db, "select a from t"), 7);
	struct tally_error error = { 0 };
	assert_false(db_exec(db, "insert into t values (8)", &error));
	assert_int_equal(error.code, ERROR_STORE);
	db_close(db);

	db = opened(file, DB_WRITE);
	done(db, "insert into t values (8)");
	assert_int_equal(db_changes(db), 1);
	assert_int_equal(number(db, "select sum(a) from t"), 15);
	db_close(db);
	db_close(NULL);
	refused(folder, DB_READ, ERROR_STORE, "not a regular file");
}

/* Names with a meaning to SQLite are files here. */
static void special_names_are_files(void **state)
{
	static const char *const names[] = { ":memory:", "file:x?mode=memory" };
	char home[256];
	(void)state;
	assert_non_null(getcwd(home, sizeof home));
	assert_int_equal(chdir(folder), 0);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		db_close(opened(names[i], DB_CREATE));
		assert_int_equal(unlink(names[i]), 0);
	}
	assert_int_equal(chdir(home), 0);
}

static void memory(void **state)
{
	(void)state;
	struct db *db = opened(NULL, DB_MEMORY);
	assert_string_equal(db_path(db), ":memory:");
	done(db, "create table t(a)");
	assert_int_equal(number(db, "select count(*) from t"), 0);
	assert_int_equal(number(db, "select a from t"), 0);
	db_close(db);
}

static void connections_are_guarded(void **state)
{
	(void)state;
	struct db *db = opened(NULL, DB_MEMORY);
	struct tally_error error = { 0 };
	assert_int_equal(number(db, "pragma foreign_keys"), 1);
	assert_int_equal(number(db, "pragma trusted_schema"), 0);
	assert_int_equal(number(db, "pragma busy_timeout"), 5000);
	done(db, "pragma writable_schema = on");
	assert_false(db_exec(db, "update sqlite_schema set sql = ''", &error));
	error_clear(&error);
	assert_false(db_exec(db, "select load_extension('x')", &error));
	error_clear(&error);
	done(db, "create table a(i integer primary key); create table b(i int references a)");
	assert_false(db_exec(db, "insert into b values (1)", &error));
	assert_int_equal(error.code, ERROR_STORE);
	db_close(db);
}

static void values_there_and_back(void **state)
{
	static const int64_t numbers[] = { 0, 1, -1, INT64_MAX, INT64_MIN };
	(void)state;
	struct tally_error error = { 0 };
	struct db *db = opened(NULL, DB_MEMORY);
	done(db, "create table t(i integer, x text, y text, z text) strict");
	struct db_query *put = prepared(db, "insert into t values (?1, ?2, ?3, ?4)");
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		char gone[] = "濮阳 and more";
		db_bind_int(put, 1, numbers[i]);
		db_bind_text(put, 2, (struct text){ gone, 6 });
		db_bind_zero(put, 3, NULL);
		db_bind_text(put, 4, (struct text){ NULL, 0 });
		memset(gone, 'x', sizeof gone - 1);
		assert_true(db_run(put, &error));
	}
	db_finish(put);
	struct db_query *get = prepared(db, "select i, x, y, z, i + 0.5 as half from t order by rowid");
	assert_int_equal(db_columns(get), 5);
	assert_string_equal(db_column_name(get, 4), "half");
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		assert_true(db_step(get, &error));
		assert_true(db_column_int(get, 0) == numbers[i]);
		assert_true(text_is(db_column_text(get, 1), "濮阳"));
		assert_true(db_column_null(get, 2));
		assert_int_equal(db_column_text(get, 2).len, 0);
		assert_non_null(db_column_text(get, 2).at);
		assert_false(db_column_null(get, 3));
		assert_int_equal(db_column_text(get, 3).len, 0);
		assert_true(db_column_real(get, 4) == (double)numbers[i] + 0.5);
	}
	assert_false(db_step(get, &error));
	assert_int_equal(error.code, ERROR_NONE);
	db_finish(get);
	db_finish(NULL);
	db_close(db);
}

/* A finished query starts again with new parameters; those that were not bound anew stay. */
static void queries_run_again(void **state)
{
	(void)state;
	struct tally_error error = { 0 };
	struct db *db = opened(NULL, DB_MEMORY);
	struct db_query *query = prepared(db, "select ?1 * 10 + ?2");
	db_bind_int(query, 1, 4);
	for (int round = 0; round < 3; round++) {
		db_bind_int(query, 2, round);
		assert_true(db_step(query, &error));
		assert_int_equal(db_column_int(query, 0), 40 + round);
		if (round == 1)
			assert_true(db_reset(query, &error));
		else
			assert_false(db_step(query, &error));
	}
	assert_int_equal(error.code, ERROR_NONE);
	db_finish(query);
	db_close(db);
}

static void a_failed_bind_fails_the_step(void **state)
{
	(void)state;
	struct tally_error error = { 0 };
	struct db *db = opened(NULL, DB_MEMORY);
	struct db_query *query = prepared(db, "select ?1");
	db_bind_int(query, 2, 1);
	db_bind_int(query, 1, 1);
	assert_false(db_step(query, &error));
	assert_int_equal(error.code, ERROR_STORE);
	error_clear(&error);
	db_bind_null(query, 3);
	assert_false(db_reset(query, &error));
	error_clear(&error);
	assert_true(db_step(query, &error));
	assert_int_equal(db_column_int(query, 0), 1);
	db_finish(query);
	db_close(db);
}

static const struct faulty {
	const char *sql, *part;
} faulty[] = {
	{ "selec 1", "syntax error: 'selec 1'" },
	{ "select missing", "no such column: missing" },
	{ "", "not one statement" },
	{ "  -- only a remark", "not one statement" },
	{ "select 1; select 2", "not one statement" },
};

static void faulty_statements(void **state)
{
	(void)state;
	struct db *db = opened(NULL, DB_MEMORY);
	for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++) {
		struct tally_error error = { 0 };
		assert_null(db_prepare(db, faulty[i].sql, &error));
		assert_int_equal(error.code, ERROR_STORE);
		if (!strstr(error.what, faulty[i].part))
			fail_msg("'%s' is not in '%s'", faulty[i].part, error.what);
	}
	struct tally_error error = { 0 };
	done(db, "create table t(a unique); insert into t values (1)");
	assert_false(db_exec(db, "insert into t values (2); insert into t values (1)", &error));
	assert_non_null(strstr(error.what, "UNIQUE"));
	error_clear(&error);
	struct db_query *query = prepared(db, "insert into t values (1)");
	assert_false(db_run(query, &error));
	assert_int_equal(error.code, ERROR_STORE);
	db_finish(query);
	int64_t value = 0;
	error_clear(&error);
	assert_false(db_int(db, "select abs(-9223372036854775808)", &value, &error));
	db_finish(prepared(db, "select 1 ; \n"));
	db_close(db);
}

static void foreign_and_damaged_files(void **state)
{
	(void)state;
	char text[4096];
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	file_write(text);
	refused(file, DB_READ, ERROR_STORE, "no SQLite file");
	refused(file, DB_WRITE, ERROR_STORE, "no SQLite file");
	unlink(file);
	struct db *db = opened(file, DB_CREATE);
	done(db, "create table t(a); insert into t values (zeroblob(100000))");
	db_close(db);
	assert_int_equal(truncate(file, 8192), 0);
	refused(file, DB_READ, ERROR_STORE, "the file is damaged");
}

/* Damage behind the head shows when it is read. */
static void damage_inside(void **state)
{
	(void)state;
	struct db *db = opened(file, DB_CREATE);
	done(db, "create table t(a); insert into t values (zeroblob(100000))");
	db_close(db);
	FILE *out = fopen(file, "r+b");
	assert_non_null(out);
	assert_int_equal(fseek(out, 4096, SEEK_SET), 0);
	for (int i = 0; i < 4096; i++)
		assert_int_equal(fputc(0xff, out), 0xff);
	assert_int_equal(fclose(out), 0);
	struct tally_error error = { 0 };
	int64_t value = 0;
	db = opened(file, DB_READ);
	assert_false(db_int(db, "select sum(length(a)) from t", &value, &error));
	assert_int_equal(error.code, ERROR_STORE);
	assert_non_null(strstr(error.what, "the file is damaged"));
	db_close(db);
}

static void a_full_disk_is_told(void **state)
{
	(void)state;
	struct tally_error error = { 0 };
	struct db *db = opened(file, DB_CREATE);
	done(db, "create table t(a)");
	number(db, "pragma max_page_count = 3");
	assert_false(db_exec(db, "insert into t values (zeroblob(100000))", &error));
	assert_int_equal(error.code, ERROR_STORE);
	assert_non_null(strstr(error.what, "make room"));
	db_close(db);
}

static void a_held_store_is_busy(void **state)
{
	(void)state;
	struct tally_error error = { 0 };
	struct db *first = opened(file, DB_CREATE), *second = opened(file, DB_WRITE);
	done(first, "create table t(a)");
	done(second, "pragma busy_timeout = 1");
	done(first, "begin immediate");
	assert_false(db_exec(second, "begin immediate", &error));
	assert_int_equal(error.code, ERROR_BUSY);
	assert_non_null(strstr(error.what, "wait"));
	done(first, "rollback");
	done(second, "begin immediate; rollback");
	db_close(first);
	db_close(second);
}

/* Closing while a query is open must neither leak nor crash when the query ends later. */
static void closing_before_the_query(void **state)
{
	(void)state;
	struct db *db = opened(NULL, DB_MEMORY);
	struct db_query *query = prepared(db, "select 1");
	db_close(db);
	db_finish(query);
}

/* The next three run in a child, without the rights of root. */
static int reads_and_does_not_write(void)
{
	struct tally_error error = { 0 };
	int64_t value = 0;
	struct db *db = db_open(file, DB_READ, &error);
	if (!db)
		return 1;
	bool read = db_int(db, "select a from t", &value, &error) && value == 7;
	db_close(db);
	return read && !db_open(file, DB_WRITE, &error) && strstr(error.what, file) ? 0 : 2;
}

static int cannot_read(void)
{
	struct tally_error error = { 0 };
	struct db *db = db_open(file, DB_READ, &error);
	db_close(db);
	return db ? 1 : error.code == ERROR_STORE ? 0 : 2;
}

static int cannot_write(void)
{
	struct tally_error error = { 0 };
	struct db *db = db_open(file, DB_WRITE, &error);
	db_close(db);
	return db ? 1 : strstr(error.what, "cannot be written: change their permissions") ? 0 : 2;
}

static int child_status(int (*run)(void))
{
	int status = 0;
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		_exit(geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0) ? 99 : run());
	assert_true(child > 0 && waitpid(child, &status, 0) == child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

static void store_make(const char *journal)
{
	struct db *db = opened(file, DB_CREATE);
	done(db, journal);
	done(db, "create table t(a int); insert into t values (7)");
	db_close(db);
	assert_int_equal(chmod(file, 0444), 0);
}

/* A store in write-ahead mode in a folder that cannot be written. */
static void reads_where_nothing_can_be_written(void **state)
{
	(void)state;
	char log[128];
	store_make("pragma journal_mode = wal");
	assert_int_equal(chmod(folder, 0555), 0);
	assert_int_equal(child_status(reads_and_does_not_write), 0);
	/* With a log that waits, reading past it would give an older state: refused. */
	assert_int_equal(chmod(folder, 0755), 0);
	snprintf(log, sizeof log, "%s-wal", file);
	FILE *out = fopen(log, "wb");
	assert_non_null(out);
	assert_true(fputs("waits", out) >= 0);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	assert_int_equal(child_status(cannot_read), 0);
}

/* SQLite opens such a file for reading instead, and says so only at the first write. */
static void a_file_that_cannot_be_written_is_told_at_once(void **state)
{
	(void)state;
	store_make("pragma journal_mode = delete");
	assert_int_equal(chmod(folder, 0755), 0);
	assert_int_equal(child_status(cannot_write), 0);
}

static void every_allocation_fails_once(void **state)
{
	(void)state;
	db_close(opened(file, DB_CREATE));
	for (long after = 0, whole = 0; !whole; after++) {
		struct tally_error error = { 0 };
		failing_after = after;
		struct db *db = db_open(file, DB_WRITE, &error);
		struct db_query *query = db ? db_prepare(db, "select 1", &error) : NULL;
		whole = failing_after >= 0;
		failing_after = -1;
		assert_int_equal(error.code, whole ? ERROR_NONE : ERROR_MEMORY);
		assert_int_equal(query != NULL, whole);
		assert_true(!whole || after > 2);
		db_finish(query);
		db_close(db);
	}
}

static void version(void **state)
{
	(void)state;
	assert_int_equal(db_version()[0], '3');
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(modes),
		IN_FOLDER(special_names_are_files),
		cmocka_unit_test(memory),
		cmocka_unit_test(connections_are_guarded),
		cmocka_unit_test(values_there_and_back),
		cmocka_unit_test(queries_run_again),
		cmocka_unit_test(a_failed_bind_fails_the_step),
		cmocka_unit_test(faulty_statements),
		IN_FOLDER(foreign_and_damaged_files),
		IN_FOLDER(damage_inside),
		IN_FOLDER(a_full_disk_is_told),
		IN_FOLDER(a_held_store_is_busy),
		cmocka_unit_test(closing_before_the_query),
		IN_FOLDER(reads_where_nothing_can_be_written),
		IN_FOLDER(a_file_that_cannot_be_written_is_told_at_once),
		IN_FOLDER(every_allocation_fails_once),
		cmocka_unit_test(version),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
