/* View: the page of a pivot. Knows which of its rows and columns can be compared: parts with parts, never with their sum. */
#include <string.h>

#include "view/pivot_inner.h"
#include "view/written.h"

#define BETWEEN " · "

enum { CLUSTERS_MOST = 12, PERIODS_BESIDE_MOST = 5, LINE_PERIODS_LEAST = 7 };

/* Whether the first of an axis is the sum of the others. */
static bool first_is_sum(const struct pivoting *p, enum axis axis)
{
	const struct spread *s = &p->spread;
	if (s->counts[axis] < 3)
		return false;
	return axis == AXIS_BREAKDOWN ? !s->parts[0][0] : axis == AXIS_REGION;
}

static bool mark_strong(const struct pivoting *p, struct pivot *pivot)
{
	bool *strong = arena_array(p->arena, p->count + 1, sizeof *strong);
	for (size_t i = 0; strong && i < p->count; i++)
		strong[i] = first_is_sum(p, p->spread.rows) && p->lines[i].at[p->spread.rows] == 0;
	pivot->table.strong = strong;
	return strong;
}

/* A group of codes stands beside its members, and would be drawn as one more of them. */
static bool is_group(const struct pivoting *p, enum axis axis, size_t at)
{
	if (axis != AXIS_BREAKDOWN)
		return false;
	const struct name_part *part = names_part_named(&p->names->indicators[p->spread.indicators[0]], p->spread.parts[at]);
	return part && part->group;
}

/* The columns behind the labels, which are texts or those of codes. */
static void value_columns(const struct pivoting *p, const struct table *table, struct page_chart *chart)
{
	size_t column = table->columns_count;
	for (size_t c = 0; c < p->spread.counts[p->spread.cols]; c++)
		column -= p->shown[c];
	for (size_t c = 0; c < p->spread.counts[p->spread.cols]; c++) {
		bool left_out = (c == 0 && first_is_sum(p, p->spread.cols)) || is_group(p, p->spread.cols, c);
		if (p->shown[c] && !left_out && chart->columns_count < PAGE_POINTS)
			chart->columns[chart->columns_count++] = column;
		column += p->shown[c];
	}
}

static size_t name_column(const struct pivoting *p, const struct table *table)
{
	static const char *const keys[AXIS_COUNT] = { "title", "", "region_name", "period" };
	return page_column(table, keys[p->spread.rows]);
}

/* One figure of one indicator; what is neither row nor column stands still. */
static bool can_compare(const struct pivoting *p)
{
	for (int axis = 0; axis < AXIS_COUNT; axis++)
		if ((enum axis)axis != p->spread.rows && (enum axis)axis != p->spread.cols && p->spread.counts[axis] > 1)
			return false;
	return p->spread.counts[AXIS_INDICATOR] == 1 && fact_is_number(p->spread.fact) && p->spread.fact != FACT_RANK;
}

static enum book_chart_kind kind_of(const struct pivoting *p, const struct page_chart *chart)
{
	size_t points = chart->across ? chart->columns_count : chart->rows;
	bool periods = chart->across || p->spread.rows == AXIS_PERIOD;
	if (periods)
		return points >= LINE_PERIODS_LEAST ? BOOK_CHART_LINES : BOOK_CHART_COLUMNS;
	return points > CLUSTERS_MOST || chart->columns_count == 1 ? BOOK_CHART_BARS : BOOK_CHART_COLUMNS;
}

static const char *values_title(const struct pivoting *p)
{
	const struct name_indicator *indicator = &p->names->indicators[p->spread.indicators[0]];
	return fact_in_unit(p->spread.fact) ? indicator->unit : "%";
}

/* The unit stands at the axis. */
static const char *chart_title(const struct pivoting *p, const char *caption)
{
	const char *last = caption;
	for (const char *next = strstr(caption, BETWEEN); next; next = strstr(next + 1, BETWEEN))
		last = next;
	bool unit = fact_in_unit(p->spread.fact) && last > caption;
	return unit ? arena_copy(p->arena, (struct text){ caption, (size_t)(last - caption) }) : caption;
}

static bool draw(const struct pivoting *p, const struct pivot *pivot, struct page *page)
{
	const struct table *table = &pivot->table;
	struct page_chart chart = { .title = chart_title(p, pivot->caption), .names = name_column(p, table) };
	if (!can_compare(p) || chart.names == SIZE_MAX || !p->count)
		return true;
	if (!chart.title)
		return false;
	chart.first_row = first_is_sum(p, p->spread.rows);
	chart.rows = p->count - chart.first_row;
	while (chart.rows && is_group(p, p->spread.rows, p->lines[chart.first_row + chart.rows - 1].at[p->spread.rows]))
		chart.rows--;
	value_columns(p, table, &chart);
	chart.values_title = values_title(p);
	chart.across = p->spread.cols == AXIS_PERIOD && chart.columns_count > PERIODS_BESIDE_MOST;
	chart.kind = kind_of(p, &chart);
	return page_compare(page, table, &chart, p->arena);
}

/* The first of what stands still is the title, the rest a line under it. */
static bool begin(const struct pivoting *p, const struct pivot *pivot, struct page *page)
{
	const char *rest = strstr(pivot->caption, BETWEEN);
	const char *title =
		rest ? arena_copy(p->arena, (struct text){ pivot->caption, (size_t)(rest - pivot->caption) }) : pivot->caption;
	if (!title || !page_begin(page, p->reader, title, p->arena))
		return false;
	page_line(page, rest ? rest + strlen(BETWEEN) : NULL);
	page->notes = &pivot->note;
	page->notes_count = pivot->note != NULL;
	return true;
}

bool pivot_page(const struct pivoting *p, struct pivot *pivot)
{
	return begin(p, pivot, &pivot->page) && mark_strong(p, pivot) && draw(p, pivot, &pivot->page);
}
