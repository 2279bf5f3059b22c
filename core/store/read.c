/* Store: reading. Knows which value a place has, and is the one place that answers 0 where a register covers and no cell is. */
#include "store/read.h"

#include <errno.h>
#include <sys/stat.h>

#include "store/inner.h"
#include "store/origin.h"

static bool reader_begin(struct store_reader *reader, const char *as_of, struct tally_error *error)
{
	return store_known(reader->db, error) && db_exec(reader->db, "PRAGMA cache_size = -16384; BEGIN", error) &&
		(!as_of || reader_at(reader, as_of, error)) &&
		names_read(&reader->queries, &reader->arena, &reader->names, error);
}

struct store_reader *store_open(const char *path, struct tally_error *error)
{
	return store_open_at(path, NULL, error);
}

int64_t store_run(const struct store_reader *reader)
{
	return reader->names.run;
}

struct store_reader *store_open_at(const char *path, const char *as_of, struct tally_error *error)
{
	struct stat status;
	struct store_reader *reader = NULL;
	if (stat(path, &status) != 0 && errno == ENOENT)
		error_set(error, ERROR_STORE, _("store '%s' is not there: 'tally run' writes it"), path);
	else if (!(reader = memory_alloc(1, sizeof *reader)))
		error_memory(error);
	if (!reader)
		return NULL;
	reader->owns = true;
	reader->db = db_open(path, DB_READ, error);
	reader->queries.db = reader->db;
	if (reader->db && reader_begin(reader, as_of, error))
		return reader;
	store_close(reader);
	return NULL;
}

void store_close(struct store_reader *reader)
{
	if (!reader)
		return;
	past_close(reader->past);
	queries_done(&reader->queries);
	if (reader->owns)
		db_close(reader->db);
	arena_done(&reader->arena);
	memory_free(reader);
}

const struct store_names *store_names(const struct store_reader *reader)
{
	return &reader->names;
}

bool store_inside(struct store_writer *writer, struct store_reader **reader, struct tally_error *error)
{
	struct store_reader *inside = writer->inside;
	if (!inside) {
		inside = memory_alloc(1, sizeof *inside);
		if (!inside)
			return error_memory(error);
		inside->db = writer->db;
		inside->queries.db = writer->db;
		writer->inside = inside;
	}
	arena_done(&inside->arena);
	inside->adjusted = 0;
	inside->formulas = NULL;
	*reader = inside;
	return names_read(&inside->queries, &inside->arena, &inside->names, error);
}

/* --- zeros --- */

static bool list_there(const struct name_register *reg, int32_t day)
{
	size_t i = 0;
	while (i < reg->lists_count && reg->lists[i] < day)
		i++;
	return i < reg->lists_count && reg->lists[i] == day;
}

/* A snapshot is known where there is a list of the period's last day, whatever lies between the lists. */
static bool place_covered(const struct name_indicator *indicator, const struct name_register *reg, period when)
{
	int32_t first = period_first_day(when), last = period_last_day(when);
	if (indicator->time == TALLY_SNAPSHOT && !list_there(reg, last))
		return false;
	return (indicator->time == TALLY_FLOW ? first : last) >= reg->covers_first && last <= reg->covers_last;
}

/* Who came and went since the list before is known where there is one. */
static bool moves_covered(const struct name_indicator *indicator, const struct name_register *reg, period when)
{
	period before = period_previous(when);
	return indicator->time != TALLY_SNAPSHOT || (before != PERIOD_NONE && list_there(reg, period_last_day(before)));
}

bool period_kept(const struct name_indicator *indicator, period when)
{
	enum grain grain;
	return (period_grain(when, &grain) && indicator->grains >> grain & 1) ||
		(indicator->to_date == TO_DATE_KEPT && period_to_date(when));
}

/* What the register says of a place that has no cell: REASON_NONE is 0. A stock and a cumulative are counted on the last day, a flow needs all days. */
static enum reason silence(const struct store_names *names, const struct cell_place *place)
{
	const struct name_indicator *indicator = &names->indicators[place->indicator];
	const struct name_register *reg = indicator->row_register >= 0 ? &names->registers[indicator->row_register] : NULL;
	const struct name_region *region = &names->regions[place->region];
	if (!reg || !period_kept(indicator, place->when) || (place->breakdown && !names_part(indicator, place->breakdown)))
		return REASON_MISSING;
	if (!names_inside(names, place->region, reg->scope))
		return names_inside(names, reg->scope, place->region) ? REASON_ABOVE_SCOPE : REASON_MISSING;
	int32_t last = period_last_day(place->when);
	if (region->first_day > last || region->last_day < last)
		return REASON_MISSING;
	if (!place_covered(indicator, reg, place->when))
		return REASON_NOT_COVERED;
	return reader_undelivered(names, place) ? REASON_NOT_DELIVERED : REASON_NONE;
}

