/* Store: writing statements. Knows how a figure that somebody gave lies in its table; judges none. */
#include "store/inner.h"

static bool breakdown_id(struct store_writer *writer, const char *text, uint32_t *id, struct tally_error *error)
{
	return store_put_breakdowns(writer, &text, 1, id, error);
}

/* The ids of what a statement names; all three are there, or the caller let one through that it should have refused. */
struct subject {
	int64_t indicator, region;
	uint32_t breakdown;
};

static bool subject_find(
	struct store_writer *writer, const struct statement *s, struct subject *subject, struct tally_error *error)
{
	static const char indicator[] = "SELECT id FROM indicator WHERE name = ?1",
			  region[] = "SELECT id FROM region WHERE code = ?1";
	if (!query_int(&writer->queries, indicator, ARGS(STR(s->indicator)), &subject->indicator, error) ||
		!query_int(&writer->queries, region, ARGS(STR(s->region)), &subject->region, error) ||
		!breakdown_id(writer, s->breakdown ? s->breakdown : "", &subject->breakdown, error))
		return false;
	if (subject->indicator == 0)
		return error_set(
			error, ERROR_STORE, _("%s:%u: indicator '%s' is not in the store"), s->file, s->line, s->indicator);
	if (subject->region == 0)
		return error_set(error, ERROR_STORE, _("%s:%u: region '%s' is not in the store"), s->file, s->line, s->region);
	return true;
}

static void bind_value(struct db_query *query, int place, const struct value *value)
{
	db_bind_int(query, place, value->kind);
	db_bind_int(query, place + 1, value->a);
	db_bind_int(query, place + 2, value->b);
	db_bind_int(query, place + 3, value->scale);
}

/* A row of an earlier run may have belonged to another area: it is replaced. A row of this run is a second one of that ref. */
static bool once(struct store_writer *writer, const struct statement *s, struct tally_error *error)
{
	static const char sql[] = "SELECT line + 1 FROM statement WHERE file = ?1 AND ref = ?2 AND stat = ?3 AND run = ?4";
	int64_t line = 0;
	if (!query_int(&writer->queries, sql, ARGS(STR(s->file), STR(s->ref), INT(s->stat), INT(writer->run)), &line, error))
		return false;
	return line == 0 ||
		error_set(error, ERROR_CONFIG, _("%s:%u: ref: '%s' stands in line %lld already: give each row its own"),
			s->file, s->line, s->ref, (long long)(line - 1));
}

static bool statement_put(struct store_writer *writer, int64_t area, const struct statement *s, struct tally_error *error)
{
	static const char sql[] = "INSERT OR REPLACE INTO statement VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
				  "?13, ?14, ?15, ?16, ?17, ?18, "
				  "?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)";
	struct subject subject = { 0 };
	if (!once(writer, s, error) || !subject_find(writer, s, &subject, error) || !period_use(writer, s->when, error))
		return false;
	struct db_query *query = query_get(&writer->queries, sql, error);
	if (!query)
		return false;
	query_bind(query,
		ARGS(STR(s->file), STR(s->ref), INT(s->stat), INT(s->line), INT(area), INT(s->kind), INT(s->quantity),
			INT(s->compare), INT(subject.indicator), INT(subject.region), INT(s->when), INT(subject.breakdown),
			STR(s->text), STR(s->unit), STR(s->qualifier), STR(s->edition), STR(s->date), STR(s->source)));
	bind_value(query, 19, &s->bounds.value);
	bind_value(query, 23, &s->bounds.low);
	bind_value(query, 27, &s->bounds.high);
	db_bind_int(query, 31, s->bounds.exact);
	db_bind_int(query, 32, s->bounds.low_open);
	db_bind_int(query, 33, s->bounds.high_open);
	db_bind_int(query, 34, writer->run);
	return db_run(query, error);
}

bool store_put_statements(struct store_writer *writer, const char *area, enum statement_kind kind,
	const struct statement *statements, size_t count, struct tally_error *error)
{
	static const char find[] = "SELECT id FROM area WHERE name = ?1",
			  clear[] = "DELETE FROM statement WHERE area = ?1 AND kind = ?2";
	int64_t id = 0;
	if (!query_int(&writer->queries, find, ARGS(STR(area)), &id, error))
		return false;
	if (id == 0)
		return error_set(error, ERROR_STORE, _("%s: area '%s' is not in the store"), writer->path, area);
	if (!query_run(&writer->queries, clear, ARGS(INT(id), INT(kind)), error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!statement_put(writer, id, &statements[i], error))
			return false;
	return true;
}
