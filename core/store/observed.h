/* Store: what the columns of a cell say. Inner header of the room. */
#ifndef STORE_OBSERVED_H
#define STORE_OBSERVED_H

#include "store/inner.h"

/* Where an indicator's columns stand in a row and what they are. */
struct cell_columns {
	int slot, width;
	enum value_kind kind;
	int scale;
};

/* The columns m0 .. of the query begin at `first`. False where the indicator has no value and no reason there. */
bool cell_seen(struct db_query *query, int first, const struct cell_columns *columns, struct observation *seen);
bool observation_same(const struct observation *a, const struct observation *b);

#endif
