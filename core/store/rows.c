/* Store: every value in the order of names. Knows how cells and statements become rows; must not know how they are written. */
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

#include "store/inner.h"
#include "store/observed.h"
#include "store/origin.h"

enum { AT_CODE, AT_NAME, AT_PERIOD, AT_PART, AT_SOURCE, AT_RUN, AT_REGION, AT_BREAKDOWN, AT_COLUMNS };
enum { SOURCE_COMPUTED, SOURCE_GIVEN, SOURCE_PUBLISHED };
enum { KEY_SHIFT = KEY_REGION_BITS + KEY_PERIOD_BITS + KEY_BREAKDOWN_BITS };

/* ?1 indicator, ?2 .. ?3 its keys, ?4 region, ?5 period. The columns of a statement are value_kind, value_a, value_b, value_scale. */
static const char rows_sql[] =
	"WITH place AS (SELECT 0 AS source, key >> 36 & 131071 AS region, key >> 16 & 1048575 AS period, "
	"key & 65535 AS part, run, m0, m1, m2, m3, m4, m5, m6, m7 FROM cell WHERE key BETWEEN ?2 AND ?3 "
	"UNION ALL SELECT 2 - kind, region, period, breakdown, run, value_kind, value_a, value_b, value_scale, NULL, NULL, "
	"NULL, NULL FROM (SELECT *, row_number() OVER (PARTITION BY region, period, breakdown, kind "
	"ORDER BY edition DESC, date DESC, ref DESC, file DESC) AS nth FROM statement WHERE indicator = ?1 "
	"AND kind IN (0, 1) AND stat = 0 AND value_kind > 0) WHERE nth = 1) "
	"SELECT r.code, r.name, p.period, d.text, p.source, p.run, p.region, p.part, m0, m1, m2, m3, m4, m5, m6, m7 "
	"FROM place p JOIN region r ON r.id = p.region JOIN breakdown d ON d.id = p.part "
	"WHERE (?4 IS NULL OR p.region = ?4) AND (?5 IS NULL OR p.period = ?5) ORDER BY r.code, p.period, d.text, p.source";

struct listing {
	struct store_reader *reader;
	const struct row_filter *filter;
	take_row take;
	void *user;
	int *region_rows; /* by id of the store; -1: no longer in the tree */
	struct arena arena, piece;
};

/* A value may stand longer than its row of cells, in which another indicator changed. */
static bool find_run(struct listing *l, int indicator, struct db_query *query, int64_t *run, struct tally_error *error)
{
	struct cell_place place = { indicator, l->region_rows[db_column_int(query, AT_REGION)],
		(period)db_column_int(query, AT_PERIOD), (uint32_t)db_column_int(query, AT_BREAKDOWN) };
	const struct past_value *past;
	size_t count;
	if (*run <= 1 || place.region < 0)
		return true;
	arena_done(&l->piece);
	if (!store_past(l->reader, &place, &l->piece, &past, &count, error))
		return false;
	if (count && past[count - 1].last_run == 0)
		*run = past[count - 1].first_run;
	return true;
}

static void observe_statement(struct db_query *query, struct observation *now)
{
	*now = (struct observation){ .basis = db_column_int(query, AT_SOURCE) == SOURCE_GIVEN ? BASIS_GIVEN : BASIS_PUBLISHED };
	now->value = (struct value){ .kind = (enum value_kind)db_column_int(query, AT_COLUMNS),
		.a = db_column_int(query, AT_COLUMNS + 1),
		.b = db_column_int(query, AT_COLUMNS + 2),
		.scale = (int)db_column_int(query, AT_COLUMNS + 3) };
}

static bool find_delivered(
	struct listing *l, int indicator, struct db_query *query, struct observation *now, struct tally_error *error)
{
	struct cell_place place = { indicator, l->region_rows[db_column_int(query, AT_REGION)],
		(period)db_column_int(query, AT_PERIOD), (uint32_t)db_column_int(query, AT_BREAKDOWN) };
	return place.region < 0 || observe_delivered(l->reader, &place, now, error);
}

