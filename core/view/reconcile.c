/* View: published figures against computed ones. Knows statements and verdicts; must not know how they are laid out. */
#include "view/reconcile.h"

#include <string.h>

#include "view/growth_of.h"
#include "view/implied_base.h"
#include "view/known.h"
#include "view/labels.h"
#include "view/written.h"

enum { SIDE_DECIMALS = 4 };

static bool has(const struct value *value)
{
	return value->kind != VALUE_NONE;
}

bool finding_keep(struct reconciling *r, const struct finding *finding, struct tally_error *error)
{
	if (!memory_grow(&r->rows, &r->capacity, r->count + 1, sizeof *r->rows))
		return error_memory(error);
	r->rows[r->count++] = *finding;
	return true;
}

bool reconcile_asked(const struct reconciling *r, const struct cell_place *place)
{
	const struct asked *asked = &r->asked;
	return (asked->area < 0 || r->names->indicators[place->indicator].row_area == asked->area) &&
		(asked->indicator < 0 || place->indicator == asked->indicator) &&
		(asked->region < 0 || place->region == asked->region) && (asked->when < 0 || place->when == asked->when);
}

/* A word instead of a number, or a number with its own unit, takes no unit behind it. */
static bool ends_in_digit(const char *text)
{
	size_t length = strlen(text);
	return length && text[length - 1] >= '0' && text[length - 1] <= '9';
}

const char *finding_printed(const struct statement *said, struct arena *arena)
{
	const char *unit = ends_in_digit(said->text) ? said->unit : "";
	if (said->qualifier[0])
		return arena_printf(arena, "%s%s%s (%s)", said->text, unit[0] ? " " : "", unit, said->qualifier);
	return arena_printf(arena, "%s%s%s", said->text, unit[0] ? " " : "", unit);
}

static const char *finding_id(const struct reconciling *r, const struct stated *stated)
{
	const char *area = r->names->indicators[stated->place.indicator].area;
	if (stated->said.stat == STAT_VALUE)
		return arena_printf(r->arena, "%s.%s", area, stated->said.ref);
	return arena_printf(r->arena, "%s.%s.%s", area, stated->said.ref, stat_name(stated->said.stat));
}

/* "56 家", "12.00 %", "16/18", or why there is none. */
static const char *found_words(
	struct writing *writing, const struct name_indicator *indicator, const struct statement *said, const struct fact *fact)
{
	const char *text = written_shown(writing, indicator, fact);
	bool unit = has(&fact->value) && (fact->form == FORM_VALUE || fact->form == FORM_CHANGE) && indicator->unit[0];
	if (fact->form == FORM_RANK && said->stat == STAT_RANK_LAST && has(&fact->value))
		return arena_printf(writing->arena, "%d/%d", fact->rank.place_last, fact->rank.of);
	if (!text)
		return reason_text(REASON_MISSING);
	return unit && ends_in_digit(text) ? arena_printf(writing->arena, "%s %s", text, indicator->unit) : text;
}

/* How far off; as many digits as it takes to be no 0, which would say that nothing differs. */
static const char *distance_words(
	struct writing *writing, const struct name_indicator *indicator, enum fact_form form, const struct value *away)
{
	struct fact distance = { .form = form == FORM_PERCENT ? FORM_PERCENT : FORM_VALUE, .value = *away };
	char exact[VALUE_TEXT_BYTES];
	const char *text = written_plain(writing, indicator, &distance);
	if (!text || strpbrk(text, "123456789"))
		return text;
	value_print_exact(away, exact);
	return arena_copy(writing->arena, text_of(exact));
}

/* 3050 after 2500; as bounds where it was said with them. */
static const char *growth_sides(const struct judged *judged, struct arena *arena)
{
	const char *now = interval_words(arena, &judged->now, SIDE_DECIMALS);
	const char *base = interval_words(arena, &judged->base, SIDE_DECIMALS);
	if (!now || !base || judged->base.reason != REASON_NONE)
		return base ? now : NULL;
	return arena_printf(arena, _("%s after %s"), now, base);
}

/* Of a growth that differs, or that has no base here: which bases and values the printed one fits. */
static const char *growth_note(struct facts *facts, const struct judged *judged, const struct statement *said)
{
	const struct name_indicator *indicator = &store_names(facts->reader)->indicators[facts->place.indicator];
	struct growing growing = { &judged->now, &judged->base, &said->bounds, indicator->scale };
	struct arena *arena = facts->arena;
	const char *base = implied_base(&growing, arena), *sides = growth_sides(judged, arena);
	if (!base || !base[0])
		return base;
	const char *value = implied_value(&growing, arena);
	if (!value || !sides)
		return NULL;
	if (judged->base.reason != REASON_NONE)
		return arena_printf(arena, _("%s: the printed growth %s"), sides, base);
	if (!value[0])
		return arena_printf(arena, _("%s; the printed growth %s"), sides, base);
	return arena_printf(arena, _("%s; the printed growth %s, or %s"), sides, base, value);
}

/* And whose growth it is instead. */
static const char *growth_notes(
	struct facts *facts, const struct judged *judged, const struct statement *said, struct tally_error *error)
{
	const char *note = growth_note(facts, judged, said);
	if (!note || judged->verdict != VERDICT_DIFFERENT)
		return note;
	const char *whose = growth_of(facts, said, error);
	if (!whose || !whose[0])
		return whose ? note : NULL;
	return note[0] ? arena_printf(facts->arena, "%s%s%s", note, _("; "), whose) : whose;
}

