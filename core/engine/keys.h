/* Engine: duplicate keys. Each record whose key can be read leaves its key (identity, 16 bytes), a digest of all its fields (8) and its number (8); at the end equal keys are found by sorting. */
#ifndef ENGINE_KEYS_H
#define ENGINE_KEYS_H

#include "base/hash.h"
#include "model/schema.h"

struct key_entry {
	struct identity key;
	uint64_t digest;
	uint64_t row; /* number among all rows of the register; KEY_VOID is set for a record that was rejected */
};

#define KEY_VOID (1ULL << 63)

struct keys {
	struct key_entry *entries;
	size_t count, capacity;
};

/* A record that stands aside: the repeated ones count once, the clashing ones not at all. `other` is the row it repeats or clashes with. */
struct key_finding {
	uint64_t row, other;
	bool clash;
};

/* Who a record is by these fields; false when one of them is empty: such a record has no key to be known by. */
bool key_identity(const uint32_t *fields, uint32_t count, const struct tally_batch *batch, uint32_t row, struct identity *key);
/* Adds the records of a batch whose bit in `take` is set. False without memory. */
bool keys_add(struct keys *keys, const struct schema *schema, const struct tally_batch *batch, const uint64_t *take,
	uint64_t first) MUST_USE;
/* The same of records that were rejected for another reason. They clash with an accepted record of their key: which of them is meant is not known. */
bool keys_add_void(struct keys *keys, const struct schema *schema, const struct tally_batch *batch, const uint64_t *rejected,
	uint64_t first) MUST_USE;
/* The findings by row; the keys are sorted and used up. *findings is heap, to be freed by the caller. */
bool keys_find(struct keys *keys, struct key_finding **findings, size_t *count) MUST_USE;
void keys_done(struct keys *keys);

#endif
