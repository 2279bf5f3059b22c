/* Store: the life of a run: built aside, from nothing or on a copy of the store that is there, and renamed. Knows files, journals and the order of syncs;
 * knows nothing of the figures. */
#include "store/write.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/history.h"
#include "store/inner.h"

/* Nobody sees the file before it is renamed, so neither a journal on the disk nor syncs are needed until then. */
static const char aside_begin[] =
	"PRAGMA page_size = 8192; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
	"PRAGMA cache_size = -65536; BEGIN IMMEDIATE";
static const char there_begin[] = "PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536; BEGIN IMMEDIATE";

static void writer_free(struct store_writer *writer)
{
	if (writer->inside)
		store_close(writer->inside);
	queries_done(&writer->queries);
	db_close(writer->db);
	arena_done(&writer->arena);
	memory_free(writer->changed);
	memory_free(writer);
}

/* What a run that was killed left behind goes too. */
static bool aside_remove(struct store_writer *writer)
{
	static const char *const tails[] = { "", "-journal", "-wal", "-shm" };
	bool good = true;
	for (size_t i = 0; good && i < sizeof tails / sizeof tails[0]; i++) {
		const char *file = arena_printf(&writer->arena, "%s%s", writer->aside, tails[i]);
		good = file && (unlink(file) == 0 || errno == ENOENT);
	}
	return good;
}

/* A journal mode is a wish: where others hold the store, it stays as it is. */
static void wish(struct store_writer *writer, const char *sql)
{
	struct tally_error ignored = { 0 };
	if (!db_exec(writer->db, sql, &ignored))
		error_clear(&ignored);
}

static bool aside_open(struct store_writer *writer, struct db **db, struct tally_error *error)
{
	writer->aside = arena_printf(&writer->arena, "%s.new", writer->path);
	if (!writer->aside)
		return error_memory(error);
	if (!aside_remove(writer))
		return error_errno(error, ERROR_STORE, errno, writer->aside, _("cannot remove what an earlier run left"));
	*db = db_open(writer->aside, DB_CREATE, error);
	return *db != NULL;
}

static bool begin_new(struct store_writer *writer, struct tally_error *error)
{
	bool good = true;
	if (writer->dry)
		writer->db = db_open(writer->path, DB_MEMORY, error);
	else
		good = aside_open(writer, &writer->db, error);
	return good && writer->db && db_exec(writer->db, aside_begin, error) && store_create(writer->db, error);
}

/* Whether the store has a write-ahead log that others hold open: it cannot be replaced under them. */
static bool has_log(struct store_writer *writer, bool *log, struct tally_error *error)
{
	struct tally_error problem = { 0 };
	wish(writer, "PRAGMA busy_timeout = 100; PRAGMA journal_mode = DELETE");
	struct db_query *query = db_prepare(writer->db, "PRAGMA journal_mode", error);
	if (!query)
		return false;
	*log = db_step(query, &problem) && text_is(db_column_text(query, 0), "wal");
	db_finish(query);
	return problem.code == ERROR_NONE || error_set(error, problem.code, "%s", problem.what);
}

/* Readers keep the file they have open, and find the new one whole under its name: no lock is ever in their way. */
static bool begin_copy(struct store_writer *writer, struct tally_error *error)
{
	struct db *copy = NULL, *from = writer->db;
	bool good =
		aside_open(writer, &copy, error) && db_copy(from, copy, error) && file_mode(writer->path, writer->aside, error);
	writer->db = copy;
	db_close(from);
	return good && db_exec(copy, aside_begin, error) && store_migrate(copy, error);
}

static bool begin_there(struct store_writer *writer, struct tally_error *error)
{
	int version;
	writer->db = db_open(writer->path, DB_WRITE, error);
	if (!writer->db || !store_version(writer->db, &version, error) ||
		(!writer->dry && !has_log(writer, &writer->logged, error)))
		return false;
	if (!writer->dry && !writer->logged)
		return begin_copy(writer, error);
	if (writer->dry)
		wish(writer, "PRAGMA cache_spill = OFF; PRAGMA journal_mode = MEMORY");
	return db_exec(writer->db, there_begin, error) && store_migrate(writer->db, error);
}

static bool begin_run(struct store_writer *writer, const char *started, struct tally_error *error)
{
	static const char sql[] = "INSERT INTO run(started) VALUES(?1) RETURNING id";
	writer->queries.db = writer->db;
	return query_int(&writer->queries, sql, ARGS(STR(started)), &writer->run, error);
}

static struct store_writer *writer_new(const char *path, struct tally_error *error)
{
	struct store_writer *writer = memory_alloc(1, sizeof *writer);
	if (writer)
		writer->path = file_named(path, &writer->arena);
	if (writer && writer->path)
		return writer;
	error_memory(error);
	store_rollback(writer);
	return NULL;
}

