/* Engine: plans as SQL for SQLite, and in words. Knows plans; runs nothing. */
#include "engine/sql.h"

#include <string.h>

/* Text that grows in an arena; a failed allocation leaves `text` NULL. */
struct writing {
	struct arena *arena;
	const struct catalog *catalog;
	const struct schema *schema;
	const char *text;
};

static void put(struct writing *w, const char *format, ...) PRINTF_LIKE(2, 3);
static void put(struct writing *w, const char *format, ...)
{
	va_list rest;
	va_start(rest, format);
	const char *more = arena_vprintf(w->arena, format, rest);
	va_end(rest);
	w->text = w->text && more ? arena_printf(w->arena, "%s%s", w->text, more) : NULL;
}

static void put_quoted(struct writing *w, struct text text)
{
	put(w, "'");
	for (size_t i = 0; i < text.len; i++)
		put(w, text.at[i] == '\'' ? "''" : "%c", text.at[i]);
	put(w, "'");
}

static const char *field_name(const struct writing *w, int field)
{
	return w->schema->fields[field].name;
}

/* A number of a field's own units as it stands in the table. */
static void put_value(struct writing *w, int field, int64_t number)
{
	const struct schema_field *f = &w->schema->fields[field];
	char out[PERIOD_TEXT_BYTES];
	switch (f->type) {
	case TALLY_CODE:
		put(w, "'%s'", f->codes[number].name);
		break;
	case TALLY_DATE:
		date_print((int32_t)number, out);
		put(w, "'%s'", out);
		break;
	case TALLY_REGION:
		put(w, "'%s'", w->catalog->workspace->regions.rows[number].code);
		break;
	default:
		put(w, "%lld", (long long)number);
	}
}

/* The day of 29 February comes on 28 February where the year has no other. */
static void put_years(struct writing *w, const char *a, const char *b)
{
	put(w,
		"(CASE WHEN r.\"%s\" >= r.\"%s\" THEN 1 ELSE -1 END * (substr(max(r.\"%s\", r.\"%s\"), 1, 4) - "
		"substr(min(r.\"%s\", r.\"%s\"), 1, 4)"
		" - (substr(max(r.\"%s\", r.\"%s\"), 6) < substr(min(r.\"%s\", r.\"%s\"), 6)"
		" AND NOT (substr(min(r.\"%s\", r.\"%s\"), 6) = '02-29' AND substr(date(max(r.\"%s\", r.\"%s\"), '+1 day'), 6) "
		"= '03-01'))))",
		b, a, a, b, a, b, a, b, a, b, a, b, a, b);
}

static const char *const operators[] = { [CONDITION_EQ] = "=",
	[CONDITION_NE] = "<>",
	[CONDITION_LT] = "<",
	[CONDITION_LE] = "<=",
	[CONDITION_GT] = ">",
	[CONDITION_GE] = ">=" };

/* Whether one of the codes of a list field is the one, or one of those, that are asked for; null where it has none. */
static void put_codes_test(struct writing *w, const struct condition_node *node)
{
	const struct schema_field *field = &w->schema->fields[node->field];
	const int64_t *codes = node->op == CONDITION_IN ? node->list : &node->number;
	uint32_t count = node->op == CONDITION_IN ? node->list_count : 1;
	for (uint32_t i = 0; i < count; i++)
		put(w, "%sinstr(r.\"%s\", ';%s;') > 0", i ? " OR " : "", field->name, field->codes[codes[i]].name);
}

static void put_list(struct writing *w, const struct condition_node *node)
{
	bool region = w->schema->fields[node->field].type == TALLY_REGION;
	put(w, region ? "r.\"%s\" IN (SELECT region FROM within WHERE ancestor IN (" : "r.\"%s\" IN (",
		field_name(w, node->field));
	for (uint32_t i = 0; i < node->list_count; i++) {
		put(w, i ? ", " : "%s", "");
		if (node->texts)
			put_quoted(w, node->texts[i]);
		else
			put_value(w, node->field, node->list[i]);
	}
	put(w, region ? "))" : ")");
}

static void put_powers(struct writing *w, int power)
{
	for (; power > 0; power--)
		put(w, " * 10");
}

