/* Store: records that are kept. Walks the stored keys and the new ones in order, once, and touches only what differs; must not know what a key means. */
#include "store/record.h"

#include <string.h>

#include "store/inner.h"
#include "store/input.h"

/* What is to be written, collected while the stored keys are walked. */
struct record_edits {
	const char **ended; /* keys */
	const struct store_record **begun;
	size_t ended_count, ended_capacity, begun_count, begun_capacity;
};

static bool end_record(struct record_edits *edits, struct arena *arena, struct text key)
{
	const char *copy = arena_copy(arena, key);
	if (!copy || !memory_grow(&edits->ended, &edits->ended_capacity, edits->ended_count + 1, sizeof *edits->ended))
		return false;
	edits->ended[edits->ended_count++] = copy;
	return true;
}

static bool begin_record(struct record_edits *edits, const struct store_record *record)
{
	if (!memory_grow(&edits->begun, &edits->begun_capacity, edits->begun_count + 1, sizeof *edits->begun))
		return false;
	edits->begun[edits->begun_count++] = record;
	return true;
}

/* The stored key against the next new ones. */
static bool meet(struct record_edits *edits, struct arena *arena, struct text key, uint64_t digest,
	const struct store_record *records, size_t count, size_t *next)
{
	while (*next < count && text_compare(text_of(records[*next].key), key) < 0)
		if (!begin_record(edits, &records[(*next)++]))
			return false;
	if (*next == count || !text_is(key, records[*next].key))
		return end_record(edits, arena, key);
	const struct store_record *record = &records[(*next)++];
	return record->digest == digest || (end_record(edits, arena, key) && begin_record(edits, record));
}

static bool find_edits(struct store_writer *writer, uint32_t register_id, const struct store_record *records, size_t count,
	struct record_edits *edits, struct tally_error *error)
{
	static const char sql[] = "SELECT key, digest FROM record WHERE register = ?1 AND last_run IS NULL ORDER BY key";
	struct db_query *query = query_get(&writer->queries, sql, error);
	struct tally_error problem = { 0 };
	size_t next = 0;
	bool good = true;
	if (!query)
		return false;
	db_bind_int(query, 1, register_id);
	while (good && db_step(query, &problem))
		good = meet(edits, &writer->arena, db_column_text(query, 0), (uint64_t)db_column_int(query, 1), records, count,
			&next);
	if (problem.code != ERROR_NONE)
		return error_set(error, problem.code, "%s", problem.what);
	for (; good && next < count; next++)
		good = begin_record(edits, &records[next]);
	return good ? db_reset(query, error) : error_memory(error);
}

static bool write_edits(
	struct store_writer *writer, uint32_t register_id, const struct record_edits *edits, struct tally_error *error)
{
	static const char end_sql[] = "UPDATE record SET last_run = ?3 WHERE register = ?1 AND key = ?2 AND last_run IS NULL";
	static const char begin_sql[] = "INSERT INTO record(register, key, digest, first_run) VALUES(?1, ?2, ?3, ?4)";
	for (size_t i = 0; i < edits->ended_count; i++)
		if (!query_run(&writer->queries, end_sql, ARGS(INT(register_id), STR(edits->ended[i]), INT(writer->run - 1)),
			    error))
			return false;
	for (size_t i = 0; i < edits->begun_count; i++)
		if (!query_run(&writer->queries, begin_sql,
			    ARGS(INT(register_id), STR(edits->begun[i]->key), INT(edits->begun[i]->digest), INT(writer->run)),
			    error))
			return false;
	return true;
}

bool store_put_records(struct store_writer *writer, uint32_t register_id, const struct store_record *records, size_t count,
	struct tally_error *error)
{
	struct record_edits edits = { 0 };
	bool done = find_edits(writer, register_id, records, count, &edits, error) &&
		write_edits(writer, register_id, &edits, error);
	memory_free(edits.ended);
	memory_free(edits.begun);
	return done;
}

bool store_drop_records(struct store_writer *writer, uint32_t register_id, struct tally_error *error)
{
	static const char sql[] = "DELETE FROM record WHERE register = ?1";
	return query_run(&writer->queries, sql, ARGS(INT(register_id)), error);
}

/* --- what a run changed --- */

/* Kept in this run and in the one before: otherwise every record would seem new. */
static bool kept_in_both(
	struct store_reader *reader, const char *area, const char *name, int64_t run, bool *kept, struct tally_error *error)
{
	static const char sql[] =
		"SELECT count(*) FROM input WHERE kind = ?1 AND owner = ?2 AND name = ?3 AND first_run < ?4 AND "
		"coalesce(last_run, ?4) >= ?4";
	int64_t count;
	if (!query_int(&reader->queries, sql, ARGS(INT(INPUT_KEPT), STR(area), STR(name), INT(run)), &count, error))
		return false;
	*kept = count > 0;
	return true;
}

bool store_record_changes(struct store_reader *reader, const char *area, const char *reg, int64_t run, struct arena *arena,
	struct record_changes *changes, struct tally_error *error)
{
	static const char sql[] = "SELECT key, max(first_run = ?3), max(coalesce(last_run, 0) = ?3 - 1) FROM record WHERE "
				  "register = (SELECT g.id FROM "
				  "register g JOIN area a ON a.id = g.area WHERE a.name = ?1 AND g.name = ?2) AND (first_run = "
				  "?3 OR last_run = ?3 - 1) "
				  "GROUP BY key ORDER BY key";
	const char *full = arena_printf(arena, "%s.%s", area, reg);
	struct tally_error problem = { 0 };
	bool kept = false, good = true;
	*changes = (struct record_changes){ 0 };
	if (!full)
		return error_memory(error);
	if (!kept_in_both(reader, area, full, run, &kept, error))
		return false;
	struct db_query *query = kept ? query_get(&reader->queries, sql, error) : NULL;
	if (!query)
		return !kept;
	query_bind(query, ARGS(STR(area), STR(reg), INT(run)));
	while (good && db_step(query, &problem)) {
		bool began = db_column_int(query, 1) != 0, ended = db_column_int(query, 2) != 0;
		enum record_change change = began && ended ? RECORD_EDITED : began ? RECORD_ADDED : RECORD_REMOVED;
		int64_t n = changes->counts[change]++;
		if (n < RECORD_KEYS_MOST)
			good = (changes->keys[change][n] = arena_copy(arena, db_column_text(query, 0))) != NULL;
	}
	return query_end(query, good, &problem, error);
}
