/* Store: deliveries. Knows the one table; judges nothing. */
#include "store/delivery.h"

#include "store/inner.h"

static bool put_delivery(
	struct store_writer *writer, uint32_t register_id, const struct store_delivery *row, struct tally_error *error)
{
	static const char sql[] = "INSERT INTO delivery VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
	struct arg due = row->due == DATE_MAX ? NONE() : INT(row->due),
		   dated = row->dated == DATE_MIN ? NONE() : INT(row->dated);
	if (row->when > 0 && !period_use(writer, row->when, error))
		return false;
	return query_run(&writer->queries, sql,
		ARGS(INT(register_id), INT(row->region), INT(row->when), STR(row->file), INT(row->state), INT(row->expected),
			due, dated, row->file[0] ? INT(row->mtime_ns) : NONE(), INT(row->records), INT(row->errors),
			INT(row->warnings), STR(row->note)),
		error);
}

bool store_put_deliveries(struct store_writer *writer, uint32_t register_id, const struct store_delivery *rows, size_t count,
	struct tally_error *error)
{
	static const char clear[] = "DELETE FROM delivery WHERE register = ?1";
	if (!query_run(&writer->queries, clear, ARGS(INT(register_id)), error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!put_delivery(writer, register_id, &rows[i], error))
			return false;
	return true;
}

static int row_of_register(const struct store_names *names, uint32_t id)
{
	for (size_t i = 0; i < names->registers_count; i++)
		if (names->registers[i].id == id)
			return (int)i;
	return -1;
}

static bool read_row(struct store_reader *reader, struct db_query *query, struct store_delivery *row, struct arena *arena)
{
	*row = (struct store_delivery){ .row_register = row_of_register(&reader->names, (uint32_t)db_column_int(query, 0)),
		.region = db_column_null(query, 1) ? REGION_NONE : (int)db_column_int(query, 1),
		.when = (period)db_column_int(query, 2),
		.file = arena_copy(arena, db_column_text(query, 3)),
		.state = (enum delivery_state)db_column_int(query, 4),
		.expected = db_column_int(query, 5) != 0,
		.due = db_column_null(query, 6) ? DATE_MAX : (int32_t)db_column_int(query, 6),
		.dated = db_column_null(query, 7) ? DATE_MIN : (int32_t)db_column_int(query, 7),
		.mtime_ns = db_column_int(query, 8),
		.records = db_column_int(query, 9),
		.errors = db_column_int(query, 10),
		.warnings = db_column_int(query, 11),
		.note = arena_copy(arena, db_column_text(query, 12)) };
	return row->file && row->note;
}

bool store_deliveries(struct store_reader *reader, struct arena *arena, const struct store_delivery **rows, size_t *count,
	struct tally_error *error)
{
	static const char sql[] = "SELECT d.register, r.place, d.period, d.file, d.state, d.expected, d.due, d.dated, "
				  "d.mtime_ns, d.records, d.errors, "
				  "d.warnings, d.note FROM delivery d JOIN register g ON g.id = d.register JOIN area a ON a.id "
				  "= g.area LEFT JOIN "
				  "region r ON r.id = d.region WHERE g.live AND a.enabled ORDER BY a.place, a.id, g.id, "
				  "r.place, d.period, d.file";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	struct store_delivery *list = NULL;
	bool good = query != NULL;
	*count = 0;
	while (good && query && db_step(query, &problem)) {
		struct store_delivery *room = list_room(arena, list, *count, sizeof *list);
		list = room ? room : list;
		good = room && read_row(reader, query, &list[(*count)++], arena);
	}
	*rows = list;
	return query && query_end(query, good, &problem, error);
}
