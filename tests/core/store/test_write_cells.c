/* Tests of store/write_cells.c and cell_batch.c: random cells against a plain map over many runs; history; nothing touched that is the same. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "io/db.h"

enum { PLACES = 700, COLUMNS = 5, RUNS = 12 };

/* The plain map: one entry a place, and what every run left. */
struct entry {
	bool there;
	int64_t values[COLUMNS];
	uint8_t present;
};
struct map {
	struct entry now[PLACES];
	int64_t keys[PLACES];
};

static uint64_t next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 33;
}

static void map_keys(const struct sample *sample, struct map *map)
{
	size_t n = 0;
	for (uint32_t region = 1; region <= 5; region++)
		for (int month = 2010 * 12; n < region * (PLACES / 5); month += 12)
			for (uint32_t b = 0; b < 4 && n < region * (PLACES / 5); b++)
				map->keys[n++] = key_make(sample->cube, region, period_make(month, 12), sample->breakdowns[b]);
}

/* Changes a random share of the places: some come, some go, some change one column. */
static void map_change(struct map *map, uint64_t *seed)
{
	unsigned share = (unsigned)(next(seed) % 60);
	for (size_t i = 0; i < PLACES; i++) {
		struct entry *entry = &map->now[i];
		if (next(seed) % 100 >= share)
			continue;
		if (next(seed) % 3 == 0)
			entry->there = !entry->there;
		int column = (int)(next(seed) % COLUMNS);
		entry->present = (uint8_t)(next(seed) % 4 ? entry->present | 1 << column : entry->present & ~(1 << column));
		entry->values[column] = (int64_t)(next(seed) % 7) - 3;
	}
}

static void map_put(struct sample *sample, const struct map *map, struct store_changes *changes)
{
	static int64_t keys[PLACES], values[PLACES * COLUMNS];
	static uint8_t present[PLACES];
	size_t n = 0;
	for (size_t i = 0; i < PLACES; i++) {
		if (!map->now[i].there)
			continue;
		keys[n] = map->keys[i];
		present[n] = map->now[i].present;
		memcpy(values + n++ * COLUMNS, map->now[i].values, sizeof map->now[i].values);
	}
	struct cells cells = { COLUMNS, n, keys, values, present };
	if (!store_put_cells(sample->writer, sample->cube, &cells, changes, &sample->error))
		fail_msg("%s", sample->error.what);
}

static bool entry_equal(const struct entry *entry, struct db_query *query, int first)
{
	for (int c = 0; c < COLUMNS; c++) {
		bool there = entry->present >> c & 1;
		if (db_column_null(query, first + c) == there || (there && db_column_int(query, first + c) != entry->values[c]))
			return false;
	}
	return true;
}

static size_t entries(const struct map *map)
{
	size_t count = 0;
	for (size_t i = 0; i < PLACES; i++)
		count += map->now[i].there;
	return count;
}

/* The cells as they stood at `run`, from cell and cell_history, are the map of that run. */
static void same_at(struct db *db, int64_t run, const struct map *map)
{
	struct tally_error error = { 0 };
	size_t i = 0, rows = 0;
	struct db_query *query = db_prepare(db,
		"SELECT key, m0, m1, m2, m3, m4 FROM cell WHERE run <= ?1 UNION ALL "
		"SELECT key, m0, m1, m2, m3, m4 FROM cell_history WHERE first_run <= ?1 AND last_run >= ?1 ORDER BY key",
		&error);
	assert_non_null(query);
	db_bind_int(query, 1, run);
	while (db_step(query, &error)) {
		while (i < PLACES && map->keys[i] != db_column_int(query, 0))
			i++;
		assert_true(i < PLACES && map->now[i].there);
		assert_true(entry_equal(&map->now[i], query, 1));
		rows++;
	}
	db_finish(query);
	assert_int_equal(rows, entries(map));
}

static void test_random(void **state)
{
	static struct map maps[RUNS];
	struct sample sample;
	struct store_changes changes;
	uint64_t seed = 20181231;
	(void)state;
	print_message("seed %llu\n", (unsigned long long)seed);
	sample_open(&sample);
	for (int run = 0; run < RUNS; run++) {
		sample_begin(&sample, false);
		if (run)
			maps[run] = maps[run - 1];
		map_keys(&sample, &maps[run]);
		if (run != 5) /* the same once more */
			map_change(&maps[run], &seed);
		map_put(&sample, &maps[run], &changes);
		if (run == 5)
			assert_int_equal(changes.added + changes.changed + changes.removed, 0);
		sample_commit(&sample);
	}
	struct db *db = db_open(sample.path, DB_READ, &sample.error);
	assert_non_null(db);
	for (int run = 0; run < RUNS; run++)
		same_at(db, run + 1, &maps[run]);
	int64_t written = -1;
	assert_true(db_int(db,
		"SELECT (SELECT count(*) FROM cell WHERE run = 6) + (SELECT count(*) FROM cell_history WHERE first_run = 6)",
		&written, &sample.error));
	assert_int_equal(written, 0);
	db_close(db);
	sample_close(&sample);
}

