/* Engine: declarations, sources and cells into the store. Knows catalog and store; computes nothing. */
#include "engine/publish.h"

#include "base/sort.h"
#include "engine/sql.h"

int indicator_width(const struct catalog_indicator *indicator)
{
	if (indicator->kind == FROM_GIVEN)
		return 0;
	return indicator->kind == FROM_FORMULA || plan_moves(&indicator->plan) ? 3 : plan_form(&indicator->plan)->stored;
}

/* --- names --- */

static const char *code_title(const struct schema_field *field, uint32_t place)
{
	if (place >= field->codes_count)
		return _("unknown");
	return field->codes[place].title[0] ? field->codes[place].title : field->codes[place].name;
}

/* The titles of a part's codes, joined by a middle dot. */
static const char *part_title(
	const struct publishing *p, const struct schema *schema, const struct breakdown *by, uint32_t part)
{
	const char *title = "";
	uint32_t worth = by->parts_count;
	for (uint32_t f = 0; f < by->fields_count && title; f++) {
		worth /= by->sizes[f] + 1;
		uint32_t place = part / worth % (by->sizes[f] + 1);
		title = arena_printf(
			p->run->arena, "%s%s%s", title, f ? "·" : "", code_title(&schema->fields[by->fields[f]], place));
	}
	return title ? title : "";
}

static bool has_unknown(const struct breakdown *by, uint32_t part)
{
	for (uint32_t f = by->fields_count; f-- > 0; part /= by->sizes[f] + 1)
		if (part % (by->sizes[f] + 1) == by->sizes[f])
			return true;
	return false;
}

static size_t count_parts(const struct plan *plan)
{
	size_t count = 0;
	for (uint32_t b = 0; b < plan->by_count; b++)
		count += plan->by[b].parts_count + plan->by[b].groups_count;
	return count;
}

static struct store_part *list_parts(const struct publishing *p, const struct catalog_indicator *indicator, size_t *count)
{
	const struct plan *plan = &indicator->plan;
	struct store_part *parts = arena_array(p->run->arena, count_parts(plan) + 1, sizeof(*parts));
	*count = 0;
	for (uint32_t b = 0; parts && b < plan->by_count; b++) {
		const struct breakdown *by = &plan->by[b];
		const struct schema *schema = &p->run->catalog.registers[indicator->on].schema;
		for (uint32_t part = 0; part < by->parts_count; part++)
			parts[(*count)++] = (struct store_part){ p->breakdown_ids[by->texts[part]], by->by,
				part_title(p, schema, by, part), !has_unknown(by, part), false, by->listed };
		const struct schema_group *groups = schema->fields[by->fields[0]].groups;
		for (uint32_t g = 0; g < by->groups_count; g++)
			parts[(*count)++] = (struct store_part){ p->breakdown_ids[by->groups[g].text], by->by,
				groups[g].title[0] ? groups[g].title : groups[g].name, true, true, by->listed };
	}
	return parts;
}

static const char *cube_signature(const struct publishing *p, const struct catalog_indicator *indicator)
{
	if (indicator->kind == FROM_GIVEN)
		return "";
	if (indicator->kind == FROM_FORMULA)
		return arena_printf(
			p->run->arena, "formula %s", indicator->id); /* a cube of its own: formulas are put one by one */
	return indicator->plan.cube;
}

/* A record of a quarter lies in none of its months, and one of a half in no quarter. */
static enum to_date to_date(const struct catalog_indicator *i)
{
	if (i->kind != FROM_REGISTER || i->plan.time != TALLY_FLOW)
		return TO_DATE_ADDED;
	return plan_to_date(&i->plan) ? TO_DATE_KEPT : i->plan.by_period ? TO_DATE_NONE : TO_DATE_ADDED;
}

