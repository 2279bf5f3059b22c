/* View: what of a table is drawn. Knows what stays readable; not what the figures mean. */
#include <string.h>

#include "view/page.h"

enum { LINE_POINTS_MOST = 120 };

size_t page_column(const struct table *table, const char *key)
{
	for (size_t i = 0; i < table->columns_count; i++)
		if (!table->columns[i].hidden && strcmp(table->columns[i].key, key) == 0)
			return i;
	return SIZE_MAX;
}

static bool is_figure(const struct table *table, size_t row, size_t column)
{
	return (table->plain ? table->plain : table->cells)[row * table->columns_count + column] != NULL;
}

static bool row_has(const struct table *table, const struct page_chart *chart, size_t row)
{
	for (size_t i = 0; i < chart->columns_count; i++)
		if (is_figure(table, row, chart->columns[i]))
			return true;
	return false;
}

static bool column_has(const struct table *table, const struct page_chart *chart, size_t column)
{
	for (size_t row = chart->first_row; row < chart->first_row + chart->rows; row++)
		if (is_figure(table, row, column))
			return true;
	return false;
}

/* A series begins with its first figure and ends with its last; within, what is missing is a gap. */
static void trim_rows(const struct table *table, struct page_chart *chart)
{
	while (chart->rows && !row_has(table, chart, chart->first_row)) {
		chart->first_row++;
		chart->rows--;
	}
	while (chart->rows && !row_has(table, chart, chart->first_row + chart->rows - 1))
		chart->rows--;
}

static void trim_columns(const struct table *table, struct page_chart *chart)
{
	size_t first = 0;
	while (first < chart->columns_count && !column_has(table, chart, chart->columns[first]))
		first++;
	memmove(chart->columns, chart->columns + first, (chart->columns_count - first) * sizeof *chart->columns);
	chart->columns_count -= first;
	while (chart->columns_count && !column_has(table, chart, chart->columns[chart->columns_count - 1]))
		chart->columns_count--;
}

bool page_chart_whole(const struct table *table, const struct page_chart *chart)
{
	for (size_t row = chart->first_row; row < chart->first_row + chart->rows; row++)
		for (size_t i = 0; i < chart->columns_count; i++)
			if (!is_figure(table, row, chart->columns[i]))
				return false;
	return true;
}

bool page_compare(struct page *page, const struct table *table, const struct page_chart *wanted, struct arena *arena)
{
	struct page_chart chart = *wanted;
	trim_rows(table, &chart);
	trim_columns(table, &chart);
	size_t series = chart.across ? chart.rows : chart.columns_count;
	size_t points = chart.across ? chart.columns_count : chart.rows;
	size_t most = chart.kind == BOOK_CHART_LINES ? LINE_POINTS_MOST : PAGE_POINTS;
	if (points < 2 || series < 1)
		return true;
	if (series > PAGE_SERIES || points > most) {
		page->chart_note =
			arena_printf(arena, _("no chart: it would have %zu series of %zu points, and %d of %zu stay readable"),
				series, points, PAGE_SERIES, most);
		return page->chart_note;
	}
	if (chart.kind == BOOK_CHART_LINES && !page_chart_whole(table, &chart))
		chart.kind = BOOK_CHART_COLUMNS;
	page->chart = chart;
	return true;
}
