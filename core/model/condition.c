/* Room model: the grammar of conditions. Turns the text into nodes, children before parents; knows which comparison fits which
 * type of field, and leaves reading single values to condition_value.c. Must not know records or batches. */
#include "model/condition.h"

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

static void advance(struct condition_parser *parser)
{
	parser->token = lexer_next(&parser->lexer);
}

static bool at_word(const struct condition_parser *parser, const char *word)
{
	return parser->token.kind == TOKEN_WORD && text_is(parser->token.text, word);
}

static bool at_mark(const struct condition_parser *parser, const char *mark)
{
	return parser->token.kind == TOKEN_MARK && text_is(parser->token.text, mark);
}

static bool skip_word(struct condition_parser *parser, const char *word)
{
	bool there = at_word(parser, word);

	if (there)
		advance(parser);
	return there;
}

static bool skip_mark(struct condition_parser *parser, const char *mark)
{
	bool there = at_mark(parser, mark);

	if (there)
		advance(parser);
	return there;
}

static bool unexpected(struct condition_parser *parser, const char *wanted)
{
	const struct token *token = &parser->token;

	if (token->kind == TOKEN_END)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the condition ends too early; wanted: %s"), token->column,
			wanted);
	if (token->kind == TOKEN_OPEN)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the quote is never closed: '%.*s'"), token->column,
			(int)token->text.len, token->text.at);
	return error_set(parser->error, ERROR_CONFIG, _("column %d: unexpected: '%.*s'; wanted: %s"), token->column,
		(int)token->text.len, token->text.at, wanted);
}

static bool expect_mark(struct condition_parser *parser, const char *mark)
{
	return skip_mark(parser, mark) || unexpected(parser, mark);
}

/* Puts the node at the end; its number is the one before `count`. */
static bool add_node(struct condition_parser *parser, struct condition_node node)
{
	if (parser->count == CONDITION_NODES)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the condition is too long; at most %d parts are allowed"),
			parser->token.column, CONDITION_NODES);
	parser->nodes[parser->count++] = node;
	return true;
}

static bool add_join(struct condition_parser *parser, enum condition_op op, int left, int right)
{
	return add_node(parser, (struct condition_node){ .op = op, .left = left, .right = right, .field = FIELD_NONE, .other = FIELD_NONE });
}

static bool add_not(struct condition_parser *parser)
{
	return add_join(parser, CONDITION_NOT, parser->count - 1, 0);
}

static bool add_null(struct condition_parser *parser, int field)
{
	return add_node(parser, (struct condition_node){ .op = CONDITION_NULL, .field = field, .other = FIELD_NONE });
}

/* Turns the last node, a comparison of `field`, into its opposite that is false, too, where the field is null. */
static bool add_opposite(struct condition_parser *parser, int field)
{
	if (!add_not(parser) || !add_null(parser, field) || !add_not(parser))
		return false;
	return add_join(parser, CONDITION_AND, parser->count - 3, parser->count - 1);
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
	return add_node(parser, node);
}

static bool take_comparison(struct condition_parser *parser, size_t *comparison)
{
	for (size_t i = 0; i < sizeof(comparisons) / sizeof(comparisons[0]); i++) {
		if (skip_mark(parser, comparisons[i].sign)) {
			*comparison = i;
			return true;
		}
	}
	return unexpected(parser, "= != < <= > >= in is");
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
	return error_set(parser->error, ERROR_CONFIG, _("column %d: '%s' holds %s, which have no order: '%s'; allowed: = != in is"), column,
		of->name, condition_type_text(of->type), comparisons[comparison].sign);
}

static bool field_against_field(struct condition_parser *parser, struct condition_node node)
{
	const struct schema_field *left = &parser->schema->fields[node.field];
	int column = parser->token.column;

	node.other = condition_field_named(parser);
	if (!condition_comparable(parser, column, node.field, node.other))
		return false;
	advance(parser);
	node.kind = RIGHT_FIELD;
	node.scale_shift = left->type == TALLY_INTEGER || left->type == TALLY_DECIMAL
		? parser->schema->fields[node.other].scale - left->scale : 0;
	return add_node(parser, node);
}

static bool parse_comparison(struct condition_parser *parser, int field)
{
	struct condition_node node = { .field = field, .other = FIELD_NONE };
	enum tally_type type = parser->schema->fields[field].type;
	struct condition_values values = { 0 };
	int column = parser->token.column;
	size_t comparison;
	bool opposite;

	if (!take_comparison(parser, &comparison) || !check_order(parser, field, comparison, column))
		return false;
	node.op = comparisons[comparison].op;
	if (condition_field_named(parser) != FIELD_NONE)
		return field_against_field(parser, node);
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
		if (condition_field_named(parser) != FIELD_NONE)
			return error_set(parser->error, ERROR_CONFIG,
				_("column %d: a list holds values, and '%.*s' is a field; write a code of that name in quotes"),
				parser->token.column, (int)parser->token.text.len, parser->token.text.at);
		if (!condition_value(parser, field, &values))
			return false;
	} while (skip_mark(parser, ","));
	condition_values_sort(&values);
	return add_values(parser, (struct condition_node){ .op = CONDITION_EQ, .field = field, .other = FIELD_NONE }, &values) &&
		(!opposite || add_opposite(parser, field));
}

static bool parse_null(struct condition_parser *parser, int field)
{
	bool opposite = skip_word(parser, "not");

	if (!skip_word(parser, "null"))
		return unexpected(parser, opposite ? "null" : "null, not null");
	return add_null(parser, field) && (!opposite || add_not(parser));
}

