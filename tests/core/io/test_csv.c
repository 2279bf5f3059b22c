/* Tests of io/csv.c and its parts: what becomes of each form of record, wherever a block of the file ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "csv_told.h"

#define BYTES(literal) (literal), sizeof(literal) - 1

/* --- forms: a head a,b,c stands before each --- */

static const struct form {
	const char *name, *bytes;
	size_t count;
	const char *told;
	size_t told_count;
} forms[] = {
	{ "nothing", BYTES(""), BYTES("") },
	{ "plain", BYTES("1,2,3\n"), BYTES("2:1|2|3;") },
	{ "no newline at the end", BYTES("1,2,3"), BYTES("2:1|2|3;") },
	{ "crlf", BYTES("1,2,3\r\n4,5,6\r\n"), BYTES("2:1|2|3;3:4|5|6;") },
	{ "cr at the end", BYTES("1,2,3\r"), BYTES("2:1|2|3;") },
	{ "cr within", BYTES("1,\r2,3\n"), BYTES("2:1|\r2|3;") },
	{ "two cr", BYTES("1,2,3\r\r\n"), BYTES("2:1|2|3\r;") },
	{ "empty cells", BYTES(",2,\n1,,\n,,3\n"), BYTES("2:|2|;3:1||;4:||3;") },
	{ "blanks are kept", BYTES(" 1 ,\t,3 \n"), BYTES("2: 1 |\t|3 ;") },
	{ "blank lines", BYTES("\n1,2,3\n\r\n,,\n , ,\t\n\"\",,\n\n4,5,6\n,"), BYTES("3:1|2|3;9:4|5|6;blank 7") },
	{ "blank but for a quote", BYTES("\"\"\"\",,\n"), BYTES("2:\"||;") },
	{ "quoted", BYTES("\"1\",\"2\",\"3\"\n"), BYTES("2:1|2|3;") },
	{ "quoted delimiter", BYTES("\"1,1\",2,\"3,\"\n"), BYTES("2:1,1|2|3,;") },
	{ "quoted newline", BYTES("1,\"a\nb\r\nc\",3\n4,5,6\n"), BYTES("2:1|a\nb\r\nc|3;5:4|5|6;") },
	{ "quoted cr", BYTES("1,\"a\rb\",3\n"), BYTES("2:1|a\rb|3;") },
	{ "quoted at the end of the line", BYTES("1,2,\"3\"\r\n4,5,\"6\"\n"), BYTES("2:1|2|3;3:4|5|6;") },
	{ "quoted at the end of the file", BYTES("1,2,\"3\""), BYTES("2:1|2|3;") },
	{ "quoted, cr, end", BYTES("1,2,\"3\"\r"), BYTES("2:1|2|3;") },
	{ "empty quotes", BYTES("\"\",2,\"\"\n"), BYTES("2:|2|;") },
	{ "doubled", BYTES("\"a\"\"b\",\"\"\"\",\"\"\"c\"\"\"\n"), BYTES("2:a\"b|\"|\"c\";") },
	{ "doubled in several lines", BYTES("\"a\"\"\n\"\"\",2,3\n4,5,6\n"), BYTES("2:a\"\n\"|2|3;4:4|5|6;") },
	{ "a quote within is data", BYTES("a\"b,5\"\",\"\"\n"), BYTES("2:a\"b|5\"\"|;") },
	{ "a blank before a quote", BYTES(" \"a\",2,3\n"), BYTES("2: \"a\"|2|3;") },
	{ "stray", BYTES("1,\"2\"x,3\n4,5,6\n"), BYTES("2 stray@2:1||;3:4|5|6;") },
	{ "stray blank", BYTES("\"1\" ,2,3\n4,5,6\n"), BYTES("2 stray@1:||;3:4|5|6;") },
	{ "stray cr", BYTES("1,2,\"3\"\rx\n4,5,6\n"), BYTES("2 stray@3:1|2|;3:4|5|6;") },
	{ "stray, no newline", BYTES("1,\"2\"x"), BYTES("2 stray@2:1||;") },
	{ "stray of a quote left open above", BYTES("1,\"2,3\n4,5,6\n7,8,\"9\"\n"), BYTES("2 stray@2:1||;3:4|5|6;4:7|8|9;") },
	{ "open", BYTES("1,\"2,3\n4,5,6\n"), BYTES("2 open@2:1||;3:4|5|6;") },
	{ "open, last line", BYTES("1,2,3\n4,\"5"), BYTES("2:1|2|3;3 open@2:4||;") },
	{ "open behind lines", BYTES("\"a\nb\",\"c\n4,5,6\n"), BYTES("3 open@2:a\nb||;4:4|5|6;") },
	{ "open, doubled at the end", BYTES("1,2,\"3\"\""), BYTES("2 open@3:1|2|;") },
	{ "fewer", BYTES("1,2\n4,5,6\n1\n"), BYTES("2 fewer:1|2|;3:4|5|6;4 fewer:1||;") },
	{ "more", BYTES("1,2,3,4\n4,5,6\n"), BYTES("2 more:1|2|3;3:4|5|6;") },
	{ "more but blank", BYTES("1,2,3,\n1,2,3,,\"\", \r\n"), BYTES("2:1|2|3;3:1|2|3;") },
	{ "more, quoted", BYTES("1,2,3,\"4\"\n1,2,3,\" \"\n1,2,3,\"\"\"\"\n1,2,3,\",\"\n"),
		BYTES("2 more:1|2|3;3:1|2|3;4 more:1|2|3;5 more:1|2|3;") },
	{ "a zero", BYTES("1,\0,3\n4,5,6\n"), BYTES("2 nul@2:1|\0|3;3:4|5|6;") },
	{ "a zero in quotes", BYTES("1,2,\"\n\0\"\n4,5,6\n"), BYTES("2 nul@3:1|2|\n\0;4:4|5|6;") },
	{ "chinese", BYTES("中文,😀é,\"一,\"\"二\"\"\"\n"), BYTES("2:中文|😀é|一,\"二\";") },
	{ "bad bytes", BYTES("中,\xe4\xb8,3\n4,5,6\n"), BYTES("2 bytes@2:中||3;3:4|5|6;") },
	{ "bad behind quotes", BYTES("\"a,\"\"\nb\",2,\x80\n4,5,6\n"), BYTES("2 bytes@3:a,\"\nb|2|;4:4|5|6;") },
	{ "bad at the end", BYTES("1,2,\xe4\xb8"), BYTES("2 bytes@3:1|2|;") },
	{ "overlong, surrogate, too high", BYTES("\xc0\x80,,\n\xed\xa0\x80,,\n\xe0\x80\x80,,\n,,\xf4\x90\x80\x80\n"),
		BYTES("2 bytes@1:||;3 bytes@1:||;4 bytes@1:||;5 bytes@3:||;") },
	{ "bytes before width", BYTES("\xff\n"), BYTES("2 bytes@1:||;") },
	{ "bad bytes in a stray record", BYTES("\xff,2,\"3\"x\n"), BYTES("2 stray@3:|2|;") },
};

