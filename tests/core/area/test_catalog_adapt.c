/* Tests of area/catalog_adapt.c and catalog_input.c: what the workspace says of a register's cells, and each way in which it makes no sense, told with its
 * line before anything is read. */
#include "fixture.h"

struct wrong {
	const char *said; /* added under [register firms] */
	const char *parts[4];
};

static const struct wrong wrongs[] = {
	{ "header = 0",
		{ "header: '0' is not allowed; the line of the headings, 1 to 1000, or the first and the last of up to 10: "
		  "2..3" } },
	{ "header = 3..2", { "header: '3..2' is not allowed" } },
	{ "header = 1..11", { "header: '1..11' is not allowed" } },
	{ "header = 2..", { "header: '2..' is not allowed" } },
	{ "header = two", { "header: 'two' is not allowed" } },
	{ "encoding = klingon", { "encoding: 'klingon' is not known", "iconv -l" } },
	{ "delimiter = two", { "delimiter: 'two' is not allowed" } },
	{ "decimal = dot", { "decimal: 'dot' is not allowed", "point", "comma" } },
	{ "grouping = blank, comas", { "grouping: 'comas' is not allowed", "did you mean 'comma'" } },
	{ "grouping = point", { "grouping: point stands before the fraction already (decimal = point)" } },
	{ "grouping = none, blank", { "none goes with no other mark" } },
	{ "extract.levle = (x)", { "extract.levle: no field 'levle'", "did you mean 'level'" } },
	{ "extract.level = x", { "extract.level: 'x' has 0 groups in brackets; write exactly one" } },
	{ "extract.level = (a)(b)", { "extract.level: '(a)(b)' has 2 groups" } },
	{ "extract.level = (a", { "extract.level: '(a' is no extended regular expression: " } },
	{ "extract.level = (a)\\1", { "refers back to its group" } },
	{ "filename.founded = [0-9]+", { "filename.founded: '[0-9]+' has 0 groups" } },
	{ "unit.level = 亿元", { "unit.level: 'level' is no number with a unit" } },
	{ "unit.capital = 家", { "unit.capital: '家' cannot be turned into '万元'" } },
	{ "map.level = 甲", { "map.level: '甲' is not allowed; write from > to | from > to, or @file.csv" } },
	{ "map.level = 甲 > nationl", { "map.level: 'nationl' is no value of the field 'level'", "did you mean 'national'" } },
	{ "map.level = 甲 > 国家 | ＡB > 省 | a b > 市", { "map.level: 'a b' is led to two values" } },
	{ "map.level = @none.csv", { "map.level: ", "none.csv" } },
	{ "map.county = 本级 > 419999", { "'419999' is no value of the field 'county'" } },
	{ "map.capital = 壹 > 1,5", { "'1,5' is no value of the field 'capital'" } },
	{ "map.founded = 建国 > 1949", { "'1949' is no value of the field 'founded'" } },
	{ "constant.level = 县", { "constant.level: '县' is no value of the field 'level'" } },
	{ "constant.founded = 2018-13-01", { "'2018-13-01' is no value of the field 'founded'" } },
	{ "constant.level = 国家\nextract.level = (.)", { "constant.level: extract.level says another place" } },
	{ "filename.code = (.)\ncolumn.code = x", { "filename.code: column.code says another place" } },
	{ "skip.level =", { "skip.level: says no value" } },
	{ "only.levels = a", { "only.levels: no field 'levels'" } },
};

static void each_is_told_with_its_line(void **state)
{
	struct office *office = *state;
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		const struct wrong *c = &wrongs[i];
		char lines[512], first[512], where[64];
		snprintf(lines, sizeof(lines), "covers = 2017..\n%s\n", c->said);
		snprintf(first, sizeof(first), "%.*s\n", (int)strcspn(c->said, "\n"), c->said);
		char *plain = replaced(office_area, "alias.level = 等级\n", ""),
		     *text = replaced(plain, "covers = 2017..\n", lines);
		office_standard(office);
		office_write(office, "areas/a.ini", text);
		if (!office_read(office))
			fail_msg("'%s': %s", c->said, office->error.what);
		snprintf(where, sizeof(where), "areas/a.ini:%u", line_of(text, first));
		if (office->faults.count != 1)
			print_error("of '%s':\n", c->said);
		assert_told(&office->faults, where,
			(const char *const[]){ c->parts[0], c->parts[1], c->parts[2], c->parts[3], NULL });
		free(plain);
		free(text);
	}
}

