/* Tests of model/notation.c: numbers as registers write them, each with the one value it has or the reason why it has none. */
#include "model/notation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct written {
	const char *text;
	int scale;
	enum notation_fault fault;
	int64_t value;
};

static void read_as(const struct notation *notation, const struct written *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t value = 0;
		enum notation_fault fault = notation_parse(text_of(rows[i].text), rows[i].scale, notation, &value);
		if (fault != rows[i].fault || (fault == NOTATION_OK && value != rows[i].value))
			print_error("'%s': fault %d, value %lld\n", rows[i].text, (int)fault, (long long)value);
		assert_int_equal(fault, rows[i].fault);
		if (fault == NOTATION_OK)
			assert_int_equal(value, rows[i].value);
	}
}

#define READ_AS(notation, rows) read_as(notation, rows, sizeof(rows) / sizeof((rows)[0]))

static void usual_numbers(void **state)
{
	static const struct written rows[] = { { "1,234.50", 2, NOTATION_OK, 123450 }, { "-7", 0, NOTATION_OK, -7 },
		{ "−7", 0, NOTATION_OK, -7 }, { "+7", 0, NOTATION_OK, 7 }, { ".5", 1, NOTATION_OK, 5 },
		{ "49722.0", 0, NOTATION_OK, 49722 }, { "1,234,567", 0, NOTATION_OK, 1234567 }, { "", 0, NOTATION_EMPTY, 0 },
		{ "-", 0, NOTATION_SYNTAX, 0 }, { "x", 0, NOTATION_SYNTAX, 0 }, { "12x", 0, NOTATION_SYNTAX, 0 },
		{ "1,5", 1, NOTATION_MARKS, 0 }, { "1.234,50", 2, NOTATION_MARKS, 0 }, { "3 000", 0, NOTATION_MARKS, 0 },
		{ "1234,567", 0, NOTATION_MARKS, 0 }, { "1.2.3", 2, NOTATION_MARKS, 0 }, { "1,,234", 0, NOTATION_MARKS, 0 },
		{ ",234", 0, NOTATION_MARKS, 0 }, { "1.5", 0, NOTATION_SCALE, 0 }, { "1E+3", 0, NOTATION_EXPONENT, 0 },
		{ "9223372036854775807", 0, NOTATION_OK, INT64_MAX }, { "9223372036854775808", 0, NOTATION_RANGE, 0 },
		{ "-9223372036854775808", 0, NOTATION_OK, INT64_MIN } };
	(void)state;
	READ_AS(&(struct notation){ 0 }, rows);
}

static void decimal_commas(void **state)
{
	static const struct written alone[] = { { "1234,50", 2, NOTATION_OK, 123450 }, { "0,5", 1, NOTATION_OK, 5 },
		{ "1.234,50", 2, NOTATION_MARKS, 0 }, { "1.234", 3, NOTATION_MARKS, 0 }, { "1,234", 3, NOTATION_OK, 1234 },
		{ "1,234", 0, NOTATION_SCALE, 0 }, { "1,2,3", 2, NOTATION_MARKS, 0 } };
	static const struct written grouped[] = { { "1.234,50", 2, NOTATION_OK, 123450 }, { "1.234", 0, NOTATION_OK, 1234 },
		{ "1.234.567,8", 1, NOTATION_OK, 12345678 }, { "1234,5", 1, NOTATION_OK, 12345 },
		{ "1.23", 0, NOTATION_MARKS, 0 }, { "1.2345", 0, NOTATION_MARKS, 0 }, { "1,234.5", 4, NOTATION_MARKS, 0 } };
	(void)state;
	READ_AS(&((struct notation){ .comma = true }), alone);
	READ_AS(&((struct notation){ .comma = true, .groups = GROUP_POINT }), grouped);
}

static void groups(void **state)
{
	static const struct written blanks[] = { { "3 000", 0, NOTATION_OK, 3000 },
		{ "1 483 995 024", 0, NOTATION_OK, 1483995024 }, { "3\u00a0000", 0, NOTATION_OK, 3000 },
		{ "3\u202f000,25", 2, NOTATION_OK, 300025 }, { "3\u2009000\u2009000", 0, NOTATION_OK, 3000000 },
		{ "3 00", 0, NOTATION_MARKS, 0 }, { "3 0000", 0, NOTATION_MARKS, 0 }, { "3000 000", 0, NOTATION_MARKS, 0 },
		{ "3  000", 0, NOTATION_MARKS, 0 }, { "3 000.000", 0, NOTATION_MARKS, 0 } };
	static const struct written swiss[] = { { "1'234'567.05", 2, NOTATION_OK, 123456705 },
		{ "1’234", 0, NOTATION_OK, 1234 }, { "1,234", 0, NOTATION_OK, 1234 }, { "1'234,567", 0, NOTATION_MARKS, 0 } };
	static const struct written none[] = { { "1,234", 0, NOTATION_MARKS, 0 }, { "1234", 0, NOTATION_OK, 1234 } };
	(void)state;
	READ_AS(&((struct notation){ .comma = true, .groups = GROUP_BLANK }), blanks);
	READ_AS(&((struct notation){ .groups = GROUP_APOSTROPHE | GROUP_COMMA }), swiss);
	READ_AS(&((struct notation){ .groups = GROUP_NONE }), none);
}

