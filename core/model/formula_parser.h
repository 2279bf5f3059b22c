/* Model, private to the parser of formulas: its state, and reading what a formula is made of. */
#ifndef MODEL_FORMULA_PARSER_H
#define MODEL_FORMULA_PARSER_H

#include "model/formula.h"
#include "model/lex.h"

struct formula_parser {
	struct lexer lexer;
	struct arena *arena;
	struct tally_error *error;
	struct formula_node *nodes; /* FORMULA_NODES of them */
	struct formula_operand *operands; /* FORMULA_OPERANDS of them */
	int count;
	int operands_count;
	int depth;
	bool constant; /* a formula without an indicator is allowed */
	enum formula_take take; /* of the function at hand */
};

/* Puts the node at the end; its number is the one before `count`. */
bool formula_add(struct formula_parser *parser, struct formula_node node) MUST_USE;

/* Each takes its tokens and adds one node. */
bool formula_number(struct formula_parser *parser) MUST_USE;
bool formula_operand_named(struct formula_parser *parser, enum formula_when when) MUST_USE;
bool formula_function(struct formula_parser *parser) MUST_USE;
bool formula_at_function(const struct formula_parser *parser);

#endif
