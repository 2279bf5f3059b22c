/* Store: a copy of a store as of one moment. Knows files and that a copy is checked; knows no table. */
#include "store/backup.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/inner.h"

/* The pages and the tables of the copy, as SQLite sees them. */
static bool copy_check(struct db *copy, struct tally_error *error)
{
	struct db_query *query = db_prepare(copy, "PRAGMA quick_check(1)", error);
	struct tally_error problem = { 0 };
	if (!query)
		return false;
	bool good = db_step(query, &problem) && text_is(db_column_text(query, 0), "ok");
	if (!good && problem.code == ERROR_NONE) {
		struct text what = db_column_text(query, 0);
		error_set(&problem, ERROR_STORE, _("%s: the copy is damaged: %.*s: check the store with 'tally check --store'"),
			db_path(copy), (int)what.len, what.at);
	}
	db_finish(query);
	return good || error_set(error, problem.code, "%s", problem.what);
}

static bool copy_fill(struct db *from, const char *aside, int64_t *run, struct tally_error *error)
{
	int version;
	struct db *copy = db_open(aside, DB_CREATE, error);
	bool good = copy && db_copy(from, copy, error) && store_version(copy, &version, error) && copy_check(copy, error) &&
		db_int(copy, "SELECT max(id) FROM run", run, error);
	db_close(copy);
	return good && file_sync(aside, error);
}

/* A link, unlike a rename, never takes the place of a file that came there meanwhile. */
static bool copy_name(const char *aside, const char *into, struct tally_error *error)
{
	if (link(aside, into) == 0)
		return unlink(aside) == 0 || error_errno(error, ERROR_STORE, errno, aside, _("cannot be removed"));
	if (errno == EEXIST)
		return error_set(error, ERROR_STORE, _("%s: is already there: move it away or name another file"), into);
	return file_rename(aside, into, error); /* a file system without links */
}

static bool copy_make(struct db *from, const char *into, struct arena *arena, int64_t *run, struct tally_error *error)
{
	const char *aside = arena_printf(arena, "%s.new", into);
	if (!aside)
		return error_memory(error);
	if (unlink(aside) != 0 && errno != ENOENT)
		return error_errno(error, ERROR_STORE, errno, aside, _("cannot remove what an earlier backup left"));
	bool good = copy_fill(from, aside, run, error) && copy_name(aside, into, error) && file_sync_folder(into, error);
	if (!good)
		unlink(aside);
	return good;
}

bool store_backup(const char *path, const char *into, int64_t *run, struct tally_error *error)
{
	struct stat status;
	struct arena arena = { 0 };
	int version;
	if (stat(into, &status) == 0)
		return error_set(error, ERROR_STORE, _("%s: is already there: move it away or name another file"), into);
	if (stat(path, &status) != 0 && errno == ENOENT)
		return error_set(error, ERROR_STORE, _("store '%s' is not there: 'tally run' writes it"), path);
	struct db *from = db_open(path, DB_READ, error);
	bool good = from && store_version(from, &version, error) && copy_make(from, into, &arena, run, error);
	db_close(from);
	arena_done(&arena);
	return good;
}
