/* Engine: the records of a register, file by file, as typed batches with their issues. Knows files, headings, types and checks of one record; does not know
 * indicators. */
#ifndef ENGINE_READER_H
#define ENGINE_READER_H

#include "area/catalog.h"
#include "engine/issues.h"
#include "io/rows.h"

enum record_state { RECORD_GOOD, RECORD_WARNED, RECORD_REJECTED, RECORD_SKIPPED, RECORD_REPEATED };

struct returned_mark;

/* What the file it came from is and what became of its records: read = accepted + rejected; warned are among the accepted, skipped are no records. */
struct source_account {
	const char *path; /* as opened */
	const char *name; /* relative to the workspace; of a sheet FILE!SHEET */
	const char *sheet; /* of a workbook; NULL: the file is text */
	const char *left; /* other sheets of it that nobody said anything about */
	struct csv_totals totals;
	const char *encoding;
	int64_t read, accepted, warned, rejected, skipped;
	struct issues issues;
	int region; /* that it is delivered for, by its name; -1 where that tells none */
	period when;
	int32_t dated; /* day in its name; DATE_MIN: none */
	const struct returned_mark *mark; /* it is a returned workbook (returned_mark.h); else NULL */
	const char *called; /* path of the file whose place it takes, and whose name says what is in it; NULL: its own */
	const int *fields; /* of each of its columns, FIELD_NONE for a surplus one; `columns` of them */
	size_t columns;
	uint64_t head_line; /* 0: it was not read so far */
};

/* The path whose name says what is in the file. */
static inline const char *source_called(const struct source_account *source)
{
	return source->called ? source->called : source->path;
}

/* A batch with the state of each record; the state may still be changed (rules, keys) before it is counted by reader_account. */
struct record_batch {
	struct tally_batch typed;
	const struct rows_batch *raw;
	unsigned char states[TALLY_BATCH_ROWS]; /* enum record_state */
	uint64_t first; /* number of the first row among all rows of the register, skipped ones included */
	struct source_account *source;
};

struct reader;

struct reader_options {
	const struct catalog *catalog;
	int on; /* register */
	const unsigned char *needed; /* of each field: a bad or missing value rejects the record */
	const char *const *files; /* instead of those that the workspace names; NULL-terminated */
	FILE *all_issues;
	bool log_issues; /* each source keeps all of them (issue_log.h) */
};

/* The files are found and listed, none is open yet. A register without files, or with a pattern that matches none, is an ERROR_INPUT. */
struct reader *reader_open(const struct reader_options *options, struct arena *arena, struct tally_error *error) MUST_USE;
void reader_close(struct reader *reader);
/* The next batch; *batch is NULL at the end. It lives until the next call. */
bool reader_next(struct reader *reader, struct record_batch **batch, struct tally_error *error) MUST_USE;
/* Counts the records of a batch by their states. */
void reader_account(struct record_batch *batch);
/* The sources read so far. */
const struct source_account *reader_sources(const struct reader *reader, size_t *count);
struct set_aside;
/* Files of the register that are not read (deliveries.h). */
const struct set_aside *reader_aside(const struct reader *reader, size_t *count);
bool reader_is_pipe(const struct reader *reader);

/* A message about row `row`, field `field` (FIELD_NONE: the record); an error rejects the record, a warning marks it. */
void reader_issue(struct reader *reader, struct record_batch *batch, uint32_t row, int field, const char *rule,
	enum tally_severity severity, const char *message);

/* How the columns of the current file were understood: the field of each column, FIELD_NONE for surplus ones; for `check FILE`. */
const int *reader_columns(const struct reader *reader, size_t *count, const struct text **headings);

#endif
