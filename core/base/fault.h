/* Base: faults in what people declare (INI, tables, plugins). They are collected and told together, each with its place,
 * so that one reading mends all of them. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include "arena.h"

struct fault {
	const char *where; /* "areas/ip.ini:12" or "plugins/ip.so: indicator applications"; "" when there is none */
	const char *what;
	struct fault *next;
};

struct faults {
	struct arena *arena;
	struct fault *first;
	struct fault *last;
	size_t count;
	bool memory; /* an allocation failed: the list is not complete */
};

void faults_init(struct faults *faults, struct arena *arena);
/* `line` 0 leaves the line out, `file` NULL the place. */
void fault_add(struct faults *faults, const char *file, unsigned line, const char *format, ...) PRINTF_LIKE(4, 5);
/* "; did you mean 'x'?" for the nearest of `names`, else "; allowed: a, b, c" (at most 24 names); lives in the arena, "" on failure. */
const char *fault_hint(struct faults *faults, struct text bad, const char *const *names, size_t count);
/* True when there are none; else the error says the first one and how many more there are, or that memory ran out. */
bool faults_none(const struct faults *faults, struct tally_error *error) MUST_USE;

#endif
