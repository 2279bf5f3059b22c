/* docs/configuration.md against the tables of the program: every option has its row, with what it may say and its default, and no
 * row speaks of an option that is not there; the words of the tables of statements are all told. */
#include "page.h"

#include "area/words.h"
#include "model/statement.h"

static struct page page, section, row;

static const char *const headings[SECTION_COUNT] = {
	[SECTION_WORKSPACE] = "## [workspace]",
	[SECTION_PLUGINS] = "## [plugins]",
	[SECTION_AREA] = "## [area]",
	[SECTION_REGISTER] = "## [register NAME]",
	[SECTION_FIELD] = "## [field REGISTER.NAME]",
	[SECTION_CODE] = "## Codes and groups",
	[SECTION_GROUP] = "## Codes and groups",
	[SECTION_INDICATOR] = "## [indicator NAME]",
	[SECTION_RULE] = "## [rule NAME]",
	[SECTION_PARAMETER] = "## [parameter NAME]",
	[SECTION_TIE] = "## [tie NAME]",
	[SECTION_ACCEPT] = "## [accept]",
	[SECTION_PUBLISHED] = "## [published] [given] [opening] [adjustments]",
	[SECTION_GIVEN] = "## [published] [given] [opening] [adjustments]",
	[SECTION_TARGETS] = "## [targets]",
	[SECTION_OPENING] = "## [published] [given] [opening] [adjustments]",
	[SECTION_ADJUSTMENTS] = "## [published] [given] [opening] [adjustments]",
	[SECTION_TABLE] = "## [table NAME]",
};

/* "`code`" as it stands in a cell of a table, where | is written \|. */
static const char *code(const char *text, char out[256])
{
	size_t used = 0;
	out[used++] = '`';
	for (; *text; text++) {
		assert_true(used < 250);
		if (*text == '|')
			out[used++] = '\\';
		out[used++] = *text;
	}
	out[used++] = '`';
	out[used] = '\0';
	return out;
}

/* The row of an option: of a family, `alias.FIELD`, any that begins so. */
static const struct page *row_of(const struct word *word)
{
	char begin[128];
	size_t length = strlen(word->name);
	snprintf(begin, sizeof begin, word->name[length - 1] == '.' ? "| `%s" : "| `%s` |", word->name);
	page_piece(&page, headings[word->section], "## ", &section);
	return page_piece(&section, begin, "", &row);
}

static void every_option_has_its_row(void **state)
{
	char out[256];
	(void)state;
	for (size_t i = 0; i < words_count; i++) {
		const struct word *word = &words[i];
		bool table = word->section == SECTION_CODE || word->section == SECTION_GROUP;
		if (!word->name[0])
			continue;
		if (table && !strstr(page_piece(&page, headings[word->section], "## ", &section)->text, code(word->name, out)))
			fail_msg("'%s' is not told below '%s'", word->name, headings[word->section]);
		if (table)
			continue;
		if (!row_of(word)->text[0])
			fail_msg("'%s' has no row below '%s'", word->name, headings[word->section]);
		for (const struct choice *choice = word->choices; choice && choice->name; choice++)
			if (!strstr(row.text, code(choice->name, out)))
				fail_msg("the row of '%s' does not name '%s'", word->name, choice->name);
		if (word->fallback[0] && !strstr(row.text, code(word->fallback, out)))
			fail_msg("the row of '%s' does not name its default '%s'", word->name, word->fallback);
	}
}

static bool known(enum section in, const char *name, size_t bytes)
{
	for (size_t i = 0; i < words_count; i++) {
		size_t length = strlen(words[i].name);
		if (words[i].section != in || length == 0 || length > bytes || strncmp(words[i].name, name, length) != 0)
			continue;
		if (length == bytes || words[i].name[length - 1] == '.')
			return true;
	}
	return false;
}

static void no_row_without_an_option(void **state)
{
	(void)state;
	for (int s = 0; s < SECTION_COUNT; s++) {
		if (!section_forms[s].name)
			continue;
		page_piece(&page, headings[s], "## ", &section);
		for (const char *at = strstr(section.text, "\n| `"); at; at = strstr(at + 1, "\n| `")) {
			size_t bytes = strcspn(at + 4, "`");
			if (!known((enum section)s, at + 4, bytes))
				fail_msg("'%.*s' below '%s' is no option", (int)bytes, at + 4, headings[s]);
		}
	}
}

static void every_section_is_told(void **state)
{
	char heading[64];
	(void)state;
	for (int s = 0; s < SECTION_COUNT; s++) {
		if (!section_forms[s].name)
			continue;
		snprintf(heading, sizeof heading, "[%s", section_forms[s].name);
		if (!strstr(headings[s], heading))
			fail_msg("no heading tells of %s", heading);
		assert_string_not_equal(page_piece(&page, headings[s], "## ", &section)->text, "");
	}
}

static void words_of_statements_are_told(void **state)
{
	const struct {
		const char *const *names;
		size_t count;
	} lists[] = { { stat_names, STAT_COUNT }, { quantity_names + 1, QUANTITY_COUNT - 1 },
		{ compare_names + 1, COMPARE_COUNT - 1 } };
	char out[256];
	(void)state;
	page_piece(&page, "## Tables of statements", "## ", &section);
	for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++)
		for (size_t i = 0; i < lists[l].count; i++)
			if (!strstr(section.text, code(lists[l].names[i], out)))
				fail_msg("'%s' is not told below '## Tables of statements'", lists[l].names[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_option_has_its_row),
		cmocka_unit_test(no_row_without_an_option),
		cmocka_unit_test(every_section_is_told),
		cmocka_unit_test(words_of_statements_are_told),
	};
	page_read(&page, "configuration.md");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
