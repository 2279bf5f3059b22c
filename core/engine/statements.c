/* Engine: reading the tables of statements. Knows their columns and what a row must name; what printed numbers mean is the model's. */
#include "engine/statements_inner.h"

#include <string.h>

#include "area/sheet.h"
#include "engine/wide_inner.h"

static const char *const column_names[COL_COUNT] = { "ref", "indicator", "region", "period", "breakdown", "stat", "text",
	"value", "unit", "qualifier", "low", "high", "quantity", "compare", "edition", "date", "source", "growth", "delta",
	"reason", "by" };

#define BIT(column) (1u << (column))
#define PLACE (BIT(COL_INDICATOR) | BIT(COL_REGION) | BIT(COL_PERIOD) | BIT(COL_BREAKDOWN))
#define ORIGIN (BIT(COL_EDITION) | BIT(COL_DATE) | BIT(COL_SOURCE))

/* Columns of each kind of table, and those that must be there. */
static const struct {
	unsigned columns, required;
} forms[STATEMENT_KINDS] = {
	[STATEMENT_PUBLISHED] = { BIT(COL_REF) | PLACE | BIT(COL_STAT) | BIT(COL_TEXT) | BIT(COL_UNIT) | BIT(COL_QUALIFIER) |
			BIT(COL_LOW) | BIT(COL_HIGH) | ORIGIN | BIT(COL_GROWTH),
		BIT(COL_REF) | PLACE | BIT(COL_STAT) | BIT(COL_TEXT) },
	[STATEMENT_GIVEN] = { BIT(COL_REF) | PLACE | BIT(COL_VALUE) | BIT(COL_UNIT) | ORIGIN,
		BIT(COL_REF) | PLACE | BIT(COL_VALUE) },
	[STATEMENT_TARGET] = { BIT(COL_REF) | PLACE | BIT(COL_QUANTITY) | BIT(COL_COMPARE) | BIT(COL_VALUE) | BIT(COL_UNIT) |
			BIT(COL_TEXT) | BIT(COL_QUALIFIER) | BIT(COL_SOURCE) | BIT(COL_EDITION) | BIT(COL_DATE),
		BIT(COL_REF) | PLACE | BIT(COL_QUANTITY) | BIT(COL_COMPARE) | BIT(COL_VALUE) },
	[STATEMENT_OPENING] = { PLACE | BIT(COL_VALUE), PLACE | BIT(COL_VALUE) },
	[STATEMENT_ADJUSTMENT] = { PLACE | BIT(COL_DELTA) | BIT(COL_REASON) | BIT(COL_BY) | BIT(COL_DATE),
		PLACE | BIT(COL_DELTA) | BIT(COL_REASON) | BIT(COL_BY) },
};

void row_fault(struct table_reading *t, const char *what, struct text value, const char *hint)
{
	fault_add(t->faults, t->path, t->line, _("%s: '%.*s'%s%s"), what, (int)value.len, value.at, hint,
		t->beside ? t->beside : "");
}

void clear_cells(struct table_reading *t)
{
	for (size_t c = 0; c < COL_COUNT; c++)
		t->cells[c] = (struct text){ "", 0 };
}

/* --- what a row names --- */

static int find_indicator(struct table_reading *t)
{
	struct text name = t->cells[COL_INDICATOR];
	const char *area = t->catalog->workspace->areas[t->area].name;
	int row = catalog_indicator(t->catalog, name);
	if (row < 0) {
		size_t count = 0;
		const char **names = arena_array(t->arena, t->catalog->indicators_count + 1, sizeof(*names));
		for (size_t i = 0; names && i < t->catalog->indicators_count; i++)
			if (t->catalog->indicators[i].area == t->area)
				names[count++] = t->catalog->indicators[i].id;
		row_fault(t, _("no such indicator"), name, names ? fault_hint(t->faults, name, names, count) : "");
	} else if (t->catalog->indicators[row].area != t->area) {
		fault_add(t->faults, t->path, t->line,
			_("'%.*s' is no indicator of area '%s'; put the row into the table of its own area"), (int)name.len,
			name.at, area);
		return -1;
	}
	return row;
}

static const char *find_breakdown(struct table_reading *t, const struct catalog_indicator *indicator)
{
	struct text said = t->cells[COL_BREAKDOWN];
	int text = catalog_breakdown(t->catalog, said);
	if (text >= 0 && catalog_has_part(indicator, text))
		return t->catalog->breakdowns[text];
	const char *allowed = "";
	for (uint32_t b = 0; b < indicator->plan.by_count; b++)
		for (uint32_t p = 0; p + 1 < indicator->plan.by[b].parts_count && p < 12; p++)
			allowed = arena_printf(t->arena, "%s%s%s", allowed ? allowed : "", allowed && *allowed ? ", " : "",
				t->catalog->breakdowns[indicator->plan.by[b].texts[p]]);
	const char *hint = arena_printf(t->arena,
		allowed && *allowed ? _("; allowed: %s") : _("; the indicator has no breakdown%s"), allowed ? allowed : "");
	row_fault(t, _("no such breakdown"), said, hint ? hint : "");
	return NULL;
}

