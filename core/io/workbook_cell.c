/* IO: one cell of a sheet: where it stands, its text and its mark. Knows the row in hand; reads no part. */
#include <string.h>

#include "io/workbook_sheet.h"

void sheet_damaged(struct sheet_stream *s, unsigned column)
{
	char name[16];
	cell_name(s->row, column + 1, name);
	error_set(s->error, ERROR_INPUT,
		_("%s!%s!%s: the sheet is damaged here; open the file in Excel or WPS and save it anew"), part_path(s->part),
		s->sheet->name, name);
	xml_stop(s->xml);
}

void sheet_no_memory(struct sheet_stream *s)
{
	error_memory(s->error);
	xml_stop(s->xml);
}

/* --- names --- */

bool cell_place(const char *name, unsigned *column, uint64_t *row)
{
	unsigned c = 0;
	uint64_t r = 0;
	const char *at = name;
	for (; *at >= 'A' && *at <= 'Z' && c <= WORKBOOK_COLUMNS_MAX; at++)
		c = c * 26 + (unsigned)(*at - 'A') + 1;
	const char *digits = at;
	for (; *at >= '0' && *at <= '9' && r <= WORKBOOK_ROWS_MAX; at++)
		r = r * 10 + (uint64_t)(*at - '0');
	*column = c - 1;
	*row = r;
	return digits > name && at > digits && !*at && c <= WORKBOOK_COLUMNS_MAX && r >= 1 && r <= WORKBOOK_ROWS_MAX;
}

void cell_name(uint64_t row, unsigned column, char out[16])
{
	char letters[8], digits[8];
	size_t letters_count = 0, digits_count = 0, at = 0;
	for (; column && letters_count < sizeof(letters); column = (column - 1) / 26)
		letters[letters_count++] = (char)('A' + (column - 1) % 26);
	while (letters_count && at < 7)
		out[at++] = letters[--letters_count];
	for (; row && digits_count < sizeof(digits); row /= 10)
		digits[digits_count++] = (char)('0' + row % 10);
	while (digits_count)
		out[at++] = digits[--digits_count];
	out[at] = '\0';
}

const char *cell_damage(enum cell_mark mark, const char **rule)
{
	static const struct {
		enum cell_mark mark;
		const char *rule, *message;
	} damages[] = {
		{ CELL_ERROR, "error", N_("is an error of the spreadsheet; mend the formula or write the value") },
		{ CELL_DAMAGED, "digits",
			N_("has more than 15 digits in a cell of numbers; those behind them are lost, format the column as "
			   "text and "
			   "type it again") },
		{ CELL_NOT_CALCULATED, "formula",
			N_("is a formula that was never calculated; open the file in Excel or WPS and save it") },
	};
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++)
		if (damages[i].mark == mark) {
			*rule = damages[i].rule;
			return _(damages[i].message);
		}
	return NULL;
}

struct text cell_shown(struct text cell, enum cell_mark mark)
{
	enum { MONTH_BYTES = 7, YEAR_BYTES = 4 };
	if (mark == CELL_MONTH && cell.len > MONTH_BYTES)
		cell.len = MONTH_BYTES;
	if (mark == CELL_YEAR && cell.len > YEAR_BYTES)
		cell.len = YEAR_BYTES;
	return cell;
}

/* --- the pool --- */

/* Room behind what is used. Cells of the batch that lie in the pool move with it. */
static bool make_room(struct sheet_stream *s, size_t bytes)
{
	uintptr_t before = (uintptr_t)s->pool, end = before + s->pool_used;
	if (s->pool_used + bytes <= s->pool_capacity)
		return true;
	if (!memory_grow(&s->pool, &s->pool_capacity, s->pool_used + bytes + NUMBER_TEXT_BYTES, 1)) {
		sheet_no_memory(s);
		return false;
	}
	size_t count = (s->rows + 1) * s->width;
	for (size_t i = 0; before && (uintptr_t)s->pool != before && i < count; i++) {
		uintptr_t at = (uintptr_t)s->cells[i].at;
		if (at >= before && at < end)
			s->cells[i].at = s->pool + (at - before);
	}
	return true;
}

