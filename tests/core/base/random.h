/* Tests of base: pseudo-random numbers that are the same in every run (a Weyl sequence, mixed). Include once. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdint.h>

__extension__ typedef unsigned __int128 random_wide;

static uint64_t random_next(uint64_t *state)
{
	uint64_t mixed = *state += UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 31) * UINT64_C(0xda942042e4dd58b5);
	return mixed ^ mixed >> 27;
}

/* Below `limit`, which is small. */
static inline uint64_t random_below(uint64_t *state, uint64_t limit)
{
	return (random_next(state) >> 8) % limit;
}

/* Up to 128 bits; every length in bits is as likely as any other. */
static inline random_wide random_long(uint64_t *state)
{
	random_wide high = random_next(state);
	random_wide whole = high << 64 | random_next(state);

	return whole >> random_below(state, 128);
}

#endif
