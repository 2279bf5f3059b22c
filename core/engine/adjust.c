/* Engine: adjustments into cells: of every region above, every coarser period, the total and the groups of a part (docs/decisions/008). Knows which cells a
 * difference is part of; whether it may be given at all was judged when it was read. */
#include <string.h>

#include "engine/cells.h"

/* One row, while it goes into the cells of one measure. */
struct adjusting {
	struct rolling *rolling;
	const struct adjustment *row;
	int indicator; /* of the measure: the row's own, or the cumulative of it */
	int column;
	bool moves; /* entries and exits stand behind it */
	enum grain named; /* of the row's period */
	uint32_t texts[PARTS_OF_A_GROUP];
	size_t texts_count;
};

static bool note(struct adjusting *j, uint64_t key)
{
	struct cube_cells *cells = j->rolling->whole;
	uint32_t row = table_row(&cells->adjusted_sums, key);
	if (!memory_grow(&cells->adjusted, &cells->adjusted_capacity, cells->adjusted_count + 1, sizeof(*cells->adjusted)) ||
		row == TABLE_NONE)
		return false;
	table_sums(&cells->adjusted_sums, row)[j->column] += j->row->delta;
	cells->adjusted[cells->adjusted_count++] = (struct adjusted_cell){ key, j->indicator, j->column, j->row };
	return true;
}

/* Into the region and those above it, as roll_regions does with records. `offset` 0: the value itself, else entries or exits. */
static bool add_upwards(struct adjusting *j, int region, period when, int offset, wide value)
{
	struct rolling *r = j->rolling;
	while (region != REGION_NONE && region_within(r->regions, region, r->scope)) {
		for (size_t t = 0; t < j->texts_count; t++) {
			if (!cell_add(r, region, when, j->texts[t], j->column + offset, value))
				return false;
			if (offset == 0 && !note(j, cell_key((uint32_t)region, when, j->texts[t])))
				return false;
		}
		region = region == r->scope ? REGION_NONE : region_adds_to(r->regions, region);
	}
	return true;
}

/* Where a record of the region would count in the period. */
static int counted_at(const struct adjusting *j, period when)
{
	const struct region_tree *regions = j->rolling->regions;
	return region_leaf(regions, region_effective(regions, j->row->region, period_last_day(when)));
}

/* In the named period and every coarser one that holds it. */
static bool adjust_flow(struct adjusting *j, enum grain grain)
{
	period when = period_holding(grain, period_first_day(j->row->when));
	if (grain > j->named || !period_covered(j->rolling->covers, when, false))
		return true;
	return add_upwards(j, counted_at(j, when), when, 0, j->row->delta);
}

/* In the years to date that hold it, where they are not made of months. */
static bool adjust_to_date(struct adjusting *j)
{
	for (int view = GRAIN_COUNT; view < FLOW_VIEWS; view++) {
		period when = view_period(view, j->row->when);
		if (view_kept(j->rolling->cube, view) && when != PERIOD_NONE &&
			period_covered(j->rolling->covers, when, false) &&
			!add_upwards(j, counted_at(j, when), when, 0, j->row->delta))
			return false;
	}
	return true;
}

/* From the end of the named period on. */
static bool adjust_cumulative(struct adjusting *j, enum grain grain)
{
	int last = last_closing(j->rolling, grain);
	int number = period_number(grain, period_holding(grain, period_last_day(j->row->when)));
	for (; number <= last; number++) {
		period when = period_numbered(grain, number);
		if (closing_kept(j->rolling, when) && !add_upwards(j, counted_at(j, when), when, 0, j->row->delta))
			return false;
	}
	return true;
}

/* The closing on that very day: what is added enters there and is gone at the next one, what is taken off leaves and is back. */
static bool adjust_stock(struct adjusting *j, enum grain grain)
{
	struct rolling *r = j->rolling;
	int32_t day = period_last_day(j->row->when);
	period when = period_holding(grain, day), next = period_numbered(grain, period_number(grain, when) + 1);
	int region = counted_at(j, when), comes = j->row->delta > 0 ? 1 : 2;
	wide size = j->row->delta > 0 ? j->row->delta : -(wide)j->row->delta;
	if (period_last_day(when) != day || !closing_kept(r, when))
		return true;
	return add_upwards(j, region, when, 0, j->row->delta) && (!j->moves || add_upwards(j, region, when, comes, size)) &&
		(!j->moves || !closing_kept(r, next) || add_upwards(j, region, next, 3 - comes, size));
}

static bool adjust_measure(struct adjusting *j, enum tally_time time)
{
	bool done = true;
	for (int grain = 0; done && grain < GRAIN_COUNT; grain++) {
		if (!(j->rolling->cube->like->grains >> grain & 1))
			continue;
		if (time == TALLY_FLOW)
			done = adjust_flow(j, (enum grain)grain);
		else if (time == TALLY_CUMULATIVE)
			done = adjust_cumulative(j, (enum grain)grain);
		else
			done = adjust_stock(j, (enum grain)grain);
	}
	return done;
}

/* What is said about a period of which the register says nothing would be lost. */
static bool check_covered(const struct rolling *r, const struct adjustment *row, struct tally_error *error)
{
	char when[PERIOD_TEXT_BYTES];
	bool flow = r->cube->like->time == TALLY_FLOW;
	if (flow ? period_covered(r->covers, row->when, false) : closing_kept(r, row->when))
		return true;
	period_print(row->when, when);
	return error_set(error, ERROR_AREA, _("%s:%u: %s lies outside what register '%s' covers; say covers = in its section"),
		row->file, row->line, when, r->program->declared->schema.name);
}

static bool adjust_one(struct rolling *r, const struct adjustment *row, size_t measure, struct tally_error *error)
{
	const struct measure *m = &r->cube->measures[measure];
	struct adjusting j = {
		.rolling = r, .row = row, .indicator = m->indicator, .column = r->columns[measure], .moves = plan_moves(m->plan)
	};
	int text = catalog_breakdown(r->program->catalog, text_of(row->breakdown));
	if (m->indicator == row->indicator && !check_covered(r, row, error))
		return false;
	if (!period_grain(row->when, &j.named))
		return true; /* refused when it was read */
	j.texts_count = parts_holding(r->cube, text < 0 ? 0 : (uint32_t)text, j.texts);
	bool done = adjust_measure(&j, m->plan->time) && (!plan_to_date(m->plan) || adjust_to_date(&j));
	return done || error_memory(error);
}

bool adjust_cells(struct rolling *rolling, const struct additions *additions, struct tally_error *error)
{
	const struct catalog_indicator *indicators = rolling->program->catalog->indicators;
	for (size_t i = 0; i < additions->adjustments_count; i++) {
		const struct adjustment *row = &additions->adjustments[i];
		for (size_t m = 0; m < rolling->cube->measures_count; m++) {
			int indicator = rolling->cube->measures[m].indicator;
			if ((indicator == row->indicator ||
				    strcmp(indicators[indicator].flow, indicators[row->indicator].id) == 0) &&
				!adjust_one(rolling, row, m, error))
				return false;
		}
	}
	return true;
}
