/* Store: names, read whole when a store is opened. Knows the tables of names; knows no figures. */
#include "store/names.h"

#include <string.h>

#include "store/inner.h"

/* One list being read: `row` fills one element from the current row of the query. */
struct list {
	const char *count_sql, *sql;
	size_t size;
	bool (*row)(struct db_query *query, void *element, struct arena *arena, const struct store_names *names);
};

static const char *copied(struct db_query *query, int column, struct arena *arena)
{
	return arena_copy(arena, db_column_text(query, column));
}

static int region_row(const struct store_names *names, int64_t id)
{
	for (size_t i = 0; i < names->regions_count; i++)
		if (names->regions[i].id == id)
			return (int)i;
	return REGION_NONE;
}

static int row_or_none(struct db_query *query, int column)
{
	return db_column_null(query, column) ? REGION_NONE : (int)db_column_int(query, column);
}

static bool read_region(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	struct name_region *region = element;
	(void)names;
	*region = (struct name_region){ .id = (uint32_t)db_column_int(query, 0),
		.code = copied(query, 1, arena),
		.name = copied(query, 2, arena),
		.level = copied(query, 3, arena),
		.kind = (enum region_kind)db_column_int(query, 4),
		.parent = row_or_none(query, 5),
		.depth = (int)db_column_int(query, 6),
		.first_day = (int32_t)db_column_int(query, 7),
		.last_day = (int32_t)db_column_int(query, 8),
		.successor = row_or_none(query, 9) };
	return region->code && region->name && region->level;
}

static bool read_area(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	struct name_area *area = element;
	(void)names;
	*area = (struct name_area){ copied(query, 0, arena), copied(query, 1, arena), copied(query, 2, arena),
		copied(query, 3, arena), db_column_int(query, 4) != 0 };
	return area->name && area->title && area->title_en && area->version;
}

static bool read_register(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	struct name_register *reg = element;
	*reg = (struct name_register){ .id = (uint32_t)db_column_int(query, 0),
		.area = copied(query, 1, arena),
		.name = copied(query, 2, arena),
		.title = copied(query, 3, arena),
		.title_en = copied(query, 4, arena),
		.scope = region_row(names, db_column_int(query, 5)),
		.covers_first = (int32_t)db_column_int(query, 6),
		.covers_last = (int32_t)db_column_int(query, 7),
		.read = db_column_int(query, 8),
		.accepted = db_column_int(query, 9),
		.warned = db_column_int(query, 10),
		.rejected = db_column_int(query, 11),
		.lists_count = (size_t)db_column_int(query, 12),
		.deliveries_count = (size_t)db_column_int(query, 13) };
	return reg->area && reg->name && reg->title && reg->title_en;
}

static bool read_list(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	int32_t *day = element;
	(void)arena;
	(void)names;
	*day = (int32_t)db_column_int(query, 0);
	return true;
}

static bool read_delivery(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	struct name_delivery *delivery = element;
	(void)arena;
	(void)names;
	*delivery = (struct name_delivery){ .region = (int)db_column_int(query, 0),
		.when = (period)db_column_int(query, 1),
		.there = db_column_int(query, 2) != 0 };
	return true;
}

static int register_row(const struct store_names *names, int64_t id)
{
	for (size_t i = 0; i < names->registers_count; i++)
		if (names->registers[i].id == id)
			return (int)i;
	return -1;
}

static void indicator_numbers(struct db_query *query, struct name_indicator *indicator, const struct store_names *names)
{
	indicator->id = (uint32_t)db_column_int(query, 0);
	indicator->row_register = register_row(names, db_column_int(query, 8));
	indicator->decimals = (int)db_column_int(query, 9);
	indicator->scale = (int)db_column_int(query, 10);
	indicator->kind = (enum value_kind)db_column_int(query, 11);
	indicator->measure = (enum tally_measure)db_column_int(query, 12);
	indicator->time = (enum tally_time)db_column_int(query, 13);
	indicator->direction = (enum tally_direction)db_column_int(query, 14);
	indicator->grains = (unsigned)db_column_int(query, 15);
	indicator->cube = (uint32_t)db_column_int(query, 16);
	indicator->slot = (int)db_column_int(query, 17);
	indicator->width = (int)db_column_int(query, 18);
	indicator->parts_count = (size_t)db_column_int(query, 19);
	indicator->to_date = (enum to_date)db_column_int(query, 22);
	indicator->anew = db_column_int(query, 23) != 0;
}

