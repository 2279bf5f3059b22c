/* Store: versions of the store. Knows how an older one is brought to the tables of today, and which ones this program can read; knows no table but those of
 * views.sql. */
#include "store/history.h"
#include "store/inner.h"

extern const char store_sql_schema[], store_sql_views[], store_sql_migrate_1[], store_sql_migrate_2[];

/* migrations[n] leads from version n to n + 1. */
static const char *const migrations[STORE_VERSION] = { [1] = store_sql_migrate_1, [2] = store_sql_migrate_2 };

bool store_version(struct db *db, int *version, struct tally_error *error)
{
	int64_t application = 0, written = 0;
	if (!db_int(db, "PRAGMA application_id", &application, error) || !db_int(db, "PRAGMA user_version", &written, error))
		return false;
	if (application != STORE_APPLICATION)
		return error_set(
			error, ERROR_STORE, _("%s: is no store of tally: name another file, or move it away"), db_path(db));
	if (written < 1 || written > STORE_VERSION)
		return error_set(error, ERROR_STORE,
			_("%s: was written by another tally: version '%lld' of the store, this one knows %d: use the newer "
			  "tally"),
			db_path(db), (long long)written, STORE_VERSION);
	*version = (int)written;
	return true;
}

bool store_known(struct db *db, struct tally_error *error)
{
	int version = 0;
	if (!store_version(db, &version, error))
		return false;
	return version == STORE_VERSION ||
		error_set(error, ERROR_STORE,
			_("%s: was written by an older tally: version '%d' of the store, this one reads %d: 'tally run' brings "
			  "it "
			  "there"),
			db_path(db), version, STORE_VERSION);
}

bool store_create(struct db *db, struct tally_error *error)
{
	return db_exec(db, store_sql_schema, error) && history_make(db, error) && db_exec(db, store_sql_views, error);
}

/* Everything that views.sql makes: read whole before any of it goes. */
static bool views_drop(struct db *db, struct tally_error *error)
{
	static const char sql[] = "SELECT group_concat('DROP ' || type || ' \"' || name || '\";', ' ') FROM sqlite_master "
				  "WHERE type = 'view' OR (type = 'table' AND name IN ('word', 'power'))";
	struct arena arena = { 0 };
	struct tally_error problem = { 0 };
	struct db_query *query = db_prepare(db, sql, error);
	const char *drops = query && db_step(query, &problem) ? arena_copy(&arena, db_column_text(query, 0)) : NULL;
	bool good = query != NULL;
	db_finish(query);
	if (problem.code != ERROR_NONE)
		good = error_set(error, problem.code, "%s", problem.what);
	else if (good)
		good = drops ? db_exec(db, drops, error) : error_memory(error);
	arena_done(&arena);
	return good;
}

/* What is kept from now on stands since the last run; what stood before it nobody kept. */
static bool history_begin(struct db *db, struct tally_error *error)
{
	int64_t run = 0;
	return db_int(db, "SELECT max(id) FROM run", &run, error) && history_make(db, error) && history_keep(db, run, error);
}

bool store_migrate(struct db *db, struct tally_error *error)
{
	int version = 0;
	if (!store_version(db, &version, error))
		return false;
	if (version == STORE_VERSION)
		return true;
	if (!db_exec(db, "PRAGMA defer_foreign_keys = ON", error) || !views_drop(db, error))
		return false;
	for (; version < STORE_VERSION; version++)
		if (!db_exec(db, migrations[version], error))
			return false;
	return history_begin(db, error) && db_exec(db, store_sql_views, error);
}
