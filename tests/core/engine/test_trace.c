/* Tests of engine/trace.c and its files: in random offices the records of random cells give what the cells hold, and so do those that came and that left. */
#include "engine/trace.h"

#include "random_office.h"

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
	const char *said = getenv(name);
	return said ? strtoull(said, NULL, 0) : otherwise;
}

struct looking {
	struct fixture *fixture;
	const struct scan_result *scan;
	uint64_t seed, random;
	size_t traced, rows, moved;
};

static uint64_t below(struct looking *l, uint64_t limit)
{
	l->random = hash_mix(l->random + 0x9e3779b97f4a7c15ULL);
	return limit ? l->random % limit : 0;
}

static void expect(struct looking *l, const struct trace_request *request, const struct trace *trace, const wide *held)
{
	const struct plan *plan = &l->fixture->run.catalog.indicators[fixture_indicator(l->fixture, request->indicator)].plan;
	bool parts = plan_form(plan)->kind == VALUE_PARTS;
	bool same = trace->total.kind == VALUE_NONE ? held[0] == (plan_form(plan)->zero ? 0 : held[0])
						    : trace->total.a == held[0] && (!parts || trace->total.b == held[1]);
	if (!same || (trace->total.kind == VALUE_NONE && trace->rows_count && !parts)) {
		char when[PERIOD_TEXT_BYTES];
		period_print(request->when, when);
		fail_msg("%s %s %s '%s' which %d: %lld of %zu rows, the cell holds %lld; again: SEED=%#llx ROUNDS=1",
			request->indicator, request->region, when, request->breakdown, (int)request->what,
			(long long)trace->total.a, trace->rows_count, (long long)held[0], (unsigned long long)l->seed);
	}
}

static void trace_as(struct looking *l, struct trace_request request, enum trace_what what, const wide *held)
{
	struct trace trace;
	request.what = what;
	if (!trace_records(&l->fixture->run, &request, &trace, &l->fixture->error))
		fail_msg("SEED=%#llx: %s", (unsigned long long)l->seed, l->fixture->error.what);
	expect(l, &request, &trace, held);
	l->traced++;
	l->rows += trace.rows_count;
	l->moved += what != TRACE_COUNTED && trace.rows_count;
}

/* One cell of the scan; the value, then who came and who left where that is kept. */
static void trace_one(struct looking *l, const struct cube_cells *cells, size_t measure, uint32_t row)
{
	const struct catalog *catalog = &l->fixture->run.catalog;
	const struct measure *m = &cells->cube->measures[measure];
	const wide *held = table_sums(&cells->rows, row) + cells->columns[measure];
	uint64_t key = cells->rows.keys[row];
	struct trace_request request = { .indicator = m->plan->id,
		.region = catalog->workspace->regions.rows[cell_region(key)].code,
		.when = cell_period(key),
		.breakdown = catalog->breakdowns[cell_text(key)] };
	if (!cube_regular(cells->cube, request.when) && !plan_to_date(m->plan))
		return; /* the row is that of another measure */
	if (!plan_form(m->plan)->zero && held[plan_form(m->plan)->columns - 1] == combine_neutral(plan_form(m->plan)->combine))
		return; /* the row is that of another measure */
	trace_as(l, request, TRACE_COUNTED, held);
	if (!plan_moves(m->plan) || !cells_moves_known(cells, request.when))
		return;
	trace_as(l, request, TRACE_ENTERED, held + 1);
	trace_as(l, request, TRACE_LEFT, held + 2);
}

static void trace_some(struct looking *l)
{
	for (size_t c = 0; c < l->scan->program.cubes_count; c++) {
		const struct cube_cells *cells = &l->scan->cells[c];
		for (size_t m = 0; m < cells->cube->measures_count; m++)
			for (int i = 0; cells->rows.count && i < 3; i++)
				trace_one(l, cells, m, (uint32_t)below(l, cells->rows.count));
	}
}

