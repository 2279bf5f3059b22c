/* CLI: `tally status [AREA[.REGISTER]]`: who has delivered what, when, with how many faults. From the store alone. */
#include <time.h>

#include "cli/reading.h"
#include "view/deliveries.h"
#include "view/page.h"

static int32_t today(void)
{
	time_t now = time(NULL);
	struct tm parts;
	if (!localtime_r(&now, &parts))
		return 0;
	return date_from(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

static bool settle(const struct invocation *invocation, struct status_request *request, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	if (invocation->words_count > 1)
		return error_set(
			error, ERROR_USAGE, "%s", _("status takes an area or a register: tally status [AREA[.REGISTER]]"));
	*request = (struct status_request){
		.of = invocation->words_count ? invocation->words[0] : NULL,
		.period = settings->period,
		.region = settings->region,
		.day = settings->on ? 0 : today(),
	};
	if (settings->on && date_parse(text_of(settings->on), &request->day) != DATE_DAY)
		return error_set(error, ERROR_USAGE, _("--on: '%s' is no day; write 2018-11-15"), settings->on);
	return true;
}

/* With the counts below; on a sheet also under a title. */
static bool print_all(struct invocation *invocation, struct store_reader *reader, const struct status *status,
	const struct table *table, enum format format, struct tally_error *error)
{
	struct page page = { 0 };
	const char *footer = status_footer(status, invocation->arena);
	if (!footer || (format == FORMAT_XLSX && !page_begin(&page, reader, _("deliveries"), invocation->arena)))
		return error_memory(error);
	page.notes = &footer;
	page.notes_count = status->count > 0;
	if (!page_print(&page, table, format, invocation->settings.excel, invocation->out, error))
		return false;
	if (status->count == 0)
		fputs(_("no delivery is expected here; say expect = county, month in the section of a register, then tally "
			"run\n"),
			invocation->err);
	else if (format == FORMAT_TABLE || format == FORMAT_MD)
		fprintf(invocation->out, "\n%s\n", footer);
	return true;
}

enum exit_status command_status(struct invocation *invocation, struct tally_error *error)
{
	struct status_request request;
	struct reading from = { .format = FORMAT_TABLE };
	struct status status;
	struct table table;
	bool done = settle(invocation, &request, error) && reading_open(invocation, &from, error) &&
		status_build(from.reader, &request, invocation->arena, &status, error) &&
		status_table(&status, invocation->arena, &table, error) &&
		print_all(invocation, from.reader, &status, &table, from.format, error);
	store_close(from.reader);
	return !done ? error_status(error) : status_needs(&status) ? EXIT_PERSON : EXIT_FINE;
}