static bool put_indicator(struct publishing *p, int row, struct tally_error *error)
{
	const struct catalog_indicator *i = &p->run->catalog.indicators[row];
	struct store_indicator put = { .name = i->id,
		.area = p->run->workspace.areas[i->area].name,
		.title = i->title,
		.title_en = i->title_en,
		.unit = i->unit,
		.note = i->note,
		.formula = i->formula_text,
		.flow = i->flow,
		.breaks = i->breaks,
		.anew = i->anew,
		.register_id = i->on < 0 ? 0 : p->register_ids[i->on],
		.width = indicator_width(i),
		.decimals = i->decimals,
		.scale = i->plan.scale,
		.place = row,
		.kind = plan_form(&i->plan)->kind,
		.measure = i->plan.measure,
		.time = i->time,
		.direction = i->direction,
		.grains = i->plan.grains,
		.to_date = to_date(i) };
	if (i->kind == FROM_FORMULA)
		put.kind = i->formula && i->formula->parts ? VALUE_PARTS : VALUE_DECIMAL;
	put.cube = cube_signature(p, i);
	put.definition = plan_words(&p->run->catalog, row, p->run->arena);
	put.sql = i->kind == FROM_REGISTER ? plan_sql(&p->run->catalog, row, p->run->arena) : "";
	put.parts = list_parts(p, i, &put.parts_count);
	if (!put.cube || !put.parts || !put.definition || !put.sql || !publish_reads(p, i, &put))
		return error_memory(error);
	return store_put_indicator(p->writer, &put, &p->cubes[row], &p->slots[row], error);
}

static bool put_workspace(struct publishing *p, struct tally_error *error)
{
	const struct workspace *w = &p->run->workspace;
	const struct catalog *catalog = &p->run->catalog;
	struct store_workspace put = { w->words.title, w->words.lang, &w->regions, w->home, w->grains, w->through, w->rounding,
		w->words.growth_base != 0 };
	p->breakdown_ids = arena_array(p->run->arena, catalog->breakdowns_count + 1, sizeof(uint32_t));
	p->register_ids = arena_array(p->run->arena, catalog->registers_count + 1, sizeof(uint32_t));
	p->cubes = arena_array(p->run->arena, catalog->indicators_count + 1, sizeof(uint32_t));
	p->slots = arena_array(p->run->arena, catalog->indicators_count + 1, sizeof(int));
	if (!p->breakdown_ids || !p->register_ids || !p->cubes || !p->slots)
		return error_memory(error);
	return store_put_workspace(p->writer, &put, p->run->arena, &p->region_ids, error) &&
		store_put_breakdowns(p->writer, catalog->breakdowns, catalog->breakdowns_count, p->breakdown_ids, error);
}

/* The coverage found by the scan; a register that was not read in this run keeps what the store says (covers_first > covers_last asks for that). */
static struct span register_span(const struct publishing *p, int row)
{
	for (size_t a = 0; a < p->run->report.areas_count; a++) {
		const struct area_report *report = &p->run->report.areas[a];
		for (size_t s = 0; s < report->scans_count; s++)
			if (report->registers[s] == row)
				return report->scans[s].covers;
	}
	return (struct span){ 1, 0 };
}

static bool put_ties(struct publishing *p, size_t row, struct tally_error *error)
{
	const struct catalog *catalog = &p->run->catalog;
	const struct area_report *report = &p->run->report.areas[row];
	struct store_tie *ties = arena_array(p->run->arena, catalog->ties_count + 1, sizeof(*ties));
	size_t count = 0;
	if (!ties)
		return error_memory(error);
	for (size_t i = 0; i < catalog->ties_count; i++) {
		const struct catalog_tie *t = &catalog->ties[i];
		if (t->area == (int)row)
			ties[count++] = (struct store_tie){ report->name, t->name, t->title, t->title_en, t->left, t->right,
				t->tolerance, t->message, (enum compare)t->relation, t->on, t->regions, t->severity,
				t->grains };
	}
	return store_put_ties(p->writer, report->name, ties, count, error) &&
		store_put_acceptances(p->writer, report->name, report->acceptances, report->acceptances_count, error);
}

