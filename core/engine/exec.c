/* Engine: running a program over batches: records into groups. Knows plans and typed columns; what groups become is rollup.c's. */
#include <string.h>

#include "engine/keys.h"
#include "engine/program.h"

enum { WORDS = TALLY_BATCH_ROWS / 64 };

/* What all cubes of one batch share. */
struct running {
	struct program *program;
	const struct tally_batch *batch;
	const uint64_t *take;
	const struct region_tree *regions;
	uint64_t (*conditions)[WORDS];
	uint64_t keys[TALLY_BATCH_ROWS]; /* of the cube in hand: region and codes; time is added */
	int32_t start[TALLY_BATCH_ROWS], end[TALLY_BATCH_ROWS];
	uint64_t counted[WORDS]; /* records that the cube counts at all */
	uint32_t groups[TALLY_BATCH_ROWS];
	wide *sums[TALLY_BATCH_ROWS];
};

static bool bit(const uint64_t *bits, uint32_t row)
{
	return bits[row / 64] >> (row % 64) & 1;
}

/* --- which records, where, by what --- */

static void take_dated(struct running *r, const struct cube *cube)
{
	const struct tally_column *when = &r->batch->columns[cube->like->when];
	for (uint32_t w = 0; w < WORDS; w++)
		r->counted[w] = r->take[w] & when->present[w];
	for (uint32_t row = 0; row < r->batch->rows; row++)
		r->start[row] = bit(r->counted, row) ? record_start(cube->like, r->batch, row) : 0;
}

static void place_regions(struct running *r, int field)
{
	const struct tally_column *region = &r->batch->columns[field];
	for (uint32_t row = 0; row < r->batch->rows; row++)
		r->keys[row] = group_key(tally_code_at(region, row), 0, 0);
	for (uint32_t w = 0; w < WORDS; w++)
		r->counted[w] &= region->present[w];
}

static void place_records(struct running *r, const struct cube *cube)
{
	int scope = region_leaf(r->regions, r->program->declared->schema.scope);
	if (cube->like->region != FIELD_NONE)
		place_regions(r, cube->like->region);
	else
		for (uint32_t row = 0; row < r->batch->rows; row++)
			r->keys[row] = group_key((uint32_t)scope, 0, 0);
	for (uint32_t f = 0; f < cube->fields_count && !cube->listed; f++) {
		const struct tally_column *codes = &r->batch->columns[cube->fields[f]];
		for (uint32_t row = 0; row < r->batch->rows; row++) {
			uint32_t place = tally_has(codes, row) ? tally_code_at(codes, row) : cube->sizes[f];
			r->keys[row] += place * cube->radix[f];
		}
	}
}

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

int32_t record_start(const struct plan *plan, const struct tally_batch *batch, uint32_t row)
{
	return listing_day(&batch->columns[plan->when], row);
}

/* The earliest of until + 1, ended and when + lasts; DATE_MAX + 1 when open. */
int32_t record_end(const struct plan *plan, const struct tally_batch *batch, uint32_t row, int32_t start)
{
	int32_t end = plan->time == TALLY_SNAPSHOT ? start + 1 : DATE_MAX + 1;
	if (plan->until != FIELD_NONE && tally_has(&batch->columns[plan->until], row))
		end = earlier(end, tally_days(&batch->columns[plan->until], row) + 1);
	if (plan->ended != FIELD_NONE && tally_has(&batch->columns[plan->ended], row))
		end = earlier(end, tally_days(&batch->columns[plan->ended], row));
	if (plan->lasts_months)
		end = earlier(end, date_add_months(start, plan->lasts_months));
	if (plan->lasts_days)
		end = earlier(end, start + plan->lasts_days);
	return end;
}

static void end_records(struct running *r, const struct plan *plan)
{
	for (uint32_t row = 0; row < r->batch->rows; row++)
		r->end[row] = record_end(plan, r->batch, row, r->start[row]);
}

/* --- sums --- */

static void need_field(const struct running *r, int field, uint64_t *bits)
{
	for (uint32_t w = 0; field != FIELD_NONE && w < WORDS; w++)
		bits[w] &= r->batch->columns[field].present[w];
}

