/* Store: writing indicators and giving them their columns. Knows cubes, slots and since when they belong to whom; knows no values. */
#include "store/inner.h"

struct spot {
	int64_t cube, slot;
};

static bool cube_new(
	struct store_writer *writer, const struct store_indicator *declared, int64_t *cube, struct tally_error *error)
{
	static const char sql[] =
		"INSERT INTO cube(area, register, signature) SELECT id, ?2, ?3 FROM area WHERE name = ?1 RETURNING id";
	struct arg from = declared->register_id ? INT(declared->register_id) : NONE();
	if (!query_int(&writer->queries, sql, ARGS(STR(declared->area), from, STR(declared->cube)), cube, error))
		return false;
	if (*cube == 0)
		return error_set(error, ERROR_STORE, _("%s: indicator '%s': area '%s' is not in the store"), writer->path,
			declared->name, declared->area);
	if (*cube >= KEY_CUBES)
		return error_set(
			error, ERROR_STORE, _("%s: more than %d cubes: begin a new store"), writer->path, KEY_CUBES - 1);
	return true;
}

/* The first run of `width` columns that nobody has, -1 when there is none. */
static int free_slot(unsigned taken, int width)
{
	unsigned need = (1u << width) - 1;
	for (int slot = 0; slot + width <= CELL_COLUMNS; slot++)
		if (!(taken & need << slot))
			return slot;
	return -1;
}

/* Columns that were given up in this very run are not given away: their values still stand in rows. */
static bool spot_find(
	struct store_writer *writer, const struct store_indicator *declared, struct spot *spot, struct tally_error *error)
{
	static const char sql[] =
		"SELECT q.id, coalesce(sum(DISTINCT (1 << m.width) - 1 << m.slot), 0) FROM cube q JOIN area a ON a.id = q.area "
		"LEFT JOIN measure m ON m.cube = q.id AND coalesce(m.to_run, ?4) >= ?4 - 1 "
		"WHERE a.name = ?1 AND q.register IS ?2 AND q.signature = ?3 GROUP BY q.id ORDER BY q.id";
	struct db_query *query = query_get(&writer->queries, sql, error);
	struct tally_error problem = { 0 };
	int slot = -1;
	if (!query)
		return false;
	query_bind(query,
		ARGS(STR(declared->area), declared->register_id ? INT(declared->register_id) : NONE(), STR(declared->cube),
			INT(writer->run)));
	while (slot < 0 && db_step(query, &problem)) {
		slot = free_slot((unsigned)db_column_int(query, 1), declared->width);
		*spot = (struct spot){ db_column_int(query, 0), slot };
	}
	if (problem.code != ERROR_NONE)
		return error_set(error, problem.code, "%s", problem.what);
	if (slot >= 0)
		return db_reset(query, error);
	spot->slot = 0;
	return cube_new(writer, declared, &spot->cube, error);
}

/* The place that the indicator has, when it may keep it: the same cube, and columns of the same meaning. */
static bool spot_kept(
	struct store_writer *writer, const struct store_indicator *declared, struct spot *spot, struct tally_error *error)
{
	static const char sql[] =
		"SELECT m.cube * 8 + m.slot FROM indicator i JOIN measure m ON m.indicator = i.id AND m.to_run IS NULL "
		"JOIN cube q ON q.id = m.cube JOIN area a ON a.id = q.area WHERE i.name = ?1 AND a.name = ?2 AND q.register IS "
		"?3 "
		"AND q.signature = ?4 AND m.width = ?5 AND m.kind = ?6 AND m.scale = ?7";
	int64_t packed = 0;
	struct arg from = declared->register_id ? INT(declared->register_id) : NONE();
	if (!query_int(&writer->queries, sql,
		    ARGS(STR(declared->name), STR(declared->area), from, STR(declared->cube), INT(declared->width),
			    INT(declared->kind), INT(declared->scale)),
		    &packed, error))
		return false;
	*spot = (struct spot){ packed / CELL_COLUMNS, packed % CELL_COLUMNS };
	return true;
}

static bool indicator_put(struct store_writer *writer, const struct store_indicator *d, const struct spot *spot, int64_t *id,
	struct tally_error *error)
{
	static const char sql[] = "INSERT INTO indicator(name, area, title, title_en, unit, note, formula, definition, sql, "
				  "register, kind, decimals, scale, measure, "
				  "time, direction, grains, cube, slot, width, place, live, seen, flow, breaks, to_date, anew, "
				  "reads, reads_when) "
				  "SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
				  "?19, ?20, ?21, 1, ?22, ?23, ?24, ?25, ?26, ?27, ?28 FROM area WHERE name = ?2 "
				  "ON CONFLICT(name) DO UPDATE SET area = excluded.area, title = ?3, title_en = ?4, unit = ?5, "
				  "note = ?6, formula = ?7, definition = ?8, "
				  "sql = ?9, register = ?10, kind = ?11, decimals = ?12, scale = ?13, measure = ?14, time = "
				  "?15, direction = ?16, grains = ?17, "
				  "cube = ?18, slot = ?19, width = ?20, place = ?21, live = 1, seen = ?22, flow = ?23, breaks "
				  "= ?24, to_date = ?25, anew = ?26, reads = ?27, reads_when = ?28 RETURNING id";
	struct arg from = d->register_id ? INT(d->register_id) : NONE(), cube = spot->cube ? INT(spot->cube) : NONE();
	struct args args = ARGS(STR(d->name), STR(d->area), STR(d->title), STR(d->title_en), STR(d->unit), STR(d->note),
		STR(d->formula), STR(d->definition), STR(d->sql), from, INT(d->kind), INT(d->decimals), INT(d->scale),
		INT(d->measure), INT(d->time), INT(d->direction), INT(d->grains), cube, INT(spot->slot), INT(d->width),
		INT(d->place), INT(writer->run), STR(d->flow), STR(d->breaks), INT(d->to_date), INT(d->anew), STR(d->reads),
		INT(d->reads_when));
	if (!query_int(&writer->queries, sql, args, id, error))
		return false;
	return *id != 0 ||
		error_set(error, ERROR_STORE, _("%s: indicator '%s': area '%s' is not in the store"), writer->path, d->name,
			d->area);
}

