/* Model, private to the parser of conditions: its state, and reading the values that a field is compared with. */
#ifndef MODEL_CONDITION_PARSER_H
#define MODEL_CONDITION_PARSER_H

#include "model/condition.h"
#include "model/lex.h"

enum { CONDITION_NODES = 256, CONDITION_DEPTH = 32 };

struct condition_parser {
	struct lexer lexer;
	struct token token; /* looked at, not yet taken */
	const struct schema *schema;
	const struct region_tree *tree;
	struct arena *arena;
	struct tally_error *error;
	struct condition_node *nodes; /* CONDITION_NODES of them */
	int count;
	int depth;
};

/* Values on the right of a comparison, in the arena; texts for a text field, numbers for all others. */
struct condition_values {
	int64_t *numbers;
	struct text *texts;
	size_t count, capacity;
};

/* Takes the token as a value of the field and appends it; a group appends its members. */
bool condition_value(struct condition_parser *parser, int field, struct condition_values *values) MUST_USE;
/* Sorts, and drops what is there twice. */
void condition_values_sort(struct condition_values *values);
/* The field that the token names, or FIELD_NONE. */
int condition_field_named(const struct condition_parser *parser);
/* Takes the token as the name of a field; an unknown one sets the error. */
bool condition_field(struct condition_parser *parser, int *field) MUST_USE;
/* Whether two fields can stand on both sides of a comparison; else the error says why. */
bool condition_comparable(struct condition_parser *parser, int column, int field, int other) MUST_USE;
/* What fields of the type hold, for messages; translated. */
const char *condition_type_text(enum tally_type type);

#endif
