/* Store: writing what the figures speak of: workspace, regions, breakdowns, areas, registers. Ids are kept for ever; knows no figures. */
#include <stdlib.h>
#include <string.h>

#include "store/inner.h"

struct coded {
	const char *code;
	size_t row;
};

static int coded_order(const void *a, const void *b)
{
	return strcmp(((const struct coded *)a)->code, ((const struct coded *)b)->code);
}

static bool region_put(
	struct store_writer *writer, const struct region_tree *tree, size_t row, uint32_t *id, struct tally_error *error)
{
	static const char sql[] =
		"INSERT INTO region(code, name, level, kind, place, last, depth, first_day, last_day) "
		"VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT(code) DO UPDATE SET name = ?2, level = ?3, "
		"kind = ?4, place = ?5, last = ?6, depth = ?7, first_day = ?8, last_day = ?9 RETURNING id";
	const struct region *r = &tree->rows[row];
	int64_t given = 0;
	if (!query_int(&writer->queries, sql,
		    ARGS(STR(r->code), STR(r->name), STR(r->level), INT(r->kind), INT(row), INT(r->end - 1), INT(r->depth),
			    INT(r->first_day), INT(r->last_day)),
		    &given, error))
		return false;
	if (given >= KEY_REGIONS)
		return error_set(
			error, ERROR_STORE, _("%s: more than %d regions: begin a new store"), writer->path, KEY_REGIONS - 1);
	*id = (uint32_t)given;
	return true;
}

/* New regions get their ids in the order of codes, so that the order of the table of regions never shows. */
static bool regions_put(struct store_writer *writer, const struct region_tree *tree, uint32_t *ids, struct arena *arena,
	struct tally_error *error)
{
	struct coded *order = arena_array(arena, tree->count, sizeof *order);
	if (!order)
		return error_memory(error);
	for (size_t i = 0; i < tree->count; i++)
		order[i] = (struct coded){ tree->rows[i].code, i };
	qsort(order, tree->count, sizeof *order, coded_order);
	for (size_t i = 0; i < tree->count; i++)
		if (!region_put(writer, tree, order[i].row, &ids[order[i].row], error))
			return false;
	return true;
}

static struct arg region_id(const uint32_t *ids, int row)
{
	return row == REGION_NONE ? NONE() : INT(ids[row]);
}

static bool region_links_put(
	struct store_writer *writer, const struct region_tree *tree, const uint32_t *ids, struct tally_error *error)
{
	static const char sql[] = "UPDATE region SET parent = ?2, successor = ?3 WHERE id = ?1";
	for (size_t i = 0; i < tree->count; i++) {
		const struct region *r = &tree->rows[i];
		if (!query_run(&writer->queries, sql,
			    ARGS(INT(ids[i]), region_id(ids, r->parent), region_id(ids, r->successor)), error))
			return false;
	}
	return true;
}

/* The lists of today: nothing refers to them, so they are written anew. */
static bool rank_sets_put(
	struct store_writer *writer, const struct region_tree *tree, const uint32_t *ids, struct tally_error *error)
{
	static const char no_members[] = "DELETE FROM rank_member", no_sets[] = "DELETE FROM rank_set";
	static const char put_set[] = "INSERT INTO rank_set(place, name, title) VALUES(?1, ?2, ?3)";
	static const char put_member[] = "INSERT INTO rank_member(rank_set, place, region) VALUES(?1, ?2, ?3)";
	if (!query_run(&writer->queries, no_members, (struct args){ 0 }, error) ||
		!query_run(&writer->queries, no_sets, (struct args){ 0 }, error))
		return false;
	for (size_t s = 0; s < tree->sets_count; s++) {
		const struct rank_set *set = &tree->sets[s];
		if (!query_run(&writer->queries, put_set, ARGS(INT(s), STR(set->name), STR(set->title)), error))
			return false;
		for (size_t m = 0; m < set->count; m++)
			if (!query_run(&writer->queries, put_member, ARGS(INT(s), INT(m), INT(ids[set->members[m]])), error))
				return false;
	}
	return true;
}

