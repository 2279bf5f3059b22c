/* Area: the catalog's indicators as plans: fields found, conditions parsed, times that make no sense refused. */
#include <string.h>

#include "area/catalog_inner.h"

const char *making_said(const struct making *m, uint32_t offset)
{
	return block_text(m->b->block, offset);
}

static void field_fault(struct making *m, const char *word, const char *name)
{
	const char *const *names = schema_names(m->schema, m->b->arena);
	building_fault(m->b, "indicator", m->name, word, _("no field '%s' in register '%s'%s"), name, m->schema->name,
		names ? fault_hint(m->b->faults, text_of(name), names, m->schema->fields_count) : "");
}

int making_field(struct making *m, uint32_t offset, const char *word, unsigned types, const char *wanted)
{
	const char *name = making_said(m, offset);
	if (!name[0])
		return FIELD_NONE;
	int field = schema_field(m->schema, text_of(name));
	if (field == FIELD_NONE)
		field_fault(m, word, name);
	else if (!(types >> m->schema->fields[field].type & 1)) {
		building_fault(m->b, "indicator", m->name, word, _("field '%s' is not %s"), name, wanted);
		return FIELD_NONE;
	}
	return field;
}

enum { REGIONS = 1u << TALLY_REGION };

bool making_condition(struct making *m, uint32_t offset, const char *word, const struct condition **condition)
{
	struct tally_error trouble = { 0 };
	struct text source = text_of(making_said(m, offset));
	if (source.len == 0)
		return true;
	*condition = build_condition(m->b, source, m->schema, m->out->plan.region, &trouble);
	if (!*condition && trouble.code != ERROR_MEMORY)
		building_fault(m->b, "indicator", m->name, word, "%s", trouble.what);
	return trouble.code != ERROR_MEMORY;
}

static void read_region(struct making *m, struct plan *plan)
{
	plan->region = making_field(m, m->row->region, "region", REGIONS, _("a region"));
	if (plan->region == FIELD_NONE)
		plan->region = schema_region(m->schema);
}

/* Plans with equal signatures share a group table. */
static bool sign(struct making *m, struct plan *plan)
{
	static const char *const times[] = { "none", "flow", "stock", "cumulative", "snapshot" };
	const struct schema_field *fields = m->schema->fields;
	const char *by = making_said(m, m->row->by);
	plan->cube = arena_printf(m->b->arena, "%s.%s %s when=%s until=%s ended=%s lasts=%dm%dd region=%s by=%s grains=%u",
		m->schema->area, m->schema->name, times[plan->time], plan->when < 0 ? "" : fields[plan->when].name,
		plan->until < 0 ? "" : fields[plan->until].name, plan->ended < 0 ? "" : fields[plan->ended].name,
		plan->lasts_months, plan->lasts_days, plan->region < 0 ? "" : fields[plan->region].name, by, plan->grains);
	return plan->cube != NULL;
}

static int find_register(const struct building *b, const char *name)
{
	for (size_t i = 0; i < b->registers_count; i++)
		if (b->registers[i].area == b->area && strcmp(b->registers[i].schema.name, name) == 0)
			return (int)i;
	return -1;
}

static struct catalog_indicator *find_own(struct building *b, const char *name)
{
	const char *area = b->workspace->areas[b->area].name;
	size_t length = strlen(area);
	for (size_t i = 0; i < b->indicators_count; i++) {
		const char *id = b->indicators[i].id;
		if (b->indicators[i].area == b->area && strncmp(id, area, length) == 0 && strcmp(id + length + 1, name) == 0)
			return &b->indicators[i];
	}
	return NULL;
}

static void unknown_register(struct making *m, const char *name)
{
	const char *names[64];
	size_t count = 0;
	for (size_t i = 0; i < m->b->registers_count && count < 64; i++)
		if (m->b->registers[i].area == m->b->area)
			names[count++] = m->b->registers[i].schema.name;
	building_fault(m->b, "indicator", m->name, "from", _("no register '%s' in this area%s"), name,
		fault_hint(m->b->faults, text_of(name), names, count));
}

/* A cumulative is its flow, counted from the beginning: everything but the time comes from there. */
static bool make_cumulative(struct making *m)
{
	const char *of = making_said(m, m->row->of);
	const struct catalog_indicator *flow = find_own(m->b, of);
	if (!flow || flow->kind != FROM_REGISTER || flow->plan.time != TALLY_FLOW) {
		building_fault(m->b, "indicator", m->name, "of",
			_("'%s' is no flow of this area declared before; write of = FLOW"), of);
		return true;
	}
	const struct block_indicator *row = m->row;
	if (row->from && strcmp(making_said(m, row->from), m->b->registers[flow->on].schema.name) != 0)
		building_fault(m->b, "indicator", m->name, "from", _("'%s': its flow is counted from '%s'; leave out from"),
			making_said(m, row->from), m->b->registers[flow->on].schema.name);
	if (row->where || row->by || row->when || row->region || row->until || row->ended || row->lasts || row->measure ||
		row->periods || row->over || row->share)
		building_fault(m->b, "indicator", m->name, "of",
			_("a cumulative is its flow so far: of, time, unit and titles are all it says; leave out the rest"));
	if (!plan_form(&flow->plan)->running)
		building_fault(m->b, "indicator", m->name, "of",
			_("'%s' is a %s, which does not add up over time; declare it as a stock, which holds every record "
			  "until it ends"),
			of, plan_form(&flow->plan)->name);
	m->out->on = flow->on;
	m->out->flow = flow->id;
	m->schema = &m->b->registers[flow->on].schema;
	const char *id = m->out->plan.id;
	m->out->plan = flow->plan;
	m->out->plan.id = id;
	m->out->plan.time = TALLY_CUMULATIVE;
	m->out->plan.cube = arena_printf(m->b->arena, "cumulative of %s", flow->plan.cube);
	return m->out->plan.cube != NULL;
}

