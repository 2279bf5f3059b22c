/* Tests of engine/heads.c: which column is which field. */
#include "engine/heads.h"

#include "fixture.h"

static const char declaration[] =
	"[area]\ntitle = 样本\n"
	"[register r]\ntitle = 台账\nfiles = ../rows.csv\nalias.county = 行政区 | 区县\n"
	"[field r.no]\ntitle = 申请号\ntitle_en = Application no.\nalias = 专利号 | 编号\ntype = text\n"
	"[field r.day]\ntitle = 申请日\ntype = date\n"
	"[field r.county]\ntitle = 区划代码\ntype = region\n"
	"[field r.money]\ntitle = 金额\nalias = 经费（万元）\ntype = decimal\nunit = 万元\noptional = yes\n"
	"[field r.remark]\ntitle = 备注\ntype = text\noptional = yes\n";

struct matching {
	const char *headings; /* '|' between them, '_' for an empty one; 'a/b' is a heading on two lines */
	const char *fields; /* number of each column's field, '-' for none; or part of the error after '!' */
};

static const struct matching matchings[] = {
	{ "申请号|申请日|区划代码|备注", "0124" },
	{ "备注|区划代码|申请日|申请号", "4210" },
	{ "no|day|county|remark", "0124" },
	{ "NO|Day|ＣＯＵＮＴＹ|remark", "0124" },
	{ "application  No.|申 请 日|行政区|序号", "012-" },
	{ "专利号|申请日|区县|_|_", "012--" },
	{ "编号|申请日|区划代码", "012" },
	{ "编号|申请日|区划代码|金额（万元）", "0123" },
	{ "编号|申请日|区划代码|其他/金额 (万元)", "0123" },
	{ "编号|申请日|区划代码|经费（万元）", "0123" }, /* an alias that has the brackets itself */
	{ "编号|申请日|区划代码|金额（亿元）", "012-" }, /* another unit, another column: never a factor in silence */
	{ "申请号|申请日|区划代码|专利号", "!columns 1 and 4 are both the field '申请号'" },
	{ "申请号|区划代码",
		"!no column for the field '申请日' (day); headings found: 申请号, 区划代码; name its heading by alias.day" },
	{ "_", "!no column for the field '申请号' (no)" },
	{ "申请/申请号|申请/申请日|区划/区划代码|其他/备注", "0124" },
	{ "编号/专利号|日期/申请日|行政区|日期/授权日", "012-" },
	{ "编号/专利号|申请日|日期/申请日|行政区", "01-2" },
	{ "专利号|申请/日期|授权/申请日|变更/申请日|行政区",
		"!may be the column '授权/申请日' or '变更/申请日'; write the one that is meant: "
		"alias.day = 授权/申请日" },
	{ "申请号x|申请日|区划代码", "!no column for the field '申请号'" },
};

static size_t split(const char *headings, struct text *out)
{
	struct text rest = text_of(headings), part;
	size_t count = 0;
	while (text_next(&rest, '|', &part))
		out[count++] = text_is(part, "_") ? (struct text){ "", 0 } : part;
	return count;
}

static struct text last_part(struct text heading)
{
	const char *slash = memrchr(heading.at, '/', heading.len);
	size_t before = slash ? (size_t)(slash - heading.at) + 1 : 0;
	return (struct text){ heading.at + before, heading.len - before };
}

static void check_matching(struct fixture *f, const struct matching *c)
{
	struct text headings[16], last[16];
	struct head head;
	size_t count = split(c->headings, headings);
	struct tally_error error = { 0 };
	for (size_t i = 0; i < count; i++)
		last[i] = last_part(headings[i]);
	const struct rows_heads heads = { headings, last, count, 3, false };
	bool done = head_match(&f->run.catalog.registers[0], &heads, "x.csv", &f->arena, &head, &error);
	if (c->fields[0] == '!') {
		assert_false(done);
		assert_int_equal(error.code, ERROR_INPUT);
		assert_int_equal(strncmp(error.what, "x.csv:3: ", 9), 0);
		if (!strstr(error.what, c->fields + 1))
			fail_msg("%s: %s", c->headings, error.what);
		return;
	}
	if (!done)
		fail_msg("%s: %s", c->headings, error.what);
	assert_int_equal(head.count, count);
	for (size_t i = 0; i < count; i++) {
		int field = c->fields[i] == '-' ? FIELD_NONE : c->fields[i] - '0';
		assert_int_equal(head.fields[i], field);
		if (field != FIELD_NONE)
			assert_int_equal(head.columns[field], i);
	}
	for (int field = 0; field < 4; field++)
		if (!strchr(c->fields, '0' + field))
			assert_int_equal(head.columns[field], -1);
}

static void test_matching(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a", declaration);
	fixture_prepare(&f);
	for (size_t i = 0; i < sizeof(matchings) / sizeof(matchings[0]); i++)
		check_matching(&f, &matchings[i]);
	fixture_close(&f);
}

static void test_too_many_columns(void **state)
{
	struct fixture f;
	struct head head;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a", declaration);
	fixture_prepare(&f);
	struct text *headings = arena_array(&f.arena, HEAD_COLUMNS_MAX + 1, sizeof(*headings));
	assert_non_null(headings);
	for (size_t i = 0; i <= HEAD_COLUMNS_MAX; i++)
		headings[i] = TEXT("x");
	const struct rows_heads heads = { headings, headings, HEAD_COLUMNS_MAX + 1, 1, false };
	assert_false(head_match(&f.run.catalog.registers[0], &heads, "x.csv", &f.arena, &head, &f.error));
	assert_non_null(strstr(f.error.what, "16385 columns; at most 16384"));
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matching),
		cmocka_unit_test(test_too_many_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
