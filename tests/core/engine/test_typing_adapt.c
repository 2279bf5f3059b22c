/* Tests of engine/typing_adapt.c and of what reader.c does for it: registers that are written in their own way, and the values that are meant. */
#include "readings.h"

/* A file, what the INI says of it, and its rows as they are understood; then its issues. */
struct adapted {
	const char *name, *reg, *file;
	const char *rows; /* "state no day level amount heads until county", '-' for nothing */
	const char *issues;
};

#define HEAD "编号,日期,等级,金额,人数,到期,县区\n"

static const struct adapted cases[] = {
	{ .name = "a decimal comma behind semicolons, blanks in groups",
		.reg = "delimiter = semicolon\ndecimal = comma\ngrouping = blank\n",
		.file = "编号;日期;等级;金额;人数;到期;县区\na;2018-01-01;市;1 234,50;3 000;;410902\n"
			"b;2018-01-01;市;1.234,50;3,5;;410902\n",
		.rows = "good a 2018-01-01 municipal 1234.50 3000 - 410902\n"
			"rejected b 2018-01-01 municipal - - - 410902\n",
		.issues = "3:4 amount number error 1.234,50\n3:5 heads number warning 3,5\n" },
	{ .name = "what two readings fit is no number",
		.reg = "",
		.file = HEAD "a,2018-01-01,市,\"1,5\",3 000,,410902\n",
		.rows = "rejected a 2018-01-01 municipal - - - 410902\n",
		.issues = "2:4 amount number error 1,5\n2:5 heads number warning 3 000\n" },
	{ .name = "points in groups, and an apostrophe in full width",
		.reg = "decimal = comma\ngrouping = point, apostrophe\n",
		.file = HEAD "a,2018-01-01,市,\"1.234,50\",１＇２３４,,410902\n",
		.rows = "good a 2018-01-01 municipal 1234.50 1234 - 410902\n",
		.issues = "" },
	{ .name = "a fraction of zeros is whole",
		.reg = "",
		.file = HEAD "a,2018-01-01,市,49722.000,49722.0,,410902\n",
		.rows = "good a 2018-01-01 municipal 49722.00 49722 - 410902\n",
		.issues = "" },
	{ .name = "a column of 亿元, and units in cells",
		.reg = "unit.amount = 亿元\n",
		.file = HEAD
		"a,2018-01-01,市,1.2,,,410902\nb,2018-01-01,市,0.0000001,,,410902\nc,2018-01-01,市,350万,,,410902\n"
		"d,2018-01-01,市,\"1,200 元\",3人,,410902\n",
		.rows = "good a 2018-01-01 municipal 12000.00 - - 410902\nrejected b 2018-01-01 municipal - - - 410902\n"
			"good c 2018-01-01 municipal 350.00 - - 410902\nwarning d 2018-01-01 municipal 0.12 - - 410902\n",
		.issues = "3:4 amount number error 0.0000001\n5:5 heads number warning 3人\n" },
	{ .name = "a column of 元 leaves digits",
		.reg = "unit.amount = 元\n",
		.file = HEAD "a,2018-01-01,市,12300,,,410902\nb,2018-01-01,市,12345,,,410902\n",
		.rows = "good a 2018-01-01 municipal 1.23 - - 410902\nrejected b 2018-01-01 municipal - - - 410902\n",
		.issues = "3:4 amount number error 12345\n" },
	{ .name = "parts of a cell: required, optional, several fields out of one column",
		.reg = "column.level = 说明\ncolumn.heads = 说明\nextract.level = 级别：([^，]*)\nextract.heads = ([0-9]+)人\n"
		       "extract.no = ^(..)[0-9]*$\n",
		.file = "编号,日期,说明,金额,到期,县区\n甲乙12,2018-01-01,\"级别：市，12人\",,,410902\n甲乙丙,2018-01-01,"
			"级别：国家,,,"
			"410902\n甲丁,2018-01-01,无,,,410902\n",
		.rows = "good 甲乙 2018-01-01 municipal - 12 - 410902\nrejected - 2018-01-01 national - - - 410902\n"
			"warning 甲丁 2018-01-01 - - - - 410902\n",
		.issues = "3:1 no extract error 甲乙丙\n4:3 level extract warning 无\n" },
	{ .name = "maps before types",
		.reg = "map.level = 一级 > national | 二　级 > 市 | 待定 >\nmap.county = 本级 > 410900\nmap.amount = 壹佰 > "
		       "100\n"
		       "map.no = x > y\n",
		.file = HEAD "x,2018-01-01,一级,壹佰,,,本 级\nb,2018-01-01,二级,5,,,410902\nc,2018-01-01,待定,,,,410902\n"
			     "d,2018-01-01,三级,,,,410902\n",
		.rows = "good y 2018-01-01 national 100.00 - - 410900\ngood b 2018-01-01 municipal 5.00 - - 410902\n"
			"warning c 2018-01-01 - - - - 410902\nwarning d 2018-01-01 - - - - 410902\n",
		.issues = "4:3 level required warning 待定\n5:3 level code warning 三级\n" },
	{ .name = "a map for empty cells, and for cells without the part",
		.reg = "map.county = (empty) > 410900\nextract.level = (.)级\nmap.level = (empty) > 国家\n",
		.file = HEAD "a,2018-01-01,市级,,,,\nb,2018-01-01,无,,,,410902\nc,2018-01-01,,,,,-\n",
		.rows = "good a 2018-01-01 municipal - - - 410900\ngood b 2018-01-01 national - - - 410902\n"
			"rejected c 2018-01-01 national - - - -\n",
		.issues = "4:7 county region error -\n" },
	{ .name = "constants, and the name of the file",
		.reg = "constant.level = 市级\nconstant.amount = 2.5\nfilename.day = people-([0-9]+)\nmap.until = 长期 >\n",
		.file = "编号,人数,到期,县区\na,1,长期,410902\nb,1,2019-01-01,410902\n",
		.rows = "good a 2018-12-31 municipal 2.50 1 - 410902\ngood b 2018-12-31 municipal 2.50 1 2019-01-01 410902\n",
		.issues = "" },
	{ .name = "a name of the file that is no value",
		.reg = "filename.level = (p[a-z]+)\nfilename.day = people-([0-9]+)\n",
		.file = "编号,金额,人数,到期,县区\na,,,,410902\n",
		.rows = "warning a 2018-12-31 - - - - 410902\n",
		.issues = "2:0 level code warning people\n" },
	{ .name = "rows between totals",
		.reg = "skip = 总计\nskip.level = (empty)\n",
		.file = HEAD
		"a,2018-01-01,,3,,,410902\na1,2018-01-01,市,1,,,410902\na2,2018-01-01,市,2,,,410902\n总计,,,3.00,,,\n",
		.rows = "passed - - - - - - -\ngood a1 2018-01-01 municipal 1.00 - - 410902\n"
			"good a2 2018-01-01 municipal 2.00 - - 410902\npassed - - - - - - -\n",
		.issues = "" },
	{ .name = "only some rows, and those that are damaged",
		.reg = "only.level = 市 | 地 市\nskip.heads = 0\n",
		.file = HEAD "a,2018-01-01,市,1,,,410902\nb,2018-01-01,国家,1,,,410902\nc,2018-01-01,地市,1,0,,410902\nd,x\n",
		.rows = "good a 2018-01-01 municipal 1.00 - - 410902\npassed - - - - - - -\npassed - - - - - - -\n"
			"rejected - - - - - - -\n",
		.issues = "5:0  width error \n" },
	{ .name = "cells are filled down as they stand, then adapted",
		.reg = "fill_down = level\nmap.level = 市 > 国家 | 国家 > 市\n",
		.file = HEAD "a,2018-01-01,市,,,,410902\nb,2018-01-01,,,,,410902\nc,2018-01-01,国家,,,,410902\n",
		.rows = "good a 2018-01-01 national - - - 410902\ngood b 2018-01-01 national - - - 410902\n"
			"good c 2018-01-01 municipal - - - 410902\n",
		.issues = "" },
	{ .name = "regions as offices write them",
		.reg = "",
		.file = HEAD "a,2018-01-01,市,,,,东 区\nb,2018-01-01,市,,,,甲市东区\nc,2018-01-01,市,,,,全国甲市南县\n"
			     "d,2018-01-01,市,,,,开发\ne,2018-01-01,市,,,,乙市\nf,2018-01-01,市,,,,甲市西区\n",
		.rows = "good a 2018-01-01 municipal - - - 410902\ngood b 2018-01-01 municipal - - - 410902\n"
			"good c 2018-01-01 municipal - - - 410923\ngood d 2018-01-01 municipal - - - 410971\n"
			"rejected e 2018-01-01 municipal - - - -\nrejected f 2018-01-01 municipal - - - -\n",
		.issues = "7:7 county region error 甲市西区\n6:7 county scope error 乙市\n" },
};

