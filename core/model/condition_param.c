/* Room model: a number of a record against a parameter. Knows scales and units; which value holds is looked up when records are there. */
#include "model/condition_parser.h"
#include "model/unit.h"

enum { SHIFT_MOST = 19 }; /* 64 bits times 10^19 fit into 128 */

bool condition_at_param(const struct condition_parser *parser)
{
	return parser->lexer.token.kind == TOKEN_WORD && parameter_mentioned(parser->lexer.token.text);
}

static const char *unit_or_none(const char *unit)
{
	return unit && unit[0] ? unit : _("no unit");
}

/* The power of ten that brings the left side to the parameter's unit; 年 and no unit go with years(). */
static bool units_shift(struct condition_parser *parser, const struct condition_node *node, int *shift)
{
	const struct parameter *right = node->parameter;
	const struct schema_field *left = &parser->schema->fields[node->field];
	struct unit a, b;
	*shift = 0;
	if (node->years && (!right->unit[0] || text_is(TEXT("年"), right->unit)))
		return true;
	if (node->years)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: years() counts years, and parameter '%s' is in %s"),
			parser->lexer.token.column, right->name, right->unit);
	unit_parse(text_of(left->unit), &a);
	unit_parse(text_of(right->unit), &b);
	if (!unit_same_dimension(&a, &b))
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: '%s' is in %s and parameter '%s' in %s: they cannot be compared"),
			parser->lexer.token.column, left->name, unit_or_none(left->unit), right->name,
			unit_or_none(right->unit));
	*shift = unit_shift(&a, &b);
	return true;
}

static bool settle_shift(struct condition_parser *parser, struct condition_node *node)
{
	int scale = node->years ? 0 : parser->schema->fields[node->field].scale;
	if (!units_shift(parser, node, &node->scale_shift))
		return false;
	node->scale_shift += node->parameter->scale - scale;
	if (node->scale_shift >= -SHIFT_MOST && node->scale_shift <= SHIFT_MOST)
		return true;
	return error_set(parser->error, ERROR_CONFIG,
		_("column %d: the units and digits of '%s' and parameter '%s' lie more than %d powers of ten apart"),
		parser->lexer.token.column, parser->schema->fields[node->field].name, node->parameter->name, SHIFT_MOST);
}

static bool check_left(struct condition_parser *parser, const struct condition_node *node)
{
	const struct schema_field *left = &parser->schema->fields[node->field];
	const struct token *token = &parser->lexer.token;
	if (!node->years && left->type != TALLY_INTEGER && left->type != TALLY_DECIMAL)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: '%s' holds %s, and a parameter is a number: they cannot be compared"), token->column,
			left->name, condition_type_text(left->type));
	if (parser->schema->date == FIELD_NONE || parser->schema->fields[parser->schema->date].type != TALLY_DATE)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: '%.*s': a parameter is read on the date of the record, and register '%s' has none"),
			token->column, (int)token->text.len, token->text.at, parser->schema->name);
	return true;
}

bool condition_param(struct condition_parser *parser, struct condition_node node)
{
	static const struct parameter_list none = { NULL, 0 };
	int column = parser->lexer.token.column;
	if (!check_left(parser, &node))
		return false;
	node.parameter = parameter_named(parser->parameters ? parser->parameters : &none, parser->schema->area,
		parser->lexer.token.text, parser->arena, parser->error);
	if (!node.parameter)
		return parser->error->code != ERROR_MEMORY && error_prefix(parser->error, _("column %d: "), column);
	if (!settle_shift(parser, &node))
		return false;
	lexer_advance(&parser->lexer);
	node.kind = RIGHT_PARAM;
	if (!node.years)
		node.other = FIELD_NONE;
	return condition_add(parser, node);
}