static bool find_place(struct table_reading *t, struct statement *s, int *indicator, int *region)
{
	*indicator = find_indicator(t);
	*region = region_find(&t->catalog->workspace->regions, t->cells[COL_REGION]);
	bool good = *indicator >= 0;
	if (*region == REGION_NONE) {
		row_fault(t, _("no such region"), t->cells[COL_REGION], _("; a code of the table of regions is wanted"));
		good = false;
	}
	if (!period_parse(t->cells[COL_PERIOD], &s->when)) {
		row_fault(t, _("no period"), t->cells[COL_PERIOD],
			_("; allowed: 2018, 2018H1, 2018Q3, 2018-10, 2018-01..2018-10"));
		good = false;
	}
	if (!good)
		return false;
	s->indicator = t->catalog->indicators[*indicator].id;
	s->region = t->catalog->workspace->regions.rows[*region].code;
	s->breakdown = find_breakdown(t, &t->catalog->indicators[*indicator]);
	return s->breakdown != NULL;
}

const char *cell_copy(struct table_reading *t, enum column column)
{
	const char *copy = arena_copy(t->arena, t->cells[column]);
	if (!copy)
		t->faults->memory = true;
	return copy ? copy : "";
}

static void fill_texts(struct table_reading *t, struct statement *s)
{
	s->kind = t->kind;
	s->file = t->file;
	s->line = t->line;
	s->ref = cell_copy(t, COL_REF);
	s->text = cell_copy(t, t->cells[COL_TEXT].len ? COL_TEXT : COL_VALUE);
	s->unit = cell_copy(t, COL_UNIT);
	s->qualifier = cell_copy(t, COL_QUALIFIER);
	s->edition = cell_copy(t, COL_EDITION);
	s->date = cell_copy(t, COL_DATE);
	s->source = cell_copy(t, COL_SOURCE);
}

/* --- numbers --- */

struct text stat_unit(const struct catalog_indicator *indicator, enum statement_stat stat)
{
	switch (stat) {
	case STAT_GROWTH:
	case STAT_SHARE_PARENT:
	case STAT_SHARE_TOTAL:
	case STAT_COMPLETION:
		return TEXT("%");
	case STAT_RANK:
	case STAT_RANK_LAST:
		return TEXT("位");
	default:
		return text_of(indicator->unit);
	}
}

static bool read_bounds(struct table_reading *t, struct statement *s, const struct catalog_indicator *indicator,
	struct text number, struct text unit)
{
	struct printed printed = { .text = number,
		.unit = unit,
		.qualifier = t->cells[COL_QUALIFIER],
		.low = t->cells[COL_LOW],
		.high = t->cells[COL_HIGH],
		.to_unit = stat_unit(indicator, s->stat) };
	bool from_last = false;
	const char *what = NULL;
	if (!statement_bounds(&printed, &s->bounds, &from_last, &what)) {
		const char *units = unit.len && !text_is(unit, indicator->unit)
			? arena_printf(t->arena, _("; the unit beside it is '%.*s', the indicator's '%s'"), (int)unit.len,
				  unit.at, indicator->unit)
			: "";
		row_fault(t, _(what), number, units ? units : "");
		return false;
	}
	if (from_last && s->stat == STAT_RANK)
		s->stat = STAT_RANK_LAST;
	return true;
}

static void name_fault(struct table_reading *t, const char *what, enum column column, const char *const *names, size_t count)
{
	row_fault(t, what, t->cells[column], fault_hint(t->faults, t->cells[column], names, count));
}

static bool read_kinds(struct table_reading *t, struct statement *s)
{
	if (t->kind == STATEMENT_PUBLISHED && !stat_named(t->cells[COL_STAT], &s->stat)) {
		name_fault(t, _("no such stat"), COL_STAT, stat_names, STAT_COUNT);
		return false;
	}
	if (t->kind != STATEMENT_TARGET)
		return true;
	if (!quantity_named(t->cells[COL_QUANTITY], &s->quantity)) {
		name_fault(t, _("no such quantity"), COL_QUANTITY, quantity_names + 1, QUANTITY_COUNT - 1);
		return false;
	}
	if (!compare_named(t->cells[COL_COMPARE], &s->compare)) {
		name_fault(t, _("no such comparison"), COL_COMPARE, compare_names + 1, COMPARE_COUNT - 1);
		return false;
	}
	return true;
}

static bool keep(struct table_reading *t, const struct statement *s)
{
	if (!memory_grow(&t->rows, &t->capacity, t->count + 1, sizeof(*t->rows)))
		return false;
	t->rows[t->count++] = *s;
	return true;
}

