/* Tests of engine/cells.c, rollup.c and distinct.c: cells of small registers worked out by hand. */
#include "fixture.h"

static const char declaration[] =
	"[area]\ntitle = 样本\n[opening]\nfiles = ../opening.csv\n"
	"[register r]\ntitle = 台账\nfiles = ../rows.csv\ndate = day\ncovers = 2016..\ncolumn.tags = kind\n"
	"[field r.day]\ntype = date\n"
	"[field r.who]\ntype = text\noptional = yes\n"
	"[field r.level]\ntype = code\ncodes = national:国 | provincial:省 | municipal:市\noptional "
	"= yes\ngroup.up = 市以上: national | provincial\n"
	"[field r.kind]\ntype = code\ncodes = a:甲 | b:乙\noptional = yes\n"
	"[field r.tags]\ntype = code\ncodes = ict | bio | oil\nlist = ;\noptional = yes\ngroup.new = 新: ict | bio\n"
	"[field r.until]\ntype = date\noptional = yes\n"
	"[field r.ended]\ntype = date\noptional = yes\n"
	"[field r.amount]\ntype = decimal\nscale = 1\noptional = yes\n"
	"[field r.county]\ntype = region\noptional = yes\n"
	"[indicator i]\ntitle = 样\nfrom = r\n%s"
	"%s";

struct golden {
	const char *name;
	const char *indicator, *more; /* lines of [indicator i], further sections */
	const char *opening; /* rows */
	const char *rows; /* day,who,level,kind,until,ended,amount,county */
	const char *cells; /* "id region period breakdown value entries exits" lines; blanks for '' */
};

