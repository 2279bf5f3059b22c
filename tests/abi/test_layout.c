/* The layout of the contract as release 1.0 has it. Plugins of that release are in use: what stands here is never edited, only added to. Every member is listed
 * with its offset and size, so that a hole, a move or a forgotten member does not compile, and the table of options must know all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <tally/plugin.h>

#include "area/words.h"

/* --- pinned by the compiler --- */

/* clang-format off */
/* AT(struct, member, offset, bytes) for every member, in order. */
#define CODE_MEMBERS(AT) \
	AT(tally_code, name, 0, 8) \
	AT(tally_code, title, 8, 8) \
	AT(tally_code, title_en, 16, 8) \
	AT(tally_code, alias, 24, 8)

#define GROUP_MEMBERS(AT) \
	AT(tally_group, name, 0, 8) \
	AT(tally_group, title, 8, 8) \
	AT(tally_group, title_en, 16, 8) \
	AT(tally_group, members, 24, 8)

#define FIELD_MEMBERS(AT) \
	AT(tally_field, name, 0, 8) \
	AT(tally_field, title, 8, 8) \
	AT(tally_field, title_en, 16, 8) \
	AT(tally_field, alias, 24, 8) \
	AT(tally_field, unit, 32, 8) \
	AT(tally_field, check, 40, 8) \
	AT(tally_field, codes, 48, 8) \
	AT(tally_field, groups, 56, 8) \
	AT(tally_field, codes_count, 64, 4) \
	AT(tally_field, codes_size, 68, 4) \
	AT(tally_field, groups_count, 72, 4) \
	AT(tally_field, groups_size, 76, 4) \
	AT(tally_field, type, 80, 4) \
	AT(tally_field, flags, 84, 4) \
	AT(tally_field, scale, 88, 4) \
	AT(tally_field, precision, 92, 4) \
	AT(tally_field, list, 96, 8)

#define REGISTER_MEMBERS(AT) \
	AT(tally_register, name, 0, 8) \
	AT(tally_register, title, 8, 8) \
	AT(tally_register, title_en, 16, 8) \
	AT(tally_register, date, 24, 8) \
	AT(tally_register, scope, 32, 8) \
	AT(tally_register, note, 40, 8) \
	AT(tally_register, fields, 48, 8) \
	AT(tally_register, fields_count, 56, 4) \
	AT(tally_register, fields_size, 60, 4)

#define INDICATOR_MEMBERS(AT) \
	AT(tally_indicator, id, 0, 8) \
	AT(tally_indicator, title, 8, 8) \
	AT(tally_indicator, title_en, 16, 8) \
	AT(tally_indicator, unit, 24, 8) \
	AT(tally_indicator, note, 32, 8) \
	AT(tally_indicator, from, 40, 8) \
	AT(tally_indicator, of, 48, 8) \
	AT(tally_indicator, when, 56, 8) \
	AT(tally_indicator, until, 64, 8) \
	AT(tally_indicator, ended, 72, 8) \
	AT(tally_indicator, lasts, 80, 8) \
	AT(tally_indicator, where, 88, 8) \
	AT(tally_indicator, by, 96, 8) \
	AT(tally_indicator, region, 104, 8) \
	AT(tally_indicator, formula, 112, 8) \
	AT(tally_indicator, decimals, 120, 4) \
	AT(tally_indicator, measure, 124, 4) \
	AT(tally_indicator, time, 128, 4) \
	AT(tally_indicator, direction, 132, 4) \
	AT(tally_indicator, periods, 136, 4) \
	AT(tally_indicator, reserved, 140, 4) \
	AT(tally_indicator, over, 144, 8) \
	AT(tally_indicator, share, 152, 8) \
	AT(tally_indicator, breaks, 160, 8)

#define RULE_MEMBERS(AT) \
	AT(tally_rule, name, 0, 8) \
	AT(tally_rule, on, 8, 8) \
	AT(tally_rule, where, 16, 8) \
	AT(tally_rule, title, 24, 8) \
	AT(tally_rule, title_en, 32, 8) \
	AT(tally_rule, source, 40, 8) \
	AT(tally_rule, severity, 48, 4) \
	AT(tally_rule, reserved, 52, 4)

