/* Area: the loader process (docs/decisions/003). Inner header of the room. */
#ifndef AREA_LOADER_H
#define AREA_LOADER_H

#include <sys/types.h>

#include "area/block.h"

/* Opens the plugin `path` in a process of its own and brings back its block, in the arena. What the plugin does wrong is an ERROR_AREA; faults of its
 * declaration are added to `faults` too. `owner`: who else than root and the caller may own the file. *abi is that of its note. */
const struct block *loader_block(const char *path, uid_t owner, struct arena *arena, struct faults *faults, unsigned *abi,
	struct tally_error *error) MUST_USE;

/* What loader_block gives a plugin: time, and the owner it may have. Tests give less time. */
struct loader_terms {
	uid_t owner;
	unsigned seconds;
};
const struct block *loader_block_on(const char *path, const struct loader_terms *terms, struct arena *arena,
	struct faults *faults, unsigned *abi, struct tally_error *error) MUST_USE;

#endif
