/* View: the history of a figure. Knows values, runs and causes; lays them out as rows. */
#include "view/history.h"

#include <string.h>

#include "view/explain.h"
#include "view/request.h"

static bool find_place(const struct history_request *request, struct arena *arena, struct history *h, struct cell_place *place,
	struct tally_error *error)
{
	struct summary_request summary = {
		.indicator = request->indicator, .region = request->region, .period = request->period, .basis = BASIS_COUNT
	};
	struct asked asked;
	if (!request_resolve(h->names, &summary, arena, &asked, error))
		return false;
	*place = (struct cell_place){ asked.indicator, asked.region, asked.when, 0 };
	h->indicator = &h->names->indicators[asked.indicator];
	h->region = &h->names->regions[asked.region];
	h->when = asked.when;
	if (!request_breakdown(h->indicator, request->breakdown, arena, &place->breakdown, error))
		return false;
	h->part = names_part(h->indicator, place->breakdown);
	return true;
}

/* Rows as they follow each other: what stood, and what the coverage of then says where nothing did. */
struct listing {
	struct store_reader *reader;
	const struct cell_place *place;
	struct arena *arena;
	struct history_row *rows; /* on the heap while it grows */
	size_t count, capacity;
	struct tally_error *error;
};

static bool list_row(struct listing *l, int64_t run, const struct observation *now)
{
	const struct observation *last = l->count ? &l->rows[l->count - 1].now : NULL;
	bool same = last && last->value.kind == now->value.kind && last->entries == now->entries && last->exits == now->exits &&
		last->basis == now->basis &&
		(now->value.kind == VALUE_NONE ? last->value.reason == now->value.reason
					       : value_compare(&last->value, &now->value) == 0);
	if (same)
		return true;
	if (!memory_grow(&l->rows, &l->capacity, l->count + 1, sizeof *l->rows))
		return error_memory(l->error);
	l->rows[l->count++] = (struct history_row){ .run = run, .now = *now };
	return true;
}

static bool list_silent(struct listing *l, int64_t run, bool values_only)
{
	struct observation silent;
	if (!store_silence_at(l->reader, l->place, run, &silent, l->error))
		return false;
	return (values_only && silent.value.kind == VALUE_NONE) || list_row(l, run, &silent);
}

/* From the run on nothing is stored, up to `last` (0: today). Before the first value only a 0 is worth a row. */
static bool list_gap(struct listing *l, int64_t first, int64_t last)
{
	const int64_t *runs;
	size_t count;
	bool begins = l->count == 0;
	if (!store_coverage_runs(l->reader, l->place->indicator, first + 1, last, l->arena, &runs, &count, l->error) ||
		!list_silent(l, first, begins))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!list_silent(l, runs[i], begins && l->count == 0))
			return false;
	return true;
}

static bool list_rows(struct listing *l, const struct past_value *past, size_t count, int64_t first)
{
	if (count && first && first < past[0].first_run && !list_gap(l, first, past[0].first_run - 1))
		return false;
	for (size_t i = 0; i < count; i++) {
		int64_t next = i + 1 < count ? past[i + 1].first_run : 0;
		if (!list_row(l, past[i].first_run, &past[i].seen))
			return false;
		if (past[i].last_run && next != past[i].last_run + 1 && !list_gap(l, past[i].last_run + 1, next ? next - 1 : 0))
			return false;
	}
	return true;
}

/* area.register of a cause, or NULL. */
static const char *cause_register(const struct input_difference *cause)
{
	return cause->kind == INPUT_SOURCE ? cause->owner : cause->kind == INPUT_REGISTER ? cause->name : NULL;
}

static bool told_before(const struct history_row *row, size_t cause)
{
	for (size_t i = 0; i < cause; i++) {
		const char *reg = cause_register(&row->causes[i]);
		if (reg && strcmp(reg, cause_register(&row->causes[cause])) == 0)
			return true;
	}
	return false;
}

