/* Engine: conditions over a batch, one node at a time, 64 records to a word. Knows typed columns; model/condition.h fixes the meaning. */
#include <string.h>

#include "engine/program.h"

enum { WORDS = TALLY_BATCH_ROWS / 64, NODES_MAX = 256 };

struct evaluation {
	const struct condition *condition;
	const struct region_tree *regions;
	const struct tally_batch *batch;
	uint64_t bits[NODES_MAX][WORDS];
};

/* The value as a number: codes, regions, dates and periods by their place or days. */
static int64_t number_at(const struct tally_column *column, uint32_t row)
{
	switch (column->type) {
	case TALLY_INTEGER:
	case TALLY_DECIMAL:
		return tally_integer(column, row);
	case TALLY_DATE:
	case TALLY_PERIOD:
		return tally_days(column, row);
	default:
		return tally_code_at(column, row);
	}
}

static bool holds(enum condition_op op, int order)
{
	switch (op) {
	case CONDITION_EQ:
		return order == 0;
	case CONDITION_NE:
		return order != 0;
	case CONDITION_LT:
		return order < 0;
	case CONDITION_LE:
		return order <= 0;
	case CONDITION_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

static int order_of(wide a, wide b)
{
	return (a > b) - (a < b);
}

/* Whole years from day a to day b: the most that can be added to a without passing b, so that 29 February and a year is 28 February here as it is in `lasts`.
 * Negative when b lies before a. */
static int years_between(int32_t a, int32_t b)
{
	int32_t first = a < b ? a : b, last = a < b ? b : a;
	int years = date_split(last).year - date_split(first).year;
	years -= last < date_add_months(first, years * 12);
	return b < a ? -years : years;
}

static struct text text_at(const struct tally_column *column, uint32_t row)
{
	struct tally_string text = tally_text(column, row);
	return (struct text){ text.at, text.bytes };
}

static bool in_texts(const struct condition_node *node, struct text text)
{
	uint32_t low = 0, high = node->list_count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		int order = text_compare(node->texts[middle], text);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* True when one of the row's codes is the one, or one of those, that are asked for. */
static bool has_codes(const struct condition_node *node, const struct tally_column *column, uint32_t row)
{
	if (node->op != CONDITION_IN)
		return tally_codes_have(column, row, (uint32_t)node->number);
	for (uint32_t i = 0; i < node->list_count; i++)
		if (tally_codes_have(column, row, (uint32_t)node->list[i]))
			return true;
	return false;
}

static bool in_list(
	const struct evaluation *e, const struct condition_node *node, const struct tally_column *column, uint32_t row)
{
	if (column->type == TALLY_TEXT)
		return in_texts(node, text_at(column, row));
	int64_t value = number_at(column, row);
	for (uint32_t i = 0; i < node->list_count; i++)
		if (node->list[i] == value ||
			(column->type == TALLY_REGION && region_within(e->regions, (int)value, (int)node->list[i])))
			return true;
	return false;
}

static bool against_field(
	const struct condition_node *node, const struct tally_column *a, const struct tally_column *b, uint32_t row)
{
	if (a->type == TALLY_TEXT)
		return holds(node->op, text_compare(text_at(a, row), text_at(b, row)));
	wide x = number_at(a, row), y = number_at(b, row);
	if (node->scale_shift > 0)
		x *= wide_power(node->scale_shift);
	if (node->scale_shift < 0)
		y *= wide_power(-node->scale_shift);
	return holds(node->op, order_of(x, y));
}

/* The parameter's value on the date of the record, in the region that holds it. */
static const struct parameter_value *valid_for(const struct evaluation *e, const struct parameter *parameter, uint32_t row)
{
	const struct condition *c = e->condition;
	const struct tally_column *date = &e->batch->columns[c->date];
	int region = c->scope;
	if (!tally_has(date, row))
		return NULL;
	if (c->region != FIELD_NONE && tally_has(&e->batch->columns[c->region], row))
		region = (int)tally_code_at(&e->batch->columns[c->region], row);
	return parameter_at(parameter, e->regions, region, tally_days(date, row));
}

static bool against_param(const struct evaluation *e, const struct condition_node *node, wide left, uint32_t row)
{
	const struct parameter_value *valid = valid_for(e, node->parameter, row);
	if (!valid)
		return false;
	wide right = valid->value;
	if (node->scale_shift > 0)
		left *= wide_power(node->scale_shift);
	if (node->scale_shift < 0)
		right *= wide_power(-node->scale_shift);
	return holds(node->op, order_of(left, right));
}

static bool test_years(const struct evaluation *e, const struct condition_node *node, uint32_t row)
{
	const struct tally_column *a = &e->batch->columns[node->field], *b = &e->batch->columns[node->other];
	if (!tally_has(b, row))
		return false;
	int years = years_between(tally_days(a, row), tally_days(b, row));
	return node->kind == RIGHT_PARAM ? against_param(e, node, years, row) : holds(node->op, order_of(years, node->number));
}

static bool test_row(const struct evaluation *e, const struct condition_node *node, uint32_t row)
{
	const struct tally_column *a = &e->batch->columns[node->field];
	if (node->op == CONDITION_NULL)
		return !tally_has(a, row);
	if (!tally_has(a, row))
		return false;
	if (node->years)
		return test_years(e, node, row);
	if (node->kind == RIGHT_FIELD) {
		const struct tally_column *b = &e->batch->columns[node->other];
		return tally_has(b, row) && against_field(node, a, b, row);
	}
	if (node->kind == RIGHT_PARAM)
		return against_param(e, node, number_at(a, row), row);
	if (a->type == TALLY_CODES)
		return has_codes(node, a, row);
	if (node->op == CONDITION_IN)
		return in_list(e, node, a, row);
	if (node->kind == RIGHT_TEXT)
		return holds(node->op, text_compare(text_at(a, row), node->text));
	if (a->type == TALLY_REGION)
		return region_within(e->regions, (int)number_at(a, row), (int)node->number);
	return holds(node->op, order_of(number_at(a, row), node->number));
}

static void evaluate_node(struct evaluation *e, const struct condition_node *nodes, uint32_t n)
{
	const struct condition_node *node = &nodes[n];
	uint64_t *out = e->bits[n];
	if (node->op > CONDITION_NOT) {
		memset(out, 0, sizeof(e->bits[n]));
		for (uint32_t row = 0; row < e->batch->rows; row++)
			out[row / 64] |= (uint64_t)test_row(e, node, row) << (row % 64);
		return;
	}
	for (int w = 0; w < WORDS; w++) {
		uint64_t left = e->bits[node->left][w];
		if (node->op == CONDITION_NOT)
			out[w] = ~left;
		else
			out[w] = node->op == CONDITION_AND ? left & e->bits[node->right][w] : left | e->bits[node->right][w];
	}
}

void condition_batch(
	const struct condition *condition, const struct region_tree *regions, const struct tally_batch *batch, uint64_t *bits)
{
	struct evaluation e;
	e.condition = condition;
	e.regions = regions;
	e.batch = batch;
	for (uint32_t n = 0; n < condition->count; n++)
		evaluate_node(&e, condition->nodes, n);
	memcpy(bits, e.bits[condition->count - 1], sizeof(e.bits[0]));
}
