/* Fuzz target of model/notation.c, region_spelling.c and value_map.c: whatever a cell holds, a number is exact in every notation, a region is one that is there, a
 * label is found by its own text. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/notation.h"
#include "model/region_spelling.h"
#include "model/value_map.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static const struct region_row regions[] = {
	{ .code = { "410900", 6 }, .name = { "\xe6\xbf\xae\xe9\x98\xb3\xe5\xb8\x82", 9 }, .level = { "city", 4 }, .line = 2 },
	{ .code = { "410922", 6 }, .name = { "North", 5 }, .level = { "county", 6 }, .parent = { "410900", 6 }, .line = 3 },
	{ .code = { "410928", 6 },
		.name = { "\xe6\xbf\xae\xe9\x98\xb3\xe5\x8e\xbf", 9 },
		.level = { "county", 6 },
		.parent = { "410900", 6 },
		.alias = { "n | North", 9 },
		.line = 4 },
};

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_notation: %s\n", what);
	abort();
}

/* Blanks in groups and a decimal comma change what a text means, never what a plain number is worth. */
static void check_number(struct text cell, unsigned choice)
{
	struct unit unit;
	int scale = (int)(choice % 10);
	unit_parse(TEXT("\xe4\xb8\x87\xe5\x85\x83"), &unit);
	struct notation usual = { 0 }, other = { .comma = choice & 16, .groups = choice >> 5 & 31, .unit = &unit };
	int64_t value = 0, again = 0, plain = 0;
	bool good = notation_parse(cell, scale, &usual, &value) == NOTATION_OK;
	bool ascii = true; /* other signs and blanks are for registers alone */
	for (size_t i = 0; i < cell.len; i++)
		ascii = ascii && (unsigned char)cell.at[i] < 0x80;
	must(!good || !ascii || (decimal_parse(cell, scale, &plain) == DECIMAL_OK && plain == value),
		"what has no unit and no marks of its own is a plain number");
	other.shift = (int)(choice % 9) - 4;
	if (notation_parse(cell, scale, &other, &value) != NOTATION_OK)
		return;
	char out[WIDE_TEXT_BYTES];
	wide_print(value, scale, out);
	must(notation_parse(text_of(out), scale, &usual, &again) == NOTATION_OK && again == value,
		"what is printed is read again");
}

static void check_region(struct text cell, struct arena *arena)
{
	struct faults faults;
	struct region_tree tree = { 0 };
	struct tally_error error = { 0 };
	struct region_spellings spellings;
	struct region_reading reading;
	faults_init(&faults, arena);
	must(region_tree_build(regions, 3, "regions.csv", arena, &faults, &tree, &error), "the regions are there");
	must(region_spellings_build(&tree, 0, arena, &spellings), "the spellings are there");
	region_read(&spellings, cell, &reading);
	must(reading.region == REGION_NONE || (reading.region >= 0 && (size_t)reading.region < tree.count),
		"a region of the tree");
	must(reading.candidates_count <= REGION_CANDIDATES, "a short list");
	for (size_t i = 0; i < reading.candidates_count; i++)
		must(reading.candidates[i] >= 0 && (size_t)reading.candidates[i] < tree.count, "candidates of the tree");
}

static void check_map(struct text cell, struct arena *arena)
{
	struct value_map map;
	size_t twice, half = cell.len / 2;
	const struct value_map_row rows[] = { { { cell.at, half }, { "1", 1 }, 0 },
		{ { cell.at + half, cell.len - half }, { "2", 1 }, 0 } };
	must(value_map_build(&map, rows, 2, arena, &twice), "the map is there");
	must(value_map_find(&map, rows[0].from) != NULL && value_map_find(&map, rows[1].from) != NULL, "both are found");
	must((twice != SIZE_MAX) == text_same_label(rows[0].from, rows[1].from), "the same label is told");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct arena arena = { 0 };
	if (count < 2)
		return 0;
	struct text cell = text_trim((struct text){ (const char *)bytes + 2, count - 2 });
	check_number(cell, (unsigned)bytes[0] << 8 | bytes[1]);
	check_region(cell, &arena);
	check_map(cell, &arena);
	arena_done(&arena);
	return 0;
}