static bool read_indicator(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	enum { TEXTS = 8, FIRST_TEXTS = 6, FLOW_AT = 20 /* and breaks behind it */ };
	struct name_indicator *indicator = element;
	const char **texts[] = { &indicator->name, &indicator->title, &indicator->title_en, &indicator->unit, &indicator->note,
		&indicator->formula, &indicator->flow, &indicator->breaks };
	indicator_numbers(query, indicator, names);
	indicator->row_area = names_area(names, db_column_text(query, 7));
	if (indicator->row_area < 0)
		return false;
	indicator->area = names->areas[indicator->row_area].name;
	for (int i = 0; i < TEXTS; i++)
		if (!(*texts[i] = copied(query, i < FIRST_TEXTS ? i + 1 : FLOW_AT + i - FIRST_TEXTS, arena)))
			return false;
	return true;
}

static bool read_part(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	struct name_part *part = element;
	(void)names;
	*part = (struct name_part){ (uint32_t)db_column_int(query, 0), copied(query, 1, arena), copied(query, 2, arena),
		copied(query, 3, arena), db_column_int(query, 4) != 0, db_column_int(query, 5) != 0,
		db_column_int(query, 6) != 0 };
	return part->text && part->by && part->title;
}

static bool read_rank_set(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	struct name_rank_set *set = element;
	(void)names;
	*set = (struct name_rank_set){ copied(query, 0, arena), copied(query, 1, arena), NULL,
		(size_t)db_column_int(query, 2) };
	return set->name && set->title;
}

static bool read_rank_member(struct db_query *query, void *element, struct arena *arena, const struct store_names *names)
{
	int *member = element;
	(void)arena;
	(void)names;
	*member = (int)db_column_int(query, 0);
	return true;
}

static const struct list list_rank_sets = { "SELECT count(*) FROM rank_set",
	"SELECT s.name, s.title, count(r.id) FROM rank_set s LEFT JOIN rank_member m ON m.rank_set = s.place LEFT JOIN region "
	"r "
	"ON r.id = m.region AND r.place IS NOT NULL GROUP BY s.place ORDER BY s.place",
	sizeof(struct name_rank_set), read_rank_set };
static const struct list list_rank_members = {
	"SELECT count(*) FROM rank_member m JOIN region r ON r.id = m.region AND r.place IS NOT NULL",
	"SELECT r.place FROM rank_member m JOIN region r ON r.id = m.region AND r.place IS NOT NULL ORDER BY m.rank_set, "
	"m.place",
	sizeof(int), read_rank_member
};
static const struct list list_regions = { "SELECT count(*) FROM region WHERE place IS NOT NULL",
	"SELECT r.id, r.code, r.name, r.level, r.kind, p.place, r.depth, r.first_day, r.last_day, s.place FROM region r "
	"LEFT JOIN region p ON p.id = r.parent LEFT JOIN region s ON s.id = r.successor WHERE r.place IS NOT NULL ORDER BY "
	"r.place",
	sizeof(struct name_region), read_region };
static const struct list list_areas = { "SELECT count(*) FROM area",
	"SELECT name, title, title_en, version, enabled FROM area ORDER BY place, id", sizeof(struct name_area), read_area };
static const struct list list_registers = { "SELECT count(*) FROM register WHERE live",
	"SELECT g.id, a.name, g.name, g.title, g.title_en, g.scope, g.covers_first, g.covers_last, coalesce(sum(s.read), 0), "
	"coalesce(sum(s.accepted), 0), "
	"coalesce(sum(s.warned), 0), coalesce(sum(s.rejected), 0), (SELECT count(*) FROM listing l WHERE l.register = g.id), "
	"(SELECT count(*) FROM (SELECT DISTINCT d.region, d.period FROM delivery d JOIN region r ON r.id = d.region WHERE "
	"d.register = g.id AND d.expected AND r.place IS NOT NULL)) "
	"FROM register g JOIN area a ON a.id = g.area LEFT JOIN "
	"source s ON s.register = g.id "
	"WHERE g.live GROUP BY g.id ORDER BY a.place, a.id, g.id",
	sizeof(struct name_register), read_register };