/* The value on the date of the record; of the regions that hold it the one farthest from the top. */
static void put_param(struct writing *w, const struct condition *condition, const struct parameter *parameter)
{
	const char *scope = w->catalog->workspace->regions.rows[w->schema->scope].code;
	put(w,
		"(SELECT v.value FROM parameter v WHERE v.area = '%s' AND v.name = '%s' AND r.\"%s\" BETWEEN v.first_day AND "
		"v.last_day AND (v.region IS NULL OR ",
		parameter->area, parameter->name, field_name(w, condition->date));
	if (condition->region == FIELD_NONE)
		put(w, "'%s'", scope);
	else
		put(w, "coalesce(r.\"%s\", '%s')", field_name(w, condition->region), scope);
	put(w,
		" IN (SELECT region FROM within WHERE ancestor = v.region)) ORDER BY (SELECT count(*) FROM within WHERE region "
		"= "
		"v.region) DESC LIMIT 1)");
}

static void put_comparison(struct writing *w, const struct condition *condition, const struct condition_node *node)
{
	const char *name = field_name(w, node->field), *operator= operators[node->op];
	if (node->years)
		put_years(w, name, field_name(w, node->other));
	else if (node->kind == RIGHT_PARAM)
		put(w, "r.\"%s\"", name);
	if (node->kind == RIGHT_PARAM) {
		put_powers(w, node->scale_shift);
		put(w, " %s ", operator);
		put_param(w, condition, node->parameter);
		put_powers(w, -node->scale_shift);
	} else if (node->years) {
		put(w, " %s %lld", operator,(long long) node->number);
	} else if (node->kind == RIGHT_FIELD) {
		put(w, "r.\"%s\"", name);
		put_powers(w, node->scale_shift);
		put(w, " %s r.\"%s\"", operator, field_name(w, node->other));
		put_powers(w, -node->scale_shift);
	} else if (node->kind == RIGHT_TEXT) {
		put(w, "r.\"%s\" %s ", name, operator);
		put_quoted(w, node->text);
	} else if (w->schema->fields[node->field].type == TALLY_REGION) {
		put(w, "r.\"%s\" IN (SELECT region FROM within WHERE ancestor = ", name);
		put_value(w, node->field, node->number);
		put(w, ")");
	} else {
		put(w, "r.\"%s\" %s ", name, operator);
		put_value(w, node->field, node->number);
	}
}

/* Comparisons with null are false, not unknown: hence IS TRUE. */
static void put_node(struct writing *w, const struct condition *condition, int n)
{
	const struct condition_node *node = &condition->nodes[n];
	switch (node->op) {
	case CONDITION_AND:
	case CONDITION_OR:
		put(w, "(");
		put_node(w, condition, node->left);
		put(w, node->op == CONDITION_AND ? " AND " : " OR ");
		put_node(w, condition, node->right);
		put(w, ")");
		break;
	case CONDITION_NOT:
		put(w, "NOT (");
		put_node(w, condition, node->left);
		put(w, ")");
		break;
	case CONDITION_NULL:
		put(w, "r.\"%s\" IS NULL", field_name(w, node->field));
		break;
	case CONDITION_IN:
		put(w, "((");
		if (schema_lists(&w->schema->fields[node->field]))
			put_codes_test(w, node);
		else
			put_list(w, node);
		put(w, ") IS TRUE)");
		break;
	default:
		put(w, "((");
		if (schema_lists(&w->schema->fields[node->field]))
			put_codes_test(w, node);
		else
			put_comparison(w, condition, node);
		put(w, ") IS TRUE)");
	}
}

/* --- the plan --- */

/* A period as its number: what it holds lies between its first and its last month. */
static void put_period(struct writing *w, const struct plan *plan)
{
	const char *when = field_name(w, plan->when);
	if (plan->time == TALLY_FLOW)
		put(w, "r.\"%s\" / 16 >= p.id / 16 AND ", when);
	put(w, "r.\"%s\" / 16 + r.\"%s\" %% 16 %s p.id / 16 + p.id %% 16", when, when,
		plan->time == TALLY_SNAPSHOT ? "=" : "<=");
}

static void put_when(struct writing *w, const struct plan *plan)
{
	const char *when = field_name(w, plan->when);
	if (w->schema->fields[plan->when].type == TALLY_PERIOD) {
		put_period(w, plan);
		return;
	}
	if (plan->time == TALLY_SNAPSHOT) {
		put(w, "r.\"%s\" = p.last_day", when);
		return;
	}
	if (plan->time == TALLY_FLOW) {
		put(w, "r.\"%s\" BETWEEN p.first_day AND p.last_day", when);
		return;
	}
	put(w, "r.\"%s\" <= p.last_day", when);
	if (plan->until != FIELD_NONE)
		put(w, " AND (r.\"%s\" IS NULL OR p.last_day <= r.\"%s\")", field_name(w, plan->until),
			field_name(w, plan->until));
	if (plan->ended != FIELD_NONE)
		put(w, " AND (r.\"%s\" IS NULL OR p.last_day < r.\"%s\")", field_name(w, plan->ended),
			field_name(w, plan->ended));
	if (plan->lasts_months) /* 29 February + n years is 28 February: never past the end of the month */
		put(w,
			" AND p.last_day < min(date(r.\"%s\", '+%d months'), date(r.\"%s\", 'start of month', '+%d months', "
			"'-1 day'))",
			when, plan->lasts_months, when, plan->lasts_months + 1);
	if (plan->lasts_days)
		put(w, " AND p.last_day < date(r.\"%s\", '+%d days')", when, plan->lasts_days);
}

