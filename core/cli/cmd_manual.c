/* CLI: `tally manual`: the manual page as roff, from the tables of commands and options and the sentences of manual_text.c. */
#include <string.h>

#include "cli/command.h"
#include "cli/manual.h"

/* Text as roff: a '-' must stay one that can be copied, a backslash is a command, and so is a dot or an apostrophe that begins a line. */
static void put(FILE *out, const char *text)
{
	if (text[0] == '.' || text[0] == '\'')
		fputs("\\&", out);
	for (; *text; text++)
		if (*text == '-')
			fputs("\\-", out);
		else if (*text == '\\')
			fputs("\\e", out);
		else
			fputc(*text, out);
}

static bool of_option(char c)
{
	return c == '-' || (c >= 'a' && c <= 'z');
}

/* A paragraph; what begins with -- is bold. */
static void put_text(FILE *out, const char *text)
{
	while (*text) {
		const char *option = strstr(text, "--");
		size_t before = option ? (size_t)(option - text) : strlen(text), length = 0;
		char piece[8192];
		snprintf(piece, sizeof(piece), "%.*s", (int)before, text);
		put(out, piece);
		while (option && of_option(option[length]))
			length++;
		if (length) {
			snprintf(piece, sizeof(piece), "%.*s", (int)length, option);
			fputs("\\fB", out);
			put(out, piece);
			fputs("\\fR", out);
		}
		text += before + length;
	}
	fputc('\n', out);
}

/* The paragraph about an option of a command (NULL: of all), or about the command itself (option NULL); NULL: none. */
static const char *note_of(const char *command, const char *option)
{
	for (size_t i = 0; i < manual_notes_count; i++) {
		const struct manual_note *note = &manual_notes[i];
		bool same_command =
			note->command == command || (command && note->command && strcmp(note->command, command) == 0);
		bool same_option = note->option == option || (option && note->option && strcmp(note->option, option) == 0);
		if (same_command && same_option)
			return _(note->text);
	}
	return NULL;
}

/* The line of `--help` as a sentence. */
static void put_help(FILE *out, const char *help)
{
	char sentence[1024];
	snprintf(sentence, sizeof(sentence), _("%s."), help);
	if (sentence[0] >= 'a' && sentence[0] <= 'z')
		sentence[0] = (char)(sentence[0] - 'a' + 'A');
	put_text(out, sentence);
}

static void put_option(FILE *out, const struct command *command, const struct option_row *row)
{
	const char *note = command ? note_of(command->name, row->name) : NULL;
	if (!note)
		note = note_of(NULL, row->name);
	fputs(".TP\n\\fB", out);
	put(out, row->name);
	fputs("\\fR", out);
	if (row->argument) {
		fputs(" \\fI", out);
		put(out, _(row->argument));
		fputs("\\fR", out);
	}
	fputc('\n', out);
	if (note)
		put_text(out, note);
	else
		put_help(out, _(row->help));
	if (row->choices) {
		fputs(".br\n", out);
		put(out, _("One of: "));
		put(out, row->choices);
		fputc('\n', out);
	}
}

static void put_options(FILE *out, const struct command *command, bool common)
{
	for (size_t i = 0; i < option_rows_count; i++)
		if (command_takes(command, option_rows[i].name) && command_takes(NULL, option_rows[i].name) == common)
			put_option(out, command, &option_rows[i]);
}

static void put_commands(FILE *out)
{
	fprintf(out, ".SH %s\n", _("OPTIONS OF EVERY COMMAND"));
	put_options(out, NULL, true);
	fprintf(out, ".SH %s\n", _("COMMANDS"));
	for (size_t i = 0; i < commands_count; i++) {
		const char *note = note_of(commands[i].name, NULL);
		fputs(".SS tally ", out);
		put(out, commands[i].name);
		if (commands[i].arguments[0]) {
			fputc(' ', out);
			put(out, _(commands[i].arguments));
		}
		fputc('\n', out);
		if (note)
			put_text(out, note);
		else
			put_help(out, _(commands[i].help));
		put_options(out, &commands[i], false);
	}
}

static void put_piece(FILE *out, const struct manual_piece *piece)
{
	switch (piece->form) {
	case MANUAL_PART:
		fprintf(out, ".SH %s\n", _(piece->term));
		break;
	case MANUAL_TEXT:
		fputs(".PP\n", out);
		put_text(out, _(piece->text));
		break;
	case MANUAL_ENTRY:
		fputs(".TP\n\\fB", out);
		put(out, piece->term);
		fputs("\\fR\n", out);
		put_text(out, _(piece->text));
		break;
	case MANUAL_EXAMPLE:
		fputs(".EX\n", out);
		put(out, piece->term);
		fputs("\n.EE\n", out);
		break;
	case MANUAL_COMMANDS:
		put_commands(out);
		break;
	}
}

static void put_head(FILE *out)
{
	fputs(".ad l\n.nh\n.TH TALLY 1 \"\" \"tally\" \"", out);
	put(out, _("User commands"));
	fprintf(out, "\"\n.SH %s\ntally \\- ", _("NAME"));
	put(out, _("indicators from the registers of an office, in one store"));
	fprintf(out, "\n.SH %s\n", _("SYNOPSIS"));
	for (size_t i = 0; i < commands_count; i++) {
		fputs("\\fBtally ", out);
		put(out, commands[i].name);
		fputs("\\fR", out);
		if (commands[i].options[0]) {
			fputc(' ', out);
			put(out, _("[OPTION...]"));
		}
		if (commands[i].arguments[0]) {
			fputc(' ', out);
			put(out, _(commands[i].arguments));
		}
		fputs("\n.br\n", out);
	}
}

enum exit_status command_manual(struct invocation *invocation, struct tally_error *error)
{
	if (invocation->words_count) {
		error_set(error, ERROR_USAGE, _("manual takes no argument: '%s'"), invocation->words[0]);
		return EXIT_USAGE;
	}
	put_head(invocation->out);
	for (size_t i = 0; i < manual_pieces_count; i++)
		put_piece(invocation->out, &manual_pieces[i]);
	return EXIT_FINE;
}
