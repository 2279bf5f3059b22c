/* Model: questions about a built region tree. Hot: asked once for a record. Knows rows, days and codes; the building of the
 * tree and its faults stand in region_build.c. */
#include "model/region.h"

#include <string.h>

#include "base/hash.h"
#include "model/region_draft.h"

static bool code_is(const char *code, struct text text)
{
	return strncmp(code, text.at, text.len) == 0 && code[text.len] == '\0';
}

size_t region_slot(const struct region_tree *tree, struct text code)
{
	size_t mask = tree->slots_count - 1;
	size_t slot = (size_t)hash_bytes(code.at, code.len, 0) & mask;
	while (tree->slots[slot] != 0 && !code_is(tree->rows[tree->slots[slot] - 1].code, code))
		slot = (slot + 1) & mask;
	return slot;
}

int region_find(const struct region_tree *tree, struct text code)
{
	if (code.len == 0 || tree->slots_count == 0)
		return REGION_NONE;
	return tree->slots[region_slot(tree, code)] - 1;
}

static bool answers_to(const struct region *region, struct text name)
{
	return text_same_label(text_of(region->name), name) || text_in_labels(name, region->alias);
}

int region_named(const struct region_tree *tree, struct text name)
{
	int found = REGION_NONE;
	if (text_trim(name).len == 0)
		return REGION_NONE;
	for (size_t i = 0; i < tree->count; i++) {
		if (tree->rows[i].kind == REGION_REST || !answers_to(&tree->rows[i], name))
			continue;
		if (found != REGION_NONE)
			return REGION_NONE;
		found = (int)i;
	}
	return found;
}

bool region_valid(const struct region_tree *tree, int region, int32_t day)
{
	return day >= tree->rows[region].first_day && day <= tree->rows[region].last_day;
}

int region_effective(const struct region_tree *tree, int region, int32_t day)
{
	while (day > tree->rows[region].last_day && tree->rows[region].successor != REGION_NONE)
		region = tree->rows[region].successor;
	return region;
}

int region_leaf(const struct region_tree *tree, int region)
{
	return tree->rows[region].rest == REGION_NONE ? region : tree->rows[region].rest;
}

int region_adds_to(const struct region_tree *tree, int region)
{
	return tree->rows[region].kind == REGION_OVERLAY ? REGION_NONE : tree->rows[region].parent;
}

bool region_within(const struct region_tree *tree, int region, int ancestor)
{
	return ancestor != REGION_NONE && region >= ancestor && region < tree->rows[ancestor].end;
}

int region_common(const struct region_tree *tree, int a, int b)
{
	while (a != REGION_NONE && !region_within(tree, b, a))
		a = tree->rows[a].parent;
	return a;
}
