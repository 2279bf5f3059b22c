/* CLI: `tally summary`: the store's figures of a period, as rows or as a pivot. Loads no area. */
#include <string.h>

#include "cli/reading.h"
#include "view/pivot.h"

static void basis_wanted(const char *name, struct summary_request *request)
{
	request->basis = BASIS_COUNT;
	request->all_bases = name && strcmp(name, "all") == 0;
	for (int basis = 0; name && basis < BASIS_COUNT; basis++)
		if (strcmp(name, basis_name((enum basis)basis)) == 0)
			request->basis = (enum basis)basis;
}

static bool print_rows(const struct invocation *invocation, struct store_reader *reader, const struct summary_request *request,
	enum format format, struct tally_error *error)
{
	struct summary summary;
	struct table table;
	struct page page;
	if (!summary_build(reader, request, invocation->arena, &summary, error) ||
		!summary_table(store_names(reader), &summary, invocation->arena, &table, error))
		return false;
	if (!summary_page(reader, &summary, request, invocation->arena, &table, &page))
		return error_memory(error);
	if (!page_print(&page, &table, format, invocation->settings.excel, invocation->out, error))
		return false;
	if (summary.count == 0)
		fputs(_("no figures for this region and period; try another --region or --period\n"), invocation->err);
	for (size_t i = 0; format == FORMAT_TABLE && i < summary.notes_count; i++)
		fprintf(invocation->out, "%s\n", summary.notes[i]);
	return true;
}

static bool print_pivot(const struct invocation *invocation, struct store_reader *reader, const struct summary_request *of,
	enum format format, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct pivot_request request = { .of = *of,
		.rows = settings->rows,
		.cols = settings->cols,
		.value = settings->value,
		.breakdown = settings->breakdown,
		.periods = settings->periods,
		.grain = settings->grain };
	struct pivot pivot;
	if (!pivot_build(reader, &request, invocation->arena, &pivot, error))
		return false;
	if (format == FORMAT_TABLE || format == FORMAT_MD)
		fprintf(invocation->out, "%s\n%s", pivot.caption, format == FORMAT_MD ? "\n" : "");
	if (pivot.values == 0)
		fputs(_("no figures for this region and period; try another --region or --period\n"), invocation->err);
	if (!page_print(&pivot.page, &pivot.table, format, settings->excel, invocation->out, error))
		return false;
	bool people = format == FORMAT_TABLE || format == FORMAT_MD;
	if (pivot.note)
		fprintf(people ? invocation->out : invocation->err, "%s%s\n", format == FORMAT_MD ? "\n" : "", pivot.note);
	return true;
}

/* What belongs to the other form is no mistake to be passed over. */
static bool check_form(const struct settings *settings, bool pivot, struct tally_error *error)
{
	const struct {
		const char *name, *value;
		bool pivot;
	} words[] = {
		{ "--value", settings->value, true },
		{ "--periods", settings->periods, true },
		{ "--grain", settings->grain, true },
		{ "--breakdown", settings->breakdown, true },
		{ "--columns", settings->columns, false },
	};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (words[i].value && words[i].pivot != pivot)
			return error_set(error, ERROR_USAGE,
				pivot ? _("%s has no place beside --rows and --cols") : _("%s needs --rows or --cols"),
				words[i].name);
	if (pivot && settings->ytd)
		return error_set(error, ERROR_USAGE, _("--ytd has no place beside --rows and --cols: use --value to_date"));
	if (pivot && settings->basis && strcmp(settings->basis, "all") == 0)
		return error_set(error, ERROR_USAGE, _("--basis all has no place beside --rows and --cols: name one basis"));
	return true;
}

enum exit_status command_summary(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	struct summary_request request = { .area = settings->area,
		.indicator = settings->indicator,
		.region = settings->region,
		.period = settings->period,
		.to_date = settings->ytd,
		.columns = settings->columns };
	bool pivot = settings->rows || settings->cols;
	struct reading from = { .format = FORMAT_TABLE };
	if (invocation->words_count) {
		error_set(error, ERROR_USAGE, _("summary takes no words, only options: '%s'"), invocation->words[0]);
		return EXIT_USAGE;
	}
	request.by_region = settings->by && strcmp(settings->by, "region") == 0;
	request.by = request.by_region ? NULL : settings->by;
	basis_wanted(settings->basis, &request);
	if (!check_form(settings, pivot, error))
		return EXIT_USAGE;
	bool done = reading_open(invocation, &from, error) &&
		(pivot ? print_pivot(invocation, from.reader, &request, from.format, error)
		       : print_rows(invocation, from.reader, &request, from.format, error));
	store_close(from.reader);
	return done ? EXIT_FINE : error_status(error);
}
