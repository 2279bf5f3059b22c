/* Room base: hashes of bytes, identities of texts, fingerprints of files. Knows bytes only; tables, keys and stores that are
 * built on these live above. The results are part of what stores hold: changing one asks for a new store version. */
#include "base/hash.h"

#include <endian.h>
#include <stdbool.h>
#include <string.h>

__extension__ typedef unsigned __int128 product;

/* Odd numbers without a pattern: the first 64 bits behind the point of the square roots of the primes from 2 to 37, made odd. */
static const uint64_t keys[][4] = {
	{ 0x6a09e667f3bcc909, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1 },
	{ 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179 },
	{ 0xcbbb9d5dc1059ed9, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939 },
};

static uint64_t load_64(const unsigned char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return le64toh(word);
}

static uint64_t load_32(const unsigned char *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof word);
	return le32toh(word);
}

/* Both halves of the product depend on all bits of both factors. A factor of zero would swallow the other one, which is why
 * that one is added once more. */
static uint64_t fold(uint64_t a, uint64_t b)
{
	product whole = (product)a * b;

	return ((uint64_t)whole ^ (uint64_t)(whole >> 64)) + b;
}

static uint64_t turn(uint64_t word, int bits)
{
	return word << bits | word >> (64 - bits);
}

/* One block of sixteen bytes into the state. */
static uint64_t stir(uint64_t state, uint64_t a, uint64_t b, const uint64_t key[4])
{
	return fold(a ^ key[1], turn(state, 29) ^ b ^ key[2]) ^ turn(a, 32);
}

/* The last one to sixteen bytes as two words; they may overlap, the count in the seed tells the lengths apart. */
static void load_tail(const unsigned char *at, size_t count, uint64_t *a, uint64_t *b)
{
	*b = 0;
	if (count >= 8) {
		*a = load_64(at);
		*b = load_64(at + count - 8);
	} else if (count >= 4) {
		*a = load_32(at) | load_32(at + count - 4) << 32;
	} else if (count > 0) {
		*a = (uint64_t)at[0] | (uint64_t)at[count / 2] << 8 | (uint64_t)at[count - 1] << 16;
	} else {
		*a = 0;
	}
}

static uint64_t hash_keyed(const void *bytes, size_t count, uint64_t seed, const uint64_t key[4])
{
	const unsigned char *at = bytes;
	uint64_t state = fold(seed ^ key[0], count ^ key[3]);
	uint64_t a, b;

	for (; count > 16; count -= 16, at += 16)
		state = stir(state, load_64(at), load_64(at + 8), key);
	load_tail(at, count, &a, &b);
	state = stir(state, a, b, key);
	return hash_mix(state ^ key[3]);
}

uint64_t hash_bytes(const void *bytes, size_t count, uint64_t seed)
{
	return hash_keyed(bytes, count, seed, keys[0]);
}

/* Shifts and odd factors can all be undone, so no two values meet. */
uint64_t hash_mix(uint64_t value)
{
	value = (value ^ value >> 32) * 0xd6e8feb86659fd93;
	value = (value ^ value >> 32) * 0xa0761d6478bd642f;
	return value ^ value >> 29;
}

enum { PACKED_HALF = 12, PACKED_BASE = 37 };

static const uint64_t HASHED_BIT = UINT64_C(1) << 63;

/* 1 to 36, and 0 for what cannot be packed. No character is worth zero, so a shorter text is never equal to a longer one. */
static const unsigned char worth[256] = {
	['0'] = 1,
	['1'] = 2,
	['2'] = 3,
	['3'] = 4,
	['4'] = 5,
	['5'] = 6,
	['6'] = 7,
	['7'] = 8,
	['8'] = 9,
	['9'] = 10,
	['A'] = 11,
	['B'] = 12,
	['C'] = 13,
	['D'] = 14,
	['E'] = 15,
	['F'] = 16,
	['G'] = 17,
	['H'] = 18,
	['I'] = 19,
	['J'] = 20,
	['K'] = 21,
	['L'] = 22,
	['M'] = 23,
	['N'] = 24,
	['O'] = 25,
	['P'] = 26,
	['Q'] = 27,
	['R'] = 28,
	['S'] = 29,
	['T'] = 30,
	['U'] = 31,
	['V'] = 32,
	['W'] = 33,
	['X'] = 34,
	['Y'] = 35,
	['Z'] = 36,
};

