/* CLI: the report of a run, in words. Knows the report; computes nothing. */
#include "cli/report.h"

#include <string.h>

#include "io/workbook.h"

enum { ISSUES_SHOWN = 20 };

static void print_area(const struct area_report *area, bool written, FILE *out)
{
	fprintf(out, "%s%s%s: ", area->name, area->title[0] ? " " : "", area->title);
	switch (area->state) {
	case AREA_OFF:
		fputs(_("switched off; its figures stay in the store, hidden\n"), out);
		return;
	case AREA_NOT_ASKED:
		fputs(_("not asked for\n"), out);
		return;
	case AREA_FAILED:
		fputs(!written                ? _("failed\n")
				: area->fresh ? _("failed; it has no figures yet\n")
					      : _("failed; its last figures stay\n"),
			out);
		return;
	case AREA_DONE:
		break;
	}
	fprintf(out, _("%lld records read, %lld accepted (%lld with warnings), %lld rejected"), (long long)area->read,
		(long long)area->accepted, (long long)area->warned, (long long)area->rejected);
	if (written)
		fprintf(out, _("; %lld observations, %lld new, %lld changed, %lld gone"), (long long)area->changes.values,
			(long long)area->changes.added, (long long)area->changes.changed, (long long)area->changes.removed);
	fputc('\n', out);
}

/* FILE:LINE:COLUMN; of a sheet FILE!SHEET!C18. */
static void print_place(const struct issue *issue, FILE *err)
{
	char name[16];
	if (issue->sheet && issue->line && issue->column) {
		cell_name(issue->line, issue->column, name);
		fprintf(err, "!%s", name);
		return;
	}
	if (issue->line)
		fprintf(err, ":%llu", (unsigned long long)issue->line);
	if (issue->column)
		fprintf(err, ":%u", issue->column);
}

/* Whether the record counts, since one line is often all that a clerk gets. */
static void print_fate(const struct issue *issue, FILE *err)
{
	static const char *const words[] = { [FATE_NONE] = "",
		[FATE_COUNTS] = N_(", the record counts"),
		[FATE_REJECTED] = N_(", the record does not count"),
		[FATE_PASSED_OVER] = N_(", of a row that was passed over") };
	if (words[issue->fate][0])
		fputs(_(words[issue->fate]), err);
}

void report_issue(const struct issue *issue, bool painted, FILE *err)
{
	fprintf(err, "  %s", issue->file);
	print_place(issue, err);
	bool is_error = issue->severity == TALLY_ERROR;
	fputs(": ", err);
	paint_word(err, !painted ? PAINT_PLAIN : is_error ? PAINT_ERROR : PAINT_WARNING, is_error ? _("error") : _("warning"));
	print_fate(issue, err);
	fputs(": ", err);
	if (issue->heading[0])
		fprintf(err, "%s ", issue->heading);
	if (issue->value[0])
		fprintf(err, _("'%s' "), issue->value);
	fprintf(err, "%s\n", issue->message);
}

static int64_t count_issues(const struct area_report *area, enum tally_severity severity)
{
	int64_t total = 0;
	for (size_t s = 0; s < area->scans_count; s++)
		for (size_t f = 0; f < area->scans[s].sources_count; f++) {
			const struct issues *issues = &area->scans[s].sources[f].issues;
			for (size_t k = 0; k < issues->kinds_count; k++)
				total += issues->kinds[k].severity == severity ? issues->kinds[k].count : 0;
		}
	return total;
}

/* A few of them; the rest is counted. */
static void print_issues(const struct area_report *area, enum tally_severity severity, int most, bool painted, FILE *err)
{
	int64_t total = count_issues(area, severity);
	int shown = 0;
	for (size_t s = 0; s < area->scans_count; s++)
		for (size_t f = 0; f < area->scans[s].sources_count; f++) {
			const struct issues *issues = &area->scans[s].sources[f].issues;
			for (size_t i = 0; i < issues->kept_count && shown < most; i++)
				if (issues->kept[i].severity == severity) {
					report_issue(&issues->kept[i], painted, err);
					shown++;
				}
		}
	if (total > shown)
		fprintf(err, _("  and %lld more; --issues FILE writes them all\n"), (long long)(total - shown));
}

