/* Engine: from groups to cells, in order: entities, parts and periods, regions, what entities were added twice. Knows the order of the work. */
#include "engine/cells.h"

#include <string.h>

bool cell_add(struct rolling *rolling, int region, period when, uint32_t text, int column, wide value)
{
	enum combine combine = rolling->cells->combine[column];
	if (value == combine_neutral(combine) || !region_within(rolling->regions, region, rolling->scope))
		return true;
	uint32_t row = table_row(rolling->cells, cell_key((uint32_t)region, when, text));
	if (row == TABLE_NONE)
		return false;
	wide *cell = &table_sums(rolling->cells, row)[column];
	*cell = combine_two(combine, *cell, value);
	return true;
}

bool cell_add_group(struct rolling *rolling, int region, period when, uint32_t text, const wide *sums)
{
	if (!region_within(rolling->regions, region, rolling->scope))
		return true;
	uint64_t key = cell_key((uint32_t)region, when, text);
	bool total = text == 0, again = total && rolling->total_row != TABLE_NONE && rolling->total_key == key;
	uint32_t row = again ? rolling->total_row : table_row(rolling->cells, key);
	if (row == TABLE_NONE)
		return false;
	if (total) {
		rolling->total_key = key;
		rolling->total_row = row;
	}
	wide *cell = table_sums(rolling->cells, row);
	for (int i = 0; i < rolling->pairs->count; i++) {
		const struct column_pair *pair = &rolling->pairs->rows[i];
		cell[pair->cell] = combine_two(pair->combine, cell[pair->cell], sums[pair->group]);
	}
	return true;
}

bool period_covered(const struct span *covers, period when, bool closing)
{
	int32_t last = period_last_day(when);
	return last <= covers->last && (closing ? last : period_first_day(when)) >= covers->first;
}

bool closing_kept(const struct rolling *r, period when)
{
	return period_covered(r->covers, when, true) &&
		(r->cube->like->time != TALLY_SNAPSHOT || listings_have(&r->program->lists, period_last_day(when)));
}

bool cells_moves_known(const struct cube_cells *cells, period when)
{
	period before = period_previous(when);
	return cells->cube->like->time != TALLY_SNAPSHOT ||
		(before != PERIOD_NONE && listings_have(cells->lists, period_last_day(before)));
}

/* Rows of one region, chained while regions are added into those above. */
struct chains {
	uint32_t *heads; /* of each region: row + 1 */
	uint32_t *next; /* of each row: row + 1 */
	size_t next_capacity;
};

static bool chain_row(struct chains *chains, const struct table_rows *cells, uint32_t row)
{
	if (!memory_grow(&chains->next, &chains->next_capacity, (size_t)row + 1, sizeof(*chains->next)))
		return false;
	uint32_t region = cell_region(cells->keys[row]);
	chains->next[row] = chains->heads[region];
	chains->heads[region] = row + 1;
	return true;
}

static bool add_row_above(struct rolling *r, struct chains *chains, uint32_t row, uint32_t above)
{
	struct table_rows *cells = r->cells;
	uint64_t key = cells->keys[row];
	size_t before = cells->count;
	uint32_t into = table_row(cells, cell_key(above, cell_period(key), cell_text(key)));
	if (into == TABLE_NONE || (cells->count > before && !chain_row(chains, cells, into)))
		return false;
	const wide *from = table_sums(cells, row);
	wide *to = table_sums(cells, into);
	for (int column = 0; column < cells->width; column++)
		to[column] = combine_two(cells->combine[column], to[column], from[column]);
	return true;
}

/* Children stand behind their parents, so going backwards every region is whole before it is added. */
bool roll_regions(struct rolling *r)
{
	struct chains chains = { .heads = memory_alloc(r->regions->count + 1, sizeof(uint32_t)) };
	bool done = chains.heads != NULL;
	for (uint32_t row = 0; done && row < r->cells->count; row++)
		done = chain_row(&chains, r->cells, row);
	for (int region = (int)r->regions->count - 1; done && region > r->scope; region--) {
		int above = region_adds_to(r->regions, region);
		if (above == REGION_NONE || !region_within(r->regions, region, r->scope))
			continue;
		for (uint32_t row = chains.next ? chains.heads[region] : 0; done && row; row = chains.next[row - 1])
			done = add_row_above(r, &chains, row - 1, (uint32_t)above);
	}
	memory_free(chains.heads);
	memory_free(chains.next);
	return done;
}

