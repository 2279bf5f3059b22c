#include "io/csv_scan.h"
#include <emmintrin.h>
#include <string.h>
static uint64_t structure_mask(const unsigned char *at, unsigned char delimiter)
{
	const __m128i comma = _mm_set1_epi8((char)delimiter), quote = _mm_set1_epi8('"'), line = _mm_set1_epi8('\n');
	uint64_t mask = 0;
	for (int i = 0; i < 4; i++) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + 16 * i));
		__m128i hit = _mm_or_si128(
			_mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, quote)), _mm_cmpeq_epi8(bytes, line));
		mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << (16 * i);
	}
	return mask;
}
size_t scan_structure(const unsigned char *bytes, size_t from, size_t count, unsigned char delimiter, uint32_t *places)
{
	size_t found = 0, at = from;
	for (; count - at >= 64; at += 64)
		for (uint64_t mask = structure_mask(bytes + at, delimiter); mask; mask &= mask - 1)
			places[found++] = (uint32_t)(at + (size_t)__builtin_ctzll(mask));
	for (; at < count; at++)
		if (bytes[at] == delimiter || bytes[at] == '"' || bytes[at] == '\n')
			places[found++] = (uint32_t)at;
	return found;
}