static void every_form_at_every_cut(void **state)
{
	(void)state;
	struct told told = { 0 };
	const size_t head = strlen("head 1:a|b|c;");
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		char bytes[256] = "a,b,c\n";
		memcpy(bytes + 6, forms[i].bytes, forms[i].count);
		const struct told_input input = { .bytes = bytes, .count = forms[i].count + 6, .encoding = "utf-8" };
		for (size_t block = 1; block <= input.count + 1; block++) {
			told_read(&told, &input, block);
			if (told.length != head + forms[i].told_count ||
				memcmp(told.text + head, forms[i].told, forms[i].told_count) != 0)
				fail_msg("%s, block of %zu: '%s'", forms[i].name, block, told.text + head);
		}
	}
	free(told.text);
}

/* Leads and trails of every kind on both sides of the places where 64 bytes end, with nothing but ASCII behind. */
static void bad_bytes_anywhere(void **state)
{
	(void)state;
	static const char *const bad[] = { "\xe4", "\xe4\xb8", "\x80", "\xc3", "\xf0\x9f\x98", "\xe4\xb8\xad\xad",
		"\xed\xa0\x80" };
	struct told told = { 0 };
	char bytes[320], wanted[320], x[160];
	memset(x, 'x', sizeof x);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		for (int before = 0; before < 140; before++) {
			int count = snprintf(bytes, sizeof bytes, "%.*s,中\n%s,%.70s\n中,4\n", before, x, bad[i], x);
			snprintf(wanted, sizeof wanted, "1:%.*s|中;2 bytes@1:|%.70s;3:中|4;", before, x, x);
			told_read(&told, &(struct told_input){ .bytes = bytes, .count = (size_t)count, .total = 2 }, 4096);
			assert_string_equal(told.text, wanted);
		}
	}
	free(told.text);
}

