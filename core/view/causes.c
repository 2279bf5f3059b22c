/* View: causes of a change. Knows which inputs a figure rests on, by its register and through the operands of its formula; compares nothing itself. */
#include "view/causes.h"

#include <string.h>

#include "model/formula.h"

enum { DEPTH_MOST = 16 };

struct resting {
	const struct store_names *names;
	struct arena *arena;
	bool *indicators, *registers; /* that the figure rests on */
};

static const char *full_name(struct resting *r, const struct name_indicator *user, const char *name)
{
	return strchr(name, '.') ? name : arena_printf(r->arena, "%s.%s", user->area, name);
}

/* A formula that cannot be read rests on itself alone: its own declaration then says what changed. */
static bool rest_on(struct resting *r, int row, int depth)
{
	const struct name_indicator *indicator = &r->names->indicators[row];
	struct tally_error quiet = { 0 };
	if (r->indicators[row])
		return true;
	r->indicators[row] = true;
	if (indicator->row_register >= 0)
		r->registers[indicator->row_register] = true;
	if (!indicator->formula[0] || depth == DEPTH_MOST)
		return true;
	struct formula *formula = formula_parse(text_of(indicator->formula), r->arena, &quiet);
	for (uint32_t i = 0; formula && i < formula->operands_count; i++) {
		const char *name = full_name(r, indicator, formula->operands[i].name);
		int operand = name ? names_indicator(r->names, text_of(name)) : -1;
		if (!name || (operand >= 0 && !rest_on(r, operand, depth + 1)))
			return false;
	}
	return true;
}

static bool is_register(const struct resting *r, const char *full)
{
	const char *point = strchr(full, '.');
	for (size_t i = 0; point && i < r->names->registers_count; i++) {
		const struct name_register *reg = &r->names->registers[i];
		if (r->registers[i] && strlen(reg->area) == (size_t)(point - full) &&
			strncmp(reg->area, full, (size_t)(point - full)) == 0 && strcmp(reg->name, point + 1) == 0)
			return true;
	}
	return false;
}

static bool concerns(const struct resting *r, const struct input_difference *d)
{
	int row;
	switch (d->kind) {
	case INPUT_REGISTER:
		return is_register(r, d->name);
	case INPUT_SOURCE:
		return is_register(r, d->owner);
	case INPUT_INDICATOR:
	case INPUT_GIVEN:
	case INPUT_PUBLISHED:
	case INPUT_OPENING:
	case INPUT_ADJUSTMENT:
	case INPUT_PARAMETER:
		row = names_indicator(r->names, text_of(d->name));
		return row >= 0 && r->indicators[row];
	case INPUT_KEPT: /* changes no figure */
		return false;
	default:
		return true;
	}
}

bool causes_between(struct store_reader *reader, const int *indicator, int64_t before, int64_t after, struct arena *arena,
	const struct input_difference **causes, size_t *count, struct tally_error *error)
{
	const struct input_difference *all;
	struct resting r = { .names = store_names(reader), .arena = arena };
	size_t total, kept = 0;
	if (!store_input_differences(reader, before, after, arena, &all, &total, error))
		return false;
	r.indicators = arena_array(arena, r.names->indicators_count + 1, sizeof *r.indicators);
	r.registers = arena_array(arena, r.names->registers_count + 1, sizeof *r.registers);
	struct input_difference *own = arena_array(arena, total + 1, sizeof *own);
	if (!r.indicators || !r.registers || !own || (indicator && !rest_on(&r, *indicator, 0)))
		return error_memory(error);
	for (size_t i = 0; i < total; i++)
		if (indicator ? concerns(&r, &all[i]) : all[i].kind != INPUT_KEPT)
			own[kept++] = all[i];
	*causes = own;
	*count = kept;
	return true;
}

/* --- in words --- */

static const char *const kind_names[INPUT_KINDS] = { "core", "workspace", "regions", "register", "source", "indicator", "given",
	"published", "opening", "kept", "adjustment", "parameter" };
static const char *const change_names[] = { "added", "changed", "removed" };

/* Each with a place for the name. */
static const char *const kind_words[INPUT_KINDS][3] = {
	{ N_("the program is %s now"), N_("the program is another version (%s)"), N_("the program was %s") },
	{ N_("periods, home or rounding in %s are new"), N_("periods, home or rounding in %s changed"),
		N_("periods, home or rounding in %s are gone") },
	{ N_("the table of %s is new"), N_("the table of %s changed"), N_("the table of %s is gone") },
	{ N_("register %s is new"), N_("the declaration of register %s changed"), N_("register %s is gone") },
	{ N_("file %s is new"), N_("file %s changed"), N_("file %s is gone") },
	{ N_("indicator %s is new"), N_("the definition of %s changed"), N_("indicator %s is gone") },
	{ N_("given figures of %s are new"), N_("given figures of %s changed"), N_("given figures of %s are gone") },
	{ N_("published figures of %s are new"), N_("published figures of %s changed"),
		N_("published figures of %s are gone") },
	{ N_("opening rows of %s are new"), N_("opening rows of %s changed"), N_("opening rows of %s are gone") },
	{ "%s", "%s", "%s" },
	{ N_("adjustments of %s are new"), N_("adjustments of %s changed"), N_("adjustments of %s are gone") },
	{ N_("%s reads parameters now"), N_("parameters that %s reads changed"), N_("%s reads no parameters any more") },
};

const char *input_kind_name(enum input_kind kind)
{
	return kind_names[kind];
}

const char *input_change_name(enum input_change change)
{
	return change_names[change];
}

const char *cause_words(const struct input_difference *cause, struct arena *arena)
{
	const char *name = cause->name;
	if (cause->kind == INPUT_CORE)
		name = cause->change == INPUT_CHANGED ? arena_printf(arena, "%s -> %s", cause->before, cause->after)
			: cause->after[0]             ? cause->after
						      : cause->before;
	if (cause->kind == INPUT_REGIONS)
		name = _("regions");
		/* The format is one of the table above, never data. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	return name ? arena_printf(arena, _(kind_words[cause->kind][cause->change]), name) : NULL;
#pragma GCC diagnostic pop
}
