/* Store: whether a store is whole: named checks, each one question to the database. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "base/arena.h"
#include "base/error.h"

struct audit_result {
	const char *name; /* accounts */
	const char *what; /* that must hold; translated when it is printed */
	bool error; /* else a warning: odd, but figures can be trusted */
	int64_t count; /* of faults */
	const char *details; /* the first of them; "" without any */
};

/* Every check of the table, in its order; nothing is written. A question that the database cannot answer is one fault of its check. */
bool store_audit(const char *path, struct arena *arena, const struct audit_result **results, size_t *count,
	struct tally_error *error) MUST_USE;

#endif
