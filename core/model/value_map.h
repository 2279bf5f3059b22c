/* Model: a value map: what stands in a cell, and what is meant by it. */
#ifndef MODEL_VALUE_MAP_H
#define MODEL_VALUE_MAP_H

#include "base/arena.h"

struct value_map_row {
	struct text from, to; /* in the arena of the map */
	unsigned line; /* of its file, 0 where it stands in the INI */
};

struct value_map {
	const struct value_map_row *rows;
	size_t count;
	const uint32_t *slots; /* hash of `from` as a label: row + 1 */
	size_t slots_count;
};

/* A text that is mapped to two things is no map: *twice is the later row of it, else SIZE_MAX. False without memory. */
bool value_map_build(
	struct value_map *map, const struct value_map_row *rows, size_t count, struct arena *arena, size_t *twice) MUST_USE;
/* The row whose `from` is the text, inner blanks, case and full-width forms aside; NULL when there is none. */
const struct value_map_row *value_map_find(const struct value_map *map, struct text text);

#endif
