/* CLI: options, commands and help, all from two tables. */
#include <string.h>

#include "base/fault.h"
#include "cli/command.h"

#define PLACE(member) offsetof(struct settings, member)

const struct option_row option_rows[] = {
	{ "-C", OPTION_TEXT, N_("DIR"), NULL,
		N_("the workspace: a folder with a tally.ini, or the file; default: the current folder"), PLACE(where) },
	{ "--area", OPTION_TEXT, N_("AREA"), NULL, N_("only this work area"), PLACE(area) },
	{ "--indicator", OPTION_TEXT, N_("INDICATOR"), NULL,
		N_("only this indicator, by its full id or a short one that is unique"), PLACE(indicator) },
	{ "--region", OPTION_TEXT, N_("REGION"), NULL, N_("of this region, by code or name; default: the workspace's home"),
		PLACE(region) },
	{ "--by", OPTION_TEXT, N_("FIELD"), NULL,
		N_("region: the region and those in it; else only this breakdown: level, kind, level*kind"), PLACE(by) },
	{ "--period", OPTION_TEXT, N_("PERIOD"), NULL,
		N_("of this period: 2018, 2018H1, 2018Q3, 2018-10; default: the last one"), PLACE(period) },
	{ "--ytd", OPTION_FLAG, NULL, NULL,
		N_("the period, the year up to its end, and the same months of the year before, side by side"), PLACE(ytd) },
	{ "--rows", OPTION_TEXT, N_("AXIS"), NULL,
		N_("a table of one measure, its rows by indicator, breakdown, region or period"), PLACE(rows) },
	{ "--cols", OPTION_TEXT, N_("AXIS"), NULL, N_("its columns by another of them; default: period"), PLACE(cols) },
	{ "--value", OPTION_TEXT, N_("MEASURE"), NULL,
		N_("the measure shown: value, growth, share_parent and the other columns; default: value"), PLACE(value) },
	{ "--periods", OPTION_TEXT, N_("A..B"), NULL, N_("these periods: 2014..2018, 2018Q1..2018Q4; default: the last five"),
		PLACE(periods) },
	{ "--grain", OPTION_TEXT, N_("GRAIN"), "year|half|quarter|month", N_("the last five periods of this length"),
		PLACE(grain) },
	{ "--breakdown", OPTION_TEXT, N_("PART"), NULL, N_("of this part, level=provincial; default: the total"),
		PLACE(breakdown) },
	{ "--deep", OPTION_FLAG, NULL, NULL, N_("the operands of operands too, as a tree"), PLACE(deep) },
	{ "--records", OPTION_CHOICE, N_("[WHICH]"), "counted|entered|left",
		N_("the very records, read again: those counted, those that came since the last closing, or those that left"),
		PLACE(records) },
	{ "--operand", OPTION_TEXT, N_("INDICATOR"), NULL, N_("the records of this operand of the formula"), PLACE(operand) },
	{ "--private", OPTION_FLAG, NULL, NULL, N_("private fields as they stand in the register, not masked"),
		PLACE(shows_private) },
	{ "--sql", OPTION_FLAG, NULL, NULL, N_("the plan as SQL, too"), PLACE(sql) },
	{ "--basis", OPTION_TEXT, N_("BASIS"), "best|all|register|given|published",
		N_("which values: the best of each cell, or a row for each basis"), PLACE(basis) },
	{ "--as-of", OPTION_TEXT, N_("RUN"), NULL,
		N_("as the store stood after that run: its number, a release, or a day such as 2018-12-31"), PLACE(as_of) },
	{ "--on", OPTION_TEXT, N_("DATE"), NULL, N_("as of this day, 2018-11-15; default: today"), PLACE(on) },
	{ "--at", OPTION_TEXT, N_("PERIOD"), NULL, N_("who is there at the end of this period, or of a flow in it"),
		PLACE(at) },
	{ "--entering", OPTION_TEXT, N_("PERIOD"), NULL, N_("who is there at its end and was not before it"), PLACE(entering) },
	{ "--leaving", OPTION_TEXT, N_("PERIOD"), NULL, N_("who was there before it and is not at its end"), PLACE(leaving) },
	{ "--columns", OPTION_TEXT, N_("A,B,C"), NULL,
		N_("these columns in this order, or all; they are called as in csv: title,value,growth"), PLACE(columns) },
	{ "--format", OPTION_TEXT, N_("FORMAT"), "table|csv|json|md|xlsx",
		N_("how rows are printed; default: what --output ends with, else table"), PLACE(format) },
	{ "--output", OPTION_TEXT, N_("FILE"), NULL,
		N_("into this file, which is there only when it is whole; -: standard output"), PLACE(output) },
	{ "--excel", OPTION_FLAG, NULL, NULL, N_("csv with a byte order mark, codes kept as text"), PLACE(excel) },
	{ "--register", OPTION_TEXT, N_("AREA.REGISTER"), NULL, N_("read the file as this register"), PLACE(register_name) },
	{ "--store", OPTION_FLAG, NULL, NULL, N_("the store that is there instead: named checks and what they found"),
		PLACE(store) },
	{ "--from", OPTION_TEXT, N_("FILE"), NULL, N_("propose the area from this file: CSV or a workbook"), PLACE(from) },
	{ "--issues", OPTION_TEXT, N_("FILE"), NULL, N_("write every issue to this file as csv"), PLACE(issues) },
	{ "--return", OPTION_TEXT, N_("DIR"), NULL,
		N_("a workbook for each file that was read into this folder: faults coloured, explained and listed, to be "
		   "mended and sent back"),
		PLACE(returned) },
	{ "--dry", OPTION_FLAG, NULL, NULL, N_("say what would change, keep nothing"), PLACE(dry) },
	{ "--timing", OPTION_FLAG, NULL, NULL, N_("show the time of each area and phase"), PLACE(timing) },
	{ "--threads", OPTION_NUMBER, N_("N"), NULL, N_("threads that may work at once; default: the machine's processors"),
		PLACE(threads) },
	{ "--color", OPTION_TEXT, N_("WHEN"), "auto|always|never",
		N_("colour for the words error and warning; auto: a terminal without NO_COLOR"), PLACE(color) },
	{ "--help", OPTION_FLAG, NULL, NULL, N_("this help"), PLACE(help) },
	{ "--version", OPTION_FLAG, NULL, NULL, N_("the version"), PLACE(version) },
};
const size_t option_rows_count = sizeof(option_rows) / sizeof(option_rows[0]);

