/* Room model: the values that a condition compares a field with, one reader for each type of field. A value that the field could
 * never hold (an unknown code, too many decimals, a day that does not exist) is refused: it would silently never be equal. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "model/condition_parser.h"
#include "model/period.h"
#include "model/region.h"

enum { NAMES_SHOWN = 24 };

typedef bool (*value_reader)(
	struct condition_parser *parser, const struct schema_field *field, struct condition_values *values);

static bool refuse(struct condition_parser *parser, const struct schema_field *field, const char *what)
{
	const struct token *token = &parser->lexer.token;

	if (token->kind == TOKEN_END)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the condition ends too early; '%s' wants %s"),
			token->column, field->name, what);
	return error_set(parser->error, ERROR_CONFIG, _("column %d: '%.*s': '%s' wants %s"), token->column,
		(int)token->text.len, token->text.at, field->name, what);
}

static bool reserve(struct condition_parser *parser, struct condition_values *values, bool text)
{
	size_t capacity = values->capacity ? values->capacity * 2 : 4;
	size_t size = text ? sizeof(struct text) : sizeof(int64_t);
	void *grown;

	if (values->count < values->capacity)
		return true;
	grown = arena_array(parser->arena, capacity, size);
	if (!grown)
		return error_memory(parser->error);
	if (values->count > 0)
		memcpy(grown, text ? (const void *)values->texts : (const void *)values->numbers, values->count * size);
	if (text)
		values->texts = grown;
	else
		values->numbers = grown;
	values->capacity = capacity;
	return true;
}

static bool append(struct condition_parser *parser, struct condition_values *values, int64_t number)
{
	if (!reserve(parser, values, false))
		return false;
	values->numbers[values->count++] = number;
	return true;
}

/* The quoted text with '' made one quote, trimmed as the texts of a register are. */
static bool unquote(struct condition_parser *parser, struct text *text)
{
	struct text raw = parser->lexer.token.text;
	char *out = arena_copy(parser->arena, raw);
	size_t used = 0;

	if (!out)
		return error_memory(parser->error);
	for (size_t i = 0; i < raw.len; i++) {
		out[used++] = raw.at[i];
		i += raw.at[i] == '\'';
	}
	out[used] = '\0';
	*text = text_trim((struct text){ out, used });
	return true;
}

/* "; allowed: a, b, c; did you mean 'b'?" in the arena, "" when there is no memory left. */
const char *condition_hint(struct condition_parser *parser, const char *const *names, size_t count)
{
	const char *nearest = text_nearest(parser->lexer.token.text, names, count);
	const char *list = "";

	for (size_t i = 0; list && i < count && i < NAMES_SHOWN; i++)
		list = arena_printf(parser->arena, "%s%s%s", list, i > 0 ? ", " : "", names[i]);
	if (list && count > NAMES_SHOWN)
		list = arena_printf(parser->arena, "%s, ...", list);
	if (list && *list)
		list = arena_printf(parser->arena, _("; allowed: %s"), list);
	if (list && nearest)
		list = arena_printf(parser->arena, _("%s; did you mean '%s'?"), list, nearest);
	return list ? list : "";
}

static bool read_text(struct condition_parser *parser, const struct schema_field *field, struct condition_values *values)
{
	struct text text;

	if (parser->lexer.token.kind != TOKEN_QUOTED)
		return refuse(parser, field, _("a text in quotes, such as 'name'"));
	if (!unquote(parser, &text) || !reserve(parser, values, true))
		return false;
	if (text.len == 0)
		return refuse(parser, field, _("a text that is not empty; an empty field is found by 'is null'"));
	values->texts[values->count++] = text;
	return true;
}

static bool unknown_code(struct condition_parser *parser, const struct schema_field *field)
{
	size_t count = (size_t)field->codes_count + field->groups_count;
	const char **names = arena_array(parser->arena, count, sizeof(*names));

	if (!names)
		return error_memory(parser->error);
	for (uint32_t i = 0; i < field->codes_count; i++)
		names[i] = field->codes[i].name;
	for (uint32_t i = 0; i < field->groups_count; i++)
		names[field->codes_count + i] = field->groups[i].name;
	return error_set(parser->error, ERROR_CONFIG, _("column %d: unknown code of '%s': '%.*s'%s"),
		parser->lexer.token.column, field->name, (int)parser->lexer.token.text.len, parser->lexer.token.text.at,
		condition_hint(parser, names, count));
}

static bool read_code(struct condition_parser *parser, const struct schema_field *field, struct condition_values *values)
{
	struct text name = parser->lexer.token.text;
	int code, group;

	if (parser->lexer.token.kind == TOKEN_QUOTED && !unquote(parser, &name))
		return false;
	code = schema_code(field, name);
	group = schema_group(field, name);
	if (code >= 0 && (group < 0 || text_is(name, field->codes[code].name)))
		return append(parser, values, code);
	if (group < 0)
		return unknown_code(parser, field);
	for (uint32_t i = 0; i < field->groups[group].members_count; i++) {
		if (!append(parser, values, field->groups[group].members[i]))
			return false;
	}
	return field->groups[group].members_count > 0 || refuse(parser, field, _("a group that has members"));
}

static bool too_precise(struct condition_parser *parser, const struct schema_field *field)
{
	return error_set(parser->error, ERROR_CONFIG, _("column %d: too many decimals: '%.*s'; '%s' keeps %d"),
		parser->lexer.token.column, (int)parser->lexer.token.text.len, parser->lexer.token.text.at, field->name,
		field->scale);
}

