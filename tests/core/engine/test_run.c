/* Tests of engine/run.c: a workspace from tally.ini to the store, once and again. */
#include "fixture.h"

static const char area_a[] =
	"[area]\ntitle = 甲业\n%s[register r]\ntitle = 台账\nfiles = ../rows-a.csv\n"
	"[field r.no]\ntype = text\nkey = yes\n[field r.day]\ntype = date\n[field r.place]\ntype = region\n"
	"[indicator firms]\ntitle = 企业\nunit = 家\nfrom = r\ntime = flow\n[indicator valid]\ntitle = 有效\nunit = 家\nfrom = "
	"r\ntime = stock\n";
static const char area_b[] = "[area]\ntitle = 乙业\n[register r]\ntitle = 台账\nfiles = ../rows-b.csv\n"
			     "[field r.day]\ntype = date\n[field r.place]\ntype = region\n[indicator visits]\ntitle = "
			     "来访\nunit = 次\nfrom = r\ntime = flow\n";
static const char rows_a[] = "no,day,place\n1,2017-05-01,410902\n2,2018-05-01,410902\n3,2018-05-01,410923\n";

static void office(struct fixture *f)
{
	char text[2048];
	fixture_write(f, "tally.ini", office_ini);
	fixture_write(f, "regions.csv", office_regions);
	snprintf(text, sizeof(text), area_a, "");
	fixture_write(f, "areas/a.ini", text);
	fixture_write(f, "areas/b.ini", area_b);
	fixture_write(f, "rows-a.csv", rows_a);
	fixture_write(f, "rows-b.csv", "day,place\n2018-01-01,410902\nbad,410902\n2018-01-02,999999\n");
}

static void run(struct fixture *f)
{
	if (!fixture_run(f))
		fail_msg("%s", f->error.what);
}

static int64_t value(const struct fixture *f, const char *indicator, const char *region, const char *when)
{
	struct observation found = fixture_observe(f, indicator, region, when, "");
	assert_int_equal(found.value.kind, VALUE_NUMBER);
	return found.value.a;
}

static void test_the_report(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f);
	run(&f);
	const struct run_report *report = &f.run.report;
	assert_int_equal(report->areas_count, 2);
	assert_string_equal(report->areas[0].name, "a");
	assert_string_equal(report->areas[0].title, "甲业");
	assert_int_equal(report->areas[0].state, AREA_DONE);
	assert_int_equal(report->areas[0].read, 3);
	assert_int_equal(report->areas[0].accepted, 3);
	assert_int_equal(report->areas[1].read, 3);
	assert_int_equal(report->areas[1].accepted, 1);
	assert_int_equal(report->areas[1].rejected, 2);
	assert_int_equal(report->rejected, 2);
	assert_false(report->failed);
	assert_int_equal(report->changes.added, report->areas[0].changes.added + report->areas[1].changes.added);
	assert_int_equal(report->changes.values, report->changes.added);
	assert_int_equal(report->changes.changed, 0);
	assert_true(fixture_there(&f, "tally.db"));
	assert_false(fixture_there(&f, "tally.db.lock"));
	assert_int_equal(value(&f, "a.firms", "410900", "2018"), 2);
	assert_int_equal(value(&f, "a.valid", "410900", "2018"), 3);
	assert_int_equal(value(&f, "b.visits", "410902", "2018Q1"), 1);
	assert_int_equal(value(&f, "b.visits", "410923", "2018Q1"), 0);
	/* the books of the store balance */
	assert_int_equal(fixture_number(&f, "SELECT count(*) FROM source WHERE read <> accepted + rejected"), 0);
	assert_int_equal(fixture_number(&f, "SELECT sum(read) FROM source"), 6);
	fixture_close(&f);
}

static void test_the_same_again(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f);
	run(&f);
	int64_t cells = fixture_number(&f, "SELECT count(*) FROM cell");
	for (int i = 0; i < 2; i++) {
		run(&f);
		assert_int_equal(f.run.report.changes.added, 0);
		assert_int_equal(f.run.report.changes.changed, 0);
		assert_int_equal(f.run.report.changes.removed, 0);
		assert_true(f.run.report.changes.values > 0);
		assert_int_equal(fixture_number(&f, "SELECT count(*) FROM cell"), cells);
		assert_int_equal(fixture_number(&f, "SELECT count(*) FROM cell_history"), 0);
	}
	fixture_close(&f);
}

