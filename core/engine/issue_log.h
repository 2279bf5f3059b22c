/* Engine: every issue of a source in little room: what is said again and again is kept once. Knows issues; not where they come from. */
#ifndef ENGINE_ISSUE_LOG_H
#define ENGINE_ISSUE_LOG_H

#include "engine/issues.h"

/* What issues have in common. */
struct issue_saying {
	const char *field, *rule, *heading, *message;
	enum tally_severity severity;
	bool masked; /* the value is nobody's business */
};

struct logged_issue {
	uint64_t line;
	uint32_t column; /* from 1; 0: the record */
	uint32_t saying;
	uint32_t record; /* until it is settled */
	unsigned char fate; /* enum issue_fate */
};

struct issue_log;

struct issue_log *issue_log_create(struct arena *arena);
bool issue_log_add(struct issue_log *log, const struct issue_place *place, const char *heading, const char *message);
void issue_log_settle(struct issue_log *log, const unsigned char *fates);
size_t issue_log_count(const struct issue_log *log);
const struct issue_saying *issue_log_saying(const struct issue_log *log, uint32_t saying);
/* All of them by number, as they came; `out` has room for issue_log_count. */
void issue_log_copy(const struct issue_log *log, struct logged_issue *out);

#endif