static const struct golden goldens[] = {
	{ "a flow counts in the period of its day, and adds over time and region", "time = flow\n", "", "",
		"2018-01-01,,,,,,,410902\n2018-03-31,,,,,,,410923\n2018-04-01,,,,,,,410923\n",
		"i 410900 2018 . 3 0 0\ni 410900 2018Q1 . 2 0 0\ni 410900 2018Q2 . 1 0 0\ni 410923 2018 . 2 0 0\ni 410902 "
		"2018Q1 . 1 0 0\n" },
	{ "zones add, overlays do not, records of the city are its rest", "time = flow\n", "", "",
		"2018-01-01,,,,,,,410971\n2018-01-01,,,,,,,410990\n2018-01-01,,,,,,,410900\n",
		"i 410900 2018 . 2 0 0\ni 410971 2018 . 1 0 0\ni 410990 2018 . 1 0 0\ni 410900.rest 2018 . 1 0 0\ni 000000 "
		"2018 . 0 0 0\n" },
	{ "a record without a region counts nowhere", "time = flow\n", "", "", "2018-01-01,,,,,,,\n",
		"i 410900 2018 . 0 0 0\n" },
	{ "breakdowns with the unknown, crossings, groups beside their members", "time = flow\nby = level, kind, level*kind\n",
		"", "",
		"2018-01-01,,national,a,,,,410902\n2018-01-01,,provincial,,,,,410902\n2018-01-01,,municipal,a,,,,410902\n2018-"
		"01-01,,,b,,,,410902\n",
		"i 410902 2018 . 4 0 0\ni 410902 2018 level=national 1 0 0\ni 410902 2018 level=up 2 0 0\ni 410902 2018 level= "
		"1 0 0\ni 410902 2018 kind= 1 0 0\n"
		"i 410902 2018 kind=a 2 0 0\ni 410902 2018 level=national,kind=a 1 0 0\ni 410902 2018 level=provincial,kind= 1 "
		"0 0\n"
		"i 410902 2018 level=,kind=b 1 0 0\ni 410902 2018 level=,kind= 0 0 0\n" },
	{ "several codes: the total once, each part once, a group once", "time = flow\nby = tags, level, tags*level\n", "", "",
		"2018-01-01,,national,ict;bio,,,,410902\n2018-01-01,,national,bio;ict;bio,,,,410923\n2018-01-01,,,oil,,,,"
		"410902\n"
		"2018-01-01,,provincial,,,,,410902\n",
		"i 410900 2018 . 4 0 0\ni 410900 2018 tags=ict 2 0 0\ni 410900 2018 tags=bio 2 0 0\ni 410900 2018 tags=oil 1 0 "
		"0\n"
		"i 410900 2018 tags=new 2 0 0\ni 410900 2018 tags= 1 0 0\ni 410900 2018 level=national 2 0 0\ni 410900 2018 "
		"level= 1 0 0\n"
		"i 410902 2018 tags=ict,level=national 1 0 0\ni 410902 2018 tags=,level=provincial 1 0 0\ni 410902 2018 "
		"tags=,level=national 0 0 0\n" },
	{ "several codes of entities: who is in a part by any record is in it once",
		"time = stock\nmeasure = distinct\nof = who\nby = tags\nlasts = 1y\n", "", "",
		"2016-06-01,A,,ict;bio,,,,410902\n2016-07-01,A,,bio;oil,,,,410923\n2017-05-01,A,,ict,,,,410902\n",
		"i 410900 2016 . 1 1 0\ni 410900 2016 tags=bio 1 1 0\ni 410900 2016 tags=oil 1 1 0\ni 410900 2016 tags=new 1 1 "
		"0\n"
		"i 410900 2017 . 1 0 0\ni 410900 2017 tags=ict 1 0 0\ni 410900 2017 tags=bio 0 0 1\ni 410900 2017 tags=new 1 0 "
		"0\n" },
	{ "several codes in opening values: the total and each code are told by themselves", "time = stock\nby = tags, level\n",
		"", "a.i,410902,2015,,7\na.i,410902,2015,tags=ict,5\na.i,410902,2015,tags=bio,4\n",
		"2017-01-01,,,ict,,,,410902\n",
		"i 410902 2016 . 7 0 0\ni 410902 2016 tags=ict 5 0 0\ni 410902 2017 tags=ict 6 1 0\ni 410902 2017 . 8 1 0\ni "
		"410902 2016 "
		"tags= 0 0 0\ni 410902 2016 level= 7 0 0\n" },
	{ "sums skip nulls and stay exact", "time = flow\nmeasure = sum\nof = amount\n", "", "",
		"2018-01-01,,,,,,0.1,410902\n2018-01-01,,,,,,0.2,410902\n2018-01-01,,,,,,,410902\n2018-01-01,,,,,,-0.4,"
		"410923\n",
		"i 410902 2018 . 3 0 0\ni 410900 2018 . -1 0 0\n" },
	{ "a stock stands on the last day of the period: until is its last day", "time = stock\nuntil = until\n", "", "",
		"2017-12-31,,,,2018-12-31,,,410902\n2017-01-01,,,,2018-12-30,,,410902\n",
		"i 410902 2017 . 2 2 0\ni 410902 2018 . 1 0 1\ni 410902 2018Q3 . 2 0 0\ni 410902 2018Q4 . 1 0 1\ni 410902 2016 "
		". 0 0 0\n" },
	{ "ended is the first day without it", "time = stock\nended = ended\n", "", "",
		"2017-06-01,,,,,2018-12-31,,410902\n2017-06-01,,,,,2019-01-01,,410902\n",
		"i 410902 2017 . 2 2 0\ni 410902 2018 . 1 0 1\n" },
	{ "lasts: 29 February and three years is 28 February", "time = stock\nlasts = 3y\n", "", "",
		"2016-02-29,,,,,,,410902\n2015-12-31,,,,,,,410902\n",
		"i 410902 2016Q1 . 2 1 0\ni 410902 2018 . 1 0 1\ni 410902 2018Q4 . 1 0 1\ni 410902 2018Q3 . 2 0 0\n" },
	{ "the earliest end wins", "time = stock\nuntil = until\nended = ended\nlasts = 1y\n", "", "",
		"2017-01-01,,,,2017-03-30,2017-09-01,,410902\n2017-01-01,,,,2017-09-30,2017-04-01,,410902\n2017-01-01,,,,,,,"
		"410902\n",
		"i 410902 2017Q1 . 2 2 0\ni 410902 2017Q2 . 1 0 1\ni 410902 2017Q4 . 1 0 0\ni 410902 2018Q1 . 0 0 1\n" },
	{ "what began and ended between two closings was never there", "time = stock\nuntil = until\n", "", "",
		"2018-02-01,,,,2018-08-01,,,410902\n",
		"i 410902 2018 . 0 0 0\ni 410902 2018Q1 . 1 1 0\ni 410902 2018Q3 . 0 0 1\n" },
	{ "what came before the coverage is in the stock, and no entry", "time = stock\n", "", "",
		"1998-05-01,,,,,,,410902\n2016-05-01,,,,,,,410902\n",
		"i 410902 2016 . 2 1 0\ni 410902 2016Q1 . 1 0 0\ni 410902 2015 . 0 0 0\n" },
	{ "a renewed certificate is neutral for its holder", "time = stock\nmeasure = distinct\nof = who\nlasts = 1y\n", "", "",
		"2016-06-01,A,,,,,,410902\n2017-05-01,A,,,,,,410902\n2018-05-01,A,,,,,,410902\n2016-07-01,B,,,,,,410902\n",
		"i 410902 2016 . 2 2 0\ni 410902 2017 . 1 0 1\ni 410902 2018 . 1 0 0\n" },
	{ "one certificate each time, when records are counted", "time = stock\nlasts = 1y\n", "", "",
		"2016-06-01,A,,,,,,410902\n2017-05-01,A,,,,,,410902\n",
		"i 410902 2016 . 1 1 0\ni 410902 2017 . 1 1 1\ni 410902 2018 . 0 0 1\n" },
	{ "an entity in two counties and at two levels is one", "time = flow\nmeasure = distinct\nof = who\nby = level\n", "",
		"",
		"2018-01-01,A,national,,,,,410902\n2018-05-01,A,provincial,,,,,410923\n2018-05-02,A,provincial,,,,,"
		"410923\n2018-01-01,,national,,,,,410902\n",
		"i 410900 2018 . 1 0 0\ni 410900 2018Q1 . 1 0 0\ni 410900 2018Q2 . 1 0 0\ni 410902 2018 . 1 0 0\ni 410923 2018 "
		". 1 0 0\ni 410900 2018 level=up 1 0 0\n"
		"i 410900 2018 level=national 1 0 0\ni 410900 2018 level=provincial 1 0 0\n" },
	{ "an entity that moves stays in the city", "time = stock\nmeasure = distinct\nof = who\nuntil = until\n", "", "",
		"2016-01-01,A,,,2017-06-30,,,410902\n2017-07-01,A,,,,,,410923\n",
		"i 410900 2017 . 1 0 0\ni 410900 2017Q3 . 1 0 0\ni 410902 2017Q3 . 0 0 1\ni 410923 2017Q3 . 1 1 0\n" },
	{ "a region passes to its successor: a year belongs to who is there at its end", "time = flow\n", "", "",
		"2017-03-01,,,,,,,410922\n2016-03-01,,,,,,,410922\n2017-03-01,,,,,,,410923\n",
		"i 410922 2016 . 1 0 0\ni 410923 2016 . 0 0 0\ni 410923 2017 . 2 0 0\ni 410922 2017 . 0 0 0\ni 410922 2017Q1 . "
		"1 0 0\ni 410900 2017 . 2 0 0\n" },
	{ "a stock goes with it, and the city sees no move", "time = stock\nuntil = until\n", "", "",
		"2016-03-01,,,,,,,410922\n2016-03-01,,,,2017-08-01,,,410922\n2017-08-01,,,,,,,410923\n",
		"i 410922 2016 . 2 2 0\ni 410922 2017Q2 . 2 0 0\ni 410922 2017Q3 . 0 0 2\ni 410923 2017Q3 . 2 2 0\ni 410900 "
		"2017Q3 . 2 1 1\ni 410900 2017 . 2 1 1\n"
		"i 410923 2017 . 2 2 0\ni 410922 2017 . 0 0 2\n" },
	{ "a cumulative has all of its flow up to the last day", "time = flow\nmeasure = sum\nof = amount\nby = level\n",
		"[indicator all]\ntitle = 累计\ntime = cumulative\nof = i\n",
		"a.all,410900,2015,,100.5\na.all,410923,2016,level=national,2\n",
		"2016-05-01,,national,,,,1,410902\n2018-05-01,,,,,,2.5,410902\n2014-01-01,,,,,,7,410902\n",
		"i 410902 2016 . 10 0 0\nall 410902 2016 . 80 0 0\nall 410902 2018 . 105 0 0\nall 410900 2016 . 1105 0 0\nall "
		"410900 2016Q1 . 1075 0 0\n"
		"all 410902 2017 level=national 10 0 0\nall 410900 2017 level=national 30 0 0\nall 410900.rest 2018 level= "
		"1005 0 0\n" },
	{ "an opening of a stock comes before the coverage", "time = stock\nuntil = until\n", "", "a.i,410902,2015,,5\n",
		"2016-05-01,,,,2016-12-30,,,410902\n",
		"i 410902 2016Q1 . 5 0 0\ni 410902 2016Q2 . 6 1 0\ni 410902 2016 . 5 0 0\ni 410900 2018 . 5 0 0\n" },
	{ "an opening stands in the part that it names", "time = stock\nby = level, level*kind\n", "",
		"a.i,410902,2015,level=national,5\na.i,410902,2015,,7\n", "",
		"i 410902 2016 . 12 0 0\ni 410902 2016 level=national 5 0 0\ni 410902 2016 level=national,kind= 5 0 0\ni "
		"410902 2016 level= 7 0 0\n"
		"i 410902 2016 level=,kind= 7 0 0\ni 410902 2016 level=up 5 0 0\n" },
	{ "an indicator's own date may be empty", "time = flow\nwhen = until\n", "", "",
		"2018-01-01,,,,2017-03-01,,,410902\n2018-01-01,,,,,,,410902\n",
		"i 410902 2017 . 1 0 0\ni 410902 2018 . 0 0 0\n" },
	{ "fewer grains", "time = flow\nperiods = year\n", "", "", "2018-01-01,,,,,,,410902\n",
		"i 410902 2018 . 1 0 0\ni 410902 2018Q1 . 0 0 0\n" },
	{ "where", "time = flow\nwhere = level in national, up and not (kind = a)\n", "", "",
		"2018-01-01,,national,a,,,,410902\n2018-01-01,,national,,,,,410902\n2018-01-01,,municipal,b,,,,410902\n2018-01-"
		"01,,provincial,b,,,,410902\n",
		"i 410902 2018 . 2 0 0\n" },
	{ "behind the last period nothing counts", "time = stock\n", "", "",
		"2019-01-01,,,,,,,410902\n2018-12-31,,,,,,,410902\n", "i 410902 2018 . 1 1 0\ni 410902 2019 . 0 0 0\n" },
};

