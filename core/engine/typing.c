/* Engine: cells of text into typed columns, one field at a time. Knows types and how registers write them; does not know files or indicators. */
#include "engine/typing.h"

#include <string.h>

#include "base/hash.h"
#include "model/check.h"

static void mark_present(struct typing_field *f, uint32_t row)
{
	f->present[row / 64] |= 1ULL << (row % 64);
}

bool typing_row_read(const struct typing *t, uint32_t row)
{
	return t->batch->states[row] != RECORD_SKIPPED && t->batch->raw->faults[row] == CSV_OK;
}

/* A record whose form is damaged; a row that is passed over is none. */
static bool unreadable(const struct typing *t, uint32_t row)
{
	return t->batch->states[row] != RECORD_SKIPPED && t->batch->raw->faults[row] != CSV_OK;
}

void typing_fault(struct typing *t, uint32_t field, uint32_t row, const char *rule, bool keep, const char *message)
{
	const struct typing_field *f = &t->fields[field];
	enum tally_severity severity = f->needed && !keep ? TALLY_ERROR : TALLY_WARNING;
	char longer[512];
	if (f->adapt->changes && t->cells[row].len && !(f->field->flags & TALLY_PRIVATE)) {
		snprintf(longer, sizeof(longer), _("read as '%.*s': %s"),
			(int)(t->cells[row].len < 80 ? t->cells[row].len : 80), t->cells[row].at, message);
		message = longer;
	}
	reader_issue(t->reader, t->batch, row, (int)field, rule, severity, message);
}

/* --- cells --- */

static bool keep_above(struct typing_field *f, struct text cell)
{
	int at = f->above_at = 1 - f->above_at;
	if (!memory_grow(&f->above[at], &f->above_capacity[at], cell.len + 1, 1))
		return false;
	memcpy(f->above[at], cell.at, cell.len);
	f->above_text = (struct text){ f->above[at], cell.len };
	return true;
}

/* Trimmed cells of a field; those that are empty take the value above where the workspace says so. */
static void gather(struct typing *t, struct typing_field *f)
{
	const struct rows_batch *raw = t->batch->raw;
	if (f->fixed.at) {
		for (uint32_t row = 0; row < raw->rows; row++)
			t->cells[row] = f->fixed;
		return;
	}
	for (uint32_t row = 0; row < raw->rows; row++) {
		const struct text cell = raw->cells[row * raw->width + f->csv_column];
		bool edges = cell.len && (unsigned char)cell.at[0] > ' ' && (unsigned char)cell.at[0] < 0x80 &&
			(unsigned char)cell.at[cell.len - 1] > ' ' && (unsigned char)cell.at[cell.len - 1] < 0x80;
		t->cells[row] = edges ? cell : text_trim(cell);
	}
	if (!f->fill_down)
		return;
	struct text above = f->above_text;
	for (uint32_t row = 0; row < raw->rows; row++) {
		if (unreadable(t, row) || typing_spoiled(t, f, row))
			above = (struct text){ "", 0 }; /* what it said is not known, so nothing below it can take it over */
		if (!typing_row_read(t, row))
			continue;
		if (typing_spoiled(t, f, row))
			continue;
		if (t->cells[row].len)
			above = t->cells[row];
		else
			t->cells[row] = above;
	}
}

static bool means_null(const struct typing *t, struct text cell)
{
	if (cell.len == 0)
		return true;
	if (cell.len > 16)
		return false;
	for (size_t i = 0; i < t->nulls_count; i++)
		if (text_equal(cell, t->nulls[i]))
			return true;
	return false;
}

void typing_missing(struct typing *t, uint32_t field, uint32_t row)
{
	bool told = t->fields[field].told[row / 64] >> (row % 64) & 1;
	if (!(t->fields[field].field->flags & TALLY_OPTIONAL) && !told)
		typing_fault(t, field, row, "required", false, _("is empty; fill it in"));
}

/* --- one function a type --- */

