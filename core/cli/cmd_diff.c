/* CLI: `tally diff RUN1 RUN2`: the figures that differ between two runs. */
#include "cli/reading.h"
#include "view/diff.h"

/* A run by its number, a release or a day; runs from before the store kept what stood beside the figures can be told by their numbers alone. */
static bool find_run(struct store_reader *reader, const char *store, const char *word, int64_t *run, struct tally_error *error)
{
	if (text_to_int64(text_of(word), run) && *run >= 1 && *run <= store_run(reader))
		return true;
	struct store_reader *then = store_open_at(store, word, error);
	if (then)
		*run = store_run(then);
	store_close(then);
	return then != NULL;
}

enum exit_status command_diff(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct diff_request request = { 0, 0, settings->area, settings->indicator, settings->region };
	struct reading from = { .format = FORMAT_TABLE };
	if (invocation->words_count != 2) {
		error_set(error, ERROR_USAGE, "%s", _("diff takes two runs, by number, release or day: tally diff 1 2"));
		return EXIT_USAGE;
	}
	bool done = reading_open(invocation, &from, error) &&
		find_run(from.reader, from.store, invocation->words[0], &request.before, error) &&
		find_run(from.reader, from.store, invocation->words[1], &request.after, error) &&
		diff_print(from.reader, &request, from.format, settings->excel, invocation->out, error);
	store_close(from.reader);
	return done ? EXIT_FINE : error_status(error);
}
