/* View: the notes under a summary. Knows what a reader of the figures has to be told once; computes nothing. */
#include <string.h>

#include "view/explain.h"
#include "view/labels.h"
#include "view/summary.h"

struct noting {
	const struct store_names *names;
	struct arena *arena;
	struct summary *summary;
	const char **notes;
	bool failed;
};

enum { NOTES_ONCE = 8 };

static void note(struct noting *n, const char *text)
{
	n->failed |= !text;
	if (text)
		n->notes[n->summary->notes_count++] = text;
}

/* One line for each register among the rows that has rejects. */
static void note_rejects(struct noting *n, const bool *there)
{
	for (size_t r = 0; r < n->names->registers_count; r++) {
		const struct name_register *reg = &n->names->registers[r];
		if (there[r] && reg->rejected)
			note(n,
				arena_printf(n->arena,
					_("* %s (%s.%s): %lld of %lld records were rejected and are not counted"),
					register_title(reg), reg->area, reg->name, (long long)reg->rejected,
					(long long)reg->read));
	}
}

/* One line for each register that one of the rows lies outside of. */
static void note_coverage(struct noting *n, const bool *outside)
{
	char first[11], last[11];
	for (size_t r = 0; r < n->names->registers_count; r++) {
		const struct name_register *reg = &n->names->registers[r];
		if (!outside[r])
			continue;
		bool empty = reg->covers_first > reg->covers_last;
		date_print(empty ? 0 : reg->covers_first, first);
		date_print(empty ? 0 : reg->covers_last, last);
		note(n,
			empty ? arena_printf(n->arena, _("%s (%s.%s): covers nothing yet"), register_title(reg), reg->area,
					reg->name)
			      : arena_printf(n->arena,
					_("%s (%s.%s): complete from %s to %s; what lies outside is not covered"),
					register_title(reg), reg->area, reg->name, first, last));
	}
}

static bool told(const struct noting *n, size_t first, const char *text)
{
	for (size_t i = first; i < n->summary->notes_count; i++)
		if (strcmp(n->notes[i], text) == 0)
			return true;
	return false;
}

static void note_releases(struct noting *n)
{
	size_t first = n->summary->notes_count;
	const char *last = NULL;
	for (size_t i = 0; i < n->summary->count; i++) {
		const char *release = n->summary->rows[i].base_release;
		if (!release || (last && strcmp(release, last) == 0))
			continue;
		last = release;
		const char *text = arena_printf(n->arena, _("growth is measured against figures as released in '%s'"), release);
		if (!text || !told(n, first, text))
			note(n, text);
	}
}

/* One line for each indicator whose growth crosses a break. */
static void note_breaks(struct noting *n)
{
	const struct name_indicator *last = NULL;
	for (size_t i = 0; i < n->summary->count; i++) {
		const struct summary_row *row = &n->summary->rows[i];
		if (row->broken && row->indicator != last && row->indicator->breaks[0])
			note(n,
				arena_printf(n->arena, _("%s (%s): a new series begins with %s"),
					indicator_title(row->indicator), row->indicator->name, row->indicator->breaks));
		last = row->broken ? row->indicator : last;
	}
}

/* One line for each indicator: its first adjusted row, which is the total where that is adjusted. */
static void note_deltas(struct noting *n)
{
	const struct name_indicator *last = NULL;
	char text[VALUE_TEXT_BYTES + 1];
	for (size_t i = 0; i < n->summary->count; i++) {
		const struct summary_row *row = &n->summary->rows[i];
		if (row->delta.kind == VALUE_NONE || row->indicator == last)
			continue;
		last = row->indicator;
		note(n,
			arena_printf(n->arena, _("%s%s%s, %s: adjustments are %s %s of it"), indicator_title(last),
				row->part ? "·" : "", row->part ? row->part->title : "", row->region->name,
				explain_delta(n->names, last, &row->delta, text), last->unit));
	}
}

static void note_once(struct noting *n, bool wanted, const char *text)
{
	if (wanted)
		note(n, text);
}

static void note_rows(struct noting *n, bool *there, bool *outside)
{
	bool adjusted = false, mixed = false, incomplete = false;
	char text[PERIOD_TEXT_BYTES];
	for (size_t i = 0; i < n->summary->count; i++) {
		const struct summary_row *row = &n->summary->rows[i];
		int reg = row->indicator->row_register;
		adjusted |= row->adjusted;
		mixed |= row->mixed;
		incomplete |= row->incomplete || row->reason == REASON_NOT_DELIVERED;
		if (reg < 0)
			continue;
		there[reg] = true;
		outside[reg] |= row->reason == REASON_NOT_COVERED;
	}
	note_rejects(n, there);
	note_coverage(n, outside);
	note_breaks(n);
	note_releases(n);
	note_once(n, adjusted, _("figures of the basis 'adjusted' are those of a register with declared corrections"));
	note_deltas(n);
	note_once(n, incomplete,
		_("incomplete n/m: of m deliveries that are expected n are there; 'tally status' says which are missing"));
	note_once(n, mixed, _("ranks compare the best value of each region; some of them are given or published"));
	if (n->summary->to_date != PERIOD_NONE) {
		period_print(n->summary->to_date, text);
		note(n, arena_printf(n->arena, _("to date: %s"), text));
	}
}

bool summary_notes(const struct store_names *names, struct arena *arena, struct summary *summary)
{
	struct noting n = { .names = names, .arena = arena, .summary = summary };
	bool *there = arena_array(arena, names->registers_count + 1, sizeof *there);
	bool *outside = arena_array(arena, names->registers_count + 1, sizeof *outside);
	n.notes = arena_array(arena, 2 * (names->registers_count + summary->count) + NOTES_ONCE, sizeof *n.notes);
	if (!there || !outside || !n.notes)
		return false;
	note_rows(&n, there, outside);
	summary->notes = n.notes;
	return !n.failed;
}
