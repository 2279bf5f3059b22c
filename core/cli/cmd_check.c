/* CLI: `tally check`: areas without the writing, or the first rows of a file as they are understood. */
#include <string.h>

#include "area/grid.h"
#include "area/words.h"
#include "cli/report.h"
#include "cli/returned.h"
#include "engine/reader.h"
#include "engine/value_text.h"
#include "view/table.h"

enum { ROWS_SHOWN = 10 };

static int find_register(const struct run *run, const char *name, struct tally_error *error)
{
	const char **names = arena_array(run->arena, run->catalog.registers_count + 1, sizeof(*names));
	for (size_t r = 0; names && r < run->catalog.registers_count; r++) {
		const struct schema *schema = &run->catalog.registers[r].schema;
		names[r] = arena_printf(run->arena, "%s.%s", schema->area, schema->name);
		if (names[r] && strcmp(names[r], name) == 0)
			return (int)r;
	}
	struct faults faults;
	faults_init(&faults, run->arena);
	error_set(error, ERROR_USAGE, _("no register '%s'%s"), name,
		names ? fault_hint(&faults, text_of(name), names, run->catalog.registers_count) : "");
	return -1;
}

static const char *show_value(
	const struct run *run, const struct schema_field *field, const struct tally_column *column, uint32_t row, bool open)
{
	if (!tally_has(column, row))
		return "";
	if (!open && field->flags & TALLY_PRIVATE)
		return "***";
	return value_shown(field, &run->workspace.regions, column, row, run->arena);
}

/* How each column was understood: heading, field, type. */
static bool print_columns(const struct run *run, const struct reader *reader, const struct schema *schema,
	struct invocation *invocation, struct tally_error *error)
{
	const struct column columns[] = { { .key = "column", .heading = _("column") },
		{ .key = "heading", .heading = _("heading") }, { .key = "field", .heading = _("field") },
		{ .key = "type", .heading = _("type") }, { .key = "title", .heading = _("title") } };
	size_t count, read;
	const struct text *headings;
	bool sheet = reader_sources(reader, &read)->sheet != NULL; /* of the one file */
	const int *fields = reader_columns(reader, &count, &headings);
	const struct word *types = word_find(SECTION_FIELD, TEXT("type"));
	const char **cells = arena_array(run->arena, count * 5 + 1, sizeof(*cells));
	if (!cells)
		return error_memory(error);
	for (size_t i = 0; i < count; i++) {
		const struct schema_field *f = fields[i] == FIELD_NONE ? NULL : &schema->fields[fields[i]];
		const char **row = cells + i * 5;
		char letters[8];
		grid_letters(i, letters);
		row[0] = sheet ? arena_copy(run->arena, text_of(letters)) : arena_printf(run->arena, "%zu", i + 1);
		row[1] = arena_copy(run->arena, headings[i]);
		row[2] = f ? f->name : _("(passed over)");
		row[3] = f ? choice_of(types->choices, f->type)->name : "";
		row[4] = f ? f->title : "";
	}
	struct table table = { .columns = columns, .columns_count = 5, .cells = cells, .rows = count };
	return table_print(&table, FORMAT_TABLE, false, invocation->out, error);
}

static bool print_rows(const struct run *run, const struct record_batch *batch, const struct schema *schema,
	struct invocation *invocation, struct tally_error *error)
{
	static const char *const states[] = { N_("good"), N_("warning"), N_("rejected"), N_("passed over"), N_("repeated") };
	size_t width = schema->fields_count + 2, shown = batch->typed.rows < ROWS_SHOWN ? batch->typed.rows : ROWS_SHOWN;
	struct column *columns = arena_array(run->arena, width, sizeof(*columns));
	const char **cells = arena_array(run->arena, shown * width + 1, sizeof(*cells));
	if (!columns || !cells)
		return error_memory(error);
	columns[0] = (struct column){ .key = "line", .heading = _("line") };
	columns[1] = (struct column){ .key = "state", .heading = _("state") };
	for (uint32_t f = 0; f < schema->fields_count; f++)
		columns[f + 2] = (struct column){ .key = schema->fields[f].name, .heading = schema->fields[f].name };
	for (uint32_t r = 0; r < shown; r++) {
		cells[r * width] = arena_printf(run->arena, "%llu", (unsigned long long)batch->raw->lines[r]);
		cells[r * width + 1] = _(states[batch->states[r]]);
		for (uint32_t f = 0; f < schema->fields_count; f++)
			cells[r * width + 2 + f] = show_value(
				run, &schema->fields[f], &batch->typed.columns[f], r, invocation->settings.shows_private);
	}
	struct table table = { .columns = columns, .columns_count = width, .cells = cells, .rows = shown };
	return table_print(&table, FORMAT_TABLE, false, invocation->out, error);
}

