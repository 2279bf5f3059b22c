/* Tests of model/delivery.c, delivery_name.c, delivery_period.c: who delivers when, and what names of files say. Names of files are made up. */
#include "model/delivery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct region_row rows[] = {
	{ .code = TEXT("410000"), .name = TEXT("河南省"), .level = TEXT("province"), .alias = TEXT("豫") },
	{ .code = TEXT("410900"), .name = TEXT("濮阳市"), .level = TEXT("prefecture"), .parent = TEXT("410000") },
	{ .code = TEXT("410902"),
		.name = TEXT("华龙区"),
		.level = TEXT("county"),
		.parent = TEXT("410900"),
		.alias = TEXT("市区") },
	{ .code = TEXT("410922"), .name = TEXT("清丰县"), .level = TEXT("county"), .parent = TEXT("410900") },
	{ .code = TEXT("410928"),
		.name = TEXT("濮阳县"),
		.level = TEXT("county"),
		.parent = TEXT("410900"),
		.first_day = TEXT("2018-07-01") },
	{ .code = TEXT("410927"),
		.name = TEXT("濮阳县"),
		.level = TEXT("county"),
		.parent = TEXT("410900"),
		.last_day = TEXT("2018-06-30"),
		.successor = TEXT("410928") },
	{ .code = TEXT("410971"),
		.name = TEXT("濮阳经济技术开发区"),
		.level = TEXT("county"),
		.parent = TEXT("410900"),
		.kind = TEXT("zone"),
		.alias = TEXT("开发区 | 濮阳经开区") },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

struct world {
	struct arena arena;
	struct faults faults;
	struct region_tree tree;
	struct tally_error error;
	struct expectation expects;
	int members[ROWS];
};

static int build(void **state)
{
	static struct world w;
	w = (struct world){ 0 };
	faults_init(&w.faults, &w.arena);
	assert_true(region_tree_build(rows, ROWS, "regions.csv", &w.arena, &w.faults, &w.tree, &w.error));
	assert_int_equal(w.faults.count, 0);
	w.expects =
		(struct expectation){ .grain = GRAIN_MONTH, .members = w.members, .due = 10, .source = "{region}_{period}*" };
	for (size_t i = 0; i < w.tree.count; i++)
		if (strcmp(w.tree.rows[i].level, "county") == 0 && w.tree.rows[i].kind != REGION_REST)
			w.members[w.expects.members_count++] = (int)i;
	assert_true(region_spellings_build(&w.tree, region_find(&w.tree, TEXT("410900")), &w.arena, &w.expects.spellings));
	*state = &w;
	return 0;
}

static int done(void **state)
{
	arena_done(&((struct world *)*state)->arena);
	return 0;
}

/* "410902 2018-10", with the date behind it where there is one; or the fault. */
static const char *read_as(struct world *w, const char *source, const char *name)
{
	static const char *const faults[] = { "fine", "no match", "no period", "grain", "no region", "several" };
	static char told[128];
	char folded[DELIVERY_NAME_BYTES], when[PERIOD_TEXT_BYTES], day[11] = "";
	struct delivery_reading read;
	w->expects.source = source;
	delivery_read(&w->expects, text_of(name), folded, &read);
	if (read.fault != DELIVERY_FINE) {
		snprintf(told, sizeof told, "%s%s%.*s", faults[read.fault], read.word.len ? ": " : "", (int)read.word.len,
			read.word.at ? read.word.at : "");
		return told;
	}
	period_print(read.when, when);
	if (read.dated != DATE_MIN)
		date_print(read.dated, day);
	snprintf(told, sizeof told, "%s %s%s%s", read.region == REGION_NONE ? "-" : w->tree.rows[read.region].code, when,
		day[0] ? " " : "", day);
	return told;
}

static void names(void **state)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{ "410902_2018-10.csv", "410902 2018-10" },
		{ "华龙区_201810.csv", "410902 2018-10" },
		{ "华龙_2018.10.csv", "410902 2018-10" },
		{ "市区_2018年10月.csv", "410902 2018-10" },
		{ "濮阳市华龙区_2018年9月份.csv", "410902 2018-09" },
		{ "河南省濮阳市清丰县_2018-1.csv", "410922 2018-01" },
		{ "开发区_２０１８１０.csv", "410971 2018-10" },
		{ "清丰 县_201810.csv", "410922 2018-10" },
		{ "华龙区_201810_20181112.csv", "410902 2018-10 2018-11-12" },
		{ "华龙区_201810(2018-11-12)改2018年11月15日.csv", "410902 2018-10 2018-11-15" },
		{ "华龙区_201810_20181399.csv", "410902 2018-10" },
		{ "濮阳县_201805.csv", "410927 2018-05" },
		{ "濮阳县_201807.csv", "410928 2018-07" },
		/* never a guess */
		{ "濮阳_201810.csv", "no region: 濮阳" },
		{ "台账_华龙区_201810.csv", "no region: 台账_华龙区" },
		{ "范县_201810.csv", "no region: 范县" },
		{ "华龙区_2018Q3.csv", "grain: 华龙区" },
		{ "华龙区_2018.csv", "grain: 华龙区" },
		{ "华龙区_2018-10-12.csv", "no period: 华龙区" },
		{ "华龙区_20181012.csv", "no period: 华龙区" },
		{ "华龙区_2018年1-10月.csv", "no period: 华龙区" },
		{ "华龙区_2018年10月12日.csv", "no period: 华龙区" },
		{ "华龙区_201813.csv", "no period: 华龙区" },
		{ "华龙区_十月.csv", "no period: 华龙区" },
		{ "华龙区201810.csv", "no match" },
		{ "说明.txt", "no match" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(read_as(*state, "{region}_{period}*", cases[i].name), cases[i].want);
}