/* What the end of one record lacks does not excuse the beginning of the next. */
static void no_lead_reaches_over_a_newline(void **state)
{
	(void)state;
	static const char *const leads[] = { "\xc3", "\xe4", "\xe4\xb8", "\xf0\x9f", "\xfc" };
	struct told told = { 0 };
	char bytes[320], wanted[320], x[160];
	memset(x, 'x', sizeof x);
	for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
		for (int before = 0; before < 140; before++) {
			int count = snprintf(bytes, sizeof bytes, "%.*s,%s\n\x80,%.70s\n", before, x, leads[i], x);
			snprintf(wanted, sizeof wanted, "1 bytes@2:%.*s|;2 bytes@1:|%.70s;", before, x, x);
			told_read(&told,
				&(struct told_input){ .bytes = bytes, .count = (size_t)count, .total = 2, .encoding = "utf-8" },
				4096);
			assert_string_equal(told.text, wanted);
		}
	}
	free(told.text);
}

/* --- delimiters, heads, what is wanted --- */

static void other_delimiters(void **state)
{
	(void)state;
	static const char delimiters[] = ";\t| x,";
	struct told told = { 0 };
	for (size_t i = 0; delimiters[i]; i++) {
		char bytes[64];
		int count = snprintf(bytes, sizeof bytes, "a%cb\n\"1%c\"\"\"%c2\n%c\n", delimiters[i], delimiters[i],
			delimiters[i], delimiters[i]);
		char wanted[64];
		snprintf(wanted, sizeof wanted, "head 1:a|b;2:1%c\"|2;blank 1", delimiters[i]);
		const struct told_input input = { .bytes = bytes, .count = (size_t)count, .delimiter = delimiters[i] };
		told_read(&told, &input, 7);
		assert_string_equal(told.text, wanted);
	}
	free(told.text);
}

static const struct head {
	const char *bytes, *told;
} heads[] = {
	{ "", "" },
	{ "\na\n1,2\n", "head 1:;2:a;3 more:1;" },
	{ "a,b\n", "head 1:a|b;" },
	{ "a,,b,,\n1,2,3\n1,2\n1,2,3,4,5\n1,2,3,4,5,6\n",
		"head 1:a||b||;2:1|2|3||;3 fewer:1|2|||;4:1|2|3|4|5;5 more:1|2|3|4|5;" },
	{ "\"a\nb\",\"c\"\"\"\n1,2\n", "head 1:a\nb|c\";3:1|2;" },
	{ "\xef\xbb\xbf\"a\",b\n1,2\n", "head 1:a|b;2:1|2;" },
};

static void heads_of_all_kinds(void **state)
{
	(void)state;
	struct told told = { 0 };
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		for (size_t block = 1; block < 64; block += 3) {
			told_read(
				&told, &(struct told_input){ .bytes = heads[i].bytes, .count = strlen(heads[i].bytes) }, block);
			assert_string_equal(told.text, heads[i].told);
		}
	}
	free(told.text);
}

static const struct refused {
	const char *bytes, *encoding, *what;
	char delimiter;
	enum error_code code;
} refusals[] = {
	{ "a,\"b\"c\n", "", ":1: column 2: text behind a closing quote", 0, ERROR_INPUT },
	{ "a,\"b\n", "", ":1: column 2: a quote that is not closed", 0, ERROR_INPUT },
	{ "a,b\xff\n", "", ":1: column 2: bytes that are no text", 0, ERROR_INPUT },
	{ "\xff\xfe"
	  "a",
		"", "is UTF-16", 0, ERROR_INPUT },
	{ "a", "klingon", "unknown encoding: 'klingon'", 0, ERROR_CONFIG },
	{ "a", "", "delimiter: byte 0x22", '"', ERROR_CONFIG },
	{ "a", "", "delimiter: byte 0x0a", '\n', ERROR_CONFIG },
	{ "a", "", "delimiter: byte 0xe4", (char)0xe4, ERROR_CONFIG },
};

