/* Room model: the grammar of formulas. Turns the text into nodes, operands before what is made of them, and names every operand
 * once. Must not know what an indicator is: names are resolved by formula_check.c. */
#include "model/formula.h"

#include <string.h>

#include "model/formula_linear.h"
#include "model/formula_parser.h"

bool formula_add(struct formula_parser *parser, struct formula_node node)
{
	if (parser->count == FORMULA_NODES)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: the formula is too long; at most %d parts are allowed"), parser->lexer.token.column,
			FORMULA_NODES);
	parser->nodes[parser->count++] = node;
	return true;
}

static bool parse_sum(struct formula_parser *parser);

static bool parse_group(struct formula_parser *parser)
{
	if (++parser->depth > FORMULA_DEPTH)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: too many brackets in each other; at most %d are allowed"), parser->lexer.token.column,
			FORMULA_DEPTH);
	if (!parse_sum(parser) || !lexer_expect(&parser->lexer, ")"))
		return false;
	parser->depth--;
	return true;
}

static bool parse_plain_factor(struct formula_parser *parser)
{
	if (lexer_skip_mark(&parser->lexer, "("))
		return parse_group(parser);
	if (parser->lexer.token.kind == TOKEN_NUMBER)
		return formula_number(parser);
	if (formula_at_function(parser))
		return formula_function(parser);
	if (parser->lexer.token.kind == TOKEN_WORD)
		return formula_operand_named(parser, WHEN_SAME);
	return lexer_unexpected(&parser->lexer, _("an indicator, a number, '-' or '('"));
}

static bool parse_factor(struct formula_parser *parser)
{
	int column = parser->lexer.token.column;

	if (!lexer_skip_mark(&parser->lexer, "-"))
		return parse_plain_factor(parser);
	return parse_plain_factor(parser) &&
		formula_add(parser, (struct formula_node){ .op = FORMULA_NEG, .left = parser->count - 1, .column = column });
}

/* Takes a mark that is `first` or `second` and says which operation it stands for. */
static bool take_operator(struct formula_parser *parser, const char *marks, struct formula_node *node)
{
	static const struct {
		char mark;
		enum formula_op op;
	} operators[] = { { '+', FORMULA_ADD }, { '-', FORMULA_SUB }, { '*', FORMULA_MUL }, { '/', FORMULA_DIV } };
	char mark = parser->lexer.token.kind == TOKEN_MARK && parser->lexer.token.text.len == 1 ? parser->lexer.token.text.at[0]
												: '\0';

	*node = (struct formula_node){ .left = parser->count - 1, .column = parser->lexer.token.column };
	if (mark == '\0' || !strchr(marks, mark))
		return false;
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
		if (operators[i].mark == mark)
			node->op = operators[i].op;
	}
	lexer_advance(&parser->lexer);
	return true;
}

static bool parse_product(struct formula_parser *parser)
{
	struct formula_node node;

	if (!parse_factor(parser))
		return false;
	while (take_operator(parser, "*/", &node)) {
		if (!parse_factor(parser))
			return false;
		node.right = parser->count - 1;
		if (!formula_add(parser, node))
			return false;
	}
	return true;
}

static bool parse_sum(struct formula_parser *parser)
{
	struct formula_node node;

	if (!parse_product(parser))
		return false;
	while (take_operator(parser, "+-", &node)) {
		if (!parse_product(parser))
			return false;
		node.right = parser->count - 1;
		if (!formula_add(parser, node))
			return false;
	}
	return true;
}

static bool parse_whole(struct formula_parser *parser)
{
	if (!parse_sum(parser))
		return false;
	if (parser->lexer.token.kind != TOKEN_END)
		return lexer_unexpected(&parser->lexer, _("+ - * / or the end"));
	if (parser->operands_count == 0 && !parser->constant)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the formula names no indicator"), 1);
	return true;
}

/* Copies what was parsed into the arena. */
static bool publish(const struct formula_parser *parser, struct formula *formula)
{
	size_t nodes_bytes = (size_t)parser->count * sizeof(*parser->nodes);
	size_t operands_bytes = (size_t)parser->operands_count * sizeof(*parser->operands);
	struct formula_node *nodes = arena_alloc(parser->arena, nodes_bytes);

	formula->operands = arena_alloc(parser->arena, operands_bytes);
	if (!nodes || !formula->operands)
		return error_memory(parser->error);
	memcpy(nodes, parser->nodes, nodes_bytes);
	memcpy(formula->operands, parser->operands, operands_bytes);
	formula->nodes = nodes;
	formula->count = (uint32_t)parser->count;
	formula->operands_count = (uint32_t)parser->operands_count;
	return formula_linear(formula, parser->arena, parser->error);
}

static struct formula *parse(struct text source, bool constant, struct arena *arena, struct tally_error *error)
{
	struct formula_node nodes[FORMULA_NODES];
	struct formula_operand operands[FORMULA_OPERANDS];
	struct formula_parser parser = {
		.arena = arena, .error = error, .nodes = nodes, .operands = operands, .constant = constant
	};
	struct formula *formula;
	char *copy;

	formula = arena_alloc(arena, sizeof(*formula));
	copy = arena_copy(arena, source);
	if (!formula || !copy) {
		error_memory(error);
		return NULL;
	}
	formula->source = copy;
	if (!lexer_start(&parser.lexer, (struct text){ copy, source.len }, false, error))
		return NULL;
	return parse_whole(&parser) && publish(&parser, formula) ? formula : NULL;
}

struct formula *formula_parse(struct text source, struct arena *arena, struct tally_error *error)
{
	return parse(source, false, arena, error);
}

struct formula *formula_parse_side(struct text source, struct arena *arena, struct tally_error *error)
{
	return parse(source, true, arena, error);
}
