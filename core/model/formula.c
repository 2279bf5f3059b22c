/* Room model: the grammar of formulas. Turns the text into nodes, operands before what is made of them, and names every operand
 * once. Must not know what an indicator is: names are resolved by formula_check.c. */
#include "model/formula.h"

#include <string.h>

#include "model/formula_linear.h"
#include "model/lex.h"

struct formula_parser {
	struct lexer lexer;
	struct token token; /* looked at, not yet taken */
	struct arena *arena;
	struct tally_error *error;
	struct formula_node *nodes;       /* FORMULA_NODES of them */
	struct formula_operand *operands; /* FORMULA_OPERANDS of them */
	int count;
	int operands_count;
	int depth;
};

static const char *const functions[] = { "year_end", "last_year_end", "last_year", "prev" };
static const enum formula_when functions_when[] = { WHEN_YEAR_END, WHEN_LAST_YEAR_END, WHEN_LAST_YEAR, WHEN_PREV };

enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

static void advance(struct formula_parser *parser)
{
	parser->token = lexer_next(&parser->lexer);
}

static bool at_mark(const struct formula_parser *parser, const char *mark)
{
	return parser->token.kind == TOKEN_MARK && text_is(parser->token.text, mark);
}

static bool skip_mark(struct formula_parser *parser, const char *mark)
{
	bool there = at_mark(parser, mark);

	if (there)
		advance(parser);
	return there;
}

static bool unexpected(struct formula_parser *parser, const char *wanted)
{
	const struct token *token = &parser->token;

	if (token->kind == TOKEN_END)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the formula ends too early; wanted: %s"), token->column, wanted);
	return error_set(parser->error, ERROR_CONFIG, _("column %d: unexpected: '%.*s'; wanted: %s"), token->column,
		(int)token->text.len, token->text.at, wanted);
}

static bool expect_mark(struct formula_parser *parser, const char *mark)
{
	return skip_mark(parser, mark) || unexpected(parser, mark);
}

static bool add_node(struct formula_parser *parser, struct formula_node node)
{
	if (parser->count == FORMULA_NODES)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the formula is too long; at most %d parts are allowed"),
			parser->token.column, FORMULA_NODES);
	parser->nodes[parser->count++] = node;
	return true;
}

/* Digits after the point that count: none for 2.00. */
static int decimals_of(struct text number)
{
	const char *point = memchr(number.at, '.', number.len);
	size_t end = number.len;

	if (!point)
		return 0;
	while (number.at[end - 1] == '0')
		end--;
	return (int)(number.at + end - point) - 1;
}

static bool parse_number(struct formula_parser *parser)
{
	struct text number = parser->token.text;
	struct formula_node node = { .op = FORMULA_CONST, .column = parser->token.column, .scale = decimals_of(number) };
	enum decimal_fault fault;

	if (node.scale > DECIMAL_SCALE_MAX)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: too many decimals: '%.*s'; at most %d are allowed"),
			node.column, (int)number.len, number.at, DECIMAL_SCALE_MAX);
	fault = decimal_parse(number, node.scale, &node.constant);
	if (fault == DECIMAL_RANGE)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the number does not fit into 64 bits: '%.*s'"), node.column,
			(int)number.len, number.at);
	if (fault != DECIMAL_OK)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: not a number: '%.*s'; write it as 10000 or 0.5"), node.column,
			(int)number.len, number.at);
	advance(parser);
	return add_node(parser, node);
}

/* indicator or area.indicator */
static bool is_indicator_name(struct text name)
{
	const char *dot = memchr(name.at, '.', name.len);
	struct text area = { name.at, dot ? (size_t)(dot - name.at) : 0 };
	struct text own = { dot ? dot + 1 : name.at, name.len - (dot ? area.len + 1 : 0) };

	return text_is_name(own) && (!dot || text_is_name(area));
}

