/* CLI: `tally check --store`: the checks of a store as a table. */
#include "area/workspace.h"
#include "cli/report.h"
#include "store/audit.h"
#include "view/table.h"

enum { CHECK_COLUMNS = 5 };

static bool print_results(struct invocation *invocation, const struct audit_result *results, size_t count, enum format format,
	struct tally_error *error)
{
	const struct column columns[CHECK_COLUMNS] = { { .key = "name", .heading = _("check") },
		{ .key = "severity", .heading = _("severity") },
		{ .key = "count", .heading = _("faults"), .kind = COLUMN_NUMBER },
		{ .key = "what", .heading = _("what must hold") }, { .key = "details", .heading = _("details") } };
	const char **cells = arena_array(invocation->arena, count * CHECK_COLUMNS, sizeof *cells);
	if (!cells)
		return error_memory(error);
	for (size_t i = 0; i < count; i++) {
		const char **row = cells + i * CHECK_COLUMNS;
		bool word = format == FORMAT_TABLE || format == FORMAT_MD;
		row[0] = results[i].name;
		row[1] = results[i].error ? "error" : "warning";
		row[1] = word ? (results[i].error ? _("error") : _("warning")) : row[1];
		row[2] = arena_printf(invocation->arena, "%lld", (long long)results[i].count);
		row[3] = _(results[i].what);
		row[4] = results[i].details;
		if (!row[2])
			return error_memory(error);
	}
	struct table table = { .columns = columns, .columns_count = CHECK_COLUMNS, .cells = cells, .rows = count };
	return table_print(&table, format, invocation->settings.excel, invocation->out, error);
}

enum exit_status check_store(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	enum format format = FORMAT_TABLE;
	const struct audit_result *results;
	const char *store, *lang;
	size_t count, errors = 0;
	if (invocation->words_count) {
		error_set(error, ERROR_USAGE, _("check --store looks at the whole store and takes no words: '%s'"),
			invocation->words[0]);
		return EXIT_USAGE;
	}
	if (settings->format && !format_named(text_of(settings->format), &format))
		return EXIT_USAGE;
	if (!workspace_store(settings->where, invocation->arena, &store, &lang, error) ||
		!store_audit(store, invocation->arena, &results, &count, error) ||
		!print_results(invocation, results, count, format, error))
		return error_status(error);
	for (size_t i = 0; i < count; i++)
		errors += results[i].error && results[i].count > 0;
	if (errors)
		fprintf(invocation->err,
			ngettext("%zu check failed: put a backup in the place of the store, or move it away and run again\n",
				"%zu checks failed: put a backup in the place of the store, or move it away and run again\n",
				(unsigned long)errors),
			errors);
	return errors ? EXIT_PERSON : EXIT_FINE;
}