#define PARAMETER_MEMBERS(AT) \
	AT(tally_parameter, name, 0, 8) \
	AT(tally_parameter, title, 8, 8) \
	AT(tally_parameter, title_en, 16, 8) \
	AT(tally_parameter, unit, 24, 8) \
	AT(tally_parameter, note, 32, 8) \
	AT(tally_parameter, scale, 40, 4) \
	AT(tally_parameter, reserved, 44, 4)

#define TIE_MEMBERS(AT) \
	AT(tally_tie, name, 0, 8) \
	AT(tally_tie, title, 8, 8) \
	AT(tally_tie, title_en, 16, 8) \
	AT(tally_tie, left, 24, 8) \
	AT(tally_tie, right, 32, 8) \
	AT(tally_tie, tolerance, 40, 8) \
	AT(tally_tie, message, 48, 8) \
	AT(tally_tie, relation, 56, 4) \
	AT(tally_tie, on, 60, 4) \
	AT(tally_tie, regions, 64, 4) \
	AT(tally_tie, periods, 68, 4) \
	AT(tally_tie, severity, 72, 4) \
	AT(tally_tie, reserved, 76, 4)

#define AREA_MEMBERS(AT) \
	AT(tally_area, magic, 0, 4) \
	AT(tally_area, abi, 4, 4) \
	AT(tally_area, size, 8, 8) \
	AT(tally_area, name, 16, 8) \
	AT(tally_area, title, 24, 8) \
	AT(tally_area, title_en, 32, 8) \
	AT(tally_area, version, 40, 8) \
	AT(tally_area, registers, 48, 8) \
	AT(tally_area, indicators, 56, 8) \
	AT(tally_area, rules, 64, 8) \
	AT(tally_area, registers_count, 72, 4) \
	AT(tally_area, registers_size, 76, 4) \
	AT(tally_area, indicators_count, 80, 4) \
	AT(tally_area, indicators_size, 84, 4) \
	AT(tally_area, rules_count, 88, 4) \
	AT(tally_area, rules_size, 92, 4) \
	AT(tally_area, parameters, 96, 8) \
	AT(tally_area, parameters_count, 104, 4) \
	AT(tally_area, parameters_size, 108, 4) \
	AT(tally_area, ties, 112, 8) \
	AT(tally_area, ties_count, 120, 4) \
	AT(tally_area, ties_size, 124, 4)

#define NOTE_MEMBERS(AT) \
	AT(tally_note, name_bytes, 0, 4) \
	AT(tally_note, body_bytes, 4, 4) \
	AT(tally_note, type, 8, 4) \
	AT(tally_note, name, 12, 8) \
	AT(tally_note, magic, 20, 4) \
	AT(tally_note, abi, 24, 4)

#define STRING_MEMBERS(AT) \
	AT(tally_string, at, 0, 8) \
	AT(tally_string, bytes, 8, 8)

#define CODES_MEMBERS(AT) \
	AT(tally_codes, at, 0, 8) \
	AT(tally_codes, count, 8, 8)

#define COLUMN_MEMBERS(AT) \
	AT(tally_column, values, 0, 8) \
	AT(tally_column, present, 8, 8) \
	AT(tally_column, type, 16, 4) \
	AT(tally_column, scale, 20, 4)

#define BATCH_MEMBERS(AT) \
	AT(tally_batch, columns, 0, 8) \
	AT(tally_batch, columns_count, 8, 4) \
	AT(tally_batch, rows, 12, 4)

