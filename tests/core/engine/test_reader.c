/* Tests of engine/reader.c and sources.c: which files are read, their form, and what is said of each fault in it. */
#include "readings.h"

static const struct reading readings[] = {
	{ .name = "a whole record", .rows = "a1,2018-12-05,市,12.50,3,2019-01-01,410902\n", .read = 1, .issues = "" },
	{ .name = "rows to skip as the register says",
		.reg = "skip = 注\n",
		.rows = "a,2018-01-01,市,1.50,,,410902\n注：样本,,,,,,\n合计,,,1,,,\n",
		.read = 2,
		.rejected = 1,
		.skipped = 1,
		.issues = "4:2 day required error \n4:3 level required warning \n4:7 county required error \n" },
	{ .name = "headings on line 3",
		.reg = "header = 3\n",
		.rows = "@合成样本,,,,,,\n,,,,,,\n编号,日期,等级,金额,人数,到期,县区\na,2018-01-01,市,,,,410902\nb,bad,市,,,,"
			"410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "5:2 day date error bad\n" },
	{ .name = "headings on lines 2 and 3",
		.reg = "header = 2..3\nalias.amount = 经费/金额\n",
		.rows = "@合成样本,,,,,,\n编号,期限,,等级,经费,,县区\n,日期,到期,,金额,人数,\na,2018-01-01,,市,1,2,410902\nb,"
			"bad,,市,1,2,410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "5:2 day date error bad\n" },
	{ .name = "many surplus columns are named together",
		.rows = "@编号,甲,日期,等级,乙,金额,人数,到期,县区,丙,,丁\na,1,2018-01-01,市,1,,,,410902,1,1,1\n",
		.read = 1,
		.issues = "1:2  surplus warning 甲\n2:11  surplus warning 1\n" },
	{ .name = "the number of a row is passed over without a word, a column without a heading is told where it is first "
		  "filled",
		.rows = "@序号,编号,,日期,等级,金额,人数,到期,县区,\n1,a,,2018-01-01,市,,,,410902,\n2,b,x,2018-01-01,市,,,,"
			"410902,\n合计,,5,,,,,,,"
			"7\n3,c,y,2018-01-01,市,,,,410902,\n",
		.read = 3,
		.skipped = 1,
		.issues = "3:3  surplus warning x\n" },
	{ .name = "any order, names, aliases, surplus and absent columns",
		.reg = "alias.county = 行政区\n",
		.rows = "@day,行政区,备注,等 级,编号\n2018-01-01,410902,好,市,a\n",
		.read = 1,
		.issues = "1:3  surplus warning 备注\n1:0 amount absent warning \n1:0 heads absent warning \n1:0 until absent "
			  "warning \n" },
	{ .name = "full-width headings and a byte order mark",
		.rows = "@\xef\xbb\xbfＮＯ,日期,等级,金额,人数,到期,县区\r\na,2018-01-01,市,,,,410902\r\n",
		.read = 1,
		.issues = "" },
	{ .name = "another delimiter",
		.reg = "delimiter = semicolon\n",
		.rows = "@编号;日期;等级;金额;人数;到期;县区\na;2018-01-01;市;1,234;;;410902\n",
		.read = 1,
		.issues = "" },
	{ .name = "wrong number of fields",
		.rows = "a,2018-01-01,市\nb,2018-01-01,市,,,,410902,more\nc,2018-01-01,市,,,,410902,,\n",
		.read = 3,
		.rejected = 2,
		.issues = "2:0  width error \n3:0  width error \n" },
	{ .name = "a stray quote",
		.rows = "\"a\"x,2018-01-01,市,,,,410902\nb,2018-01-01,市,,,,410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "2:1  quote error \n" },
	{ .name = "a quote that stays open",
		.rows = "a,\"2018-01-01,市,,,,410902\nb,2018-01-01,市,,,,410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "2:2  quote error \n" },
	{ .name = "quoted newlines, and lines after them",
		.rows = "\"a\n1\",2018-01-01,市,,,,410902\nb,bad,市,,,,410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "4:2 day date error bad\n" },
	{ .name = "blank lines are nothing",
		.rows = "\na,2018-01-01,市,,,,410902\n,,,,,,\n\nb,bad,市,,,,410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "6:2 day date error bad\n" },
	{ .name = "headings only", .rows = "", .issues = "0:0  empty warning \n" },
	{ .name = "before the coverage is no fault",
		.reg = "covers = 2018..\n",
		.rows = "a,1998-01-01,市,,,,410902\n",
		.read = 1,
		.issues = "" },
	{ .name = "several faults of one record count it once",
		.rows = "a,bad,县,x,y,z,9\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:2 day date error bad\n2:3 level code warning 县\n2:4 amount number error x\n2:5 heads number "
			  "warning y\n2:6 until date error z\n"
			  "2:7 county region error 9\n" },
};

static void test_readings(void **state)
{
	(void)state;
	readings_check(readings, sizeof(readings) / sizeof(readings[0]));
}

/* --- what is no record --- */

static void test_gb18030(void **state)
{
	/* "编号,日期,等级,金额,人数,到期,县区" and a record whose level is 地市; then a record with a byte that is no text */
	static const char bytes[] = "\xb1\xe0\xba\xc5,\xc8\xd5\xc6\xda,\xb5\xc8\xbc\xb6,\xbd\xf0\xb6\xee,\xc8\xcb\xca\xfd,"
				    "\xb5\xbd\xc6\xda,\xcf\xd8\xc7\xf8\r\n"
				    "a,2018-01-01,\xb5\xd8\xca\xd0,1,,,410902\r\n";
	static const char bad[] = "b,2018-01-01,\xff\xff,1,,,410902\r\n";
	struct fixture f;
	struct scan_result result;
	(void)state;
	fixture_open(&f);
	readings_declare(&f, NULL, NULL, NULL);
	fixture_write_bytes(&f, "people.csv", bytes, sizeof(bytes) - 1);
	fixture_prepare(&f);
	readings_scan(&f, &result);
	assert_string_equal(result.sources[0].encoding, "GB18030");
	assert_int_equal(result.accepted, 1);
	assert_int_equal(fixture_cell(&f, &result, "a.count", "410900", "2018", "level=municipal", 0), 1);
	scan_done(&result);
	char both[512];
	memcpy(both, bytes, sizeof(bytes) - 1);
	memcpy(both + sizeof(bytes) - 1, bad, sizeof(bad) - 1);
	readings_declare(&f, NULL, "encoding = gbk\n", NULL);
	fixture_write_bytes(&f, "people.csv", both, sizeof(bytes) + sizeof(bad) - 2);
	fixture_prepare(&f);
	char issues[1024] = "";
	readings_scan(&f, &result);
	readings_issues(&result.sources[0], issues, sizeof(issues));
	assert_string_equal(issues, "3:3  bytes error \n");
	assert_int_equal(result.accepted, 1);
	assert_int_equal(result.rejected, 1);
	scan_done(&result);
	fixture_close(&f);
}

struct refusal {
	const char *reg, *file; /* NULL: there is none */
	const char *what; /* part of the error */
	enum error_code code;
};

static const struct refusal refusals[] = {
	{ "", NULL, "no file matches", ERROR_INPUT },
	{ "", "", "is empty", ERROR_INPUT },
	{ "", "\xef\xbb\xbf", "is empty", ERROR_INPUT },
	{ "header = 3\n", "编号,日期,等级,金额,人数,到期,县区\n", "ends before line 3", ERROR_INPUT },
	{ "", "编号,日期,等级,金额,人数,到期\na,2018-01-01,市,,,\n",
		"people.csv:1: no column for the field '县区' (county); headings found: 编号, 日期", ERROR_INPUT },
	{ "", "编号,日期,等级,金额,人数,到期,县区,NO\n", "columns 1 and 8 are both the field '编号'", ERROR_INPUT },
};

static void test_files_that_cannot_be_read(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct scan_result result;
		readings_declare(&f, NULL, refusals[i].reg, NULL);
		fixture_remove(&f, "people.csv");
		if (refusals[i].file)
			fixture_write(&f, "people.csv", refusals[i].file);
		fixture_prepare(&f);
		struct scan_options options = { .catalog = &f.run.catalog, .on = fixture_register(&f, "people") };
		assert_false(scan_register(&options, &f.arena, &result, &f.error));
		scan_done(&result);
		assert_int_equal(f.error.code, refusals[i].code);
		if (!strstr(f.error.what, refusals[i].what))
			fail_msg("'%s' says nothing of '%s'", f.error.what, refusals[i].what);
	}
	fixture_close(&f);
}

static void test_a_register_without_files(void **state)
{
	struct fixture f;
	struct scan_result result;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a", "[area]\ntitle = x\n[register people]\n[field people.day]\ntype = date\n");
	fixture_prepare(&f);
	struct scan_options options = { .catalog = &f.run.catalog, .on = fixture_register(&f, "people") };
	assert_false(scan_register(&options, &f.arena, &result, &f.error));
	assert_non_null(strstr(f.error.what, "register 'people' has no files"));
	scan_done(&result);
	fixture_close(&f);
}

/* Patterns may overlap: each file is read once, in the order of the names. */
static void test_several_files(void **state)
{
	struct fixture f;
	struct scan_result result;
	char file[512];
	(void)state;
	fixture_open(&f);
	readings_declare(&f, NULL, "files = ../people2.csv | ../people*.csv | ../people1.csv\n", NULL);
	for (int i = 3; i >= 1; i--) {
		char name[32];
		snprintf(name, sizeof(name), "people%d.csv", i);
		snprintf(file, sizeof(file), "%sa%d,2018-01-01,市,,,,410902\nb%d,bad,市,,,,410902\n", readings_head, i, i);
		fixture_write(&f, name, file);
	}
	fixture_prepare(&f);
	readings_scan(&f, &result);
	assert_int_equal(result.sources_count, 3);
	assert_string_equal(result.sources[0].name, "people1.csv");
	assert_string_equal(result.sources[2].name, "people3.csv");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(result.sources[i].accepted, 1);
		assert_int_equal(result.sources[i].rejected, 1);
		assert_string_equal(result.sources[i].issues.kept[0].file, result.sources[i].name);
		assert_int_equal(result.sources[i].totals.records, 2);
	}
	scan_done(&result);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readings),
		cmocka_unit_test(test_gb18030),
		cmocka_unit_test(test_files_that_cannot_be_read),
		cmocka_unit_test(test_a_register_without_files),
		cmocka_unit_test(test_several_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
