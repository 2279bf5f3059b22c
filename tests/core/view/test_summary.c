/* Tests of view/summary.c and summary_table.c: which rows come out, in which order, and how they are written. */
#include "view/summary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void put_rows(struct sample *sample, uint32_t cube, size_t rows, const int64_t *keys, const int64_t *values, int width)
{
	struct store_changes changes;
	uint8_t present[16];
	memset(present, (1 << width) - 1, sizeof present);
	struct cells cells = { width, rows, keys, values, present };
	if (!store_put_cells(sample->writer, cube, &cells, &changes, &sample->error))
		fail_msg("%s", sample->error.what);
}

static struct statement said(enum statement_kind kind, const char *ref, const char *indicator, const char *when, int64_t value)
{
	struct statement s = sample_statement(ref, value);
	s.kind = kind;
	s.indicator = indicator;
	s.when = sample_period(when);
	s.quantity = kind == STATEMENT_TARGET ? QUANTITY_NET : QUANTITY_NONE;
	return s;
}

/* Grants 29 -> 39 (inventions 29 -> 30, one of the new ones in the east), in force 50 -> 56, money from nothing; people only published. */
static void fill(struct sample *sample)
{
	const struct {
		int region;
		const char *when;
		int part;
		int64_t values[5];
	} cells[] = {
		{ R_CITY, "2017", B_TOTAL, { 29, 50, 50, 0, 0 } },
		{ R_CITY, "2017", B_INVENTION, { 29, 50, 50, 0, 0 } },
		{ R_CITY, "2018", B_TOTAL, { 39, 56, 9, 3, 123450 } },
		{ R_CITY, "2018", B_INVENTION, { 30, 56, 9, 3, 0 } },
		{ R_EAST, "2018", B_TOTAL, { 1, 0, 0, 0, 0 } },
	};
	enum { ROWS = sizeof cells / sizeof cells[0] };
	int64_t keys[ROWS], values[ROWS * 5];
	for (int i = 0; i < ROWS; i++) {
		keys[i] = sample_key(sample, sample->cube, cells[i].region, cells[i].when, cells[i].part);
		memcpy(values + (size_t)i * 5, cells[i].values, sizeof cells[i].values);
	}
	put_rows(sample, sample->cube, ROWS, keys, values, 5);
	keys[0] = sample_key(sample, sample->formula_cube, R_CITY, "2018", 0);
	put_rows(sample, sample->formula_cube, 1, keys, (int64_t[]){ 190, 100, BASIS_GIVEN }, 3);
	struct statement target = said(STATEMENT_TARGET, "T1", "ip.in_force", "2019", 6),
			 people = said(STATEMENT_PUBLISHED, "P1", "staff.people", "2018", 66);
	struct statement claim = said(STATEMENT_PUBLISHED, "F1", "ip.in_force", "2018", 57);
	assert_true(store_put_statements(sample->writer, "ip", STATEMENT_TARGET, &target, 1, &sample->error));
	assert_true(store_put_statements(sample->writer, "ip", STATEMENT_PUBLISHED, &claim, 1, &sample->error));
	assert_true(store_put_statements(sample->writer, "staff", STATEMENT_PUBLISHED, &people, 1, &sample->error));
}

static void ask(
	struct sample *sample, struct store_reader *reader, const struct summary_request *request, struct summary *summary)
{
	if (!summary_build(reader, request, &sample->arena, summary, &sample->error))
		fail_msg("%s", sample->error.what);
}

/* The plain table, a line a row: what a program reads. */
static void expect_plain(struct sample *sample, const struct summary_request *asked, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	struct summary_request request = *asked;
	struct summary summary;
	struct table table;
	char found[4096] = "";
	assert_non_null(reader);
	if (!request.columns)
		request.columns = "indicator, region, period, breakdown, value, base, growth, target, target_next, basis";
	ask(sample, reader, &request, &summary);
	assert_true(summary_table(store_names(reader), &summary, &sample->arena, &table, &sample->error));
	for (size_t row = 0; row < table.rows; row++)
		for (size_t i = 0; i < table.columns_count; i++) {
			const char *cell = table.plain[row * table.columns_count + i];
			size_t at = strlen(found);
			snprintf(found + at, sizeof found - at, "%s%s", cell ? cell : "-",
				i + 1 == table.columns_count ? "\n" : " ");
		}
	if (strcmp(found, expected) != 0)
		fail_msg("found:\n%s\nexpected:\n%s", found, expected);
	store_close(reader);
}

static void begin(struct sample *sample)
{
	sample_open(sample);
	sample_begin(sample, false);
	fill(sample);
	sample_commit(sample);
}