static void units_of_columns(void **state)
{
	static const struct written larger[] = { { "1.2", 2, NOTATION_OK, 1200000 }, { "0.000001", 2, NOTATION_OK, 1 },
		{ "0.0000001", 2, NOTATION_FINE, 0 }, { "92233720368547.75807", 2, NOTATION_RANGE, 0 } };
	static const struct written smaller[] = { { "12300", 2, NOTATION_OK, 123 }, { "-12300.00", 2, NOTATION_OK, -123 },
		{ "12345", 2, NOTATION_FINE, 0 }, { "12300.5", 2, NOTATION_FINE, 0 }, { "0", 2, NOTATION_OK, 0 },
		{ "12345", 4, NOTATION_OK, 12345 } };
	struct unit unit;
	(void)state;
	unit_parse(TEXT("万元"), &unit);
	READ_AS(&((struct notation){ .unit = &unit, .shift = 4 }), larger); /* a column of 亿元 */
	READ_AS(&((struct notation){ .unit = &unit, .shift = -4 }), smaller); /* of 元 */
}

static void units_of_cells(void **state)
{
	static const struct written rows[] = { { "1.2亿元", 2, NOTATION_OK, 1200000 }, { "350万", 2, NOTATION_OK, 35000 },
		{ "350 万元", 2, NOTATION_OK, 35000 }, { "1,200万元", 0, NOTATION_OK, 1200 }, { "5000元", 2, NOTATION_OK, 50 },
		{ "5001元", 2, NOTATION_FINE, 0 }, { "5001元", 4, NOTATION_OK, 5001 }, { "12家", 0, NOTATION_UNIT, 0 },
		{ "12%", 0, NOTATION_UNIT, 0 }, { "元", 0, NOTATION_SYNTAX, 0 }, { "100万亿", 9, NOTATION_RANGE, 0 },
		{ "1万亿", 2, NOTATION_OK, 10000000000 }, { "12abc", 0, NOTATION_UNIT, 0 } };
	static const struct written rates[] = { { "22%", 0, NOTATION_OK, 22 }, { "0.5‰", 2, NOTATION_OK, 5 } };
	static const struct written density[] = { { "1.2", 1, NOTATION_OK, 12 }, { "1.2万", 1, NOTATION_UNIT, 0 } };
	struct unit money, rate, compound;
	(void)state;
	unit_parse(TEXT("万元"), &money);
	unit_parse(TEXT("%"), &rate);
	unit_parse(TEXT("件/万人"), &compound);
	READ_AS(&(struct notation){ .unit = &money }, rows);
	READ_AS(&((struct notation){ .unit = &money, .shift = 4 }), rows); /* what the cell says is stronger */
	READ_AS(&(struct notation){ .unit = &rate }, rates);
	READ_AS(&(struct notation){ .unit = &compound }, density);
}

/* Whatever the usual notation takes is what decimal_parse takes, with the same value. */
static void the_usual_is_the_plain_parser(void **state)
{
	static const char alphabet[] = "0159,.-+ x";
	uint64_t seed = 7;
	(void)state;
	for (int round = 0; round < 200000; round++) {
		char text[12];
		size_t length = 0;
		for (uint64_t n = (seed >> 33) % 10; length < n; length++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			text[length] = alphabet[(seed >> 40) % (sizeof(alphabet) - 1)];
		}
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		struct text trimmed = text_trim((struct text){ text, length });
		int64_t mine = 0, plain = 0;
		enum notation_fault fault = notation_parse(trimmed, 2, &(struct notation){ 0 }, &mine);
		enum decimal_fault expected = decimal_parse(trimmed, 2, &plain);
		if ((fault == NOTATION_OK) != (expected == DECIMAL_OK) || mine != plain)
			fail_msg("'%.*s'", (int)trimmed.len, trimmed.at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_numbers),
		cmocka_unit_test(decimal_commas),
		cmocka_unit_test(groups),
		cmocka_unit_test(units_of_columns),
		cmocka_unit_test(units_of_cells),
		cmocka_unit_test(the_usual_is_the_plain_parser),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
