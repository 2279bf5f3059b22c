/* Area: the catalog's formulas: operands found over all areas, units and times checked, cycles refused, an order in which each comes after its operands. */
#include <string.h>

#include "area/catalog_inner.h"

struct finding {
	struct building *b;
	struct catalog *catalog;
	struct catalog_indicator *user;
	bool waits;
};

/* Behind the area's name and its dot. */
static const char *short_id(const char *id)
{
	const char *dot = id ? strchr(id, '.') : NULL;
	return dot ? dot + 1 : "";
}

static const char *full_name(struct finding *f, const char *name)
{
	if (strchr(name, '.'))
		return name;
	return arena_printf(f->b->arena, "%s.%s", f->b->workspace->areas[f->user->area].name, name);
}

/* An area that is there but could not be had: what it declares is unknown today. */
static bool area_failed(const struct workspace *w, const char *name)
{
	const char *dot = strchr(name, '.');
	for (size_t i = 0; dot && i < w->areas_count; i++)
		if (strncmp(w->areas[i].name, name, (size_t)(dot - name)) == 0 && w->areas[i].name[dot - name] == '\0')
			return !w->areas[i].block;
	return false;
}

static bool unknown_operand(struct finding *f, const char *name, struct tally_error *error)
{
	size_t count = f->catalog->indicators_count;
	const char **names = arena_array(f->b->arena, count + 1, sizeof(*names));
	for (size_t i = 0; names && i < count; i++)
		names[i] = f->catalog->indicators[i].id;
	const char *near = names ? text_nearest(text_of(name), names, count) : NULL;
	if (near)
		return error_set(error, ERROR_CONFIG, _("no indicator '%s'; did you mean '%s'?"), name, near);
	return error_set(error, ERROR_CONFIG, _("no indicator '%s'; `tally plugins AREA` lists them"), name);
}

static bool find_parameter(struct finding *f, const char *name, struct formula_subject *subject, struct tally_error *error)
{
	const struct parameter_list *all = &f->catalog->parameters;
	const char *area = f->b->workspace->areas[f->user->area].name;
	const struct parameter *found = parameter_named(all, area, text_of(name), f->b->arena, error);
	if (!found)
		return false;
	*subject = (struct formula_subject){
		.indicator = (int)(found - all->rows), .id = name, .unit = found->unit, .grains = ~0u, .parameter = true
	};
	return true;
}

static bool find_operand(void *user, const char *name, struct formula_subject *subject, struct tally_error *error)
{
	struct finding *f = user;
	if (parameter_mentioned(text_of(name)))
		return find_parameter(f, name, subject, error);
	const char *full = full_name(f, name);
	if (!full)
		return error_memory(error);
	int row = catalog_indicator(f->catalog, text_of(full));
	if (row < 0 && area_failed(f->b->workspace, full)) {
		f->waits = true;
		return error_set(error, ERROR_AREA, "%s", "");
	}
	if (row < 0)
		return unknown_operand(f, full, error);
	const struct catalog_indicator *found = &f->catalog->indicators[row];
	*subject = (struct formula_subject){ .indicator = row,
		.id = found->id,
		.unit = found->unit,
		.level = found->time != TALLY_FLOW || (found->kind == FROM_REGISTER && !plan_form(&found->plan)->zero),
		.computed = found->kind == FROM_FORMULA,
		.quotient = found->kind == FROM_REGISTER && plan_form(&found->plan)->kind == VALUE_PARTS,
		.grains = found->plan.grains };
	return true;
}

/* The parts of an indicator for a hint, groups behind codes. */
static const char *parts_hint(
	struct building *b, const struct catalog *catalog, const struct catalog_indicator *of, struct text said)
{
	size_t count = 0, room = 1;
	for (uint32_t i = 0; i < of->plan.by_count; i++)
		room += of->plan.by[i].parts_count + of->plan.by[i].groups_count;
	const char **names = arena_array(b->arena, room, sizeof(*names));
	for (uint32_t i = 0; names && i < of->plan.by_count; i++) {
		const struct breakdown *by = &of->plan.by[i];
		for (uint32_t p = 0; p < by->parts_count; p++)
			names[count++] = catalog->breakdowns[by->texts[p]];
		for (uint32_t g = 0; g < by->groups_count; g++)
			names[count++] = catalog->breakdowns[by->groups[g].text];
	}
	if (names && count == 0)
		return _("; the indicator has no breakdown");
	return names ? fault_hint(b->faults, said, names, count) : "";
}

