/* Area: the catalog's measures: what is counted, summed, averaged or divided, and the scale that this gives. Knows fields and units; what a measure keeps is
 * model/measure.h's. */
#include <stdlib.h>
#include <string.h>

#include "area/catalog_inner.h"
#include "model/unit.h"

enum need { NEVER, MAYBE, ALWAYS };

enum {
	NUMBERS = 1u << TALLY_INTEGER | 1u << TALLY_DECIMAL,
	ENTITIES = 1u << TALLY_TEXT | 1u << TALLY_CODE | 1u << TALLY_INTEGER | 1u << TALLY_REGION
};

static const struct {
	enum need of, over, share;
	unsigned types; /* of the field `of` */
	const char *wanted;
} takings[] = {
	[TALLY_COUNT] = { NEVER, NEVER, NEVER, 0, "" },
	[TALLY_DISTINCT] = { ALWAYS, NEVER, NEVER, ENTITIES,
		N_("a text, code, integer or region; distinct tells entities apart by such a field") },
	[TALLY_SUM] = { ALWAYS, NEVER, NEVER, NUMBERS, N_("a number; sum adds an integer or a decimal") },
	[TALLY_MIN] = { ALWAYS, NEVER, NEVER, NUMBERS, N_("a number; min compares integers or decimals") },
	[TALLY_MAX] = { ALWAYS, NEVER, NEVER, NUMBERS, N_("a number; max compares integers or decimals") },
	[TALLY_MEAN] = { ALWAYS, NEVER, NEVER, NUMBERS, N_("a number; mean adds an integer or a decimal") },
	[TALLY_RATIO] = { ALWAYS, ALWAYS, NEVER, NUMBERS, N_("a number; ratio adds an integer or a decimal") },
	[TALLY_SHARE] = { MAYBE, NEVER, ALWAYS, NUMBERS, N_("a number; a share adds an integer or a decimal") },
};

static void fault(struct making *m, const char *word, const char *what)
{
	building_fault(m->b, "indicator", m->name, word, "%s", what);
}

/* What is said though the measure has no use for it, and what is not said though it needs it. */
static void check_said(struct making *m, const struct plan *plan)
{
	enum tally_measure measure = plan->measure;
	bool of = making_said(m, m->row->of)[0], over = making_said(m, m->row->over)[0],
	     share = making_said(m, m->row->share)[0];
	if (of && takings[measure].of == NEVER)
		fault(m, "of", _("count takes no field; use measure = distinct or sum"));
	if (!of && takings[measure].of == ALWAYS)
		building_fault(
			m->b, "indicator", m->name, "of", _("not said; measure = %s needs of = FIELD"), plan_form(plan)->name);
	if (over && takings[measure].over == NEVER)
		fault(m, "over", _("it divides the sum of `of`; write measure = ratio, or leave it out"));
	if (!over && takings[measure].over == ALWAYS)
		fault(m, "over", _("not said; a ratio divides the sum of `of` by that of another field: over = FIELD"));
	if (share && takings[measure].share == NEVER)
		fault(m, "share",
			_("it is the condition of a share; write measure = share, or where = ... to count such records only"));
	if (!share && takings[measure].share == ALWAYS)
		fault(m, "share", _("not said; a share needs the condition that its part meets: share = CONDITION"));
}

/* An entity has one name. */
static void check_entity(struct making *m, const struct plan *plan)
{
	if (plan->of != FIELD_NONE && schema_lists(&m->schema->fields[plan->of]))
		building_fault(m->b, "indicator", m->name, "of",
			_("field '%s' may hold several codes, which tell no entity; break down by it instead"),
			m->schema->fields[plan->of].name);
}

static bool in_breakdown(const struct breakdown *by, uint32_t field)
{
	for (uint32_t f = 0; f < by->fields_count; f++)
		if (by->fields[f] == field)
			return true;
	return false;
}

/* A condition on nothing but the fields of a breakdown holds for all of a part or for none of it; only groups of codes would be more. */
static bool check_parts(struct making *m, const struct plan *plan)
{
	unsigned char *used = arena_array(m->b->arena, m->schema->fields_count + 1, 1);
	if (!used)
		return false;
	condition_fields(plan->share, used);
	for (uint32_t b = 0; b < plan->by_count; b++) {
		bool settled = plan->by[b].groups_count == 0 && !plan->by[b].listed;
		for (uint32_t f = 0; f < m->schema->fields_count; f++)
			settled = settled && (!used[f] || in_breakdown(&plan->by[b], f));
		if (settled)
			building_fault(m->b, "indicator", m->name, "by",
				_("every part by '%s' meets '%s' as a whole or not at all, so its share says nothing; leave it "
				  "out"),
				plan->by[b].by, plan->share->source);
	}
	return true;
}

/* --- the scale --- */

static int scale_of(const struct making *m, int field)
{
	return field == FIELD_NONE ? 0 : m->schema->fields[field].scale;
}

