/* Engine: cells of text into typed columns. Inner header of the room. */
#ifndef ENGINE_TYPING_H
#define ENGINE_TYPING_H

#include "engine/reader.h"
#include "io/pattern.h"
#include "model/region_spelling.h"

/* Of one field: its column, and what is needed to fill it. */
struct typing_field {
	const struct schema_field *field;
	unsigned csv_column; /* among the wanted ones; UINT32_MAX: the file has no such column */
	unsigned file_column; /* of the file, from 1 */
	bool needed, fill_down;
	enum tally_severity check;
	const struct adaptation *adapt;
	struct pattern *extract; /* of adapt */
	struct text fixed; /* value of every record of the file: a constant, or taken from its name; at NULL: none */
	uint64_t told[TALLY_BATCH_ROWS / 64]; /* cells that an issue has made empty already */
	/* Last cell that was not empty (fill_down), heap; rows of the batch may still show what stands in the other one. */
	char *above[2];
	size_t above_capacity[2];
	int above_at;
	uint64_t by_date[TALLY_BATCH_ROWS / 64]; /* regions whose code is a matter of the date of the record */
	struct text above_text;
	uint32_t *code_slots; /* hash of all spellings of all codes: place + 1 in code_texts */
	struct text *code_texts;
	uint32_t *code_places;
	size_t code_slots_count;
	uint32_t *pool; /* heap: the codes of all rows of a list field, row by row */
	size_t pool_capacity;
	const char *no_code; /* message for what is none of the codes: it lists them */
	wide sum, subtotal; /* of the file so far, for totals that are skipped */
	union {
		int64_t numbers[TALLY_BATCH_ROWS];
		int32_t days[TALLY_BATCH_ROWS];
		uint32_t places[TALLY_BATCH_ROWS];
		struct tally_string texts[TALLY_BATCH_ROWS];
		struct tally_codes lists[TALLY_BATCH_ROWS];
	} values;
	uint64_t present[TALLY_BATCH_ROWS / 64];
};

/* Cells that are no code of a region, each read once. */
struct region_memo {
	struct region_memo_row {
		struct text cell;
		int region; /* REGION_NONE: see message */
		bool by_date;
		const char *message;
	} * rows;
	size_t count, capacity;
	uint32_t *slots;
	size_t slots_count;
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
	bool any_totals; /* in this batch */
	uint64_t totals[TALLY_BATCH_ROWS / 64]; /* rows whose first cell says that they are passed over as a total */
	char *folded; /* room for a cell with full-width forms made plain */
	size_t folded_capacity;
	struct arena *arena;
	int32_t first_near; /* dates of the century around the workspace's last period */
	uint32_t near_days;
	enum tally_severity far; /* of the others */
	struct region_spellings spellings; /* made when the first name is met */
	struct region_memo *memo;
};

/* The table of spellings of a code field; false without memory. */
bool typing_codes(struct typing_field *field, struct arena *arena) MUST_USE;
/* Fills the columns of all fields from the raw batch; skipped and damaged rows stay null. False without memory. */
bool typing_batch(struct typing *typing) MUST_USE;
/* Cells with several codes. False without memory. */
bool typing_list(struct typing *typing, uint32_t field) MUST_USE;
/* The place of a code by any of its spellings; -1: it is none of the field. */
int typing_code(const struct typing_field *field, struct text cell);
bool typing_row_read(const struct typing *typing, uint32_t row);
void typing_missing(struct typing *typing, uint32_t field, uint32_t row);
/* Dates in order, region valid on the date of the record and within the scope. */
void typing_places(struct typing *typing);
/* The cells of the field in hand as the workspace says they are meant: the part that an expression finds, what a map leads to. False without memory. */
bool typing_adapt(struct typing *typing, uint32_t field) MUST_USE;
/* Any number that is not written in the plain way, in units of the field; why not, as text, or NULL. */
const char *typing_number(struct typing *typing, const struct typing_field *field, uint32_t row, int64_t *value);
/* Of sheets (typing_marks.c): cells of the field in hand that are no good are told and made empty, dates are cut to what the field takes. */
void typing_marks(struct typing *typing, uint32_t field);
bool typing_spoiled(const struct typing *typing, const struct typing_field *field, uint32_t row);
bool typing_serial(const struct typing *typing, const struct typing_field *field, uint32_t row, int32_t *days);
void typing_notation(struct typing *typing, const struct typing_field *field, uint32_t row, struct notation *notation);
/* Why the cell is no number: `wrong`, unless the sheet knows better. */
const char *typing_no_number(const struct typing *typing, const struct typing_field *field, uint32_t row, const char *wrong);
/* The cell of a row, which is no code of a region; REGION_NONE and why. */
int typing_region(struct typing *typing, uint32_t field, uint32_t row, const char **message);
/* The cell with full-width digits and signs made plain. */
struct text typing_plain(struct typing *typing, struct text cell);
bool typing_scientific(struct text cell);
/* 5/12/2018: a day, a month and behind them the year. */
bool typing_day_first(struct text cell);
void typing_done(struct typing *typing);
/* A skipped total of a number field against what was added up. */
void typing_total(struct typing *typing, uint32_t field, uint32_t row);
/* An issue of a cell: an error where the field is needed and `keep` does not say that the record stays all the same. */
void typing_fault(struct typing *typing, uint32_t field, uint32_t row, const char *rule, bool keep, const char *message);
/* Where a spelling stands in the table, or would stand. */
size_t typing_code_slot(const struct typing_field *field, struct text cell);

#endif
