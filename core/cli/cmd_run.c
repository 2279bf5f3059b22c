/* CLI: `tally run` and `tally check [AREA...]`: a run and its report. */
#include <string.h>
#include <time.h>

#include "cli/command.h"
#include "cli/report.h"
#include "cli/returned.h"
#include "engine/run.h"
#include "view/releases.h"

const char *now_text(char out[32])
{
	time_t seconds = time(NULL);
	struct tm parts;
	gmtime_r(&seconds, &parts);
	strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &parts);
	return out;
}

/* The store stands, so what goes wrong from here on is told and no failure of the run. */
static bool releases_changed(const struct run *run, struct invocation *invocation)
{
	size_t count = 0;
	struct tally_error problem = { 0 };
	if (run->options->check_only || run->options->dry)
		return false;
	bool good = releases_told(run->report.store, invocation->err, &count, &problem);
	if (!good)
		fprintf(invocation->err, "%s\n", problem.what);
	error_clear(&problem);
	return count > 0 || !good;
}

enum exit_status run_and_report(struct invocation *invocation, bool check_only, struct tally_error *error)
{
	char started[32];
	const struct settings *settings = &invocation->settings;
	struct run_options options = { .where = settings->where,
		.areas = invocation->words,
		.check_only = check_only,
		.dry = settings->dry,
		.timing = settings->timing,
		.threads = (int)settings->threads,
		.issues_path = settings->issues,
		.log_issues = settings->returned != NULL,
		.started = now_text(started),
		.version = TALLY_VERSION };
	struct run run = { .options = &options, .arena = invocation->arena };
	bool all_returned = true;
	bool done = run_workspace(&run, error);
	if (done)
		report_print(&run, invocation);
	if (done && settings->returned)
		done = return_run(&run, invocation, &all_returned, error);
	else if (run.faults.count)
		faults_print(&run.faults, invocation->err);
	if (!done && run.faults.count > 1 && error->code == ERROR_CONFIG) {
		error_clear(error);
		error_set(error, ERROR_CONFIG,
			ngettext("%zu fault in the configuration; nothing was read or written",
				"%zu faults in the configuration; nothing was read or written", run.faults.count),
			run.faults.count);
	} else if (!done && run.faults.count == 1 && error->code == ERROR_CONFIG) {
		error_clear(error);
		error_set(error, ERROR_CONFIG, "%s", _("1 fault in the configuration; nothing was read or written"));
	}
	bool person = done &&
		(run.report.failed || run.report.rejected > 0 || run.report.empty > 0 || run.report.unread > 0 ||
			!all_returned);
	person = (done && releases_changed(&run, invocation)) || person;
	run_done(&run);
	return !done ? error_status(error) : person ? EXIT_PERSON : EXIT_FINE;
}

enum exit_status command_run(struct invocation *invocation, struct tally_error *error)
{
	return run_and_report(invocation, false, error);
}
