/* View: accepted findings. Knows ids and days; judges nothing. The day is the last one of the workspace's period, never the clock's. */
#include <string.h>

#include "store/tie.h"
#include "view/reconcile.h"

/* *count: how many there are of that id, where files of an area use a ref twice. */
static struct finding *finding_named(struct reconciling *r, const char *id, size_t *count)
{
	struct finding *found = NULL;
	*count = 0;
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->rows[i].id, id) == 0 && (*count)++ == 0)
			found = &r->rows[i];
	return found;
}

/* An acceptance of a finding that was left out by what was asked is none of our business. */
static bool asked_for_all(const struct reconciling *r)
{
	return r->asked.area < 0 && r->asked.indicator < 0 && r->asked.region < 0 && r->asked.when < 0;
}

static bool accept(struct reconciling *r, const struct acceptance *row, struct finding *finding)
{
	bool over = row->until < period_last_day(r->names->through);
	if (finding->verdict != VERDICT_DIFFERENT)
		return true;
	const char *note = over ? arena_printf(r->arena, _("accepted by %s until a day that is over: %s"), row->by, row->reason)
				: arena_printf(r->arena, _("accepted by %s: %s"), row->by, row->reason);
	finding->verdict = over ? VERDICT_DIFFERENT : VERDICT_ACCEPTED;
	finding->note = note && finding->note[0] ? arena_printf(r->arena, "%s%s%s", finding->note, _("; "), note) : note;
	return finding->note != NULL;
}

/* Written once, in a table that outlives what it spoke of. */
static const char *superfluous(struct reconciling *r, const struct acceptance *row, const struct finding *finding)
{
	if (!finding)
		return arena_printf(r->arena,
			_("warning: %s:%u: no finding '%s': copy its id from 'tally reconcile', or delete the row"), row->file,
			row->line, row->finding);
	return arena_printf(r->arena, _("warning: %s:%u: finding '%s' does not differ: delete the row"), row->file, row->line,
		row->finding);
}

/* Which of them is meant nobody can tell, so none is accepted. */
static const char *ambiguous(struct reconciling *r, const struct acceptance *row, size_t count)
{
	return arena_printf(r->arena,
		_("warning: %s:%u: %zu findings are called '%s', and none of them is accepted: give each row of the tables a "
		  "ref of its own"),
		row->file, row->line, count, row->finding);
}

bool reconcile_accept(struct reconciling *r, struct reconciliation *found, struct tally_error *error)
{
	const struct acceptance *rows;
	size_t count;
	if (!store_acceptances(r->reader, r->arena, &rows, &count, error))
		return false;
	const char **warnings = arena_array(r->arena, count + 1, sizeof *warnings);
	bool good = warnings != NULL;
	found->warnings = warnings;
	for (size_t i = 0; good && i < count; i++) {
		size_t named;
		struct finding *finding = finding_named(r, rows[i].finding, &named);
		bool differs = finding && finding->verdict == VERDICT_DIFFERENT;
		if (named > 1)
			good = (warnings[found->warnings_count++] = ambiguous(r, &rows[i], named)) != NULL;
		else if (differs)
			good = accept(r, &rows[i], finding);
		else if (finding || asked_for_all(r))
			good = (warnings[found->warnings_count++] = superfluous(r, &rows[i], finding)) != NULL;
	}
	return good || error_memory(error);
}