/* A filled growth is a second statement about the same cell. */
static bool keep_growth(struct table_reading *t, struct statement s, const struct catalog_indicator *indicator)
{
	s.stat = STAT_GROWTH;
	s.text = cell_copy(t, COL_GROWTH);
	s.unit = "%";
	s.qualifier = "";
	t->cells[COL_QUALIFIER] = t->cells[COL_LOW] = t->cells[COL_HIGH] = (struct text){ "", 0 };
	return !read_bounds(t, &s, indicator, t->cells[COL_GROWTH], TEXT("%")) || keep(t, &s);
}

bool read_statement(struct table_reading *t)
{
	struct statement s = { .stat = STAT_VALUE };
	int indicator, region;
	fill_texts(t, &s);
	if (!find_place(t, &s, &indicator, &region))
		return true;
	const struct catalog_indicator *about = &t->catalog->indicators[indicator];
	if (t->kind == STATEMENT_OPENING)
		return read_opening(t, &s, indicator, region);
	if (t->kind == STATEMENT_ADJUSTMENT)
		return read_adjustment(t, &s, indicator, region);
	if (t->cells[COL_REF].len == 0)
		fault_add(t->faults, t->path, t->line, _("no ref; every statement has one, so that it can be named"));
	struct text number = t->kind == STATEMENT_PUBLISHED ? t->cells[COL_TEXT] : t->cells[COL_VALUE];
	if (!read_kinds(t, &s) || !read_bounds(t, &s, about, number, t->cells[COL_UNIT]))
		return true;
	if (!keep(t, &s))
		return false;
	return t->cells[COL_GROWTH].len == 0 || keep_growth(t, s, about);
}

/* --- files --- */

static bool read_table(struct table_reading *t, struct tally_error *error)
{
	struct sheet_column columns[COL_COUNT];
	enum column places[COL_COUNT];
	struct sheet sheet;
	size_t count = 0;
	for (int c = 0; c < COL_COUNT; c++)
		if (forms[t->kind].columns & BIT(c)) {
			places[count] = (enum column)c;
			columns[count++] = (struct sheet_column){ column_names[c], forms[t->kind].required & BIT(c) };
		}
	if (!sheet_read(t->path, columns, count, t->arena, t->faults, &sheet, error))
		return false;
	for (size_t row = 0; row < sheet.rows; row++) {
		clear_cells(t);
		for (size_t c = 0; c < count; c++)
			t->cells[places[c]] = sheet.cells[row * count + c];
		t->line = sheet.lines[row];
		if (!read_statement(t))
			return error_memory(error);
	}
	return true;
}

/* A list of the heap into the arena; NULL without memory. */
static void *settled(struct table_reading *t, const void *rows, size_t count, size_t size)
{
	void *copy = arena_array(t->arena, count + 1, size);
	if (copy && count)
		memcpy(copy, rows, count * size);
	return copy;
}

static bool settle_rows(struct table_reading *t, struct area_statements *out)
{
	const struct statement *rows = settled(t, t->rows, t->count, sizeof(*rows));
	const struct opening *openings = settled(t, t->openings, t->openings_count, sizeof(*openings));
	const struct adjustment *adjustments = settled(t, t->adjustments, t->adjustments_count, sizeof(*adjustments));
	out->kinds[t->kind] = (struct statement_list){ rows, t->count };
	if (t->kind == STATEMENT_OPENING) {
		out->openings = openings;
		out->openings_count = t->openings_count;
	}
	if (t->kind == STATEMENT_ADJUSTMENT) {
		out->adjustments = adjustments;
		out->adjustments_count = t->adjustments_count;
	}
	return rows && openings && adjustments;
}

static bool read_kind(struct table_reading *t, struct area_statements *out, struct tally_error *error)
{
	const struct area *area = &t->catalog->workspace->areas[t->area];
	struct text rest = text_of(area->statements[t->kind].files), part;
	while (text_next(&rest, '|', &part)) {
		const char *name = arena_copy(t->arena, part);
		t->path = name ? path_join(t->arena, area->folder, name) : NULL;
		if (!t->path)
			return error_memory(error);
		t->file = workspace_relative(t->catalog->workspace, t->path);
		if (!read_table(t, error))
			return false;
	}
	if (!wide_read(t, error))
		return false;
	return settle_rows(t, out) || error_memory(error);
}

bool statements_read(const struct catalog *catalog, int area, struct arena *arena, struct faults *faults,
	struct area_statements *statements, struct tally_error *error)
{
	*statements = (struct area_statements){ 0 };
	for (int kind = 0; kind < STATEMENT_KINDS; kind++) {
		struct table_reading t = {
			.catalog = catalog, .area = area, .kind = (enum statement_kind)kind, .arena = arena, .faults = faults
		};
		bool done = read_kind(&t, statements, error);
		memory_free(t.rows);
		memory_free(t.openings);
		memory_free(t.adjustments);
		if (!done)
			return false;
	}
	return true;
}