static void put_part(struct writing *w, const struct breakdown *by)
{
	for (uint32_t f = 0; f < by->fields_count; f++) {
		const char *name = field_name(w, (int)by->fields[f]);
		put(w, "%s'%s%s=' || coalesce(", f ? " || " : "", f ? "," : "", name);
		put(w, by->listed && by->list_field == by->fields[f] ? "l.code, '')" : "r.\"%s\", '')", name);
	}
}

/* A record once for each code that it has in a list field; once, with null, where it has none. */
static void put_codes(struct writing *w, const struct schema_field *field)
{
	put(w, " LEFT JOIN (");
	for (uint32_t c = 0; c < field->codes_count; c++)
		put(w, c ? " UNION ALL SELECT '%s'" : "SELECT '%s' AS code", field->codes[c].name);
	put(w, ") l ON instr(r.\"%s\", ';' || l.code || ';') > 0", field->name);
}

static void put_members(struct writing *w, const struct schema_field *field, const struct breakdown_group *group)
{
	for (uint32_t m = 0; m < group->count; m++)
		if (schema_lists(field))
			put(w, "%sinstr(r.\"%s\", ';%s;') > 0", m ? " OR " : "", field->name,
				field->codes[group->members[m]].name);
		else if (m == 0)
			put(w, "r.\"%s\" IN ('%s'", field->name, field->codes[group->members[m]].name);
		else
			put(w, ", '%s'", field->codes[group->members[m]].name);
	put(w, schema_lists(field) ? "" : ")");
}

/* Every record with every part it belongs to. */
static void put_parts(struct writing *w, const struct plan *plan)
{
	const char *table = arena_printf(w->arena, "\"%s_%s\"", w->schema->area, w->schema->name);
	put(w, "WITH part(row, breakdown) AS (\n  SELECT row, '' FROM %s", table ? table : "");
	for (uint32_t b = 0; b < plan->by_count; b++) {
		const struct breakdown *by = &plan->by[b];
		put(w, "\n  UNION ALL SELECT r.row, ");
		put_part(w, by);
		put(w, " FROM %s r", table ? table : "");
		if (by->listed)
			put_codes(w, &w->schema->fields[by->list_field]);
		const struct schema_field *field = &w->schema->fields[by->fields[0]];
		for (uint32_t g = 0; g < by->groups_count; g++) {
			put(w, "\n  UNION ALL SELECT r.row, '%s' FROM %s r WHERE ", w->catalog->breakdowns[by->groups[g].text],
				table ? table : "");
			put_members(w, field, &by->groups[g]);
		}
	}
	put(w, ")");
}

/* The key of a list, without its date; a record that has none is like no other. A sum that changed is another identity too. */
static void put_key(struct writing *w, const struct plan *plan)
{
	put(w, "CASE WHEN 0");
	for (uint32_t k = 0; k < plan->keys_count; k++)
		put(w, " OR r.\"%s\" IS NULL", field_name(w, (int)plan->keys[k]));
	put(w, " THEN 'row ' || r.row ELSE ''");
	for (uint32_t k = 0; k < plan->keys_count; k++)
		put(w, " || quote(r.\"%s\") || ','", field_name(w, (int)plan->keys[k]));
	put(w, " END");
	if (plan->of != FIELD_NONE)
		put(w, " || ' ' || r.\"%s\"", field_name(w, plan->of));
}

static void put_identity(struct writing *w, const struct plan *plan)
{
	if (plan->measure == TALLY_DISTINCT)
		put(w, "r.\"%s\"", field_name(w, plan->of));
	else if (plan_recognises(plan))
		put_key(w, plan);
	else
		put(w, "r.row");
	put(w, " AS identity, ");
}

