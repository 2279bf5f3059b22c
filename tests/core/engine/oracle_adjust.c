/* Adjustments a second time: rows of two tables of SQLite, joined with the oracle's periods and regions as docs/decisions/008 says. Knows nothing of the
 * engine's way; asks it only which lists there are. */
#include "oracle.h"

#include "../base/random.h"
#include "io/db.h"

static void check(const struct oracle *o, bool done)
{
	if (!done)
		fail_msg("%s", o->fixture->error.what);
}

/* --- rows by chance --- */

/* The part that is adjusted: which codes of which fields. */
struct named_part {
	const struct breakdown *by; /* NULL: the total */
	uint32_t places[BREAKDOWN_FIELDS_MAX];
	uint32_t text;
};

static struct named_part random_part(uint64_t *random, const struct plan *plan)
{
	struct named_part part = { 0 };
	if (plan->by_count == 0 || random_below(random, 3) == 0)
		return part;
	part.by = &plan->by[random_below(random, plan->by_count)];
	uint32_t number = (uint32_t)random_below(random, part.by->parts_count);
	part.text = part.by->texts[number];
	for (uint32_t f = part.by->fields_count; f-- > 0; number /= part.by->sizes[f] + 1)
		part.places[f] = number % (part.by->sizes[f] + 1);
	return part;
}

static bool there(const struct scan_result *scan, const struct plan *plan, period when)
{
	int32_t first = period_first_day(when), last = period_last_day(when);
	bool listed = plan->time != TALLY_SNAPSHOT || listings_have(&scan->program.lists, last);
	return listed && last <= scan->covers.last && (plan->time == TALLY_FLOW ? first : last) >= scan->covers.first;
}

/* A period of a grain of the plan for which the register speaks; PERIOD_NONE when chance finds none. */
static period random_period(uint64_t *random, const struct scan_result *scan, const struct plan *plan)
{
	for (int tries = 0; tries < 20 && scan->covers.first <= scan->covers.last; tries++) {
		enum grain grain = (enum grain)random_below(random, GRAIN_COUNT);
		int32_t days = scan->covers.last - scan->covers.first + 1;
		period when = period_holding(grain, scan->covers.first + (int32_t)random_below(random, (uint64_t)days));
		if (plan->grains >> grain & 1 && there(scan, plan, when))
			return when;
	}
	return PERIOD_NONE;
}

static int field_place(const struct named_part *part, uint32_t field)
{
	for (uint32_t f = 0; part->by && f < part->by->fields_count; f++)
		if (part->by->fields[f] == field)
			return (int)part->places[f];
	return -1;
}

static void put_part(struct oracle *o, struct db_query *insert, size_t row, uint32_t text)
{
	db_bind_int(insert, 1, (int64_t)row);
	db_bind_zero(insert, 2, o->fixture->run.catalog.breakdowns[text]);
	check(o, db_run(insert, &o->fixture->error));
}

/* What the part belongs to: the total; each breakdown by none but its fields; groups that hold its code. */
static void put_parts(
	struct oracle *o, struct db_query *insert, size_t row, const struct plan *plan, const struct named_part *part)
{
	put_part(o, insert, row, 0);
	for (uint32_t b = 0; part->by && b < plan->by_count; b++) {
		const struct breakdown *by = &plan->by[b];
		uint32_t number = 0, known = 0;
		for (uint32_t f = 0; f < by->fields_count; f++) {
			int place = field_place(part, by->fields[f]);
			known += place >= 0;
			number = number * (by->sizes[f] + 1) + (uint32_t)(place >= 0 ? place : 0);
		}
		if (known < by->fields_count)
			continue;
		put_part(o, insert, row, by->texts[number]);
		for (uint32_t g = 0; g < by->groups_count; g++)
			for (uint32_t m = 0; m < by->groups[g].count; m++)
				if (by->groups[g].members[m] == number)
					put_part(o, insert, row, by->groups[g].text);
	}
}

static void put_row(struct oracle *o, struct db_query *insert, size_t number, const struct adjustment *row)
{
	char first[11], last[11];
	date_print(period_first_day(row->when), first);
	date_print(period_last_day(row->when), last);
	db_bind_int(insert, 1, (int64_t)number);
	db_bind_int(insert, 2, row->indicator);
	db_bind_zero(insert, 3, o->fixture->run.workspace.regions.rows[row->region].code);
	db_bind_zero(insert, 4, first);
	db_bind_zero(insert, 5, last);
	db_bind_int(insert, 6, row->delta);
	check(o, db_run(insert, &o->fixture->error));
}

/* One difference for an indicator that takes one; false when there is none. */
static bool random_row(
	struct oracle *o, const struct scan_result *scan, uint64_t *random, struct adjustment *row, struct named_part *part)
{
	const struct catalog *catalog = &o->fixture->run.catalog;
	int indicator = (int)random_below(random, catalog->indicators_count);
	const struct plan *plan = &catalog->indicators[indicator].plan;
	int scope = scan->program.declared->schema.scope;
	const struct region_tree *regions = &o->fixture->run.workspace.regions;
	if (!plan_form(plan)->additive || plan->time == TALLY_CUMULATIVE)
		return false;
	*part = random_part(random, plan);
	*row = (struct adjustment){ .indicator = indicator,
		.region = scope + (int)random_below(random, (uint64_t)(regions->rows[scope].end - scope)),
		.when = random_period(random, scan, plan),
		.breakdown = catalog->breakdowns[part->text],
		.delta = (int64_t)random_below(random, 40) - 20,
		.reason = "",
		.by = "",
		.date = "",
		.file = "adjustments.csv" };
	return row->when != PERIOD_NONE && row->delta != 0;
}