static void test_random_cells(void **state)
{
	struct fixture fixture;
	struct looking l = { .fixture = &fixture };
	uint64_t seed = from_environment("SEED", 19491001), rounds = from_environment("ROUNDS", 120);
	(void)state;
	fixture_open(&fixture);
	for (uint64_t i = 0; i < rounds; i++) {
		struct scan_result scan;
		fixture_reset(&fixture);
		random_office(&fixture, seed + i);
		fixture_prepare(&fixture);
		struct scan_options options = { .catalog = &fixture.run.catalog, .on = 0 };
		assert_true(scan_register(&options, &fixture.arena, &scan, &fixture.error));
		l.scan = &scan;
		l.seed = l.random = seed + i;
		trace_some(&l);
		scan_done(&scan);
	}
	fixture_close(&fixture);
	print_message("%zu traces, %zu rows, %zu of who came or left\n", l.traced, l.rows, l.moved);
	if (rounds >= 100)
		assert_true(l.traced > 500 && l.rows > 500 && l.moved > 20);
}

/* --- by hand --- */

static const char declaration[] =
	"[area]\ntitle = 样本\n[register r]\ntitle = 台账\nfiles = ../rows.csv\ndate = day\ncovers = 2016..\n"
	"[field r.no]\ntitle = 编号\ntype = text\nkey = yes\n[field r.day]\ntitle = 认定日\ntype = date\n"
	"[field r.ended]\ntype = date\noptional = yes\n[field r.who]\ntype = text\nprivate = yes\n[field r.other]\ntype = "
	"text\noptional = yes\n"
	"[field r.kind]\ntype = code\ncodes = a:甲 | b:乙\n[field r.n]\ntype = decimal\nscale = 2\n[field r.place]\ntype = "
	"region\n"
	"[indicator firms]\ntitle = c\nunit = 家\nfrom = r\nmeasure = distinct\nof = who\ntime = stock\nended = ended\nby = "
	"kind\n"
	"[indicator titles]\ntitle = t\nunit = 个\nfrom = r\ntime = stock\nended = ended\nby = kind\n"
	"[indicator sum]\ntitle = d\nunit = 元\nfrom = r\nmeasure = sum\nof = n\ntime = flow\nwhere = kind = a\n"
	"[indicator given]\ntitle = e\nunit = 人\nfrom = given\ntime = stock\n"
	"[indicator rate]\ntitle = f\nformula = firms / titles\n"
	"[opening]\nfiles = ../opening.csv\n";

static const char rows[] = "no,day,ended,who,other,kind,n,place\n"
			   "1,2016-05-01,2018-03-01,X,o,a,1.50,410902\n"
			   "2,2018-02-01,,X,,b,2,410923\n"
			   "3,2018-04-01,,Y,,a,3,410902\n"
			   "4,2017-01-01,2018-06-01,Z,,a,4,410926\n";

static void begin(struct fixture *fixture)
{
	fixture_open(fixture);
	fixture_office(fixture, "s", declaration);
	fixture_write(fixture, "rows.csv", rows);
	fixture_write(fixture, "opening.csv", "indicator,region,period,breakdown,value\ns.titles,410902,2017,kind=a,7\n");
	fixture_prepare(fixture);
}

/* "4:X 5:X = 2" */
static void expect_rows(struct fixture *fixture, const struct trace_request *request, const char *expected)
{
	struct trace trace;
	char found[256] = "", total[VALUE_TEXT_BYTES];
	if (!trace_records(&fixture->run, request, &trace, &fixture->error))
		fail_msg("%s", fixture->error.what);
	for (size_t i = 0; i < trace.rows_count; i++) {
		size_t at = strlen(found);
		snprintf(found + at, sizeof found - at, "%d ", (int)trace.rows[i].line);
	}
	value_print_exact(&trace.total, total);
	snprintf(found + strlen(found), sizeof found - strlen(found), "= %s", total);
	assert_string_equal(found, expected);
	assert_int_equal(trace.files_count, 1);
	assert_string_equal(trace.files[0].path, "rows.csv");
}

