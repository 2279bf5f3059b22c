/* Tests of model/region_spelling.c: one region or none, never a guess. The table is made up of real names. */
#include "model/region_spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *code, *name, *parent, *kind, *alias;
} table[] = {
	{ "000000", "全国", "", "", "" },
	{ "410000", "河南省", "000000", "", "豫" },
	{ "410100", "郑州市", "410000", "", "" },
	{ "410103", "二七区", "410100", "", "" },
	{ "410200", "开封市", "410000", "", "" },
	{ "410204", "鼓楼区", "410200", "", "" },
	{ "320000", "江苏省", "000000", "", "" },
	{ "320106", "鼓楼区", "320000", "", "" },
	{ "320302", "鼓楼区", "320000", "", "" },
	{ "410900", "濮阳市", "410000", "", "" },
	{ "410902", "华龙区", "410900", "", "" },
	{ "410922", "清丰县", "410900", "", "" },
	{ "410928", "濮阳县", "410900", "", "" },
	{ "410971", "濮阳经济技术开发区", "410900", "zone", "开发区 | 濮阳经开区" },
	{ "410973", "濮阳工业园区", "410900", "zone", "" },
	{ "US-VA", "Virginia", "000000", "", "" },
	{ "US-WV", "West Virginia", "000000", "", "W. Va." },
};

enum { ROWS = sizeof(table) / sizeof(table[0]) };

struct world {
	struct arena arena;
	struct faults faults;
	struct region_tree tree;
	struct tally_error error;
};

static void build(struct world *w)
{
	struct region_row rows[ROWS] = { 0 };
	*w = (struct world){ 0 };
	faults_init(&w->faults, &w->arena);
	for (size_t i = 0; i < ROWS; i++)
		rows[i] = (struct region_row){ .code = text_of(table[i].code),
			.name = text_of(table[i].name),
			.level = TEXT("unit"),
			.parent = text_of(table[i].parent),
			.kind = text_of(table[i].kind),
			.alias = text_of(table[i].alias),
			.line = (unsigned)i + 2 };
	assert_true(region_tree_build(rows, ROWS, "regions.csv", &w->arena, &w->faults, &w->tree, &w->error));
	assert_int_equal(w->faults.count, 0);
}

/* "410902", or "several: ..." and "near: ..." with the codes of the candidates. */
static void render(const struct world *w, const struct region_reading *reading, char *out, size_t bytes)
{
	if (reading->region != REGION_NONE) {
		snprintf(out, bytes, "%s", w->tree.rows[reading->region].code);
		return;
	}
	size_t used = (size_t)snprintf(out, bytes, "%s", reading->several ? "several:" : "near:");
	for (size_t i = 0; i < reading->candidates_count; i++)
		used += (size_t)snprintf(out + used, bytes - used, " %s", w->tree.rows[reading->candidates[i]].code);
	if (reading->candidates_more)
		snprintf(out + used, bytes - used, " +%zu", reading->candidates_more);
}

static void spellings(void **state)
{
	static const struct {
		const char *scope, *cell, *read;
	} rows[] = {
		{ "410900", "华龙区", "410902" },
		{ "410900", "华 龙　区", "410902" },
		{ "410900", "濮阳市华龙区", "410902" },
		{ "410900", "河南省 濮阳市 华龙区", "410902" },
		{ "410900", "河南濮阳华龙区", "410902" },
		{ "410900", "河南省华龙区", "410902" },
		{ "410900", "豫华龙区", "410902" },
		{ "410900", "全国华龙区", "410902" },
		{ "410900", "清丰", "410922" },
		{ "410900", "开发区", "410971" },
		{ "410900", "濮阳市开发区", "410971" },
		{ "410900", "经济技术开发区", "410971" },
		{ "410900", "工业园区", "410973" },
		{ "410900", "濮阳县", "410928" },
		{ "410900", "濮阳", "several: 410900 410928 410971 410973" },
		{ "410900", "清", "near: 410902 410922 410928 410971 410973" },
		{ "410900", "郑州市华龙区", "near: 410902 410922 410928 410971 410973" },
		{ "410900", "华隆区", "near: 410902" },
		{ "410900", "410903", "near: 410900 410902 410973" },
		{ "410900", "410104", "near: 410902 410922 410928 410971 410973" },
		{ "410900", "郑州市", "410100" }, /* outside: the scope is judged later */
		{ "410900", "二七区", "410103" },
		{ "410900", "鼓楼区", "several:" },
		{ "410900", "开封市鼓楼区", "410204" },
		{ "410000", "鼓楼区", "410204" }, /* the only one within the scope */
		{ "320000", "鼓楼区", "several: 320106 320302" },
		{ "000000", "鼓楼区", "several: 320106 320302 410204" },
		{ "000000", "Virginia", "US-VA" },
		{ "000000", "WEST  VIRGINIA", "US-WV" },
		{ "000000", "w.va.", "US-WV" },
		{ "000000", "us-wv", "US-WV" },
		{ "000000", "West", "near: 320000 410000 US-VA US-WV" }, /* parts of other names tell too little */
		{ "410900", "", "near: 410902 410922 410928 410971 410973" },
	};
	struct world w;
	(void)state;
	build(&w);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct region_spellings s;
		struct region_reading reading;
		char read[256];
		assert_true(region_spellings_build(&w.tree, region_find(&w.tree, text_of(rows[i].scope)), &w.arena, &s));
		region_read(&s, text_of(rows[i].cell), &reading);
		render(&w, &reading, read, sizeof(read));
		if (strcmp(read, rows[i].read) != 0)
			print_error("'%s' within %s: %s\n", rows[i].cell, rows[i].scope, read);
		assert_string_equal(read, rows[i].read);
	}
	arena_done(&w.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
