/* Area: the catalog's ties: both sides parsed and checked over all areas, tolerance read. Knows declarations; evaluates nothing. */
#include <string.h>

#include "area/catalog_inner.h"

static struct formula *parse_side(struct building *b, const char *name, const char *word, const char *source)
{
	struct tally_error trouble = { 0 };
	if (!source[0]) {
		building_fault(b, "tie", name, word, _("a tie needs both sides: left, right"));
		return NULL;
	}
	struct formula *side = formula_parse_side(text_of(source), b->arena, &trouble);
	if (!side)
		building_fault(b, "tie", name, word, "%s", trouble.what);
	return side;
}

static void check_operands(struct building *b, const char *name, const char *word, const struct formula *side)
{
	for (uint32_t i = 0; i < side->operands_count; i++) {
		const struct formula_operand *operand = &side->operands[i];
		if (strncmp(operand->name, "param.", 6) == 0)
			building_fault(b, "tie", name, word, _("column %d: '%s': a tie speaks of figures, not of parameters"),
				operand->column, operand->name);
	}
}

static bool tolerance_known(const char *text)
{
	int64_t units;
	return strcmp(text, "rounding") == 0 || strcmp(text, "exact") == 0 ||
		(decimal_parse(text_of(text), DECIMAL_SCALE_MAX, &units) == DECIMAL_OK && units >= 0);
}

static void check_said(
	struct building *b, const struct catalog_tie *tie, const struct formula *left, const struct formula *right)
{
	if (!tolerance_known(tie->tolerance))
		building_fault(b, "tie", tie->name, "tolerance",
			_("tolerance: '%s': allowed: rounding, exact, or a number such as 0.5"), tie->tolerance);
	if (left->operands_count + right->operands_count == 0)
		building_fault(b, "tie", tie->name, "left", _("a tie without an indicator says nothing about figures"));
}

static const char *said(const struct building *b, uint32_t offset, const char *fallback)
{
	const char *text = text_at(b, offset);
	return text[0] ? text : fallback;
}

static bool build_tie(struct building *b, struct catalog *catalog, const struct block_tie *row, struct catalog_tie *tie)
{
	struct tally_error trouble = { 0 };
	*tie = (struct catalog_tie){ .area = b->area,
		.name = text_at(b, row->name),
		.title = said(b, row->title, text_at(b, row->name)),
		.title_en = text_at(b, row->title_en),
		.left = text_at(b, row->left),
		.right = text_at(b, row->right),
		.tolerance = said(b, row->tolerance, "rounding"),
		.message = text_at(b, row->message),
		.relation = row->relation ? (enum tally_relation)row->relation : TALLY_EQ,
		.on = (enum tally_on)row->on,
		.regions = (enum tally_regions)row->regions,
		.severity = row->severity ? (enum tally_severity)row->severity : TALLY_ERROR,
		.grains = row->periods ? row->periods : TALLY_GRAIN_YEAR };
	struct formula *left = parse_side(b, tie->name, "left", tie->left);
	struct formula *right = parse_side(b, tie->name, "right", tie->right);
	if (!left || !right)
		return true;
	check_operands(b, tie->name, "left", left);
	check_operands(b, tie->name, "right", right);
	check_said(b, tie, left, right);
	bool waits = false;
	if (check_tie_formulas(b, catalog, &(struct tie_sides){ left, right, tie->grains }, &waits, &trouble)) {
		check_operand_parts(b, catalog, &(struct subject){ "tie", tie->name, "left" }, left);
		check_operand_parts(b, catalog, &(struct subject){ "tie", tie->name, "right" }, right);
		return true;
	}
	if (trouble.code == ERROR_MEMORY)
		return false;
	if (!waits)
		building_fault(b, "tie", tie->name, NULL, "%s", trouble.what);
	return true;
}

bool build_ties(struct building *b, struct catalog *catalog)
{
	size_t count = 0;
	for (size_t a = 0; a < b->workspace->areas_count; a++)
		count += b->workspace->areas[a].block ? b->workspace->areas[a].block->tables[BLOCK_TIES].count : 0;
	struct catalog_tie *ties = arena_array(b->arena, count + 1, sizeof(*ties));
	catalog->ties = ties;
	for (size_t a = 0; ties && a < b->workspace->areas_count; a++) {
		b->area = (int)a;
		b->block = b->workspace->areas[a].block;
		const struct block_tie *rows = b->block ? block_rows(b->block, BLOCK_TIES) : NULL;
		for (uint32_t i = 0; b->block && i < b->block->tables[BLOCK_TIES].count; i++)
			if (!build_tie(b, catalog, &rows[i], &ties[catalog->ties_count++]))
				return false;
	}
	return ties != NULL;
}
