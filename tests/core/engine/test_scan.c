/* Tests of engine/scan.c: rules, dates in order, equal keys, coverage, the list of all issues, and the watcher. */
#include "readings.h"

#include <sys/stat.h>
#include <unistd.h>

static const char declaration[] = "[area]\ntitle = 样本\n"
				  "[register r]\ntitle = 台账\nfiles = ../rows*.csv\n%s\n"
				  "[field r.no]\ntype = text\n%s\n"
				  "[field r.year]\ntype = integer\noptional = yes\n%s\n"
				  "[field r.day]\ntype = date\n"
				  "[field r.amount]\ntype = decimal\nscale = 1\noptional = yes\n"
				  "[indicator count]\ntitle = 数\nfrom = r\ntime = flow\n"
				  "[indicator money]\ntitle = 额\nfrom = r\ntime = flow\nmeasure = sum\nof = amount\n"
				  "[rule few]\nregister = r\nwhere = amount is null or amount < 100\n";

/* `keys`: 0 no, 1 no and nothing else, 2 no and year. */
static void declare(struct fixture *f, const char *reg, int keys)
{
	char ini[2048];
	snprintf(ini, sizeof(ini), declaration, reg, keys > 0 ? "key = yes" : "", keys > 1 ? "key = yes" : "");
	fixture_office(f, "a", ini);
}

static void scan_watched(struct fixture *f, const struct scan_watcher *watcher, struct scan_result *result)
{
	struct scan_options options = { .catalog = &f->run.catalog, .on = fixture_register(f, "r"), .watcher = watcher };
	if (!scan_register(&options, &f->arena, result, &f->error))
		fail_msg("%s", f->error.what);
}

/* file:line rule severity, of all sources. */
static void print_issues(const struct scan_result *result, char *out, size_t bytes)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t s = 0; s < result->sources_count; s++)
		for (size_t i = 0; i < result->sources[s].issues.kept_count; i++) {
			const struct issue *issue = &result->sources[s].issues.kept[i];
			used += (size_t)snprintf(out + used, bytes - used, "%s:%llu %s %s\n", issue->file,
				(unsigned long long)issue->line, issue->rule,
				issue->severity == TALLY_ERROR ? "error" : "warning");
			assert_true(used < bytes);
		}
}

struct keyed {
	const char *name;
	int keys;
	const char *first, *second; /* rows of rows1.csv and rows2.csv */
	int read, accepted, warned, rejected, counted, money;
	const char *issues;
};

#define CLASH(file, line) file ":" line " key error\n"
#define AGAIN(file, line) file ":" line " repeated warning\n"

static const struct keyed keyed[] = {
	{ "no key, no duplicates", 0, "a,1,2018-01-01,1\na,1,2018-01-01,1\n", "", 2, 2, 0, 0, 2, 20, "" },
	{ "equal in every field", 1, "a,1,2018-01-01,1\nb,1,2018-01-01,2\na,1,2018-01-01,1.0\n", "", 3, 3, 1, 0, 2, 30,
		AGAIN("rows1.csv", "4") },
	{ "three times, over two files", 1, "a,1,2018-01-01,1\n", "a,1,2018-01-01,1\na,1,2018/1/1,1\n", 3, 3, 2, 0, 1, 10,
		AGAIN("rows2.csv", "2") AGAIN("rows2.csv", "3") },
	{ "with different fields, all rejected", 1, "a,1,2018-01-01,1\nb,1,2018-01-01,2\na,1,2018-01-02,1\n", "", 3, 1, 0, 2, 1,
		20, CLASH("rows1.csv", "2") CLASH("rows1.csv", "4") },
	{ "a null is another value than any", 1, "a,,2018-01-01,1\na,0,2018-01-01,1\n", "", 2, 0, 0, 2, 0, 0,
		CLASH("rows1.csv", "2") CLASH("rows1.csv", "3") },
	{ "two equal and one different clash all three", 1, "a,1,2018-01-01,1\na,1,2018-01-01,1\n", "a,1,2018-01-01,2\n", 3, 0,
		0, 3, 0, 0, CLASH("rows1.csv", "2") CLASH("rows1.csv", "3") CLASH("rows2.csv", "2") },
	{ "the order of files does not matter", 1, "a,1,2018-01-01,2\n", "a,1,2018-01-01,1\na,1,2018-01-01,1\n", 3, 0, 0, 3, 0,
		0, CLASH("rows1.csv", "2") CLASH("rows2.csv", "2") CLASH("rows2.csv", "3") },
	{ "a key of two fields", 2, "a,1,2018-01-01,1\na,2,2018-01-01,1\nb,1,2018-01-01,1\na,1,2018-01-01,3\n", "", 4, 2, 0, 2,
		2, 20, CLASH("rows1.csv", "2") CLASH("rows1.csv", "5") },
	{ "a rejected record clashes too", 1, "a,1,bad,1\na,1,2018-01-01,1\n", "", 2, 0, 0, 2, 0, 0,
		"rows1.csv:2 date error\n" CLASH("rows1.csv", "2") CLASH("rows1.csv", "3") },
	{ "rejected ones alone do not", 1, "a,1,bad,1\na,1,bad,2\nb,1,2018-01-01,1\n", "", 3, 1, 0, 2, 1, 10,
		"rows1.csv:2 date error\nrows1.csv:3 date error\n" },
	{ "one that is rejected among equal ones clashes all", 1, "a,1,2018-01-01,1\na,1,2018-01-01,1\n", "a,1,bad,1\n", 3, 0,
		0, 3, 0, 0,
		CLASH("rows1.csv", "2") CLASH("rows1.csv", "3") "rows2.csv:2 date error\n" CLASH("rows2.csv", "2") },
	{ "a damaged record has no key", 1, "a,1,2018-01-01,1\na,1,2018-01-01\n", "", 2, 1, 0, 1, 1, 10,
		"rows1.csv:3 width error\n" },
	{ "a warned record may be repeated", 1, "a,1,2018-01-01,100\na,1,2018-01-01,100\n", "", 2, 2, 2, 0, 1, 1000,
		"rows1.csv:2 few warning\nrows1.csv:3 few warning\n" AGAIN("rows1.csv", "3") },
	{ "keys differ by case and by blanks inside", 1, "a,1,2018-01-01,1\nA,1,2018-01-01,1\na a,1,2018-01-01,1\n", "", 3, 3,
		0, 0, 3, 30, "" },
};

