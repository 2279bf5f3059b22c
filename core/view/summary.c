/* View: the rows of a summary. Knows which cells are asked for and what belongs beside a value; must not know how it is laid out. */
#include "view/summary.h"

#include <string.h>

#include "view/request.h"
#include "view/target.h"

struct building {
	struct store_reader *reader;
	const struct store_names *names;
	const struct summary_request *request;
	struct asked asked;
	struct arena *arena;
	struct summary_row *rows; /* on the heap while it grows */
	size_t count, capacity;
};

static bool has(const struct value *value)
{
	return value->kind != VALUE_NONE;
}

static period period_after(period p)
{
	enum grain grain;
	if (period_grain(p, &grain))
		return period_next(p);
	return period_make(period_first_month(p) + 12, period_months(p));
}

static bool fill_row(struct building *b, const struct cell_place *place, enum basis basis, struct summary_row *row,
	struct tally_error *error)
{
	struct cell_place other = *place;
	struct observation base = { .value = value_none(REASON_MISSING) };
	row->when = place->when;
	if (!store_observe(b->reader, place, basis, &row->now, error))
		return false;
	other.when = period_year_before(place->when);
	if (other.when >= 0 && !store_observe(b->reader, &other, basis, &base, error))
		return false;
	row->base = base.value;
	row->growth = value_growth(&row->now.value, &row->base);
	other.when = period_after(place->when);
	return target_level(b->reader, place, b->arena, &row->target, error) &&
		target_level(b->reader, &other, b->arena, &row->target_next, error);
}

/* What is listed only when there is something in it: parts nobody declared, and the rest of a region. */
static bool is_quiet(const struct summary_row *row)
{
	bool shy = (row->part && !row->part->shown) || row->region->kind == REGION_REST;
	return shy &&
		(!has(&row->now.value) ||
			(row->now.value.a == 0 && (row->now.value.kind != VALUE_DECIMAL || row->now.value.b == 0)));
}

static bool is_wanted(const struct building *b, const struct summary_row *row)
{
	if (is_quiet(row))
		return false;
	return b->request->indicator || has(&row->now.value) || has(&row->base) || has(&row->target) || has(&row->target_next);
}

static bool keep_row(struct building *b, const struct summary_row *row, struct tally_error *error)
{
	if (!memory_grow(&b->rows, &b->capacity, b->count + 1, sizeof *b->rows))
		return error_memory(error);
	b->rows[b->count++] = *row;
	return true;
}

/* With all bases: a row for each that has a value, else the one that says why there is none. */
static bool add_bases(struct building *b, const struct cell_place *place, struct summary_row *row, struct tally_error *error)
{
	size_t before = b->count;
	for (int basis = 0; b->request->all_bases && basis < BASIS_COUNT; basis++) {
		if (!fill_row(b, place, (enum basis)basis, row, error))
			return false;
		if (has(&row->now.value) && is_wanted(b, row) && !keep_row(b, row, error))
			return false;
	}
	if (b->count > before)
		return true;
	return fill_row(b, place, b->request->all_bases ? BASIS_COUNT : b->request->basis, row, error) &&
		(!is_wanted(b, row) || keep_row(b, row, error));
}

static bool add_cell(struct building *b, int indicator, int region, const struct name_part *part, struct tally_error *error)
{
	const struct name_indicator *about = &b->names->indicators[indicator];
	struct cell_place place = {
		.indicator = indicator, .region = region, .when = b->asked.when, .breakdown = part ? part->breakdown : 0
	};
	struct summary_row row = { .indicator = about, .region = &b->names->regions[region], .part = part };
	row.rejected = about->row_register >= 0 ? b->names->registers[about->row_register].rejected : 0;
	return add_bases(b, &place, &row, error);
}

/* The region, then its children when they are asked for. */
static bool add_regions(struct building *b, int indicator, const struct name_part *part, struct tally_error *error)
{
	if (!add_cell(b, indicator, b->asked.region, part, error))
		return false;
	for (size_t r = 0; b->request->by_region && r < b->names->regions_count; r++)
		if (b->names->regions[r].parent == b->asked.region && !add_cell(b, indicator, (int)r, part, error))
			return false;
	return true;
}

static bool add_indicator(struct building *b, int indicator, struct tally_error *error)
{
	const struct name_indicator *about = &b->names->indicators[indicator];
	const char *by = b->request->by;
	if (!add_regions(b, indicator, NULL, error))
		return false;
	for (size_t i = 0; i < about->parts_count; i++)
		if ((!by || strcmp(by, about->parts[i].by) == 0) && !add_regions(b, indicator, &about->parts[i], error))
			return false;
	return true;
}

static bool add_all(struct building *b, struct tally_error *error)
{
	for (size_t i = 0; i < b->names->indicators_count; i++) {
		const struct name_indicator *indicator = &b->names->indicators[i];
		bool asked = (b->asked.area < 0 || b->asked.area == indicator->row_area) &&
			(b->asked.indicator < 0 || b->asked.indicator == (int)i);
		if (asked && b->names->areas[indicator->row_area].enabled && !add_indicator(b, (int)i, error))
			return false;
	}
	return true;
}

/* One line for each register among the rows that has rejects. */
static bool add_notes(const struct building *b, struct summary *summary)
{
	bool *told = arena_array(b->arena, b->names->registers_count, sizeof *told);
	const char **notes = arena_array(b->arena, b->names->registers_count, sizeof *notes);
	for (size_t i = 0; told && notes && i < b->count; i++) {
		int row = b->rows[i].indicator->row_register;
		if (b->rows[i].rejected == 0 || told[row])
			continue;
		const struct name_register *reg = &b->names->registers[row];
		told[row] = true;
		notes[summary->notes_count] =
			arena_printf(b->arena, _("* %s (%s.%s): %lld of %lld records were rejected and are not counted"),
				reg->title, reg->area, reg->name, (long long)reg->rejected, (long long)reg->read);
		if (!notes[summary->notes_count++])
			return false;
	}
	summary->notes = notes;
	return told && notes;
}

static bool publish(const struct building *b, struct summary *summary)
{
	struct summary_row *rows = arena_array(b->arena, b->count, sizeof *rows);
	if (rows && b->count)
		memcpy(rows, b->rows, b->count * sizeof *rows);
	*summary = (struct summary){ .rows = rows, .count = b->count };
	return rows && add_notes(b, summary);
}

bool summary_build(struct store_reader *reader, const struct summary_request *request, struct arena *arena,
	struct summary *summary, struct tally_error *error)
{
	struct building b = { .reader = reader, .names = store_names(reader), .request = request, .arena = arena };
	bool good = request_resolve(b.names, request, arena, &b.asked, error) && add_all(&b, error);
	if (good && !publish(&b, summary))
		good = error_memory(error);
	memory_free(b.rows);
	return good;
}
