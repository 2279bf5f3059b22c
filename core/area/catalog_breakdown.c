/* Area: the catalog's breakdowns: "level, kind, level*kind" as numbered parts, each with its text. */
#include <stdio.h>
#include <string.h>

#include "area/catalog_inner.h"

enum { PARTS_MAX = 32768, PART_BYTES = 512 };

/* Remembers a text; its place in b->texts is settled into a number when all areas are known. */
static bool keep_text(struct building *b, const char *text, uint32_t *place)
{
	char *copy = arena_copy(b->arena, text_of(text));
	if (!copy || !memory_grow(&b->texts, &b->texts_capacity, b->texts_count + 1, sizeof(*b->texts)))
		return false;
	*place = (uint32_t)b->texts_count;
	b->texts[b->texts_count++] = copy;
	return true;
}

/* "kind=invention,level=" of part number `part`. */
static bool part_text(const struct schema *schema, const struct breakdown *by, uint32_t part, char out[PART_BYTES])
{
	uint32_t places[BREAKDOWN_FIELDS_MAX] = { 0 };
	for (uint32_t f = by->fields_count; f-- > 0; part /= by->sizes[f] + 1)
		places[f] = part % (by->sizes[f] + 1);
	size_t used = 0;
	for (uint32_t f = 0; f < by->fields_count; f++) {
		const struct schema_field *field = &schema->fields[by->fields[f]];
		const char *code = places[f] < field->codes_count ? field->codes[places[f]].name : "";
		int n = snprintf(out + used, PART_BYTES - used, "%s%s=%s", f ? "," : "", field->name, code);
		used += (size_t)n;
		if (used >= PART_BYTES)
			return false;
	}
	return true;
}

static bool number_parts(struct building *b, const struct schema *schema, struct breakdown *by)
{
	char text[PART_BYTES];
	uint32_t *texts = arena_array(b->arena, by->parts_count, sizeof(*texts));
	if (!texts)
		return false;
	for (uint32_t part = 0; part < by->parts_count; part++)
		if (!part_text(schema, by, part, text) || !keep_text(b, text, &texts[part]))
			return false;
	by->texts = texts;
	return true;
}

static bool number_groups(struct building *b, const struct schema *schema, struct breakdown *by)
{
	const struct schema_field *field = &schema->fields[by->fields[0]];
	if (by->fields_count != 1 || field->groups_count == 0)
		return true;
	struct breakdown_group *groups = arena_array(b->arena, field->groups_count, sizeof(*groups));
	if (!groups)
		return false;
	for (uint32_t g = 0; g < field->groups_count; g++) {
		char text[PART_BYTES];
		snprintf(text, sizeof(text), "%s=%s", field->name, field->groups[g].name);
		groups[g] = (struct breakdown_group){ .members = field->groups[g].members,
			.count = field->groups[g].members_count };
		if (!keep_text(b, text, &groups[g].text))
			return false;
	}
	by->groups = groups;
	by->groups_count = field->groups_count;
	return true;
}

/* The fields of one item, "level*kind". */
static bool read_item(
	struct building *b, const struct schema *schema, struct text item, const char *subject, struct breakdown *by)
{
	struct text rest = item, name;
	uint64_t parts = 1;
	while (text_next(&rest, '*', &name)) {
		int field = schema_field(schema, name);
		if (field == FIELD_NONE) {
			const char *const *names = schema_names(schema, b->arena);
			building_fault(b, "indicator", subject, "by", _("no field '%.*s' in register '%s'%s"), (int)name.len,
				name.at, schema->name, names ? fault_hint(b->faults, name, names, schema->fields_count) : "");
			return false;
		}
		if (schema->fields[field].type != TALLY_CODE) {
			building_fault(b, "indicator", subject, "by",
				_("field '%.*s' is no code; only a closed list breaks down a figure"), (int)name.len, name.at);
			return false;
		}
		if (by->fields_count == BREAKDOWN_FIELDS_MAX) {
			building_fault(b, "indicator", subject, "by", _("'%.*s' crosses more than %d fields"), (int)item.len,
				item.at, BREAKDOWN_FIELDS_MAX);
			return false;
		}
		if (schema_lists(&schema->fields[field]) && by->listed) {
			building_fault(b, "indicator", subject, "by",
				_("'%.*s' crosses two fields that may hold several codes; one of them can be in a crossing"),
				(int)item.len, item.at);
			return false;
		}
		if (schema_lists(&schema->fields[field])) {
			by->listed = true;
			by->list_field = (uint32_t)field;
		}
		by->fields[by->fields_count] = (uint32_t)field;
		by->sizes[by->fields_count++] = schema->fields[field].codes_count;
		parts *= schema->fields[field].codes_count + 1;
	}
	if (parts > PARTS_MAX) {
		building_fault(b, "indicator", subject, "by", _("'%.*s' has %llu parts; at most %d"), (int)item.len, item.at,
			(unsigned long long)parts, PARTS_MAX);
		return false;
	}
	by->parts_count = (uint32_t)parts;
	return by->fields_count > 0;
}

/* As declared, without blanks. */
static const char *squeeze(struct building *b, struct text item)
{
	char *out = arena_copy(b->arena, item), *at = out;
	for (size_t i = 0; out && i < item.len; i++)
		if (item.at[i] != ' ' && item.at[i] != '\t')
			*at++ = item.at[i];
	if (out)
		*at = '\0';
	return out;
}

bool build_breakdowns(struct building *b, const struct schema *schema, const char *by, const char *subject, struct plan *plan)
{
	struct text rest = text_of(by), item;
	struct breakdown *items = arena_array(b->arena, BREAKDOWN_ITEMS_MAX, sizeof(*items));
	if (!items)
		return false;
	plan->by = items;
	while (text_next(&rest, ',', &item)) {
		struct breakdown *out = &items[plan->by_count];
		if (plan->by_count == BREAKDOWN_ITEMS_MAX) {
			building_fault(b, "indicator", subject, "by", _("more than %d breakdowns"), BREAKDOWN_ITEMS_MAX);
			return true;
		}
		out->by = squeeze(b, item);
		if (!out->by)
			return false;
		if (!read_item(b, schema, item, subject, out)) {
			*out = (struct breakdown){ 0 };
			continue;
		}
		plan->by_count++;
		if (!number_parts(b, schema, out) || !number_groups(b, schema, out))
			return false;
	}
	return true;
}