/* --- observing --- */

static const char cell_sql[] = "SELECT m0, m1, m2, m3, m4, m5, m6, m7 FROM cell WHERE key = ?1";

/* The columns of a register's measure: the value or its two parts, or the value with entries and exits behind it. */
static void observe_counted(struct db_query *query, const struct name_indicator *indicator, struct observation *observation)
{
	int64_t first = db_column_int(query, indicator->slot);
	observation->moves =
		indicator->kind == VALUE_NUMBER && indicator->width == 3 && !db_column_null(query, indicator->slot + 1);
	if (indicator->kind == VALUE_NUMBER)
		observation->value = value_number(first, indicator->scale);
	else
		observation->value = value_parts(first, db_column_int(query, indicator->slot + 1), indicator->scale);
	observation->value.a = first; /* kept also without a denominator: months together may have one */
	if (!observation->moves)
		return;
	observation->entries = db_column_int(query, indicator->slot + 1);
	observation->exits = db_column_int(query, indicator->slot + 2);
}

/* a, b, state: state = basis + 256 * reason, and no `a` means no value. */
static void observe_formula(struct db_query *query, const struct name_indicator *indicator, struct observation *observation)
{
	int64_t state = db_column_int(query, indicator->slot + 2);
	enum reason reason = (enum reason)(state >> 8 & 255);
	observation->basis = (enum basis)(state & 255);
	if (db_column_null(query, indicator->slot))
		observation->value = value_none(reason != REASON_NONE ? reason : REASON_MISSING);
	else
		observation->value = (struct value){ .kind = indicator->kind,
			.a = db_column_int(query, indicator->slot),
			.b = db_column_int(query, indicator->slot + 1) };
}

static void observe_silence(const struct store_names *names, const struct cell_place *place, struct observation *observation)
{
	const struct name_indicator *indicator = &names->indicators[place->indicator];
	enum reason reason = silence(names, place);
	if (reason == REASON_NONE && !measure_form(indicator->measure)->zero)
		reason = REASON_NO_RECORDS;
	observation->value = reason == REASON_NONE ? value_number(0, indicator->scale) : value_none(reason);
	observation->moves = reason == REASON_NONE && indicator->width == 3 &&
		moves_covered(indicator, &names->registers[indicator->row_register], place->when);
}

void store_silence(struct store_reader *reader, const struct cell_place *place, struct observation *observation)
{
	*observation = (struct observation){ .basis = BASIS_REGISTER };
	observe_silence(&reader->names, place, observation);
}

/* What adjustments put into the value; most stores have none, which is asked once. */
static bool observe_delta(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	static const char
		any[] = "SELECT count(*) + 1 FROM (SELECT 1 FROM adjusted LIMIT 1)",
		sql[] = "SELECT delta FROM adjusted WHERE indicator = ?1 AND region = ?2 AND period = ?3 AND breakdown = ?4";
	const struct name_indicator *indicator = &reader->names.indicators[place->indicator];
	if (!reader->adjusted && !query_int(&reader->queries, any, (struct args){ NULL, 0 }, &reader->adjusted, error))
		return false;
	if (reader->adjusted == 1 || !indicator->measure || observation->value.kind == VALUE_NONE)
		return true;
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	if (!query)
		return false;
	query_bind(query,
		ARGS(INT(indicator->id), INT(reader->names.regions[place->region].id), INT(place->when),
			INT(place->breakdown)));
	if (db_step(query, &problem)) {
		observation->delta = value_number(db_column_int(query, 0), indicator->scale);
		observation->basis = BASIS_ADJUSTED;
	}
	if (problem.code != ERROR_NONE)
		return error_set(error, problem.code, "%s", problem.what);
	return db_reset(query, error);
}

