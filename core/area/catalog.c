/* Area: the catalog as a whole: goes through the areas, then settles what spans them. Knows the order of the work; each part has its file. */
#include "area/catalog_inner.h"

#include <stdlib.h>
#include <string.h>

void building_fault(struct building *b, const char *section, const char *subject, const char *word, const char *format, ...)
{
	const struct area *area = &b->workspace->areas[b->area];
	va_list rest;
	va_start(rest, format);
	const char *what = arena_vprintf(b->arena, format, rest);
	va_end(rest);
	if (!what)
		b->faults->memory = true;
	declaration_fault(b->faults, area->declared_in ? area->declared_in->path : area->origin, area->declared_in, section,
		subject, word, what ? what : "");
}

/* Sections and families of the workspace that speak of a register or rule which the declaration does not have. */
static void check_inputs(struct building *b)
{
	const struct area *area = &b->workspace->areas[b->area];
	const struct block_register *registers = block_rows(b->block, BLOCK_REGISTERS);
	uint32_t count = b->block->tables[BLOCK_REGISTERS].count;
	const char **names = arena_array(b->arena, count + 1, sizeof(*names));
	for (uint32_t i = 0; names && i < count; i++)
		names[i] = block_text(b->block, registers[i].name);
	if (!names)
		b->faults->memory = true;
	for (size_t i = 0; names && i < area->inputs_count; i++) {
		uint32_t r = 0;
		while (r < count && strcmp(names[r], area->inputs[i].name) != 0)
			r++;
		if (r == count)
			fault_add(b->faults, area->path, area->inputs[i].line, _("register '%s' is not declared by %s%s"),
				area->inputs[i].name, area->origin,
				fault_hint(b->faults, text_of(area->inputs[i].name), names, count));
	}
}

static bool build_area(struct building *b, int row)
{
	b->area = row;
	b->block = b->workspace->areas[row].block;
	if (!b->block)
		return true;
	check_inputs(b);
	if (!build_registers(b) || !build_rules(b) || !build_indicators(b))
		return false;
	settle_targets(b);
	return true;
}

static bool make_tables(struct building *b)
{
	size_t registers = 1, indicators = 1;
	for (size_t i = 0; i < b->workspace->areas_count; i++) {
		const struct block *block = b->workspace->areas[i].block;
		registers += block ? block->tables[BLOCK_REGISTERS].count : 0;
		indicators += block ? block->tables[BLOCK_INDICATORS].count : 0;
	}
	b->registers = arena_array(b->arena, registers, sizeof(*b->registers));
	b->indicators = arena_array(b->arena, indicators, sizeof(*b->indicators));
	return b->registers && b->indicators;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static uint32_t text_number(const struct catalog *catalog, const char *text)
{
	int number = catalog_breakdown(catalog, text_of(text));
	return number < 0 ? 0 : (uint32_t)number;
}

/* Until here the numbers were places in b->texts. */
static void renumber(struct building *b, const struct catalog *catalog, const char **unsorted)
{
	for (size_t i = 0; i < b->indicators_count; i++)
		for (uint32_t k = 0; k < b->indicators[i].plan.by_count; k++) {
			const struct breakdown *by = &b->indicators[i].plan.by[k];
			if (b->indicators[i].plan.time == TALLY_CUMULATIVE) /* has the very breakdowns of its flow */
				break;
			uint32_t *texts = (uint32_t *)(uintptr_t)by->texts; /* made in our arena by build_breakdowns */
			struct breakdown_group *groups = (struct breakdown_group *)(uintptr_t)by->groups;
			for (uint32_t p = 0; p < by->parts_count; p++)
				texts[p] = text_number(catalog, unsorted[texts[p]]);
			for (uint32_t g = 0; g < by->groups_count; g++)
				groups[g].text = text_number(catalog, unsorted[groups[g].text]);
		}
}

bool settle_texts(struct building *b, struct catalog *catalog)
{
	const char **sorted = arena_array(b->arena, b->texts_count + 1, sizeof(*sorted));
	if (!sorted)
		return false;
	sorted[0] = "";
	if (b->texts_count)
		memcpy(sorted + 1, b->texts, b->texts_count * sizeof(*sorted));
	qsort(sorted, b->texts_count + 1, sizeof(*sorted), compare_texts);
	size_t kept = 1;
	for (size_t i = 1; i <= b->texts_count; i++)
		if (strcmp(sorted[i], sorted[kept - 1]) != 0)
			sorted[kept++] = sorted[i];
	catalog->breakdowns = sorted;
	catalog->breakdowns_count = kept;
	renumber(b, catalog, b->texts);
	return true;
}

bool catalog_build(const struct workspace *workspace, struct arena *arena, struct faults *faults, struct catalog *catalog,
	struct tally_error *error)
{
	struct building b = { .workspace = workspace, .arena = arena, .faults = faults, .error = error };
	bool done = make_tables(&b) && build_parameters(&b);
	for (size_t i = 0; done && i < workspace->areas_count; i++)
		done = build_area(&b, (int)i);
	*catalog = (struct catalog){ .workspace = workspace,
		.registers = b.registers,
		.registers_count = b.registers_count,
		.indicators = b.indicators,
		.indicators_count = b.indicators_count,
		.parameters = b.parameters };
	done = done && settle_texts(&b, catalog) && check_formulas(&b, catalog) && build_ties(&b, catalog);
	memory_free(b.texts);
	return done || error_memory(error);
}

int catalog_indicator(const struct catalog *catalog, struct text id)
{
	for (size_t i = 0; i < catalog->indicators_count; i++)
		if (text_is(id, catalog->indicators[i].id))
			return (int)i;
	return -1;
}

int catalog_breakdown(const struct catalog *catalog, struct text text)
{
	size_t low = 0, high = catalog->breakdowns_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = text_compare(text_of(catalog->breakdowns[middle]), text);
		if (order == 0)
			return (int)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

bool catalog_has_part(const struct catalog_indicator *indicator, int text)
{
	for (uint32_t b = 0; b < indicator->plan.by_count; b++) {
		const struct breakdown *by = &indicator->plan.by[b];
		for (uint32_t p = 0; p < by->parts_count; p++)
			if (by->texts[p] == (uint32_t)text)
				return true;
		for (uint32_t g = 0; g < by->groups_count; g++)
			if (by->groups[g].text == (uint32_t)text)
				return true;
	}
	return text == 0;
}
