/* Store: writing cells. Walks the stored rows of a cube and the new ones in key order, once, and touches only what differs. Knows keys and columns;
 * must not know what a column means beyond whose it is. */
#include <string.h>

#include "store/cell_batch.h"

enum {
	PIECE_ROWS = 1024,
	KEY_SHIFT = KEY_REGION_BITS + KEY_PERIOD_BITS + KEY_BREAKDOWN_BITS,
	KEY_FIRST = 1,
	RUN_AT = 2,
	COLUMN_AT = 3,
	LAST_RUN_AT = 3
};

struct row {
	int64_t key, run;
	int64_t values[CELL_COLUMNS];
	unsigned present;
};

struct layout {
	unsigned masks[CELL_COLUMNS]; /* columns of each indicator of the cube */
	unsigned firsts[CELL_COLUMNS]; /* bit of the column that is there when there is a value */
	int count;
};

struct merge {
	struct store_writer *writer;
	const struct cells *cells;
	struct cell_batch batch;
	struct db_query *drop, *keep;
	struct layout layout;
	struct row *old;
	size_t next; /* new row */
	struct store_changes *changes;
};

static bool layout_read(struct merge *merge, uint32_t cube, struct tally_error *error)
{
	static const char sql[] = "SELECT slot, width FROM measure WHERE cube = ?1 AND to_run IS NULL ORDER BY slot";
	struct db_query *query = query_get(&merge->writer->queries, sql, error);
	struct tally_error problem = { 0 };
	struct layout *layout = &merge->layout;
	if (!query)
		return false;
	db_bind_int(query, 1, cube);
	while (layout->count < CELL_COLUMNS && db_step(query, &problem)) {
		int64_t slot = db_column_int(query, 0), width = db_column_int(query, 1);
		layout->firsts[layout->count] = 1u << slot;
		layout->masks[layout->count++] = ((1u << width) - 1) << slot;
	}
	return problem.code == ERROR_NONE ? db_reset(query, error) : error_set(error, problem.code, "%s", problem.what);
}

static void row_new(const struct cells *cells, size_t place, struct row *row)
{
	*row = (struct row){ .key = cells->keys[place], .present = cells->present[place] };
	for (int i = 0; i < cells->width; i++)
		if (row->present >> i & 1)
			row->values[i] = cells->values[place * (size_t)cells->width + (size_t)i];
}

static bool columns_equal(const struct row *a, const struct row *b, unsigned mask)
{
	if ((a->present & mask) != (b->present & mask))
		return false;
	for (int i = 0; i < CELL_COLUMNS; i++)
		if (mask >> i & 1 && a->values[i] != b->values[i])
			return false;
	return true;
}

/* A dry run says which values would change, not only how many. */
static void change_list(struct merge *merge, const struct row *before, const struct row *after, int indicator)
{
	struct store_writer *writer = merge->writer;
	unsigned mask = merge->layout.masks[indicator];
	int slot = __builtin_ctz(mask);
	if (!writer->dry || writer->changed_count == STORE_CHANGED_MAX ||
		!memory_grow(&writer->changed, &writer->changed_capacity, writer->changed_count + 1, sizeof(*writer->changed)))
		return;
	struct store_changed *changed = &writer->changed[writer->changed_count++];
	*changed = (struct store_changed){ .key = before->key ? before->key : after->key,
		.slot = slot,
		.was = before->present & merge->layout.firsts[indicator],
		.is = after->present & merge->layout.firsts[indicator] };
	for (int i = 0; i < 3 && slot + i < CELL_COLUMNS; i++) {
		changed->before[i] = before->values[slot + i];
		changed->after[i] = after->values[slot + i];
	}
}

/* One of the rows may be NULL. */
static void changes_count(struct merge *merge, const struct row *before, const struct row *after)
{
	static const struct row nothing;
	struct store_changes *changes = merge->changes;
	before = before ? before : &nothing;
	after = after ? after : &nothing;
	for (int i = 0; i < merge->layout.count; i++) {
		bool was = before->present & merge->layout.firsts[i], is = after->present & merge->layout.firsts[i];
		bool differs = was && is && !columns_equal(before, after, merge->layout.masks[i]);
		changes->values += is;
		changes->added += is && !was;
		changes->removed += was && !is;
		changes->changed += differs;
		if (was != is || differs)
			change_list(merge, before, after, i);
	}
}

static void bind_columns(struct db_query *query, int place, const struct row *row)
{
	for (int i = 0; i < CELL_COLUMNS; i++) {
		if (row->present >> i & 1)
			db_bind_int(query, place + i, row->values[i]);
		else
			db_bind_null(query, place + i);
	}
}

static bool row_keep(struct merge *merge, const struct row *old, struct tally_error *error)
{
	if (old->run == merge->writer->run)
		return true; /* put twice in this run: nobody has seen the first one */
	db_bind_int(merge->keep, KEY_FIRST, old->key);
	db_bind_int(merge->keep, RUN_AT, old->run);
	db_bind_int(merge->keep, LAST_RUN_AT, merge->writer->run - 1);
	bind_columns(merge->keep, LAST_RUN_AT + 1, old);
	return db_run(merge->keep, error);
}

static bool row_drop(struct merge *merge, const struct row *old, struct tally_error *error)
{
	changes_count(merge, old, NULL);
	db_bind_int(merge->drop, KEY_FIRST, old->key);
	return row_keep(merge, old, error) && db_run(merge->drop, error);
}