size_t oracle_adjustments(
	struct oracle *o, const struct scan_result *scan, uint64_t random, struct adjustment rows[ORACLE_ADJUSTMENTS])
{
	size_t count = 0;
	struct named_part part;
	check(o,
		db_exec(o->db,
			"CREATE TABLE adjustment(number INTEGER PRIMARY KEY, indicator INTEGER, region TEXT, first_day TEXT, "
			"last_day TEXT, delta INTEGER); CREATE TABLE adjusted(number INTEGER, part TEXT, UNIQUE(number, part))",
			&o->fixture->error));
	struct db_query *insert =
		db_prepare(o->db, "INSERT INTO adjustment VALUES(?1, ?2, ?3, ?4, ?5, ?6)", &o->fixture->error);
	struct db_query *parts = db_prepare(o->db, "INSERT OR IGNORE INTO adjusted VALUES(?1, ?2)", &o->fixture->error);
	check(o, insert && parts);
	for (int tries = 0; tries < 3 * ORACLE_ADJUSTMENTS && count < ORACLE_ADJUSTMENTS; tries++) {
		if (!random_row(o, scan, &random, &rows[count], &part))
			continue;
		rows[count].line = (unsigned)count + 2;
		put_row(o, insert, count, &rows[count]);
		put_parts(o, parts, count, &o->fixture->run.catalog.indicators[rows[count].indicator].plan, &part);
		count++;
	}
	db_finish(insert);
	db_finish(parts);
	return o->adjustments = count;
}

/* --- into the cells --- */

#define ROWS                                                                                                                   \
	"WITH a AS (SELECT j.region, j.first_day AS first, j.last_day AS last, j.delta, d.part FROM adjustment j JOIN "        \
	"adjusted d USING(number) WHERE j.indicator = ?1) "
#define COUNTED_ON(p) "JOIN counted c ON c.region = a.region AND c.period = " p ".id "

static const char flows[] = ROWS "SELECT c.at, p.id, a.part, a.delta, 0, 0 FROM a JOIN period p ON p.first_day <= a.first AND "
				 "p.last_day >= a.last " COUNTED_ON("p");
static const char cumulatives[] =
	ROWS "SELECT c.at, p.id, a.part, a.delta, 0, 0 FROM a JOIN period p ON p.last_day >= a.last " COUNTED_ON("p");
/* At that closing it comes, or goes where it is less; at the next one the reverse, where it was. */
static const char stocks[] =
	ROWS "SELECT c.at, p.id, a.part, a.delta, max(a.delta, 0), max(-a.delta, 0) FROM a JOIN period p ON p.last_day = "
	     "a.last " COUNTED_ON(
		     "p") "UNION ALL SELECT c.at, q.id, a.part, 0, max(-a.delta, 0), max(a.delta, 0) FROM a JOIN period p "
			  "ON p.last_day = a.last JOIN period q ON q.grain = p.grain AND q.number = p.number + "
			  "1 " COUNTED_ON("p");

/* The indicator whose adjustments count in this one: its own, of a cumulative its flow's. */
static int adjusted_by(const struct catalog *catalog, int indicator)
{
	const char *flow = catalog->indicators[indicator].flow;
	return flow[0] ? catalog_indicator(catalog, text_of(flow)) : indicator;
}

static void add_row(struct oracle *o, const struct scan_result *scan, const struct plan *plan, struct db_query *query,
	struct oracle_cells *cells)
{
	period when = (period)db_column_int(query, 1), before = period_previous(when);
	int region = region_find(&o->fixture->run.workspace.regions, db_column_text(query, 0)),
	    text = catalog_breakdown(&o->fixture->run.catalog, db_column_text(query, 2));
	if (!there(scan, plan, when))
		return;
	struct oracle_cell cell = { cell_key((uint32_t)region, when, (uint32_t)text), { db_column_int(query, 3), 0, 0 } };
	bool known = plan->time != TALLY_SNAPSHOT ||
		(before != PERIOD_NONE && listings_have(&scan->program.lists, period_last_day(before)));
	for (int c = 1; plan_moves(plan) && c < 3; c++)
		cell.values[c] = known ? db_column_int(query, 3 + c) : ORACLE_UNKNOWN;
	assert_true(memory_grow(&cells->rows, &cells->capacity, cells->count + 1, sizeof(*cells->rows)));
	cells->rows[cells->count++] = cell;
}

void oracle_adjust(struct oracle *o, const struct scan_result *scan, int indicator, struct oracle_cells *cells)
{
	const struct catalog *catalog = &o->fixture->run.catalog;
	const struct plan *plan = &catalog->indicators[indicator].plan;
	size_t before = cells->count;
	struct db_query *query = db_prepare(o->db,
		plan->time == TALLY_FLOW                 ? flows
			: plan->time == TALLY_CUMULATIVE ? cumulatives
							 : stocks,
		&o->fixture->error);
	check(o, query != NULL);
	db_bind_int(query, 1, adjusted_by(catalog, indicator));
	while (db_step(query, &o->fixture->error))
		add_row(o, scan, plan, query, cells);
	check(o, o->fixture->error.code == ERROR_NONE);
	db_finish(query);
	if (cells->count > before)
		oracle_join(cells, plan);
}
