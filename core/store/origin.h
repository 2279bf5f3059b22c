/* Store: where a figure comes from: the definition of its indicator, the files of its register, every value that it has had. */
#ifndef STORE_ORIGIN_H
#define STORE_ORIGIN_H

#include "store/read.h"

struct store_definition {
	const char *words; /* the plan in words */
	const char *sql; /* "" for formulas and given ones */
	const char *reads; /* parameters: "area.name, area.name"; "" for none */
	bool reads_when; /* on the day that puts a record into its period; else on another day of the record */
};
bool store_definition(struct store_reader *reader, int indicator, struct arena *arena, struct store_definition *definition,
	struct tally_error *error) MUST_USE;

/* A file as the last run that read it found it. */
struct read_source {
	const char *path; /* relative to the workspace */
	const char *fingerprint, *encoding;
	int64_t size, read, accepted, warned, rejected, issues;
};
bool store_sources(struct store_reader *reader, int reg, struct arena *arena, const struct read_source **sources, size_t *count,
	struct tally_error *error) MUST_USE;

/* A value that stood from one run to another; last_run 0: it stands. */
struct past_value {
	int64_t first_run, last_run;
	struct observation seen;
};
/* The values that were in the store for the cell, by run, neighbours that are equal taken together. */
bool store_past(struct store_reader *reader, const struct cell_place *place, struct arena *arena,
	const struct past_value **values, size_t *count, struct tally_error *error) MUST_USE;

/* What the coverage of the register says of a place that has no cell: 0, or why there is no value. */
void store_silence(struct store_reader *reader, const struct cell_place *place, struct observation *observation);

/* The same as the coverage was after that run; of runs before the store kept it, as in the first that it kept. */
bool store_silence_at(struct store_reader *reader, const struct cell_place *place, int64_t run, struct observation *observation,
	struct tally_error *error) MUST_USE;
/* Runs from `first` to `last` (0: to the run as of which is read) with which the coverage or the lists of the indicator's register changed, ascending. */
bool store_coverage_runs(struct store_reader *reader, int indicator, int64_t first, int64_t last, struct arena *arena,
	const int64_t **runs, size_t *count, struct tally_error *error) MUST_USE;

/* The first run that computed the indicator; 0: none. */
bool store_first_run(struct store_reader *reader, int indicator, int64_t *run, struct tally_error *error) MUST_USE;

/* When the run began, as it was told; "" where it was not. */
bool store_started(struct store_reader *reader, int64_t run, struct arena *arena, const char **started,
	struct tally_error *error) MUST_USE;

#endif
