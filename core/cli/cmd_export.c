/* CLI: `tally export`: every value of the store as tidy rows, for programs. */
#include "cli/reading.h"
#include "view/export.h"

enum exit_status command_export(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct export_request request = { settings->area, settings->indicator, settings->region, settings->period };
	struct reading from = { .format = FORMAT_CSV };
	if (invocation->words_count) {
		error_set(error, ERROR_USAGE, _("export takes no words, only options: '%s'"), invocation->words[0]);
		return EXIT_USAGE;
	}
	bool done = reading_open(invocation, &from, error);
	if (done && (from.format == FORMAT_TABLE || from.format == FORMAT_MD))
		done = error_set(error, ERROR_USAGE,
			_("--format: an export is csv, json or xlsx, not '%s': for people there is tally summary"),
			settings->format);
	done = done && export_print(from.reader, &request, from.format, settings->excel, invocation->out, error);
	store_close(from.reader);
	return done ? EXIT_FINE : error_status(error);
}
