/* Base: sorting many rows by a 64-bit key. */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include "base/arena.h"

/* A key and the row it stands for. */
struct sort_row {
	uint64_t key;
	uint32_t row;
	uint32_t spare;
};

/* Ascending by key; rows with equal keys keep their order. Bytes that all keys share cost nothing. False without memory, rows as they were. */
bool sort_rows(struct sort_row *rows, size_t count) MUST_USE;

#endif