static size_t render_value(const struct fixture *f, const struct schema_field *field, const struct tally_column *column,
	uint32_t row, char out[64])
{
	if (!tally_has(column, row))
		return (size_t)snprintf(out, 64, "-");
	if (field->type == TALLY_TEXT)
		return (size_t)snprintf(out, 64, "%.*s", (int)tally_text(column, row).bytes, tally_text(column, row).at);
	if (field->type == TALLY_CODE)
		return (size_t)snprintf(out, 64, "%s", field->codes[tally_code_at(column, row)].name);
	if (field->type == TALLY_REGION)
		return (size_t)snprintf(out, 64, "%s", f->run.workspace.regions.rows[tally_code_at(column, row)].code);
	if (field->type == TALLY_DATE) {
		date_print(tally_days(column, row), out);
		return strlen(out);
	}
	return wide_print(tally_integer(column, row), field->scale, out);
}

static void render(const struct fixture *f, const struct record_batch *batch, char *out, size_t bytes)
{
	static const char *const states[] = { "good", "warning", "rejected", "passed", "repeated" };
	const struct schema *schema = &f->run.catalog.registers[0].schema;
	size_t used = 0;
	for (uint32_t row = 0; row < batch->typed.rows; row++) {
		used += (size_t)snprintf(out + used, bytes - used, "%s", states[batch->states[row]]);
		for (uint32_t i = 0; i < schema->fields_count; i++) {
			char value[64];
			render_value(f, &schema->fields[i], &batch->typed.columns[i], row, value);
			used += (size_t)snprintf(out + used, bytes - used, " %s", value);
		}
		used += (size_t)snprintf(out + used, bytes - used, "\n");
		assert_true(used < bytes);
	}
}

