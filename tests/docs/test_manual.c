/* The manual page against the tables of commands and options: its sentences are about what is there, and what is there has its sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/command.h"
#include "cli/manual.h"

static const struct command *command_named(const char *name)
{
	for (size_t i = 0; i < commands_count; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static const struct option_row *option_named(const char *name)
{
	for (size_t i = 0; i < option_rows_count; i++)
		if (strcmp(option_rows[i].name, name) == 0)
			return &option_rows[i];
	return NULL;
}

static void every_note_is_about_something(void **state)
{
	(void)state;
	for (size_t i = 0; i < manual_notes_count; i++) {
		const struct manual_note *note = &manual_notes[i];
		const struct command *command = note->command ? command_named(note->command) : NULL;
		if (note->command && !command)
			fail_msg("'%s' is no command", note->command);
		if (note->option && !option_named(note->option))
			fail_msg("'%s' is no option", note->option);
		if (command && note->option && !command_takes(command, note->option))
			fail_msg("'%s' does not take '%s'", note->command, note->option);
		for (size_t k = 0; k < i; k++)
			if (note->command == manual_notes[k].command && note->option == manual_notes[k].option)
				fail_msg("two notes about %s %s", note->command ? note->command : "",
					note->option ? note->option : "");
	}
}

static void every_command_has_a_paragraph(void **state)
{
	(void)state;
	for (size_t i = 0; i < commands_count; i++) {
		bool told = false;
		for (size_t n = 0; n < manual_notes_count; n++)
			told |= manual_notes[n].command && !manual_notes[n].option &&
				strcmp(manual_notes[n].command, commands[i].name) == 0;
		if (!told)
			fail_msg("manual_text.c has no paragraph about '%s'", commands[i].name);
	}
}

static void every_option_of_a_command_is_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < commands_count; i++)
		for (size_t o = 0; commands[i].options[o]; o++)
			if (!option_named(commands[i].options[o]))
				fail_msg("'%s' of '%s' is no option", commands[i].options[o], commands[i].name);
}

/* The page itself: what begins a line with a dot is one of the few requests that it uses, and every option is there as it is typed. */
static void the_page_is_roff(void **state)
{
	static const char *const requests[] = { ".ad l\n", ".nh\n", ".TH ", ".SH ", ".SS ", ".TP\n", ".PP\n", ".br\n", ".EX\n",
		".EE\n" };
	char *page = NULL;
	size_t bytes;
	struct tally_error error = { 0 };
	(void)state;
	FILE *out = open_memstream(&page, &bytes);
	struct invocation invocation = { .out = out };
	assert_int_equal(command_manual(&invocation, &error), EXIT_FINE);
	fclose(out);
	for (const char *line = page; *line; line = strchr(line, '\n') + 1) {
		bool known = line[0] != '.';
		for (size_t i = 0; !known && i < sizeof(requests) / sizeof(requests[0]); i++)
			known = strncmp(line, requests[i], strlen(requests[i])) == 0;
		if (!known)
			fail_msg("no request: %.20s", line);
	}
	for (size_t i = 0; i < commands_count; i++)
		for (size_t o = 0; commands[i].options[o]; o++) {
			char typed[64] = ".TP\n\\fB";
			for (const char *c = commands[i].options[o]; *c; c++)
				strncat(typed, *c == '-' ? "\\-" : (char[]){ *c, 0 }, 3);
			if (!strstr(page, typed))
				fail_msg("'%s' is not told", commands[i].options[o]);
		}
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_note_is_about_something),
		cmocka_unit_test(every_command_has_a_paragraph),
		cmocka_unit_test(every_option_of_a_command_is_known),
		cmocka_unit_test(the_page_is_roff),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
