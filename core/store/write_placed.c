/* Store: writing what the office says beside the registers: parameters, openings, adjustments and the cells that they are part of. Judges none. */
#include <string.h>

#include "model/parameter.h"
#include "store/inner.h"

static bool area_id(struct store_writer *writer, const char *area, int64_t *id, struct tally_error *error)
{
	static const char sql[] = "SELECT id FROM area WHERE name = ?1";
	if (!query_int(&writer->queries, sql, ARGS(STR(area)), id, error))
		return false;
	return *id || error_set(error, ERROR_STORE, _("%s: area '%s' is not in the store"), writer->path, area);
}

static bool indicator_id(struct store_writer *writer, const char *name, int64_t *id, struct tally_error *error)
{
	static const char sql[] = "SELECT id FROM indicator WHERE name = ?1";
	if (!query_int(&writer->queries, sql, ARGS(STR(name)), id, error))
		return false;
	return *id || error_set(error, ERROR_STORE, _("%s: indicator '%s' is not in the store"), writer->path, name);
}

static bool put_value(struct store_writer *writer, int64_t area, const struct parameter *p, const struct parameter_value *value,
	uint32_t region, struct tally_error *error)
{
	static const char sql[] = "INSERT INTO parameter VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
	return query_run(&writer->queries, sql,
		ARGS(INT(area), STR(p->name), INT(region), INT(value->first), INT(value->last), INT(value->value),
			INT(p->scale), STR(p->unit), STR(p->title), STR(p->title_en), STR(value->source), STR(value->file),
			INT(value->line)),
		error);
}

bool store_put_parameters(struct store_writer *writer, const struct store_parameters *put, struct tally_error *error)
{
	static const char clear[] = "DELETE FROM parameter WHERE area = ?1";
	int64_t area = 0;
	if (!area_id(writer, put->area, &area, error) || !query_run(&writer->queries, clear, ARGS(INT(area)), error))
		return false;
	for (size_t i = 0; i < put->parameters->count; i++) {
		const struct parameter *p = &put->parameters->rows[i];
		for (size_t v = 0; strcmp(p->area, put->area) == 0 && v < p->count; v++) {
			int region = p->values[v].region;
			if (!put_value(
				    writer, area, p, &p->values[v], region == REGION_NONE ? 0 : put->region_ids[region], error))
				return false;
		}
	}
	return true;
}

bool store_put_openings(
	struct store_writer *writer, const char *area, const struct store_placed *rows, size_t count, struct tally_error *error)
{
	static const char clear[] = "DELETE FROM opening WHERE indicator IN (SELECT id FROM indicator WHERE area = ?1)",
			  sql[] = "INSERT INTO opening VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)";
	int64_t id = 0, indicator = 0;
	if (!area_id(writer, area, &id, error) || !query_run(&writer->queries, clear, ARGS(INT(id)), error))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct store_placed *row = &rows[i];
		if (!indicator_id(writer, row->indicator, &indicator, error) || !period_use(writer, row->when, error) ||
			!query_run(&writer->queries, sql,
				ARGS(STR(row->file), INT(row->line), INT(indicator), INT(row->region), INT(row->when),
					INT(row->breakdown), INT(row->amount)),
				error))
			return false;
	}
	return true;
}

static bool clear_adjustments(struct store_writer *writer, int64_t area, struct tally_error *error)
{
	static const char rows[] = "DELETE FROM adjustment WHERE indicator IN (SELECT id FROM indicator WHERE area = ?1)",
			  cells[] = "DELETE FROM adjusted WHERE indicator IN (SELECT id FROM indicator WHERE area = ?1)",
			  by[] = "DELETE FROM adjusted_by WHERE indicator IN (SELECT id FROM indicator WHERE area = ?1)";
	return query_run(&writer->queries, rows, ARGS(INT(area)), error) &&
		query_run(&writer->queries, cells, ARGS(INT(area)), error) &&
		query_run(&writer->queries, by, ARGS(INT(area)), error);
}

bool store_put_adjustments(
	struct store_writer *writer, const char *area, const struct store_placed *rows, size_t count, struct tally_error *error)
{
	static const char sql[] = "INSERT INTO adjustment VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
	int64_t id = 0, indicator = 0;
	if (!area_id(writer, area, &id, error) || !clear_adjustments(writer, id, error))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct store_placed *row = &rows[i];
		if (!indicator_id(writer, row->indicator, &indicator, error) || !period_use(writer, row->when, error) ||
			!query_run(&writer->queries, sql,
				ARGS(STR(row->file), INT(row->line), INT(indicator), INT(row->region), INT(row->when),
					INT(row->breakdown), INT(row->amount), STR(row->reason), STR(row->given_by),
					STR(row->date)),
				error))
			return false;
	}
	return true;
}

bool store_put_adjusted(struct store_writer *writer, const struct store_adjusted *a, struct tally_error *error)
{
	static const char sum[] = "INSERT INTO adjusted VALUES(?1, ?2, ?3, ?4, ?5) "
				  "ON CONFLICT(indicator, region, period, breakdown) DO UPDATE SET delta = ?5",
			  by[] = "INSERT OR IGNORE INTO adjusted_by VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
	int64_t indicator = 0;
	return indicator_id(writer, a->indicator, &indicator, error) && period_use(writer, a->when, error) &&
		query_run(&writer->queries, sum,
			ARGS(INT(indicator), INT(a->region), INT(a->when), INT(a->breakdown), INT(a->delta)), error) &&
		query_run(&writer->queries, by,
			ARGS(INT(indicator), INT(a->region), INT(a->when), INT(a->breakdown), STR(a->file), INT(a->line)),
			error);
}
