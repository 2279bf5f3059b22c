/* IO, of csv_scan.c only: what 64 bytes hold. */
#ifndef IO_CSV_BLOCK_H
#define IO_CSV_BLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum { BLOCK_BYTES = 64 };

/* Bit i is set where byte i is one of the four. */
uint64_t block_separators(const unsigned char *at, const unsigned char kinds[4]);
bool block_has_high(const unsigned char *at);
/* False when all sequences of UTF-8 that end in the block are good; two bytes before it must be readable. True says little: leads with
 * a range of their own (E0, ED, F0 and above) are left to an exact check. */
bool block_utf8_suspect(const unsigned char *at);

#endif
