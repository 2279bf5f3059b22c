/* View: findings as a table. Computes nothing. */
#include <string.h>

#include "view/labels.h"
#include "view/reconcile.h"

enum {
	COLUMN_FINDING,
	COLUMN_INDICATOR,
	COLUMN_TITLE,
	COLUMN_REGION,
	COLUMN_REGION_NAME,
	COLUMN_PERIOD,
	COLUMN_BREAKDOWN,
	COLUMN_STAT,
	COLUMN_PRINTED,
	COLUMN_COMPUTED,
	COLUMN_OTHER,
	COLUMN_BASIS,
	COLUMN_VERDICT,
	COLUMN_DISTANCE,
	COLUMN_NOTE,
	COLUMN_SOURCE,
	COLUMN_FILE,
	COLUMN_LINE,
	COLUMNS
};

static const struct column heads[COLUMNS] = {
	[COLUMN_FINDING] = { "finding", N_("finding"), COLUMN_TEXT, false, false },
	[COLUMN_INDICATOR] = { "indicator", N_("id"), COLUMN_TEXT, true, false },
	[COLUMN_TITLE] = { "title", N_("indicator"), COLUMN_TEXT, false, false },
	[COLUMN_REGION] = { "region", N_("code"), COLUMN_TEXT, true, false },
	[COLUMN_REGION_NAME] = { "region_name", N_("region"), COLUMN_TEXT, false, false },
	[COLUMN_PERIOD] = { "period", N_("period"), COLUMN_TEXT, false, false },
	[COLUMN_BREAKDOWN] = { "breakdown", N_("breakdown"), COLUMN_TEXT, true, false },
	[COLUMN_STAT] = { "stat", N_("what"), COLUMN_TEXT, false, false },
	[COLUMN_PRINTED] = { "printed", N_("printed"), COLUMN_TEXT, false, false },
	[COLUMN_COMPUTED] = { "computed", N_("computed"), COLUMN_NUMBER, false, false },
	[COLUMN_OTHER] = { "other", N_("other side"), COLUMN_TEXT, true, false },
	[COLUMN_BASIS] = { "basis", N_("basis"), COLUMN_TEXT, true, false },
	[COLUMN_VERDICT] = { "verdict", N_("verdict"), COLUMN_TEXT, false, false },
	[COLUMN_DISTANCE] = { "distance", N_("distance"), COLUMN_NUMBER, false, false },
	[COLUMN_NOTE] = { "note", N_("remark"), COLUMN_TEXT, false, false },
	[COLUMN_SOURCE] = { "source", N_("source"), COLUMN_TEXT, true, false },
	[COLUMN_FILE] = { "file", N_("file"), COLUMN_TEXT, true, false },
	[COLUMN_LINE] = { "line", N_("line"), COLUMN_ORDINAL, true, false },
};

const char *finding_heading(const struct reconciliation *found, const struct finding *finding)
{
	const struct name_area *area = &found->names->areas[found->names->indicators[finding->place.indicator].row_area];
	if (finding->group == FINDINGS_PUBLISHED)
		return _("printed more than once");
	if (finding->group == FINDINGS_TARGETS)
		return _("targets of one cell against each other");
	if (finding->group == FINDINGS_TIES)
		return _("ties between figures");
	return area_title(area);
}

static bool lay_row(const struct reconciliation *found, const struct finding *finding, struct arena *arena, const char **shown,
	const char **plain)
{
	const struct name_indicator *indicator = &found->names->indicators[finding->place.indicator];
	const struct name_region *region = &found->names->regions[finding->place.region];
	const char *title = indicator_title(indicator);
	char when[PERIOD_TEXT_BYTES];
	period_print(finding->place.when, when);
	plain[COLUMN_FINDING] = finding->id;
	plain[COLUMN_INDICATOR] = indicator->name;
	plain[COLUMN_TITLE] = title;
	plain[COLUMN_REGION] = region->code;
	plain[COLUMN_REGION_NAME] = region->name;
	plain[COLUMN_PERIOD] = arena_copy(arena, text_of(when));
	plain[COLUMN_BREAKDOWN] = finding->part ? finding->part->text : "";
	plain[COLUMN_STAT] = finding->stat;
	plain[COLUMN_PRINTED] = finding->printed;
	plain[COLUMN_COMPUTED] = finding->found_plain;
	plain[COLUMN_OTHER] = finding->found;
	plain[COLUMN_BASIS] = finding->basis;
	plain[COLUMN_VERDICT] = verdict_names[finding->verdict];
	plain[COLUMN_DISTANCE] = finding->distance;
	plain[COLUMN_NOTE] = finding->note;
	if (finding->said) {
		plain[COLUMN_SOURCE] = finding->said->source;
		plain[COLUMN_FILE] = finding->said->file;
		plain[COLUMN_LINE] = arena_printf(arena, "%u", finding->said->line);
	}
	memcpy(shown, plain, COLUMNS * sizeof *shown);
	if (finding->part)
		shown[COLUMN_TITLE] = arena_printf(arena, "%s·%s", title, finding->part->title);
	shown[COLUMN_STAT] = finding->what;
	shown[COLUMN_COMPUTED] = finding->found;
	shown[COLUMN_BASIS] = finding->basis_shown;
	shown[COLUMN_VERDICT] = verdict_word(finding->verdict);
	return plain[COLUMN_PERIOD] && (plain[COLUMN_LINE] || !finding->said) && shown[COLUMN_TITLE];
}

bool reconcile_table(const struct reconciliation *found, struct arena *arena, struct table *table, struct tally_error *error)
{
	struct column *columns = arena_array(arena, COLUMNS, sizeof *columns);
	const char **shown = arena_array(arena, found->count * COLUMNS + 1, sizeof *shown);
	const char **plain = arena_array(arena, found->count * COLUMNS + 1, sizeof *plain);
	const char **groups = arena_array(arena, found->count + 1, sizeof *groups);
	if (!columns || !shown || !plain || !groups)
		return error_memory(error);
	table_heads(columns, heads, COLUMNS);
	for (size_t i = 0; i < found->count; i++) {
		const struct finding *finding = &found->rows[i];
		groups[i] = finding_heading(found, finding);
		if (!lay_row(found, finding, arena, shown + i * COLUMNS, plain + i * COLUMNS))
			return error_memory(error);
	}
	*table = (struct table){ .columns = columns,
		.columns_count = COLUMNS,
		.cells = shown,
		.plain = plain,
		.rows = found->count,
		.groups = groups };
	return true;
}
