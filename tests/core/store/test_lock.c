/* Tests of store/lock.c: one writer, what a second one is told, leftovers, folders that are not there. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <sys/wait.h>

static void test_one_writer(void **state)
{
	struct sample sample;
	char expected[64];
	(void)state;
	sample_open(&sample);
	struct store_lock *lock = store_lock(sample.path, &sample.error);
	assert_non_null(lock);
	assert_true(sample_there(&sample, ".lock"));
	assert_null(store_lock(sample.path, &sample.error));
	assert_int_equal(sample.error.code, ERROR_BUSY);
	snprintf(expected, sizeof expected, "by process %ld since 2", (long)getpid());
	assert_non_null(strstr(sample.error.what, expected));
	assert_non_null(strstr(sample.error.what, sample.path));
	store_unlock(lock);
	assert_false(sample_there(&sample, ".lock"));
	error_clear(&sample.error);
	lock = store_lock(sample.path, &sample.error);
	assert_non_null(lock);
	store_unlock(lock);
	store_unlock(NULL);
	sample_close(&sample);
}

/* A process that dies without unlocking leaves the file, not the lock. */
static void test_leftover(void **state)
{
	struct sample sample;
	int status;
	(void)state;
	sample_open(&sample);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(store_lock(sample.path, &sample.error) ? 0 : 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_true(sample_there(&sample, ".lock"));
	struct store_lock *lock = store_lock(sample.path, &sample.error);
	assert_non_null(lock);
	store_unlock(lock);
	sample_close(&sample);
}

/* A holder that has not signed yet, or a file with other content. */
static void test_unsigned(void **state)
{
	static const char *const contents[] = { "", "x", "12", "12 \n" };
	struct sample sample;
	(void)state;
	sample_open(&sample);
	struct store_lock *lock = store_lock(sample.path, &sample.error);
	assert_non_null(lock);
	for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++) {
		char path[128];
		snprintf(path, sizeof path, "%s.lock", sample.path);
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fputs(contents[i], file);
		fclose(file);
		error_clear(&sample.error);
		assert_null(store_lock(sample.path, &sample.error));
		assert_non_null(strstr(sample.error.what, "by another process"));
	}
	store_unlock(lock);
	sample_close(&sample);
}

static void test_folders(void **state)
{
	struct sample sample;
	char path[128];
	(void)state;
	sample_open(&sample);
	snprintf(path, sizeof path, "%s/none/x.db", sample.folder);
	assert_null(store_lock(path, &sample.error));
	assert_int_equal(sample.error.code, ERROR_STORE);
	assert_non_null(strstr(sample.error.what, "/none' does not exist: create it"));
	snprintf(path, sizeof path, "/proc/x.db");
	error_clear(&sample.error);
	assert_null(store_lock(path, &sample.error));
	assert_int_equal(sample.error.code, ERROR_STORE);
	assert_non_null(strstr(sample.error.what, "folder '/proc'"));
	if (geteuid() != 0) { /* root may write everywhere */
		chmod(sample.folder, 0500);
		error_clear(&sample.error);
		assert_null(store_lock(sample.path, &sample.error));
		assert_non_null(strstr(sample.error.what, "cannot be written"));
		chmod(sample.folder, 0700);
	}
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_one_writer), cmocka_unit_test(test_leftover),
		cmocka_unit_test(test_unsigned), cmocka_unit_test(test_folders) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
