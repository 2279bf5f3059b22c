/* Tests of engine/reader.c, typing.c and typing_record.c: what a file of a register holds, and what is said of each fault in it. */
#include "fixture.h"

static const char head[] = "编号,日期,等级,金额,人数,到期,县区\n";

/* Where the cases add their own lines: [area], [register people], behind everything. */
static const char declaration[] =
	"[area]\ntitle = 样本\n%s\n"
	"[register people]\ntitle = 台账\n%s%s\n"
	"[field people.no]\ntitle = 编号\ntype = text\nkey = yes\n"
	"[field people.day]\ntitle = 日期\ntype = date\n"
	"[field people.level]\ntitle = 等级\ntype = code\ncodes = national:国家 | municipal:市\ncode_alias.municipal = 市级 | "
	"地市\n"
	"[field people.amount]\ntitle = 金额\ntype = decimal\nscale = 2\noptional = yes\n"
	"[field people.heads]\ntitle = 人数\ntype = integer\noptional = yes\n"
	"[field people.until]\ntitle = 到期\ntype = date\noptional = yes\n"
	"[field people.county]\ntitle = 县区\ntype = region\n"
	"[indicator count]\ntitle = 数\nunit = 家\nfrom = people\ntime = flow\nby = level\n"
	"[indicator money]\ntitle = 额\nunit = 万元\nfrom = people\ntime = flow\nmeasure = sum\nof = amount\n"
	"[indicator valid]\ntitle = 有效\nunit = 家\nfrom = people\ntime = stock\nuntil = until\n%s";

struct reading {
	const char *name;
	const char *area, *reg, *more; /* lines of the INI */
	const char *rows; /* behind the usual headings, or the whole file where it begins with '@' */
	int read, warned, rejected, skipped;
	const char *issues; /* "line:column field rule severity value" */
};

