/* IO: between so.c and so_note.c. */
#ifndef IO_SO_NOTE_H
#define IO_SO_NOTE_H

#include <stdint.h>

#include "base/error.h"

/* As so_note, of the file behind a descriptor that has `bytes` bytes; nothing is mapped. */
bool so_note_file(int fd, uint64_t bytes, unsigned *abi, struct tally_error *error) MUST_USE;

#endif
