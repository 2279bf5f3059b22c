/* CLI: `tally plugins`: which areas there are and where they come from; with a name, what that one declares. */
#include <string.h>

#include "area/words.h"
#include "cli/command.h"
#include "engine/run.h"
#include "engine/sql.h"
#include "view/table.h"

static const char *yes_no_why(const struct run *run, const struct area *area)
{
	if (!area->enabled)
		return arena_printf(run->arena, _("no: enabled = no in %s"), area->path);
	return area->failure ? arena_printf(run->arena, _("failed: %s"), area->failure) : _("yes");
}

static bool list_areas(const struct run *run, struct invocation *invocation, enum format format, struct tally_error *error)
{
	static const struct column headings[] = { { .key = "area", .heading = N_("area") },
		{ .key = "title", .heading = N_("title") }, { .key = "origin", .heading = N_("declared by") },
		{ .key = "version", .heading = N_("version") }, { .key = "abi", .heading = N_("ABI") },
		{ .key = "enabled", .heading = N_("enabled") } };
	enum { COLUMNS = sizeof(headings) / sizeof(headings[0]) };
	struct column columns[COLUMNS];
	const char **cells = arena_array(run->arena, run->workspace.areas_count * COLUMNS + 1, sizeof(*cells));
	if (!cells)
		return error_memory(error);
	table_heads(columns, headings, COLUMNS);
	for (size_t i = 0; i < run->workspace.areas_count; i++) {
		const struct area *area = &run->workspace.areas[i];
		const char **row = cells + i * COLUMNS;
		row[0] = area->name;
		row[1] = area->block ? block_text(area->block, area->block->area.title) : "";
		row[2] = area->origin;
		row[3] = area->block ? block_text(area->block, area->block->area.version) : "";
		row[4] = area->abi ? arena_printf(run->arena, "%u.%u", area->abi >> 16, area->abi & 0xffff) : "";
		row[5] = yes_no_why(run, area);
	}
	struct table table = {
		.columns = columns, .columns_count = COLUMNS, .cells = cells, .rows = run->workspace.areas_count
	};
	return table_print(&table, format, false, invocation->out, error);
}

static const char *type_name(enum tally_type type)
{
	const struct word *word = word_find(SECTION_FIELD, TEXT("type"));
	const struct choice *choice = choice_of(word->choices, type);
	return choice ? choice->name : "";
}

static void print_register(const struct catalog_register *declared, FILE *out)
{
	const struct schema *schema = &declared->schema;
	fprintf(out, _("register %s  %s\n"), schema->name, schema->title);
	for (uint32_t i = 0; i < schema->fields_count; i++) {
		const struct schema_field *f = &schema->fields[i];
		fprintf(out, "  %-22s %-8s %s%s%s%s", f->name, type_name(f->type), f->title,
			f->flags & TALLY_KEY ? _(", key") : "", f->flags & TALLY_OPTIONAL ? _(", optional") : "",
			f->flags & TALLY_PRIVATE ? _(", private") : "");
		if (f->check[0])
			fprintf(out, _(", checked by %s"), f->check);
		for (uint32_t c = 0; c < f->codes_count; c++)
			fprintf(out, "%s%s %s", c ? " | " : ": ", f->codes[c].name, f->codes[c].title);
		fputc('\n', out);
	}
	for (size_t r = 0; r < declared->rules_count; r++)
		fprintf(out, _("  rule %s (%s): %s: %s\n"), declared->rules[r].name,
			declared->rules[r].severity == TALLY_ERROR ? _("error") : _("warning"), declared->rules[r].title,
			declared->rules[r].condition->source);
}

static bool print_area(const struct run *run, size_t row, FILE *out, struct tally_error *error)
{
	const struct area *area = &run->workspace.areas[row];
	if (!area->block)
		return error_set(error, ERROR_AREA, "%s: %s", area->name, area->failure ? area->failure : "");
	fprintf(out, "%s  %s  %s  %s\n\n", area->name, block_text(area->block, area->block->area.title),
		block_text(area->block, area->block->area.version), area->origin);
	for (size_t r = 0; r < run->catalog.registers_count; r++)
		if (run->catalog.registers[r].area == (int)row)
			print_register(&run->catalog.registers[r], out);
	fputc('\n', out);
	for (size_t i = 0; i < run->catalog.indicators_count; i++) {
		const struct catalog_indicator *about = &run->catalog.indicators[i];
		if (about->area != (int)row)
			continue;
		const char *said = plan_words(&run->catalog, (int)i, run->arena);
		fprintf(out, _("indicator %s  %s (%s): %s\n"), about->id, about->title, about->unit, said ? said : "");
	}
	return true;
}

static bool show(const struct run *run, struct invocation *invocation, struct tally_error *error)
{
	enum format format = FORMAT_TABLE;
	if (invocation->settings.format && !format_named(text_of(invocation->settings.format), &format))
		return error_set(error, ERROR_USAGE, "--format");
	if (invocation->words_count > 1)
		return error_set(error, ERROR_USAGE, _("plugins takes one AREA, not also '%s'"), invocation->words[1]);
	if (!invocation->words_count)
		return list_areas(run, invocation, format, error);
	const char **names = arena_array(run->arena, run->workspace.areas_count + 1, sizeof(*names));
	for (size_t i = 0; names && i < run->workspace.areas_count; i++) {
		names[i] = run->workspace.areas[i].name;
		if (strcmp(names[i], invocation->words[0]) == 0)
			return print_area(run, i, invocation->out, error);
	}
	const char *near = names ? text_nearest(text_of(invocation->words[0]), names, run->workspace.areas_count) : NULL;
	return error_set(error, ERROR_USAGE,
		near ? _("no area '%s'; did you mean '%s'?") : _("no area '%s'; `tally plugins` lists them%s"),
		invocation->words[0], near ? near : "");
}

enum exit_status command_plugins(struct invocation *invocation, struct tally_error *error)
{
	struct run_options options = { .where = invocation->settings.where };
	struct run run = { .options = &options, .arena = invocation->arena };
	bool done = run_prepare(&run, true, error);
	if (!done && run.faults.count)
		faults_print(&run.faults, invocation->err);
	done = done && show(&run, invocation, error);
	return done ? EXIT_FINE : error_status(error);
}
