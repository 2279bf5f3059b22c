/* View: tidy rows. Knows the columns of an export; the store gives the rows, view/table prints them. */
#include "view/export.h"

#include <string.h>

#include "view/page.h"
#include "view/request.h"

enum { PIECE_ROWS = 512 };

enum {
	COLUMN_AREA,
	COLUMN_INDICATOR,
	COLUMN_TITLE,
	COLUMN_UNIT,
	COLUMN_REGION,
	COLUMN_REGION_NAME,
	COLUMN_PERIOD,
	COLUMN_FIRST_DAY,
	COLUMN_LAST_DAY,
	COLUMN_BREAKDOWN,
	COLUMN_BREAKDOWN_TITLE,
	COLUMN_VALUE,
	COLUMN_NUMERATOR,
	COLUMN_DENOMINATOR,
	COLUMN_ENTRIES,
	COLUMN_EXITS,
	COLUMN_BASIS,
	COLUMN_RUN,
	COLUMN_DELIVERED,
	COLUMNS
};

/* Headings are those of a workbook. */
static const struct column heads[COLUMNS] = {
	[COLUMN_AREA] = { .key = "area", .heading = N_("area"), .kind = COLUMN_TEXT },
	[COLUMN_INDICATOR] = { .key = "indicator", .heading = N_("id"), .kind = COLUMN_TEXT },
	[COLUMN_TITLE] = { .key = "title", .heading = N_("indicator"), .kind = COLUMN_TEXT },
	[COLUMN_UNIT] = { .key = "unit", .heading = N_("unit"), .kind = COLUMN_TEXT },
	[COLUMN_REGION] = { .key = "region", .heading = N_("code"), .kind = COLUMN_TEXT },
	[COLUMN_REGION_NAME] = { .key = "region_name", .heading = N_("region"), .kind = COLUMN_TEXT },
	[COLUMN_PERIOD] = { .key = "period", .heading = N_("period"), .kind = COLUMN_TEXT },
	[COLUMN_FIRST_DAY] = { .key = "first_day", .heading = N_("first day"), .kind = COLUMN_TEXT },
	[COLUMN_LAST_DAY] = { .key = "last_day", .heading = N_("last day"), .kind = COLUMN_TEXT },
	[COLUMN_BREAKDOWN] = { .key = "breakdown", .heading = N_("breakdown"), .kind = COLUMN_TEXT },
	[COLUMN_BREAKDOWN_TITLE] = { .key = "breakdown_title", .heading = N_("part"), .kind = COLUMN_TEXT },
	[COLUMN_VALUE] = { .key = "value", .heading = N_("value"), .kind = COLUMN_NUMBER },
	[COLUMN_NUMERATOR] = { .key = "numerator", .heading = N_("numerator"), .kind = COLUMN_NUMBER },
	[COLUMN_DENOMINATOR] = { .key = "denominator", .heading = N_("denominator"), .kind = COLUMN_NUMBER },
	[COLUMN_ENTRIES] = { .key = "entries", .heading = N_("entries"), .kind = COLUMN_NUMBER },
	[COLUMN_EXITS] = { .key = "exits", .heading = N_("exits"), .kind = COLUMN_NUMBER },
	[COLUMN_BASIS] = { .key = "basis", .heading = N_("basis"), .kind = COLUMN_TEXT },
	[COLUMN_RUN] = { .key = "run", .heading = N_("run"), .kind = COLUMN_ORDINAL },
	/* Only where deliveries are expected. */
	[COLUMN_DELIVERED] = { .key = "delivered", .heading = N_("delivered"), .kind = COLUMN_TEXT },
};

struct exporting {
	struct page_stream *stream;
	struct column columns[COLUMNS];
	size_t width; /* of them that are there */
	struct arena piece; /* texts of the rows in hand */
	const char **cells;
	size_t rows, printed;
	bool failed; /* without memory for a text */
};

static bool print_piece(struct exporting *e, bool more, struct tally_error *error)
{
	struct table table = { .columns = e->columns,
		.columns_count = e->width,
		.cells = e->cells,
		.rows = e->rows,
		.before = e->printed,
		.more = more };
	bool good = page_piece(e->stream, &table, error);
	e->printed += e->rows;
	e->rows = 0;
	arena_done(&e->piece);
	return good;
}

static const char *kept(struct exporting *e, struct text text)
{
	const char *copy = arena_copy(&e->piece, text);
	e->failed |= !copy;
	return copy;
}

static const char *exact(struct exporting *e, const struct value *value)
{
	char text[VALUE_TEXT_BYTES];
	value_print_exact(value, text);
	return kept(e, text_of(text));
}

