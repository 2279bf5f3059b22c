/* Store: what stood beside the cells, run by run. For each table of names and statements a T_history of the same columns, in which a row stands from
 * first_run to last_run (null: it stands now). Knows which tables are kept; their columns it reads from the database. */
#include "store/history.h"

#include "store/inner.h"

/* A table that is added here is kept from then on: one row is all. `index`: columns by which the past is asked, beside the primary key. */
static const struct kept {
	const char *table, *index;
} kept[] = {
	{ "workspace", NULL },
	{ "region", NULL },
	{ "area", NULL },
	{ "register", NULL },
	{ "listing", NULL },
	{ "source", NULL },
	{ "issue_count", NULL },
	{ "indicator", NULL },
	{ "part", NULL },
	{ "rank_set", NULL },
	{ "rank_member", NULL },
	{ "tie", NULL },
	{ "acceptance", NULL },
	{ "statement", "indicator, region, period, breakdown" },
	{ "parameter", NULL },
	{ "opening", "indicator" },
	{ "adjustment", NULL },
	{ "adjusted", NULL },
	{ "adjusted_by", NULL },
	{ "delivery", NULL },
};

/* Of a kept table these columns tell of the run or of the file's place on the disk, not of the row: what the past says instead. */
#define SKIPPED "('seen', 'run', 'mtime_ns', 'inode')"

#define KEPT_COLUMNS "SELECT * FROM pragma_table_info(?1) WHERE name NOT IN " SKIPPED " ORDER BY cid"

/* Texts of SQL are made by SQL, out of the columns that the table has: ?1 the table, ?2 the run, ?3 more columns of an index. */

/* A history that lacks a column, or has one too many, gets another name until its rows are taken over. */
static const char aside_sql[] =
	"WITH kept AS (" KEPT_COLUMNS "), had AS (SELECT name FROM pragma_table_info(?1 || '_history') WHERE ?2 IS NOT NULL "
	"AND ?3 IS NULL AND name NOT IN ('first_run', 'last_run') ORDER BY cid) "
	"SELECT iif(h.names IS NULL OR h.names = k.names, '', 'ALTER TABLE ' || ?1 || '_history RENAME TO ' || ?1 || '_was; "
	"DROP INDEX ' || ?1 || '_history_key; DROP INDEX IF EXISTS ' || ?1 || '_history_place;') "
	"FROM (SELECT group_concat(name) AS names FROM kept) k, (SELECT group_concat(name) AS names FROM had) h";

static const char make_sql[] =
	"SELECT iif(EXISTS (SELECT 1 FROM pragma_table_info(?1 || '_history')), '', 'CREATE TABLE ' || ?1 || '_history(' || "
	"group_concat(name || ' ' || type || iif(\"notnull\", ' NOT NULL', ''), "
	"', ') || ', first_run INTEGER NOT NULL, last_run INTEGER) STRICT; CREATE INDEX ' || ?1 || '_history_key ON ' || ?1 || "
	"'_history(' || (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info(?1) WHERE pk ORDER BY pk)) "
	"|| "
	"');' || coalesce(' CREATE INDEX ' || ?1 || '_history_place ON ' || ?1 || '_history(' || ?3 || ');', '')) "
	"FROM (" KEPT_COLUMNS ") WHERE ?2 IS NOT NULL";

/* What the rows of then say in a column that they had not is its default. */
static const char take_sql[] =
	"WITH kept AS (" KEPT_COLUMNS "), had AS (SELECT name FROM pragma_table_info(?1 || '_was') WHERE ?2 IS NOT NULL AND ?3 "
	"IS NULL) SELECT iif(EXISTS (SELECT 1 FROM had), 'INSERT INTO ' || ?1 || '_history(' || group_concat(name, ', ') || "
	"', first_run, last_run) SELECT ' || group_concat(iif(name IN (SELECT name FROM had), name, coalesce(dflt_value, "
	"'NULL')), ', ') || ', first_run, last_run FROM ' || ?1 || '_was; DROP TABLE ' || ?1 || '_was;', '') FROM kept";

