/* Tests of engine/formulas.c: formulas over computed, given and published operands of several areas, and why there is no value. */
#include "fixture.h"

static const char registers[] =
	"[area]\ntitle = 甲\n%s[published]\nfiles = ../published.csv\n"
	"[register r]\ntitle = 台账\nfiles = ../rows.csv\ncovers = 2017..\n"
	"[field r.day]\ntype = date\n[field r.level]\ntype = code\ncodes = a:甲 | b:乙\n[field r.money]\ntype = decimal\nscale "
	"= 2\n"
	"[field r.place]\ntype = region\n"
	"[indicator firms]\ntitle = 企业\nunit = 家\nfrom = r\ntime = stock\nby = level\n"
	"[indicator loans]\ntitle = 贷款\nunit = 万元\nfrom = r\ntime = flow\nmeasure = sum\nof = money\n"
	"[indicator claimed]\ntitle = 公布\nunit = 家\nfrom = given\ntime = stock\n";

static const char formulas[] =
	"[area]\ntitle = 乙\n%s[given]\nfiles = ../given.csv\n"
	"[indicator people]\ntitle = 人口\nunit = 人\nfrom = given\ntime = stock\nperiods = year\n"
	"[indicator per_10k]\ntitle = 密度\nunit = 家/万人\ndecimals = 2\nformula = a.firms / year_end(people) * 10000\n"
	"[indicator each]\ntitle = 户均\nunit = 万元/家\nformula = a.loans / a.firms\n"
	"[indicator share]\ntitle = 占比\nunit = %%\nformula = a.firms[level=a] / a.firms[] * 100\n"
	"[indicator both]\ntitle = 合计\nunit = 家\nformula = a.firms + a.claimed\n"
	"[indicator gain]\ntitle = 净增\nunit = 家\nformula = a.firms - last_year(a.firms)\n"
	"[indicator gain_per_10k]\ntitle = 再算\nunit = 家/万人\nformula = per_10k * 2\n"
	"[indicator since]\ntitle = 比上期\nunit = 家\nformula = a.firms - prev(a.firms)\n";

static const char rows[] = "day,level,money,place\n2016-05-01,a,10.00,410902\n2017-05-01,a,20.00,410902\n2018-05-01,b,0.50,"
			   "410923\n2018-11-01,b,1.00,410902\n";
static const char given[] =
	"ref,indicator,region,period,breakdown,value,unit,edition,date,source\n"
	"G1,b.people,410900,2018,,30000,人,,,\nG2,b.people,410900,2017,,30000,人,,,\nG3,b.people,410923,2018,,0,人,,,\n"
	"G4,b.people,411000,2018,,500,人,,,\n";
static const char published[] = "ref,indicator,region,period,breakdown,stat,text\nF1,a.claimed,410900,2018,,value,7\nF2,a."
				"firms,411000,2018,,value,12\n";

static void office(struct fixture *f, const char *of_a, const char *of_b)
{
	char text[4096];
	fixture_write(f, "tally.ini", office_ini);
	fixture_write(f, "regions.csv", office_regions);
	snprintf(text, sizeof(text), registers, of_a);
	fixture_write(f, "areas/a.ini", text);
	snprintf(text, sizeof(text), formulas, of_b);
	fixture_write(f, "areas/b.ini", text);
	fixture_write(f, "rows.csv", rows);
	fixture_write(f, "given.csv", given);
	fixture_write(f, "published.csv", published);
}

static void run(struct fixture *f)
{
	if (!fixture_run(f))
		fail_msg("%s", f->error.what);
}

struct result {
	const char *indicator, *region, *when;
	const char *value; /* exact text, or the reason in brackets */
	enum basis basis;
};

static const struct result results[] = {
	/* a fraction is kept as its parts: 4 / 30000 * 10000 */
	{ "b.per_10k", "410900", "2018", "1.333333333333", BASIS_GIVEN },
	{ "b.per_10k", "410900", "2017", "0.666666666667", BASIS_GIVEN },
	{ "b.per_10k", "410900", "2018Q2", "1", BASIS_GIVEN }, /* the people of the year's end under a quarter's firms */
	{ "b.per_10k", "410900", "2016", "(missing)", BASIS_COUNT }, /* nobody gave anything */
	{ "b.per_10k", "410923", "2018", "(division)", BASIS_COUNT },
	{ "b.per_10k", "410902", "2018", "(missing)", BASIS_COUNT }, /* people are given for the city only */
	{ "b.per_10k", "411000", "2018", "240", BASIS_PUBLISHED }, /* outside the scope, from what was published and given */
	{ "b.each", "410902", "2017", "10", BASIS_REGISTER },
	{ "b.each", "410900", "2018", "0.375", BASIS_REGISTER },
	{ "b.each", "410926", "2018", "(division)", BASIS_COUNT }, /* zeros inside the coverage are values */
	{ "b.each", "410900", "2018Q1", "0", BASIS_REGISTER },
	{ "b.share", "410900", "2018", "50", BASIS_REGISTER },
	{ "b.share", "410902", "2018", "66.666666666667", BASIS_REGISTER },
	{ "b.both", "410900", "2018", "11", BASIS_PUBLISHED },
	{ "b.gain", "410900", "2018", "2", BASIS_REGISTER },
	{ "b.gain", "410900", "2018Q2", "1", BASIS_REGISTER },
	{ "b.gain", "410900", "2017", "(not covered)", BASIS_COUNT }, /* 2016 lies before the coverage */
	{ "b.since", "410900", "2018Q4", "1", BASIS_REGISTER },
	{ "b.since", "410900", "2018", "2", BASIS_REGISTER },
	{ "b.gain_per_10k", "410900", "2018", "2.666666666666", BASIS_GIVEN },
};

