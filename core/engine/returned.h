/* Engine: faults back to those who sent the files: for each source a workbook like it, its faults coloured, commented and listed. Knows what was read and
 * what was found; reads each file once more and computes nothing. */
#ifndef ENGINE_RETURNED_H
#define ENGINE_RETURNED_H

#include "engine/scan.h"

/* A register that was read with log_issues. */
struct returned_scan {
	int on; /* register of the catalog */
	const struct scan_result *scan;
};

struct returned_file {
	const char *source; /* relative to the workspace; the sheets of a workbook are one */
	const char *path; /* that was written; NULL: none was, see why */
	const char *why; /* translated */
	int64_t errors, warnings; /* issues */
	int64_t listed; /* of them */
};

struct returned_report {
	const char *folder;
	struct returned_file *files;
	size_t count, failed;
};

/* Into the folder, which is made where it is missing. A file that cannot be returned, or whose place is taken by a foreign file, costs itself only; false where
 * nothing can be written there. Each workbook is there only when it is whole. */
bool returned_write(const struct catalog *catalog, const struct returned_scan *scans, size_t count, const char *folder,
	struct arena *arena, struct returned_report *report, struct tally_error *error) MUST_USE;

#endif
