/* Tests of store/schema.sql: the views say what store_observe says, with exact decimals, and leave out what is hidden. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "io/db.h"

static void expect(struct db *db, const char *sql, const char *expected)
{
	struct tally_error error = { 0 };
	struct db_query *query = db_prepare(db, sql, &error);
	if (!query)
		fail_msg("%s", error.what);
	char found[512] = "";
	while (db_step(query, &error))
		for (int i = 0; i < db_columns(query); i++) {
			struct text text = db_column_text(query, i);
			size_t at = strlen(found);
			snprintf(found + at, sizeof found - at, "%.*s%s", (int)text.len, text.at,
				i + 1 < db_columns(query) ? "|" : "\n");
		}
	db_finish(query);
	if (error.code != ERROR_NONE)
		fail_msg("%s", error.what);
	if (strcmp(found, expected) != 0)
		fail_msg("%s\nfound:    %s\nexpected: %s", sql, found, expected);
}

static struct db *opened(struct sample *sample)
{
	struct db *db = db_open(sample->path, DB_READ, &sample->error);
	if (!db)
		fail_msg("%s", sample->error.what);
	return db;
}

static void put_row(struct sample *sample, uint32_t cube, int64_t key, const int64_t *values, int width, uint8_t present)
{
	struct store_changes changes;
	struct cells cells = { width, 1, &key, values, &present };
	assert_true(store_put_cells(sample->writer, cube, &cells, &changes, &sample->error));
}

static void put_city(struct sample *sample, int64_t grants)
{
	put_row(sample, sample->cube, sample_key(sample, sample->cube, R_CITY, "2018", B_DESIGN),
		(int64_t[]){ grants, 9, 3, 1, 123450 }, 5, 31);
	put_row(sample, sample->formula_cube, sample_key(sample, sample->formula_cube, R_CITY, "2018", 0),
		(int64_t[]){ 90000, 7, BASIS_GIVEN }, 3, 7);
}

static void test_figure(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	put_city(&sample, 4);
	sample_commit(&sample);
	struct db *db = opened(&sample);
	expect(db,
		"SELECT indicator, title, region, region_name, period, breakdown, value, value_exact, unit, entries, exits, "
		"basis, area FROM figure "
		"ORDER BY indicator",
		"ip.grants|授权量|C|City|2018|kind=design|4.0|4|件|||register|ip\n"
		"ip.in_force|有效量|C|City|2018|kind=design|9.0|9|件|3|1|register|ip\n"
		"ip.money|金额|C|City|2018|kind=design|1234.5|1234.5|件|||register|ip\n"
		"ip.per_10k|每万人|C|City|2018||12857.1428571429|90000/7|件/万人|||given|ip\n");
	expect(db, "SELECT id, text, grain, first_day, last_day, last - first FROM period",
		"387467|2018|1|2018-01-01|2018-12-31|364\n");
	db_close(db);
	sample_close(&sample);
}

/* Scale, sign and the ends of int64, as the one who wrote it would write them. */
static void test_exact(void **state)
{
	static const struct {
		int64_t units;
		const char *text;
	} cases[] = { { 0, "0" }, { 5, "0.05" }, { -5, "-0.05" }, { 100, "1" }, { -120, "-1.2" }, { 123456, "1234.56" },
		{ INT64_MAX, "92233720368547758.07" }, { INT64_MIN, "-92233720368547758.08" } };
	struct sample sample;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char expected[64];
		sample_open(&sample);
		sample_begin(&sample, false);
		put_row(&sample, sample.cube, sample_key(&sample, sample.cube, R_CITY, "2018", 0),
			(int64_t[]){ 0, 0, 0, 0, cases[i].units }, 5, 16);
		sample_commit(&sample);
		struct db *db = opened(&sample);
		snprintf(expected, sizeof expected, "%s\n", cases[i].text);
		expect(db, "SELECT value_exact FROM figure WHERE indicator = 'ip.money'", expected);
		db_close(db);
		sample_close(&sample);
	}
}

