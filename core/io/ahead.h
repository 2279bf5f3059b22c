/* IO: a part that is unpacked by a thread of its own, a few blocks before they are asked for: unpacking and parsing a large sheet go on side by side. */
#ifndef IO_AHEAD_H
#define IO_AHEAD_H

#include "io/package.h"

enum { AHEAD_BLOCK_BYTES = 64 << 10, AHEAD_BLOCKS = 8 };

struct ahead;

/* From here on nobody else reads the part, nor any other part of its package. NULL: there is no thread or no memory, read it without. */
struct ahead *ahead_start(struct part *part);
/* As part_read, up to AHEAD_BLOCK_BYTES; `to` has room for so many. */
bool ahead_read(struct ahead *ahead, void *to, size_t *count, struct tally_error *error) MUST_USE;
/* Ends the thread, whatever it has left. */
void ahead_stop(struct ahead *ahead);

#endif