static void check(struct fixture *f, const struct adapted *c)
{
	char rows[4096] = "", issues[4096] = "", reg[1024];
	struct record_batch *batch = NULL;
	size_t count;
	snprintf(reg, sizeof(reg), "files = ../people*.csv\n%s", c->reg);
	readings_declare(f, NULL, reg, NULL);
	fixture_write(f, "people-20181231.csv", c->file);
	fixture_prepare(f);
	struct program program;
	int on = fixture_register(f, "people");
	assert_true(program_build(&f->run.catalog, on, &f->arena, &program, &f->error));
	struct reader_options options = { .catalog = &f->run.catalog, .on = on, .needed = program.needed };
	struct reader *reader = reader_open(&options, &f->arena, &f->error);
	if (!reader || !reader_next(reader, &batch, &f->error))
		fail_msg("%s: %s", c->name, f->error.what);
	assert_non_null(batch);
	render(f, batch, rows, sizeof(rows));
	readings_issues(batch->source, issues, sizeof(issues));
	if (strcmp(rows, c->rows) != 0 || strcmp(issues, c->issues) != 0)
		print_error("%s:\n%s%s", c->name, rows, issues);
	assert_string_equal(rows, c->rows);
	assert_string_equal(issues, c->issues);
	assert_true(reader_next(reader, &batch, &f->error));
	reader_sources(reader, &count);
	assert_int_equal(count, 1);
	reader_close(reader);
	program_done(&program);
}

static void test_adapted_registers(void **state)
{
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(&f, &cases[i]);
	fixture_close(&f);
}

/* What an issue says: the cell as it stands, and what it was read as. */
static void test_messages(void **state)
{
	static const struct {
		const char *reg, *row, *message;
	} told[] = {
		{ "extract.level = (.)级\n", "a,2018-01-01,丙级,,,,410902\n",
			"read as '丙': is none of the codes of this field; allowed: 国家, 市" },
		{ "", "a,2018-01-01,市,,,,甲市西区\n",
			"is no code or name of the table of regions; near: 东区 410902, 旧县 410922, 南县 410923" },
		{ "", "a,2018-01-01,市,,,,西区\n", "is no code or name of the table of regions; near: 东区 410902" },
		{ "", "a,2018-01-01,市,,,,410912\n",
			"is no code or name of the table of regions; near: 东区 410902, 旧县 410922" },
	};
	struct fixture f;
	(void)state;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		struct scan_result result;
		char file[512];
		readings_declare(&f, NULL, told[i].reg, NULL);
		snprintf(file, sizeof(file), HEAD "%s", told[i].row);
		fixture_write(&f, "people.csv", file);
		fixture_prepare(&f);
		readings_scan(&f, &result);
		assert_int_equal(result.sources[0].issues.kept_count, 1);
		if (!strstr(result.sources[0].issues.kept[0].message, told[i].message))
			fail_msg("'%s' is not '%s'", result.sources[0].issues.kept[0].message, told[i].message);
		scan_done(&result);
	}
	fixture_close(&f);
}

