/* Engine: what typing needs of more than one cell: spellings of codes, regions on the date of the record, totals that were passed over. */
#include "engine/typing.h"

#include <string.h>

#include "base/hash.h"

static void check_region(struct typing *t, uint32_t field, uint32_t row, int32_t day, bool dated)
{
	int region = (int)t->fields[field].values.places[row];
	if (dated && (t->fields[field].by_date[row / 64] >> (row % 64) & 1)) {
		region = region_on(t->regions, t->schema->scope, region, day);
		t->fields[field].values.places[row] = (uint32_t)region;
	}
	const struct region *r = &t->regions->rows[region];
	char from[11], to[11], message[256];
	bool inside = region_within(t->regions, region, t->schema->scope);
	if (!inside) {
		snprintf(message, sizeof(message), _("lies outside %s, for which the register is declared"),
			t->regions->rows[t->schema->scope].name);
		typing_fault(t, field, row, "scope", false, message);
	} else if (dated && !region_valid(t->regions, region, day)) {
		date_print(r->first_day, from);
		date_print(r->last_day, to);
		snprintf(message, sizeof(message), _("is not valid on the date of the record; %s exists from %s to %s"),
			r->name, r->first_day == DATE_MIN ? _("the beginning") : from, r->last_day == DATE_MAX ? _("now") : to);
		typing_fault(t, field, row, "region", false, message);
	} else {
		return;
	}
	t->fields[field].values.places[row] = 0; /* it counts for nothing, and is part of no key */
	t->fields[field].present[row / 64] &= ~(1ULL << (row % 64));
}

void typing_places(struct typing *t)
{
	bool has_date = t->schema->date != FIELD_NONE;
	const struct typing_field *date = has_date ? &t->fields[t->schema->date] : NULL;
	bool is_period = has_date && date->field->type == TALLY_PERIOD;
	for (uint32_t i = 0; i < t->schema->fields_count; i++) {
		const struct typing_field *f = &t->fields[i];
		if (f->field->type != TALLY_REGION)
			continue;
		for (uint32_t row = 0; row < t->batch->raw->rows; row++) {
			if (!(f->present[row / 64] >> (row % 64) & 1))
				continue;
			bool dated = has_date && date->present[row / 64] >> (row % 64) & 1;
			int32_t day = dated ? date->values.days[row] : 0;
			check_region(t, i, row, dated && is_period ? period_last_day(day) : day, dated);
		}
	}
}

void typing_total(struct typing *t, uint32_t field, uint32_t row)
{
	struct typing_field *f = &t->fields[field];
	bool part = text_starts(text_trim(t->batch->raw->cells[row * t->batch->raw->width]), "小计");
	wide sum = part ? f->subtotal : f->sum;
	int64_t said;
	char is[WIDE_TEXT_BYTES], message[256];
	if (typing_spoiled(t, f, row)) {
		reader_issue(t->reader, t->batch, row, (int)field, "total", TALLY_WARNING,
			_("a total that was passed over cannot be compared: its formula was never calculated, or holds an "
			  "error; "
			  "open the file, let it calculate and save it"));
	} else if (t->cells[row].len && !typing_number(t, f, row, &said) && said != sum) {
		wide_print(sum, f->field->scale, is);
		snprintf(message, sizeof(message),
			_("a total that was passed over does not agree: the rows above it add up to %s"), is);
		reader_issue(t->reader, t->batch, row, (int)field, "total", TALLY_WARNING, message);
	}
	f->subtotal = 0;
}

size_t typing_code_slot(const struct typing_field *f, struct text cell)
{
	size_t slot = hash_bytes(cell.at, cell.len, 0) & (f->code_slots_count - 1);
	while (f->code_slots[slot] && !text_equal(f->code_texts[f->code_slots[slot] - 1], cell))
		slot = (slot + 1) & (f->code_slots_count - 1);
	return slot;
}

int typing_code(const struct typing_field *f, struct text cell)
{
	uint32_t found = f->code_slots[typing_code_slot(f, cell)];
	return found ? (int)f->code_places[found - 1] : schema_code(f->field, cell);
}

static bool put_spelling(struct typing_field *f, size_t *used, struct text text, uint32_t place)
{
	if (text.len == 0)
		return true;
	size_t slot = typing_code_slot(f, text);
	if (f->code_slots[slot])
		return true; /* the first spelling wins */
	f->code_texts[*used] = text;
	f->code_places[*used] = place;
	f->code_slots[slot] = (uint32_t)++ * used;
	return true;
}

static size_t count_spellings(const struct schema_field *field)
{
	size_t count = 0;
	for (uint32_t i = 0; i < field->codes_count; i++) {
		count += 3;
		for (const char *at = field->codes[i].alias; *at; at++)
			count += *at == '|';
		count++;
	}
	return count;
}

static const char *no_code_message(const struct schema_field *field, struct arena *arena)
{
	enum { CODES_TOLD = 12 };
	const char *list = "";
	for (uint32_t i = 0; list && i < field->codes_count && i < CODES_TOLD; i++)
		list = arena_printf(arena, "%s%s%s", list, i ? ", " : "",
			field->codes[i].title[0] ? field->codes[i].title : field->codes[i].name);
	if (!list)
		return NULL;
	if (field->codes_count > CODES_TOLD)
		return arena_printf(arena, _("is none of the codes of this field; allowed: %s, and %u more"), list,
			field->codes_count - CODES_TOLD);
	return arena_printf(arena, _("is none of the codes of this field; allowed: %s"), list);
}

bool typing_codes(struct typing_field *f, struct arena *arena)
{
	size_t count = count_spellings(f->field), used = 0;
	f->code_slots_count = 16;
	while (f->code_slots_count < count * 2)
		f->code_slots_count *= 2;
	f->code_slots = arena_array(arena, f->code_slots_count, sizeof(*f->code_slots));
	f->code_texts = arena_array(arena, count + 1, sizeof(*f->code_texts));
	f->code_places = arena_array(arena, count + 1, sizeof(*f->code_places));
	f->no_code = no_code_message(f->field, arena);
	if (!f->code_slots || !f->code_texts || !f->code_places || !f->no_code)
		return false;
	for (uint32_t i = 0; i < f->field->codes_count; i++) {
		const struct schema_code *code = &f->field->codes[i];
		struct text rest = text_of(code->alias), part;
		put_spelling(f, &used, text_of(code->name), i);
		put_spelling(f, &used, text_of(code->title), i);
		put_spelling(f, &used, text_of(code->title_en), i);
		while (text_next(&rest, '|', &part))
			put_spelling(f, &used, part, i);
	}
	return true;
}
