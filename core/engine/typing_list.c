/* Engine: cells that hold several codes: "a; b" into the places of the codes, ascending, each once. Knows one field at a time. */
#include "engine/typing.h"

#include <stdio.h>
#include <string.h>

static void unknown(struct typing *t, uint32_t field, uint32_t row, struct text part)
{
	char message[1024];
	if (t->fields[field].field->flags & TALLY_PRIVATE)
		part = TEXT("***");
	snprintf(message, sizeof(message), _("'%.*s' %s"), (int)(part.len < 80 ? part.len : 80), part.at,
		t->fields[field].no_code);
	typing_fault(t, field, row, "code", true, message);
}

/* Puts the code among the `count` ones of its row; the new count. */
static size_t put_code(uint32_t *codes, size_t count, uint32_t code)
{
	size_t at = count;
	while (at > 0 && codes[at - 1] > code)
		at--;
	if (at > 0 && codes[at - 1] == code)
		return count;
	memmove(codes + at + 1, codes + at, (count - at) * sizeof(*codes));
	codes[at] = code;
	return count + 1;
}

/* What is none of the codes is told and left out; the others of the cell stay. */
static bool take_cell(struct typing *t, uint32_t field, uint32_t row, size_t used, size_t *count)
{
	struct typing_field *f = &t->fields[field];
	struct text rest = t->cells[row], part;
	while (schema_list_next(f->field, &rest, &part)) {
		int code = part.len ? typing_code(f, part) : -1;
		if (!memory_grow(&f->pool, &f->pool_capacity, used + *count + 1, sizeof(*f->pool)))
			return false;
		if (code >= 0)
			*count = put_code(f->pool + used, *count, (uint32_t)code);
		else if (part.len)
			unknown(t, field, row, part);
	}
	return true;
}

/* Where the codes of each row stand: only now, since the pool moved while it grew. */
static void point_rows(struct typing_field *f, size_t rows)
{
	const uint32_t *at = f->pool;
	for (size_t row = 0; row < rows; row++) {
		struct tally_codes *codes = &f->values.lists[row];
		if (codes->count == 0)
			continue;
		codes->at = at;
		at += codes->count;
	}
}

bool typing_list(struct typing *t, uint32_t field)
{
	struct typing_field *f = &t->fields[field];
	size_t used = 0;
	for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
		size_t count = 0;
		if (!typing_row_read(t, row))
			continue;
		if (t->cells[row].len == 0) {
			typing_missing(t, field, row);
			continue;
		}
		if (!take_cell(t, field, row, used, &count))
			return false;
		f->values.lists[row].count = count;
		used += count;
		if (count)
			f->present[row / 64] |= 1ULL << (row % 64);
	}
	point_rows(f, t->batch->raw->rows);
	return true;
}
