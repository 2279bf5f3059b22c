/* View: choosing columns. Knows keys and the usual set; knows no values. */
#include "view/columns.h"

#include "base/fault.h"
#include "view/written.h"

static const struct fact_row name_rows[NAME_COUNT] = {
	[NAME_INDICATOR] = { "indicator", N_("id") },
	[NAME_TITLE] = { "title", N_("indicator") },
	[NAME_UNIT] = { "unit", N_("unit") },
	[NAME_REGION] = { "region", N_("code") },
	[NAME_REGION_NAME] = { "region_name", N_("region") },
	[NAME_PERIOD] = { "period", N_("period") },
	[NAME_BREAKDOWN] = { "breakdown", N_("breakdown") },
};

#define FACT(kind) (NAME_COUNT + (kind))
#define HIDDEN true, false, false
#define PAPER false, true, false
#define BOTH false, false, false
#define SHY false, false, true

/* Codes and ids are for programs; people get the unit where they read it, beside the numbers. */
/* clang-format off */
#define PLACE_COLUMNS \
	{ NAME_INDICATOR, HIDDEN }, { NAME_TITLE, BOTH }, { NAME_UNIT, HIDDEN }, { NAME_REGION, HIDDEN }, \
	{ NAME_REGION_NAME, SHY }, { NAME_PERIOD, HIDDEN }, { NAME_BREAKDOWN, HIDDEN }
/* clang-format on */
static const struct chosen_column usual[] = {
	PLACE_COLUMNS,
	{ FACT(FACT_VALUE), BOTH },
	{ FACT(FACT_BASE), BOTH },
	{ FACT(FACT_GROWTH), BOTH },
	{ FACT(FACT_CHANGE), BOTH },
	{ FACT(FACT_TARGET), SHY },
	{ FACT(FACT_COMPLETION), SHY },
	{ FACT(FACT_TARGET_NEXT), SHY },
	{ NAME_UNIT, PAPER },
	{ FACT(FACT_BASIS), BOTH },
	{ FACT(FACT_DELIVERED), SHY },
};
/* This month, the year so far, the same months of the year before, side by side. */
static const struct chosen_column usual_to_date[] = {
	PLACE_COLUMNS,
	{ FACT(FACT_VALUE), BOTH },
	{ FACT(FACT_GROWTH), BOTH },
	{ FACT(FACT_TO_DATE), BOTH },
	{ FACT(FACT_TO_DATE_BASE), BOTH },
	{ FACT(FACT_TO_DATE_GROWTH), BOTH },
	{ NAME_UNIT, PAPER },
	{ FACT(FACT_BASIS), BOTH },
	{ FACT(FACT_DELIVERED), SHY },
};
enum { USUAL_TO_DATE = sizeof usual_to_date / sizeof usual_to_date[0] };
enum { USUAL = sizeof usual / sizeof usual[0], ALL = NAME_COUNT + FACT_COUNT };

int column_fact(const struct chosen_column *column)
{
	return column->what < NAME_COUNT ? -1 : column->what - NAME_COUNT;
}

static const struct fact_row *row_of(int what)
{
	return what < NAME_COUNT ? &name_rows[what] : &fact_rows[what - NAME_COUNT];
}

/* A column on paper only has no key. */
const char *column_key(const struct chosen_column *column)
{
	return column->paper ? "" : row_of(column->what)->key;
}

const char *column_heading(const struct chosen_column *column)
{
	return _(row_of(column->what)->heading);
}

enum column_kind column_kind(const struct chosen_column *column)
{
	int fact = column_fact(column);
	return fact >= 0 && fact_is_number((enum fact_kind)fact) ? COLUMN_NUMBER : COLUMN_TEXT;
}

static bool unknown(const char *format, struct text key, int first, struct arena *arena, struct tally_error *error)
{
	const char *keys[ALL];
	struct faults faults;
	faults_init(&faults, arena);
	for (int what = first; what < ALL; what++)
		keys[what - first] = row_of(what)->key;
	const char *hint = fault_hint(&faults, key, keys, (size_t)(ALL - first)), *word = arena_copy(arena, key);
	return word ? error_set(error, ERROR_USAGE, "%s: '%s'%s", format, word, hint) : error_memory(error);
}

static int named(struct text key, int first)
{
	for (int what = first; what < ALL; what++)
		if (text_is(key, row_of(what)->key))
			return what;
	return -1;
}

static bool choose_named(
	const char *list, struct chosen_column *columns, struct chosen *chosen, struct arena *arena, struct tally_error *error)
{
	struct text rest = text_of(list), key;
	while (text_next(&rest, ',', &key)) {
		int what = named(key, 0);
		if (what < 0)
			return unknown(_("--columns: unknown column"), key, 0, arena, error);
		for (size_t i = 0; i < chosen->count; i++)
			if (columns[i].what == what)
				return error_set(
					error, ERROR_USAGE, _("--columns: '%.*s' stands there twice"), (int)key.len, key.at);
		columns[chosen->count++] = (struct chosen_column){ what, BOTH };
	}
	return chosen->count || error_set(error, ERROR_USAGE, _("--columns: name at least one column, or all"));
}

bool columns_choose(
	const char *list, bool to_date, bool deliveries, struct arena *arena, struct chosen *chosen, struct tally_error *error)
{
	*chosen = to_date ? (struct chosen){ usual_to_date, USUAL_TO_DATE } : (struct chosen){ usual, USUAL };
	chosen->count -= !deliveries;
	if (!list)
		return true;
	struct chosen_column *columns = arena_array(arena, ALL + 1, sizeof *columns);
	if (!columns)
		return error_memory(error);
	*chosen = (struct chosen){ columns, 0 };
	if (!text_is(text_of(list), "all"))
		return choose_named(list, columns, chosen, arena, error);
	for (int what = 0; what < ALL; what++)
		columns[chosen->count++] = (struct chosen_column){ what, BOTH };
	return true;
}

bool fact_named(const char *option, const char *key, struct arena *arena, enum fact_kind *kind, struct tally_error *error)
{
	int what = named(text_of(key), NAME_COUNT);
	if (what < 0)
		return unknown(option, text_of(key), NAME_COUNT, arena, error);
	*kind = (enum fact_kind)(what - NAME_COUNT);
	return true;
}