/* A formula of decimal kind: whole part and 10^-12 part, both with the sign. */
static void test_decimal(void **state)
{
	static const struct {
		int64_t a, b;
		const char *text;
	} cases[] = { { 1, 890000000000, "1.89" }, { 0, -5, "-0.000000000005" }, { -3, -500000000000, "-3.5" }, { 7, 0, "7" } };
	struct sample sample;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char expected[64];
		uint32_t cube;
		int slot;
		sample_open(&sample);
		sample_begin(&sample, false);
		struct store_indicator formula = {
			.name = "staff.f", .area = "staff", .cube = "f", .width = 3, .kind = VALUE_DECIMAL, .grains = 1
		};
		assert_true(store_put_indicator(sample.writer, &formula, &cube, &slot, &sample.error));
		put_row(&sample, cube, sample_key(&sample, cube, R_CITY, "2018", 0),
			(int64_t[]){ cases[i].a, cases[i].b, BASIS_PUBLISHED }, 3, 7);
		sample_commit(&sample);
		struct db *db = opened(&sample);
		snprintf(expected, sizeof expected, "%s|published\n", cases[i].text);
		expect(db, "SELECT value_exact, basis FROM figure WHERE indicator = 'staff.f'", expected);
		db_close(db);
		sample_close(&sample);
	}
}

/* Given above published, computed above both, a covered place without a cell is 0 whatever was published; hidden areas show nothing. */
static void test_best(void **state)
{
	struct sample sample;
	struct statement rows[] = { sample_statement("F1", 10), sample_statement("F2", 11), sample_statement("F3", 12),
		sample_statement("F4", 13), sample_statement("F5", 14) };
	struct statement given = sample_statement("G1", 3339);
	(void)state;
	rows[0].breakdown = "kind=design"; /* has a cell */
	rows[1].breakdown = ""; /* covered, no cell */
	rows[2].region = given.region = "000000";
	rows[3].when = sample_period("2016"); /* not covered */
	rows[4].indicator = "staff.people";
	given.kind = STATEMENT_GIVEN;
	sample_open(&sample);
	sample_begin(&sample, false);
	put_city(&sample, 4);
	assert_true(store_put_statements(sample.writer, "ip", STATEMENT_PUBLISHED, rows, 4, &sample.error));
	assert_true(store_put_statements(sample.writer, "ip", STATEMENT_GIVEN, &given, 1, &sample.error));
	assert_true(store_put_statements(sample.writer, "staff", STATEMENT_PUBLISHED, rows + 4, 1, &sample.error));
	assert_true(store_put_area(sample.writer, "staff", NULL, NULL, NULL, 1, false, &sample.error));
	sample_commit(&sample);
	struct db *db = opened(&sample);
	expect(db,
		"SELECT region, period, breakdown, value_exact, basis FROM figure WHERE indicator = 'ip.grants' ORDER BY 1, 2, "
		"3",
		"000000|2018||3339|given\nC|2016||13|published\nC|2018||0|register\nC|2018|kind=design|4|register\n");
	expect(db,
		"SELECT region, period, breakdown, value_exact, basis FROM observation WHERE indicator = 'ip.grants' ORDER BY "
		"1, 2, 3, 5",
		"000000|2018||3339|given\n000000|2018||12|published\nC|2016||13|published\nC|2018||11|published\n"
		"C|2018|kind=design|10|published\nC|2018|kind=design|4|register\n");
	expect(db, "SELECT count(*) FROM figure WHERE area = 'staff'", "0\n");
	expect(db,
		"SELECT kind, indicator, region, period, stat, text, value, low, high FROM stated WHERE ref IN ('F5', 'G1') "
		"ORDER BY ref",
		"published|staff.people|C|2018|value|text|14.0|14.0|14.0\ngiven|ip.grants|000000|2018|value|text|3339.0|3339.0|"
		"3339.0\n");
	db_close(db);
	sample_close(&sample);
}