static bool read_number(struct condition_parser *parser, const struct schema_field *field, struct condition_values *values)
{
	enum decimal_fault fault;
	int64_t number;

	if (parser->lexer.token.kind != TOKEN_NUMBER)
		return refuse(parser, field, _("a number"));
	fault = decimal_parse(parser->lexer.token.text, field->scale, &number);
	if (fault == DECIMAL_SCALE)
		return too_precise(parser, field);
	if (fault == DECIMAL_RANGE)
		return refuse(parser, field, _("a number that fits into 64 bits at its decimals"));
	if (fault != DECIMAL_OK)
		return refuse(parser, field, _("a number"));
	return append(parser, values, number);
}

/* A bare year would silently mean its first day where the field holds days. */
static bool read_date(struct condition_parser *parser, const struct schema_field *field, struct condition_values *values)
{
	static const char *const wanted[] = { N_("a day of the calendar, such as 2018-01-31"),
		N_("a day or a month, such as 2018-01"), N_("a day, a month or a year, such as 2018") };
	static const enum date_form coarsest[] = { DATE_DAY, DATE_MONTH, DATE_YEAR };
	size_t precision = (size_t)field->precision;
	enum date_form form = DATE_BAD;
	int32_t days = 0;

	if (parser->lexer.token.kind == TOKEN_NUMBER)
		form = date_parse(parser->lexer.token.text, &days);
	if (form == DATE_BAD || form > coarsest[precision])
		return refuse(parser, field, _(wanted[precision]));
	return append(parser, values, days);
}

static bool read_period(struct condition_parser *parser, const struct schema_field *field, struct condition_values *values)
{
	period p;

	if (parser->lexer.token.kind != TOKEN_NUMBER || !period_parse(parser->lexer.token.text, &p))
		return refuse(parser, field, _("a period, such as 2018, 2018H1, 2018Q3, 2018-10"));
	return append(parser, values, p);
}

static bool unknown_region(struct condition_parser *parser, const struct schema_field *field, struct text name)
{
	const struct region_tree *tree = parser->tree;
	const char **codes = arena_array(parser->arena, tree->count + 1, sizeof(*codes));
	int named = region_named(tree, name);
	const char *nearest;

	if (!codes)
		return error_memory(parser->error);
	for (size_t i = 0; i < tree->count; i++)
		codes[i] = tree->rows[i].code;
	nearest = named != REGION_NONE ? tree->rows[named].code : text_nearest(name, codes, tree->count);
	if (nearest)
		return error_set(parser->error, ERROR_CONFIG,
			_("column %d: unknown region code in '%s': '%.*s'; did you mean '%s'?"), parser->lexer.token.column,
			field->name, (int)name.len, name.at, nearest);
	return error_set(parser->error, ERROR_CONFIG,
		_("column %d: unknown region code in '%s': '%.*s'; see the table of regions"), parser->lexer.token.column,
		field->name, (int)name.len, name.at);
}

static bool read_region(struct condition_parser *parser, const struct schema_field *field, struct condition_values *values)
{
	struct text name = parser->lexer.token.text;
	int row;

	if (parser->lexer.token.kind == TOKEN_QUOTED && !unquote(parser, &name))
		return false;
	if (!parser->tree)
		return refuse(parser, field, _("a region, but there is no table of regions"));
	row = region_find(parser->tree, name);
	return row == REGION_NONE ? unknown_region(parser, field, name) : append(parser, values, row);
}

/* By type; `plural` is what a field of it holds. */
static const struct {
	const char *plural;
	value_reader read;
} types[] = {
	[TALLY_TEXT] = { N_("texts"), read_text },
	[TALLY_CODE] = { N_("codes"), read_code },
	[TALLY_INTEGER] = { N_("whole numbers"), read_number },
	[TALLY_DECIMAL] = { N_("decimal numbers"), read_number },
	[TALLY_DATE] = { N_("dates"), read_date },
	[TALLY_PERIOD] = { N_("periods"), read_period },
	[TALLY_REGION] = { N_("regions"), read_region },
};

const char *condition_type_text(enum tally_type type)
{
	return _(types[type].plural);
}

bool condition_value(struct condition_parser *parser, int field, struct condition_values *values)
{
	const struct schema_field *of = &parser->schema->fields[field];
	enum token_kind kind = parser->lexer.token.kind;

	if (kind == TOKEN_OPEN)
		return error_set(parser->error, ERROR_CONFIG, _("column %d: the quote is never closed: '%.*s'"),
			parser->lexer.token.column, (int)parser->lexer.token.text.len, parser->lexer.token.text.at);
	if (kind != TOKEN_WORD && kind != TOKEN_NUMBER && kind != TOKEN_QUOTED)
		return refuse(parser, of, _("a value after the comparison"));
	if (!types[of->type].read(parser, of, values))
		return false;
	lexer_advance(&parser->lexer);
	return true;
}

static int number_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int text_order(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

void condition_values_sort(struct condition_values *values)
{
	void *items = values->texts ? (void *)values->texts : (void *)values->numbers;
	size_t size = values->texts ? sizeof(struct text) : sizeof(int64_t);
	int (*order)(const void *, const void *) = values->texts ? text_order : number_order;
	size_t kept = 1;

	qsort(items, values->count, size, order);
	for (size_t i = 1; i < values->count; i++) {
		char *last = (char *)items + (kept - 1) * size, *next = (char *)items + i * size;

		if (order(last, next) != 0)
			memmove((char *)items + kept++ * size, next, size);
	}
	values->count = kept;
}
