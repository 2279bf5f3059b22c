/* Tests of view/pivot*.c, periods.c and selection.c: which lines and columns there are, in which order, and what stands in them. */
#include "view/pivot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

/* Grants of the city by kind: 29 then 39; one in the east, two in the zone in 2018; in 2017 one of an unknown kind; the rest had one in 2017. */
static void fill(struct sample *sample)
{
	const struct {
		int region;
		const char *when;
		int part;
		int64_t grants;
	} cells[] = {
		{ R_CITY, "2017", B_TOTAL, 29 },
		{ R_CITY, "2017", B_UNKNOWN, 1 },
		{ R_CITY, "2017", B_INVENTION, 28 },
		{ R_CITY, "2018", B_TOTAL, 39 },
		{ R_CITY, "2018", B_DESIGN, 9 },
		{ R_CITY, "2018", B_INVENTION, 30 },
		{ R_CITY_REST, "2017", B_TOTAL, 1 },
		{ R_EAST, "2018", B_TOTAL, 1 },
		{ R_ZONE, "2018", B_TOTAL, 2 },
	};
	enum { ROWS = sizeof cells / sizeof cells[0] };
	int64_t keys[ROWS], values[ROWS * 5] = { 0 };
	uint8_t present[ROWS];
	struct store_changes changes;
	for (int i = 0; i < ROWS; i++) {
		keys[i] = sample_key(sample, sample->cube, cells[i].region, cells[i].when, cells[i].part);
		values[(size_t)i * 5] = cells[i].grants;
		present[i] = 31;
	}
	struct cells put = { 5, ROWS, keys, values, present };
	if (!store_put_cells(sample->writer, sample->cube, &put, &changes, &sample->error))
		fail_msg("%s", sample->error.what);
}

static void begin(struct sample *sample)
{
	sample_open(sample);
	sample_begin(sample, false);
	fill(sample);
	sample_commit(sample);
}

static void print_row(const struct table *table, size_t row, char *found, size_t bytes)
{
	for (size_t i = 0; i < table->columns_count; i++) {
		const struct column *column = &table->columns[i];
		const char *cell = table->cells[row * table->columns_count + i];
		size_t at = strlen(found);
		if (!column->hidden)
			snprintf(found + at, bytes - at, "%s|", cell ? cell : "");
	}
	snprintf(found + strlen(found), bytes - strlen(found), "\n");
}

/* The caption, the headings, then the lines as people see them. */
static void expect(struct sample *sample, struct pivot_request *request, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	struct pivot pivot;
	char found[4096] = "";
	assert_non_null(reader);
	request->of.basis = BASIS_COUNT;
	if (!pivot_build(reader, request, &sample->arena, &pivot, &sample->error))
		fail_msg("%s", sample->error.what);
	snprintf(found, sizeof found, "%s\n", pivot.caption);
	for (size_t i = 0; i < pivot.table.columns_count; i++)
		if (!pivot.table.columns[i].hidden)
			snprintf(found + strlen(found), sizeof found - strlen(found), "%s|", pivot.table.columns[i].heading);
	snprintf(found + strlen(found), sizeof found - strlen(found), "\n");
	for (size_t row = 0; row < pivot.table.rows; row++)
		print_row(&pivot.table, row, found, sizeof found);
	if (strcmp(found, expected) != 0)
		fail_msg("found:\n%s\nexpected:\n%s", found, expected);
	store_close(reader);
}

/* Total first, counties, zone, the rest last; the west begins in 2018. */
static void test_regions(void **state)
{
	struct sample sample;
	struct pivot_request request = { .of = { .indicator = "grants" }, .rows = "region" };
	(void)state;
	begin(&sample);
	expect(&sample, &request,
		"授权量 · value · unit: 件\n"
		"region|2017|2018|\n"
		"City|29|39|\n"
		"East|0|1|\n"
		"West||0|\n"
		"Zone|0|2|\n"
		"未分县区|1|0|\n");
	request.periods = "2018";
	request.value = "share_parent";
	expect(&sample, &request,
		"授权量 · of the region above\n"
		"region|2018|\n"
		"City|above the scope|\n"
		"East|2.56 %|\n"
		"West|0.00 %|\n"
		"Zone|5.13 %|\n");
	request = (struct pivot_request){
		.of = { .indicator = "grants" }, .cols = "region", .rows = "period", .breakdown = "kind=invention"
	};
	request.periods = "2017..2018";
	expect(&sample, &request,
		"授权量 · 发明 · value · unit: 件\n"
		"period|City|East|West|Zone|\n"
		"2017|28|0||0|\n"
		"2018|30|0|0|0|\n");
	sample_close(&sample);
}

/* Parts in declared order; the one that is not known only where it is not zero. */
static void test_parts(void **state)
{
	struct sample sample;
	struct pivot_request request = { .of = { .indicator = "grants" }, .rows = "breakdown" };
	(void)state;
	begin(&sample);
	expect(&sample, &request,
		"授权量 · City · value · unit: 件\n"
		"breakdown|2017|2018|\n"
		"total|29|39|\n"
		"发明|28|30|\n"
		"外观设计|0|9|\n"
		"unknown|1|0|\n");
	request = (struct pivot_request){ .of = { .period = "2018" }, .rows = "indicator", .cols = "breakdown" };
	expect(&sample, &request,
		"City · 2018 · value\n"
		"indicator|unit|total|发明|外观设计|\n"
		"授权量|件|39|30|9|\n"
		"有效量|件|0|0|0|\n"
		"金额|件|0.00|||\n");
	request.of.by = "kind";
	request.value = "share_parts";
	expect(&sample, &request,
		"City · 2018 · of the total\n"
		"indicator|unit|total|发明|外观设计|\n"
		"授权量|件||76.92 %|23.08 %|\n");
	sample_close(&sample);
}