/* clang-format on */
#define PIN(row, member, offset, bytes)                                                                                        \
	_Static_assert(offsetof(struct row, member) == (offset) && sizeof(((struct row *)0)->member) == (bytes),               \
		#row "." #member " moved");
CODE_MEMBERS(PIN)
GROUP_MEMBERS(PIN)
FIELD_MEMBERS(PIN)
REGISTER_MEMBERS(PIN)
INDICATOR_MEMBERS(PIN)
RULE_MEMBERS(PIN)
PARAMETER_MEMBERS(PIN)
TIE_MEMBERS(PIN)
AREA_MEMBERS(PIN)
NOTE_MEMBERS(PIN)
STRING_MEMBERS(PIN)
CODES_MEMBERS(PIN)
COLUMN_MEMBERS(PIN)
BATCH_MEMBERS(PIN)

/* The members fill the struct: nothing is unlisted and nothing is padding. */
#define BYTES(row, member, offset, bytes) +(bytes)
#define FILLED(row, MEMBERS, bytes)                                                                                            \
	_Static_assert(sizeof(struct row) == (bytes) && (0 MEMBERS(BYTES)) == (bytes), #row " has a hole or a new member")
FILLED(tally_code, CODE_MEMBERS, 32);
FILLED(tally_group, GROUP_MEMBERS, 32);
FILLED(tally_field, FIELD_MEMBERS, 104);
FILLED(tally_register, REGISTER_MEMBERS, 64);
FILLED(tally_indicator, INDICATOR_MEMBERS, 168);
FILLED(tally_rule, RULE_MEMBERS, 56);
FILLED(tally_parameter, PARAMETER_MEMBERS, 48);
FILLED(tally_tie, TIE_MEMBERS, 80);
FILLED(tally_area, AREA_MEMBERS, 128);
FILLED(tally_note, NOTE_MEMBERS, 28);
FILLED(tally_string, STRING_MEMBERS, 16);
FILLED(tally_codes, CODES_MEMBERS, 16);
FILLED(tally_column, COLUMN_MEMBERS, 24);
FILLED(tally_batch, BATCH_MEMBERS, 16);

#define VALUE(name, value) _Static_assert((name) == (value), #name " changed its value")
VALUE(TALLY_MAGIC, 0x594c4154u);
VALUE(TALLY_ABI_MAJOR, 1u);
VALUE(TALLY_NOTE_TYPE, 1u);
VALUE(TALLY_TEXT, 1);
VALUE(TALLY_CODE, 2);
VALUE(TALLY_INTEGER, 3);
VALUE(TALLY_DECIMAL, 4);
VALUE(TALLY_DATE, 5);
VALUE(TALLY_PERIOD, 6);
VALUE(TALLY_REGION, 7);
VALUE(TALLY_CODES, 8);
VALUE(TALLY_KEY, 1u);
VALUE(TALLY_OPTIONAL, 2u);
VALUE(TALLY_PRIVATE, 4u);
VALUE(TALLY_DAY, 0);
VALUE(TALLY_MONTH, 1);
VALUE(TALLY_YEAR, 2);
VALUE(TALLY_COUNT, 1);
VALUE(TALLY_DISTINCT, 2);
VALUE(TALLY_SUM, 3);
VALUE(TALLY_MIN, 4);
VALUE(TALLY_MAX, 5);
VALUE(TALLY_MEAN, 6);
VALUE(TALLY_RATIO, 7);
VALUE(TALLY_SHARE, 8);
VALUE(TALLY_FLOW, 1);
VALUE(TALLY_STOCK, 2);
VALUE(TALLY_CUMULATIVE, 3);
VALUE(TALLY_UNDIRECTED, 0);
VALUE(TALLY_HIGHER, 1);
VALUE(TALLY_LOWER, 2);
VALUE(TALLY_GRAIN_YEAR, 1u);
VALUE(TALLY_GRAIN_HALF, 2u);
VALUE(TALLY_GRAIN_QUARTER, 4u);
VALUE(TALLY_GRAIN_MONTH, 8u);
VALUE(TALLY_ERROR, 1);
VALUE(TALLY_WARNING, 2);
VALUE(TALLY_OFF, 3);
VALUE(TALLY_BATCH_ROWS, 1024);

/* --- the table of options --- */

static const struct member {
	enum section section;
	const char *row, *name;
	size_t offset, bytes;
} members[] = {
#define ROW(s, row, member, offset, bytes) { s, #row, #member, offset, bytes },
#define IN_CODE(...) ROW(SECTION_CODE, __VA_ARGS__)
#define IN_GROUP(...) ROW(SECTION_GROUP, __VA_ARGS__)
#define IN_FIELD(...) ROW(SECTION_FIELD, __VA_ARGS__)
#define IN_REGISTER(...) ROW(SECTION_REGISTER, __VA_ARGS__)
#define IN_INDICATOR(...) ROW(SECTION_INDICATOR, __VA_ARGS__)
#define IN_RULE(...) ROW(SECTION_RULE, __VA_ARGS__)
#define IN_PARAMETER(...) ROW(SECTION_PARAMETER, __VA_ARGS__)
#define IN_TIE(...) ROW(SECTION_TIE, __VA_ARGS__)
#define IN_AREA(...) ROW(SECTION_AREA, __VA_ARGS__)
	CODE_MEMBERS(IN_CODE) GROUP_MEMBERS(IN_GROUP) FIELD_MEMBERS(IN_FIELD) REGISTER_MEMBERS(IN_REGISTER) INDICATOR_MEMBERS(
		IN_INDICATOR) RULE_MEMBERS(IN_RULE) PARAMETER_MEMBERS(IN_PARAMETER) TIE_MEMBERS(IN_TIE) AREA_MEMBERS(IN_AREA)
};

enum { MEMBERS = sizeof(members) / sizeof(members[0]) };

static const struct word *word_at(enum section section, size_t offset)
{
	for (size_t i = 0; i < words_count; i++)
		if (words[i].section == section && words[i].side == SIDE_DECLARE && words[i].kind != WORD_FLAG &&
			words[i].member == offset)
			return &words[i];
	return NULL;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), wanted = strlen(end);
	return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

/* The head of an area, room that is kept free, and the two numbers of a list are no options. */
static bool no_option(const struct member *member)
{
	static const char *const names[] = { "magic", "abi", "size", "reserved" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(member->name, names[i]) == 0)
			return true;
	return ends_with(member->name, "_count") || ends_with(member->name, "_size");
}

static void every_member_has_a_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < MEMBERS; i++) {
		const struct word *word = word_at(members[i].section, members[i].offset);
		if (!word != no_option(&members[i]))
			fail_msg("%s.%s: %s", members[i].row, members[i].name,
				word ? "is no option" : "no row of words[] names it");
		if (word && word->kind != WORD_ROWS)
			assert_int_equal(members[i].bytes, word->kind == WORD_TEXT || word->kind == WORD_NAME ? 8 : 4);
	}
}