/* Before the coverage there are no cells at all; the numbers of a case that stand there say 0. */
static void check_cells(struct fixture *f, const struct golden *c, const struct scan_result *scan)
{
	struct text rest = text_of(c->cells), line;
	while (text_next(&rest, '\n', &line)) {
		char id[32], full[40], region[32], when[32], by[64];
		long long wanted[3];
		assert_int_equal(sscanf(line.at, "%31s %31s %31s %63s %lld %lld %lld", id, region, when, by, &wanted[0],
					 &wanted[1], &wanted[2]),
			7);
		snprintf(full, sizeof(full), "a.%s", id);
		bool stock = f->run.catalog.indicators[fixture_indicator(f, full)].plan.time == TALLY_STOCK;
		for (int column = 0; column < (stock ? 3 : 1); column++) {
			int64_t found = fixture_cell(f, scan, full, region, when, strcmp(by, ".") == 0 ? "" : by, column);
			if (found != wanted[column])
				fail_msg("%s: %.*s: column %d is %lld", c->name, (int)line.len, line.at, column,
					(long long)found);
		}
	}
}

static void test_golden_cells(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(goldens) / sizeof(goldens[0]); i++) {
		const struct golden *c = &goldens[i];
		struct scan_result scan;
		char text[4096];
		snprintf(text, sizeof(text), declaration, c->indicator, c->more);
		fixture_office(&f, "a", text);
		snprintf(text, sizeof(text), "day,who,level,kind,until,ended,amount,county\n%s", c->rows);
		fixture_write(&f, "rows.csv", text);
		snprintf(text, sizeof(text), "indicator,region,period,breakdown,value\n%s", c->opening);
		fixture_write(&f, "opening.csv", text);
		fixture_prepare(&f);
		struct scan_options options = { .catalog = &f.run.catalog,
			.on = 0,
			.additions = { .openings = f.run.report.areas[0].statements.openings,
				.openings_count = f.run.report.areas[0].statements.openings_count } };
		if (!scan_register(&options, &f.arena, &scan, &f.error))
			fail_msg("%s: %s", c->name, f.error.what);
		check_cells(&f, c, &scan);
		scan_done(&scan);
	}
	fixture_close(&f);
}

