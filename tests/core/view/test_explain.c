/* Tests of view/explain.c and its forms: which operand stands on which side, what is said where there is no value. */
#include "view/explain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void put_formula(struct sample *sample, const char *name, const char *formula, enum value_kind kind, uint32_t *cube)
{
	int slot;
	const char *signature = arena_printf(&sample->arena, "formula %s", name);
	struct store_indicator put = { .name = name,
		.area = "ip",
		.title = name,
		.unit = "件",
		.formula = formula,
		.definition = "computed",
		.cube = signature,
		.width = 3,
		.kind = kind,
		.place = 9,
		.decimals = 1,
		.grains = TALLY_GRAIN_YEAR };
	assert_true(store_put_indicator(sample->writer, &put, cube, &slot, &sample->error));
}

static void put_row(struct sample *sample, uint32_t cube, const char *when, const int64_t *values, int width)
{
	struct store_changes changes;
	int64_t key = sample_key(sample, cube, R_CITY, when, B_TOTAL);
	uint8_t present = (uint8_t)((1 << width) - 1);
	struct cells cells = { width, 1, &key, values, &present };
	assert_true(store_put_cells(sample->writer, cube, &cells, &changes, &sample->error));
}

static void begin(struct sample *sample)
{
	uint32_t cube;
	sample_open(sample);
	sample_begin(sample, false);
	put_row(sample, sample->cube, "2018", (int64_t[]){ 39, 56, 9, 3, 123450 }, 5);
	put_row(sample, sample->formula_cube, "2018", (int64_t[]){ 560000, 3644300, BASIS_GIVEN }, 3);
	put_formula(sample, "ip.balance", "grants - last_year(ip.in_force) + -(grants[kind=invention])", VALUE_DECIMAL, &cube);
	put_formula(sample, "ip.twice", "per_10k / (grants / nowhere.known)", VALUE_DECIMAL, &cube);
	struct statement given = sample_statement("G1", 3644300);
	given.kind = STATEMENT_GIVEN;
	given.indicator = "ip.population";
	struct statement said = sample_statement("P1", 38);
	said.stat = STAT_VALUE;
	said.text = "38";
	said.unit = "件";
	assert_true(store_put_statements(sample->writer, "ip", STATEMENT_GIVEN, &given, 1, &sample->error));
	assert_true(store_put_statements(sample->writer, "ip", STATEMENT_PUBLISHED, &said, 1, &sample->error));
	sample_commit(sample);
}

static void explain(struct sample *sample, struct store_reader *reader, const struct explain_request *request,
	enum format format, char *found, size_t size)
{
	struct explanation e;
	FILE *out = fmemopen(found, size, "w");
	if (!explain_build(reader, request, &sample->arena, &e, &sample->error) ||
		!explain_print(&e, request, format, out, &sample->arena, &sample->error))
		fail_msg("%s", sample->error.what);
	fclose(out);
}

static void expect_operands(struct sample *sample, const char *indicator, bool deep, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	struct explain_request request = { .indicator = indicator, .deep = deep };
	struct explanation e;
	char found[1024] = "";
	assert_non_null(reader);
	if (!explain_build(reader, &request, &sample->arena, &e, &sample->error))
		fail_msg("%s", sample->error.what);
	for (size_t i = 0; i < e.operands_count; i++) {
		const struct explained_operand *o = &e.operands[i];
		char when[PERIOD_TEXT_BYTES], value[VALUE_TEXT_BYTES];
		size_t at = strlen(found);
		period_print(o->when, when);
		value_print_exact(&o->now.value, value);
		snprintf(found + at, sizeof found - at, "%*s%d %s%s%s %s %s\n", o->depth, "", (int)o->role, o->name,
			o->part ? " " : "", o->part ? o->part->text : "", when,
			o->now.value.kind ? value : reason_text(o->now.value.reason));
	}
	assert_string_equal(found, expected);
	store_close(reader);
}

static void test_operands(void **state)
{
	struct sample sample;
	(void)state;
	begin(&sample);
	expect_operands(&sample, "per_10k", false, "0 ip.in_force 2018 56\n1 ip.population 2018 3644300\n");
	expect_operands(
		&sample, "ip.balance", false, "2 ip.grants 2018 39\n3 ip.in_force 2017 0\n3 ip.grants kind=invention 2018 0\n");
	expect_operands(&sample, "twice", false,
		"0 ip.per_10k 2018 0.153664626952\n1 ip.grants 2018 39\n0 nowhere.known 2018 missing\n");
	expect_operands(&sample, "twice", true,
		"0 ip.per_10k 2018 0.153664626952\n 0 ip.in_force 2018 56\n 1 ip.population 2018 3644300\n"
		"1 ip.grants 2018 39\n0 nowhere.known 2018 missing\n");
	expect_operands(&sample, "grants", true, "");
	sample_close(&sample);
}

static void test_words(void **state)
{
	struct sample sample;
	struct explain_request request = { .indicator = "ip.in_force" };
	char found[4096] = "";
	(void)state;
	begin(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	explain(&sample, reader, &request, FORMAT_TABLE, found, sizeof found);
	assert_string_equal(found,
		"有效量, City (C), 2018 [ip.in_force]\n"
		"  figure         56 件 (register)\n"
		"  movement       50 at the closing before, 9 in, 3 out, now 56\n"
		"  from register  专利台账 (ip.patents)\n"
		"    coverage     2017-01-01 to 2018-12-31, complete for City\n"
		"  since          run 1 (2019-01-02T03:04:05Z); it has had no other value\n");
	request = (struct explain_request){ .indicator = "grants", .breakdown = "kind=design", .period = "2016" };
	explain(&sample, reader, &request, FORMAT_MD, found, sizeof found);
	assert_non_null(strstr(found,
		"### 授权量·外观设计, City (C), 2016 [ip.grants]\n\n| | |\n| --- | --- |\n"
		"| figure | no value: not covered |\n"));
	request = (struct explain_request){ .indicator = "grants" };
	explain(&sample, reader, &request, FORMAT_TABLE, found, sizeof found);
	assert_non_null(strstr(found, "  published      figure 38 件 (published.csv:2 P1"));
	explain(&sample, reader, &request, FORMAT_JSON, found, sizeof found);
	assert_non_null(strstr(found, "\"value\": 39,\n  \"basis\": \"register\",\n  \"reason\": null,\n"));
	store_close(reader);
	sample_close(&sample);
}

static void refuse(struct sample *sample, const struct explain_request *request, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	struct explanation e;
	struct tally_error error = { 0 };
	assert_false(explain_build(reader, request, &sample->arena, &e, &error));
	assert_int_equal(error.code, ERROR_USAGE);
	assert_string_equal(error.what, expected);
	store_close(reader);
}

static void test_refused(void **state)
{
	struct sample sample;
	(void)state;
	begin(&sample);
	refuse(&sample, &(struct explain_request){ .indicator = "grant" }, "unknown indicator 'grant'; did you mean 'grants'?");
	refuse(&sample, &(struct explain_request){ .indicator = "grants", .breakdown = "kind=desing" },
		"unknown breakdown 'kind=desing'; did you mean 'kind=design'?");
	refuse(&sample, &(struct explain_request){ .indicator = "money", .breakdown = "kind=design" },
		"indicator 'ip.money' has no breakdown: 'kind=design'");
	sample_close(&sample);
}

int main(void)
{
	setenv("LANGUAGE", "zh_CN", 1); /* whose titles are told */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_operands),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
