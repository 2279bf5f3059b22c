/* Tests of model/region.c, region_build.c, region_draft.c and rank_set.c. The table is made up. */
#include "model/region.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "failing_arena.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define T(literal)                                                                                                             \
	{                                                                                                                      \
		literal, sizeof(literal) - 1                                                                                   \
	}
#define ROW(c, n, p, k, first, last, next)                                                                                     \
	{                                                                                                                      \
		.code = T(c), .name = T(n), .level = T("county"), .parent = T(p), .kind = T(k), .first_day = T(first),         \
		.last_day = T(last), .successor = T(next)                                                                      \
	}
#define UNIT(c, p) ROW(c, "name of " c, p, "", "", "", "")

struct world {
	struct arena arena;
	struct faults faults;
	struct region_tree tree;
	struct tally_error error;
};

static bool build(struct world *world, struct region_row *rows, size_t count)
{
	*world = (struct world){ 0 };
	faults_init(&world->faults, &world->arena);
	for (size_t i = 0; i < count; i++)
		rows[i].line = (unsigned)i + 2;
	return region_tree_build(rows, count, "regions.csv", &world->arena, &world->faults, &world->tree, &world->error);
}

static void made(struct world *world, struct region_row *rows, size_t count)
{
	assert_true(build(world, rows, count));
	assert_int_equal(world->faults.count, 0);
}

static int at(const struct world *world, const char *code)
{
	int row = region_find(&world->tree, text_of(code));
	assert_int_not_equal(row, REGION_NONE);
	return row;
}

static const char *code_of(const struct world *world, int row)
{
	return row == REGION_NONE ? "" : world->tree.rows[row].code;
}

static int32_t day(int year, int month, int of_month)
{
	return date_from(year, month, of_month);
}

/* A city with counties, a zone, an overlay, a county that two others became, and a county split without a successor. */
static struct region_row city[] = {
	ROW("0901", "甲县", "09", "unit", "", "", ""),
	ROW("00", "全国", "", "", "", "", ""),
	ROW("09Z1", "开发区", "09", "zone", "", "", ""),
	ROW("09", "某市", "41", "unit", "", "", ""),
	ROW("41", "某省", "00", "", "", "", ""),
	ROW("09X1", "协作区", "09", "overlay", "", "", ""),
	ROW("0907", "老县", "09", "unit", "", "2016-12-31", "0906"),
	ROW("0906", "旧县", "09", "unit", "2017-01-01", "2020-06-30", "0905"),
	ROW("0905", "新区", "09", "unit", "2020-07-01", "", ""),
	ROW("0904", "乙县", "09", "unit", "", "2020-06-30", "0905"),
	ROW("0903", "丙县", "09", "unit", "", "2018-12-31", ""),
	ROW("08", "邻市", "41", "unit", "", "2019-12-31", "09"),
	ROW("0801", "丁县", "08", "unit", "", "", ""),
	ROW("090101", "一镇", "0901", "unit", "", "", ""),
	ROW("09X101", "片区", "09X1", "unit", "", "", ""),
};

static void preorder(void **state)
{
	static const char *const order[] = { "00", "41", "08", "0801", "08.rest", "09", "0901", "090101", "0901.rest", "0903",
		"0904", "0905", "0906", "0907", "09Z1", "09X1", "09X101", "09X1.rest", "09.rest", "41.rest", "00.rest" };
	struct world world;
	(void)state;
	made(&world, city, COUNT(city));
	assert_int_equal(world.tree.count, COUNT(order));
	for (int i = 0; i < (int)COUNT(order); i++) {
		const struct region *row = &world.tree.rows[i];
		assert_string_equal(row->code, order[i]);
		assert_int_equal(at(&world, order[i]), i);
		assert_true(row->parent < i && row->end > i && row->end <= (int)COUNT(order));
		assert_int_equal(row->depth, row->parent == REGION_NONE ? 0 : world.tree.rows[row->parent].depth + 1);
		if (row->parent != REGION_NONE)
			assert_true(row->end <= world.tree.rows[row->parent].end);
	}
	assert_int_equal(world.tree.rows[at(&world, "09")].end, at(&world, "09.rest") + 1);
	assert_int_equal(world.tree.rows[at(&world, "0903")].end, at(&world, "0903") + 1);
	arena_done(&world.arena);
}

