/* Engine: a run, told in its order: the workspace, its areas, everything that can be wrong in declarations, then registers, cells, formulas, one transaction. */
#include "engine/run.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "engine/acceptances.h"
#include "engine/publish.h"

double run_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- declarations --- */

static bool asked_for(const struct run *run, const char *name)
{
	const char *const *areas = run->options->areas;
	if (!areas || !areas[0])
		return true;
	for (; *areas; areas++)
		if (strcmp(*areas, name) == 0)
			return true;
	return false;
}

static bool check_asked(struct run *run, struct tally_error *error)
{
	size_t count = run->workspace.areas_count;
	const char **names = arena_array(run->arena, count + 1, sizeof(*names));
	if (!names)
		return error_memory(error);
	for (size_t i = 0; i < count; i++)
		names[i] = run->workspace.areas[i].name;
	for (const char *const *asked = run->options->areas; asked && *asked; asked++) {
		size_t i = 0;
		while (i < count && strcmp(names[i], *asked) != 0)
			i++;
		if (i == count)
			return error_set(error, ERROR_USAGE, _("no area '%s'%s"), *asked,
				fault_hint(&run->faults, text_of(*asked), names, count));
		if (!run->workspace.areas[i].enabled)
			return error_set(error, ERROR_USAGE, _("area '%s' is switched off; set enabled = yes in %s"), *asked,
				run->workspace.areas[i].path);
	}
	return true;
}

static void fail_area(struct run *run, struct area_report *report, const char *why)
{
	report->state = AREA_FAILED;
	report->why = arena_printf(run->arena, "%s", why);
	run->report.failed = true;
}

static bool make_reports(struct run *run, struct tally_error *error)
{
	run->report.areas_count = run->workspace.areas_count;
	run->report.areas = arena_array(run->arena, run->workspace.areas_count + 1, sizeof(*run->report.areas));
	run->report.store = run->workspace.store;
	if (!run->report.areas)
		return error_memory(error);
	for (size_t i = 0; i < run->workspace.areas_count; i++) {
		const struct area *area = &run->workspace.areas[i];
		struct area_report *report = &run->report.areas[i];
		report->name = area->name;
		report->title = area->block ? block_text(area->block, area->block->area.title) : "";
		report->state = !area->enabled ? AREA_OFF : asked_for(run, area->name) ? AREA_DONE : AREA_NOT_ASKED;
		if (area->failure && area->enabled && asked_for(run, area->name))
			fail_area(run, report, area->failure);
	}
	return true;
}

/* The tables of statements are part of the declarations, and so told before a register is read. All enabled areas: formulas reach everywhere. */
static bool read_statements(struct run *run, struct tally_error *error)
{
	for (size_t i = 0; i < run->report.areas_count; i++) {
		struct area_report *report = &run->report.areas[i];
		struct tally_error trouble = { 0 };
		if (!run->workspace.areas[i].block || !run->workspace.areas[i].enabled || report->state == AREA_FAILED)
			continue;
		if (statements_read(&run->catalog, (int)i, run->arena, &run->faults, &report->statements, &trouble) &&
			acceptances_read(&run->workspace, &run->workspace.areas[i], run->arena, &run->faults,
				&report->acceptances, &report->acceptances_count, &trouble))
			continue;
		if (trouble.code == ERROR_MEMORY)
			return error_memory(error);
		fail_area(run, report, trouble.what);
	}
	return true;
}

bool run_prepare(struct run *run, bool all_areas, struct tally_error *error)
{
	faults_init(&run->faults, run->arena);
	if (!workspace_open(run->options->where, run->arena, &run->workspace, &run->faults, error))
		return false;
	if (!run->workspace.sound) /* without regions and periods nothing below makes sense */
		return faults_none(&run->faults, error);
	return workspace_load(&run->workspace, all_areas, run->arena, &run->faults, error) &&
		catalog_build(&run->workspace, run->arena, &run->faults, &run->catalog, error) && make_reports(run, error) &&
		read_statements(run, error) && faults_none(&run->faults, error);
}

/* --- registers --- */

/* A register counts when an indicator counts it or the workspace names files for it. */
static bool worth_reading(const struct catalog *catalog, size_t row)
{
	const struct catalog_register *declared = &catalog->registers[row];
	if (declared->input && declared->input->words.files[0])
		return true;
	for (size_t i = 0; i < catalog->indicators_count; i++)
		if (catalog->indicators[i].kind == FROM_REGISTER && catalog->indicators[i].on == (int)row)
			return true;
	return false;
}

static int run_threads(const struct run *run)
{
	long processors = run->options->threads ? run->options->threads : sysconf(_SC_NPROCESSORS_ONLN);
	return processors < 1 ? 1 : (int)processors;
}

static bool scan_one(struct run *run, struct area_report *report, int row, int *places, struct tally_error *error)
{
	struct scan_options options = { .catalog = &run->catalog,
		.on = row,
		.all_issues = run->issues,
		.log_issues = run->options->log_issues,
		.threads = run_threads(run),
		.additions = { report->statements.openings, report->statements.openings_count, report->statements.adjustments,
			report->statements.adjustments_count } };
	struct scan_result *scan = &report->scans[report->scans_count];
	struct kept_records *kept = &report->kept[report->scans_count];
	kept_init(kept, &run->catalog, row, run->arena);
	struct scan_watcher watcher = kept_watcher(kept);
	options.watcher = kept->most && !run->options->check_only ? &watcher : NULL;
	places[report->scans_count++] = row;
	if (!scan_register(&options, run->arena, scan, error))
		return false;
	report->read += scan->read;
	run->report.empty += scan->read == 0;
	for (size_t i = 0; i < scan->aside_count; i++)
		run->report.unread += scan->aside[i].unread;
	report->accepted += scan->accepted;
	report->warned += scan->warned;
	report->rejected += scan->rejected;
	return true;
}

