/* View: words for enumerations, and which of two titles is told. Knows nothing else. */
#include "view/labels.h"

#include <stdlib.h>
#include <string.h>

const char *basis_word(enum basis basis)
{
	static const char *const words[BASIS_COUNT] = { N_("register"), N_("adjusted"), N_("given"), N_("published") };
	return _(words[basis]);
}

const char *kind_word(enum statement_kind kind)
{
	static const char *const words[STATEMENT_KINDS] = { N_("published"), N_("given"), N_("target"), N_("opening"),
		N_("adjustment") };
	return _(words[kind]);
}

const char *stat_word(enum statement_stat stat)
{
	static const char *const words[STAT_COUNT] = { N_("figure"), N_("growth"), N_("change"),
		N_("share of the parent region"), N_("share of the home region"), N_("rank"), N_("rank from the last"),
		N_("entries"), N_("exits"), N_("net"), N_("completion") };
	return _(words[stat]);
}

const char *quantity_word(enum quantity quantity)
{
	static const char *const words[QUANTITY_COUNT] = { "", N_("level"), N_("net increase"), N_("entries") };
	return words[quantity][0] ? _(words[quantity]) : "";
}

/* Messages are in the language that LANGUAGE names, which the program sets. */
static bool in_chinese(void)
{
	const char *language = getenv("LANGUAGE");
	return language && strncmp(language, "zh", 2) == 0;
}

const char *title_told(const char *title, const char *title_en)
{
	return title_en[0] && !in_chinese() ? title_en : title;
}

const char *area_title(const struct name_area *area)
{
	return title_told(area->title, area->title_en);
}

const char *register_title(const struct name_register *reg)
{
	return title_told(reg->title[0] ? reg->title : reg->name, reg->title_en);
}

const char *indicator_title(const struct name_indicator *indicator)
{
	return title_told(indicator->title, indicator->title_en);
}