static void what_is_said_of_cells(void **state)
{
	struct office *office = *state;
	char *text = replaced(office_area, "covers = 2017..\n",
		"decimal = comma\ngrouping = blank, point\nunit.capital = 元\nmap.level = 甲 级 > 国家 | 无 >\n"
		"map.county = @../counties.csv\nextract.code = ([0-9A-Z]{18})\nconstant.closed = 2018-12-31\n"
		"filename.founded = ([0-9]+)\nskip.level = (empty)\nonly.capital = 1 | 2\ncolumn.level = 说明\n");
	office_standard(office);
	office_write(office, "areas/a.ini", text);
	office_write(office, "counties.csv", "to,from\n410902,东城\n南县,\"南,县\"\n,其他\n");
	free(text);
	office_good(office);
	const struct catalog_register *firms = &office->catalog.registers[0];
	const struct adaptation *code = &firms->adaptations[0], *level = &firms->adaptations[1];
	const struct adaptation *capital = &firms->adaptations[4], *county = &firms->adaptations[5];
	assert_true(code->changes && level->changes && county->changes && !capital->changes);
	assert_string_equal(code->extract, "([0-9A-Z]{18})");
	assert_string_equal(level->column, "说明");
	assert_string_equal(firms->adaptations[2].filename, "([0-9]+)");
	assert_string_equal(firms->adaptations[3].constant, "2018-12-31");
	assert_true(text_is(value_map_find(level->map, TEXT("甲级"))->to, "国家"));
	assert_true(text_is(value_map_find(level->map, TEXT(" 无"))->to, ""));
	assert_null(value_map_find(level->map, TEXT("甲")));
	assert_true(text_is(value_map_find(county->map, TEXT("南,县"))->to, "南县"));
	assert_int_equal(county->map->count, 3);
	assert_true(capital->notated && capital->notation.comma);
	assert_int_equal(capital->notation.groups, GROUP_BLANK | GROUP_POINT);
	assert_int_equal(capital->notation.shift, -4);
	assert_int_equal(firms->filters_count, 2);
	assert_int_equal(firms->filters[0].field, 1);
	assert_false(firms->filters[0].only);
	assert_true(firms->filters[1].only);
}

static void nothing_said(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_good(office);
	const struct catalog_register *firms = &office->catalog.registers[0];
	for (uint32_t i = 0; i < firms->schema.fields_count; i++)
		assert_false(firms->adaptations[i].changes || firms->adaptations[i].notated);
	assert_non_null(firms->adaptations[4].notation.unit);
	assert_null(firms->adaptations[0].notation.unit);
	assert_int_equal(firms->filters_count, 0);
}

/* A map file has its own faults, told with its own lines. */
static void a_map_file_with_faults(void **state)
{
	struct office *office = *state;
	char *text = replaced(office_area, "covers = 2017..\n", "map.level = @../m.csv\n");
	office_standard(office);
	office_write(office, "areas/a.ini", text);
	free(text);
	office_write(office, "m.csv", "from,into\n甲,国家\n");
	assert_true(office_read(office));
	assert_int_equal(office->faults.count, 2);
	assert_holds(office->faults.first->where, "m.csv:1");
	assert_holds(office->faults.first->what, "unknown column 'into'");
	assert_holds(office->faults.last->what, "no column 'to'");
}

/* A register that another file declares: its key may be said by the workspace, which is not passed over. */
static void the_key_of_a_register_declared_elsewhere(void **state)
{
	struct office *office = *state;
	char *declared = replaced(office_area, "files = firms.csv\nkey = code\ncovers = 2017..\nalias.level = 等级\n", "");
	char *plain = replaced(declared, "severity.closing = error\n", "");
	office_standard(office);
	office_write(office, "common/firms.ini", plain);
	office_write(office, "areas/a.ini",
		"[area]\ndefine = ../common/firms.ini\n[register firms]\nfiles = firms.csv\nkey = founded, code\n");
	office_good(office);
	const struct schema *schema = &office->catalog.registers[0].schema;
	assert_int_equal(schema->keys_count, 2);
	assert_int_equal(schema->keys[0], 0);
	assert_int_equal(schema->keys[1], 2);
	assert_true(schema->fields[2].flags & TALLY_KEY);
	office_write(office, "areas/a.ini",
		"[area]\ndefine = ../common/firms.ini\n[register firms]\nfiles = firms.csv\nkey = code, fonded\n");
	assert_true(office_read(office));
	assert_told(&office->faults, "areas/a.ini:5",
		(const char *const[]){ "key: no field 'fonded' in register 'firms'", "did you mean 'founded'", NULL });
	free(declared);
	free(plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_is_told_with_its_line, office_open, office_close),
		cmocka_unit_test_setup_teardown(what_is_said_of_cells, office_open, office_close),
		cmocka_unit_test_setup_teardown(nothing_said, office_open, office_close),
		cmocka_unit_test_setup_teardown(a_map_file_with_faults, office_open, office_close),
		cmocka_unit_test_setup_teardown(the_key_of_a_register_declared_elsewhere, office_open, office_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