bool store_put_workspace(struct store_writer *writer, const struct store_workspace *workspace, struct arena *arena,
	uint32_t **region_ids, struct tally_error *error)
{
	static const char gone[] =
		"UPDATE region SET place = NULL, last = NULL, parent = NULL, successor = NULL WHERE place IS NOT NULL";
	static const char hide[] = "UPDATE area SET enabled = 0 WHERE enabled";
	static const char sql[] =
		"INSERT OR REPLACE INTO workspace(id, title, lang, home, grains, through, rounding, growth_base) "
		"VALUES(1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)";
	uint32_t *ids = arena_array(arena, workspace->regions->count, sizeof *ids);
	if (!ids)
		return error_memory(error);
	if (!query_run(&writer->queries, gone, (struct args){ 0 }, error) ||
		!query_run(&writer->queries, hide, (struct args){ 0 }, error) ||
		!regions_put(writer, workspace->regions, ids, arena, error) ||
		!region_links_put(writer, workspace->regions, ids, error) ||
		!rank_sets_put(writer, workspace->regions, ids, error) || !period_use(writer, workspace->through, error))
		return false;
	*region_ids = ids;
	return query_run(&writer->queries, sql,
		ARGS(STR(workspace->title), STR(workspace->lang), INT(ids[workspace->home]), INT(workspace->grains),
			INT(workspace->through), INT(workspace->rounding), INT(workspace->growth_current)),
		error);
}

bool store_put_breakdowns(
	struct store_writer *writer, const char *const *texts, size_t count, uint32_t *ids, struct tally_error *error)
{
	static const char sql[] =
		"INSERT INTO breakdown(text) VALUES(?1) ON CONFLICT(text) DO UPDATE SET text = ?1 RETURNING id";
	for (size_t i = 0; i < count; i++) {
		int64_t id = 0;
		if (!query_int(&writer->queries, sql, ARGS(STR(texts[i])), &id, error))
			return false;
		if (id >= KEY_BREAKDOWNS)
			return error_set(error, ERROR_STORE,
				_("%s: more than %d parts of breakdowns: declare fewer, or begin a new store"), writer->path,
				KEY_BREAKDOWNS - 1);
		ids[i] = (uint32_t)id;
	}
	return true;
}

/* What an area that cannot be loaded today was called is kept. */
bool store_area_fresh(struct store_writer *writer, const char *name, bool *fresh, struct tally_error *error)
{
	static const char sql[] = "SELECT count(*) FROM indicator i JOIN area a ON a.id = i.area WHERE a.name = ?1";
	int64_t count = 0;
	if (!query_int(&writer->queries, sql, ARGS(STR(name)), &count, error))
		return false;
	*fresh = count == 0;
	return true;
}

bool store_put_area(struct store_writer *writer, const char *name, const char *title, const char *title_en, const char *version,
	int place, bool enabled, struct tally_error *error)
{
	static const char sql[] = "INSERT INTO area(name, title, title_en, version, place, enabled) VALUES(?1, coalesce(?2, "
				  "?1), coalesce(?3, ''), "
				  "coalesce(?4, ''), ?5, ?6) ON CONFLICT(name) DO UPDATE SET title = coalesce(?2, title), "
				  "title_en = coalesce(?3, title_en), "
				  "version = coalesce(?4, version), place = ?5, enabled = ?6";
	return query_run(&writer->queries, sql,
		ARGS(STR(name), title ? STR(title) : NONE(), title_en ? STR(title_en) : NONE(), version ? STR(version) : NONE(),
			INT(place), INT(enabled)),
		error);
}

bool store_put_register(
	struct store_writer *writer, const struct store_register *declared, uint32_t *id, struct tally_error *error)
{
	static const char sql[] =
		"INSERT INTO register(area, name, title, title_en, scope, covers_first, covers_last, live, seen) "
		"SELECT area.id, ?2, ?3, ?4, region.id, ?6, ?7, 1, ?8 FROM area, region WHERE area.name = ?1 AND region.code = "
		"?5 "
		"ON CONFLICT(area, name) DO UPDATE SET title = excluded.title, title_en = excluded.title_en, "
		"scope = excluded.scope, covers_first = ?6, covers_last = ?7, live = 1, seen = ?8 RETURNING id";
	int64_t given = 0;
	if (!query_int(&writer->queries, sql,
		    ARGS(STR(declared->area), STR(declared->name), STR(declared->title), STR(declared->title_en),
			    STR(declared->scope), INT(declared->covers_first), INT(declared->covers_last), INT(writer->run)),
		    &given, error))
		return false;
	if (given == 0)
		return error_set(error, ERROR_STORE, _("%s: register '%s.%s': its area or its scope '%s' is not in the store"),
			writer->path, declared->area, declared->name, declared->scope);
	*id = (uint32_t)given;
	return true;
}

bool store_put_lists(
	struct store_writer *writer, uint32_t register_id, const int32_t *days, size_t count, struct tally_error *error)
{
	static const char gone[] = "DELETE FROM listing WHERE register = ?1";
	static const char sql[] = "INSERT INTO listing(register, day) VALUES(?1, ?2)";
	if (!query_run(&writer->queries, gone, ARGS(INT(register_id)), error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!query_run(&writer->queries, sql, ARGS(INT(register_id), INT(days[i])), error))
			return false;
	return true;
}
