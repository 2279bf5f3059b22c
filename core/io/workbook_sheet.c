/* IO: the rows of a sheet, in a stream. Knows rows, columns and their order; workbook_cell.c knows cells. Must not know headings or types. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/workbook_sheet.h"

/* --- lists for people --- */

enum { RANGES_SHOWN = 8 };

static void end_range(struct ranges *r)
{
	if (!r->first)
		return;
	size_t room = sizeof(r->text) - r->used;
	const char *comma = r->count ? ", " : "";
	int got = 0;
	if (r->count == RANGES_SHOWN)
		got = snprintf(r->text + r->used, room, ", ...");
	else if (r->count < RANGES_SHOWN && r->first == r->last)
		got = snprintf(r->text + r->used, room, "%s%llu", comma, (unsigned long long)r->first);
	else if (r->count < RANGES_SHOWN)
		got = snprintf(r->text + r->used, room, "%s%llu-%llu", comma, (unsigned long long)r->first,
			(unsigned long long)r->last);
	if (got > 0 && (size_t)got < room)
		r->used += (size_t)got;
	r->count++;
	r->first = 0;
}

void ranges_add(struct ranges *r, uint64_t number)
{
	if (r->first && number == r->last + 1) {
		r->last = number;
		return;
	}
	end_range(r);
	r->first = r->last = number;
}

void ranges_end(struct ranges *r)
{
	end_range(r);
}

static void name_columns(struct sheet_stream *s)
{
	size_t used = 0, told = 0;
	char name[16];
	for (unsigned c = 0; c < WORKBOOK_COLUMNS_MAX && told <= RANGES_SHOWN; c++) {
		if (!(s->hidden_columns[c / 64] & s->filled_columns[c / 64]) ||
			!(s->hidden_columns[c / 64] & s->filled_columns[c / 64] & UINT64_C(1) << (c % 64)))
			continue;
		cell_name(0, c + 1, name);
		used += (size_t)snprintf(s->columns_text + used, sizeof(s->columns_text) - used, "%s%s", told ? ", " : "",
			told < RANGES_SHOWN ? name : "...");
		told++;
	}
}

/* --- rows --- */

static void sheet_fault(struct sheet_stream *s, const char *message)
{
	error_set(s->error, ERROR_INPUT, "%s!%s: %s", part_path(s->part), s->sheet->name, message);
	xml_stop(s->xml);
}