static const struct list list_lists = { "SELECT count(*) FROM listing l JOIN register g ON g.id = l.register WHERE g.live",
	"SELECT l.day FROM listing l JOIN register g ON g.id = l.register JOIN area a ON a.id = g.area WHERE g.live "
	"ORDER BY a.place, a.id, g.id, l.day",
	sizeof(int32_t), read_list };
#define EXPECTED                                                                                                               \
	"FROM delivery d JOIN register g ON g.id = d.register JOIN area a ON a.id = g.area JOIN region r ON r.id = d.region "  \
	"WHERE g.live AND d.expected AND r.place IS NOT NULL GROUP BY g.id, d.region, d.period"
static const struct list list_deliveries = { "SELECT count(*) FROM (SELECT 1 " EXPECTED ")",
	"SELECT r.place, d.period, max(d.state = 1) " EXPECTED " ORDER BY a.place, a.id, g.id, r.place, d.period",
	sizeof(struct name_delivery), read_delivery };
static const struct list list_indicators = { "SELECT count(*) FROM indicator WHERE live",
	"SELECT i.id, i.name, i.title, i.title_en, i.unit, i.note, i.formula, a.name, i.register, i.decimals, i.scale, i.kind, "
	"i.measure, i.time, "
	"i.direction, i.grains, i.cube, i.slot, i.width, (SELECT count(*) FROM part WHERE part.indicator = i.id), i.flow, "
	"i.breaks, i.to_date, i.anew "
	"FROM indicator i JOIN area a ON a.id = i.area WHERE i.live ORDER BY a.place, a.id, i.place, i.id",
	sizeof(struct name_indicator), read_indicator };
static const struct list list_parts = { "SELECT count(*) FROM part JOIN indicator i ON i.id = part.indicator WHERE i.live",
	"SELECT t.breakdown, b.text, t.dimension, t.title, t.shown, t.grouped, t.several FROM part t JOIN indicator i ON i.id "
	"= "
	"t.indicator "
	"JOIN area a ON a.id = i.area JOIN breakdown b ON b.id = t.breakdown WHERE i.live ORDER BY a.place, a.id, i.place, "
	"i.id, t.place",
	sizeof(struct name_part), read_part };

static void *list_read(struct queries *queries, const struct list *list, struct arena *arena, const struct store_names *names,
	size_t *count, struct tally_error *error)
{
	int64_t rows = 0;
	struct tally_error problem = { 0 };
	if (!query_int(queries, list->count_sql, (struct args){ 0 }, &rows, error))
		return NULL;
	char *items = arena_array(arena, (size_t)rows + 1, list->size);
	struct db_query *query = items ? query_get(queries, list->sql, error) : NULL;
	size_t n = 0;
	bool good = query;
	while (good && n < (size_t)rows && db_step(query, &problem))
		good = list->row(query, items + n++ * list->size, arena, names);
	if (problem.code != ERROR_NONE) {
		error_set(error, problem.code, "%s", problem.what);
		return NULL;
	}
	if (!items || (query && !good))
		error_memory(error);
	if (!good || !db_reset(query, error))
		return NULL;
	*count = n;
	return items;
}

static bool workspace_read(struct queries *queries, struct arena *arena, struct store_names *names, struct tally_error *error)
{
	static const char sql[] =
		"SELECT title, lang, home, grains, through, rounding, (SELECT max(id) FROM run), growth_base FROM workspace";
	struct db_query *query = query_get(queries, sql, error);
	struct tally_error problem = { 0 };
	if (!query)
		return false;
	if (!db_step(query, &problem))
		return error_set(error, problem.code ? problem.code : ERROR_STORE, "%s",
			problem.code ? problem.what : _("the store holds no workspace: run 'tally run'"));
	names->title = copied(query, 0, arena);
	names->lang = copied(query, 1, arena);
	names->home = region_row(names, db_column_int(query, 2));
	names->grains = (unsigned)db_column_int(query, 3);
	names->through = (period)db_column_int(query, 4);
	names->rounding = (enum rounding)db_column_int(query, 5);
	names->run = db_column_int(query, 6);
	names->growth_current = db_column_int(query, 7) != 0;
	return names->title && names->lang ? db_reset(query, error) : error_memory(error);
}

