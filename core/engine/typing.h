/* Engine: cells of text into typed columns. Inner header of the room. */
#ifndef ENGINE_TYPING_H
#define ENGINE_TYPING_H

#include "engine/reader.h"

/* Of one field: its column, and what is needed to fill it. */
struct typing_field {
	const struct schema_field *field;
	unsigned csv_column; /* among the wanted ones; UINT32_MAX: the file has no such column */
	unsigned file_column; /* of the file, from 1 */
	bool needed, fill_down;
	enum tally_severity check;
	char *above; /* last cell that was not empty (fill_down), heap */
	size_t above_capacity;
	struct text above_text;
	uint32_t *code_slots; /* hash of all spellings of all codes: place + 1 in code_texts */
	struct text *code_texts;
	uint32_t *code_places;
	size_t code_slots_count;
	const char *no_code; /* message for what is none of the codes: it lists them */
	wide sum, subtotal; /* of the file so far, for totals that are skipped */
	union {
		int64_t numbers[TALLY_BATCH_ROWS];
		int32_t days[TALLY_BATCH_ROWS];
		uint32_t places[TALLY_BATCH_ROWS];
		struct tally_string texts[TALLY_BATCH_ROWS];
	} values;
	uint64_t present[TALLY_BATCH_ROWS / 64];
};

struct typing {
	struct reader *reader;
	struct record_batch *batch;
	const struct schema *schema;
	const struct region_tree *regions;
	struct typing_field *fields;
	const struct text *nulls; /* cells of numbers and dates that mean nothing */
	size_t nulls_count;
	struct text cells[TALLY_BATCH_ROWS]; /* of the field in hand, trimmed */
	bool any_skipped; /* in this batch */
	char *folded; /* room for a cell with full-width forms made plain */
	size_t folded_capacity;
};

/* The table of spellings of a code field; false without memory. */
bool typing_codes(struct typing_field *field, struct arena *arena) MUST_USE;
/* Fills the columns of all fields from the raw batch; skipped and damaged rows stay null. False without memory. */
bool typing_batch(struct typing *typing) MUST_USE;
/* Dates in order, region valid on the date of the record and within the scope. */
void typing_places(struct typing *typing);
/* A skipped total of a number field against what was added up. */
void typing_total(struct typing *typing, uint32_t field, uint32_t row);
/* An issue of a cell: an error where the field is needed and `keep` does not say that the record stays all the same. */
void typing_fault(struct typing *typing, uint32_t field, uint32_t row, const char *rule, bool keep, const char *message);
/* Where a spelling stands in the table, or would stand. */
size_t typing_code_slot(const struct typing_field *field, struct text cell);

#endif
