/* Tests of store/write_indicator.c: columns, who keeps them, who gets new ones, and what becomes of old cells. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "io/db.h"

/* One declaration in one run. */
struct put {
	const char *name, *cube;
	int width, scale;
	uint32_t expected_cube;
	int expected_slot;
};

static void declare(struct sample *sample, const struct put *put)
{
	uint32_t cube;
	int slot;
	struct store_indicator indicator = { .name = put->name,
		.area = "staff",
		.cube = put->cube,
		.width = put->width,
		.scale = put->scale,
		.kind = VALUE_NUMBER,
		.measure = TALLY_COUNT,
		.time = TALLY_STOCK,
		.grains = 1 };
	if (!store_put_indicator(sample->writer, &indicator, &cube, &slot, &sample->error))
		fail_msg("%s: %s", put->name, sample->error.what);
	if (cube != put->expected_cube || slot != put->expected_slot)
		fail_msg("run, %s: cube %u slot %d, not %u and %d", put->name, cube, slot, put->expected_cube,
			put->expected_slot);
}

static void begin(struct sample *sample)
{
	struct store_workspace workspace = { "t", "", &sample->tree, R_CITY, 1, sample_period("2018"), ROUND_HALF_UP, false };
	assert_true(store_begin(sample->path, false, "", &sample->writer, &sample->error));
	assert_true(store_put_workspace(sample->writer, &workspace, &sample->arena, &sample->regions, &sample->error));
	assert_true(store_put_area(sample->writer, "staff", "", "", "", 0, true, &sample->error));
}

static void finish(struct sample *sample)
{
	assert_true(store_end_area(sample->writer, "staff", &sample->error));
	sample_commit(sample);
}

static void test_slots(void **state)
{
	static const struct put runs[][5] = {
		/* a full cube goes on in the next one; another signature has its own */
		{ { "s.a", "x", 3, 0, 1, 0 }, { "s.b", "x", 3, 0, 1, 3 }, { "s.c", "x", 3, 0, 2, 0 },
			{ "s.d", "x", 2, 0, 1, 6 }, { "s.e", "y", 1, 0, 3, 0 } },
		/* as before, in another order; s.b is gone */
		{ { "s.c", "x", 3, 0, 2, 0 }, { "s.a", "x", 3, 0, 1, 0 }, { "s.d", "x", 2, 0, 1, 6 },
			{ "s.e", "y", 1, 0, 3, 0 } },
		/* a changed scale or width is a new place: s.a gets that of s.b; what s.a gives up is not given away in the same run */
		{ { "s.c", "x", 3, 0, 2, 0 }, { "s.a", "x", 3, 2, 1, 3 }, { "s.g", "x", 1, 0, 2, 3 },
			{ "s.d", "x", 2, 0, 1, 6 }, { "s.e", "y", 3, 0, 3, 1 } },
		/* but in the next one, to s.f and to s.b that comes back */
		{ { "s.c", "x", 3, 0, 2, 0 }, { "s.a", "x", 3, 2, 1, 3 }, { "s.f", "x", 1, 0, 1, 0 },
			{ "s.b", "x", 2, 0, 1, 1 }, { "s.d", "x", 2, 0, 1, 6 } },
	};
	struct sample sample;
	(void)state;
	sample_open(&sample);
	for (size_t run = 0; run < sizeof runs / sizeof runs[0]; run++) {
		begin(&sample);
		for (int i = 0; i < 5 && runs[run][i].name; i++)
			declare(&sample, &runs[run][i]);
		finish(&sample);
	}
	sample_close(&sample);
}

static int64_t number(const struct sample *sample, const char *sql)
{
	struct tally_error error = { 0 };
	int64_t value = -1;
	struct db *db = db_open(sample->path, DB_READ, &error);
	assert_non_null(db);
	assert_true(db_int(db, sql, &value, &error));
	db_close(db);
	return value;
}

static void put_value(struct sample *sample, uint32_t cube, int64_t value)
{
	struct store_changes changes;
	int64_t key = key_make(cube, sample->regions[R_CITY], sample_period("2018"), 0);
	uint8_t present = 1;
	struct cells cells = { 1, 1, &key, &value, &present };
	assert_true(store_put_cells(sample->writer, cube, &cells, &changes, &sample->error));
}

