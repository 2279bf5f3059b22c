/* For tests and the fuzz target of area/block.c: reads everything of a block that block_check let pass, as its readers do. Include once. */
#ifndef TESTS_AREA_BLOCK_WALK_H
#define TESTS_AREA_BLOCK_WALK_H

#include <string.h>

#include "area/words.h"

/* Sums what was read, so that no read is left out. */
static uint64_t walk_row(const struct block *block, enum section section, const uint32_t *row, int depth)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < words_count; i++) {
		const struct word *word = &words[i];
		if (word->section != section || word->side != SIDE_DECLARE || word->kind == WORD_FLAG)
			continue;
		if (word->kind == WORD_TEXT || word->kind == WORD_NAME) {
			sum += strlen(block_text(block, row[word->place]));
		} else if (word->kind != WORD_ROWS) {
			sum += row[word->place];
		} else if (section != SECTION_AREA) {
			struct block_list list;
			memcpy(&list, &row[word->place], sizeof(list));
			int table = section_forms[word->low].table;
			const uint32_t *rows = block_rows(block, (enum block_table)table);
			for (uint32_t r = 0; r < list.count && depth < 3; r++)
				sum += walk_row(block, (enum section)word->low,
					rows + (size_t)(list.first + r) * block_row_words[table], depth + 1);
		}
	}
	return sum;
}

static uint64_t walk_block(const struct block *block)
{
	uint64_t sum = walk_row(block, SECTION_AREA, (const uint32_t *)(const void *)&block->area, 0);
	for (int s = 0; s < SECTION_COUNT; s++) {
		int table = section_forms[s].table;
		for (uint32_t i = 0; table >= 0 && i < block->tables[table].count; i++) {
			const uint32_t *rows = block_rows(block, (enum block_table)table);
			sum += walk_row(block, (enum section)s, rows + (size_t)i * block_row_words[table],
				2); /* lists one level: each row comes by itself */
		}
	}
	return sum;
}

#endif
