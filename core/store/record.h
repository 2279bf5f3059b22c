/* Store: which records of a register stood in which runs: key and digest, for registers that are small enough to be kept. */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "store/write.h"

struct store_record {
	const char *key; /* for people; a private one is a hash */
	uint64_t digest; /* of all its fields */
};
/* The accepted records of the register, ascending by the bytes of their keys, none twice. Writes only what differs. */
bool store_put_records(struct store_writer *writer, uint32_t register_id, const struct store_record *records, size_t count,
	struct tally_error *error) MUST_USE;
/* The register is kept no longer: what was is gone. */
bool store_drop_records(struct store_writer *writer, uint32_t register_id, struct tally_error *error) MUST_USE;

enum record_change { RECORD_ADDED, RECORD_EDITED, RECORD_REMOVED, RECORD_CHANGES };
enum { RECORD_KEYS_MOST = 5 };
struct record_changes {
	int64_t counts[RECORD_CHANGES];
	const char *keys[RECORD_CHANGES][RECORD_KEYS_MOST]; /* the first of them; NULL behind the last */
};
/* What the run found changed since the one before; all 0 where the register was not kept in both. In the arena. */
bool store_record_changes(struct store_reader *reader, const char *area, const char *reg, int64_t run, struct arena *arena,
	struct record_changes *changes, struct tally_error *error) MUST_USE;

#endif
