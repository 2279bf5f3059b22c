/* Tests of io/workbook*.c and io/rows*.c by their parts: number formats, names of cells, characters that XML cannot hold, headings, and memory that ends. What
 * whole files give is tests/excel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "failing.h"
#include "io/rows_heads.h"
#include "io/workbook_inner.h"

static const struct {
	const char *code;
	enum format_kind kind;
	unsigned zeros;
} formats[] = {
	{ "General", FORMAT_NUMBER, 0 },
	{ "0", FORMAT_NUMBER, 0 },
	{ "00", FORMAT_NUMBER, 2 },
	{ "000000", FORMAT_NUMBER, 6 },
	{ "000000;-000000", FORMAT_NUMBER, 6 },
	{ "00-00", FORMAT_NUMBER, 0 },
	{ "#,##0.00", FORMAT_NUMBER, 0 },
	{ "0.00E+00", FORMAT_NUMBER, 0 },
	{ "[Red]-0.00", FORMAT_NUMBER, 0 },
	{ "0.00%", FORMAT_PERCENT, 0 },
	{ "0\"%\"", FORMAT_NUMBER, 0 },
	{ "#,##0\"年月日\"", FORMAT_NUMBER, 0 },
	{ "\\y0", FORMAT_NUMBER, 0 },
	{ "_d0_m", FORMAT_NUMBER, 0 },
	{ "*d0", FORMAT_NUMBER, 0 },
	{ "[$-804]General", FORMAT_NUMBER, 0 },
	{ "[DBNum1][$-804]General", FORMAT_NUMBER, 0 },
	{ "\"\"", FORMAT_NUMBER, 0 },
	{ ";;;", FORMAT_NUMBER, 0 },
	{ "@", FORMAT_NUMBER, 0 },
	{ "", FORMAT_NUMBER, 0 },
	{ "\"open", FORMAT_NUMBER, 0 },
	{ "[open", FORMAT_NUMBER, 0 },
	{ "0\\", FORMAT_NUMBER, 0 },
	{ "yyyy-mm-dd", FORMAT_DAY, 0 },
	{ "yyyy\\-mm\\-dd;@", FORMAT_DAY, 0 },
	{ "[$-804]yyyy\"年\"m\"月\"d\"日\";@", FORMAT_DAY, 0 },
	{ "D-MMM-YY", FORMAT_DAY, 0 },
	{ "m/d", FORMAT_DAY, 0 },
	{ "aaaa", FORMAT_DAY, 0 },
	{ "[$-F800]dddd, mmmm dd, yyyy", FORMAT_DAY, 0 },
	{ "e\"年\"m\"月\"", FORMAT_MONTH, 0 },
	{ "mmm-yy", FORMAT_MONTH, 0 },
	{ "yyyy/m", FORMAT_MONTH, 0 },
	{ "yyyy", FORMAT_YEAR, 0 },
	{ "yyyy-m-d h:mm", FORMAT_MOMENT, 0 },
	{ "mm:ss dd", FORMAT_MOMENT, 0 },
	{ "h:mm AM/PM", FORMAT_TIME, 0 },
	{ "上午/下午h\"时\"mm\"分\"", FORMAT_TIME, 0 },
	{ "mm:ss.0", FORMAT_TIME, 0 },
	{ "[h]:mm:ss", FORMAT_ELAPSED, 0 },
	{ "[mm]:ss", FORMAT_ELAPSED, 0 },
	{ ";yyyy", FORMAT_YEAR, 0 },
};

static void codes_of_formats(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct format format = format_of_code(formats[i].code);
		if (format.kind != formats[i].kind || format.zeros != formats[i].zeros)
			fail_msg("%s: kind %u, zeros %u", formats[i].code, format.kind, format.zeros);
	}
}

static const struct {
	const char *said, *text;
	enum cell_mark mark;
} numbers[] = {
	{ "0", "0", CELL_NUMBER },
	{ "-12.5", "-12.5", CELL_NUMBER },
	{ "1.", "1", CELL_NUMBER },
	{ "+3", "3", CELL_NUMBER },
	{ "00.10", "0.1", CELL_NUMBER },
	{ "0.000", "0", CELL_NUMBER },
	{ "123456789012345", "123456789012345", CELL_NUMBER },
	{ "12345678901234.567", "12345678901234.6", CELL_NUMBER },
	{ "999999999999999.5", "1000000000000000", CELL_DAMAGED },
	{ "9.9999999999999995", "10", CELL_NUMBER },
	{ "0.1000000000000000055511151231257827", "0.1", CELL_NUMBER },
	{ "1e-7", "0.0000001", CELL_NUMBER },
	{ "2.5E2", "250", CELL_NUMBER },
	{ "1E15", "1000000000000000", CELL_DAMAGED },
	{ "1E400", "1E400", CELL_TEXT },
	{ "1E", "1E", CELL_TEXT },
	{ "1.2.3", "1.2.3", CELL_TEXT },
	{ "-", "-", CELL_TEXT },
	{ ".", ".", CELL_TEXT },
	{ "", "", CELL_TEXT },
	{ "12 3", "12 3", CELL_TEXT },
	{ "0x10", "0x10", CELL_TEXT },
};

static void numbers_are_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		char out[NUMBER_TEXT_BYTES];
		enum cell_mark mark;
		struct text text =
			number_text(text_of(numbers[i].said), (struct format){ FORMAT_NUMBER, 0 }, false, out, &mark);
		if (!text_is(text, numbers[i].text) || mark != numbers[i].mark)
			fail_msg("%s: '%.*s', mark %d", numbers[i].said, (int)text.len, text.at, mark);
	}
}

/* What is printed is read back as the same. */
static void numbers_stay(void **state)
{
	(void)state;
	uint64_t seed = 1;
	for (int i = 0; i < 20000; i++) {
		char said[64], out[NUMBER_TEXT_BYTES], again[NUMBER_TEXT_BYTES];
		enum cell_mark mark, second;
		seed = hash_mix(seed + 1);
		snprintf(said, sizeof(said), "%s%.*fE%d", seed & 1 ? "-" : "", (int)(seed >> 1 & 15),
			(double)(seed >> 20 & 0xffffff) / 977, (int)(seed >> 5 & 31) - 16);
		struct text text = number_text(text_of(said), (struct format){ FORMAT_NUMBER, 0 }, false, out, &mark);
		struct text twice = number_text(text, (struct format){ FORMAT_NUMBER, 0 }, false, again, &second);
		if (!text_equal(text, twice) || mark != second)
			fail_msg("%s: '%.*s', then '%.*s'", said, (int)text.len, text.at, (int)twice.len, twice.at);
	}
}

