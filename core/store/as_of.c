/* Store: reading as of a run. Knows how a run is named: by its number, a release or a day; what stood then is for history.c. */
#include <string.h>

#include "base/date.h"
#include "store/history.h"
#include "store/inner.h"

static bool run_numbered(struct store_reader *reader, int64_t number, int64_t *run, struct tally_error *error)
{
	int64_t last = 0;
	if (!query_int(&reader->queries, "SELECT max(id) FROM run", (struct args){ 0 }, &last, error))
		return false;
	*run = number;
	return (number >= 1 && number <= last) ||
		error_set(error, ERROR_USAGE, _("%s: no run %lld: the runs are 1 to %lld"), db_path(reader->db),
			(long long)number, (long long)last);
}

/* Days are those of the starts as they were written, which is UTC. */
static bool run_on_day(struct store_reader *reader, int32_t day, int64_t *run, struct tally_error *error)
{
	static const char sql[] = "SELECT max(id) FROM run WHERE started <> '' AND substr(started, 1, 10) <= ?1";
	char text[11];
	date_print(day, text);
	if (!query_int(&reader->queries, sql, ARGS(STR(text)), run, error))
		return false;
	return *run > 0 ||
		error_set(error, ERROR_USAGE, _("%s: no run on or before %s: name a later day, or a run by its number"),
			db_path(reader->db), text);
}

static bool run_of(struct store_reader *reader, const char *as_of, int64_t *run, struct tally_error *error)
{
	static const char released[] = "SELECT run FROM release WHERE name = ?1";
	int64_t number;
	int32_t day;
	if (as_of[0] >= '0' && as_of[0] <= '9') {
		if (text_to_int64(text_of(as_of), &number) && strlen(as_of) < 8)
			return run_numbered(reader, number, run, error);
		if (date_parse(text_of(as_of), &day) == DATE_DAY)
			return run_on_day(reader, day, run, error);
	}
	if (!query_int(&reader->queries, released, ARGS(STR(as_of)), run, error))
		return false;
	return *run > 0 ||
		error_set(error, ERROR_USAGE, _("no run '%s': name one by its number, a release, or a day such as 2018-12-31"),
			as_of);
}

bool reader_at(struct store_reader *reader, const char *as_of, struct tally_error *error)
{
	static const char kept_since[] = "SELECT min(first_run) FROM workspace_history", now[] = "SELECT max(id) FROM run";
	int64_t run = 0, first = 0, last = 0;
	if (!run_of(reader, as_of, &run, error) ||
		!query_int(&reader->queries, kept_since, (struct args){ 0 }, &first, error) ||
		!query_int(&reader->queries, now, (struct args){ 0 }, &last, error))
		return false;
	if (run < first)
		return error_set(error, ERROR_USAGE,
			_("%s: run %lld was written before the store kept what stood beside the figures: the first run that "
			  "can be "
			  "read again is %lld"),
			db_path(reader->db), (long long)run, (long long)first);
	queries_done(&reader->queries);
	return run == last || history_at(reader->db, run, error);
}
