/* Workbooks being written: texts and names as a cell and a sheet can hold them, failures told once, files that are whole. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "io/book.h"
#include "io/book_text.h"

static void texts_as_a_cell_holds_them(void **state)
{
	static const struct {
		const char *text, *held;
		size_t units;
		bool cut;
	} cases[] = {
		{ "=SUM(A1)", "=SUM(A1)", 100, false }, { "_x0041_", "_x005F_x0041_", 100, false },
		{ "_xray_", "_xray_", 100, false }, { "a\xef\xbf\xbf", "a\xef\xbf\xbd", 100, false },
		{ "高新技术企业", "高新技…", 4, true }, { "高新技术", "高新技术", 4, false },
		{ "a\xf0\x9f\x98\x80z", "a…", 3, true }, /* two units of UTF-16 */
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		bool cut = false;
		assert_string_equal(cases[i].held, book_text_held(cases[i].text, cases[i].units, &cut, &arena));
		assert_int_equal(cases[i].cut, cut);
		arena_done(&arena);
	}
}

static void names_as_a_sheet_may_have_them(void **state)
{
	static const struct {
		const char *name;
		unsigned number;
		const char *kept;
	} cases[] = {
		{ "核对单", 1, "核对单" },
		{ "a/b:c[d]", 1, "a_b_c_d_" },
		{ "", 1, "_" },
		{ "'x'", 1, "_x_" },
		{ "History", 1, "History_" },
		{ "数据", 2, "数据 (2)" },
		{ "abcdefghijklmnopqrstuvwxyz0123456789", 1, "abcdefghijklmnopqrstuvwxyz01234" },
		{ "abcdefghijklmnopqrstuvwxyz0123456789", 12, "abcdefghijklmnopqrstuvwxyz (12)" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena arena = { 0 };
		assert_string_equal(cases[i].kept, book_text_name(cases[i].name, cases[i].number, &arena));
		arena_done(&arena);
	}
}

static struct book *some_book(size_t rows, struct tally_error *error)
{
	struct book *book = book_create(&(struct book_about){ .title = "t", .made = 1 }, error);
	struct book_sheet *sheet = book_sheet(book, "a");
	for (size_t row = 0; row < rows; row++)
		for (unsigned column = 0; column < 3; column++)
			book_number(sheet, (struct book_at){ (uint32_t)row, column }, 1, 0);
	return book;
}

static void the_first_failure_is_told(void **state)
{
	struct tally_error error = { 0 };
	struct book *book = some_book(1, &error);
	FILE *out = tmpfile();
	(void)state;
	assert_string_equal("A (2)", book_name(book_sheet(book, "A"))); /* "a" is the same name for Excel */
	book_number(book_sheet(book, "b"), (struct book_at){ BOOK_ROWS, 0 }, 1, 0);
	assert_false(book_close(book, out, &error));
	assert_non_null(strstr(error.what, "the workbook cannot be written: "));
	assert_int_equal(0, ftell(out));
	fclose(out);
}

/* The working file of the sheet cannot grow to its end, the file itself would: the library notices nothing. */
static void no_half_workbook_on_a_full_disk(void **state)
{
	struct tally_error error = { 0 };
	struct rlimit usual, tight;
	FILE *out = tmpfile();
	(void)state;
	assert_int_equal(0, getrlimit(RLIMIT_FSIZE, &usual));
	tight = usual;
	tight.rlim_cur = 200000;
	struct book *book = some_book(20000, &error);
	void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(0, setrlimit(RLIMIT_FSIZE, &tight));
	bool good = book_close(book, out, &error);
	assert_int_equal(0, setrlimit(RLIMIT_FSIZE, &usual));
	signal(SIGXFSZ, before);
	assert_false(good);
	assert_non_null(strstr(error.what, "'xl/worksheets/sheet1.xml' in it is cut off"));
	assert_int_equal(0, ftell(out));
	fclose(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_as_a_cell_holds_them),
		cmocka_unit_test(names_as_a_sheet_may_have_them),
		cmocka_unit_test(the_first_failure_is_told),
		cmocka_unit_test(no_half_workbook_on_a_full_disk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
