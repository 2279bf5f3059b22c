/* CLI: `tally summary`: the store's figures of a period. Loads no area. */
#include <string.h>

#include "area/workspace.h"
#include "cli/command.h"
#include "view/summary.h"

static bool basis_wanted(const char *name, struct summary_request *request)
{
	request->basis = BASIS_COUNT;
	request->all_bases = name && strcmp(name, "all") == 0;
	for (int basis = 0; name && basis < BASIS_COUNT; basis++)
		if (strcmp(name, basis_name((enum basis)basis)) == 0)
			request->basis = (enum basis)basis;
	return true;
}

enum exit_status command_summary(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct summary_request request = { .area = settings->area,
		.indicator = settings->indicator,
		.region = settings->region,
		.period = settings->period,
		.columns = settings->columns };
	enum format format = FORMAT_TABLE;
	const char *store, *lang;
	struct summary summary;
	struct table table;
	if (invocation->words_count) {
		error_set(error, ERROR_USAGE, _("summary takes no words, only options: '%s'"), invocation->words[0]);
		return EXIT_USAGE;
	}
	request.by_region = settings->by && strcmp(settings->by, "region") == 0;
	request.by = request.by_region ? NULL : settings->by;
	basis_wanted(settings->basis, &request);
	if (settings->format && !format_named(text_of(settings->format), &format))
		return EXIT_USAGE;
	if (!workspace_store(settings->where, invocation->arena, &store, &lang, error))
		return error_status(error);
	struct store_reader *reader = store_open_at(store, settings->as_of, error);
	bool done = reader && summary_build(reader, &request, invocation->arena, &summary, error) &&
		summary_table(store_names(reader), &summary, language_is_english(), invocation->arena, &table, error) &&
		table_print(&table, format, settings->excel, invocation->out, error);
	if (done && summary.count == 0)
		fputs(_("no figures for this region and period; try another --region or --period\n"), invocation->err);
	for (size_t i = 0; done && format == FORMAT_TABLE && i < summary.notes_count; i++)
		fprintf(invocation->out, "%s\n", summary.notes[i]);
	store_close(reader);
	return done ? EXIT_FINE : error_status(error);
}