static void refusals_say_why(void **state)
{
	(void)state;
	struct told told = { 0 };
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		const struct refused *refused = &refusals[i];
		struct tally_error error = { 0 };
		const struct told_input input = { refused->bytes, strlen(refused->bytes), refused->encoding, refused->delimiter,
			0 };
		assert_false(told_try(&told, &input, 3, &error));
		assert_int_equal(error.code, refused->code);
		if (!strstr(error.what, refused->what))
			fail_msg("'%s' is not in '%s'", refused->what, error.what);
	}
	free(told.text);
}

static void columns_in_any_order(void **state)
{
	(void)state;
	static const char bytes[] = "a,b,c,d\n1,\"2\"\"\",3\"\"\",4\n5,中,\"\"\"\",8\n9\n";
	const unsigned columns[] = { 3, 1, 1, 0, 1 }, beyond[] = { 4 };
	struct tally_error error = { 0 };
	struct told told = { 0 };
	struct csv_batch batch;
	const struct text *fields;
	size_t count;
	uint64_t line;
	char path[64];
	int fd = told_file(bytes, sizeof bytes - 1, path);
	struct csv *csv = csv_open(path, &(struct csv_options){ 0 }, &error);
	assert_non_null(csv);
	assert_true(csv_head(csv, &fields, &count, &line, &error));
	assert_false(csv_want(csv, beyond, 1, count, &error));
	error_clear(&error);
	assert_true(csv_want(csv, columns, 5, count, &error));
	assert_true(csv_next(csv, &batch, &error));
	told_batch(&told, &batch);
	assert_string_equal(told.text, "2:4|2\"|2\"|1|2\";3:8|中|中|5|中;4 fewer:|||9|;");
	assert_true(csv_next(csv, &batch, &error));
	assert_int_equal(batch.rows, 0);
	csv_close(csv);
	close(fd);
	free(told.text);
}

/* Lines as they stand: any number of fields, and what can be told apart of those that are damaged. */
static void lines_as_they_stand(void **state)
{
	(void)state;
	static const char bytes[] = "t\na,b\n1,\"x\ny\",3,\"4\"\n\n5,\"6\"z,7\n8,\xff,9\n中\n";
	static const char want[] = "1:t|;2:a|b|;3:1|x\ny|3|4|;5:|;6 stray@2:5|;7 bytes@2:8||9|;8:中|;";
	struct tally_error error = { 0 };
	struct told told = { 0 };
	struct csv_line line;
	char path[64], head[32];
	int fd = told_file(bytes, sizeof bytes - 1, path);
	struct csv *csv = csv_open(path, &(struct csv_options){ "utf-8", 0 }, &error);
	assert_non_null(csv);
	while (csv_line(csv, &line, &error)) {
		int length = snprintf(head, sizeof head, line.fault ? "%u%s@%u:" : "%u%s:", (unsigned)line.line,
			fault_names[line.fault], line.column);
		told_add(&told, head, (size_t)length);
		for (size_t i = 0; i < line.count; i++) {
			told_add(&told, line.fields[i].at, line.fields[i].len);
			told_add(&told, "|", 1);
		}
		told_add(&told, ";", 1);
	}
	assert_int_equal(error.code, ERROR_NONE);
	assert_string_equal(told.text, want);
	csv_close(csv);
	close(fd);
	free(told.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_at_every_cut),
		cmocka_unit_test(bad_bytes_anywhere),
		cmocka_unit_test(no_lead_reaches_over_a_newline),
		cmocka_unit_test(other_delimiters),
		cmocka_unit_test(heads_of_all_kinds),
		cmocka_unit_test(refusals_say_why),
		cmocka_unit_test(columns_in_any_order),
		cmocka_unit_test(lines_as_they_stand),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