static const char *const common_options[] = { "-C", "--color", "--help", "--version", NULL };
static const char *const run_options[] = { "--dry", "--issues", "--threads", "--timing", NULL };
static const char *const check_options[] = { "--issues", "--return", "--register", "--store", "--private", "--format",
	"--excel", "--threads", "--timing", NULL };
static const char *const no_options[] = { NULL };
static const char *const new_options[] = { "--from", NULL };
static const char *const plugins_options[] = { "--format", NULL };
static const char *const release_options[] = { "--area", "--period", "--format", "--excel", NULL };
static const char *const summary_options[] = { "--area", "--indicator", "--region", "--by", "--period", "--ytd", "--rows",
	"--cols", "--value", "--periods", "--grain", "--breakdown", "--basis", "--columns", "--as-of", "--format", "--excel",
	NULL };
static const char *const reconcile_options[] = { "--area", "--indicator", "--region", "--period", "--as-of", "--format",
	"--excel", NULL };
static const char *const explain_options[] = { "--region", "--period", "--breakdown", "--deep", "--sql", "--records",
	"--operand", "--private", "--as-of", "--format", "--excel", NULL };
static const char *const history_options[] = { "--region", "--period", "--breakdown", "--as-of", "--format", "--excel", NULL };
static const char *const show_options[] = { "--region", "--breakdown", "--periods", "--grain", "--as-of", "--format", "--excel",
	NULL };
static const char *const export_options[] = { "--area", "--indicator", "--region", "--period", "--as-of", "--format", "--excel",
	NULL };
static const char *const list_options[] = { "--region", "--breakdown", "--at", "--entering", "--leaving", "--columns",
	"--private", "--format", "--excel", NULL };
static const char *const status_options[] = { "--period", "--region", "--on", "--format", "--excel", NULL };
static const char *const diff_options[] = { "--area", "--indicator", "--region", "--format", "--excel", NULL };

