/* Engine: duplicate keys. Knows typed records; does not know what becomes of those it finds. */
#include "engine/keys.h"

#include <stdlib.h>

#include "base/arena.h"
#include "engine/identity_sort.h"

static uint64_t value_word(const struct tally_column *column, uint32_t row)
{
	switch (column->type) {
	case TALLY_INTEGER:
	case TALLY_DECIMAL:
		return (uint64_t)tally_integer(column, row);
	case TALLY_TEXT: {
		struct tally_string text = tally_text(column, row);
		return hash_bytes(text.at, text.bytes, column->type);
	}
	case TALLY_CODES: {
		struct tally_codes codes = tally_codes_at(column, row);
		return hash_bytes((const char *)codes.at, codes.count * sizeof(*codes.at), column->type);
	}
	default:
		return tally_code_at(column, row); /* codes, regions, dates and periods have four bytes */
	}
}

static uint64_t digest(const struct tally_batch *batch, uint32_t row)
{
	uint64_t state = 0x9e3779b97f4a7c15ULL;
	for (uint32_t f = 0; f < batch->columns_count; f++) {
		const struct tally_column *column = &batch->columns[f];
		uint64_t word = tally_has(column, row) ? value_word(column, row) : 0x6e756c6cULL;
		state = hash_mix(state ^ word) + f;
	}
	return state;
}

static struct identity part_identity(const struct tally_column *column, uint32_t row)
{
	if (column->type == TALLY_TEXT) {
		struct tally_string text = tally_text(column, row);
		return identity_of((struct text){ text.at, text.bytes });
	}
	return (struct identity){ 0, value_word(column, row) };
}

bool key_identity(const uint32_t *fields, uint32_t count, const struct tally_batch *batch, uint32_t row, struct identity *key)
{
	for (uint32_t k = 0; k < count; k++) {
		const struct tally_column *column = &batch->columns[fields[k]];
		if (!tally_has(column, row))
			return false;
		struct identity part = part_identity(column, row);
		*key = k == 0 ? part : identity_join(*key, part);
	}
	return true;
}

bool keys_add_void(struct keys *keys, const struct schema *schema, const struct tally_batch *batch, const uint64_t *rejected,
	uint64_t first)
{
	return keys_add(keys, schema, batch, rejected, first | KEY_VOID);
}

bool keys_add(
	struct keys *keys, const struct schema *schema, const struct tally_batch *batch, const uint64_t *take, uint64_t first)
{
	if (!memory_grow(&keys->entries, &keys->capacity, keys->count + batch->rows, sizeof(*keys->entries)))
		return false;
	for (uint32_t row = 0; row < batch->rows; row++) {
		struct key_entry *entry = &keys->entries[keys->count];
		if (!(take[row / 64] >> (row % 64) & 1) ||
			!key_identity(schema->keys, schema->keys_count, batch, row, &entry->key))
			continue;
		entry->digest = digest(batch, row);
		entry->row = first + row;
		keys->count++;
	}
	return true;
}

static int compare_entries(const void *a, const void *b)
{
	const struct key_entry *x = a, *y = b;
	int order = identity_compare(&x->key, &y->key);
	if (order)
		return order;
	uint64_t x_row = x->row & ~KEY_VOID, y_row = y->row & ~KEY_VOID;
	return (x_row > y_row) - (x_row < y_row);
}

static int compare_findings(const void *a, const void *b)
{
	const struct key_finding *x = a, *y = b;
	return (x->row > y->row) - (x->row < y->row);
}

struct findings {
	struct key_finding *rows;
	size_t count, capacity;
};

/* Records of one key: those that were rejected differ from any other, and clash only where one was accepted. */
static bool judge_same(struct findings *f, const struct key_entry *entries, size_t count)
{
	bool clash = false;
	size_t accepted = 0;
	for (size_t i = 0; i < count; i++) {
		accepted += !(entries[i].row & KEY_VOID);
		clash |= (entries[i].row & KEY_VOID) || entries[i].digest != entries[0].digest;
	}
	if (accepted == 0)
		return true;
	if (!memory_grow(&f->rows, &f->capacity, f->count + count, sizeof(*f->rows)))
		return false;
	for (size_t i = clash ? 0 : 1; i < count; i++)
		f->rows[f->count++] =
			(struct key_finding){ entries[i].row & ~KEY_VOID, entries[i == 0 ? 1 : 0].row & ~KEY_VOID, clash };
	return true;
}

bool keys_find(struct keys *keys, struct key_finding **findings, size_t *count)
{
	struct findings f = { 0 };
	bool done = true;
	identity_sort(keys->entries, keys->count, sizeof(*keys->entries), compare_entries);
	for (size_t i = 0, end; done && i < keys->count; i = end) {
		end = i + 1;
		while (end < keys->count && identity_compare(&keys->entries[i].key, &keys->entries[end].key) == 0)
			end++;
		if (end - i > 1)
			done = judge_same(&f, keys->entries + i, end - i);
	}
	if (f.count)
		qsort(f.rows, f.count, sizeof(*f.rows), compare_findings);
	*findings = f.rows;
	*count = f.count;
	return done;
}

void keys_done(struct keys *keys)
{
	memory_free(keys->entries);
	*keys = (struct keys){ 0 };
}
