/* View: the lines of a pivot. Knows which places are looked up and which lines and columns are worth showing; must not know how they are laid out. */
#include "view/pivot.h"

#include <string.h>

#include "view/pivot_inner.h"

/* The place of a line in one column; false where there is no such cell: the indicator has no such part, or the region did not exist. */
static bool place_at(const struct pivoting *p, const size_t at[AXIS_COUNT], struct cell_place *place)
{
	const struct spread *s = &p->spread;
	const char *part = s->parts[at[AXIS_BREAKDOWN]];
	*place = (struct cell_place){ .indicator = s->indicators[at[AXIS_INDICATOR]],
		.region = s->regions.items[at[AXIS_REGION]],
		.when = s->periods.items[at[AXIS_PERIOD]] };
	if (part[0]) {
		const struct name_part *found = names_part_named(&p->names->indicators[place->indicator], part);
		if (!found)
			return false;
		place->breakdown = found->breakdown;
	}
	return at[AXIS_REGION] == 0 || region_there(&p->names->regions[place->region], place->when);
}

static bool fill_line(struct pivoting *p, struct pivot_line *line, bool *any, struct tally_error *error)
{
	size_t columns = p->spread.counts[p->spread.cols];
	struct fact *facts = arena_array(p->arena, columns + 1, sizeof *facts);
	if (!facts)
		return error_memory(error);
	line->facts = facts;
	*any = false;
	for (size_t c = 0; c < columns; c++) {
		struct cell_place place;
		line->at[p->spread.cols] = c;
		facts[c].value = value_none(REASON_NONE);
		if (!place_at(p, line->at, &place))
			continue;
		facts_at(&p->facts, &place, p->request->of.basis);
		if (!facts_get(&p->facts, p->spread.fact, &facts[c], error))
			return false;
		*any |= facts[c].value.kind != VALUE_NONE || facts[c].word || facts[c].value.reason == REASON_NOT_DELIVERED;
	}
	return true;
}

static bool fact_silent(const struct fact *fact)
{
	return fact->form == FORM_WORD ? !fact->word : value_silent(&fact->value);
}

static bool part_quiet(const struct pivoting *p, const char *text)
{
	for (size_t i = 0; text[0] && i < p->spread.counts[AXIS_INDICATOR]; i++) {
		const struct name_part *part = names_part_named(&p->names->indicators[p->spread.indicators[i]], text);
		if (part)
			return !part->shown;
	}
	return false;
}

static bool quiet_at(const struct pivoting *p, enum axis axis, size_t place)
{
	if (axis == AXIS_REGION)
		return place > 0 && region_quiet(&p->names->regions[p->spread.regions.items[place]]);
	return axis == AXIS_BREAKDOWN && part_quiet(p, p->spread.parts[place]);
}

/* A line that nobody asked for by name stays away when nothing is known of it; a quiet one when there is nothing in it. */
static bool line_wanted(const struct pivoting *p, const struct pivot_line *line, bool any)
{
	bool quiet = false, silent = true;
	for (int axis = 0; axis < AXIS_COUNT; axis++)
		quiet |= (enum axis)axis != p->spread.cols && quiet_at(p, (enum axis)axis, line->at[axis]);
	for (size_t c = 0; c < p->spread.counts[p->spread.cols]; c++)
		silent &= fact_silent(&line->facts[c]);
	if (quiet && silent)
		return false;
	const char *part = p->spread.parts[line->at[AXIS_BREAKDOWN]];
	bool lacks = p->spread.cols != AXIS_BREAKDOWN && p->spread.cols != AXIS_INDICATOR && part[0] &&
		!names_part_named(&p->names->indicators[p->spread.indicators[line->at[AXIS_INDICATOR]]], part);
	return !lacks && (any || p->request->of.indicator);
}

/* The next place on the axes but that of the columns: that of the rows turns fastest. */
static bool next_place(const struct spread *s, size_t at[AXIS_COUNT])
{
	for (int turn = AXIS_COUNT; turn >= 0; turn--) {
		enum axis axis = turn == AXIS_COUNT ? s->rows : (enum axis)turn;
		if (axis == s->cols || (axis == s->rows && turn != AXIS_COUNT))
			continue;
		if (++at[axis] < s->counts[axis])
			return true;
		at[axis] = 0;
	}
	return false;
}

static bool fill_lines(struct pivoting *p, struct tally_error *error)
{
	size_t at[AXIS_COUNT] = { 0 }, most = 1;
	for (int axis = 0; axis < AXIS_COUNT; axis++)
		most *= (enum axis)axis == p->spread.cols ? 1 : p->spread.counts[axis];
	p->lines = arena_array(p->arena, most + 1, sizeof *p->lines);
	if (!p->lines)
		return error_memory(error);
	if (most == 0)
		return true;
	do {
		struct pivot_line *line = &p->lines[p->count];
		bool any;
		memcpy(line->at, at, sizeof at);
		if (!fill_line(p, line, &any, error))
			return false;
		p->count += line_wanted(p, line, any);
	} while (next_place(&p->spread, at));
	return true;
}

static bool column_empty(const struct pivoting *p, size_t column)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->lines[i].facts[column].value.kind != VALUE_NONE || p->lines[i].facts[column].word)
			return false;
	return true;
}

/* Periods before the first figure are worth a column only to one who named them. */
static void hide_early(struct pivoting *p)
{
	for (size_t c = 0; p->spread.cols == AXIS_PERIOD && !p->request->periods && c + 1 < p->spread.counts[AXIS_PERIOD];
		c++) {
		if (!column_empty(p, c))
			return;
		p->shown[c] = false;
	}
}

/* A column is hidden when it is quiet and silent, or when it is a part that none of the lines has. */
static bool choose_columns(struct pivoting *p, struct tally_error *error)
{
	enum axis cols = p->spread.cols;
	p->shown = arena_array(p->arena, p->spread.counts[cols] + 1, sizeof *p->shown);
	if (!p->shown)
		return error_memory(error);
	for (size_t c = 0; c < p->spread.counts[cols]; c++) {
		bool silent = true;
		for (size_t i = 0; i < p->count; i++)
			silent &= fact_silent(&p->lines[i].facts[c]);
		p->shown[c] = !silent || (!quiet_at(p, cols, c) && (cols != AXIS_INDICATOR || p->request->of.indicator));
	}
	hide_early(p);
	return true;
}

bool pivot_build(struct store_reader *reader, const struct pivot_request *request, struct arena *arena, struct pivot *pivot,
	struct tally_error *error)
{
	struct pivoting p = { .reader = reader, .names = store_names(reader), .request = request, .arena = arena };
	p.facts = (struct facts){ .reader = reader, .arena = arena };
	*pivot = (struct pivot){ .caption = "" };
	return spread_make(p.names, request, arena, &p.spread, error) && fill_lines(&p, error) && choose_columns(&p, error) &&
		pivot_table(&p, pivot, error) && (pivot_page(&p, pivot) || error_memory(error));
}
