/* Model: parameters: numbers whose value depends on the day and the region, such as an amount that a notice sets. Data on purpose; built by the catalog. */
#ifndef MODEL_PARAMETER_H
#define MODEL_PARAMETER_H

#include "model/region.h"

struct parameter_value {
	int region; /* row of the tree; REGION_NONE: everywhere */
	int32_t first, last; /* days, both inclusive; DATE_MIN and DATE_MAX where open */
	int64_t value; /* at the parameter's scale */
	const char *source; /* law or notice, or "" */
	const char *path, *file; /* of the row: as it was opened, and relative to the workspace */
	unsigned line;
};

struct parameter {
	const char *area, *name; /* spoken of as param.name, from other areas as param.area.name */
	const char *title, *title_en, *unit, *note;
	int scale;
	const struct parameter_value *values; /* by region, then first day; those of one region never overlap */
	size_t count;
};

struct parameter_list {
	const struct parameter *rows;
	size_t count;
};

/* What begins every mention of a parameter. */
#define PARAMETER_PREFIX "param."

bool parameter_mentioned(struct text word);
/* The parameter that an area means by a word as above. NULL with ERROR_CONFIG (the nearest names) when there is none, or none of its values is said. */
const struct parameter *parameter_named(const struct parameter_list *list, const char *area, struct text word,
	struct arena *arena, struct tally_error *error) MUST_USE;

/* The value valid on the day in the nearest region that holds `region`, itself first and everywhere last; NULL when none is. */
const struct parameter_value *parameter_at(
	const struct parameter *parameter, const struct region_tree *tree, int region, int32_t day);

#endif
