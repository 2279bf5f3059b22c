/* Model: value maps. Knows texts; does not know fields or files. */
#include "model/value_map.h"

static size_t find_slot(const struct value_map *map, struct text text)
{
	size_t slot = (size_t)text_label_hash(text) & (map->slots_count - 1);
	while (map->slots[slot] && !text_same_label(map->rows[map->slots[slot] - 1].from, text))
		slot = (slot + 1) & (map->slots_count - 1);
	return slot;
}

bool value_map_build(struct value_map *map, const struct value_map_row *rows, size_t count, struct arena *arena, size_t *twice)
{
	size_t slots_count = 16;
	while (slots_count < count * 2)
		slots_count *= 2;
	uint32_t *slots = arena_array(arena, slots_count, sizeof(*slots));
	*twice = SIZE_MAX;
	if (!slots)
		return false;
	*map = (struct value_map){ rows, count, slots, slots_count };
	for (size_t i = 0; i < count; i++) {
		size_t slot = find_slot(map, rows[i].from);
		if (slots[slot] && !text_equal(rows[slots[slot] - 1].to, rows[i].to))
			*twice = i;
		else if (!slots[slot])
			slots[slot] = (uint32_t)i + 1;
	}
	return true;
}

const struct value_map_row *value_map_find(const struct value_map *map, struct text text)
{
	uint32_t found = map->slots[find_slot(map, text)];
	return found ? &map->rows[found - 1] : NULL;
}
