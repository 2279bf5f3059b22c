/* View: neighbours of a figure whose growth was printed beside it. Knows how indicators are related; judges by verdict.h. */
#include "view/growth_of.h"

#include <string.h>

#include "base/text.h"
#include "view/labels.h"

enum { TOLD_MOST = 3, STEM_LEAST = 4 };

/* Nearest first. */
enum nearness { NEAR_CUMULATIVE, NEAR_FLOW, NEAR_SIBLING, NEAR_PART, NEAR_REGISTER, NEAR_TITLE, NEARNESS_COUNT };

static const char *const nearness_words[NEARNESS_COUNT] = { N_("its cumulative"), N_("its flow"), N_("of the same flow"),
	N_("another part of it"), N_("of the same register"), N_("a title that begins alike") };

struct seeking {
	struct facts facts;
	struct cell_place own;
	const struct statement *said;
	const struct store_names *names;
	const char *told;
	size_t count;
};

static size_t letters(const char *text, size_t bytes)
{
	size_t count = 0;
	for (size_t i = 0; i < bytes; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

/* A title that begins with the same letters: 科技贷款, 科技贷款累计. */
static bool same_stem(const char *a, const char *b)
{
	size_t same = 0;
	while (a[same] && a[same] == b[same])
		same++;
	while (same && ((unsigned char)a[same] & 0xC0) == 0x80)
		same--;
	return letters(a, same) >= STEM_LEAST;
}

static bool is_flow_of(const struct name_indicator *flow, const struct name_indicator *cumulative)
{
	return cumulative->flow[0] && strcmp(cumulative->flow, flow->name) == 0;
}

static bool related(const struct name_indicator *own, const struct name_indicator *other, enum nearness how)
{
	switch (how) {
	case NEAR_CUMULATIVE:
		return is_flow_of(own, other);
	case NEAR_FLOW:
		return is_flow_of(other, own);
	case NEAR_SIBLING:
		return own != other && own->flow[0] && strcmp(own->flow, other->flow) == 0;
	case NEAR_PART:
		return own == other;
	case NEAR_REGISTER:
		return own != other && own->row_register >= 0 && own->row_register == other->row_register;
	default:
		return own != other && own->row_area == other->row_area && same_stem(own->title, other->title);
	}
}

static bool tell(struct seeking *s, enum nearness how, const struct judged *judged, struct tally_error *error)
{
	const struct name_indicator *indicator = &s->names->indicators[s->facts.place.indicator];
	const struct name_part *part = names_part(indicator, s->facts.place.breakdown);
	const struct observation *now, *base;
	char to[VALUE_TEXT_BYTES], from[VALUE_TEXT_BYTES], grown[VALUE_TEXT_BYTES];
	if (!facts_observe(&s->facts, BESIDE_NOW, &now, error) || !facts_observe(&s->facts, BESIDE_YEAR, &base, error))
		return false;
	value_print_exact(&now->value, to);
	value_print_exact(&base->value, from);
	value_print(&judged->computed.value, 2, s->names->rounding, grown);
	const char *one = arena_printf(s->facts.arena, _("it is the growth of %s%s%s (%s): %s after %s is %s %%"),
		indicator_title(indicator), part ? "·" : "", part ? part->title : "", _(nearness_words[how]), to, from, grown);
	s->told = one && s->told[0] ? arena_printf(s->facts.arena, "%s%s%s", s->told, _("; "), one) : one;
	s->count++;
	return s->told || error_memory(error);
}

static bool try_place(struct seeking *s, const struct cell_place *place, enum nearness how, struct tally_error *error)
{
	struct judged judged;
	if (s->count >= TOLD_MOST || cell_same(place, &s->own))
		return true;
	facts_at(&s->facts, place, BASIS_COUNT);
	if (!verdict_judge(&s->facts, s->said, &judged, error))
		return false;
	return (judged.verdict != VERDICT_EXACT && judged.verdict != VERDICT_WITHIN) || tell(s, how, &judged, error);
}

/* The part of that text that another indicator has; 0, its total, where it has none. */
static uint32_t same_part(const struct name_indicator *other, const struct name_part *part)
{
	const struct name_part *same = part ? names_part_named(other, part->text) : NULL;
	return same ? same->breakdown : 0;
}

static bool try_indicator(struct seeking *s, int row, enum nearness how, struct tally_error *error)
{
	const struct name_indicator *other = &s->names->indicators[row];
	struct cell_place place = s->own;
	place.indicator = row;
	place.breakdown =
		how == NEAR_PART ? 0 : same_part(other, names_part(&s->names->indicators[s->own.indicator], s->own.breakdown));
	if (!try_place(s, &place, how, error))
		return false;
	for (size_t i = 0; how == NEAR_PART && i < other->parts_count; i++) {
		place.breakdown = other->parts[i].breakdown;
		if (other->parts[i].shown && !try_place(s, &place, how, error))
			return false;
	}
	return true;
}

const char *growth_of(const struct facts *facts, const struct statement *said, struct tally_error *error)
{
	struct seeking s = { .facts = { .reader = facts->reader, .arena = facts->arena },
		.own = facts->place,
		.said = said,
		.names = store_names(facts->reader),
		.told = "" };
	const struct name_indicator *own = &s.names->indicators[s.own.indicator];
	for (int how = 0; how < NEARNESS_COUNT && s.count == 0; how++)
		for (size_t i = 0; i < s.names->indicators_count; i++) {
			const struct name_indicator *other = &s.names->indicators[i];
			if (s.names->areas[other->row_area].enabled && related(own, other, (enum nearness)how) &&
				!try_indicator(&s, (int)i, (enum nearness)how, error))
				return NULL;
		}
	return s.told;
}