static void type_text(struct typing *t, uint32_t field)
{
	struct typing_field *f = &t->fields[field];
	enum check check = CHECK_COUNT;
	char message[256];
	bool checked = f->check != TALLY_OFF && check_named(text_of(f->field->check), &check);
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		struct text cell = t->cells[row];
		if (!typing_row_read(t, row))
			continue;
		if (cell.len == 0) {
			typing_missing(t, field, row);
			continue;
		}
		bool spoiled = typing_scientific(cell);
		f->values.texts[row] = (struct tally_string){ cell.at, cell.len };
		if (!spoiled || !f->needed) /* as a key it would meet others that lost the same digits */
			mark_present(f, row);
		if (spoiled) {
			typing_fault(t, field, row, "spreadsheet", false,
				_("a spreadsheet made a number of this code and lost its digits; format the column as text and "
				  "type it again"));
			continue;
		}
		char expected = 0;
		enum check_result result = checked ? check_text(check, cell, &expected) : CHECK_OK;
		if (result == CHECK_OK)
			continue;
		snprintf(message, sizeof(message), expected ? _("%s; '%c' would be right") : "%s",
			_(check_message(check, result)), expected);
		reader_issue(t->reader, t->batch, row, (int)field, f->field->check, f->check, message);
	}
}

static void type_code(struct typing *t, uint32_t field)
{
	struct typing_field *f = &t->fields[field];
	struct text last = { NULL, 0 };
	uint32_t last_place = 0;
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		struct text cell = t->cells[row];
		if (!typing_row_read(t, row))
			continue;
		if (cell.len == 0) {
			typing_missing(t, field, row);
			continue;
		}
		if (!last.at || !text_equal(cell, last)) {
			int place = typing_code(f, cell);
			if (place < 0) {
				typing_fault(t, field, row, typing_scientific(cell) ? "spreadsheet" : "code",
					!(f->field->flags & TALLY_KEY), f->no_code);
				continue;
			}
			last = cell;
			last_place = (uint32_t)place;
		}
		f->values.places[row] = last_place;
		mark_present(f, row);
	}
}

static void type_number(struct typing *t, uint32_t field)
{
	struct typing_field *f = &t->fields[field];
	bool notated = f->adapt->notated;
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		struct text cell = t->cells[row];
		if (t->any_totals && (t->totals[row / 64] >> (row % 64) & 1)) {
			typing_total(t, field, row);
			continue;
		}
		if (!typing_row_read(t, row))
			continue;
		if (means_null(t, cell)) {
			typing_missing(t, field, row);
			continue;
		}
		int64_t value;
		const char *wrong = NULL;
		if (notated || decimal_parse(cell, f->field->scale, &value) != DECIMAL_OK)
			wrong = typing_number(t, f, row, &value);
		if (wrong) {
			typing_fault(t, field, row, "number", false, typing_no_number(t, f, row, wrong));
			continue;
		}
		f->values.numbers[row] = value;
		f->sum += value;
		f->subtotal += value;
		mark_present(f, row);
	}
}

/* The common form 2018-12-05, whose digits are at fixed places. */
static bool fast_date(struct text c, int32_t *days)
{
	if (c.len != 10 || c.at[4] != '-' || c.at[7] != '-')
		return false;
	static const unsigned char places[] = { 0, 1, 2, 3, 5, 6, 8, 9 };
	int v[8];
	for (int i = 0; i < 8; i++) {
		v[i] = c.at[places[i]] - '0';
		if (v[i] < 0 || v[i] > 9)
			return false;
	}
	int year = v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3], month = v[4] * 10 + v[5], day = v[6] * 10 + v[7];
	if (!date_valid(year, month, day))
		return false;
	*days = date_from(year, month, day);
	return true;
}

/* What is wrong with the date, NULL when it is one. A number of up to five digits is a spreadsheet's serial number. */
static const char *read_date(struct typing *t, const struct typing_field *f, struct text cell, int32_t *days)
{
	int64_t serial;
	if (fast_date(cell, days))
		return NULL;
	cell = typing_plain(t, cell);
	if (cell.len == 5 && text_to_int64(cell, &serial) && date_from_serial(serial, days))
		return NULL;
	enum date_form form = date_parse(cell, days);
	if (form == DATE_BAD && typing_day_first(cell))
		return _("has its year behind; write it in front, 2018-12-05, or make the cells dates in the spreadsheet");
	if (form == DATE_BAD)
		return _("is no date; allowed: 2018-12-05, 2018/12/5, 2018年12月5日, 20181205");
	if (form == DATE_YEAR && f->field->precision != TALLY_YEAR)
		return f->field->precision == TALLY_MONTH ? _("has no month; write 2018-12")
							  : _("has no month and day; write 2018-12-05");
	if (form == DATE_MONTH && f->field->precision == TALLY_DAY)
		return _("has no day; write 2018-12-05");
	return NULL;
}

/* 1018 and 2118 are most often slips of the hand. */
static void far_date(struct typing *t, uint32_t field, uint32_t row)
{
	if (t->far != TALLY_OFF)
		reader_issue(t->reader, t->batch, row, (int)field, "century", t->far,
			_("lies a century or more away from the last period of the workspace; is the year right?"));
}