static bool parts_put(
	struct store_writer *writer, int64_t id, const struct store_indicator *declared, struct tally_error *error)
{
	static const char clear[] = "DELETE FROM part WHERE indicator = ?1";
	static const char sql[] = "INSERT INTO part(indicator, place, breakdown, dimension, title, shown, grouped, several) "
				  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	if (!query_run(&writer->queries, clear, ARGS(INT(id)), error))
		return false;
	for (size_t i = 0; i < declared->parts_count; i++) {
		const struct store_part *part = &declared->parts[i];
		if (!query_run(&writer->queries, sql,
			    ARGS(INT(id), INT(i), INT(part->breakdown), STR(part->by), STR(part->title), INT(part->shown),
				    INT(part->group), INT(part->several)),
			    error))
			return false;
	}
	return true;
}

/* Ends what the indicator had, as of the run before; nothing was ever written to columns given in this very run. */
static bool measure_move(struct store_writer *writer, int64_t id, const struct store_indicator *declared,
	const struct spot *spot, struct tally_error *error)
{
	static const char end[] = "UPDATE measure SET to_run = ?2 - 1 WHERE indicator = ?1 AND to_run IS NULL";
	static const char sql[] = "INSERT OR REPLACE INTO measure(cube, slot, from_run, width, indicator, kind, scale) "
				  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)";
	if (!query_run(&writer->queries, end, ARGS(INT(id), INT(writer->run)), error))
		return false;
	return spot->cube == 0 ||
		query_run(&writer->queries, sql,
			ARGS(INT(spot->cube), INT(spot->slot), INT(writer->run), INT(declared->width), INT(id),
				INT(declared->kind), INT(declared->scale)),
			error);
}

bool store_put_indicator(struct store_writer *writer, const struct store_indicator *declared, uint32_t *cube, int *slot,
	struct tally_error *error)
{
	struct spot spot = { 0 };
	int64_t id = 0;
	bool cells = declared->cube && declared->cube[0];
	if (cells && (declared->width < 1 || declared->width > CELL_COLUMNS))
		return error_set(error, ERROR_STORE, _("%s: indicator '%s': %d columns: allowed are 1 to %d"), writer->path,
			declared->name, declared->width, CELL_COLUMNS);
	if (cells && !spot_kept(writer, declared, &spot, error))
		return false;
	bool kept = spot.cube != 0;
	if (cells && !kept && !spot_find(writer, declared, &spot, error))
		return false;
	if (!indicator_put(writer, declared, &spot, &id, error) || !parts_put(writer, id, declared, error) ||
		(!kept && !measure_move(writer, id, declared, &spot, error)))
		return false;
	*cube = (uint32_t)spot.cube;
	*slot = (int)spot.slot;
	return true;
}

bool store_keep_indicator(struct store_writer *writer, const char *name, struct tally_error *error)
{
	static const char sql[] = "UPDATE indicator SET seen = ?2 WHERE name = ?1 AND live";
	return query_run(&writer->queries, sql, ARGS(STR(name), INT(writer->run)), error);
}

/* Cells of a cube that lost its last indicator would be replaced by nobody: they go to history here. */
bool store_end_area(struct store_writer *writer, const char *area, struct tally_error *error)
{
	static const char *const sqls[] = {
		"UPDATE measure SET to_run = ?2 - 1 WHERE to_run IS NULL AND indicator IN "
		"(SELECT i.id FROM indicator i JOIN area a ON a.id = i.area WHERE a.name = ?1 AND i.seen <> ?2)",
		"UPDATE indicator SET live = 0 WHERE area = (SELECT id FROM area WHERE name = ?1) AND seen <> ?2",
		"UPDATE register SET live = 0 WHERE area = (SELECT id FROM area WHERE name = ?1) AND seen <> ?2",
		"INSERT INTO cell_history SELECT c.key, c.run, ?2 - 1, m0, m1, m2, m3, m4, m5, m6, m7 FROM cube q JOIN area a "
		"ON a.id = q.area "
		"CROSS JOIN cell c ON c.key BETWEEN q.id << 53 AND (q.id << 53) + 9007199254740991 "
		"WHERE a.name = ?1 AND c.run < ?2 AND NOT EXISTS (SELECT 1 FROM measure m WHERE m.cube = q.id AND m.to_run IS "
		"NULL)",
		"DELETE FROM cell WHERE key IN (SELECT c.key FROM cube q JOIN area a ON a.id = q.area "
		"CROSS JOIN cell c ON c.key BETWEEN q.id << 53 AND (q.id << 53) + 9007199254740991 "
		"WHERE a.name = ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM measure m WHERE m.cube = q.id AND m.to_run IS NULL))",
	};
	for (size_t i = 0; i < sizeof sqls / sizeof sqls[0]; i++)
		if (!query_run(&writer->queries, sqls[i], ARGS(STR(area), INT(writer->run)), error))
			return false;
	return true;
}
