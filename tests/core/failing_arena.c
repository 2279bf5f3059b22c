/* Tests: stands between the rooms and the memory of base and lets one request fail. A chunk of the arena serves many requests, so
 * failing malloc alone would reach few of the places that must handle it. */
#include "failing_arena.h"

#include "base/arena.h"

static unsigned fail_at, requests;

void failing_arena_at(unsigned request)
{
	fail_at = request;
	requests = 0;
}

unsigned failing_arena_requests(void)
{
	return requests;
}

static bool fails(void)
{
	return ++requests == fail_at;
}

void *__real_arena_alloc(struct arena *arena, size_t bytes);
void *__wrap_arena_alloc(struct arena *arena, size_t bytes);
void *__wrap_arena_alloc(struct arena *arena, size_t bytes)
{
	return fails() ? NULL : __real_arena_alloc(arena, bytes);
}

void *__real_arena_array(struct arena *arena, size_t count, size_t size);
void *__wrap_arena_array(struct arena *arena, size_t count, size_t size);
void *__wrap_arena_array(struct arena *arena, size_t count, size_t size)
{
	return fails() ? NULL : __real_arena_array(arena, count, size);
}

char *__real_arena_copy(struct arena *arena, struct text text);
char *__wrap_arena_copy(struct arena *arena, struct text text);
char *__wrap_arena_copy(struct arena *arena, struct text text)
{
	return fails() ? NULL : __real_arena_copy(arena, text);
}

char *__real_arena_vprintf(struct arena *arena, const char *format, va_list rest) PRINTF_LIKE(2, 0);
char *__wrap_arena_vprintf(struct arena *arena, const char *format, va_list rest) PRINTF_LIKE(2, 0);
char *__wrap_arena_vprintf(struct arena *arena, const char *format, va_list rest)
{
	return fails() ? NULL : __real_arena_vprintf(arena, format, rest);
}

char *__wrap_arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *__wrap_arena_printf(struct arena *arena, const char *format, ...)
{
	va_list rest;
	char *out;

	if (fails())
		return NULL;
	va_start(rest, format);
	out = __real_arena_vprintf(arena, format, rest);
	va_end(rest);
	return out;
}

bool __real_memory_grow(void *items, size_t *capacity, size_t need, size_t size);
bool __wrap_memory_grow(void *items, size_t *capacity, size_t need, size_t size);
bool __wrap_memory_grow(void *items, size_t *capacity, size_t need, size_t size)
{
	return fails() ? false : __real_memory_grow(items, capacity, need, size);
}
