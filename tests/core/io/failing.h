/* For tests that are linked with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc: makes the n-th allocation of the project fail. Include once. */
#ifndef TESTS_FAILING_H
#define TESTS_FAILING_H

#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

/* Allocations that still succeed; below zero all do. */
static long failing_after = -1;

static int failing_now(void)
{
	return failing_after >= 0 && failing_after-- == 0;
}

void *__wrap_malloc(size_t size)
{
	return failing_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return failing_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
	return failing_now() ? NULL : __real_realloc(memory, size);
}

#endif
