/* Tests of engine/typing.c and typing_record.c: cells of text as typed values, and what is said of those that are none. */
#include "readings.h"

static const struct reading readings[] = {
	{ .name = "every form of a date, and a serial number",
		.rows = "a,2018/12/"
			"5,市,,,,410902\nb,2018年12月5日,市,,,,410902\nc,20181205,市,,,,410902\nd,43439,市,,,,410902\n"
			"e,2018-12-05 00:00,市,,,,410902\nf,2018.12.5,市,,,,410902\ng,２０１８－１２－０５,市,,,,410902\n",
		.read = 7,
		.issues = "" },
	{ .name = "what is no date",
		.rows = "a,2018-13-05,市,,,,410902\nb,soon,市,,,,410902\nc,2018-12,市,,,,410902\nd,2018,市,,,,410902\ne,2017-"
			"02-29,市,,,,410902\n",
		.read = 5,
		.rejected = 5,
		.issues = "2:2 day date error 2018-13-05\n3:2 day date error soon\n4:2 day date error 2018-12\n5:2 day date "
			  "error 2018\n6:2 day date error 2017-02-29\n" },
	{ .name = "the date is required, another one is not",
		.rows = "a,,市,,,,410902\nb,2018-01-01,市,,,,410902\nc,-,市,,,,410902\n",
		.read = 3,
		.rejected = 2,
		.issues = "2:2 day required error \n4:2 day required error -\n" },
	{ .name = "a bad date that ends a stock rejects, for the record cannot be placed",
		.rows = "a,2018-01-01,市,,,never,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:6 until date error never\n" },
	{ .name = "a century away, and not quite",
		.rows = "a,1018-12-05,市,,,,410902\nb,2118-01-01,市,,,,410902\nc,1918-12-31,市,,,,410902\nd,1919-01-01,市,,,"
			"2117-12-31,410902\ne,2018-01-01,市,,,9999-12-31,410902\n",
		.read = 5,
		.warned = 4,
		.issues = "2:2 day century warning 1018-12-05\n3:2 day century warning 2118-01-01\n4:2 day century warning "
			  "1918-12-31\n6:6 until century warning 9999-12-31\n" },
	{ .name = "a century away may be right, or an error",
		.area = "severity.century = off\n",
		.rows = "a,1018-12-05,市,,,,410902\n",
		.read = 1,
		.issues = "" },
	{ .name = "codes by name, title and alias",
		.rows = "a,2018-01-01,national,,,,410902\nb,2018-01-01,国家,,,,410902\nc,2018-01-01,地市,,,,410902\n",
		.read = 3,
		.issues = "" },
	{ .name = "no code",
		.rows = "a,2018-01-01,县,,,,410902\n",
		.read = 1,
		.warned = 1,
		.issues = "2:3 level code warning 县\n" },
	{ .name = "a required code that is empty keeps the record",
		.rows = "a,2018-01-01,,,,,410902\n",
		.read = 1,
		.warned = 1,
		.issues = "2:3 level required warning \n" },
	{ .name = "numbers: separators, full width, nulls, trailing zeros",
		.rows = "a,2018-01-01,市,\"1,234.50\",\"12,000\",,410902\nb,2018-01-01,市,１２．５,１２,,410902\nc,2018-01-01,"
			"市,—,…,,410902\nd,2018-01-01,市,1.500,-7,-,410902\n",
		.read = 4,
		.issues = "" },
	{ .name = "a bad number in a summed field is an error, in another a warning",
		.rows = "a,2018-01-01,市,x1,,,410902\nb,2018-01-01,市,,x1,,410902\nc,2018-01-01,市,1.234,,,410902\nd,2018-01-"
			"01,市,,1.5,,410902\n"
			"e,2018-01-01,市,\"12,34\",,,410902\nf,2018-01-01,市,1E+3,,,410902\ng,2018-01-01,市,,"
			"99999999999999999999,,410902\n",
		.read = 7,
		.warned = 3,
		.rejected = 4,
		.issues = "2:4 amount number error x1\n4:4 amount number error 1.234\n6:4 amount number error 12,34\n7:4 "
			  "amount number error 1E+3\n"
			  "3:5 heads number warning x1\n5:5 heads number warning 1.5\n8:5 heads number warning "
			  "99999999999999999999\n" },
	{ .name = "a spreadsheet ate a code",
		.rows = "4.10902E+17,2018-01-01,市,,,,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:1 no spreadsheet error 4.10902E+17\n" },
	{ .name = "the key is required",
		.rows = ",2018-01-01,市,,,,410902\n",
		.read = 1,
		.rejected = 1,
		.issues = "2:1 no required error \n" },
	{ .name = "regions by code, full width and name",
		.rows = "a,2018-01-01,市,,,,４１０９０２\nb,2018-01-01,市,,,,东区\nc,2018-01-01,市,,,,甲市\n",
		.read = 3,
		.issues = "" },
	{ .name = "regions that are none, lie outside or are not valid on the day",
		.rows = "a,2018-01-01,市,,,,999999\nb,2018-01-01,市,,,,411000\nc,2018-01-01,市,,,,410922\nd,2016-12-31,市,,,,"
			"410926\ne,2017-06-30,市,,,,410922\n"
			"f,2017-01-01,市,,,,410926\ng,2018-01-01,市,,,,\n",
		.read = 7,
		.rejected = 5,
		.issues = "2:7 county region error 999999\n8:7 county required error \n3:7 county scope error 411000\n4:7 "
			  "county region error 410922\n"
			  "5:7 county region error 410926\n" },
	{ .name = "rows to skip, and a total that does not agree",
		.rows = "a,2018-01-01,市,1.50,,,410902\nb,2018-01-01,市,2.50,,,410902\n小计,,,4.00,,,\nc,2018-01-01,市,1,,,"
			"410902\n合计,,,6.00,,,\n填表人：某某,,,,,,\n",
		.read = 3,
		.skipped = 3,
		.issues = "6:4 amount total warning 6.00\n" },
	{ .name = "each subtotal has the rows since the last one",
		.rows = "a,2018-01-01,市,1,,,410902\n小计,,,1,,,\nb,2018-01-01,市,2,,,410902\n小计,,,2,,,\n合计,,,3,,,\n",
		.read = 2,
		.skipped = 3,
		.issues = "" },
	{ .name = "merged cells are filled down",
		.reg = "fill_down = county, day\n",
		.rows = "a,2018-01-01,市,,,,410902\nb,,市,,,,\nc,2018-02-01,市,,,,\nd,,市,,,,410923\ne,,市,,,,\n",
		.read = 5,
		.issues = "" },
	{ .name = "a damaged row lends nothing to those below it",
		.reg = "fill_down = county\n",
		.rows = "a,2018-01-01,市,,,,410902\nb,2018-01-01,市,,,,410923,x\nc,2018-01-01,市,,,,\nd,2018-01-01,市,,,,"
			"410902\n",
		.read = 4,
		.rejected = 2,
		.issues = "3:0  width error \n4:7 county required error \n" },
	{ .name = "nothing to fill down from",
		.reg = "fill_down = county\n",
		.rows = "a,2018-01-01,市,,,,\nb,2018-01-01,市,,,,410902\n",
		.read = 2,
		.rejected = 1,
		.issues = "2:7 county required error \n" },
	{ .name = "words of the register for nothing",
		.reg = "nulls = 无\n",
		.rows = "a,2018-01-01,市,无,无,无,410902\n",
		.read = 1,
		.issues = "" },
};