/* When the last indicator of a cube goes elsewhere, its cells go to history, still under its name. */
static void test_emptied_cube(void **state)
{
	static const struct put before = { "s.a", "by level", 1, 0, 1, 0 }, after = { "s.a", "by level, kind", 1, 0, 2, 0 };
	struct sample sample;
	(void)state;
	sample_open(&sample);
	begin(&sample);
	declare(&sample, &before);
	put_value(&sample, 1, 7);
	finish(&sample);
	begin(&sample);
	declare(&sample, &after);
	put_value(&sample, 2, 8);
	finish(&sample);
	assert_int_equal(number(&sample, "SELECT count(*) FROM cell"), 1);
	assert_int_equal(number(&sample, "SELECT value FROM figure WHERE indicator = 's.a'"), 8);
	assert_int_equal(number(&sample, "SELECT count(*) FROM figure_history WHERE indicator = 's.a'"), 2);
	assert_int_equal(
		number(&sample, "SELECT value FROM figure_history WHERE indicator = 's.a' AND first_run = 1 AND last_run = 1"),
		7);
	begin(&sample);
	finish(&sample); /* nothing declared any more: hidden, in history */
	assert_int_equal(number(&sample, "SELECT count(*) FROM cell"), 0);
	assert_int_equal(number(&sample, "SELECT count(*) FROM figure"), 0);
	assert_int_equal(number(&sample, "SELECT count(*) FROM figure_history WHERE last_run = 2"), 1);
	sample_close(&sample);
}

/* An area that is not declared in a run, because it was not asked for or failed, keeps its figures. */
static void test_untouched_area(void **state)
{
	static const struct put put = { "s.a", "x", 1, 0, 1, 0 };
	struct sample sample;
	(void)state;
	sample_open(&sample);
	begin(&sample);
	declare(&sample, &put);
	put_value(&sample, 1, 7);
	finish(&sample);
	begin(&sample);
	sample_commit(&sample);
	assert_int_equal(number(&sample, "SELECT value FROM figure WHERE indicator = 's.a'"), 7);
	assert_int_equal(number(&sample, "SELECT count(*) FROM cell_history"), 0);
	sample_close(&sample);
}

/* Every width of a cube in one run: each has its own statements, and all of them are kept. */
static void test_widths(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	begin(&sample);
	for (int width = 1; width <= CELL_COLUMNS; width++) {
		char name[8], signature[8];
		struct store_changes changes;
		int64_t values[CELL_COLUMNS] = { 1, 2, 3, 4, 5, 6, 7, 8 };
		uint8_t present = (uint8_t)((1 << width) - 1);
		snprintf(name, sizeof name, "s.w%d", width);
		snprintf(signature, sizeof signature, "w%d", width);
		struct put put = { name, signature, width, 0, (uint32_t)width, 0 };
		declare(&sample, &put);
		int64_t key = key_make((uint32_t)width, sample.regions[R_CITY], sample_period("2018"), 0);
		struct cells cells = { width, 1, &key, values, &present };
		assert_true(store_put_cells(sample.writer, (uint32_t)width, &cells, &changes, &sample.error));
	}
	finish(&sample);
	assert_int_equal(number(&sample, "SELECT count(*) FROM cell"), CELL_COLUMNS);
	assert_int_equal(number(&sample, "SELECT sum(m0) + sum(m3) + sum(m7) FROM cell"), 8 * 1 + 5 * 4 + 8);
	sample_close(&sample);
}

static void test_refused(void **state)
{
	static const struct {
		const char *area;
		int width;
		const char *why;
	} cases[] = { { "staff", 9, "9 columns" }, { "staff", 0, "0 columns" }, { "nowhere", 1, "'nowhere'" } };
	struct sample sample;
	uint32_t cube;
	int slot;
	(void)state;
	sample_open(&sample);
	begin(&sample);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct store_indicator indicator = {
			.name = "s.a", .area = cases[i].area, .cube = "x", .width = cases[i].width
		};
		error_clear(&sample.error);
		assert_false(store_put_indicator(sample.writer, &indicator, &cube, &slot, &sample.error));
		assert_non_null(strstr(sample.error.what, cases[i].why));
	}
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_slots), cmocka_unit_test(test_emptied_cube),
		cmocka_unit_test(test_untouched_area), cmocka_unit_test(test_widths), cmocka_unit_test(test_refused) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
