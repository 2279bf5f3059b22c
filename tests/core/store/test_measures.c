/* Tests of store/read.c and the views on measures that are kept as parts, or that have no value without records. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "io/db.h"

enum { COLUMNS = 5 };

/* A mean in hundredths, a share in %, a least value: two columns, two and one. */
static uint32_t declare(struct sample *sample)
{
	static const struct {
		const char *name, *unit;
		enum tally_measure measure;
		int width, scale, slot;
	} rows[] = { { "ip.mean", "万元", TALLY_MEAN, 2, 2, 0 }, { "ip.share", "%", TALLY_SHARE, 2, -2, 2 },
		{ "ip.least", "万元", TALLY_MIN, 1, 2, 4 } };
	uint32_t cube = 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int slot = -1;
		struct store_indicator indicator = { .name = rows[i].name,
			.area = "ip",
			.unit = rows[i].unit,
			.register_id = sample->patents,
			.cube = "flow county",
			.width = rows[i].width,
			.scale = rows[i].scale,
			.decimals = 1,
			.place = 10 + (int)i,
			.kind = measure_form(rows[i].measure)->kind,
			.measure = rows[i].measure,
			.time = TALLY_FLOW,
			.grains = TALLY_GRAIN_YEAR };
		assert_true(store_put_indicator(sample->writer, &indicator, &cube, &slot, &sample->error));
		assert_int_equal(slot, rows[i].slot);
	}
	return cube;
}

static void put(struct sample *sample, uint32_t cube)
{
	int64_t keys[] = { sample_key(sample, cube, R_CITY, "2017", B_TOTAL), sample_key(sample, cube, R_CITY, "2018", B_TOTAL),
		sample_key(sample, cube, R_EAST, "2018", B_TOTAL) };
	int64_t values[] = { 335, 2, 1, 3, -150, 100, -8, 0, 0, 700, 0, 0, 0, 5, 0 };
	uint8_t present[] = { 31, 15, 12 };
	struct store_changes changes;
	struct cells cells = { COLUMNS, 3, keys, values, present };
	assert_true(store_put_cells(sample->writer, cube, &cells, &changes, &sample->error));
}

static struct value look(
	struct sample *sample, struct store_reader *reader, const char *indicator, int region, const char *when)
{
	struct cell_place place = { names_indicator(store_names(reader), text_of(indicator)), region, sample_period(when), 0 };
	struct observation seen;
	assert_true(place.indicator >= 0);
	assert_true(store_observe(reader, &place, BASIS_COUNT, &seen, &sample->error));
	assert_false(seen.moves);
	return seen.value;
}

static void test_reading(void **state)
{
	static const struct {
		const char *indicator;
		int region;
		const char *when;
		struct value value;
	} rows[] = {
		{ "ip.mean", R_CITY, "2017", { VALUE_PARTS, REASON_NONE, 2, 335, 2 } },
		{ "ip.mean", R_CITY, "2018", { VALUE_PARTS, REASON_NONE, 2, 100, -8 } },
		{ "ip.mean", R_EAST, "2018", { VALUE_NONE, REASON_NO_RECORDS, 0, 0, 0 } }, /* a row, but not of it */
		{ "ip.mean", R_EAST, "2017", { VALUE_NONE, REASON_NO_RECORDS, 0, 0, 0 } },
		{ "ip.mean", R_CITY, "2016", { VALUE_NONE, REASON_NOT_COVERED, 0, 0, 0 } },
		{ "ip.share", R_CITY, "2017", { VALUE_PARTS, REASON_NONE, -2, 1, 3 } },
		{ "ip.share", R_CITY, "2018", { VALUE_NONE, REASON_DIVISION, 0, 0, 0 } },
		{ "ip.share", R_EAST, "2018", { VALUE_PARTS, REASON_NONE, -2, 0, 5 } },
		{ "ip.least", R_CITY, "2017", { VALUE_NUMBER, REASON_NONE, 2, -150, 0 } },
		{ "ip.least", R_CITY, "2018", { VALUE_NONE, REASON_NO_RECORDS, 0, 0, 0 } },
		{ "ip.grants", R_CITY, "2018", { VALUE_NUMBER, REASON_NONE, 0, 0, 0 } }, /* a count is 0 */
	};
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	put(&sample, declare(&sample));
	sample_commit(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	assert_non_null(reader);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct value v = look(&sample, reader, rows[i].indicator, rows[i].region, rows[i].when);
		const struct value *e = &rows[i].value;
		if (v.kind != e->kind || v.reason != e->reason || v.a != e->a || v.b != e->b || v.scale != e->scale)
			fail_msg("%s %d %s: kind %d reason %d a %d b %d scale %d", rows[i].indicator, rows[i].region,
				rows[i].when, v.kind, v.reason, (int)v.a, (int)v.b, v.scale);
	}
	store_close(reader);
	sample_close(&sample);
}

/* One text for each row of the answer, its columns joined by '|'. */
static void check_rows(struct sample *sample, const char *sql, const char *const *wanted)
{
	struct db *db = db_open(sample->path, DB_READ, &sample->error);
	struct db_query *query = db ? db_prepare(db, sql, &sample->error) : NULL;
	size_t count = 0;
	assert_non_null(query);
	for (; db_step(query, &sample->error); count++) {
		assert_non_null(wanted[count]);
		assert_string_equal(db_column_text(query, 0).at, wanted[count]);
	}
	assert_int_equal(sample->error.code, ERROR_NONE);
	assert_null(wanted[count]);
	db_finish(query);
	db_close(db);
}

static void test_views(void **state)
{
	static const char *const now[] = { "ip.least 2017 C -1.5 -1.5 register", "ip.mean 2017 C 335/200 1.675 register",
		"ip.mean 2018 C -100/800 -0.125 register", "ip.share 2017 C 100/3 33.3333333333333 register",
		"ip.share 2018 C1 0 0.0 register", NULL };
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	put(&sample, declare(&sample));
	sample_commit(&sample);
	check_rows(&sample,
		"SELECT indicator || ' ' || period || ' ' || region || ' ' || value_exact || ' ' || value || ' ' || basis FROM "
		"figure "
		"WHERE indicator IN ('ip.mean', 'ip.share', 'ip.least') ORDER BY indicator, period",
		now);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_views),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
