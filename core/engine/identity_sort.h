/* Engine: sorting many rows that begin with an identity, so that equal identities stand together. */
#ifndef ENGINE_IDENTITY_SORT_H
#define ENGINE_IDENTITY_SORT_H

#include "base/hash.h"

/* Rows of `size` bytes (a multiple of 8, at most 64), each beginning with a struct identity. They are dealt into buckets in place, then each handful is
 * sorted by `compare`, whose first criterion must be the identity. The order of unequal identities is fixed but has no meaning. */
void identity_sort(void *rows, size_t count, size_t size, int (*compare)(const void *, const void *));
int identity_compare(const struct identity *a, const struct identity *b);

#endif
