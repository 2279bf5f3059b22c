/* Engine: formulas over the whole graph, read from the store inside the writing transaction (docs/decisions/005). */
#include <string.h>

#include "engine/publish.h"

enum { OPERANDS_MAX = 64 };

/* One cube of formulas being filled: cells of all formulas whose columns stand in it. */
struct formula_cells {
	int64_t *keys, *values;
	uint8_t *present;
	size_t count, keys_capacity, values_capacity, present_capacity;
};

struct evaluating {
	struct publishing *p;
	struct store_reader *reader;
	const struct store_names *names;
	int *rows; /* of each indicator of the catalog: its row in the names, -1 when hidden */
	int *regions; /* of each region of the names: its row in the tree */
};

static void find_rows(struct evaluating *e)
{
	const struct catalog *catalog = &e->p->run->catalog;
	for (size_t i = 0; i < catalog->indicators_count; i++)
		e->rows[i] = names_indicator(e->names, text_of(catalog->indicators[i].id));
}

static bool area_off(const struct evaluating *e, int indicator)
{
	const struct catalog *catalog = &e->p->run->catalog;
	return !e->p->run->workspace.areas[catalog->indicators[indicator].area].enabled;
}

static void find_regions(struct evaluating *e)
{
	for (size_t i = 0; i < e->names->regions_count; i++)
		e->regions[i] = region_find(&e->p->run->workspace.regions, text_of(e->names->regions[i].code));
}

/* The parameter on the last day of the period, for the region of the cell. */
static struct value parameter_value(const struct evaluating *e, int row, const struct cell_place *cell)
{
	const struct parameter *parameter = &e->p->run->catalog.parameters.rows[row];
	const struct parameter_value *valid =
		parameter_at(parameter, &e->p->run->workspace.regions, e->regions[cell->region], period_last_day(cell->when));
	return valid ? value_number(valid->value, parameter->scale) : value_none(REASON_NO_PARAMETER);
}

/* The operand's value for a cell; *basis becomes the weaker one. */
static bool operand_value(struct evaluating *e, const struct formula_operand *operand, const struct cell_place *cell,
	struct value *value, enum basis *basis, struct tally_error *error)
{
	struct cell_place place = *cell;
	struct observation found = { 0 };
	if (operand->parameter >= 0) {
		*value = parameter_value(e, operand->parameter, cell);
		return true;
	}
	place.indicator = e->rows[operand->indicator];
	place.when = formula_period(operand->when, cell->when);
	if (operand->breakdown) {
		int text = catalog_breakdown(&e->p->run->catalog, text_of(operand->breakdown));
		place.breakdown = text < 0 ? UINT32_MAX : e->p->breakdown_ids[text];
	}
	if (area_off(e, operand->indicator) || place.indicator < 0 || place.when == PERIOD_NONE ||
		place.breakdown == UINT32_MAX) {
		*value = value_none(area_off(e, operand->indicator) ? REASON_AREA_OFF : REASON_MISSING);
		return true;
	}
	if (!store_observe(e->reader, &place, BASIS_COUNT, &found, error))
		return false;
	*value = found.value;
	if (found.value.kind != VALUE_NONE && found.basis > *basis)
		*basis = found.basis;
	return true;
}

static bool keep_cell(struct formula_cells *cells, int64_t key, const struct value *value, enum basis basis)
{
	if (!memory_grow(&cells->keys, &cells->keys_capacity, cells->count + 1, sizeof(*cells->keys)) ||
		!memory_grow(&cells->values, &cells->values_capacity, (cells->count + 1) * 3, sizeof(*cells->values)) ||
		!memory_grow(&cells->present, &cells->present_capacity, cells->count + 1, 1))
		return false;
	bool has = value->kind != VALUE_NONE;
	int64_t *row = cells->values + cells->count * 3;
	cells->keys[cells->count] = key;
	row[0] = has ? value->a : 0;
	row[1] = has ? value->b : 0;
	row[2] = (int64_t)basis | (int64_t)(has ? REASON_NONE : value->reason) << 8;
	cells->present[cells->count++] = has ? 7 : 4;
	return true;
}

/* One cell: kept when at least one operand has a value, with the result or the reason why there is none. */
static bool evaluate_cell(struct evaluating *e, int indicator, const struct cell_place *cell, struct formula_cells *cells,
	struct tally_error *error)
{
	const struct catalog_indicator *about = &e->p->run->catalog.indicators[indicator];
	const struct formula *formula = about->formula;
	struct value operands[OPERANDS_MAX];
	enum basis basis = BASIS_REGISTER;
	bool any = false;
	for (uint32_t i = 0; i < formula->operands_count; i++) {
		if (!operand_value(e, &formula->operands[i], cell, &operands[i], &basis, error))
			return false;
		any |= operands[i].kind != VALUE_NONE && formula->operands[i].parameter < 0;
	}
	if (!any)
		return true;
	struct value result = formula_value(formula, operands);
	int64_t key = key_make(e->p->cubes[indicator], e->names->regions[cell->region].id, cell->when, 0);
	return keep_cell(cells, key, &result, basis) || error_memory(error);
}