/* The new row of that place in the place of the old one. */
static bool row_replace(struct merge *merge, const struct row *old, size_t place, struct tally_error *error)
{
	struct row row;
	row_new(merge->cells, place, &row);
	changes_count(merge, old, &row);
	if (columns_equal(old, &row, (1u << CELL_COLUMNS) - 1))
		return true;
	return row_keep(merge, old, error) && cell_batch_put(&merge->batch, place, error);
}

/* New rows with keys below `limit`. */
static bool rows_add(struct merge *merge, int64_t limit, struct tally_error *error)
{
	struct row row;
	for (; merge->next < merge->cells->rows && merge->cells->keys[merge->next] < limit; merge->next++) {
		row_new(merge->cells, merge->next, &row);
		changes_count(merge, NULL, &row);
		if (!cell_batch_put(&merge->batch, merge->next, error))
			return false;
	}
	return true;
}

static bool piece_merge(struct merge *merge, size_t count, struct tally_error *error)
{
	const struct cells *cells = merge->cells;
	for (size_t i = 0; i < count; i++) {
		const struct row *old = &merge->old[i];
		if (!rows_add(merge, old->key, error))
			return false;
		bool same = merge->next < cells->rows && cells->keys[merge->next] == old->key;
		if (!(same ? row_replace(merge, old, merge->next++, error) : row_drop(merge, old, error)))
			return false;
	}
	return true;
}

/* Stored rows with keys above `after` up to `last`, as many as fit. They are read before any of them is changed. */
static bool piece_read(struct merge *merge, int64_t after, int64_t last, size_t *count, struct tally_error *error)
{
	static const char sql[] =
		"SELECT key, run, m0, m1, m2, m3, m4, m5, m6, m7 FROM cell WHERE key > ?1 AND key <= ?2 ORDER BY key LIMIT ?3";
	struct db_query *query = query_get(&merge->writer->queries, sql, error);
	struct tally_error problem = { 0 };
	*count = 0;
	if (!query)
		return false;
	query_bind(query, ARGS(INT(after), INT(last), INT(PIECE_ROWS)));
	while (db_step(query, &problem)) {
		struct row *row = &merge->old[(*count)++];
		*row = (struct row){ .key = db_column_int(query, 0), .run = db_column_int(query, 1) };
		for (int i = 0; i < CELL_COLUMNS; i++) {
			if (db_column_null(query, i + 2))
				continue;
			row->present |= 1u << i;
			row->values[i] = db_column_int(query, i + 2);
		}
	}
	return problem.code == ERROR_NONE || error_set(error, problem.code, "%s", problem.what);
}

static bool cells_merge(struct merge *merge, uint32_t cube, struct tally_error *error)
{
	int64_t after = ((int64_t)cube << KEY_SHIFT) - 1, last = after + (INT64_C(1) << KEY_SHIFT);
	size_t count = PIECE_ROWS;
	while (count == PIECE_ROWS) {
		if (!piece_read(merge, after, last, &count, error) || !piece_merge(merge, count, error))
			return false;
		if (count)
			after = merge->old[count - 1].key;
	}
	return rows_add(merge, INT64_MAX, error) && cell_batch_end(&merge->batch, error);
}

/* What the writer relies on, and the periods met on the way. */
static bool cells_check(struct store_writer *writer, uint32_t cube, const struct cells *cells, struct tally_error *error)
{
	int64_t before = ((int64_t)cube << KEY_SHIFT) - 1;
	if (cube == 0 || cube >= KEY_CUBES || cells->width < 0 || cells->width > CELL_COLUMNS)
		return error_set(
			error, ERROR_STORE, _("%s: cube %u of %d columns: not to be stored"), writer->path, cube, cells->width);
	for (size_t i = 0; i < cells->rows; i++) {
		int64_t key = cells->keys[i];
		period p = (period)(key >> KEY_BREAKDOWN_BITS & ((1 << KEY_PERIOD_BITS) - 1));
		if (key <= before || key >> KEY_SHIFT != (int64_t)cube)
			return error_set(error, ERROR_STORE, _("%s: cube %u: cells out of order"), writer->path, cube);
		if (!(writer->periods[p / 64] >> (p % 64) & 1) && !period_use(writer, p, error))
			return false;
		before = key;
	}
	return true;
}

static void total_add(struct store_changes *total, const struct store_changes *changes)
{
	total->added += changes->added;
	total->changed += changes->changed;
	total->removed += changes->removed;
	total->values += changes->values;
}

bool store_put_cells(struct store_writer *writer, uint32_t cube, const struct cells *cells, struct store_changes *changes,
	struct tally_error *error)
{
	static const char drop[] = "DELETE FROM cell WHERE key = ?1";
	static const char keep[] = "INSERT INTO cell_history VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
	struct merge merge = { .writer = writer, .cells = cells, .changes = changes };
	*changes = (struct store_changes){ 0 };
	if (!cells_check(writer, cube, cells, error) || !layout_read(&merge, cube, error) ||
		!cell_batch_begin(&merge.batch, writer, cells, error))
		return false;
	merge.drop = query_get(&writer->queries, drop, error);
	merge.keep = query_get(&writer->queries, keep, error);
	if (!merge.drop || !merge.keep)
		return false;
	merge.old = memory_alloc(PIECE_ROWS, sizeof *merge.old);
	bool good = merge.old ? cells_merge(&merge, cube, error) : error_memory(error);
	memory_free(merge.old);
	if (good)
		total_add(&writer->total, changes);
	return good;
}