bool reader_computed(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	const struct store_names *names = &reader->names;
	const struct name_indicator *indicator = &names->indicators[place->indicator];
	struct tally_error problem = { 0 };
	*observation = (struct observation){ .value = value_none(REASON_MISSING), .basis = BASIS_REGISTER };
	if (indicator->cube == 0)
		return true;
	if (!period_kept(indicator, place->when))
		return observe_months(reader, place, observation, error) &&
			observe_delivered(reader, place, observation, error);
	struct db_query *query = query_get(&reader->queries, cell_sql, error);
	if (!query)
		return false;
	db_bind_int(query, 1, key_make(indicator->cube, names->regions[place->region].id, place->when, place->breakdown));
	bool there = db_step(query, &problem);
	if (problem.code != ERROR_NONE)
		return error_set(error, problem.code, "%s", problem.what);
	if (there && name_is_formula(indicator))
		observe_formula(query, indicator, observation);
	else if (there && !db_column_null(query, indicator->slot))
		observe_counted(query, indicator, observation);
	else
		observe_silence(names, place, observation);
	return db_reset(query, error) && observe_delta(reader, place, observation, error) &&
		observe_delivered(reader, place, observation, error);
}

/* The last word of the kinds first .. last; given stands above published. */
static bool observe_said(struct store_reader *reader, const struct cell_place *place, enum statement_kind first,
	enum statement_kind last, struct observation *observation, struct tally_error *error)
{
	static const char sql[] = "SELECT value_kind, value_a, value_b, value_scale, kind FROM statement WHERE indicator = ?1 "
				  "AND region = ?2 AND period = ?3 AND breakdown = ?4 "
				  "AND kind BETWEEN ?5 AND ?6 AND stat = 0 AND value_kind > 0 ORDER BY kind DESC, edition "
				  "DESC, date DESC, ref DESC, file DESC LIMIT 1";
	const struct store_names *names = &reader->names;
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	if (!query)
		return false;
	query_bind(query,
		ARGS(INT(names->indicators[place->indicator].id), INT(names->regions[place->region].id), INT(place->when),
			INT(place->breakdown), INT(first), INT(last)));
	bool there = db_step(query, &problem);
	if (problem.code != ERROR_NONE)
		return error_set(error, problem.code, "%s", problem.what);
	if (there) {
		*observation = (struct observation){ .basis = db_column_int(query, 4) == STATEMENT_GIVEN ? BASIS_GIVEN
													 : BASIS_PUBLISHED };
		observation->value = (struct value){ .kind = (enum value_kind)db_column_int(query, 0),
			.a = db_column_int(query, 1),
			.b = db_column_int(query, 2),
			.scale = (int)db_column_int(query, 3) };
	}
	return db_reset(query, error);
}

static bool observe_best(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	if (!reader_computed(reader, place, observation, error))
		return false;
	return observation->value.kind != VALUE_NONE ||
		observe_said(reader, place, STATEMENT_PUBLISHED, STATEMENT_GIVEN, observation, error);
}

static bool observe_basis(struct store_reader *reader, const struct cell_place *place, enum basis basis,
	struct observation *observation, struct tally_error *error)
{
	enum statement_kind kind = basis == BASIS_GIVEN ? STATEMENT_GIVEN : STATEMENT_PUBLISHED;
	*observation = (struct observation){ .value = value_none(REASON_MISSING), .basis = basis };
	if (basis >= BASIS_GIVEN && !observe_said(reader, place, kind, kind, observation, error))
		return false;
	if (observation->value.kind != VALUE_NONE)
		return true;
	if (!reader_computed(reader, place, observation, error))
		return false;
	bool computed = basis == BASIS_REGISTER && observation->delta.kind != VALUE_NONE;
	if (observation->value.kind != VALUE_NONE && observation->basis != basis && !computed)
		*observation = (struct observation){ .value = value_none(REASON_MISSING), .basis = basis };
	return true;
}

bool store_observe(struct store_reader *reader, const struct cell_place *place, enum basis basis,
	struct observation *observation, struct tally_error *error)
{
	const struct store_names *names = &reader->names;
	if (!names->areas[names->indicators[place->indicator].row_area].enabled) {
		*observation = (struct observation){ .value = value_none(REASON_AREA_OFF), .basis = BASIS_REGISTER };
		return true;
	}
	return basis == BASIS_COUNT ? observe_best(reader, place, observation, error)
				    : observe_basis(reader, place, basis, observation, error);
}

bool store_computed(
	struct store_reader *reader, const struct cell_place *place, struct observation *observation, struct tally_error *error)
{
	const struct store_names *names = &reader->names;
	if (names->areas[names->indicators[place->indicator].row_area].enabled)
		return reader_computed(reader, place, observation, error);
	*observation = (struct observation){ .value = value_none(REASON_AREA_OFF), .basis = BASIS_REGISTER };
	return true;
}
