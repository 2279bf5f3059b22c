/* CLI: `tally show INDICATOR`: one figure over periods. */
#include "cli/reading.h"
#include "view/labels.h"
#include "view/show.h"

static void print_heading(const struct series *s, FILE *out)
{
	fprintf(out, _("%s%s%s, %s (%s), unit: %s [%s]"), indicator_title(s->indicator), s->part ? "·" : "",
		s->part ? s->part->title : "", s->region->name, s->region->code, s->indicator->unit, s->indicator->name);
	fputs("\n\n", out);
}

static void print_chart(const struct series *s, FILE *out)
{
	char first[PERIOD_TEXT_BYTES], last[PERIOD_TEXT_BYTES];
	period_print(s->periods.items[0], first);
	period_print(s->periods.items[s->periods.count - 1], last);
	fprintf(out, "\n%s  %s..%s\n", s->chart, first, last);
}

static bool print_series(struct store_reader *reader, const struct series *s, enum format format,
	const struct invocation *invocation, struct tally_error *error)
{
	struct page page;
	bool people = format == FORMAT_TABLE || format == FORMAT_MD;
	if (people)
		print_heading(s, invocation->out);
	if (!series_page(reader, s, invocation->arena, &page))
		return error_memory(error);
	if (!page_print(&page, &s->table, format, invocation->settings.excel, invocation->out, error))
		return false;
	if (people && s->values)
		print_chart(s, invocation->out);
	return true;
}

enum exit_status command_show(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct series_request request = { NULL, settings->region, settings->breakdown, settings->periods, settings->grain };
	struct reading from = { .format = FORMAT_TABLE };
	struct series series;
	if (invocation->words_count != 1) {
		error_set(error, ERROR_USAGE, "%s",
			_("show takes one indicator: tally show INDICATOR [--region R] [--periods A..B]"));
		return EXIT_USAGE;
	}
	request.indicator = invocation->words[0];
	bool done = reading_open(invocation, &from, error) &&
		series_build(from.reader, &request, invocation->arena, &series, error) &&
		print_series(from.reader, &series, from.format, invocation, error);
	if (done && series.values == 0)
		fputs(_("no value in any of these periods\n"), invocation->err);
	store_close(from.reader);
	return done ? EXIT_FINE : error_status(error);
}
