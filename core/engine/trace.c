/* Engine: the records behind one figure. Knows the order of the work: the scan of the register with a watcher, who of the entities came or went, what the
 * rows add up to. */
#include "engine/trace.h"

#include <stdlib.h>
#include <string.h>

#include "engine/cells.h"
#include "engine/identity_sort.h"
#include "engine/trace_inner.h"

enum { WORDS = TALLY_BATCH_ROWS / 64 };

/* A record that stands in the cell now or stood there before; only those that may be listed have texts. */
struct candidate {
	struct identity entity;
	uint64_t number; /* in the order of the register */
	int64_t weights[MEASURE_COLUMNS_MAX];
	struct standing standing;
	struct trace_row row;
};

struct watching {
	struct traced_cell cell;
	struct run *run;
	struct trace *trace;
	struct scan_result scan; /* its program is there while the register is read */
	struct candidate *found;
	size_t count, capacity;
};

/* --- while the register is read --- */

static bool bit(const uint64_t *bits, uint32_t row)
{
	return bits[row / 64] >> (row % 64) & 1;
}

static void forget(void *user)
{
	struct watching *w = user;
	w->count = 0;
}

static const struct cube *find_cube(const struct watching *w)
{
	for (size_t c = 0; c < w->scan.program.cubes_count; c++)
		for (size_t m = 0; m < w->scan.program.cubes[c].measures_count; m++)
			if (w->scan.program.cubes[c].measures[m].indicator == w->cell.indicator)
				return &w->scan.program.cubes[c];
	return NULL;
}

/* The records that the plan counts wherever and whenever. */
static void counted_bits(const struct watching *w, const struct tally_batch *batch, const uint64_t *accepted, uint64_t *bits)
{
	const struct plan *plan = w->cell.plan;
	const int needed[] = { plan->when, plan->region, plan->of, plan->over };
	uint64_t met[WORDS];
	memcpy(bits, accepted, WORDS * sizeof(*bits));
	if (plan->where)
		condition_batch(plan->where, w->cell.regions, batch, met);
	for (uint32_t word = 0; word < WORDS; word++) {
		for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
			if (needed[i] != FIELD_NONE)
				bits[word] &= batch->columns[needed[i]].present[word];
		if (plan->where)
			bits[word] &= met[word];
	}
}

/* The days on which the record is valid, from the first up to the one before `end`. */
static void valid_days(const struct plan *plan, const struct tally_batch *batch, uint32_t row, int32_t *start, int32_t *end)
{
	const struct tally_column *when = &batch->columns[plan->when];
	*start = record_start(plan, batch, row);
	*end = plan_ends(plan) ? record_end(plan, batch, row, *start) : DATE_MAX + 1;
	if (plan->time == TALLY_FLOW && when->type == TALLY_PERIOD) { /* counted where all of it lies */
		*end = *start + 1;
		*start = period_first_day(tally_days(when, row));
	}
}

static struct standing stand(const struct watching *w, const struct tally_batch *batch, uint32_t row)
{
	const struct plan *plan = w->cell.plan;
	int coded = region_leaf(w->cell.regions, w->cell.scope);
	int32_t start, end, limit = w->scan.program.last_day;
	valid_days(plan, batch, row, &start, &end);
	if (plan->region != FIELD_NONE)
		coded = (int)tally_code_at(&batch->columns[plan->region], row);
	if (w->cell.any_period &&
		w->cell.now > limit) /* what lies behind the last complete period is as the register says today */
		limit = w->cell.now;
	if (start >= end || start > limit)
		return (struct standing){ false, false };
	return trace_standing(&w->cell, coded, start, end);
}

