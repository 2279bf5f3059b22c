/* Area: a work area as one flat piece of memory without pointers (docs/decisions/002). Rows are arrays of 32-bit words, texts are offsets. Whoever
 * reads a block reads one that block_check has passed. */
#ifndef AREA_BLOCK_H
#define AREA_BLOCK_H

#include <tally/plugin.h>

#include "base/fault.h"

enum { BLOCK_MAGIC = 0x4b4c4254, BLOCK_BYTES_MAX = 16 << 20, BLOCK_ROWS_MAX = 65536 };

enum block_table {
	BLOCK_REGISTERS,
	BLOCK_FIELDS,
	BLOCK_CODES,
	BLOCK_GROUPS,
	BLOCK_INDICATORS,
	BLOCK_RULES,
	BLOCK_PARAMETERS,
	BLOCK_TIES,
	BLOCK_TABLES
};

struct block_area {
	uint32_t name, title, title_en, version;
};

struct block_list {
	uint32_t first, count;
};

struct block_register {
	uint32_t name, title, title_en, date, scope, note;
	struct block_list fields;
};

struct block_field {
	uint32_t name, title, title_en, alias, unit, check;
	struct block_list codes, groups;
	uint32_t type, flags, scale, precision;
	uint32_t list;
};

struct block_code {
	uint32_t name, title, title_en, alias;
};

struct block_group {
	uint32_t name, title, title_en, members;
};

struct block_indicator {
	uint32_t id, title, title_en, unit, note, from, of, when, until, ended, lasts, where, by, region, formula;
	uint32_t decimals, measure, time, direction, periods;
	uint32_t over, share, breaks;
};

struct block_rule {
	uint32_t name, on, where, title, title_en, source, severity;
};

struct block_parameter {
	uint32_t name, title, title_en, unit, note, scale;
};

struct block_tie {
	uint32_t name, title, title_en, left, right, tolerance, message, relation, on, regions, periods, severity;
};

struct block {
	uint32_t magic, bytes; /* of the whole block */
	uint32_t texts, texts_bytes; /* the text part: offset from the start of the block, and its size */
	struct block_list tables[BLOCK_TABLES]; /* first: offset in bytes from the start; count: rows */
	struct block_area area;
};

/* Words of a row of each table. */
extern const uint32_t block_row_words[BLOCK_TABLES];

static inline const char *block_text(const struct block *block, uint32_t offset)
{
	return (const char *)block + block->texts + offset;
}

static inline const void *block_rows(const struct block *block, enum block_table table)
{
	return (const char *)block + block->tables[table].first;
}

/* Makes the block of a declaration; `size` of structs and rows are the declaration's own. Every text and number is checked; all faults are told, with `file` as
 * their place unless `ini` knows the line. NULL when there is a fault (they are in `faults`) or no memory (error). */
struct ini_file;
struct block *block_adopt(const struct tally_area *declared, const char *file, const struct ini_file *ini, struct arena *arena,
	struct faults *faults, struct tally_error *error) MUST_USE;

/* Proves that `bytes` bytes are a whole block (alignment of 4 is the caller's); false with what is wrong. */
bool block_check(const void *memory, size_t bytes, struct tally_error *error) MUST_USE;

/* Adds a fault at the place where `word` of `subject` ("patents.kind" of a field) is declared. `word` may be NULL: the section. */
void declaration_fault(struct faults *faults, const char *file, const struct ini_file *ini, const char *section,
	const char *subject, const char *word, const char *what);

#endif