static void test_readings(void **state)
{
	(void)state;
	readings_check(readings, sizeof(readings) / sizeof(readings[0]));
}

static void test_private_fields_are_masked(void **state)
{
	struct fixture f;
	char issues[1024] = "";
	struct scan_result result;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a",
		"[area]\ntitle = x\n[register people]\nfiles = ../people.csv\n[field people.day]\ntype = date\n[field "
		"people.card]\ntype = text\nprivate = yes\n"
		"check = cn-uscc\n[field people.born]\ntype = date\nprivate = yes\n[indicator n]\ntitle = n\nfrom = "
		"people\ntime = flow\n");
	fixture_write(&f, "people.csv", "day,card,born\n2018-01-01,secret,never\n2018-01-01,,2000-01-01\n");
	fixture_prepare(&f);
	readings_scan(&f, &result);
	readings_issues(&result.sources[0], issues, sizeof(issues));
	assert_string_equal(issues, "2:2 card cn-uscc warning ***\n3:2 card required warning \n2:3 born date warning ***\n");
	scan_done(&result);
	fixture_close(&f);
}

static void test_typed_values(void **state)
{
	struct fixture f;
	struct record_batch *batch = NULL;
	(void)state;
	fixture_open(&f);
	readings_declare(&f, NULL, NULL, NULL);
	fixture_write(&f, "people.csv",
		"编号,日期,等级,金额,人数,到期,县区\n a ,2018-12-05,市级,-1.5,７,,410971\nb,1969-12-31,,,,,甲市\n");
	fixture_prepare(&f);
	struct reader_options options = { .catalog = &f.run.catalog, .on = fixture_register(&f, "people") };
	struct reader *reader = reader_open(&options, &f.arena, &f.error);
	assert_non_null(reader);
	assert_true(reader_next(reader, &batch, &f.error));
	assert_non_null(batch);
	const struct tally_column *c = batch->typed.columns;
	assert_int_equal(batch->typed.rows, 2);
	assert_memory_equal(tally_text(&c[0], 0).at, "a", 1);
	assert_int_equal(tally_text(&c[0], 0).bytes, 1);
	assert_int_equal(tally_days(&c[1], 0), date_from(2018, 12, 5));
	assert_int_equal(tally_days(&c[1], 1), -1);
	assert_int_equal(tally_code_at(&c[2], 0), 1);
	assert_false(tally_has(&c[2], 1));
	assert_int_equal(tally_integer(&c[3], 0), -150);
	assert_int_equal(tally_integer(&c[4], 0), 7);
	assert_false(tally_has(&c[5], 0));
	assert_int_equal(tally_code_at(&c[6], 0), fixture_region(&f, "410971"));
	assert_int_equal(tally_code_at(&c[6], 1), fixture_region(&f, "410900"));
	assert_true(reader_next(reader, &batch, &f.error));
	assert_null(batch);
	size_t count;
	const struct text *headings;
	const int *columns = reader_columns(reader, &count, &headings);
	assert_int_equal(count, 7);
	assert_int_equal(columns[6], 6);
	assert_true(text_is(headings[6], "县区"));
	assert_false(reader_is_pipe(reader));
	reader_close(reader);
	fixture_close(&f);
}