/* What a row and a cell may hold; shared texts, which cost the file nothing, are counted too. */
static bool check_length(struct sheet_stream *s, size_t cell_bytes)
{
	char name[16];
	bool long_cell = cell_bytes > WORKBOOK_CELL_BYTES_MAX;
	if (!long_cell && s->pool_used - s->row_at + s->row_shared_bytes <= WORKBOOK_ROW_BYTES_MAX)
		return true;
	cell_name(s->row, s->column + 1, name);
	error_set(s->error, ERROR_INPUT,
		long_cell ? _("%s!%s!%s: more than %d KiB of text in one cell; it was not read on")
			  : _("%s!%s!%s: more than %d KiB of text in one row; it was not read on"),
		part_path(s->part), s->sheet->name, name, (long_cell ? WORKBOOK_CELL_BYTES_MAX : WORKBOOK_ROW_BYTES_MAX) >> 10);
	xml_stop(s->xml);
	return false;
}

void cell_take(struct sheet_stream *s, const char *at, size_t bytes)
{
	if (check_length(s, s->pool_used - s->cell_at + bytes) && make_room(s, bytes)) {
		memcpy(s->pool + s->pool_used, at, bytes);
		s->pool_used += bytes;
	}
}

/* --- a cell begins --- */

static enum cell_kind kind_of(const char *type)
{
	static const struct {
		const char *name;
		enum cell_kind kind;
	} kinds[] = { { "s", KIND_SHARED }, { "n", KIND_NUMBER }, { "str", KIND_STRING }, { "inlineStr", KIND_INLINE },
		{ "b", KIND_BOOLEAN }, { "e", KIND_ERROR }, { "d", KIND_DATE } };
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, type) == 0)
			return kinds[i].kind;
	return KIND_STRING;
}

static unsigned number_of(const char *at)
{
	unsigned value = 0;
	for (; *at >= '0' && *at <= '9' && value < 1 << 26; at++)
		value = value * 10 + (unsigned)(*at - '0');
	return value;
}

void cell_open(struct sheet_stream *s, const char *const *attributes)
{
	uint64_t row = s->row;
	bool placed = true;
	s->column = s->next_column;
	s->style = 0;
	s->kind = KIND_NUMBER;
	s->formula = s->taking = false;
	s->phonetic = 0;
	s->cell_at = s->pool_used;
	for (; *attributes; attributes += 2) {
		const char *name = attributes[0], *value = attributes[1];
		if (name[0] == '\0' || name[1] != '\0')
			continue;
		if (name[0] == 'r')
			placed = cell_place(value, &s->column, &row);
		else if (name[0] == 's')
			s->style = number_of(value);
		else if (name[0] == 't')
			s->kind = kind_of(value);
	}
	if (!placed || row != s->row || s->column < s->next_column || s->column >= WORKBOOK_COLUMNS_MAX) {
		s->column = s->column < WORKBOOK_COLUMNS_MAX ? s->column : 0;
		sheet_damaged(s, s->column);
	}
	s->next_column = s->column + 1;
}

/* --- a cell ends --- */

static struct text shared(struct sheet_stream *s, struct text said)
{
	size_t place = 0;
	for (size_t i = 0; i < said.len; i++) {
		if (said.at[i] < '0' || said.at[i] > '9' || place > STRINGS_MAX) {
			place = SIZE_MAX;
			break;
		}
		place = place * 10 + (size_t)(said.at[i] - '0');
	}
	if (said.len && place < s->strings.count) {
		struct text text = strings_at(&s->strings, place);
		s->pool_used = s->cell_at;
		s->row_shared_bytes += text.len;
		return check_length(s, text.len) ? text : (struct text){ "", 0 };
	}
	sheet_damaged(s, s->column);
	return (struct text){ "", 0 };
}