static void test_whole(void **state)
{
	struct sample sample;
	struct summary_request request = { .basis = BASIS_COUNT };
	(void)state;
	begin(&sample);
	expect_plain(&sample, &request,
		"ip.grants C 2018  39 29 34.4828 - - register\n"
		"ip.grants C 2018 kind=invention 30 29 3.4483 - - register\n"
		"ip.grants C 2018 kind=design 0 0 - - - register\n"
		"ip.in_force C 2018  56 50 12.0000 - 62 register\n"
		"ip.in_force C 2018 kind=invention 56 50 12.0000 - - register\n"
		"ip.in_force C 2018 kind=design 0 0 - - - register\n"
		"ip.money C 2018  1234.50 0.00 - - - register\n"
		"ip.per_10k C 2018  1.90 - - - - given\n"
		"staff.people C 2018  66 - - - - published\n");
	request.area = "staff";
	expect_plain(&sample, &request, "staff.people C 2018  66 - - - - published\n");
	request = (struct summary_request){ .basis = BASIS_COUNT, .by = "none", .indicator = "grants", .period = "2017" };
	expect_plain(&sample, &request, "ip.grants C 2017  29 - - - - register\n");
	sample_close(&sample);
}

static void test_choices(void **state)
{
	struct sample sample;
	struct summary_request request = { .basis = BASIS_COUNT, .indicator = "ip.in_force", .by = "none", .period = "2019" };
	(void)state;
	begin(&sample);
	/* the target of the year itself, before there is a value */
	expect_plain(&sample, &request, "ip.in_force C 2019  - 56 - 62 - -\n");
	request.indicator = NULL;
	request.period = "2021";
	expect_plain(&sample, &request, ""); /* nothing to say of that year */
	request.indicator = "ip.money";
	expect_plain(&sample, &request, "ip.money C 2021  - - - - - -\n"); /* but asked for */
	request = (struct summary_request){ .basis = BASIS_COUNT, .all_bases = true, .indicator = "ip.in_force", .by = "none" };
	expect_plain(&sample, &request,
		"ip.in_force C 2018  56 50 12.0000 - 62 register\n"
		"ip.in_force C 2018  57 - - - 62 published\n");
	request = (struct summary_request){ .basis = BASIS_PUBLISHED, .area = "ip", .by = "none" };
	expect_plain(&sample, &request, "ip.in_force C 2018  57 - - - 62 published\n");
	sample_close(&sample);
}

/* The region, counties, zones; the rest and the unknown part only when there is something in them. */
static void test_regions(void **state)
{
	struct sample sample;
	struct summary_request request = { .basis = BASIS_COUNT, .indicator = "grants", .by_region = true, .by = "none" };
	(void)state;
	begin(&sample);
	expect_plain(&sample, &request,
		"ip.grants C 2018  39 29 34.4828 - - register\n"
		"ip.grants C1 2018  1 0 - - - register\n"
		"ip.grants C2 2018  0 - - - - register\n"
		"ip.grants Z1 2018  0 0 - - - register\n");
	sample_begin(&sample, false);
	int64_t keys[] = { sample_key(&sample, sample.cube, R_CITY, "2018", B_TOTAL),
		sample_key(&sample, sample.cube, R_CITY, "2018", B_UNKNOWN),
		sample_key(&sample, sample.cube, R_CITY_REST, "2018", B_TOTAL) };
	put_rows(&sample, sample.cube, 3, keys, (int64_t[]){ 3, 2, 1 }, 1);
	sample_commit(&sample);
	request.by = "kind";
	expect_plain(&sample, &request,
		"ip.grants C 2018  3 0 - - - register\n"
		"ip.grants C1 2018  0 0 - - - register\n"
		"ip.grants C2 2018  0 - - - - register\n"
		"ip.grants Z1 2018  0 0 - - - register\n"
		"ip.grants C.rest 2018  1 0 - - - register\n"
		"ip.grants C 2018 kind=invention 0 0 - - - register\n"
		"ip.grants C1 2018 kind=invention 0 0 - - - register\n"
		"ip.grants C2 2018 kind=invention 0 - - - - register\n"
		"ip.grants Z1 2018 kind=invention 0 0 - - - register\n"
		"ip.grants C 2018 kind=design 0 0 - - - register\n"
		"ip.grants C1 2018 kind=design 0 0 - - - register\n"
		"ip.grants C2 2018 kind=design 0 - - - - register\n"
		"ip.grants Z1 2018 kind=design 0 0 - - - register\n"
		"ip.grants C 2018 kind= 2 0 - - - register\n");
	sample_close(&sample);
}

/* Every fact of a stock, a flow, a formula and of a figure in percent, and what the columns are called. */
static void test_columns(void **state)
{
	struct sample sample;
	struct summary_request request = { .basis = BASIS_COUNT, .by = "none", .area = "ip" };
	(void)state;
	begin(&sample);
	request.columns = "indicator, change, previous, growth_previous, change_previous, entries, exits, net";
	expect_plain(&sample, &request,
		"ip.grants 10 29 34.4828 10 - - -\n"
		"ip.in_force 6 50 12.0000 6 9 3 6\n"
		"ip.money 1234.50 0.00 - 1234.50 - - -\n"
		"ip.per_10k - - - - - - -\n");
	request.period = "2019";
	request.indicator = "in_force";
	request.columns = "target,completion,distance,met,unit";
	expect_plain(&sample, &request, "62 - - - 件\n");
	request.columns = "value , basis, ";
	expect_plain(&sample, &request, "- -\n");
	sample_close(&sample);
}

