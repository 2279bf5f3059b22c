/* Tests of view/target.c: the level that targets imply. */
#include "view/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

struct target {
	enum quantity quantity;
	int64_t units;
	int scale;
};

struct expected {
	const char *what, *indicator;
	struct target targets[3];
	struct value level;
};

#define NUMBER(units, digits)                                                                                                  \
	{                                                                                                                      \
		VALUE_NUMBER, REASON_NONE, digits, units, 0                                                                    \
	}
#define NOTHING                                                                                                                \
	{                                                                                                                      \
		VALUE_NONE, REASON_MISSING, 0, 0, 0                                                                            \
	}

/* The closings of 2018: 4 grants (flow), 9 in force (stock), 12.50 of money (flow), 90000/7 of a formula; a population is given. */
static const struct expected cases[] = {
	{ "none", "ip.in_force", { { 0 } }, NOTHING },
	{ "a level", "ip.in_force", { { QUANTITY_LEVEL, 20, 0 } }, NUMBER(20, 0) },
	{ "net on a stock", "ip.in_force", { { QUANTITY_NET, 3, 0 } }, NUMBER(12, 0) },
	{ "entries of a stock imply none", "ip.in_force", { { QUANTITY_ENTRIES, 3, 0 } }, NOTHING },
	{ "net on a flow", "ip.grants", { { QUANTITY_NET, 3, 0 } }, NUMBER(3, 0) },
	{ "entries on a flow", "ip.grants", { { QUANTITY_ENTRIES, 3, 0 } }, NUMBER(3, 0) },
	{ "a level above a higher net", "ip.in_force", { { QUANTITY_NET, 30, 0 }, { QUANTITY_LEVEL, 20, 0 } }, NUMBER(20, 0) },
	{ "the higher of two levels", "ip.in_force",
		{ { QUANTITY_LEVEL, 20, 0 }, { QUANTITY_LEVEL, 21, 0 }, { QUANTITY_NET, 40, 0 } }, NUMBER(21, 0) },
	{ "the higher of two nets", "ip.in_force", { { QUANTITY_NET, 2, 0 }, { QUANTITY_NET, 5, 0 } }, NUMBER(14, 0) },
	{ "scales", "ip.in_force", { { QUANTITY_NET, 25, 1 } }, NUMBER(115, 1) },
	{ "a formula", "ip.per_10k", { { QUANTITY_NET, 1, 0 } }, { VALUE_DECIMAL, REASON_NONE, 0, 12858, 142857142857 } },
	{ "no closing", "ip.population", { { QUANTITY_NET, 1, 0 } }, NOTHING },
	{ "overflow is no level", "ip.in_force", { { QUANTITY_NET, INT64_MAX, 0 } }, NOTHING },
	{ "overflow beside one that fits", "ip.in_force", { { QUANTITY_NET, INT64_MAX, 0 }, { QUANTITY_NET, 1, 0 } },
		NUMBER(10, 0) },
};

static void put_row(struct sample *sample, uint32_t cube, const int64_t *values, int width)
{
	struct store_changes changes;
	uint8_t present = (uint8_t)((1 << width) - 1);
	int64_t key = sample_key(sample, cube, R_CITY, "2018", 0);
	struct cells cells = { width, 1, &key, values, &present };
	assert_true(store_put_cells(sample->writer, cube, &cells, &changes, &sample->error));
}

static void put_targets(struct sample *sample, const struct expected *expected)
{
	struct statement rows[3];
	static const char *const refs[] = { "T1", "T2", "T3" };
	size_t count = 0;
	for (; count < 3 && expected->targets[count].quantity != QUANTITY_NONE; count++) {
		rows[count] = sample_statement(refs[count], 0);
		rows[count].kind = STATEMENT_TARGET;
		rows[count].indicator = expected->indicator;
		rows[count].when = sample_period("2019");
		rows[count].quantity = expected->targets[count].quantity;
		rows[count].bounds.value = value_number(expected->targets[count].units, expected->targets[count].scale);
	}
	assert_true(store_put_statements(sample->writer, "ip", STATEMENT_TARGET, rows, count, &sample->error));
}

static void test_levels(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct sample sample;
		struct store_reader *reader;
		struct value level;
		sample_open(&sample);
		sample_begin(&sample, true);
		put_row(&sample, sample.cube, (int64_t[]){ 4, 9, 3, 1, 1250 }, 5);
		put_row(&sample, sample.formula_cube, (int64_t[]){ 90000, 7, BASIS_GIVEN }, 3);
		put_targets(&sample, &cases[i]);
		assert_true(store_inside(sample.writer, &reader, &sample.error));
		struct cell_place place = { names_indicator(store_names(reader), text_of(cases[i].indicator)), R_CITY,
			sample_period("2019"), 0 };
		assert_true(target_level(reader, &place, &sample.arena, &level, &sample.error));
		const struct value *e = &cases[i].level;
		if (level.kind != e->kind ||
			(e->kind != VALUE_NONE && (level.a != e->a || level.b != e->b || level.scale != e->scale)))
			fail_msg("%s: kind %d a %lld b %lld scale %d", cases[i].what, level.kind, (long long)level.a,
				(long long)level.b, level.scale);
		place.when = PERIOD_NONE; /* before the first or after the last period of the calendar */
		assert_true(target_level(reader, &place, &sample.arena, &level, &sample.error));
		assert_int_equal(level.kind, VALUE_NONE);
		sample_close(&sample);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_levels) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