static void patterns(void **state)
{
	struct world *w = *state;
	assert_string_equal(
		read_as(w, "{period}/{region}*.csv", "2018年10月/清丰县（补报）20181120.csv"), "410922 2018-10 2018-11-20");
	assert_string_equal(
		read_as(w, "{period}/{region}_*.csv", "2018年10月/清丰县_补报20181120.csv"), "410922 2018-10 2018-11-20");
	assert_string_equal(read_as(w, "{period}{region}*", "201810清丰县.csv"), "410922 2018-10");
	assert_string_equal(read_as(w, "*{region}*{period}*", "附件1：清丰县专利台账（2018年10月）.csv"), "410922 2018-10");
	assert_string_equal(read_as(w, "*{period}*", "清丰县名单20181112_201810.csv"), "- 2018-10 2018-11-12");
	assert_string_equal(read_as(w, "*{period}*", "201809_201810.csv"), "several");
	assert_string_equal(read_as(w, "{period}_{region}.csv", "201810_410902.csv"), "410902 2018-10");
	w->expects.grain = GRAIN_YEAR;
	assert_string_equal(read_as(w, "{period}_{region}.csv", "2018_410902.csv"), "410902 2018");
	assert_string_equal(read_as(w, "{region}_{period}*", "华龙区_2018年度.csv"), "410902 2018");
	assert_string_equal(read_as(w, "{region}_{period}*", "华龙区_201810.csv"), "grain: 华龙区");
	w->expects.grain = GRAIN_QUARTER;
	assert_string_equal(read_as(w, "{region}_{period}*", "华龙区_2018年第3季度.csv"), "410902 2018Q3");
	assert_string_equal(read_as(w, "{region}_{period}*", "华龙区_2018年三季度.csv"), "410902 2018Q3");
	assert_string_equal(read_as(w, "{region}_{period}*", "华龙区_2018q3.csv"), "410902 2018Q3");
	w->expects.grain = GRAIN_HALF;
	assert_string_equal(read_as(w, "{region}_{period}*", "华龙区_2018年上半年.csv"), "410902 2018H1");
}

static void sound_patterns(void **state)
{
	(void)state;
	assert_null(delivery_pattern_fault("{region}_{period}*", 8));
	assert_null(delivery_pattern_fault("{period}*", 1));
	assert_non_null(delivery_pattern_fault("{period}*", 2));
	assert_non_null(delivery_pattern_fault("{region}*", 2));
	assert_non_null(delivery_pattern_fault("{region}_{month}*", 2));
	assert_non_null(delivery_pattern_fault("{region}_{period}_{period}", 2));
	assert_non_null(delivery_pattern_fault("{region}{region}{period}", 2));
	assert_non_null(delivery_pattern_fault("{region_{period}*", 2));
}

static const char *due(struct world *w, const char *when, int day)
{
	static char text[11];
	period p;
	w->expects.due = day;
	assert_true(period_parse(text_of(when), &p));
	int32_t last = expectation_due(&w->expects, p);
	if (last == DATE_MAX)
		return "none";
	date_print(last, text);
	return text;
}

static void due_days(void **state)
{
	assert_string_equal(due(*state, "2018-10", 10), "2018-11-10");
	assert_string_equal(due(*state, "2018-12", 10), "2019-01-10");
	assert_string_equal(due(*state, "2018-01", 31), "2018-02-28");
	assert_string_equal(due(*state, "2020-01", 30), "2020-02-29");
	assert_string_equal(due(*state, "2018Q3", 15), "2018-10-15");
	assert_string_equal(due(*state, "2018H2", 1), "2019-01-01");
	assert_string_equal(due(*state, "2018", 31), "2019-01-31");
	assert_string_equal(due(*state, "2018", 0), "none");
}

/* Who is there in the period has to deliver. */
static void members(void **state)
{
	struct world *w = *state;
	int before = region_find(&w->tree, TEXT("410927")), after = region_find(&w->tree, TEXT("410928"));
	period may, july;
	assert_true(period_parse(TEXT("2018-05"), &may) && period_parse(TEXT("2018-07"), &july));
	assert_true(expectation_asks(&w->expects, &w->tree, before, may));
	assert_false(expectation_asks(&w->expects, &w->tree, before, july));
	assert_false(expectation_asks(&w->expects, &w->tree, after, may));
	assert_true(expectation_asks(&w->expects, &w->tree, after, july));
	assert_false(expectation_asks(&w->expects, &w->tree, region_find(&w->tree, TEXT("410900")), july));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names, build, done),
		cmocka_unit_test_setup_teardown(patterns, build, done),
		cmocka_unit_test(sound_patterns),
		cmocka_unit_test_setup_teardown(due_days, build, done),
		cmocka_unit_test_setup_teardown(members, build, done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