static bool put_area(struct publishing *p, size_t row, struct tally_error *error)
{
	const struct area *area = &p->run->workspace.areas[row];
	const struct catalog *catalog = &p->run->catalog;
	const struct block *block = area->block;
	enum area_state state = p->run->report.areas[row].state;
	if (!block || state == AREA_FAILED) /* its last declaration and figures stay as they are, and stay seen */
		return store_put_area(p->writer, area->name, NULL, NULL, NULL, (int)row, area->enabled, error);
	if (!store_put_area(p->writer, area->name, block_text(block, block->area.title),
		    block_text(block, block->area.title_en), block_text(block, block->area.version), (int)row, area->enabled,
		    error))
		return false;
	struct store_parameters parameters = { area->name, &catalog->parameters, p->region_ids };
	if (!store_put_parameters(p->writer, &parameters, error))
		return false;
	if (state != AREA_DONE)
		return true;
	for (size_t r = 0; r < catalog->registers_count; r++) {
		const struct schema *schema = &catalog->registers[r].schema;
		struct span covers = register_span(p, (int)r);
		struct store_register put = { schema->area, schema->name, schema->title, schema->title_en,
			p->run->workspace.regions.rows[schema->scope].code, covers.first, covers.last };
		if (catalog->registers[r].area == (int)row && !store_put_register(p->writer, &put, &p->register_ids[r], error))
			return false;
	}
	for (size_t i = 0; i < catalog->indicators_count; i++)
		if (catalog->indicators[i].area == (int)row &&
			!(catalog->indicators[i].waits ? store_keep_indicator(p->writer, catalog->indicators[i].id, error)
						       : put_indicator(p, (int)i, error)))
			return false;
	return put_ties(p, row, error) && store_end_area(p->writer, area->name, error);
}

bool publish_declarations(struct publishing *p, struct tally_error *error)
{
	if (!put_workspace(p, error))
		return false;
	for (size_t a = 0; a < p->run->workspace.areas_count; a++)
		if (!put_area(p, a, error))
			return false;
	return true;
}

/* --- sources --- */

static bool put_source(struct publishing *p, uint32_t register_id, const struct source_account *s, struct tally_error *error)
{
	struct store_source put = { register_id, s->name, s->totals.size, s->totals.mtime_ns, s->totals.inode,
		s->totals.fingerprint, s->encoding, s->read, s->accepted, s->warned, s->rejected, s->skipped };
	uint32_t id;
	if (!store_put_source(p->writer, &put, &id, error))
		return false;
	for (size_t i = 0; i < s->issues.kept_count; i++)
		if (!store_put_issue(p->writer, id, &s->issues.kept[i], error))
			return false;
	for (size_t k = 0; k < s->issues.kinds_count; k++) {
		const struct issue_kind *kind = &s->issues.kinds[k];
		struct issue about = { .file = s->name,
			.field = kind->field,
			.rule = kind->rule,
			.severity = kind->severity,
			.value = "",
			.message = "" };
		if (!store_put_issue_count(p->writer, id, &about, kind->count, error))
			return false;
	}
	return true;
}

static bool put_sources(struct publishing *p, uint32_t register_id, const struct scan_result *scan, struct tally_error *error)
{
	if (!store_clear_sources(p->writer, register_id, error))
		return false;
	for (size_t i = 0; i < scan->sources_count; i++)
		if (!put_source(p, register_id, &scan->sources[i], error))
			return false;
	return true;
}

static bool put_records(struct publishing *p, uint32_t register_id, struct kept_records *kept, struct tally_error *error)
{
	if (!kept_any(kept))
		return store_drop_records(p->writer, register_id, error);
	kept_sort(kept);
	return store_put_records(p->writer, register_id, kept->rows, kept->count, error);
}

