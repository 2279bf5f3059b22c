/* View: gathering what explains a figure. Knows which answers of the store belong together; must not know how they are written. */
#include "view/explain.h"

#include <string.h>

#include "model/formula.h"
#include "model/parameter.h"
#include "view/request.h"

enum { OPERANDS_MOST = 512, VISITS_MOST = 4096, DEPTH_MOST = 16 };

struct gathering {
	struct store_reader *reader;
	const struct store_names *names;
	const struct explain_request *request;
	struct arena *arena;
	struct explanation *e;
	struct explained_operand *operands;
	size_t operands_count;
	size_t visits; /* of operands, listed or not: the same one may stand below many */
	bool *used; /* of each register */
	struct tally_error *error;
};

/* --- operands --- */

/* What operands do: the right side of a division turns a numerator into a denominator, that of a subtraction turns a sign. */
struct roles {
	const struct formula *formula;
	enum operand_role *of; /* of each operand, the first found */
	bool *known;
	bool divides;
};

static void settle_roles(struct roles *roles, int at, bool below, bool minus)
{
	const struct formula_node *node = &roles->formula->nodes[at];
	if (node->op == FORMULA_OPERAND && !roles->known[node->operand]) {
		roles->known[node->operand] = true;
		if (roles->divides)
			roles->of[node->operand] = below ? ROLE_DENOMINATOR : ROLE_NUMERATOR;
		else
			roles->of[node->operand] = minus ? ROLE_SUBTRACTED : ROLE_ADDED;
	}
	if (node->op == FORMULA_OPERAND || node->op == FORMULA_CONST)
		return;
	settle_roles(roles, node->left, below, minus != (node->op == FORMULA_NEG));
	if (node->op != FORMULA_NEG)
		settle_roles(roles, node->right, below != (node->op == FORMULA_DIV), minus != (node->op == FORMULA_SUB));
}

static enum operand_role *find_roles(struct gathering *g, const struct formula *formula)
{
	struct roles roles = { formula, arena_array(g->arena, formula->operands_count + 1, sizeof *roles.of),
		arena_array(g->arena, formula->operands_count + 1, sizeof *roles.known), false };
	for (uint32_t i = 0; i < formula->count; i++)
		roles.divides |= formula->nodes[i].op == FORMULA_DIV;
	if (!roles.of || !roles.known)
		return NULL;
	settle_roles(&roles, (int)formula->count - 1, false, false);
	return roles.of;
}

static const char *full_name(struct gathering *g, const struct name_indicator *user, const char *name)
{
	return strchr(name, '.') ? name : arena_printf(g->arena, "%s.%s", user->area, name);
}

static const struct name_part *find_part(const struct name_indicator *indicator, uint32_t id, const char *text)
{
	return text ? names_part_named(indicator, text) : names_part(indicator, id);
}

static bool keeps(const struct name_indicator *indicator, period when)
{
	enum grain grain;
	return period_grain(when, &grain) && indicator->grains >> grain & 1;
}

/* The operand where the cell reads it; UINT32_MAX for a part that it does not have. */
static void place_operand(struct gathering *g, const struct formula_operand *operand, const struct cell_place *cell,
	struct explained_operand *out, struct cell_place *place)
{
	*place = *cell;
	place->indicator = names_indicator(g->names, text_of(out->name));
	place->when = out->when = formula_period(operand->when, cell->when);
	out->now.value = value_none(REASON_MISSING);
	if (place->indicator < 0)
		return;
	out->indicator = &g->names->indicators[place->indicator];
	place->when = store_operand_period(
		out->indicator, operand->when, cell->when, !keeps(&g->names->indicators[cell->indicator], cell->when));
	if (place->when != PERIOD_NONE)
		out->when = place->when;
	else if (out->when != PERIOD_NONE)
		out->now.value = value_none(REASON_RATIO); /* the period before a year to date has no meaning */
	out->part = find_part(out->indicator, cell->breakdown, operand->breakdown);
	if (operand->breakdown && operand->breakdown[0] && !out->part)
		place->breakdown = UINT32_MAX;
	else if (operand->breakdown)
		place->breakdown = out->part ? out->part->breakdown : 0;
}