/* Which records of kept registers changed with the run. */
static bool find_records(struct store_reader *reader, struct history_row *row, struct arena *arena, struct tally_error *error)
{
	struct record_changes *records = arena_array(arena, row->causes_count + 1, sizeof *records);
	if (!records)
		return error_memory(error);
	for (size_t i = 0; i < row->causes_count; i++) {
		const char *reg = cause_register(&row->causes[i]), *point = reg ? strchr(reg, '.') : NULL;
		if (!point || told_before(row, i))
			continue;
		const char *area = arena_copy(arena, (struct text){ reg, (size_t)(point - reg) });
		if (!area)
			return error_memory(error);
		if (!store_record_changes(reader, area, point + 1, row->run, arena, &records[i], error))
			return false;
	}
	row->records = records;
	return true;
}

static bool find_causes(
	struct store_reader *reader, int indicator, struct history_row *row, struct arena *arena, struct tally_error *error)
{
	return row->run <= 1 ||
		(causes_between(reader, &indicator, row->run - 1, row->run, arena, &row->causes, &row->causes_count, error) &&
			find_records(reader, row, arena, error));
}

static bool find_rows(struct store_reader *reader, const struct cell_place *place, struct arena *arena, struct listing *listing,
	struct tally_error *error)
{
	struct listing l = { .reader = reader, .place = place, .arena = arena, .error = error };
	const struct past_value *past;
	int64_t first;
	size_t count;
	bool good = store_past(reader, place, arena, &past, &count, error) &&
		store_first_run(reader, place->indicator, &first, error) && list_rows(&l, past, count, first);
	struct history_row *kept = good ? arena_array(arena, l.count + 1, sizeof *kept) : NULL;
	if (kept && l.count)
		memcpy(kept, l.rows, l.count * sizeof *kept);
	memory_free(l.rows);
	l.rows = kept;
	*listing = l;
	return good && (kept || error_memory(error));
}

bool history_rows(struct store_reader *reader, const struct cell_place *place, struct arena *arena,
	const struct history_row **rows, size_t *count, struct tally_error *error)
{
	struct listing listing;
	if (!find_rows(reader, place, arena, &listing, error))
		return false;
	*rows = listing.rows;
	*count = listing.count;
	return true;
}

bool history_build(struct store_reader *reader, const struct history_request *request, struct arena *arena,
	struct history *history, struct tally_error *error)
{
	struct history *h = history;
	struct cell_place place;
	struct listing listing;
	*h = (struct history){ .names = store_names(reader) };
	if (!find_place(request, arena, h, &place, error) || !find_rows(reader, &place, arena, &listing, error))
		return false;
	struct history_row *rows = listing.rows;
	h->rows = rows;
	h->count = listing.count;
	for (size_t i = 0; i < h->count; i++) {
		rows[i].change = i ? value_difference(&rows[i].now.value, &rows[i - 1].now.value) : value_none(REASON_NONE);
		if (!store_started(reader, rows[i].run, arena, &rows[i].started, error) ||
			!find_causes(reader, place.indicator, &rows[i], arena, error))
			return false;
	}
	return true;
}

/* --- as rows of text --- */

enum { COLUMN_RUN, COLUMN_WHEN, COLUMN_VALUE, COLUMN_CHANGE, COLUMN_UNIT, COLUMN_CAUSE, COLUMNS };

static const char *joined_keys(const struct record_changes *r, int change, struct arena *arena)
{
	const char *text = "";
	for (int k = 0; text && k < RECORD_KEYS_MOST && r->keys[change][k]; k++)
		text = arena_printf(arena, "%s%s%s", text, k ? ", " : "", r->keys[change][k]);
	return text && r->counts[change] > RECORD_KEYS_MOST ? arena_printf(arena, "%s, ...", text) : text;
}

