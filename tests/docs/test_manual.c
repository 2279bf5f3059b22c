/* docs/tally.1 against the tables of commands and options, from which `tally --help` is made. */
#include "page.h"

#include "cli/command.h"

static struct page page, section;

/* A word as roff writes it: each '-' as '\-'. */
static const char *roff(const char *text, char out[256])
{
	size_t used = 0;
	for (; *text; text++) {
		assert_true(used < 250);
		if (*text == '-')
			out[used++] = '\\';
		out[used++] = *text;
	}
	out[used] = '\0';
	return out;
}

/* ".B --area", alone or with an argument behind it. */
static bool told(const char *where, const char *option)
{
	char word[256], line[300];
	for (int bare = 0; bare < 2; bare++) {
		snprintf(line, sizeof line, bare ? "\n.B %s\n" : "\n.BI %s \" ", roff(option, word));
		if (strstr(where, line))
			return true;
	}
	return false;
}

static void every_command_has_its_part(void **state)
{
	char heading[64];
	(void)state;
	for (size_t i = 0; i < commands_count; i++) {
		snprintf(heading, sizeof heading, ".SS tally %s", commands[i].name);
		if (!page_piece(&page, heading, ".S", &section)->text[0])
			fail_msg("'%s' has no part of its own", commands[i].name);
		for (size_t o = 0; commands[i].options[o]; o++)
			if (!told(section.text, commands[i].options[o]))
				fail_msg("the part of '%s' does not tell of '%s'", commands[i].name, commands[i].options[o]);
	}
}

static void every_option_with_its_choices(void **state)
{
	char word[256];
	(void)state;
	for (size_t i = 0; i < option_rows_count; i++) {
		if (!told(page.text, option_rows[i].name))
			fail_msg("'%s' is not told", option_rows[i].name);
		if (!option_rows[i].choices)
			continue;
		char choices[256];
		snprintf(choices, sizeof choices, "%s", option_rows[i].choices);
		for (char *choice = strtok(choices, "|"); choice; choice = strtok(NULL, "|"))
			if (!strstr(page.text, roff(choice, word)))
				fail_msg("'%s' of '%s' is not told", choice, option_rows[i].name);
	}
}

static bool known(const char *name, size_t bytes)
{
	for (size_t i = 0; i < option_rows_count; i++)
		if (strlen(option_rows[i].name) == bytes && strncmp(option_rows[i].name, name, bytes) == 0)
			return true;
	return false;
}

/* What is told, is there. */
static void no_option_too_many(void **state)
{
	(void)state;
	for (const char *at = strstr(page.text, "\n.B"); at; at = strstr(at + 1, "\n.B")) {
		char name[64];
		size_t used = 0;
		at += strcspn(at + 1, " ") + 2;
		for (const char *c = at; *c && !strchr(" \n=", *c) && used < sizeof name - 1; c++)
			if (*c != '\\')
				name[used++] = *c;
		if (used && name[0] == '-' && !known(name, used))
			fail_msg("'%.*s' is no option", (int)used, name);
	}
}

static void every_status_is_told(void **state)
{
	char line[32];
	(void)state;
	page_piece(&page, ".SH EXIT STATUS", ".SH", &section);
	for (int status = EXIT_FINE; status <= EXIT_IO; status++) {
		snprintf(line, sizeof line, "\n.B %d\n", status);
		assert_non_null(strstr(section.text, line));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_has_its_part),
		cmocka_unit_test(every_option_with_its_choices),
		cmocka_unit_test(no_option_too_many),
		cmocka_unit_test(every_status_is_told),
	};
	page_read(&page, "tally.1");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