void check_operand_parts(
	struct building *b, const struct catalog *catalog, const struct subject *subject, const struct formula *formula)
{
	for (uint32_t i = 0; i < formula->operands_count; i++) {
		const struct formula_operand *operand = &formula->operands[i];
		struct text said = text_of(operand->breakdown);
		if (operand->indicator < 0 || said.len == 0)
			continue;
		const struct catalog_indicator *of = &catalog->indicators[operand->indicator];
		int text = catalog_breakdown(catalog, said);
		if (text < 0 || !catalog_has_part(of, text))
			building_fault(b, subject->section, subject->name, subject->word,
				_("column %d: '%s' has no part '%s'%s"), operand->column, of->id, operand->breakdown,
				parts_hint(b, catalog, of, said));
	}
}

static bool check_formula(struct building *b, struct catalog *catalog, struct catalog_indicator *indicator)
{
	struct finding finding = { b, catalog, indicator, false };
	struct tally_error trouble = { 0 };
	const char *name = short_id(indicator->id);
	b->area = indicator->area;
	if (formula_check(indicator->formula, indicator->unit, indicator->plan.grains, find_operand, &finding, &trouble)) {
		check_operand_parts(b, catalog, &(struct subject){ "indicator", name, "formula" }, indicator->formula);
		return true;
	}
	if (trouble.code == ERROR_MEMORY)
		return false;
	indicator->waits = true;
	if (!finding.waits)
		building_fault(b, "indicator", name, "formula", "%s", trouble.what);
	return true;
}

bool check_tie_formulas(
	struct building *b, struct catalog *catalog, const struct tie_sides *sides, bool *waits, struct tally_error *trouble)
{
	struct catalog_indicator user = { .area = b->area };
	struct finding finding = { b, catalog, &user, false };
	bool good = formula_check_tie(sides->left, sides->right, sides->grains, find_operand, &finding, trouble);
	*waits = finding.waits;
	return good;
}

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct ordering {
	struct building *b;
	struct catalog *catalog;
	unsigned char *marks;
	int *order;
	int *path; /* from the indicator that was begun with to the one at hand */
	size_t count;
};

/* Names the members: "a.x -> a.y -> a.x". */
static void report_cycle(struct ordering *o, int row, int depth)
{
	const struct catalog_indicator *indicator = &o->catalog->indicators[row];
	const char *way = indicator->id;
	int from = depth;
	while (from > 0 && o->path[from - 1] != row)
		from--;
	for (int i = from; way && i < depth; i++)
		way = arena_printf(o->b->arena, "%s -> %s", way, o->catalog->indicators[o->path[i]].id);
	if (way)
		way = arena_printf(o->b->arena, "%s -> %s", way, indicator->id);
	o->b->area = indicator->area;
	building_fault(o->b, "indicator", short_id(indicator->id), "formula", _("'%s' depends on itself: %s"), indicator->id,
		way ? way : "");
}

/* Depth first; a formula nests no deeper than there are formulas, and adoption bounds their number. */
static void visit(struct ordering *o, int row, int depth)
{
	const struct catalog_indicator *indicator = &o->catalog->indicators[row];
	if (indicator->kind != FROM_FORMULA || indicator->waits || o->marks[row] == MARK_DONE)
		return;
	if (o->marks[row] == MARK_OPEN) {
		report_cycle(o, row, depth);
		return;
	}
	o->marks[row] = MARK_OPEN;
	o->path[depth] = row;
	for (uint32_t i = 0; i < indicator->formula->operands_count; i++)
		if (indicator->formula->operands[i].indicator >= 0)
			visit(o, indicator->formula->operands[i].indicator, depth + 1);
	o->marks[row] = MARK_DONE;
	o->order[o->count++] = row;
}

bool check_formulas(struct building *b, struct catalog *catalog)
{
	struct ordering o = { .b = b, .catalog = catalog };
	o.marks = arena_array(b->arena, b->indicators_count + 1, 1);
	o.order = arena_array(b->arena, b->indicators_count + 1, sizeof(*o.order));
	o.path = arena_array(b->arena, b->indicators_count + 1, sizeof(*o.path));
	if (!o.marks || !o.order || !o.path)
		return false;
	for (size_t i = 0; i < b->indicators_count; i++) {
		struct catalog_indicator *indicator = &b->indicators[i];
		indicator->waits = indicator->kind == FROM_FORMULA && !indicator->formula;
		if (indicator->kind == FROM_FORMULA && !indicator->waits && !check_formula(b, catalog, indicator))
			return false;
	}
	for (size_t i = 0; i < b->indicators_count; i++)
		visit(&o, (int)i, 0);
	catalog->formulas = o.order;
	catalog->formulas_count = o.count;
	return true;
}
