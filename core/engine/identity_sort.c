/* Engine: an in-place deal into 256 buckets by eight bits of the identity's hash, again within each bucket, until a bucket is a handful. So few buckets at a
 * time stay near in the caches. Knows bytes and identities. */
#include "engine/identity_sort.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256, ROW_BYTES_MAX = 64, FEW = 32, DEPTH_MAX = 4 };

/* One level of the deal. */
struct deal {
	char *rows;
	size_t size;
	int shift; /* of the hash: which eight bits tell buckets apart */
	size_t next[BUCKETS], end[BUCKETS];
};

int identity_compare(const struct identity *a, const struct identity *b)
{
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	return (a->low > b->low) - (a->low < b->low);
}

static size_t bucket_of(const void *row, int shift)
{
	struct identity identity;
	memcpy(&identity, row, sizeof(identity));
	return (size_t)(hash_mix(identity.low ^ identity.high * 3) >> shift & (BUCKETS - 1));
}

static void count_buckets(struct deal *d, size_t count)
{
	size_t sum = 0;
	memset(d->end, 0, sizeof(d->end));
	for (size_t i = 0; i < count; i++)
		d->end[bucket_of(d->rows + i * d->size, d->shift)]++;
	for (size_t b = 0; b < BUCKETS; b++) {
		d->next[b] = sum;
		sum += d->end[b];
		d->end[b] = sum;
	}
}

/* Each row is carried to the next free place of its bucket; what stood there is carried on, until one belongs where the chain began. */
static inline __attribute__((always_inline)) void carry(struct deal *d, size_t bucket, size_t size)
{
	char held[ROW_BYTES_MAX], other[ROW_BYTES_MAX];
	memcpy(held, d->rows + d->next[bucket] * size, size);
	for (size_t home = bucket_of(held, d->shift); home != bucket; home = bucket_of(held, d->shift)) {
		char *place = d->rows + d->next[home]++ * size;
		memcpy(other, place, size);
		memcpy(place, held, size);
		memcpy(held, other, size);
	}
	memcpy(d->rows + d->next[bucket]++ * size, held, size);
}

static inline __attribute__((always_inline)) void deal_rows(struct deal *d, size_t size)
{
	for (size_t b = 0; b < BUCKETS; b++)
		while (d->next[b] < d->end[b])
			carry(d, b, size);
}

/* The sizes in use are known to the compiler, so that a row moves in registers. */
static void deal_all(struct deal *d)
{
	if (d->size == 32)
		deal_rows(d, 32);
	else if (d->size == 40)
		deal_rows(d, 40);
	else if (d->size == 24)
		deal_rows(d, 24);
	else
		deal_rows(d, d->size);
}

typedef int (*comparison)(const void *, const void *);

/* A handful of rows is put in order by insertion. */
static void sort_few(char *rows, size_t count, size_t size, comparison compare)
{
	char held[ROW_BYTES_MAX];
	for (size_t i = 1; i < count; i++) {
		size_t at = i;
		if (compare(rows + (i - 1) * size, rows + i * size) <= 0)
			continue;
		memcpy(held, rows + i * size, size);
		for (; at > 0 && compare(rows + (at - 1) * size, held) > 0; at--)
			memcpy(rows + at * size, rows + (at - 1) * size, size);
		memcpy(rows + at * size, held, size);
	}
}

/* Equal identities never part, so a bucket of one identity goes down to the last level and is sorted there. */
static void sort_level(char *rows, size_t count, size_t size, int depth, comparison compare)
{
	if (count <= FEW) {
		sort_few(rows, count, size, compare);
		return;
	}
	if (depth == DEPTH_MAX) {
		qsort(rows, count, size, compare);
		return;
	}
	struct deal d = { .rows = rows, .size = size, .shift = 56 - 8 * depth };
	count_buckets(&d, count);
	deal_all(&d);
	for (size_t b = 0, begin = 0; b < BUCKETS; begin = d.end[b++])
		sort_level(rows + begin * size, d.end[b] - begin, size, depth + 1, compare);
}

void identity_sort(void *rows, size_t count, size_t size, comparison compare)
{
	sort_level(rows, count, size, 0, compare);
}
