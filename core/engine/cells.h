/* Engine: from groups to cells: all levels of regions, all periods, all parts. The result of a register, ready for the store. */
#ifndef ENGINE_CELLS_H
#define ENGINE_CELLS_H

#include "engine/program.h"

/* Cells of one cube. Key: region 17 bits | period 20 | text 16; columns: for each measure those of its form, or value, entries and
 * exits where it moves. */
struct cube_cells {
	const struct cube *cube;
	struct table_rows rows;
	int *columns; /* first column of each measure */
	enum combine *combine; /* of each column */
	const struct listings *lists; /* of the register */
	struct adjusted_cell *adjusted; /* what adjustments put into the values of cells */
	size_t adjusted_count, adjusted_capacity;
	struct table_rows adjusted_sums; /* of those cells: what adjustments add up to, in the columns of rows */
};

/* Entries and exits are known: of a snapshot, where there is a list of the period before too. */
bool cells_moves_known(const struct cube_cells *cells, period when);

enum { CELL_TEXT_BITS = 16, CELL_PERIOD_BITS = 20 };

static inline uint64_t cell_key(uint32_t region, period when, uint32_t text)
{
	return (uint64_t)region << (CELL_PERIOD_BITS + CELL_TEXT_BITS) | (uint64_t)(uint32_t)when << CELL_TEXT_BITS | text;
}

static inline uint32_t cell_region(uint64_t key)
{
	return (uint32_t)(key >> (CELL_PERIOD_BITS + CELL_TEXT_BITS));
}

static inline period cell_period(uint64_t key)
{
	return (period)(key >> CELL_TEXT_BITS & ((1u << CELL_PERIOD_BITS) - 1));
}

static inline uint32_t cell_text(uint64_t key)
{
	return (uint32_t)key & ((1u << CELL_TEXT_BITS) - 1);
}

/* An opening value: what lies before the coverage, of a stock or cumulative. */
struct opening {
	int indicator;
	int region;
	period when;
	const char *breakdown;
	int64_t value; /* at the plan's scale */
	const char *file; /* relative to the workspace */
	unsigned line;
};

/* A difference that the office adds to a figure (docs/decisions/008). */
struct adjustment {
	int indicator;
	int region;
	period when;
	const char *breakdown;
	int64_t delta; /* at the plan's scale */
	const char *reason, *by, *date;
	const char *file;
	unsigned line;
};

/* What is added to the cells that the records make. */
struct additions {
	const struct opening *openings;
	size_t openings_count;
	const struct adjustment *adjustments;
	size_t adjustments_count;
};

/* A cell whose value an adjustment is part of; several may be. */
struct adjusted_cell {
	uint64_t key;
	int indicator;
	int column; /* of its value */
	const struct adjustment *adjustment;
};

struct span {
	int32_t first, last; /* days; cells of periods outside are not kept */
};

bool cells_build(const struct program *program, struct cube *cube, const struct span *covers, const struct additions *additions,
	struct arena *arena, struct cube_cells *cells, struct tally_error *error) MUST_USE;
void cells_done(struct cube_cells *cells);
/* What all adjustments of the cell add up to. */
wide adjusted_sum(const struct cube_cells *cells, const struct adjusted_cell *adjusted);
/* Every value, and what adjustments are of it, fits the store's 64 bits; else an ERROR_AREA that names the indicator, the region and the period. */
bool cells_fit(const struct program *program, const struct cube_cells *cells, struct tally_error *error) MUST_USE;

/* --- inner --- */

struct column_pair {
	int group, cell;
	enum combine combine;
};

/* Columns of a group, and where they go. */
struct column_pairs {
	struct column_pair *rows;
	int count;
};

struct rolling {
	const struct program *program;
	const struct region_tree *regions;
	struct cube *cube;
	const struct span *covers;
	struct cube_cells *whole;
	struct table_rows *cells; /* of the whole */
	const int *columns;
	struct column_pairs all, to_date; /* of flows: all columns, and those of measures with years to date */
	const struct column_pairs *pairs; /* that are being added */
	int scope;
	uint64_t total_key; /* the total that was added to last: neighbouring groups share it */
	uint32_t total_row;
};

/* The texts of the parts that a combination of codes belongs to: the total, each breakdown, groups of codes. Returns their number, at most PARTS_OF_A_GROUP. */
enum { PARTS_OF_A_GROUP = 512 };
size_t parts_of(const struct cube *cube, uint64_t codes, uint32_t *texts);
/* The texts of what a part, by its text, is part of: the total, itself, of a crossing its simple parts, groups of codes. As many as above. */
size_t parts_holding(const struct cube *cube, uint32_t text, uint32_t *texts);
/* The codes of a part, by its text: unknown for fields that it does not speak of, list fields aside. */
uint64_t codes_of_part(const struct cube *cube, uint32_t text);
/* Adds to a cell, or takes the value where it is less or more; false without memory. What a successor outside the scope took over counts nowhere. */
bool cell_add(struct rolling *rolling, int region, period when, uint32_t text, int column, wide value);
/* Adds a group of flows, all measures at once. */
bool cell_add_group(struct rolling *rolling, int region, period when, uint32_t text, const wide *sums);
bool period_covered(const struct span *covers, period when, bool closing);
/* The closing is inside the coverage; of a snapshot, there is a list of that day. */
bool closing_kept(const struct rolling *rolling, period when);

/* The last closing of the grain that anything is kept for. */
int last_closing(const struct rolling *rolling, enum grain grain);

bool roll_flows(struct rolling *rolling);
bool roll_stocks(struct rolling *rolling);
/* Regions into those above, up to the scope. */
bool roll_regions(struct rolling *rolling);
/* Adjustments into all levels of their cells (adjust.c). ERROR_AREA for one that the coverage does not hold. */
bool adjust_cells(struct rolling *rolling, const struct additions *additions, struct tally_error *error) MUST_USE;
/* The least or greatest value among the records that are valid at each closing, into the cells of their own regions. */
bool extreme_spells(struct rolling *rolling, struct measure *measure);
/* Entities: first those that add, as if they were records; after roll_regions what must be taken off where one entity was added twice. */
bool distinct_groups(struct rolling *rolling, struct measure *measure);
bool distinct_overlaps(struct rolling *rolling, struct measure *measure);
bool distinct_spells(struct rolling *rolling, struct measure *measure, bool overlapping);

#endif
