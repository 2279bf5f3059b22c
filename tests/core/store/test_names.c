/* Tests of store/names.c and write_names.c: what is put is what is read, ids stay, what is gone is hidden. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define T(literal)                                                                                                             \
	{                                                                                                                      \
		literal, sizeof(literal) - 1                                                                                   \
	}

static struct store_reader *opened(struct sample *sample)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	if (!reader)
		fail_msg("%s", sample->error.what);
	return reader;
}

static void test_round(void **state)
{
	static const struct {
		const char *code, *name;
		int parent, depth;
		enum region_kind kind;
	} expected[R_COUNT] = {
		{ "000000", "nation", REGION_NONE, 0, REGION_UNIT },
		{ "C", "City", R_NATION, 1, REGION_UNIT },
		{ "C1", "East", R_CITY, 2, REGION_UNIT },
		{ "C2", "West", R_CITY, 2, REGION_UNIT },
		{ "Z1", "Zone", R_CITY, 2, REGION_ZONE },
		{ "C.rest", NULL, R_CITY, 2, REGION_REST },
		{ "000000.rest", NULL, R_NATION, 1, REGION_REST },
	};
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	sample_commit(&sample);
	struct store_reader *reader = opened(&sample);
	const struct store_names *names = store_names(reader);
	assert_int_equal(names->regions_count, R_COUNT);
	for (int i = 0; i < R_COUNT; i++) {
		const struct name_region *region = &names->regions[i];
		assert_string_equal(region->code, expected[i].code);
		if (expected[i].name)
			assert_string_equal(region->name, expected[i].name);
		assert_int_equal(region->parent, expected[i].parent);
		assert_int_equal(region->depth, expected[i].depth);
		assert_int_equal(region->kind, expected[i].kind);
		assert_int_equal(region->id, sample.regions[i]);
	}
	assert_int_equal(names->regions[R_WEST].first_day, date_from(2018, 1, 1));
	assert_string_equal(names->title, "sample office");
	assert_string_equal(names->lang, "zh_CN");
	assert_int_equal(names->home, R_CITY);
	assert_int_equal(names->through, sample_period("2018"));
	assert_int_equal(names->run, 1);
	assert_int_equal(names->areas_count, 2);
	assert_string_equal(names->areas[0].title_en, "patents");
	assert_int_equal(names->registers_count, 1);
	assert_int_equal(names->registers[0].scope, R_CITY);
	assert_int_equal(names->registers[0].covers_first, date_from(2017, 1, 1));
	store_close(reader);
	sample_close(&sample);
}

static void test_indicators(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	sample_commit(&sample);
	struct store_reader *reader = opened(&sample);
	const struct store_names *names = store_names(reader);
	assert_int_equal(names->indicators_count, 6);
	const struct name_indicator *force = &names->indicators[names_indicator(names, TEXT("ip.in_force"))];
	assert_string_equal(force->title, "有效量");
	assert_string_equal(force->unit, "件");
	assert_int_equal(force->cube, sample.cube);
	assert_int_equal(force->slot, 1);
	assert_int_equal(force->width, 3);
	assert_int_equal(force->time, TALLY_STOCK);
	assert_int_equal(force->row_register, 0);
	assert_int_equal(force->parts_count, 3);
	assert_string_equal(force->parts[0].text, "kind=invention"); /* as declared, not as sorted */
	assert_string_equal(force->parts[0].title, "发明");
	assert_string_equal(force->parts[0].by, "kind");
	assert_true(force->parts[0].shown);
	assert_false(force->parts[2].shown);
	const struct name_indicator *formula = &names->indicators[names_indicator(names, TEXT("ip.per_10k"))];
	assert_int_equal(formula->kind, VALUE_PARTS);
	assert_int_equal(formula->row_register, -1);
	assert_int_equal(formula->parts_count, 0);
	assert_string_equal(formula->formula, "in_force / population * 10000");
	assert_int_equal(names->indicators[names_indicator(names, TEXT("ip.population"))].cube, 0);
	assert_string_equal(names->areas[names->indicators[5].row_area].name, "staff");
	store_close(reader);
	sample_close(&sample);
}