/* opening + entries - exits = closing in every cell, and parents are the sums of their parts. */
static void test_balances(void **state)
{
	struct fixture f;
	struct scan_result scan;
	char text[4096];
	(void)state;
	fixture_open(&f);
	snprintf(text, sizeof(text), declaration, "time = stock\nuntil = until\nby = level\n", "");
	fixture_office(&f, "a", text);
	fixture_write(&f, "opening.csv", "indicator,region,period,breakdown,value\na.i,410922,2015,level=national,3\n");
	fixture_write(&f, "rows.csv",
		"day,who,level,kind,until,ended,amount,county\n2016-03-01,,national,,2017-05-01,,,410922\n2016-03-01,,,,2017-"
		"06-30,,,410922\n"
		"2017-05-01,,municipal,,2017-10-01,,,410923\n2015-01-01,,provincial,,2016-01-01,,,410902\n2017-07-01,,national,"
		",,,,410900\n2017-01-01,,,,,,,410990\n");
	fixture_prepare(&f);
	struct scan_options options = { .catalog = &f.run.catalog,
		.on = 0,
		.additions = { .openings = f.run.report.areas[0].statements.openings,
			.openings_count = f.run.report.areas[0].statements.openings_count } };
	assert_true(scan_register(&options, &f.arena, &scan, &f.error));
	static const char *const periods[] = { "2016Q1", "2016Q2", "2016Q3", "2016Q4", "2017Q1", "2017Q2", "2017Q3", "2017Q4",
		"2018Q1" };
	static const char *const regions[] = { "410900", "410902", "410922", "410923", "410990", "410900.rest" };
	static const char *const parts[] = { "", "level=", "level=national", "level=municipal", "level=up" };
	for (size_t r = 0; r < 6; r++)
		for (size_t b = 0; b < 5; b++)
			for (size_t p = 1; p < 9; p++) {
				int64_t before = fixture_cell(&f, &scan, "a.i", regions[r], periods[p - 1], parts[b], 0);
				int64_t came = fixture_cell(&f, &scan, "a.i", regions[r], periods[p], parts[b], 1);
				int64_t went = fixture_cell(&f, &scan, "a.i", regions[r], periods[p], parts[b], 2);
				assert_int_equal(before + came - went,
					fixture_cell(&f, &scan, "a.i", regions[r], periods[p], parts[b], 0));
			}
	scan_done(&scan);
	fixture_close(&f);
}