/* Opening values come in as events at the closing of their period, in the part that their breakdown names. */
static bool add_opening(struct rolling *r, const struct measure *m, const struct opening *opening)
{
	int text = catalog_breakdown(r->program->catalog, text_of(opening->breakdown));
	uint64_t codes = codes_of_part(r->cube, text < 0 ? 0 : (uint32_t)text);
	for (int g = 0; g < GRAIN_COUNT; g++) {
		if (!(r->cube->like->grains >> g & 1))
			continue;
		int number = period_number((enum grain)g, period_holding((enum grain)g, period_last_day(opening->when)));
		uint64_t key = group_key(
			(uint32_t)region_leaf(r->regions, opening->region), (uint32_t)g << 18 | (uint32_t)number, codes);
		uint32_t group = table_row(&r->cube->groups, key);
		if (group == TABLE_NONE)
			return false;
		table_sums(&r->cube->groups, group)[m->column] += opening->value;
	}
	return true;
}

static bool add_openings(struct rolling *r, const struct additions *additions)
{
	for (size_t i = 0; i < additions->openings_count; i++)
		for (size_t m = 0; m < r->cube->measures_count; m++)
			if (r->cube->measures[m].indicator == additions->openings[i].indicator &&
				!add_opening(r, &r->cube->measures[m], &additions->openings[i]))
				return false;
	return true;
}

static bool roll(struct rolling *r)
{
	struct cube *cube = r->cube;
	bool flow = cube->like->time == TALLY_FLOW, done = true;
	for (size_t m = 0; done && m < cube->measures_count; m++)
		if (plan_identifies(cube->measures[m].plan))
			done = flow ? distinct_groups(r, &cube->measures[m]) : distinct_spells(r, &cube->measures[m], false);
	done = done && (flow ? roll_flows(r) : roll_stocks(r));
	for (size_t m = 0; done && m < cube->measures_count; m++)
		if (plan_keeps_values(cube->measures[m].plan))
			done = extreme_spells(r, &cube->measures[m]);
	done = done && roll_regions(r);
	for (size_t m = 0; done && m < cube->measures_count; m++)
		if (plan_identifies(cube->measures[m].plan))
			done = flow ? distinct_overlaps(r, &cube->measures[m]) : distinct_spells(r, &cube->measures[m], true);
	return done;
}

/* Lays out the columns of the cells; false without memory. */
static bool lay_columns(const struct cube *cube, struct arena *arena, struct cube_cells *cells)
{
	int most = (int)cube->measures_count * MEASURE_COLUMNS_MAX + 1, width = 0;
	cells->columns = arena_array(arena, cube->measures_count + 1, sizeof(*cells->columns));
	cells->combine = arena_array(arena, (size_t)most, sizeof(*cells->combine));
	if (!cells->columns || !cells->combine)
		return false;
	for (size_t m = 0; m < cube->measures_count; m++) {
		const struct plan *plan = cube->measures[m].plan;
		int columns = plan_moves(plan) ? 3 : plan_form(plan)->columns;
		cells->columns[m] = width;
		for (int c = 0; c < columns; c++)
			cells->combine[width++] = plan_form(plan)->combine;
	}
	table_init(&cells->rows, width);
	table_init(&cells->adjusted_sums, width);
	cells->rows.combine = cells->combine;
	return true;
}

/* Where the columns of a measure of flows go. */
static void pair_measure(const struct rolling *r, size_t m, struct column_pairs *pairs)
{
	const struct measure *measure = &r->cube->measures[m];
	for (int c = 0; c < measure->columns; c++)
		pairs->rows[pairs->count++] =
			(struct column_pair){ measure->column + c, r->columns[m] + c, plan_form(measure->plan)->combine };
}

