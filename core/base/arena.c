/* Room base: the one place that asks the system for memory. Knows lifetimes (an arena, a growing array), not what lies in
 * them. A request that cannot be met is a NULL for the caller to report; nothing here prints or exits. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, CHUNK_FIRST_BYTES = 4096, CHUNK_LARGEST_BYTES = 1 << 20, ROWS_FIRST = 8 };

struct arena_chunk {
	_Alignas(ALIGNMENT) struct arena_chunk *previous;
	size_t used;
	size_t size;
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

void arena_done(struct arena *arena)
{
	struct arena_chunk *chunk = arena->last;

	while (chunk) {
		struct arena_chunk *previous = chunk->previous;

		free(chunk);
		chunk = previous;
	}
	*arena = (struct arena){ 0 };
}

/* Chunks grow with the arena, so that a small one stays small and a large one asks seldom. */
static size_t chunk_bytes(const struct arena *arena)
{
	if (arena->total_bytes < CHUNK_FIRST_BYTES)
		return CHUNK_FIRST_BYTES;
	return arena->total_bytes < CHUNK_LARGEST_BYTES ? arena->total_bytes : CHUNK_LARGEST_BYTES;
}

/* A piece of at least half a chunk gets one of its own, put behind the last, whose free room stays in use. */
static struct arena_chunk *chunk_for(struct arena *arena, size_t bytes)
{
	size_t usual = chunk_bytes(arena);
	bool own = bytes > usual / 2;
	size_t size = own ? bytes : usual;
	struct arena_chunk *chunk = calloc(1, sizeof *chunk + size);

	if (!chunk)
		return NULL;
	chunk->size = size;
	arena->total_bytes += size;
	if (own && arena->last) {
		chunk->previous = arena->last->previous;
		arena->last->previous = chunk;
	} else {
		chunk->previous = arena->last;
		arena->last = chunk;
	}
	return chunk;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	struct arena_chunk *chunk = arena->last;
	void *piece;

	if (bytes > PTRDIFF_MAX / 2)
		return NULL;
	bytes = bytes ? (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
	if (!chunk || chunk->size - chunk->used < bytes)
		chunk = chunk_for(arena, bytes);
	if (!chunk)
		return NULL;
	piece = chunk->bytes + chunk->used;
	chunk->used += bytes;
	return piece;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		return NULL;
	return arena_alloc(arena, bytes);
}

char *arena_copy(struct arena *arena, struct text text)
{
	char *copy = text.len < SIZE_MAX ? arena_alloc(arena, text.len + 1) : NULL;

	if (copy && text.len > 0)
		memcpy(copy, text.at, text.len);
	return copy;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list rest)
{
	va_list again;
	char *copy = NULL;
	int length;

	va_copy(again, rest);
	length = vsnprintf(NULL, 0, format, rest);
	if (length >= 0)
		copy = arena_alloc(arena, (size_t)length + 1);
	if (copy)
		vsnprintf(copy, (size_t)length + 1, format, again);
	va_end(again);
	return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list rest;
	char *copy;

	va_start(rest, format);
	copy = arena_vprintf(arena, format, rest);
	va_end(rest);
	return copy;
}

void *memory_alloc(size_t count, size_t size)
{
	return calloc(count ? count : 1, size ? size : 1);
}

void memory_free(void *memory)
{
	free(memory);
}

bool memory_grow(void *items, size_t *capacity, size_t need, size_t size)
{
	size_t rows = *capacity + *capacity / 2;
	size_t bytes;
	void *old;
	void *grown;

	if (need <= *capacity)
		return true;
	if (rows < ROWS_FIRST)
		rows = ROWS_FIRST;
	if (rows < need)
		rows = need;
	if (__builtin_mul_overflow(rows, size, &bytes) || bytes > PTRDIFF_MAX)
		return false;
	/* The caller's pointer is of any type: it is read and written as bytes, which no rule of aliasing forbids. */
	memcpy(&old, items, sizeof old);
	grown = realloc(old, bytes ? bytes : 1);
	if (!grown)
		return false;
	memcpy(items, &grown, sizeof grown);
	*capacity = rows;
	return true;
}
