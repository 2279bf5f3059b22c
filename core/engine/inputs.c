/* Engine: digests of what a run works from, into the store: so that two runs can be told apart by their causes. Knows declarations; judges nothing. */
#include <string.h>

#include "engine/publish.h"
#include "engine/sql.h"
#include "store/input.h"

/* --- digests --- */

static void feed(struct fingerprint *print, const char *text)
{
	fingerprint_feed(print, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void feed_number(struct fingerprint *print, int64_t number)
{
	fingerprint_feed(print, &number, sizeof(number));
}

static const char *digest_text(const struct fingerprint *print, struct arena *arena)
{
	struct identity value = fingerprint_value(print);
	return arena_printf(arena, "%016llx%016llx", (unsigned long long)value.high, (unsigned long long)value.low);
}

static void feed_value(struct fingerprint *print, const struct value *value)
{
	feed_number(print, value->kind);
	feed_number(print, value->scale);
	feed_number(print, value->a);
	feed_number(print, value->b);
}

static const char *regions_digest(const struct region_tree *tree, struct arena *arena)
{
	struct fingerprint print;
	fingerprint_init(&print);
	for (size_t i = 0; i < tree->count; i++) {
		const struct region *r = &tree->rows[i];
		feed(&print, r->code);
		feed_number(&print, r->kind);
		feed(&print, r->parent == REGION_NONE ? "" : tree->rows[r->parent].code);
		feed(&print, r->successor == REGION_NONE ? "" : tree->rows[r->successor].code);
		feed_number(&print, r->first_day);
		feed_number(&print, r->last_day);
	}
	return digest_text(&print, arena);
}

static const char *workspace_digest(const struct workspace *w, struct arena *arena)
{
	struct fingerprint print;
	fingerprint_init(&print);
	feed(&print, w->regions.rows[w->home].code);
	feed_number(&print, w->grains);
	feed_number(&print, w->through);
	feed_number(&print, w->rounding);
	feed(&print, w->words.nulls);
	return digest_text(&print, arena);
}

static void feed_map(struct fingerprint *print, const struct value_map *map)
{
	for (size_t i = 0; map && i < map->count; i++) {
		fingerprint_feed(print, map->rows[i].from.at, map->rows[i].from.len);
		feed(print, "");
		fingerprint_feed(print, map->rows[i].to.at, map->rows[i].to.len);
		feed(print, "");
	}
}

static void feed_field(struct fingerprint *print, const struct catalog_register *declared, uint32_t f)
{
	const struct schema_field *field = &declared->schema.fields[f];
	feed(print, field->name);
	feed_number(print, field->type);
	feed_number(print, field->flags);
	feed_number(print, field->scale);
	feed(print, field->check);
	feed_number(print, declared->checks[f]);
	feed(print, declared->aliases ? declared->aliases[f] : "");
	for (uint32_t c = 0; c < field->codes_count; c++)
		feed(print, field->codes[c].name);
	if (declared->adaptations)
		feed_map(print, declared->adaptations[f].map);
}

/* What the workspace's INI says of the register and its fields: how files are read and cells understood. Names of files are the sources' matter. */
static void feed_settings(struct fingerprint *print, const struct ini_file *ini, const char *name)
{
	size_t length = strlen(name);
	for (size_t i = 0; ini && i < ini->count; i++) {
		const struct ini_entry *e = &ini->entries[i];
		bool whole = strncmp(e->section, "register ", 9) == 0 && strcmp(e->section + 9, name) == 0;
		bool field = strncmp(e->section, "field ", 6) == 0 && strncmp(e->section + 6, name, length) == 0 &&
			e->section[6 + length] == '.';
		if ((!whole && !field) || !e->key || strcmp(e->key, "files") == 0 || strcmp(e->key, "keep_rows") == 0 ||
			strcmp(e->key, "due") == 0 || strncmp(e->key, "title", 5) == 0)
			continue;
		feed(print, e->key);
		feed(print, e->value);
	}
}

static void feed_parameter(struct fingerprint *print, const struct region_tree *tree, const struct parameter *parameter)
{
	feed(print, parameter->area);
	feed(print, parameter->name);
	feed(print, parameter->unit);
	feed_number(print, parameter->scale);
	for (size_t i = 0; i < parameter->count; i++) {
		const struct parameter_value *v = &parameter->values[i];
		feed(print, v->region == REGION_NONE ? "" : tree->rows[v->region].code);
		feed_number(print, v->first);
		feed_number(print, v->last);
		feed_number(print, v->value);
	}
}

static bool feed_parameters(struct fingerprint *print, const struct region_tree *tree, const struct condition *condition)
{
	bool any = false;
	for (uint32_t i = 0; condition && condition->by_place && i < condition->count; i++)
		if (condition->nodes[i].parameter) {
			feed_parameter(print, tree, condition->nodes[i].parameter);
			any = true;
		}
	return any;
}

static const char *register_digest(const struct publishing *p, const struct catalog_register *declared)
{
	struct fingerprint print;
	fingerprint_init(&print);
	feed(&print, p->run->workspace.regions.rows[declared->schema.scope].code);
	feed_number(&print, declared->covers_said ? declared->covers_first : INT32_MIN);
	feed_number(&print, declared->covers_said ? declared->covers_last : INT32_MIN);
	feed_number(&print, declared->dates);
	feed_number(&print, declared->century);
	feed_number(&print, declared->delivery);
	for (uint32_t f = 0; f < declared->schema.fields_count; f++)
		feed_field(&print, declared, f);
	feed_settings(&print, p->run->workspace.areas[declared->area].ini, declared->schema.name);
	for (uint32_t k = 0; k < declared->schema.keys_count; k++)
		feed_number(&print, declared->schema.keys[k]);
	for (size_t r = 0; r < declared->rules_count; r++) {
		feed(&print, declared->rules[r].condition->source);
		feed_number(&print, declared->rules[r].severity);
		feed_parameters(&print, &p->run->workspace.regions, declared->rules[r].condition);
	}
	return digest_text(&print, p->run->arena);
}

/* The SQL of a plan is all of it; titles and notes change no figure. */
static const char *indicator_digest(const struct publishing *p, int row)
{
	const struct catalog_indicator *i = &p->run->catalog.indicators[row];
	struct fingerprint print;
	fingerprint_init(&print);
	feed_number(&print, i->kind);
	feed(&print, i->unit);
	feed(&print, i->formula_text);
	feed_number(&print, i->plan.scale);
	feed_number(&print, i->plan.grains);
	if (i->kind == FROM_REGISTER)
		feed(&print, plan_sql(&p->run->catalog, row, p->run->arena));
	return digest_text(&print, p->run->arena);
}

/* What is said about one indicator; "" when nothing is. */
static const char *said_digest(const struct publishing *p, const struct statement_list *list, const char *indicator)
{
	struct fingerprint print;
	bool any = false;
	fingerprint_init(&print);
	for (size_t i = 0; i < list->count; i++) {
		const struct statement *s = &list->rows[i];
		if (strcmp(s->indicator, indicator) != 0)
			continue;
		any = true;
		feed(&print, s->ref);
		feed(&print, s->region);
		feed_number(&print, s->when);
		feed(&print, s->breakdown);
		feed_number(&print, s->stat);
		feed(&print, s->edition);
		feed(&print, s->date);
		feed_value(&print, &s->bounds.value);
	}
	return any ? digest_text(&print, p->run->arena) : "";
}

static const char *opening_digest(const struct publishing *p, const struct area_statements *all, int indicator)
{
	struct fingerprint print;
	bool any = false;
	fingerprint_init(&print);
	for (size_t i = 0; i < all->openings_count; i++) {
		const struct opening *o = &all->openings[i];
		if (o->indicator != indicator)
			continue;
		any = true;
		feed(&print, p->run->workspace.regions.rows[o->region].code);
		feed_number(&print, o->when);
		feed(&print, o->breakdown);
		feed_number(&print, o->value);
	}
	return any ? digest_text(&print, p->run->arena) : "";
}

static const char *adjustment_digest(const struct publishing *p, const struct area_statements *all, int indicator)
{
	struct fingerprint print;
	bool any = false;
	fingerprint_init(&print);
	for (size_t i = 0; i < all->adjustments_count; i++) {
		const struct adjustment *a = &all->adjustments[i];
		if (a->indicator != indicator &&
			strcmp(p->run->catalog.indicators[indicator].flow, p->run->catalog.indicators[a->indicator].id) != 0)
			continue;
		any = true;
		feed(&print, p->run->workspace.regions.rows[a->region].code);
		feed_number(&print, a->when);
		feed(&print, a->breakdown);
		feed_number(&print, a->delta);
	}
	return any ? digest_text(&print, p->run->arena) : "";
}

/* The values of the parameters that an indicator reads; "" when it reads none. */
static const char *parameter_digest(const struct publishing *p, int row)
{
	const struct catalog_indicator *i = &p->run->catalog.indicators[row];
	const struct region_tree *tree = &p->run->workspace.regions;
	struct fingerprint print;
	fingerprint_init(&print);
	bool any = feed_parameters(&print, tree, i->plan.where);
	any |= feed_parameters(&print, tree, i->plan.share);
	for (uint32_t o = 0; i->formula && o < i->formula->operands_count; o++)
		if (i->formula->operands[o].parameter >= 0) {
			feed_parameter(&print, tree, &p->run->catalog.parameters.rows[i->formula->operands[o].parameter]);
			any = true;
		}
	return any ? digest_text(&print, p->run->arena) : "";
}

/* --- into the store --- */

static bool put_one(struct publishing *p, enum input_kind kind, const char *name, const char *digest, struct tally_error *error)
{
	struct store_input input = { name, digest };
	return digest ? store_put_inputs(p->writer, kind, "", &input, 1, error) : error_memory(error);
}

static const char *digest_of(const struct publishing *p, const struct area_report *area, enum input_kind kind, int row)
{
	const struct area_statements *all = &area->statements;
	const char *id = p->run->catalog.indicators[row].id;
	switch (kind) {
	case INPUT_GIVEN:
		return said_digest(p, &all->kinds[STATEMENT_GIVEN], id);
	case INPUT_PUBLISHED:
		return said_digest(p, &all->kinds[STATEMENT_PUBLISHED], id);
	case INPUT_OPENING:
		return opening_digest(p, all, row);
	case INPUT_ADJUSTMENT:
		return adjustment_digest(p, all, row);
	case INPUT_PARAMETER:
		return parameter_digest(p, row);
	default:
		return indicator_digest(p, row);
	}
}

/* One kind of input of all indicators of the area. */
static bool put_of_indicators(
	struct publishing *p, const struct area_report *area, int number, enum input_kind kind, struct tally_error *error)
{
	const struct catalog *catalog = &p->run->catalog;
	struct store_input *inputs = arena_array(p->run->arena, catalog->indicators_count + 1, sizeof(*inputs));
	size_t count = 0;
	if (!inputs)
		return error_memory(error);
	for (size_t i = 0; i < catalog->indicators_count; i++) {
		if (catalog->indicators[i].area != number || catalog->indicators[i].waits)
			continue;
		inputs[count] = (struct store_input){ catalog->indicators[i].id, digest_of(p, area, kind, (int)i) };
		if (!inputs[count].digest)
			return error_memory(error);
		count += inputs[count].digest[0] != '\0';
	}
	return store_put_inputs(p->writer, kind, area->name, inputs, count, error);
}

static bool put_sources(struct publishing *p, const struct scan_result *scan, const char *owner, struct tally_error *error)
{
	struct store_input *inputs = arena_array(p->run->arena, scan->sources_count + 1, sizeof(*inputs));
	if (!inputs)
		return error_memory(error);
	for (size_t i = 0; i < scan->sources_count; i++) {
		const struct identity *print = &scan->sources[i].totals.fingerprint;
		inputs[i].name = scan->sources[i].name;
		inputs[i].digest = arena_printf(
			p->run->arena, "%016llx%016llx", (unsigned long long)print->high, (unsigned long long)print->low);
		if (!inputs[i].digest)
			return error_memory(error);
	}
	return store_put_inputs(p->writer, INPUT_SOURCE, owner, inputs, scan->sources_count, error);
}

/* Each register with its files; apart from them those whose records are kept. */
static bool put_registers(struct publishing *p, const struct area_report *area, struct tally_error *error)
{
	struct store_input *inputs = arena_array(p->run->arena, area->scans_count + 1, sizeof(*inputs));
	struct store_input *kept = arena_array(p->run->arena, area->scans_count + 1, sizeof(*kept));
	size_t kept_count = 0;
	if (!inputs || !kept)
		return error_memory(error);
	for (size_t s = 0; s < area->scans_count; s++) {
		const struct catalog_register *declared = &p->run->catalog.registers[area->registers[s]];
		inputs[s].name = arena_printf(p->run->arena, "%s.%s", declared->schema.area, declared->schema.name);
		inputs[s].digest = register_digest(p, declared);
		if (!inputs[s].name || !inputs[s].digest)
			return error_memory(error);
		if (!put_sources(p, &area->scans[s], inputs[s].name, error))
			return false;
		if (kept_any(&area->kept[s]))
			kept[kept_count++] = (struct store_input){ inputs[s].name, "kept" };
	}
	return store_put_inputs(p->writer, INPUT_REGISTER, area->name, inputs, area->scans_count, error) &&
		store_put_inputs(p->writer, INPUT_KEPT, area->name, kept, kept_count, error);
}

bool publish_inputs(struct publishing *p, struct tally_error *error)
{
	static const enum input_kind kinds[] = { INPUT_INDICATOR, INPUT_GIVEN, INPUT_PUBLISHED, INPUT_OPENING, INPUT_ADJUSTMENT,
		INPUT_PARAMETER };
	const struct run *run = p->run;
	if (!put_one(p, INPUT_CORE, "tally", run->options->version ? run->options->version : "", error) ||
		!put_one(p, INPUT_WORKSPACE, "tally.ini", workspace_digest(&run->workspace, run->arena), error) ||
		!put_one(p, INPUT_REGIONS, "regions", regions_digest(&run->workspace.regions, run->arena), error))
		return false;
	for (size_t a = 0; a < run->report.areas_count; a++) {
		const struct area_report *area = &run->report.areas[a];
		if (area->state != AREA_DONE)
			continue;
		if (!put_registers(p, area, error))
			return false;
		for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
			if (!put_of_indicators(p, area, (int)a, kinds[k], error))
				return false;
	}
	return true;
}
