/* Engine: a run of a workspace: from tally.ini to the store, or only to the check. */
#ifndef ENGINE_RUN_H
#define ENGINE_RUN_H

#include "engine/kept.h"
#include "engine/scan.h"
#include "engine/statements.h"
#include "store/tie.h"

struct run_options {
	const char *where; /* workspace */
	const char *const *areas; /* names, NULL-terminated; NULL or none: all enabled ones */
	bool check_only; /* everything but the writing */
	bool dry; /* say what would change, keep nothing */
	bool timing;
	int threads; /* that may work at once; 0: as many as the machine has processors */
	const char *issues_path; /* every issue goes there, or NULL */
	bool log_issues; /* each source keeps all of its issues, for returned_write */
	const char *started; /* text for the store */
	const char *version; /* of the program, for the store; NULL: not said */
};

enum area_state { AREA_DONE, AREA_OFF, AREA_NOT_ASKED, AREA_FAILED };

/* What became of one area. */
struct area_report {
	const char *name, *title;
	enum area_state state;
	const char *why; /* of a failure */
	bool fresh; /* the store has nothing of it yet */
	int64_t read, accepted, warned, rejected;
	struct store_changes changes;
	double read_seconds, store_seconds; /* when timing */
	struct scan_result *scans; /* one a register that was read */
	const int *registers; /* of the catalog */
	struct kept_records *kept; /* of each scan */
	size_t scans_count;
	struct area_statements statements;
	const struct acceptance *acceptances;
	size_t acceptances_count;
};

/* A value that a dry run would change; a text is "" where there is no value. */
struct changed_value {
	const char *indicator, *region, *period, *breakdown, *before, *after;
};

struct run_report {
	struct area_report *areas; /* of workspace->areas */
	size_t areas_count;
	struct store_changes changes; /* of all, formulas included */
	struct store_changes formula_changes;
	const struct changed_value *changed; /* of a dry run: the first STORE_CHANGED_MAX */
	size_t changed_count;
	const char *store;
	bool failed; /* an area failed */
	int64_t rejected;
	size_t empty; /* registers without a record */
	size_t unread; /* files whose names do not tell whose they are */
	double prepare_seconds, formula_seconds, commit_seconds;
};

/* Everything a run has in hand; the arena holds it all. */
struct run {
	const struct run_options *options;
	struct arena *arena;
	struct faults faults;
	struct workspace workspace;
	struct catalog catalog;
	struct run_report report;
	FILE *issues;
};

/* False: nothing was written; the faults of the declarations, if any, are in run->faults. Areas that fail cost only themselves: see the report. */
bool run_workspace(struct run *run, struct tally_error *error) MUST_USE;
void run_done(struct run *run);

/* Workspace, catalog and statement tables, without reading a register: what `plugins` and `check FILE` need. */
bool run_prepare(struct run *run, bool all_areas, struct tally_error *error) MUST_USE;

/* Seconds since some moment, for --timing. */
double run_clock(void);

#endif
