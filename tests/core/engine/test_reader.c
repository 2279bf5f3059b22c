/* Tests of engine/reader.c, typing.c and typing_record.c: what a file of a register holds, and what is said of each fault in it. */
#include "fixture.h"

static const char head[] = "编号,日期,等级,金额,人数,到期,县区\n";

/* Where the cases add their own lines: [area], [register people], behind everything. */
static const char declaration[] = "[area]\ntitle = 样本\n%s\n"
				  "[register people]\ntitle = 台账\nfiles = ../people*.csv\n%s\n"
				  "[field people.no]\ntitle = 编号\ntype = text\nkey = yes\n"
				  "[field people.day]\ntitle = 日期\ntype = date\n"
				  "[field people.level]\ntitle = 等级\ntype = code\ncodes = national:国家 | municipal:市\ncode_alias.municipal = 市级 | 地市\n"
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
	const char *rows;              /* behind the usual headings, or the whole file where it begins with '@' */
	int read, warned, rejected, skipped;
	const char *issues; /* "line:column field rule severity value" */
};

static const struct reading readings[] = {
	{ .name = "a whole record", .rows = "a1,2018-12-05,市,12.50,3,2019-01-01,410902\n", .read = 1, .issues = "" },
	{ .name = "every form of a date, and a serial number",
		.rows = "a,2018/12/5,市,,,,410902\nb,2018年12月5日,市,,,,410902\nc,20181205,市,,,,410902\nd,43439,市,,,,410902\n"
			"e,2018-12-05 00:00,市,,,,410902\nf,2018.12.5,市,,,,410902\ng,２０１８－１２－０５,市,,,,410902\n",
		.read = 7, .issues = "" },
	{ .name = "what is no date", .rows = "a,2018-13-05,市,,,,410902\nb,soon,市,,,,410902\nc,2018-12,市,,,,410902\nd,2018,市,,,,410902\ne,2017-02-29,市,,,,410902\n",
		.read = 5, .rejected = 5,
		.issues = "2:2 day date error 2018-13-05\n3:2 day date error soon\n4:2 day date error 2018-12\n5:2 day date error 2018\n6:2 day date error 2017-02-29\n" },
	{ .name = "the date is required, another one is not", .rows = "a,,市,,,,410902\nb,2018-01-01,市,,,,410902\nc,-,市,,,,410902\n", .read = 3, .rejected = 2,
		.issues = "2:2 day required error \n4:2 day required error -\n" },
	{ .name = "a bad date that ends a stock rejects, for the record cannot be placed", .rows = "a,2018-01-01,市,,,never,410902\n", .read = 1, .rejected = 1,
		.issues = "2:6 until date error never\n" },
	{ .name = "dates in order", .rows = "a,2018-05-01,市,,,2018-04-30,410902\nb,2018-05-01,市,,,2018-05-01,410902\n", .read = 2, .warned = 1,
		.issues = "2:6 until dates warning 2018-04-30\n" },
	{ .name = "dates in order, made an error", .area = "severity.dates = error\n", .rows = "a,2018-05-01,市,,,2018-04-30,410902\n", .read = 1, .rejected = 1,
		.issues = "2:6 until dates error 2018-04-30\n" },
	{ .name = "dates in order, switched off", .area = "severity.dates = off\n", .rows = "a,2018-05-01,市,,,2018-04-30,410902\n", .read = 1, .issues = "" },
	{ .name = "codes by name, title and alias", .rows = "a,2018-01-01,national,,,,410902\nb,2018-01-01,国家,,,,410902\nc,2018-01-01,地市,,,,410902\n", .read = 3,
		.issues = "" },
	{ .name = "no code", .rows = "a,2018-01-01,县,,,,410902\n", .read = 1, .warned = 1, .issues = "2:3 level code warning 县\n" },
	{ .name = "a required code that is empty keeps the record", .rows = "a,2018-01-01,,,,,410902\n", .read = 1, .warned = 1,
		.issues = "2:3 level required warning \n" },
	{ .name = "numbers: separators, full width, nulls, trailing zeros",
		.rows = "a,2018-01-01,市,\"1,234.50\",\"12,000\",,410902\nb,2018-01-01,市,１２．５,１２,,410902\nc,2018-01-01,市,—,…,,410902\nd,2018-01-01,市,1.500,-7,-,410902\n",
		.read = 4, .issues = "" },
	{ .name = "a bad number in a summed field is an error, in another a warning",
		.rows = "a,2018-01-01,市,x1,,,410902\nb,2018-01-01,市,,x1,,410902\nc,2018-01-01,市,1.234,,,410902\nd,2018-01-01,市,,1.5,,410902\n"
			"e,2018-01-01,市,\"12,34\",,,410902\nf,2018-01-01,市,1E+3,,,410902\ng,2018-01-01,市,,99999999999999999999,,410902\n",
		.read = 7, .warned = 3, .rejected = 4,
		.issues = "2:4 amount number error x1\n4:4 amount number error 1.234\n6:4 amount number error 12,34\n7:4 amount number error 1E+3\n"
			  "3:5 heads number warning x1\n5:5 heads number warning 1.5\n8:5 heads number warning 99999999999999999999\n" },
	{ .name = "a spreadsheet ate a code", .rows = "4.10902E+17,2018-01-01,市,,,,410902\n", .read = 1, .rejected = 1,
		.issues = "2:1 no spreadsheet error 4.10902E+17\n" },
	{ .name = "the key is required", .rows = ",2018-01-01,市,,,,410902\n", .read = 1, .rejected = 1, .issues = "2:1 no required error \n" },
	{ .name = "regions by code, full width and name", .rows = "a,2018-01-01,市,,,,４１０９０２\nb,2018-01-01,市,,,,东区\nc,2018-01-01,市,,,,甲市\n", .read = 3,
		.issues = "" },
	{ .name = "regions that are none, lie outside or are not valid on the day",
		.rows = "a,2018-01-01,市,,,,999999\nb,2018-01-01,市,,,,411000\nc,2018-01-01,市,,,,410922\nd,2016-12-31,市,,,,410926\ne,2017-06-30,市,,,,410922\n"
			"f,2017-01-01,市,,,,410926\ng,2018-01-01,市,,,,\n",
		.read = 7, .rejected = 5,
		.issues = "2:7 county region error 999999\n8:7 county required error \n3:7 county scope error 411000\n4:7 county region error 410922\n"
			  "5:7 county region error 410926\n" },
	{ .name = "rows to skip, and a total that does not agree",
		.rows = "a,2018-01-01,市,1.50,,,410902\nb,2018-01-01,市,2.50,,,410902\n小计,,,4.00,,,\nc,2018-01-01,市,1,,,410902\n合计,,,6.00,,,\n填表人：某某,,,,,,\n",
		.read = 3, .skipped = 3, .issues = "6:4 amount total warning 6.00\n" },
	{ .name = "rows to skip as the register says", .reg = "skip = 注\n", .rows = "a,2018-01-01,市,1.50,,,410902\n注：样本,,,,,,\n合计,,,1,,,\n", .read = 2, .rejected = 1,
		.skipped = 1, .issues = "4:2 day required error \n4:3 level required warning \n4:7 county required error \n" },
	{ .name = "merged cells are filled down", .reg = "fill_down = county, day\n",
		.rows = "a,2018-01-01,市,,,,410902\nb,,市,,,,\nc,2018-02-01,市,,,,\nd,,市,,,,410923\ne,,市,,,,\n", .read = 5, .issues = "" },
	{ .name = "nothing to fill down from", .reg = "fill_down = county\n", .rows = "a,2018-01-01,市,,,,\nb,2018-01-01,市,,,,410902\n", .read = 2, .rejected = 1,
		.issues = "2:7 county required error \n" },
	{ .name = "words of the register for nothing", .reg = "nulls = 无\n", .rows = "a,2018-01-01,市,无,无,无,410902\n", .read = 1, .issues = "" },
	{ .name = "headings on line 3", .reg = "header = 3\n", .rows = "@合成样本,,,,,,\n,,,,,,\n编号,日期,等级,金额,人数,到期,县区\na,2018-01-01,市,,,,410902\nb,bad,市,,,,410902\n",
		.read = 2, .rejected = 1, .issues = "5:2 day date error bad\n" },
	{ .name = "any order, names, aliases, surplus and absent columns", .reg = "alias.county = 行政区\n",
		.rows = "@day,行政区,备注,等 级,编号\n2018-01-01,410902,好,市,a\n", .read = 1,
		.issues = "1:3  surplus warning 备注\n1:0 amount absent warning \n1:0 heads absent warning \n1:0 until absent warning \n" },
	{ .name = "full-width headings and a byte order mark", .rows = "@\xef\xbb\xbfＮＯ,日期,等级,金额,人数,到期,县区\r\na,2018-01-01,市,,,,410902\r\n", .read = 1, .issues = "" },
	{ .name = "another delimiter", .reg = "delimiter = semicolon\n", .rows = "@编号;日期;等级;金额;人数;到期;县区\na;2018-01-01;市;1,234;;;410902\n", .read = 1, .issues = "" },
	{ .name = "wrong number of fields", .rows = "a,2018-01-01,市\nb,2018-01-01,市,,,,410902,more\nc,2018-01-01,市,,,,410902,,\n", .read = 3, .rejected = 2,
		.issues = "2:0  width error \n3:0  width error \n" },
	{ .name = "a stray quote", .rows = "\"a\"x,2018-01-01,市,,,,410902\nb,2018-01-01,市,,,,410902\n", .read = 2, .rejected = 1, .issues = "2:1  quote error \n" },
	{ .name = "a quote that stays open", .rows = "a,\"2018-01-01,市,,,,410902\nb,2018-01-01,市,,,,410902\n", .read = 2, .rejected = 1, .issues = "2:2  quote error \n" },
	{ .name = "quoted newlines, and lines after them", .rows = "\"a\n1\",2018-01-01,市,,,,410902\nb,bad,市,,,,410902\n", .read = 2, .rejected = 1,
		.issues = "4:2 day date error bad\n" },
	{ .name = "blank lines are nothing", .rows = "\na,2018-01-01,市,,,,410902\n,,,,,,\n\nb,bad,市,,,,410902\n", .read = 2, .rejected = 1,
		.issues = "6:2 day date error bad\n" },
	{ .name = "headings only", .rows = "", .issues = "" },
	{ .name = "before the coverage is no fault", .reg = "covers = 2018..\n", .rows = "a,1998-01-01,市,,,,410902\n", .read = 1, .issues = "" },
	{ .name = "several faults of one record count it once", .rows = "a,bad,县,x,y,z,9\n", .read = 1, .rejected = 1,
		.issues = "2:2 day date error bad\n2:3 level code warning 县\n2:4 amount number error x\n2:5 heads number warning y\n2:6 until date error z\n"
			  "2:7 county region error 9\n" },
	{ .name = "a declared rule", .more = "[rule many]\nregister = people\nwhere = heads is null or heads >= 10\n", .rows = "a,2018-01-01,市,,9,,410902\nb,2018-01-01,市,,10,,410902\n",
		.read = 2, .warned = 1, .issues = "2:0  many warning \n" },
	{ .name = "a declared rule that rejects", .more = "[rule many]\nregister = people\nseverity = error\nwhere = heads >= 10\n",
		.rows = "a,2018-01-01,市,,9,,410902\nb,2018-01-01,市,,10,,410902\n", .read = 2, .rejected = 1, .issues = "2:0  many error \n" },
	{ .name = "a rule made stronger here", .area = "severity.many = error\n", .more = "[rule many]\nregister = people\nwhere = heads >= 10\n",
		.rows = "a,2018-01-01,市,,9,,410902\n", .read = 1, .rejected = 1, .issues = "2:0  many error \n" },
	{ .name = "a rule switched off here", .area = "severity.many = off\n", .more = "[rule many]\nregister = people\nwhere = heads >= 10\n",
		.rows = "a,2018-01-01,市,,9,,410902\n", .read = 1, .issues = "" },
	{ .name = "rules are not asked of rejected records", .more = "[rule many]\nregister = people\nwhere = heads >= 10\n", .rows = "a,bad,市,,9,,410902\n", .read = 1,
		.rejected = 1, .issues = "2:2 day date error bad\n" },
};

