/* View: published figures of regions against the published figure of the region they make up, as a table of counties with its total is checked. Knows the tree
 * and statements; judges by their bounds. */
#include <string.h>

#include "view/known.h"
#include "view/reconcile.h"

enum { DECIMALS = 4 };

/* A whole and its parts while they are added. */
struct adding {
	struct reconciling *r;
	struct knowing knowing;
	struct cell_place whole;
	struct interval sum;
	const char *words;
	size_t parts;
	bool complete; /* no part is missing */
};

/* Units and zones make up the region above; records coded to that region itself stand in its rest, which a table may leave out. */
static bool is_part(const struct store_names *names, int region, const struct cell_place *whole)
{
	const struct name_region *row = &names->regions[region];
	int32_t day = period_last_day(whole->when);
	return row->parent == whole->region && row->kind != REGION_OVERLAY && row->first_day <= day && day <= row->last_day;
}

static bool add_part(struct adding *a, int region, struct tally_error *error)
{
	struct cell_place place = a->whole;
	struct interval known;
	place.region = region;
	if (!known_figure(&a->knowing, &place, TAKE_VALUE, &known, error))
		return false;
	bool rest = a->r->names->regions[region].kind == REGION_REST;
	if (known.reason != REASON_NONE) {
		a->complete &= rest;
		return true;
	}
	const char *one = interval_words(a->r->arena, &known, DECIMALS);
	a->sum = a->parts ? interval_add(&a->sum, &known) : known;
	a->words = a->parts && one ? arena_printf(a->r->arena, "%s + %s", a->words, one) : one;
	a->parts++;
	return a->words || error_memory(error);
}

static const char *tie_id(struct adding *a, const struct name_part *part)
{
	const struct name_indicator *indicator = &a->r->names->indicators[a->whole.indicator];
	const char *dot = strchr(indicator->name, '.');
	char when[PERIOD_TEXT_BYTES];
	period_print(a->whole.when, when);
	return arena_printf(a->r->arena, "%s.%s.regions_published%s%s.%s.%s", indicator->area, dot ? dot + 1 : indicator->name,
		part ? "." : "", part ? part->text : "", a->r->names->regions[a->whole.region].code, when);
}

static bool keep(struct adding *a, const struct interval *whole, enum compare relation, struct tally_error *error)
{
	static const enum verdict verdicts[] = { [HOLDS] = VERDICT_EXACT,
		[HOLDS_PERHAPS] = VERDICT_WITHIN,
		[HOLDS_NOT] = VERDICT_DIFFERENT,
		[HOLDS_UNKNOWN] = VERDICT_UNSAID };
	struct arena *arena = a->r->arena;
	struct holding holding = interval_compare(&a->sum, relation, whole);
	const struct name_part *part = names_part(&a->r->names->indicators[a->whole.indicator], a->whole.breakdown);
	const char *sum = interval_words(arena, &a->sum, DECIMALS), *total = interval_words(arena, whole, DECIMALS);
	char away[FRACTION_TEXT_BYTES];
	bool elsewhere = a->whole.region != a->r->names->home && a->r->asked.region < 0;
	struct finding finding = { .place = a->whole,
		.part = part,
		.group = FINDINGS_TIES,
		.stat = "tie",
		.what = _("tie"),
		.note = _("regions together are the region above"),
		.verdict = verdicts[holding.holds] };
	if (finding.verdict == VERDICT_EXACT && elsewhere)
		return true;
	fraction_print(holding.distance, DECIMALS, away);
	finding.id = tie_id(a, part);
	finding.printed = sum ? arena_printf(arena, "%s = %s", a->words, sum) : NULL;
	finding.found = total ? arena_printf(arena, "%s %s", compare_name(relation), total) : NULL;
	finding.found_plain = interval_is_point(whole) ? total : NULL;
	finding.distance = finding.verdict == VERDICT_DIFFERENT ? arena_printf(arena, "%s", away) : NULL;
	bool good =
		finding.id && finding.printed && finding.found && (finding.distance || finding.verdict != VERDICT_DIFFERENT);
	return good ? finding_keep(a->r, &finding, error) : error_memory(error);
}

static bool check_whole(struct reconciling *r, const struct cell_place *whole, struct tally_error *error)
{
	const struct name_indicator *indicator = &r->names->indicators[whole->indicator];
	struct adding a = { .r = r,
		.knowing = { .reader = r->reader, .arena = r->arena, .on = TALLY_ON_PUBLISHED },
		.whole = *whole,
		.words = "",
		.complete = true };
	struct interval total;
	for (size_t region = 0; a.complete && region < r->names->regions_count; region++)
		if (is_part(r->names, (int)region, whole) && !add_part(&a, (int)region, error))
			return false;
	if (!a.complete || a.parts < 2)
		return true;
	/* Entities that sit in two counties count once above. */
	enum compare relation = indicator->measure == TALLY_DISTINCT ? COMPARE_GE : COMPARE_EQ;
	return known_figure(&a.knowing, whole, TAKE_VALUE, &total, error) && keep(&a, &total, relation, error);
}

bool reconcile_regions(struct reconciling *r, struct tally_error *error)
{
	const struct stated *stated;
	struct cell_place last = { -1, -1, PERIOD_NONE, 0 };
	size_t count;
	if (!store_stated(r->reader, STATEMENT_PUBLISHED, r->arena, &stated, &count, error))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct cell_place *place = &stated[i].place;
		if (stated[i].said.stat != STAT_VALUE || cell_same(place, &last) || !reconcile_asked(r, place) ||
			!names_inside(r->names, place->region, r->names->home) ||
			!indicator_adds(&r->names->indicators[place->indicator]))
			continue; /* above home the table of regions need not be complete */
		last = *place;
		if (!check_whole(r, place, error))
			return false;
	}
	return true;
}
