/* Room model: one test of a condition: a field against a value, a list, another field, null, or years between two dates. Knows
 * which comparison fits which type of field; leaves the values to condition_value.c. */
#include <string.h>

#include "model/condition_parser.h"

/* `ordered`: fits only what has an order: numbers, dates, periods. */
static const struct {
	const char *sign;
	enum condition_op op;
	bool ordered;
} comparisons[] = {
	{ "=", CONDITION_EQ, false },
	{ "!=", CONDITION_NE, false },
	{ "<", CONDITION_LT, true },
	{ "<=", CONDITION_LE, true },
	{ ">", CONDITION_GT, true },
	{ ">=", CONDITION_GE, true },
};

static int field_named(const struct condition_parser *parser)
{
	return parser->lexer.token.kind == TOKEN_WORD ? schema_field(parser->schema, parser->lexer.token.text) : FIELD_NONE;
}

static bool take_field(struct condition_parser *parser, int *field)
{
	const char *const *names;

	*field = field_named(parser);
	if (*field != FIELD_NONE) {
		lexer_advance(&parser->lexer);
		return true;
	}
	names = schema_names(parser->schema, parser->arena);
	if (!names)
		return error_memory(parser->error);
	return error_set(parser->error, ERROR_CONFIG, _("column %d: unknown field: '%.*s'%s"), parser->lexer.token.column,
		(int)parser->lexer.token.text.len, parser->lexer.token.text.at,
		condition_hint(parser, names, parser->schema->fields_count));
}

static bool same_codes(const struct schema_field *a, const struct schema_field *b)
{
	bool same = a->codes_count == b->codes_count;

	for (uint32_t i = 0; same && i < a->codes_count; i++)
		same = strcmp(a->codes[i].name, b->codes[i].name) == 0;
	return same;
}

static bool is_number(enum tally_type type)
{
	return type == TALLY_INTEGER || type == TALLY_DECIMAL;
}

static bool comparable(struct condition_parser *parser, int column, int field, int other)
{
	const struct schema_field *a = &parser->schema->fields[field], *b = &parser->schema->fields[other];

	if (a->type != b->type && !(is_number(a->type) && is_number(b->type)))
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: '%s' holds %s and '%s' %s: they cannot be compared"), column, a->name,
			condition_type_text(a->type), b->name, condition_type_text(b->type));
	if (schema_lists(a) || schema_lists(b))
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: '%s' may hold several codes: compare it with a code, not with a field"), column,
			schema_lists(a) ? a->name : b->name);
	if (a->type == TALLY_CODE && !same_codes(a, b))
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: '%s' and '%s' have different lists of codes: they cannot be compared"), column, a->name,
			b->name);
	return true;
}

static bool add_null(struct condition_parser *parser, int field)
{
	return condition_add(parser, (struct condition_node){ .op = CONDITION_NULL, .field = field, .other = FIELD_NONE });
}

/* Turns the last node, a comparison of `field`, into its opposite that is false, too, where the field is null. */
static bool add_opposite(struct condition_parser *parser, int field)
{
	if (!condition_not(parser) || !add_null(parser, field) || !condition_not(parser))
		return false;
	return condition_join(parser, CONDITION_AND, parser->count - 3, parser->count - 1);
}

/* Compares the field with the sorted values: one by = or the like, several by IN. */
static bool add_values(struct condition_parser *parser, struct condition_node node, const struct condition_values *values)
{
	bool text = parser->schema->fields[node.field].type == TALLY_TEXT;

	node.kind = text ? RIGHT_TEXT : RIGHT_NUMBER;
	if (values->count == 1 && text)
		node.text = values->texts[0];
	if (values->count == 1 && !text)
		node.number = values->numbers[0];
	if (values->count > 1) {
		node.op = CONDITION_IN;
		node.list = values->numbers;
		node.texts = values->texts;
		node.list_count = (uint32_t)values->count;
	}
	return condition_add(parser, node);
}

static bool take_comparison(struct condition_parser *parser, size_t *comparison)
{
	for (size_t i = 0; i < sizeof(comparisons) / sizeof(comparisons[0]); i++) {
		if (lexer_skip_mark(&parser->lexer, comparisons[i].sign)) {
			*comparison = i;
			return true;
		}
	}
	return lexer_unexpected(&parser->lexer, "= != < <= > >= in is");
}

static bool ordered_type(enum tally_type type)
{
	return type == TALLY_INTEGER || type == TALLY_DECIMAL || type == TALLY_DATE || type == TALLY_PERIOD;
}

static bool check_order(struct condition_parser *parser, int field, size_t comparison, int column)
{
	const struct schema_field *of = &parser->schema->fields[field];

	if (!comparisons[comparison].ordered || ordered_type(of->type))
		return true;
	return error_set(parser->error, ERROR_CONFIG,
		_("column %d: '%s' holds %s, which have no order: '%s'; allowed: = != in is"), column, of->name,
		condition_type_text(of->type), comparisons[comparison].sign);
}

static bool field_against_field(struct condition_parser *parser, struct condition_node node)
{
	const struct schema_field *left = &parser->schema->fields[node.field];
	int column = parser->lexer.token.column;

	node.other = field_named(parser);
	if (!comparable(parser, column, node.field, node.other))
		return false;
	lexer_advance(&parser->lexer);
	node.kind = RIGHT_FIELD;
	node.scale_shift = left->type == TALLY_INTEGER || left->type == TALLY_DECIMAL
		? parser->schema->fields[node.other].scale - left->scale
		: 0;
	return condition_add(parser, node);
}

