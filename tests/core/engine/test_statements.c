/* Tests of engine/statements.c: the tables of published, given, target and opening figures, and what is said of each bad row. */
#include "fixture.h"

static const char declaration[] =
	"[area]\ntitle = 样本\n"
	"[published]\nfiles = ../published.csv\n[given]\nfiles = ../given.csv\n[targets]\nfiles = "
	"../targets.csv\n[opening]\nfiles = ../opening.csv\n"
	"[register r]\ntitle = 台账\nfiles = ../rows.csv\n"
	"[field r.day]\ntype = date\n[field r.level]\ntype = code\ncodes = national:国 | municipal:市\ngroup.up = 上: "
	"national\n"
	"[field r.who]\ntype = text\n[field r.amount]\ntype = decimal\nscale = 2\n"
	"[indicator centers]\ntitle = 中心\nunit = 家\nfrom = r\ntime = stock\nby = level\n"
	"[indicator loans]\ntitle = 贷款\nunit = 万元\nfrom = r\ntime = flow\nmeasure = sum\nof = amount\n"
	"[indicator loans_total]\ntitle = 累计\nunit = 万元\ntime = cumulative\nof = loans\n"
	"[indicator firms]\ntitle = 企业\nunit = 家\nfrom = r\ntime = stock\nmeasure = distinct\nof = who\n"
	"[indicator people]\ntitle = 人口\nunit = 人\nfrom = given\ntime = stock\n";

static const char *const heads[STATEMENT_KINDS] = {
	"ref,indicator,region,period,breakdown,stat,text,unit,qualifier,low,high,edition,date,source,growth\n",
	"ref,indicator,region,period,breakdown,value,unit,edition,date,source\n",
	"ref,indicator,region,period,breakdown,quantity,compare,value,unit,text,qualifier\n",
	"indicator,region,period,breakdown,value\n"
};
static const char *const files[STATEMENT_KINDS] = { "published.csv", "given.csv", "targets.csv", "opening.csv" };

static bool read_rows(struct fixture *f, enum statement_kind kind, const char *rows)
{
	fixture_office(f, "a", declaration);
	for (int k = 0; k < STATEMENT_KINDS; k++) {
		char text[2048];
		snprintf(text, sizeof(text), "%s%s", heads[k], k == (int)kind ? rows : "");
		fixture_write(f, files[k], text);
	}
	return fixture_try(f);
}

struct refusal {
	enum statement_kind kind;
	const char *row, *what; /* parts of the messages, '|' between them, in order */
};