struct step {
	const char *what;
	int64_t values[COLUMNS];
	uint8_t present;
	bool there;
	struct store_changes expected;
};

/* grants is column 0, in_force 1..3, money 4: a change of entries is a change of in_force. */
static void test_counts(void **state)
{
	static const struct step steps[] = {
		{ "all three", { 1, 5, 2, 1, 100 }, 31, true, { 3, 0, 0, 3 } },
		{ "the same", { 1, 5, 2, 1, 100 }, 31, true, { 0, 0, 0, 3 } },
		{ "two change", { 2, 5, 3, 2, 100 }, 31, true, { 0, 2, 0, 3 } },
		{ "one goes", { 2, 5, 3, 2, 0 }, 15, true, { 0, 0, 1, 2 } },
		{ "it comes back", { 2, 5, 3, 2, 1 }, 31, true, { 1, 0, 0, 3 } },
		{ "the row goes", { 0 }, 0, false, { 0, 0, 3, 0 } },
		{ "and comes again", { 0, 0, 0, 0, 0 }, 31, true, { 3, 0, 0, 3 } },
	};
	struct sample sample;
	(void)state;
	sample_open(&sample);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		struct store_changes changes;
		sample_begin(&sample, false);
		int64_t key = sample_key(&sample, sample.cube, R_EAST, "2018", B_DESIGN);
		struct cells cells = { COLUMNS, steps[i].there, &key, steps[i].values, &steps[i].present };
		assert_true(store_put_cells(sample.writer, sample.cube, &cells, &changes, &sample.error));
		sample_commit(&sample);
		if (memcmp(&changes, &steps[i].expected, sizeof changes) != 0)
			fail_msg("%s: added %d changed %d removed %d values %d", steps[i].what, (int)changes.added,
				(int)changes.changed, (int)changes.removed, (int)changes.values);
	}
	sample_close(&sample);
}

static void test_refused(void **state)
{
	struct sample sample;
	struct store_changes changes;
	int64_t values[2] = { 1, 2 };
	uint8_t present[2] = { 1, 1 };
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	int64_t east = sample_key(&sample, sample.cube, R_EAST, "2018", B_TOTAL),
		west = sample_key(&sample, sample.cube, R_WEST, "2018", B_TOTAL);
	int64_t other = sample_key(&sample, sample.formula_cube, R_EAST, "2018", B_TOTAL);
	const int64_t bad[][2] = { { west, east }, { east, east }, { east, other } };
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct cells cells = { 1, 2, bad[i], values, present };
		error_clear(&sample.error);
		assert_false(store_put_cells(sample.writer, sample.cube, &cells, &changes, &sample.error));
		assert_non_null(strstr(sample.error.what, "out of order"));
	}
	struct cells none = { 1, 0, NULL, NULL, NULL };
	error_clear(&sample.error);
	assert_false(store_put_cells(sample.writer, 0, &none, &changes, &sample.error));
	error_clear(&sample.error);
	assert_true(store_put_cells(sample.writer, sample.cube, &none, &changes, &sample.error));
	sample_close(&sample);
}

/* A cube put twice in one run: the first put was never seen, so it has no history. */
static void test_twice(void **state)
{
	struct sample sample;
	struct store_changes changes;
	uint8_t present = 1;
	int64_t count = -1;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	int64_t key = sample_key(&sample, sample.cube, R_EAST, "2018", B_TOTAL);
	for (int64_t value = 1; value <= 2; value++) {
		struct cells cells = { 1, 1, &key, &value, &present };
		assert_true(store_put_cells(sample.writer, sample.cube, &cells, &changes, &sample.error));
	}
	sample_commit(&sample);
	struct db *db = db_open(sample.path, DB_READ, &sample.error);
	assert_true(db_int(db, "SELECT count(*) FROM cell_history", &count, &sample.error));
	assert_int_equal(count, 0);
	assert_true(db_int(db, "SELECT m0 FROM cell", &count, &sample.error));
	assert_int_equal(count, 2);
	db_close(db);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_random), cmocka_unit_test(test_counts),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_twice) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
