/* Engine: the rows of one sheet into a returned workbook, cell by cell as they stand, with paint and comments where issues are. Knows cells and issues; must
 * not change what a cell says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/returned_inner.h"

enum { WIDTH_ROWS = 300, WIDTH_LEAST = 8, WIDTH_MOST = 36, ROOM_BELOW = 500, VALUE_BYTES = 90 };

struct writing {
	struct returning *r;
	struct returned_sheet *sheet;
	const struct source_account *source; /* NULL: nobody read the sheet */
	size_t at; /* first issue of the line in hand */
	char *text; /* heap: the cell in hand, zero-terminated */
	size_t capacity;
	unsigned char *widths; /* heap, of each column */
	size_t columns, columns_capacity;
	uint64_t last_line;
};

/* --- one cell --- */

/* Digits that a number keeps exactly, and that are written again as they are read. */
static bool is_exact(const char *text)
{
	const char *at = text + (*text == '-');
	size_t digits = 0;
	bool point = false;
	if (!*at || (at[0] == '0' && at[1] && at[1] != '.') || (*text == '-' && strcmp(at, "0") == 0))
		return false;
	for (; *at; at++) {
		if (*at == '.' && !point && digits)
			point = true;
		else if (*at < '0' || *at > '9')
			return false;
		else
			digits++;
	}
	return digits <= BOOK_DIGITS && at[-1] != '.' && !(point && at[-1] == '0');
}

enum { SERIAL_1970 = 25569, SERIAL_MARCH_1900 = 61, DAYS_1904 = 1462, DAY_BYTES = 10, SECONDS_A_DAY = 86400 };

/* " 8:05" or " 08:05:30" in seconds. */
static bool seconds_of(struct text clock, int64_t *seconds)
{
	struct text part;
	int64_t units[3] = { 0 };
	size_t count = 0;
	while (text_next(&clock, ':', &part))
		if (count == 3 || !text_to_int64(part, &units[count++]))
			return false;
	*seconds = units[0] * 3600 + units[1] * 60 + units[2];
	return count > 1;
}

/* The serial number of a day, or of a moment of it, in the 1900 system from March 1900 on. */
static bool serial_of(const char *text, double *serial)
{
	int32_t days;
	int64_t seconds = 0;
	size_t bytes = strlen(text);
	if (date_parse((struct text){ text, bytes < DAY_BYTES ? bytes : DAY_BYTES }, &days) != DATE_DAY ||
		days + SERIAL_1970 < SERIAL_MARCH_1900)
		return false;
	if (bytes > DAY_BYTES && !seconds_of((struct text){ text + DAY_BYTES, bytes - DAY_BYTES }, &seconds))
		return false;
	*serial = days + SERIAL_1970 + (double)seconds / SECONDS_A_DAY;
	return true;
}

/* As a number where the cell was one and stays exactly what it was; a number that lost digits stays the number that it is, so that it is no code after all. */
static enum form form_of(const char *text, enum cell_mark mark, double *number)
{
	static const enum form forms[] = { [CELL_NUMBER] = FORM_NUMBER,
		[CELL_PERCENT] = FORM_PERCENT,
		[CELL_DAY] = FORM_DAY,
		[CELL_MONTH] = FORM_MONTH,
		[CELL_YEAR] = FORM_YEAR,
		[CELL_MOMENT] = FORM_MOMENT };
	switch (mark) {
	case CELL_DAMAGED:
		*number = strtod(text, NULL);
		return FORM_NUMBER;
	case CELL_PERCENT: /* "12.5%", of which the cell has 0.125 */
		*number = strtod(text, NULL) / 100;
		return FORM_PERCENT;
	case CELL_NUMBER:
		*number = strtod(text, NULL);
		return is_exact(text) ? FORM_NUMBER : FORM_TEXT;
	case CELL_DAY:
	case CELL_MONTH:
	case CELL_YEAR:
	case CELL_MOMENT:
		return serial_of(text, number) ? forms[mark] : FORM_TEXT;
	case CELL_ERROR:
	case CELL_NOT_CALCULATED:
		return FORM_ERROR;
	default:
		return FORM_TEXT;
	}
}

