/* Engine: deliveries that records tell of: each source counted by member and period. Knows typed records. */
#include "engine/deliveries.h"

enum { PERIOD_BITS = 24, REGION_BITS = 20 };

static uint64_t key_of(size_t source, int region, period when)
{
	return (uint64_t)source << (PERIOD_BITS + REGION_BITS) | (uint64_t)region << PERIOD_BITS | (uint64_t)when;
}

size_t delivered_source(uint64_t key)
{
	return (size_t)(key >> (PERIOD_BITS + REGION_BITS));
}

int delivered_region(uint64_t key)
{
	return (int)(key >> PERIOD_BITS & ((1u << REGION_BITS) - 1));
}

period delivered_period(uint64_t key)
{
	return (period)(key & ((1u << PERIOD_BITS) - 1));
}

void delivered_init(struct delivered_records *delivered, const struct catalog *catalog, int on)
{
	const struct catalog_register *declared = &catalog->registers[on];
	*delivered = (struct delivered_records){ .regions = &catalog->workspace->regions };
	table_init(&delivered->rows, 1);
	if (!declared->expects || declared->expects->source[0])
		return;
	delivered->expects = declared->expects;
	delivered->region = schema_region(&declared->schema);
	delivered->date = declared->schema.date;
}

void delivered_done(struct delivered_records *delivered)
{
	table_done(&delivered->rows);
}

void delivered_restart(struct delivered_records *delivered)
{
	table_done(&delivered->rows);
	table_init(&delivered->rows, 1);
}

/* The member that the region lies in. */
static int member_above(const struct delivered_records *delivered, int region)
{
	while (region != REGION_NONE && !expectation_member(delivered->expects, region))
		region = delivered->regions->rows[region].parent;
	return region;
}

static bool count_record(struct delivered_records *delivered, const struct tally_batch *batch, uint32_t row, size_t source)
{
	const struct tally_column *date = &batch->columns[delivered->date];
	const struct tally_column *region = &batch->columns[delivered->region];
	if (!tally_has(date, row) || !tally_has(region, row))
		return true;
	int32_t day = date->type == TALLY_PERIOD ? period_last_day(tally_days(date, row)) : tally_days(date, row);
	int member = member_above(delivered, (int)tally_code_at(region, row));
	period when = period_holding(delivered->expects->grain, day);
	if (member == REGION_NONE || when == PERIOD_NONE)
		return true;
	uint32_t at = table_row(&delivered->rows, key_of(source, member, when));
	if (at != TABLE_NONE)
		table_sums(&delivered->rows, at)[0]++;
	return at != TABLE_NONE;
}

bool delivered_batch(
	struct delivered_records *delivered, const struct record_batch *batch, size_t source, const uint64_t *accepted)
{
	for (uint32_t row = 0; delivered->expects && row < batch->typed.rows; row++)
		if ((accepted[row / 64] >> (row % 64) & 1) && !count_record(delivered, &batch->typed, row, source))
			return false;
	return true;
}

/* Others would be missing elsewhere. */
void delivered_check(struct reader *reader, struct record_batch *batch, const struct catalog *catalog, int on)
{
	const struct catalog_register *declared = &catalog->registers[on];
	const struct region_tree *regions = &catalog->workspace->regions;
	int field = schema_region(&declared->schema), region = batch->source->region;
	if (region < 0 || field == FIELD_NONE || declared->delivery == TALLY_OFF)
		return;
	const struct tally_column *column = &batch->typed.columns[field];
	for (uint32_t row = 0; row < batch->typed.rows; row++)
		if (batch->states[row] <= RECORD_WARNED && tally_has(column, row) &&
			!region_within(regions, (int)tally_code_at(column, row), region))
			reader_issue(reader, batch, row, field, "delivery", declared->delivery,
				_("lies outside the region that the file is delivered for by its name"));
}