static void names_of_cells(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "A", "1", "A0", "a1", "A1B", "A1048577", "XFE1", "AAAA1", "A-1", "$A$1" };
	unsigned column;
	uint64_t row;
	char name[16];
	for (unsigned c = 0; c < WORKBOOK_COLUMNS_MAX; c += 7) {
		cell_name(WORKBOOK_ROWS_MAX, c + 1, name);
		assert_true(cell_place(name, &column, &row));
		assert_int_equal(column, c);
		assert_int_equal(row, WORKBOOK_ROWS_MAX);
	}
	cell_name(18, 3, name);
	assert_string_equal(name, "C18");
	cell_name(1, 16384, name);
	assert_string_equal(name, "XFD1");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (cell_place(bad[i], &column, &row))
			fail_msg("'%s'", bad[i]);
}

static void characters_that_xml_cannot_hold(void **state)
{
	(void)state;
	static const char *const pairs[][2] = { { "a", "a" }, { "_x000A_", "\n" }, { "a_x4E2d_b", "a中b" },
		{ "_x005F_x000A_", "_x000A_" }, { "_x000_", "_x000_" }, { "_x000G_", "_x000G_" }, { "_x0000_", "" },
		{ "_xD800_", "" }, { "_x00e9", "_x00e9" }, { "__x0041_", "_A" }, { "_", "_" } };
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		char text[32];
		strcpy(text, pairs[i][0]);
		size_t bytes = unescape(text, strlen(text));
		if (!text_is((struct text){ text, bytes }, pairs[i][1]))
			fail_msg("%s: '%.*s'", pairs[i][0], (int)bytes, text);
	}
}

static bool read_all(const char *path, struct arena *arena, size_t *records, struct tally_error *error)
{
	struct rows_heads heads;
	struct rows_batch batch = { .rows = 1 };
	struct rows_choice chosen;
	unsigned columns[64];
	if (!rows_sheets(path, "*", arena, &chosen, error))
		return false;
	struct rows *rows = rows_open(path, &(struct rows_options){ .sheet = chosen.names[0] }, error);
	bool done = rows && rows_heads(rows, 2, 3, arena, &heads, error);
	for (unsigned i = 0; done && i < heads.count; i++)
		columns[i] = i;
	done = done && rows_want(rows, columns, heads.count, heads.count, error);
	while (done && batch.rows) {
		done = rows_next(rows, &batch, error);
		*records += done ? batch.rows : 0;
	}
	rows_close(rows);
	return done;
}

static void every_allocation_fails_once(void **state)
{
	(void)state;
	const char *path = TALLY_SOURCE_DIR "/tests/excel/libreoffice.xlsx";
	bool done = false;
	long at = 0;
	for (; !done; at++) {
		struct tally_error error = { 0 };
		struct arena arena = { 0 };
		size_t records = 0;
		failing_after = at;
		done = read_all(path, &arena, &records, &error);
		failing_after = -1;
		arena_done(&arena);
		if (error.code != (done ? ERROR_NONE : ERROR_MEMORY))
			fail_msg("allocation %ld: %s", at, error.what);
		assert_true(!done || records == 6);
	}
	assert_true(at > 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_of_formats),
		cmocka_unit_test(numbers_are_exact),
		cmocka_unit_test(numbers_stay),
		cmocka_unit_test(names_of_cells),
		cmocka_unit_test(characters_that_xml_cannot_hold),
		cmocka_unit_test(every_allocation_fails_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
