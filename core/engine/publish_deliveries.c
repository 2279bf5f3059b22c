/* Engine: deliveries of a register into the store: what came, what was set aside, and what is missing. Knows who is expected; not what day it is. */
#include "engine/publish.h"
#include "store/delivery.h"

struct delivering {
	struct publishing *p;
	const struct scan_result *scan;
	const struct catalog_register *declared;
	const struct expectation *expects;
	const struct region_tree *regions;
	struct store_delivery *rows; /* regions are rows of the tree until they are put */
	size_t count, capacity;
	int first, last; /* numbers of the first and the last period that are expected; first > last: none */
};

/* --- which periods --- */

static void meet(struct delivering *d, int *first, period when)
{
	enum grain grain;
	if (when > 0 && period_grain(when, &grain) && grain == d->expects->grain &&
		(*first < 0 || period_number(grain, when) < *first))
		*first = period_number(grain, when);
}

/* The earliest period that anything was delivered for; -1: nothing was. */
static int first_delivered(struct delivering *d)
{
	int first = -1;
	for (size_t i = 0; i < d->scan->sources_count; i++)
		meet(d, &first, d->scan->sources[i].when);
	for (size_t i = 0; i < d->scan->aside_count; i++)
		meet(d, &first, d->scan->aside[i].when);
	for (size_t i = 0; i < d->scan->delivered.rows.count; i++)
		meet(d, &first, delivered_period(d->scan->delivered.rows.keys[i]));
	return first;
}

/* From the coverage, else from what was delivered first, up to the last period that is complete. */
static void settle_periods(struct delivering *d)
{
	enum grain grain = d->expects->grain;
	int32_t end = period_last_day(d->p->run->workspace.through);
	if (d->declared->covers_said && d->declared->covers_last < end)
		end = d->declared->covers_last;
	d->last = period_number(grain, period_holding(grain, end));
	if (period_last_day(period_numbered(grain, d->last)) > end)
		d->last--;
	d->first = d->declared->covers_said ? period_number(grain, period_holding(grain, d->declared->covers_first))
					    : first_delivered(d);
	if (d->first < 0)
		d->first = d->last;
}

static bool is_expected(const struct delivering *d, int region, period when)
{
	enum grain grain;
	if (region < 0 || !period_grain(when, &grain) || grain != d->expects->grain)
		return false;
	int number = period_number(grain, when);
	return number >= d->first && number <= d->last && expectation_asks(d->expects, d->regions, region, when);
}

/* --- rows --- */

static struct store_delivery *next_row(struct delivering *d, int region, period when)
{
	if (!memory_grow(&d->rows, &d->capacity, d->count + 1, sizeof(*d->rows)))
		return NULL;
	struct store_delivery *row = &d->rows[d->count++];
	bool known = region >= 0;
	*row = (struct store_delivery){ .region = region,
		.when = known ? when : 0,
		.file = "",
		.note = "",
		.due = known ? expectation_due(d->expects, when) : DATE_MAX,
		.dated = DATE_MIN,
		.expected = is_expected(d, region, when) };
	return row;
}

static int64_t faults_of(const struct source_account *source, enum tally_severity severity)
{
	int64_t count = 0;
	for (size_t k = 0; k < source->issues.kinds_count; k++)
		count += source->issues.kinds[k].severity == severity ? source->issues.kinds[k].count : 0;
	return count;
}

static bool add_source(struct delivering *d, const struct source_account *source, int region, period when, int64_t records)
{
	struct store_delivery *row = next_row(d, region, when);
	if (!row)
		return false;
	row->state = DELIVERY_READ;
	row->file = source->name;
	row->dated = source->dated;
	/* Who mends a file had delivered it already. */
	row->mtime_ns = source->called ? delivery_changed_at(source->called) : source->totals.mtime_ns;
	row->records = records;
	row->errors = faults_of(source, TALLY_ERROR);
	row->warnings = faults_of(source, TALLY_WARNING);
	return true;
}

static bool add_sources(struct delivering *d)
{
	for (size_t i = 0; d->expects->source[0] && i < d->scan->sources_count; i++) {
		const struct source_account *s = &d->scan->sources[i];
		if (!add_source(d, s, s->region, s->when, s->accepted))
			return false;
	}
	const struct table_rows *told = &d->scan->delivered.rows;
	for (size_t i = 0; i < told->count; i++)
		if (!add_source(d, &d->scan->sources[delivered_source(told->keys[i])], delivered_region(told->keys[i]),
			    delivered_period(told->keys[i]), (int64_t)table_sums(told, (uint32_t)i)[0]))
			return false;
	return true;
}

static bool add_aside(struct delivering *d)
{
	for (size_t i = 0; i < d->scan->aside_count; i++) {
		const struct set_aside *a = &d->scan->aside[i];
		if (a->replaced)
			continue; /* it was delivered by the file that takes its place */
		struct store_delivery *row = next_row(d, a->region, a->when);
		if (!row)
			return false;
		row->state = a->unread ? DELIVERY_UNREAD : DELIVERY_NEWER;
		row->file = a->name;
		row->dated = a->dated;
		row->mtime_ns = a->mtime_ns;
		row->note = a->why;
	}
	return true;
}

/* Which of the expected pairs are there: a bit for each member and period. */
static bool add_missing(struct delivering *d)
{
	if (d->first > d->last)
		return true;
	size_t periods = (size_t)(d->last - d->first) + 1, delivered = d->count;
	unsigned char *there = memory_alloc(d->regions->count * periods + 1, 1);
	bool done = there != NULL;
	for (size_t i = 0; done && i < delivered; i++)
		if (d->rows[i].expected && d->rows[i].state == DELIVERY_READ)
			there[(size_t)d->rows[i].region * periods +
				(size_t)(period_number(d->expects->grain, d->rows[i].when) - d->first)] = 1;
	for (size_t m = 0; m < d->expects->members_count; m++)
		for (size_t n = 0; done && n < periods; n++) {
			period when = period_numbered(d->expects->grain, d->first + (int)n);
			int region = d->expects->members[m];
			if (!there[(size_t)region * periods + n] && is_expected(d, region, when))
				done = next_row(d, region, when) != NULL;
		}
	memory_free(there);
	return done;
}

bool publish_deliveries(
	struct publishing *p, uint32_t register_id, int on, const struct scan_result *scan, struct tally_error *error)
{
	struct delivering d = { .p = p,
		.scan = scan,
		.declared = &p->run->catalog.registers[on],
		.expects = p->run->catalog.registers[on].expects,
		.regions = &p->run->workspace.regions };
	if (!d.expects)
		return store_put_deliveries(p->writer, register_id, NULL, 0, error);
	settle_periods(&d);
	bool done = (add_sources(&d) && add_aside(&d) && add_missing(&d)) || error_memory(error);
	for (size_t i = 0; done && i < d.count; i++)
		d.rows[i].region = d.rows[i].region >= 0 ? (int)p->region_ids[d.rows[i].region] : 0;
	done = done && store_put_deliveries(p->writer, register_id, d.rows, d.count, error);
	memory_free(d.rows);
	return done;
}
