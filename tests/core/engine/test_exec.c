/* Tests of engine/program.c and exec.c: plans merged into a program, and records in its groups. */
#include "fixture.h"

static const char fields[] =
	"[area]\ntitle = 样本\n[register r]\ntitle = 台账\nfiles = ../rows.csv\ndate = day\n"
	"[field r.no]\ntype = text\nkey = yes\n[field r.day]\ntype = date\n[field r.until]\ntype = date\noptional = yes\n"
	"[field r.ended]\ntype = date\noptional = yes\n[field r.level]\ntype = code\ncodes = a:甲 | b:乙\noptional = yes\n"
	"[field r.kind]\ntype = code\ncodes = x:子 | y:丑 | z:寅\noptional = yes\n[field r.money]\ntype = decimal\nscale = "
	"2\noptional = yes\n"
	"[field r.heads]\ntype = integer\noptional = yes\n[field r.place]\ntype = region\n[field r.seat]\ntype = "
	"region\noptional = yes\n";

static void prepare(struct fixture *f, const char *indicators, const char *rows)
{
	char text[16384];
	snprintf(text, sizeof(text), "%s%s", fields, indicators);
	fixture_office(f, "a", text);
	snprintf(text, sizeof(text), "no,day,until,ended,level,kind,money,heads,place,seat\n%s", rows);
	fixture_write(f, "rows.csv", text);
	fixture_prepare(f);
}

static void build(struct fixture *f, struct program *program)
{
	if (!program_build(&f->run.catalog, 0, &f->arena, program, &f->error))
		fail_msg("%s", f->error.what);
}

/* All records of the file but those that are rejected. */
static void feed(struct fixture *f, struct program *program)
{
	struct record_batch *batch;
	struct reader_options options = { .catalog = &f->run.catalog, .on = 0, .needed = program->needed };
	struct reader *reader = reader_open(&options, &f->arena, &f->error);
	assert_non_null(reader);
	while (reader_next(reader, &batch, &f->error) && batch) {
		uint64_t take[TALLY_BATCH_ROWS / 64] = { 0 };
		for (uint32_t row = 0; row < batch->typed.rows; row++)
			take[row / 64] |= (uint64_t)(batch->states[row] <= RECORD_WARNED) << (row % 64);
		assert_true(program_batch(program, &batch->typed, take, &f->error));
	}
	reader_close(reader);
}

/* Thirty indicators over one register: one pass, one group table, each condition once. */
static void test_thirty_indicators_are_one_cube(void **state)
{
	struct fixture f;
	struct program program;
	char *text = NULL;
	size_t bytes = 0;
	(void)state;
	fixture_open(&f);
	FILE *out = open_memstream(&text, &bytes);
	for (int i = 0; i < 30; i++)
		fprintf(out, "[indicator i%d]\ntitle = 指标\nfrom = r\ntime = flow\nby = level\nwhere = heads > %d\n%s", i,
			i % 5, i % 2 ? "measure = sum\nof = money\n" : "");
	fclose(out);
	prepare(&f, text, "1,2018-01-01,,,a,,5,2,410902,\n2,2018-01-05,,,a,,5,4,410902,\n3,2018-05-05,,,,,1.5,9,410902,\n");
	free(text);
	build(&f, &program);
	assert_int_equal(program.cubes_count, 1);
	assert_int_equal(program.cubes[0].measures_count, 30);
	assert_int_equal(program.cubes[0].width, 30);
	assert_int_equal(program.conditions_count, 5);
	feed(&f, &program);
	assert_int_equal(program.cubes[0].groups.count, 2); /* level a in the first quarter, nothing in the second */
	const wide *sums = table_sums(&program.cubes[0].groups, 0);
	assert_true(sums[0] == 2 && sums[1] == 1000 && sums[2] == 1 && sums[3] == 500 && sums[4] == 0);
	sums = table_sums(&program.cubes[0].groups, 1);
	assert_true(sums[0] == 1 && sums[1] == 150);
	program_done(&program);
	fixture_close(&f);
}

static void test_what_makes_a_cube(void **state)
{
	static const char indicators[] =
		"[indicator a]\ntitle = a\nfrom = r\ntime = flow\n"
		"[indicator b]\ntitle = b\nfrom = r\ntime = flow\nmeasure = sum\nof = money\n"
		"[indicator c]\ntitle = c\nfrom = r\ntime = flow\nby = level\n"
		"[indicator d]\ntitle = d\nfrom = r\ntime = flow\nwhen = until\n"
		"[indicator e]\ntitle = e\nfrom = r\ntime = stock\nuntil = until\n"
		"[indicator g]\ntitle = g\nfrom = r\ntime = stock\nuntil = until\nmeasure = distinct\nof = no\n"
		"[indicator h]\ntitle = h\nfrom = r\ntime = stock\nuntil = until\nlasts = 1y\n"
		"[indicator j]\ntitle = j\nfrom = r\ntime = flow\nregion = seat\n"
		"[indicator k]\ntitle = k\nfrom = r\ntime = flow\nperiods = year\n"
		"[indicator l]\ntitle = l\ntime = cumulative\nof = a\n[indicator m]\ntitle = m\ntime = cumulative\nof = b\n";
	static const int measures[] = { 2, 1, 1, 2, 1, 1, 1, 2 }; /* a b | c | d | e g | h | j | k | l m */
	struct fixture f;
	struct program program;
	(void)state;
	fixture_open(&f);
	prepare(&f, indicators, "");
	build(&f, &program);
	assert_int_equal(program.cubes_count, 8);
	for (size_t c = 0; c < 8; c++)
		assert_int_equal(program.cubes[c].measures_count, measures[c]);
	assert_int_equal(program.cubes[0].finest, GRAIN_QUARTER);
	assert_int_equal(program.cubes[6].finest, GRAIN_YEAR);
	assert_int_equal(program.cubes[3].width, 4); /* came and went of each */
	assert_true(program.cubes[3].distinct);
	assert_false(program.cubes[0].distinct);
	program_done(&program);
	fixture_close(&f);
}

