/* Store: queries kept from one use to the next. Knows how they are prepared and bound; knows no table. */
#include <string.h>

#include "store/inner.h"

struct db_query *query_get(struct queries *queries, const char *sql, struct tally_error *error)
{
	for (size_t i = 0; i < queries->count; i++)
		if (queries->kept[i].sql == sql)
			return db_reset(queries->kept[i].query, error) ? queries->kept[i].query : NULL;
	if (queries->count == STORE_QUERIES) {
		error_set(error, ERROR_STORE, _("%s: more than %d queries are kept"), db_path(queries->db), STORE_QUERIES);
		return NULL;
	}
	struct db_query *query = db_prepare(queries->db, sql, error);
	if (query)
		queries->kept[queries->count++] = (struct kept_query){ sql, query };
	return query;
}

void query_bind(struct db_query *query, struct args args)
{
	for (size_t i = 0; i < args.count; i++) {
		const struct arg *arg = &args.at[i];
		if (arg->kind == ARG_INT)
			db_bind_int(query, (int)i + 1, arg->number);
		else if (arg->kind == ARG_TEXT)
			db_bind_text(query, (int)i + 1, text_of(arg->text));
		else
			db_bind_null(query, (int)i + 1);
	}
}

void queries_done(struct queries *queries)
{
	for (size_t i = 0; i < queries->count; i++)
		db_finish(queries->kept[i].query);
	queries->count = 0;
}

bool query_run(struct queries *queries, const char *sql, struct args args, struct tally_error *error)
{
	struct db_query *query = query_get(queries, sql, error);
	if (!query)
		return false;
	query_bind(query, args);
	return db_run(query, error);
}

bool query_int(struct queries *queries, const char *sql, struct args args, int64_t *value, struct tally_error *error)
{
	struct db_query *query = query_get(queries, sql, error);
	struct tally_error problem = { 0 };
	if (!query)
		return false;
	query_bind(query, args);
	*value = db_step(query, &problem) ? db_column_int(query, 0) : 0;
	if (problem.code != ERROR_NONE)
		return error_set(error, problem.code, "%s", problem.what);
	return db_reset(query, error);
}

void *list_room(struct arena *arena, void *items, size_t count, size_t size)
{
	if (count & (count - 1) || count == 1)
		return items;
	void *more = arena_array(arena, count ? count * 2 : 2, size);
	if (more && count)
		memcpy(more, items, count * size);
	return more;
}

bool query_end(struct db_query *query, bool good, const struct tally_error *problem, struct tally_error *error)
{
	if (problem->code != ERROR_NONE)
		return error_set(error, problem->code, "%s", problem->what);
	return good ? db_reset(query, error) : error_memory(error);
}
