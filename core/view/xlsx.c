/* View: a table as one sheet to read and to print. Knows the order of things on it: title, lines, heads, rows, notes, chart. */
#include "view/xlsx.h"

enum {
	LINE_LETTERS_LEAST = 72,
	LINE_POINTS = 15,
	PAGE_LETTERS = 150,
	WORDS_MOST = 46,
	WORDS_LEAST = 20,
	TITLE_POINTS = 26,
	CHART_WIDE = 800,
	CHART_HIGH = 360,
	LOOSE_LETTERS = 9
};
#define POINTS_PIXEL 0.75
enum { LETTER_PIXELS = 7, CHART_LETTERS_MOST = CHART_WIDE / LETTER_PIXELS };

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

/* On a page that is too wide the words break into lines, the widest first. */
static double narrowed(struct making *m, double *widths, const double *least)
{
	double letters = PAGE_LETTERS + 1;
	for (int most = WORDS_MOST; letters > PAGE_LETTERS && most >= WORDS_LEAST; most--) {
		letters = 0;
		for (size_t i = 0; i < m->table->columns_count; i++) {
			if (widths[i] > most)
				widths[i] = most > least[i] ? most : least[i];
			letters += widths[i];
		}
	}
	return letters;
}

static bool set_widths(struct making *m)
{
	unsigned at = 0;
	double *widths = arena_array(&m->arena, m->table->columns_count + 1, sizeof *widths);
	double *least = arena_array(&m->arena, m->table->columns_count + 1, sizeof *least);
	if (!widths || !least)
		return false;
	for (size_t i = 0; i < m->table->columns_count; i++)
		widths[i] = sheet_has(m->table, i, false) ? sheet_width(m->table, i, m->table->rows, &least[i]) : 0;
	m->letters = narrowed(m, widths, least);
	for (size_t i = 0; i < m->table->columns_count; i++) {
		if (!sheet_has(m->table, i, false))
			continue;
		sheet_settle(&m->laying, i, widths[i]);
		book_width(m->laying.sheet, at, widths[i]);
		m->columns[i] = at++;
	}
	for (m->wide = at ? at - 1 : 0; m->letters < LINE_LETTERS_LEAST; m->wide++)
		m->letters += LOOSE_LETTERS;
	return true;
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

/* Not every program fits the height of a row to its words. */
static void lay_row(struct making *m, size_t row)
{
	unsigned lines = 1;
	for (size_t i = 0; i < m->table->columns_count; i++) {
		if (!sheet_has(m->table, i, false))
			continue;
		unsigned cell = sheet_cell(&m->laying, m->table, row, i, (struct book_at){ m->row, m->columns[i] });
		lines = cell > lines ? cell : lines;
	}
	if (lines > 1)
		book_height(m->laying.sheet, m->row, lines * LINE_POINTS);
	m->row++;
}

static void lay_rows(struct making *m)
{
	const struct table *table = m->table;
	const char *group = NULL;
	for (size_t row = 0; row < table->rows; row++) {
		if (table->groups && table->groups[row] && table->groups[row] != group)
			lay_group(m, group = table->groups[row]);
		m->rows[row] = m->row;
		lay_row(m, row);
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
	lay_note(m, m->page->chart_note);
	lay_note(m, sheet_note_digits(&m->laying, &m->arena, &m->failed));
	lay_note(m, sheet_note_cut(&m->laying, &m->arena, &m->failed));
}

/* --- the chart --- */

static struct book_at cell_of(const struct making *m, size_t row, size_t column)
{
	return (struct book_at){ m->rows[row], m->columns[column] };
}

static size_t chart_series(const struct making *m, struct book_series *series)
{
	const struct page_chart *chart = &m->page->chart;
	const struct table *table = m->table;
	size_t end = chart->first_row + chart->rows, count = 0;
	for (size_t row = chart->first_row; chart->across && row < end; row++)
		series[count++] = (struct book_series){ table->cells[row * table->columns_count + chart->names],
			cell_of(m, row, chart->columns[0]), cell_of(m, row, chart->columns[chart->columns_count - 1]) };
	for (size_t i = 0; !chart->across && i < chart->columns_count; i++)
		series[count++] = (struct book_series){ sheet_heading(&table->columns[chart->columns[i]]),
			cell_of(m, chart->first_row, chart->columns[i]), cell_of(m, end - 1, chart->columns[i]) };
	return count;
}

static void chart_points(const struct making *m, struct book_chart *asked)
{
	const struct page_chart *chart = &m->page->chart;
	if (chart->across) {
		asked->categories_first = (struct book_at){ m->head, m->columns[chart->columns[0]] };
		asked->categories_last = (struct book_at){ m->head, m->columns[chart->columns[chart->columns_count - 1]] };
	} else {
		asked->categories_first = cell_of(m, chart->first_row, chart->names);
		asked->categories_last = cell_of(m, chart->first_row + chart->rows - 1, chart->names);
	}
}

/* The tallest chart is one of bars with many names. */
static unsigned chart_height(const struct page_chart *chart)
{
	unsigned bars = chart->kind == BOOK_CHART_BARS ? (unsigned)(chart->rows * (chart->columns_count + 1)) * 11 + 120 : 0;
	return bars > CHART_HIGH ? bars : CHART_HIGH;
}

/* Columns and bars that do not begin at zero would deceive. */
static bool none_below_zero(const struct table *table, const struct page_chart *chart)
{
	for (size_t row = chart->first_row; row < chart->first_row + chart->rows; row++)
		for (size_t i = 0; i < chart->columns_count; i++) {
			size_t cell = row * table->columns_count + chart->columns[i];
			const char *plain = (table->plain ? table->plain : table->cells)[cell];
			if (plain && plain[0] == '-')
				return false;
		}
	return true;
}

static void lay_chart(struct making *m)
{
	const struct page_chart *chart = &m->page->chart;
	struct book_series series[PAGE_SERIES];
	if (!chart->columns_count)
		return;
	struct book_chart asked = { .kind = chart->kind,
		.title = chart->title,
		.values_title = chart->values_title,
		.number = "General",
		.from_zero = chart->kind != BOOK_CHART_LINES && none_below_zero(m->table, chart),
		.series = series,
		.series_count = chart_series(m, series),
		.width = m->letters < CHART_LETTERS_MOST ? (unsigned)(m->letters * LETTER_PIXELS) : CHART_WIDE,
		.height = chart_height(chart) };
	chart_points(m, &asked);
	book_chart(m->laying.sheet, (struct book_at){ m->row + 1, 0 }, &asked);
}

/* --- the whole --- */

/* A chart stands on the page of its figures. */
static void lay_print(struct making *m)
{
	const struct page_chart *chart = &m->page->chart;
	bool draws = chart->columns_count > 0;
	double high = m->row * LINE_POINTS + (draws ? chart_height(chart) * POINTS_PIXEL : 0);
	sheet_print(m->laying.sheet, m->head, draws && high > m->letters * LETTER_PIXELS * POINTS_PIXEL, draws);
}

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
	m->failed |= !set_widths(m);
	lay_top(m);
	lay_heads(m);
	lay_rows(m);
	lay_notes(m);
	lay_chart(m);
	lay_print(m);
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
