/* Engine: the tables of figures that somebody gave: published, given, targets, opening. */
#ifndef ENGINE_STATEMENTS_H
#define ENGINE_STATEMENTS_H

#include "area/catalog.h"
#include "engine/cells.h"

struct statement_list {
	const struct statement *rows;
	size_t count;
};

/* What the tables of one area say. Rows that name what does not exist, or that cannot be read, are faults with their line: they are part of the declarations. */
struct area_statements {
	struct statement_list kinds[STATEMENT_KINDS]; /* but OPENING and ADJUSTMENT */
	const struct opening *openings;
	size_t openings_count;
	const struct adjustment *adjustments;
	size_t adjustments_count;
};

bool statements_read(const struct catalog *catalog, int area, struct arena *arena, struct faults *faults,
	struct area_statements *statements, struct tally_error *error) MUST_USE;

#endif