static void type_date(struct typing *t, uint32_t field)
{
	struct typing_field *f = &t->fields[field];
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		struct text cell = t->cells[row];
		if (!typing_row_read(t, row))
			continue;
		if (means_null(t, cell)) {
			typing_missing(t, field, row);
			continue;
		}
		const char *wrong = NULL;
		if (!typing_serial(t, f, row, &f->values.days[row]))
			wrong = read_date(t, f, cell, &f->values.days[row]);
		if (wrong) {
			f->values.days[row] = 0;
			typing_fault(t, field, row, "date", false, wrong);
			continue;
		}
		mark_present(f, row);
		if ((uint32_t)f->values.days[row] - (uint32_t)t->first_near > t->near_days)
			far_date(t, field, row);
	}
}

static void type_period(struct typing *t, uint32_t field)
{
	struct typing_field *f = &t->fields[field];
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		struct text cell = t->cells[row];
		period p;
		if (!typing_row_read(t, row))
			continue;
		if (means_null(t, cell)) {
			typing_missing(t, field, row);
		} else if (period_parse(typing_plain(t, cell), &p)) {
			f->values.days[row] = p;
			mark_present(f, row);
		} else {
			typing_fault(t, field, row, "period", false, _("is no period; allowed: 2018, 2018H1, 2018Q3, 2018-10"));
		}
	}
}

static void type_region(struct typing *t, uint32_t field)
{
	struct typing_field *f = &t->fields[field];
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		struct text cell = t->cells[row];
		if (!typing_row_read(t, row))
			continue;
		if (cell.len == 0) {
			typing_missing(t, field, row);
			continue;
		}
		const char *wrong = NULL;
		int region = region_find(t->regions, cell);
		if (region == REGION_NONE && (region = typing_region(t, field, row, &wrong)) == REGION_NONE) {
			typing_fault(t, field, row, "region", false, wrong);
			continue;
		}
		f->values.places[row] = (uint32_t)region;
		mark_present(f, row);
	}
}

typedef void (*type_function)(struct typing *typing, uint32_t field);

static const type_function type_functions[] = { [TALLY_TEXT] = type_text,
	[TALLY_CODE] = type_code,
	[TALLY_INTEGER] = type_number,
	[TALLY_DECIMAL] = type_number,
	[TALLY_DATE] = type_date,
	[TALLY_PERIOD] = type_period,
	[TALLY_REGION] = type_region };

static void clear(struct typing_field *f, size_t rows)
{
	static const size_t sizes[] = { [TALLY_TEXT] = sizeof(struct tally_string),
		[TALLY_CODE] = 4,
		[TALLY_INTEGER] = 8,
		[TALLY_DECIMAL] = 8,
		[TALLY_DATE] = 4,
		[TALLY_PERIOD] = 4,
		[TALLY_REGION] = 4 };
	memset(&f->values, 0, rows * (schema_lists(f->field) ? sizeof(struct tally_codes) : sizes[f->field->type]));
	memset(f->present, 0, sizeof(f->present));
	memset(f->told, 0, sizeof(f->told));
	memset(f->by_date, 0, sizeof(f->by_date));
}

/* What the next batch finds above its first row. */
static bool carry_above(const struct typing *t, struct typing_field *f)
{
	for (uint32_t row = (uint32_t)t->batch->raw->rows; row-- > 0;) {
		if (unreadable(t, row) || typing_spoiled(t, f, row)) {
			f->above_text = (struct text){ "", 0 };
			return true;
		}
		if (typing_row_read(t, row) && t->cells[row].len)
			return t->cells[row].at == f->above_text.at || keep_above(f, t->cells[row]);
	}
	return true;
}

bool typing_batch(struct typing *t)
{
	for (uint32_t i = 0; i < t->schema->fields_count; i++) {
		struct typing_field *f = &t->fields[i];
		clear(f, t->batch->raw->rows);
		if (f->csv_column == UINT32_MAX && !f->fixed.at)
			continue;
		gather(t, f);
		if (f->fill_down && !carry_above(t, f))
			return false;
		if (t->batch->raw->marks)
			typing_marks(t, i);
		if (f->adapt->changes && !typing_adapt(t, i))
			return false;
		if (!schema_lists(f->field))
			type_functions[f->field->type](t, i);
		else if (!typing_list(t, i))
			return false;
	}
	return true;
}
