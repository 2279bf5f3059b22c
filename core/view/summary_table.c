/* View: a summary as a table of texts. Knows how values, growth and bases are written for people and for programs; computes nothing. */
#include <string.h>

#include "view/summary.h"

enum {
	COLUMN_INDICATOR,
	COLUMN_TITLE,
	COLUMN_UNIT,
	COLUMN_REGION,
	COLUMN_REGION_NAME,
	COLUMN_PERIOD,
	COLUMN_BREAKDOWN,
	COLUMN_VALUE,
	COLUMN_BASE,
	COLUMN_GROWTH,
	COLUMN_TARGET,
	COLUMN_TARGET_NEXT,
	COLUMN_UNIT_SHOWN,
	COLUMN_BASIS,
	COLUMNS
};

enum { GROWTH_DECIMALS = 4, GROWTH_SHOWN = 2 };

static const struct column columns[COLUMNS] = {
	[COLUMN_INDICATOR] = { "indicator", N_("id"), COLUMN_TEXT, true, false },
	[COLUMN_TITLE] = { "title", N_("indicator"), COLUMN_TEXT, false, false },
	[COLUMN_UNIT] = { "unit", N_("unit"), COLUMN_TEXT, true, false },
	[COLUMN_REGION] = { "region", N_("code"), COLUMN_TEXT, true, false },
	[COLUMN_REGION_NAME] = { "region_name", N_("region"), COLUMN_TEXT, false, false },
	[COLUMN_PERIOD] = { "period", N_("period"), COLUMN_TEXT, true, false },
	[COLUMN_BREAKDOWN] = { "breakdown", N_("breakdown"), COLUMN_TEXT, true, false },
	[COLUMN_VALUE] = { "value", N_("value"), COLUMN_NUMBER, false, false },
	[COLUMN_BASE] = { "base", N_("year before"), COLUMN_NUMBER, false, false },
	[COLUMN_GROWTH] = { "growth", N_("growth"), COLUMN_NUMBER, false, false },
	[COLUMN_TARGET] = { "target", N_("target"), COLUMN_NUMBER, true, false },
	[COLUMN_TARGET_NEXT] = { "target_next", N_("next target"), COLUMN_NUMBER, false, false },
	[COLUMN_UNIT_SHOWN] = { "", N_("unit"), COLUMN_TEXT, false, true },
	[COLUMN_BASIS] = { "basis", N_("basis"), COLUMN_TEXT, false, false },
};

static const char *const basis_words[BASIS_COUNT] = { N_("register"), N_("adjusted"), N_("given"), N_("published") };

struct laying {
	const struct store_names *names;
	bool english;
	bool failed; /* out of memory */
	struct arena *arena;
	const char **shown, **plain; /* of the row being laid out */
};

static const char *title_of(const struct laying *laying, const char *title, const char *title_en)
{
	return laying->english && title_en[0] ? title_en : title;
}

/* A number as it is, a formula rounded once; NULL when there is none. */
static const char *value_text(struct laying *laying, const struct name_indicator *indicator, const struct value *value)
{
	char text[VALUE_TEXT_BYTES];
	if (value->kind == VALUE_NONE)
		return NULL;
	value_print(value, value->kind == VALUE_NUMBER ? value->scale : indicator->decimals, laying->names->rounding, text);
	const char *copy = arena_copy(laying->arena, text_of(text));
	laying->failed |= !copy;
	return copy;
}

static const char *growth_text(struct laying *laying, const struct value *growth, int decimals, const char *behind)
{
	char text[VALUE_TEXT_BYTES];
	value_print(growth, decimals, laying->names->rounding, text);
	const char *copy = arena_printf(laying->arena, "%s%s", text, behind);
	laying->failed |= !copy;
	return copy;
}

static void put(struct laying *laying, int column, const char *text)
{
	laying->shown[column] = laying->plain[column] = text;
}