static void test_an_area_that_fails_costs_only_itself(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f);
	run(&f);
	fixture_write(&f, "rows-a.csv", "no,place\n1,410902\n"); /* the required date has no column */
	fixture_write(&f, "rows-b.csv", "day,place\n2018-01-01,410902\n2018-01-02,410902\n");
	run(&f);
	assert_true(f.run.report.failed);
	assert_int_equal(f.run.report.areas[0].state, AREA_FAILED);
	assert_non_null(strstr(f.run.report.areas[0].why, "no column for the field 'day'"));
	assert_int_equal(f.run.report.areas[1].state, AREA_DONE);
	assert_int_equal(value(&f, "a.firms", "410900", "2018"), 2);
	assert_int_equal(value(&f, "b.visits", "410900", "2018"), 2);
	assert_int_equal(fixture_number(&f, "SELECT read FROM source WHERE path = 'rows-a.csv'"), 3);
	fixture_write(&f, "rows-a.csv", rows_a);
	run(&f);
	assert_false(f.run.report.failed);
	assert_int_equal(f.run.report.areas[0].changes.changed + f.run.report.areas[0].changes.added, 0);
	fixture_close(&f);
}

static void test_nothing_is_written(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f);
	f.options.dry = true;
	run(&f);
	assert_false(fixture_there(&f, "tally.db"));
	assert_int_equal(f.run.report.areas[0].changes.changed, 0);
	assert_true(f.run.report.areas[0].changes.added > 0);
	f.options.dry = false;
	f.options.check_only = true;
	run(&f);
	assert_false(fixture_there(&f, "tally.db"));
	assert_int_equal(f.run.report.areas[1].rejected, 2);
	f.options.check_only = false;
	run(&f);
	fixture_write(&f, "rows-b.csv", "day,place\n2018-01-01,410902\n2018-01-02,410902\n");
	f.options.dry = true;
	run(&f); /* a dry run says what would change */
	assert_true(f.run.report.areas[1].changes.changed > 0);
	assert_int_equal(value(&f, "b.visits", "410900", "2018"), 1);
	fixture_close(&f);
}

static void test_what_is_asked_for(void **state)
{
	struct fixture f;
	char text[2048];
	(void)state;
	fixture_open(&f);
	office(&f);
	run(&f);
	fixture_write(&f, "rows-b.csv", "day,place\n");
	fixture_write(&f, "rows-a.csv", "no,day,place\n");
	f.areas[0] = "b";
	run(&f);
	assert_int_equal(f.run.report.areas[0].state, AREA_NOT_ASKED);
	assert_int_equal(f.run.report.areas[0].scans_count, 0);
	assert_int_equal(value(&f, "a.firms", "410900", "2018"), 2);
	f.areas[0] = "bb";
	assert_false(fixture_run(&f));
	assert_int_equal(f.error.code, ERROR_USAGE);
	assert_non_null(strstr(f.error.what, "no area 'bb'; did you mean"));
	f.areas[0] = "a";
	snprintf(text, sizeof(text), area_a, "enabled = no\n");
	fixture_write(&f, "areas/a.ini", text);
	assert_false(fixture_run(&f));
	assert_int_equal(f.error.code, ERROR_USAGE);
	assert_non_null(strstr(f.error.what, "area 'a' is switched off"));
	f.areas[0] = NULL;
	run(&f);
	assert_int_equal(f.run.report.areas[0].state, AREA_OFF);
	fixture_close(&f);
}

/* Whatever can be wrong in declarations is told, all of it, before a register is opened. */
static void test_faults_of_the_declarations(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f);
	fixture_write(&f, "areas/b.ini",
		"[area]\ntitle = 乙业\n[register r]\nfiles = ../rows-b.csv\n[field r.day]\ntype = date\n"
		"[indicator visits]\ntitle = 来访\nfrom = s\ntime = flow\n[indicator more]\ntitle = 多\nfrom = r\ntime = "
		"flow\nwhen = dya\n");
	fixture_remove(&f, "rows-a.csv");
	fixture_reset(&f);
	assert_false(run_workspace(&f.run, &f.error));
	assert_int_equal(f.error.code, ERROR_CONFIG);
	assert_int_equal(f.run.faults.count, 2);
	assert_non_null(strstr(f.run.faults.first->what, "no register 's' in this area"));
	assert_non_null(strstr(f.run.faults.last->what, "no field 'dya'"));
	assert_false(fixture_there(&f, "tally.db"));
	assert_false(fixture_there(&f, "tally.db.lock"));
	fixture_close(&f);
}

