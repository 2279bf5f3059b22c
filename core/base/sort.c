/* Base: least significant digit first, a byte at a time. Knows keys only. */
#include "base/sort.h"

#include <string.h>

enum { DIGITS = 8, VALUES = 256 };

static void count_digits(const struct sort_row *rows, size_t count, size_t counts[DIGITS][VALUES])
{
	memset(counts, 0, DIGITS * sizeof(*counts));
	for (size_t i = 0; i < count; i++)
		for (int d = 0; d < DIGITS; d++)
			counts[d][rows[i].key >> (8 * d) & 0xff]++;
}

static bool all_equal(const size_t *counts, size_t count)
{
	for (int v = 0; v < VALUES; v++)
		if (counts[v])
			return counts[v] == count;
	return true;
}

static void deal(const struct sort_row *from, struct sort_row *to, size_t count, int digit, const size_t *counts)
{
	size_t next[VALUES], sum = 0;
	for (int v = 0; v < VALUES; v++) {
		next[v] = sum;
		sum += counts[v];
	}
	for (size_t i = 0; i < count; i++)
		to[next[from[i].key >> (8 * digit) & 0xff]++] = from[i];
}

bool sort_rows(struct sort_row *rows, size_t count)
{
	size_t counts[DIGITS][VALUES];
	struct sort_row *other = memory_alloc(count + 1, sizeof(*other)), *from = rows, *to = other;
	if (!other)
		return false;
	count_digits(rows, count, counts);
	for (int d = 0; d < DIGITS; d++) {
		if (all_equal(counts[d], count))
			continue;
		deal(from, to, count, d, counts[d]);
		struct sort_row *swap = from;
		from = to;
		to = swap;
	}
	if (from != rows)
		memcpy(rows, from, count * sizeof(*rows));
	memory_free(other);
	return true;
}
