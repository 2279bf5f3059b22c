/* Area: what the files of the catalog share. Inner header of the room. */
#ifndef AREA_CATALOG_INNER_H
#define AREA_CATALOG_INNER_H

#include "area/catalog.h"

struct building {
	const struct workspace *workspace;
	struct arena *arena;
	struct faults *faults;
	struct tally_error *error;
	struct catalog_register *registers;
	size_t registers_count;
	struct catalog_indicator *indicators;
	size_t indicators_count;
	struct parameter_list parameters; /* of all areas: conditions and formulas read them */
	const char **texts; /* breakdown texts, heap */
	size_t texts_count, texts_capacity;
	int area; /* being built */
	const struct block *block;
	bool memory; /* an allocation failed */
};

/* An indicator while it is built. */
struct making {
	struct building *b;
	const struct block_indicator *row;
	const char *name; /* short id */
	const struct schema *schema;
	struct catalog_indicator *out;
};

/* A tie while it is checked. */
struct tie_sides {
	struct formula *left, *right;
	unsigned grains;
};

/* An option of a declaration: of the section [SECTION NAME]. */
struct subject {
	const char *section, *name, *word;
};

/* A fault at a place of the declaration; `word` NULL: the section. */
void building_fault(struct building *b, const char *section, const char *subject, const char *word, const char *format, ...)
	PRINTF_LIKE(5, 6);

/* The same at an option of the workspace, beside the declaration. */
void input_fault(struct building *b, const struct catalog_register *r, const char *word, const char *format, ...)
	PRINTF_LIKE(4, 5);
const char *text_at(const struct building *b, uint32_t offset);
/* What the workspace says of the register's files: encoding, delimiter, headings, cells (catalog_input.c, catalog_adapt.c). */
bool settle_input(struct building *b, struct catalog_register *r);
bool settle_adaptations(struct building *b, struct catalog_register *r);
/* Who delivers it (catalog_expect.c). */
bool settle_expectation(struct building *b, struct catalog_register *r);

/* Parameters of all areas with their values; before any condition is read. False without memory. */
bool build_parameters(struct building *b);
/* A condition over the register's records, `region` being the field by which parameters find theirs. NULL with the reason. */
const struct condition *build_condition(
	struct building *b, struct text source, const struct schema *schema, int region, struct tally_error *error);

/* Registers of the area in hand: schema, input, rules. False without memory. */
bool build_registers(struct building *b);
bool build_rules(struct building *b);
/* What the targets of the area in hand say of its indicators (catalog_target.c). */
void settle_targets(struct building *b);
/* Indicators of the area in hand; formulas are parsed, checked later when all areas are known. */
bool build_indicators(struct building *b);
const char *making_said(const struct making *m, uint32_t offset);
/* A field by name, of one of the types in the mask; FIELD_NONE when it is not said or wrong. */
int making_field(struct making *m, uint32_t offset, const char *word, unsigned types, const char *wanted);
/* The condition that the row says, NULL when it says none or a wrong one. False without memory. */
bool making_condition(struct making *m, uint32_t offset, const char *word, const struct condition **condition);
/* By which date it counts, how long a record is valid, and the grains that these dates can answer (catalog_times.c). False without memory. */
bool build_times(struct making *m, struct plan *plan);
void build_grains(struct making *m, struct plan *plan);
/* What is counted, and the scale of the values; after the breakdowns. False without memory. */
bool build_measure(struct making *m, struct plan *plan);
/* Digits printed where none are said. */
int measure_decimals(const struct plan *plan, const struct schema *schema);
/* Breakdowns of "level, kind, level*kind"; texts go to b->texts, numbers are settled by settle_texts. */
bool build_breakdowns(struct building *b, const struct schema *schema, const char *by, const char *subject, struct plan *plan);
/* Sorts the texts, turns the pointers kept in the breakdowns into numbers. */
bool settle_texts(struct building *b, struct catalog *catalog);
bool check_formulas(struct building *b, struct catalog *catalog);
/* Refuses operands that name a part which their indicator does not have; after the check has found the indicators. */
void check_operand_parts(
	struct building *b, const struct catalog *catalog, const struct subject *subject, const struct formula *formula);
/* Both sides of a tie of the area in hand; *waits: an operand's area could not be had, which is no fault of the tie. */
bool check_tie_formulas(
	struct building *b, struct catalog *catalog, const struct tie_sides *sides, bool *waits, struct tally_error *trouble);
bool build_ties(struct building *b, struct catalog *catalog);

#endif