static bool parse_comparison(struct condition_parser *parser, int field)
{
	struct condition_node node = { .field = field, .other = FIELD_NONE };
	enum tally_type type = parser->schema->fields[field].type;
	struct condition_values values = { 0 };
	int column = parser->lexer.token.column;
	size_t comparison = 0;
	bool opposite;

	if (!take_comparison(parser, &comparison) || !check_order(parser, field, comparison, column))
		return false;
	node.op = comparisons[comparison].op;
	if (field_named(parser) != FIELD_NONE)
		return field_against_field(parser, node);
	if (condition_at_param(parser))
		return condition_param(parser, node);
	if (!condition_value(parser, field, &values))
		return false;
	condition_values_sort(&values);
	opposite = node.op == CONDITION_NE && (type == TALLY_CODE || type == TALLY_REGION);
	if (opposite)
		node.op = CONDITION_EQ;
	return add_values(parser, node, &values) && (!opposite || add_opposite(parser, field));
}

static bool parse_list(struct condition_parser *parser, int field, bool opposite)
{
	struct condition_values values = { 0 };

	do {
		if (field_named(parser) != FIELD_NONE)
			return error_set(parser->error, ERROR_CONFIG,
				_("column %d: a list holds values, and '%.*s' is a field; write a code of that name in quotes"),
				parser->lexer.token.column, (int)parser->lexer.token.text.len, parser->lexer.token.text.at);
		if (condition_at_param(parser))
			return error_set(parser->error, ERROR_CONFIG,
				_("column %d: a list holds values, and '%.*s' is a parameter; compare with each by itself, "
				  "joined by or"),
				parser->lexer.token.column, (int)parser->lexer.token.text.len, parser->lexer.token.text.at);
		if (!condition_value(parser, field, &values))
			return false;
	} while (lexer_skip_mark(&parser->lexer, ","));
	condition_values_sort(&values);
	return add_values(
		       parser, (struct condition_node){ .op = CONDITION_EQ, .field = field, .other = FIELD_NONE }, &values) &&
		(!opposite || add_opposite(parser, field));
}

static bool parse_null(struct condition_parser *parser, int field)
{
	bool opposite = lexer_skip_word(&parser->lexer, "not");

	if (!lexer_skip_word(&parser->lexer, "null"))
		return lexer_unexpected(&parser->lexer, opposite ? "null" : "null, not null");
	return add_null(parser, field) && (!opposite || condition_not(parser));
}

static bool date_field(struct condition_parser *parser, int *field)
{
	int column = parser->lexer.token.column;

	if (!take_field(parser, field))
		return false;
	if (parser->schema->fields[*field].type == TALLY_DATE)
		return true;
	return error_set(parser->error, ERROR_CONFIG, _("column %d: years() counts between dates, and '%s' holds %s"), column,
		parser->schema->fields[*field].name, condition_type_text(parser->schema->fields[*field].type));
}

static bool parse_years(struct condition_parser *parser)
{
	struct condition_node node = { .years = true, .kind = RIGHT_NUMBER };
	size_t comparison = 0;

	lexer_advance(&parser->lexer);
	if (!lexer_expect(&parser->lexer, "(") || !date_field(parser, &node.field) || !lexer_expect(&parser->lexer, ",") ||
		!date_field(parser, &node.other) || !lexer_expect(&parser->lexer, ")") || !take_comparison(parser, &comparison))
		return false;
	node.op = comparisons[comparison].op;
	if (condition_at_param(parser))
		return condition_param(parser, node);
	if (parser->lexer.token.kind != TOKEN_NUMBER || !text_to_int64(parser->lexer.token.text, &node.number))
		return lexer_unexpected(&parser->lexer, _("a whole number of years"));
	lexer_advance(&parser->lexer);
	return condition_add(parser, node);
}

static bool at_years(const struct condition_parser *parser)
{
	const struct token *token = &parser->lexer.token;
	struct token next = lexer_peek(&parser->lexer);

	return token->kind == TOKEN_WORD && text_is(token->text, "years") && next.kind == TOKEN_MARK && text_is(next.text, "(");
}

bool condition_test(struct condition_parser *parser)
{
	int field;

	if (at_years(parser))
		return parse_years(parser);
	if (parser->lexer.token.kind != TOKEN_WORD)
		return lexer_unexpected(&parser->lexer, _("a field"));
	if (condition_at_param(parser))
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: '%.*s' is a parameter; write the field on the left: amount >= param.min"),
			parser->lexer.token.column, (int)parser->lexer.token.text.len, parser->lexer.token.text.at);
	if (!take_field(parser, &field))
		return false;
	if (lexer_skip_word(&parser->lexer, "is"))
		return parse_null(parser, field);
	if (lexer_skip_word(&parser->lexer, "in"))
		return parse_list(parser, field, false);
	if (!lexer_skip_word(&parser->lexer, "not"))
		return parse_comparison(parser, field);
	return lexer_skip_word(&parser->lexer, "in") ? parse_list(parser, field, true) : lexer_unexpected(&parser->lexer, "in");
}
