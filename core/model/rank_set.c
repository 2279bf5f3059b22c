/* Model: lists of regions that are ranked against each other. Knows the tree only through its questions; nothing of values. */
#include <string.h>

#include "model/region.h"

struct draft_sets {
	struct region_tree *tree;
	struct rank_set *sets;
	size_t count;
	size_t *set_of; /* of each row; SIZE_MAX: left out */
	size_t *sizes; /* rows of each set */
	const char *file;
	struct arena *arena;
	struct faults *faults;
};

static void told(struct draft_sets *draft, const struct rank_set_row *row, const char *message, struct text bad)
{
	fault_add(draft->faults, draft->file, row->line, _("%s: '%.*s'"), message, (int)bad.len, bad.at == NULL ? "" : bad.at);
}

static size_t find_set(const struct draft_sets *draft, struct text name)
{
	size_t i = 0;
	while (i < draft->count && !text_is(name, draft->sets[i].name))
		i++;
	return i;
}

/* Gives the row its set, a new one where the name is new. */
static bool place_row(struct draft_sets *draft, const struct rank_set_row *row, size_t *set)
{
	*set = SIZE_MAX;
	if (!text_is_name(row->name)) {
		told(draft, row, _("bad name of a rank set; allowed: a letter a-z, then letters, digits and '_'"), row->name);
		return true;
	}
	size_t place = find_set(draft, row->name);
	struct rank_set *found = &draft->sets[place];
	if (place == draft->count) {
		found->name = arena_copy(draft->arena, row->name);
		found->title = arena_copy(draft->arena, row->title);
		if (found->name == NULL || found->title == NULL)
			return false;
		draft->count++;
	} else if (row->title.len > 0 && !text_is(row->title, found->title)) {
		told(draft, row, _("a second title of this rank set"), row->title);
	}
	*set = place;
	draft->sizes[place]++;
	return true;
}

static bool has_member(const struct rank_set *set, int region)
{
	for (size_t i = 0; i < set->count; i++) {
		if (set->members[i] == region)
			return true;
	}
	return false;
}

static void add_member(struct draft_sets *draft, struct rank_set *set, int *members, const struct rank_set_row *row)
{
	int region = region_find(draft->tree, row->member);
	if (region == REGION_NONE)
		told(draft, row, _("unknown region in a rank set; allowed are the codes of the region table"), row->member);
	else if (draft->tree->rows[region].kind == REGION_REST)
		told(draft, row, _("a rest of a region is never ranked"), row->member);
	else if (has_member(set, region))
		told(draft, row, _("region twice in a rank set"), row->member);
	else
		members[set->count++] = region;
}

static bool fill_sets(struct draft_sets *draft, const struct rank_set_row *rows, size_t count)
{
	int **members = arena_array(draft->arena, draft->count + 1, sizeof *members);
	if (members == NULL)
		return false;
	for (size_t i = 0; i < draft->count; i++) {
		members[i] = arena_array(draft->arena, draft->sizes[i], sizeof(int));
		draft->sets[i].members = members[i];
		if (members[i] == NULL)
			return false;
	}
	for (size_t i = 0; i < count; i++) {
		size_t set = draft->set_of[i];
		if (set != SIZE_MAX)
			add_member(draft, &draft->sets[set], members[set], &rows[i]);
	}
	return true;
}

bool region_sets_build(const struct rank_set_row *rows, size_t count, const char *file, struct arena *arena,
	struct faults *faults, struct region_tree *tree, struct tally_error *error)
{
	struct draft_sets draft = { .tree = tree, .file = file, .arena = arena, .faults = faults };
	draft.sets = arena_array(arena, count + 1, sizeof *draft.sets);
	draft.set_of = arena_array(arena, count + 1, sizeof *draft.set_of);
	draft.sizes = arena_array(arena, count + 1, sizeof *draft.sizes);
	if (draft.sets == NULL || draft.set_of == NULL || draft.sizes == NULL)
		return error_memory(error);
	for (size_t i = 0; i < count; i++) {
		if (!place_row(&draft, &rows[i], &draft.set_of[i]))
			return error_memory(error);
	}
	if (!fill_sets(&draft, rows, count))
		return error_memory(error);
	tree->sets = draft.sets;
	tree->sets_count = draft.count;
	return true;
}