static void rests(void **state)
{
	struct world world;
	(void)state;
	made(&world, city, COUNT(city));
	const struct region *rest = &world.tree.rows[at(&world, "09.rest")];
	assert_int_equal(rest->kind, REGION_REST);
	assert_string_equal(rest->name, "未分县区");
	assert_int_equal(rest->parent, at(&world, "09"));
	assert_int_equal(rest->rest, REGION_NONE);
	assert_int_equal(region_leaf(&world.tree, at(&world, "09")), at(&world, "09.rest"));
	assert_int_equal(region_leaf(&world.tree, at(&world, "0903")), at(&world, "0903"));
	assert_int_equal(region_leaf(&world.tree, at(&world, "09.rest")), at(&world, "09.rest"));
	assert_int_equal(region_adds_to(&world.tree, at(&world, "09.rest")), at(&world, "09"));
	/* the rest of a city that went up in another follows into that city's rest */
	assert_string_equal(code_of(&world, region_effective(&world.tree, at(&world, "08.rest"), day(2020, 1, 1))), "09.rest");
	assert_string_equal(
		code_of(&world, region_effective(&world.tree, at(&world, "08.rest"), day(2019, 12, 31))), "08.rest");
	arena_done(&world.arena);
}

static void adding(void **state)
{
	struct world world;
	(void)state;
	made(&world, city, COUNT(city));
	assert_int_equal(region_adds_to(&world.tree, at(&world, "09Z1")), at(&world, "09"));
	assert_int_equal(region_adds_to(&world.tree, at(&world, "0901")), at(&world, "09"));
	assert_int_equal(region_adds_to(&world.tree, at(&world, "09X1")), REGION_NONE);
	assert_int_equal(region_adds_to(&world.tree, at(&world, "09X101")), at(&world, "09X1"));
	assert_int_equal(region_adds_to(&world.tree, at(&world, "00")), REGION_NONE);
	arena_done(&world.arena);
}

static void validity(void **state)
{
	static const struct {
		const char *code;
		int year, month, day;
		bool valid;
	} rows[] = {
		{ "0906", 2016, 12, 31, false },
		{ "0906", 2017, 1, 1, true },
		{ "0906", 2020, 6, 30, true },
		{ "0906", 2020, 7, 1, false },
		{ "0907", 1, 1, 1, true },
		{ "0907", 2017, 1, 1, false },
		{ "0901", 9999, 12, 31, true },
		{ "08.rest", 2020, 1, 1, false },
	};
	struct world world;
	(void)state;
	made(&world, city, COUNT(city));
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
			region_valid(&world.tree, at(&world, rows[i].code), day(rows[i].year, rows[i].month, rows[i].day)),
			rows[i].valid);
	arena_done(&world.arena);
}

static void successors(void **state)
{
	static const struct {
		const char *code;
		int year, month, day;
		const char *effective;
	} rows[] = {
		{ "0907", 2016, 12, 31, "0907" },
		{ "0907", 2017, 12, 31, "0906" }, /* one step */
		{ "0907", 2020, 6, 30, "0906" },
		{ "0907", 2020, 12, 31, "0905" }, /* the whole chain */
		{ "0904", 2020, 12, 31, "0905" }, /* two become one */
		{ "0905", 2017, 12, 31, "0905" }, /* not yet begun: nothing goes back */
		{ "0903", 2030, 12, 31, "0903" }, /* split, nobody named: it stays */
		{ "08", 2020, 12, 31, "09" },
		{ "0901", 2030, 12, 31, "0901" },
	};
	struct world world;
	(void)state;
	made(&world, city, COUNT(city));
	for (size_t i = 0; i < COUNT(rows); i++) {
		int row =
			region_effective(&world.tree, at(&world, rows[i].code), day(rows[i].year, rows[i].month, rows[i].day));
		assert_string_equal(code_of(&world, row), rows[i].effective);
	}
	arena_done(&world.arena);
}

