/* Store: a copy of a store as of one moment. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include <stdint.h>

#include "base/error.h"

/* Copies the store `path` into the new file `into`, as it stands after its last whole run, also while a run is writing. The copy is built aside, checked,
 * made safe on the disk and then named; a file that is there is refused. *run: the last run in it. */
bool store_backup(const char *path, const char *into, int64_t *run, struct tally_error *error) MUST_USE;

#endif
