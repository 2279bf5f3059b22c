/* Engine: the records behind one figure, read again from the source by the same reader and judged by the same program as in a run. */
#ifndef ENGINE_TRACE_H
#define ENGINE_TRACE_H

#include "engine/run.h"

/* Which records: those the value counts; of a stock or cumulative those that came since the closing before, or went. */
enum trace_what { TRACE_COUNTED, TRACE_ENTERED, TRACE_LEFT };

struct trace_request {
	const char *indicator; /* full id */
	const char *region; /* code */
	period when;
	const char *breakdown; /* "" is the total */
	enum trace_what what;
	bool open; /* private fields as they stand in the register, else masked */
};

struct trace_row {
	const char *file; /* relative to the workspace */
	uint64_t line;
	const char *const *shown; /* of each field of the trace, for people; NULL where empty */
	const char *const *plain; /* for programs: codes and regions by their code */
	int32_t first, last; /* days on which it is valid; DATE_MAX: open */
	size_t entity; /* rows of one entity have one number, from 1; 0: the records are counted themselves */
};

struct trace_file {
	const char *path;
	const char *fingerprint; /* as it is now */
};

struct trace {
	bool open; /* as asked */
	const struct schema_field *const *fields; /* that the plan reads, keys first */
	size_t fields_count;
	const struct trace_row *rows; /* in the order of the register */
	size_t rows_count;
	struct value total; /* the value of what was asked; the openings are in it */
	int64_t entities; /* of a distinct; else -1 */
	const struct schema_field *of; /* the field that tells entities apart; else NULL */
	size_t openings_count;
	struct value openings;
	const struct trace_file *files;
	size_t files_count;
};

/* `run` was prepared (run_prepare). An indicator that counts no register, a flow that is asked for who came or went, and a region, period or part that the
 * declarations do not know are ERROR_USAGE. Lives in the arena of the run. */
bool trace_records(
	struct run *run, const struct trace_request *request, struct trace *trace, struct tally_error *error) MUST_USE;

/* The names behind a figure in any period: all fields of the register; of a distinct figure one row an entity, its last record, with the days of all that
 * are listed. Those who came or left stand by that day, others as in the register. */
bool trace_list(struct run *run, const struct trace_request *request, struct trace *trace, struct tally_error *error) MUST_USE;

#endif
