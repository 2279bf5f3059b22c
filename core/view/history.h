/* View: every value that a figure has had, run by run, and what had changed. */
#ifndef VIEW_HISTORY_H
#define VIEW_HISTORY_H

#include "store/origin.h"
#include "store/record.h"
#include "view/causes.h"
#include "view/table.h"

struct history_request {
	const char *indicator, *region, *period, *breakdown; /* as for an explanation */
};

struct history_row {
	int64_t run; /* that gave the value */
	const char *started;
	struct observation now; /* VALUE_NONE: from this run on nothing was stored */
	struct value change; /* since the value before; VALUE_NONE for the first */
	const struct input_difference *causes; /* inputs that differ from those of the run before */
	size_t causes_count;
	const struct record_changes *records; /* of each cause: of its register, where that is kept; once for a register */
};

struct history {
	const struct store_names *names;
	const struct name_indicator *indicator;
	const struct name_region *region;
	const struct name_part *part; /* NULL: the total */
	period when;
	const struct history_row *rows; /* the oldest first */
	size_t count;
};

/* The rows of one place, without causes. */
bool history_rows(struct store_reader *reader, const struct cell_place *place, struct arena *arena,
	const struct history_row **rows, size_t *count, struct tally_error *error) MUST_USE;

bool history_build(struct store_reader *reader, const struct history_request *request, struct arena *arena,
	struct history *history, struct tally_error *error) MUST_USE;
/* A row a value; the causes are one text for people, in CSV too. */
bool history_table(const struct history *history, struct arena *arena, struct table *table, struct tally_error *error) MUST_USE;

#endif
