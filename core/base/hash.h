/* Base: hashes. Not for secrets; the 128-bit form tells different texts apart for good: texts of up to 24 characters out of
 * [0-9A-Z] are packed, not hashed, so codes and certificate numbers can never collide. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct identity {
	uint64_t high, low;
};

uint64_t hash_bytes(const void *bytes, size_t count, uint64_t seed);
uint64_t hash_mix(uint64_t value); /* a bijection of 64 bits */
/* Equal texts give equal identities. Packed identities have the top bit of `high` clear, hashed ones set.
 * No identity is all zero. */
struct identity identity_of(struct text text);
/* Identity of several texts in order (a key of several fields). Unlike identity_of of any one text. */
struct identity identity_join(struct identity a, struct identity b);

/* Content fingerprint, fed block by block; the result does not depend on how the bytes were cut. */
struct fingerprint {
	uint64_t state[4];
	uint64_t bytes;
	unsigned char rest[32];
};

void fingerprint_init(struct fingerprint *fingerprint);
void fingerprint_feed(struct fingerprint *fingerprint, const void *bytes, size_t count);
struct identity fingerprint_value(const struct fingerprint *fingerprint);

#endif
