/* CLI: `tally diff RUN1 RUN2`: the figures that differ between two runs. */
#include "area/workspace.h"
#include "cli/command.h"
#include "view/diff.h"

enum exit_status command_diff(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct diff_request request = { 0, 0, settings->area, settings->indicator, settings->region };
	enum format format = FORMAT_TABLE;
	const char *store, *lang;
	if (invocation->words_count != 2) {
		error_set(error, ERROR_USAGE, "%s", _("diff takes two runs by their numbers: tally diff 1 2"));
		return EXIT_USAGE;
	}
	if (settings->format && !format_named(text_of(settings->format), &format))
		return EXIT_USAGE;
	if (!workspace_store(settings->where, invocation->arena, &store, &lang, error))
		return error_status(error);
	struct store_reader *reader = store_open(store, error);
	bool done = reader && diff_run(reader, invocation->words[0], &request.before, error) &&
		diff_run(reader, invocation->words[1], &request.after, error) &&
		diff_print(reader, &request, format, settings->excel, invocation->out, error);
	store_close(reader);
	return done ? EXIT_FINE : error_status(error);
}