/* Reads the files of the register and counts their records, without keys. */
static void read_all(struct fixture *f, const struct reading *c, struct source_account *sum, char *issues, size_t issues_bytes)
{
	struct program program;
	struct record_batch *batch;
	size_t count, used = 0;
	int on = fixture_register(f, "people");
	assert_true(program_build(&f->run.catalog, on, &f->arena, &program, &f->error));
	struct reader_options options = { .catalog = &f->run.catalog, .on = on, .needed = program.needed };
	struct scan_result scan;
	(void)options;
	struct scan_options scanning = { .catalog = &f->run.catalog, .on = on };
	(void)batch;
	if (!scan_register(&scanning, &f->arena, &scan, &f->error))
		fail_msg("%s: %s", c->name, f->error.what);
	count = scan.sources_count;
	*sum = (struct source_account){ 0 };
	issues[0] = '\0';
	for (size_t s = 0; s < count; s++) {
		const struct source_account *source = &scan.sources[s];
		assert_int_equal(source->read, source->accepted + source->rejected);
		sum->read += source->read;
		sum->warned += source->warned;
		sum->rejected += source->rejected;
		sum->skipped += source->skipped;
		for (size_t i = 0; i < source->issues.kept_count; i++) {
			const struct issue *issue = &source->issues.kept[i];
			used += (size_t)snprintf(issues + used, issues_bytes - used, "%llu:%u %s %s %s %s\n", (unsigned long long)issue->line, issue->column,
				issue->field, issue->rule, issue->severity == TALLY_ERROR ? "error" : "warning", issue->value);
			assert_true(used < issues_bytes);
			assert_true(issue->message[0]);
		}
	}
	scan_done(&scan);
	program_done(&program);
}

static void prepare(struct fixture *f, const struct reading *c)
{
	char ini[8192], file[8192];
	snprintf(ini, sizeof(ini), declaration, c->area ? c->area : "", c->reg ? c->reg : "", c->more ? c->more : "");
	snprintf(file, sizeof(file), "%s%s", c->rows[0] == '@' ? "" : head, c->rows[0] == '@' ? c->rows + 1 : c->rows);
	fixture_office(f, "a", ini);
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
		read_all(&f, c, &sum, issues, sizeof(issues));
		if (strcmp(issues, c->issues) != 0 || sum.read != c->read || sum.warned != c->warned || sum.rejected != c->rejected || sum.skipped != c->skipped)
			print_error("%s: read %lld, warned %lld, rejected %lld, skipped %lld\n%s", c->name, (long long)sum.read, (long long)sum.warned,
				(long long)sum.rejected, (long long)sum.skipped, issues);
		assert_string_equal(issues, c->issues);
		assert_int_equal(sum.read, c->read);
		assert_int_equal(sum.warned, c->warned);
		assert_int_equal(sum.rejected, c->rejected);
		assert_int_equal(sum.skipped, c->skipped);
	}
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
