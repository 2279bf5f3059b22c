/* View: the cells of a sheet: which style, how wide. Knows how numbers and words look on paper; not where they stand. */
#include <string.h>

#include "view/look.h"
#include "view/xlsx.h"

enum { WIDTH_LEAST = 8, WIDTH_MOST = 40, PART_BLANKS = 2, WIDTH_MIDDLE = 14, HEADING_MOST = 10 };

#define INK_FAINT 0x7f7f7f
#define FILL_HEAD 0xdce6f1
#define FILL_GROUP 0xf2f2f2

/* The style that a column had last, for each of these. */
enum cell_look {
	CELL_TEXT,
	CELL_MIDDLE,
	CELL_PART,
	CELL_WRAP,
	CELL_NUMBER,
	CELL_REASON,
	CELL_REASON_WRAP,
	CELL_BLANK,
	CELL_LOOKS
};

struct column_styles {
	char format[LOOK_FORMAT_BYTES]; /* of the number */
	unsigned style[CELL_LOOKS][2]; /* plain and strong; 0: not made yet */
	bool middle;
	int letters; /* that go into one line of it */
};

static const struct book_style sheet_styles[SHEET_STYLES] = {
	[SHEET_TITLE] = { .align = BOOK_CENTER, .points = 16, .bold = true, .wrap = true },
	[SHEET_LINE] = { .align = BOOK_CENTER, .points = 10, .ink = INK_FAINT, .wrap = true },
	[SHEET_HEAD] = { .align = BOOK_CENTER, .fill = FILL_HEAD, .bold = true, .wrap = true, .grid = true },
	[SHEET_GROUP] = { .fill = FILL_GROUP, .bold = true, .grid = true },
	[SHEET_NOTE] = { .points = 10, .ink = INK_FAINT, .wrap = true },
	[SHEET_NOTE_ABOVE] = { .points = 10, .ink = INK_FAINT, .wrap = true },
};

static const struct book_style cell_styles[CELL_LOOKS] = {
	[CELL_TEXT] = { .align = BOOK_LEFT, .grid = true },
	[CELL_MIDDLE] = { .align = BOOK_CENTER, .grid = true },
	[CELL_PART] = { .align = BOOK_LEFT, .indent = 1, .grid = true },
	[CELL_WRAP] = { .align = BOOK_LEFT, .wrap = true, .grid = true },
	[CELL_NUMBER] = { .align = BOOK_RIGHT, .grid = true },
	[CELL_REASON] = { .align = BOOK_RIGHT, .ink = INK_FAINT, .grid = true },
	[CELL_REASON_WRAP] = { .align = BOOK_RIGHT, .ink = INK_FAINT, .wrap = true, .grid = true },
	[CELL_BLANK] = { .grid = true },
};

bool sheet_has(const struct table *table, size_t column, bool all)
{
	const struct column *c = &table->columns[column];
	return all ? !c->paper : !c->hidden;
}

const char *sheet_heading(const struct column *column)
{
	return column->heading && column->heading[0] ? column->heading : column->key;
}

static const char *shown_cell(const struct table *table, size_t row, size_t column)
{
	return table->cells[row * table->columns_count + column];
}

static const char *plain_cell(const struct table *table, size_t row, size_t column)
{
	return (table->plain ? table->plain : table->cells)[row * table->columns_count + column];
}

/* The widest of what does not break into lines, and of everything. */
static void column_letters(const struct table *table, size_t column, size_t rows_most, int letters[2])
{
	struct look look;
	letters[0] = letters[1] = 0;
	for (size_t row = 0; row < table->rows && row < rows_most; row++) {
		look_at(table->columns[column].kind, plain_cell(table, row, column), shown_cell(table, row, column), &look);
		bool breaks = look.kind == LOOK_TEXT || look.kind == LOOK_REASON;
		if (!breaks && look.width > letters[0])
			letters[0] = look.width;
		if (look.width > letters[1])
			letters[1] = look.width;
	}
}

static double width_of(int letters)
{
	return letters * 1.05 + 2;
}

double sheet_width(const struct table *table, size_t column, size_t rows_most, double *least)
{
	int letters[2], heading = text_width(text_of(sheet_heading(&table->columns[column])));
	column_letters(table, column, rows_most, letters);
	heading = heading < WIDTH_LEAST ? WIDTH_LEAST : heading > HEADING_MOST ? HEADING_MOST : heading;
	*least = width_of(letters[0] > heading ? letters[0] : heading);
	int width = letters[1] > heading ? letters[1] : heading;
	return width_of(width > WIDTH_MOST && width > letters[0] ? (letters[0] > WIDTH_MOST ? letters[0] : WIDTH_MOST) : width);
}

/* Short words between numbers stand in the middle; the first column begins where the page does. */
static bool stands_in_middle(const struct table *table, size_t column, size_t rows_most)
{
	int letters[2];
	for (size_t i = 0; i < column; i++) {
		if (table->columns[i].hidden)
			continue;
		column_letters(table, column, rows_most, letters);
		return letters[1] <= WIDTH_MIDDLE;
	}
	return false;
}

