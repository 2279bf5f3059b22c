/* IO: SQLite. The one file that includes sqlite3.h: connections, statements, typed parameters and columns, errors with the text of the
 * database. Knows no table of the project. */
#ifndef IO_DB_H
#define IO_DB_H

#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct db;
struct db_query;

enum db_mode { DB_READ, DB_WRITE, DB_CREATE, DB_MEMORY };

/* Every connection: trusted_schema off, defensive mode, no extensions, busy timeout 5 s, foreign keys on. DB_READ falls back to
 * immutable=1 where the medium is read-only. */
struct db *db_open(const char *path, enum db_mode mode, struct tally_error *error) MUST_USE;
void db_close(struct db *db);
const char *db_path(const struct db *db);

/* One or more statements without results. */
bool db_exec(struct db *db, const char *sql, struct tally_error *error) MUST_USE;
bool db_int(struct db *db, const char *sql, int64_t *value,
	struct tally_error *error) MUST_USE; /* first column of the first row; 0 when none */

struct db_query *db_prepare(struct db *db, const char *sql, struct tally_error *error) MUST_USE;
void db_finish(struct db_query *query);
void db_bind_int(struct db_query *query, int place, int64_t value); /* places from 1; a failed bind fails the next step */
void db_bind_null(struct db_query *query, int place);
void db_bind_text(struct db_query *query, int place, struct text value); /* copied */
void db_bind_zero(struct db_query *query, int place, const char *value); /* zero-terminated; NULL binds null; copied */
/* True while there is a row; false at the end or on an error (error->code tells). */
bool db_step(struct db_query *query, struct tally_error *error) MUST_USE;
/* Runs a statement to its end and makes it ready for the next parameters. */
bool db_run(struct db_query *query, struct tally_error *error) MUST_USE;
bool db_reset(struct db_query *query, struct tally_error *error) MUST_USE;
int64_t db_column_int(struct db_query *query, int column); /* columns from 0 */
double db_column_real(struct db_query *query, int column);
bool db_column_null(struct db_query *query, int column);
struct text db_column_text(struct db_query *query, int column); /* lives until the next step */
int db_columns(const struct db_query *query);
const char *db_column_name(const struct db_query *query, int column);
int64_t db_changes(const struct db *db);
/* Copies the whole database as of one moment, while others may read and write `from`; `to` must be empty, its own content goes. The copy has no
 * write-ahead log. */
bool db_copy(struct db *from, struct db *to, struct tally_error *error) MUST_USE;
const char *db_version(void);

#endif
