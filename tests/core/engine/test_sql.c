/* Tests of engine/sql.c, exec.c, rollup.c and distinct.c against each other: on random registers and random indicators every cell of the embedded engine equals
 * what SQLite makes of the plan's SQL over the accepted records. SEED and ROUNDS in the environment ask for others. */
#include "oracle.h"
#include "random_office.h"

#include "engine/sql.h"

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
	const char *said = getenv(name);
	return said ? strtoull(said, NULL, 0) : otherwise;
}

struct tally_up {
	size_t adjusted, parameters; /* adjustments; conditions that read a parameter */
	size_t cells, indicators, records, stocks, flows, cumulatives, moves;
	size_t measures[TALLY_SHARE + 1][TALLY_SNAPSHOT + 1]; /* indicators with cells */
};

static void add_up(struct tally_up *sum, const struct plan *plan, const struct oracle_cells *cells)
{
	sum->indicators++;
	sum->cells += cells->count;
	sum->flows += plan->time == TALLY_FLOW && cells->count;
	sum->stocks += plan->time == TALLY_STOCK && cells->count;
	sum->cumulatives += plan->time == TALLY_CUMULATIVE && cells->count;
	sum->measures[plan->measure][plan->time] += cells->count > 0;
	for (size_t i = 0; i < cells->count; i++)
		sum->moves += cells->rows[i].values[2] != 0;
}

static void compare_indicator(
	struct oracle *oracle, const struct scan_result *scan, int indicator, uint64_t seed, struct tally_up *sum)
{
	struct oracle_cells sql = { 0 }, engine = { 0 };
	const struct catalog *catalog = &oracle->fixture->run.catalog;
	const struct condition *where = catalog->indicators[indicator].plan.where;
	for (uint32_t i = 0; where && i < where->count; i++)
		sum->parameters += where->nodes[i].kind == RIGHT_PARAM;
	oracle_answer(oracle, indicator, &scan->covers, &sql);
	if (oracle->adjustments)
		oracle_adjust(oracle, scan, indicator, &sql);
	engine_answer(scan, indicator, &engine);
	add_up(sum, &catalog->indicators[indicator].plan, &engine);
	bool agree = oracle_agrees(oracle, indicator, &sql, &engine);
	memory_free(sql.rows);
	memory_free(engine.rows);
	if (agree)
		return;
	print_error("%s\n", plan_sql(catalog, indicator, &oracle->fixture->arena));
	fail_msg("SQL and engine differ; again: SEED=%#llx ROUNDS=1", (unsigned long long)seed);
}

/* The same register once more with adjustments. */
static void check_adjusted(struct oracle *oracle, const struct scan_result *plain, uint64_t seed, struct tally_up *sum)
{
	struct fixture *fixture = oracle->fixture;
	struct adjustment rows[ORACLE_ADJUSTMENTS];
	struct scan_result scan;
	size_t count = oracle_adjustments(oracle, plain, seed, rows);
	struct scan_options options = {
		.catalog = &fixture->run.catalog, .on = 0, .additions = { .adjustments = rows, .adjustments_count = count }
	};
	if (count == 0)
		return;
	if (!scan_register(&options, &fixture->arena, &scan, &fixture->error))
		fail_msg("SEED=%#llx: %s", (unsigned long long)seed, fixture->error.what);
	sum->adjusted += count;
	for (size_t i = 0; i < fixture->run.catalog.indicators_count; i++)
		compare_indicator(oracle, &scan, (int)i, seed, sum);
	scan_done(&scan);
}

static void check_round(struct fixture *fixture, uint64_t seed, struct tally_up *sum)
{
	struct oracle oracle;
	struct scan_result scan;
	fixture_reset(fixture);
	random_office(fixture, seed);
	if (!fixture_try(fixture)) {
		print_error("SEED=%#llx\n", (unsigned long long)seed);
		fixture_prepare(fixture);
	}
	oracle_open(&oracle, fixture, 0);
	struct scan_options options = { .catalog = &fixture->run.catalog, .on = 0, .watcher = &oracle.watcher };
	if (!scan_register(&options, &fixture->arena, &scan, &fixture->error))
		fail_msg("SEED=%#llx: %s", (unsigned long long)seed, fixture->error.what);
	assert_int_equal(scan.read, scan.accepted + scan.rejected);
	sum->records += (size_t)oracle.rows;
	for (size_t i = 0; i < fixture->run.catalog.indicators_count; i++)
		compare_indicator(&oracle, &scan, (int)i, seed, sum);
	check_adjusted(&oracle, &scan, seed, sum);
	scan_done(&scan);
	oracle_close(&oracle);
}