static void check_keyed(struct fixture *f, const struct keyed *c)
{
	struct scan_result result;
	char file[1024], issues[2048];
	declare(f, "", c->keys);
	snprintf(file, sizeof(file), "no,year,day,amount\n%s", c->first);
	fixture_write(f, "rows1.csv", file);
	snprintf(file, sizeof(file), "no,year,day,amount\n%s", c->second);
	fixture_remove(f, "rows2.csv");
	if (c->second[0])
		fixture_write(f, "rows2.csv", file);
	fixture_prepare(f);
	scan_watched(f, NULL, &result);
	print_issues(&result, issues, sizeof(issues));
	if (strcmp(issues, c->issues) != 0)
		print_error("%s\n", c->name);
	assert_string_equal(issues, c->issues);
	assert_int_equal(result.read, c->read);
	assert_int_equal(result.accepted, c->accepted);
	assert_int_equal(result.warned, c->warned);
	assert_int_equal(result.rejected, c->rejected);
	assert_int_equal(fixture_cell(f, &result, "a.count", "410900", "2018", "", 0), c->counted);
	assert_int_equal(fixture_cell(f, &result, "a.money", "410900", "2018", "", 0), c->money);
	for (size_t s = 0; s < result.sources_count; s++)
		assert_int_equal(result.sources[s].read, result.sources[s].accepted + result.sources[s].rejected);
	scan_done(&result);
}

static void test_equal_keys(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(keyed) / sizeof(keyed[0]); i++)
		check_keyed(&f, &keyed[i]);
	fixture_close(&f);
}

/* --- the watcher --- */

struct watched {
	int restarts, batches, accepted;
};

static void watch_restart(void *user)
{
	struct watched *w = user;
	w->restarts++;
	w->batches = w->accepted = 0;
}

static bool watch_batch(void *user, const struct record_batch *batch, const uint64_t *accepted, struct tally_error *error)
{
	struct watched *w = user;
	(void)error;
	w->batches++;
	for (uint32_t row = 0; row < batch->typed.rows; row++)
		w->accepted += (int)(accepted[row / 64] >> (row % 64) & 1);
	return true;
}

static void test_the_watcher_sees_what_counts(void **state)
{
	struct fixture f;
	struct scan_result result;
	struct watched w = { 0 };
	struct scan_watcher watcher = { watch_restart, watch_batch, &w };
	(void)state;
	fixture_open(&f);
	declare(&f, "", 1);
	fixture_write(&f, "rows.csv", "no,year,day,amount\na,1,2018-01-01,\nb,1,2018-01-01,\na,1,2018-01-01,\nc,1,bad,\n");
	fixture_prepare(&f);
	scan_watched(&f, &watcher, &result);
	scan_done(&result);
	assert_int_equal(w.restarts, 1);
	assert_int_equal(w.batches, 1);
	assert_int_equal(w.accepted, 2);
	fixture_close(&f);
}

/* --- what cannot be read again --- */

