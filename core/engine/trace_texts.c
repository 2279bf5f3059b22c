/* Engine: records of a trace as texts. Knows types and which fields a plan reads; judges nothing. */
#include <string.h>

#include "engine/trace_inner.h"
#include "engine/value_text.h"

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
	if (cell->any_period)
		memset(marks, 1, schema->fields_count);
	mark_plan(marks, cell->plan);
	for (uint32_t k = 0; k < schema->keys_count && !cell->any_period; k++) {
		fields[(*count)++] = &schema->fields[schema->keys[k]];
		marks[schema->keys[k]] = 0;
	}
	for (uint32_t f = 0; f < schema->fields_count; f++)
		if (marks[f])
			fields[(*count)++] = &schema->fields[f];
	return fields;
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
		bool hides = !trace->open && field->flags & TALLY_PRIVATE;
		shown[i] = hides ? "***" : value_shown(field, regions, column, row, arena);
		plain[i] = hides ? "***" : value_plain(field, regions, column, row, arena);
		if (!shown[i] || !plain[i])
			return false;
	}
	out->shown = shown;
	out->plain = plain;
	return true;
}
