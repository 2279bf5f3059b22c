/* CLI: `tally status [AREA[.REGISTER]]`: who has delivered what, when, with how many faults. From the store alone. */
#include <time.h>

#include "area/workspace.h"
#include "cli/command.h"
#include "view/deliveries.h"

static int32_t today(void)
{
	time_t now = time(NULL);
	struct tm parts;
	if (!localtime_r(&now, &parts))
		return 0;
	return date_from(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

static bool settle(
	const struct invocation *invocation, struct status_request *request, enum format *format, struct tally_error *error)
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
	return !settings->format || format_named(text_of(settings->format), format);
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
	enum format format = FORMAT_TABLE;
	const char *store, *lang;
	struct status status;
	struct table table;
	if (!settle(invocation, &request, &format, error) ||
		!workspace_store(invocation->settings.where, invocation->arena, &store, &lang, error))
		return error_status(error);
	struct store_reader *reader = store_open(store, error);
	bool done = reader && status_build(reader, &request, invocation->arena, &status, error) &&
		status_table(&status, invocation->arena, &table, error) &&
		table_print(&table, format, invocation->settings.excel, invocation->out, error);
	if (done && status.count == 0)
		fputs(_("no delivery is expected here; say expect = county, month in the section of a register\n"),
			invocation->err);
	else if (done && (format == FORMAT_TABLE || format == FORMAT_MD))
		print_footer(&status, invocation->out);
	store_close(reader);
	return !done ? error_status(error) : status_needs(&status) ? EXIT_PERSON : EXIT_FINE;
}
