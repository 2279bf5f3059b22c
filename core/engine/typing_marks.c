/* Engine: cells of a sheet that are more than text: errors, lost digits, formulas that were never calculated, dates that are numbers. Knows the marks that
 * io/workbook.h gives; cells of text have none and never come here. */
#include "engine/typing.h"

#include <string.h>

static enum cell_mark mark_at(const struct typing *t, const struct typing_field *f, uint32_t row)
{
	const struct rows_batch *raw = t->batch->raw;
	if (!raw->marks || f->fixed.at)
		return CELL_TEXT;
	return (enum cell_mark)raw->marks[row * raw->width + f->csv_column];
}

static bool is_date(enum cell_mark mark)
{
	return mark == CELL_DAY || mark == CELL_MONTH || mark == CELL_YEAR || mark == CELL_MOMENT;
}

bool typing_spoiled(const struct typing *t, const struct typing_field *f, uint32_t row)
{
	return mark_at(t, f, row) >= CELL_ERROR;
}

void typing_marks(struct typing *t, uint32_t field)
{
	struct typing_field *f = &t->fields[field];
	const size_t day_bytes = 10;
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		enum cell_mark mark = mark_at(t, f, row);
		if (mark <= CELL_NUMBER || !typing_row_read(t, row))
			continue;
		const char *rule, *wrong = cell_damage(mark, &rule);
		if (wrong) {
			reader_issue(
				t->reader, t->batch, row, (int)field, rule, f->needed ? TALLY_ERROR : TALLY_WARNING, wrong);
			f->told[row / 64] |= 1ULL << (row % 64);
			t->cells[row] = (struct text){ "", 0 };
		} else if (is_date(mark) && f->field->type == TALLY_DATE && t->cells[row].len > day_bytes) {
			t->cells[row].len = day_bytes;
		} else if (f->field->type != TALLY_DATE) {
			t->cells[row] = cell_shown(t->cells[row], mark);
		}
	}
}

/* A day that the cell gives as a number of days, 43439 or 43439.5. */
bool typing_serial(const struct typing *t, const struct typing_field *f, uint32_t row, int32_t *days)
{
	enum { SERIAL_DIGITS = 5, DAYS_1904 = 1462 };
	struct text cell = t->cells[row];
	int64_t serial;
	if (mark_at(t, f, row) != CELL_NUMBER)
		return false;
	const char *point = memchr(cell.at, '.', cell.len);
	if (point)
		cell.len = (size_t)(point - cell.at);
	return cell.len == SERIAL_DIGITS && text_to_int64(cell, &serial) &&
		date_from_serial(serial + (t->batch->raw->date1904 ? DAYS_1904 : 0), days);
}

/* What the sheet knows to be a number has a point and no groups, whatever people write in the files of text; 12.5% in a field without a unit is 0.125. */
void typing_notation(struct typing *t, const struct typing_field *f, uint32_t row, struct notation *notation)
{
	enum cell_mark mark = mark_at(t, f, row);
	if (mark != CELL_NUMBER && mark != CELL_PERCENT)
		return;
	notation->comma = false;
	notation->groups = 0;
	if (mark == CELL_PERCENT && !notation->unit && t->cells[row].len) {
		notation->shift -= 2;
		t->cells[row].len--;
	}
}

const char *typing_no_number(const struct typing *t, const struct typing_field *f, uint32_t row, const char *wrong)
{
	if (is_date(mark_at(t, f, row)) || mark_at(t, f, row) == CELL_TIME)
		return _("is formatted as a date, and is to be a number; format the column as a number");
	return wrong;
}
