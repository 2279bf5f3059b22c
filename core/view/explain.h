/* View: one figure explained from the store alone: what it is, what it was computed from, where its records came from and since when it stands. */
#ifndef VIEW_EXPLAIN_H
#define VIEW_EXPLAIN_H

#include <stdio.h>

#include "store/origin.h"
#include "view/table.h"

struct json;

struct explain_request {
	const char *indicator; /* a full id, or a short one where that is unique */
	const char *region; /* NULL: home; code or name */
	const char *period; /* NULL: the last one of the workspace */
	const char *breakdown; /* NULL: the total; level=provincial */
	bool deep; /* operands of operands too */
	bool sql; /* the plan as SQL, in what people read */
	bool as_of; /* the reader is of an earlier run, which is said */
};

/* What an operand does in its formula. */
enum operand_role { ROLE_NUMERATOR, ROLE_DENOMINATOR, ROLE_ADDED, ROLE_SUBTRACTED, ROLE_COUNT };

/* What adjustments put into the entries and exits of a stock, at this closing and, taken back, from the one before. */
struct explained_moves {
	int64_t entries, exits;
};

struct explained_operand {
	int depth; /* 0: of the figure itself */
	enum operand_role role;
	const char *name; /* as the store knows it, or as written where it does not */
	const struct name_indicator *indicator; /* NULL: not in the store */
	const struct name_part *part; /* NULL: the total */
	period when;
	struct observation now;
	struct explained_moves added;
	const char *sql; /* its plan, where that is asked for; NULL: it has none */
};

struct explained_register {
	const struct name_register *reg;
	const struct read_source *sources;
	size_t count;
};

enum { EXPLAIN_MISSING = 12 };

struct explanation {
	const struct store_names *names;
	const struct name_indicator *indicator;
	const struct name_region *region;
	const struct name_part *part; /* NULL: the total */
	struct cell_place place;
	struct observation now;
	struct explained_moves added;
	struct store_definition definition;
	const struct explained_operand *operands; /* a tree in preorder */
	size_t operands_count;
	const struct explained_register *registers; /* of the indicator, or of all operands below it */
	size_t registers_count;
	const struct statement *statements; /* about the very cell: published, given, targets */
	size_t statements_count;
	const struct store_adjustment *adjustments; /* in the figure, or in what it is computed from */
	size_t adjustments_count;
	const struct store_opening *openings; /* in the figure; of a group of codes those that may be */
	size_t openings_count;
	const struct store_parameter *parameters; /* that held where the figure, or what it is computed from, reads them */
	size_t parameters_count;
	const struct past_value *past;
	size_t past_count;
	const struct name_delivery *const *missing; /* the first deliveries that are missing behind it */
	size_t missing_count; /* of all; at most EXPLAIN_MISSING are kept */
	int64_t run; /* as of which all of this is told; 0: now */
	const char *run_started;
	const char *started; /* of the run that first gave the value that stands; NULL: no run did */
};

/* What is unknown is ERROR_USAGE with the nearest name. Lives in the arena and as long as the reader. */
bool explain_build(struct store_reader *reader, const struct explain_request *request, struct arena *arena,
	struct explanation *explanation, struct tally_error *error) MUST_USE;

/* A line a fact for people (table, Markdown), an object for programs (JSON). CSV is ERROR_USAGE. */
bool explain_print(const struct explanation *explanation, const struct explain_request *request, enum format format, FILE *out,
	struct arena *arena, struct tally_error *error) MUST_USE;

/* The members of the object, for one who has opened it and adds others. */
void explain_json(const struct explanation *explanation, struct json *json);

/* --- inner --- */

/* Adds the rows that are part of an observed cell; and finds the opening rows of the figure. */
bool explain_adjustments(struct store_reader *reader, const struct cell_place *place, const struct observation *seen,
	struct explanation *explanation, struct arena *arena, struct tally_error *error) MUST_USE;
bool explain_moves(struct store_reader *reader, const struct cell_place *place, const struct observation *seen,
	struct explained_moves *added, struct arena *arena, struct tally_error *error) MUST_USE;
bool explain_openings(
	struct store_reader *reader, struct arena *arena, struct explanation *explanation, struct tally_error *error) MUST_USE;
/* Adds the parameters that a cell reads. */
bool explain_parameters(struct store_reader *reader, const struct cell_place *place, struct explanation *explanation,
	struct arena *arena, struct tally_error *error) MUST_USE;
const char *explained_parameter(const struct explanation *explanation, const struct store_parameter *row, struct arena *arena);
void explain_parameters_json(const struct explanation *explanation, struct json *json);
/* A day, "..." and null where it is open. */
void explain_day(int32_t days, char out[11]);
void explain_day_json(struct json *json, const char *key, int32_t days);
/* Each in words; NULL without memory. A delta has its sign, in `text` or behind its start. */
const char *explained_adjustment(
	const struct explanation *explanation, const struct store_adjustment *row, struct arena *arena);
const char *explained_opening(const struct explanation *explanation, const struct store_opening *row, struct arena *arena);
const char *explain_delta(const struct store_names *names, const struct name_indicator *indicator, const struct value *delta,
	char text[VALUE_TEXT_BYTES + 1]);
void explain_added_json(const struct explanation *explanation, struct json *json);

/* The formula with the titles of its operands; "" for none, NULL without memory. */
const char *explain_formula(const struct explanation *explanation, struct arena *arena);

/* The value as it is printed, without its unit, and the period; in `text`. */
const char *explain_value(const struct store_names *names, const struct name_indicator *indicator, const struct value *value,
	char text[VALUE_TEXT_BYTES]);

#endif
