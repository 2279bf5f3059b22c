/* Area: the catalog's parameters: what a declaration says of each, and its values from the tables that the workspace names. Knows columns and days; which
 * value holds where is the model's. */
#include <stdlib.h>
#include <string.h>

#include "area/catalog_inner.h"
#include "area/sheet.h"

enum { COL_VALUE, COL_FROM, COL_TO, COL_WHERE, COL_SOURCE, COL_COUNT };

static const struct sheet_column columns[COL_COUNT] = { { "value", true }, { "from", true }, { "to", true }, { "where", true },
	{ "source", false } };

struct table_reading {
	struct building *b;
	struct parameter *parameter;
	const char *path; /* for messages */
	const char *file; /* for the store: relative to the workspace */
	const struct text *cells;
	unsigned line;
	struct parameter_value *values; /* heap */
	size_t count, capacity;
};

static bool cell_fault(struct table_reading *t, int column, const char *what)
{
	fault_add(t->b->faults, t->path, t->line, "%s: '%.*s': %s", columns[column].name, (int)t->cells[column].len,
		t->cells[column].at, what);
	return false;
}

/* A bare year or month begins on its first day and ends on its last one. */
static bool read_day(struct table_reading *t, int column, int32_t open, int32_t *day)
{
	struct text said = t->cells[column];
	*day = open;
	if (said.len == 0)
		return true;
	enum date_form form = date_parse(said, day);
	if (form == DATE_BAD)
		return cell_fault(t, column, _("no day; write 2018-01-01, 2018-01 or 2018, or nothing where it is open"));
	if (column == COL_TO && form != DATE_DAY)
		*day = date_add_months(*day, form == DATE_YEAR ? 12 : 1) - 1;
	return true;
}

static bool read_region(struct table_reading *t, int *region)
{
	const struct region_tree *tree = &t->b->workspace->regions;
	struct text code = t->cells[COL_WHERE];
	*region = REGION_NONE;
	if (code.len == 0)
		return true;
	*region = region_find(tree, code);
	if (*region == REGION_NONE || tree->rows[*region].kind == REGION_REST)
		return cell_fault(
			t, COL_WHERE, _("no such region; write a code of the table of regions, or nothing: everywhere"));
	return true;
}

static bool read_number(struct table_reading *t, int64_t *value)
{
	switch (decimal_parse(t->cells[COL_VALUE], t->parameter->scale, value)) {
	case DECIMAL_OK:
		return true;
	case DECIMAL_SCALE:
		return cell_fault(t, COL_VALUE, _("more digits behind the point than the scale of the parameter"));
	default:
		return cell_fault(t, COL_VALUE, _("no number that fits into 64 bits"));
	}
}

/* False only without memory; a row with a fault is left out. */
static bool read_row(struct table_reading *t)
{
	struct parameter_value row = { .path = t->path, .file = t->file, .line = t->line };
	bool good = read_number(t, &row.value);
	good &= read_day(t, COL_FROM, DATE_MIN, &row.first);
	good &= read_day(t, COL_TO, DATE_MAX, &row.last);
	good &= read_region(t, &row.region);
	if (good && row.last < row.first)
		good = cell_fault(t, COL_TO, _("lies before the day from which the value holds"));
	if (!good)
		return true;
	row.source = arena_copy(t->b->arena, t->cells[COL_SOURCE]);
	if (!row.source || !memory_grow(&t->values, &t->capacity, t->count + 1, sizeof(*t->values)))
		return false;
	t->values[t->count++] = row;
	return true;
}

/* A table that is not there is a fault of the INI that names it. */
static bool read_table(struct table_reading *t, unsigned line)
{
	const struct area *area = &t->b->workspace->areas[t->b->area];
	struct tally_error trouble = { 0 };
	struct sheet sheet;
	if (!sheet_read(t->path, columns, COL_COUNT, t->b->arena, t->b->faults, &sheet, &trouble)) {
		if (trouble.code == ERROR_MEMORY)
			return false;
		fault_add(t->b->faults, area->path, line, "parameter %s: files: %s", t->parameter->name, trouble.what);
		return true;
	}
	for (size_t row = 0; row < sheet.rows; row++) {
		t->cells = sheet.cells + row * COL_COUNT;
		t->line = sheet.lines[row];
		if (!read_row(t))
			return false;
	}
	return true;
}

static bool read_tables(struct table_reading *t, const struct parameter_input *input)
{
	const struct area *area = &t->b->workspace->areas[t->b->area];
	struct text rest = text_of(input->words.files), part;
	while (text_next(&rest, '|', &part)) {
		const char *name = arena_copy(t->b->arena, part);
		t->path = name ? path_join(t->b->arena, area->folder, name) : NULL;
		if (!t->path)
			return false;
		t->file = workspace_relative(t->b->workspace, t->path);
		if (!read_table(t, input->line))
			return false;
	}
	return true;
}