/* The unit of a quotient of two fields; false when one of them does not say its unit. */
static bool quotient_unit(const struct making *m, const struct plan *plan, struct unit *unit)
{
	const char *above = m->schema->fields[plan->of].unit, *below = m->schema->fields[plan->over].unit;
	if (!above[0] || !below[0])
		return false;
	char *text = arena_printf(m->b->arena, "%s/%s", above, below);
	m->b->memory |= !text;
	unit_parse(text_of(text ? text : ""), unit);
	return text != NULL;
}

static bool is_ratio(const struct unit *unit)
{
	struct unit plain;
	unit_parse(text_of(""), &plain);
	return unit_same_dimension(unit, &plain);
}

/* The power of ten between the fields' quotient and the unit of the indicator: 2 for a quotient of like things printed in %. */
static int ratio_shift(struct making *m, const struct plan *plan)
{
	struct unit own, fields;
	unit_parse(text_of(m->out->unit), &own);
	if (plan->of == FIELD_NONE || plan->over == FIELD_NONE)
		return 0;
	bool known = quotient_unit(m, plan, &fields);
	if (known && unit_same_dimension(&fields, &own))
		return unit_shift(&fields, &own);
	if (known && m->out->unit[0] && is_ratio(&own))
		building_fault(m->b, "indicator", m->name, "unit",
			_("'%s' is a unit of like things, but '%s' is in %s and '%s' in %s"), m->out->unit,
			m->schema->fields[plan->of].name, m->schema->fields[plan->of].unit, m->schema->fields[plan->over].name,
			m->schema->fields[plan->over].unit);
	return is_ratio(&own) ? -own.power : 0;
}

static int share_shift(struct making *m)
{
	struct unit own;
	unit_parse(text_of(m->out->unit), &own);
	if (!is_ratio(&own))
		building_fault(m->b, "indicator", m->name, "unit",
			_("'%s' is no unit of a share; write %%, ‰, 倍, or leave it out"), m->out->unit);
	return -own.power;
}

/* A sum, mean, least or greatest value stands in the unit of its field: a printed 亿元 over 万元 would be wrong by ten thousand. */
static void check_unit(struct making *m, const struct plan *plan)
{
	struct unit own, field;
	const char *said = plan->of == FIELD_NONE ? "" : m->schema->fields[plan->of].unit;
	if (!said[0] || !m->out->unit[0])
		return;
	unit_parse(text_of(m->out->unit), &own);
	unit_parse(text_of(said), &field);
	if (unit_same_dimension(&own, &field) && unit_shift(&own, &field) != 0)
		building_fault(m->b, "indicator", m->name, "unit",
			_("'%s' is in %s, so its %s is no number of %s; write unit = %s"), m->schema->fields[plan->of].name,
			said, plan_form(plan)->name, m->out->unit, said);
}

static void settle_scale(struct making *m, struct plan *plan)
{
	if (plan->measure == TALLY_DISTINCT)
		return;
	plan->scale = plan->measure == TALLY_SHARE ? 0 : scale_of(m, plan->of);
	if (plan->measure == TALLY_RATIO)
		plan->scale -= scale_of(m, plan->over) + ratio_shift(m, plan);
	else if (plan->measure == TALLY_SHARE)
		plan->scale -= share_shift(m);
	else
		check_unit(m, plan);
	if (abs(plan->scale) > VALUE_SCALE_MOST)
		building_fault(m->b, "indicator", m->name, "unit", _("'%s' lies more than %d powers of ten from its fields"),
			m->out->unit, VALUE_SCALE_MOST);
}

/* The least and the greatest value are those of one record, whoever it speaks of. */
static void check_private(struct making *m, const struct plan *plan)
{
	if (plan->of != FIELD_NONE && plan_form(plan)->combine != COMBINE_ADD &&
		m->schema->fields[plan->of].flags & TALLY_PRIVATE)
		building_fault(m->b, "indicator", m->name, "of",
			_("field '%s' is private, and %s would print what one record says; use mean or sum"),
			m->schema->fields[plan->of].name, plan_form(plan)->name);
}

bool build_measure(struct making *m, struct plan *plan)
{
	plan->measure = m->row->measure ? (enum tally_measure)m->row->measure : TALLY_COUNT;
	check_said(m, plan);
	if (takings[plan->measure].of != NEVER)
		plan->of = making_field(m, m->row->of, "of", takings[plan->measure].types, _(takings[plan->measure].wanted));
	check_entity(m, plan);
	if (takings[plan->measure].over != NEVER)
		plan->over = making_field(m, m->row->over, "over", NUMBERS, _("a number; ratio adds an integer or a decimal"));
	if (takings[plan->measure].share != NEVER && !making_condition(m, m->row->share, "share", &plan->share))
		return false;
	check_private(m, plan);
	settle_scale(m, plan);
	return !plan->share || check_parts(m, plan);
}

int measure_decimals(const struct plan *plan, const struct schema *schema)
{
	return plan->of == FIELD_NONE || plan->measure == TALLY_RATIO || plan->measure == TALLY_SHARE
		? 0
		: schema->fields[plan->of].scale;
}
