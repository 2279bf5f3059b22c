/* IO: SQLite. Knows connections, statements and what the codes of the database mean for the one who runs the program. Must not know
 * any table of the project. */
#include "io/db.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "io/db_file.h"

enum { BUSY_MILLISECONDS = 5000 };

struct db {
	sqlite3 *handle;
	struct arena arena;
	const char *path; /* as given, for messages */
	const char *name; /* for SQLite: never a URI, never one of its special names */
};

struct db_query {
	struct db *db;
	sqlite3_stmt *statement;
	int failed; /* of a bind or a column, told by the next step */
};

static const int mode_flags[] = {
	[DB_READ] = SQLITE_OPEN_READONLY,
	[DB_WRITE] = SQLITE_OPEN_READWRITE,
	[DB_CREATE] = SQLITE_OPEN_READWRITE,
	[DB_MEMORY] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY,
};

/* What a code means, and what to do about it. */
static const struct meaning {
	int code;
	enum error_code error;
	const char *advice;
} meanings[] = {
	{ SQLITE_BUSY, ERROR_BUSY, N_("another process holds it: wait until that one has ended") },
	{ SQLITE_LOCKED, ERROR_BUSY, N_("another query holds it: end that one first") },
	{ SQLITE_FULL, ERROR_STORE, N_("the disk is full: make room and run again") },
	{ SQLITE_IOERR, ERROR_STORE, N_("the file or its disk cannot be read or written: look at the disk and run again") },
	{ SQLITE_NOTADB, ERROR_STORE, N_("this is no SQLite file: name another one or move it away") },
	{ SQLITE_CORRUPT, ERROR_STORE, N_("the file is damaged: put a copy in its place, or move it away and run again") },
	{ SQLITE_READONLY, ERROR_STORE, N_("the file or its folder cannot be written: change their permissions") },
	{ SQLITE_CANTOPEN, ERROR_STORE, N_("look whether the file is there and its folder can be written") },
	{ SQLITE_PERM, ERROR_STORE, N_("look at the permissions of the file and its folder") },
	{ SQLITE_PROTOCOL, ERROR_BUSY, N_("other processes hold it: run again") },
	{ SQLITE_INTERRUPT, ERROR_STOPPED, N_("stopped") },
};

static const struct meaning *meaning_of(int code)
{
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
		if (meanings[i].code == (code & 0xff))
			return &meanings[i];
	return NULL;
}

/* `sql` is shown where the fault is in the statement itself; NULL when there is none. */
static bool db_fail(const struct db *db, int code, const char *sql, struct tally_error *error)
{
	const struct meaning *meaning = meaning_of(code);
	bool told = db->handle && sqlite3_extended_errcode(db->handle) == code;
	const char *text = told ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
	int number = told ? sqlite3_system_errno(db->handle) : 0;
	if ((code & 0xff) == SQLITE_NOMEM)
		return error_memory(error);
	if (!meaning)
		return error_set(error, ERROR_STORE, sql ? "%s: %s: '%s'" : "%s: %s", db->path, text, sql);
	if (number != 0 && meaning->error == ERROR_STORE)
		return error_set(
			error, meaning->error, "%s: %s (%s): %s", db->path, text, error_reason(number), _(meaning->advice));
	return error_set(error, meaning->error, "%s: %s: %s", db->path, text, _(meaning->advice));
}

static int connection_set(sqlite3 *handle)
{
	static const struct {
		int option, value;
	} options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
	};
	int code = sqlite3_busy_timeout(handle, BUSY_MILLISECONDS);
	for (size_t i = 0; code == SQLITE_OK && i < sizeof options / sizeof options[0]; i++)
		code = sqlite3_db_config(handle, options[i].option, options[i].value, NULL);
	return code;
}

