/* Engine: codes and groups of a cube: in which groups a record counts, and to which parts of the breakdowns a group belongs. Knows keys; adds nothing. */
#include "engine/cells.h"

/* --- of a record --- */

static bool has_member(const struct breakdown_group *group, const struct tally_column *column, uint32_t row)
{
	for (uint32_t m = 0; m < group->count; m++)
		if (tally_codes_have(column, row, group->members[m]))
			return true;
	return false;
}

/* The places of a list field that a record has, from 0; when there are no more, *number is less by those that there were. */
static bool list_place(const struct cube *cube, uint32_t field, const struct tally_batch *batch, uint32_t row, uint32_t *number,
	uint32_t *place)
{
	const struct tally_column *column = &batch->columns[cube->fields[field]];
	bool any = tally_has(column, row);
	struct tally_codes codes = tally_codes_at(column, row);
	uint32_t count = any ? (uint32_t)codes.count : 1;
	if (*number < count) {
		*place = any ? codes.at[*number] : cube->sizes[field];
		return true;
	}
	*number -= count;
	for (uint32_t g = 0; any && g < cube->lists[field]->groups_count; g++)
		if (has_member(&cube->lists[field]->groups[g], column, row) && (*number)-- == 0) {
			*place = place_of_group(cube, field, g);
			return true;
		}
	return false;
}

bool record_codes(const struct cube *cube, const struct tally_batch *batch, uint32_t row, uint32_t number, uint64_t *codes)
{
	*codes = 0;
	for (uint32_t f = 0; f < cube->fields_count; f++) {
		const struct tally_column *column = &batch->columns[cube->fields[f]];
		uint32_t place = cube->lists[f]  ? place_aside(cube, f)
			: tally_has(column, row) ? tally_code_at(column, row)
						 : cube->sizes[f];
		*codes += place * cube->radix[f];
	}
	if (number == 0)
		return true;
	number--;
	for (uint32_t f = 0; f < cube->fields_count; f++) {
		uint32_t place;
		if (!cube->lists[f] || !list_place(cube, f, batch, row, &number, &place))
			continue;
		*codes -= place_aside(cube, f) * cube->radix[f];
		*codes += place * cube->radix[f];
		return true;
	}
	return false;
}

/* --- of a group --- */

static uint32_t place_in(const struct cube *cube, uint64_t codes, uint32_t field)
{
	uint32_t i = 0;
	while (cube->fields[i] != field)
		i++;
	return group_code(cube, codes, i);
}

static size_t groups_of(const struct breakdown *by, uint32_t place, uint32_t *texts, size_t count)
{
	for (uint32_t g = 0; g < by->groups_count; g++)
		for (uint32_t m = 0; m < by->groups[g].count && count < PARTS_OF_A_GROUP; m++)
			if (by->groups[g].members[m] == place)
				texts[count++] = by->groups[g].text;
	return count;
}

static size_t part_of(const struct cube *cube, const struct breakdown *by, uint64_t codes, uint32_t *texts, size_t count)
{
	uint32_t part = 0;
	for (uint32_t f = 0; f < by->fields_count; f++)
		part = part * (by->sizes[f] + 1) + place_in(cube, codes, by->fields[f]);
	texts[count++] = by->texts[part];
	if (by->groups_count && !by->listed)
		count = groups_of(by, place_in(cube, codes, by->fields[0]), texts, count);
	return count;
}

/* The list field that does not stand aside, CUBE_FIELDS_MAX when all do: the group is for the breakdowns by it alone. */
static uint32_t list_in_hand(const struct cube *cube, uint64_t codes)
{
	for (uint32_t f = 0; cube->listed && f < cube->fields_count; f++)
		if (cube->lists[f] && group_code(cube, codes, f) != place_aside(cube, f))
			return f;
	return CUBE_FIELDS_MAX;
}

size_t parts_of(const struct cube *cube, uint64_t codes, uint32_t *texts)
{
	uint32_t list = list_in_hand(cube, codes);
	uint32_t place = list < CUBE_FIELDS_MAX ? group_code(cube, codes, list) : 0;
	size_t count = 0;
	if (list == CUBE_FIELDS_MAX)
		texts[count++] = 0; /* the total stands first among the sorted texts */
	if (list < CUBE_FIELDS_MAX && place > place_aside(cube, list)) {
		texts[0] = cube->lists[list]->groups[place - place_of_group(cube, list, 0)].text;
		return 1;
	}
	for (uint32_t b = 0; b < cube->like->by_count && count < PARTS_OF_A_GROUP; b++) {
		const struct breakdown *by = &cube->like->by[b];
		bool wanted = list == CUBE_FIELDS_MAX ? !by->listed : by->listed && by->list_field == cube->fields[list];
		if (wanted)
			count = part_of(cube, by, codes, texts, count);
	}
	return count;
}

/* Where a part does not speak of the field. */
static uint32_t place_unsaid(const struct cube *cube, uint32_t field)
{
	return cube->lists[field] ? place_aside(cube, field) : cube->sizes[field];
}

uint64_t codes_of_part(const struct cube *cube, uint32_t text)
{
	uint64_t codes = 0;
	for (uint32_t f = 0; f < cube->fields_count; f++)
		codes += place_unsaid(cube, f) * cube->radix[f];
	for (uint32_t b = 0; b < cube->like->by_count; b++) {
		const struct breakdown *by = &cube->like->by[b];
		uint32_t part = 0;
		while (part < by->parts_count && by->texts[part] != text)
			part++;
		if (part == by->parts_count)
			continue;
		for (uint32_t f = by->fields_count; f-- > 0; part /= by->sizes[f] + 1) {
			uint32_t i = 0;
			while (cube->fields[i] != by->fields[f])
				i++;
			codes -= (place_unsaid(cube, i) - part % (by->sizes[f] + 1)) * cube->radix[i];
		}
		break;
	}
	return codes;
}

/* Every field of the one breakdown is one of the other's. */
static bool spoken_of(const struct breakdown *by, const struct breakdown *other)
{
	for (uint32_t f = 0; f < by->fields_count; f++) {
		uint32_t i = 0;
		while (i < other->fields_count && other->fields[i] != by->fields[f])
			i++;
		if (i == other->fields_count)
			return false;
	}
	return true;
}

static const struct breakdown *breakdown_of(const struct cube *cube, uint32_t text)
{
	for (uint32_t b = 0; b < cube->like->by_count; b++)
		for (uint32_t part = 0; part < cube->like->by[b].parts_count; part++)
			if (cube->like->by[b].texts[part] == text)
				return &cube->like->by[b];
	return NULL;
}

size_t parts_holding(const struct cube *cube, uint32_t text, uint32_t *texts)
{
	const struct breakdown *named = text ? breakdown_of(cube, text) : NULL;
	uint64_t codes = codes_of_part(cube, text);
	size_t count = 1;
	texts[0] = 0;
	for (uint32_t b = 0; named && b < cube->like->by_count && count < PARTS_OF_A_GROUP; b++) {
		const struct breakdown *by = &cube->like->by[b];
		if (!spoken_of(by, named))
			continue;
		count = part_of(cube, by, codes, texts, count);
		if (by->listed && by->groups_count)
			count = groups_of(by, place_in(cube, codes, by->fields[0]), texts, count);
	}
	return count;
}