/* What the bounds make of it. */
static const char *known_words(const struct judged *judged, struct arena *arena)
{
	const char *words = interval_words(arena, &judged->known, SIDE_DECIMALS);
	return words && judged->computed.form == FORM_PERCENT ? arena_printf(arena, "%s %%", words) : words;
}

static const char *bounds_note(struct facts *facts, const struct judged *judged)
{
	const char *words = known_words(judged, facts->arena);
	return words ? arena_printf(facts->arena, _("by the bounds of what it is made of: %s"), words) : NULL;
}

static const char *note_of(
	struct facts *facts, const struct judged *judged, const struct statement *said, struct tally_error *error)
{
	if (judged->by_bounds)
		return bounds_note(facts, judged);
	if (said->stat != STAT_GROWTH || judged->verdict == VERDICT_EXACT || judged->verdict == VERDICT_WITHIN)
		return "";
	return growth_notes(facts, judged, said, error);
}

/* What is missing of the deliveries stands before everything else. */
static const char *incomplete_note(const char *note, const struct fact *computed, struct arena *arena)
{
	const char *mark = note && computed->expected
		? arena_printf(arena, _("incomplete %d/%d"), computed->delivered, computed->expected)
		: note;
	return mark && computed->expected && note[0] ? arena_printf(arena, "%s%s%s", mark, _("; "), note) : mark;
}

static bool fill_words(struct reconciling *r, struct facts *facts, const struct judged *judged, struct finding *finding,
	struct tally_error *error)
{
	struct writing writing = { .names = r->names, .arena = r->arena };
	const struct name_indicator *indicator = &r->names->indicators[finding->place.indicator];
	finding->found = found_words(&writing, indicator, finding->said, &judged->computed);
	if (judged->by_bounds && !has(&judged->computed.value))
		finding->found = known_words(judged, r->arena);
	finding->found_plain = written_plain(&writing, indicator, &judged->computed);
	if (has(&judged->distance)) {
		finding->distance = distance_words(&writing, indicator, judged->computed.form, &judged->distance);
		writing.failed |= !finding->distance;
	}
	if (has(&judged->computed.value)) {
		finding->basis = basis_name(judged->basis);
		finding->basis_shown = basis_word(judged->basis);
	}
	finding->note = incomplete_note(note_of(facts, judged, finding->said, error), &judged->computed, r->arena);
	return (finding->note && finding->found && finding->id && finding->printed && !writing.failed) || error_memory(error);
}

static bool judge_one(struct reconciling *r, struct facts *facts, const struct stated *stated, struct tally_error *error)
{
	struct judged judged;
	struct finding finding = { .id = finding_id(r, stated),
		.said = &stated->said,
		.place = stated->place,
		.part = names_part(&r->names->indicators[stated->place.indicator], stated->place.breakdown),
		.stat = stat_name(stated->said.stat),
		.printed = finding_printed(&stated->said, r->arena),
		.what = stat_word(stated->said.stat) };
	facts_at(facts, &stated->place, BASIS_COUNT);
	if (!verdict_judge(facts, &stated->said, &judged, error))
		return false;
	finding.verdict = judged.verdict;
	return fill_words(r, facts, &judged, &finding, error) && finding_keep(r, &finding, error);
}

static bool judge_published(struct reconciling *r, struct tally_error *error)
{
	struct facts facts = { .reader = r->reader, .arena = r->arena };
	const struct stated *stated;
	size_t count;
	if (!store_stated(r->reader, STATEMENT_PUBLISHED, r->arena, &stated, &count, error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (reconcile_asked(r, &stated[i].place) && !judge_one(r, &facts, &stated[i], error))
			return false;
	return true;
}

static bool resolve(struct reconciling *r, const struct reconcile_request *request, struct tally_error *error)
{
	struct summary_request named = {
		.area = request->area, .indicator = request->indicator, .region = request->region, .period = request->period
	};
	if (!request_resolve(r->names, &named, r->arena, &r->asked, error))
		return false;
	if (!request->region)
		r->asked.region = -1;
	if (!request->period)
		r->asked.when = PERIOD_NONE;
	return true;
}

bool reconcile_build(struct store_reader *reader, const struct reconcile_request *request, struct arena *arena,
	struct reconciliation *found, struct tally_error *error)
{
	struct reconciling r = { .reader = reader, .names = store_names(reader), .arena = arena };
	bool good = resolve(&r, request, error) && judge_published(&r, error) && reconcile_published(&r, error) &&
		reconcile_targets(&r, error) && reconcile_ties(&r, error) && reconcile_regions(&r, error);
	*found = (struct reconciliation){ .names = r.names, .run = store_run(reader), .count = r.count };
	struct finding *rows = good ? arena_array(arena, r.count + 1, sizeof *rows) : NULL;
	if (rows && r.count)
		memcpy(rows, r.rows, r.count * sizeof *rows);
	found->rows = rows;
	memory_free(r.rows);
	r.rows = rows;
	good = rows ? reconcile_accept(&r, found, error) : good && error_memory(error);
	for (size_t i = 0; good && i < r.count; i++) {
		found->counts[rows[i].verdict]++;
		found->open += rows[i].verdict == VERDICT_DIFFERENT && !rows[i].mild;
	}
	return good;
}
