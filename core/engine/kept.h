/* Engine: the records of a register as the store keeps them for the history: key and digest, up to a number of records. */
#ifndef ENGINE_KEPT_H
#define ENGINE_KEPT_H

#include "engine/scan.h"
#include "store/record.h"

struct kept_records {
	const struct catalog_register *declared;
	const struct region_tree *regions;
	struct arena *arena; /* of the keys */
	struct store_record *rows; /* heap */
	size_t count, capacity;
	size_t most; /* 0: nothing is kept */
	bool over; /* there were more: nothing is kept */
};

/* A register without a key, and one that is not to be kept, keeps nothing from the beginning. */
void kept_init(struct kept_records *kept, const struct catalog *catalog, int on, struct arena *arena);
void kept_done(struct kept_records *kept);
bool kept_any(const struct kept_records *kept);
/* A watcher of the scan that fills it; memory does not grow beyond `most` records. */
struct scan_watcher kept_watcher(struct kept_records *kept);
/* In the order that the store wants. */
void kept_sort(struct kept_records *kept);

#endif
