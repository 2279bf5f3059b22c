/* Store: writing and comparing what runs worked from. Knows digests; must not know what they are of. */
#include "store/input.h"

#include <string.h>

#include "store/inner.h"

/* Inputs as they stand, to be looked through while rows change. */
struct standing_inputs {
	struct store_input *rows;
	size_t count;
};

static bool read_standing(struct store_writer *writer, enum input_kind kind, const char *owner,
	struct standing_inputs *standing, struct tally_error *error)
{
	static const char sql[] =
		"SELECT name, digest FROM input WHERE kind = ?1 AND owner = ?2 AND last_run IS NULL ORDER BY name";
	struct db_query *query = query_get(&writer->queries, sql, error);
	struct tally_error problem = { 0 };
	bool good = true;
	if (!query)
		return false;
	query_bind(query, ARGS(INT(kind), STR(owner)));
	while (good && db_step(query, &problem)) {
		standing->rows = list_room(&writer->arena, standing->rows, standing->count, sizeof *standing->rows);
		if (!(good = standing->rows != NULL))
			break;
		struct store_input *row = &standing->rows[standing->count++];
		*row = (struct store_input){ arena_copy(&writer->arena, db_column_text(query, 0)),
			arena_copy(&writer->arena, db_column_text(query, 1)) };
		good = row->name && row->digest;
	}
	return query_end(query, good, &problem, error);
}

static bool has_same(const struct store_input *inputs, size_t count, const struct store_input *input)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(inputs[i].name, input->name) == 0)
			return strcmp(inputs[i].digest, input->digest) == 0;
	return false;
}

bool store_put_inputs(struct store_writer *writer, enum input_kind kind, const char *owner, const struct store_input *inputs,
	size_t count, struct tally_error *error)
{
	static const char end_sql[] =
		"UPDATE input SET last_run = ?4 WHERE kind = ?1 AND owner = ?2 AND name = ?3 AND last_run IS NULL";
	static const char begin_sql[] = "INSERT INTO input(kind, owner, name, digest, first_run) VALUES(?1, ?2, ?3, ?4, ?5)";
	struct standing_inputs standing = { 0 };
	if (!read_standing(writer, kind, owner, &standing, error))
		return false;
	for (size_t i = 0; i < standing.count; i++)
		if (!has_same(inputs, count, &standing.rows[i]) &&
			!query_run(&writer->queries, end_sql,
				ARGS(INT(kind), STR(owner), STR(standing.rows[i].name), INT(writer->run - 1)), error))
			return false;
	for (size_t i = 0; i < count; i++)
		if (!has_same(standing.rows, standing.count, &inputs[i]) &&
			!query_run(&writer->queries, begin_sql,
				ARGS(INT(kind), STR(owner), STR(inputs[i].name), STR(inputs[i].digest), INT(writer->run)),
				error))
			return false;
	return true;
}

/* --- comparing --- */

#define STOOD(run) "first_run <= " run " AND coalesce(last_run, " run ") >= " run
static const char differences_sql[] = "SELECT kind, owner, name, coalesce(max(CASE WHEN " STOOD(
	"?1") " THEN digest END), '') AS before, "
	      "coalesce(max(CASE WHEN " STOOD("?2") " THEN digest END), '') AS after FROM input WHERE (" STOOD(
		      "?1") ") OR (" STOOD("?2") ") GROUP BY kind, owner, name HAVING before <> after ORDER BY kind, owner, "
						 "name";

static bool read_difference(struct db_query *query, struct arena *arena, struct input_difference *difference)
{
	*difference = (struct input_difference){ .kind = (enum input_kind)db_column_int(query, 0),
		.owner = arena_copy(arena, db_column_text(query, 1)),
		.name = arena_copy(arena, db_column_text(query, 2)),
		.before = arena_copy(arena, db_column_text(query, 3)),
		.after = arena_copy(arena, db_column_text(query, 4)) };
	if (!difference->owner || !difference->name || !difference->before || !difference->after)
		return false;
	difference->change = !difference->before[0] ? INPUT_ADDED : !difference->after[0] ? INPUT_REMOVED : INPUT_CHANGED;
	return true;
}

bool store_input_differences(struct store_reader *reader, int64_t before, int64_t after, struct arena *arena,
	const struct input_difference **differences, size_t *count, struct tally_error *error)
{
	struct db_query *query = query_get(&reader->queries, differences_sql, error);
	struct tally_error problem = { 0 };
	struct input_difference *items = NULL;
	bool good = true;
	*count = 0;
	if (!query)
		return false;
	query_bind(query, ARGS(INT(before), INT(after)));
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && read_difference(query, arena, &items[*count]);
		*count += good;
	}
	*differences = items;
	return query_end(query, good, &problem, error);
}
