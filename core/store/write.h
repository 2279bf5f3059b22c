/* Store: writing. A run is one transaction: everything between store_begin and store_commit is seen wholly or not at all. */
#ifndef STORE_WRITE_H
#define STORE_WRITE_H

#include "base/hash.h"
#include "model/issue.h"
#include "store/key.h"
#include "store/read.h"

/* The right to write, taken before data is read. A second writer gets ERROR_BUSY naming the process that holds it and since when. The lock is a
 * file beside the store (PATH.lock) held by flock, so it ends with its process; it says pid and start. */
struct store_lock;
struct store_lock *store_lock(const char *path, struct tally_error *error) MUST_USE;
void store_unlock(struct store_lock *lock);

struct store_writer;
/* A run is built aside (PATH.new), from nothing or on a copy of the store, and renamed by the commit, after fsync of file and folder: who reads the store is never
 * held up and never sees half a run. A store whose write-ahead log others hold open is written in place, as one transaction. `dry`: nothing is kept (a missing store is
 * built in memory). `started` is a text such as 2018-12-31T08:00:00Z or "". */
bool store_begin(
	const char *path, bool dry, const char *started, struct store_writer **writer, struct tally_error *error) MUST_USE;
void store_rollback(struct store_writer *writer); /* NULL is harmless; frees */
bool store_commit(struct store_writer *writer, struct tally_error *error) MUST_USE; /* frees, also on failure */

/* --- what the figures speak of; in this order --- */

struct store_workspace {
	const char *title, *lang;
	const struct region_tree *regions;
	int home;
	unsigned grains;
	period through;
	enum rounding rounding;
	bool growth_current; /* growth is measured against the base as it is now, not as it was released */
};
/* *region_ids: the store's id of each row of the tree, in the arena. Ids are kept for ever; new ones are given in the order of codes. */
bool store_put_workspace(struct store_writer *writer, const struct store_workspace *workspace, struct arena *arena,
	uint32_t **region_ids, struct tally_error *error) MUST_USE;

/* Ids of breakdown texts (sorted, without repeats; "" is always 0). */
bool store_put_breakdowns(
	struct store_writer *writer, const char *const *texts, size_t count, uint32_t *ids, struct tally_error *error) MUST_USE;

/* All areas of the workspace in order; those no longer named stay, hidden (enabled = 0). */
/* No indicator of the area was ever put. */
bool store_area_fresh(struct store_writer *writer, const char *name, bool *fresh, struct tally_error *error) MUST_USE;
bool store_put_area(struct store_writer *writer, const char *name, const char *title, const char *title_en, const char *version,
	int place, bool enabled, struct tally_error *error) MUST_USE;

struct store_register {
	const char *area, *name, *title, *title_en;
	const char *scope; /* code */
	int32_t covers_first, covers_last;
};
bool store_put_register(
	struct store_writer *writer, const struct store_register *declared, uint32_t *id, struct tally_error *error) MUST_USE;

/* The days of the lists that the register holds, ascending, in the place of those it held; none for a register that is no list. */
bool store_put_lists(struct store_writer *writer, uint32_t register_id, const int32_t *days, size_t count,
	struct tally_error *error) MUST_USE;

struct store_part {
	uint32_t breakdown;
	const char *by, *title;
	bool shown, group;
	bool several; /* a record may stand in several parts of the dimension */
};

struct store_indicator {
	const char *name, *area, *title, *title_en, *unit, *note, *formula;
	const char *flow; /* full id, of a cumulative; else "" */
	const char *breaks; /* "2018, 2020Q3" */
	enum to_date to_date;
	bool anew; /* a flow counted anew each year: a planned increase is on top of the year before */
	const char *reads; /* parameters: "area.name, area.name"; "" for none */
	bool reads_when; /* on the day that puts a record into its period */
	const char *definition; /* the plan in words */
	const char *sql; /* the plan as SQL, or "" */
	uint32_t register_id; /* 0: none */
	const char *cube; /* signature: time rule, region field, breakdowns; "" for given */
	int width; /* columns */
	int decimals, scale, place;
	enum value_kind kind;
	enum tally_measure measure;
	enum tally_time time;
	enum tally_direction direction;
	unsigned grains;
	const struct store_part *parts;
	size_t parts_count;
};
/* Gives the indicator its place: columns slot .. slot + width - 1 of the cube. An indicator whose signature and width are as before keeps its place; a cube without room for the
 * columns continues in the next cube id. */