bool sheet_begin(struct laying_sheet *laying, struct book *book, const struct table *table, struct arena *arena)
{
	*laying = (struct laying_sheet){ .book = book, .columns_count = table->columns_count };
	laying->columns = arena_array(arena, table->columns_count + 1, sizeof *laying->columns);
	for (size_t i = 0; laying->columns && i < table->columns_count; i++) {
		laying->columns[i].middle = stands_in_middle(table, i, table->rows);
		laying->columns[i].letters = WIDTH_MOST;
	}
	for (int i = 0; i < SHEET_STYLES; i++)
		laying->styles[i] = book_style(book, &sheet_styles[i]);
	return laying->columns;
}

void sheet_settle(struct laying_sheet *laying, size_t column, double letters)
{
	laying->columns[column].letters = (int)(letters * 1.08);
}

/* A style of number 0 is one of the sheet's, never of a cell: so 0 says that there is none yet. */
static unsigned style_of(
	struct laying_sheet *laying, struct column_styles *column, enum cell_look look, bool strong, const char *format)
{
	unsigned *known = &column->style[look][strong];
	if (look == CELL_NUMBER && strcmp(column->format, format) != 0) {
		snprintf(column->format, sizeof column->format, "%s", format);
		column->style[look][0] = column->style[look][1] = 0;
	}
	if (!*known) {
		struct book_style style = cell_styles[look];
		style.bold = strong;
		style.number = look == CELL_NUMBER ? format : NULL;
		*known = book_style(laying->book, &style);
	}
	return *known;
}

static enum cell_look text_look(const struct column_styles *column, const char **text)
{
	if (column->middle)
		return CELL_MIDDLE;
	if (strncmp(*text, "  ", PART_BLANKS) == 0) {
		*text += PART_BLANKS;
		return CELL_PART;
	}
	return text_width(text_of(*text)) > column->letters || strchr(*text, '\n') ? CELL_WRAP : CELL_TEXT;
}

/* Lines that the words take in the column. */
static unsigned lines_of(const struct column_styles *column, const char *text)
{
	unsigned lines = 1;
	struct text rest = text_of(text);
	int width = 0;
	uint32_t point;
	for (size_t size; (size = text_utf8_next(rest, &point)) > 0; rest.at += size, rest.len -= size) {
		width += text_width((struct text){ rest.at, size });
		if (point != '\n' && width <= column->letters)
			continue;
		lines++;
		width = point == '\n' ? 0 : text_width((struct text){ rest.at, size });
	}
	return lines;
}

static unsigned put_words(struct laying_sheet *laying, struct column_styles *styles, const struct look *look, const char *text,
	struct book_at at, bool strong)
{
	enum cell_look how;
	if (look->kind == LOOK_TEXT)
		how = text_look(styles, &text);
	else
		how = text_width(text_of(text)) > styles->letters ? CELL_REASON_WRAP : CELL_REASON;
	book_text(laying->sheet, at, text, style_of(laying, styles, how, strong, ""));
	return how == CELL_WRAP || how == CELL_REASON_WRAP ? lines_of(styles, text) : 1;
}

unsigned sheet_cell(struct laying_sheet *laying, const struct table *table, size_t row, size_t column, struct book_at at)
{
	struct column_styles *styles = &laying->columns[column];
	const char *plain = plain_cell(table, row, column), *text = shown_cell(table, row, column);
	bool strong = table->strong && table->strong[row];
	struct look look;
	look_at(table->columns[column].kind, plain, text, &look);
	if (look.kind == LOOK_BLANK) {
		book_blank(laying->sheet, at, style_of(laying, styles, CELL_BLANK, strong, ""));
		return 1;
	}
	if (look.kind == LOOK_NUMBER) {
		book_number(laying->sheet, at, look.number, style_of(laying, styles, CELL_NUMBER, strong, look.format));
		return 1;
	}
	laying->digits += look.kind == LOOK_DIGITS;
	return put_words(laying, styles, &look, text ? text : plain, at, strong);
}

/* --- the book --- */

struct book *sheet_book(const struct page *page, bool flat, struct tally_error *error)
{
	enum { DAY_SECONDS = 86400 };
	const struct book_about about = {
		.title = page->title, .office = page->office, .made = (int64_t)page->made * DAY_SECONDS, .flat = flat
	};
	return book_create(&about, error);
}

void sheet_print(struct book_sheet *sheet, uint32_t head, bool upright, bool one_page)
{
	const struct book_print print = {
		.upright = upright, .one_page = one_page, .footer = _("&Cpage &P of &N"), .head_first = head, .head_last = head
	};
	book_print(sheet, &print);
}

const char *sheet_note_digits(const struct laying_sheet *laying, struct arena *arena, bool *failed)
{
	if (!laying->digits)
		return NULL;
	const char *note = arena_printf(arena,
		_("%zu numbers have more than %d digits, which is all that a spreadsheet keeps: here they are texts"),
		laying->digits, BOOK_DIGITS);
	*failed |= !note;
	return note;
}

const char *sheet_note_cut(const struct laying_sheet *laying, struct arena *arena, bool *failed)
{
	size_t cut = book_cut(laying->book);
	if (!cut)
		return NULL;
	const char *note = arena_printf(
		arena, _("%zu texts are longer than a cell holds and end with …: --format csv has all of them"), cut);
	*failed |= !note;
	return note;
}
