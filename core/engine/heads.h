/* Engine: which column of a file is which field. Inner header of the room. */
#ifndef ENGINE_HEADS_H
#define ENGINE_HEADS_H

#include "area/catalog.h"
#include "io/rows_heads.h"

enum { HEAD_COLUMNS_MAX = 16384 };

struct head {
	const struct text *headings; /* of the columns, in the arena; of several lines all of them */
	int *fields; /* of each column, FIELD_NONE for a surplus one */
	size_t count;
	uint64_t line;
	bool sheet;
	int *columns; /* of each field, from 0; -1 where the file has none */
};

/* Matches headings with titles, names and aliases (inner blanks and full-width forms aside); of a heading on several lines its last part is enough where the
 * whole fits no column. Two columns for one field, and no column for a field that is not optional, are an ERROR_INPUT that lists what was found. */
bool head_match(const struct catalog_register *declared, const struct rows_heads *heads, const char *file, struct arena *arena,
	struct head *head, struct tally_error *error) MUST_USE;

/* No column gives the field: it is a constant, or taken from the name of the file. */
bool head_fixed(const struct adaptation *adaptation);

#endif