static const char *joined(struct formula_parser *parser, const char *before, struct text field, struct text code)
{
	return arena_printf(parser->arena, "%s%s%.*s=%.*s", before, *before ? "," : "", (int)field.len, field.at, (int)code.len,
		code.at);
}

/* field=code or field= (unknown); code is left empty then. */
static bool parse_pair(struct formula_parser *parser, struct text *field, struct text *code)
{
	*field = parser->token.text;
	*code = (struct text){ field->at, 0 };
	if (parser->token.kind != TOKEN_WORD || !text_is_name(*field))
		return unexpected(parser, _("a field, as in name[kind=invention]"));
	advance(parser);
	if (!expect_mark(parser, "="))
		return false;
	if (parser->token.kind != TOKEN_WORD)
		return true;
	*code = parser->token.text;
	if (!text_is_name(*code))
		return unexpected(parser, _("a code, as in name[kind=invention]"));
	advance(parser);
	return true;
}

/* The breakdown in its canonical text; `[` was taken. */
static bool parse_breakdown(struct formula_parser *parser, struct formula_operand *operand)
{
	struct text field, code;
	bool more = !at_mark(parser, "]");

	operand->breakdown = "";
	while (more) {
		if (!parse_pair(parser, &field, &code))
			return false;
		operand->breakdown = joined(parser, operand->breakdown, field, code);
		if (!operand->breakdown)
			return error_memory(parser->error);
		more = skip_mark(parser, ",");
	}
	return expect_mark(parser, "]");
}

static bool same_operand(const struct formula_operand *a, const struct formula_operand *b)
{
	if (a->when != b->when || !a->breakdown != !b->breakdown || strcmp(a->name, b->name) != 0)
		return false;
	return !a->breakdown || strcmp(a->breakdown, b->breakdown) == 0;
}

static bool add_operand(struct formula_parser *parser, const struct formula_operand *operand)
{
	struct formula_node node = { .op = FORMULA_OPERAND, .column = operand->column };

	while (node.operand < parser->operands_count && !same_operand(&parser->operands[node.operand], operand))
		node.operand++;
	if (node.operand == FORMULA_OPERANDS)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: too many indicators; at most %d are allowed"), operand->column,
			FORMULA_OPERANDS);
	if (node.operand == parser->operands_count)
		parser->operands[parser->operands_count++] = *operand;
	return add_node(parser, node);
}

static bool parse_operand(struct formula_parser *parser, enum formula_when when)
{
	struct formula_operand operand = { .when = when, .column = parser->token.column, .indicator = -1 };

	if (parser->token.kind != TOKEN_WORD || !is_indicator_name(parser->token.text))
		return unexpected(parser, _("an indicator: name or area.name"));
	operand.name = arena_copy(parser->arena, parser->token.text);
	if (!operand.name)
		return error_memory(parser->error);
	advance(parser);
	if (skip_mark(parser, "[") && !parse_breakdown(parser, &operand))
		return false;
	return add_operand(parser, &operand);
}

static bool unknown_function(struct formula_parser *parser)
{
	const char *nearest = text_nearest(parser->token.text, functions, FUNCTIONS);

	if (nearest)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: unknown function: '%.*s'; allowed: year_end, last_year_end, last_year, prev; did you mean '%s'?"),
			parser->token.column, (int)parser->token.text.len, parser->token.text.at, nearest);
	return error_set(parser->error, ERROR_CONFIG,
		_("column %d: unknown function: '%.*s'; allowed: year_end, last_year_end, last_year, prev"), parser->token.column,
		(int)parser->token.text.len, parser->token.text.at);
}

static bool parse_function(struct formula_parser *parser)
{
	size_t function = 0;

	while (function < FUNCTIONS && !text_is(parser->token.text, functions[function]))
		function++;
	if (function == FUNCTIONS)
		return unknown_function(parser);
	advance(parser);
	return expect_mark(parser, "(") && parse_operand(parser, functions_when[function]) && expect_mark(parser, ")");
}