static const struct reading readings[] = {
	{ .name = "a whole record", .rows = "a1,2018-12-05,市,12.50,3,2019-01-01,410902\n", .read = 1, .issues = "" },
	{ .name = "every form of a date, and a serial number",
		.rows = "a,2018/12/"
			"5,市,,,,410902\nb,2018年12月5日,市,,,,410902\nc,20181205,市,,,,410902\nd,43439,市,,,,410902\n"
			"e,2018-12-05 00:00,市,,,,410902\nf,2018.12.5,市,,,,410902\ng,２０１８－１２－０５,市,,,,410902\n",
		.read = 7,
		.issues = "" },
	{ .name = "what is no date",
		.rows = "a,2018-13-05,市,,,,410902\nb,soon,市,,,,410902\nc,2018-12,市,,,,410902\nd,2018,市,,,,410902\ne,2017-"
			"02-29,市,,,,410902\n",
		.read = 5,
		.rejected = 5,
		.issues = "2:2 day date error 2018-13-05\n3:2 day date error soon\n4:2 day date error 2018-12\n5:2 day date "
			  "error 2018\n6:2 day date error 2017-02-29\n" },
	{ .name = "the date is required, another one is not",
		.rows = "a,,市,,,,410902\nb,2018-01-01,市,,,,410902\nc,-,市,,,,410902\n",
		.read = 3,
		.rejected = 2,
		.issues = "2:2 day required error \n4:2 day required error -\n" },
	{ .name = "a bad date that ends a stock rejects, for the record cannot be placed",
		.rows = "a,2018-01-01,市,,,never,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:6 until date error never\n" },
	{ .name = "dates in order",
		.rows = "a,2018-05-01,市,,,2018-04-30,410902\nb,2018-05-01,市,,,2018-05-01,410902\n",
		.read = 2,
		.warned = 1,
		.issues = "2:6 until dates warning 2018-04-30\n" },
	{ .name = "dates in order, made an error",
		.area = "severity.dates = error\n",
		.rows = "a,2018-05-01,市,,,2018-04-30,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:6 until dates error 2018-04-30\n" },
	{ .name = "dates in order, switched off",
		.area = "severity.dates = off\n",
		.rows = "a,2018-05-01,市,,,2018-04-30,410902\n",
		.read = 1,
		.issues = "" },
	{ .name = "codes by name, title and alias",
		.rows = "a,2018-01-01,national,,,,410902\nb,2018-01-01,国家,,,,410902\nc,2018-01-01,地市,,,,410902\n",
		.read = 3,
		.issues = "" },
	{ .name = "no code",
		.rows = "a,2018-01-01,县,,,,410902\n",
		.read = 1,
		.warned = 1,
		.issues = "2:3 level code warning 县\n" },
	{ .name = "a required code that is empty keeps the record",
		.rows = "a,2018-01-01,,,,,410902\n",
		.read = 1,
		.warned = 1,
		.issues = "2:3 level required warning \n" },
	{ .name = "numbers: separators, full width, nulls, trailing zeros",
		.rows = "a,2018-01-01,市,\"1,234.50\",\"12,000\",,410902\nb,2018-01-01,市,１２．５,１２,,410902\nc,2018-01-01,"
			"市,—,…,,410902\nd,2018-01-01,市,1.500,-7,-,410902\n",
		.read = 4,
		.issues = "" },
	{ .name = "a bad number in a summed field is an error, in another a warning",
		.rows = "a,2018-01-01,市,x1,,,410902\nb,2018-01-01,市,,x1,,410902\nc,2018-01-01,市,1.234,,,410902\nd,2018-01-"
			"01,市,,1.5,,410902\n"
			"e,2018-01-01,市,\"12,34\",,,410902\nf,2018-01-01,市,1E+3,,,410902\ng,2018-01-01,市,,"
			"99999999999999999999,,410902\n",
		.read = 7,
		.warned = 3,
		.rejected = 4,
		.issues = "2:4 amount number error x1\n4:4 amount number error 1.234\n6:4 amount number error 12,34\n7:4 "
			  "amount number error 1E+3\n"
			  "3:5 heads number warning x1\n5:5 heads number warning 1.5\n8:5 heads number warning "
			  "99999999999999999999\n" },
	{ .name = "a spreadsheet ate a code",
		.rows = "4.10902E+17,2018-01-01,市,,,,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:1 no spreadsheet error 4.10902E+17\n" },
	{ .name = "the key is required",
		.rows = ",2018-01-01,市,,,,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:1 no required error \n" },
	{ .name = "regions by code, full width and name",
		.rows = "a,2018-01-01,市,,,,４１０９０２\nb,2018-01-01,市,,,,东区\nc,2018-01-01,市,,,,甲市\n",
		.read = 3,
		.issues = "" },
	{ .name = "regions that are none, lie outside or are not valid on the day",
		.rows = "a,2018-01-01,市,,,,999999\nb,2018-01-01,市,,,,411000\nc,2018-01-01,市,,,,410922\nd,2016-12-31,市,,,,"
			"410926\ne,2017-06-30,市,,,,410922\n"
			"f,2017-01-01,市,,,,410926\ng,2018-01-01,市,,,,\n",
		.read = 7,
		.rejected = 5,
		.issues = "2:7 county region error 999999\n8:7 county required error \n3:7 county scope error 411000\n4:7 "
			  "county region error 410922\n"
			  "5:7 county region error 410926\n" },
	{ .name = "rows to skip, and a total that does not agree",
		.rows = "a,2018-01-01,市,1.50,,,410902\nb,2018-01-01,市,2.50,,,410902\n小计,,,4.00,,,\nc,2018-01-01,市,1,,,"
			"410902\n合计,,,6.00,,,\n填表人：某某,,,,,,\n",
		.read = 3,
		.skipped = 3,
		.issues = "6:4 amount total warning 6.00\n" },
	{ .name = "each subtotal has the rows since the last one",
		.rows = "a,2018-01-01,市,1,,,410902\n小计,,,1,,,\nb,2018-01-01,市,2,,,410902\n小计,,,2,,,\n合计,,,3,,,\n",
		.read = 2,
		.skipped = 3,
		.issues = "" },
	{ .name = "rows to skip as the register says",
		.reg = "skip = 注\n",
		.rows = "a,2018-01-01,市,1.50,,,410902\n注：样本,,,,,,\n合计,,,1,,,\n",
		.read = 2,
		.rejected = 1,
		.skipped = 1,
		.issues = "4:2 day required error \n4:3 level required warning \n4:7 county required error \n" },
	{ .name = "merged cells are filled down",
		.reg = "fill_down = county, day\n",
		.rows = "a,2018-01-01,市,,,,410902\nb,,市,,,,\nc,2018-02-01,市,,,,\nd,,市,,,,410923\ne,,市,,,,\n",
		.read = 5,
		.issues = "" },
	{ .name = "nothing to fill down from",
		.reg = "fill_down = county\n",
		.rows = "a,2018-01-01,市,,,,\nb,2018-01-01,市,,,,410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "2:7 county required error \n" },
	{ .name = "words of the register for nothing",
		.reg = "nulls = 无\n",
		.rows = "a,2018-01-01,市,无,无,无,410902\n",
		.read = 1,
		.issues = "" },
	{ .name = "headings on line 3",
		.reg = "header = 3\n",
		.rows = "@合成样本,,,,,,\n,,,,,,\n编号,日期,等级,金额,人数,到期,县区\na,2018-01-01,市,,,,410902\nb,bad,市,,,,"
			"410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "5:2 day date error bad\n" },
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
	{ .name = "headings only", .rows = "", .issues = "" },
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
	{ .name = "a declared rule",
		.more = "[rule many]\nregister = people\nwhere = heads is null or heads >= 10\n",
		.rows = "a,2018-01-01,市,,9,,410902\nb,2018-01-01,市,,10,,410902\n",
		.read = 2,
		.warned = 1,
		.issues = "2:0  many warning \n" },
	{ .name = "a declared rule that rejects",
		.more = "[rule many]\nregister = people\nseverity = error\nwhere = heads >= 10\n",
		.rows = "a,2018-01-01,市,,9,,410902\nb,2018-01-01,市,,10,,410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "2:0  many error \n" },
	{ .name = "a rule made stronger here",
		.area = "severity.many = error\n",
		.more = "[rule many]\nregister = people\nwhere = heads >= 10\n",
		.rows = "a,2018-01-01,市,,9,,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:0  many error \n" },
	{ .name = "a rule switched off here",
		.area = "severity.many = off\n",
		.more = "[rule many]\nregister = people\nwhere = heads >= 10\n",
		.rows = "a,2018-01-01,市,,9,,410902\n",
		.read = 1,
		.issues = "" },
	{ .name = "rules are not asked of rejected records",
		.more = "[rule many]\nregister = people\nwhere = heads >= 10\n",
		.rows = "a,bad,市,,9,,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:2 day date error bad\n" },
};

/* The issues as text, in the order in which they were found. */
static void print_issues(const struct source_account *source, char *out, size_t bytes)
{
	size_t used = strlen(out);
	for (size_t i = 0; i < source->issues.kept_count; i++) {
		const struct issue *issue = &source->issues.kept[i];
		used += (size_t)snprintf(out + used, bytes - used, "%llu:%u %s %s %s %s\n", (unsigned long long)issue->line,
			issue->column, issue->field, issue->rule, issue->severity == TALLY_ERROR ? "error" : "warning",
			issue->value);
		assert_true(used < bytes);
		assert_true(issue->message[0]);
	}
}

static void scan(struct fixture *f, struct scan_result *result)
{
	struct scan_options options = { .catalog = &f->run.catalog, .on = fixture_register(f, "people") };
	if (!scan_register(&options, &f->arena, result, &f->error))
		fail_msg("%s", f->error.what);
}

/* Reads the files of the register; the accounts of all of them together. */
static void read_all(struct fixture *f, struct source_account *sum, char *issues, size_t issues_bytes)
{
	struct scan_result result;
	scan(f, &result);
	*sum = (struct source_account){ 0 };
	issues[0] = '\0';
	for (size_t s = 0; s < result.sources_count; s++) {
		const struct source_account *source = &result.sources[s];
		assert_int_equal(source->read, source->accepted + source->rejected);
		sum->read += source->read;
		sum->warned += source->warned;
		sum->rejected += source->rejected;
		sum->skipped += source->skipped;
		print_issues(source, issues, issues_bytes);
	}
	scan_done(&result);
}

static void declare(struct fixture *f, const char *area, const char *reg, const char *more)
{
	char ini[8192];
	snprintf(ini, sizeof(ini), declaration, area ? area : "",
		reg && strncmp(reg, "files", 5) == 0 ? "" : "files = ../people*.csv\n", reg ? reg : "", more ? more : "");
	fixture_office(f, "a", ini);
}

static void prepare(struct fixture *f, const struct reading *c)
{
	char file[8192];
	declare(f, c->area, c->reg, c->more);
	snprintf(file, sizeof(file), "%s%s", c->rows[0] == '@' ? "" : head, c->rows[0] == '@' ? c->rows + 1 : c->rows);
	fixture_write(f, "people.csv", file);
	fixture_prepare(f);
}

static void test_readings(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		const struct reading *c = &readings[i];
		struct source_account sum;
		char issues[4096];
		prepare(&f, c);
		read_all(&f, &sum, issues, sizeof(issues));
		if (strcmp(issues, c->issues) != 0 || sum.read != c->read || sum.warned != c->warned ||
			sum.rejected != c->rejected || sum.skipped != c->skipped)
			print_error("%s: read %lld, warned %lld, rejected %lld, skipped %lld\n%s", c->name, (long long)sum.read,
				(long long)sum.warned, (long long)sum.rejected, (long long)sum.skipped, issues);
		assert_string_equal(issues, c->issues);
		assert_int_equal(sum.read, c->read);
		assert_int_equal(sum.warned, c->warned);
		assert_int_equal(sum.rejected, c->rejected);
		assert_int_equal(sum.skipped, c->skipped);
	}
	fixture_close(&f);
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
	declare(&f, NULL, NULL, NULL);
	fixture_write_bytes(&f, "people.csv", bytes, sizeof(bytes) - 1);
	fixture_prepare(&f);
	scan(&f, &result);
	assert_string_equal(result.sources[0].encoding, "GB18030");
	assert_int_equal(result.accepted, 1);
	assert_int_equal(fixture_cell(&f, &result, "a.count", "410900", "2018", "level=municipal", 0), 1);
	scan_done(&result);
	char both[512];
	memcpy(both, bytes, sizeof(bytes) - 1);
	memcpy(both + sizeof(bytes) - 1, bad, sizeof(bad) - 1);
	declare(&f, NULL, "encoding = gbk\n", NULL);
	fixture_write_bytes(&f, "people.csv", both, sizeof(bytes) + sizeof(bad) - 2);
	fixture_prepare(&f);
	char issues[1024] = "";
	scan(&f, &result);
	print_issues(&result.sources[0], issues, sizeof(issues));
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
	{ "encoding = klingon\n", "编号,日期,等级,金额,人数,到期,县区\n", "klingon", ERROR_CONFIG },
};

static void test_files_that_cannot_be_read(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct scan_result result;
		declare(&f, NULL, refusals[i].reg, NULL);
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
	declare(&f, NULL, "files = ../people2.csv | ../people*.csv | ../people1.csv\n", NULL);
	for (int i = 3; i >= 1; i--) {
		char name[32];
		snprintf(name, sizeof(name), "people%d.csv", i);
		snprintf(file, sizeof(file), "%sa%d,2018-01-01,市,,,,410902\nb%d,bad,市,,,,410902\n", head, i, i);
		fixture_write(&f, name, file);
	}
	fixture_prepare(&f);
	scan(&f, &result);
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

/* --- what is never shown, and what a batch holds --- */

static void test_private_fields_are_masked(void **state)
{
	struct fixture f;
	char issues[1024] = "";
	struct scan_result result;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a",
		"[area]\ntitle = x\n[register people]\nfiles = ../people.csv\n[field people.day]\ntype = date\n[field "
		"people.card]\ntype = text\nprivate = yes\n"
		"check = cn-uscc\n[field people.born]\ntype = date\nprivate = yes\n[indicator n]\ntitle = n\nfrom = "
		"people\ntime = flow\n");
	fixture_write(&f, "people.csv", "day,card,born\n2018-01-01,secret,never\n2018-01-01,,2000-01-01\n");
	fixture_prepare(&f);
	scan(&f, &result);
	print_issues(&result.sources[0], issues, sizeof(issues));
	assert_string_equal(issues, "2:2 card cn-uscc warning ***\n3:2 card required warning \n2:3 born date warning ***\n");
	scan_done(&result);
	fixture_close(&f);
}

static void test_typed_values(void **state)
{
	struct fixture f;
	struct record_batch *batch = NULL;
	(void)state;
	fixture_open(&f);
	declare(&f, NULL, NULL, NULL);
	fixture_write(&f, "people.csv",
		"编号,日期,等级,金额,人数,到期,县区\n a ,2018-12-05,市级,-1.5,７,,410971\nb,1969-12-31,,,,,甲市\n");
	fixture_prepare(&f);
	struct reader_options options = { .catalog = &f.run.catalog, .on = fixture_register(&f, "people") };
	struct reader *reader = reader_open(&options, &f.arena, &f.error);
	assert_non_null(reader);
	assert_true(reader_next(reader, &batch, &f.error));
	assert_non_null(batch);
	const struct tally_column *c = batch->typed.columns;
	assert_int_equal(batch->typed.rows, 2);
	assert_memory_equal(tally_text(&c[0], 0).at, "a", 1);
	assert_int_equal(tally_text(&c[0], 0).bytes, 1);
	assert_int_equal(tally_days(&c[1], 0), date_from(2018, 12, 5));
	assert_int_equal(tally_days(&c[1], 1), -1);
	assert_int_equal(tally_code_at(&c[2], 0), 1);
	assert_false(tally_has(&c[2], 1));
	assert_int_equal(tally_integer(&c[3], 0), -150);
	assert_int_equal(tally_integer(&c[4], 0), 7);
	assert_false(tally_has(&c[5], 0));
	assert_int_equal(tally_code_at(&c[6], 0), fixture_region(&f, "410971"));
	assert_int_equal(tally_code_at(&c[6], 1), fixture_region(&f, "410900"));
	assert_true(reader_next(reader, &batch, &f.error));
	assert_null(batch);
	size_t count;
	const struct text *headings;
	const int *columns = reader_columns(reader, &count, &headings);
	assert_int_equal(count, 7);
	assert_int_equal(columns[6], 6);
	assert_true(text_is(headings[6], "县区"));
	assert_false(reader_is_pipe(reader));
	reader_close(reader);
	fixture_close(&f);
}

/* A code that is part of the key is needed: without it the record could not be told from others. */
static void test_a_code_in_the_key(void **state)
{
	struct fixture f;
	char issues[1024] = "";
	struct scan_result result;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a",
		"[area]\ntitle = x\n[register people]\nfiles = ../people.csv\n[field people.day]\ntype = date\n[field "
		"people.kind]\ntype = code\ncodes = a:甲 | b:乙\nkey = yes\n");
	fixture_write(&f, "people.csv", "day,kind\n2018-01-01,甲\n2018-01-01,丙\n2018-01-01,\n");
	fixture_prepare(&f);
	scan(&f, &result);
	print_issues(&result.sources[0], issues, sizeof(issues));
	assert_string_equal(issues, "3:2 kind code error 丙\n4:2 kind required error \n");
	assert_int_equal(result.rejected, 2);
	scan_done(&result);
	fixture_close(&f);
}

/* What is filled down or added up goes on over the batches, and lines and rows are counted through. */
static void test_more_than_one_batch(void **state)
{
	enum { ROWS = 2 * TALLY_BATCH_ROWS + 7 };
	struct fixture f;
	struct scan_result result;
	char *text = NULL;
	size_t bytes = 0;
	(void)state;
	fixture_open(&f);
	FILE *out = open_memstream(&text, &bytes);
	fputs(head, out);
	for (int i = 0; i < ROWS; i++)
		fprintf(out, "n%d,2018-01-01,%s,1.00,,,%s\n", i, i == ROWS - 1 ? "县" : "市",
			i % 1000    ? ""
				: i ? "410923"
				    : "410902");
	fprintf(out, "合计,,,%d.01,,,\n", ROWS);
	fclose(out);
	declare(&f, NULL, "fill_down = county\n", NULL);
	fixture_write_bytes(&f, "people.csv", text, bytes);
	free(text);
	fixture_prepare(&f);
	scan(&f, &result);
	char issues[1024] = "", wanted[1024];
	print_issues(&result.sources[0], issues, sizeof(issues));
	snprintf(wanted, sizeof(wanted), "%d:3 level code warning 县\n%d:4 amount total warning %d.01\n", ROWS + 1, ROWS + 2,
		ROWS);
	assert_string_equal(issues, wanted);
	assert_int_equal(result.read, ROWS);
	assert_int_equal(fixture_cell(&f, &result, "a.count", "410902", "2018", "", 0), 1000);
	assert_int_equal(fixture_cell(&f, &result, "a.count", "410923", "2018", "", 0), ROWS - 1000);
	assert_int_equal(fixture_cell(&f, &result, "a.money", "410900", "2018", "", 0), ROWS * 100);
	scan_done(&result);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gb18030),
		cmocka_unit_test(test_files_that_cannot_be_read),
		cmocka_unit_test(test_a_register_without_files),
		cmocka_unit_test(test_several_files),
		cmocka_unit_test(test_private_fields_are_masked),
		cmocka_unit_test(test_typed_values),
		cmocka_unit_test(test_a_code_in_the_key),
		cmocka_unit_test(test_more_than_one_batch),
		cmocka_unit_test(test_readings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
