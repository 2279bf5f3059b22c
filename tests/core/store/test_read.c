/* Tests of store/read.c: which value a place has, and where nothing is 0. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "io/db.h"

struct seen {
	const char *indicator;
	int region;
	const char *when;
	int breakdown;
	enum basis basis;
	struct value value;
	enum basis expected; /* looked at where there is a value */
};

static struct observation look(struct sample *sample, struct store_reader *reader, const struct seen *seen)
{
	const struct store_names *names = store_names(reader);
	struct observation observation;
	struct cell_place place = { names_indicator(names, text_of(seen->indicator)), seen->region, sample_period(seen->when),
		sample->breakdowns[seen->breakdown] };
	assert_true(place.indicator >= 0);
	assert_true(store_observe(reader, &place, seen->basis, &observation, &sample->error));
	return observation;
}

static void check(struct sample *sample, struct store_reader *reader, const struct seen *seen, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct observation found = look(sample, reader, &seen[i]);
		const struct value *v = &found.value, *e = &seen[i].value;
		if (v->kind != e->kind || v->reason != e->reason || v->a != e->a || v->b != e->b || v->scale != e->scale ||
			(v->kind != VALUE_NONE && found.basis != seen[i].expected))
			fail_msg("case %zu: %s region %d %s part %d: kind %d reason %d a %d b %d scale %d basis %d", i,
				seen[i].indicator, seen[i].region, seen[i].when, seen[i].breakdown, v->kind, v->reason,
				(int)v->a, (int)v->b, v->scale, found.basis);
	}
}

#define NUMBER(units, digits)                                                                                                  \
	{                                                                                                                      \
		VALUE_NUMBER, REASON_NONE, digits, units, 0                                                                    \
	}
#define NOTHING(why)                                                                                                           \
	{                                                                                                                      \
		VALUE_NONE, REASON_##why, 0, 0, 0                                                                              \
	}
#define ROWS(rows) rows, sizeof(rows) / sizeof((rows)[0])

static void put_row(struct sample *sample, uint32_t cube, int64_t key, const int64_t *values, int width, uint8_t present)
{
	struct store_changes changes;
	struct cells cells = { width, 1, &key, values, &present };
	assert_true(store_put_cells(sample->writer, cube, &cells, &changes, &sample->error));
}

/* One cell: the city in 2018 with 4 grants, 9 in force (3 came, 1 went), 1234.50 of money. */
static void write_cells(struct sample *sample)
{
	put_row(sample, sample->cube, sample_key(sample, sample->cube, R_CITY, "2018", B_TOTAL),
		(int64_t[]){ 4, 9, 3, 1, 123450 }, 5, 31);
}

