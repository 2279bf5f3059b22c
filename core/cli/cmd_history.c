/* CLI: `tally history INDICATOR`: every value a figure has had, by run, with what had changed. */
#include "area/workspace.h"
#include "cli/command.h"
#include "view/history.h"

static void print_heading(const struct history *h, FILE *out)
{
	char when[PERIOD_TEXT_BYTES];
	period_print(h->when, when);
	fprintf(out, _("%s%s%s, %s (%s), %s [%s]"), h->indicator->title, h->part ? "·" : "", h->part ? h->part->title : "",
		h->region->name, h->region->code, when, h->indicator->name);
	fputs("\n\n", out);
}

enum exit_status command_history(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct history_request request = { NULL, settings->region, settings->period, settings->breakdown };
	enum format format = FORMAT_TABLE;
	const char *store, *lang;
	struct history history;
	struct table table;
	if (invocation->words_count != 1) {
		error_set(error, ERROR_USAGE, "%s",
			_("history takes one indicator: tally history INDICATOR [--region R] [--period P]"));
		return EXIT_USAGE;
	}
	request.indicator = invocation->words[0];
	if (settings->format && !format_named(text_of(settings->format), &format))
		return EXIT_USAGE;
	if (!workspace_store(settings->where, invocation->arena, &store, &lang, error))
		return error_status(error);
	struct store_reader *reader = store_open_at(store, settings->as_of, error);
	bool done = reader && history_build(reader, &request, invocation->arena, &history, error) &&
		history_table(&history, invocation->arena, &table, error);
	if (done && format == FORMAT_TABLE)
		print_heading(&history, invocation->out);
	done = done && table_print(&table, format, settings->excel, invocation->out, error);
	if (done && history.count == 0)
		fputs(_("no run has stored a value for this cell; 0 inside the coverage is not stored\n"), invocation->err);
	store_close(reader);
	return done ? EXIT_FINE : error_status(error);
}