/* The date of the register, its key, and what plans date, place and add records by. */
static void test_needed_fields(void **state)
{
	static const struct {
		const char *indicators, *needed; /* no day until ended level kind money heads place seat */
	} cases[] = {
		{ "", "1100000000" },
		{ "[indicator a]\ntitle = a\nfrom = r\ntime = flow\nby = level\nwhere = heads > 1\n", "1100000010" },
		{ "[indicator a]\ntitle = a\nfrom = r\ntime = stock\nuntil = until\nended = ended\nmeasure = sum\nof = "
		  "money\nregion = seat\n",
			"1111001001" },
		{ "[indicator a]\ntitle = a\nfrom = r\ntime = flow\nmeasure = distinct\nof = heads\n", "1100000010" },
	};
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct program program;
		prepare(&f, cases[i].indicators, "");
		build(&f, &program);
		char found[16] = "";
		for (int field = 0; field < 10; field++)
			found[field] = program.needed[field] ? '1' : '0';
		if (strcmp(found, cases[i].needed) == 0) {
			program_done(&program);
			continue;
		}
		/* the region field comes at place 8 */
		fail_msg("case %zu: %s instead of %s", i, found, cases[i].needed);
	}
	fixture_close(&f);
}

static void test_keys_of_groups(void **state)
{
	struct fixture f;
	struct program program;
	(void)state;
	fixture_open(&f);
	prepare(&f, "[indicator a]\ntitle = a\nfrom = r\ntime = flow\nby = level*kind, kind\n",
		"1,2018-02-01,,,b,z,,,410971,\n2,2018-03-31,,,b,z,,,410971,\n3,2018-03-31,,,,y,,,410902,\n4,2018-04-01,,,a,,,,"
		"410902,\n");
	build(&f, &program);
	feed(&f, &program);
	const struct cube *cube = &program.cubes[0];
	assert_int_equal(cube->fields_count, 2);
	assert_int_equal(cube->groups.count, 3);
	assert_int_equal(group_region(cube->groups.keys[0]), fixture_region(&f, "410971"));
	assert_int_equal(group_time(cube->groups.keys[0]), fixture_period("2018Q1"));
	assert_int_equal(group_code(cube, cube->groups.keys[0], 0), 1);
	assert_int_equal(group_code(cube, cube->groups.keys[0], 1), 2);
	assert_true(table_sums(&cube->groups, 0)[0] == 2);
	assert_int_equal(group_code(cube, cube->groups.keys[1], 0), 2); /* null is one past the last */
	assert_int_equal(group_code(cube, cube->groups.keys[1], 1), 1);
	assert_int_equal(group_code(cube, cube->groups.keys[2], 0), 0);
	assert_int_equal(group_code(cube, cube->groups.keys[2], 1), 3);
	assert_int_equal(group_time(cube->groups.keys[2]), fixture_period("2018Q2"));
	assert_int_equal(program.first_record, date_from(2018, 2, 1));
	assert_int_equal(program.last_record, date_from(2018, 4, 1));
	program_reset(&program);
	assert_int_equal(program.cubes[0].groups.count, 0);
	assert_true(program.first_record > program.last_record);
	feed(&f, &program);
	assert_int_equal(program.cubes[0].groups.count, 3);
	program_done(&program);
	fixture_close(&f);
}

static void test_too_many_combinations(void **state)
{
	struct fixture f;
	struct program program;
	char *text = NULL;
	size_t bytes = 0;
	(void)state;
	fixture_open(&f);
	FILE *out = open_memstream(&text, &bytes);
	fputs("[area]\ntitle = x\n[register r]\nfiles = ../rows.csv\n[field r.day]\ntype = date\n", out);
	for (int field = 0; field < 4; field++) {
		fprintf(out, "[field r.c%d]\ntype = code\ncodes = ", field);
		for (int code = 0; code < 120; code++)
			fprintf(out, "%sk%d:码", code ? " | " : "", code);
		fputc('\n', out);
	}
	fputs("[indicator i]\ntitle = i\nfrom = r\ntime = flow\nby = c0, c1, c2, c3\n", out);
	fclose(out);
	fixture_office(&f, "a", text);
	free(text);
	fixture_prepare(&f);
	assert_false(program_build(&f.run.catalog, 0, &f.arena, &program, &f.error));
	assert_int_equal(f.error.code, ERROR_AREA);
	assert_non_null(strstr(f.error.what, "a.i: its breakdowns have more than 134217728 combinations"));
	program_done(&program);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_thirty_indicators_are_one_cube),
		cmocka_unit_test(test_what_makes_a_cube),
		cmocka_unit_test(test_needed_fields),
		cmocka_unit_test(test_keys_of_groups),
		cmocka_unit_test(test_too_many_combinations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
