/* Engine: a table from 64-bit keys to rows of sums: the groups of a cube, and the cells made of them. Rows keep the order in which they came. */
#ifndef ENGINE_TABLE_H
#define ENGINE_TABLE_H

#include "base/arena.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "model/measure.h"

struct table_rows {
	int width; /* sums of a row */
	const enum combine *combine; /* of each column, how its values come together; NULL: all of them add */
	uint64_t *keys; /* of each row */
	wide *sums; /* sums[row * width + column] */
	size_t count, capacity, sums_capacity;
	uint32_t *slots; /* row + 1 */
	size_t slots_count;
};

enum { TABLE_NONE = 0xffffffff };

void table_init(struct table_rows *table, int width);
void table_done(struct table_rows *table);
/* The row of the key, made with nothing in it (combine_neutral) when it is new; TABLE_NONE without memory. */
uint32_t table_row(struct table_rows *table, uint64_t key);

uint32_t table_find(const struct table_rows *table, uint64_t key); /* TABLE_NONE where it is not */

/* Brings the slot of a key near, a while before table_row looks there. */
static inline void table_prefetch(const struct table_rows *table, uint64_t key)
{
	if (table->slots_count)
		__builtin_prefetch(&table->slots[hash_mix(key) & (table->slots_count - 1)]);
}

/* The next step, when the slot is near: brings the row that it most likely names. */
static inline void table_prefetch_row(const struct table_rows *table, uint64_t key)
{
	uint32_t row = table->slots_count ? table->slots[hash_mix(key) & (table->slots_count - 1)] : 0;
	if (row) {
		__builtin_prefetch(&table->keys[row - 1]);
		__builtin_prefetch(table->sums + (size_t)(row - 1) * (size_t)table->width);
	}
}

static inline wide *table_sums(const struct table_rows *table, uint32_t row)
{
	return table->sums + (size_t)row * (size_t)table->width;
}

#endif
