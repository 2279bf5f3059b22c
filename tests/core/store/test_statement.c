/* Tests of store/write_statement.c and read_statement.c: every member there and back, order, replacement, what is refused. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void same_value(const struct value *a, const struct value *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->a, b->a);
	assert_int_equal(a->b, b->b);
	assert_int_equal(a->scale, b->scale);
}

static void same(const struct statement *a, const struct statement *b)
{
	const char *const texts[][2] = { { a->file, b->file }, { a->ref, b->ref }, { a->indicator, b->indicator },
		{ a->region, b->region }, { a->breakdown, b->breakdown }, { a->text, b->text }, { a->unit, b->unit },
		{ a->qualifier, b->qualifier }, { a->edition, b->edition }, { a->date, b->date }, { a->source, b->source } };
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_string_equal(texts[i][0], texts[i][1]);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->stat, b->stat);
	assert_int_equal(a->quantity, b->quantity);
	assert_int_equal(a->compare, b->compare);
	assert_int_equal(a->line, b->line);
	assert_int_equal(a->when, b->when);
	same_value(&a->bounds.value, &b->bounds.value);
	same_value(&a->bounds.low, &b->bounds.low);
	same_value(&a->bounds.high, &b->bounds.high);
	assert_int_equal(a->bounds.exact, b->bounds.exact);
	assert_int_equal(a->bounds.low_open, b->bounds.low_open);
	assert_int_equal(a->bounds.high_open, b->bounds.high_open);
}

static struct statement full(void)
{
	return (struct statement){ .kind = STATEMENT_TARGET,
		.stat = STAT_VALUE,
		.quantity = QUANTITY_NET,
		.compare = COMPARE_GE,
		.file = "t.csv",
		.ref = "T1",
		.line = 12,
		.indicator = "ip.money",
		.region = "C1",
		.when = sample_period("2019Q2"),
		.breakdown = "kind=design",
		.text = "1.29亿",
		.unit = "亿元",
		.qualifier = "以上",
		.edition = "2019",
		.date = "2019-02-01",
		.source = "report, page 3",
		.bounds = { value_number(129, 2), value_number(-1285, 3), { .kind = VALUE_PARTS, .a = 1, .b = 3 }, false, true,
			true } };
}

static size_t read_back(
	struct sample *sample, const struct statement *about, enum statement_stat stat, const struct statement **found)
{
	struct store_reader *reader;
	size_t count = 99;
	assert_true(store_inside(sample->writer, &reader, &sample->error));
	uint32_t part = strcmp(about->breakdown, "") == 0 ? 0 : sample->breakdowns[B_DESIGN];
	struct cell_place place = { names_indicator(store_names(reader), text_of(about->indicator)),
		names_region(store_names(reader), text_of(about->region)), about->when, part };
	assert_true(store_statements(reader, &place, about->kind, stat, &sample->arena, found, &count, &sample->error));
	return count;
}

static void test_round(void **state)
{
	struct sample sample;
	struct statement whole = full(), empty = sample_statement("F1", 5);
	const struct statement *found;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	assert_true(store_put_statements(sample.writer, "ip", STATEMENT_TARGET, &whole, 1, &sample.error));
	assert_true(store_put_statements(sample.writer, "ip", STATEMENT_PUBLISHED, &empty, 1, &sample.error));
	assert_int_equal(read_back(&sample, &whole, STAT_VALUE, &found), 1);
	same(&found[0], &whole);
	assert_int_equal(read_back(&sample, &whole, STAT_NET, &found), 0);
	assert_int_equal(read_back(&sample, &empty, STAT_COUNT, &found), 1);
	empty.qualifier = empty.edition = empty.date = empty.source = ""; /* NULL is the empty text */
	same(&found[0], &empty);
	sample_close(&sample);
}

static void test_order(void **state)
{
	static const char *const refs[] = { "B", "A", "D", "C", "E" };
	struct sample sample;
	struct statement rows[6];
	const struct statement *found;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	for (int i = 0; i < 5; i++)
		rows[i] = sample_statement(refs[i], i);
	rows[4].file = "earlier.csv";
	rows[5] = sample_statement("A", 7);
	rows[5].stat = STAT_GROWTH;
	assert_true(store_put_statements(sample.writer, "ip", STATEMENT_PUBLISHED, rows, 6, &sample.error));
	assert_int_equal(read_back(&sample, &rows[0], STAT_COUNT, &found), 6);
	static const char *const expected[] = { "E", "A", "A", "B", "C", "D" };
	for (int i = 0; i < 6; i++)
		assert_string_equal(found[i].ref, expected[i]);
	assert_int_equal(found[1].stat, STAT_VALUE);
	assert_int_equal(found[2].stat, STAT_GROWTH);
	sample_close(&sample);
}

/* A row may go to another area from one run to the next; within a run its ref is its own. */
static void test_replaced(void **state)
{
	struct sample sample;
	struct statement row = sample_statement("F1", 5), moved = sample_statement("F1", 6);
	const struct statement *found;
	(void)state;
	moved.indicator = "staff.people";
	moved.line = 9;
	sample_open(&sample);
	sample_begin(&sample, false);
	assert_true(store_put_statements(sample.writer, "ip", STATEMENT_PUBLISHED, &row, 1, &sample.error));
	assert_false(store_put_statements(sample.writer, "staff", STATEMENT_PUBLISHED, &moved, 1, &sample.error));
	assert_string_equal(sample.error.what, "published.csv:9: ref: 'F1' stands in line 2 already: give each row its own");
	error_clear(&sample.error);
	sample_commit(&sample);
	sample_begin(&sample, false);
	assert_true(store_put_statements(sample.writer, "staff", STATEMENT_PUBLISHED, &moved, 1, &sample.error));
	assert_true(store_put_statements(sample.writer, "ip", STATEMENT_PUBLISHED, NULL, 0, &sample.error));
	assert_int_equal(read_back(&sample, &row, STAT_COUNT, &found), 0);
	assert_int_equal(read_back(&sample, &moved, STAT_COUNT, &found), 1);
	assert_int_equal(found[0].bounds.value.a, 6);
	assert_true(
		store_put_statements(sample.writer, "staff", STATEMENT_GIVEN, NULL, 0, &sample.error)); /* another kind stays */
	assert_int_equal(read_back(&sample, &moved, STAT_COUNT, &found), 1);
	sample_close(&sample);
}

static void test_refused(void **state)
{
	struct sample sample;
	struct statement rows[] = { sample_statement("F1", 1), sample_statement("F2", 1), sample_statement("F3", 1) };
	static const char *const why[] = { "published.csv:2: indicator 'ip.none'", "published.csv:2: region 'X'", "5460" };
	(void)state;
	rows[0].indicator = "ip.none";
	rows[1].region = "X";
	rows[2].when = period_make(7000 * 12, 12);
	sample_open(&sample);
	sample_begin(&sample, false);
	for (int i = 0; i < 3; i++) {
		error_clear(&sample.error);
		assert_false(store_put_statements(sample.writer, "ip", STATEMENT_PUBLISHED, &rows[i], 1, &sample.error));
		assert_non_null(strstr(sample.error.what, why[i]));
	}
	error_clear(&sample.error);
	assert_false(store_put_statements(sample.writer, "nowhere", STATEMENT_PUBLISHED, NULL, 0, &sample.error));
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_round), cmocka_unit_test(test_order),
		cmocka_unit_test(test_replaced), cmocka_unit_test(test_refused) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
