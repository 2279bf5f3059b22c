/* Engine: the values that a dry run would change, in words. Knows the ids that were put; writes nothing. */
#include "engine/publish.h"

static int find_indicator(const struct publishing *p, uint32_t cube, int slot)
{
	for (size_t i = 0; i < p->run->catalog.indicators_count; i++)
		if (p->cubes[i] == cube && p->slots[i] == slot && p->run->catalog.indicators[i].kind != FROM_GIVEN)
			return (int)i;
	return -1;
}

static const char *find_region(const struct publishing *p, uint32_t id)
{
	for (size_t i = 0; i < p->run->workspace.regions.count; i++)
		if (p->region_ids[i] == id)
			return p->run->workspace.regions.rows[i].code;
	return "";
}

static const char *find_breakdown(const struct publishing *p, uint32_t id)
{
	for (size_t i = 0; i < p->run->catalog.breakdowns_count; i++)
		if (p->breakdown_ids[i] == id)
			return p->run->catalog.breakdowns[i];
	return "";
}

static const char *show(const struct publishing *p, const struct catalog_indicator *about, bool there, const int64_t *columns)
{
	struct value value = value_number(columns[0], about->plan.scale);
	char out[VALUE_TEXT_BYTES];
	if (!there)
		return "";
	if (about->kind == FROM_FORMULA && !about->formula->parts)
		value = (struct value){ .kind = VALUE_DECIMAL, .a = columns[0], .b = columns[1] };
	else if (about->kind == FROM_FORMULA || plan_form(&about->plan)->kind == VALUE_PARTS)
		value = value_parts(columns[0], columns[1], about->plan.scale);
	if (value.kind == VALUE_NONE)
		return reason_text(value.reason);
	value_print_exact(&value, out);
	if (about->kind == FROM_REGISTER && plan_moves(&about->plan))
		return arena_printf(
			p->run->arena, _("%s (%lld in, %lld out)"), out, (long long)columns[1], (long long)columns[2]);
	return arena_copy(p->run->arena, text_of(out));
}

bool publish_changed(struct publishing *p, struct tally_error *error)
{
	enum { REGION_AT = KEY_PERIOD_BITS + KEY_BREAKDOWN_BITS, CUBE_AT = REGION_AT + KEY_REGION_BITS };
	size_t count;
	const struct store_changed *rows = store_changed(p->writer, &count);
	struct changed_value *out = arena_array(p->run->arena, count + 1, sizeof(*out));
	if (!out)
		return error_memory(error);
	for (size_t i = 0; i < count; i++) {
		uint64_t key = (uint64_t)rows[i].key;
		int indicator = find_indicator(p, (uint32_t)(key >> CUBE_AT), rows[i].slot);
		char when[PERIOD_TEXT_BYTES];
		period_print((period)(key >> KEY_BREAKDOWN_BITS & ((1u << KEY_PERIOD_BITS) - 1)), when);
		if (indicator < 0)
			continue; /* of an indicator that is no longer declared */
		const struct catalog_indicator *about = &p->run->catalog.indicators[indicator];
		out[p->run->report.changed_count++] = (struct changed_value){ about->id,
			find_region(p, (uint32_t)(key >> REGION_AT & ((1u << KEY_REGION_BITS) - 1))),
			arena_copy(p->run->arena, text_of(when)),
			find_breakdown(p, (uint32_t)(key & ((1u << KEY_BREAKDOWN_BITS) - 1))),
			show(p, about, rows[i].was, rows[i].before), show(p, about, rows[i].is, rows[i].after) };
	}
	p->run->report.changed = out;
	return true;
}