/* A successor outside the scope takes its records out of it, and nothing is written there or above. */
static void test_a_successor_outside_the_scope(void **state)
{
	struct fixture f;
	struct scan_result scan;
	char text[4096];
	(void)state;
	fixture_open(&f);
	snprintf(text, sizeof(text), declaration, "time = stock\n", "");
	fixture_office(&f, "a", text);
	fixture_write(&f, "regions.csv",
		"code,name,level,parent,kind,first_day,last_day,successor\n000000,全国,nation,,unit,,,\n410900,甲市,prefecture,"
		"000000,unit,,,\n"
		"410902,东区,county,410900,unit,,2017-06-30,411000\n411000,乙市,prefecture,000000,unit,,,\n");
	fixture_write(&f, "opening.csv", "indicator,region,period,breakdown,value\n");
	fixture_write(&f, "rows.csv", "day,who,level,kind,until,ended,amount,county\n2016-03-01,,,,,,,410902\n");
	fixture_prepare(&f);
	struct scan_options options = { .catalog = &f.run.catalog, .on = 0 };
	assert_true(scan_register(&options, &f.arena, &scan, &f.error));
	assert_int_equal(fixture_cell(&f, &scan, "a.i", "410900", "2017Q2", "", 0), 1);
	assert_int_equal(fixture_cell(&f, &scan, "a.i", "410900", "2017Q3", "", 0), 0);
	assert_int_equal(fixture_cell(&f, &scan, "a.i", "410900", "2017Q3", "", 2), 1);
	for (uint32_t row = 0; row < scan.cells[0].rows.count; row++)
		assert_true(region_within(&f.run.workspace.regions, (int)cell_region(scan.cells[0].rows.keys[row]),
			fixture_region(&f, "410900")));
	scan_done(&scan);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden_cells),
		cmocka_unit_test(test_balances),
		cmocka_unit_test(test_a_successor_outside_the_scope),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