/* The records that the measure counts: dated, placed, meeting its condition, with all fields that it adds. */
static void measure_bits(const struct running *r, const struct measure *m, uint64_t *bits)
{
	memcpy(bits, r->counted, sizeof(r->counted));
	for (uint32_t w = 0; m->condition >= 0 && w < WORDS; w++)
		bits[w] &= r->conditions[m->condition][w];
	need_field(r, m->plan->of, bits);
	need_field(r, m->plan->over, bits);
}

static int64_t number_at(const struct running *r, int field, uint32_t row)
{
	return tally_integer(&r->batch->columns[field], row);
}

void record_weights(const struct plan *plan, const struct tally_batch *batch, uint32_t row, bool shared,
	int64_t weights[MEASURE_COLUMNS_MAX])
{
	weights[0] = plan->of == FIELD_NONE ? 1 : tally_integer(&batch->columns[plan->of], row);
	weights[1] = plan->over != FIELD_NONE ? tally_integer(&batch->columns[plan->over], row) : 1;
	weights[2] = 1;
	if (!plan->share)
		return;
	weights[1] = weights[0];
	weights[0] = shared ? weights[0] : 0;
}

static void weigh(const struct running *r, const struct measure *m, uint32_t row, int64_t weights[MEASURE_COLUMNS_MAX])
{
	record_weights(m->plan, r->batch, row, m->share >= 0 && bit(r->conditions[m->share], row), weights);
}

struct identity entity_of(const struct tally_column *of, uint32_t row)
{
	if (of->type == TALLY_TEXT) {
		struct tally_string text = tally_text(of, row);
		return identity_of((struct text){ text.at, text.bytes });
	}
	return (struct identity){ 0, of->type == TALLY_INTEGER ? (uint64_t)tally_integer(of, row) : tally_code_at(of, row) };
}

static struct identity entity_at(const struct running *r, const struct measure *m, uint32_t row)
{
	return entity_of(&r->batch->columns[m->plan->of], row);
}

/* A sum that is not what it was is as if another had come: the value is part of who it is. */
struct identity record_identity(const struct plan *plan, const struct tally_batch *batch, uint32_t row, uint64_t other)
{
	static const uint64_t nobody = 0x6e6f206b6579ULL;
	struct identity identity;
	if (plan->measure == TALLY_DISTINCT)
		return entity_of(&batch->columns[plan->of], row);
	if (!key_identity(plan->keys, plan->keys_count, batch, row, &identity))
		identity = (struct identity){ nobody, other };
	if (plan->of == FIELD_NONE)
		return identity;
	return identity_join(identity, (struct identity){ 0, (uint64_t)tally_integer(&batch->columns[plan->of], row) });
}

/* What a record is known by among the spells: who it is, or the value whose least or greatest is looked for. */
static struct identity spell_identity(const struct running *r, const struct measure *m, uint32_t row)
{
	if (plan_keeps_values(m->plan))
		return (struct identity){ 0, (uint64_t)number_at(r, m->plan->of, row) };
	return record_identity(m->plan, r->batch, row, m->seen);
}

static bool see(struct measure *m, const struct running *r, uint32_t row)
{
	if (!memory_grow(&m->sightings, &m->seen_capacity, m->seen + 1, sizeof(*m->sightings)))
		return false;
	m->sightings[m->seen++] = (struct sighting){ entity_at(r, m, row), r->groups[row], 0 };
	return true;
}

static bool stay(struct measure *m, const struct running *r, uint32_t row)
{
	if (!memory_grow(&m->spells, &m->seen_capacity, m->seen + 1, sizeof(*m->spells)))
		return false;
	bool sum = m->plan->measure == TALLY_SUM;
	m->spells[m->seen++] = (struct spell){ .entity = spell_identity(r, m, row),
		.weight = sum ? number_at(r, m->plan->of, row) : 1,
		.place = r->groups[row],
		.start = r->start[row],
		.end = r->end[row] };
	return true;
}

/* --- flows: one group a record --- */

static period flow_period(const struct running *r, const struct cube *cube, uint32_t row)
{
	const struct tally_column *when = &r->batch->columns[cube->like->when];
	return when->type == TALLY_PERIOD ? tally_days(when, row) : period_holding(cube->finest, r->start[row]);
}

