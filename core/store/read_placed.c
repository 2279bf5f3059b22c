/* Store: reading what the office said beside the registers, and which cells it is part of. */
#include <string.h>

#include "store/inner.h"

/* Since when a row stands as it does at the run ?run; H is its history, SAME tells the row there. */
#define SINCE(history, same)                                                                                                   \
	"coalesce((SELECT min(first_run) FROM " history " h WHERE " same                                                       \
	" AND h.first_run <= ?1 AND (h.last_run IS NULL OR h.last_run >= ?1)), ?1)"

static bool text_copy(struct arena *arena, struct db_query *query, int column, const char **out)
{
	*out = arena_copy(arena, db_column_text(query, column));
	return *out != NULL;
}

/* The end of a list that was read: what went wrong, or the query made ready for its next use. */
static bool list_end(struct db_query *query, bool good, const struct tally_error *problem, struct tally_error *error)
{
	if (problem->code != ERROR_NONE)
		return error_set(error, problem->code, "%s", problem->what);
	return good ? db_reset(query, error) : error_memory(error);
}

/* --- adjustments --- */

#define ADJUSTMENT_COLUMNS                                                                                                     \
	"SELECT i.name, r.code, d.text, a.reason, a.given_by, a.date, a.file, a.period, a.delta, i.scale, a.line, " SINCE(     \
		"adjustment_history",                                                                                          \
		"h.file = a.file AND h.line = a.line") " FROM adjustment a JOIN indicator i ON i.id = a.indicator JOIN "       \
						       "region r ON r.id = a.region JOIN breakdown d ON d.id = a.breakdown "

static const char all_adjustments[] = ADJUSTMENT_COLUMNS "ORDER BY a.file, a.line";
static const char cell_adjustments[] = ADJUSTMENT_COLUMNS
	"JOIN adjusted_by b ON b.file = a.file AND b.line = a.line WHERE "
	"b.indicator = ?2 AND b.region = ?3 AND b.breakdown = ?5 AND (b.period = ?4 OR b.period IN (SELECT p.id FROM period p "
	"WHERE p.first >= ?6 AND p.last BETWEEN ?7 AND ?8)) GROUP BY a.file, a.line ORDER BY a.file, a.line";

/* Of a period that no cell is kept for the rows are those of the cells that it is made of: of a flow all within, else those that end with it. */
static void bind_within(struct db_query *query, const struct name_indicator *indicator, period when)
{
	int32_t first = period_first_day(when), last = period_last_day(when);
	bool made = !period_kept(indicator, when);
	db_bind_int(query, 6, made ? first : last);
	db_bind_int(query, 7, indicator->time == TALLY_FLOW ? first : last);
	db_bind_int(query, 8, made ? last : first - 1);
}

static bool adjustment_read(struct db_query *query, struct arena *arena, struct store_adjustment *a)
{
	const char **texts[] = { &a->indicator, &a->region, &a->breakdown, &a->reason, &a->given_by, &a->date, &a->file };
	for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
		if (!text_copy(arena, query, i, texts[i]))
			return false;
	a->when = (period)db_column_int(query, 7);
	a->delta = value_number(db_column_int(query, 8), (int)db_column_int(query, 9));
	a->line = (unsigned)db_column_int(query, 10);
	a->first_run = db_column_int(query, 11);
	return true;
}

bool store_adjustments(struct store_reader *reader, const struct cell_place *place, struct arena *arena,
	const struct store_adjustment **adjustments, size_t *count, struct tally_error *error)
{
	struct store_adjustment *items = NULL;
	struct tally_error problem = { 0 };
	struct db_query *query = query_get(&reader->queries, place ? cell_adjustments : all_adjustments, error);
	bool good = true;
	*count = 0;
	if (!query)
		return false;
	db_bind_int(query, 1, store_run(reader));
	if (place) {
		const struct name_indicator *indicator = &reader->names.indicators[place->indicator];
		query_bind(query,
			ARGS(INT(store_run(reader)), INT(indicator->id), INT(reader->names.regions[place->region].id),
				INT(place->when), INT(place->breakdown)));
		bind_within(query, indicator, place->when);
	}
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && adjustment_read(query, arena, &items[*count]);
		*count += good;
	}
	*adjustments = items;
	return list_end(query, good, &problem, error);
}

/* --- openings --- */

static const char openings_sql[] = "SELECT i.name, r.code, d.text, o.file, o.period, o.value, i.scale, o.line, " SINCE(
	"opening_history",
	"h.file = o.file AND h.line = o.line") " FROM opening o JOIN indicator i ON i.id = o.indicator JOIN region r ON "
					       "r.id = o.region JOIN breakdown d ON d.id = o.breakdown JOIN region "
					       "top ON top.id = ?3 WHERE o.indicator = ?2 AND r.place BETWEEN "
					       "top.place AND top.last ORDER BY o.file, o.line";