static void lay_names(struct laying *laying, const struct summary_row *row)
{
	const struct name_indicator *indicator = row->indicator;
	const char *title = title_of(laying, indicator->title, indicator->title_en), *mark = row->rejected ? " *" : "";
	char when[PERIOD_TEXT_BYTES];
	period_print(row->when, when);
	put(laying, COLUMN_INDICATOR, indicator->name);
	put(laying, COLUMN_TITLE, title);
	put(laying, COLUMN_UNIT, indicator->unit);
	put(laying, COLUMN_UNIT_SHOWN, indicator->unit);
	put(laying, COLUMN_REGION, row->region->code);
	put(laying, COLUMN_REGION_NAME, row->region->name);
	put(laying, COLUMN_PERIOD, arena_copy(laying->arena, text_of(when)));
	put(laying, COLUMN_BREAKDOWN, row->part ? row->part->text : "");
	if (row->part)
		laying->shown[COLUMN_TITLE] = arena_printf(laying->arena, "  %s%s", row->part->title, mark);
	else if (mark[0])
		laying->shown[COLUMN_TITLE] = arena_printf(laying->arena, "%s%s", title, mark);
	laying->failed |= !laying->shown[COLUMN_TITLE] || !laying->shown[COLUMN_PERIOD];
}

static void lay_values(struct laying *laying, const struct summary_row *row)
{
	const struct value *now = &row->now.value;
	put(laying, COLUMN_VALUE, value_text(laying, row->indicator, now));
	put(laying, COLUMN_BASE, value_text(laying, row->indicator, &row->base));
	put(laying, COLUMN_TARGET, value_text(laying, row->indicator, &row->target));
	put(laying, COLUMN_TARGET_NEXT, value_text(laying, row->indicator, &row->target_next));
	put(laying, COLUMN_GROWTH, NULL);
	put(laying, COLUMN_BASIS, NULL);
	if (now->kind == VALUE_NONE) {
		laying->shown[COLUMN_VALUE] = reason_text(now->reason);
		return;
	}
	laying->plain[COLUMN_BASIS] = basis_name(row->now.basis);
	laying->shown[COLUMN_BASIS] = _(basis_words[row->now.basis]);
	if (row->growth.kind == VALUE_NONE) {
		laying->shown[COLUMN_GROWTH] = reason_text(row->growth.reason);
		return;
	}
	laying->plain[COLUMN_GROWTH] = growth_text(laying, &row->growth, GROWTH_DECIMALS, "");
	laying->shown[COLUMN_GROWTH] = growth_text(laying, &row->growth, GROWTH_SHOWN, " %");
}

/* Headings in the language of the reader; the region only where there are several. */
static void lay_columns(const struct summary *summary, struct column *out)
{
	bool several = false;
	for (size_t i = 1; i < summary->count; i++)
		several |= summary->rows[i].region != summary->rows[0].region;
	for (int i = 0; i < COLUMNS; i++) {
		out[i] = columns[i];
		out[i].heading = _(columns[i].heading);
	}
	out[COLUMN_REGION_NAME].hidden = !several;
}

bool summary_table(const struct store_names *names, const struct summary *summary, bool english, struct arena *arena,
	struct table *table, struct tally_error *error)
{
	struct laying laying = { .names = names, .english = english, .arena = arena };
	struct column *heads = arena_array(arena, COLUMNS, sizeof *heads);
	const char **shown = arena_array(arena, summary->count * COLUMNS, sizeof *shown);
	const char **plain = arena_array(arena, summary->count * COLUMNS, sizeof *plain);
	const char **groups = arena_array(arena, summary->count, sizeof *groups);
	if (!heads || !shown || !plain || !groups)
		return error_memory(error);
	lay_columns(summary, heads);
	for (size_t i = 0; i < summary->count; i++) {
		const struct name_area *area = &names->areas[summary->rows[i].indicator->row_area];
		laying.shown = shown + i * COLUMNS;
		laying.plain = plain + i * COLUMNS;
		lay_names(&laying, &summary->rows[i]);
		lay_values(&laying, &summary->rows[i]);
		groups[i] = title_of(&laying, area->title, area->title_en);
	}
	if (laying.failed)
		return error_memory(error);
	*table = (struct table){ .columns = heads,
		.columns_count = COLUMNS,
		.cells = shown,
		.plain = plain,
		.rows = summary->count,
		.groups = groups };
	return true;
}