static bool group_flow(struct running *r, struct cube *cube)
{
	for (uint32_t row = 0; row < r->batch->rows; row++)
		if (bit(r->counted, row)) {
			r->keys[row] += (uint64_t)flow_period(r, cube, row) << KEY_CODES_BITS;
			table_prefetch(&cube->groups, r->keys[row]);
		}
	for (uint32_t row = 0; row < r->batch->rows; row++)
		if (bit(r->counted, row))
			table_prefetch_row(&cube->groups, r->keys[row]);
	for (uint32_t row = 0; row < r->batch->rows; row++)
		if (bit(r->counted, row) && (r->groups[row] = table_row(&cube->groups, r->keys[row])) == TABLE_NONE)
			return false;
	return true;
}

/* Where the sums of each record's group stand; only now, since a new group may move them all. */
static void point_sums(struct running *r, const struct cube *cube)
{
	for (uint32_t row = 0; row < r->batch->rows; row++)
		if (bit(r->counted, row))
			r->sums[row] = table_sums(&cube->groups, r->groups[row]);
}

static bool see_all(struct running *r, struct measure *m, const uint64_t *bits)
{
	for (uint32_t w = 0; w < WORDS; w++)
		for (uint64_t mask = bits[w]; mask; mask &= mask - 1)
			if (!see(m, r, w * 64 + (uint32_t)__builtin_ctzll(mask)))
				return false;
	return true;
}

/* Counts and sums, which are most of all indicators. */
static void add_flows(struct running *r, const struct measure *m, const uint64_t *bits)
{
	const int64_t *weights = m->plan->of == FIELD_NONE ? NULL : r->batch->columns[m->plan->of].values;
	for (uint32_t w = 0; w < WORDS; w++)
		for (uint64_t mask = bits[w]; mask; mask &= mask - 1) {
			uint32_t row = w * 64 + (uint32_t)__builtin_ctzll(mask);
			r->sums[row][m->column] += weights ? weights[row] : 1;
		}
}

static void combine_flows(struct running *r, const struct measure *m, const uint64_t *bits)
{
	enum combine combine = plan_form(m->plan)->combine;
	int64_t weights[MEASURE_COLUMNS_MAX];
	for (uint32_t w = 0; w < WORDS; w++)
		for (uint64_t mask = bits[w]; mask; mask &= mask - 1) {
			uint32_t row = w * 64 + (uint32_t)__builtin_ctzll(mask);
			wide *sums = r->sums[row] + m->column;
			weigh(r, m, row, weights);
			for (int c = 0; c < m->columns; c++)
				sums[c] = combine_two(combine, sums[c], weights[c]);
		}
}

static bool measure_flow(struct running *r, struct measure *m)
{
	uint64_t bits[WORDS];
	measure_bits(r, m, bits);
	if (m->plan->measure == TALLY_DISTINCT)
		return see_all(r, m, bits);
	if (plan_form(m->plan)->additive)
		add_flows(r, m, bits);
	else
		combine_flows(r, m, bits);
	return true;
}

/* --- stocks and cumulatives: events at closings --- */

/* Key of an event: the period's place holds the grain and the number of the closing. */
static uint64_t event_key(uint64_t place, enum grain grain, int number)
{
	return place + ((uint64_t)((uint32_t)grain << 18 | (uint32_t)number) << KEY_CODES_BITS);
}

static bool add_event(struct cube *cube, uint64_t key, int column, const int64_t *weights, int count)
{
	uint32_t group = table_row(&cube->groups, key);
	if (group == TABLE_NONE)
		return false;
	wide *sums = table_sums(&cube->groups, group) + column;
	for (int c = 0; c < count; c++)
		sums[c] += weights[c];
	return true;
}

static bool add_events(struct running *r, struct cube *cube, const struct measure *m, uint32_t row)
{
	int64_t weights[MEASURE_COLUMNS_MAX];
	weigh(r, m, row, weights);
	for (int g = 0; g < GRAIN_COUNT; g++) {
		enum grain grain = (enum grain)g;
		if (!(cube->like->grains >> g & 1))
			continue;
		int came = closing_of(grain, r->start[row]);
		bool ends = r->end[row] <= r->program->last_day;
		int went = ends ? closing_of(grain, r->end[row]) : 0;
		if (ends && went <= came)
			continue; /* over before a closing saw it */
		if (!add_event(cube, event_key(r->keys[row], grain, came), m->column, weights, m->columns))
			return false;
		if (ends && !add_event(cube, event_key(r->keys[row], grain, went), m->column + m->columns, weights, m->columns))
			return false;
	}
	return true;
}

