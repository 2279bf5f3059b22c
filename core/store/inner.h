/* Store: what its own files share. No other room includes this. */
#ifndef STORE_INNER_H
#define STORE_INNER_H

#include "base/arena.h"
#include "io/db.h"
#include "store/write.h"

enum {
	STORE_APPLICATION = 0x54414c59 /* "TALY" */,
	STORE_VERSION = 3,
	STORE_QUERIES = 128,
	PERIOD_WORDS = 1 << (KEY_PERIOD_BITS - 6)
};

/* A query kept for the next use, found by the address of its text: so every text is one static constant. */
struct kept_query {
	const char *sql;
	struct db_query *query;
};

struct queries {
	struct db *db;
	struct kept_query kept[STORE_QUERIES];
	size_t count;
};

struct store_reader {
	struct db *db;
	bool owns; /* the connection is its own, not a writer's */
	struct arena arena;
	struct queries queries;
	struct store_names names;
	int64_t adjusted; /* 0: not asked yet; 1: no cell is adjusted; 2: some are */
	const struct formula **formulas; /* of the indicators, once asked for (formula.c) */
	int depth; /* of formulas to date within each other */
	const struct release *releases; /* once asked for */
	size_t releases_count;
	struct past_reader *past; /* of releases, release.c */
};

struct store_writer {
	struct db *db;
	struct arena arena;
	struct queries queries;
	const char *path; /* of the store */
	const char *aside; /* where a first run builds it, or NULL */
	bool dry;
	bool logged; /* others hold the store's write-ahead log: the run is one transaction in the store itself */
	int64_t run;
	struct store_changes total;
	struct store_changed *changed; /* of a dry run */
	size_t changed_count, changed_capacity;
	struct store_reader *inside;
	const char *put_many[CELL_COLUMNS + 1], *put_one[CELL_COLUMNS + 1]; /* texts of cell_batch.c, by width */
	uint64_t periods[PERIOD_WORDS]; /* those that stand in the table already */
};

/* A parameter of a query. */
struct arg {
	enum { ARG_INT, ARG_TEXT, ARG_NULL } kind;
	int64_t number;
	const char *text;
};
#define INT(value) ((struct arg){ ARG_INT, (int64_t)(value), NULL })
#define STR(value) ((struct arg){ ARG_TEXT, 0, (value) }) /* NULL is the empty text */
#define NONE() ((struct arg){ ARG_NULL, 0, NULL })
struct args {
	const struct arg *at;
	size_t count;
};
#define ARGS(...)                                                                                                              \
	((struct args){ (const struct arg[]){ __VA_ARGS__ }, sizeof((const struct arg[]){ __VA_ARGS__ }) / sizeof(struct arg) })

/* The query, reset and ready for parameters; NULL on failure. */
struct db_query *query_get(struct queries *queries, const char *sql, struct tally_error *error) MUST_USE;
void query_bind(struct db_query *query, struct args args);
void queries_done(struct queries *queries);
/* `query_run(queries, SQL, ARGS(INT(1), STR("x")), error)`. */
bool query_run(struct queries *queries, const char *sql, struct args args, struct tally_error *error) MUST_USE;
/* The first column of the first row; 0 when there is none. */
bool query_int(struct queries *queries, const char *sql, struct args args, int64_t *value, struct tally_error *error) MUST_USE;

/* Room for one more behind `count` items of a list that grows by doubling; the arena keeps the outgrown ones until it goes. NULL without memory. */
void *list_room(struct arena *arena, void *items, size_t count, size_t size) MUST_USE;

/* After the last row: what went wrong with the steps, else error_memory where a row could not be kept (`good` false), else the query is reset. */
bool query_end(struct db_query *query, bool good, const struct tally_error *problem, struct tally_error *error) MUST_USE;

/* Names as they stand in the database, into the arena. */
bool names_read(struct queries *queries, struct arena *arena, struct store_names *names, struct tally_error *error) MUST_USE;

/* migrate.c: a store of this program that is not newer; and one that it reads as it is. */
bool store_version(struct db *db, int *version, struct tally_error *error) MUST_USE;
bool store_known(struct db *db, struct tally_error *error) MUST_USE;
bool store_create(struct db *db, struct tally_error *error) MUST_USE; /* in an empty one */
bool store_migrate(struct db *db, struct tally_error *error) MUST_USE; /* to the version of today, inside a transaction */

/* file.c: a file is whole on the disk before it has the name, and the name before anybody is told that it is done. */
bool file_sync(const char *path, struct tally_error *error) MUST_USE;
bool file_sync_folder(const char *path, struct tally_error *error) MUST_USE; /* the folder of that file */
const char *file_named(const char *path,
	struct arena *arena) MUST_USE; /* behind symbolic links; as given where nothing is there yet; NULL without memory */
bool file_mode(const char *like, const char *path,
	struct tally_error *error) MUST_USE; /* permissions, and the owner where that is allowed */
bool file_rename(const char *from, const char *to, struct tally_error *error) MUST_USE;

/* write.c: a small transaction in the store that is there, which is no run. */
bool store_amend(const char *path, struct store_writer **writer, struct tally_error *error) MUST_USE;

/* release.c */
void past_close(struct past_reader *past);

/* as_of.c: the reader sees the store as it stood after that run. */
bool reader_at(struct store_reader *reader, const char *as_of, struct tally_error *error) MUST_USE;

/* Cells of such periods are kept for the indicator. */
bool period_kept(const struct name_indicator *indicator, period when);
/* The computed value of a place, its zeros among them. */
bool reader_computed(struct store_reader *reader, const struct cell_place *place, struct observation *observation,
	struct tally_error *error) MUST_USE;
/* delivered.c: how much of what was expected for the value was delivered, where that is not all; a place that nothing was delivered for. */
bool observe_delivered(struct store_reader *reader, const struct cell_place *place, struct observation *observation,
	struct tally_error *error) MUST_USE;
bool reader_undelivered(const struct store_names *names, const struct cell_place *place);
/* The same where no cell is kept for the period: of the shorter ones that it is made of. */
bool observe_months(struct store_reader *reader, const struct cell_place *place, struct observation *observation,
	struct tally_error *error) MUST_USE;

/* formula.c: the formula of an indicator, NULL where there is none that can be read; the row of an operand as an area writes it; the year to date of a formula. */
const struct formula *reader_formula(struct store_reader *reader, int indicator);
int reader_operand(struct store_reader *reader, const char *area, const char *name);
bool observe_formula_to_date(struct store_reader *reader, const struct cell_place *place, struct observation *observation,
	struct tally_error *error) MUST_USE;
struct audit_result;
/* The last of the checks of audit.h; false without memory. */
enum { AUDIT_DETAILS_MOST = 3 };
bool audit_formulas(const char *path, struct arena *arena, struct audit_result *result) MUST_USE;

/* Puts the period into its table when it is not there. */
bool period_use(struct store_writer *writer, period p, struct tally_error *error) MUST_USE;

#endif
