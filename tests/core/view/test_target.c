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

struct planned {
	enum quantity quantity;
	int64_t units;
	int scale;
};

struct expected {
	const char *what, *indicator;
	struct planned targets[3];
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

struct reaching {
	const char *what, *indicator;
	struct planned target;
	enum compare compare;
	const char *completion, *distance; /* "" where there is none */
	bool met, met_lower;
};

/* Of 2018: 4 grants, 9 in force (3 in, 1 out, no closing of 2017 but 0 inside the coverage), 12.50 of money. */
static const struct reaching reachings[] = {
	{ "a level", "ip.in_force", { QUANTITY_LEVEL, 12, 0 }, COMPARE_EQ, "75", "3", false, true },
	{ "surpassed", "ip.in_force", { QUANTITY_LEVEL, 6, 0 }, COMPARE_GE, "150", "-3", true, true },
	{ "just not above", "ip.in_force", { QUANTITY_LEVEL, 9, 0 }, COMPARE_GT, "100", "0", false, false },
	{ "a ceiling kept", "ip.in_force", { QUANTITY_LEVEL, 12, 0 }, COMPARE_LE, "75", "-3", true, true },
	{ "a ceiling exceeded", "ip.in_force", { QUANTITY_LEVEL, 6, 0 }, COMPARE_LT, "150", "3", false, false },
	{ "an increase", "ip.in_force", { QUANTITY_NET, 12, 0 }, COMPARE_EQ, "75", "3", false, true },
	{ "entries of a stock", "ip.in_force", { QUANTITY_ENTRIES, 4, 0 }, COMPARE_EQ, "75", "1", false, true },
	{ "an increase of a flow", "ip.grants", { QUANTITY_NET, 8, 0 }, COMPARE_EQ, "50", "4", false, true },
	{ "money", "ip.money", { QUANTITY_LEVEL, 25, 0 }, COMPARE_GE, "50", "12.5", false, false },
	{ "nothing planned", "ip.grants", { QUANTITY_LEVEL, 0, 0 }, COMPARE_EQ, "target is zero", "-4", true, false },
};

static void expect_text(const char *what, const struct value *value, const char *expected)
{
	char text[VALUE_TEXT_BYTES];
	value_print_exact(value, text);
	const char *found = value->kind == VALUE_NONE ? reason_text(value->reason) : text;
	if (strcmp(found, expected) != 0)
		fail_msg("%s: '%s', not '%s'", what, found, expected);
}

static void test_reached(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof reachings / sizeof reachings[0]; i++) {
		const struct reaching *r = &reachings[i];
		struct sample sample;
		struct store_reader *reader;
		struct target target;
		struct observation now;
		sample_open(&sample);
		sample_begin(&sample, true);
		put_row(&sample, sample.cube, (int64_t[]){ 4, 9, 3, 1, 1250 }, 5);
		struct statement plan = sample_statement("T", 0);
		plan.kind = STATEMENT_TARGET;
		plan.indicator = r->indicator;
		plan.quantity = r->target.quantity;
		plan.compare = r->compare;
		plan.bounds.value = value_number(r->target.units, r->target.scale);
		assert_true(store_put_statements(sample.writer, "ip", STATEMENT_TARGET, &plan, 1, &sample.error));
		assert_true(store_inside(sample.writer, &reader, &sample.error));
		struct cell_place place = { names_indicator(store_names(reader), text_of(r->indicator)), R_CITY,
			sample_period("2018"), 0 };
		assert_true(target_of(reader, &place, &sample.arena, &target, &sample.error));
		assert_true(target.there);
		assert_true(store_observe(reader, &place, BASIS_COUNT, &now, &sample.error));
		struct value completion = target_completion(&target, &now), distance = target_distance(&target, &now);
		expect_text(r->what, &completion, r->completion);
		expect_text(r->what, &distance, r->distance);
		if (target_met(&target, &now, false) != r->met || target_met(&target, &now, true) != r->met_lower)
			fail_msg("%s: met", r->what);
		sample_close(&sample);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_levels), cmocka_unit_test(test_reached) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
