/* Engine: opening values and adjustments, rows that go into cells as records do. Knows where a record could stand; what becomes of a row in the cells
 * is cells.c's and adjust.c's. */
#include "engine/statements_inner.h"

#include <string.h>

/* --- opening values --- */

static bool is_group(const struct plan *plan, const char *const *texts, const char *text)
{
	for (uint32_t b = 0; b < plan->by_count; b++)
		for (uint32_t g = 0; g < plan->by[b].groups_count; g++)
			if (strcmp(texts[plan->by[b].groups[g].text], text) == 0)
				return true;
	return false;
}

/* It stands where a record could: within the scope, in a part of its own. */
static bool is_placed(struct table_reading *t, const struct statement *s, const struct catalog_indicator *indicator, int region)
{
	const struct schema *schema = &t->catalog->registers[indicator->on].schema;
	if (!region_within(&t->catalog->workspace->regions, region, schema->scope)) {
		row_fault(t, _("lies outside the region for which the register is declared"), t->cells[COL_REGION], "");
		return false;
	}
	if (is_group(&indicator->plan, t->catalog->breakdowns, s->breakdown)) {
		row_fault(t,
			t->kind == STATEMENT_OPENING ? _("is a group; give the opening values of its codes")
						     : _("is a group; adjust one of its codes"),
			t->cells[COL_BREAKDOWN], "");
		return false;
	}
	return true;
}

/* An opening value is put into one part as a record would be: the total, or a code of one field; not a group, a crossing or the unknown part. */
static bool opening_part(const struct plan *plan, const struct catalog *catalog, const char *breakdown)
{
	for (uint32_t b = 0; b < plan->by_count; b++)
		for (uint32_t p = 0; plan->by[b].fields_count == 1 && p < plan->by[b].sizes[0]; p++)
			if (strcmp(catalog->breakdowns[plan->by[b].texts[p]], breakdown) == 0)
				return true;
	return breakdown[0] == '\0';
}

bool read_opening(struct table_reading *t, const struct statement *s, int indicator, int region)
{
	const struct plan *plan = &t->catalog->indicators[indicator].plan;
	struct opening o = { .indicator = indicator,
		.region = region,
		.when = s->when,
		.breakdown = s->breakdown,
		.file = s->file,
		.line = s->line };
	if (t->catalog->indicators[indicator].kind != FROM_REGISTER ||
		(plan->time != TALLY_STOCK && plan->time != TALLY_CUMULATIVE) || !plan_form(plan)->additive) {
		fault_add(t->faults, t->path, t->line,
			_("'%s' takes no opening value; it belongs to a stock or cumulative of a count or sum"), s->indicator);
		return true;
	}
	if (!is_placed(t, s, &t->catalog->indicators[indicator], region))
		return true;
	if (!opening_part(plan, t->catalog, s->breakdown)) {
		row_fault(t, _("no part that an opening value can be put into"), t->cells[COL_BREAKDOWN],
			_("; name a code of one field, or leave it empty"));
		return true;
	}
	if (decimal_parse(t->cells[COL_VALUE], plan->scale, &o.value) != DECIMAL_OK) {
		row_fault(t, _("no number at the scale of the indicator"), t->cells[COL_VALUE], "");
		return true;
	}
	if (!memory_grow(&t->openings, &t->openings_capacity, t->openings_count + 1, sizeof(*t->openings)))
		return false;
	t->openings[t->openings_count++] = o;
	return true;
}

/* --- adjustments --- */

/* Why figures of the indicator cannot be adjusted; NULL: they can. */
static const char *unadjustable(const struct catalog_indicator *about)
{
	if (about->kind == FROM_FORMULA)
		return _("a formula is computed from indicators; adjust one of those");
	if (about->kind == FROM_GIVEN)
		return _("a given figure is corrected where it was given");
	if (!plan_form(&about->plan)->additive)
		return _("only a count or a sum adds up, so only they take a difference");
	if (about->plan.time == TALLY_CUMULATIVE)
		return _("a cumulative follows its flow; adjust the flow, or give an opening value");
	return NULL;
}

