/* View: a summary as a table of texts. Knows how rows are named for people and for programs; computes nothing. */
#include <string.h>

#include "view/labels.h"
#include "view/summary.h"
#include "view/written.h"

struct laying {
	struct writing writing;
	const struct chosen *chosen;
	const char **shown, **plain; /* of the row being laid out */
};

static const char *kept(struct laying *laying, const char *text)
{
	laying->writing.failed |= !text;
	return text;
}

/* Parts are indented under their total; a mark stands behind what has rejects. */
static const char *title_shown(struct laying *laying, const struct summary_row *row, const char *title)
{
	const char *mark = row->rejected ? " *" : "";
	struct arena *arena = laying->writing.arena;
	if (row->part)
		return kept(laying, arena_printf(arena, "  %s%s", row->part->title, mark));
	return mark[0] ? kept(laying, arena_printf(arena, "%s%s", title, mark)) : title;
}

static const char *period_text(struct laying *laying, period when)
{
	char text[PERIOD_TEXT_BYTES];
	period_print(when, text);
	return kept(laying, arena_copy(laying->writing.arena, text_of(text)));
}

static const char *name_plain(struct laying *laying, const struct summary_row *row, int name)
{
	const struct name_indicator *indicator = row->indicator;
	switch (name) {
	case NAME_INDICATOR:
		return indicator->name;
	case NAME_TITLE:
		return indicator_title(indicator);
	case NAME_UNIT:
		return indicator->unit;
	case NAME_REGION:
		return row->region->code;
	case NAME_REGION_NAME:
		return row->region->name;
	case NAME_PERIOD:
		return period_text(laying, row->when);
	default:
		return row->part ? row->part->text : "";
	}
}

static void lay_row(struct laying *laying, const struct summary_row *row)
{
	for (size_t i = 0; i < laying->chosen->count; i++) {
		int what = laying->chosen->columns[i].what;
		bool name = what < NAME_COUNT;
		laying->plain[i] =
			name ? name_plain(laying, row, what) : written_plain(&laying->writing, row->indicator, &row->facts[i]);
		laying->shown[i] = !name     ? written_shown(&laying->writing, row->indicator, &row->facts[i])
			: what == NAME_TITLE ? title_shown(laying, row, laying->plain[i])
					     : laying->plain[i];
	}
}

/* The region is worth a column only where there are several. */
static bool column_empty(const struct summary *summary, const struct table *table, size_t column)
{
	for (size_t row = 0; row < summary->count; row++) {
		bool said = summary->chosen.columns[column].what == NAME_REGION_NAME
			? summary->rows[row].region != summary->rows[0].region
			: table->plain[row * table->columns_count + column] != NULL;
		if (said)
			return false;
	}
	return true;
}

static bool lay_columns(const struct summary *summary, struct arena *arena, struct table *table)
{
	struct column *columns = arena_array(arena, summary->chosen.count, sizeof *columns);
	for (size_t i = 0; columns && i < summary->chosen.count; i++) {
		const struct chosen_column *chosen = &summary->chosen.columns[i];
		columns[i] = (struct column){ column_key(chosen), column_heading(chosen), column_kind(chosen), chosen->hidden,
			chosen->paper };
		columns[i].hidden |= chosen->shy && column_empty(summary, table, i);
	}
	table->columns = columns;
	return columns;
}

bool summary_table(const struct store_names *names, const struct summary *summary, struct arena *arena, struct table *table,
	struct tally_error *error)
{
	struct laying laying = { .writing = { .names = names, .arena = arena }, .chosen = &summary->chosen };
	size_t width = summary->chosen.count;
	const char **shown = arena_array(arena, summary->count * width, sizeof *shown);
	const char **plain = arena_array(arena, summary->count * width, sizeof *plain);
	const char **groups = arena_array(arena, summary->count, sizeof *groups);
	if (!shown || !plain || !groups)
		return error_memory(error);
	for (size_t i = 0; i < summary->count; i++) {
		const struct name_area *area = &names->areas[summary->rows[i].indicator->row_area];
		laying.shown = shown + i * width;
		laying.plain = plain + i * width;
		lay_row(&laying, &summary->rows[i]);
		groups[i] = area_title(area);
	}
	*table = (struct table){
		.columns_count = width, .cells = shown, .plain = plain, .rows = summary->count, .groups = groups
	};
	return (!laying.writing.failed && lay_columns(summary, arena, table)) || error_memory(error);
}
