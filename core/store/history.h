/* Store: what stood beside the cells, run by run: the tables of names, accounts and statements. */
#ifndef STORE_HISTORY_H
#define STORE_HISTORY_H

#include "io/db.h"

/* Makes the tables of the past beside those that are kept. */
bool history_make(struct db *db, struct tally_error *error) MUST_USE;
/* At the end of the run: rows that went or changed end with the run before, new ones begin with this one. */
bool history_keep(struct db *db, int64_t run, struct tally_error *error) MUST_USE;
/* From here on every query of this connection sees the tables as they stood after the run: views of the same names hide them. For connections that read. */
bool history_at(struct db *db, int64_t run, struct tally_error *error) MUST_USE;

#endif
