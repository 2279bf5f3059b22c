/* CLI: --return DIR of `tally check`: the workbooks that go back, and what is said about them. Knows the report; writes no workbook. */
#include "cli/returned.h"

static void print_file(const struct returned_file *file, struct invocation *invocation)
{
	if (!file->path)
		fprintf(invocation->err, _("not returned: %s: %s\n"), file->source, file->why);
	else if (file->errors + file->warnings == 0)
		fprintf(invocation->out, _("returned: %s: nothing was found\n"), file->path);
	else
		fprintf(invocation->out, _("returned: %s: %lld to be mended, %lld to be checked\n"), file->path,
			(long long)file->errors, (long long)file->warnings);
}

static bool write_and_tell(const struct run *run, const struct returned_scan *scans, size_t count,
	struct invocation *invocation, bool *all, struct tally_error *error)
{
	struct returned_report report;
	bool done =
		returned_write(&run->catalog, scans, count, invocation->settings.returned, invocation->arena, &report, error);
	for (size_t i = 0; i < report.count; i++)
		print_file(&report.files[i], invocation);
	*all = report.failed == 0;
	return done;
}

bool return_run(const struct run *run, struct invocation *invocation, bool *all, struct tally_error *error)
{
	size_t count = 0;
	*all = true;
	struct returned_scan *scans = arena_array(invocation->arena, run->catalog.registers_count + 1, sizeof(*scans));
	if (!scans)
		return error_memory(error);
	for (size_t a = 0; a < run->report.areas_count; a++)
		for (size_t s = 0; s < run->report.areas[a].scans_count; s++)
			scans[count++] =
				(struct returned_scan){ run->report.areas[a].registers[s], &run->report.areas[a].scans[s] };
	return write_and_tell(run, scans, count, invocation, all, error);
}

bool return_file(
	const struct run *run, int on, const char *path, struct invocation *invocation, bool *all, struct tally_error *error)
{
	const char *const files[] = { path, NULL };
	struct scan_options options = { .catalog = &run->catalog, .on = on, .files = files, .threads = 1, .log_issues = true };
	struct scan_result scan;
	bool done = scan_register(&options, run->arena, &scan, error) &&
		write_and_tell(run, &(struct returned_scan){ on, &scan }, 1, invocation, all, error);
	*all = *all && (!done || scan.rejected == 0);
	scan_done(&scan);
	return done;
}