static bool measure_stock(struct running *r, struct cube *cube, struct measure *m)
{
	uint64_t bits[WORDS];
	measure_bits(r, m, bits);
	for (uint32_t row = 0; row < r->batch->rows; row++) {
		if (!bit(bits, row) || r->start[row] >= r->end[row] || r->start[row] > r->program->last_day)
			continue;
		if (plan_identifies(m->plan) || plan_keeps_values(m->plan)) {
			r->groups[row] = table_row(&cube->places, r->keys[row]);
			if (r->groups[row] == TABLE_NONE || !stay(m, r, row))
				return false;
		} else if (!add_events(r, cube, m, row)) {
			return false;
		}
	}
	return true;
}

/* --- the batch --- */

static bool run_groups(struct running *r, struct cube *cube)
{
	bool flow = cube->like->time == TALLY_FLOW;
	if (flow && !group_flow(r, cube))
		return false;
	if (flow)
		point_sums(r, cube);
	for (size_t m = 0; m < cube->measures_count; m++)
		if (!(flow ? measure_flow(r, &cube->measures[m]) : measure_stock(r, cube, &cube->measures[m])))
			return false;
	return true;
}

/* The records once for each of their groups: the first ones of all, the second ones of those that have two, and so on. */
static bool run_lists(struct running *r, struct cube *cube)
{
	uint64_t places[TALLY_BATCH_ROWS], counted[WORDS], codes;
	bool any = true;
	memcpy(places, r->keys, sizeof(places));
	memcpy(counted, r->counted, sizeof(counted));
	for (uint32_t number = 0; any; number++) {
		any = false;
		memset(r->counted, 0, sizeof(r->counted));
		for (uint32_t row = 0; row < r->batch->rows; row++) {
			if (!bit(counted, row) || !record_codes(cube, r->batch, row, number, &codes))
				continue;
			r->counted[row / 64] |= 1ULL << (row % 64);
			r->keys[row] = places[row] + codes;
			any = true;
		}
		if (any && !run_groups(r, cube))
			return false;
	}
	return true;
}

static bool run_cube(struct running *r, struct cube *cube)
{
	take_dated(r, cube);
	place_records(r, cube);
	if (cube->like->time != TALLY_FLOW)
		end_records(r, cube->like);
	return cube->listed ? run_lists(r, cube) : run_groups(r, cube);
}

static void note_dates(struct program *p, const struct tally_batch *batch, const uint64_t *take)
{
	int date = p->declared->schema.date;
	if (date == FIELD_NONE)
		return;
	const struct tally_column *column = &batch->columns[date];
	for (uint32_t row = 0; row < batch->rows; row++) {
		if (!bit(take, row) || !tally_has(column, row))
			continue;
		int32_t day = listing_day(column, row);
		bool first = p->first_record > p->last_record;
		p->first_record = first || day < p->first_record ? day : p->first_record;
		p->last_record = first || day > p->last_record ? day : p->last_record;
	}
}

bool program_batch(struct program *program, const struct tally_batch *batch, const uint64_t *take, struct tally_error *error)
{
	struct running *r = memory_alloc(1, sizeof(*r));
	if (!r)
		return error_memory(error);
	r->program = program;
	r->batch = batch;
	r->take = take;
	r->regions = &program->catalog->workspace->regions;
	r->conditions = memory_alloc(program->conditions_count + 1, sizeof(*r->conditions));
	bool done = r->conditions != NULL;
	for (size_t c = 0; done && c < program->conditions_count; c++)
		condition_batch(program->conditions[c], r->regions, batch, r->conditions[c]);
	for (size_t c = 0; done && c < program->cubes_count; c++)
		done = run_cube(r, &program->cubes[c]);
	note_dates(program, batch, take);
	if (program->declared->listed != FIELD_NONE)
		done = done && listings_batch(&program->lists, &batch->columns[program->declared->listed], batch->rows, take);
	memory_free(r->conditions);
	memory_free(r);
	return done || error_memory(error);
}
