/* CLI: `tally export`: every value of the store as tidy rows, for programs. */
#include "area/workspace.h"
#include "cli/command.h"
#include "view/export.h"

enum exit_status command_export(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct export_request request = { settings->area, settings->indicator, settings->region, settings->period };
	enum format format = FORMAT_CSV;
	const char *store, *lang;
	if (invocation->words_count) {
		error_set(error, ERROR_USAGE, _("export takes no words, only options: '%s'"), invocation->words[0]);
		return EXIT_USAGE;
	}
	if (settings->format && !format_named(text_of(settings->format), &format))
		return EXIT_USAGE;
	if (format == FORMAT_TABLE || format == FORMAT_MD) {
		error_set(error, ERROR_USAGE,
			_("--format: an export is csv, json or xlsx, not '%s': for people there is tally summary"),
			settings->format);
		return EXIT_USAGE;
	}
	if (!workspace_store(settings->where, invocation->arena, &store, &lang, error))
		return error_status(error);
	struct store_reader *reader = store_open_at(store, settings->as_of, error);
	bool done = reader && export_print(reader, &request, format, settings->excel, invocation->out, error);
	store_close(reader);
	return done ? EXIT_FINE : error_status(error);
}
