/* View: a formula as an office would write it: titles in place of ids, the functions of time in words. Knows the text of formulas; reckons nothing. */
#include <string.h>

#include "model/parameter.h"
#include "view/explain.h"
#include "view/labels.h"

static const struct {
	const char *function, *words;
} functions[] = { { "year_end", N_("year end of ") }, { "last_year_end", N_("last year end of ") },
	{ "last_year", N_("last year's ") }, { "prev", N_("previous ") } };

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

static const char *title_of(const struct explanation *e, struct text word)
{
	for (size_t i = 0; i < e->operands_count; i++) {
		const struct explained_operand *o = &e->operands[i];
		const char *point = strchr(o->name, '.');
		bool own = point && strncmp(o->name, e->indicator->area, (size_t)(point - o->name)) == 0;
		if (o->depth == 0 && o->indicator && (text_is(word, o->name) || (own && text_is(word, point + 1))))
			return indicator_title(o->indicator);
	}
	return NULL;
}

static const char *function_words(struct text word)
{
	for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
		if (text_is(word, functions[i].function))
			return _(functions[i].words);
	return NULL;
}

/* param.name or param.area.name */
static const char *parameter_title(const struct explanation *e, struct text word)
{
	struct text name = { word.at + strlen(PARAMETER_PREFIX), word.len - strlen(PARAMETER_PREFIX) };
	for (size_t i = 0; i < e->parameters_count; i++) {
		const struct store_parameter *p = &e->parameters[i];
		size_t area = strlen(p->area);
		bool whole = name.len > area && strncmp(name.at, p->area, area) == 0 && name.at[area] == '.';
		bool own = strcmp(p->area, e->indicator->area) == 0 && text_is(name, p->name);
		if (own || (whole && text_is((struct text){ name.at + area + 1, name.len - area - 1 }, p->name)))
			return title_told(p->title, p->title_en);
	}
	return NULL;
}

/* The text of one piece of the formula: a word, or a character. */
static const char *piece_words(const struct explanation *e, struct text piece, struct arena *arena)
{
	const char *found = is_word(piece.at[0]) ? title_of(e, piece) : NULL;
	if (!found && parameter_mentioned(piece))
		found = parameter_title(e, piece);
	if (!found && is_word(piece.at[0]))
		found = function_words(piece);
	if (!found && piece.len == 1 && piece.at[0] == '*')
		found = "×";
	if (!found && piece.len == 1 && piece.at[0] == '/')
		found = "÷";
	return found ? found : arena_copy(arena, piece);
}

const char *explain_formula(const struct explanation *e, struct arena *arena)
{
	const char *text = "", *at = e->indicator->formula;
	while (text && *at) {
		struct text piece = { at, 1 };
		while (is_word(at[0]) && is_word(at[piece.len]))
			piece.len++;
		const char *words = piece_words(e, piece, arena);
		text = words ? arena_printf(arena, "%s%s", text, words) : NULL;
		at += piece.len;
	}
	return text;
}
