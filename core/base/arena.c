/* Base: arenas, and the only calls of the allocator in the program. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_CHUNK_BYTES = 64 << 10, ARENA_ALIGN = 16 };

struct arena_chunk {
	struct arena_chunk *before;
	size_t used, bytes;
	size_t pad; /* keeps what follows aligned */
};

void arena_done(struct arena *arena)
{
	while (arena->last) {
		struct arena_chunk *before = arena->last->before;
		free(arena->last);
		arena->last = before;
	}
	arena->total_bytes = 0;
}

static bool arena_extend(struct arena *arena, size_t bytes)
{
	size_t room = bytes > ARENA_CHUNK_BYTES ? bytes : ARENA_CHUNK_BYTES;
	struct arena_chunk *chunk = room <= SIZE_MAX - sizeof(*chunk) ? malloc(sizeof(*chunk) + room) : NULL;
	if (!chunk)
		return false;
	*chunk = (struct arena_chunk){ .before = arena->last, .bytes = room };
	arena->last = chunk;
	arena->total_bytes += room;
	return true;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	if (bytes > SIZE_MAX - ARENA_ALIGN)
		return NULL;
	size_t need = (bytes + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
	if ((!arena->last || need > arena->last->bytes - arena->last->used) && !arena_extend(arena, need))
		return NULL;
	struct arena_chunk *chunk = arena->last;
	void *piece = (char *)(chunk + 1) + chunk->used;
	chunk->used += need;
	return memset(piece, 0, bytes);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		return NULL;
	return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, struct text text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	if (copy && text.len)
		memcpy(copy, text.at, text.len);
	return copy;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list rest)
{
	va_list again;
	va_copy(again, rest);
	int n = vsnprintf(NULL, 0, format, rest);
	char *out = n >= 0 ? arena_alloc(arena, (size_t)n + 1) : NULL;
	if (out)
		vsnprintf(out, (size_t)n + 1, format, again);
	va_end(again);
	return out;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list rest;
	va_start(rest, format);
	char *out = arena_vprintf(arena, format, rest);
	va_end(rest);
	return out;
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
	if (need <= *capacity)
		return true;
	size_t more = *capacity + *capacity / 2 + 16;
	if (more < need)
		more = need;
	if (more > SIZE_MAX / size)
		return false;
	void *old;
	memcpy(&old, items, sizeof(old));
	void *grown = realloc(old, more * size);
	if (!grown)
		return false;
	memcpy(items, &grown, sizeof(grown));
	*capacity = more;
	return true;
}
