/* Base: memory by lifetime. An arena hands out pieces and is freed whole; growing arrays use memory_grow. Nothing outside
 * base calls malloc. A failed allocation gives NULL (or false), never an exit. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "text.h"

struct arena_chunk;

/* Zero-initialised is empty and usable. Not thread safe: one arena, one thread. */
struct arena {
	struct arena_chunk *last;
	size_t total_bytes;
};

void arena_done(struct arena *arena); /* frees everything; the arena is empty and usable again */
void *arena_alloc(struct arena *arena, size_t bytes) MUST_USE; /* zeroed, 16-aligned */
void *arena_array(struct arena *arena, size_t count, size_t size) MUST_USE; /* zeroed; NULL when count * size overflows */
char *arena_copy(struct arena *arena, struct text text) MUST_USE; /* zero-terminated */
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3) MUST_USE;
char *arena_vprintf(struct arena *arena, const char *format, va_list rest) MUST_USE;

/* Heap, for what lives longer or shorter than an arena. */
void *memory_alloc(size_t count, size_t size) MUST_USE; /* zeroed */
void memory_free(void *memory); /* NULL is harmless */
/* Makes `*items` hold at least `need` rows of `size` bytes, growing by half; rows in use stay, new ones are not zeroed.
 * On failure nothing changes and false is returned. */
bool memory_grow(void *items, size_t *capacity, size_t need, size_t size) MUST_USE;

#endif