/* The periods of which there is a list. */
static void put_lists(struct writing *w, const struct plan *plan)
{
	if (!plan_recognises(plan))
		return;
	put(w, ", listed AS (\n  SELECT p.id, p.grain, p.number FROM period p WHERE EXISTS (SELECT 1 FROM \"%s_%s\" r WHERE ",
		w->schema->area, w->schema->name);
	put_when(w, plan);
	put(w, "))");
}

/* Who is there, and what one of them is worth: `weight`, and of parts `base`. */
static void put_weights(struct writing *w, const struct plan *plan)
{
	const char *of = plan->of == FIELD_NONE ? NULL : arena_printf(w->arena, "r.\"%s\"", field_name(w, plan->of));
	const char *worth = of && plan->measure != TALLY_DISTINCT ? of : "1";
	put_identity(w, plan);
	if (plan->share) {
		put(w, "CASE WHEN ");
		put_node(w, plan->share, (int)plan->share->count - 1);
		put(w, " THEN %s ELSE 0 END", worth);
	} else {
		put(w, "%s", worth);
	}
	put(w, " AS weight");
	if (plan->over != FIELD_NONE)
		put(w, ", r.\"%s\" AS base", field_name(w, plan->over));
	else if (plan_form(plan)->kind == VALUE_PARTS)
		put(w, ", %s AS base", plan->share ? worth : "1");
}

static void put_there(struct writing *w, const struct plan *plan)
{
	put(w, ", there AS (\n  SELECT DISTINCT c.at AS region, p.id AS period, p.grain, p.number, q.breakdown, ");
	put_weights(w, plan);
	put(w, "\n  FROM \"%s_%s\" r JOIN part q ON q.row = r.row JOIN period p ON ", w->schema->area, w->schema->name);
	put_when(w, plan);
	put(w, "\n  JOIN counted c ON c.period = p.id AND c.region = ");
	if (plan->region == FIELD_NONE)
		put(w, "'%s'", w->catalog->workspace->regions.rows[w->schema->scope].code);
	else
		put(w, "r.\"%s\"", field_name(w, plan->region));
	put(w, "\n  WHERE 1");
	if (plan->of != FIELD_NONE)
		put(w, " AND r.\"%s\" IS NOT NULL", field_name(w, plan->of));
	if (plan->over != FIELD_NONE)
		put(w, " AND r.\"%s\" IS NOT NULL", field_name(w, plan->over));
	if (plan->where) {
		put(w, " AND ");
		put_node(w, plan->where, (int)plan->where->count - 1);
	}
	put(w, ")");
}

/* Sums with what came and went; of lists, where there is one before. */
static void put_sums(struct writing *w, const struct plan *plan)
{
	static const char before[] = "EXISTS (SELECT 1 FROM listed l WHERE l.grain = t.grain AND l.number = t.number - 1)";
	bool lists = plan_recognises(plan);
	const char *nothing = lists ? arena_printf(w->arena, "CASE WHEN %s THEN 0 END", before) : "0";
	put(w,
		"\nSELECT region, period, breakdown, sum(value) AS value, sum(entries) AS entries, sum(exits) AS exits FROM "
		"(\n"
		"  SELECT t.region, t.period, t.breakdown, t.weight AS value, %s AS entries, %s AS exits FROM there t",
		nothing ? nothing : "", nothing ? nothing : "");
	if (plan_moves(plan))
		put(w,
			"\n  UNION ALL SELECT t.region, t.period, t.breakdown, 0, t.weight, 0 FROM there t WHERE %s AND NOT "
			"EXISTS "
			"(SELECT 1 FROM there b WHERE b.region = t.region\n"
			"    AND b.breakdown = t.breakdown AND b.grain = t.grain AND b.identity = t.identity AND b.number = "
			"t.number - 1)\n"
			"  UNION ALL SELECT t.region, p.id, t.breakdown, 0, 0, t.weight FROM there t JOIN %s p ON p.grain "
			"= t.grain AND p.number = t.number + 1\n"
			"    WHERE NOT EXISTS (SELECT 1 FROM there b WHERE b.region = t.region AND b.breakdown = t.breakdown "
			"AND b.grain = t.grain\n"
			"    AND b.identity = t.identity AND b.number = t.number + 1)",
			lists ? before : "1", lists ? "listed" : "period");
	put(w, "\n) GROUP BY region, period, breakdown");
}