/* Opens and reads the head of the file: SQLite itself would tell a foreign or unreadable file only later. */
static int connect_as(struct db *db, const char *name, int flags)
{
	sqlite3_close_v2(db->handle);
	db->handle = NULL;
	int code = sqlite3_open_v2(name, &db->handle, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK)
		code = connection_set(db->handle);
	if (code == SQLITE_OK)
		code = sqlite3_exec(db->handle, "PRAGMA schema_version", NULL, NULL, NULL);
	/* A file that cannot be written is opened for reading without a word. */
	if (code == SQLITE_OK && flags & SQLITE_OPEN_READWRITE && sqlite3_db_readonly(db->handle, "main") == 1)
		code = SQLITE_READONLY;
	return code;
}

/* A store in write-ahead mode wants to make files beside itself even for reading, which a read-only medium does not let it. */
static int connect_read(struct db *db)
{
	int code = connect_as(db, db->name, mode_flags[DB_READ]);
	/* A writer was killed: what it left must be rolled back or recovered, which only a connection that may write does. */
	if ((code == SQLITE_READONLY_RECOVERY || code == SQLITE_READONLY_ROLLBACK) &&
		connect_as(db, db->name, mode_flags[DB_WRITE]) == SQLITE_OK)
		code = connect_as(db, db->name, mode_flags[DB_READ]);
	/* A full disk has no room for these files either. */
	bool medium = code == SQLITE_CANTOPEN || code == SQLITE_READONLY_CANTINIT || code == SQLITE_READONLY_DIRECTORY ||
		code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_SHMOPEN;
	if (!medium || db_file_log_waits(&db->arena, db->name))
		return code;
	const char *name = db_file_immutable(&db->arena, db->name);
	return name ? connect_as(db, name, mode_flags[DB_READ] | SQLITE_OPEN_URI) : SQLITE_NOMEM;
}

static bool db_connect(struct db *db, enum db_mode mode, struct tally_error *error)
{
	if (mode == DB_CREATE ? !db_file_create(db->path, db->name, error)
			      : mode != DB_MEMORY && !db_file_check(db->path, db->name, error))
		return false;
	int code = mode == DB_READ ? connect_read(db) : connect_as(db, db->name, mode_flags[mode]);
	if (code == SQLITE_OK)
		return true;
	if (mode == DB_CREATE)
		unlink(db->name);
	return db_fail(db, code, NULL, error);
}

struct db *db_open(const char *path, enum db_mode mode, struct tally_error *error)
{
	struct db *db = memory_alloc(1, sizeof *db);
	if (!db) {
		error_memory(error);
		return NULL;
	}
	db->path = arena_copy(&db->arena, text_of(mode == DB_MEMORY ? ":memory:" : path));
	db->name = mode == DB_MEMORY ? db->path : db_file_name(&db->arena, path);
	if (!db->path || !db->name)
		error_memory(error);
	else if (db_connect(db, mode, error))
		return db;
	db_close(db);
	return NULL;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	sqlite3_close_v2(db->handle);
	arena_done(&db->arena);
	memory_free(db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

bool db_exec(struct db *db, const char *sql, struct tally_error *error)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || db_fail(db, code, sql, error);
}

bool db_int(struct db *db, const char *sql, int64_t *value, struct tally_error *error)
{
	struct db_query *query = db_prepare(db, sql, error);
	if (!query)
		return false;
	struct tally_error problem = { 0 };
	*value = db_step(query, &problem) ? db_column_int(query, 0) : 0;
	db_finish(query);
	return problem.code == ERROR_NONE || error_set(error, problem.code, "%s", problem.what);
}

struct db_query *db_prepare(struct db *db, const char *sql, struct tally_error *error)
{
	const char *rest = NULL;
	struct db_query *query = memory_alloc(1, sizeof *query);
	if (!query) {
		error_memory(error);
		return NULL;
	}
	query->db = db;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &query->statement, &rest);
	if (code == SQLITE_OK && query->statement && rest[strspn(rest, " \t\r\n;")] == '\0')
		return query;
	if (code == SQLITE_OK)
		error_set(error, ERROR_STORE, _("%s: not one statement: '%s'"), db->path, sql);
	else
		db_fail(db, code, sql, error);
	db_finish(query);
	return NULL;
}