static const struct refusal refusals[] = {
	{ STATEMENT_PUBLISHED, "F1,a.center,410900,2018,,value,3,家,,,,,,,\n",
		"no such indicator: 'a.center'; did you mean 'a.centers'?" },
	{ STATEMENT_PUBLISHED, "F1,a.centers,419999,2018,,value,3,家,,,,,,,\n", "no such region: '419999'" },
	{ STATEMENT_PUBLISHED, "F1,a.centers,410900,2018-13,,value,3,家,,,,,,,\n", "no period: '2018-13'" },
	{ STATEMENT_PUBLISHED, "F1,a.centers,410900,2018,level=best,value,3,家,,,,,,,\n",
		"no such breakdown: 'level=best'; allowed: level=national, level=municipal" },
	{ STATEMENT_PUBLISHED, "F1,a.loans,410900,2018,level=national,value,3,万元,,,,,,,\n",
		"no such breakdown: 'level=national'; the indicator has no breakdown" },
	{ STATEMENT_PUBLISHED, "F1,a.centers,410900,2018,,valu,3,家,,,,,,,\n", "no such stat: 'valu'; did you mean 'value'?" },
	{ STATEMENT_PUBLISHED, "F1,a.centers,410900,2018,,value,many,家,,,,,,,\n", "'many'" },
	{ STATEMENT_PUBLISHED, "F1,a.centers,410900,2018,,value,3,万元,,,,,,,\n", "'3'" },
	{ STATEMENT_PUBLISHED, ",a.centers,410900,2018,,value,3,家,,,,,,,\n", "no ref" },
	{ STATEMENT_PUBLISHED, "F1,a.centers,419999,never,,value,3,家,,,,,,,\nF2,a.centers,410900,2018,,worth,3,家,,,,,,,\n",
		"no such region|no period|no such stat" },
	{ STATEMENT_GIVEN, "G1,a.people,410900,2018,,x,人,,,\n", "'x'" },
	{ STATEMENT_GIVEN, "G1,a.people,410900,2018,level=national,1,人,,,\n", "no such breakdown" },
	{ STATEMENT_TARGET, "T1,a.centers,410900,2019,,much,=,3,家,,\n",
		"no such quantity: 'much'; allowed: level, net, entries" },
	{ STATEMENT_TARGET, "T1,a.centers,410900,2019,,net,~,3,家,,\n", "no such comparison: '~'" },
	{ STATEMENT_OPENING, "a.loans,410900,2016,,3\n", "'a.loans' takes no opening value" },
	{ STATEMENT_OPENING, "a.firms,410900,2016,,3\n", "'a.firms' takes no opening value" },
	{ STATEMENT_OPENING, "a.people,410900,2016,,3\n", "'a.people' takes no opening value" },
	{ STATEMENT_OPENING, "a.loans_total,410900,2016,,3.123\n", "no number at the scale of the indicator: '3.123'" },
	{ STATEMENT_OPENING, "a.centers,410900,2016,level=up,3\n",
		"is a group; give the opening values of its codes: 'level=up'" },
	{ STATEMENT_OPENING, "a.centers,410900,2016,level=,3\n", "no part that an opening value can be put into: 'level='" },
	{ STATEMENT_OPENING, "a.centers,000000,2016,,3\n",
		"lies outside the region for which the register is declared: '000000'" },
};

static void test_bad_rows(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		const struct refusal *c = &refusals[i];
		assert_false(read_rows(&f, c->kind, c->row));
		assert_int_equal(f.error.code, ERROR_CONFIG);
		const struct fault *fault = f.run.faults.first;
		struct text rest = text_of(c->what), part;
		while (text_next(&rest, '|', &part)) {
			char wanted[256];
			snprintf(wanted, sizeof(wanted), "%.*s", (int)part.len, part.at);
			assert_non_null(fault);
			if (!strstr(fault->what, wanted))
				fail_msg("%s: '%s' instead of '%s'", c->row, fault->what, wanted);
			assert_non_null(strstr(fault->where, files[c->kind]));
			fault = fault->next;
		}
		assert_null(fault);
	}
	fixture_close(&f);
}

static const struct statement *only(const struct fixture *f, enum statement_kind kind, size_t count)
{
	const struct statement_list *list = &f->run.report.areas[0].statements.kinds[kind];
	assert_int_equal(list->count, count);
	return list->rows;
}

