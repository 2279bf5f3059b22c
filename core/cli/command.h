/* CLI: commands as rows of one table. Help, usage and completion are made from it; a command is one file and one row. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "base/arena.h"

/* Exit status of the program. */
enum exit_status {
	EXIT_FINE = 0,
	EXIT_PERSON = 1, /* finished, but something needs a person */
	EXIT_USAGE = 2, /* usage or configuration; nothing was written */
	EXIT_IO = 3 /* input, output or store; nothing was written */
};

/* Every option of every command; a command names those it takes. */
struct settings {
	const char *where; /* -C */
	const char *issues; /* --issues FILE */
	const char *returned; /* --return DIR */
	const char *from; /* --from FILE */
	const char *area, *indicator, *region, *by, *period, *format, *basis, *register_name, *columns;
	const char *rows, *cols, *value, *periods, *grain;
	const char *breakdown, *records, *operand, *as_of, *on, *at, *entering, *leaving;
	const char *output; /* NULL and "-": standard output */
	bool store, dry, timing, excel, help, version;
	bool deep, sql, ytd, shows_private;
	long threads;
	const char *color; /* auto, always, never */
};

enum option_kind {
	OPTION_FLAG,
	OPTION_TEXT,
	OPTION_NUMBER,
	OPTION_CHOICE /* a text out of `choices` that may be left out: then the first of them */
};

struct option_row {
	const char *name; /* with its dashes */
	enum option_kind kind;
	const char *argument; /* for help; NULL for a flag */
	const char *choices; /* "a|b", or NULL */
	const char *help;
	size_t place; /* in struct settings */
};

struct invocation {
	struct settings settings;
	const char *const *words; /* what is no option, NULL-terminated */
	size_t words_count;
	struct arena *arena;
	FILE *out, *err;
};

struct command {
	const char *name;
	const char *arguments;
	const char *help; /* one line */
	const char *const *options; /* names, NULL-terminated; those of all commands aside */
	enum exit_status (*run)(struct invocation *invocation, struct tally_error *error);
};

extern const struct command commands[];
extern const size_t commands_count;
extern const struct option_row option_rows[];
extern const size_t option_rows_count;

/* Reads the words behind the program's name; false with ERROR_USAGE. */
bool options_read(int argc, char **argv, struct invocation *invocation, const struct command **command,
	struct tally_error *error) MUST_USE;
/* Whether `command` takes the option; NULL: whether every command does. */
bool command_takes(const struct command *command, const char *option);
void help_print(FILE *out, const struct command *command); /* NULL: of the program */

enum exit_status command_run(struct invocation *invocation, struct tally_error *error);
enum exit_status command_check(struct invocation *invocation, struct tally_error *error);
enum exit_status command_new(struct invocation *invocation, struct tally_error *error);
enum exit_status command_plugins(struct invocation *invocation, struct tally_error *error);
enum exit_status command_backup(struct invocation *invocation, struct tally_error *error);
enum exit_status command_release(struct invocation *invocation, struct tally_error *error);
enum exit_status command_reconcile(struct invocation *invocation, struct tally_error *error);
enum exit_status command_summary(struct invocation *invocation, struct tally_error *error);
enum exit_status command_explain(struct invocation *invocation, struct tally_error *error);
enum exit_status command_history(struct invocation *invocation, struct tally_error *error);
enum exit_status command_show(struct invocation *invocation, struct tally_error *error);
enum exit_status command_export(struct invocation *invocation, struct tally_error *error);
enum exit_status command_list(struct invocation *invocation, struct tally_error *error);
enum exit_status command_status(struct invocation *invocation, struct tally_error *error);
enum exit_status command_diff(struct invocation *invocation, struct tally_error *error);
enum exit_status command_manual(struct invocation *invocation, struct tally_error *error);

/* This moment, 2018-12-31T08:00:00Z. */
const char *now_text(char out[32]);

/* The exit status that goes with an error. */
enum exit_status error_status(const struct tally_error *error);
/* The words that a message begins with, in colour where that is wanted: always, never, or auto (a terminal, and no NO_COLOR in the environment). */
enum paint { PAINT_PLAIN, PAINT_ERROR, PAINT_WARNING };
bool paint_wanted(const struct settings *settings, FILE *out);
void paint_word(FILE *out, enum paint paint, const char *word);
/* All faults, one a line. */
struct faults;
void faults_print(const struct faults *faults, FILE *err);

/* Language of messages before the first of them: `lang` of the workspace, else the environment's. */
void language_set(const char *lang);

#endif