const struct command commands[] = {
	{ "run", N_("[AREA...]"), N_("read the registers, compute the indicators, write the store"), run_options, command_run },
	{ "check", N_("[AREA...] | FILE --register AREA.REGISTER | --store"),
		N_("everything but the writing; or the first rows of a file as understood; or the store"), check_options,
		command_check },
	{ "plugins", N_("[AREA]"), N_("the work areas: where they come from, and what one declares"), plugins_options,
		command_plugins },
	{ "new", N_("area NAME --from FILE"), N_("a first area in INI, proposed from a file that is there"), new_options,
		command_new },
	{ "reconcile", "", N_("published figures against computed ones, and targets against each other"), reconcile_options,
		command_reconcile },
	{ "status", N_("[AREA[.REGISTER]]"), N_("who has delivered what, when, with how many faults; what is missing or late"),
		status_options, command_status },
	{ "backup", N_("FILE"), N_("a copy of the store, also while a run is writing"), no_options, command_backup },
	{ "release", N_("[NAME]"), N_("marks what is handed out, and lists what was"), release_options, command_release },
	{ "summary", "", N_("figures of a period: value, last year's, growth, targets"), summary_options, command_summary },
	{ "show", N_("INDICATOR"), N_("a figure over periods: value, movements, growth, target"), show_options, command_show },
	{ "explain", N_("INDICATOR"), N_("a figure explained: definition, operands, registers, since when it stands"),
		explain_options, command_explain },
	{ "list", N_("INDICATOR"),
		N_("the very names behind a figure: who is there, who came, who leaves, also in periods to come"), list_options,
		command_list },
	{ "history", N_("INDICATOR"), N_("every value a figure has had, by run, and what had changed"), history_options,
		command_history },
	{ "diff", N_("RUN RUN"), N_("the figures that differ between two runs, and the inputs that do"), diff_options,
		command_diff },
	{ "export", "", N_("every value of the store as rows for programs: csv, json or xlsx"), export_options,
		command_export },
	{ "manual", "", N_("the manual page of all this, as roff for man"), no_options, command_manual },
};
const size_t commands_count = sizeof(commands) / sizeof(commands[0]);

/* Whatever prints rows in a format puts them into a file, too. */
bool command_takes(const struct command *command, const char *name)
{
	if (strcmp(name, "--output") == 0)
		name = "--format";
	for (size_t i = 0; common_options[i]; i++)
		if (strcmp(common_options[i], name) == 0)
			return true;
	for (size_t i = 0; command && command->options[i]; i++)
		if (strcmp(command->options[i], name) == 0)
			return true;
	return false;
}