static void lay_value(struct exporting *e, const struct store_row *row, const char **cells)
{
	const struct observation *now = &row->now;
	char num[VALUE_TEXT_BYTES], den[VALUE_TEXT_BYTES];
	cells[COLUMN_VALUE] = exact(e, &now->value);
	if (now->value.kind == VALUE_PARTS) {
		value_print_parts(&now->value, num, den);
		cells[COLUMN_NUMERATOR] = kept(e, text_of(num));
		cells[COLUMN_DENOMINATOR] = kept(e, text_of(den));
	}
	if (now->moves) {
		struct value entries = value_number(now->entries, row->indicator->scale);
		struct value exits = value_number(now->exits, row->indicator->scale);
		cells[COLUMN_ENTRIES] = exact(e, &entries);
		cells[COLUMN_EXITS] = exact(e, &exits);
	}
}

static void lay_period(struct exporting *e, period when, const char **cells)
{
	char text[PERIOD_TEXT_BYTES], day[11];
	period_print(when, text);
	cells[COLUMN_PERIOD] = kept(e, text_of(text));
	date_print(period_first_day(when), day);
	cells[COLUMN_FIRST_DAY] = kept(e, text_of(day));
	date_print(period_last_day(when), day);
	cells[COLUMN_LAST_DAY] = kept(e, text_of(day));
}

static const char *part_title(const struct name_indicator *indicator, struct text part)
{
	for (size_t i = 0; i < indicator->parts_count; i++)
		if (text_is(part, indicator->parts[i].text))
			return indicator->parts[i].title;
	return "";
}

static bool take(void *user, const struct store_row *row, struct tally_error *error)
{
	struct exporting *e = user;
	if (e->rows == PIECE_ROWS && !print_piece(e, true, error))
		return false;
	const char **cells = e->cells + e->rows * e->width;
	memset(cells, 0, e->width * sizeof *cells);
	cells[COLUMN_AREA] = row->indicator->area;
	cells[COLUMN_INDICATOR] = row->indicator->name;
	cells[COLUMN_TITLE] = row->indicator->title;
	cells[COLUMN_UNIT] = row->indicator->unit;
	cells[COLUMN_REGION] = kept(e, row->region);
	cells[COLUMN_REGION_NAME] = kept(e, row->region_name);
	cells[COLUMN_BREAKDOWN] = kept(e, row->breakdown);
	cells[COLUMN_BREAKDOWN_TITLE] = part_title(row->indicator, row->breakdown);
	cells[COLUMN_BASIS] = basis_name(row->now.basis);
	cells[COLUMN_RUN] = arena_printf(&e->piece, "%lld", (long long)row->run);
	if (row->now.expected)
		cells[COLUMN_DELIVERED] = arena_printf(&e->piece, "%d/%d", row->now.delivered, row->now.expected);
	e->failed |= row->now.expected && !cells[COLUMN_DELIVERED];
	lay_period(e, row->when, cells);
	lay_value(e, row, cells);
	e->rows++;
	return (!e->failed && cells[COLUMN_RUN]) || error_memory(error);
}

/* As much as was asked for, in words. */
static bool settle_page(struct store_reader *reader, const struct asked *asked, const struct export_request *request,
	struct arena *arena, struct page *page)
{
	const struct store_names *names = store_names(reader);
	if (!page_begin(page, reader, _("Figures of the store, row by row"), arena))
		return false;
	page_line(page, asked->area >= 0 ? names->areas[asked->area].title : NULL);
	page_line(page, asked->indicator >= 0 ? names->indicators[asked->indicator].title : NULL);
	page_line(page, request->region ? names->regions[asked->region].name : NULL);
	page_line(page, request->period);
	return true;
}

static bool print_rows(struct store_reader *reader, const struct export_request *request, const struct asked *asked,
	struct exporting *e, struct tally_error *error)
{
	const struct row_filter filter = { asked->area, asked->indicator, request->region ? asked->region : -1,
		request->period ? asked->when : PERIOD_NONE };
	return store_rows(reader, &filter, take, e, error) && print_piece(e, false, error);
}

bool export_print(struct store_reader *reader, const struct export_request *request, enum format format, bool excel, FILE *out,
	struct tally_error *error)
{
	const struct summary_request names = { .area = request->area,
		.indicator = request->indicator,
		.region = request->region,
		.period = request->period,
		.basis = BASIS_COUNT };
	struct exporting e = { .width = store_names(reader)->expecting ? COLUMNS : COLUMN_DELIVERED };
	struct arena arena = { 0 };
	struct asked asked;
	struct page page;
	table_heads(e.columns, heads, COLUMNS);
	e.cells = arena_array(&arena, PIECE_ROWS * COLUMNS, sizeof *e.cells);
	bool good = e.cells ? request_resolve(store_names(reader), &names, &arena, &asked, error) : error_memory(error);
	if (good && !settle_page(reader, &asked, request, &arena, &page))
		good = error_memory(error);
	if (good) {
		e.stream = page_open(&page, format, excel, out, error);
		good = e.stream && print_rows(reader, request, &asked, &e, error);
		good = page_close(e.stream, good, error);
	}
	arena_done(&e.piece);
	arena_done(&arena);
	return good;
}
