/* View: how a fact is written. Knows digits, percent signs and reasons; knows no table. */
#include "view/written.h"

#include <string.h>

enum { PERCENT_DECIMALS = 4, PERCENT_SHOWN = 2 };

bool fact_is_number(enum fact_kind kind)
{
	return kind != FACT_BASIS && kind != FACT_BASE_RELEASE && kind != FACT_MET && kind != FACT_DELIVERED;
}

bool fact_in_unit(enum fact_kind kind)
{
	static const enum fact_kind kinds[] = { FACT_VALUE, FACT_BASE, FACT_CHANGE, FACT_PREVIOUS, FACT_CHANGE_PREVIOUS,
		FACT_ENTRIES, FACT_EXITS, FACT_NET, FACT_TARGET, FACT_DISTANCE, FACT_TARGET_NEXT, FACT_TO_DATE,
		FACT_TO_DATE_BASE, FACT_TO_DATE_CHANGE };
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (kinds[i] == kind)
			return true;
	return false;
}

static bool is_percent(const struct name_indicator *indicator)
{
	return strcmp(indicator->unit, "%") == 0 || strcmp(indicator->unit, "％") == 0;
}

static const char *joined(struct writing *writing, const char *text, const char *behind)
{
	const char *copy = arena_printf(writing->arena, "%s%s%s", text, behind[0] ? " " : "", behind);
	writing->failed |= !copy;
	return copy;
}

/* A number as it is, a formula rounded once. */
static const char *digits(
	struct writing *writing, const struct name_indicator *indicator, const struct value *value, const char *behind)
{
	char text[VALUE_TEXT_BYTES];
	value_print(value, value->kind == VALUE_NUMBER ? value->scale : indicator->decimals, writing->names->rounding, text);
	return joined(writing, text, behind);
}

static const char *percent(struct writing *writing, const struct value *value, int decimals, const char *behind)
{
	char text[VALUE_TEXT_BYTES];
	value_print(value, decimals, writing->names->rounding, text);
	return joined(writing, text, behind);
}

const char *written_plain(struct writing *writing, const struct name_indicator *indicator, const struct fact *fact)
{
	if (fact->form == FORM_WORD)
		return fact->word;
	if (fact->value.kind == VALUE_NONE)
		return NULL;
	return fact->form == FORM_PERCENT ? percent(writing, &fact->value, PERCENT_DECIMALS, "")
					  : digits(writing, indicator, &fact->value, "");
}

static const char *rank(struct writing *writing, const struct rank *rank)
{
	const char *copy = rank->reason == REASON_NONE
		? arena_printf(writing->arena, "%d/%d", rank->place, rank->of)
		: arena_printf(writing->arena, _("incomplete %d/%d"), rank->have, rank->of);
	writing->failed |= !copy;
	return copy;
}

const char *written_shown(struct writing *writing, const struct name_indicator *indicator, const struct fact *fact)
{
	if (fact->form == FORM_WORD)
		return fact->shown;
	if (fact->form == FORM_RANK && (fact->rank.reason == REASON_NONE || fact->rank.reason == REASON_INCOMPLETE))
		return rank(writing, &fact->rank);
	if (fact->value.kind == VALUE_NONE)
		return fact->value.reason == REASON_NONE ? NULL : reason_text(fact->value.reason);
	if (fact->form == FORM_PERCENT)
		return percent(writing, &fact->value, PERCENT_SHOWN, "%");
	bool points = fact->form == FORM_CHANGE && is_percent(indicator);
	return digits(writing, indicator, &fact->value, points ? _("pp") : "");
}