static bool keep(struct watching *w, const struct record_batch *batch, uint32_t row, struct standing standing, bool shared)
{
	const struct plan *plan = w->cell.plan;
	if (!memory_grow(&w->found, &w->capacity, w->count + 1, sizeof(*w->found)))
		return false;
	struct candidate *next = &w->found[w->count++];
	*next = (struct candidate){ .number = batch->first + row, .standing = standing };
	if (plan_identifies(plan))
		next->entity = record_identity(plan, &batch->typed, row, next->number);
	if (plan->measure != TALLY_DISTINCT)
		record_weights(plan, &batch->typed, row, shared, next->weights);
	bool listed = w->cell.what == TRACE_LEFT ? standing.before : standing.now;
	next->row = (struct trace_row){ .file = batch->source->name, .line = batch->raw->lines[row] };
	valid_days(plan, &batch->typed, row, &next->row.first, &next->row.last);
	next->row.last = next->row.last > DATE_MAX ? DATE_MAX : next->row.last - 1;
	return !listed ||
		trace_texts(w->trace, &w->scan.program.declared->schema, w->cell.regions, &batch->typed, row, w->run->arena,
			&next->row);
}

/* Whether the record is asked for, or could decide who is. */
static bool concerned(const struct watching *w, const struct cube *cube, const struct tally_batch *batch, uint32_t row,
	struct standing *standing)
{
	*standing = stand(w, batch, row);
	if (!standing->now && (w->cell.what == TRACE_COUNTED || !standing->before))
		return false;
	uint64_t codes;
	for (uint32_t n = 0; record_codes(cube, batch, row, n, &codes); n++)
		if (trace_in_part(&w->cell, cube, codes))
			return true;
	return false;
}

static bool watch(void *user, const struct record_batch *batch, const uint64_t *accepted, struct tally_error *error)
{
	struct watching *w = user;
	const struct cube *cube = find_cube(w);
	uint64_t bits[WORDS], shared[WORDS] = { 0 };
	counted_bits(w, &batch->typed, accepted, bits);
	if (w->cell.plan->share)
		condition_batch(w->cell.plan->share, w->cell.regions, &batch->typed, shared);
	for (uint32_t row = 0; row < batch->typed.rows; row++) {
		struct standing standing;
		if (bit(bits, row) && concerned(w, cube, &batch->typed, row, &standing) &&
			!keep(w, batch, row, standing, bit(shared, row)))
			return error_memory(error);
	}
	return true;
}

/* --- entities --- */

