/* IO: what 64 bytes hold. Loops without branches, which the compiler turns into vector code: this is where nearly all bytes are looked at,
 * and the place for code of one kind of processor. Knows no records. */
#include "io/csv_block.h"

#include <endian.h>
#include <string.h>

/* Bit i is set where byte i separates: the bytes of `flags` are 0 or 1, eight are drawn together by one product. */
static uint64_t draw(const unsigned char flags[BLOCK_BYTES])
{
	uint64_t bits = 0, word;
	for (unsigned i = 0; i < 8; i++) {
		memcpy(&word, flags + i * sizeof word, sizeof word);
		bits |= (le64toh(word) * UINT64_C(0x0102040810204080) >> 56) << (i * 8);
	}
	return bits;
}

/* The four come as variables: a compiler that sees constants among them tests bits, byte by byte, instead of comparing vectors. */
uint64_t block_separators(const unsigned char *at, const unsigned char kinds[4])
{
	const unsigned char a = kinds[0], b = kinds[1], c = kinds[2], d = kinds[3];
	unsigned char flags[BLOCK_BYTES];
	for (unsigned i = 0; i < BLOCK_BYTES; i++)
		flags[i] = (unsigned char)((at[i] == a) | (at[i] == b) | (at[i] == c) | (at[i] == d));
	return draw(flags);
}

bool block_has_high(const unsigned char *at)
{
	unsigned char high = 0;
	for (unsigned i = 0; i < BLOCK_BYTES; i++)
		high |= at[i];
	return high >= 0x80;
}

/* A newline ends what a lead promised: the next record is judged by its own bytes. */
bool block_utf8_suspect(const unsigned char *at)
{
	unsigned char bad = 0;
	for (int i = 0; i < BLOCK_BYTES; i++) {
		unsigned char c = at[i], before = at[i - 1], before_that = at[i - 2];
		unsigned char follows = (unsigned char)((c & 0xc0) == 0x80);
		unsigned char must_follow = (unsigned char)((before >= 0xc0) | ((before_that >= 0xe0) & (before >= 0x80)));
		unsigned char special = (unsigned char)((c >= 0xf0) | (c == 0xe0) | (c == 0xed) | ((c & 0xfe) == 0xc0));
		bad |= (unsigned char)((follows ^ must_follow) | special);
	}
	return bad;
}
