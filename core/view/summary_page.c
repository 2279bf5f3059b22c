/* View: the page of a summary. Knows what a report calls its tables; computes nothing. */
#include <string.h>

#include "view/labels.h"
#include "view/summary.h"
#include "view/written.h"

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
static void compare_regions(const struct summary *summary, const struct table *table, struct page *page)
{
	size_t regions = 0, value = SIZE_MAX, name = SIZE_MAX;
	for (size_t i = 0; i < summary->count; i++) {
		if (summary->rows[i].part || summary->rows[i].indicator != summary->rows[0].indicator)
			return;
		regions++;
	}
	for (size_t i = 0; i < table->columns_count; i++) {
		if (table->columns[i].hidden)
			continue;
		if (summary->chosen.columns[i].what == NAME_REGION_NAME)
			name = i;
		if (value == SIZE_MAX && column_fact(&summary->chosen.columns[i]) == FACT_VALUE)
			value = i;
	}
	if (regions < 3 || regions > PAGE_POINTS + 1 || value == SIZE_MAX || name == SIZE_MAX)
		return;
	page->chart = (struct page_chart){ .kind = BOOK_CHART_BARS,
		.title = summary->rows[0].indicator->title,
		.values_title = summary->rows[0].indicator->unit,
		.category = name,
		.series = { value },
		.series_count = 1,
		.first_row = 1,
		.rows = regions - 1 };
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
	if (request->by_region)
		compare_regions(summary, table, page);
	return true;
}
