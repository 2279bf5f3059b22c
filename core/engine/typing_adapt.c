/* Engine: cells that are not written in the plain way: parts of a cell, mapped values, numbers in another notation, regions by name. Only fields and cells that
 * need it come here. */
#include "engine/typing.h"

#include <string.h>

enum { MEMO_ROWS_MAX = 1 << 16 };

struct text typing_plain(struct typing *t, struct text cell)
{
	size_t high = 0;
	while (high < cell.len && (unsigned char)cell.at[high] < 0x80)
		high++;
	if (high == cell.len || !memory_grow(&t->folded, &t->folded_capacity, cell.len, 1))
		return cell;
	return text_trim((struct text){ t->folded, text_fold_width(cell, t->folded) });
}

bool typing_scientific(struct text cell)
{
	int64_t value;
	bool digits = cell.len >= 4 && cell.at[0] <= '9' && cell.at[cell.len - 1] >= '0' &&
		cell.at[cell.len - 1] <= '9'; /* both ends: the cheap test first */
	return digits && memchr(cell.at, 'E', cell.len) && decimal_parse(cell, 0, &value) == DECIMAL_EXPONENT;
}

bool typing_day_first(struct text cell)
{
	size_t at = 0, digits[3] = { 0 };
	for (int part = 0; part < 3; part++) {
		for (; at < cell.len && cell.at[at] >= '0' && cell.at[at] <= '9'; at++)
			digits[part]++;
		if (part < 2 && (at == cell.len || !memchr("/.-", cell.at[at++], 3)))
			return false;
	}
	return at == cell.len && digits[0] >= 1 && digits[0] <= 2 && digits[1] >= 1 && digits[1] <= 2 && digits[2] == 4;
}

/* --- extract and map --- */

/* The part of the cell that is the value; a cell without it is empty, which a required field tells. */
static bool take_part(struct typing *t, uint32_t field, uint32_t row)
{
	struct typing_field *f = &t->fields[field];
	struct text part = { "", 0 };
	enum pattern_result result = pattern_group(f->extract, t->cells[row], &part);
	if (result == PATTERN_NO_MEMORY)
		return false;
	t->cells[row] = text_trim(part);
	if (result == PATTERN_FOUND || (f->field->flags & TALLY_OPTIONAL) || f->adapt->empty)
		return true;
	typing_fault(t, field, row, "extract", false,
		result == PATTERN_TOO_LONG ? _("is too long for the expression of extract")
					   : _("does not hold what the expression of extract looks for"));
	f->told[row / 64] |= 1ULL << (row % 64);
	return true;
}

static struct text mapped(const struct adaptation *adapt, struct text cell)
{
	const struct value_map_row *found = adapt->empty;
	if (cell.len)
		found = adapt->map ? value_map_find(adapt->map, cell) : NULL;
	return found ? found->to : cell;
}

bool typing_adapt(struct typing *t, uint32_t field)
{
	const struct typing_field *f = &t->fields[field];
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		bool told = f->told[row / 64] >> (row % 64) & 1; /* what it should say is not known */
		if (t->batch->states[row] == RECORD_SKIPPED || t->batch->raw->faults[row] != CSV_OK || told)
			continue;
		if (f->extract && t->cells[row].len && !take_part(t, field, row))
			return false;
		t->cells[row] = mapped(f->adapt, t->cells[row]);
	}
	return true;
}

/* --- numbers --- */

const char *typing_number(struct typing *t, const struct typing_field *f, uint32_t row, int64_t *value)
{
	static const char *const messages[] = { [NOTATION_EMPTY] = N_("is empty; fill it in"),
		[NOTATION_SYNTAX] = N_("is no number; digits, one point and commas between groups of three"),
		[NOTATION_SCALE] = N_("has more digits behind the point than this field keeps; nothing is rounded"),
		[NOTATION_RANGE] = N_("is too large; it must fit in 64 bits"),
		[NOTATION_EXPONENT] = N_("is written with an exponent; format the column as a number with all digits"),
		[NOTATION_MARKS] = N_("can be read in more than one way; say by decimal and grouping what its marks mean"),
		[NOTATION_UNIT] = N_("has a unit of another kind than the field"),
		[NOTATION_FINE] = N_("has digits that this field cannot keep in its unit; nothing is rounded") };
	struct notation notation = f->adapt->notation;
	typing_notation(t, f, row, &notation);
	enum notation_fault fault = notation_parse(typing_plain(t, t->cells[row]), f->field->scale, &notation, value);
	return fault == NOTATION_OK ? NULL : _(messages[fault]);
}

