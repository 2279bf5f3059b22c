/* Engine: the issues of one source. All are counted, the first thousand of each (field, rule, severity) are kept, and every one may go to a file. */
#ifndef ENGINE_ISSUES_H
#define ENGINE_ISSUES_H

#include <stdio.h>

#include "base/arena.h"
#include "model/issue.h"

enum { ISSUES_KEPT_OF_A_KIND = 1000, ISSUE_VALUE_BYTES = 120, ISSUE_KINDS_MAX = 4096 };

struct issue_kind {
	const char *field, *rule;
	enum tally_severity severity;
	int64_t count;
};

struct issue_log;

struct issues {
	struct arena *arena;
	FILE *all; /* every issue as CSV, or NULL */
	const char *file; /* of the source, relative to the workspace */
	struct issue_log *log; /* all of them in little room (issue_log.h), or NULL */
	bool sheet; /* the source is one */
	struct issue_kind *kinds;
	size_t kinds_count, kinds_capacity;
	struct issue *kept;
	uint32_t *records; /* of each kept one, as in issue_place; until its batch is settled */
	size_t kept_count, kept_capacity, records_capacity;
	size_t settled; /* of the kept ones: their fate is known */
	int64_t total;
	bool memory; /* an allocation failed */
};

/* Where an issue stands and what it says; `format` is printed only when the issue is kept. */
struct issue_place {
	uint64_t line;
	unsigned column; /* of the line, from 1; 0: the record */
	const char *field, *rule; /* live as long as the issues */
	enum tally_severity severity;
	struct text value;
	struct text heading; /* of the column, or the title of the field */
	uint32_t record; /* in its batch, from 1; 0: it is about the file */
	bool masked; /* the cell is nobody's business; `value` does not show it */
};

void issues_init(struct issues *issues, struct arena *arena, const char *file, FILE *all);
void issues_done(struct issues *issues); /* what is kept lives in the arena and stays */
void issues_add(struct issues *issues, const struct issue_place *place, const char *format, ...) PRINTF_LIKE(3, 4);
/* The fates of what was kept since the last call: `fates[record - 1]`. */
void issues_settle(struct issues *issues, const unsigned char *fates);
/* The heading of the file that all issues go to. */
void issues_head(FILE *all);

#endif
