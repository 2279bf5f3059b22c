/* Model: look-ups in a register in normal form. Knows names, titles and aliases; nothing of files, batches or how a cell is read. */
#include "model/schema.h"

int schema_field(const struct schema *schema, struct text name)
{
	for (uint32_t i = 0; i < schema->fields_count; i++) {
		if (name.len > 0 && text_is(name, schema->fields[i].name))
			return (int)i;
	}
	return FIELD_NONE;
}

static bool label_is(struct text name, const char *label)
{
	struct text text = text_of(label);
	return text.len > 0 && text_same_label(name, text);
}

static bool alias_has(struct text name, const char *alias)
{
	struct text rest = text_of(alias), part;
	while (text_next(&rest, '|', &part)) {
		if (part.len > 0 && text_same_label(name, part))
			return true;
	}
	return false;
}

static bool by_name(const struct schema_code *code, struct text name)
{
	return text_is(name, code->name);
}

static bool by_title(const struct schema_code *code, struct text name)
{
	return label_is(name, code->title) || label_is(name, code->title_en);
}

static bool by_alias(const struct schema_code *code, struct text name)
{
	return alias_has(name, code->alias);
}

int schema_code(const struct schema_field *field, struct text name)
{
	/* In this order over the whole list: a code's own name is never taken for the alias of an earlier one. */
	static bool (*const ways[])(const struct schema_code *, struct text) = { by_name, by_title, by_alias };
	if (name.len == 0)
		return -1;
	for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++) {
		for (uint32_t i = 0; i < field->codes_count; i++) {
			if (ways[way](&field->codes[i], name))
				return (int)i;
		}
	}
	return -1;
}

int schema_group(const struct schema_field *field, struct text name)
{
	for (uint32_t i = 0; i < field->groups_count; i++) {
		if (name.len > 0 && text_is(name, field->groups[i].name))
			return (int)i;
	}
	return -1;
}

const char *const *schema_names(const struct schema *schema, struct arena *arena)
{
	const char **names = arena_array(arena, schema->fields_count + 1, sizeof *names);
	if (names == NULL)
		return NULL;
	for (uint32_t i = 0; i < schema->fields_count; i++)
		names[i] = schema->fields[i].name;
	return names;
}

int schema_region(const struct schema *schema)
{
	for (uint32_t i = 0; i < schema->fields_count; i++)
		if (schema->fields[i].type == TALLY_REGION)
			return (int)i;
	return FIELD_NONE;
}
