/* Model: a register in normal form: typed fields with numbers instead of names. Built by the catalog from a checked block; the reader fills
 * batches by it, conditions and plans point into it. Data on purpose: everything here is read-only after it was built. */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

#include <tally/plugin.h>

#include "base/arena.h"

struct schema_code {
	const char *name, *title, *title_en;
	const char *alias; /* "a | b" */
};

struct schema_group {
	const char *name, *title, *title_en;
	const uint32_t *members; /* places in codes */
	uint32_t members_count;
};

struct schema_field {
	const char *name, *title, *title_en;
	const char *alias; /* other headings, "a | b" */
	const char *unit, *check;
	const struct schema_code *codes;
	const struct schema_group *groups;
	uint32_t codes_count, groups_count;
	enum tally_type type;
	uint32_t flags;
	int scale;
	enum tally_precision precision;
	const char *list; /* of a code field whose cells may hold several: characters between them; NULL or "": one code */
};

static inline bool schema_lists(const struct schema_field *field)
{
	return field->list && field->list[0];
}

enum { FIELD_NONE = -1 };

struct schema {
	const char *area, *name, *title, *title_en;
	const struct schema_field *fields;
	uint32_t fields_count;
	int date; /* field that dates a record, or FIELD_NONE */
	int scope; /* row of the region tree */
	const uint32_t *keys; /* fields of the key, in declared order */
	uint32_t keys_count;
};

int schema_field(const struct schema *schema, struct text name); /* FIELD_NONE when unknown */
int schema_region(
	const struct schema *schema); /* the first region field, by which records are counted where nothing else is said */
int schema_code(const struct schema_field *field, struct text name); /* place by name, title or alias; -1 when unknown */
int schema_group(const struct schema_field *field, struct text name); /* by name; -1 when unknown */
/* The next of several codes in a cell of a list field, trimmed; false at the end. */
bool schema_list_next(const struct schema_field *field, struct text *rest, struct text *part);
/* Codes by name or by title, with what stands between them, in the arena; NULL when out of memory. */
const char *schema_list_text(const struct schema_field *field, struct tally_codes codes, bool titles, struct arena *arena);
/* The names of the fields (for hints), in the arena; NULL when out of memory. */
const char *const *schema_names(const struct schema *schema, struct arena *arena);

#endif
