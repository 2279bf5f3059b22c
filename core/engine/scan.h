/* Engine: one register read, checked and counted: batches through rules and keys into the program, then cells. */
#ifndef ENGINE_SCAN_H
#define ENGINE_SCAN_H

#include "engine/cells.h"
#include "engine/deliveries.h"
#include "engine/reader.h"

/* Sees every batch with its states settled; for tests and traces. When the register is read once more, `restart` says that what was seen is void. */
struct scan_watcher {
	void (*restart)(void *user);
	bool (*batch)(void *user, const struct record_batch *batch, const uint64_t *accepted, struct tally_error *error);
	void *user;
};

struct scan_options {
	const struct catalog *catalog;
	int on;
	const char *const *files; /* NULL: those of the workspace */
	FILE *all_issues;
	bool log_issues; /* of each source, all of them */
	int threads; /* that may work at once; 0 is one */
	struct additions additions;
	const struct scan_watcher *watcher; /* NULL: nobody */
};

struct scan_result {
	struct program program;
	struct cube_cells *cells; /* one for each cube of the program */
	struct source_account *sources;
	size_t sources_count;
	const struct set_aside *aside; /* files that were not read */
	size_t aside_count;
	struct delivered_records delivered;
	struct span covers; /* first > last: no record and no `covers` */
	int64_t read, accepted, warned, rejected;
};

/* False when the register cannot be read: an ERROR_INPUT or ERROR_AREA that costs its area only. The result is freed by scan_done in either case. */
bool scan_register(const struct scan_options *options, struct arena *arena, struct scan_result *result,
	struct tally_error *error) MUST_USE;
void scan_done(struct scan_result *result);

#endif