/* A name that one code had after the other means the one that is valid on the date of the record; two at a time are a matter for a person. */
static void test_names_that_passed_from_code_to_code(void **state)
{
	struct fixture f;
	struct scan_result result;
	char issues[1024] = "";
	(void)state;
	fixture_open(&f);
	readings_declare(&f, NULL, NULL, NULL);
	fixture_write(&f, "regions.csv",
		"code,name,level,parent,first_day,last_day,successor\n410900,甲市,prefecture,,,,\n410902,东区,county,410900,,,"
		"\n"
		"410922,泉县,county,410900,,2017-06-30,410923\n410923,泉县,county,410900,2017-07-01,,\n"
		"410924,山县,county,410900,,,\n410925,山县,county,410900,2018-01-01,,\n");
	fixture_write(&f, "people.csv",
		HEAD "a,2017-06-30,市,,,,泉县\nb,2017-07-01,市,,,,甲市泉县\nc,2018-01-01,市,,,,泉 县\nd,2017-01-01,市,,,,山县\n"
		     "e,bad,市,,,,泉县\nf,2017-06-30,市,,,,泉\n");
	fixture_prepare(&f);
	readings_scan(&f, &result);
	readings_issues(&result.sources[0], issues, sizeof(issues));
	assert_string_equal(issues, "6:2 day date error bad\n5:7 county region error 山县\n7:7 county region error 泉\n");
	assert_int_equal(result.accepted, 3);
	assert_int_equal(fixture_cell(&f, &result, "a.count", "410923", "2017", "", 0), 2);
	assert_int_equal(fixture_cell(&f, &result, "a.count", "410923", "2018", "", 0), 1);
	scan_done(&result);
	fixture_close(&f);
}

/* A text that is filled down over the end of a batch keeps its value while the next batch goes on. */
static void test_texts_filled_down_over_batches(void **state)
{
	enum { ROWS = TALLY_BATCH_ROWS + 20 };
	struct fixture f;
	struct scan_result result;
	char *text = NULL;
	size_t bytes = 0;
	(void)state;
	fixture_open(&f);
	FILE *out = open_memstream(&text, &bytes);
	fputs(HEAD, out);
	for (int i = 0; i < ROWS; i++) /* the second batch begins with empty cells and ends with a longer one */
		fprintf(out, "%s,2018-01-01,市,,%d,,410902\n",
			i == 0                  ? "first"
				: i == ROWS - 1 ? "a much longer last one that makes the room grow and move"
						: "",
			i);
	fclose(out);
	readings_declare(&f, NULL, "fill_down = no\n",
		"[indicator named]\ntitle = 名\nunit = 家\nfrom = people\ntime = flow\nmeasure = distinct\nof = no\n");
	fixture_write_bytes(&f, "people.csv", text, bytes);
	free(text);
	fixture_prepare(&f);
	struct catalog_register *declared = (struct catalog_register *)(uintptr_t)&f.run.catalog.registers[0];
	declared->schema.keys_count = 0; /* equal keys are not what this is about */
	readings_scan(&f, &result);
	assert_int_equal(result.accepted, ROWS);
	assert_int_equal(fixture_cell(&f, &result, "a.named", "410900", "2018", "", 0), 2);
	scan_done(&result);
	fixture_close(&f);
}

static void test_names_of_files_that_say_nothing(void **state)
{
	struct fixture f;
	struct scan_result result;
	(void)state;
	fixture_open(&f);
	readings_declare(&f, NULL, "filename.day = ^([0-9]{8})\n", NULL);
	fixture_write(&f, "people.csv", "编号,等级,金额,人数,到期,县区\na,市,,,,410902\n");
	fixture_prepare(&f);
	struct scan_options options = { .catalog = &f.run.catalog, .on = fixture_register(&f, "people") };
	assert_false(scan_register(&options, &f.arena, &result, &f.error));
	assert_int_equal(f.error.code, ERROR_INPUT);
	assert_non_null(strstr(f.error.what, "people.csv: the name of the file does not hold what filename.day looks for"));
	scan_done(&result);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_adapted_registers),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_names_that_passed_from_code_to_code),
		cmocka_unit_test(test_texts_filled_down_over_batches),
		cmocka_unit_test(test_names_of_files_that_say_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
