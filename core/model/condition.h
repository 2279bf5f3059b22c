/* Model: conditions over the fields of one record, as declared in `where` and in rules, in a form that the engine evaluates over a batch and that
 * prints as SQL. A comparison with a null is false; `not` of it is true: conditions have two values, not three. */
#ifndef MODEL_CONDITION_H
#define MODEL_CONDITION_H

#include "model/parameter.h"
#include "model/schema.h"

/* Grammar:  or := and { "or" and } ; and := not { "and" not } ; not := [ "not" ] ( test | "(" or ")" )
 *   test := FIELD ( = | != | < | <= | > | >= ) operand | FIELD [ "not" ] "in" operand { , operand } | FIELD "is" [ "not" ] "null"
 *         | "years" "(" FIELD , FIELD ")" ( = | != | < ... ) INTEGER
 *         | "years" "(" FIELD , FIELD ")" ( = | != | ... ) "param.NAME"
 *   operand := FIELD | "param.NAME" | "param.AREA.NAME" | code or group name | number | date 2018-01-01 | period 2018Q1 | region code | 'text in quotes' ('' is a quote)
 * A code or group (which stands for its members) needs no quotes; a field wins over a code of the same name. < and > are for numbers, dates and periods.
 * A field that may hold several codes equals a code when it has it, and is in a list when it has any of it.
 * A region equals a code when it lies within that region. `years(a, b)`: whole years from a to b, where 29 February and a
 * year is 28 February. `is null` may be said of any field.
 * A parameter is a number: its value on the date of the record, in the nearest region that holds it; where none is valid the comparison is false.
 * A code is known by name, title or alias, in quotes where it has blanks or a field has its name. A date is as fine as its field: a day, or where its
 * precision says so a bare month or year, which is its first day. */
enum condition_op {
	CONDITION_AND,
	CONDITION_OR,
	CONDITION_NOT,
	CONDITION_NULL, /* field is null */
	CONDITION_EQ,
	CONDITION_NE,
	CONDITION_LT,
	CONDITION_LE,
	CONDITION_GT,
	CONDITION_GE, /* field against value, other field or years */
	CONDITION_IN /* field in the list */
};

/* `!=` of codes and regions and every `not in` stand as AND of NOT (= or IN) and NOT NULL, so that they are false on a null as every comparison is; NE
 * remains for numbers, dates, periods, a text and two fields. A list of one value stands as EQ. Two regions as fields are equal when they are the same one. */

enum condition_right { RIGHT_NUMBER, RIGHT_TEXT, RIGHT_FIELD, RIGHT_PARAM };

/* One node; children by number, always smaller than the node's own, so that a loop from 0 evaluates. The last node is the condition. */
struct condition_node {
	enum condition_op op;
	int left, right; /* AND, OR: both; NOT: left */
	int field;
	int other; /* RIGHT_FIELD: a field comparable with `field`; years(): the second field */
	bool years; /* the left side is years(field, other), the right side a number */
	enum condition_right kind;
	int64_t number; /* in the field's own units: 10^-scale, days, period, place of a code, row of a region */
	int scale_shift; /* RIGHT_FIELD of decimals, RIGHT_PARAM: multiply the left by 10^shift (negative: the right) before comparing */
	const struct parameter *parameter; /* RIGHT_PARAM */
	struct text text;
	const int64_t *list; /* IN: numbers, sorted; for regions the rows named */
	const struct text *texts; /* IN of a text field, sorted by bytes */
	uint32_t list_count;
};

struct condition {
	const struct condition_node *nodes;
	uint32_t count;
	const char *source; /* as written */
	bool by_place; /* a parameter is read: by the record's `date` field and, where it has one, `region` field; else the region `scope` */
	int date, region, scope;
};

/* What a condition may speak of. */
struct condition_scope {
	const struct schema *schema;
	const struct region_tree *tree; /* NULL: no region is compared */
	const struct parameter_list *parameters; /* NULL: none */
	int region; /* field of the region by which records find their parameters, or FIELD_NONE */
};

/* On a fault returns NULL and sets ERROR_CONFIG: what is wrong, the column (from 1), what is allowed, the nearest name. `tree` may be NULL when no region is compared. At most 256 nodes, nesting 32. */
struct condition *condition_parse(struct text source, const struct schema *schema, const struct region_tree *tree,
	struct arena *arena, struct tally_error *error) MUST_USE;
struct condition *condition_parse_in(
	struct text source, const struct condition_scope *scope, struct arena *arena, struct tally_error *error) MUST_USE;
/* Sets *used[f] for every field that the condition reads. */
void condition_fields(const struct condition *condition, unsigned char *used);

#endif
