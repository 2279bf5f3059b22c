/* View: a series. Knows which facts stand beside each period and the line of blocks; what facts mean is for view/facts. */
#include "view/show.h"

#include <string.h>

#include "view/history.h"
#include "view/request.h"
#include "view/selection.h"
#include "view/written.h"

enum { USUAL_PERIODS = 5 };

enum {
	COLUMN_INDICATOR,
	COLUMN_REGION,
	COLUMN_BREAKDOWN,
	COLUMN_PERIOD,
	COLUMN_UNIT,
	COLUMN_FACTS,
	COLUMN_VALUES = COLUMN_FACTS + 12,
	COLUMN_BASIS,
	COLUMN_DELIVERED,
	COLUMNS
};

/* `shy`: no column for people where no period has it. */
static const struct {
	enum fact_kind kind;
	bool shy;
} shown_facts[COLUMN_VALUES - COLUMN_FACTS] = {
	{ FACT_VALUE, false },
	{ FACT_ENTRIES, true },
	{ FACT_EXITS, true },
	{ FACT_BASE, true },
	{ FACT_GROWTH, false },
	{ FACT_CHANGE, true },
	{ FACT_PREVIOUS, true },
	{ FACT_GROWTH_PREVIOUS, true },
	{ FACT_CHANGE_PREVIOUS, true },
	{ FACT_TARGET, true },
	{ FACT_COMPLETION, true },
	{ FACT_MET, true },
};

struct building {
	struct store_reader *reader;
	struct arena *arena;
	struct series *series;
	struct cell_place place;
	struct facts facts;
	struct writing writing;
	struct value *values; /* by period */
	const char **cells, **plain;
	struct column *columns;
	bool incomplete; /* deliveries behind one of the figures are missing */
};

static const char *kept(struct building *b, const char *text)
{
	b->writing.failed |= !text;
	return text;
}

/* --- the line of blocks --- */

static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
enum { BLOCKS = sizeof blocks / sizeof blocks[0] };

struct extent {
	bool there;
	wide low, high;
};

static struct extent extent_of(const struct value *values, size_t count)
{
	struct extent extent = { 0 };
	for (size_t i = 0; i < count; i++) {
		wide units;
		if (values[i].kind == VALUE_NONE || !value_to_decimal(&values[i], &units))
			continue;
		extent.low = !extent.there || units < extent.low ? units : extent.low;
		extent.high = !extent.there || units > extent.high ? units : extent.high;
		extent.there = true;
	}
	return extent;
}

/* Values that are all the same stand in the middle. */
static const char *block_of(const struct extent *extent, const struct value *value)
{
	wide units;
	if (value->kind == VALUE_NONE || !value_to_decimal(value, &units))
		return "·";
	if (extent->low == extent->high)
		return blocks[BLOCKS / 2 - 1];
	return blocks[(int)wide_divide((units - extent->low) * (BLOCKS - 1), extent->high - extent->low, ROUND_HALF_UP)];
}

static const char *chart_of(struct building *b)
{
	size_t count = b->series->periods.count, length = 0;
	struct extent extent = extent_of(b->values, count);
	char *chart = arena_array(b->arena, count * sizeof "▁" + 1, 1);
	for (size_t i = 0; chart && i < count; i++) {
		const char *block = block_of(&extent, &b->values[i]);
		memcpy(chart + length, block, strlen(block));
		length += strlen(block);
	}
	return kept(b, chart);
}

/* --- rows --- */

static bool lay_facts(struct building *b, const char **cells, const char **plain, struct tally_error *error)
{
	struct fact fact = { 0 };
	for (int i = 0; i < COLUMN_VALUES - COLUMN_FACTS; i++) {
		if (!facts_get(&b->facts, shown_facts[i].kind, &fact, error))
			return false;
		plain[COLUMN_FACTS + i] = written_plain(&b->writing, b->series->indicator, &fact);
		cells[COLUMN_FACTS + i] = written_shown(&b->writing, b->series->indicator, &fact);
	}
	if (!facts_get(&b->facts, FACT_BASIS, &fact, error))
		return false;
	plain[COLUMN_BASIS] = fact.word;
	cells[COLUMN_BASIS] = fact.shown;
	if (!facts_get(&b->facts, FACT_DELIVERED, &fact, error))
		return false;
	plain[COLUMN_DELIVERED] = fact.word;
	cells[COLUMN_DELIVERED] = fact.shown;
	b->incomplete |= fact.shown != NULL;
	return true;
}

/* Values that the figure has had; nothing is stored of a 0 that always was 0. What was said has no runs. */
static bool lay_values(struct building *b, const struct observation *now, const char **plain, struct tally_error *error)
{
	const struct history_row *rows;
	size_t rows_count, count = 0;
	if (!history_rows(b->reader, &b->place, b->arena, &rows, &rows_count, error))
		return false;
	for (size_t i = 0; i < rows_count; i++)
		count += rows[i].now.value.kind != VALUE_NONE;
	if (count == 0 && now->value.kind != VALUE_NONE && now->basis == BASIS_REGISTER)
		count = 1;
	plain[COLUMN_VALUES] = count ? kept(b, arena_printf(b->arena, "%zu", count)) : NULL;
	return true;
}