static void kinship(void **state)
{
	static const struct {
		const char *a, *b, *common;
		bool a_in_b;
	} rows[] = {
		{ "09", "09", "09", true },
		{ "0901", "09", "09", true },
		{ "090101", "41", "41", true },
		{ "09.rest", "09", "09", true },
		{ "09", "0901", "09", false },
		{ "0901", "0903", "09", false },
		{ "0801", "090101", "41", false },
		{ "09X101", "09Z1", "09", false },
	};
	struct world world;
	(void)state;
	made(&world, city, COUNT(city));
	for (size_t i = 0; i < COUNT(rows); i++) {
		int a = at(&world, rows[i].a), b = at(&world, rows[i].b);
		assert_int_equal(region_within(&world.tree, a, b), rows[i].a_in_b);
		assert_string_equal(code_of(&world, region_common(&world.tree, a, b)), rows[i].common);
		assert_string_equal(code_of(&world, region_common(&world.tree, b, a)), rows[i].common);
	}
	arena_done(&world.arena);
}

static void forest(void **state)
{
	struct region_row rows[] = { UNIT("b", ""), UNIT("a", ""), UNIT("b1", "b") };
	struct world world;
	(void)state;
	made(&world, rows, COUNT(rows));
	assert_int_equal(at(&world, "a"), 0);
	assert_int_equal(region_common(&world.tree, at(&world, "a"), at(&world, "b1")), REGION_NONE);
	assert_int_equal(region_common(&world.tree, REGION_NONE, 0), REGION_NONE);
	assert_false(region_within(&world.tree, at(&world, "a"), at(&world, "b")));
	assert_false(region_within(&world.tree, 0, REGION_NONE));
	arena_done(&world.arena);
}

static void finding(void **state)
{
	struct world world;
	(void)state;
	made(&world, city, COUNT(city));
	assert_int_equal(region_find(&world.tree, TEXT("090")), REGION_NONE);
	assert_int_equal(region_find(&world.tree, TEXT("09011")), REGION_NONE);
	assert_int_equal(region_find(&world.tree, TEXT("")), REGION_NONE);
	assert_int_equal(region_find(&world.tree, (struct text){ 0 }), REGION_NONE);
	assert_int_equal(region_find(&world.tree, (struct text){ "09\0", 3 }), REGION_NONE);
	assert_int_equal(region_find(&world.tree, (struct text){ "0901xxxx", 4 }), at(&world, "0901"));
	arena_done(&world.arena);
	made(&world, NULL, 0);
	assert_int_equal(world.tree.count, 0);
	assert_int_equal(region_find(&world.tree, TEXT("09")), REGION_NONE);
	assert_int_equal(region_find(&(struct region_tree){ 0 }, TEXT("09")), REGION_NONE);
	arena_done(&world.arena);
}

static void naming(void **state)
{
	struct region_row rows[] = { ROW("1", "澧县", "", "", "", "", ""), ROW("2", "城区", "", "", "", "", ""),
		ROW("3", "城区", "", "", "", "", ""), ROW("4", "新城", "1", "", "", "", "") };
	struct world world;
	(void)state;
	rows[3].alias = TEXT("新城区 | 城关 | 新城");
	rows[1].alias = TEXT("老城");
	made(&world, rows, COUNT(rows));
	assert_string_equal(code_of(&world, region_named(&world.tree, TEXT("澧 县"))), "1");
	assert_string_equal(code_of(&world, region_named(&world.tree, TEXT("城关"))), "4");
	assert_string_equal(code_of(&world, region_named(&world.tree, TEXT("新城"))), "4");
	assert_string_equal(code_of(&world, region_named(&world.tree, TEXT("老城"))), "2");
	assert_int_equal(region_named(&world.tree, TEXT("城区")), REGION_NONE); /* two of them */
	assert_int_equal(region_named(&world.tree, TEXT("未分县区")), REGION_NONE);
	assert_int_equal(region_named(&world.tree, TEXT("4")), REGION_NONE);
	assert_int_equal(region_named(&world.tree, TEXT(" ")), REGION_NONE);
	arena_done(&world.arena);
}