bool store_put_indicator(struct store_writer *writer, const struct store_indicator *declared, uint32_t *cube, int *slot,
	struct tally_error *error) MUST_USE;

/* The indicator stays as it stands in the store, values and all, where it is there: a formula that cannot be checked today. */
bool store_keep_indicator(struct store_writer *writer, const char *name, struct tally_error *error) MUST_USE;

/* Indicators of the area that were neither put nor kept in this run become hidden (live = 0). */
bool store_end_area(struct store_writer *writer, const char *area, struct tally_error *error) MUST_USE;

/* --- where they come from --- */

struct store_source {
	uint32_t register_id;
	const char *path; /* relative to the workspace */
	int64_t size, mtime_ns;
	uint64_t inode;
	struct identity fingerprint;
	const char *encoding;
	int64_t read, accepted, warned, rejected, skipped;
};
/* Replaces all sources and issues of the register. */
bool store_clear_sources(struct store_writer *writer, uint32_t register_id, struct tally_error *error) MUST_USE;
bool store_put_source(
	struct store_writer *writer, const struct store_source *source, uint32_t *id, struct tally_error *error) MUST_USE;
bool store_put_issue(
	struct store_writer *writer, uint32_t source, const struct issue *issue, struct tally_error *error) MUST_USE;
bool store_put_issue_count(struct store_writer *writer, uint32_t source, const struct issue *kind, int64_t count,
	struct tally_error *error) MUST_USE;

/* --- the figures --- */

/* Cells of one cube, ascending by key, no key twice. values[row * width + column]; bit `column` of present[row] is clear for a null. */
struct cells {
	int width;
	size_t rows;
	const int64_t *keys;
	const int64_t *values;
	const uint8_t *present;
};

struct store_changes {
	int64_t added, changed, removed; /* values (cells times value columns), not rows */
	int64_t values; /* that stand after it */
};
/* Puts these cells in the place of all that the cube holds. A row that changed or went moves to cell_history with the runs in which it stood. */
bool store_put_cells(struct store_writer *writer, uint32_t cube, const struct cells *cells, struct store_changes *changes,
	struct tally_error *error) MUST_USE;

/* A value that a dry run would change: the columns of its indicator before and after. */
struct store_changed {
	int64_t key;
	int slot;
	bool was, is;
	int64_t before[3], after[3];
};
enum { STORE_CHANGED_MAX = 1000 };
/* The first ones, in the order in which cells were put; empty unless the run is dry. They live as long as the writer. */
const struct store_changed *store_changed(const struct store_writer *writer, size_t *count);

/* Replaces the statements of the area of that kind. */
bool store_put_statements(struct store_writer *writer, const char *area, enum statement_kind kind,
	const struct statement *statements, size_t count, struct tally_error *error) MUST_USE;

/* --- what the office says beside the registers: each call replaces all rows of the area --- */

struct parameter_list;
struct store_parameters {
	const char *area;
	const struct parameter_list *parameters; /* those of the area count */
	const uint32_t *region_ids;
};
bool store_put_parameters(struct store_writer *writer, const struct store_parameters *put, struct tally_error *error) MUST_USE;

/* A row of the tables of openings and adjustments: `amount` in units of the indicator's scale. */
struct store_placed {
	const char *indicator; /* full id */
	uint32_t region, breakdown; /* ids */
	period when;
	int64_t amount;
	const char *reason, *given_by, *date; /* of an adjustment */
	const char *file;
	unsigned line;
};
bool store_put_openings(struct store_writer *writer, const char *area, const struct store_placed *rows, size_t count,
	struct tally_error *error) MUST_USE;
bool store_put_adjustments(struct store_writer *writer, const char *area, const struct store_placed *rows, size_t count,
	struct tally_error *error) MUST_USE;

/* That a row of the adjustments is part of a cell; several rows may be. Before them the adjustments of the area are put, which empties the list. */
struct store_adjusted {
	const char *indicator;
	uint32_t region, breakdown;
	period when;
	int64_t delta; /* of all rows that are part of the cell */
	const char *file;
	unsigned line;
};
bool store_put_adjusted(struct store_writer *writer, const struct store_adjusted *adjusted, struct tally_error *error) MUST_USE;

/* A reader inside the transaction, with the names as put so far (call it after the puts above; the second call reads the names anew). It belongs to the writer. */
bool store_inside(struct store_writer *writer, struct store_reader **reader, struct tally_error *error) MUST_USE;

#endif
