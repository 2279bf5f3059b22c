/* View: rows without end as sheets to work on: heads in the first row with arrows to filter by, further sheets where one is full, what stands around them on
 * a last one. Memory does not grow with the rows. */
#include "view/xlsx.h"

enum { WIDTH_ROWS = 200 };

struct xlsx_stream {
	struct page page;
	struct book *book;
	struct arena arena;
	struct laying_sheet laying;
	struct column *columns; /* of the first piece: all have the same */
	size_t columns_count;
	unsigned last_column;
	uint32_t row; /* the next one of the sheet in hand */
};

struct xlsx_stream *xlsx_open(const struct page *page, struct tally_error *error)
{
	struct xlsx_stream *s = memory_alloc(1, sizeof *s);
	if (!s) {
		error_memory(error);
		return NULL;
	}
	s->page = *page;
	s->book = sheet_book(page, true, error);
	if (!s->book) {
		memory_free(s);
		return NULL;
	}
	return s;
}

static void next_sheet(struct xlsx_stream *s, const struct table *table)
{
	unsigned at = 0;
	double least;
	s->laying.sheet = book_sheet(s->book, s->page.sheet ? s->page.sheet : _("figures"));
	for (size_t i = 0; i < table->columns_count; i++) {
		if (!sheet_has(table, i, true))
			continue;
		book_width(s->laying.sheet, at, sheet_width(table, i, WIDTH_ROWS, &least));
		book_text(s->laying.sheet, (struct book_at){ 0, at++ }, sheet_heading(&table->columns[i]),
			s->laying.styles[SHEET_HEAD]);
	}
	s->last_column = at ? at - 1 : 0;
	s->row = 1;
	book_freeze(s->laying.sheet, (struct book_at){ 1, 0 });
	sheet_print(s->laying.sheet, 0, false, false);
}

static void end_sheet(struct xlsx_stream *s)
{
	if (s->row)
		book_filter(s->laying.sheet, (struct book_at){ 0, 0 }, (struct book_at){ s->row - 1, s->last_column });
}

bool xlsx_piece(struct xlsx_stream *s, const struct table *table, struct tally_error *error)
{
	if (!s->row) {
		if (!sheet_begin(&s->laying, s->book, table, &s->arena))
			return error_memory(error);
		next_sheet(s, table);
	}
	for (size_t row = 0; row < table->rows; row++) {
		unsigned at = 0;
		if (s->row == BOOK_ROWS) {
			end_sheet(s);
			next_sheet(s, table);
		}
		for (size_t i = 0; i < table->columns_count; i++)
			if (sheet_has(table, i, true))
				sheet_cell(&s->laying, table, row, i, (struct book_at){ s->row, at++ });
		s->row++;
	}
	return true;
}

static void about_line(struct book_sheet *sheet, uint32_t *row, const char *text, unsigned style)
{
	if (text)
		book_text(sheet, (struct book_at){ (*row)++, 0 }, text, style);
}

/* What a page has above and below its rows. */
static bool about_sheet(struct xlsx_stream *s)
{
	bool failed = false;
	uint32_t row = 0;
	unsigned style = s->laying.styles[SHEET_NOTE];
	struct book_sheet *sheet = book_sheet(s->book, _("about"));
	book_width(sheet, 0, 90);
	about_line(sheet, &row, s->page.title, s->laying.styles[SHEET_TITLE]);
	for (size_t i = 0; i < s->page.lines_count; i++)
		about_line(sheet, &row, s->page.lines[i], style);
	for (size_t i = 0; i < s->page.notes_count; i++)
		about_line(sheet, &row, s->page.notes[i], style);
	about_line(sheet, &row, sheet_note_digits(&s->laying, &s->arena, &failed), style);
	about_line(sheet, &row, sheet_note_cut(&s->laying, &s->arena, &failed), style);
	return !failed;
}

bool xlsx_close(struct xlsx_stream *s, FILE *out, struct tally_error *error)
{
	bool good = out;
	if (good) {
		end_sheet(s);
		good = about_sheet(s) || error_memory(error);
	}
	if (good)
		good = book_close(s->book, out, error);
	else
		book_free(s->book);
	arena_done(&s->arena);
	memory_free(s);
	return good || !out;
}