static bool gather(struct gathering *g, const struct cell_place *cell, int depth);

/* A formula has no plan of its own: those of what it is computed from. */
static bool find_plan(struct gathering *g, int indicator, struct explained_operand *out)
{
	struct store_definition definition;
	if (!g->request->sql)
		return true;
	if (!store_definition(g->reader, indicator, g->arena, &definition, g->error))
		return false;
	out->sql = definition.sql[0] ? definition.sql : NULL;
	return true;
}

static bool gather_operand(struct gathering *g, const struct name_indicator *user, const struct formula_operand *operand,
	enum operand_role role, const struct cell_place *cell, int depth)
{
	struct cell_place place;
	struct explained_operand *out = &g->operands[g->operands_count];
	if (parameter_mentioned(text_of(operand->name)) || g->operands_count == OPERANDS_MOST || ++g->visits > VISITS_MOST)
		return true;
	*out = (struct explained_operand){ .depth = depth, .role = role, .name = full_name(g, user, operand->name) };
	if (!out->name)
		return error_memory(g->error);
	g->operands_count++;
	place_operand(g, operand, cell, out, &place);
	if (place.indicator < 0 || place.when == PERIOD_NONE || place.breakdown == UINT32_MAX)
		return true;
	return find_plan(g, place.indicator, out) && store_observe(g->reader, &place, BASIS_COUNT, &out->now, g->error) &&
		explain_adjustments(g->reader, &place, &out->now, g->e, g->arena, g->error) &&
		explain_moves(g->reader, &place, &out->now, &out->added, g->arena, g->error) && gather(g, &place, depth + 1);
}

/* Below the first level operands are listed on demand; the registers are those of all of them. */
static bool gather_formula(struct gathering *g, const struct cell_place *cell, int depth)
{
	const struct name_indicator *indicator = &g->names->indicators[cell->indicator];
	struct formula *formula = formula_parse(text_of(indicator->formula), g->arena, g->error);
	if (!formula)
		return error_prefix(g->error, "%s: ", indicator->name);
	enum operand_role *roles = find_roles(g, formula);
	if (!roles)
		return error_memory(g->error);
	for (uint32_t i = 0; i < formula->operands_count; i++) {
		size_t before = g->operands_count;
		if (!gather_operand(g, indicator, &formula->operands[i], roles[i], cell, depth))
			return false;
		if (depth > 0 && !g->request->deep)
			g->operands_count = before;
	}
	return true;
}

static bool gather(struct gathering *g, const struct cell_place *cell, int depth)
{
	const struct name_indicator *indicator = &g->names->indicators[cell->indicator];
	if (indicator->row_register >= 0)
		g->used[indicator->row_register] = true;
	if (!explain_parameters(g->reader, cell, g->e, g->arena, g->error))
		return false;
	return !indicator->formula[0] || depth >= DEPTH_MOST || gather_formula(g, cell, depth);
}

/* --- the rest --- */

static bool gather_registers(struct gathering *g, struct explanation *e)
{
	struct explained_register *out = arena_array(g->arena, g->names->registers_count + 1, sizeof *out);
	if (!out)
		return error_memory(g->error);
	for (size_t i = 0; i < g->names->registers_count; i++) {
		struct explained_register *next = &out[e->registers_count];
		if (!g->used[i])
			continue;
		next->reg = &g->names->registers[i];
		e->registers_count++;
		if (!store_sources(g->reader, (int)i, g->arena, &next->sources, &next->count, g->error))
			return false;
	}
	e->registers = out;
	return true;
}