static void print_issues(const struct record_batch *batch, bool painted, FILE *out)
{
	const struct issues *issues = &batch->source->issues;
	uint64_t last = batch->raw->lines[batch->typed.rows < ROWS_SHOWN ? batch->typed.rows - 1 : ROWS_SHOWN - 1];
	for (size_t i = 0; i < issues->kept_count; i++) {
		if (issues->kept[i].line <= last)
			report_issue(&issues->kept[i], painted, out);
	}
}

static bool show_file(struct run *run, int on, const char *path, struct invocation *invocation, struct tally_error *error)
{
	const char *const files[] = { path, NULL };
	struct record_batch *batch = NULL;
	struct program program;
	if (!program_build(&run->catalog, on, run->arena, &program, error))
		return false;
	struct reader_options options = { .catalog = &run->catalog, .on = on, .needed = program.needed, .files = files };
	const struct schema *schema = &run->catalog.registers[on].schema;
	struct reader *reader = reader_open(&options, run->arena, error);
	bool done = reader && reader_next(reader, &batch, error) && print_columns(run, reader, schema, invocation, error);
	if (done && batch) {
		reader_account(batch); /* so that issues know what became of their records */
		fputc('\n', invocation->out);
		done = print_rows(run, batch, schema, invocation, error);
		print_issues(batch, paint_wanted(&invocation->settings, invocation->out), invocation->out);
	} else if (done) {
		fputs(_("no records\n"), invocation->out);
	}
	reader_close(reader);
	program_done(&program);
	return done;
}

enum exit_status command_check(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	if (settings->store && !settings->register_name && !settings->issues && !settings->returned)
		return check_store(invocation, error);
	if (settings->store || settings->format || settings->excel) {
		error_set(error, ERROR_USAGE,
			_("--store goes without --register, --issues and --return, and --format and --excel go with --store "
			  "alone"));
		return EXIT_USAGE;
	}
	if (settings->shows_private && !settings->register_name) {
		error_set(error, ERROR_USAGE, "%s", _("--private goes with FILE --register AREA.REGISTER"));
		return EXIT_USAGE;
	}
	if (!settings->register_name) {
		for (size_t i = 0; i < invocation->words_count; i++)
			if (strpbrk(invocation->words[i], "./")) { /* no name of an area */
				error_set(error, ERROR_USAGE,
					_("'%s' is a file; name its register: tally check %s --register AREA.REGISTER"),
					invocation->words[i], invocation->words[i]);
				return EXIT_USAGE;
			}
		return run_and_report(invocation, true, error);
	}
	if (invocation->words_count != 1) {
		error_set(error, ERROR_USAGE, _("--register goes with one FILE: tally check FILE --register AREA.REGISTER"));
		return EXIT_USAGE;
	}
	struct run_options options = { .where = invocation->settings.where };
	struct run run = { .options = &options, .arena = invocation->arena };
	bool done = run_prepare(&run, true, error);
	if (!done && run.faults.count)
		faults_print(&run.faults, invocation->err);
	int on = done ? find_register(&run, settings->register_name, error) : -1;
	bool fine = true;
	done = on >= 0 && show_file(&run, on, invocation->words[0], invocation, error) &&
		(!settings->returned || return_file(&run, on, invocation->words[0], invocation, &fine, error));
	return !done ? error_status(error) : fine ? EXIT_FINE : EXIT_PERSON;
}