static bool lay_row(struct building *b, size_t row, struct tally_error *error)
{
	const char **cells = b->cells + row * COLUMNS, **plain = b->plain + row * COLUMNS;
	const struct observation *now;
	char when[PERIOD_TEXT_BYTES];
	b->place.when = b->series->periods.items[row];
	facts_at(&b->facts, &b->place, BASIS_COUNT);
	if (!facts_observe(&b->facts, BESIDE_NOW, &now, error) || !lay_facts(b, cells, plain, error) ||
		!lay_values(b, now, plain, error))
		return false;
	period_print(b->place.when, when);
	plain[COLUMN_INDICATOR] = b->series->indicator->name;
	plain[COLUMN_REGION] = b->series->region->code;
	plain[COLUMN_BREAKDOWN] = b->series->part ? b->series->part->text : "";
	plain[COLUMN_PERIOD] = kept(b, arena_copy(b->arena, text_of(when)));
	plain[COLUMN_UNIT] = b->series->indicator->unit;
	memcpy(cells, plain, COLUMN_FACTS * sizeof *cells);
	cells[COLUMN_VALUES] = plain[COLUMN_VALUES];
	b->values[row] = now->value;
	b->series->values += now->value.kind != VALUE_NONE;
	return !b->writing.failed || error_memory(error);
}

/* --- columns --- */

/* People have no use for a column without anything in it, for what the line before says, nor for the same growth twice. */
static bool column_hidden(const struct building *b, int fact)
{
	enum fact_kind kind = shown_facts[fact].kind;
	bool years = period_months(b->series->periods.items[0]) == 12;
	if (kind == FACT_BASE || kind == FACT_PREVIOUS || kind == FACT_CHANGE_PREVIOUS ||
		(kind == FACT_GROWTH_PREVIOUS && years))
		return true;
	for (size_t i = 0; i < b->series->periods.count; i++)
		if (b->plain[i * COLUMNS + (size_t)(COLUMN_FACTS + fact)])
			return false;
	return shown_facts[fact].shy;
}

static void name_columns(struct building *b)
{
	const struct column heads[COLUMNS] = { [COLUMN_INDICATOR] = { "indicator", N_("id"), COLUMN_TEXT, true, false },
		[COLUMN_REGION] = { "region", N_("code"), COLUMN_TEXT, true, false },
		[COLUMN_BREAKDOWN] = { "breakdown", N_("breakdown"), COLUMN_TEXT, true, false },
		[COLUMN_PERIOD] = { "period", N_("period"), COLUMN_TEXT, false, false },
		[COLUMN_UNIT] = { "unit", N_("unit"), COLUMN_TEXT, true, false },
		[COLUMN_VALUES] = { "values", N_("values so far"), COLUMN_NUMBER, false, false },
		[COLUMN_BASIS] = { "basis", N_("basis"), COLUMN_TEXT, false, false },
		[COLUMN_DELIVERED] = {
			"delivered", N_("deliveries"), COLUMN_TEXT, !b->incomplete, !b->series->names->expecting } };
	for (int i = 0; i < COLUMNS; i++) {
		int fact = i - COLUMN_FACTS;
		b->columns[i] = heads[i];
		if (!heads[i].key) {
			const struct fact_row *row = &fact_rows[shown_facts[fact].kind];
			bool number = fact_is_number(shown_facts[fact].kind);
			b->columns[i] = (struct column){ row->key, row->heading, number ? COLUMN_NUMBER : COLUMN_TEXT,
				column_hidden(b, fact), false };
		}
		b->columns[i].heading = _(b->columns[i].heading);
	}
}

/* --- the whole --- */

static bool find_place(struct building *b, const struct series_request *request, struct tally_error *error)
{
	struct series *s = b->series;
	const struct summary_request names = {
		.indicator = request->indicator, .region = request->region, .basis = BASIS_COUNT
	};
	struct asked asked;
	if (!request_resolve(s->names, &names, b->arena, &asked, error))
		return false;
	s->indicator = &s->names->indicators[asked.indicator];
	s->region = &s->names->regions[asked.region];
	b->place = (struct cell_place){ .indicator = asked.indicator, .region = asked.region };
	if (!request_breakdown(s->indicator, request->breakdown, b->arena, &b->place.breakdown, error))
		return false;
	if (b->place.breakdown)
		s->part = names_part_named(s->indicator, request->breakdown);
	const struct periods_asked periods = { request->periods, request->grain, s->names->through, USUAL_PERIODS };
	return periods_list(s->names, &periods, b->arena, &s->periods, error);
}

static bool make_room(struct building *b, struct tally_error *error)
{
	size_t count = b->series->periods.count;
	b->cells = arena_array(b->arena, count * COLUMNS, sizeof *b->cells);
	b->plain = arena_array(b->arena, count * COLUMNS, sizeof *b->plain);
	b->values = arena_array(b->arena, count, sizeof *b->values);
	b->columns = arena_array(b->arena, COLUMNS, sizeof *b->columns);
	return (b->cells && b->plain && b->values && b->columns) || error_memory(error);
}

bool series_build(struct store_reader *reader, const struct series_request *request, struct arena *arena, struct series *series,
	struct tally_error *error)
{
	struct building b = { .reader = reader, .arena = arena, .series = series };
	*series = (struct series){ .names = store_names(reader) };
	b.facts = (struct facts){ .reader = reader, .arena = arena };
	b.writing = (struct writing){ .names = series->names, .arena = arena };
	if (!find_place(&b, request, error) || !make_room(&b, error))
		return false;
	for (size_t i = 0; i < series->periods.count; i++)
		if (!lay_row(&b, i, error))
			return false;
	series->chart = chart_of(&b);
	name_columns(&b);
	series->table = (struct table){ .columns = b.columns,
		.columns_count = COLUMNS,
		.cells = b.cells,
		.plain = b.plain,
		.rows = series->periods.count };
	return series->chart || error_memory(error);
}
