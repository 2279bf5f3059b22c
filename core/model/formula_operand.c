/* Room model: what a formula is made of: numbers and indicators, with their breakdown and the period they are read at. Names every
 * operand once. Must not know what an indicator is: names are resolved by formula_check.c. */
#include <string.h>

#include "model/formula_parser.h"
#include "model/parameter.h"

static const char *const functions[] = { "year_end", "last_year_end", "last_year", "prev", "net", "entries", "exits" };
static const enum formula_when functions_when[] = { WHEN_YEAR_END, WHEN_LAST_YEAR_END, WHEN_LAST_YEAR, WHEN_PREV, WHEN_SAME,
	WHEN_SAME, WHEN_SAME };
static const enum formula_take functions_take[] = { TAKE_VALUE, TAKE_VALUE, TAKE_VALUE, TAKE_VALUE, TAKE_NET, TAKE_ENTRIES,
	TAKE_EXITS };

enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

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

bool formula_number(struct formula_parser *parser)
{
	struct text number = parser->lexer.token.text;
	struct formula_node node = { .op = FORMULA_CONST, .column = parser->lexer.token.column, .scale = decimals_of(number) };
	enum decimal_fault fault;

	if (node.scale > DECIMAL_SCALE_MAX)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: too many decimals: '%.*s'; at most %d are allowed"),
			node.column, (int)number.len, number.at, DECIMAL_SCALE_MAX);
	fault = decimal_parse(number, node.scale, &node.constant);
	if (fault == DECIMAL_RANGE)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the number does not fit into 64 bits: '%.*s'"),
			node.column, (int)number.len, number.at);
	if (fault != DECIMAL_OK)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: not a number: '%.*s'; write it as 10000 or 0.5"),
			node.column, (int)number.len, number.at);
	lexer_advance(&parser->lexer);
	return formula_add(parser, node);
}

/* indicator or area.indicator; both behind param. */
static bool is_indicator_name(struct text name)
{
	size_t prefix = parameter_mentioned(name) ? strlen(PARAMETER_PREFIX) : 0;
	struct text rest = { name.at + prefix, name.len - prefix };
	const char *dot = memchr(rest.at, '.', rest.len);
	struct text area = { rest.at, dot ? (size_t)(dot - rest.at) : 0 };
	struct text own = { dot ? dot + 1 : rest.at, rest.len - (dot ? area.len + 1 : 0) };

	return text_is_name(own) && (!dot || text_is_name(area));
}

static const char *joined(struct formula_parser *parser, const char *before, struct text field, struct text code)
{
	return arena_printf(
		parser->arena, "%s%s%.*s=%.*s", before, *before ? "," : "", (int)field.len, field.at, (int)code.len, code.at);
}

/* field=code or field= (unknown); code is left empty then. */
static bool parse_pair(struct formula_parser *parser, struct text *field, struct text *code)
{
	*field = parser->lexer.token.text;
	*code = (struct text){ field->at, 0 };
	if (parser->lexer.token.kind != TOKEN_WORD || !text_is_name(*field))
		return lexer_unexpected(&parser->lexer, _("a field, as in name[kind=invention]"));
	lexer_advance(&parser->lexer);
	if (!lexer_expect(&parser->lexer, "="))
		return false;
	if (parser->lexer.token.kind != TOKEN_WORD)
		return true;
	*code = parser->lexer.token.text;
	if (!text_is_name(*code))
		return lexer_unexpected(&parser->lexer, _("a code, as in name[kind=invention]"));
	lexer_advance(&parser->lexer);
	return true;
}

/* The breakdown in its canonical text; `[` was taken. */
static bool parse_breakdown(struct formula_parser *parser, struct formula_operand *operand)
{
	struct text field, code;
	bool more = !lexer_at_mark(&parser->lexer, "]");

	operand->breakdown = "";
	while (more) {
		if (!parse_pair(parser, &field, &code))
			return false;
		operand->breakdown = joined(parser, operand->breakdown, field, code);
		if (!operand->breakdown)
			return error_memory(parser->error);
		more = lexer_skip_mark(&parser->lexer, ",");
	}
	return lexer_expect(&parser->lexer, "]");
}

static bool same_operand(const struct formula_operand *a, const struct formula_operand *b)
{
	if (a->when != b->when || a->take != b->take || !a->breakdown != !b->breakdown || strcmp(a->name, b->name) != 0)
		return false;
	return !a->breakdown || strcmp(a->breakdown, b->breakdown) == 0;
}

static bool add_operand(struct formula_parser *parser, const struct formula_operand *operand)
{
	struct formula_node node = { .op = FORMULA_OPERAND, .column = operand->column };
	struct formula_operand taken = *operand;

	taken.take = parser->take;
	while (node.operand < parser->operands_count && !same_operand(&parser->operands[node.operand], &taken))
		node.operand++;
	if (node.operand == FORMULA_OPERANDS)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: too many indicators; at most %d are allowed"),
			operand->column, FORMULA_OPERANDS);
	if (node.operand == parser->operands_count)
		parser->operands[parser->operands_count++] = taken;
	return formula_add(parser, node);
}

bool formula_operand_named(struct formula_parser *parser, enum formula_when when)
{
	struct formula_operand operand = {
		.when = when, .column = parser->lexer.token.column, .indicator = -1, .parameter = -1
	};
	bool parameter = parameter_mentioned(parser->lexer.token.text);

	if (parser->lexer.token.kind != TOKEN_WORD || !is_indicator_name(parser->lexer.token.text))
		return lexer_unexpected(&parser->lexer, _("an indicator: name or area.name"));
	operand.name = arena_copy(parser->arena, parser->lexer.token.text);
	if (!operand.name)
		return error_memory(parser->error);
	lexer_advance(&parser->lexer);
	if (parameter && (when != WHEN_SAME || lexer_at_mark(&parser->lexer, "[")))
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: '%s' is a parameter: it has no parts and no other time than the last day of the period"),
			operand.column, operand.name);
	if (lexer_skip_mark(&parser->lexer, "[") && !parse_breakdown(parser, &operand))
		return false;
	return add_operand(parser, &operand);
}

static bool unknown_function(struct formula_parser *parser)
{
	const char *nearest = text_nearest(parser->lexer.token.text, functions, FUNCTIONS);

	if (nearest)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: unknown function: '%.*s'; allowed: year_end, last_year_end, last_year, prev; did you "
			  "mean '%s'?"),
			parser->lexer.token.column, (int)parser->lexer.token.text.len, parser->lexer.token.text.at, nearest);
	return error_set(parser->error, ERROR_CONFIG,
		_("column %d: unknown function: '%.*s'; allowed: year_end, last_year_end, last_year, prev"),
		parser->lexer.token.column, (int)parser->lexer.token.text.len, parser->lexer.token.text.at);
}

bool formula_function(struct formula_parser *parser)
{
	size_t function = 0;

	while (function < FUNCTIONS && !text_is(parser->lexer.token.text, functions[function]))
		function++;
	if (function == FUNCTIONS)
		return unknown_function(parser);
	lexer_advance(&parser->lexer);
	parser->take = functions_take[function];
	bool read = lexer_expect(&parser->lexer, "(") && formula_operand_named(parser, functions_when[function]) &&
		lexer_expect(&parser->lexer, ")");
	parser->take = TAKE_VALUE;
	return read;
}

bool formula_at_function(const struct formula_parser *parser)
{
	struct token next = lexer_peek(&parser->lexer);

	return parser->lexer.token.kind == TOKEN_WORD && next.kind == TOKEN_MARK && text_is(next.text, "(");
}
