/* Words of conditions and formulas: where each begins and ends, of what kind it is, in which column a reader sees it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "model/lex.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

/* Every token as KIND:column:text. */
static void show(struct lexer *lexer, char *out, size_t room)
{
	static const char kinds[] = "EWNQMOB";
	size_t used = 0;

	out[0] = '\0';
	while (lexer->token.kind != TOKEN_END && used < room) {
		used += (size_t)snprintf(out + used, room - used, "%s%c%d:%.*s", used > 0 ? " " : "", kinds[lexer->token.kind],
			lexer->token.column, (int)lexer->token.text.len, lexer->token.text.at);
		lexer_advance(lexer);
	}
	snprintf(out + used, room - used, " end %d", lexer->token.column);
}

static void test_tokens(void **state)
{
	static const struct {
		const char *source;
		bool dashes;
		const char *shown;
	} rows[] = {
		{ "", true, " end 1" },
		{ " \t\r\n", true, " end 5" },
		{ "a1_ b.c", true, "W1:a1_ W5:b.c end 8" },
		{ "发明=x", true, "W1:发明 M3:= W4:x end 5" },
		{ "发明　x\xc2\xa0y", true, "W1:发明 W4:x W6:y end 7" },
		{ "2018-01-01", true, "N1:2018-01-01 end 11" },
		{ "2018-01-01", false, "N1:2018 M5:- N6:01 M8:- N9:01 end 11" },
		{ "2018-01..2018-10", true, "N1:2018-01..2018-10 end 17" },
		{ "2018年12月5日", true, "N1:2018年12月5日 end 11" },
		{ "a=-5", true, "W1:a M2:= N3:-5 end 5" },
		{ "a=-5", false, "W1:a M2:= M3:- N4:5 end 5" },
		{ "a-b", true, "W1:a M2:- W3:b end 4" },
		{ "a<=1!=b", true, "W1:a M2:<= N4:1 M5:!= W7:b end 8" },
		{ "=<>!", true, "M1:=<>! end 5" },
		{ "((a)),[b]+*/", false, "M1:( M2:( W3:a M4:) M5:) M6:, M7:[ W8:b M9:] M10:+ M11:* M12:/ end 13" },
		{ "'a b' 'it''s'''", true, "Q1:a b Q7:it''s'' end 16" },
		{ "''", true, "Q1: end 3" },
		{ "x 'a''", true, "W1:x O3:'a'' end 7" },
		{ "'", true, "O1:' end 2" },
		{ "a & .5 \"b\"", true, "W1:a B3:& B5:. N6:5 B8:\" W9:b B10:\" end 11" },
		{ "1a 1.5.2", false, "N1:1a N4:1.5.2 end 9" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct tally_error error = { 0 };
		struct lexer lexer;
		char out[256];

		assert_true(lexer_start(&lexer, text_of(rows[i].source), rows[i].dashes, &error));
		show(&lexer, out, sizeof(out));
		assert_string_equal(out, rows[i].shown);
	}
}

static void test_steps(void **state)
{
	struct tally_error error = { 0 };
	struct lexer lexer;

	(void)state;
	assert_true(lexer_start(&lexer, TEXT("not ( x"), true, &error));
	assert_false(lexer_skip_mark(&lexer, "not"));
	assert_true(text_is(lexer_peek(&lexer).text, "("));
	assert_true(lexer_skip_word(&lexer, "not"));
	assert_true(lexer_at_mark(&lexer, "("));
	assert_false(lexer_skip_word(&lexer, "("));
	assert_true(lexer_expect(&lexer, "("));
	assert_int_equal(error.code, ERROR_NONE);
	assert_false(lexer_expect(&lexer, ")"));
	assert_string_equal(error.what, "column 7: unexpected: 'x'; wanted: )");
}

static void test_zero_byte(void **state)
{
	struct tally_error error = { 0 };
	struct lexer lexer;

	(void)state;
	assert_true(lexer_start(&lexer, TEXT("a\0b"), true, &error));
	lexer_advance(&lexer);
	assert_int_equal(lexer.token.kind, TOKEN_BAD);
	lexer_advance(&lexer);
	assert_true(text_is(lexer.token.text, "b"));
}

static void test_not_utf8(void **state)
{
	struct tally_error error = { 0 };
	struct lexer lexer;

	(void)state;
	assert_false(lexer_start(&lexer, TEXT("人 = \xc8\xcb"), true, &error));
	assert_int_equal(error.code, ERROR_CONFIG);
	assert_string_equal(error.what, "column 5: not UTF-8; save the file as UTF-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_zero_byte),
		cmocka_unit_test(test_not_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
