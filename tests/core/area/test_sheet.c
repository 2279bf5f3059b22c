/* Tests of area/sheet.c: small tables with fixed headings, read whole. */
#include "fixture.h"

#include "area/sheet.h"

static const struct sheet_column columns[] = { { "code", true }, { "name", true }, { "note", false } };

enum { COLUMNS = 3 };

static bool sheet_of(struct office *office, const void *bytes, size_t count, struct sheet *sheet)
{
	office_bytes(office, "t.csv", bytes, count);
	error_clear(&office->error);
	faults_init(&office->faults, &office->arena);
	return sheet_read(
		office_path(office, "t.csv"), columns, COLUMNS, &office->arena, &office->faults, sheet, &office->error);
}

static void is(const struct sheet *sheet, size_t row, size_t column, const char *wanted)
{
	assert_true(row < sheet->rows);
	struct text cell = sheet->cells[row * sheet->columns + column];
	if (!text_is(cell, wanted))
		fail_msg("row %zu column %zu: '%.*s' is not '%s'", row, column, (int)cell.len, cell.at, wanted);
}

static void forms_of_one_table(void **state)
{
	static const struct {
		const char *what, *bytes;
	} cases[] = {
		{ "plain", "code,name,note\n1,甲,x\n2,乙,\n" },
		{ "no newline at the end", "code,name,note\n1,甲,x\n2,乙," },
		{ "other order", "note,code,name\nx,1,甲\n,2,乙\n" },
		{ "BOM and CRLF",
			"\xef\xbb\xbf"
			"code,name,note\r\n1,甲,x\r\n2,乙,\r\n" },
		{ "GBK", "code,name,note\n1,\xbc\xd7,x\n2,\xd2\xd2,\n" },
		{ "blanks", " code , name ,note\n 1 ,　甲　,x \n2, 乙 ,\n" },
		{ "quotes", "\"code\",\"name\",\"note\"\n\"1\",\"甲\",\"x\"\n\"2\",\"乙\",\"\"\n" },
		{ "a column without a heading", "code,name,,note\n1,甲,q,x\n2,乙,q,\n" },
		{ "empty lines", "code,name,note\n1,甲,x\n\n2,乙,\n\n" },
	};
	struct office *office = *state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sheet sheet = { 0 };
		if (!sheet_of(office, cases[i].bytes, strlen(cases[i].bytes), &sheet))
			fail_msg("%s: %s", cases[i].what, office->error.what);
		print_faults(&office->faults);
		assert_int_equal(office->faults.count, 0);
		assert_int_equal(sheet.columns, COLUMNS);
		if (sheet.rows != 2)
			fail_msg("%s: %zu rows", cases[i].what, sheet.rows);
		is(&sheet, 0, 0, "1");
		is(&sheet, 0, 1, "甲");
		is(&sheet, 0, 2, "x");
		is(&sheet, 1, 0, "2");
		is(&sheet, 1, 1, "乙");
		is(&sheet, 1, 2, "");
		assert_int_equal(sheet.lines[0], 2);
	}
}

static void a_column_may_be_absent(void **state)
{
	struct office *office = *state;
	struct sheet sheet = { 0 };
	assert_true(sheet_of(office, "name,code\n甲,1\n", strlen("name,code\n甲,1\n"), &sheet));
	assert_int_equal(office->faults.count, 0);
	is(&sheet, 0, 0, "1");
	is(&sheet, 0, 2, "");
}

static void lines_are_those_of_the_file(void **state)
{
	static const char text[] = "code,name\n1,\"甲\n乙\"\n2,丙\n";
	struct office *office = *state;
	struct sheet sheet = { 0 };
	assert_true(sheet_of(office, text, sizeof(text) - 1, &sheet));
	assert_int_equal(sheet.rows, 2);
	is(&sheet, 0, 1, "甲\n乙");
	assert_int_equal(sheet.lines[0], 2);
	assert_int_equal(sheet.lines[1], 4);
}

static void faults(void **state)
{
	static const struct {
		const char *bytes, *where, *part;
		size_t rows; /* that are there all the same */
	} cases[] = {
		{ "", "t.csv:1", "empty file; the first line must hold the headings", 0 },
		{ "code\n1\n", "t.csv:1", "no column 'name'", 1 },
		{ "code,name,nte\n1,a,b\n", "t.csv:1", "unknown column 'nte'; did you mean 'note'?", 1 },
		{ "code,name,price\n1,a,b\n", "t.csv:1", "unknown column 'price'; allowed: code, name, note", 1 },
		{ "code,name,code\n1,a,2\n", "t.csv:1", "column 'code' stands twice", 1 },
		{ "code,name\n1,a\n2\n3,c\n", "t.csv:3", "damaged record: wrong number of fields", 2 },
		{ "code,name\n1,a\n2,b,c\n", "t.csv:3", "damaged record", 1 },
		{ "code,name\n1,\"a\"b\n3,c\n", "t.csv:2", "damaged record", 1 },
	};
	struct office *office = *state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sheet sheet = { 0 };
		if (!sheet_of(office, cases[i].bytes, strlen(cases[i].bytes), &sheet))
			fail_msg("%s", office->error.what);
		if (office->faults.count != 1)
			fail_msg("'%s': %zu faults", cases[i].bytes, office->faults.count);
		assert_told(&office->faults, cases[i].where, (const char *const[]){ cases[i].part, NULL });
		assert_int_equal(sheet.rows, cases[i].rows);
	}
}

static void header_only(void **state)
{
	struct office *office = *state;
	struct sheet sheet = { 0 };
	assert_true(sheet_of(office, "code,name\n", 10, &sheet));
	assert_int_equal(office->faults.count, 0);
	assert_int_equal(sheet.rows, 0);
}

static void no_file(void **state)
{
	struct office *office = *state;
	struct sheet sheet = { 0 };
	faults_init(&office->faults, &office->arena);
	assert_false(sheet_read(
		office_path(office, "none.csv"), columns, COLUMNS, &office->arena, &office->faults, &sheet, &office->error));
	assert_holds(office->error.what, "none.csv: cannot open: No such file or directory");
}

/* More rows than a batch of the reader holds. */
static void many_rows(void **state)
{
	struct office *office = *state;
	struct sheet sheet = { 0 };
	enum { ROWS = 5000 };
	char *text = malloc(ROWS * 16 + 16), number[16];
	assert_non_null(text);
	size_t used = (size_t)sprintf(text, "code,name\n");
	for (int i = 0; i < ROWS; i++)
		used += (size_t)sprintf(text + used, "%d,n%d\n", i, i);
	assert_true(sheet_of(office, text, used, &sheet));
	free(text);
	assert_int_equal(sheet.rows, ROWS);
	for (size_t i = 0; i < ROWS; i++) {
		snprintf(number, sizeof(number), "n%zu", i);
		is(&sheet, i, 1, number);
		assert_int_equal(sheet.lines[i], i + 2);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, office_open, office_close)
	const struct CMUnitTest tests[] = {
		TEST(forms_of_one_table),
		TEST(a_column_may_be_absent),
		TEST(lines_are_those_of_the_file),
		TEST(faults),
		TEST(header_only),
		TEST(no_file),
		TEST(many_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
