/* Store: where a figure comes from. Reads what runs left about definitions, files and earlier values; judges nothing. */
#include "store/origin.h"

#include "store/inner.h"
#include "store/observed.h"

static bool ended(struct db_query *query, bool memory, const struct tally_error *problem, struct tally_error *error)
{
	if (problem->code != ERROR_NONE)
		return error_set(error, problem->code, "%s", problem->what);
	return memory ? db_reset(query, error) : error_memory(error);
}

bool store_definition(struct store_reader *reader, int indicator, struct arena *arena, struct store_definition *definition,
	struct tally_error *error)
{
	static const char sql[] = "SELECT definition, sql, reads, reads_when FROM indicator WHERE id = ?1";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	*definition = (struct store_definition){ "", "", "", false };
	if (!query)
		return false;
	db_bind_int(query, 1, reader->names.indicators[indicator].id);
	if (db_step(query, &problem)) {
		definition->words = arena_copy(arena, db_column_text(query, 0));
		definition->sql = arena_copy(arena, db_column_text(query, 1));
		definition->reads = arena_copy(arena, db_column_text(query, 2));
		definition->reads_when = db_column_int(query, 3) != 0;
	}
	return ended(query, definition->words && definition->sql && definition->reads, &problem, error);
}

bool store_sources(struct store_reader *reader, int reg, struct arena *arena, const struct read_source **sources, size_t *count,
	struct tally_error *error)
{
	static const char sql[] = "SELECT path, fingerprint, encoding, size, read, accepted, warned, rejected, "
				  "(SELECT coalesce(sum(count), 0) FROM issue_count WHERE source = s.id) FROM source s WHERE "
				  "register = ?1 ORDER BY path, id";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	struct read_source *items = NULL;
	bool good = query != NULL;
	*count = 0;
	if (!query)
		return false;
	db_bind_int(query, 1, reader->names.registers[reg].id);
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		if (!(good = items != NULL))
			break;
		items[*count] = (struct read_source){ arena_copy(arena, db_column_text(query, 0)),
			arena_copy(arena, db_column_text(query, 1)), arena_copy(arena, db_column_text(query, 2)),
			db_column_int(query, 3), db_column_int(query, 4), db_column_int(query, 5), db_column_int(query, 6),
			db_column_int(query, 7), db_column_int(query, 8) };
		good = items[*count].path && items[*count].fingerprint && items[*count].encoding;
		++*count;
	}
	*sources = items;
	return ended(query, good, &problem, error);
}

/* --- earlier values --- */

enum { AT_FIRST, AT_LAST, AT_KIND, AT_SCALE, AT_WIDTH, AT_SLOT, AT_COLUMNS };

#define PAST_COLUMNS "m.kind, m.scale, m.width, m.slot, m0, m1, m2, m3, m4, m5, m6, m7"
static const char past_sql[] =
	"SELECT max(c.first_run, m.from_run), min(c.last_run, coalesce(m.to_run, c.last_run)), " PAST_COLUMNS
	" FROM measure m JOIN cell_history c ON c.key = (m.cube << 53) + ?2 WHERE m.indicator = ?1 AND c.last_run >= "
	"m.from_run "
	"AND (m.to_run IS NULL OR c.first_run <= m.to_run) "
	"UNION ALL SELECT max(c.run, m.from_run), 0, " PAST_COLUMNS
	" FROM measure m JOIN cell c ON c.key = (m.cube << 53) + ?2 WHERE m.indicator = ?1 AND m.to_run IS NULL ORDER BY 1";

bool cell_seen(struct db_query *query, int first, const struct cell_columns *columns, struct observation *seen)
{
	int at = first + columns->slot;
	int64_t a = db_column_int(query, at);
	bool there = !db_column_null(query, at),
	     moves = columns->kind == VALUE_NUMBER && columns->width == 3 && !db_column_null(query, at + 1);
	*seen = (struct observation){ .value = value_number(a, columns->scale), .basis = BASIS_REGISTER, .moves = moves };
	if (columns->kind == VALUE_NUMBER) {
		seen->entries = moves ? db_column_int(query, at + 1) : 0;
		seen->exits = moves ? db_column_int(query, at + 2) : 0;
		return there;
	}
	if (columns->width != 3) { /* a mean, ratio or share of a register: no state behind its parts */
		seen->value = value_parts(a, db_column_int(query, at + 1), columns->scale);
		return there;
	}
	int64_t state = db_column_int(query, at + 2);
	seen->basis = (enum basis)(state & 255);
	seen->value = (struct value){ .kind = columns->kind, .a = a, .b = db_column_int(query, at + 1) };
	if (!there)
		seen->value = value_none((enum reason)(state >> 8 & 255));
	return there || state >> 8 != REASON_NONE;
}

