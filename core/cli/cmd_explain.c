/* CLI: `tally explain INDICATOR`: what a figure is and where it comes from. The store answers; with --records the engine then reads the register again. */
#include <string.h>

#include "cli/reading.h"
#include "cli/records.h"

static enum trace_what which(const char *word)
{
	return strcmp(word, "entered") == 0 ? TRACE_ENTERED : strcmp(word, "left") == 0 ? TRACE_LEFT : TRACE_COUNTED;
}

static bool trace_figure(struct traced_figure *figure, struct invocation *invocation, struct tally_error *error)
{
	struct run_options options = { .where = invocation->settings.where };
	struct run run = { .options = &options, .arena = invocation->arena };
	struct trace_request request = { figure->indicator->name, figure->e->region->code, figure->when,
		figure->part ? figure->part->text : "", which(invocation->settings.records),
		invocation->settings.shows_private };
	figure->what = request.what;
	bool done = run_prepare(&run, true, error);
	if (!done && run.faults.count)
		faults_print(&run.faults, invocation->err);
	return done && trace_records(&run, &request, &figure->trace, error);
}

/* The figure's own lines first; CSV is for the rows alone, JSON is one object. */
static bool explain_records(const struct explanation *explanation, const struct explain_request *request, enum format format,
	struct invocation *invocation, bool *agree, struct tally_error *error)
{
	struct traced_figure figure;
	if (!records_find(explanation, invocation->settings.operand, invocation->arena, &figure, error) ||
		!trace_figure(&figure, invocation, error))
		return false;
	bool lines = format == FORMAT_TABLE || format == FORMAT_MD;
	*agree = records_agree(&figure);
	return (!lines || explain_print(explanation, request, format, invocation->out, invocation->arena, error)) &&
		records_print(&figure, format, invocation, error);
}

static bool settle(const struct invocation *invocation, struct explain_request *request, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	if (invocation->words_count != 1)
		return error_set(error, ERROR_USAGE, "%s",
			_("explain takes one indicator: tally explain INDICATOR [--region R] [--period P]"));
	if (settings->operand && !settings->records)
		return error_set(error, ERROR_USAGE, "%s", _("--operand goes with --records"));
	if (settings->shows_private && !settings->records)
		return error_set(error, ERROR_USAGE, "%s", _("--private goes with --records: the store has no private value"));
	if (settings->as_of && settings->records)
		return error_set(error, ERROR_USAGE, "%s",
			_("--records reads the files as they are today, so it does not go with --as-of: leave out one of "
			  "them"));
	*request = (struct explain_request){ .indicator = invocation->words[0],
		.region = settings->region,
		.period = settings->period,
		.breakdown = settings->breakdown,
		.deep = settings->deep || settings->operand,
		.sql = settings->sql,
		.as_of = settings->as_of != NULL };
	return true;
}

enum exit_status command_explain(struct invocation *invocation, struct tally_error *error)
{
	struct explain_request request;
	struct reading from = { .format = FORMAT_TABLE };
	struct explanation explanation;
	bool agree = true;
	bool done = settle(invocation, &request, error) && reading_open(invocation, &from, error) &&
		explain_build(from.reader, &request, invocation->arena, &explanation, error);
	if (done && invocation->settings.records)
		done = explain_records(&explanation, &request, from.format, invocation, &agree, error);
	else if (done)
		done = explain_print(&explanation, &request, from.format, invocation->out, invocation->arena, error);
	store_close(from.reader);
	return !done ? error_status(error) : agree ? EXIT_FINE : EXIT_PERSON;
}