static bool hold(struct writing *w, struct text cell)
{
	if (!memory_grow(&w->text, &w->capacity, cell.len + 1, 1))
		return false;
	if (cell.len)
		memcpy(w->text, cell.at, cell.len);
	w->text[cell.len] = '\0';
	return true;
}

static void note_width(struct writing *w, struct text cell, uint32_t column, uint64_t line)
{
	bool wanted = w->source && line >= w->source->head_line && line < w->source->head_line + WIDTH_ROWS;
	int letters = wanted ? text_width(cell) : 0;
	if (letters > w->widths[column])
		w->widths[column] = (unsigned char)(letters < WIDTH_MOST ? letters : WIDTH_MOST);
}

static const struct schema_field *field_of(const struct writing *w, uint32_t column)
{
	const struct source_account *source = w->source;
	if (!source || column >= source->columns || source->fields[column] == FIELD_NONE)
		return NULL;
	return &w->sheet->part->declared->schema.fields[source->fields[column]];
}

/* What a record of damaged form said there is not known: it must not become an empty cell. */
static bool is_lost(const struct writing *w, const struct rows_line *line, uint32_t column)
{
	if (line->fault == CSV_OK || line->line <= (w->source ? w->source->head_line : 0))
		return false;
	if (line->fault == CSV_BAD_BYTES)
		return column + 1 == line->column;
	return column >= line->count && w->source && column < w->source->columns;
}

static bool put_cell(struct writing *w, const struct rows_line *line, uint32_t column, enum paint paint)
{
	struct book_at at = { (uint32_t)line->line - 1, column };
	struct text cell = column < line->count ? line->cells[column] : (struct text){ "", 0 };
	double number = 0;
	enum cell_mark mark = line->marks && column < line->count ? (enum cell_mark)line->marks[column] : CELL_TEXT;
	mark = is_lost(w, line, column) ? CELL_ERROR : mark;
	if (cell.len == 0 && mark < CELL_ERROR) {
		if (paint != PAINT_NONE)
			book_blank(w->sheet->sheet, at, w->r->styles[FORM_TEXT][paint]);
		return true;
	}
	if (!hold(w, cell))
		return false;
	enum form form = form_of(w->text, mark, &number);
	const struct schema_field *field = field_of(w, column);
	if (mark == CELL_NUMBER && w->r->dates_1904 && field && field->type == TALLY_DATE)
		number += DAYS_1904; /* the workbook that is written counts from 1900 */
	/* A code that lost its digits is typed anew: the cell must take it as text. */
	unsigned style = w->r->styles[mark >= CELL_ERROR ? FORM_TEXT : form][paint];
	if (form == FORM_ERROR)
		book_error(w->sheet->sheet, at, style);
	else if (form == FORM_TEXT)
		book_text(w->sheet->sheet, at, w->text, style);
	else
		book_number(w->sheet->sheet, at, number, style);
	note_width(w, cell, column, line->line);
	return true;
}

/* --- the issues of a line --- */

static size_t issues_end(const struct writing *w, uint64_t line)
{
	size_t end = w->at;
	while (end < w->sheet->end && w->r->issues[end].issue.line == line)
		end++;
	return end;
}

/* What the cell of column `column` (from 1) looks like; an issue of the whole record stands on the first one. */
static enum paint paint_of(const struct writing *w, size_t end, uint32_t column, enum paint otherwise)
{
	enum paint paint = otherwise;
	for (size_t i = w->at; i < end; i++) {
		const struct placed_issue *issue = &w->r->issues[i];
		uint32_t its = issue->issue.column ? issue->issue.column : 1;
		enum paint wanted = issue->saying->severity == TALLY_ERROR ? PAINT_ERROR : PAINT_WARNING;
		if (its == column && wanted > paint)
			paint = wanted;
	}
	return paint;
}

static bool is_head(const struct writing *w, uint64_t line)
{
	return w->source && line <= w->source->head_line && line >= w->sheet->part->declared->header_first;
}