static void drop_scans(struct area_report *report)
{
	for (size_t s = 0; s < report->scans_count; s++) {
		scan_done(&report->scans[s]);
		kept_done(&report->kept[s]);
	}
	report->scans_count = 0;
}

static bool scan_area(struct run *run, size_t row, struct tally_error *error)
{
	struct area_report *report = &run->report.areas[row];
	struct tally_error trouble = { 0 };
	double begin = run_clock();
	int *places = arena_array(run->arena, run->catalog.registers_count + 1, sizeof(*places));
	report->scans = arena_array(run->arena, run->catalog.registers_count + 1, sizeof(*report->scans));
	report->kept = arena_array(run->arena, run->catalog.registers_count + 1, sizeof(*report->kept));
	report->registers = places;
	if (!report->scans || !report->kept || !places)
		return error_memory(error);
	for (size_t r = 0; r < run->catalog.registers_count; r++) {
		if (run->catalog.registers[r].area != (int)row || !worth_reading(&run->catalog, r))
			continue;
		if (scan_one(run, report, (int)r, places, &trouble))
			continue;
		drop_scans(report);
		if (trouble.code == ERROR_MEMORY)
			return error_memory(error);
		fail_area(run, report, trouble.what);
		return true;
	}
	run->report.rejected += report->rejected;
	report->read_seconds = run_clock() - begin;
	return true;
}

static bool scan_areas(struct run *run, struct tally_error *error)
{
	for (size_t i = 0; i < run->report.areas_count; i++)
		if (run->report.areas[i].state == AREA_DONE && !scan_area(run, i, error))
			return false;
	return true;
}

/* --- the store --- */

static bool publish(struct run *run, struct store_writer *writer, struct tally_error *error)
{
	struct publishing p = { .run = run, .writer = writer };
	if (!publish_declarations(&p, error) || !publish_inputs(&p, error))
		return false;
	for (size_t i = 0; i < run->report.areas_count; i++) {
		struct area_report *report = &run->report.areas[i];
		double begin = run_clock();
		if (report->state == AREA_FAILED && !store_area_fresh(writer, report->name, &report->fresh, error))
			return false;
		if (report->state == AREA_DONE && !publish_area(&p, report, error))
			return false;
		report->store_seconds = run_clock() - begin;
	}
	double begin = run_clock();
	if (!publish_formulas(&p, &run->report.formula_changes, error))
		return false;
	run->report.formula_seconds = run_clock() - begin;
	if (run->options->dry && !publish_changed(&p, error))
		return false;
	run->report.changes.added += run->report.formula_changes.added;
	run->report.changes.changed += run->report.formula_changes.changed;
	run->report.changes.removed += run->report.formula_changes.removed;
	run->report.changes.values += run->report.formula_changes.values;
	return true;
}

static bool write_store(struct run *run, struct tally_error *error)
{
	struct store_writer *writer = NULL;
	if (!store_begin(run->workspace.store, run->options->dry, run->options->started, &writer, error))
		return false;
	if (!publish(run, writer, error)) {
		store_rollback(writer);
		return false;
	}
	double begin = run_clock();
	if (run->options->dry) {
		store_rollback(writer);
		return true;
	}
	bool done = store_commit(writer, error);
	run->report.commit_seconds = run_clock() - begin;
	return done;
}

/* A file that is there is written over only when it is a list of issues: it might be a register or the store. */
static bool may_write(const char *path)
{
	static const char head[] = "file,line,column,field,rule,";
	char begin[sizeof(head)] = "";
	struct stat about;
	if (stat(path, &about) != 0 || !S_ISREG(about.st_mode))
		return true;
	FILE *file = fopen(path, "r");
	if (!file)
		return true;
	size_t count = fread(begin, 1, sizeof(head) - 1, file);
	fclose(file);
	return count == 0 || memcmp(begin, head, sizeof(head) - 1) == 0;
}

static bool open_issues(struct run *run, struct tally_error *error)
{
	if (!run->options->issues_path)
		return true;
	if (!may_write(run->options->issues_path))
		return error_set(error, ERROR_USAGE, _("--issues: '%s' is there and is no list of issues; name another file"),
			run->options->issues_path);
	run->issues = fopen(run->options->issues_path, "w");
	if (!run->issues)
		return error_errno(error, ERROR_STORE, errno, run->options->issues_path, _("cannot write the list of issues"));
	issues_head(run->issues);
	return true;
}

static bool close_issues(struct run *run, struct tally_error *error)
{
	if (!run->issues)
		return true;
	bool bad = ferror(run->issues) != 0;
	bad |= fclose(run->issues) != 0;
	run->issues = NULL;
	return !bad || error_errno(error, ERROR_STORE, errno, run->options->issues_path, _("cannot write the list of issues"));
}

bool run_workspace(struct run *run, struct tally_error *error)
{
	double begin = run_clock();
	if (!run_prepare(run, true, error) || !check_asked(run, error))
		return false;
	run->report.prepare_seconds = run_clock() - begin;
	struct store_lock *lock = NULL;
	bool writes = !run->options->check_only && !run->options->dry;
	if (writes && !(lock = store_lock(run->workspace.store, error)))
		return false;
	bool done = open_issues(run, error) && scan_areas(run, error);
	done = close_issues(run, error) && done; /* before the store is touched: status 3 says that nothing was written */
	done = done && (run->options->check_only || write_store(run, error));
	store_unlock(lock);
	return done;
}

void run_done(struct run *run)
{
	for (size_t i = 0; i < run->report.areas_count; i++)
		drop_scans(&run->report.areas[i]);
}