static void test_published(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	assert_true(read_rows(&f, STATEMENT_PUBLISHED,
		"F1,a.centers,410900,2018,level=national,value,220,家,余,,,2018公报,2019-01-02,页 "
		"3,12.5%\nF2,a.loans,410900,2018,,value,1.29亿元,,,,,,,,\n"
		"F3,a.centers,410900,2018,,rank,第16位,,,,,,,,\n"));
	const struct statement *s = only(&f, STATEMENT_PUBLISHED, 4);
	assert_string_equal(s[0].ref, "F1");
	assert_string_equal(s[0].indicator, "a.centers");
	assert_string_equal(s[0].region, "410900");
	assert_int_equal(s[0].when, fixture_period("2018"));
	assert_string_equal(s[0].breakdown, "level=national");
	assert_string_equal(s[0].text, "220");
	assert_string_equal(s[0].qualifier, "余");
	assert_string_equal(s[0].edition, "2018公报");
	assert_string_equal(s[0].date, "2019-01-02");
	assert_string_equal(s[0].source, "页 3");
	assert_string_equal(s[0].file, "published.csv");
	assert_int_equal(s[0].line, 2);
	assert_int_equal(s[0].bounds.low.a, 220);
	assert_int_equal(s[0].bounds.high.a, 230);
	assert_true(s[0].bounds.high_open);
	assert_int_equal(s[1].stat, STAT_GROWTH);
	assert_string_equal(s[1].ref, "F1");
	assert_string_equal(s[1].text, "12.5%");
	assert_string_equal(s[1].unit, "%");
	assert_string_equal(s[1].qualifier, "");
	assert_int_equal(s[1].bounds.value.a, 125);
	assert_int_equal(s[1].bounds.value.scale, 1);
	assert_int_equal(s[2].bounds.value.a, 12900 * (s[2].bounds.value.scale ? decimal_power(s[2].bounds.value.scale) : 1));
	assert_int_equal(s[3].stat, STAT_RANK);
	assert_int_equal(s[3].bounds.value.a, 16);
	fixture_close(&f);
}

static void test_given_targets_and_openings(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	assert_true(read_rows(&f, STATEMENT_GIVEN, "G1,a.people,410900,2018,,360.89,万人,,,\n"));
	const struct statement *s = only(&f, STATEMENT_GIVEN, 1);
	assert_string_equal(s[0].text, "360.89");
	assert_int_equal(s[0].bounds.value.a, 3608900 * decimal_power(s[0].bounds.value.scale));
	assert_true(read_rows(&f, STATEMENT_TARGET, "T1,a.centers,410900,2019,,net,>=,6,家,6家以上,\n"));
	s = only(&f, STATEMENT_TARGET, 1);
	assert_int_equal(s[0].quantity, QUANTITY_NET);
	assert_int_equal(s[0].compare, COMPARE_GE);
	assert_int_equal(s[0].bounds.value.a, 6);
	assert_string_equal(s[0].text, "6家以上");
	assert_true(read_rows(
		&f, STATEMENT_OPENING, "a.loans_total,410900,2016,,\"32,400.5\"\na.centers,410902,2016,level=municipal,7\n"));
	const struct area_statements *read = &f.run.report.areas[0].statements;
	assert_int_equal(read->openings_count, 2);
	assert_int_equal(read->openings[0].value, 3240050);
	assert_int_equal(read->openings[0].indicator, fixture_indicator(&f, "a.loans_total"));
	assert_int_equal(read->openings[1].value, 7);
	assert_int_equal(read->openings[1].region, fixture_region(&f, "410902"));
	assert_string_equal(read->openings[1].breakdown, "level=municipal");
	only(&f, STATEMENT_OPENING, 0);
	fixture_close(&f);
}

static void test_a_table_that_is_not_there(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	read_rows(&f, STATEMENT_GIVEN, "");
	fixture_remove(&f, "given.csv");
	bool done = fixture_try(&f);
	assert_true(!done || f.run.report.areas[0].state == AREA_FAILED);
	assert_true(!done || strstr(f.run.report.areas[0].why, "given.csv"));
	fixture_close(&f);
}

/* Rows of another area are refused: a partial run would drop them. */
static void test_rows_of_another_area(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	fixture_write(
		&f, "areas/b.ini", "[area]\ntitle = 乙\n[indicator x]\ntitle = x\nunit = 家\nfrom = given\ntime = flow\n");
	assert_false(read_rows(&f, STATEMENT_GIVEN, "G1,b.x,410900,2018,,1,家,,,\n"));
	assert_non_null(strstr(f.run.faults.first->what, "is no indicator of area 'a'"));
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_rows),
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_given_targets_and_openings),
		cmocka_unit_test(test_a_table_that_is_not_there),
		cmocka_unit_test(test_rows_of_another_area),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
