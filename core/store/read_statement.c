/* Store: reading statements whole, as they were put. */
#include "store/inner.h"

#define STATEMENT_COLUMNS                                                                                                      \
	"s.file, s.ref, s.text, s.unit, s.qualifier, s.edition, s.date, s.source, b.text, s.line, s.kind, s.stat, "            \
	"s.quantity, s.compare, s.value_kind, s.value_a, s.value_b, s.value_scale, s.low_kind, s.low_a, s.low_b, "             \
	"s.low_scale, s.high_kind, s.high_a, s.high_b, s.high_scale, s.exact, s.low_open, s.high_open"
enum { NUMBERS_AT = 9, VALUE_AT = 14, LOW_AT = 18, HIGH_AT = 22, FLAGS_AT = 26, NAMES_AT = 29 };

static struct value column_value(struct db_query *query, int at)
{
	return (struct value){ .kind = (enum value_kind)db_column_int(query, at),
		.a = db_column_int(query, at + 1),
		.b = db_column_int(query, at + 2),
		.scale = (int)db_column_int(query, at + 3) };
}

static bool statement_read(struct db_query *query, struct arena *arena, struct statement *s)
{
	const char **texts[] = { &s->file, &s->ref, &s->text, &s->unit, &s->qualifier, &s->edition, &s->date, &s->source,
		&s->breakdown };
	for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
		if (!(*texts[i] = arena_copy(arena, db_column_text(query, i))))
			return false;
	s->line = (unsigned)db_column_int(query, NUMBERS_AT);
	s->kind = (enum statement_kind)db_column_int(query, NUMBERS_AT + 1);
	s->stat = (enum statement_stat)db_column_int(query, NUMBERS_AT + 2);
	s->quantity = (enum quantity)db_column_int(query, NUMBERS_AT + 3);
	s->compare = (enum compare)db_column_int(query, NUMBERS_AT + 4);
	s->bounds = (struct bounds){ column_value(query, VALUE_AT), column_value(query, LOW_AT), column_value(query, HIGH_AT),
		db_column_int(query, FLAGS_AT) != 0, db_column_int(query, FLAGS_AT + 1) != 0,
		db_column_int(query, FLAGS_AT + 2) != 0 };
	return true;
}

bool store_statements(struct store_reader *reader, const struct cell_place *place, enum statement_kind kind,
	enum statement_stat stat, struct arena *arena, const struct statement **statements, size_t *count,
	struct tally_error *error)
{
	static const char sql[] =
		"SELECT " STATEMENT_COLUMNS " FROM statement s JOIN breakdown b ON b.id = s.breakdown "
		"WHERE s.indicator = ?1 AND s.region = ?2 AND s.period = ?3 AND s.breakdown = ?4 AND s.kind = ?5 "
		"AND s.stat BETWEEN ?6 AND ?7 ORDER BY s.file, s.ref, s.stat";
	const struct name_indicator *indicator = &reader->names.indicators[place->indicator];
	const struct name_region *region = &reader->names.regions[place->region];
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct statement *items = NULL;
	struct tally_error problem = { 0 };
	bool good = true;
	*count = 0;
	if (!query)
		return false;
	query_bind(query,
		ARGS(INT(indicator->id), INT(region->id), INT(place->when), INT(place->breakdown), INT(kind),
			INT(stat == STAT_COUNT ? STAT_VALUE : stat), INT(stat == STAT_COUNT ? STAT_COUNT : stat)));
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && statement_read(query, arena, &items[*count]);
		if (good) {
			items[*count].indicator = indicator->name;
			items[*count].region = region->code;
			items[(*count)++].when = place->when;
		}
	}
	*statements = items;
	return query_end(query, good, &problem, error);
}

/* A place that the names no longer have is passed over with its indicator or region: they are hidden. */
static bool stated_read(
	struct store_reader *reader, struct db_query *query, struct arena *arena, struct stated *stated, bool *kept)
{
	const struct store_names *names = &reader->names;
	stated->place = (struct cell_place){ names_indicator(names, db_column_text(query, NAMES_AT)),
		names_region(names, db_column_text(query, NAMES_AT + 1)), (period)db_column_int(query, NAMES_AT + 2),
		(uint32_t)db_column_int(query, NAMES_AT + 3) };
	*kept = stated->place.indicator >= 0 && stated->place.region >= 0;
	if (!*kept)
		return true;
	stated->said.indicator = names->indicators[stated->place.indicator].name;
	stated->said.region = names->regions[stated->place.region].code;
	stated->said.when = stated->place.when;
	return statement_read(query, arena, &stated->said);
}

bool store_stated(struct store_reader *reader, enum statement_kind kind, struct arena *arena, const struct stated **stated,
	size_t *count, struct tally_error *error)
{
	static const char sql[] = "SELECT " STATEMENT_COLUMNS ", i.name, r.code, s.period, s.breakdown FROM statement s "
				  "JOIN breakdown b ON b.id = s.breakdown JOIN indicator i ON i.id = s.indicator "
				  "JOIN area a ON a.id = i.area JOIN region r ON r.id = s.region "
				  "WHERE s.kind = ?1 AND i.live AND a.enabled AND r.place IS NOT NULL "
				  "ORDER BY a.place, a.id, i.place, i.id, r.place, s.period, b.text, s.file, s.ref, s.stat";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct stated *items = NULL;
	struct tally_error problem = { 0 };
	bool good = true, kept;
	*count = 0;
	if (!query)
		return false;
	db_bind_int(query, 1, kind);
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && stated_read(reader, query, arena, &items[*count], &kept);
		*count += good && kept;
	}
	*stated = items;
	return query_end(query, good, &problem, error);
}