/* Files that were found and not read. */
static void print_aside(const struct area_report *area, FILE *err)
{
	for (size_t s = 0; s < area->scans_count; s++)
		for (size_t i = 0; i < area->scans[s].aside_count; i++)
			fprintf(err, area->scans[s].aside[i].replaced ? _("%s: %s\n") : _("%s was not read: %s\n"),
				area->scans[s].aside[i].name, area->scans[s].aside[i].why);
}

static void print_needs(const struct run *run, bool painted, FILE *err)
{
	for (size_t i = 0; i < run->report.areas_count; i++) {
		const struct area_report *area = &run->report.areas[i];
		if (area->state == AREA_FAILED)
			fprintf(err, _("%s failed: %s\n"), area->name, area->why);
		if (area->rejected) {
			fprintf(err,
				ngettext("%s: %lld record was rejected and counts nowhere:\n",
					"%s: %lld records were rejected and count nowhere:\n", (unsigned long)area->rejected),
				area->name, (long long)area->rejected);
			print_issues(area, TALLY_ERROR, ISSUES_SHOWN, painted, err);
		}
		if (area->warned)
			fprintf(err,
				ngettext("%s: %lld record has warnings and counts:\n",
					"%s: %lld records have warnings and count:\n", (unsigned long)area->warned),
				area->name, (long long)area->warned);
		else if (count_issues(area, TALLY_WARNING)) /* of columns and totals, not of records */
			fprintf(err, _("%s: warnings:\n"), area->name);
		print_issues(area, TALLY_WARNING, ISSUES_SHOWN / 4, painted, err);
		print_aside(area, err);
	}
	for (size_t i = 0; i < run->catalog.indicators_count; i++)
		if (run->catalog.indicators[i].waits && run->workspace.areas[run->catalog.indicators[i].area].enabled)
			fprintf(err, _("%s was not computed: an area that its formula needs failed; its last values stay\n"),
				run->catalog.indicators[i].id);
}

static void print_changed(const struct run *run, FILE *out)
{
	const struct store_changes *all = &run->report.changes;
	int64_t total = all->added + all->changed + all->removed;
	for (size_t i = 0; i < run->report.changed_count; i++) {
		const struct changed_value *c = &run->report.changed[i];
		const char *none = _("none");
		fprintf(out, "  %s %s %s%s%s: %s -> %s\n", c->indicator, c->region, c->period, c->breakdown[0] ? " " : "",
			c->breakdown, c->before && c->before[0] ? c->before : none, c->after && c->after[0] ? c->after : none);
	}
	if (total > (int64_t)run->report.changed_count)
		fprintf(out, _("  and %lld more\n"), (long long)total - (long long)run->report.changed_count);
}

static void print_times(const struct run *run, FILE *err)
{
	fprintf(err, _("time: %.3f s declarations\n"), run->report.prepare_seconds);
	for (size_t i = 0; i < run->report.areas_count; i++) {
		const struct area_report *area = &run->report.areas[i];
		if (area->state == AREA_DONE)
			fprintf(err, _("time: %.3f s reading and counting, %.3f s into the store: %s\n"), area->read_seconds,
				area->store_seconds, area->name);
	}
	fprintf(err, _("time: %.3f s formulas, %.3f s commit\n"), run->report.formula_seconds, run->report.commit_seconds);
}

void report_print(const struct run *run, struct invocation *invocation)
{
	bool written = !run->options->check_only;
	for (size_t i = 0; i < run->report.areas_count; i++)
		print_area(&run->report.areas[i], written, invocation->out);
	if (run->catalog.formulas_count && written)
		fprintf(invocation->out, _("formulas: %zu indicators; %lld observations, %lld new, %lld changed, %lld gone\n"),
			run->catalog.formulas_count, (long long)run->report.formula_changes.values,
			(long long)run->report.formula_changes.added, (long long)run->report.formula_changes.changed,
			(long long)run->report.formula_changes.removed);
	if (run->options->dry)
		print_changed(run, invocation->out);
	fflush(invocation->out);
	print_needs(run, paint_wanted(&invocation->settings, invocation->err), invocation->err);
	if (run->options->timing)
		print_times(run, invocation->err);
	if (run->options->check_only)
		fputs(_("checked; nothing was written\n"), invocation->out);
	else if (run->options->dry)
		fprintf(invocation->out, _("dry run; %s was left as it is\n"), run->report.store);
	else
		fprintf(invocation->out, _("store: %s\n"), run->report.store);
}
