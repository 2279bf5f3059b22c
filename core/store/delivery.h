/* Store: deliveries of the registers that expect some. Knows which are there; whether they are late depends on the day and is the view's matter. */
#ifndef STORE_DELIVERY_H
#define STORE_DELIVERY_H

#include "store/read.h"
#include "store/write.h"

enum delivery_state {
	DELIVERY_MISSING,
	DELIVERY_READ,
	DELIVERY_NEWER, /* not read: a newer file counts */
	DELIVERY_UNREAD /* not read: its name is not understood */
};

struct store_delivery {
	int region; /* id when it is put, row of the names when it is read; 0 and REGION_NONE: none */
	period when; /* 0: none */
	const char *file; /* "" where nothing was delivered */
	enum delivery_state state;
	bool expected;
	int32_t due; /* DATE_MAX: none is said */
	int32_t dated; /* DATE_MIN: none */
	int64_t mtime_ns; /* 0: not known, as of an earlier run */
	int64_t records, errors, warnings;
	const char *note;
	int row_register; /* of the names, when it is read */
};

/* Replaces the deliveries of the register. */
bool store_put_deliveries(struct store_writer *writer, uint32_t register_id, const struct store_delivery *rows, size_t count,
	struct tally_error *error) MUST_USE;

/* All of them: by register, region as in the tree, period and file; in the arena. */
bool store_deliveries(struct store_reader *reader, struct arena *arena, const struct store_delivery **rows, size_t *count,
	struct tally_error *error) MUST_USE;

#endif