/* ": 1 added, 2 removed (A-001, A-002)", or nothing. */
static const char *record_words(const struct record_changes *r, struct arena *arena)
{
	const char *text = "";
	for (int change = 0; text && change < RECORD_CHANGES; change++) {
		const char *keys = joined_keys(r, change, arena), *before = text[0] ? _(", ") : _(": ");
		long long count = r->counts[change];
		if (!keys || !count)
			text = keys ? text : NULL;
		else if (change == RECORD_ADDED)
			text = arena_printf(arena, _("%s%s%lld added (%s)"), text, before, count, keys);
		else if (change == RECORD_EDITED)
			text = arena_printf(arena, _("%s%s%lld edited (%s)"), text, before, count, keys);
		else
			text = arena_printf(arena, _("%s%s%lld removed (%s)"), text, before, count, keys);
	}
	return text;
}

static const char *joined_causes(const struct history_row *row, struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; text && i < row->causes_count; i++) {
		const char *words = cause_words(&row->causes[i], arena);
		const char *records = words ? record_words(&row->records[i], arena) : NULL;
		text = records ? arena_printf(arena, "%s%s%s%s", text, i ? _("; ") : "", words, records) : NULL;
	}
	return text;
}

static const char *value_copy(const struct history *h, const struct value *value, bool sign, struct arena *arena)
{
	char text[VALUE_TEXT_BYTES];
	explain_value(h->names, h->indicator, value, text);
	return arena_printf(arena, "%s%s", sign && text[0] != '-' ? "+" : "", text);
}

static bool lay_row(
	const struct history *h, const struct history_row *row, struct arena *arena, const char **shown, const char **plain)
{
	bool has = row->now.value.kind != VALUE_NONE, changes = row->change.kind != VALUE_NONE;
	shown[COLUMN_RUN] = arena_printf(arena, "%lld", (long long)row->run);
	shown[COLUMN_WHEN] = row->started;
	shown[COLUMN_VALUE] = has ? value_copy(h, &row->now.value, false, arena) : reason_text(row->now.value.reason);
	shown[COLUMN_CHANGE] = changes ? value_copy(h, &row->change, true, arena) : "";
	shown[COLUMN_UNIT] = h->indicator->unit;
	shown[COLUMN_CAUSE] = joined_causes(row, arena);
	memcpy(plain, shown, COLUMNS * sizeof *plain);
	plain[COLUMN_VALUE] = has ? shown[COLUMN_VALUE] : NULL;
	plain[COLUMN_CHANGE] = changes ? value_copy(h, &row->change, false, arena) : NULL;
	return shown[COLUMN_RUN] && shown[COLUMN_VALUE] && shown[COLUMN_CHANGE] && shown[COLUMN_CAUSE];
}

bool history_table(const struct history *history, struct arena *arena, struct table *table, struct tally_error *error)
{
	static const struct column heads[COLUMNS] = { { "run", N_("run"), COLUMN_ORDINAL, false, false },
		{ "started", N_("when"), COLUMN_TEXT, false, false },
		{ "value", N_("value then"), COLUMN_NUMBER, false, false },
		{ "change", N_("against before"), COLUMN_NUMBER, false, false },
		{ "unit", N_("unit"), COLUMN_TEXT, false, false },
		{ "cause", N_("what had changed"), COLUMN_TEXT, false, false } };
	struct column *columns = arena_array(arena, COLUMNS, sizeof *columns);
	const char **shown = arena_array(arena, history->count * COLUMNS + 1, sizeof *shown);
	const char **plain = arena_array(arena, history->count * COLUMNS + 1, sizeof *plain);
	if (!columns || !shown || !plain)
		return error_memory(error);
	table_heads(columns, heads, COLUMNS);
	for (size_t i = 0; i < history->count; i++)
		if (!lay_row(history, &history->rows[i], arena, shown + i * COLUMNS, plain + i * COLUMNS))
			return error_memory(error);
	*table = (struct table){
		.columns = columns, .columns_count = COLUMNS, .cells = shown, .plain = plain, .rows = history->count
	};
	return true;
}