/* `made` lies outside the pool: it takes the place of what the cell says. */
static struct text keep(struct sheet_stream *s, struct text made)
{
	s->pool_used = s->cell_at;
	if (!make_room(s, made.len))
		return (struct text){ "", 0 };
	if (made.len)
		memcpy(s->pool + s->pool_used, made.at, made.len);
	s->pool_used += made.len;
	return (struct text){ s->pool + s->cell_at, made.len };
}

static struct text number(struct sheet_stream *s, struct text said, enum cell_mark *mark)
{
	static const struct format plain = { FORMAT_NUMBER, 0 };
	char out[NUMBER_TEXT_BYTES];
	said = text_trim(said);
	struct format format = s->style < s->styles.count ? s->styles.formats[s->style] : plain;
	struct text text =
		s->kind == KIND_DATE ? iso_text(said, out, mark) : number_text(said, format, s->book->date1904, out, mark);
	return text.at == out ? keep(s, text) : text;
}

static bool is_error(struct text said)
{
	static const char *const errors[] = { "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!" };
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (text_is(said, errors[i]))
			return true;
	return false;
}

static struct text value_of(struct sheet_stream *s, enum cell_mark *mark)
{
	struct text said = { s->pool ? s->pool + s->cell_at : "", s->pool_used - s->cell_at };
	switch (s->kind) {
	case KIND_SHARED:
		return shared(s, said);
	case KIND_STRING:
	case KIND_INLINE:
		said.len = said.len ? unescape(s->pool + s->cell_at, said.len) : 0;
		s->pool_used = s->cell_at + said.len;
		if (s->formula && is_error(said))
			*mark = CELL_ERROR; /* of programs that write the result of each formula as a text */
		return said;
	case KIND_BOOLEAN:
		*mark = CELL_BOOLEAN;
		return text_is(text_trim(said), "1") || text_is(text_trim(said), "true") ? TEXT("TRUE") : TEXT("FALSE");
	case KIND_ERROR:
		*mark = CELL_ERROR;
		return said;
	default:
		return number(s, said, mark);
	}
}

static void note_filled(struct sheet_stream *s)
{
	if (s->any_hidden_column)
		s->filled_columns[s->column / 64] |= UINT64_C(1) << (s->column % 64);
	if (s->heading || s->column < s->total) {
		s->row_filled = true;
	} else if (!s->notes.beyond_row) {
		s->notes.beyond_row = s->row;
		s->notes.beyond_column = s->column + 1;
	}
}

/* Cell of the row in hand; of a head it is made where the row is not as wide yet. NULL where nobody wants it. */
static struct text *place(struct sheet_stream *s, unsigned char **mark)
{
	size_t at = 0;
	if (!s->heading) {
		if (s->column >= s->total || s->wanted[s->column] == 0)
			return NULL;
		at = s->rows * s->width + s->wanted[s->column] - 1;
	} else {
		at = s->column;
		if (!memory_grow(&s->cells, &s->cells_capacity, at + 1, sizeof(*s->cells)) ||
			!memory_grow(&s->marks, &s->marks_capacity, at + 1, 1)) {
			sheet_no_memory(s);
			return NULL;
		}
		for (; s->width <= at; s->width++) {
			s->cells[s->width] = (struct text){ "", 0 };
			s->marks[s->width] = CELL_TEXT;
		}
	}
	*mark = &s->marks[at];
	return &s->cells[at];
}

void cell_close(struct sheet_stream *s)
{
	enum cell_mark mark = CELL_TEXT;
	struct text text = { "", 0 };
	bool empty = s->pool_used == s->cell_at;
	if (!empty)
		text = value_of(s, &mark);
	else if (s->formula && s->kind != KIND_STRING)
		mark = CELL_NOT_CALCULATED;
	bool filled = mark == CELL_NOT_CALCULATED || text_trim(text).len > 0;
	if (!filled)
		return;
	note_filled(s);
	unsigned char *its_mark = NULL;
	struct text *cell = place(s, &its_mark);
	if (!cell) {
		s->pool_used = s->cell_at;
		return;
	}
	*cell = text;
	*its_mark = (unsigned char)mark;
}
