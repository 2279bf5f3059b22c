/* Area: the catalog's registers: fields with their codes and groups, the key, the date, what the workspace says of files, and rules. */
#include <string.h>

#include "area/catalog_inner.h"
#include "area/words.h"
#include "model/check.h"

const char *text_at(const struct building *b, uint32_t offset)
{
	return block_text(b->block, offset);
}

static const char *field_subject(struct building *b, const struct schema *schema, const char *field)
{
	const char *subject = arena_printf(b->arena, "%s.%s", schema->name, field);
	if (!subject)
		b->faults->memory = true;
	return subject ? subject : "";
}

static bool build_codes(struct building *b, const struct block_field *row, struct schema_field *field, const char *subject)
{
	const struct block_code *codes = (const struct block_code *)block_rows(b->block, BLOCK_CODES) + row->codes.first;
	struct schema_code *out = arena_array(b->arena, row->codes.count + 1, sizeof(*out));
	if (!out)
		return false;
	for (uint32_t i = 0; i < row->codes.count; i++) {
		out[i] = (struct schema_code){ text_at(b, codes[i].name), text_at(b, codes[i].title),
			text_at(b, codes[i].title_en), text_at(b, codes[i].alias) };
		for (uint32_t k = 0; k < i; k++)
			if (strcmp(out[k].name, out[i].name) == 0)
				building_fault(b, "field", subject, "codes", _("code '%s' stands twice"), out[i].name);
	}
	field->codes = out;
	field->codes_count = row->codes.count;
	return true;
}

static bool is_member(const struct schema_group *group, uint32_t code)
{
	for (uint32_t i = 0; i < group->members_count; i++)
		if (group->members[i] == code)
			return true;
	return false;
}

static bool build_group(struct building *b, const struct block_group *row, const struct schema_field *field,
	const char *subject, struct schema_group *out)
{
	uint32_t *members = arena_array(b->arena, field->codes_count + 1, sizeof(*members));
	struct text rest = text_of(text_at(b, row->members)), part;
	if (!members)
		return false;
	*out = (struct schema_group){ text_at(b, row->name), text_at(b, row->title), text_at(b, row->title_en), members, 0 };
	while (text_next(&rest, '|', &part)) {
		int code = schema_code(field, part);
		if (code < 0)
			building_fault(b, "field", subject, "groups", _("group %s: no code '%.*s' of this field"), out->name,
				(int)part.len, part.at);
		else if (!is_member(out, (uint32_t)code)) /* said twice, counted once */
			members[out->members_count++] = (uint32_t)code;
	}
	if (out->members_count == 0)
		building_fault(b, "field", subject, "groups", _("group %s has no members; write code | code"), out->name);
	if (schema_code(field, text_of(out->name)) >= 0)
		building_fault(b, "field", subject, "groups", _("group %s has the name of a code"), out->name);
	return true;
}

static bool build_groups(struct building *b, const struct block_field *row, struct schema_field *field, const char *subject)
{
	const struct block_group *groups = (const struct block_group *)block_rows(b->block, BLOCK_GROUPS) + row->groups.first;
	struct schema_group *out = arena_array(b->arena, row->groups.count + 1, sizeof(*out));
	if (!out)
		return false;
	for (uint32_t i = 0; i < row->groups.count; i++) {
		if (!build_group(b, &groups[i], field, subject, &out[i]))
			return false;
		for (uint32_t k = 0; k < i; k++)
			if (strcmp(out[k].name, out[i].name) == 0)
				building_fault(b, "field", subject, "groups", _("group '%s' stands twice"), out[i].name);
	}
	field->groups = out;
	field->groups_count = row->groups.count;
	return true;
}