void db_finish(struct db_query *query)
{
	if (!query)
		return;
	sqlite3_finalize(query->statement);
	memory_free(query);
}

static void bind_note(struct db_query *query, int code)
{
	if (query->failed == SQLITE_OK)
		query->failed = code;
}

void db_bind_int(struct db_query *query, int place, int64_t value)
{
	bind_note(query, sqlite3_bind_int64(query->statement, place, value));
}

void db_bind_null(struct db_query *query, int place)
{
	bind_note(query, sqlite3_bind_null(query->statement, place));
}

void db_bind_text(struct db_query *query, int place, struct text value)
{
	/* A null pointer would bind null, and the empty text is not null. */
	const char *at = value.at ? value.at : "";
	bind_note(query, sqlite3_bind_text64(query->statement, place, at, value.len, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void db_bind_zero(struct db_query *query, int place, const char *value)
{
	if (value)
		db_bind_text(query, place, text_of(value));
	else
		db_bind_null(query, place);
}

/* At the end and on an error the statement is reset at once: its locks go, and new parameters can be bound. */
bool db_step(struct db_query *query, struct tally_error *error)
{
	int code = query->failed == SQLITE_OK ? sqlite3_step(query->statement) : query->failed;
	query->failed = SQLITE_OK;
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		db_fail(query->db, code, sqlite3_sql(query->statement), error);
	sqlite3_reset(query->statement);
	return false;
}

bool db_run(struct db_query *query, struct tally_error *error)
{
	struct tally_error problem = { 0 };
	while (db_step(query, &problem))
		;
	return problem.code == ERROR_NONE || error_set(error, problem.code, "%s", problem.what);
}

bool db_reset(struct db_query *query, struct tally_error *error)
{
	int failed = query->failed;
	query->failed = SQLITE_OK;
	sqlite3_reset(query->statement);
	return failed == SQLITE_OK || db_fail(query->db, failed, sqlite3_sql(query->statement), error);
}

int64_t db_column_int(struct db_query *query, int column)
{
	return sqlite3_column_int64(query->statement, column);
}

double db_column_real(struct db_query *query, int column)
{
	return sqlite3_column_double(query->statement, column);
}

bool db_column_null(struct db_query *query, int column)
{
	return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

struct text db_column_text(struct db_query *query, int column)
{
	bool null = db_column_null(query, column);
	const char *at = (const char *)sqlite3_column_text(query->statement, column);
	if (!at && !null)
		bind_note(query, SQLITE_NOMEM);
	return (struct text){ at ? at : "", at ? (size_t)sqlite3_column_bytes(query->statement, column) : 0 };
}

int db_columns(const struct db_query *query)
{
	return sqlite3_column_count(query->statement);
}

const char *db_column_name(const struct db_query *query, int column)
{
	const char *name = sqlite3_column_name(query->statement, column);
	return name ? name : "";
}

int64_t db_changes(const struct db *db)
{
	return sqlite3_changes64(db->handle);
}

/* One step takes all pages, so that no writer comes between; a writer that holds the file just now is waited for as everywhere. */
bool db_copy(struct db *from, struct db *to, struct tally_error *error)
{
	sqlite3_backup *copy = sqlite3_backup_init(to->handle, "main", from->handle, "main");
	if (!copy)
		return db_fail(to, sqlite3_extended_errcode(to->handle), NULL, error);
	int code = sqlite3_backup_step(copy, -1);
	int end = sqlite3_backup_finish(copy);
	if (code != SQLITE_DONE)
		return db_fail(code == SQLITE_FULL || (code & 0xff) == SQLITE_IOERR ? to : from, code, NULL, error);
	return (end == SQLITE_OK || db_fail(to, end, NULL, error)) && db_exec(to, "PRAGMA journal_mode = DELETE", error);
}

const char *db_version(void)
{
	return sqlite3_libversion();
}
