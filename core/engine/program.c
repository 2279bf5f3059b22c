/* Engine: merging plans into a program. Knows plans; does not read records. */
#include "engine/program.h"

#include <string.h>

static void need(struct program *p, int field)
{
	if (field != FIELD_NONE)
		p->needed[field] = 1;
}

/* A record that cannot be dated, placed or added is rejected: the fields by which plans of this register do so. */
static void settle_needed(struct program *p)
{
	const struct schema *schema = &p->declared->schema;
	need(p, schema->date);
	for (uint32_t k = 0; k < schema->keys_count; k++)
		need(p, (int)schema->keys[k]);
	for (size_t i = 0; i < p->catalog->indicators_count; i++) {
		const struct catalog_indicator *indicator = &p->catalog->indicators[i];
		if (indicator->kind != FROM_REGISTER || indicator->on != p->on)
			continue;
		need(p, indicator->plan.when);
		need(p, indicator->plan.until);
		need(p, indicator->plan.ended);
		need(p, indicator->plan.region);
		if (indicator->plan.measure != TALLY_DISTINCT) {
			need(p, indicator->plan.of);
			need(p, indicator->plan.over);
		}
	}
}

static int add_condition(struct program *p, const struct condition *condition)
{
	if (!condition)
		return -1;
	for (size_t i = 0; i < p->conditions_count; i++)
		if (strcmp(p->conditions[i]->source, condition->source) == 0 && p->conditions[i]->region == condition->region)
			return (int)i;
	p->conditions[p->conditions_count] = condition;
	return (int)p->conditions_count++;
}

static uint32_t find_field(const struct cube *cube, uint32_t field)
{
	uint32_t i = 0;
	while (i < cube->fields_count && cube->fields[i] != field)
		i++;
	return i;
}

static bool add_field(struct cube *cube, const struct breakdown *by, uint32_t f)
{
	uint32_t i = find_field(cube, by->fields[f]);
	if (i == CUBE_FIELDS_MAX)
		return false;
	if (i == cube->fields_count) {
		cube->fields[i] = by->fields[f];
		cube->sizes[i] = by->sizes[f];
		cube->steps[i] = by->sizes[f] + 1;
		cube->fields_count++;
	}
	if (!by->listed || by->list_field != by->fields[f])
		return true;
	cube->listed = true;
	if (!cube->lists[i] || by->fields_count == 1)
		cube->lists[i] = by;
	cube->steps[i] = by->sizes[f] + 2 + cube->lists[i]->groups_count;
	return true;
}

static bool start_cube(struct cube *cube, const struct plan *plan, struct tally_error *error)
{
	*cube = (struct cube){ .signature = plan->cube, .like = plan };
	uint64_t worth = 1;
	bool fits = true;
	for (uint32_t b = 0; b < plan->by_count; b++)
		for (uint32_t f = 0; f < plan->by[b].fields_count; f++)
			fits = fits && add_field(cube, &plan->by[b], f);
	for (uint32_t i = cube->fields_count; fits && i-- > 0;) {
		cube->radix[i] = worth;
		worth *= cube->steps[i];
		fits = worth <= 1ULL << KEY_CODES_BITS;
	}
	for (int grain = 0; grain < GRAIN_COUNT; grain++)
		if (plan->grains >> grain & 1)
			cube->finest = (enum grain)grain;
	return fits ||
		error_set(error, ERROR_AREA,
			_("%s: its breakdowns have more than %d combinations of codes together; declare fewer in one "
			  "indicator"),
			plan->id, 1 << KEY_CODES_BITS);
}

static struct cube *find_cube(struct program *p, const struct plan *plan, struct tally_error *error)
{
	for (size_t i = 0; i < p->cubes_count; i++)
		if (strcmp(p->cubes[i].signature, plan->cube) == 0)
			return &p->cubes[i];
	struct cube *cube = &p->cubes[p->cubes_count];
	if (!start_cube(cube, plan, error))
		return NULL;
	p->cubes_count++;
	return cube;
}