static bool pair_columns(struct rolling *r, struct arena *arena)
{
	const struct cube *cube = r->cube;
	r->all.rows = arena_array(arena, (size_t)cube->width + 1, sizeof(*r->all.rows));
	r->to_date.rows = arena_array(arena, (size_t)cube->width + 1, sizeof(*r->to_date.rows));
	if (!r->all.rows || !r->to_date.rows)
		return false;
	for (size_t m = 0; cube->like->time == TALLY_FLOW && m < cube->measures_count; m++) {
		pair_measure(r, m, &r->all);
		if (plan_to_date(cube->measures[m].plan))
			pair_measure(r, m, &r->to_date);
	}
	return true;
}

bool cells_build(const struct program *program, struct cube *cube, const struct span *covers, const struct additions *additions,
	struct arena *arena, struct cube_cells *cells, struct tally_error *error)
{
	*cells = (struct cube_cells){ .cube = cube, .lists = &program->lists };
	if (!lay_columns(cube, arena, cells))
		return error_memory(error);
	struct rolling r = { .program = program,
		.regions = &program->catalog->workspace->regions,
		.cube = cube,
		.covers = covers,
		.whole = cells,
		.cells = &cells->rows,
		.columns = cells->columns,
		.scope = program->declared->schema.scope,
		.total_row = TABLE_NONE };
	if (!pair_columns(&r, arena) || !add_openings(&r, additions) || !roll(&r))
		return error_memory(error);
	return adjust_cells(&r, additions, error);
}

void cells_done(struct cube_cells *cells)
{
	table_done(&cells->rows);
	table_done(&cells->adjusted_sums);
	memory_free(cells->adjusted);
	cells->adjusted = NULL;
}

static const struct plan *column_plan(const struct cube_cells *cells, int column)
{
	size_t m = cells->cube->measures_count - 1;
	while (m > 0 && cells->columns[m] > column)
		m--;
	return cells->cube->measures[m].plan;
}

wide adjusted_sum(const struct cube_cells *cells, const struct adjusted_cell *adjusted)
{
	return table_sums(&cells->adjusted_sums, table_find(&cells->adjusted_sums, adjusted->key))[adjusted->column];
}

/* A value may fit where what was added to it does not: both are kept. */
static bool adjusted_fit(const struct program *program, const struct cube_cells *cells, struct tally_error *error)
{
	for (size_t i = 0; i < cells->adjusted_count; i++) {
		const struct adjusted_cell *a = &cells->adjusted[i];
		char when[PERIOD_TEXT_BYTES];
		if (wide_fits(adjusted_sum(cells, a)))
			continue;
		period_print(cell_period(a->key), when);
		return error_set(error, ERROR_AREA,
			_("%s:%u: with this row the adjustments of %s for %s in %s do not fit in 64 bits; correct its delta"),
			a->adjustment->file, a->adjustment->line, program->catalog->indicators[a->indicator].id,
			program->catalog->workspace->regions.rows[cell_region(a->key)].name, when);
	}
	return true;
}

bool cells_fit(const struct program *program, const struct cube_cells *cells, struct tally_error *error)
{
	const struct table_rows *rows = &cells->rows;
	for (size_t i = 0; i < rows->count * (size_t)rows->width; i++) {
		if (wide_fits(rows->sums[i]) || cells->combine[i % (size_t)rows->width] != COMBINE_ADD)
			continue; /* a least or greatest value is one of a record */
		uint64_t key = rows->keys[i / (size_t)rows->width];
		char when[PERIOD_TEXT_BYTES];
		period_print(cell_period(key), when);
		const struct plan *plan = column_plan(cells, (int)(i % (size_t)rows->width));
		return error_set(error, ERROR_AREA,
			plan_form(plan)->kind == VALUE_PARTS
				? _("%s: a sum that the value of %s in %s is made of does not fit in 64 bits; use a larger "
				    "unit")
				: _("%s: the value of %s in %s does not fit in 64 bits; use a larger unit"),
			plan->id, program->catalog->workspace->regions.rows[cell_region(key)].name, when);
	}
	return adjusted_fit(program, cells, error);
}
