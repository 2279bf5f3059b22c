/* View: two runs side by side. Knows which places differ and how they are written; the store walks the cells. */
#include "view/diff.h"

#include <string.h>

#include "store/origin.h"
#include "view/explain.h"
#include "view/labels.h"
#include "view/page.h"
#include "view/request.h"

enum { PIECE_ROWS = 512, SHOWN_ROWS = 200 };

enum {
	COLUMN_AREA,
	COLUMN_INDICATOR,
	COLUMN_TITLE,
	COLUMN_REGION,
	COLUMN_REGION_NAME,
	COLUMN_PERIOD,
	COLUMN_BREAKDOWN,
	COLUMN_BEFORE,
	COLUMN_AFTER,
	COLUMN_CHANGE,
	COLUMN_UNIT,
	COLUMNS
};

static const struct column heads[COLUMNS] = {
	[COLUMN_AREA] = { "area", N_("area"), COLUMN_TEXT, true, false },
	[COLUMN_INDICATOR] = { "indicator", N_("id"), COLUMN_TEXT, true, false },
	[COLUMN_TITLE] = { "title", N_("indicator"), COLUMN_TEXT, false, false },
	[COLUMN_REGION] = { "region", N_("code"), COLUMN_TEXT, true, false },
	[COLUMN_REGION_NAME] = { "region_name", N_("region"), COLUMN_TEXT, false, false },
	[COLUMN_PERIOD] = { "period", N_("period"), COLUMN_TEXT, false, false },
	[COLUMN_BREAKDOWN] = { "breakdown", N_("breakdown"), COLUMN_TEXT, false, false },
	[COLUMN_BEFORE] = { "before", N_("before"), COLUMN_NUMBER, false, false },
	[COLUMN_AFTER] = { "after", N_("after"), COLUMN_NUMBER, false, false },
	[COLUMN_CHANGE] = { "change", N_("against before"), COLUMN_NUMBER, false, false },
	[COLUMN_UNIT] = { "unit", N_("unit"), COLUMN_TEXT, false, false },
};

struct telling {
	struct store_reader *reader;
	const struct store_names *names;
	const struct diff_request *request;
	const char *region; /* code that is asked for, or NULL */
	enum format format;
	FILE *out;
	struct page_stream *stream;
	const struct name_indicator *indicator; /* in hand */
	struct column columns[COLUMNS];
	struct arena piece; /* texts of the rows in hand */
	const char **shown, **plain;
	size_t rows, printed, most;
	size_t count; /* of the places of the indicator in hand */
	size_t total;
};

static const char *number(struct telling *t, const struct value *value, bool sign)
{
	char text[VALUE_TEXT_BYTES];
	if (value->kind == VALUE_NONE)
		return NULL;
	explain_value(t->names, t->indicator, value, text);
	return arena_printf(&t->piece, "%s%s", sign && text[0] != '-' ? "+" : "", text);
}

static const char *or_reason(const char *text, const struct value *value)
{
	return text ? text : reason_text(value->reason);
}

static bool print_piece(struct telling *t, bool more, struct tally_error *error)
{
	struct table table = { .columns = t->columns,
		.columns_count = COLUMNS,
		.cells = t->shown,
		.plain = t->plain,
		.rows = t->rows,
		.before = t->printed,
		.more = more };
	bool good = page_piece(t->stream, &table, error);
	t->printed += t->rows;
	t->rows = 0;
	arena_done(&t->piece);
	return good;
}