static bool is_set(const char *value)
{
	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void open_row(struct sheet_stream *s, const char *const *attributes)
{
	const char *said = xml_attribute(attributes, "r");
	char *end = NULL;
	uint64_t row = said ? strtoull(said, &end, 10) : s->row + 1;
	char message[160];
	if (row > WORKBOOK_ROWS_MAX) {
		snprintf(message, sizeof(message),
			_("claims to have a row %.20s; no sheet has more than %d, and it was not read on"), said ? said : "",
			WORKBOOK_ROWS_MAX);
		sheet_fault(s, message);
	} else if (row <= s->row || (end && *end)) {
		snprintf(message, sizeof(message),
			_("row %.20s stands behind row %llu; open the file in Excel or WPS and save it anew"), said ? said : "",
			(unsigned long long)s->row);
		sheet_fault(s, message);
	}
	s->row = row;
	s->next_column = 0;
	s->row_hidden = is_set(xml_attribute(attributes, "hidden"));
	s->row_filled = false;
	s->row_at = s->pool_used;
	s->row_shared_bytes = 0;
	if (s->heading) {
		s->width = 0;
		return;
	}
	size_t first = s->rows * s->width;
	for (size_t i = first; i < first + s->width; i++)
		s->cells[i] = (struct text){ "", 0 };
	memset(s->marks + first, CELL_TEXT, s->width);
}

static void copy_same(struct sheet_stream *s)
{
	size_t first = s->rows * s->width;
	for (size_t i = 0; i < s->width; i++) {
		s->cells[first + i] = s->cells[first + s->same[i]];
		s->marks[first + i] = s->marks[first + s->same[i]];
	}
}

static void close_row(struct sheet_stream *s)
{
	if (s->row_hidden && s->row_filled)
		ranges_add(&s->hidden_rows, s->row);
	if (s->heading) {
		s->have_row = true;
		xml_pause(s->xml);
		return;
	}
	if (!s->row_filled) {
		s->blank_rows++;
		s->pool_used = s->row_at;
		return;
	}
	copy_same(s);
	s->lines[s->rows++] = s->row;
	if (s->rows == s->most || s->pool_used >= WORKBOOK_BATCH_BYTES)
		xml_pause(s->xml);
}

/* --- elements --- */

static void take_column(struct sheet_stream *s, const char *const *attributes)
{
	const char *first = xml_attribute(attributes, "min"), *last = xml_attribute(attributes, "max");
	if (!first || !last || !is_set(xml_attribute(attributes, "hidden")))
		return;
	unsigned long from = strtoul(first, NULL, 10), to = strtoul(last, NULL, 10);
	for (unsigned long c = from > s->columns_seen ? from : s->columns_seen + 1; c <= to && c <= WORKBOOK_COLUMNS_MAX; c++) {
		s->hidden_columns[(c - 1) / 64] |= UINT64_C(1) << ((c - 1) % 64);
		s->columns_seen = c;
	}
	s->any_hidden_column = true;
}

static void open_in_data(struct sheet_stream *s, const char *name, const char *const *attributes)
{
	if (name[0] == 'c' && name[1] == '\0')
		cell_open(s, attributes);
	else if (name[0] == 'v' && name[1] == '\0')
		s->taking = true;
	else if (name[0] == 'f' && name[1] == '\0')
		s->formula = true;
	else if (strcmp(name, "row") == 0)
		open_row(s, attributes);
	else if (name[0] == 't' && name[1] == '\0')
		s->taking = s->phonetic == 0;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic++;
}

static void on_open(void *user, const char *name, const char *const *attributes)
{
	struct sheet_stream *s = user;
	if (s->where == SHEET_DATA) {
		open_in_data(s, name, attributes);
	} else if (strcmp(name, "sheetData") == 0) {
		s->where = SHEET_DATA;
		s->any_data = true;
	} else if (strcmp(name, "col") == 0) {
		take_column(s, attributes);
	}
}

static void on_close(void *user, const char *name)
{
	struct sheet_stream *s = user;
	if (s->where != SHEET_DATA)
		return;
	s->taking = false;
	if (name[0] == 'c' && name[1] == '\0')
		cell_close(s);
	else if (strcmp(name, "row") == 0)
		close_row(s);
	else if (strcmp(name, "rPh") == 0)
		s->phonetic--;
	else if (strcmp(name, "sheetData") == 0)
		s->where = SHEET_AROUND;
}

static void on_text(void *user, const char *at, size_t bytes)
{
	struct sheet_stream *s = user;
	if (s->taking)
		cell_take(s, at, bytes);
}

/* --- opening and closing --- */

static bool open_parts(struct sheet_stream *s, struct tally_error *error)
{
	static const struct xml_events events = { workbook_spaces, on_open, on_close, on_text };
	if (!s->sheet->part)
		return error_set(error, ERROR_INPUT,
			_("%s!%s: the workbook does not say where this sheet lies; open it in Excel or WPS and save it anew"),
			package_path(s->book->package), s->sheet->name);
	if (!strings_read(s->book, &s->strings, error) || !styles_read(s->book, &s->styles, error))
		return false;
	s->part = part_open(s->book->package, s->sheet->part, error);
	s->xml = s->part ? xml_create(s->part, &events, s, error) : NULL;
	return s->xml != NULL;
}

struct sheet_stream *sheet_open(struct workbook *book, const struct workbook_sheet *sheet, struct tally_error *error)
{
	struct sheet_stream *s = memory_alloc(1, sizeof(*s));
	if (!s) {
		error_memory(error);
		return NULL;
	}
	s->book = book;
	s->sheet = sheet;
	s->heading = true;
	s->notes.hidden_rows = s->hidden_rows.text;
	s->notes.hidden_columns = s->columns_text;
	if (open_parts(s, error))
		return s;
	sheet_close(s);
	return NULL;
}

void sheet_close(struct sheet_stream *s)
{
	if (!s)
		return;
	xml_free(s->xml);
	part_close(s->part);
	strings_done(&s->strings);
	styles_done(&s->styles);
	memory_free(s->pool);
	memory_free(s->cells);
	memory_free(s->marks);
	memory_free(s->wanted);
	memory_free(s->same);
	memory_free(s);
}

uint64_t sheet_blank_rows(const struct sheet_stream *s)
{
	return s->blank_rows;
}

const struct sheet_notes *sheet_notes(const struct sheet_stream *s)
{
	return &s->notes;
}

/* --- reading --- */

static bool run(struct sheet_stream *s, struct tally_error *error)
{
	s->error = error;
	if (!xml_run(s->xml, &s->ended, error))
		return false;
	if (s->ended && !s->any_data)
		return error_set(error, ERROR_INPUT, _("%s!%s: is no sheet of cells"), part_path(s->part), s->sheet->name);
	if (s->ended) {
		ranges_end(&s->hidden_rows);
		name_columns(s);
	}
	return true;
}

bool sheet_line(struct sheet_stream *s, struct sheet_row *row, struct tally_error *error)
{
	if (!s->have_row)
		s->pool_used = 0;
	while (!s->have_row && !s->ended)
		if (!run(s, error))
			return false;
	if (!s->have_row)
		return false;
	*row = (struct sheet_row){ .cells = s->cells, .marks = s->marks, .line = ++s->head_line };
	if (s->row > s->head_line)
		return true; /* the file leaves it out */
	s->have_row = false;
	row->count = s->width;
	return true;
}

bool sheet_head(struct sheet_stream *s, struct sheet_row *row, struct tally_error *error)
{
	if (!sheet_line(s, row, error))
		return false;
	for (size_t i = 0; i < row->count; i++)
		s->cells[i] = cell_shown(s->cells[i], (enum cell_mark)s->marks[i]);
	return true;
}

static bool make_room(struct sheet_stream *s, struct text **cells, unsigned char **marks)
{
	size_t cells_capacity = 0, marks_capacity = 0, wanted = 0, same = 0;
	memory_free(s->wanted);
	memory_free(s->same);
	s->wanted = s->same = NULL;
	return memory_grow(cells, &cells_capacity, SHEET_BATCH_ROWS * (s->width + 1), sizeof(**cells)) &&
		memory_grow(marks, &marks_capacity, SHEET_BATCH_ROWS * (s->width + 1), 1) &&
		memory_grow(&s->wanted, &wanted, WORKBOOK_COLUMNS_MAX, sizeof(*s->wanted)) &&
		memory_grow(&s->same, &same, s->width + 1, sizeof(*s->same));
}

/* A row that was read with the heads and lies behind them is the first one. */
static void keep_row(struct sheet_stream *s, const unsigned *columns, size_t had, struct text *cells, unsigned char *marks)
{
	for (size_t i = 0; i < s->width; i++) {
		bool there = columns[i] < had;
		cells[i] = there ? s->cells[columns[i]] : (struct text){ "", 0 };
		marks[i] = there ? s->marks[columns[i]] : CELL_TEXT;
	}
	s->lines[0] = s->row;
	s->rows = s->row_filled ? 1 : 0;
	s->have_row = s->rows == 1;
}

bool sheet_want(struct sheet_stream *s, const unsigned *columns, size_t width, size_t total, struct tally_error *error)
{
	struct text *cells = NULL;
	unsigned char *marks = NULL;
	size_t had = s->width;
	s->width = width;
	if (!make_room(s, &cells, &marks)) {
		memory_free(cells);
		memory_free(marks);
		return error_memory(error);
	}
	memset(s->wanted, 0, WORKBOOK_COLUMNS_MAX * sizeof(*s->wanted));
	for (unsigned i = 0; i < width; i++) {
		unsigned *wanted = columns[i] < WORKBOOK_COLUMNS_MAX ? &s->wanted[columns[i]] : NULL;
		if (wanted && *wanted == 0)
			*wanted = i + 1;
		s->same[i] = wanted ? *wanted - 1 : i;
	}
	s->total = total;
	s->heading = false;
	s->rows = 0;
	xml_read_ahead(s->xml);
	if (s->have_row)
		keep_row(s, columns, had, cells, marks);
	memory_free(s->cells);
	memory_free(s->marks);
	s->cells = cells;
	s->marks = marks;
	s->cells_capacity = s->marks_capacity = SHEET_BATCH_ROWS * (width + 1);
	return true;
}

bool sheet_next(struct sheet_stream *s, size_t most, struct sheet_batch *batch, struct tally_error *error)
{
	s->most = most < SHEET_BATCH_ROWS ? most : SHEET_BATCH_ROWS;
	s->rows = s->have_row ? 1 : 0;
	s->pool_used = s->have_row ? s->pool_used : 0;
	s->have_row = false;
	while (!s->ended && s->rows < s->most && s->pool_used < WORKBOOK_BATCH_BYTES)
		if (!run(s, error))
			return false;
	*batch = (struct sheet_batch){ s->cells, s->marks, s->lines, s->rows, s->width };
	return true;
}