static bool take_one(struct listing *l, int indicator, struct db_query *query, struct tally_error *error)
{
	const struct name_indicator *about = &l->reader->names.indicators[indicator];
	const struct cell_columns columns = { about->slot, about->width, about->kind, about->scale };
	bool computed = db_column_int(query, AT_SOURCE) == SOURCE_COMPUTED;
	struct store_row row = { .indicator = about, .run = db_column_int(query, AT_RUN) };
	if (!computed)
		observe_statement(query, &row.now);
	else if (!cell_seen(query, AT_COLUMNS, &columns, &row.now) || row.now.value.kind == VALUE_NONE)
		return true;
	else if (!find_run(l, indicator, query, &row.run, error))
		return false;
	row.when = (period)db_column_int(query, AT_PERIOD);
	if (computed && l->reader->names.expecting && !find_delivered(l, indicator, query, &row.now, error))
		return false;
	row.region = db_column_text(query, AT_CODE);
	row.region_name = db_column_text(query, AT_NAME);
	row.breakdown = db_column_text(query, AT_PART);
	return l->take(l->user, &row, error);
}

static void bind(const struct listing *l, const struct name_indicator *about, struct db_query *query)
{
	int64_t first = (int64_t)about->cube << KEY_SHIFT, last = first + (INT64_C(1) << KEY_SHIFT) - 1;
	query_bind(query,
		ARGS(INT(about->id), INT(about->cube ? first : 0), INT(about->cube ? last : -1), NONE(),
			l->filter->when == PERIOD_NONE ? NONE() : INT(l->filter->when)));
	if (l->filter->region < 0)
		return;
	uint32_t region = l->reader->names.regions[l->filter->region].id;
	db_bind_int(query, 4, region);
	if (about->cube) {
		db_bind_int(query, 2, key_make(about->cube, region, 0, 0));
		db_bind_int(query, 3, key_make(about->cube, region + 1, 0, 0) - 1);
	}
}

static bool list_indicator(struct listing *l, int indicator, struct tally_error *error)
{
	struct db_query *query = query_get(&l->reader->queries, rows_sql, error);
	struct tally_error problem = { 0 };
	bool good = query != NULL;
	if (!query)
		return false;
	bind(l, &l->reader->names.indicators[indicator], query);
	while (good && db_step(query, &problem))
		good = take_one(l, indicator, query, error);
	if (problem.code != ERROR_NONE)
		return error_set(error, problem.code, "%s", problem.what);
	return db_reset(query, error) && good;
}

static bool map_regions(struct listing *l, struct tally_error *error)
{
	const struct store_names *names = &l->reader->names;
	l->region_rows = arena_array(&l->arena, KEY_REGIONS, sizeof *l->region_rows);
	if (!l->region_rows)
		return error_memory(error);
	for (int i = 0; i < KEY_REGIONS; i++)
		l->region_rows[i] = -1;
	for (size_t i = 0; i < names->regions_count; i++)
		l->region_rows[names->regions[i].id] = (int)i;
	return true;
}

static int by_name(const void *a, const void *b)
{
	const struct name_indicator *const *x = a, *const *y = b;
	return strcmp((*x)->name, (*y)->name);
}

static bool wanted(const struct listing *l, const struct name_indicator *about)
{
	const struct store_names *names = &l->reader->names;
	return names->areas[about->row_area].enabled && (l->filter->area < 0 || about->row_area == l->filter->area) &&
		(l->filter->indicator < 0 || about == &names->indicators[l->filter->indicator]);
}

static bool list_all(struct listing *l, struct tally_error *error)
{
	const struct store_names *names = &l->reader->names;
	const struct name_indicator **order = arena_array(&l->arena, names->indicators_count + 1, sizeof *order);
	size_t count = 0;
	if (!order)
		return error_memory(error);
	for (size_t i = 0; i < names->indicators_count; i++)
		if (wanted(l, &names->indicators[i]))
			order[count++] = &names->indicators[i];
	qsort(order, count, sizeof *order, by_name);
	for (size_t i = 0; i < count; i++)
		if (!list_indicator(l, (int)(order[i] - names->indicators), error))
			return false;
	return true;
}

bool store_rows(
	struct store_reader *reader, const struct row_filter *filter, take_row take, void *user, struct tally_error *error)
{
	struct listing l = { .reader = reader, .filter = filter, .take = take, .user = user };
	bool good = map_regions(&l, error) && list_all(&l, error);
	arena_done(&l.piece);
	arena_done(&l.arena);
	return good;
}