static void test_all_issues_go_to_a_file(void **state)
{
	struct fixture f;
	char path[600], line[512];
	int lines = 0;
	(void)state;
	fixture_open(&f);
	office(&f);
	snprintf(path, sizeof(path), "%s/issues.csv", f.folder);
	f.options.issues_path = path;
	run(&f);
	FILE *in = fopen(path, "r");
	assert_non_null(in);
	while (fgets(line, sizeof(line), in))
		lines++;
	fclose(in);
	assert_int_equal(lines, 3);
	assert_int_equal(fixture_number(&f, "SELECT count(*) FROM issue"), 2);
	snprintf(path, sizeof(path), "%s/none/issues.csv", f.folder);
	assert_false(fixture_run(&f));
	assert_int_equal(f.error.code, ERROR_STORE);
	assert_non_null(strstr(f.error.what, "cannot write the list of issues"));
	fixture_close(&f);
}

static void test_one_writer(void **state)
{
	struct fixture f;
	char path[600];
	(void)state;
	fixture_open(&f);
	office(&f);
	snprintf(path, sizeof(path), "%s/tally.db", f.folder);
	struct store_lock *lock = store_lock(path, &f.error);
	assert_non_null(lock);
	assert_false(fixture_run(&f));
	assert_int_equal(f.error.code, ERROR_BUSY);
	assert_false(fixture_there(&f, "tally.db"));
	f.options.check_only = true; /* a check needs no store */
	run(&f);
	f.options.check_only = false;
	store_unlock(lock);
	run(&f);
	fixture_close(&f);
}

/* A register that is read for its own sake, and one that nobody counts and nobody gave files. */
static void test_registers_without_indicators(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a",
		"[area]\ntitle = 甲\n[register kept]\nfiles = ../rows.csv\n[field kept.day]\ntype = date\n[register "
		"unused]\n[field unused.day]\ntype = date\n");
	fixture_write(&f, "rows.csv", "day\n2018-01-01\nbad\n");
	run(&f);
	assert_int_equal(f.run.report.areas[0].state, AREA_DONE);
	assert_int_equal(f.run.report.areas[0].scans_count, 1);
	assert_int_equal(f.run.report.areas[0].read, 2);
	assert_int_equal(f.run.report.areas[0].rejected, 1);
	fixture_close(&f);
}

/* A sum beyond 64 bits is refused with its place and costs its own area; those of clashing records are no fault. */
static void test_a_sum_that_does_not_fit(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f);
	fixture_write(&f, "areas/a.ini",
		"[area]\ntitle = 甲\n[register r]\nfiles = ../rows.csv\n[field r.no]\ntype = text\nkey = yes\n[field "
		"r.day]\ntype = date\n[field r.n]\ntype = integer\n"
		"[field r.place]\ntype = region\n[indicator c]\ntitle = c\nfrom = r\ntime = flow\n"
		"[indicator x]\ntitle = x\nfrom = r\ntime = flow\nmeasure = sum\nof = n\n");
	fixture_write(&f, "rows.csv",
		"no,day,n,place\n1,2018-01-01,9223372036854775807,410902\n2,2018-05-01,9223372036854775807,410902\n2,2018-05-"
		"02,9223372036854775807,410902\n");
	run(&f);
	assert_int_equal(value(&f, "a.x", "410902", "2018"), INT64_MAX);
	fixture_write(&f, "rows.csv", "no,day,n,place\n1,2018-01-01,9223372036854775807,410902\n2,2018-05-01,1,410923\n");
	fixture_write(&f, "rows-b.csv", "day,place\n2018-01-01,410902\n2018-01-02,410902\n");
	run(&f);
	assert_int_equal(f.run.report.areas[0].state, AREA_FAILED);
	assert_string_equal(
		f.run.report.areas[0].why, "a.x: the value of 甲市 in 2018 does not fit in 64 bits; use a larger unit");
	assert_int_equal(value(&f, "a.x", "410902", "2018"), INT64_MAX);
	assert_int_equal(value(&f, "b.visits", "410900", "2018"), 2);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_report),
		cmocka_unit_test(test_the_same_again),
		cmocka_unit_test(test_an_area_that_fails_costs_only_itself),
		cmocka_unit_test(test_nothing_is_written),
		cmocka_unit_test(test_what_is_asked_for),
		cmocka_unit_test(test_faults_of_the_declarations),
		cmocka_unit_test(test_all_issues_go_to_a_file),
		cmocka_unit_test(test_one_writer),
		cmocka_unit_test(test_registers_without_indicators),
		cmocka_unit_test(test_a_sum_that_does_not_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
