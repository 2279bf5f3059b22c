/* Engine: open addressing over rows of sums. Knows numbers only. */
#include "engine/table.h"

#include <string.h>

void table_init(struct table_rows *table, int width)
{
	*table = (struct table_rows){ .width = width };
}

void table_done(struct table_rows *table)
{
	memory_free(table->keys);
	memory_free(table->sums);
	memory_free(table->slots);
	*table = (struct table_rows){ .width = table->width, .combine = table->combine };
}

static bool grow_slots(struct table_rows *table)
{
	size_t count = table->slots_count ? table->slots_count * 2 : 256;
	uint32_t *slots = count < TABLE_NONE ? memory_alloc(count, sizeof(*slots)) : NULL;
	if (!slots)
		return false;
	for (size_t row = 0; row < table->count; row++) {
		size_t slot = hash_mix(table->keys[row]) & (count - 1);
		while (slots[slot])
			slot = (slot + 1) & (count - 1);
		slots[slot] = (uint32_t)row + 1;
	}
	memory_free(table->slots);
	table->slots = slots;
	table->slots_count = count;
	return true;
}

static uint32_t new_row(struct table_rows *table, uint64_t key, size_t slot)
{
	size_t width = (size_t)table->width;
	if (!memory_grow(&table->keys, &table->capacity, table->count + 1, sizeof(*table->keys)) ||
		!memory_grow(&table->sums, &table->sums_capacity, (table->count + 1) * width, sizeof(*table->sums)))
		return TABLE_NONE;
	uint32_t row = (uint32_t)table->count++;
	table->keys[row] = key;
	if (width)
		memset(table->sums + row * width, 0, width * sizeof(*table->sums));
	for (size_t c = 0; table->combine && c < width; c++)
		table->sums[row * width + c] = combine_neutral(table->combine[c]);
	table->slots[slot] = row + 1;
	return row;
}

uint32_t table_row(struct table_rows *table, uint64_t key)
{
	if (table->count * 2 >= table->slots_count && !grow_slots(table))
		return TABLE_NONE;
	size_t slot = hash_mix(key) & (table->slots_count - 1);
	for (; table->slots[slot]; slot = (slot + 1) & (table->slots_count - 1))
		if (table->keys[table->slots[slot] - 1] == key)
			return table->slots[slot] - 1;
	return new_row(table, key, slot);
}

uint32_t table_find(const struct table_rows *table, uint64_t key)
{
	if (!table->slots_count)
		return TABLE_NONE;
	size_t slot = hash_mix(key) & (table->slots_count - 1);
	for (; table->slots[slot]; slot = (slot + 1) & (table->slots_count - 1))
		if (table->keys[table->slots[slot] - 1] == key)
			return table->slots[slot] - 1;
	return TABLE_NONE;
}
