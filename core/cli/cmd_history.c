/* CLI: `tally history INDICATOR`: every value a figure has had, by run, with what had changed. */
#include "cli/reading.h"
#include "view/history.h"
#include "view/labels.h"
#include "view/page.h"

static const char *heading(const struct history *h, struct arena *arena)
{
	char when[PERIOD_TEXT_BYTES];
	period_print(h->when, when);
	return arena_printf(arena, _("%s%s%s, %s (%s), %s [%s]"), indicator_title(h->indicator), h->part ? "·" : "",
		h->part ? h->part->title : "", h->region->name, h->region->code, when, h->indicator->name);
}

static bool print_history(struct store_reader *reader, const struct history *h, const struct table *table, enum format format,
	const struct invocation *invocation, struct tally_error *error)
{
	const char *title = heading(h, invocation->arena);
	struct page page;
	if (!title || !page_begin(&page, reader, title, invocation->arena))
		return error_memory(error);
	if (format == FORMAT_TABLE)
		fprintf(invocation->out, "%s\n\n", title);
	return page_print(&page, table, format, invocation->settings.excel, invocation->out, error);
}

/* Why there is no row. A sum of months has the history of its months. */
static void tell_nothing(const struct history *h, FILE *err)
{
	enum grain grain;
	char text[PERIOD_TEXT_BYTES];
	if (!store_summed(h->indicator, h->when, &grain)) {
		fputs(_("no run has stored a value for this cell; 0 inside the coverage is not stored\n"), err);
		return;
	}
	period_print(h->when, text);
	fprintf(err, _("%s is stored as no value of its own; it is the sum of these, each with a history:"), text);
	for (int n = 0, months = grain_months(grain); n < period_months(h->when) / months; n++) {
		period_print(period_numbered(grain, period_first_month(h->when) / months + n), text);
		fprintf(err, " %s", text);
	}
	fputc('\n', err);
}

enum exit_status command_history(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct history_request request = { NULL, settings->region, settings->period, settings->breakdown };
	struct reading from = { .format = FORMAT_TABLE };
	struct history history;
	struct table table;
	if (invocation->words_count != 1) {
		error_set(error, ERROR_USAGE, "%s",
			_("history takes one indicator: tally history INDICATOR [--region R] [--period P]"));
		return EXIT_USAGE;
	}
	request.indicator = invocation->words[0];
	bool done = reading_open(invocation, &from, error) &&
		history_build(from.reader, &request, invocation->arena, &history, error) &&
		history_table(&history, invocation->arena, &table, error);
	done = done && print_history(from.reader, &history, &table, from.format, invocation, error);
	if (done && history.count == 0)
		tell_nothing(&history, invocation->err);
	store_close(from.reader);
	return done ? EXIT_FINE : error_status(error);
}
