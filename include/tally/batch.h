/* tally/batch.h - typed columns of a register, as a work area sees them.
 *
 * Part of the ABI of plugins: fields are only appended. A batch lives until the call that handed it over returns;
 * nobody keeps a pointer into it. Nothing here allocates, locks or fails. */
#ifndef TALLY_BATCH_H
#define TALLY_BATCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A run of bytes in UTF-8 that belongs to the batch; not terminated by a zero. */
struct tally_string {
	const char *at;
	uint64_t bytes;
};

/* Several codes of one row (1.1): the places of the codes in the declared list, ascending, each once. */
struct tally_codes {
	const uint32_t *at;
	uint64_t count;
};

/* One field of a batch. `values` has one element a row, of the width that the type fixes:
 *   TEXT    struct tally_string          CODE    uint32_t, the place of the code in the declared list
 *   INTEGER int64_t                      DECIMAL int64_t, in units of 10^-scale
 *   DATE    int32_t, days since 1970-01-01 in the proleptic Gregorian calendar
 *   PERIOD  int32_t, first month * 16 + months - 1, where a month is year * 12 + month - 1
 *   REGION  uint32_t, the place of the region in the region table
 *   CODES   struct tally_codes (1.1): of a CODE field with `list`; never empty where it is present
 * `present` has one bit a row, row r in bit r % 64 of word r / 64; a clear bit is null and the value is then 0. */
struct tally_column {
	const void *values;
	const uint64_t *present;
	uint32_t type;
	int32_t scale;
};

/* Up to TALLY_BATCH_ROWS records of one register, column by column in the order of the declared fields. */
struct tally_batch {
	const struct tally_column *columns;
	uint32_t columns_count;
	uint32_t rows;
};

enum { TALLY_BATCH_ROWS = 1024 };

static inline int tally_has(const struct tally_column *column, uint32_t row)
{
	return (int)(column->present[row / 64] >> (row % 64) & 1);
}

static inline int64_t tally_integer(const struct tally_column *column, uint32_t row)
{
	return ((const int64_t *)column->values)[row];
}

static inline int32_t tally_days(const struct tally_column *column, uint32_t row)
{
	return ((const int32_t *)column->values)[row];
}

static inline uint32_t tally_code_at(const struct tally_column *column, uint32_t row)
{
	return ((const uint32_t *)column->values)[row];
}

static inline struct tally_string tally_text(const struct tally_column *column, uint32_t row)
{
	return ((const struct tally_string *)column->values)[row];
}

/* Of a column of type TALLY_CODES (1.1). */
static inline struct tally_codes tally_codes_at(const struct tally_column *column, uint32_t row)
{
	return ((const struct tally_codes *)column->values)[row];
}

/* Whether the row has the code (1.1). */
static inline int tally_codes_have(const struct tally_column *column, uint32_t row, uint32_t code)
{
	struct tally_codes codes = tally_codes_at(column, row);
	for (uint64_t i = 0; i < codes.count; i++)
		if (codes.at[i] == code)
			return 1;
	return 0;
}

#ifdef __cplusplus
}
#endif

#endif