static void test_random_offices(void **state)
{
	struct fixture fixture;
	struct tally_up sum = { 0 };
	uint64_t seed = from_environment("SEED", 20181231), rounds = from_environment("ROUNDS", 300);
	(void)state;
	print_message("SEED=%#llx ROUNDS=%llu\n", (unsigned long long)seed, (unsigned long long)rounds);
	fixture_open(&fixture);
	for (uint64_t i = 0; i < rounds; i++)
		check_round(&fixture, seed + i, &sum);
	fixture_close(&fixture);
	print_message("%zu records, %zu indicators (%zu flows, %zu stocks, %zu cumulatives with cells), %zu cells, %zu with "
		      "exits, %zu adjustments, %zu parameters read\n",
		sum.records, sum.indicators, sum.flows, sum.stocks, sum.cumulatives, sum.cells, sum.moves, sum.adjusted,
		sum.parameters);
	if (rounds < 100)
		return;
	assert_true(sum.flows && sum.stocks && sum.cumulatives && sum.moves && sum.adjusted && sum.parameters);
	for (int measure = TALLY_COUNT; measure <= TALLY_SHARE; measure++) {
		assert_true(sum.measures[measure][TALLY_FLOW] && sum.measures[measure][TALLY_STOCK] &&
			sum.measures[measure][TALLY_SNAPSHOT]);
		assert_int_equal(sum.measures[measure][TALLY_CUMULATIVE] > 0, measure_form(measure)->running);
	}
}

/* --- in words --- */

static const char declaration[] =
	"[area]\ntitle = 样本\n[register r]\ntitle = 台账\nfiles = ../rows.csv\ndate = day\n"
	"[field r.day]\ntitle = 认定日\ntype = date\n[field r.until]\ntype = date\noptional = yes\n[field r.ended]\ntitle = "
	"失效日\ntype = date\n"
	"[field r.who]\ntitle = 信用代码\ntype = text\n[field r.n]\ntype = integer\n[field r.m]\ntitle = 人数\ntype = "
	"integer\n[field r.place]\ntype = region\n"
	"[indicator flow]\ntitle = a\nunit = 家\nfrom = r\ntime = flow\nwhere = n > 3\n"
	"[indicator all]\ntitle = b\nunit = 家\ntime = cumulative\nof = flow\n"
	"[indicator firms]\ntitle = c\nunit = 家\nfrom = r\nmeasure = distinct\nof = who\ntime = stock\nuntil = until\nended = "
	"ended\nlasts = 3y\n"
	"[indicator sum]\ntitle = d\nfrom = r\nmeasure = sum\nof = n\ntime = stock\nlasts = 90d\n"
	"[indicator least]\ntitle = g\nfrom = r\nmeasure = min\nof = n\ntime = flow\n"
	"[indicator most]\ntitle = h\nfrom = r\nmeasure = max\nof = n\ntime = flow\n"
	"[indicator mean]\ntitle = i\nfrom = r\nmeasure = mean\nof = n\ntime = flow\n"
	"[indicator ratio]\ntitle = j\nfrom = r\nmeasure = ratio\nof = n\nover = m\ntime = flow\n"
	"[indicator share]\ntitle = k\nfrom = r\nmeasure = share\nshare = n > 3\ntime = flow\n"
	"[indicator part]\ntitle = l\nfrom = r\nmeasure = share\nof = n\nshare = n > 3\ntime = flow\n"
	"[indicator list]\ntitle = m\nfrom = r\nwhen = ended\ntime = snapshot\n"
	"[indicator given]\ntitle = e\nunit = 人\nfrom = given\ntime = stock\n"
	"[indicator rate]\ntitle = f\nformula = flow / all\n";

static const struct {
	const char *indicator, *words;
} said[] = {
	{ "a.flow", "number of records in 台账, in the period of 认定日; where n > 3" },
	{ "a.all", "number of records in 台账, from the first 认定日 to the last day of the period; where n > 3" },
	{ "a.firms",
		"different values of 信用代码 in 台账, valid on the last day of the period; from 认定日, for 36 months, until "
		"until, ended by 失效日" },
	{ "a.sum", "sum of n in 台账, valid on the last day of the period; from 认定日, for 90 days" },
	{ "a.least", "least n in 台账, in the period of 认定日" },
	{ "a.most", "greatest n in 台账, in the period of 认定日" },
	{ "a.mean", "mean of n in 台账, in the period of 认定日" },
	{ "a.ratio", "sum of n over sum of 人数 in 台账, of records with both, in the period of 认定日" },
	{ "a.share", "records in 台账, the share that meets n > 3, in the period of 认定日" },
	{ "a.part", "sum of n in 台账, the share that meets n > 3, in the period of 认定日" },
	{ "a.list", "number of records in 台账, in the list of the last day of the period; dated by 失效日" },
	{ "a.given", "as given" },
	{ "a.rate", "computed: flow / all" },
};

static void test_words(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_open(&fixture);
	fixture_office(&fixture, "a", declaration);
	fixture_prepare(&fixture);
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		assert_string_equal(
			plan_words(&fixture.run.catalog, fixture_indicator(&fixture, said[i].indicator), &fixture.arena),
			said[i].words);
	fixture_close(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_offices),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
