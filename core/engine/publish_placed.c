/* Engine: opening values and adjustments into the store, as they were given and with the cells that they are part of. */
#include "engine/publish.h"

static bool put_openings(struct publishing *p, const struct area_report *area, struct tally_error *error)
{
	const struct area_statements *all = &area->statements;
	const struct catalog *catalog = &p->run->catalog;
	struct store_placed *rows = arena_array(p->run->arena, all->openings_count + 1, sizeof(*rows));
	if (!rows)
		return error_memory(error);
	for (size_t i = 0; i < all->openings_count; i++) {
		const struct opening *o = &all->openings[i];
		rows[i] = (struct store_placed){ .indicator = catalog->indicators[o->indicator].id,
			.region = p->region_ids[o->region],
			.breakdown = p->breakdown_ids[catalog_breakdown(catalog, text_of(o->breakdown))],
			.when = o->when,
			.amount = o->value,
			.file = o->file,
			.line = o->line };
	}
	return store_put_openings(p->writer, area->name, rows, all->openings_count, error);
}

static bool put_adjustments(struct publishing *p, const struct area_report *area, struct tally_error *error)
{
	const struct area_statements *all = &area->statements;
	const struct catalog *catalog = &p->run->catalog;
	struct store_placed *rows = arena_array(p->run->arena, all->adjustments_count + 1, sizeof(*rows));
	if (!rows)
		return error_memory(error);
	for (size_t i = 0; i < all->adjustments_count; i++) {
		const struct adjustment *a = &all->adjustments[i];
		rows[i] = (struct store_placed){ .indicator = catalog->indicators[a->indicator].id,
			.region = p->region_ids[a->region],
			.breakdown = p->breakdown_ids[catalog_breakdown(catalog, text_of(a->breakdown))],
			.when = a->when,
			.amount = a->delta,
			.reason = a->reason,
			.given_by = a->by,
			.date = a->date,
			.file = a->file,
			.line = a->line };
	}
	return store_put_adjustments(p->writer, area->name, rows, all->adjustments_count, error);
}

/* The cells that adjustments are part of, where the region exists in the period. */
bool publish_adjusted(struct publishing *p, const struct cube_cells *cells, struct tally_error *error)
{
	for (size_t i = 0; i < cells->adjusted_count; i++) {
		const struct adjusted_cell *a = &cells->adjusted[i];
		const struct region *region = &p->run->workspace.regions.rows[cell_region(a->key)];
		int32_t day = period_last_day(cell_period(a->key));
		struct store_adjusted put = { .indicator = p->run->catalog.indicators[a->indicator].id,
			.region = p->region_ids[cell_region(a->key)],
			.breakdown = p->breakdown_ids[cell_text(a->key)],
			.when = cell_period(a->key),
			.delta = (int64_t)adjusted_sum(cells, a), /* cells_fit was asked */
			.file = a->adjustment->file,
			.line = a->adjustment->line };
		if (region->first_day <= day && day <= region->last_day && !store_put_adjusted(p->writer, &put, error))
			return false;
	}
	return true;
}

bool publish_placed(struct publishing *p, const struct area_report *area, struct tally_error *error)
{
	return put_openings(p, area, error) && put_adjustments(p, area, error);
}
