/* Model: look-ups in a register in normal form. Knows names, titles and aliases; nothing of files, batches or how a cell is read. */
#include "model/schema.h"

#include <string.h>

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
	return text_in_labels(name, code->alias);
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

/* Bytes of the character that the text begins with. */
static size_t character(const char *at)
{
	size_t bytes = at[0] != '\0';
	while (bytes && ((unsigned char)at[bytes] & 0xc0) == 0x80)
		bytes++;
	return bytes;
}

/* Bytes of the separator that stands at `at`; 0: none. */
static size_t separator(const char *list, const char *at, size_t room)
{
	for (size_t bytes = character(list); bytes; list += bytes, bytes = character(list))
		if (bytes <= room && memcmp(list, at, bytes) == 0)
			return bytes;
	return 0;
}

bool schema_list_next(const struct schema_field *field, struct text *rest, struct text *part)
{
	if (!rest->at)
		return false;
	size_t end = 0, cut = 0;
	while (end < rest->len && (cut = separator(field->list, rest->at + end, rest->len - end)) == 0)
		end++;
	*part = text_trim((struct text){ rest->at, end });
	if (end == rest->len)
		*rest = (struct text){ NULL, 0 };
	else
		*rest = (struct text){ rest->at + end + cut, rest->len - end - cut };
	return true;
}

const char *schema_list_text(const struct schema_field *field, struct tally_codes codes, bool titles, struct arena *arena)
{
	const char *text = "";
	for (uint64_t i = 0; text && i < codes.count; i++) {
		const struct schema_code *code = &field->codes[codes.at[i]];
		text = arena_printf(arena, "%s%.*s%s", text, i ? (int)character(field->list) : 0, field->list,
			titles && code->title[0] ? code->title : code->name);
	}
	return text;
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