static bool check_texts(struct table_reading *t)
{
	bool good = true;
	int32_t day;
	if (t->cells[COL_REASON].len == 0) {
		fault_add(t->faults, t->path, t->line, _("no reason; an adjustment says why"));
		good = false;
	}
	if (t->cells[COL_BY].len == 0) {
		fault_add(
			t->faults, t->path, t->line, _("no 'by'; an adjustment says who answers for it: an office or a name"));
		good = false;
	}
	if (t->cells[COL_DATE].len && date_parse(t->cells[COL_DATE], &day) != DATE_DAY) {
		row_fault(t, _("no day"), t->cells[COL_DATE], _("; write 2018-12-31"));
		good = false;
	}
	return good;
}

/* A period for which the register speaks, of a grain that is computed. */
static bool check_period(struct table_reading *t, const struct statement *s, const struct catalog_indicator *about)
{
	const struct catalog_register *declared = &t->catalog->registers[about->on];
	int32_t first = period_first_day(s->when), last = period_last_day(s->when);
	enum grain grain;
	if (!period_grain(s->when, &grain) || !(about->plan.grains >> grain & 1)) {
		row_fault(t, _("a period that is not computed"), t->cells[COL_PERIOD],
			_("; name one of the grains of the indicator, see periods ="));
		return false;
	}
	if (last > period_last_day(t->catalog->workspace->through)) {
		row_fault(t, _("lies behind the last period of the workspace"), t->cells[COL_PERIOD], "");
		return false;
	}
	if (declared->covers_said &&
		((about->plan.time == TALLY_FLOW ? first : last) < declared->covers_first || last > declared->covers_last)) {
		row_fault(t, _("lies outside what the register covers"), t->cells[COL_PERIOD], "");
		return false;
	}
	return true;
}

/* The region is there within the period, or somebody else is by then: a record could be coded to it. */
static bool check_standing(struct table_reading *t, const struct statement *s, int region)
{
	const struct region *at = &t->catalog->workspace->regions.rows[region];
	if (period_last_day(s->when) < at->first_day) {
		row_fault(t, _("begins after the period; adjust the region that was there"), t->cells[COL_REGION], "");
		return false;
	}
	if (period_first_day(s->when) > at->last_day && at->successor == REGION_NONE) {
		row_fault(t, _("ended before the period and has no successor"), t->cells[COL_REGION], "");
		return false;
	}
	return true;
}

static bool check_delta(struct table_reading *t, const struct plan *plan, int64_t *delta)
{
	switch (decimal_parse(t->cells[COL_DELTA], plan->scale, delta)) {
	case DECIMAL_OK:
		if (*delta == 0)
			row_fault(t, _("changes nothing"), t->cells[COL_DELTA], "");
		return *delta != 0;
	case DECIMAL_SCALE:
		row_fault(t, _("more digits than the indicator keeps"), t->cells[COL_DELTA], "");
		return false;
	default:
		row_fault(t, _("no number at the scale of the indicator"), t->cells[COL_DELTA], "");
		return false;
	}
}

bool read_adjustment(struct table_reading *t, const struct statement *s, int indicator, int region)
{
	const struct catalog_indicator *about = &t->catalog->indicators[indicator];
	struct adjustment a = { .indicator = indicator,
		.region = region,
		.when = s->when,
		.breakdown = s->breakdown,
		.file = s->file,
		.line = s->line };
	const char *why = unadjustable(about);
	if (why) {
		fault_add(t->faults, t->path, t->line, _("'%s' takes no adjustment: %s"), s->indicator, why);
		return true;
	}
	bool good = check_texts(t);
	good &= check_period(t, s, about);
	good &= is_placed(t, s, about, region) && check_standing(t, s, region);
	good &= check_delta(t, &about->plan, &a.delta);
	if (!good)
		return true;
	a.reason = cell_copy(t, COL_REASON);
	a.by = cell_copy(t, COL_BY);
	a.date = s->date;
	if (!memory_grow(&t->adjustments, &t->adjustments_capacity, t->adjustments_count + 1, sizeof(*t->adjustments)))
		return false;
	t->adjustments[t->adjustments_count++] = a;
	return true;
}