bool observation_same(const struct observation *a, const struct observation *b)
{
	return a->value.kind == b->value.kind && a->value.reason == b->value.reason && a->value.scale == b->value.scale &&
		a->value.a == b->value.a && a->value.b == b->value.b && a->basis == b->basis && a->entries == b->entries &&
		a->exits == b->exits;
}

bool store_past(struct store_reader *reader, const struct cell_place *place, struct arena *arena,
	const struct past_value **values, size_t *count, struct tally_error *error)
{
	struct db_query *query = query_get(&reader->queries, past_sql, error);
	struct tally_error problem = { 0 };
	struct past_value *items = NULL;
	bool good = query != NULL;
	*count = 0;
	if (!query)
		return false;
	db_bind_int(query, 1, reader->names.indicators[place->indicator].id);
	db_bind_int(query, 2, key_make(0, reader->names.regions[place->region].id, place->when, place->breakdown));
	while (good && db_step(query, &problem)) {
		struct past_value next = { db_column_int(query, AT_FIRST), db_column_int(query, AT_LAST),
			.seen = { .moves = false } };
		struct past_value *last = *count ? &items[*count - 1] : NULL;
		struct cell_columns columns = { (int)db_column_int(query, AT_SLOT), (int)db_column_int(query, AT_WIDTH),
			(enum value_kind)db_column_int(query, AT_KIND), (int)db_column_int(query, AT_SCALE) };
		if (!cell_seen(query, AT_COLUMNS, &columns, &next.seen))
			continue;
		if (last && last->last_run + 1 == next.first_run && observation_same(&last->seen, &next.seen)) {
			last->last_run = next.last_run;
			continue;
		}
		items = list_room(arena, items, *count, sizeof *items);
		if ((good = items != NULL))
			items[(*count)++] = next;
	}
	*values = items;
	return ended(query, good, &problem, error);
}

bool store_started(
	struct store_reader *reader, int64_t run, struct arena *arena, const char **started, struct tally_error *error)
{
	static const char sql[] = "SELECT started FROM run WHERE id = ?1";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	*started = "";
	if (!query)
		return false;
	db_bind_int(query, 1, run);
	if (db_step(query, &problem))
		*started = arena_copy(arena, db_column_text(query, 0));
	return ended(query, *started != NULL, &problem, error);
}

bool store_first_run(struct store_reader *reader, int indicator, int64_t *run, struct tally_error *error)
{
	static const char sql[] = "SELECT coalesce(min(from_run), 0) FROM measure WHERE indicator = ?1";
	return query_int(&reader->queries, sql, ARGS(INT(reader->names.indicators[indicator].id)), run, error);
}

bool store_coverage_runs(struct store_reader *reader, int indicator, int64_t first, int64_t last, struct arena *arena,
	const int64_t **runs, size_t *count, struct tally_error *error)
{
	static const char sql[] =
		"SELECT run FROM (SELECT first_run AS run FROM main.register_history WHERE id = ?1 UNION SELECT first_run FROM "
		"main.listing_history WHERE register = ?1 UNION SELECT last_run + 1 FROM main.listing_history WHERE register = "
		"?1) "
		"WHERE run BETWEEN ?2 AND ?3 ORDER BY run";
	int reg = reader->names.indicators[indicator].row_register;
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	int64_t *items = NULL;
	bool good = query != NULL;
	*count = 0;
	if (!query)
		return false;
	query_bind(query,
		ARGS(INT(reg >= 0 ? reader->names.registers[reg].id : 0), INT(first), INT(last ? last : store_run(reader))));
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		if ((good = items != NULL))
			items[(*count)++] = db_column_int(query, 0);
	}
	*runs = items;
	return ended(query, good, &problem, error);
}