static bool add_plan(struct program *p, int indicator, size_t most, struct arena *arena, struct tally_error *error)
{
	const struct plan *plan = &p->catalog->indicators[indicator].plan;
	struct cube *cube = find_cube(p, plan, error);
	if (!cube)
		return false;
	if (!cube->measures)
		cube->measures = arena_array(arena, most, sizeof(*cube->measures));
	if (!cube->measures)
		return error_memory(error);
	struct measure *m = &cube->measures[cube->measures_count++];
	*m = (struct measure){ .indicator = indicator,
		.plan = plan,
		.condition = add_condition(p, plan->where),
		.share = add_condition(p, plan->share),
		.columns = plan_keeps_values(plan) ? 0 : plan_form(plan)->columns,
		.column = cube->width };
	cube->width += plan_ends(plan) ? 2 * m->columns : m->columns;
	cube->distinct |= plan->measure == TALLY_DISTINCT;
	cube->to_date |= plan_to_date(plan);
	return true;
}

bool cube_regular(const struct cube *cube, period when)
{
	enum grain grain;
	return period_grain(when, &grain) && cube->like->grains >> grain & 1;
}

bool view_kept(const struct cube *cube, int view)
{
	if (view < GRAIN_COUNT)
		return cube->like->grains >> view & 1;
	return cube->to_date && !cube_regular(cube, period_make(12, view - GRAIN_COUNT + 2));
}

period view_period(int view, period p)
{
	if (view < GRAIN_COUNT)
		return period_around((enum grain)view, p);
	int months = view - GRAIN_COUNT + 2, first = period_first_month(p);
	return first % 12 + period_months(p) <= months ? period_make(first - first % 12, months) : PERIOD_NONE;
}

static bool make_tables(struct cube *cube, struct arena *arena)
{
	cube->combine = arena_array(arena, (size_t)cube->width + 1, sizeof(*cube->combine));
	for (size_t m = 0; cube->combine && m < cube->measures_count; m++) {
		const struct measure *measure = &cube->measures[m];
		int end = m + 1 < cube->measures_count ? cube->measures[m + 1].column : cube->width;
		for (int c = measure->column; c < end; c++)
			cube->combine[c] = plan_form(measure->plan)->combine;
	}
	table_init(&cube->groups, cube->width);
	cube->groups.combine = cube->combine;
	table_init(&cube->places, 0);
	return cube->combine != NULL;
}

bool program_build(
	const struct catalog *catalog, int on, struct arena *arena, struct program *program, struct tally_error *error)
{
	struct program *p = program;
	size_t most = catalog->indicators_count + 1;
	*p = (struct program){
		.catalog = catalog, .on = on, .declared = &catalog->registers[on], .first_record = 1, .last_record = 0
	};
	p->conditions = arena_array(arena, 2 * most, sizeof(*p->conditions));
	p->cubes = arena_array(arena, most, sizeof(*p->cubes));
	p->needed = arena_array(arena, p->declared->schema.fields_count + 1, 1);
	if (!p->conditions || !p->cubes || !p->needed)
		return error_memory(error);
	p->last_day = period_last_day(catalog->workspace->through);
	settle_needed(p);
	for (size_t i = 0; i < catalog->indicators_count; i++)
		if (catalog->indicators[i].kind == FROM_REGISTER && catalog->indicators[i].on == on &&
			!add_plan(p, (int)i, most, arena, error))
			return false;
	for (size_t c = 0; c < p->cubes_count; c++)
		if (!make_tables(&p->cubes[c], arena))
			return error_memory(error);
	return true;
}

void program_reset(struct program *p)
{
	for (size_t c = 0; c < p->cubes_count; c++) {
		struct cube *cube = &p->cubes[c];
		table_done(&cube->groups);
		table_done(&cube->places);
		for (size_t m = 0; m < cube->measures_count; m++) {
			struct measure *measure = &cube->measures[m];
			memory_free(measure->sightings);
			memory_free(measure->spells);
			measure->sightings = NULL;
			measure->spells = NULL;
			measure->seen = measure->seen_capacity = 0;
		}
	}
	listings_done(&p->lists);
	p->first_record = 1;
	p->last_record = 0;
}

void program_done(struct program *p)
{
	program_reset(p);
}
