/* View: findings as a workbook to work through and sign. Knows layout; judges nothing. */
#include <string.h>

#include "view/reconcile.h"

enum { EMPTY_COLUMNS = 2 };

static const char **widened(const char *const *cells, const struct table *table, struct arena *arena)
{
	size_t width = table->columns_count + EMPTY_COLUMNS;
	const char **wide_cells = arena_array(arena, table->rows * width + 1, sizeof *wide_cells);
	for (size_t row = 0; wide_cells && row < table->rows; row++)
		memcpy(wide_cells + row * width, cells + row * table->columns_count, table->columns_count * sizeof *wide_cells);
	return wide_cells;
}

/* Room for the one who checks, and for what he has to say. */
static bool add_empty(struct table *table, struct arena *arena)
{
	static const struct column heads[EMPTY_COLUMNS] = { { "checker", N_("checked by"), COLUMN_TEXT, false, false },
		{ "comment", N_("comment"), COLUMN_TEXT, false, false } };
	struct column *columns = arena_array(arena, table->columns_count + EMPTY_COLUMNS, sizeof *columns);
	const char **cells = widened(table->cells, table, arena), **plain = widened(table->plain, table, arena);
	if (!columns || !cells || !plain)
		return false;
	memcpy(columns, table->columns, table->columns_count * sizeof *columns);
	table_heads(columns + table->columns_count, heads, EMPTY_COLUMNS);
	table->columns = columns;
	table->columns_count += EMPTY_COLUMNS;
	table->cells = cells;
	table->plain = plain;
	return true;
}

bool reconcile_page(struct store_reader *reader, const struct reconciliation *found, struct arena *arena, struct table *table,
	struct page *page)
{
	const char **notes = arena_array(arena, 3, sizeof *notes);
	if (!notes || !page_begin(page, reader, _("Reconciliation of published figures"), arena) || !add_empty(table, arena))
		return false;
	page->sheet = _("reconciliation");
	page->notes = notes;
	notes[page->notes_count++] = arena_printf(arena,
		_("Exact: %zu. Within what is printed: %zu. Different: %zu. Accepted: %zu. Cannot be said: %zu."),
		found->counts[VERDICT_EXACT], found->counts[VERDICT_WITHIN], found->counts[VERDICT_DIFFERENT],
		found->counts[VERDICT_ACCEPTED], found->counts[VERDICT_UNSAID]);
	notes[page->notes_count++] = " ";
	notes[page->notes_count++] =
		_("Prepared by: ____________    Checked by: ____________    Approved by: ____________    Date: ____________");
	return notes[0];
}