static int by_entity(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int order = identity_compare(&x->entity, &y->entity);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_number(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

/* Of entities, who is there by any record is there: a record stands as its entity does. Counts those wanted. */
static int64_t settle_entities(struct watching *w)
{
	int64_t entities = 0;
	if (w->count)
		qsort(w->found, w->count, sizeof(*w->found), by_entity);
	size_t number = 0;
	for (size_t i = 0, end; i < w->count; i = end) {
		struct standing whole = { false, false };
		for (end = i; end < w->count && identity_compare(&w->found[i].entity, &w->found[end].entity) == 0; end++) {
			whole.now |= w->found[end].standing.now;
			whole.before |= w->found[end].standing.before;
		}
		entities += trace_wanted(&w->cell, whole);
		number++;
		for (size_t k = i; k < end; k++) { /* a record of before is no record of now */
			bool listed = w->found[k].row.shown != NULL;
			w->found[k].row.entity = number;
			w->found[k].standing = listed ? whole : (struct standing){ false, false };
		}
	}
	if (w->count)
		qsort(w->found, w->count, sizeof(*w->found), by_number);
	return entities;
}

/* --- what they add up to --- */

static struct value as_value(const struct plan *plan, const wide *sums)
{
	const struct measure_form *form = plan_form(plan);
	if (!form->zero && sums[form->columns - 1] == combine_neutral(form->combine))
		return value_none(REASON_NO_RECORDS);
	if (!wide_fits(sums[0]) || (form->kind == VALUE_PARTS && !wide_fits(sums[1])))
		return value_none(REASON_OVERFLOW);
	return form->kind == VALUE_PARTS ? value_parts((int64_t)sums[0], (int64_t)sums[1], plan->scale)
					 : value_number((int64_t)sums[0], plan->scale);
}

static wide add_openings(struct watching *w)
{
	const struct cube *cube = find_cube(w);
	const struct area_statements *all =
		&w->run->report.areas[w->cell.catalog->indicators[w->cell.indicator].area].statements;
	wide sum = 0;
	for (size_t i = 0; i < all->openings_count; i++) {
		const struct opening *o = &all->openings[i];
		int text = catalog_breakdown(w->cell.catalog, text_of(o->breakdown));
		if (o->indicator != w->cell.indicator || text < 0)
			continue;
		struct standing standing = trace_standing(
			&w->cell, region_leaf(w->cell.regions, o->region), period_last_day(o->when), DATE_MAX + 1);
		if (!trace_wanted(&w->cell, standing) || !trace_in_part(&w->cell, cube, codes_of_part(cube, (uint32_t)text)))
			continue;
		sum += o->value;
		w->trace->openings_count++;
	}
	if (w->trace->openings_count)
		w->trace->openings = as_value(w->cell.plan, &sum);
	return sum;
}

/* The rows that are asked for, and what they come to; entities are counted, everything else combines as in a cell. */
static bool list_rows(struct watching *w)
{
	struct trace *t = w->trace;
	const struct measure_form *form = plan_form(w->cell.plan);
	bool distinct = w->cell.plan->measure == TALLY_DISTINCT;
	struct trace_row *rows = arena_array(w->run->arena, w->count + 1, sizeof(*rows));
	wide sums[MEASURE_COLUMNS_MAX];
	if (!rows)
		return false;
	for (int c = 0; c < MEASURE_COLUMNS_MAX; c++)
		sums[c] = combine_neutral(form->combine);
	int64_t entities = plan_identifies(w->cell.plan) ? settle_entities(w) : -1;
	t->entities = distinct ? entities : -1;
	for (size_t i = 0; i < w->count; i++) {
		if (!trace_wanted(&w->cell, w->found[i].standing))
			continue;
		rows[t->rows_count++] = w->found[i].row;
		for (int c = 0; c < form->columns && c < MEASURE_COLUMNS_MAX; c++)
			sums[c] = combine_two(form->combine, sums[c], w->found[i].weights[c]);
	}
	t->rows = rows;
	if (distinct)
		sums[0] = t->entities;
	wide before = add_openings(w);
	if (before)
		sums[0] += before;
	t->total = as_value(w->cell.plan, sums);
	return true;
}

static bool list_files(struct watching *w)
{
	struct trace_file *files = arena_array(w->run->arena, w->scan.sources_count + 1, sizeof(*files));
	for (size_t i = 0; files && i < w->scan.sources_count; i++) {
		const struct identity *print = &w->scan.sources[i].totals.fingerprint;
		files[i].path = w->scan.sources[i].name;
		files[i].fingerprint = arena_printf(
			w->run->arena, "%016llx%016llx", (unsigned long long)print->high, (unsigned long long)print->low);
		if (!files[i].fingerprint)
			return false;
	}
	w->trace->files = files;
	w->trace->files_count = w->scan.sources_count;
	return files != NULL;
}

bool trace_read(
	struct run *run, const struct trace_request *request, bool any_period, struct trace *trace, struct tally_error *error)
{
	struct watching w = { .run = run, .trace = trace };
	*trace = (struct trace){ .open = request->open };
	if (!trace_cell(run, request, any_period, &w.cell, error))
		return false;
	int on = run->catalog.indicators[w.cell.indicator].on;
	trace->fields = trace_fields(&w.cell, &run->catalog.registers[on].schema, run->arena, &trace->fields_count);
	if (!trace->fields)
		return error_memory(error);
	if (w.cell.plan->measure == TALLY_DISTINCT)
		trace->of = &run->catalog.registers[on].schema.fields[w.cell.plan->of];
	struct scan_watcher watcher = { forget, watch, &w };
	struct scan_options options = { .catalog = &run->catalog, .on = on, .watcher = &watcher };
	bool done = scan_register(&options, run->arena, &w.scan, error) &&
		((list_rows(&w) && list_files(&w)) || error_memory(error));
	scan_done(&w.scan);
	memory_free(w.found);
	return done;
}

bool trace_records(struct run *run, const struct trace_request *request, struct trace *trace, struct tally_error *error)
{
	return trace_read(run, request, false, trace, error);
}
