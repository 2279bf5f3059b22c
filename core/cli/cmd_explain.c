/* CLI: `tally explain INDICATOR`: what a figure is and where it comes from. The store answers; no area is loaded. */
#include "area/workspace.h"
#include "cli/command.h"
#include "view/explain.h"

enum exit_status command_explain(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct explain_request request = { .region = settings->region,
		.period = settings->period,
		.breakdown = settings->breakdown,
		.deep = settings->deep,
		.sql = settings->sql };
	enum format format = FORMAT_TABLE;
	struct explanation explanation;
	const char *store, *lang;
	if (invocation->words_count != 1) {
		error_set(error, ERROR_USAGE, "%s",
			_("explain takes one indicator: tally explain INDICATOR [--region R] [--period P]"));
		return EXIT_USAGE;
	}
	request.indicator = invocation->words[0];
	if (settings->format && !format_named(text_of(settings->format), &format))
		return EXIT_USAGE;
	if (!workspace_store(settings->where, invocation->arena, &store, &lang, error))
		return error_status(error);
	struct store_reader *reader = store_open(store, error);
	bool done = reader && explain_build(reader, &request, invocation->arena, &explanation, error) &&
		explain_print(&explanation, &request, format, invocation->out, invocation->arena, error);
	store_close(reader);
	return done ? EXIT_FINE : error_status(error);
}
