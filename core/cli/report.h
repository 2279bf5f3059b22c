/* CLI: the report of a run. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli/command.h"
#include "engine/run.h"

/* One line an area to out; what needs a person and the times to err; last where the store is. */
void report_print(const struct run *run, struct invocation *invocation);

/* One line: where, how bad, the field, the value, what is wrong with it. */
void report_issue(const struct issue *issue, bool painted, FILE *err);

/* `check --store`. */
enum exit_status check_store(struct invocation *invocation, struct tally_error *error);

enum exit_status run_and_report(struct invocation *invocation, bool check_only, struct tally_error *error);

#endif
