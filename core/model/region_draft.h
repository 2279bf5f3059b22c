/* Model, private to region*.c: the rows of a region table on their way into a tree, in the order of the file, already searchable. */
#ifndef MODEL_REGION_DRAFT_H
#define MODEL_REGION_DRAFT_H

#include "model/region.h"

#define REGION_REST_CODE ".rest" /* behind the parent's code; no code of a table may hold a '.' */

struct region_draft {
	struct region_tree tree; /* of `rows` and `slots`, so that region_find answers with a row of the draft */
	struct region *rows;
	int *slots;
	const struct region_row **texts; /* of each row */
	const char *file;
	struct arena *arena;
	struct faults *faults;
};

/* Slots hold row + 1, 0 where empty; a power of two, at most half full. NULL when out of memory. */
int *region_slots(size_t rows, struct arena *arena, size_t *slots_count) MUST_USE;
/* The slot that holds the code, else the empty one where it belongs. The tree must have slots. */
size_t region_slot(const struct region_tree *tree, struct text code);
/* Reads and links the rows; faulty rows are told and left out, faulty links told and cut. False when out of memory. */
bool region_draft_read(struct region_draft *draft, const struct region_row *rows, size_t count) MUST_USE;

#endif
