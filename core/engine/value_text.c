/* Engine: values as texts. Knows types, codes and regions; must not know who reads them. */
#include "engine/value_text.h"

#include "base/date.h"
#include "model/period.h"

struct text value_text(const struct schema_field *field, const struct region_tree *regions, const struct tally_column *column,
	uint32_t row, char out[WIDE_TEXT_BYTES])
{
	switch (field->type) {
	case TALLY_TEXT:
		return (struct text){ tally_text(column, row).at, tally_text(column, row).bytes };
	case TALLY_CODE:
		return text_of(field->codes[tally_code_at(column, row)].name);
	case TALLY_REGION:
		return text_of(regions->rows[tally_code_at(column, row)].code);
	case TALLY_DATE:
		date_print(tally_days(column, row), out);
		break;
	case TALLY_PERIOD:
		period_print(tally_days(column, row), out);
		break;
	default:
		wide_print(tally_integer(column, row), field->scale, out);
	}
	return text_of(out);
}

const char *value_plain(const struct schema_field *field, const struct region_tree *regions, const struct tally_column *column,
	uint32_t row, struct arena *arena)
{
	char out[WIDE_TEXT_BYTES];
	if (column->type == TALLY_CODES)
		return schema_list_text(field, tally_codes_at(column, row), false, arena);
	return arena_copy(arena, value_text(field, regions, column, row, out));
}

const char *value_shown(const struct schema_field *field, const struct region_tree *regions, const struct tally_column *column,
	uint32_t row, struct arena *arena)
{
	if (column->type == TALLY_CODES)
		return schema_list_text(field, tally_codes_at(column, row), true, arena);
	if (field->type == TALLY_REGION)
		return regions->rows[tally_code_at(column, row)].name;
	if (field->type == TALLY_CODE && field->codes[tally_code_at(column, row)].title[0])
		return field->codes[tally_code_at(column, row)].title;
	return value_plain(field, regions, column, row, arena);
}
