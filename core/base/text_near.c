/* Room base: how near two names are, so that a message can offer the one that was meant. Knows bytes, not what is named. */
#include "base/text.h"

#include <limits.h>

enum { NAME_BYTES = 63 };

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: no part of a text is edited twice. Only the last two rows of the table are ever looked at. */
unsigned text_distance(struct text a, struct text b)
{
	unsigned rows[3][NAME_BYTES + 1] = { { 0 } };
	unsigned *before = rows[0], *last = rows[1], *now = rows[2];

	if (a.len > NAME_BYTES || b.len > NAME_BYTES)
		return UINT_MAX;
	for (unsigned j = 0; j <= b.len; j++)
		last[j] = j;
	for (unsigned i = 1; i <= a.len; i++) {
		unsigned *free_row = before;

		now[0] = i;
		for (unsigned j = 1; j <= b.len; j++) {
			unsigned changed = last[j - 1] + (a.at[i - 1] != b.at[j - 1]);

			now[j] = least(changed, least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = free_row;
	}
	return last[b.len];
}

const char *text_nearest(struct text a, const char *const *names, size_t count)
{
	unsigned best = UINT_MAX;
	const char *nearest = NULL;

	if (a.len == 0 || a.len > NAME_BYTES)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		unsigned distance = text_distance(a, text_of(names[i]));

		if (distance < best) {
			best = distance;
			nearest = names[i];
		}
	}
	return best <= 1 + a.len / 4 ? nearest : NULL;
}