static void scan_pipe(struct fixture *f, const char *text, bool fine)
{
	char path[600];
	const char *files[] = { path, NULL };
	struct scan_result result;
	snprintf(path, sizeof(path), "%s/pipe", f->folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	pid_t writer = fork();
	if (writer == 0) {
		FILE *out = fopen(path, "w");
		if (out)
			fputs(text, out);
		_exit(out && fclose(out) == 0 ? 0 : 1);
	}
	struct scan_options options = { .catalog = &f->run.catalog, .on = fixture_register(f, "r"), .files = files };
	bool done = scan_register(&options, &f->arena, &result, &f->error);
	assert_int_equal(done, fine);
	if (fine)
		assert_int_equal(result.accepted, 1);
	scan_done(&result);
	remove(path);
}

static void test_a_pipe_with_equal_keys_is_an_error(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	declare(&f, "", 1);
	fixture_write(&f, "rows.csv", "");
	fixture_prepare(&f);
	scan_pipe(&f, "no,year,day,amount\na,1,2018-01-01,1\n", true);
	scan_pipe(&f, "no,year,day,amount\na,1,2018-01-01,1\na,2,2018-01-01,1\n", false);
	assert_int_equal(f.error.code, ERROR_INPUT);
	assert_non_null(strstr(f.error.what, "comes from a pipe, which cannot be read again"));
	fixture_close(&f);
}

/* --- coverage --- */

struct coverage {
	const char *reg, *rows, *through;
	const char *first, *last; /* "" when nothing is covered */
};

static const struct coverage coverages[] = {
	{ "covers = 2017..\n", "", "2018", "2017-01-01", "2018-12-31" },
	{ "covers = 2017Q2..2018-05\n", "", "2018", "2017-04-01", "2018-05-31" },
	{ "covers = 2017\n", "", "2018", "2017-01-01", "2017-12-31" },
	{ "covers = 2017..2020\n", "", "2018H1", "2017-01-01", "2018-06-30" },
	{ "", "a,1,2016-05-20,\nb,1,2015-11-30,\n", "2018", "2015-01-01", "2018-12-31" },
	{ "", "a,1,2016-05-20,\nb,1,bad,\n", "2018-10", "2016-01-01", "2018-10-31" },
	{ "", "", "2018", "", "" },
};

static void test_coverage(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(coverages) / sizeof(coverages[0]); i++) {
		const struct coverage *c = &coverages[i];
		struct scan_result result;
		char file[256], day[11];
		declare(&f, c->reg, 1);
		snprintf(file, sizeof(file), "[workspace]\nhome = 410900\nthrough = %s\n", c->through);
		fixture_write(&f, "tally.ini", file);
		snprintf(file, sizeof(file), "no,year,day,amount\n%s", c->rows);
		fixture_write(&f, "rows.csv", file);
		fixture_prepare(&f);
		scan_watched(&f, NULL, &result);
		assert_int_equal(result.covers.first <= result.covers.last, c->first[0] != '\0');
		if (c->first[0]) {
			date_print(result.covers.first, day);
			assert_string_equal(day, c->first);
			date_print(result.covers.last, day);
			assert_string_equal(day, c->last);
		}
		scan_done(&result);
	}
	fixture_close(&f);
}

/* --- all issues --- */

/* The list holds each issue once, though the file is read twice when keys are equal. */
static void test_the_list_of_all_issues(void **state)
{
	static const char *const rows[] = { "a,1,bad,1\nb,1,2018-01-01,1\n",
		"a,1,bad,1\nb,1,2018-01-01,1\nb,1,2018-01-01,2\n" };
	static const int lines[] = { 1, 3 };
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (int i = 0; i < 2; i++) {
		struct scan_result result;
		char file[256], *text = NULL;
		size_t bytes = 0;
		declare(&f, "", 1);
		snprintf(file, sizeof(file), "no,year,day,amount\n%s", rows[i]);
		fixture_write(&f, "rows.csv", file);
		fixture_prepare(&f);
		FILE *all = open_memstream(&text, &bytes);
		struct scan_options options = { .catalog = &f.run.catalog, .on = fixture_register(&f, "r"), .all_issues = all };
		assert_true(scan_register(&options, &f.arena, &result, &f.error));
		fclose(all);
		int found = 0;
		for (const char *at = text; (at = strchr(at, '\n')); at++)
			found++;
		assert_int_equal(found, lines[i]);
		assert_non_null(strstr(text, "\"rows.csv\",2,3,day,date,error,\"bad\","));
		free(text);
		scan_done(&result);
	}
	fixture_close(&f);
}

/* --- rules, and dates in order --- */

static const struct reading judgements[] = {
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

static void test_rules(void **state)
{
	(void)state;
	readings_check(judgements, sizeof(judgements) / sizeof(judgements[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_equal_keys),
		cmocka_unit_test(test_the_watcher_sees_what_counts),
		cmocka_unit_test(test_a_pipe_with_equal_keys_is_an_error),
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_the_list_of_all_issues),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
