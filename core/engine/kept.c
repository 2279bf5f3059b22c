/* Engine: records that are kept. Knows typed records and keys; does not know the store's tables. Texts and codes are told by their names, not by their places,
 * so that a record is the same as long as its file says the same. */
#include "engine/kept.h"

#include <stdlib.h>
#include <string.h>

#include "engine/value_text.h"

enum { KEY_BYTES = 512 };

void kept_init(struct kept_records *kept, const struct catalog *catalog, int on, struct arena *arena)
{
	const struct catalog_register *declared = &catalog->registers[on];
	*kept = (struct kept_records){ .declared = declared, .regions = &catalog->workspace->regions, .arena = arena };
	if (declared->schema.keys_count)
		kept->most = declared->input ? declared->input->words.keep_rows : KEEP_ROWS_DEFAULT;
}

void kept_done(struct kept_records *kept)
{
	memory_free(kept->rows);
	kept->rows = NULL;
	kept->count = kept->capacity = 0;
}

bool kept_any(const struct kept_records *kept)
{
	return kept->most > 0 && !kept->over;
}

/* Several codes, by their names. */
static uint64_t codes_word(const struct schema_field *field, struct tally_codes codes)
{
	uint64_t state = codes.count;
	for (uint64_t i = 0; i < codes.count; i++) {
		struct text name = text_of(field->codes[codes.at[i]].name);
		state = hash_mix(state ^ hash_bytes(name.at, name.len, TALLY_CODE));
	}
	return state;
}

static uint64_t digest(const struct kept_records *kept, const struct tally_batch *batch, uint32_t row)
{
	char out[WIDE_TEXT_BYTES];
	uint64_t state = 0x9e3779b97f4a7c15ULL;
	for (uint32_t f = 0; f < batch->columns_count; f++) {
		const struct tally_column *column = &batch->columns[f];
		bool numeric = column->type == TALLY_INTEGER || column->type == TALLY_DECIMAL;
		uint64_t word = 0x6e756c6cULL;
		if (tally_has(column, row) && numeric) {
			word = (uint64_t)tally_integer(column, row);
		} else if (tally_has(column, row) && column->type == TALLY_CODES) {
			word = codes_word(&kept->declared->schema.fields[f], tally_codes_at(column, row));
		} else if (tally_has(column, row)) {
			struct text text = value_text(&kept->declared->schema.fields[f], kept->regions, column, row, out);
			word = hash_bytes(text.at, text.len, column->type);
		}
		state = hash_mix(state ^ word) + f;
	}
	return state;
}

/* The parts of the key with a slash between; private ones as a hash. */
static const char *key_text(const struct kept_records *kept, const struct tally_batch *batch, uint32_t row)
{
	const struct schema *schema = &kept->declared->schema;
	char key[KEY_BYTES], out[WIDE_TEXT_BYTES];
	size_t at = 0;
	for (uint32_t k = 0; k < schema->keys_count; k++) {
		uint32_t f = schema->keys[k];
		struct text part = { "", 0 };
		if (tally_has(&batch->columns[f], row))
			part = value_text(&schema->fields[f], kept->regions, &batch->columns[f], row, out);
		bool hides = schema->fields[f].flags & TALLY_PRIVATE || part.len > KEY_BYTES / 8;
		int n = hides ? snprintf(key + at, sizeof(key) - at, "%s#%016llx", k ? "/" : "",
					(unsigned long long)hash_bytes(part.at, part.len, f))
			      : snprintf(key + at, sizeof(key) - at, "%s%.*s", k ? "/" : "", (int)part.len, part.at);
		at += (size_t)n < sizeof(key) - at ? (size_t)n : sizeof(key) - at - 1;
	}
	return arena_copy(kept->arena, (struct text){ key, at });
}

static void forget(void *user)
{
	struct kept_records *kept = user;
	kept->count = 0;
	kept->over = false;
}

static bool keep(void *user, const struct record_batch *batch, const uint64_t *accepted, struct tally_error *error)
{
	struct kept_records *kept = user;
	for (uint32_t row = 0; kept_any(kept) && row < batch->typed.rows; row++) {
		if (!(accepted[row / 64] >> (row % 64) & 1))
			continue;
		if (kept->count == kept->most) {
			kept->over = true;
			kept_done(kept);
			return true;
		}
		if (!memory_grow(&kept->rows, &kept->capacity, kept->count + 1, sizeof(*kept->rows)))
			return error_memory(error);
		struct store_record *next = &kept->rows[kept->count++];
		*next = (struct store_record){ key_text(kept, &batch->typed, row), digest(kept, &batch->typed, row) };
		if (!next->key)
			return error_memory(error);
	}
	return true;
}

struct scan_watcher kept_watcher(struct kept_records *kept)
{
	return (struct scan_watcher){ forget, keep, kept };
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct store_record *)a)->key, ((const struct store_record *)b)->key);
}

void kept_sort(struct kept_records *kept)
{
	size_t n = 0;
	if (kept->count)
		qsort(kept->rows, kept->count, sizeof(*kept->rows), by_key);
	for (size_t i = 0; i < kept->count; i++) /* keys that differ in blanks or case alone are one */
		if (n == 0 || strcmp(kept->rows[i].key, kept->rows[n - 1].key) != 0)
			kept->rows[n++] = kept->rows[i];
	kept->count = n;
}