/* A code that is part of the key is needed: without it the record could not be told from others. */
static void test_a_code_in_the_key(void **state)
{
	struct fixture f;
	char issues[1024] = "";
	struct scan_result result;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a",
		"[area]\ntitle = x\n[register people]\nfiles = ../people.csv\n[field people.day]\ntype = date\n[field "
		"people.kind]\ntype = code\ncodes = a:甲 | b:乙\nkey = yes\n");
	fixture_write(&f, "people.csv", "day,kind\n2018-01-01,甲\n2018-01-01,丙\n2018-01-01,\n");
	fixture_prepare(&f);
	readings_scan(&f, &result);
	readings_issues(&result.sources[0], issues, sizeof(issues));
	assert_string_equal(issues, "3:2 kind code error 丙\n4:2 kind required error \n");
	assert_int_equal(result.rejected, 2);
	scan_done(&result);
	fixture_close(&f);
}

/* What is filled down or added up goes on over the batches, and lines and rows are counted through. */
static void test_more_than_one_batch(void **state)
{
	enum { ROWS = 2 * TALLY_BATCH_ROWS + 7 };
	struct fixture f;
	struct scan_result result;
	char *text = NULL;
	size_t bytes = 0;
	(void)state;
	fixture_open(&f);
	FILE *out = open_memstream(&text, &bytes);
	fputs(readings_head, out);
	for (int i = 0; i < ROWS; i++)
		fprintf(out, "n%d,2018-01-01,%s,1.00,,,%s\n", i, i == ROWS - 1 ? "县" : "市",
			i % 1000    ? ""
				: i ? "410923"
				    : "410902");
	fprintf(out, "合计,,,%d.01,,,\n", ROWS);
	fclose(out);
	readings_declare(&f, NULL, "fill_down = county\n", NULL);
	fixture_write_bytes(&f, "people.csv", text, bytes);
	free(text);
	fixture_prepare(&f);
	readings_scan(&f, &result);
	char issues[1024] = "", wanted[1024];
	readings_issues(&result.sources[0], issues, sizeof(issues));
	snprintf(wanted, sizeof(wanted), "%d:3 level code warning 县\n%d:4 amount total warning %d.01\n", ROWS + 1, ROWS + 2,
		ROWS);
	assert_string_equal(issues, wanted);
	assert_int_equal(result.read, ROWS);
	assert_int_equal(fixture_cell(&f, &result, "a.count", "410902", "2018", "", 0), 1000);
	assert_int_equal(fixture_cell(&f, &result, "a.count", "410923", "2018", "", 0), ROWS - 1000);
	assert_int_equal(fixture_cell(&f, &result, "a.money", "410900", "2018", "", 0), ROWS * 100);
	scan_done(&result);
	fixture_close(&f);
}

