/* Tests of engine/publish.c: cells, their columns and their history in the store. */
#include "fixture.h"

static const char area[] =
	"[area]\ntitle = 甲业\n[register r]\ntitle = 台账\nfiles = ../rows-a.csv\n"
	"[field r.no]\ntype = text\nkey = yes\n[field r.day]\ntype = date\n[field r.place]\ntype = region\n"
	"[indicator firms]\ntitle = 企业\nunit = 家\nfrom = r\ntime = flow\n[indicator valid]\ntitle = 有效\nunit = 家\nfrom = "
	"r\ntime = stock\n";
static const char rows[] = "no,day,place\n1,2017-05-01,410902\n2,2018-05-01,410902\n3,2018-05-01,410923\n";

static void office(struct fixture *f)
{
	fixture_office(f, "a", area);
	fixture_write(f, "rows-a.csv", rows);
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

static void test_a_change_moves_to_history(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f);
	run(&f);
	fixture_write(&f, "rows-a.csv",
		"no,day,place\n1,2017-05-01,410902\n2,2018-05-01,410902\n3,2018-05-01,410923\n4,2018-05-03,410923\n");
	run(&f);
	/* firms: 410923 and 410900, 2018 and 2018Q2; valid with its entries: the same, and Q3, Q4, whose value alone changes */
	assert_true(f.run.report.areas[0].changes.changed > 0);
	assert_int_equal(f.run.report.areas[0].changes.removed, 0);
	assert_int_equal(value(&f, "a.firms", "410923", "2018"), 2);
	int64_t moved = fixture_number(&f, "SELECT count(*) FROM cell_history");
	assert_int_equal(moved, 12); /* of each of two cubes: 2 regions; flow 2 periods, stock 4 */
	fixture_write(&f, "rows-a.csv", "no,day,place\n1,2017-05-01,410902\n");
	run(&f);
	assert_true(f.run.report.areas[0].changes.removed > 0);
	assert_int_equal(value(&f, "a.firms", "410923", "2018"), 0);
	assert_int_equal(value(&f, "a.valid", "410900", "2018"), 1);
	assert_true(fixture_number(&f, "SELECT count(*) FROM cell_history") > moved);
	fixture_close(&f);
}

/* More than eight columns go into a second cube of the store and come back from there. */
static void test_many_columns(void **state)
{
	struct fixture f;
	char *text = NULL;
	size_t bytes = 0;
	(void)state;
	fixture_open(&f);
	FILE *out = open_memstream(&text, &bytes);
	fputs("[area]\ntitle = 甲\n[register r]\nfiles = ../rows.csv\n[field r.day]\ntype = date\n[field r.n]\ntype = "
	      "integer\n[field r.place]\ntype = region\n",
		out);
	for (int i = 0; i < 12; i++)
		fprintf(out,
			"[indicator f%d]\ntitle = 流\nfrom = r\ntime = flow\nwhere = n > %d\n[indicator s%d]\ntitle = 存\nfrom "
			"= r\ntime = stock\nwhere = n > %d\n",
			i, i, i, i);
	fclose(out);
	fixture_office(&f, "a", text);
	free(text);
	out = open_memstream(&text, &bytes);
	fputs("day,n,place\n", out);
	for (int i = 0; i < 20; i++)
		fprintf(out, "2018-01-01,%d,410902\n", i);
	fputs("2018-01-01,1,410923\n", out); /* has something in the first cube only */
	fclose(out);
	fixture_write(&f, "rows.csv", text);
	free(text);
	for (int round = 0; round < 2; round++) {
		run(&f);
		for (int i = 0; i < 12; i++) {
			char id[16];
			snprintf(id, sizeof(id), "a.f%d", i);
			assert_int_equal(value(&f, id, "410902", "2018"), 19 - i);
			assert_int_equal(value(&f, id, "410923", "2018"), i == 0);
			snprintf(id, sizeof(id), "a.s%d", i);
			assert_int_equal(value(&f, id, "410902", "2018"), 19 - i);
			assert_int_equal(fixture_observe(&f, id, "410902", "2018Q1", "").entries, 19 - i);
		}
		assert_int_equal(f.run.report.changes.changed, 0);
		assert_int_equal(fixture_number(&f,
					 "SELECT count(*) FROM cell WHERE max(ifnull(m0, 0), ifnull(m1, 0), ifnull(m2, 0), "
					 "ifnull(m3, 0), ifnull(m4, 0),"
					 " ifnull(m5, 0), ifnull(m6, 0), ifnull(m7, 0)) = 0"),
			0);
	}
	fixture_close(&f);
}

/* A region has no cells in periods at whose end it is not there, though what it handed on left it then. */
static void test_cells_of_a_region_that_ended(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	office(&f);
	fixture_write(&f, "rows-a.csv", "no,day,place\n1,2016-05-01,410922\n2,2017-02-01,410922\n");
	run(&f);
	assert_int_equal(value(&f, "a.valid", "410922", "2017Q2"), 2);
	assert_int_equal(fixture_observe(&f, "a.valid", "410922", "2017Q3", "").value.kind, VALUE_NONE);
	assert_int_equal(value(&f, "a.valid", "410923", "2017Q3"), 2);
	assert_int_equal(fixture_observe(&f, "a.valid", "410923", "2017Q3", "").entries, 2);
	assert_int_equal(fixture_observe(&f, "a.valid", "410900", "2017Q3", "").entries, 0);
	assert_int_equal(fixture_number(&f,
				 "SELECT count(*) FROM figure f JOIN period p ON p.text = f.period WHERE f.region = '410922' "
				 "AND p.last_day > '2017-06-30'"),
		0);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_change_moves_to_history),
		cmocka_unit_test(test_many_columns),
		cmocka_unit_test(test_cells_of_a_region_that_ended),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