static const char *const reasons[REASON_COUNT] = { [REASON_MISSING] = "(missing)",
	[REASON_NOT_COVERED] = "(not covered)",
	[REASON_ABOVE_SCOPE] = "(above scope)",
	[REASON_AREA_OFF] = "(area off)",
	[REASON_DIVISION] = "(division)",
	[REASON_OVERFLOW] = "(overflow)" };

static void check_result(const struct fixture *f, const struct result *r)
{
	char text[VALUE_TEXT_BYTES];
	struct observation found = fixture_observe(f, r->indicator, r->region, r->when, "");
	if (found.value.kind == VALUE_NONE)
		snprintf(text, sizeof(text), "%s", reasons[found.value.reason] ? reasons[found.value.reason] : "(other)");
	else
		value_print_exact(&found.value, text);
	if (strcmp(text, r->value) != 0 || (r->basis != BASIS_COUNT && found.basis != r->basis))
		fail_msg("%s %s %s: %s (%s)", r->indicator, r->region, r->when, text, basis_name(found.basis));
}

static void test_values_and_reasons(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f, "", "");
	run(&f);
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++)
		check_result(&f, &results[i]);
	assert_int_equal(f.run.catalog.formulas_count, 7);
	fixture_close(&f);
}

/* Formulas are computed whatever areas were asked for, from what the store has of the others. */
static void test_partial_runs(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f, "", "");
	run(&f);
	int64_t cells = fixture_number(&f, "SELECT count(*) FROM cell");
	f.areas[0] = "b";
	fixture_remove(&f, "rows.csv"); /* not asked for, so not read */
	run(&f);
	assert_int_equal(f.run.report.areas[0].state, AREA_NOT_ASKED);
	assert_int_equal(f.run.report.formula_changes.changed + f.run.report.formula_changes.added +
			f.run.report.formula_changes.removed,
		0);
	assert_int_equal(fixture_number(&f, "SELECT count(*) FROM cell"), cells);
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++)
		check_result(&f, &results[i]);
	f.areas[0] = "a";
	fixture_write(&f, "rows.csv", "day,level,money,place\n2016-05-01,a,10.00,410902\n");
	run(&f);
	check_result(&f, &(struct result){ "b.per_10k", "410900", "2018", "0.333333333333", BASIS_GIVEN });
	check_result(&f, &(struct result){ "b.gain", "410900", "2018", "0", BASIS_REGISTER });
	assert_int_equal(f.run.report.areas[1].changes.values, 0);
	assert_true(f.run.report.formula_changes.changed > 0);
	fixture_close(&f);
}

static void test_an_area_that_is_switched_off(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f, "", "");
	run(&f);
	office(&f, "enabled = no\n", "");
	run(&f);
	check_result(&f, &(struct result){ "b.per_10k", "410900", "2018", "(area off)", BASIS_COUNT });
	check_result(&f, &(struct result){ "a.firms", "410900", "2018", "(area off)", BASIS_COUNT });
	office(&f, "enabled = yes\n", "");
	run(&f);
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++)
		check_result(&f, &results[i]);
	office(&f, "", "enabled = no\n"); /* formulas of an area that is off are hidden, their cells stay */
	run(&f);
	check_result(&f, &(struct result){ "b.per_10k", "410900", "2018", "(area off)", BASIS_COUNT });
	assert_int_equal(f.run.report.formula_changes.removed, 0);
	fixture_close(&f);
}

/* An area whose declaration cannot be had leaves the formulas over it as they were. */
static void test_an_area_that_fails(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f, "", "");
	run(&f);
	fixture_write(&f, "areas/a.ini", "[area]\nplugin = missing_one\n");
	run(&f);
	assert_int_equal(f.run.report.areas[0].state, AREA_FAILED);
	assert_true(f.run.report.failed);
	check_result(&f, &(struct result){ "b.per_10k", "410900", "2018", "1.333333333333", BASIS_GIVEN });
	check_result(&f, &(struct result){ "a.firms", "410900", "2018", "4", BASIS_REGISTER });
	fixture_close(&f);
}

/* Sums that do not fit are a reason, never a wrong number. */
static void test_overflow(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a",
		"[area]\ntitle = 甲\n[given]\nfiles = ../given.csv\n[indicator x]\ntitle = x\nunit = 元\nfrom = given\ntime = "
		"flow\n"
		"[indicator y]\ntitle = y\nformula = x / x * x / x\n[indicator z]\ntitle = z\nunit = 元\nformula = x * "
		"1000000\n");
	fixture_write(&f, "given.csv",
		"ref,indicator,region,period,breakdown,value\nG,a.x,410900,2018,,900000000000000\nH,a.x,410900,2017,,3\n");
	run(&f);
	check_result(&f, &(struct result){ "a.z", "410900", "2018", "(overflow)", BASIS_COUNT });
	check_result(&f, &(struct result){ "a.z", "410900", "2017", "3000000", BASIS_GIVEN });
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_and_reasons),
		cmocka_unit_test(test_partial_runs),
		cmocka_unit_test(test_an_area_that_is_switched_off),
		cmocka_unit_test(test_an_area_that_fails),
		cmocka_unit_test(test_overflow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
