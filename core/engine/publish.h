/* Engine: what a run found, into the store. Inner header of the room. */
#ifndef ENGINE_PUBLISH_H
#define ENGINE_PUBLISH_H

#include "engine/run.h"

struct publishing {
	struct run *run;
	struct store_writer *writer;
	uint32_t *region_ids; /* of each row of the tree */
	uint32_t *breakdown_ids; /* of each text of the catalog */
	uint32_t *register_ids; /* of each register */
	uint32_t *cubes; /* of each indicator: where its columns are */
	int *slots;
};

/* Names, declarations and sources of all areas that were read. */
bool publish_declarations(struct publishing *p, struct tally_error *error) MUST_USE;
/* Cells, issues and statements of one area. */
bool publish_area(struct publishing *p, struct area_report *area, struct tally_error *error) MUST_USE;
/* The rows of openings and adjustments of one area (publish_placed.c); and the cells that adjustments are part of, of one cube. */
bool publish_placed(struct publishing *p, const struct area_report *area, struct tally_error *error) MUST_USE;
bool publish_adjusted(struct publishing *p, const struct cube_cells *cells, struct tally_error *error) MUST_USE;
/* What a register was delivered and what is missing (publish_deliveries.c). */
bool publish_deliveries(
	struct publishing *p, uint32_t register_id, int on, const struct scan_result *scan, struct tally_error *error) MUST_USE;
/* All formulas of the workspace, from the store inside the transaction. */
bool publish_formulas(struct publishing *p, struct store_changes *changes, struct tally_error *error) MUST_USE;

/* What the run worked from, as digests. */
bool publish_inputs(struct publishing *p, struct tally_error *error) MUST_USE;

/* What a dry run would change, in words, into the report. */
bool publish_changed(struct publishing *p, struct tally_error *error) MUST_USE;

/* The parameters that an indicator reads; false without memory. */
bool publish_reads(const struct publishing *p, const struct catalog_indicator *i, struct store_indicator *put) MUST_USE;

int indicator_width(const struct catalog_indicator *indicator);

#endif