/* The lists that can be counted: of days that end a month. */
static bool put_lists(struct publishing *p, uint32_t register_id, const struct scan_result *scan, struct tally_error *error)
{
	const struct listings *lists = &scan->program.lists;
	int32_t *days = arena_array(p->run->arena, lists->count + 1, sizeof(*days));
	size_t count = 0;
	if (!days)
		return error_memory(error);
	for (size_t i = 0; i < lists->count; i++)
		if (listing_closes(lists->days[i]))
			days[count++] = lists->days[i];
	return store_put_lists(p->writer, register_id, days, count, error);
}

/* --- cells --- */

/* The columns of a measure in the store's cube and in the engine's, and the one that says whether records stand behind a row of it. */
struct column_source {
	int slot, from, count;
	bool moves; /* entries and exits stand behind its value */
	bool to_date; /* it has years to date */
	int records; /* its value is not `nothing` where there are any; -1: 0 says the same as no record */
	wide nothing;
};

static size_t list_columns(const struct publishing *p, const struct cube_cells *cells, uint32_t cube, struct column_source *out)
{
	size_t count = 0;
	for (size_t m = 0; m < cells->cube->measures_count; m++) {
		int indicator = cells->cube->measures[m].indicator;
		const struct catalog_indicator *about = &p->run->catalog.indicators[indicator];
		const struct measure_form *form = plan_form(&about->plan);
		if (p->cubes[indicator] == cube)
			out[count++] = (struct column_source){ p->slots[indicator], cells->columns[m], indicator_width(about),
				plan_moves(&about->plan), plan_to_date(&about->plan),
				form->zero ? -1 : cells->columns[m] + form->columns - 1, combine_neutral(form->combine) };
	}
	return count;
}

static bool has_records(const struct column_source *source, const wide *sums)
{
	if (source->records >= 0)
		return sums[source->records] != source->nothing;
	for (int c = 0; c < source->count; c++)
		if (sums[source->from + c] != 0)
			return true;
	return false;
}

/* Rows that have something in one of the columns and whose region exists in the period, with the keys of the store, ascending. */
static struct sort_row *list_rows(const struct publishing *p, const struct cube_cells *cells, uint32_t cube,
	const struct column_source *columns, size_t columns_count, size_t *count)
{
	const struct table_rows *rows = &cells->rows;
	struct sort_row *sorted = memory_alloc(rows->count + 1, sizeof(*sorted));
	*count = 0;
	for (uint32_t row = 0; sorted && row < rows->count; row++) {
		uint64_t key = rows->keys[row];
		bool any = false;
		for (size_t c = 0; c < columns_count && !any; c++)
			any = has_records(&columns[c], table_sums(rows, row)) ||
				(columns[c].records < 0 && table_find(&cells->adjusted_sums, key) != TABLE_NONE);
		const struct region *region = &p->run->workspace.regions.rows[cell_region(key)];
		int32_t day = period_last_day(cell_period(key));
		if (any && region->first_day <= day && day <= region->last_day)
			sorted[(*count)++] = (struct sort_row){ (uint64_t)key_make(cube, p->region_ids[cell_region(key)],
									cell_period(key), p->breakdown_ids[cell_text(key)]),
				row, 0 };
	}
	if (sorted && !sort_rows(sorted, *count)) {
		memory_free(sorted);
		return NULL;
	}
	return sorted;
}

/* Rows on the way to the store. */
struct filling {
	int width;
	int64_t *keys, *values;
	uint8_t *present;
};

/* The columns that the measure has in this row: without a list before it nothing is known of who came and went. */
static uint8_t columns_present(const struct cube_cells *cells, const struct column_source *source, uint64_t key)
{
	if (!source->to_date && !cube_regular(cells->cube, cell_period(key)))
		return 0;
	int count = source->moves && !cells_moves_known(cells, cell_period(key)) ? 1 : source->count;
	return (uint8_t)(((1u << count) - 1) << source->slot);
}

