/* Engine: a typed value of a record written as text again. Whether a private field may be shown is the caller's to know. */
#ifndef ENGINE_VALUE_TEXT_H
#define ENGINE_VALUE_TEXT_H

#include "base/arena.h"
#include "base/decimal.h"
#include "model/region.h"
#include "model/schema.h"

/* One that is there and is no list of codes: the text, the name of a code, the code of a region, a day, a period, a number; in `out` or where it stands. */
struct text value_text(const struct schema_field *field, const struct region_tree *regions, const struct tally_column *column,
	uint32_t row, char out[WIDE_TEXT_BYTES]);
/* One that is there, lists too, in the arena: as programs read it, and as people do, by titles and names. NULL without memory. */
const char *value_plain(const struct schema_field *field, const struct region_tree *regions, const struct tally_column *column,
	uint32_t row, struct arena *arena);
const char *value_shown(const struct schema_field *field, const struct region_tree *regions, const struct tally_column *column,
	uint32_t row, struct arena *arena);

#endif