static void every_word_is_a_member(void **state)
{
	(void)state;
	for (size_t w = 0; w < words_count; w++) {
		size_t i = 0;
		while (i < MEMBERS && (members[i].section != words[w].section || members[i].offset != words[w].member))
			i++;
		if (words[w].side == SIDE_DECLARE && i == MEMBERS)
			fail_msg("'%s' of section %d is no member", words[w].name, words[w].section);
	}
}

/* What a row had in 1.0, where a plugin of then must still load. */
static const size_t first_bytes[SECTION_COUNT] = {
	[SECTION_AREA] = 96,
	[SECTION_REGISTER] = 64,
	[SECTION_FIELD] = 96,
	[SECTION_CODE] = 32,
	[SECTION_GROUP] = 32,
	[SECTION_INDICATOR] = 144,
	[SECTION_RULE] = 56,
	[SECTION_PARAMETER] = 48,
	[SECTION_TIE] = 80,
};

static void forms_know_the_rows(void **state)
{
	(void)state;
	size_t sizes[SECTION_COUNT] = { 0 };
	for (size_t i = 0; i < MEMBERS; i++)
		sizes[members[i].section] += members[i].bytes;
	for (int s = 0; s < SECTION_COUNT; s++) {
		assert_int_equal(section_forms[s].declared_bytes, sizes[s]);
		assert_int_equal(section_forms[s].least_bytes, first_bytes[s]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_member_has_a_word),
		cmocka_unit_test(every_word_is_a_member),
		cmocka_unit_test(forms_know_the_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