#define SAME "SELECT group_concat('t.' || name || ' IS h.' || name, ' AND ') FROM columns"
#define COLUMNS "SELECT group_concat(name, ', ') FROM columns"
static const char keep_sql[] =
	"WITH columns AS (SELECT name FROM pragma_table_info(?1) WHERE ?3 IS NULL AND name NOT IN " SKIPPED " ORDER BY cid) "
	"SELECT 'UPDATE ' || ?1 || '_history AS h SET last_run = ' || (?2 - 1) || ' WHERE last_run IS NULL AND NOT EXISTS "
	"(SELECT 1 FROM ' || ?1 || ' t WHERE ' || (" SAME ") || '); INSERT INTO ' || ?1 || '_history(' || (" COLUMNS
	") || ', first_run) SELECT ' || (" COLUMNS
	") || ', ' || ?2 || ' FROM ' || ?1 || ' t WHERE NOT EXISTS (SELECT 1 FROM ' || "
	"?1 || '_history h WHERE h.last_run IS NULL AND ' || (" SAME ") || ');'";

static const char past_sql[] =
	"SELECT 'CREATE TEMP VIEW ' || ?1 || ' AS SELECT ' || group_concat(CASE WHEN name IN ('seen', 'run') THEN 'first_run "
	"AS ' "
	"|| name WHEN name IN " SKIPPED " THEN '0 AS ' || name ELSE name END, ', ') || ' FROM main.' || ?1 || "
	"'_history WHERE first_run <= ' || ?2 || ' AND (last_run IS NULL OR last_run >= ' || ?2 || ');' "
	"FROM (SELECT * FROM pragma_table_info(?1) WHERE ?3 IS NULL ORDER BY cid)";

/* Makes the text by `sql` for a table and executes it. */
static bool history_do(struct db *db, const char *sql, const struct kept *table, int64_t run, struct tally_error *error)
{
	struct arena arena = { 0 };
	struct tally_error problem = { 0 };
	struct db_query *query = db_prepare(db, sql, error);
	bool good = query != NULL;
	const char *text = NULL;
	if (query) {
		db_bind_text(query, 1, text_of(table->table));
		db_bind_int(query, 2, run);
		db_bind_zero(query, 3, sql == make_sql ? table->index : NULL);
		text = db_step(query, &problem) ? arena_copy(&arena, db_column_text(query, 0)) : NULL;
	}
	db_finish(query);
	if (problem.code != ERROR_NONE)
		good = error_set(error, problem.code, "%s", problem.what);
	else if (good)
		good = text ? db_exec(db, text, error) : error_memory(error);
	arena_done(&arena);
	return good;
}

static bool history_each(struct db *db, const char *sql, int64_t run, struct tally_error *error)
{
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
		if (!history_do(db, sql, &kept[i], run, error))
			return false;
	return true;
}

bool history_make(struct db *db, struct tally_error *error)
{
	return history_each(db, aside_sql, 0, error) && history_each(db, make_sql, 0, error) &&
		history_each(db, take_sql, 0, error);
}

bool history_keep(struct db *db, int64_t run, struct tally_error *error)
{
	return history_each(db, keep_sql, run, error);
}

/* Runs and what hangs on them, and the cells: two lists, of those that stand and those that stood. */
static const char past_runs[] =
	"CREATE TEMP VIEW run AS SELECT * FROM main.run WHERE id <= %1$lld;"
	"CREATE TEMP VIEW release AS SELECT * FROM main.release WHERE run <= %1$lld;"
	"CREATE TEMP VIEW measure AS SELECT cube, slot, from_run, iif(to_run < %1$lld, to_run, NULL) AS to_run, width, "
	"indicator, "
	"kind, scale FROM main.measure WHERE from_run <= %1$lld;"
	"CREATE TEMP VIEW cell AS SELECT key, run, m0, m1, m2, m3, m4, m5, m6, m7 FROM main.cell WHERE run <= %1$lld UNION ALL "
	"SELECT key, first_run, m0, m1, m2, m3, m4, m5, m6, m7 FROM main.cell_history WHERE first_run <= %1$lld AND "
	"last_run >= %1$lld;"
	"CREATE TEMP VIEW cell_history AS SELECT * FROM main.cell_history WHERE last_run < %1$lld;"
	"CREATE TEMP VIEW issue AS SELECT * FROM main.issue WHERE 0;";

bool history_at(struct db *db, int64_t run, struct tally_error *error)
{
	struct arena arena = { 0 };
	const char *sql = arena_printf(&arena, past_runs, (long long)run);
	bool good = sql ? db_exec(db, "PRAGMA temp_store = MEMORY", error) && history_each(db, past_sql, run, error) &&
			db_exec(db, sql, error)
			: error_memory(error);
	arena_done(&arena);
	return good;
}
