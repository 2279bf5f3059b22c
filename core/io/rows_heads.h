/* IO: headings that stand on one line or on several, as merged cells do. Knows cells and merged ranges; knows no fields. */
#ifndef IO_ROWS_HEADS_H
#define IO_ROWS_HEADS_H

#include "io/rows.h"

enum { HEAD_LINES_MAX = 10 };

struct rows_heads {
	const struct text *whole; /* of each column, from the top: "金额/本月"; trimmed, in the arena */
	const struct text *last; /* its last part alone: "本月" */
	size_t count;
	uint64_t line; /* of the last one */
	bool sheet; /* columns have letters */
};

/* Lines `first` to `last`, from 1; what stands above is passed over. Before rows_want. A label of a merged range stands in all of its cells. Text has no
 * ranges: there a blank cell above the last line belongs to the label at its left, as far as the label above that reaches. A file that ends before is an
 * ERROR_INPUT. */
bool rows_heads(struct rows *rows, uint32_t first, uint32_t last, struct arena *arena, struct rows_heads *heads,
	struct tally_error *error) MUST_USE;

#endif