static void depth(void **state)
{
	enum { ROWS = 5000 };
	static struct region_row rows[ROWS];
	static char codes[ROWS][8];
	struct world world;
	(void)state;
	for (int i = 0; i < ROWS; i++) {
		snprintf(codes[i], sizeof codes[i], "c%d", i);
		rows[i] = (struct region_row){ .code = text_of(codes[i]), .name = TEXT("x") };
		if (i > 0)
			rows[i].parent = text_of(codes[i - 1]);
	}
	made(&world, rows, ROWS);
	assert_int_equal(world.tree.count, 2 * ROWS - 1);
	assert_int_equal(world.tree.rows[at(&world, "c4999")].depth, ROWS - 1);
	assert_int_equal(world.tree.rows[0].end, 2 * ROWS - 1);
	arena_done(&world.arena);
}

/* One bad row after a good one: what is said of it. */
static void faulty_rows(void **state)
{
	static const struct {
		struct region_row row;
		const char *what;
	} rows[] = {
		{ UNIT("", "a"), "bad region code: ''" },
		{ UNIT("a.rest", "a"), "bad region code: 'a.rest'" },
		{ UNIT("a b", "a"), "bad region code" },
		{ UNIT("abcdefghijklmnopqrstuvwxyz0", ""), "bad region code" },
		{ UNIT("a", ""), "region code twice: 'a', first in line 2" },
		{ UNIT("b", "c"), "unknown parent: 'c'" },
		{ UNIT("b", "b"), "parents in a circle: 'b'" },
		{ ROW("b", "", "a", "", "", "", ""), "region without a name: 'b'" },
		{ ROW("b", "n", "a", "rest", "", "", ""), "unknown kind: 'rest'" },
		{ ROW("b", "n", "a", "overlap", "", "", ""), "overlay" },
		{ ROW("b", "n", "a", "", "2018", "", ""), "not a day: '2018'" },
		{ ROW("b", "n", "a", "", "", "2018-02-30", ""), "not a day: '2018-02-30'" },
		{ ROW("b", "n", "a", "", "2018-01-02", "2018-01-01", ""), "last day before the first day" },
		{ ROW("b", "n", "a", "", "", "2018-12-31", "c"), "unknown successor: 'c'" },
		{ ROW("b", "n", "a", "", "", "", "a"), "successor of a region without a last day: 'a'" },
		{ ROW("b", "n", "a", "", "", "2018-12-31", "b"), "successors in a circle: 'b'" },
		{ ROW("b", "n", "a", "", "", "2018-12-31", "a | c"), "several successors: 'a | c'" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct region_row pair[] = { UNIT("a", ""), rows[i].row };
		struct world world;
		assert_true(build(&world, pair, 2));
		assert_int_equal(world.faults.count, 1);
		assert_string_equal(world.faults.first->where, "regions.csv:3");
		assert_non_null(strstr(world.faults.first->what, rows[i].what));
		assert_int_not_equal(region_find(&world.tree, TEXT("a")), REGION_NONE);
		arena_done(&world.arena);
	}
}

static void circles(void **state)
{
	struct region_row rows[] = { UNIT("a", "c"), UNIT("b", "a"), UNIT("c", "b"), UNIT("d", "c"),
		ROW("p", "p", "", "", "", "2001-01-01", "q"), ROW("q", "q", "", "", "", "2002-01-01", "r"),
		ROW("r", "r", "", "", "", "2003-01-01", "p"), ROW("o", "o", "", "", "", "2000-01-01", "p") };
	struct world world;
	(void)state;
	assert_true(build(&world, rows, COUNT(rows)));
	assert_int_equal(world.faults.count, 2);
	/* every question still ends */
	for (int i = 0; i < (int)world.tree.count; i++) {
		region_effective(&world.tree, i, DATE_MAX);
		assert_true(world.tree.rows[i].parent < i);
	}
	assert_int_equal(world.tree.count, 8 + 2); /* the circle is cut behind b, so b and c have children */
	arena_done(&world.arena);
}

static void many_faults(void **state)
{
	struct region_row rows[] = { UNIT("", ""), UNIT("a", "x"), ROW("b", "n", "y", "area", "never", "", "") };
	struct world world;
	(void)state;
	assert_true(build(&world, rows, COUNT(rows)));
	assert_int_equal(world.faults.count, 5);
	assert_int_equal(world.tree.count, 2);
	arena_done(&world.arena);
}

static bool rank(struct world *world, struct rank_set_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		rows[i].line = (unsigned)i + 2;
	return region_sets_build(rows, count, "ranksets.csv", &world->arena, &world->faults, &world->tree, &world->error);
}

#define SET(n, t, m)                                                                                                           \
	{                                                                                                                      \
		.name = T(n), .title = T(t), .member = T(m)                                                                    \
	}

static void rank_sets(void **state)
{
	struct rank_set_row rows[] = { SET("cities", "省辖市", "09"), SET("counties", "县", "0901"), SET("cities", "", "08"),
		SET("counties", "县", "09Z1") };
	struct world world;
	(void)state;
	made(&world, city, COUNT(city));
	assert_true(rank(&world, rows, COUNT(rows)));
	assert_int_equal(world.faults.count, 0);
	assert_int_equal(world.tree.sets_count, 2);
	assert_string_equal(world.tree.sets[0].name, "cities");
	assert_string_equal(world.tree.sets[0].title, "省辖市");
	assert_int_equal(world.tree.sets[0].count, 2);
	assert_int_equal(world.tree.sets[0].members[1], at(&world, "08"));
	assert_int_equal(world.tree.sets[1].members[0], at(&world, "0901"));
	assert_true(rank(&world, NULL, 0));
	assert_int_equal(world.tree.sets_count, 0);
	arena_done(&world.arena);
}

static void faulty_sets(void **state)
{
	static const struct {
		struct rank_set_row row;
		const char *what;
	} rows[] = {
		{ SET("cities", "省辖市", "09"), "region twice in a rank set: '09'" },
		{ SET("cities", "省辖市", "99"), "unknown region in a rank set" },
		{ SET("cities", "省辖市", ""), "unknown region in a rank set" },
		{ SET("cities", "省辖市", "41.rest"), "never ranked: '41.rest'" },
		{ SET("cities", "别的", "08"), "a second title of this rank set: '别的'" },
		{ SET("省辖市", "省辖市", "08"), "bad name of a rank set" },
		{ SET("", "", "08"), "bad name of a rank set" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rank_set_row pair[] = { SET("cities", "省辖市", "09"), rows[i].row };
		struct world world;
		made(&world, city, COUNT(city));
		assert_true(rank(&world, pair, 2));
		assert_int_equal(world.faults.count, 1);
		assert_string_equal(world.faults.first->where, "ranksets.csv:3");
		assert_non_null(strstr(world.faults.first->what, rows[i].what));
		arena_done(&world.arena);
	}
}

static void out_of_memory(void **state)
{
	struct rank_set_row sets[] = { SET("cities", "省辖市", "09"), SET("counties", "", "0901") };
	struct world world;
	unsigned failed = 0, request = 1;
	(void)state;
	for (bool whole = false; !whole; request++) {
		failing_arena_at(request);
		bool built = build(&world, city, COUNT(city)) && rank(&world, sets, COUNT(sets));
		whole = failing_arena_requests() < request;
		failing_arena_at(0);
		assert_true(built == whole);
		if (!built) {
			assert_int_equal(world.error.code, ERROR_MEMORY);
			failed++;
		}
		arena_done(&world.arena);
	}
	assert_true(failed > 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(preorder),
		cmocka_unit_test(rests),
		cmocka_unit_test(adding),
		cmocka_unit_test(validity),
		cmocka_unit_test(successors),
		cmocka_unit_test(kinship),
		cmocka_unit_test(forest),
		cmocka_unit_test(finding),
		cmocka_unit_test(naming),
		cmocka_unit_test(depth),
		cmocka_unit_test(faulty_rows),
		cmocka_unit_test(circles),
		cmocka_unit_test(many_faults),
		cmocka_unit_test(rank_sets),
		cmocka_unit_test(faulty_sets),
		cmocka_unit_test(out_of_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