static bool lay_row(struct telling *t, const struct compared *row)
{
	const char **shown = t->shown + t->rows * COLUMNS, **plain = t->plain + t->rows * COLUMNS;
	struct value change = value_difference(&row->after.value, &row->before.value);
	char when[PERIOD_TEXT_BYTES];
	period_print(row->when, when);
	plain[COLUMN_AREA] = t->indicator->area;
	plain[COLUMN_INDICATOR] = t->indicator->name;
	plain[COLUMN_TITLE] = indicator_title(t->indicator);
	plain[COLUMN_REGION] = arena_copy(&t->piece, text_of(row->region));
	plain[COLUMN_REGION_NAME] = arena_copy(&t->piece, text_of(row->region_name));
	plain[COLUMN_PERIOD] = arena_copy(&t->piece, text_of(when));
	plain[COLUMN_BREAKDOWN] = arena_copy(&t->piece, text_of(row->breakdown));
	plain[COLUMN_BEFORE] = number(t, &row->before.value, false);
	plain[COLUMN_AFTER] = number(t, &row->after.value, false);
	plain[COLUMN_CHANGE] = number(t, &change, false);
	plain[COLUMN_UNIT] = t->indicator->unit;
	memcpy(shown, plain, COLUMNS * sizeof *shown);
	shown[COLUMN_BEFORE] = or_reason(plain[COLUMN_BEFORE], &row->before.value);
	shown[COLUMN_AFTER] = or_reason(plain[COLUMN_AFTER], &row->after.value);
	shown[COLUMN_CHANGE] = number(t, &change, true);
	t->rows++;
	return plain[COLUMN_REGION] && plain[COLUMN_REGION_NAME] && plain[COLUMN_PERIOD] && plain[COLUMN_BREAKDOWN];
}

static bool asked_for(const struct telling *t, const struct compared *row)
{
	return !t->region || strcmp(t->region, row->region) == 0;
}

static bool count_row(void *user, const struct compared *row, struct tally_error *error)
{
	struct telling *t = user;
	(void)error;
	t->count += asked_for(t, row);
	return true;
}

static bool take_row(void *user, const struct compared *row, struct tally_error *error)
{
	struct telling *t = user;
	if (!asked_for(t, row) || t->printed + t->rows >= t->most)
		return true;
	if (t->rows == PIECE_ROWS && !print_piece(t, true, error))
		return false;
	return lay_row(t, row) || error_memory(error);
}

/* Every enabled indicator that is asked for, in the order of the workspace. */
static bool each_indicator(struct telling *t, const struct asked *asked,
	bool (*visit)(struct telling *t, int row, struct tally_error *error), struct tally_error *error)
{
	for (size_t i = 0; i < t->names->indicators_count; i++) {
		t->indicator = &t->names->indicators[i];
		if (!t->names->areas[t->indicator->row_area].enabled || t->indicator->cube == 0 ||
			(asked->area >= 0 && t->indicator->row_area != asked->area) ||
			(asked->indicator >= 0 && (int)i != asked->indicator))
			continue;
		if (!visit(t, (int)i, error))
			return false;
	}
	return true;
}

static bool list_places(struct telling *t, int row, struct tally_error *error)
{
	return store_compare(t->reader, row, t->request->before, t->request->after, take_row, t, error);
}

/* --- for people: runs, inputs, a line an indicator --- */

/* "run 3 (2019-01-05T08:00:00Z) against run 4 (...)" */
static const char *runs_words(struct telling *t, struct arena *arena, struct tally_error *error)
{
	const char *first, *second;
	if (!store_started(t->reader, t->request->before, arena, &first, error) ||
		!store_started(t->reader, t->request->after, arena, &second, error))
		return NULL;
	const char *words = arena_printf(arena, _("run %lld (%s) against run %lld (%s)"), (long long)t->request->before, first,
		(long long)t->request->after, second);
	if (!words)
		error_memory(error);
	return words;
}

/* The inputs that differ, in words. */
static bool list_inputs(
	struct telling *t, struct arena *arena, const char *const **inputs, size_t *count, struct tally_error *error)
{
	const struct input_difference *causes;
	if (!causes_between(t->reader, NULL, t->request->before, t->request->after, arena, &causes, count, error))
		return false;
	const char **words = arena_array(arena, *count + 1, sizeof *words);
	for (size_t i = 0; words && i < *count; i++)
		if (!(words[i] = cause_words(&causes[i], arena)))
			return error_memory(error);
	*inputs = words;
	return words || error_memory(error);
}

