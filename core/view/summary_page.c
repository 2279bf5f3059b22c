/* View: the page of a summary. Knows what a report calls its tables; computes nothing. */
#include "view/labels.h"
#include "view/summary.h"

const char *summary_basis_line(const struct summary_request *request, struct arena *arena)
{
	if (request->all_bases)
		return _("basis: every one that has a value");
	if (request->basis == BASIS_COUNT)
		return _("basis: computed, else given, else published");
	return arena_printf(arena, _("basis: %s"), basis_word(request->basis));
}

/* Totals of which parts follow, and of regions the one that has the others in it. */
static bool mark_strong(const struct summary *summary, bool by_region, struct arena *arena, struct table *table)
{
	bool *strong = arena_array(arena, summary->count + 1, sizeof *strong);
	for (size_t i = 0; strong && i < summary->count; i++) {
		const struct summary_row *row = &summary->rows[i], *next = i + 1 < summary->count ? row + 1 : NULL;
		bool parts = next && next->indicator == row->indicator && next->part && !row->part;
		strong[i] = by_region ? row->region == summary->rows[0].region : parts;
	}
	table->strong = strong;
	return strong;
}

/* One figure of each region: compared as bars, without the one that has the others in it. */
static bool compare_regions(const struct summary *summary, const struct table *table, struct arena *arena, struct page *page)
{
	const struct name_indicator *indicator = summary->count ? summary->rows[0].indicator : NULL;
	struct page_chart chart = { .kind = BOOK_CHART_BARS,
		.names = page_column(table, "region_name"),
		.columns = { page_column(table, "value") },
		.columns_count = 1,
		.first_row = 1 };
	for (size_t i = 0; i < summary->count; i++)
		if (summary->rows[i].part || summary->rows[i].indicator != indicator)
			return true;
	if (summary->count < 3 || chart.names == SIZE_MAX || chart.columns[0] == SIZE_MAX)
		return true;
	chart.title = indicator->title;
	chart.values_title = indicator->unit;
	chart.rows = summary->count - 1;
	return page_compare(page, table, &chart, arena);
}

bool summary_page(struct store_reader *reader, const struct summary *summary, const struct summary_request *request,
	struct arena *arena, struct table *table, struct page *page)
{
	const struct store_names *names = store_names(reader);
	const char *region = summary->count ? summary->rows[0].region->name : names->regions[names->home].name;
	const char *when = period_words(summary->count ? summary->rows[0].when : names->through, arena);
	const char *title = when ? arena_printf(arena, _("Figures of %s, %s"), region, when) : NULL;
	const char *basis = summary_basis_line(request, arena);
	if (!title || !basis || !page_begin(page, reader, title, arena) ||
		!mark_strong(summary, request->by_region, arena, table))
		return false;
	page_line(page, basis);
	page->notes = summary->notes;
	page->notes_count = summary->notes_count;
	return !request->by_region || compare_regions(summary, table, arena, page);
}