/* A letter or a digit between codes would cut their names. */
static void check_list(struct building *b, const struct schema_field *field, const char *subject)
{
	if (!schema_lists(field))
		return;
	if (field->type != TALLY_CODE)
		building_fault(b, "field", subject, "list", _("only a field of type code may hold several codes"));
	if (field->flags & TALLY_KEY)
		building_fault(b, "field", subject, "list", _("a field of the key holds one value; take key or list away"));
	for (const char *at = field->list; *at; at++)
		if ((*at >= '0' && *at <= '9') || (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || *at == '_') {
			building_fault(b, "field", subject, "list",
				_("'%s' has letters or digits, which are part of codes; name the characters between codes, "
				  "such as ;"),
				field->list);
			return;
		}
}

static void check_field(struct building *b, const struct schema_field *field, const char *subject)
{
	enum check check;
	if ((field->type == TALLY_CODE) != (field->codes_count > 0))
		building_fault(b, "field", subject, "codes",
			field->type == TALLY_CODE ? _("a field of type code needs codes = name:title | name:title")
						  : _("only a field of type code has codes"));
	if (field->scale && field->type != TALLY_DECIMAL)
		building_fault(b, "field", subject, "scale", _("only a field of type decimal has a scale"));
	check_list(b, field, subject);
	if (field->precision != TALLY_DAY && field->type != TALLY_DATE)
		building_fault(b, "field", subject, "precision", _("only a field of type date has a precision"));
	if (!field->check[0])
		return;
	if (field->type != TALLY_TEXT)
		building_fault(b, "field", subject, "check", _("only a field of type text has a named check"));
	if (!check_named(text_of(field->check), &check))
		building_fault(b, "field", subject, "check", _("unknown check '%s'%s"), field->check,
			fault_hint(b->faults, text_of(field->check), check_names, CHECK_COUNT));
}

static bool build_field(
	struct building *b, const struct schema *schema, const struct block_field *row, struct schema_field *field)
{
	*field = (struct schema_field){ .name = text_at(b, row->name),
		.title = text_at(b, row->title),
		.title_en = text_at(b, row->title_en),
		.alias = text_at(b, row->alias),
		.unit = text_at(b, row->unit),
		.check = text_at(b, row->check),
		.type = (enum tally_type)row->type,
		.flags = row->flags,
		.scale = (int)row->scale,
		.precision = (enum tally_precision)row->precision,
		.list = text_at(b, row->list) };
	const char *subject = field_subject(b, schema, field->name);
	if (!build_codes(b, row, field, subject) || !build_groups(b, row, field, subject))
		return false;
	check_field(b, field, subject);
	return true;
}

static bool build_fields(struct building *b, const struct block_register *row, struct schema *schema)
{
	const struct block_field *rows = (const struct block_field *)block_rows(b->block, BLOCK_FIELDS) + row->fields.first;
	struct schema_field *fields = arena_array(b->arena, row->fields.count + 1, sizeof(*fields));
	uint32_t *keys = arena_array(b->arena, row->fields.count + 1, sizeof(*keys));
	if (!fields || !keys)
		return false;
	for (uint32_t i = 0; i < row->fields.count; i++) {
		if (!build_field(b, schema, &rows[i], &fields[i]))
			return false;
		if (fields[i].flags & TALLY_KEY)
			keys[schema->keys_count++] = i;
		for (uint32_t k = 0; k < i; k++)
			if (strcmp(fields[k].name, fields[i].name) == 0)
				building_fault(b, "field", field_subject(b, schema, fields[i].name), NULL,
					_("field '%s' stands twice"), fields[i].name);
	}
	schema->fields = fields;
	schema->fields_count = row->fields.count;
	schema->keys = keys;
	if (row->fields.count == 0)
		building_fault(b, "register", schema->name, NULL, _("a register without fields; declare [field %s.NAME]"),
			schema->name);
	return true;
}

static void settle_date(struct building *b, const char *name, struct schema *schema)
{
	schema->date = FIELD_NONE;
	if (name[0]) {
		schema->date = schema_field(schema, text_of(name));
		if (schema->date == FIELD_NONE) {
			const char *const *names = schema_names(schema, b->arena);
			building_fault(b, "register", schema->name, "date", _("no field '%s'%s"), name,
				names ? fault_hint(b->faults, text_of(name), names, schema->fields_count) : "");
		} else if (schema->fields[schema->date].type != TALLY_DATE &&
			schema->fields[schema->date].type != TALLY_PERIOD) {
			building_fault(b, "register", schema->name, "date", _("field '%s' is no date"), name);
			schema->date = FIELD_NONE;
		}
	}
	/* after a fault too, so that indicators do not tell it again */
	for (uint32_t i = 0; i < schema->fields_count && schema->date == FIELD_NONE; i++)
		if (schema->fields[i].type == TALLY_DATE && !(schema->fields[i].flags & TALLY_OPTIONAL))
			schema->date = (int)i;
}

static void settle_scope(struct building *b, const char *code, struct schema *schema)
{
	schema->scope = b->workspace->home;
	if (!code[0])
		return;
	schema->scope = region_find(&b->workspace->regions, text_of(code));
	if (schema->scope == REGION_NONE)
		building_fault(b, "register", schema->name, "scope", _("'%s' is no code of the table of regions"), code);
}

/* --- what the workspace says of it --- */

static const struct register_input *find_input(const struct area *area, const char *name)
{
	for (size_t i = 0; i < area->inputs_count; i++)
		if (strcmp(area->inputs[i].name, name) == 0)
			return &area->inputs[i];
	return NULL;
}

/* Severity of a rule or check: severity.NAME of the area, else as declared. */
static enum tally_severity settle_severity(struct building *b, const char *name, enum tally_severity declared)
{
	const struct area *area = &b->workspace->areas[b->area];
	const struct family_entry *entry = area_family(area, "severity.", "", name);
	static const char *const allowed[] = { "error", "warning", "off" };
	if (!entry)
		return declared;
	for (int i = 0; i < 3; i++)
		if (strcmp(entry->value, allowed[i]) == 0)
			return (enum tally_severity)(TALLY_ERROR + i);
	fault_add(b->faults, area->path, entry->line, _("severity.%s: '%s' is not allowed; error, warning or off"), name,
		entry->value);
	return declared;
}

static bool settle_checks(struct building *b, struct catalog_register *r)
{
	enum tally_severity *checks = arena_array(b->arena, r->schema.fields_count + 1, sizeof(*checks));
	if (!checks)
		return false;
	for (uint32_t i = 0; i < r->schema.fields_count; i++) {
		const char *check = r->schema.fields[i].check;
		checks[i] = check[0] ? settle_severity(b, check, TALLY_WARNING) : TALLY_OFF;
	}
	r->checks = checks;
	r->dates = settle_severity(b, "dates", TALLY_WARNING);
	r->century = settle_severity(b, "century", TALLY_WARNING);
	r->delivery = settle_severity(b, "delivery", TALLY_WARNING);
	return true;
}

static struct catalog_register *own_register(struct building *b, const char *name)
{
	for (size_t i = 0; i < b->registers_count; i++)
		if (b->registers[i].area == b->area && strcmp(b->registers[i].schema.name, name) == 0)
			return &b->registers[i];
	return NULL;
}

bool build_registers(struct building *b)
{
	const struct area *area = &b->workspace->areas[b->area];
	const struct block_register *rows = block_rows(b->block, BLOCK_REGISTERS);
	for (uint32_t i = 0; i < b->block->tables[BLOCK_REGISTERS].count; i++) {
		struct catalog_register *r = &b->registers[b->registers_count++];
		*r = (struct catalog_register){ .area = b->area, .note = text_at(b, rows[i].note), .listed = FIELD_NONE };
		r->schema.area = area->name;
		r->schema.name = text_at(b, rows[i].name);
		r->schema.title = text_at(b, rows[i].title);
		r->schema.title_en = text_at(b, rows[i].title_en);
		r->input = find_input(area, r->schema.name);
		if (own_register(b, r->schema.name) != r)
			building_fault(b, "register", r->schema.name, NULL, _("register '%s' stands twice"), r->schema.name);
		if (!build_fields(b, &rows[i], &r->schema))
			return false;
		settle_date(b, text_at(b, rows[i].date), &r->schema);
		settle_scope(b, text_at(b, rows[i].scope), &r->schema);
		if (!settle_input(b, r) || !settle_checks(b, r))
			return false;
	}
	return true;
}

/* --- rules --- */

static bool build_rule(struct building *b, const struct block_rule *row)
{
	const char *name = text_at(b, row->name);
	struct catalog_register *r = own_register(b, text_at(b, row->on));
	struct tally_error trouble = { 0 };
	for (const struct block_rule *other = block_rows(b->block, BLOCK_RULES); other < row; other++)
		if (strcmp(text_at(b, other->name), name) == 0)
			building_fault(b, "rule", name, NULL, _("rule '%s' stands twice"), name);
	if (!r) {
		building_fault(b, "rule", name, "register", _("no register '%s' in this area"), text_at(b, row->on));
		return true;
	}
	struct catalog_rule *rules = (struct catalog_rule *)(uintptr_t)r->rules; /* made by build_rules in our arena */
	struct catalog_rule *rule = &rules[r->rules_count];
	rule->name = name;
	rule->title = text_at(b, row->title);
	rule->source = text_at(b, row->source);
	rule->severity = settle_severity(b, name, row->severity ? (enum tally_severity)row->severity : TALLY_WARNING);
	rule->condition = build_condition(b, text_of(text_at(b, row->where)), &r->schema, schema_region(&r->schema), &trouble);
	if (trouble.code == ERROR_MEMORY)
		return false;
	if (!rule->condition)
		building_fault(b, "rule", name, "where", "%s", trouble.what);
	else if (rule->severity != TALLY_OFF)
		r->rules_count++;
	return true;
}

/* Every severity.NAME must name a rule or a check of the area. */
static void check_severities(struct building *b)
{
	const struct area *area = &b->workspace->areas[b->area];
	const struct block_rule *rows = block_rows(b->block, BLOCK_RULES);
	uint32_t count = b->block->tables[BLOCK_RULES].count;
	const char **names = arena_array(b->arena, count + CHECK_COUNT + 3, sizeof(*names));
	if (!names) {
		b->faults->memory = true;
		return;
	}
	for (uint32_t i = 0; i < count; i++)
		names[i] = text_at(b, rows[i].name);
	for (int i = 0; i < CHECK_COUNT; i++)
		names[count++] = check_names[i];
	names[count++] = "dates";
	names[count++] = "century";
	names[count++] = "delivery";
	for (size_t i = 0; i < area->families_count; i++) {
		const struct family_entry *entry = &area->families[i];
		uint32_t n = 0;
		if (strcmp(entry->word->name, "severity.") != 0)
			continue;
		while (n < count && strcmp(names[n], entry->member) != 0)
			n++;
		if (n == count)
			fault_add(b->faults, area->path, entry->line, _("severity.%s: no rule or check of this name%s"),
				entry->member, fault_hint(b->faults, text_of(entry->member), names, count));
	}
}

bool build_rules(struct building *b)
{
	const struct block_rule *rows = block_rows(b->block, BLOCK_RULES);
	uint32_t count = b->block->tables[BLOCK_RULES].count;
	for (size_t i = 0; i < b->registers_count; i++)
		if (b->registers[i].area == b->area) {
			b->registers[i].rules = arena_array(b->arena, count + 1, sizeof(struct catalog_rule));
			if (!b->registers[i].rules)
				return false;
		}
	for (uint32_t i = 0; i < count; i++)
		if (!build_rule(b, &rows[i]))
			return false;
	check_severities(b);
	return true;
}