bool store_amend(const char *path, struct store_writer **result, struct tally_error *error)
{
	struct stat status;
	if (stat(path, &status) != 0 && errno == ENOENT)
		return error_set(error, ERROR_STORE, _("store '%s' is not there: 'tally run' writes it"), path);
	struct store_writer *writer = writer_new(path, error);
	if (!writer)
		return false;
	if (begin_there(writer, error)) {
		writer->queries.db = writer->db;
		*result = writer;
		return true;
	}
	store_rollback(writer);
	return false;
}

bool store_begin(const char *path, bool dry, const char *started, struct store_writer **result, struct tally_error *error)
{
	struct stat status;
	struct store_writer *writer = writer_new(path, error);
	if (!writer)
		return false;
	writer->dry = dry;
	bool missing = stat(path, &status) != 0 && errno == ENOENT;
	if ((missing ? begin_new(writer, error) : begin_there(writer, error)) && begin_run(writer, started, error)) {
		*result = writer;
		return true;
	}
	store_rollback(writer);
	return false;
}

void store_rollback(struct store_writer *writer)
{
	if (!writer)
		return;
	queries_done(&writer->queries);
	if (writer->inside)
		store_close(writer->inside);
	writer->inside = NULL;
	if (writer->db) {
		wish(writer, "ROLLBACK");
		if (writer->logged)
			wish(writer, "PRAGMA busy_timeout = 100; PRAGMA journal_mode = DELETE");
	}
	db_close(writer->db);
	writer->db = NULL;
	if (writer->aside && !aside_remove(writer))
		writer->aside = NULL; /* the next run tries again */
	writer_free(writer);
}

static bool aside_publish(struct store_writer *writer, struct tally_error *error)
{
	const char *aside = writer->aside;
	if (!file_sync(aside, error) || !file_rename(aside, writer->path, error))
		return false;
	writer->aside = NULL;
	return file_sync_folder(writer->path, error);
}

static bool commit_changes(struct store_writer *writer, struct tally_error *error)
{
	static const char sql[] = "UPDATE run SET added = ?2, changed = ?3, removed = ?4 WHERE id = ?1";
	const struct store_changes *total = &writer->total;
	bool amends = writer->run == 0;
	bool good = amends ||
		query_run(&writer->queries, sql,
			ARGS(INT(writer->run), INT(total->added), INT(total->changed), INT(total->removed)), error);
	queries_done(&writer->queries);
	if (writer->inside)
		store_close(writer->inside);
	writer->inside = NULL;
	return good && (amends || history_keep(writer->db, writer->run, error)) &&
		(writer->dry || db_exec(writer->db, "COMMIT", error));
}

bool store_commit(struct store_writer *writer, struct tally_error *error)
{
	bool good = commit_changes(writer, error);
	if (good && writer->aside) {
		db_close(writer->db);
		writer->db = NULL;
		good = aside_publish(writer, error);
	} else if (good && writer->logged) {
		/* A reader that still looks at the old state need not hold up the run: the log waits for it beside the store. */
		wish(writer, "PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE)");
		wish(writer, "PRAGMA journal_mode = DELETE");
	}
	if (!good || writer->dry)
		store_rollback(writer);
	else
		writer_free(writer);
	return good;
}

bool period_use(struct store_writer *writer, period p, struct tally_error *error)
{
	static const char sql[] = "INSERT OR IGNORE INTO period(id, text, grain, first_day, last_day, first, last) VALUES(?1, "
				  "?2, ?3, ?4, ?5, ?6, ?7)";
	char text[PERIOD_TEXT_BYTES], first[11], last[11];
	enum grain grain;
	if (p < 0 || p >= 1 << KEY_PERIOD_BITS)
		return error_set(error, ERROR_STORE,
			_("%s: a period after 5460 cannot be stored: look at the dates of the registers"), writer->path);
	if (writer->periods[p / 64] >> (p % 64) & 1)
		return true;
	writer->periods[p / 64] |= UINT64_C(1) << (p % 64);
	period_print(p, text);
	date_print(period_first_day(p), first);
	date_print(period_last_day(p), last);
	int bit = period_grain(p, &grain) ? 1 << grain : 0;
	return query_run(&writer->queries, sql,
		ARGS(INT(p), STR(text), INT(bit), STR(first), STR(last), INT(period_first_day(p)), INT(period_last_day(p))),
		error);
}

const struct store_changed *store_changed(const struct store_writer *writer, size_t *count)
{
	*count = writer->changed_count;
	return writer->changed;
}
