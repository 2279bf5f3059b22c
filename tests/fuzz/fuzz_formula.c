/* Fuzz target of model/formula.c: whatever the text, nodes and values keep the promises of formula.h. The values of the operands
 * are made from their names, large ones among them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tally/plugin.h>

#include "model/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_formula: %s\n", what);
	abort();
}

static bool find(void *user, const char *name, struct formula_subject *subject, struct tally_error *error)
{
	(void)user;
	if (name[0] == 'z')
		return error_set(error, ERROR_CONFIG, "no indicator '%s'", name);
	*subject = (struct formula_subject){ .unit = name[0] == 'y' ? "人" : "家",
		.grains = TALLY_GRAIN_YEAR,
		.computed = name[0] == 'x',
		.level = true,
		.indicator = name[0] };
	return true;
}

static struct value sample_value(const char *name)
{
	static const struct value samples[] = {
		{ .kind = VALUE_NUMBER, .a = 7 },
		{ .kind = VALUE_NUMBER, .a = 0 },
		{ .kind = VALUE_NUMBER, .a = -12345, .scale = 2 },
		{ .kind = VALUE_NUMBER, .a = INT64_MAX },
		{ .kind = VALUE_NUMBER, .a = INT64_MIN, .scale = 9 },
		{ .kind = VALUE_PARTS, .a = INT64_MIN, .b = INT64_MAX },
		{ .kind = VALUE_PARTS, .a = INT64_MAX, .b = -3, .scale = -2 },
		{ .kind = VALUE_DECIMAL, .a = -3, .b = -999999999999 },
		{ .kind = VALUE_NONE, .reason = REASON_MISSING },
	};

	return samples[(unsigned char)name[strlen(name) - 1] % (sizeof(samples) / sizeof(samples[0]))];
}

static void check_nodes(const struct formula *formula)
{
	must(formula->count > 0 && formula->count <= FORMULA_NODES, "the number of nodes is bounded");
	must(formula->operands_count > 0 && formula->operands_count <= FORMULA_OPERANDS,
		"there are operands, and not too many");
	for (uint32_t i = 0; i < formula->count; i++) {
		const struct formula_node *node = &formula->nodes[i];
		bool leaf = node->op == FORMULA_CONST || node->op == FORMULA_OPERAND;

		must(node->operand >= 0 && (uint32_t)node->operand < formula->operands_count, "the operand exists");
		must(leaf || (node->left >= 0 && (uint32_t)node->left < i), "the left side comes before");
		must(leaf || (node->right >= 0 && (uint32_t)node->right < i), "the right side comes before");
	}
}

static void check_value(const struct formula *formula)
{
	struct value operands[FORMULA_OPERANDS], value;

	for (uint32_t i = 0; i < formula->operands_count; i++)
		operands[i] = sample_value(formula->operands[i].name);
	value = formula_value(formula, operands);
	if (value.kind == VALUE_NONE) {
		must(value.reason != REASON_NONE, "a missing value has a reason");
		return;
	}
	must(value.kind == (formula->parts ? VALUE_PARTS : VALUE_DECIMAL), "the kind is the one that was decided");
	must(!formula->parts || value.b > 0, "the denominator is positive");
	must(formula->parts || (value.b > -1000000000000 && value.b < 1000000000000), "the fraction is below one");
	must(formula->parts || value.a == 0 || value.b == 0 || (value.a < 0) == (value.b < 0), "both parts have one sign");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena arena = { 0 };
	struct tally_error error = { 0 };
	struct formula *formula = formula_parse((struct text){ (const char *)bytes, count }, &arena, &error);

	must((formula != NULL) == (error.code == ERROR_NONE), "a failure says what");
	if (formula) {
		check_nodes(formula);
		if (formula_check(formula, "家", TALLY_GRAIN_YEAR, find, NULL, &error))
			must(error.code == ERROR_NONE, "no error where all is well");
		else
			must(error.code != ERROR_NONE && error.what[0], "a refusal says what");
		check_value(formula);
	}
	arena_done(&arena);
	return 0;
}