/* Up to twelve characters in 63 bits, by pairs, which halves the chain of multiplications; false when one does not fit. */
static bool pack(const unsigned char *at, size_t count, uint64_t *packed)
{
	uint64_t sum = 0;
	bool fits = true;
	size_t n = 0;

	for (; n + 1 < count; n += 2) {
		unsigned first = worth[at[n]], second = worth[at[n + 1]];

		fits &= first != 0 && second != 0;
		sum = sum * (PACKED_BASE * PACKED_BASE) + (first * PACKED_BASE + second);
	}
	if (n < count) {
		fits &= worth[at[n]] != 0;
		sum = sum * PACKED_BASE + worth[at[n]];
	}
	*packed = sum;
	return fits;
}

static struct identity hash_twice(const void *bytes, size_t count, uint64_t seed)
{
	return (struct identity){
		.high = hash_keyed(bytes, count, seed, keys[1]) | HASHED_BIT,
		.low = hash_keyed(bytes, count, seed, keys[2]),
	};
}

struct identity identity_of(struct text text)
{
	const unsigned char *at = (const unsigned char *)text.at;
	size_t first = text.len < PACKED_HALF ? text.len : PACKED_HALF;
	struct identity packed;

	/* A low word beside an empty high one belongs to no text; so no identity is all zero. */
	if (text.len == 0)
		return (struct identity){ .high = 0, .low = 1 };
	if (text.len <= 2 * PACKED_HALF && pack(at, first, &packed.high) && pack(at + first, text.len - first, &packed.low))
		return packed;
	return hash_twice(at, text.len, 0);
}

struct identity identity_join(struct identity a, struct identity b)
{
	uint64_t words[4] = { htole64(a.high), htole64(a.low), htole64(b.high), htole64(b.low) };

	return hash_twice(words, sizeof words, keys[0][3]);
}

void fingerprint_init(struct fingerprint *fingerprint)
{
	*fingerprint = (struct fingerprint){ 0 };
	memcpy(fingerprint->state, keys[0], sizeof fingerprint->state);
}

/* Four lanes that wait for each other only at the end. Each step can be undone, so that a lane forgets no byte. */
static void feed_blocks(uint64_t state[4], const unsigned char *at, size_t blocks)
{
	uint64_t lane[4];

	memcpy(lane, state, sizeof lane);
	for (; blocks > 0; blocks--, at += 32) {
		for (size_t i = 0; i < 4; i++)
			lane[i] = turn((lane[i] ^ load_64(at + 8 * i)) * keys[1][i], 32) * keys[2][i];
	}
	memcpy(state, lane, sizeof lane);
}

void fingerprint_feed(struct fingerprint *fingerprint, const void *bytes, size_t count)
{
	const unsigned char *at = bytes;
	size_t held = fingerprint->bytes % sizeof fingerprint->rest;
	size_t room = sizeof fingerprint->rest - held;

	if (count == 0)
		return;
	fingerprint->bytes += count;
	if (count < room) {
		memcpy(fingerprint->rest + held, at, count);
		return;
	}
	if (held > 0) {
		memcpy(fingerprint->rest + held, at, room);
		feed_blocks(fingerprint->state, fingerprint->rest, 1);
		at += room;
		count -= room;
	}
	feed_blocks(fingerprint->state, at, count / sizeof fingerprint->rest);
	memcpy(fingerprint->rest, at + count / sizeof fingerprint->rest * sizeof fingerprint->rest,
		count % sizeof fingerprint->rest);
}

struct identity fingerprint_value(const struct fingerprint *fingerprint)
{
	size_t held = fingerprint->bytes % sizeof fingerprint->rest;
	uint64_t words[5];

	memcpy(words, fingerprint->state, sizeof fingerprint->state);
	if (held > 0) {
		unsigned char last[sizeof fingerprint->rest] = { 0 };

		memcpy(last, fingerprint->rest, held);
		feed_blocks(words, last, 1);
	}
	words[4] = fingerprint->bytes;
	for (size_t i = 0; i < 5; i++)
		words[i] = htole64(words[i]);
	return (struct identity){
		.high = hash_keyed(words, sizeof words, 0, keys[1]),
		.low = hash_keyed(words, sizeof words, 0, keys[2]),
	};
}