static int compare_values(const void *a, const void *b)
{
	const struct parameter_value *x = a, *y = b;
	if (x->region != y->region)
		return x->region < y->region ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	int file = strcmp(x->file, y->file);
	return file ? file : (x->line > y->line) - (x->line < y->line);
}

/* Two values for one day and one region: which holds is not said. The later line is told, the other named. */
static void check_overlaps(struct table_reading *t)
{
	const struct region_tree *tree = &t->b->workspace->regions;
	const struct parameter_value *longest = NULL;
	for (size_t i = 0; i < t->count; i++) {
		const struct parameter_value *at = &t->values[i];
		if (longest && longest->region == at->region && at->first <= longest->last) {
			const char *where = at->region == REGION_NONE ? _("everywhere") : tree->rows[at->region].code;
			char day[11];
			date_print(at->first, day);
			fault_add(t->b->faults, at->path, at->line, _("parameter %s: two values on %s (%s): here and in %s:%u"),
				t->parameter->name, day, where, longest->path, longest->line);
		}
		if (!longest || longest->region != at->region || at->last > longest->last)
			longest = at;
	}
}

static bool settle_values(struct table_reading *t)
{
	struct parameter_value *values = arena_array(t->b->arena, t->count + 1, sizeof(*values));
	if (!values)
		return false;
	if (t->count) {
		qsort(t->values, t->count, sizeof(*t->values), compare_values);
		memcpy(values, t->values, t->count * sizeof(*values));
	}
	check_overlaps(t);
	t->parameter->values = values;
	t->parameter->count = t->count;
	return true;
}

static const struct parameter_input *find_input(const struct area *area, const char *name)
{
	for (size_t i = 0; i < area->parameters_count; i++)
		if (strcmp(area->parameters[i].name, name) == 0)
			return &area->parameters[i];
	return NULL;
}

static bool build_parameter(struct building *b, const struct block_parameter *row, struct parameter *out)
{
	const struct area *area = &b->workspace->areas[b->area];
	*out = (struct parameter){ .area = area->name,
		.name = text_at(b, row->name),
		.title = text_at(b, row->title),
		.title_en = text_at(b, row->title_en),
		.unit = text_at(b, row->unit),
		.note = text_at(b, row->note),
		.scale = (int)row->scale };
	for (const struct block_parameter *other = block_rows(b->block, BLOCK_PARAMETERS); other < row; other++)
		if (strcmp(text_at(b, other->name), out->name) == 0)
			building_fault(b, "parameter", out->name, NULL, _("parameter '%s' stands twice"), out->name);
	const struct parameter_input *input = find_input(area, out->name);
	struct table_reading t = { .b = b, .parameter = out };
	bool done = !input || (read_tables(&t, input) && settle_values(&t));
	memory_free(t.values);
	return done;
}

/* Sections of the workspace that speak of a parameter which the declaration does not have. */
static void check_inputs(struct building *b)
{
	const struct area *area = &b->workspace->areas[b->area];
	const struct block_parameter *rows = block_rows(b->block, BLOCK_PARAMETERS);
	uint32_t count = b->block->tables[BLOCK_PARAMETERS].count;
	const char **names = arena_array(b->arena, count + 1, sizeof(*names));
	for (uint32_t i = 0; names && i < count; i++)
		names[i] = text_at(b, rows[i].name);
	if (!names)
		b->faults->memory = true;
	for (size_t i = 0; names && i < area->parameters_count; i++) {
		uint32_t n = 0;
		while (n < count && strcmp(names[n], area->parameters[i].name) != 0)
			n++;
		if (n == count)
			fault_add(b->faults, area->path, area->parameters[i].line, _("parameter '%s' is not declared by %s%s"),
				area->parameters[i].name, area->origin,
				fault_hint(b->faults, text_of(area->parameters[i].name), names, count));
	}
}

bool build_parameters(struct building *b)
{
	size_t count = 0;
	for (size_t i = 0; i < b->workspace->areas_count; i++)
		count += b->workspace->areas[i].block ? b->workspace->areas[i].block->tables[BLOCK_PARAMETERS].count : 0;
	struct parameter *rows = arena_array(b->arena, count + 1, sizeof(*rows));
	if (!rows)
		return false;
	b->parameters = (struct parameter_list){ rows, 0 };
	for (size_t i = 0; i < b->workspace->areas_count; i++) {
		b->area = (int)i;
		b->block = b->workspace->areas[i].block;
		if (!b->block)
			continue;
		check_inputs(b);
		const struct block_parameter *declared = block_rows(b->block, BLOCK_PARAMETERS);
		for (uint32_t k = 0; k < b->block->tables[BLOCK_PARAMETERS].count; k++)
			if (!build_parameter(b, &declared[k], &rows[b->parameters.count++]))
				return false;
	}
	return true;
}

const struct condition *build_condition(
	struct building *b, struct text source, const struct schema *schema, int region, struct tally_error *error)
{
	struct condition_scope scope = {
		.schema = schema, .tree = &b->workspace->regions, .parameters = &b->parameters, .region = region
	};
	return condition_parse_in(source, &scope, b->arena, error);
}