/* What is no axis and has several gets a label column; a line without anything is left out. */
static void test_labels(void **state)
{
	struct sample sample;
	struct pivot_request request = {
		.of = { .area = "ip", .by_region = true, .by = "none" }, .rows = "indicator", .value = "change"
	};
	(void)state;
	begin(&sample);
	expect(&sample, &request,
		"change\n"
		"region|indicator|unit|2018|\n"
		"City|授权量|件|10|\n"
		"City|有效量|件|0|\n"
		"City|金额|件|0.00|\n"
		"East|授权量|件|1|\n"
		"East|有效量|件|0|\n"
		"East|金额|件|0.00|\n"
		"Zone|授权量|件|2|\n"
		"Zone|有效量|件|0|\n"
		"Zone|金额|件|0.00|\n"
		"未分县区|授权量|件|-1|\n");
	sample_close(&sample);
}

struct refused {
	struct pivot_request request;
	const char *why;
};

static void test_refused(void **state)
{
	const struct refused cases[] = {
		{ { .rows = "regoin" }, "--rows: 'regoin' is not allowed; did you mean 'region'?" },
		{ { .cols = "time" }, "--cols: 'time' is not allowed; allowed: indicator, breakdown, region, period" },
		{ { .rows = "region", .cols = "region" }, "'region' stands in both" },
		{ { .rows = "region", .value = "grwth" }, "--value: unknown measure: 'grwth'; did you mean 'growth'?" },
		{ { .rows = "region", .periods = "2018..2017" }, "--periods: '2018..2017'" },
		{ { .rows = "region", .periods = "2017..2018Q1" }, "--periods: '2017..2018Q1'" },
		{ { .rows = "region", .periods = "2018Q1..2018Q4" },
			"period '2018Q1': this workspace does not compute it; it computes: year" },
		{ { .rows = "region", .periods = "0001..9999" }, "more than 2400 periods" },
		{ { .rows = "region", .grain = "month" }, "--grain: 'month': this workspace computes: year" },
		{ { .rows = "region", .cols = "breakdown", .periods = "2017..2018" }, "--periods and --grain need period" },
		{ { .rows = "breakdown", .breakdown = "kind=design" }, "leave one of them out" },
		{ { .of = { .indicator = "grants" }, .rows = "region", .breakdown = "kind=desing" },
			"did you mean 'kind=design'?" },
		{ { .of = { .indicator = "money" }, .rows = "region", .breakdown = "kind=design" }, "has no breakdown" },
	};
	struct sample sample;
	struct pivot pivot;
	(void)state;
	begin(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct tally_error error = { 0 };
		if (pivot_build(reader, &cases[i].request, &sample.arena, &pivot, &error) || error.code != ERROR_USAGE ||
			!strstr(error.what, cases[i].why))
			fail_msg("case %zu: %s", i, error.what);
	}
	store_close(reader);
	sample_close(&sample);
}

static void expect_periods(const struct store_names *names, struct periods_asked asked, const char *expected)
{
	struct arena arena = { 0 };
	struct tally_error error = { 0 };
	struct periods periods;
	char found[256] = "", text[PERIOD_TEXT_BYTES];
	if (!periods_list(names, &asked, &arena, &periods, &error))
		fail_msg("%s", error.what);
	for (size_t i = 0; i < periods.count; i++) {
		period_print(periods.items[i], text);
		snprintf(found + strlen(found), sizeof found - strlen(found), "%s ", text);
	}
	assert_string_equal(found, expected);
	arena_done(&arena);
}

static void test_periods(void **state)
{
	const struct store_names names = { .grains = 15 };
	(void)state;
	expect_periods(&names, (struct periods_asked){ NULL, NULL, sample_period("2018"), 3 }, "2016 2017 2018 ");
	expect_periods(&names, (struct periods_asked){ NULL, "quarter", sample_period("2018"), 3 }, "2018Q2 2018Q3 2018Q4 ");
	expect_periods(&names, (struct periods_asked){ NULL, NULL, sample_period("2018-01"), 2 }, "2017-12 2018-01 ");
	expect_periods(&names, (struct periods_asked){ "2018-11..2019-02", NULL, sample_period("2018"), 5 },
		"2018-11 2018-12 2019-01 2019-02 ");
	expect_periods(&names, (struct periods_asked){ "2018H1", NULL, sample_period("2018"), 5 }, "2018H1 ");
	expect_periods(&names, (struct periods_asked){ NULL, "month", sample_period("2018-01..2018-10"), 1 }, "2018-10 ");
}

int main(void)
{
	setenv("LANGUAGE", "zh_CN", 1); /* whose titles are told */
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_regions), cmocka_unit_test(test_parts),
		cmocka_unit_test(test_labels), cmocka_unit_test(test_refused), cmocka_unit_test(test_periods) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
