/* View: the page of a series. Knows what a chart of one figure shows; computes nothing. */
#include "view/labels.h"
#include "view/show.h"

enum { COLUMN_PERIODS_MOST = 12 };

/* The figure and, where there is one, its target, side by side; many periods are a line. */
static bool draw(const struct series *s, struct page *page, struct arena *arena)
{
	struct page_chart chart = { .kind = s->table.rows > COLUMN_PERIODS_MOST ? BOOK_CHART_LINES : BOOK_CHART_COLUMNS,
		.title = page->title,
		.values_title = s->indicator->unit,
		.names = page_column(&s->table, "period"),
		.rows = s->table.rows };
	size_t target = page_column(&s->table, "target");
	chart.columns[chart.columns_count++] = page_column(&s->table, "value");
	if (target != SIZE_MAX)
		chart.columns[chart.columns_count++] = target;
	return chart.columns[0] == SIZE_MAX || page_compare(page, &s->table, &chart, arena);
}

bool series_page(struct store_reader *reader, const struct series *s, struct arena *arena, struct page *page)
{
	const char *title = arena_printf(arena, _("%s%s%s, %s"), indicator_title(s->indicator), s->part ? "·" : "",
		s->part ? s->part->title : "", s->region->name);
	const char *unit = arena_printf(arena, _("unit: %s"), s->indicator->unit);
	if (!title || !unit || !page_begin(page, reader, title, arena))
		return false;
	page_line(page, unit);
	return draw(s, page, arena);
}