static bool make_counted(struct making *m)
{
	struct plan *plan = &m->out->plan;
	const char *from = making_said(m, m->row->from);
	m->out->on = find_register(m->b, from);
	if (m->out->on < 0) {
		unknown_register(m, from);
		m->out->kind = FROM_GIVEN;
		return true;
	}
	m->schema = &m->b->registers[m->out->on].schema;
	read_region(m, plan);
	return build_times(m, plan) && making_condition(m, m->row->where, "where", &plan->where) &&
		build_breakdowns(m->b, m->schema, making_said(m, m->row->by), m->name, plan) && build_measure(m, plan) &&
		sign(m, plan);
}

static bool make_formula(struct making *m)
{
	struct tally_error trouble = { 0 };
	m->out->kind = FROM_FORMULA;
	m->out->formula_text = making_said(m, m->row->formula);
	build_grains(m, &m->out->plan);
	m->out->formula = formula_parse(text_of(m->out->formula_text), m->b->arena, &trouble);
	if (!m->out->formula && trouble.code != ERROR_MEMORY)
		building_fault(m->b, "indicator", m->name, "formula", "%s", trouble.what);
	if (making_said(m, m->row->from)[0])
		building_fault(m->b, "indicator", m->name, "from", _("a formula is computed from indicators; leave out from"));
	if (making_said(m, m->row->by)[0])
		building_fault(m->b, "indicator", m->name, "by",
			_("a formula gives totals; name a part of an operand as x[level=provincial]"));
	return trouble.code != ERROR_MEMORY;
}

static bool make_source(struct making *m)
{
	const char *from = making_said(m, m->row->from);
	m->out->kind = FROM_REGISTER;
	if (m->row->formula)
		return make_formula(m);
	if (strcmp(from, "given") == 0) {
		m->out->kind = FROM_GIVEN;
		build_grains(m, &m->out->plan);
		return true;
	}
	if (m->row->time == TALLY_CUMULATIVE)
		return make_cumulative(m);
	if (!from[0]) {
		building_fault(m->b, "indicator", m->name, "from",
			_("not said; write from = REGISTER, from = given, or formula = ..."));
		m->out->kind = FROM_GIVEN;
		return true;
	}
	return make_counted(m);
}

/* "2018,2020Q3" as "2018, 2020Q3". */
static const char *read_breaks(struct making *m)
{
	struct text rest = text_of(making_said(m, m->row->breaks)), part;
	const char *list = "";
	char text[PERIOD_TEXT_BYTES];
	period when;
	while (list && text_next(&rest, ',', &part)) {
		if (!period_parse(part, &when)) {
			building_fault(m->b, "indicator", m->name, "breaks",
				_("'%.*s' is no period; write 2018, 2018H1, 2018Q3 or 2018-10"), (int)part.len, part.at);
			continue;
		}
		period_print(when, text);
		list = arena_printf(m->b->arena, "%s%s%s", list, list[0] ? ", " : "", text);
	}
	return list;
}

/* A cumulative that says none has those of its flow. */
static bool make_breaks(struct making *m)
{
	m->out->breaks = read_breaks(m);
	for (size_t i = 0; m->out->breaks && !m->out->breaks[0] && m->out->flow[0] && i < m->b->indicators_count; i++)
		if (strcmp(m->b->indicators[i].id, m->out->flow) == 0)
			m->out->breaks = m->b->indicators[i].breaks;
	return m->out->breaks != NULL;
}

static bool build_indicator(struct building *b, const struct block_indicator *row)
{
	struct making m = { .b = b, .row = row, .out = &b->indicators[b->indicators_count] };
	struct catalog_indicator *out = m.out;
	m.name = making_said(&m, row->id);
	if (find_own(b, m.name)) {
		building_fault(b, "indicator", m.name, NULL, _("indicator '%s' stands twice"), m.name);
		return true;
	}
	*out = (struct catalog_indicator){ .area = b->area,
		.title = making_said(&m, row->title),
		.title_en = making_said(&m, row->title_en),
		.unit = making_said(&m, row->unit),
		.note = making_said(&m, row->note),
		.formula_text = "",
		.flow = "",
		.breaks = "",
		.on = -1,
		.time = (enum tally_time)row->time,
		.direction = (enum tally_direction)row->direction,
		.decimals = (int)row->decimals };
	out->plan = (struct plan){ .of = FIELD_NONE,
		.over = FIELD_NONE,
		.when = FIELD_NONE,
		.until = FIELD_NONE,
		.ended = FIELD_NONE,
		.region = FIELD_NONE };
	out->id = arena_printf(b->arena, "%s.%s", b->workspace->areas[b->area].name, m.name);
	out->plan.id = out->id;
	if (!out->id)
		return false;
	if (!make_source(&m) || !make_breaks(&m))
		return false;
	if (out->kind != FROM_REGISTER && (row->over || row->share))
		building_fault(b, "indicator", m.name, row->over ? "over" : "share",
			_("a formula or a given figure counts no records; leave it out"));
	if (out->kind == FROM_REGISTER && out->decimals == 0)
		out->decimals = measure_decimals(&out->plan, m.schema);
	b->indicators_count++;
	return true;
}

bool build_indicators(struct building *b)
{
	const struct block_indicator *rows = block_rows(b->block, BLOCK_INDICATORS);
	for (uint32_t i = 0; i < b->block->tables[BLOCK_INDICATORS].count; i++)
		if (!build_indicator(b, &rows[i]))
			return false;
	return true;
}