static void test_lookups(void **state)
{
	static const struct {
		const char *word;
		int row;
	} regions[] = { { "C", R_CITY }, { "City", R_CITY }, { " c i t y", R_CITY }, { "Z1", R_ZONE },
		{ "C.rest", R_CITY_REST }, { "", -1 }, { "C9", -1 } };
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	sample_commit(&sample);
	struct store_reader *reader = opened(&sample);
	const struct store_names *names = store_names(reader);
	for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
		assert_int_equal(names_region(names, text_of(regions[i].word)), regions[i].row);
	assert_int_equal(names_area(names, TEXT("staff")), 1);
	assert_int_equal(names_area(names, TEXT("none")), -1);
	assert_int_equal(names_indicator(names, TEXT("ip.grants")), 0);
	assert_int_equal(names_indicator(names, TEXT("grants")), -1);
	store_close(reader);
	sample_close(&sample);
}

/* A second run with a new first region: ids stay, the new one has a new id and the place of the new tree. */
static void test_ids_stay(void **state)
{
	static const struct region_row rows[] = { { .code = T("A"), .name = T("New") },
		{ .code = T("C"), .name = T("City"), .parent = T("A") } };
	struct sample sample;
	struct faults faults;
	struct region_tree tree;
	uint32_t *ids;
	(void)state;
	sample_open(&sample);
	faults_init(&faults, &sample.arena);
	sample_begin(&sample, false);
	sample_commit(&sample);
	uint32_t city = sample.regions[R_CITY];
	assert_true(region_tree_build(rows, 2, "regions.csv", &sample.arena, &faults, &tree, &sample.error));
	struct store_workspace workspace = { "t", "", &tree, 1, 1, sample_period("2018"), ROUND_HALF_EVEN, false };
	assert_true(store_begin(sample.path, false, "", &sample.writer, &sample.error));
	assert_true(store_put_workspace(sample.writer, &workspace, &sample.arena, &ids, &sample.error));
	assert_int_equal(ids[1], city);
	assert_true(ids[0] > R_COUNT);
	const char *texts[] = { "kind=", "kind=design", "kind=x" };
	uint32_t breakdowns[3];
	assert_true(store_put_breakdowns(sample.writer, texts, 3, breakdowns, &sample.error));
	assert_int_equal(breakdowns[1], sample.breakdowns[B_DESIGN]);
	assert_int_equal(breakdowns[2], 4);
	/* one area failed to load and is put without titles, the other is no longer named */
	assert_true(store_put_area(sample.writer, "ip", NULL, NULL, NULL, 0, true, &sample.error));
	sample_commit(&sample);
	struct store_reader *reader = opened(&sample);
	const struct store_names *names = store_names(reader);
	assert_int_equal(names->rounding, ROUND_HALF_EVEN);
	assert_int_equal(names->regions[1].id, city);
	assert_int_equal(names->regions[1].parent, 0);
	assert_int_equal(names_region(names, TEXT("Z1")), -1);
	assert_string_equal(names->areas[0].title, "知识产权");
	assert_true(names->areas[0].enabled);
	assert_false(names->areas[1].enabled);
	store_close(reader);
	sample_close(&sample);
}

static void test_refused(void **state)
{
	struct sample sample;
	uint32_t id;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	struct store_register lost = { "ip", "x", "", "", "nowhere", 0, 0 };
	assert_false(store_put_register(sample.writer, &lost, &id, &sample.error));
	assert_non_null(strstr(sample.error.what, "'nowhere'"));
	struct store_workspace late = { "t", "", &sample.tree, 1, 1, period_make(6000 * 12, 12), ROUND_HALF_UP, false };
	uint32_t *ids;
	error_clear(&sample.error);
	assert_false(store_put_workspace(sample.writer, &late, &sample.arena, &ids, &sample.error));
	assert_non_null(strstr(sample.error.what, "5460"));
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_round), cmocka_unit_test(test_indicators),
		cmocka_unit_test(test_lookups), cmocka_unit_test(test_ids_stay), cmocka_unit_test(test_refused) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
