/* CLI: `tally status [AREA[.REGISTER]]`: who has delivered what, when, with how many faults. From the store alone. */
#include <time.h>

#include "cli/reading.h"
#include "view/deliveries.h"

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

static void print_footer(const struct status *s, FILE *out)
{
	fputc('\n', out);
	fprintf(out, _("%zu of %zu expected deliveries are there"), s->delivered, s->expected);
	if (s->counts[STANDING_MISSING])
		fprintf(out, _("; not delivered: %zu"), s->counts[STANDING_MISSING]);
	if (s->counts[STANDING_LATE])
		fprintf(out, _("; late: %zu"), s->counts[STANDING_LATE]);
	if (s->counts[STANDING_UNREAD])
		fprintf(out, _("; not understood: %zu"), s->counts[STANDING_UNREAD]);
	if (s->counts[STANDING_FAULTY])
		fprintf(out, _("; with faults: %zu"), s->counts[STANDING_FAULTY]);
	if (s->counts[STANDING_AWAITED])
		fprintf(out, _("; not due yet: %zu"), s->counts[STANDING_AWAITED]);
	fputc('\n', out);
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
		table_print(&table, from.format, invocation->settings.excel, invocation->out, error);
	if (done && status.count == 0)
		fputs(_("no delivery is expected here; say expect = county, month in the section of a register\n"),
			invocation->err);
	else if (done && (from.format == FORMAT_TABLE || from.format == FORMAT_MD))
		print_footer(&status, invocation->out);
	store_close(from.reader);
	return !done ? error_status(error) : status_needs(&status) ? EXIT_PERSON : EXIT_FINE;
}