static bool rank_sets_read(struct queries *queries, struct arena *arena, struct store_names *names, struct tally_error *error)
{
	size_t count = 0;
	struct name_rank_set *sets = list_read(queries, &list_rank_sets, arena, names, &names->rank_sets_count, error);
	const int *members = sets ? list_read(queries, &list_rank_members, arena, names, &count, error) : NULL;
	if (!members)
		return false;
	names->rank_sets = sets;
	for (size_t i = 0; i < names->rank_sets_count; members += sets[i++].count)
		sets[i].members = members;
	return true;
}

/* Those of all registers stand behind one another; what is there is counted through, so that a stretch of them is a difference. */
static bool deliveries_read(struct queries *queries, struct arena *arena, struct store_names *names,
	struct name_register *registers, struct tally_error *error)
{
	size_t count = 0;
	struct name_delivery *deliveries = list_read(queries, &list_deliveries, arena, names, &count, error);
	if (!deliveries)
		return false;
	for (size_t i = 0; i < count; i++)
		deliveries[i + 1].before = deliveries[i].before + deliveries[i].there;
	for (size_t i = 0; i < names->registers_count; deliveries += registers[i++].deliveries_count)
		registers[i].deliveries = deliveries;
	names->expecting = count > 0;
	return true;
}

/* The lists of all registers stand behind one another, in the order of the registers. */
static bool registers_read(struct queries *queries, struct arena *arena, struct store_names *names, struct tally_error *error)
{
	size_t count = 0;
	struct name_register *registers = list_read(queries, &list_registers, arena, names, &names->registers_count, error);
	const int32_t *lists = registers ? list_read(queries, &list_lists, arena, names, &count, error) : NULL;
	if (!lists)
		return false;
	names->registers = registers;
	for (size_t i = 0; i < names->registers_count; lists += registers[i++].lists_count)
		registers[i].lists = lists;
	return deliveries_read(queries, arena, names, registers, error);
}

bool names_read(struct queries *queries, struct arena *arena, struct store_names *names, struct tally_error *error)
{
	struct name_indicator *indicators;
	struct name_part *parts;
	size_t parts_count = 0, used = 0;
	*names = (struct store_names){ .home = REGION_NONE };
	if (!(names->regions = list_read(queries, &list_regions, arena, names, &names->regions_count, error)) ||
		!(names->areas = list_read(queries, &list_areas, arena, names, &names->areas_count, error)) ||
		!registers_read(queries, arena, names, error) ||
		!(indicators = list_read(queries, &list_indicators, arena, names, &names->indicators_count, error)) ||
		!(parts = list_read(queries, &list_parts, arena, names, &parts_count, error)) ||
		!rank_sets_read(queries, arena, names, error))
		return false;
	names->indicators = indicators;
	for (size_t i = 0; i < names->regions_count; i++)
		names->successors |= names->regions[i].successor != REGION_NONE;
	for (size_t i = 0; i < names->indicators_count; i++) {
		indicators[i].parts = parts + used;
		used += indicators[i].parts_count;
	}
	return workspace_read(queries, arena, names, error);
}

int names_indicator(const struct store_names *names, struct text name)
{
	for (size_t i = 0; i < names->indicators_count; i++)
		if (text_is(name, names->indicators[i].name))
			return (int)i;
	return -1;
}

int names_area(const struct store_names *names, struct text name)
{
	for (size_t i = 0; i < names->areas_count; i++)
		if (text_is(name, names->areas[i].name))
			return (int)i;
	return -1;
}

const struct name_part *names_part(const struct name_indicator *indicator, uint32_t breakdown)
{
	for (size_t i = 0; breakdown && i < indicator->parts_count; i++)
		if (indicator->parts[i].breakdown == breakdown)
			return &indicator->parts[i];
	return NULL;
}

const struct name_part *names_part_named(const struct name_indicator *indicator, const char *text)
{
	for (size_t i = 0; text && text[0] && i < indicator->parts_count; i++)
		if (strcmp(indicator->parts[i].text, text) == 0)
			return &indicator->parts[i];
	return NULL;
}