static bool date_field(struct condition_parser *parser, int *field)
{
	int column = parser->token.column;

	if (!condition_field(parser, field))
		return false;
	if (parser->schema->fields[*field].type == TALLY_DATE)
		return true;
	return error_set(parser->error, ERROR_CONFIG, _("column %d: years() counts between dates, and '%s' holds %s"), column,
		parser->schema->fields[*field].name, condition_type_text(parser->schema->fields[*field].type));
}

static bool parse_years(struct condition_parser *parser)
{
	struct condition_node node = { .years = true, .kind = RIGHT_NUMBER };
	size_t comparison;

	advance(parser);
	if (!expect_mark(parser, "(") || !date_field(parser, &node.field) || !expect_mark(parser, ",") ||
		!date_field(parser, &node.other) || !expect_mark(parser, ")") || !take_comparison(parser, &comparison))
		return false;
	node.op = comparisons[comparison].op;
	if (parser->token.kind != TOKEN_NUMBER || !text_to_int64(parser->token.text, &node.number))
		return unexpected(parser, _("a whole number of years"));
	advance(parser);
	return add_node(parser, node);
}

static bool at_years(const struct condition_parser *parser)
{
	struct lexer ahead = parser->lexer;
	struct token next = lexer_next(&ahead);

	return at_word(parser, "years") && next.kind == TOKEN_MARK && text_is(next.text, "(");
}

static bool parse_test(struct condition_parser *parser)
{
	int field;

	if (at_years(parser))
		return parse_years(parser);
	if (parser->token.kind != TOKEN_WORD)
		return unexpected(parser, _("a field"));
	if (!condition_field(parser, &field))
		return false;
	if (skip_word(parser, "is"))
		return parse_null(parser, field);
	if (skip_word(parser, "in"))
		return parse_list(parser, field, false);
	if (!skip_word(parser, "not"))
		return parse_comparison(parser, field);
	return skip_word(parser, "in") ? parse_list(parser, field, true) : unexpected(parser, "in");
}

static bool parse_or(struct condition_parser *parser);

static bool parse_group(struct condition_parser *parser)
{
	if (!skip_mark(parser, "("))
		return parse_test(parser);
	if (++parser->depth > CONDITION_DEPTH)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: too many brackets in each other; at most %d are allowed"),
			parser->token.column, CONDITION_DEPTH);
	if (!parse_or(parser) || !expect_mark(parser, ")"))
		return false;
	parser->depth--;
	return true;
}

static bool parse_not(struct condition_parser *parser)
{
	bool opposite = skip_word(parser, "not");

	return parse_group(parser) && (!opposite || add_not(parser));
}

static bool parse_and(struct condition_parser *parser)
{
	if (!parse_not(parser))
		return false;
	while (skip_word(parser, "and")) {
		int left = parser->count - 1;

		if (!parse_not(parser) || !add_join(parser, CONDITION_AND, left, parser->count - 1))
			return false;
	}
	return true;
}

static bool parse_or(struct condition_parser *parser)
{
	if (!parse_and(parser))
		return false;
	while (skip_word(parser, "or")) {
		int left = parser->count - 1;

		if (!parse_and(parser) || !add_join(parser, CONDITION_OR, left, parser->count - 1))
			return false;
	}
	return true;
}

static bool check_source(struct text source, struct tally_error *error)
{
	size_t bad = text_utf8_bad(source);

	if (source.len > LEX_SOURCE_BYTES)
		return error_set(error, ERROR_CONFIG, _("the condition has %zu bytes; at most %d are allowed"), source.len, LEX_SOURCE_BYTES);
	if (bad < source.len)
		return error_set(error, ERROR_CONFIG, _("column %d: the condition is not UTF-8; save the file as UTF-8"), lexer_column(source, bad));
	return true;
}

/* Copies what was parsed into the arena; the texts and lists are there already. */
static struct condition *publish(struct condition_parser *parser, const char *copy)
{
	struct condition *condition = arena_alloc(parser->arena, sizeof(*condition));
	struct condition_node *nodes = arena_array(parser->arena, (size_t)parser->count, sizeof(*nodes));

	if (!condition || !nodes) {
		error_memory(parser->error);
		return NULL;
	}
	memcpy(nodes, parser->nodes, (size_t)parser->count * sizeof(*nodes));
	condition->nodes = nodes;
	condition->count = (uint32_t)parser->count;
	condition->source = copy;
	return condition;
}

struct condition *condition_parse(struct text source, const struct schema *schema, const struct region_tree *tree, struct arena *arena,
	struct tally_error *error)
{
	struct condition_node nodes[CONDITION_NODES];
	struct condition_parser parser = { .schema = schema, .tree = tree, .arena = arena, .error = error, .nodes = nodes };
	char *copy;

	if (!check_source(source, error))
		return NULL;
	copy = arena_copy(arena, source);
	if (!copy) {
		error_memory(error);
		return NULL;
	}
	parser.lexer = lexer_over((struct text){ copy, source.len }, true);
	advance(&parser);
	if (!parse_or(&parser))
		return NULL;
	if (parser.token.kind != TOKEN_END) {
		unexpected(&parser, _("and, or, the end"));
		return NULL;
	}
	return publish(&parser, copy);
}

void condition_fields(const struct condition *condition, unsigned char *used)
{
	for (uint32_t i = 0; i < condition->count; i++) {
		const struct condition_node *node = &condition->nodes[i];

		if (node->op > CONDITION_NOT)
			used[node->field] = 1;
		if (node->op > CONDITION_NOT && node->other != FIELD_NONE)
			used[node->other] = 1;
	}
}
