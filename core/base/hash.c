/* Base: hashes, identities and fingerprints. Knows bytes; no secrets are kept by them. */
#include "base/hash.h"

#include <string.h>

#include "base/decimal.h"

#define SALT_A 0xa0761d6478bd642fULL
#define SALT_B 0xe7037ed1a0b428dbULL
#define SALT_C 0x8ebc6af09c88c6e3ULL

static uint64_t word_at(const unsigned char *at)
{
	uint64_t word;
	memcpy(&word, at, sizeof(word));
	return word;
}

/* Up to 8 bytes as a number. */
static uint64_t tail_at(const unsigned char *at, size_t count)
{
	uint64_t word = 0;
	memcpy(&word, at, count);
	return word;
}

static uint64_t fold(uint64_t a, uint64_t b)
{
	uwide product = (uwide)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t hash_mix(uint64_t value)
{
	value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9ULL;
	value = (value ^ value >> 27) * 0x94d049bb133111ebULL;
	return value ^ value >> 31;
}

uint64_t hash_bytes(const void *bytes, size_t count, uint64_t seed)
{
	const unsigned char *at = bytes;
	uint64_t state = seed ^ fold(seed ^ SALT_A, SALT_B);
	size_t left = count;
	for (; left > 16; left -= 16, at += 16)
		state = fold(word_at(at) ^ SALT_B, word_at(at + 8) ^ state);
	uint64_t a = left > 8 ? word_at(at) : tail_at(at, left);
	uint64_t b = left > 8 ? tail_at(at + 8, left - 8) : 0;
	return fold(SALT_C ^ count, fold(a ^ SALT_B, b ^ state));
}

/* Digits 1 to 36 of base 37; 0 for a byte that is none. */
static const unsigned char packed_digit[256] = { ['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6, ['6'] = 7, ['7'] = 8, ['8'] = 9,
	['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16, ['G'] = 17, ['H'] = 18, ['I'] = 19, ['J'] = 20, ['K'] = 21,
	['L'] = 22, ['M'] = 23, ['N'] = 24, ['O'] = 25, ['P'] = 26, ['Q'] = 27, ['R'] = 28, ['S'] = 29, ['T'] = 30, ['U'] = 31, ['V'] = 32, ['W'] = 33,
	['X'] = 34, ['Y'] = 35, ['Z'] = 36 };

/* Twelve digits of base 37 take 62.6 bits; no digit is zero, so texts of different length differ. */
static bool pack(const unsigned char *at, size_t count, uint64_t *packed)
{
	uint64_t value = 0;
	bool all = true;
	for (size_t i = 0; i < count; i++) {
		unsigned digit = packed_digit[at[i]];
		all &= digit != 0;
		value = value * 37 + digit;
	}
	*packed = value;
	return all;
}

struct identity identity_of(struct text text)
{
	struct identity packed;
	const unsigned char *at = (const unsigned char *)text.at;
	size_t low = text.len < 12 ? text.len : 12;
	if (text.len <= 24 && pack(at, low, &packed.low) && pack(at + low, text.len - low, &packed.high))
		return packed;
	return (struct identity){ hash_bytes(text.at, text.len, SALT_A) | 1ULL << 63, hash_bytes(text.at, text.len, SALT_C) };
}

struct identity identity_join(struct identity a, struct identity b)
{
	uint64_t both[4] = { a.high, a.low, b.high, b.low };
	return (struct identity){ hash_bytes(both, sizeof(both), SALT_B) | 1ULL << 63, hash_bytes(both, sizeof(both), SALT_A ^ SALT_C) };
}

void fingerprint_init(struct fingerprint *fingerprint)
{
	*fingerprint = (struct fingerprint){ .state = { SALT_A, SALT_B, SALT_C, SALT_A ^ SALT_B } };
}

static void fingerprint_block(struct fingerprint *f, const unsigned char *at)
{
	for (int lane = 0; lane < 4; lane++)
		f->state[lane] = fold(f->state[lane] ^ word_at(at + 8 * lane), SALT_C + 2 * (uint64_t)lane) + f->state[lane];
}

void fingerprint_feed(struct fingerprint *f, const void *bytes, size_t count)
{
	const unsigned char *at = bytes;
	size_t filled = f->bytes % sizeof(f->rest);
	f->bytes += count;
	if (filled) {
		size_t take = sizeof(f->rest) - filled < count ? sizeof(f->rest) - filled : count;
		memcpy(f->rest + filled, at, take);
		at += take;
		count -= take;
		if (filled + take < sizeof(f->rest))
			return;
		fingerprint_block(f, f->rest);
	}
	for (; count >= sizeof(f->rest); count -= sizeof(f->rest), at += sizeof(f->rest))
		fingerprint_block(f, at);
	memcpy(f->rest, at, count);
}

struct identity fingerprint_value(const struct fingerprint *f)
{
	size_t filled = f->bytes % sizeof(f->rest);
	uint64_t all[5] = { f->state[0], f->state[1], f->state[2], f->state[3], f->bytes };
	uint64_t rest = hash_bytes(f->rest, filled, SALT_B);
	return (struct identity){ hash_bytes(all, sizeof(all), rest), hash_bytes(all, sizeof(all), hash_mix(rest)) };
}