const char *plan_sql(const struct catalog *catalog, int indicator, struct arena *arena)
{
	const struct catalog_indicator *about = &catalog->indicators[indicator];
	const struct plan *plan = &about->plan;
	const struct measure_form *form = plan_form(plan);
	struct writing w = { arena, catalog, &catalog->registers[about->on].schema, "" };
	put_parts(&w, plan);
	put_lists(&w, plan);
	put_there(&w, plan);
	if (form->kind == VALUE_PARTS)
		put(&w, "\nSELECT region, period, breakdown, sum(weight) AS a, sum(base) AS b, %d AS scale FROM there",
			plan->scale);
	else if (form->combine != COMBINE_ADD)
		put(&w, "\nSELECT region, period, breakdown, %s(weight) AS value FROM there", form->name);
	if (form->zero)
		put_sums(&w, plan);
	else
		put(&w, " GROUP BY region, period, breakdown");
	return w.text;
}

/* --- in words --- */

static const char *title_of(const struct writing *w, int field)
{
	const struct schema_field *f = &w->schema->fields[field];
	return f->title[0] ? f->title : f->name;
}

static void put_measure(struct writing *w, const struct plan *plan)
{
	const char *of = plan->of == FIELD_NONE ? "" : title_of(w, plan->of);
	const char *title = w->schema->title[0] ? w->schema->title : w->schema->name;
	switch (plan->measure) {
	case TALLY_DISTINCT:
		put(w, _("different values of %s in %s"), of, title);
		break;
	case TALLY_SUM:
		put(w, _("sum of %s in %s"), of, title);
		break;
	case TALLY_MIN:
		put(w, _("least %s in %s"), of, title);
		break;
	case TALLY_MAX:
		put(w, _("greatest %s in %s"), of, title);
		break;
	case TALLY_MEAN:
		put(w, _("mean of %s in %s"), of, title);
		break;
	case TALLY_RATIO:
		put(w, _("sum of %s over sum of %s in %s, of records with both"), of, title_of(w, plan->over), title);
		break;
	case TALLY_SHARE:
		if (of[0])
			put(w, _("sum of %s in %s, the share that meets %s"), of, title, plan->share->source);
		else
			put(w, _("records in %s, the share that meets %s"), title, plan->share->source);
		break;
	default:
		put(w, _("number of records in %s"), title);
	}
}

/* What the parameters of a condition are. */
static void put_parameters(struct writing *w, const struct condition *condition)
{
	for (uint32_t i = 0; condition && i < condition->count; i++) {
		const struct parameter *p = condition->nodes[i].kind == RIGHT_PARAM ? condition->nodes[i].parameter : NULL;
		for (uint32_t k = 0; k < i && p; k++)
			if (condition->nodes[k].kind == RIGHT_PARAM && condition->nodes[k].parameter == p)
				p = NULL;
		if (p && p->unit[0])
			put(w, _("; param.%s: %s (%s), valid on the date and in the region of the record"), p->name,
				p->title[0] ? p->title : p->name, p->unit);
		else if (p)
			put(w, _("; param.%s: %s, valid on the date and in the region of the record"), p->name,
				p->title[0] ? p->title : p->name);
	}
}

const char *plan_words(const struct catalog *catalog, int indicator, struct arena *arena)
{
	const struct catalog_indicator *about = &catalog->indicators[indicator];
	const struct plan *plan = &about->plan;
	struct writing w = { arena, catalog, NULL, "" };
	if (about->kind == FROM_FORMULA)
		return arena_printf(arena, _("computed: %s"), about->formula_text);
	if (about->kind == FROM_GIVEN)
		return arena_printf(arena, "%s", _("as given"));
	w.schema = &catalog->registers[about->on].schema;
	put_measure(&w, plan);
	if (plan->time == TALLY_FLOW)
		put(&w, _(", in the period of %s"), title_of(&w, plan->when));
	else if (plan->time == TALLY_SNAPSHOT)
		put(&w, _(", in the list of the last day of the period; dated by %s"), title_of(&w, plan->when));
	else if (plan->time == TALLY_CUMULATIVE)
		put(&w, _(", from the first %s to the last day of the period"), title_of(&w, plan->when));
	else
		put(&w, _(", valid on the last day of the period; from %s"), title_of(&w, plan->when));
	if (plan->lasts_months)
		put(&w, _(", for %d months"), plan->lasts_months);
	if (plan->lasts_days)
		put(&w, _(", for %d days"), plan->lasts_days);
	if (plan->until != FIELD_NONE)
		put(&w, _(", until %s"), title_of(&w, plan->until));
	if (plan->ended != FIELD_NONE)
		put(&w, _(", ended by %s"), title_of(&w, plan->ended));
	if (plan->where)
		put(&w, _("; where %s"), plan->where->source);
	put_parameters(&w, plan->where);
	put_parameters(&w, plan->share);
	return w.text;
}
