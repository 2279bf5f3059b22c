/* CLI: `tally reconcile`: published figures against computed ones, and targets against each other. */
#include "cli/reading.h"
#include "view/reconcile.h"

static bool print(struct store_reader *reader, const struct reconciliation *found, struct invocation *invocation,
	enum format format, struct tally_error *error)
{
	struct table table;
	struct page page = { 0 };
	if (format == FORMAT_MD)
		return reconcile_sheet(found, invocation->out, error);
	if (!reconcile_table(found, invocation->arena, &table, error))
		return false;
	if (format == FORMAT_XLSX && !reconcile_page(reader, found, invocation->arena, &table, &page))
		return error_memory(error);
	if (!page_print(&page, &table, format, invocation->settings.excel, invocation->out, error))
		return false;
	if (format == FORMAT_TABLE)
		fprintf(invocation->out,
			_("\n%zu exact, %zu within what is printed, %zu different, %zu accepted, %zu cannot be said\n"),
			found->counts[VERDICT_EXACT], found->counts[VERDICT_WITHIN], found->counts[VERDICT_DIFFERENT],
			found->counts[VERDICT_ACCEPTED], found->counts[VERDICT_UNSAID]);
	return true;
}

enum exit_status command_reconcile(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct reconcile_request request = { settings->area, settings->indicator, settings->region, settings->period };
	struct reading from = { .format = FORMAT_TABLE };
	struct reconciliation found;
	if (invocation->words_count) {
		error_set(error, ERROR_USAGE, _("reconcile takes no words, only options: '%s'"), invocation->words[0]);
		return EXIT_USAGE;
	}
	bool done = reading_open(invocation, &from, error) &&
		reconcile_build(from.reader, &request, invocation->arena, &found, error) &&
		print(from.reader, &found, invocation, from.format, error);
	if (done && found.count == 0)
		fputs(settings->period || settings->region
				? _("nothing was published about these figures in that period or of that region\n")
				: _("nothing was published about these figures: see [published] and [targets] in "
				    "docs/configuration.md\n"),
			invocation->err);
	for (size_t i = 0; done && i < found.warnings_count; i++)
		fprintf(invocation->err, "%s\n", found.warnings[i]);
	store_close(from.reader);
	return !done ? error_status(error) : found.open ? EXIT_PERSON : EXIT_FINE;
}
