/* Area: the proof that a piece of memory is a block. Knows the table of words; trusts nothing: the bytes may come from a process that a plugin ran in. */
#include "area/block.h"

#include <string.h>

#include "area/words.h"

static bool check_list(const struct block *block, int table, const struct block_list *list)
{
	uint32_t rows = block->tables[table].count;
	return list->first <= rows && list->count <= rows - list->first;
}

static bool check_text(const struct block *block, uint32_t offset, const struct word *word)
{
	if (offset >= block->texts_bytes)
		return false;
	const char *at = block_text(block, offset);
	size_t most = word->high ? word->high : 65535;
	struct text text = { at, strnlen(at, most + 1) }; /* the text part ends with a zero */
	if (text.len > most || !text_utf8_valid(text))
		return false;
	return word->kind != WORD_NAME || text_is_name(text);
}

static bool check_number(uint32_t value, const struct word *word)
{
	if (word->kind == WORD_NUMBER)
		return value >= word->low && value <= word->high;
	uint32_t all = 0;
	bool known = value == 0 && !word->required;
	for (const struct choice *c = word->choices; c && c->name; c++) {
		all |= c->value;
		known |= c->value == value;
	}
	return word->kind == WORD_CHOICES ? (value & ~all) == 0 : known;
}

static bool check_row(const struct block *block, enum section section, const uint32_t *row)
{
	for (size_t i = 0; i < words_count; i++) {
		const struct word *word = &words[i];
		if (word->section != section || word->side != SIDE_DECLARE || word->kind == WORD_FLAG)
			continue;
		if (word->kind == WORD_TEXT || word->kind == WORD_NAME) {
			if (!check_text(block, row[word->place], word))
				return false;
		} else if (word->kind == WORD_ROWS) {
			struct block_list list;
			if (section == SECTION_AREA)
				continue;
			memcpy(&list, &row[word->place], sizeof(list));
			if (!check_list(block, section_forms[word->low].table, &list))
				return false;
		} else if (!check_number(row[word->place], word)) {
			return false;
		}
	}
	return true;
}

static bool check_head(const struct block *block, size_t bytes)
{
	if (block->magic != BLOCK_MAGIC || block->bytes != bytes)
		return false;
	size_t at = sizeof(*block);
	for (int table = 0; table < BLOCK_TABLES; table++) {
		const struct block_list *list = &block->tables[table];
		if (list->first != at || list->count > BLOCK_ROWS_MAX)
			return false;
		at += (size_t)list->count * block_row_words[table] * sizeof(uint32_t);
	}
	if (block->texts != at || block->texts_bytes == 0 || at + block->texts_bytes != bytes)
		return false;
	return block_text(block, 0)[0] == '\0' && block_text(block, block->texts_bytes - 1)[0] == '\0';
}

bool block_check(const void *memory, size_t bytes, struct tally_error *error)
{
	const struct block *block = memory;
	if (bytes < sizeof(*block) || bytes > BLOCK_BYTES_MAX || !check_head(block, bytes))
		return error_set(error, ERROR_AREA, _("damaged block: head, tables and texts do not fit its %zu bytes"), bytes);
	if (!check_row(block, SECTION_AREA, (const uint32_t *)(const void *)&block->area))
		return error_set(error, ERROR_AREA, _("damaged block: %s"), "area");
	for (int section = 0; section < SECTION_COUNT; section++) {
		int table = section_forms[section].table;
		for (uint32_t i = 0; table >= 0 && i < block->tables[table].count; i++) {
			const uint32_t *rows = block_rows(block, (enum block_table)table);
			if (!check_row(block, (enum section)section, rows + (size_t)i * block_row_words[table]))
				return error_set(error, ERROR_AREA, _("damaged block: row %u of table %d"), i, table);
		}
	}
	return true;
}