static void test_by_hand(void **state)
{
	struct fixture fixture;
	(void)state;
	begin(&fixture);
	struct trace_request request = { "s.firms", "410900", fixture_period("2018"), "", TRACE_COUNTED, false };
	expect_rows(&fixture, &request, "3 4 = 2");
	request.what = TRACE_ENTERED; /* X is there by another title */
	expect_rows(&fixture, &request, "4 = 1");
	request.what = TRACE_LEFT;
	expect_rows(&fixture, &request, "5 = 1");
	request.breakdown = "kind=a"; /* and here X has left */
	expect_rows(&fixture, &request, "2 5 = 2");
	request.region = "410902";
	expect_rows(&fixture, &request, "2 = 1");
	request = (struct trace_request){ "s.titles", "410900", fixture_period("2018"), "", TRACE_COUNTED, false };
	expect_rows(&fixture, &request, "3 4 = 9"); /* seven of them by an opening row */
	request.breakdown = "kind=b";
	expect_rows(&fixture, &request, "3 = 1");
	request = (struct trace_request){ "s.titles", "410900", fixture_period("2017"), "", TRACE_ENTERED, false };
	expect_rows(&fixture, &request, "5 = 8");
	request = (struct trace_request){ "s.sum", "410900", fixture_period("2018"), "", TRACE_COUNTED, false };
	expect_rows(&fixture, &request, "4 = 3");
	request.when = fixture_period("2015");
	expect_rows(&fixture, &request, "= 0");
	fixture_close(&fixture);
}

static void test_texts(void **state)
{
	struct fixture fixture;
	struct trace_request request;
	struct trace trace;
	(void)state;
	begin(&fixture);
	request = (struct trace_request){ "s.firms", "410900", fixture_period("2018"), "", TRACE_COUNTED, false };
	assert_true(trace_records(&fixture.run, &request, &trace, &fixture.error));
	static const char *const names[] = { "no", "day", "ended", "who", "kind", "place" };
	static const char *const shown[] = { "2", "2018-02-01", NULL, "***", "乙" };
	assert_int_equal(trace.fields_count, 6); /* of the two left out the plan knows nothing */
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(trace.fields[i]->name, names[i]);
	for (size_t i = 0; i < 5; i++)
		assert_true(shown[i] ? trace.rows[0].shown[i] && strcmp(trace.rows[0].shown[i], shown[i]) == 0
				     : !trace.rows[0].shown[i]);
	assert_string_equal(trace.rows[0].plain[4], "b");
	assert_string_equal(trace.rows[0].plain[5], "410923");
	assert_int_equal(trace.entities, 2);
	assert_string_equal(trace.of->name, "who");
	fixture_close(&fixture);
}

static void refuse(struct fixture *fixture, struct trace_request request, const char *expected)
{
	struct trace trace;
	struct tally_error error = { 0 };
	assert_false(trace_records(&fixture->run, &request, &trace, &error));
	assert_int_equal(error.code, ERROR_USAGE);
	assert_string_equal(error.what, expected);
}

static void test_refused(void **state)
{
	struct fixture fixture;
	(void)state;
	begin(&fixture);
	period year = fixture_period("2018");
	refuse(&fixture, (struct trace_request){ "s.given", "410900", year, "", TRACE_COUNTED, false },
		"s.given is given, not counted: there are no records behind it");
	refuse(&fixture, (struct trace_request){ "s.rate", "410900", year, "", TRACE_COUNTED, false },
		"s.rate is a formula: there are records behind its operands only");
	refuse(&fixture, (struct trace_request){ "s.sum", "410900", year, "", TRACE_LEFT, false },
		"s.sum has no entries and exits; leave out what stands behind --records");
	refuse(&fixture, (struct trace_request){ "s.gone", "410900", year, "", TRACE_COUNTED, false },
		"indicator 's.gone' is no longer declared");
	refuse(&fixture, (struct trace_request){ "s.sum", "410999", year, "", TRACE_COUNTED, false },
		"region '410999' is no longer in the table of regions");
	refuse(&fixture, (struct trace_request){ "s.sum", "410900", year, "kind=a", TRACE_COUNTED, false },
		"s.sum no longer has the part 'kind=a'");
	refuse(&fixture, (struct trace_request){ "s.sum", "410900", fixture_period("2018-05"), "", TRACE_COUNTED, false },
		"s.sum has no figures of such periods, so no records stand behind them");
	fixture_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_cells),
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
