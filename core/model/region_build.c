/* Model: linked rows of a region table become a tree in preorder, and lists of its regions become rank sets. Knows the order of
 * siblings and where the REST rows stand. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "model/region_draft.h"

/* A term of the tables, the same in every language. */
static const char rest_name[] = "未分县区";

/* The ordering of one draft. Children of draft row p are order[first[p + 1]] up to order[first[p + 2]]; roots are those of -1. */
struct planting {
	const struct region_draft *draft;
	int *order;
	int *first;
	int *stack;
	int *row_of; /* draft row -> row of the tree */
	struct region *rows;
	size_t count;
};

static int by_place(const void *a, const void *b, void *rows)
{
	const struct region *left = &((const struct region *)rows)[*(const int *)a];
	const struct region *right = &((const struct region *)rows)[*(const int *)b];
	if (left->parent != right->parent)
		return left->parent < right->parent ? -1 : 1;
	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	return strcmp(left->code, right->code);
}

static bool planting_init(struct planting *planting)
{
	struct arena *arena = planting->draft->arena;
	size_t count = planting->draft->tree.count;
	planting->order = arena_array(arena, count + 1, sizeof(int));
	planting->first = arena_array(arena, count + 2, sizeof(int));
	planting->stack = arena_array(arena, count * 2 + 1, sizeof(int));
	planting->row_of = arena_array(arena, count + 1, sizeof(int));
	planting->rows = arena_array(arena, count * 2 + 1, sizeof *planting->rows);
	return planting->order != NULL && planting->first != NULL && planting->stack != NULL && planting->row_of != NULL &&
		planting->rows != NULL;
}

static void sort_children(struct planting *planting)
{
	int count = (int)planting->draft->tree.count;
	const struct region *rows = planting->draft->rows;
	for (int i = 0; i < count; i++)
		planting->order[i] = i;
	qsort_r(planting->order, (size_t)count, sizeof(int), by_place, planting->draft->rows);
	for (int i = 0, parent = 0; parent < count + 2; parent++) {
		while (i < count && rows[planting->order[i]].parent + 1 < parent)
			i++;
		planting->first[parent] = i;
	}
}

static bool plant_rest(struct planting *planting, int parent)
{
	struct region *above = &planting->rows[parent], *rest = &planting->rows[planting->count];
	*rest = (struct region){ .name = rest_name,
		.alias = "",
		.level = "",
		.kind = REGION_REST,
		.parent = parent,
		.rest = REGION_NONE,
		.depth = above->depth + 1,
		.first_day = above->first_day,
		.last_day = above->last_day,
		.successor = REGION_NONE };
	rest->code = arena_printf(planting->draft->arena, "%s" REGION_REST_CODE, above->code);
	above->rest = (int)planting->count++;
	return rest->code != NULL;
}

static void plant_row(struct planting *planting, int source)
{
	struct region *row = &planting->rows[planting->count];
	*row = planting->draft->rows[source];
	if (row->parent != REGION_NONE) {
		row->parent = planting->row_of[row->parent];
		row->depth = planting->rows[row->parent].depth + 1;
	}
	planting->row_of[source] = (int)planting->count++;
}

/* Pushes the children of a draft row so that the first is on top. */
static size_t push_children(struct planting *planting, int source, size_t height)
{
	for (int i = planting->first[source + 2] - 1; i >= planting->first[source + 1]; i--)
		planting->stack[height++] = planting->order[i];
	return height;
}

/* Preorder with a stack of its own, since a table may be as deep as it is long; ~row stands for the REST of that row. */
static bool plant(struct planting *planting)
{
	size_t height = push_children(planting, REGION_NONE, 0);
	while (height > 0) {
		int source = planting->stack[--height];
		if (source < 0) {
			if (!plant_rest(planting, planting->row_of[~source]))
				return false;
			continue;
		}
		plant_row(planting, source);
		if (planting->first[source + 1] < planting->first[source + 2]) {
			planting->stack[height++] = ~source;
			height = push_children(planting, source, height);
		}
	}
	return true;
}

static void set_ends(struct region *rows, int count)
{
	for (int i = count - 1; i >= 0; i--) {
		if (rows[i].end < i + 1)
			rows[i].end = i + 1;
		if (rows[i].parent != REGION_NONE && rows[rows[i].parent].end < rows[i].end)
			rows[rows[i].parent].end = rows[i].end;
	}
}

static void set_successors(struct planting *planting, const struct region_tree *tree)
{
	for (size_t i = 0; i < planting->count; i++) {
		struct region *row = &planting->rows[i];
		if (row->kind != REGION_REST && row->successor != REGION_NONE)
			row->successor = planting->row_of[row->successor];
	}
	for (size_t i = 0; i < planting->count; i++) {
		struct region *row = &planting->rows[i];
		if (row->kind == REGION_REST && planting->rows[row->parent].successor != REGION_NONE)
			row->successor = region_leaf(tree, planting->rows[row->parent].successor);
	}
}

static bool set_slots(struct planting *planting, struct region_tree *tree)
{
	int *slots = region_slots(planting->count, planting->draft->arena, &tree->slots_count);
	tree->slots = slots;
	if (slots == NULL)
		return false;
	for (size_t i = 0; i < planting->count; i++)
		slots[region_slot(tree, text_of(planting->rows[i].code))] = (int)i + 1;
	return true;
}

bool region_tree_build(const struct region_row *rows, size_t count, const char *file, struct arena *arena,
	struct faults *faults, struct region_tree *tree, struct tally_error *error)
{
	struct region_draft draft = { .file = file, .arena = arena, .faults = faults };
	struct planting planting = { .draft = &draft };
	struct region_tree built = { 0 };
	*tree = built;
	if (count > INT_MAX / 4)
		return error_set(error, ERROR_CONFIG, _("%s: too many regions"), file);
	if (!region_draft_read(&draft, rows, count) || !planting_init(&planting))
		return error_memory(error);
	sort_children(&planting);
	if (!plant(&planting))
		return error_memory(error);
	built.rows = planting.rows;
	built.count = planting.count;
	set_ends(planting.rows, (int)planting.count);
	set_successors(&planting, &built);
	if (!set_slots(&planting, &built))
		return error_memory(error);
	*tree = built;
	return true;
}
