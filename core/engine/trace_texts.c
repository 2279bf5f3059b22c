/* Engine: records of a trace as texts. Knows types and which fields a plan reads; judges nothing. */
#include "engine/trace_inner.h"

static void mark(unsigned char *marks, int field)
{
	if (field != FIELD_NONE)
		marks[field] = 1;
}

static void mark_plan(unsigned char *marks, const struct plan *plan)
{
	mark(marks, plan->when);
	mark(marks, plan->until);
	mark(marks, plan->ended);
	mark(marks, plan->region);
	mark(marks, plan->of);
	mark(marks, plan->over);
	for (uint32_t b = 0; b < plan->by_count; b++)
		for (uint32_t f = 0; f < plan->by[b].fields_count; f++)
			marks[plan->by[b].fields[f]] = 1;
	if (plan->where)
		condition_fields(plan->where, marks);
	if (plan->share)
		condition_fields(plan->share, marks);
}

const struct schema_field **trace_fields(
	const struct traced_cell *cell, const struct schema *schema, struct arena *arena, size_t *count)
{
	unsigned char *marks = arena_array(arena, schema->fields_count + 1, sizeof(*marks));
	const struct schema_field **fields = arena_array(arena, schema->fields_count + 1, sizeof(*fields));
	*count = 0;
	if (!marks || !fields)
		return NULL;
	mark_plan(marks, cell->plan);
	for (uint32_t k = 0; k < schema->keys_count; k++) {
		fields[(*count)++] = &schema->fields[schema->keys[k]];
		marks[schema->keys[k]] = 0;
	}
	for (uint32_t f = 0; f < schema->fields_count; f++)
		if (marks[f])
			fields[(*count)++] = &schema->fields[f];
	return fields;
}

struct texts {
	const char *shown, *plain;
};

static struct texts both(const char *text)
{
	return (struct texts){ text, text };
}

static struct texts text_of_value(const struct schema_field *field, const struct region_tree *regions,
	const struct tally_column *column, uint32_t row, struct arena *arena)
{
	char out[WIDE_TEXT_BYTES];
	if (column->type == TALLY_CODES) {
		struct tally_codes codes = tally_codes_at(column, row);
		const char *plain = schema_list_text(field, codes, false, arena);
		return (struct texts){ plain ? schema_list_text(field, codes, true, arena) : NULL, plain };
	}
	switch (field->type) {
	case TALLY_TEXT:
		return both(arena_copy(arena, (struct text){ tally_text(column, row).at, tally_text(column, row).bytes }));
	case TALLY_CODE: {
		const struct schema_code *code = &field->codes[tally_code_at(column, row)];
		return (struct texts){ code->title[0] ? code->title : code->name, code->name };
	}
	case TALLY_REGION: {
		const struct region *region = &regions->rows[tally_code_at(column, row)];
		return (struct texts){ region->name, region->code };
	}
	case TALLY_DATE:
		date_print(tally_days(column, row), out);
		break;
	case TALLY_PERIOD:
		period_print(tally_days(column, row), out);
		break;
	default:
		wide_print(tally_integer(column, row), field->scale, out);
	}
	return both(arena_copy(arena, text_of(out)));
}

bool trace_texts(const struct trace *trace, const struct schema *schema, const struct region_tree *regions,
	const struct tally_batch *batch, uint32_t row, struct arena *arena, struct trace_row *out)
{
	const char **shown = arena_array(arena, trace->fields_count + 1, sizeof(*shown));
	const char **plain = arena_array(arena, trace->fields_count + 1, sizeof(*plain));
	if (!shown || !plain)
		return false;
	for (size_t i = 0; i < trace->fields_count; i++) {
		const struct schema_field *field = trace->fields[i];
		const struct tally_column *column = &batch->columns[field - schema->fields];
		if (!tally_has(column, row))
			continue;
		struct texts texts = both("***");
		if (!(field->flags & TALLY_PRIVATE))
			texts = text_of_value(field, regions, column, row, arena);
		if (!texts.shown)
			return false;
		shown[i] = texts.shown;
		plain[i] = texts.plain;
	}
	out->shown = shown;
	out->plain = plain;
	return true;
}
