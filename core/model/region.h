/* Model: the tree of regions. Rows stand in preorder: a parent before its children, the descendants of row r are r + 1 .. end - 1.
 * Every region with children has one more child of kind REST, for records coded to the region itself (未分县区). */
#ifndef MODEL_REGION_H
#define MODEL_REGION_H

#include "base/fault.h"
#include "model/period.h"

enum region_kind {
	REGION_UNIT,
	REGION_ZONE, /* a development zone reported beside its siblings; added like them */
	REGION_OVERLAY, /* lies across its siblings; never added into its parent */
	REGION_REST /* records of the parent that belong to none of its children; never ranked */
};

enum { REGION_NONE = -1, REGION_CODE_BYTES = 32 };

struct region {
	const char *code; /* of a REST: the parent's code and ".rest" */
	const char *name;
	const char *alias; /* "a | b" or "" */
	const char *level;
	enum region_kind kind;
	int parent; /* row or REGION_NONE */
	int rest; /* the REST child, or REGION_NONE */
	int end; /* one past the last descendant */
	int depth; /* 0 at a root */
	int32_t first_day; /* DATE_MIN where open */
	int32_t last_day; /* DATE_MAX where open */
	int successor; /* row or REGION_NONE */
};

/* A row of regions.csv as text; `line` for messages. */
struct region_row {
	struct text code, name, level, parent, kind, first_day, last_day, successor, alias;
	unsigned line;
};

struct rank_set {
	const char *name;
	const char *title;
	const int *members;
	size_t count;
};

struct region_tree {
	const struct region *rows;
	size_t count;
	const struct rank_set *sets;
	size_t sets_count;
	const int *slots; /* hash of codes; private to region.c */
	size_t slots_count;
};

/* Faults name `file` and the row's line: no code, code twice, unknown parent or successor, a cycle, a bad date or kind, several faults at once.
 * A faulty row is left out and a faulty link cut, so the tree answers questions all the same. A code has at most 26 letters, digits, '-' and '_'.
 * Children are ordered units, zones, overlays, rest; by code within each. Everything is copied into the arena. False when out of memory. */
bool region_tree_build(const struct region_row *rows, size_t count, const char *file, struct arena *arena,
	struct faults *faults, struct region_tree *tree, struct tally_error *error) MUST_USE;

struct rank_set_row {
	struct text name, title, member;
	unsigned line;
};
bool region_sets_build(const struct rank_set_row *rows, size_t count, const char *file, struct arena *arena,
	struct faults *faults, struct region_tree *tree, struct tally_error *error) MUST_USE;

int region_find(const struct region_tree *tree, struct text code); /* row or REGION_NONE; hashed, hot */
int region_named(
	const struct region_tree *tree, struct text name); /* by name or alias where that is unique, else REGION_NONE */
bool region_valid(const struct region_tree *tree, int region, int32_t day);
/* Who counts the region's records in a period that ends on `day`: itself while `day` is not after its last day, else its successor, and so on.
 * A region that ended without a successor stays. The successor may have children: ask region_leaf last. A REST follows its parent's successor's rest. */
int region_effective(const struct region_tree *tree, int region, int32_t day);
/* Where a record coded to the region is counted: its REST where it has one, else the region. */
int region_leaf(const struct region_tree *tree, int region);
/* Row that its value is added into, REGION_NONE at a root and for an overlay. */
int region_adds_to(const struct region_tree *tree, int region);
bool region_within(const struct region_tree *tree, int region, int ancestor); /* itself counts as within */
int region_common(const struct region_tree *tree, int a, int b); /* lowest common ancestor or REGION_NONE */

#endif
