/* View: a table as one sheet to read and to print. Knows the order of things on it: title, lines, heads, rows, notes, chart. */
#include "view/xlsx.h"

enum { LINE_LETTERS_LEAST = 72, LINE_POINTS = 15, TITLE_POINTS = 26, CHART_WIDE = 760, CHART_HIGH = 340, LOOSE_LETTERS = 9 };

struct making {
	const struct page *page;
	const struct table *table;
	struct arena arena;
	struct laying_sheet laying;
	unsigned wide; /* the last column that lines across go to */
	double letters; /* of them all */
	uint32_t row; /* the next one */
	uint32_t head;
	uint32_t *rows; /* of each row of the table, on the sheet */
	unsigned *columns; /* of each column of the table, on the sheet */
	bool failed;
};

static void set_widths(struct making *m)
{
	unsigned at = 0;
	m->letters = 0;
	for (size_t i = 0; i < m->table->columns_count; i++) {
		if (!sheet_has(m->table, i, false))
			continue;
		double width = sheet_width(m->table, i, m->table->rows);
		book_width(m->laying.sheet, at, width);
		m->letters += width;
		m->columns[i] = at++;
	}
	for (m->wide = at ? at - 1 : 0; m->letters < LINE_LETTERS_LEAST; m->wide++)
		m->letters += LOOSE_LETTERS;
}

/* Excel does not fit the height of a row to cells that are merged. */
static void line_across(struct making *m, const char *text, enum sheet_style style, unsigned points)
{
	double room = style == SHEET_TITLE ? m->letters * 0.65 : m->letters;
	unsigned lines = (unsigned)(text_width(text_of(text)) / room) + 1;
	book_across(m->laying.sheet, (struct book_at){ m->row, 0 }, m->wide, text, m->laying.styles[style]);
	book_height(m->laying.sheet, m->row++, lines * points);
}

static void lay_top(struct making *m)
{
	if (m->page->title)
		line_across(m, m->page->title, SHEET_TITLE, TITLE_POINTS);
	for (size_t i = 0; i < m->page->lines_count; i++)
		line_across(m, m->page->lines[i], SHEET_LINE, LINE_POINTS);
	m->row += m->row > 0;
}

static void lay_heads(struct making *m)
{
	m->head = m->row++;
	for (size_t i = 0; i < m->table->columns_count; i++)
		if (sheet_has(m->table, i, false))
			book_text(m->laying.sheet, (struct book_at){ m->head, m->columns[i] },
				sheet_heading(&m->table->columns[i]), m->laying.styles[SHEET_HEAD]);
	book_height(m->laying.sheet, m->head, 24);
	book_freeze(m->laying.sheet, (struct book_at){ m->row, 0 });
}

static void lay_group(struct making *m, const char *group)
{
	const struct table *table = m->table;
	bool first = true;
	for (size_t i = 0; i < table->columns_count; i++) {
		struct book_at at = { m->row, m->columns[i] };
		if (!sheet_has(table, i, false))
			continue;
		if (first)
			book_text(m->laying.sheet, at, group, m->laying.styles[SHEET_GROUP]);
		else
			book_blank(m->laying.sheet, at, m->laying.styles[SHEET_GROUP]);
		first = false;
	}
	m->row++;
}

static void lay_rows(struct making *m)
{
	const struct table *table = m->table;
	const char *group = NULL;
	for (size_t row = 0; row < table->rows; row++) {
		if (table->groups && table->groups[row] && table->groups[row] != group)
			lay_group(m, group = table->groups[row]);
		for (size_t i = 0; i < table->columns_count; i++)
			if (sheet_has(table, i, false))
				sheet_cell(&m->laying, table, row, i, (struct book_at){ m->row, m->columns[i] });
		m->rows[row] = m->row++;
	}
}

static void lay_note(struct making *m, const char *note)
{
	if (note)
		line_across(m, note, SHEET_NOTE, LINE_POINTS);
}

static void lay_notes(struct making *m)
{
	m->row++;
	for (size_t i = 0; i < m->page->notes_count; i++)
		lay_note(m, m->page->notes[i]);
	lay_note(m, sheet_note_digits(&m->laying, &m->arena, &m->failed));
	lay_note(m, sheet_note_cut(&m->laying, &m->arena, &m->failed));
}

/* --- the chart --- */

static void chart_series(const struct making *m, struct book_series *series)
{
	const struct page_chart *chart = &m->page->chart;
	uint32_t first = m->rows[chart->first_row], last = m->rows[chart->first_row + chart->rows - 1];
	for (size_t i = 0; i < chart->series_count; i++) {
		size_t column = chart->series[i];
		series[i] = (struct book_series){ sheet_heading(&m->table->columns[column]), { first, m->columns[column] },
			{ last, m->columns[column] } };
	}
}

/* The tallest chart is one of bars with many names. */
static unsigned chart_height(const struct page_chart *chart)
{
	unsigned bars = chart->kind == BOOK_CHART_BARS ? (unsigned)(chart->rows * (chart->series_count + 1)) * 12 + 140 : 0;
	return bars > CHART_HIGH ? bars : CHART_HIGH;
}

static void lay_chart(struct making *m)
{
	const struct page_chart *chart = &m->page->chart;
	struct book_series series[PAGE_SERIES];
	if (!chart->series_count || !chart->rows)
		return;
	chart_series(m, series);
	uint32_t first = m->rows[chart->first_row], last = m->rows[chart->first_row + chart->rows - 1];
	const struct book_chart asked = { .kind = chart->kind,
		.title = chart->title,
		.categories_title = chart->categories_title,
		.values_title = chart->values_title,
		.number = "General",
		.categories_first = { first, m->columns[chart->category] },
		.categories_last = { last, m->columns[chart->category] },
		.series = series,
		.series_count = chart->series_count,
		.width = CHART_WIDE,
		.height = chart_height(chart) };
	book_chart(m->laying.sheet, (struct book_at){ m->row + 1, 0 }, &asked);
}

/* --- the whole --- */

static bool make_room(struct making *m, struct book *book, struct tally_error *error)
{
	m->rows = arena_array(&m->arena, m->table->rows + 1, sizeof *m->rows);
	m->columns = arena_array(&m->arena, m->table->columns_count + 1, sizeof *m->columns);
	if (!m->rows || !m->columns || !sheet_begin(&m->laying, book, m->table, &m->arena))
		return error_memory(error);
	m->laying.sheet = book_sheet(book, m->page->sheet ? m->page->sheet : _("figures"));
	return true;
}

static void lay_all(struct making *m)
{
	set_widths(m);
	lay_top(m);
	lay_heads(m);
	lay_rows(m);
	lay_notes(m);
	lay_chart(m);
	sheet_print(m->laying.sheet, m->page, m->head);
}

bool xlsx_print(const struct page *page, const struct table *table, FILE *out, struct tally_error *error)
{
	struct making m = { .page = page, .table = table };
	struct book *book = sheet_book(page, false, error);
	bool good = book && make_room(&m, book, error);
	if (good) {
		lay_all(&m);
		good = !m.failed || error_memory(error);
	}
	if (good)
		good = book_close(book, out, error);
	else
		book_free(book);
	arena_done(&m.arena);
	return good;
}