static const struct option_row *find_option(struct text name)
{
	for (size_t i = 0; i < option_rows_count; i++)
		if (text_is(name, option_rows[i].name))
			return &option_rows[i];
	return NULL;
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < commands_count; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static const char *hint(struct invocation *invocation, struct text bad, const char *const *names, size_t count)
{
	struct faults faults;
	faults_init(&faults, invocation->arena);
	return fault_hint(&faults, bad, names, count);
}

static bool unknown_command(struct invocation *invocation, const char *name, struct tally_error *error)
{
	const char *names[32];
	for (size_t i = 0; i < commands_count; i++)
		names[i] = commands[i].name;
	return error_set(
		error, ERROR_USAGE, _("no command '%s'%s"), name, hint(invocation, text_of(name), names, commands_count));
}

static bool unknown_option(
	struct invocation *invocation, const struct command *command, struct text name, struct tally_error *error)
{
	const char *names[64];
	size_t count = 0;
	for (size_t i = 0; i < option_rows_count; i++)
		if (command_takes(command, option_rows[i].name))
			names[count++] = option_rows[i].name;
	return error_set(error, ERROR_USAGE, _("no option '%.*s' of %s%s"), (int)name.len, name.at,
		command ? command->name : "tally", hint(invocation, name, names, count));
}

static bool choice_allowed(const char *choices, const char *value)
{
	struct text rest = text_of(choices), part;
	while (text_next(&rest, '|', &part))
		if (text_is(part, value))
			return true;
	return false;
}

static bool set_option(
	struct invocation *invocation, const struct option_row *row, const char *value, struct tally_error *error)
{
	char *at = (char *)&invocation->settings + row->place;
	int64_t number;
	if (row->kind == OPTION_FLAG) {
		*(bool *)(void *)at = true;
		return true;
	}
	if (row->choices && !choice_allowed(row->choices, value))
		return error_set(error, ERROR_USAGE, _("%s: '%s' is not allowed; one of %s"), row->name, value, row->choices);
	if (row->kind == OPTION_TEXT || row->kind == OPTION_CHOICE) {
		memcpy(at, &value, sizeof(value));
		return true;
	}
	if (!text_to_int64(text_of(value), &number) || number < 1 || number > 1024)
		return error_set(error, ERROR_USAGE, _("%s: '%s' is not allowed; a number from 1 to 1024"), row->name, value);
	long kept = (long)number;
	memcpy(at, &kept, sizeof(kept));
	return true;
}

/* The value of a choice that may be left out: the next word where it is one of them. */
static const char *choice_behind(struct invocation *invocation, const struct option_row *row, char **argv, int argc, int *at)
{
	struct text rest = text_of(row->choices), first;
	if (*at + 1 < argc && choice_allowed(row->choices, argv[*at + 1]))
		return argv[++*at];
	return text_next(&rest, '|', &first) ? arena_copy(invocation->arena, first) : NULL;
}

/* One option and, where it takes one, its value: "--format csv", "--format=csv". */
static bool read_option(
	struct invocation *invocation, const struct command *command, char **argv, int argc, int *at, struct tally_error *error)
{
	struct text name = text_of(argv[*at]);
	const char *equals = strchr(argv[*at], '='), *value = NULL;
	if (equals) {
		name.len = (size_t)(equals - argv[*at]);
		value = equals + 1;
	}
	const struct option_row *row = find_option(name);
	if (!row || !command_takes(command, row->name))
		return unknown_option(invocation, command, name, error);
	if (row->kind == OPTION_FLAG && value)
		return error_set(error, ERROR_USAGE, _("%s takes no value"), row->name);
	if (row->kind == OPTION_CHOICE && !value) {
		value = choice_behind(invocation, row, argv, argc, at);
		if (!value)
			return error_memory(error);
	}
	if (row->kind != OPTION_FLAG && !value) {
		if (*at + 1 >= argc)
			return error_set(error, ERROR_USAGE, _("%s needs a value: %s"), row->name, _(row->argument));
		value = argv[++*at];
	}
	return set_option(invocation, row, value, error);
}

bool options_read(
	int argc, char **argv, struct invocation *invocation, const struct command **command, struct tally_error *error)
{
	const char **words = arena_array(invocation->arena, (size_t)argc + 1, sizeof(*words));
	bool plain = false;
	*command = NULL;
	if (!words)
		return error_memory(error);
	invocation->words = words;
	for (int at = 1; at < argc; at++) {
		if (!plain && strcmp(argv[at], "--") == 0) {
			plain = true;
		} else if (!plain && argv[at][0] == '-' && argv[at][1]) {
			if (!read_option(invocation, *command, argv, argc, &at, error))
				return false;
		} else if (!*command) {
			*command = find_command(argv[at]);
			if (!*command)
				return unknown_command(invocation, argv[at], error);
		} else {
			words[invocation->words_count++] = argv[at];
		}
	}
	return true;
}

/* --- help --- */

static void print_padded(FILE *out, const char *text, int width)
{
	int have = text_width(text_of(text));
	fputs(text, out);
	for (; have < width; have++)
		fputc(' ', out);
}

static void print_options(FILE *out, const struct command *command, bool common)
{
	char left[128];
	for (size_t i = 0; i < option_rows_count; i++) {
		const struct option_row *row = &option_rows[i];
		if (!command_takes(command, row->name) || command_takes(NULL, row->name) != common)
			continue;
		snprintf(left, sizeof(left), "  %s %s", row->name, row->argument ? _(row->argument) : "");
		print_padded(out, left, 30);
		fprintf(out, "%s", _(row->help));
		if (row->choices)
			fprintf(out, " (%s)", row->choices);
		fputc('\n', out);
	}
}

void help_print(FILE *out, const struct command *command)
{
	if (command) {
		fprintf(out, _("usage: tally %s [options] %s\n\n%s\n\n"), command->name,
			command->arguments[0] ? _(command->arguments) : "", _(command->help));
		print_options(out, command, false);
	} else {
		fputs(_("usage: tally COMMAND [options] ...\n\nIndicators from the registers of an office, in one store.\n\n"),
			out);
		for (size_t i = 0; i < commands_count; i++) {
			fputs("  ", out);
			print_padded(out, commands[i].name, 28);
			fprintf(out, "%s\n", _(commands[i].help));
		}
	}
	fputs(_("\nwith every command:\n"), out);
	print_options(out, NULL, true);
	fputs(_("\nexit status: 0 as promised; 1 finished, something needs a person; 2 usage or configuration; 3 input, output "
		"or store\n"),
		out);
}
