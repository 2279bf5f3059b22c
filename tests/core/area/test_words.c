/* Tests of area/words.c: the table of options as a table. Names, choices and places in the block's rows; that it covers the contract is test_layout.c's. */
#include "fixture.h"

#include "area/words.h"

static void names_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < words_count; i++)
		for (size_t k = 0; k < i; k++)
			if (words[i].section == words[k].section && words[i].name[0] &&
				strcmp(words[i].name, words[k].name) == 0)
				fail_msg("'%s' stands twice in section %d", words[i].name, words[i].section);
}

static void every_word_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < words_count; i++) {
		const struct word *word = &words[i];
		bool chooses = word->kind == WORD_CHOICE || word->kind == WORD_CHOICES;
		assert_non_null(word->fallback);
		assert_int_equal(chooses, word->choices != NULL);
		assert_true(word->name[0] == '\0' || word->help[0] != '\0');
		assert_true(word->kind != WORD_NUMBER || word->low <= word->high);
		assert_true(word->kind != WORD_ROWS || section_forms[word->low].table >= 0);
		if (chooses && word->fallback[0] && !choice_find(word->choices, text_of(word->fallback)))
			fail_msg("'%s' falls back to '%s', which is no choice", word->name, word->fallback);
	}
}

/* Words that a word fills in the row of the block. */
static uint32_t width(const struct word *word)
{
	return word->kind == WORD_ROWS ? 2 : 1;
}

static void rows_of_the_block_are_filled(void **state)
{
	(void)state;
	for (int s = 0; s < SECTION_COUNT; s++) {
		unsigned char seen[64] = { 0 };
		uint32_t row = section_forms[s].table < 0 ? 0 : block_row_words[section_forms[s].table];
		if (s == SECTION_AREA)
			row = sizeof(struct block_area) / 4;
		for (size_t i = 0; i < words_count; i++) {
			const struct word *word = &words[i];
			if ((int)word->section != s || word->side != SIDE_DECLARE || word->kind == WORD_FLAG)
				continue;
			if (s == SECTION_AREA && word->kind == WORD_ROWS) /* tables of the head */
				continue;
			assert_true(word->place + width(word) <= row);
			for (uint32_t k = 0; k < width(word); k++)
				assert_int_equal(seen[word->place + k]++, 0);
		}
		for (uint32_t i = 0; i < row; i++)
			assert_int_equal(seen[i], 1);
	}
}

static void finding(void **state)
{
	(void)state;
	static const struct {
		enum section section;
		const char *name, *found;
	} cases[] = {
		{ SECTION_INDICATOR, "when", "when" },
		{ SECTION_INDICATOR, "whe", NULL },
		{ SECTION_INDICATOR, "", NULL },
		{ SECTION_REGISTER, "alias.county", "alias." },
		{ SECTION_REGISTER, "alias.", NULL },
		{ SECTION_REGISTER, "alias", NULL },
		{ SECTION_FIELD, "alias", "alias" },
		{ SECTION_FIELD, "codes", "codes" },
		{ SECTION_FIELD, "code_en.a", "code_en." },
		{ SECTION_FIELD, "group.a", "group." },
		{ SECTION_AREA, "severity.dates", "severity." },
		{ SECTION_WORKSPACE, "home", "home" },
		{ SECTION_AREA, "home", NULL },
		{ SECTION_GIVEN, "files", "files" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct word *word = word_find(cases[i].section, text_of(cases[i].name));
		assert_int_equal(word != NULL, cases[i].found != NULL);
		if (word)
			assert_string_equal(word->name, cases[i].found);
	}
}

static void lists_for_hints(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	size_t count = 0;
	const struct choice *choices = word_find(SECTION_INDICATOR, TEXT("time"))->choices;
	const char *const *names = choice_names(choices, &arena, &count);
	assert_int_equal(count, 4);
	assert_string_equal(names[0], "flow");
	assert_string_equal(names[2], "cumulative");
	assert_int_equal(choice_find(choices, TEXT("stock"))->value, TALLY_STOCK);
	assert_null(choice_find(choices, TEXT("Stock")));
	assert_string_equal(choice_of(choices, TALLY_STOCK)->name, "stock");
	assert_null(choice_of(choices, 9));
	names = word_names(SECTION_GIVEN, &arena, &count);
	assert_int_equal(count, 1);
	assert_string_equal(names[0], "files");
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_told_apart),
		cmocka_unit_test(every_word_is_whole),
		cmocka_unit_test(rows_of_the_block_are_filled),
		cmocka_unit_test(finding),
		cmocka_unit_test(lists_for_hints),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