static enum paint paint_of_row(const struct writing *w, size_t end, uint64_t line)
{
	enum paint paint = is_head(w, line) ? PAINT_HEAD : PAINT_NONE;
	for (size_t i = w->at; i < end; i++) {
		const struct placed_issue *issue = &w->r->issues[i];
		enum paint wanted = issue->saying->severity == TALLY_ERROR ? PAINT_TINT_ERROR : PAINT_TINT_WARNING;
		if (issue->issue.column == 0 && issue->issue.fate != FATE_NONE && wanted > paint)
			paint = wanted;
	}
	return paint;
}

/* The cell as people see it, for the list. */
static bool keep_values(struct writing *w, const struct rows_line *line, size_t end)
{
	for (size_t i = w->at; i < end; i++) {
		struct placed_issue *issue = &w->r->issues[i];
		uint32_t column = issue->issue.column;
		if (!issue->listed || column == 0 || column > line->count)
			continue;
		struct text cell = line->cells[column - 1];
		bool cut = cell.len > VALUE_BYTES;
		cell.len = cut ? VALUE_BYTES : cell.len;
		while (cut && cell.len && ((unsigned char)line->cells[column - 1].at[cell.len] & 0xc0) == 0x80)
			cell.len--;
		const char *text = arena_copy(w->r->arena, cell);
		issue->value = issue->saying->masked && cell.len ? "***"
			: text && cut                            ? arena_printf(w->r->arena, "%s…", text)
								 : text;
		if (!issue->value)
			return false;
	}
	return true;
}

static bool put_comments(struct writing *w, size_t end, uint64_t line)
{
	struct arena scratch = { 0 };
	bool good = true;
	for (size_t first = w->at, next; good && first < end; first = next) {
		uint32_t column = w->r->issues[first].issue.column ? w->r->issues[first].issue.column : 1;
		bool listed = false;
		for (next = first; next < end; next++) {
			uint32_t its = w->r->issues[next].issue.column ? w->r->issues[next].issue.column : 1;
			if (its != column)
				break;
			listed |= w->r->issues[next].listed;
		}
		if (!listed)
			continue;
		const char *text = returned_comment(&w->r->issues[first], next - first, &scratch);
		if (text)
			book_comment(w->sheet->sheet, (struct book_at){ (uint32_t)line - 1, column - 1 }, text);
		good = text != NULL;
	}
	arena_done(&scratch);
	return good;
}

/* --- rows --- */

static bool put_line(struct writing *w, const struct rows_line *line)
{
	size_t end = issues_end(w, line->line), width = line->count;
	enum paint row = paint_of_row(w, end, line->line);
	for (size_t i = w->at; i < end; i++)
		width = w->r->issues[i].issue.column > width ? w->r->issues[i].issue.column : width;
	if ((row != PAINT_NONE || line->fault != CSV_OK) && w->source && width < w->source->columns)
		width = w->source->columns;
	if (!memory_grow(&w->widths, &w->columns_capacity, width, 1))
		return false;
	for (; w->columns < width; w->columns++)
		w->widths[w->columns] = 0;
	for (uint32_t column = 0; column < width; column++)
		if (!put_cell(w, line, column, end == w->at ? row : paint_of(w, end, column + 1, row)))
			return false;
	bool good = end == w->at || (keep_values(w, line, end) && put_comments(w, end, line->line));
	w->at = end;
	w->last_line = line->line;
	return good;
}

static bool fits(struct writing *w, const struct rows_line *line, struct tally_error *error)
{
	if (line->line <= BOOK_ROWS && line->count <= BOOK_COLUMNS)
		return true;
	w->r->why = arena_printf(w->r->arena,
		_("has more than %d rows or %d columns, which no sheet of a workbook holds; mend it where it is, --issues FILE "
		  "lists its faults"),
		BOOK_ROWS, BOOK_COLUMNS);
	if (!w->r->why)
		error_memory(error);
	return false;
}