static void expect_refused(struct sample *sample, const char *columns, const char *why)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	struct summary_request request = { .basis = BASIS_COUNT, .columns = columns };
	struct tally_error error = { 0 };
	struct summary summary;
	assert_non_null(reader);
	assert_false(summary_build(reader, &request, &sample->arena, &summary, &error));
	assert_int_equal(error.code, ERROR_USAGE);
	if (!strstr(error.what, why))
		fail_msg("%s", error.what);
	store_close(reader);
}

static void test_refused_columns(void **state)
{
	struct sample sample;
	(void)state;
	begin(&sample);
	expect_refused(&sample, "title,grwth", "--columns: unknown column: 'grwth'; did you mean 'growth'?");
	expect_refused(&sample, "value,value", "--columns: 'value' stands there twice");
	expect_refused(&sample, " ", "--columns: name at least one column");
	sample_close(&sample);
}

static void expect_printed(struct sample *sample, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	struct summary_request request = { .basis = BASIS_COUNT };
	struct summary summary;
	struct table table;
	char *found = NULL;
	size_t bytes;
	FILE *out = open_memstream(&found, &bytes);
	assert_non_null(reader);
	ask(sample, reader, &request, &summary);
	assert_true(summary_table(store_names(reader), &summary, &sample->arena, &table, &sample->error));
	assert_true(table_print(&table, FORMAT_TABLE, false, out, &sample->error));
	for (size_t i = 0; i < summary.notes_count; i++)
		fprintf(out, "%s\n", summary.notes[i]);
	fclose(out);
	if (strcmp(found, expected) != 0)
		fail_msg("found:\n%s\nexpected:\n%s", found, expected);
	free(found);
	store_close(reader);
}

static void test_printed(void **state)
{
	struct sample sample;
	uint32_t id;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	fill(&sample);
	struct store_source source = {
		.register_id = sample.patents, .path = "p.csv", .encoding = "utf-8", .read = 100, .accepted = 98, .rejected = 2
	};
	assert_true(store_put_source(sample.writer, &source, &id, &sample.error));
	sample_commit(&sample);
	expect_printed(&sample,
		"indicator       value  year before        growth   change  next target  unit     basis\n"
		"------------------------------------------------------------------------------------------\n"
		"知识产权\n"
		"授权量 *           39           29       34.48 %       10               件       register\n"
		"  发明 *           30           29        3.45 %        1               件       register\n"
		"  外观设计 *        0            0  base is zero        0               件       register\n"
		"有效量 *           56           50       12.00 %        6           62  件       register\n"
		"  发明 *           56           50       12.00 %        6               件       register\n"
		"  外观设计 *        0            0  base is zero        0               件       register\n"
		"金额 *        1234.50         0.00  base is zero  1234.50               件       register\n"
		"每万人           1.90                    no base                        件/万人  given\n"
		"\n"
		"人员\n"
		"人数               66                    no base                        人       published\n"
		"* 专利台账 (ip.patents): 2 of 100 records were rejected and are not counted\n");
	sample_close(&sample);
}

static void test_english(void **state)
{
	struct sample sample;
	struct summary summary;
	struct table table;
	struct summary_request request = { .basis = BASIS_COUNT, .by = "none", .area = "ip" };
	(void)state;
	begin(&sample);
	setenv("LANGUAGE", "en", 1);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	ask(&sample, reader, &request, &summary);
	assert_true(summary_table(store_names(reader), &summary, &sample.arena, &table, &sample.error));
	assert_string_equal(table.groups[0], "patents");
	assert_string_equal(table.cells[1], "grants");
	assert_string_equal(table.cells[table.columns_count + 1], "有效量"); /* no English title: the other one */
	static const char *const keys[] = { "indicator", "title", "unit", "region", "region_name", "period", "breakdown",
		"value", "base", "growth", "change", "target", "completion", "target_next", "", "basis" };
	assert_int_equal(table.columns_count, sizeof keys / sizeof keys[0]);
	for (size_t i = 0; i < table.columns_count; i++)
		assert_string_equal(table.columns[i].key, keys[i]);
	store_close(reader);
	sample_close(&sample);
}

int main(void)
{
	setenv("LANGUAGE", "zh_CN", 1); /* whose titles are told */
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_whole), cmocka_unit_test(test_choices),
		cmocka_unit_test(test_regions), cmocka_unit_test(test_columns), cmocka_unit_test(test_refused_columns),
		cmocka_unit_test(test_printed), cmocka_unit_test(test_english) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
