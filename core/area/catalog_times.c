/* Area: the catalog's times: by which date a figure counts, how long a record is valid, which grains these dates can answer. Times that make no sense are refused
 * here; what a time means is the engine's. */
#include <string.h>

#include "area/catalog_inner.h"

enum { DATES = 1u << TALLY_DATE, PERIODS = 1u << TALLY_PERIOD };

static void fault(struct making *m, const char *word, const char *what)
{
	building_fault(m->b, "indicator", m->name, word, "%s", what);
}

/* "3y", "6m", "90d". */
static void read_lasts(struct making *m, struct plan *plan)
{
	struct text text = text_of(making_said(m, m->row->lasts));
	int64_t number = 0;
	if (text.len == 0)
		return;
	char unit = text.at[text.len - 1];
	bool good = text_to_int64((struct text){ text.at, text.len - 1 }, &number) && number > 0 && number <= 9999;
	if (!good || (unit != 'y' && unit != 'm' && unit != 'd')) {
		building_fault(m->b, "indicator", m->name, "lasts", _("'%s' is not allowed; write 3y, 6m or 90d"), text.at);
		return;
	}
	plan->lasts_months = unit == 'y' ? (int)number * 12 : unit == 'm' ? (int)number : 0;
	plan->lasts_days = unit == 'd' ? (int)number : 0;
}

static bool by_period(const struct making *m, int field)
{
	return field != FIELD_NONE && m->schema->fields[field].type == TALLY_PERIOD;
}

static enum tally_precision precision_of(const struct making *m, int field)
{
	return field == FIELD_NONE ? TALLY_DAY : m->schema->fields[field].precision;
}

static void read_when(struct making *m, struct plan *plan)
{
	const char *said = making_said(m, m->row->when);
	bool periods = plan->time == TALLY_FLOW || plan->time == TALLY_SNAPSHOT;
	plan->when = making_field(
		m, m->row->when, "when", periods ? DATES | PERIODS : DATES, periods ? _("a date or a period") : _("a date"));
	plan->by_period = by_period(m, plan->when);
	if (said[0])
		return;
	plan->when = m->schema->date;
	plan->by_period = by_period(m, plan->when);
	if (plan->when == FIELD_NONE)
		fault(m, "when", _("the register has no date to count by; write when = FIELD"));
	else if (by_period(m, plan->when) && !periods)
		building_fault(m->b, "indicator", m->name, "when",
			_("the register is dated by '%s', a period, which has no day on which a record begins; write when = "
			  "FIELD with a date, or time = flow"),
			m->schema->fields[plan->when].name);
}

static void read_ends(struct making *m, struct plan *plan)
{
	const char *date = _("a date");
	plan->until = making_field(m, m->row->until, "until", DATES, date);
	plan->ended = making_field(m, m->row->ended, "ended", DATES, date);
	read_lasts(m, plan);
	if (precision_of(m, plan->until) != TALLY_DAY)
		building_fault(m->b, "indicator", m->name, "until",
			_("field '%s' may hold a bare year or month, which has no last day of its own; use a date with a day"),
			m->schema->fields[plan->until].name);
	bool ends = plan->until != FIELD_NONE || plan->ended != FIELD_NONE || plan->lasts_months || plan->lasts_days;
	if (ends && plan->time != TALLY_STOCK)
		fault(m, "time", _("until, ended and lasts belong to a stock; a flow happens on one day"));
}

/* --- dated lists --- */

static bool in_fields(const uint32_t *fields, uint32_t count, int field)
{
	for (uint32_t i = 0; i < count; i++)
		if ((int)fields[i] == field)
			return true;
	return false;
}

/* The date of the list is part of the key of a register that holds lists: the same enterprise in two of them is no repetition. Who it is from list to list, the
 * rest of the key tells. */
static bool know_lists(struct making *m, struct plan *plan)
{
	struct catalog_register *r = &m->b->registers[m->out->on];
	uint32_t *keys = (uint32_t *)(uintptr_t)r->schema.keys; /* with room for every field, made by build_fields */
	uint32_t *own = arena_array(m->b->arena, r->schema.keys_count + 1, sizeof(*own));
	if (!own)
		return false;
	for (uint32_t k = 0; k < r->schema.keys_count; k++)
		if ((int)keys[k] != plan->when)
			own[plan->keys_count++] = keys[k];
	plan->keys = own;
	if (r->listed != FIELD_NONE && r->listed != plan->when)
		building_fault(m->b, "indicator", m->name, "when",
			_("the lists of register '%s' are dated by '%s'; a list has one date, so every snapshot counts by it"),
			r->schema.name, r->schema.fields[r->listed].name);
	r->listed = plan->when;
	if (r->schema.keys_count && !in_fields(keys, r->schema.keys_count, plan->when))
		keys[r->schema.keys_count++] = (uint32_t)plan->when;
	return true;
}

static bool read_snapshot(struct making *m, struct plan *plan)
{
	if (plan->time != TALLY_SNAPSHOT || plan->when == FIELD_NONE)
		return true;
	if (precision_of(m, plan->when) != TALLY_DAY)
		building_fault(m->b, "indicator", m->name, "when",
			_("field '%s' may hold a bare year or month, but a list is true on one day; use a date with a day, or "
			  "a field of type period, which stands for its last day"),
			m->schema->fields[plan->when].name);
	return know_lists(m, plan);
}

/* --- grains --- */

void build_grains(struct making *m, struct plan *plan)
{
	unsigned workspace = m->b->workspace->grains;
	/* an indicator may name more than an office computes */
	plan->grains = m->row->periods ? m->row->periods & workspace : workspace;
}

/* A bare year lies in no half, quarter or month. */
static void check_precision(struct making *m, struct plan *plan, int field)
{
	if (precision_of(m, field) != TALLY_YEAR)
		return;
	const char *name = m->schema->fields[field].name;
	if (m->row->periods & ~(unsigned)TALLY_GRAIN_YEAR)
		building_fault(m->b, "indicator", m->name, "periods",
			_("field '%s' may hold a bare year, which lies in no half, quarter or month; write periods = year, or "
			  "leave it out"),
			name);
	if (plan->lasts_days || plan->lasts_months % 12)
		building_fault(m->b, "indicator", m->name, "lasts",
			_("field '%s' may hold a bare year, so only whole years can be counted from it; write %dy"), name,
			plan->lasts_months < 24 ? 1 : plan->lasts_months / 12);
	plan->grains &= TALLY_GRAIN_YEAR;
}

bool build_times(struct making *m, struct plan *plan)
{
	plan->time = (enum tally_time)m->row->time;
	if (!plan->time)
		fault(m, "time", _("not said; write time = flow, stock, cumulative or snapshot"));
	read_when(m, plan);
	read_ends(m, plan);
	build_grains(m, plan);
	check_precision(m, plan, plan->when);
	check_precision(m, plan, plan->ended);
	return read_snapshot(m, plan);
}
