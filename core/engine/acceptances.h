/* Engine: reading the tables of accepted findings. */
#ifndef ENGINE_ACCEPTANCES_H
#define ENGINE_ACCEPTANCES_H

#include "area/workspace.h"
#include "store/tie.h"

/* Faults of rows are collected with their line; false when a file cannot be read. In the arena. */
bool acceptances_read(const struct workspace *workspace, const struct area *area, struct arena *arena, struct faults *faults,
	const struct acceptance **rows, size_t *count, struct tally_error *error) MUST_USE;

#endif