static bool at_function(const struct formula_parser *parser)
{
	struct lexer ahead = parser->lexer;
	struct token next = lexer_next(&ahead);

	return parser->token.kind == TOKEN_WORD && next.kind == TOKEN_MARK && text_is(next.text, "(");
}

static bool parse_sum(struct formula_parser *parser);

static bool parse_group(struct formula_parser *parser)
{
	if (++parser->depth > FORMULA_DEPTH)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: too many brackets in each other; at most %d are allowed"),
			parser->token.column, FORMULA_DEPTH);
	if (!parse_sum(parser) || !expect_mark(parser, ")"))
		return false;
	parser->depth--;
	return true;
}

static bool parse_plain_factor(struct formula_parser *parser)
{
	if (skip_mark(parser, "("))
		return parse_group(parser);
	if (parser->token.kind == TOKEN_NUMBER)
		return parse_number(parser);
	if (at_function(parser))
		return parse_function(parser);
	if (parser->token.kind == TOKEN_WORD)
		return parse_operand(parser, WHEN_SAME);
	return unexpected(parser, _("an indicator, a number, '-' or '('"));
}

static bool parse_factor(struct formula_parser *parser)
{
	int column = parser->token.column;

	if (!skip_mark(parser, "-"))
		return parse_plain_factor(parser);
	return parse_plain_factor(parser) &&
		add_node(parser, (struct formula_node){ .op = FORMULA_NEG, .left = parser->count - 1, .column = column });
}

/* Takes a mark that is `first` or `second` and says which operation it stands for. */
static bool take_operator(struct formula_parser *parser, const char *marks, struct formula_node *node)
{
	static const struct {
		char mark;
		enum formula_op op;
	} operators[] = { { '+', FORMULA_ADD }, { '-', FORMULA_SUB }, { '*', FORMULA_MUL }, { '/', FORMULA_DIV } };
	char mark = parser->token.kind == TOKEN_MARK && parser->token.text.len == 1 ? parser->token.text.at[0] : '\0';

	*node = (struct formula_node){ .left = parser->count - 1, .column = parser->token.column };
	if (mark == '\0' || !strchr(marks, mark))
		return false;
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
		if (operators[i].mark == mark)
			node->op = operators[i].op;
	}
	advance(parser);
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
		if (!add_node(parser, node))
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
		if (!add_node(parser, node))
			return false;
	}
	return true;
}

static bool parse_whole(struct formula_parser *parser)
{
	if (!parse_sum(parser))
		return false;
	if (parser->token.kind != TOKEN_END)
		return unexpected(parser, _("+ - * / or the end"));
	if (parser->operands_count == 0)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the formula names no indicator"), 1);
	return true;
}

static bool check_source(struct text source, struct tally_error *error)
{
	size_t bad = text_utf8_bad(source);

	if (source.len > LEX_SOURCE_BYTES)
		return error_set(error, ERROR_CONFIG, _("the formula has %zu bytes; at most %d are allowed"), source.len, LEX_SOURCE_BYTES);
	if (bad < source.len)
		return error_set(error, ERROR_CONFIG, _("column %d: the formula is not UTF-8; save the file as UTF-8"), lexer_column(source, bad));
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

struct formula *formula_parse(struct text source, struct arena *arena, struct tally_error *error)
{
	struct formula_node nodes[FORMULA_NODES];
	struct formula_operand operands[FORMULA_OPERANDS];
	struct formula_parser parser = { .arena = arena, .error = error, .nodes = nodes, .operands = operands };
	struct formula *formula;
	char *copy;

	if (!check_source(source, error))
		return NULL;
	formula = arena_alloc(arena, sizeof(*formula));
	copy = arena_copy(arena, source);
	if (!formula || !copy) {
		error_memory(error);
		return NULL;
	}
	formula->source = copy;
	parser.lexer = lexer_over((struct text){ copy, source.len }, false);
	advance(&parser);
	return parse_whole(&parser) && publish(&parser, formula) ? formula : NULL;
}