static bool gather_statements(struct gathering *g, struct explanation *e)
{
	const struct statement *found[STATEMENT_KINDS];
	size_t counts[STATEMENT_KINDS] = { 0 }, total = 0;
	for (int kind = 0; kind < STATEMENT_KINDS; kind++) {
		if (!store_statements(g->reader, &e->place, (enum statement_kind)kind, STAT_COUNT, g->arena, &found[kind],
			    &counts[kind], g->error))
			return false;
		total += counts[kind];
	}
	struct statement *all = arena_array(g->arena, total + 1, sizeof *all);
	if (!all)
		return error_memory(g->error);
	for (int kind = 0; kind < STATEMENT_KINDS; kind++) {
		if (counts[kind])
			memcpy(all + e->statements_count, found[kind], counts[kind] * sizeof *all);
		e->statements_count += counts[kind];
	}
	e->statements = all;
	return true;
}

static bool gather_past(struct gathering *g, struct explanation *e)
{
	if (!store_past(g->reader, &e->place, g->arena, &e->past, &e->past_count, g->error))
		return false;
	const struct past_value *last = e->past_count ? &e->past[e->past_count - 1] : NULL;
	if (g->request->as_of) {
		e->run = store_run(g->reader);
		if (!store_started(g->reader, e->run, g->arena, &e->run_started, g->error))
			return false;
	}
	return !last || last->last_run || store_started(g->reader, last->first_run, g->arena, &e->started, g->error);
}

static bool find_place(struct gathering *g, struct explanation *e)
{
	struct summary_request request = { .indicator = g->request->indicator,
		.region = g->request->region,
		.period = g->request->period,
		.basis = BASIS_COUNT };
	struct asked asked;
	if (!request_resolve(g->names, &request, g->arena, &asked, g->error))
		return false;
	e->place = (struct cell_place){ asked.indicator, asked.region, asked.when, 0 };
	e->indicator = &g->names->indicators[asked.indicator];
	e->region = &g->names->regions[asked.region];
	if (!request_breakdown(e->indicator, g->request->breakdown, g->arena, &e->place.breakdown, g->error))
		return false;
	e->part = e->place.breakdown ? find_part(e->indicator, e->place.breakdown, NULL) : NULL;
	return true;
}

/* Which deliveries are missing behind an incomplete figure, or one that nothing was delivered for. */
static bool gather_missing(const struct store_reader *reader, struct explanation *e, struct arena *arena)
{
	const struct name_delivery **missing = arena_array(arena, EXPLAIN_MISSING, sizeof *missing);
	e->missing = missing;
	if (missing && (e->now.expected || e->now.value.reason == REASON_NOT_DELIVERED))
		e->missing_count = store_missing(reader, &e->place, missing, EXPLAIN_MISSING);
	return missing != NULL;
}

bool explain_build(struct store_reader *reader, const struct explain_request *request, struct arena *arena,
	struct explanation *explanation, struct tally_error *error)
{
	struct gathering g = { .reader = reader,
		.names = store_names(reader),
		.request = request,
		.arena = arena,
		.e = explanation,
		.error = error };
	struct explanation *e = explanation;
	*e = (struct explanation){ .names = g.names };
	g.operands = arena_array(arena, OPERANDS_MOST, sizeof *g.operands);
	g.used = arena_array(arena, g.names->registers_count + 1, sizeof *g.used);
	if (!g.operands || !g.used)
		return error_memory(error);
	if (!find_place(&g, e) || !store_observe(reader, &e->place, BASIS_COUNT, &e->now, error) ||
		!explain_adjustments(reader, &e->place, &e->now, e, arena, error) ||
		!explain_moves(reader, &e->place, &e->now, &e->added, arena, error) ||
		!explain_openings(reader, arena, e, error) ||
		!store_definition(reader, e->place.indicator, arena, &e->definition, error) || !gather(&g, &e->place, 0) ||
		!gather_registers(&g, e) || !gather_statements(&g, e) || !gather_past(&g, e))
		return false;
	e->operands = g.operands;
	e->operands_count = g.operands_count;
	return gather_missing(reader, e, arena) || error_memory(error);
}