static bool opening_read(struct db_query *query, struct arena *arena, struct store_opening *o)
{
	const char **texts[] = { &o->indicator, &o->region, &o->breakdown, &o->file };
	for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
		if (!text_copy(arena, query, i, texts[i]))
			return false;
	o->when = (period)db_column_int(query, 4);
	o->value = value_number(db_column_int(query, 5), (int)db_column_int(query, 6));
	o->line = (unsigned)db_column_int(query, 7);
	o->first_run = db_column_int(query, 8);
	return true;
}

bool store_openings(struct store_reader *reader, int indicator, int region, struct arena *arena,
	const struct store_opening **openings, size_t *count, struct tally_error *error)
{
	struct store_opening *items = NULL;
	struct tally_error problem = { 0 };
	struct db_query *query = query_get(&reader->queries, openings_sql, error);
	bool good = true;
	*count = 0;
	if (!query)
		return false;
	query_bind(query,
		ARGS(INT(store_run(reader)), INT(reader->names.indicators[indicator].id),
			INT(reader->names.regions[region].id)));
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && opening_read(query, arena, &items[*count]);
		*count += good;
	}
	*openings = items;
	return list_end(query, good, &problem, error);
}

/* --- parameters --- */

/* v: the values of the days; `holds`: the region asked for is in theirs. d: the days on which another one may begin to hold. */
static const char parameter_sql[] =
	"WITH v AS (SELECT s.name AS area_name, p.*, r.code, coalesce(r.place, -1) AS at, coalesce(r.depth, -1) AS depth, "
	"p.region = 0 OR me.place BETWEEN r.place AND r.last AS holds, r.place > me.place AND r.place <= me.last AS inside "
	"FROM parameter p JOIN area s ON s.id = p.area LEFT JOIN region r ON r.id = p.region JOIN region me ON me.id = ?4 "
	"WHERE s.name = ?2 AND p.name = ?3 AND p.first_day <= ?6 AND p.last_day >= ?5), "
	"d AS (SELECT ?5 AS day UNION SELECT first_day FROM v WHERE first_day > ?5 UNION SELECT last_day + 1 FROM v WHERE "
	"last_day < ?6) "
	"SELECT a.area_name, a.name, a.title, a.title_en, a.unit, coalesce(a.code, ''), a.source, a.file, a.value, a.scale, "
	"a.first_day, "
	"a.last_day, a.line, " SINCE("parameter_history",
		"h.area = a.area AND h.name = a.name AND h.region = a.region AND h.first_day = a.first_day AND h.value = "
		"a.value") " FROM v a WHERE (?7 AND inside) OR (holds AND EXISTS (SELECT 1 FROM d WHERE day BETWEEN "
			   "a.first_day AND "
			   "a.last_day AND NOT EXISTS (SELECT 1 FROM v b WHERE b.holds AND b.depth > a.depth AND d.day BETWEEN "
			   "b.first_day AND b.last_day))) ORDER BY at, a.first_day";

static bool parameter_read(struct db_query *query, struct arena *arena, struct store_parameter *p)
{
	const char **texts[] = { &p->area, &p->name, &p->title, &p->title_en, &p->unit, &p->region, &p->source, &p->file };
	for (int i = 0; i < (int)(sizeof texts / sizeof texts[0]); i++)
		if (!text_copy(arena, query, i, texts[i]))
			return false;
	p->value = value_number(db_column_int(query, 8), (int)db_column_int(query, 9));
	p->first = (int32_t)db_column_int(query, 10);
	p->last = (int32_t)db_column_int(query, 11);
	p->line = (unsigned)db_column_int(query, 12);
	p->first_run = db_column_int(query, 13);
	return true;
}

bool store_parameters(struct store_reader *reader, const struct parameter_question *ask, struct arena *arena,
	const struct store_parameter **parameters, size_t *count, struct tally_error *error)
{
	struct tally_error problem = { 0 };
	struct store_parameter *items = NULL;
	const char *dot = strchr(ask->name, '.');
	const char *area = arena_copy(arena, (struct text){ ask->name, dot ? (size_t)(dot - ask->name) : 0 });
	struct db_query *query = query_get(&reader->queries, parameter_sql, error);
	bool good = area != NULL;
	*count = 0;
	if (!query)
		return false;
	query_bind(query,
		ARGS(INT(store_run(reader)), STR(area), STR(dot ? dot + 1 : ask->name),
			INT(reader->names.regions[ask->region].id), INT(ask->first), INT(ask->last), INT(ask->below)));
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && parameter_read(query, arena, &items[*count]);
		*count += good;
	}
	*parameters = items;
	return list_end(query, good, &problem, error);
}
