/* Room model: the grammar of conditions. Turns the text into nodes, children before parents; knows which comparison fits which
 * type of field, and leaves reading single values to condition_value.c. Must not know records or batches. */
#include "model/condition.h"

#include <string.h>

#include "model/condition_parser.h"

/* Puts the node at the end; its number is the one before `count`. */
bool condition_add(struct condition_parser *parser, struct condition_node node)
{
	if (parser->count == CONDITION_NODES)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: the condition is too long; at most %d parts are allowed"), parser->lexer.token.column,
			CONDITION_NODES);
	parser->nodes[parser->count++] = node;
	return true;
}

bool condition_join(struct condition_parser *parser, enum condition_op op, int left, int right)
{
	return condition_add(parser,
		(struct condition_node){ .op = op, .left = left, .right = right, .field = FIELD_NONE, .other = FIELD_NONE });
}

bool condition_not(struct condition_parser *parser)
{
	return condition_join(parser, CONDITION_NOT, parser->count - 1, 0);
}

static bool parse_or(struct condition_parser *parser);

static bool parse_group(struct condition_parser *parser)
{
	if (!lexer_skip_mark(&parser->lexer, "("))
		return condition_test(parser);
	if (++parser->depth > CONDITION_DEPTH)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: too many brackets in each other; at most %d are allowed"), parser->lexer.token.column,
			CONDITION_DEPTH);
	if (!parse_or(parser) || !lexer_expect(&parser->lexer, ")"))
		return false;
	parser->depth--;
	return true;
}

static bool parse_not(struct condition_parser *parser)
{
	bool opposite = lexer_skip_word(&parser->lexer, "not");

	return parse_group(parser) && (!opposite || condition_not(parser));
}

static bool parse_and(struct condition_parser *parser)
{
	if (!parse_not(parser))
		return false;
	while (lexer_skip_word(&parser->lexer, "and")) {
		int left = parser->count - 1;

		if (!parse_not(parser) || !condition_join(parser, CONDITION_AND, left, parser->count - 1))
			return false;
	}
	return true;
}

static bool parse_or(struct condition_parser *parser)
{
	if (!parse_and(parser))
		return false;
	while (lexer_skip_word(&parser->lexer, "or")) {
		int left = parser->count - 1;

		if (!parse_and(parser) || !condition_join(parser, CONDITION_OR, left, parser->count - 1))
			return false;
	}
	return true;
}

/* Copies what was parsed into the arena; the texts and lists are there already. */
static struct condition *publish(struct condition_parser *parser, const struct condition_scope *scope, const char *copy)
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
	condition->date = condition->region = FIELD_NONE;
	for (int i = 0; i < parser->count; i++)
		condition->by_place |= nodes[i].op > CONDITION_NOT && nodes[i].kind == RIGHT_PARAM;
	if (condition->by_place) {
		condition->date = scope->schema->date;
		condition->region = scope->region;
		condition->scope = scope->schema->scope;
	}
	return condition;
}

struct condition *condition_parse(struct text source, const struct schema *schema, const struct region_tree *tree,
	struct arena *arena, struct tally_error *error)
{
	return condition_parse_in(
		source, &(struct condition_scope){ .schema = schema, .tree = tree, .region = FIELD_NONE }, arena, error);
}

struct condition *condition_parse_in(
	struct text source, const struct condition_scope *scope, struct arena *arena, struct tally_error *error)
{
	struct condition_node nodes[CONDITION_NODES];
	struct condition_parser parser = { .schema = scope->schema,
		.tree = scope->tree,
		.parameters = scope->parameters,
		.arena = arena,
		.error = error,
		.nodes = nodes };
	char *copy;

	copy = arena_copy(arena, source);
	if (!copy) {
		error_memory(error);
		return NULL;
	}
	if (!lexer_start(&parser.lexer, (struct text){ copy, source.len }, true, error) || !parse_or(&parser))
		return NULL;
	if (parser.lexer.token.kind != TOKEN_END) {
		lexer_unexpected(&parser.lexer, _("and, or, the end"));
		return NULL;
	}
	return publish(&parser, scope, copy);
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
	if (condition->date != FIELD_NONE)
		used[condition->date] = 1;
	if (condition->region != FIELD_NONE)
		used[condition->region] = 1;
}
