/* Store: the tables tie and acceptance, written and read whole. Knows no formula. */
#include "store/tie.h"

#include "store/inner.h"

static const char find_sql[] = "SELECT id FROM area WHERE name = ?1";

bool store_put_ties(
	struct store_writer *writer, const char *area, const struct store_tie *ties, size_t count, struct tally_error *error)
{
	static const char clear[] = "DELETE FROM tie WHERE area = ?1",
			  put[] = "INSERT INTO tie VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
	int64_t id = 0;
	if (!query_int(&writer->queries, find_sql, ARGS(STR(area)), &id, error) ||
		!query_run(&writer->queries, clear, ARGS(INT(id)), error))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct store_tie *t = &ties[i];
		if (!query_run(&writer->queries, put,
			    ARGS(INT(id), STR(t->name), INT(i), STR(t->title), STR(t->title_en), STR(t->left), INT(t->relation),
				    STR(t->right), INT(t->on), STR(t->tolerance), INT(t->regions), INT(t->grains),
				    INT(t->severity), STR(t->message)),
			    error))
			return false;
	}
	return true;
}

/* Texts of the first columns into the arena. */
static bool copy_texts(struct db_query *query, struct arena *arena, const char **const *texts, int count)
{
	for (int i = 0; i < count; i++)
		if (!(*texts[i] = arena_copy(arena, db_column_text(query, i))))
			return false;
	return true;
}

static bool tie_read(struct db_query *query, struct arena *arena, struct store_tie *t)
{
	const char **const texts[] = { &t->area, &t->name, &t->title, &t->title_en, &t->left, &t->right, &t->tolerance,
		&t->message };
	enum { TEXTS = sizeof texts / sizeof texts[0] };
	t->relation = (enum compare)db_column_int(query, TEXTS);
	t->on = (enum tally_on)db_column_int(query, TEXTS + 1);
	t->regions = (enum tally_regions)db_column_int(query, TEXTS + 2);
	t->grains = (unsigned)db_column_int(query, TEXTS + 3);
	t->severity = (enum tally_severity)db_column_int(query, TEXTS + 4);
	return copy_texts(query, arena, texts, TEXTS);
}

bool store_ties(struct store_reader *reader, struct arena *arena, const struct store_tie **ties, size_t *count,
	struct tally_error *error)
{
	static const char sql[] =
		"SELECT a.name, t.name, t.title, t.title_en, t.left_side, t.right_side, t.tolerance, t.message, "
		"t.relation, t.basis, t.regions, t.grains, t.severity FROM tie t JOIN area a ON a.id = t.area "
		"WHERE a.enabled ORDER BY a.place, a.id, t.place";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct store_tie *items = NULL;
	struct tally_error problem = { 0 };
	bool good = true;
	*count = 0;
	if (!query)
		return false;
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && tie_read(query, arena, &items[(*count)++]);
	}
	*ties = items;
	return query_end(query, good, &problem, error);
}

bool store_put_acceptances(
	struct store_writer *writer, const char *area, const struct acceptance *rows, size_t count, struct tally_error *error)
{
	static const char clear[] = "DELETE FROM acceptance WHERE area = ?1",
			  put[] = "INSERT INTO acceptance VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)";
	int64_t id = 0;
	if (!query_int(&writer->queries, find_sql, ARGS(STR(area)), &id, error) ||
		!query_run(&writer->queries, clear, ARGS(INT(id)), error))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct acceptance *row = &rows[i];
		if (!query_run(&writer->queries, put,
			    ARGS(INT(id), STR(row->finding), STR(row->reason), STR(row->by),
				    row->until == INT32_MAX ? NONE() : INT(row->until), STR(row->file), INT(row->line)),
			    error))
			return false;
	}
	return true;
}

static bool acceptance_read(struct db_query *query, struct arena *arena, struct acceptance *row)
{
	const char **const texts[] = { &row->finding, &row->reason, &row->by, &row->file };
	enum { TEXTS = sizeof texts / sizeof texts[0] };
	row->line = (unsigned)db_column_int(query, TEXTS);
	row->until = db_column_null(query, TEXTS + 1) ? INT32_MAX : (int32_t)db_column_int(query, TEXTS + 1);
	return copy_texts(query, arena, texts, TEXTS);
}

bool store_acceptances(struct store_reader *reader, struct arena *arena, const struct acceptance **rows, size_t *count,
	struct tally_error *error)
{
	static const char sql[] = "SELECT c.finding, c.reason, c.who, c.file, c.line, c.until FROM acceptance c "
				  "JOIN area a ON a.id = c.area WHERE a.enabled ORDER BY a.place, a.id, c.file, c.line";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct acceptance *items = NULL;
	struct tally_error problem = { 0 };
	bool good = true;
	*count = 0;
	if (!query)
		return false;
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && acceptance_read(query, arena, &items[(*count)++]);
	}
	*rows = items;
	return query_end(query, good, &problem, error);
}