/* What is 0 because nothing is there: the view and store_observe agree on every covered place. */
static void test_covered(void **state)
{
	static const struct {
		const char *region, *when, *breakdown, *indicator;
		bool covered;
	} cases[] = {
		{ "C", "2017", "", "ip.grants", true },
		{ "C1", "2018", "kind=design", "ip.grants", true },
		{ "C9", "2017", "", "ip.grants", true },
		{ "C9", "2018", "", "ip.grants", false },
		{ "C2", "2017", "", "ip.grants", false },
		{ "C2", "2017", "", "ip.in_force", false },
		{ "000000", "2018", "", "ip.grants", false },
		{ "C", "2016", "", "ip.in_force", false },
		{ "C", "2018Q1", "", "ip.grants", false },
		{ "C", "2018", "kind=design", "ip.money", false },
		{ "C", "2018", "", "ip.population", false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sample sample;
		struct store_reader *reader;
		struct observation observation;
		struct statement row = sample_statement("F1", 77);
		row.region = cases[i].region;
		row.when = sample_period(cases[i].when);
		row.breakdown = cases[i].breakdown;
		row.indicator = cases[i].indicator;
		sample_open(&sample);
		sample_add_ended(&sample);
		sample_begin(&sample, false);
		assert_true(store_put_statements(sample.writer, "ip", STATEMENT_PUBLISHED, &row, 1, &sample.error));
		assert_true(store_inside(sample.writer, &reader, &sample.error));
		struct cell_place place = { names_indicator(store_names(reader), text_of(row.indicator)),
			names_region(store_names(reader), text_of(row.region)), row.when,
			row.breakdown[0] ? sample.breakdowns[B_DESIGN] : 0 };
		assert_true(store_observe(reader, &place, BASIS_COUNT, &observation, &sample.error));
		sample_commit(&sample);
		struct db *db = opened(&sample);
		expect(db, "SELECT value_exact, basis FROM figure", cases[i].covered ? "0|register\n" : "77|published\n");
		db_close(db);
		assert_int_equal(observation.value.a, cases[i].covered ? 0 : 77);
		assert_int_equal(observation.basis, cases[i].covered ? BASIS_REGISTER : BASIS_PUBLISHED);
		sample_close(&sample);
	}
}

static void test_history(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	for (int64_t run = 1; run <= 4; run++) {
		sample_begin(&sample, false);
		put_city(&sample, run < 3 ? 4 : run);
		sample_commit(&sample);
	}
	struct db *db = opened(&sample);
	expect(db,
		"SELECT period, breakdown, value_exact, first_run, last_run FROM figure_history WHERE indicator = 'ip.grants' "
		"ORDER BY first_run",
		"2018|kind=design|4|1|2\n2018|kind=design|3|3|3\n2018|kind=design|4|4|\n");
	expect(db, "SELECT value_exact, first_run, last_run FROM figure_history WHERE indicator = 'ip.per_10k'",
		"90000/7|1|\n");
	db_close(db);
	sample_close(&sample);
}

/* Every query of docs/store.md is one statement that runs. */
static void test_documented(void **state)
{
	struct sample sample;
	char line[1024], sql[4096] = "";
	bool inside = false;
	int queries = 0;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	put_city(&sample, 4);
	sample_commit(&sample);
	struct db *db = opened(&sample);
	FILE *page = fopen(TALLY_SOURCE_DIR "/docs/store.md", "r");
	assert_non_null(page);
	while (fgets(line, sizeof line, page)) {
		if (strcmp(line, "```\n") == 0 && inside) {
			struct db_query *query = db_prepare(db, sql, &sample.error);
			if (!query || !db_run(query, &sample.error))
				fail_msg("%s", sample.error.what);
			db_finish(query);
			queries++;
		}
		if (inside)
			strncat(sql, line, sizeof sql - strlen(sql) - 1);
		if (strncmp(line, "```", 3) == 0) {
			inside = strcmp(line, "```sql\n") == 0;
			sql[0] = '\0';
		}
	}
	fclose(page);
	assert_true(queries >= 7);
	db_close(db);
	sample_close(&sample);
}

/* The enumerations that views print as words are those of the program. */
static void test_words(void **state)
{
	struct sample sample;
	char sql[96], expected[64];
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	sample_commit(&sample);
	struct db *db = opened(&sample);
	for (int i = 0; i < STAT_COUNT; i++) {
		snprintf(sql, sizeof sql, "SELECT text FROM word WHERE topic = 'stat' AND id = %d", i);
		snprintf(expected, sizeof expected, "%s\n", stat_name((enum statement_stat)i));
		expect(db, sql, expected);
	}
	for (int i = 0; i < BASIS_COUNT; i++) {
		snprintf(sql, sizeof sql, "SELECT text FROM word WHERE topic = 'basis' AND id = %d", i);
		snprintf(expected, sizeof expected, "%s\n", basis_name((enum basis)i));
		expect(db, sql, expected);
	}
	for (int i = 1; i < QUANTITY_COUNT; i++) {
		snprintf(sql, sizeof sql, "SELECT text FROM word WHERE topic = 'quantity' AND id = %d", i);
		snprintf(expected, sizeof expected, "%s\n", quantity_name((enum quantity)i));
		expect(db, sql, expected);
	}
	for (int i = 1; i < COMPARE_COUNT; i++) {
		snprintf(sql, sizeof sql, "SELECT text FROM word WHERE topic = 'compare' AND id = %d", i);
		snprintf(expected, sizeof expected, "%s\n", compare_name((enum compare)i));
		expect(db, sql, expected);
	}
	db_close(db);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_figure), cmocka_unit_test(test_exact),
		cmocka_unit_test(test_decimal), cmocka_unit_test(test_best), cmocka_unit_test(test_covered),
		cmocka_unit_test(test_history), cmocka_unit_test(test_words), cmocka_unit_test(test_documented) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