static void print_inputs(struct telling *t, const struct page *page)
{
	fprintf(t->out, "%s\n", page->title);
	for (size_t i = 0; i < page->notes_count; i++)
		fprintf(t->out, "  %s\n", page->notes[i]);
	if (page->notes_count == 0)
		fputs(_("  nothing differs that they worked from\n"), t->out);
}

static bool print_count(struct telling *t, int row, struct tally_error *error)
{
	t->count = 0;
	if (!store_compare(t->reader, row, t->request->before, t->request->after, count_row, t, error))
		return false;
	t->total += t->count;
	if (t->count)
		fprintf(t->out,
			ngettext("  %s (%s): %zu figure differs\n", "  %s (%s): %zu figures differ\n", (unsigned long)t->count),
			indicator_title(t->indicator), t->indicator->name, t->count);
	return true;
}

static bool print_summary(struct telling *t, const struct page *page, const struct asked *asked, struct tally_error *error)
{
	print_inputs(t, page);
	fputc('\n', t->out);
	if (!each_indicator(t, asked, print_count, error))
		return false;
	fputs(t->total ? "\n" : _("no figure differs\n"), t->out);
	return true;
}

/* --- the whole --- */

static bool print_rows(
	struct telling *t, const struct page *page, const struct asked *asked, bool excel, struct tally_error *error)
{
	t->stream = page_open(page, t->format, excel, t->out, error);
	bool good = t->stream && each_indicator(t, asked, list_places, error) && print_piece(t, false, error);
	return page_close(t->stream, good, error);
}

static bool print_all(
	struct telling *t, const struct page *page, const struct asked *asked, bool excel, struct tally_error *error)
{
	bool people = t->format == FORMAT_TABLE || t->format == FORMAT_MD;
	if (people && !print_summary(t, page, asked, error))
		return false;
	if (people && t->total == 0)
		return true;
	t->most = people ? SHOWN_ROWS : SIZE_MAX;
	if (!print_rows(t, page, asked, excel, error))
		return false;
	if (people && t->total > SHOWN_ROWS)
		fprintf(t->out, _("and %zu more; --format csv prints them all\n"), t->total - SHOWN_ROWS);
	return true;
}

static bool settle_page(struct telling *t, struct arena *arena, struct page *page, struct tally_error *error)
{
	const char *title = runs_words(t, arena, error);
	if (!title)
		return false;
	if (!page_begin(page, t->reader, title, arena))
		return error_memory(error);
	return list_inputs(t, arena, &page->notes, &page->notes_count, error);
}

bool diff_print(struct store_reader *reader, const struct diff_request *request, enum format format, bool excel, FILE *out,
	struct tally_error *error)
{
	struct telling t = { .reader = reader, .names = store_names(reader), .request = request, .format = format, .out = out };
	struct summary_request names = {
		.area = request->area, .indicator = request->indicator, .region = request->region, .basis = BASIS_COUNT
	};
	struct asked asked;
	struct page page;
	struct arena arena = { 0 };
	bool good = request_resolve(t.names, &names, &arena, &asked, error);
	t.shown = arena_array(&arena, PIECE_ROWS * COLUMNS, sizeof *t.shown);
	t.plain = arena_array(&arena, PIECE_ROWS * COLUMNS, sizeof *t.plain);
	if (good && (!t.shown || !t.plain))
		good = error_memory(error);
	if (good && request->region)
		t.region = t.names->regions[asked.region].code;
	table_heads(t.columns, heads, COLUMNS);
	good = good && settle_page(&t, &arena, &page, error) && print_all(&t, &page, &asked, excel, error);
	arena_done(&t.piece);
	arena_done(&arena);
	return good;
}