/* Codes in the order of the declaration, each once; what is none of them is told, and the others stay. */
static void test_several_codes(void **state)
{
	static const char *const wanted[] = { "b;c", "a", "", "a;b;c", "", "c" };
	struct fixture f;
	struct record_batch *batch;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a",
		"[area]\ntitle = 样本\n[register r]\ntitle = 台账\nfiles = ../rows.csv\n[field r.day]\ntype = date\n"
		"[field r.tags]\ntype = code\ncodes = a:甲 | b:乙 | c:丙\nlist = ;、\noptional = yes\n");
	fixture_write(&f, "rows.csv",
		"day,tags\n2018-01-01,丙;b;c\n2018-01-01, a ;\n2018-01-01,\n2018-01-01,c、乙; "
		"a\n2018-01-01,x;y\n2018-01-01,z;丙\n");
	fixture_prepare(&f);
	struct reader_options options = { .catalog = &f.run.catalog, .on = 0 };
	struct reader *reader = reader_open(&options, &f.arena, &f.error);
	assert_non_null(reader);
	assert_true(reader_next(reader, &batch, &f.error));
	const struct tally_column *tags = &batch->typed.columns[1];
	const struct schema_field *field = &f.run.catalog.registers[0].schema.fields[1];
	assert_int_equal(tags->type, TALLY_CODES);
	for (uint32_t row = 0; row < 6; row++) {
		assert_int_equal(tally_has(tags, row), wanted[row][0] != '\0');
		assert_string_equal(schema_list_text(field, tally_codes_at(tags, row), false, &f.arena), wanted[row]);
		assert_int_equal(tally_codes_have(tags, row, 2), strchr(wanted[row], 'c') != NULL);
	}
	assert_string_equal(schema_list_text(field, tally_codes_at(tags, 3), true, &f.arena), "甲;乙;丙");
	assert_int_equal(batch->source->issues.total, 3);
	assert_non_null(strstr(batch->source->issues.kept[0].message, "'x' is none of the codes"));
	assert_non_null(strstr(batch->source->issues.kept[2].message, "'z' is none of the codes"));
	reader_close(reader);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readings),
		cmocka_unit_test(test_private_fields_are_masked),
		cmocka_unit_test(test_typed_values),
		cmocka_unit_test(test_a_code_in_the_key),
		cmocka_unit_test(test_several_codes),
		cmocka_unit_test(test_more_than_one_batch),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