static void test_zeros(void **state)
{
	static const struct seen cases[] = {
		{ "ip.grants", R_CITY, "2018", B_TOTAL, BASIS_COUNT, NUMBER(4, 0), BASIS_REGISTER },
		{ "ip.money", R_CITY, "2018", B_TOTAL, BASIS_COUNT, NUMBER(123450, 2), BASIS_REGISTER },
		/* inside: 0, at the scale of the indicator */
		{ "ip.grants", R_CITY, "2017", B_TOTAL, BASIS_COUNT, NUMBER(0, 0), BASIS_REGISTER },
		{ "ip.grants", R_CITY, "2018", B_INVENTION, BASIS_COUNT, NUMBER(0, 0), BASIS_REGISTER },
		{ "ip.grants", R_CITY, "2018", B_UNKNOWN, BASIS_COUNT, NUMBER(0, 0), BASIS_REGISTER },
		{ "ip.money", R_EAST, "2018", B_TOTAL, BASIS_REGISTER, NUMBER(0, 2), BASIS_REGISTER },
		{ "ip.grants", R_ZONE, "2018", B_TOTAL, BASIS_COUNT, NUMBER(0, 0), BASIS_REGISTER },
		{ "ip.grants", R_CITY_REST, "2018", B_TOTAL, BASIS_COUNT, NUMBER(0, 0), BASIS_REGISTER },
		/* outside the coverage */
		{ "ip.grants", R_CITY, "2016", B_TOTAL, BASIS_COUNT, NOTHING(NOT_COVERED), 0 },
		{ "ip.grants", R_CITY, "2019", B_TOTAL, BASIS_COUNT, NOTHING(NOT_COVERED), 0 },
		{ "ip.in_force", R_CITY, "2016", B_TOTAL, BASIS_COUNT, NOTHING(NOT_COVERED), 0 },
		/* outside the scope */
		{ "ip.grants", R_NATION, "2018", B_TOTAL, BASIS_COUNT, NOTHING(ABOVE_SCOPE), 0 },
		{ "ip.grants", R_NATION_REST, "2018", B_TOTAL, BASIS_COUNT, NOTHING(MISSING), 0 },
		/* a county that was not there yet, a grain and a part that nobody declared */
		{ "ip.grants", R_WEST, "2017", B_TOTAL, BASIS_COUNT, NOTHING(MISSING), 0 },
		{ "ip.grants", R_WEST, "2018", B_TOTAL, BASIS_COUNT, NUMBER(0, 0), BASIS_REGISTER },
		{ "ip.grants", R_CITY, "2018Q1", B_TOTAL, BASIS_COUNT, NOTHING(MISSING), 0 },
		{ "ip.grants", R_CITY, "2018-01..2018-10", B_TOTAL, BASIS_COUNT, NOTHING(MISSING), 0 },
		{ "ip.money", R_CITY, "2018", B_DESIGN, BASIS_COUNT, NOTHING(MISSING), 0 },
		/* no register */
		{ "ip.population", R_CITY, "2018", B_TOTAL, BASIS_COUNT, NOTHING(MISSING), 0 },
		{ "ip.per_10k", R_CITY, "2018", B_TOTAL, BASIS_COUNT, NOTHING(MISSING), 0 },
		/* a basis that the value has not */
		{ "ip.grants", R_CITY, "2018", B_TOTAL, BASIS_ADJUSTED, NOTHING(MISSING), 0 },
		{ "ip.grants", R_CITY, "2018", B_TOTAL, BASIS_GIVEN, NOTHING(MISSING), 0 },
	};
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	write_cells(&sample);
	sample_commit(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	assert_non_null(reader);
	check(&sample, reader, ROWS(cases));
	struct seen force = { "ip.in_force", R_CITY, "2018", B_TOTAL, BASIS_COUNT, NUMBER(9, 0), BASIS_REGISTER };
	struct observation moved = look(&sample, reader, &force);
	assert_true(moved.moves);
	assert_int_equal(moved.entries, 3);
	assert_int_equal(moved.exits, 1);
	force.when = "2017";
	moved = look(&sample, reader, &force);
	assert_true(moved.moves && moved.entries == 0 && moved.exits == 0);
	force.indicator = "ip.grants";
	assert_false(look(&sample, reader, &force).moves);
	store_close(reader);
	sample_close(&sample);
}

/* A coverage that begins within a year: the flow of that year is not whole, its closing is. */
static void test_partial(void **state)
{
	static const struct seen cases[] = {
		{ "ip.grants", R_EAST, "2017", B_TOTAL, BASIS_COUNT, NOTHING(NOT_COVERED), 0 },
		{ "ip.in_force", R_EAST, "2017", B_TOTAL, BASIS_COUNT, NUMBER(0, 0), BASIS_REGISTER },
		{ "ip.in_force", R_EAST, "2018", B_TOTAL, BASIS_COUNT, NOTHING(NOT_COVERED), 0 },
	};
	struct sample sample;
	uint32_t id;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	struct store_register part = { "ip", "patents", "", "", "C", date_from(2017, 3, 1), date_from(2018, 12, 30) };
	assert_true(store_put_register(sample.writer, &part, &id, &sample.error));
	sample_commit(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	check(&sample, reader, ROWS(cases));
	store_close(reader);
	sample_close(&sample);
}

/* A county that ended within a year: it counts up to the last period that it saw the end of. */
static void test_ended(void **state)
{
	static const struct seen cases[] = {
		{ "ip.grants", R_ENDED, "2017", B_TOTAL, BASIS_COUNT, NUMBER(0, 0), BASIS_REGISTER },
		{ "ip.grants", R_ENDED, "2018", B_TOTAL, BASIS_COUNT, NOTHING(MISSING), 0 },
	};
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_add_ended(&sample);
	sample_begin(&sample, false);
	sample_commit(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	check(&sample, reader, ROWS(cases));
	store_close(reader);
	sample_close(&sample);
}

static void put_said(
	struct sample *sample, enum statement_kind kind, const char *area, const struct statement *rows, size_t count)
{
	if (!store_put_statements(sample->writer, area, kind, rows, count, &sample->error))
		fail_msg("%s", sample->error.what);
}

static struct statement said(
	enum statement_kind kind, const char *ref, const char *indicator, int64_t value, const char *edition)
{
	struct statement s = sample_statement(ref, value);
	s.kind = kind;
	s.indicator = indicator;
	s.edition = edition;
	return s;
}

/* Computed, else given, else published; of several the last word. */
static void test_best(void **state)
{
	static const struct seen cases[] = {
		{ "ip.grants", R_CITY, "2018", B_TOTAL, BASIS_COUNT, NUMBER(4, 0), BASIS_REGISTER },
		{ "ip.grants", R_CITY, "2018", B_TOTAL, BASIS_PUBLISHED, NUMBER(12, 0), BASIS_PUBLISHED },
		{ "ip.grants", R_CITY, "2018", B_TOTAL, BASIS_GIVEN, NOTHING(MISSING), 0 },
		{ "ip.grants", R_NATION, "2018", B_TOTAL, BASIS_COUNT, NUMBER(3339, 0), BASIS_GIVEN },
		{ "ip.grants", R_NATION, "2018", B_TOTAL, BASIS_PUBLISHED, NUMBER(3340, 0), BASIS_PUBLISHED },
		{ "ip.grants", R_NATION, "2018", B_TOTAL, BASIS_REGISTER, NOTHING(ABOVE_SCOPE), 0 },
		{ "ip.population", R_CITY, "2018", B_TOTAL, BASIS_COUNT, NUMBER(50, 0), BASIS_PUBLISHED },
		/* a zero of the register stands above what was published */
		{ "ip.money", R_CITY, "2017", B_TOTAL, BASIS_COUNT, NUMBER(0, 2), BASIS_REGISTER },
	};
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	write_cells(&sample);
	struct statement published[] = { said(STATEMENT_PUBLISHED, "F1", "ip.grants", 10, "2018"),
		said(STATEMENT_PUBLISHED, "F2", "ip.grants", 11, "2019"),
		said(STATEMENT_PUBLISHED, "F3", "ip.grants", 12, "2019"), said(STATEMENT_PUBLISHED, "F4", "ip.grants", 13, ""),
		said(STATEMENT_PUBLISHED, "F5", "ip.grants", 3340, ""),
		said(STATEMENT_PUBLISHED, "F6", "ip.population", 50, ""), said(STATEMENT_PUBLISHED, "F7", "ip.money", 77, ""),
		said(STATEMENT_PUBLISHED, "F8", "ip.grants", 99, "2020") };
	published[0].date = "2019-12-31"; /* an older edition, however late */
	published[4].region = "000000";
	published[6].when = sample_period("2017");
	published[7].stat = STAT_GROWTH; /* speaks of something else */
	struct statement given[] = { said(STATEMENT_GIVEN, "G1", "ip.grants", 3339, "") };
	given[0].region = "000000";
	put_said(&sample, STATEMENT_PUBLISHED, "ip", published, 8);
	put_said(&sample, STATEMENT_GIVEN, "ip", given, 1);
	sample_commit(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	check(&sample, reader, ROWS(cases));
	store_close(reader);
	sample_close(&sample);
}

/* Formulas: parts with the basis of their state, or the reason in it; read inside the transaction as well. */
static void test_formula(void **state)
{
	static const struct seen cases[] = {
		{ "ip.per_10k", R_CITY, "2018", B_TOTAL, BASIS_COUNT, { VALUE_PARTS, REASON_NONE, 0, 90000, 7 }, BASIS_GIVEN },
		{ "ip.per_10k", R_CITY, "2018", B_TOTAL, BASIS_GIVEN, { VALUE_PARTS, REASON_NONE, 0, 90000, 7 }, BASIS_GIVEN },
		{ "ip.per_10k", R_CITY, "2018", B_TOTAL, BASIS_REGISTER, NOTHING(MISSING), 0 },
		{ "ip.per_10k", R_EAST, "2018", B_TOTAL, BASIS_COUNT, NOTHING(DIVISION), 0 },
		{ "ip.per_10k", R_ZONE, "2018", B_TOTAL, BASIS_COUNT, NOTHING(MISSING), 0 },
	};
	struct sample sample;
	struct store_changes changes;
	struct store_reader *inside;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	int64_t keys[] = { sample_key(&sample, sample.formula_cube, R_CITY, "2018", 0),
		sample_key(&sample, sample.formula_cube, R_EAST, "2018", 0) };
	int64_t values[] = { 90000, 7, BASIS_GIVEN, 0, 0, BASIS_GIVEN | REASON_DIVISION << 8 };
	uint8_t present[] = { 7, 4 };
	struct cells cells = { 3, 2, keys, values, present };
	assert_true(store_put_cells(sample.writer, sample.formula_cube, &cells, &changes, &sample.error));
	assert_int_equal(changes.added, 1); /* a reason is no value */
	assert_true(store_inside(sample.writer, &inside, &sample.error));
	check(&sample, inside, ROWS(cases));
	assert_true(store_put_area(sample.writer, "ip", NULL, NULL, NULL, 0, false, &sample.error));
	assert_true(store_inside(sample.writer, &inside, &sample.error));
	struct seen off[] = { { "ip.per_10k", R_CITY, "2018", B_TOTAL, BASIS_COUNT, NOTHING(AREA_OFF), 0 },
		{ "ip.grants", R_CITY, "2018", B_TOTAL, BASIS_REGISTER, NOTHING(AREA_OFF), 0 } };
	check(&sample, inside, ROWS(off));
	assert_true(store_put_area(sample.writer, "ip", NULL, NULL, NULL, 0, true, &sample.error));
	sample_commit(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	check(&sample, reader, ROWS(cases));
	store_close(reader);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_zeros), cmocka_unit_test(test_partial),
		cmocka_unit_test(test_ended), cmocka_unit_test(test_best), cmocka_unit_test(test_formula) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
