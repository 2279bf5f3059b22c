/* Model, private to the parser of conditions: its state, and the steps that its files share. */
#ifndef MODEL_CONDITION_PARSER_H
#define MODEL_CONDITION_PARSER_H

#include "model/condition.h"
#include "model/lex.h"

enum { CONDITION_NODES = 256, CONDITION_DEPTH = 32 };

struct condition_parser {
	struct lexer lexer;
	const struct schema *schema;
	const struct region_tree *tree;
	const struct parameter_list *parameters; /* or NULL */
	struct arena *arena;
	struct tally_error *error;
	struct condition_node *nodes; /* CONDITION_NODES of them */
	int count;
	int depth;
};

/* condition.c: nodes are put at the end; the last one's number is `count` - 1. */
bool condition_add(struct condition_parser *parser, struct condition_node node) MUST_USE;
bool condition_join(struct condition_parser *parser, enum condition_op op, int left, int right) MUST_USE;
bool condition_not(struct condition_parser *parser) MUST_USE; /* of the last node */

/* condition_compare.c: takes one test and adds its nodes. */
bool condition_test(struct condition_parser *parser) MUST_USE;

/* condition_param.c: the token is a parameter; and the comparison of a number, or of years, with it, added as a node. */
bool condition_at_param(const struct condition_parser *parser);
bool condition_param(struct condition_parser *parser, struct condition_node node) MUST_USE;

/* condition_value.c: values on the right of a comparison, in the arena; texts for a text field, numbers for all others. */
struct condition_values {
	int64_t *numbers;
	struct text *texts;
	size_t count, capacity;
};

/* Takes the token as a value of the field and appends it; a group appends its members. */
bool condition_value(struct condition_parser *parser, int field, struct condition_values *values) MUST_USE;
/* Sorts, and drops what is there twice. */
void condition_values_sort(struct condition_values *values);
/* What fields of the type hold, for messages; translated. */
const char *condition_type_text(enum tally_type type);
/* "; allowed: a, b, c; did you mean 'b'?" for the token, in the arena; "" when there is no memory left. */
const char *condition_hint(struct condition_parser *parser, const char *const *names, size_t count);

#endif
