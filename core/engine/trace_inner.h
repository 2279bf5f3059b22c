/* Engine: what the files of the trace share. */
#ifndef ENGINE_TRACE_INNER_H
#define ENGINE_TRACE_INNER_H

#include "engine/trace.h"

/* The cell that is asked for, in numbers. */
struct traced_cell {
	const struct catalog *catalog;
	const struct region_tree *regions;
	const struct plan *plan;
	int indicator, region, scope;
	period when;
	uint32_t text; /* of the part, number of the catalog's breakdowns */
	enum trace_what what;
	enum grain grain; /* of the period; stocks and cumulatives have closings of it */
	int32_t now, before; /* days of this closing and of the one before */
	bool any_period;
};

/* Whether a record stands in the cell at its period, and at the closing before. */
struct standing {
	bool now, before;
};

bool trace_cell(struct run *run, const struct trace_request *request, bool any_period, struct traced_cell *cell,
	struct tally_error *error) MUST_USE;
/* The records of the request. `any_period`: computed or not, also after the last complete one: the closings are its last day and the day before it; all
 * fields of the register. */
bool trace_read(struct run *run, const struct trace_request *request, bool any_period, struct trace *trace,
	struct tally_error *error) MUST_USE;
/* A record that the plan counts at all, by its region as coded and its days; its part is not looked at. */
struct standing trace_standing(const struct traced_cell *cell, int coded, int32_t start, int32_t end);
bool trace_in_part(const struct traced_cell *cell, const struct cube *cube, uint64_t codes);
bool trace_wanted(const struct traced_cell *cell, struct standing standing);

/* The fields that the plan reads; and one record as texts. Private fields are masked. NULL without memory. */
const struct schema_field **trace_fields(
	const struct traced_cell *cell, const struct schema *schema, struct arena *arena, size_t *count);
bool trace_texts(const struct trace *trace, const struct schema *schema, const struct region_tree *regions,
	const struct tally_batch *batch, uint32_t row, struct arena *arena, struct trace_row *out);

#endif
