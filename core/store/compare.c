/* Store: the cells of one indicator in two runs, walked side by side by key. Knows where an indicator's columns stood in each run; judges nothing. */
#include "store/compare.h"

#include <string.h>

#include "store/inner.h"
#include "store/observed.h"
#include "store/origin.h"

enum { KEY_SHIFT = KEY_REGION_BITS + KEY_PERIOD_BITS + KEY_BREAKDOWN_BITS };
#define KEY_PLACE ((INT64_C(1) << KEY_SHIFT) - 1)

/* The indicator in one run, and the row that its walk stands at. */
struct walk {
	struct db_query *query;
	struct cell_columns columns;
	bool there; /* a row stands here */
	int64_t place;
	struct observation seen;
};

#define ROWS                                                                                                                   \
	"SELECT key, m0, m1, m2, m3, m4, m5, m6, m7 FROM cell WHERE key BETWEEN ?1 AND ?2 AND run <= ?3 UNION ALL "            \
	"SELECT key, m0, m1, m2, m3, m4, m5, m6, m7 FROM cell_history WHERE key BETWEEN ?1 AND ?2 AND first_run <= ?3 "        \
	"AND last_run >= ?3 ORDER BY key"
static const char rows_before[] = ROWS, rows_after[] = ROWS " "; /* two queries that are open at once */

static bool find_columns(
	struct store_reader *reader, int indicator, int64_t run, struct walk *walk, int64_t *cube, struct tally_error *error)
{
	static const char sql[] =
		"SELECT cube, slot, width, kind, scale FROM measure WHERE indicator = ?1 AND from_run <= ?2 AND "
		"coalesce(to_run, ?2) >= ?2";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	*cube = 0;
	if (!query)
		return false;
	query_bind(query, ARGS(INT(reader->names.indicators[indicator].id), INT(run)));
	if (db_step(query, &problem)) {
		*cube = db_column_int(query, 0);
		walk->columns = (struct cell_columns){ (int)db_column_int(query, 1), (int)db_column_int(query, 2),
			(enum value_kind)db_column_int(query, 3), (int)db_column_int(query, 4) };
	}
	return problem.code == ERROR_NONE ? db_reset(query, error) : error_set(error, problem.code, "%s", problem.what);
}

/* To the next row that has a value of the indicator. */
static bool step(struct walk *walk, struct tally_error *error)
{
	struct tally_error problem = { 0 };
	walk->there = false;
	while (walk->query && !walk->there && db_step(walk->query, &problem)) {
		walk->place = db_column_int(walk->query, 0) & KEY_PLACE;
		walk->there = cell_seen(walk->query, 1, &walk->columns, &walk->seen);
	}
	return problem.code == ERROR_NONE || error_set(error, problem.code, "%s", problem.what);
}

static bool begin(
	struct store_reader *reader, int indicator, int64_t run, const char *sql, struct walk *walk, struct tally_error *error)
{
	int64_t cube;
	*walk = (struct walk){ 0 };
	if (!find_columns(reader, indicator, run, walk, &cube, error))
		return false;
	if (cube == 0)
		return true;
	walk->query = query_get(&reader->queries, sql, error);
	if (!walk->query)
		return false;
	query_bind(walk->query, ARGS(INT(cube << KEY_SHIFT), INT((cube << KEY_SHIFT) + KEY_PLACE), INT(run)));
	return step(walk, error);
}

/* --- names of a place; regions that are no longer in the table have theirs all the same --- */

struct taking {
	take_compared take;
	void *user;
	int64_t before, after; /* runs */
	bool was, is; /* the row that is taken stands in that run */
};

struct naming {
	struct store_reader *reader;
	struct arena arena;
};

static const char *name_of(struct naming *n, const char *sql, int64_t id, int column, struct tally_error *error)
{
	struct db_query *query = query_get(&n->reader->queries, sql, error);
	struct tally_error problem = { 0 };
	const char *name = "";
	if (!query)
		return NULL;
	db_bind_int(query, 1, id);
	if (db_step(query, &problem))
		name = arena_copy(&n->arena, db_column_text(query, column));
	if (!name)
		error_memory(error);
	return name && db_reset(query, error) ? name : NULL;
}

static bool name_place(struct naming *n, int64_t place, struct compared *row, struct tally_error *error)
{
	static const char region_sql[] = "SELECT code, name FROM region WHERE id = ?1";
	static const char breakdown_sql[] = "SELECT text FROM breakdown WHERE id = ?1";
	int64_t region = place >> (KEY_PERIOD_BITS + KEY_BREAKDOWN_BITS);
	arena_done(&n->arena);
	row->when = (period)(place >> KEY_BREAKDOWN_BITS & ((1 << KEY_PERIOD_BITS) - 1));
	row->region = name_of(n, region_sql, region, 0, error);
	row->region_name = row->region ? name_of(n, region_sql, region, 1, error) : NULL;
	row->breakdown = row->region_name ? name_of(n, breakdown_sql, place & (KEY_BREAKDOWNS - 1), 0, error) : NULL;
	return row->breakdown != NULL;
}

/* What stands where one of the runs has no row, by the coverage of that run. */
static bool fill_silence(struct store_reader *reader, int indicator, struct compared *row, const struct taking *taking,
	struct tally_error *error)
{
	struct cell_place place = { indicator, names_region(&reader->names, text_of(row->region)), row->when, 0 };
	row->before = taking->was ? row->before : (struct observation){ .value = value_none(REASON_MISSING) };
	row->after = taking->is ? row->after : (struct observation){ .value = value_none(REASON_MISSING) };
	if (place.region < 0)
		return true;
	const struct name_part *part = names_part_named(&reader->names.indicators[indicator], row->breakdown);
	place.breakdown = part ? part->breakdown : 0;
	return (taking->was || store_silence_at(reader, &place, taking->before, &row->before, error)) &&
		(taking->is || store_silence_at(reader, &place, taking->after, &row->after, error));
}

static bool tell(struct naming *n, int indicator, const struct walk *before, const struct walk *after, struct taking *taking,
	struct tally_error *error)
{
	struct compared row = { .before = before->seen, .after = after->seen };
	if (!name_place(n, taking->is ? after->place : before->place, &row, error) ||
		!fill_silence(n->reader, indicator, &row, taking, error))
		return false;
	/* A 0 is written where another indicator of the row has something, and not where none has. */
	return observation_same(&row.before, &row.after) || taking->take(taking->user, &row, error);
}

bool store_compare(struct store_reader *reader, int indicator, int64_t before, int64_t after, take_compared take, void *user,
	struct tally_error *error)
{
	struct naming naming = { .reader = reader };
	struct taking taking = { take, user, before, after, false, false };
	struct walk a, b;
	bool good = begin(reader, indicator, before, rows_before, &a, error) &&
		begin(reader, indicator, after, rows_after, &b, error);
	while (good && (a.there || b.there)) {
		taking.was = a.there && (!b.there || a.place <= b.place);
		taking.is = b.there && (!a.there || b.place <= a.place);
		if (!taking.was || !taking.is || !observation_same(&a.seen, &b.seen))
			good = tell(&naming, indicator, &a, &b, &taking, error);
		good = good && (!taking.was || step(&a, error)) && (!taking.is || step(&b, error));
	}
	arena_done(&naming.arena);
	return good;
}
