/* CLI: `tally release [NAME --period P [--area A]]`: marks what is handed out, or lists what was. */
#include "area/workspace.h"
#include "cli/command.h"
#include "model/period_spelling.h"
#include "view/releases.h"

static enum exit_status list(struct invocation *invocation, const char *store, enum format format, struct tally_error *error)
{
	struct table table;
	struct store_reader *reader = store_open(store, error);
	bool done = reader && releases_table(reader, invocation->arena, &table, error) &&
		table_print(&table, format, invocation->settings.excel, invocation->out, error);
	if (done && table.rows == 0)
		fputs(_("nothing was released yet: tally release NAME --period PERIOD\n"), invocation->err);
	store_close(reader);
	return done ? EXIT_FINE : error_status(error);
}

static enum exit_status mark(struct invocation *invocation, const char *store, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	char made[32], when[PERIOD_TEXT_BYTES];
	struct release release = { .name = invocation->words[0], .area = settings->area, .made = now_text(made) };
	if (!settings->period || !period_read(text_of(settings->period), 0, &release.when)) {
		error_set(error, ERROR_USAGE, _("release: which period was handed out? --period 2018, 2018Q3 or 2018-10"));
		return EXIT_USAGE;
	}
	if (!store_release(store, &release, error))
		return error_status(error);
	period_print(release.when, when);
	fprintf(invocation->out, _("released '%s': the figures of %s as of run %lld\n"), release.name, when,
		(long long)release.run);
	return EXIT_FINE;
}

enum exit_status command_release(struct invocation *invocation, struct tally_error *error)
{
	const struct settings *settings = &invocation->settings;
	enum format format = FORMAT_TABLE;
	const char *store, *lang;
	bool marks = invocation->words_count == 1;
	if (invocation->words_count > 1 || (!marks && (settings->period || settings->area)) || (marks && settings->format)) {
		error_set(error, ERROR_USAGE,
			_("release takes a NAME with --period, or nothing, then it lists: tally release NAME --period PERIOD"));
		return EXIT_USAGE;
	}
	if (settings->format && !format_named(text_of(settings->format), &format))
		return EXIT_USAGE;
	if (!workspace_store(settings->where, invocation->arena, &store, &lang, error))
		return error_status(error);
	return marks ? mark(invocation, store, error) : list(invocation, store, format, error);
}