/* First and last number of the grain's periods that any operand could have something in: statements may lie before every register. */
static int first_year(const struct evaluating *e)
{
	int year = period_first_month(e->p->run->workspace.through) / 12 - 5;
	for (size_t r = 0; r < e->names->registers_count; r++) {
		const struct name_register *about = &e->names->registers[r];
		int from = about->covers_first <= about->covers_last ? date_split(about->covers_first).year : year;
		year = from < year ? from : year;
	}
	for (size_t a = 0; a < e->p->run->report.areas_count; a++)
		for (int kind = 0; kind < STATEMENT_KINDS; kind++) {
			const struct statement_list *list = &e->p->run->report.areas[a].statements.kinds[kind];
			for (size_t i = 0; i < list->count; i++) {
				int from = period_first_month(list->rows[i].when) / 12;
				year = from < year ? from : year;
			}
		}
	return year;
}

static bool evaluate_formula(struct evaluating *e, int indicator, struct formula_cells *cells, struct tally_error *error)
{
	const struct catalog_indicator *about = &e->p->run->catalog.indicators[indicator];
	struct cell_place cell = { .indicator = e->rows[indicator] };
	int year = first_year(e);
	for (size_t region = 0; region < e->names->regions_count; region++) {
		cell.region = (int)region;
		if (e->names->regions[region].kind == REGION_REST)
			continue;
		for (int grain = 0; grain < GRAIN_COUNT; grain++) {
			if (!(about->plan.grains >> grain & 1))
				continue;
			int number = period_number((enum grain)grain, period_holding((enum grain)grain, date_from(year, 1, 1)));
			for (;; number++) {
				cell.when = period_numbered((enum grain)grain, number);
				if (period_last_day(cell.when) > period_last_day(e->p->run->workspace.through))
					break;
				if (!evaluate_cell(e, indicator, &cell, cells, error))
					return false;
			}
		}
	}
	return true;
}

/* Keys of the cells in ascending order: regions are visited in the order of the tree, their ids may be in another. */
static void sort_cells(struct formula_cells *cells)
{
	for (size_t gap = cells->count / 2; gap > 0; gap /= 2)
		for (size_t i = gap; i < cells->count; i++)
			for (size_t k = i; k >= gap && cells->keys[k - gap] > cells->keys[k]; k -= gap) {
				int64_t key = cells->keys[k], row[3];
				uint8_t present = cells->present[k];
				memcpy(row, cells->values + k * 3, sizeof(row));
				cells->keys[k] = cells->keys[k - gap];
				cells->present[k] = cells->present[k - gap];
				memcpy(cells->values + k * 3, cells->values + (k - gap) * 3, sizeof(row));
				cells->keys[k - gap] = key;
				cells->present[k - gap] = present;
				memcpy(cells->values + (k - gap) * 3, row, sizeof(row));
			}
}

static bool put_formula(struct evaluating *e, int indicator, struct store_changes *changes, struct tally_error *error)
{
	struct formula_cells cells = { 0 };
	bool done = evaluate_formula(e, indicator, &cells, error);
	sort_cells(&cells);
	struct cells put = { 3, cells.count, cells.keys, cells.values, cells.present };
	struct store_changes mine = { 0 };
	done = done && store_put_cells(e->p->writer, e->p->cubes[indicator], &put, &mine, error);
	changes->added += mine.added;
	changes->changed += mine.changed;
	changes->removed += mine.removed;
	changes->values += mine.values;
	memory_free(cells.keys);
	memory_free(cells.values);
	memory_free(cells.present);
	return done;
}

bool publish_formulas(struct publishing *p, struct store_changes *changes, struct tally_error *error)
{
	struct evaluating e = { .p = p, .rows = arena_array(p->run->arena, p->run->catalog.indicators_count + 1, sizeof(int)) };
	const struct catalog *catalog = &p->run->catalog;
	if (!e.rows)
		return error_memory(error);
	if (!store_inside(p->writer, &e.reader, error))
		return false;
	e.names = store_names(e.reader);
	e.regions = arena_array(p->run->arena, e.names->regions_count + 1, sizeof(int));
	if (!e.regions)
		return error_memory(error);
	find_rows(&e);
	find_regions(&e);
	for (size_t i = 0; i < catalog->formulas_count; i++) {
		int indicator = catalog->formulas[i];
		if (e.rows[indicator] < 0 || area_off(&e, indicator))
			continue;
		p->cubes[indicator] = e.names->indicators[e.rows[indicator]].cube;
		if (!put_formula(&e, indicator, changes, error))
			return false;
	}
	return true;
}
