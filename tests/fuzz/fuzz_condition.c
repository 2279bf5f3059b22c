/* Fuzz target of model/condition.c: whatever the text, the nodes keep the promises of condition.h, or the error says what is wrong. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/condition.h"
#include "model/region.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static const struct schema_code kinds[] = { { "invention", "发明", "", "" }, { "utility", "实用新型", "", "新型" } };
static const uint32_t both[] = { 1, 0 };
static const struct schema_group groups[] = { { "all", "全部", "", both, 2 } };

#define KIND .type = TALLY_CODE, .codes = kinds, .codes_count = 2, .groups = groups, .groups_count = 1

static const struct schema_field fields[] = {
	{ .name = "name", .type = TALLY_TEXT },
	{ .name = "kind", KIND },
	{ .name = "was", KIND },
	{ .name = "amount", .type = TALLY_DECIMAL, .scale = 2 },
	{ .name = "staff", .type = TALLY_INTEGER },
	{ .name = "granted", .type = TALLY_DATE },
	{ .name = "founded", .type = TALLY_DATE, .precision = TALLY_YEAR },
	{ .name = "term", .type = TALLY_PERIOD },
	{ .name = "county", .type = TALLY_REGION },
};

enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

static const struct schema schema = { .name = "sample", .fields = fields, .fields_count = FIELDS, .date = 5 };
static const struct region_row regions[] = {
	{ .code = { "410900", 6 }, .name = { "City", 4 }, .level = { "city", 4 }, .line = 2 },
	{ .code = { "410922", 6 }, .name = { "North", 5 }, .level = { "county", 6 }, .parent = { "410900", 6 }, .line = 3 },
};

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_condition: %s\n", what);
	abort();
}

static bool in_range(const struct region_tree *tree, const struct schema_field *field, int64_t number)
{
	size_t places = field->type == TALLY_CODE ? field->codes_count : tree->count;

	return (field->type != TALLY_CODE && field->type != TALLY_REGION) || (number >= 0 && (size_t)number < places);
}

static void check_list(const struct region_tree *tree, const struct condition_node *node)
{
	bool text = node->kind == RIGHT_TEXT;

	must(node->list_count > 1, "a list holds several values");
	for (uint32_t i = 0; i < node->list_count; i++) {
		must(text || in_range(tree, &fields[node->field], node->list[i]), "a value of the list exists");
		must(i == 0 || text || node->list[i - 1] < node->list[i], "numbers ascend");
		must(i == 0 || !text || text_compare(node->texts[i - 1], node->texts[i]) < 0, "texts ascend");
	}
}

static void check_test(const struct region_tree *tree, const struct condition_node *node)
{
	must(node->field >= 0 && node->field < FIELDS, "the field exists");
	must((node->kind == RIGHT_FIELD || node->years) == (node->other != FIELD_NONE),
		"the other field stands where it is read");
	must(node->other >= FIELD_NONE && node->other < FIELDS, "the other field exists");
	if (node->op == CONDITION_IN)
		check_list(tree, node);
	else if (node->op != CONDITION_NULL && node->kind == RIGHT_NUMBER && !node->years)
		must(in_range(tree, &fields[node->field], node->number), "the value exists");
}

static void check_nodes(const struct region_tree *tree, const struct condition *condition)
{
	unsigned char used[FIELDS] = { 0 };

	must(condition->count > 0 && condition->count <= 256, "the number of nodes is bounded");
	for (uint32_t i = 0; i < condition->count; i++) {
		const struct condition_node *node = &condition->nodes[i];

		if (node->op > CONDITION_NOT) {
			check_test(tree, node);
			continue;
		}
		must(node->left >= 0 && (uint32_t)node->left < i, "the left side comes before");
		must(node->right >= 0 && (uint32_t)node->right < i, "the right side comes before");
	}
	condition_fields(condition, used);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena arena = { 0 };
	struct faults faults;
	struct region_tree tree = { 0 };
	struct tally_error error = { 0 };
	struct condition *condition;

	faults_init(&faults, &arena);
	must(region_tree_build(regions, 2, "regions.csv", &arena, &faults, &tree, &error), "the regions are there");
	condition = condition_parse((struct text){ (const char *)bytes, count }, &schema, &tree, &arena, &error);
	must((condition != NULL) == (error.code == ERROR_NONE), "a failure says what");
	if (condition)
		check_nodes(&tree, condition);
	arena_done(&arena);
	return 0;
}