/* Zeros are written beside what is there; a measure that has no zero leaves its columns empty. */
static void fill_values(const struct cube_cells *cells, const struct sort_row *sorted, size_t count,
	const struct column_source *columns, size_t columns_count, const struct filling *put)
{
	for (size_t i = 0; i < count; i++) {
		const wide *sums = table_sums(&cells->rows, sorted[i].row);
		put->keys[i] = (int64_t)sorted[i].key;
		for (size_t c = 0; c < columns_count; c++) {
			const struct column_source *source = &columns[c];
			if (source->records >= 0 && !has_records(source, sums))
				continue;
			put->present[i] |= columns_present(cells, source, cells->rows.keys[sorted[i].row]);
			for (int k = 0; k < source->count; k++)
				put->values[i * (size_t)put->width + (size_t)(source->slot + k)] =
					(int64_t)sums[source->from + k];
		}
	}
}

static bool put_cube(struct publishing *p, const struct cube_cells *cells, uint32_t cube, struct store_changes *changes,
	struct tally_error *error)
{
	struct column_source columns[CELL_COLUMNS];
	size_t columns_count = list_columns(p, cells, cube, columns), count = 0;
	int width = 0;
	for (size_t c = 0; c < columns_count; c++)
		width = columns[c].slot + columns[c].count > width ? columns[c].slot + columns[c].count : width;
	struct sort_row *sorted = list_rows(p, cells, cube, columns, columns_count, &count);
	struct filling fill = { width, memory_alloc(count + 1, sizeof(*fill.keys)),
		memory_alloc((count + 1) * (size_t)width, sizeof(*fill.values)), memory_alloc(count + 1, 1) };
	bool done = sorted && fill.keys && fill.values && fill.present;
	if (!done)
		error_memory(error);
	if (done)
		fill_values(cells, sorted, count, columns, columns_count, &fill);
	memory_free(sorted);
	struct cells put = { width, count, fill.keys, fill.values, fill.present };
	done = done && store_put_cells(p->writer, cube, &put, changes, error);
	memory_free(fill.keys);
	memory_free(fill.values);
	memory_free(fill.present);
	return done;
}

static void add_changes(struct store_changes *sum, const struct store_changes *more)
{
	sum->added += more->added;
	sum->changed += more->changed;
	sum->removed += more->removed;
	sum->values += more->values;
}

/* A group table may have gone into several cubes of the store; each is put once. */
static bool put_cubes(
	struct publishing *p, const struct cube_cells *cells, struct store_changes *sum, struct tally_error *error)
{
	for (size_t m = 0; m < cells->cube->measures_count; m++) {
		uint32_t cube = p->cubes[cells->cube->measures[m].indicator];
		bool seen = false;
		for (size_t k = 0; k < m; k++)
			seen |= p->cubes[cells->cube->measures[k].indicator] == cube;
		struct store_changes changes = { 0 };
		if (!seen && !put_cube(p, cells, cube, &changes, error))
			return false;
		add_changes(sum, &changes);
	}
	return true;
}

bool publish_area(struct publishing *p, struct area_report *area, struct tally_error *error)
{
	if (!publish_placed(p, area, error))
		return false;
	for (size_t s = 0; s < area->scans_count; s++) {
		struct scan_result *scan = &area->scans[s];
		uint32_t id = p->register_ids[area->registers[s]];
		if (!put_sources(p, id, scan, error) || !put_lists(p, id, scan, error) ||
			!publish_deliveries(p, id, area->registers[s], scan, error) ||
			!put_records(p, id, &area->kept[s], error))
			return false;
		for (size_t c = 0; c < scan->program.cubes_count; c++)
			if (!put_cubes(p, &scan->cells[c], &area->changes, error) ||
				!publish_adjusted(p, &scan->cells[c], error))
				return false;
	}
	for (int kind = 0; kind < STATEMENT_KINDS; kind++)
		if (kind != STATEMENT_OPENING && kind != STATEMENT_ADJUSTMENT &&
			!store_put_statements(p->writer, area->name, (enum statement_kind)kind,
				area->statements.kinds[kind].rows, area->statements.kinds[kind].count, error))
			return false;
	add_changes(&p->run->report.changes, &area->changes);
	return true;
}
