/* Store: rows of cells put many at a time: one statement for a batch costs half of a statement for each. */
#ifndef STORE_CELL_BATCH_H
#define STORE_CELL_BATCH_H

#include "store/inner.h"

enum { BATCH_ROWS = 64 };

struct cell_batch {
	struct store_writer *writer;
	const struct cells *cells;
	struct db_query *many, *one;
	size_t places[BATCH_ROWS]; /* rows of `cells` that wait */
	size_t count;
};

bool cell_batch_begin(
	struct cell_batch *batch, struct store_writer *writer, const struct cells *cells, struct tally_error *error) MUST_USE;
/* Puts the row, at the latest by cell_batch_end; a stored row with its key is replaced. */
bool cell_batch_put(struct cell_batch *batch, size_t place, struct tally_error *error) MUST_USE;
bool cell_batch_end(struct cell_batch *batch, struct tally_error *error) MUST_USE;

#endif
