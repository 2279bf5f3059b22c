/* View: what was published several times of one cell, in two reports or two editions, held against each other. Knows statements and their bounds; must not know
 * what is computed. */
#include <string.h>

#include "model/interval.h"
#include "view/labels.h"
#include "view/reconcile.h"

enum { DECIMALS = 4 };

/* P1, or with the edition it stands in: P1, 2018. */
static const char *named(struct arena *arena, const struct statement *said)
{
	if (!said->edition[0])
		return said->ref;
	return arena_printf(arena, _("%s, edition %s"), said->ref, said->edition);
}

static const char *pair_id(struct reconciling *r, const struct stated *a, const struct stated *b)
{
	const char *area = r->names->indicators[a->place.indicator].area;
	bool value = a->said.stat == STAT_VALUE;
	return arena_printf(r->arena, "%s.%s.%s%s%s", area, a->said.ref, b->said.ref, value ? "" : ".",
		value ? "" : stat_name(a->said.stat));
}

static bool keep_pair(struct reconciling *r, const struct stated *a, const struct stated *b, struct fraction distance,
	struct tally_error *error)
{
	struct arena *arena = r->arena;
	const char *first = named(arena, &a->said), *second = named(arena, &b->said);
	const char *printed = finding_printed(&a->said, arena), *other = finding_printed(&b->said, arena);
	char away[FRACTION_TEXT_BYTES], text[VALUE_TEXT_BYTES];
	struct finding finding = { .id = pair_id(r, a, b),
		.said = &a->said,
		.place = a->place,
		.part = names_part(&r->names->indicators[a->place.indicator], a->place.breakdown),
		.group = FINDINGS_PUBLISHED,
		.stat = "published",
		.what = stat_word(a->said.stat),
		.basis = basis_name(BASIS_PUBLISHED),
		.basis_shown = basis_word(BASIS_PUBLISHED),
		.verdict = VERDICT_DIFFERENT };
	if (!first || !second || !printed || !other)
		return error_memory(error);
	fraction_print(distance, DECIMALS, away);
	finding.distance = arena_printf(arena, "%s", away);
	finding.printed = printed;
	finding.found = other;
	if (value_print_exact(&b->said.bounds.value, text))
		finding.found_plain = arena_copy(arena, text_of(text));
	finding.note = arena_printf(arena, _("printed twice: %s against %s"), first, second);
	bool good = finding.id && finding.distance && finding.note &&
		(finding.found_plain || b->said.bounds.value.kind == VALUE_NONE);
	return good ? finding_keep(r, &finding, error) : error_memory(error);
}

/* Two that could both be true say nothing: 56 and "50 or more", 1.3亿 and 1.29亿. */
static bool compare(struct reconciling *r, const struct stated *a, const struct stated *b, struct tally_error *error)
{
	if (a->said.stat != b->said.stat || !cell_same(&a->place, &b->place))
		return true;
	struct interval x = interval_of_bounds(&a->said.bounds), y = interval_of_bounds(&b->said.bounds);
	struct holding holding = interval_compare(&x, COMPARE_EQ, &y);
	return holding.holds != HOLDS_NOT || keep_pair(r, a, b, holding.distance, error);
}

bool reconcile_published(struct reconciling *r, struct tally_error *error)
{
	const struct stated *stated;
	size_t count;
	if (!store_stated(r->reader, STATEMENT_PUBLISHED, r->arena, &stated, &count, error))
		return false;
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count && cell_same(&stated[i].place, &stated[k].place); k++)
			if (reconcile_asked(r, &stated[i].place) && !compare(r, &stated[i], &stated[k], error))
				return false;
	return true;
}