static bool put_lines(struct writing *w, struct rows *rows, struct tally_error *error)
{
	struct rows_line line;
	w->at = w->sheet->first;
	while (w->at < w->sheet->end && w->r->issues[w->at].issue.line == 0)
		w->at++; /* of the whole file: the list tells them */
	while (rows_line(rows, &line, error)) {
		if (!fits(w, &line, error))
			return false;
		if (!put_line(w, &line))
			return error_memory(error);
	}
	return error->code == ERROR_NONE;
}

/* --- how it looks --- */

/* Codes are picked from a list, where their cells hold nothing but a code. */
static bool offer_codes(struct writing *w, uint32_t column)
{
	const struct schema_field *field = field_of(w, column);
	if (!field || field->type != TALLY_CODE || schema_lists(field) ||
		w->sheet->part->declared->adaptations[w->source->fields[column]].changes)
		return true;
	const char **texts = arena_array(w->r->arena, field->codes_count + 1, sizeof(*texts));
	if (!texts)
		return false;
	for (uint32_t i = 0; i < field->codes_count; i++)
		texts[i] = field->codes[i].title[0] ? field->codes[i].title : field->codes[i].name;
	uint64_t last = w->last_line + ROOM_BELOW < BOOK_ROWS ? w->last_line + ROOM_BELOW : BOOK_ROWS;
	book_offer(w->sheet->sheet, (struct book_at){ (uint32_t)w->source->head_line, column }, (uint32_t)last - 1, texts,
		field->codes_count);
	return true;
}

/* Labels over several columns or rows of the head stay that; without it the headings would be others. */
static bool merge_head(struct writing *w, const struct rows *rows, struct tally_error *error)
{
	const struct sheet_range *ranges;
	size_t count;
	uint64_t head = w->source ? w->source->head_line : 0;
	if (!head || !rows_sheet(rows))
		return true;
	if (!rows_merged(rows, 1, head, w->r->arena, &ranges, &count, error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (ranges[i].last_row <= head && ranges[i].last_row <= w->last_line)
			book_merge(w->sheet->sheet,
				(struct book_at){ (uint32_t)ranges[i].first_row - 1, ranges[i].first_column },
				(struct book_at){ (uint32_t)ranges[i].last_row - 1, ranges[i].last_column });
	return true;
}

static bool set_looks(struct writing *w)
{
	struct book_sheet *sheet = w->sheet->sheet;
	uint32_t head = w->source ? (uint32_t)w->source->head_line : 0;
	for (uint32_t i = 0; i < w->columns; i++) {
		const struct schema_field *field = field_of(w, i);
		bool number = field && (field->type == TALLY_INTEGER || field->type == TALLY_DECIMAL);
		unsigned letters = w->widths[i] + 2u < WIDTH_LEAST ? WIDTH_LEAST : w->widths[i] + 2u;
		book_column(sheet, i, letters, w->r->styles[number ? FORM_NUMBER : FORM_TEXT][PAINT_NONE]);
		if (!offer_codes(w, i))
			return false;
	}
	if (w->columns && w->last_line)
		book_texts_meant(sheet, (struct book_at){ 0, 0 },
			(struct book_at){ (uint32_t)w->last_line - 1, (unsigned)w->columns - 1 });
	if (head)
		book_freeze(sheet, (struct book_at){ head, 0 });
	book_print(sheet,
		&(struct book_print){
			.footer = "&C&P / &N", .head_first = head ? head - 1 : 1, .head_last = head ? head - 1 : 0 });
	return true;
}

bool returned_rows(struct returning *r, struct returned_sheet *sheet, struct tally_error *error)
{
	const struct register_input *input = sheet->part ? sheet->part->declared->input : NULL;
	struct rows_options options = {
		{ input ? input->words.encoding : NULL, csv_delimiter(input ? input->words.delimiter : "") }, sheet->opened
	};
	struct writing w = { .r = r, .sheet = sheet, .source = sheet->part ? sheet->part->source : NULL };
	struct rows *rows = rows_open(r->job->path, &options, error);
	bool done = rows && put_lines(&w, rows, error) && merge_head(&w, rows, error) && (set_looks(&w) || error_memory(error));
	rows_close(rows);
	memory_free(w.text);
	memory_free(w.widths);
	return done;
}