/* --- regions --- */

static const char *list_candidates(const struct typing *t, const struct region_reading *reading)
{
	const char *list = "";
	for (size_t i = 0; list && i < reading->candidates_count; i++) {
		const struct region *row = &t->regions->rows[reading->candidates[i]];
		list = arena_printf(t->arena, "%s%s%s %s", list, i ? ", " : "", row->name, row->code);
	}
	return list;
}

static const char *region_message(const struct typing *t, struct text cell, const struct region_reading *reading)
{
	const char *list = list_candidates(t, reading), *message = NULL;
	if (typing_scientific(cell))
		return _("a spreadsheet made a number of this code; format the column as text");
	if (!list)
		return NULL;
	if (reading->several && reading->candidates_more)
		message = arena_printf(t->arena, _("may be one of several regions: %s, and %zu more; write the code"), list,
			reading->candidates_more);
	else if (reading->several && reading->candidates_count)
		message = arena_printf(t->arena, _("may be one of several regions: %s; write the code"), list);
	else if (reading->several)
		message = _("is the name of several regions; write the code");
	else if (reading->candidates_count)
		message = arena_printf(t->arena, _("is no code or name of the table of regions; near: %s"), list);
	else
		message = _("is no code or name of the table of regions");
	return message;
}

static size_t memo_slot(const struct region_memo *memo, struct text cell)
{
	size_t slot = (size_t)hash_bytes(cell.at, cell.len, 0) & (memo->slots_count - 1);
	while (memo->slots[slot] && !text_equal(memo->rows[memo->slots[slot] - 1].cell, cell))
		slot = (slot + 1) & (memo->slots_count - 1);
	return slot;
}

static struct region_memo *make_memo(struct typing *t)
{
	struct region_memo *memo = arena_alloc(t->arena, sizeof(*memo));
	if (!memo || !region_spellings_build(t->regions, t->schema->scope, t->arena, &t->spellings))
		return NULL;
	memo->slots_count = 2 * MEMO_ROWS_MAX;
	memo->slots = memory_alloc(memo->slots_count, sizeof(*memo->slots));
	return memo->slots ? t->memo = memo : NULL;
}

static void remember(struct typing *t, struct text cell, size_t slot, const struct region_memo_row *row)
{
	struct region_memo *memo = t->memo;
	const char *copy = memo->count < MEMO_ROWS_MAX ? arena_copy(t->arena, cell) : NULL;
	if (!copy || !memory_grow(&memo->rows, &memo->capacity, memo->count + 1, sizeof(*memo->rows)))
		return; /* it is read anew next time */
	memo->rows[memo->count] = *row;
	memo->rows[memo->count].cell = (struct text){ copy, cell.len };
	memo->slots[slot] = (uint32_t)++memo->count;
}

static struct region_memo_row read_region(struct typing *t, struct text cell)
{
	struct region_memo_row row = { .region = region_find(t->regions, typing_plain(t, cell)) };
	if (row.region != REGION_NONE)
		return row;
	struct region_reading reading;
	region_read(&t->spellings, cell, &reading);
	row.region = reading.region;
	row.by_date = reading.by_date;
	if (row.region == REGION_NONE)
		row.message = region_message(t, cell, &reading);
	return row;
}

int typing_region(struct typing *t, uint32_t field, uint32_t row, const char **message)
{
	struct text cell = t->cells[row];
	if (!t->memo && !make_memo(t)) {
		*message = _("out of memory");
		return REGION_NONE;
	}
	struct region_memo_row read;
	size_t slot = memo_slot(t->memo, cell);
	if (t->memo->slots[slot]) {
		read = t->memo->rows[t->memo->slots[slot] - 1];
	} else {
		read = read_region(t, cell);
		if (read.region != REGION_NONE || read.message)
			remember(t, cell, slot, &read);
	}
	t->fields[field].by_date[row / 64] |= (uint64_t)read.by_date << (row % 64);
	*message = read.message ? read.message : _("is no code or name of the table of regions");
	return read.region;
}

void typing_done(struct typing *t)
{
	if (t->memo) {
		memory_free(t->memo->rows);
		memory_free(t->memo->slots);
	}
	memory_free(t->folded);
}
