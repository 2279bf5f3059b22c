/* IO: what stands behind the rows of a sheet and what is asked before they are read: merged ranges, and whether there is anything at all. Reads the part once
 * for itself; must not know cells. */
#include <string.h>

#include "io/workbook_inner.h"

enum { RANGES_MAX = 100000 };

struct reading {
	struct xml *xml;
	uint64_t first, last; /* rows */
	struct sheet_range *ranges;
	size_t count, capacity;
	bool inside, found, memory;
};

/* "B2:C3" */
static bool range_of(const char *said, struct sheet_range *range)
{
	char first[32], last[32];
	const char *colon = strchr(said, ':');
	size_t bytes = colon ? (size_t)(colon - said) : strlen(said);
	const char *end = colon ? colon + 1 : said;
	if (bytes >= sizeof(first) || strlen(end) >= sizeof(last))
		return false;
	memcpy(first, said, bytes);
	first[bytes] = '\0';
	return cell_place(first, &range->first_column, &range->first_row) &&
		cell_place(end, &range->last_column, &range->last_row);
}

static void open_merged(void *user, const char *name, const char *const *attributes)
{
	struct reading *r = user;
	struct sheet_range range;
	if (strcmp(name, "mergeCell") != 0)
		return;
	const char *said = xml_attribute(attributes, "ref");
	if (!said || !range_of(said, &range) || range.first_row > r->last || range.last_row < r->first ||
		r->count == RANGES_MAX)
		return;
	if (memory_grow(&r->ranges, &r->capacity, r->count + 1, sizeof(range)))
		r->ranges[r->count++] = range;
	else
		r->memory = true;
}

static void close_nothing(void *user, const char *name)
{
	(void)user, (void)name;
}

bool sheet_merged(struct workbook *book, const struct workbook_sheet *sheet, uint64_t first, uint64_t last, struct arena *arena,
	const struct sheet_range **ranges, size_t *count, struct tally_error *error)
{
	static const struct xml_events events = { workbook_spaces, open_merged, close_nothing, NULL };
	struct reading r = { .first = first, .last = last };
	bool done = xml_part(book->package, sheet->part, &events, &r, error);
	struct sheet_range *kept = done ? arena_array(arena, r.count + 1, sizeof(*kept)) : NULL;
	if (done && (r.memory || !kept))
		done = error_memory(error);
	if (done && r.count)
		memcpy(kept, r.ranges, r.count * sizeof(*kept));
	*ranges = kept;
	*count = done ? r.count : 0;
	memory_free(r.ranges);
	return done;
}

static void open_value(void *user, const char *name, const char *const *attributes)
{
	struct reading *r = user;
	(void)attributes;
	r->inside = strcmp(name, "v") == 0 || strcmp(name, "t") == 0 || strcmp(name, "f") == 0;
}

static void take_value(void *user, const char *at, size_t bytes)
{
	struct reading *r = user;
	if (r->found || !r->inside || text_trim((struct text){ at, bytes }).len == 0)
		return;
	r->found = true;
	xml_pause(r->xml);
}

bool sheet_holds_any(struct workbook *book, const struct workbook_sheet *sheet, bool *any, struct tally_error *error)
{
	static const struct xml_events events = { workbook_spaces, open_value, close_nothing, take_value };
	struct reading r = { 0 };
	bool ended = false, done = false;
	struct part *part = sheet->part ? part_open(book->package, sheet->part, error) : NULL;
	r.xml = part ? xml_create(part, &events, &r, error) : NULL;
	done = r.xml && xml_run(r.xml, &ended, error);
	xml_free(r.xml);
	part_close(part);
	*any = r.found;
	return done || !sheet->part; /* who reads it says that it is missing */
}
