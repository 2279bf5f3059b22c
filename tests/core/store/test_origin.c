/* Tests of store/origin.c: definitions, files and the values that a cell had, run by run. */
#include "store/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

/* One run in which the city's patents stand so: grants, in force, entries, exits, money; NULL: no row at all. */
static void run(struct sample *sample, const int64_t values[5])
{
	struct store_changes changes;
	sample_begin(sample, false);
	int64_t key = sample_key(sample, sample->cube, R_CITY, "2018", B_TOTAL);
	uint8_t present = 31;
	struct cells cells = { 5, values ? 1 : 0, &key, values, &present };
	assert_true(store_put_cells(sample->writer, sample->cube, &cells, &changes, &sample->error));
	sample_commit(sample);
}

/* "1-2 39/0/0; 3- 40/0/0" */
static void expect_past(struct sample *sample, const char *indicator, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	const struct past_value *values;
	size_t count;
	char found[512] = "";
	assert_non_null(reader);
	struct cell_place place = { names_indicator(store_names(reader), text_of(indicator)), R_CITY, sample_period("2018"),
		0 };
	assert_true(store_past(reader, &place, &sample->arena, &values, &count, &sample->error));
	for (size_t i = 0; i < count; i++) {
		size_t at = strlen(found);
		snprintf(found + at, sizeof found - at, "%s%d-%d %d/%d/%d", i ? "; " : "", (int)values[i].first_run,
			(int)values[i].last_run, (int)values[i].seen.value.a, (int)values[i].seen.entries,
			(int)values[i].seen.exits);
	}
	assert_string_equal(found, expected);
	store_close(reader);
}

static void test_past(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	run(&sample, (int64_t[]){ 39, 56, 9, 3, 100 });
	run(&sample, (int64_t[]){ 39, 56, 9, 3, 200 }); /* another indicator of the row changed */
	run(&sample, (int64_t[]){ 40, 56, 9, 3, 200 });
	run(&sample, (int64_t[]){ 40, 56, 10, 4, 200 }); /* the same value, but not the same moves */
	run(&sample, NULL);
	run(&sample, (int64_t[]){ 40, 56, 10, 4, 200 });
	expect_past(&sample, "ip.grants", "1-2 39/0/0; 3-4 40/0/0; 6-0 40/0/0");
	expect_past(&sample, "ip.in_force", "1-3 56/9/3; 4-4 56/10/4; 6-0 56/10/4");
	expect_past(&sample, "ip.money", "1-1 100/0/0; 2-4 200/0/0; 6-0 200/0/0");
	expect_past(&sample, "ip.per_10k", "");
	expect_past(&sample, "ip.population", "");
	sample_close(&sample);
}

static void test_formula(void **state)
{
	struct sample sample;
	const int64_t states[][3] = { { 190, 100, BASIS_GIVEN }, { 0, 0, REASON_DIVISION << 8 }, { 190, 100, BASIS_REGISTER } };
	(void)state;
	sample_open(&sample);
	for (int i = 0; i < 3; i++) {
		struct store_changes changes;
		sample_begin(&sample, false);
		int64_t key = sample_key(&sample, sample.formula_cube, R_CITY, "2018", B_TOTAL);
		uint8_t present = i == 1 ? 4 : 7;
		struct cells cells = { 3, 1, &key, states[i], &present };
		assert_true(store_put_cells(sample.writer, sample.formula_cube, &cells, &changes, &sample.error));
		sample_commit(&sample);
	}
	struct store_reader *reader = store_open(sample.path, &sample.error);
	const struct past_value *values;
	const char *started;
	size_t count;
	assert_non_null(reader);
	struct cell_place place = { names_indicator(store_names(reader), TEXT("ip.per_10k")), R_CITY, sample_period("2018"),
		0 };
	assert_true(store_past(reader, &place, &sample.arena, &values, &count, &sample.error));
	assert_int_equal(count, 3);
	assert_int_equal(values[0].seen.value.kind, VALUE_PARTS);
	assert_int_equal(values[0].seen.basis, BASIS_GIVEN);
	assert_int_equal(values[1].seen.value.reason, REASON_DIVISION);
	assert_int_equal(values[2].seen.basis, BASIS_REGISTER);
	assert_int_equal(values[2].last_run, 0);
	assert_true(store_started(reader, 2, &sample.arena, &started, &sample.error));
	assert_string_equal(started, "2019-01-02T03:04:05Z");
	assert_true(store_started(reader, 9, &sample.arena, &started, &sample.error));
	assert_string_equal(started, "");
	store_close(reader);
	sample_close(&sample);
}

static void test_sources(void **state)
{
	struct sample sample;
	const struct read_source *sources;
	uint32_t id;
	size_t count;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	struct store_source source = { .register_id = sample.patents,
		.path = "b.csv",
		.size = 9,
		.fingerprint = { 1, 2 },
		.encoding = "GB18030",
		.read = 7,
		.accepted = 5,
		.warned = 1,
		.rejected = 2 };
	struct issue kind = {
		.file = "b.csv", .field = "county", .rule = "type", .severity = TALLY_ERROR, .value = "", .message = ""
	};
	assert_true(store_put_source(sample.writer, &source, &id, &sample.error));
	assert_true(store_put_issue_count(sample.writer, id, &kind, 2, &sample.error));
	kind.rule = "check";
	kind.severity = TALLY_WARNING;
	assert_true(store_put_issue_count(sample.writer, id, &kind, 1, &sample.error));
	source.path = "a.csv";
	assert_true(store_put_source(sample.writer, &source, &id, &sample.error));
	sample_commit(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	assert_non_null(reader);
	assert_true(store_sources(reader, 0, &sample.arena, &sources, &count, &sample.error));
	assert_int_equal(count, 2);
	assert_string_equal(sources[0].path, "a.csv");
	assert_int_equal(sources[0].issues, 0);
	assert_string_equal(sources[1].encoding, "GB18030");
	assert_int_equal(sources[1].issues, 3);
	assert_int_equal(sources[1].rejected, 2);
	store_close(reader);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_past),
		cmocka_unit_test(test_formula),
		cmocka_unit_test(test_sources),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
