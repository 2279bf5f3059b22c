/* Engine: the lines `column.NAME = heading > indicator[part]; words` of a printed table. Knows their words; opens no file. */
#include <string.h>

#include "area/words.h"
#include "engine/wide_inner.h"
#include "model/period_spelling.h"

static const struct {
	const char *word;
	enum wide_span span;
} span_words[] = { { "month", SPAN_MONTH }, { "quarter", SPAN_QUARTER }, { "half", SPAN_HALF }, { "year", SPAN_YEAR },
	{ "to_date", SPAN_TO_DATE } };
enum { SPAN_WORDS = sizeof span_words / sizeof span_words[0] };

static const struct {
	const char *word;
	enum statement_kind kind;
} kind_words[] = { { "published", STATEMENT_PUBLISHED }, { "given", STATEMENT_GIVEN }, { "targets", STATEMENT_TARGET } };
enum { KIND_WORDS = sizeof kind_words / sizeof kind_words[0] };

/* A line while it is read. */
struct column_line {
	struct wide *w;
	const struct family_entry *entry;
	struct wide_column *out;
};

static bool line_fault(struct column_line *l, const char *what, struct text value, const char *hint)
{
	if (l->w->tells)
		fault_add(l->w->t->faults, l->w->area->path, l->entry->line, _("column.%s: %s: '%.*s'%s"), l->entry->member,
			what, (int)value.len, value.at, hint);
	return false;
}

static const char *indicator_hint(struct column_line *l, struct text name)
{
	const struct catalog *catalog = l->w->t->catalog;
	const char **names = arena_array(l->w->t->arena, catalog->indicators_count + 1, sizeof(*names));
	size_t count = 0;
	for (size_t i = 0; names && i < catalog->indicators_count; i++)
		if (catalog->indicators[i].area == l->w->t->area)
			names[count++] = strchr(catalog->indicators[i].id, '.') + 1;
	return names ? fault_hint(l->w->t->faults, name, names, count) : "";
}

/* "applications[kind=invention]" */
static bool read_indicator(struct column_line *l, struct text said)
{
	struct text name = said;
	const char *open = memchr(said.at, '[', said.len);
	if (open) {
		if (said.at[said.len - 1] != ']')
			return line_fault(l, _("no ']' at its end"), said, "");
		struct text part = { open + 1, (size_t)(said.at + said.len - open) - 2 };
		name = text_trim((struct text){ said.at, (size_t)(open - said.at) });
		l->out->breakdown = arena_copy(l->w->t->arena, text_trim(part));
		if (!l->out->breakdown) {
			l->w->t->faults->memory = true;
			return false;
		}
	}
	l->out->indicator = wide_indicator(l->w, name, false);
	return l->out->indicator >= 0 || line_fault(l, _("no such indicator"), name, indicator_hint(l, name));
}

static bool read_keyed(struct column_line *l, struct text key, struct text value)
{
	struct arena *arena = l->w->t->arena;
	if (text_is(key, "unit")) {
		l->out->unit = arena_copy(arena, value);
		l->w->t->faults->memory |= !l->out->unit;
		return l->out->unit != NULL;
	}
	if (text_is(key, "period"))
		return period_read(value, 0, &l->out->fixed) ||
			line_fault(l, _("no period"), value, _("; allowed: 2018, 2018H1, 2018Q3, 2018-10, 2018-01..2018-10"));
	if (text_is(key, "region")) {
		struct region_reading reading;
		region_read(&l->w->spellings, value, &reading);
		l->out->region = reading.region;
		return reading.region != REGION_NONE ||
			line_fault(l, _("no such region"), value, _("; a code of the table of regions is wanted"));
	}
	static const char *const keys[] = { "unit", "period", "region" };
	return line_fault(l, _("no such word"), key, fault_hint(l->w->t->faults, key, keys, 3));
}

static const char *word_hint(struct column_line *l, struct text word)
{
	const char *names[SPAN_WORDS + KIND_WORDS + STAT_COUNT + 2];
	size_t count = 0;
	for (int i = 0; i < SPAN_WORDS; i++)
		names[count++] = span_words[i].word;
	names[count++] = "last_year";
	names[count++] = "prev";
	for (int i = 0; i < STAT_COUNT; i++)
		names[count++] = stat_names[i];
	for (int i = 0; i < KIND_WORDS; i++)
		names[count++] = kind_words[i].word;
	return fault_hint(l->w->t->faults, word, names, count);
}

/* A word of its own; false where it is none. */
static bool read_word(struct column_line *l, struct text word)
{
	enum statement_stat stat;
	enum quantity quantity;
	for (int i = 0; i < SPAN_WORDS; i++)
		if (text_is(word, span_words[i].word)) {
			l->out->span = span_words[i].span;
			return true;
		}
	for (int i = 0; i < KIND_WORDS; i++)
		if (text_is(word, kind_words[i].word)) {
			l->out->kind = kind_words[i].kind;
			return true;
		}
	if (text_is(word, "last_year"))
		return l->out->last_year = true;
	if (text_is(word, "prev"))
		return l->out->previous = true;
	if (stat_named(word, &stat))
		l->out->stat = stat_name(stat);
	else if (quantity_named(word, &quantity) && quantity != QUANTITY_NONE)
		l->out->stat = quantity_name(quantity);
	else
		return false;
	return true;
}

static bool read_part(struct column_line *l, struct text part, bool first)
{
	const char *open = memchr(part.at, '[', part.len), *equals = memchr(part.at, '=', part.len);
	if (equals && !open)
		return read_keyed(l, text_trim((struct text){ part.at, (size_t)(equals - part.at) }),
			text_trim((struct text){ equals + 1, (size_t)(part.at + part.len - equals - 1) }));
	if (read_word(l, part))
		return true;
	if (first)
		return read_indicator(l, part);
	return line_fault(l, _("no such word"), part, word_hint(l, part));
}

/* What a kind can say. */
static bool check_stat(struct column_line *l)
{
	struct text stat = text_of(l->out->stat);
	enum statement_stat known;
	enum quantity quantity;
	if (stat.len == 0)
		return true;
	if (l->out->kind == STATEMENT_PUBLISHED && !stat_named(stat, &known))
		return line_fault(l, _("no such stat"), stat, fault_hint(l->w->t->faults, stat, stat_names, STAT_COUNT));
	if (l->out->kind == STATEMENT_TARGET && !quantity_named(stat, &quantity))
		return line_fault(l, _("no such quantity"), stat,
			fault_hint(l->w->t->faults, stat, quantity_names + 1, QUANTITY_COUNT - 1));
	if (l->out->kind == STATEMENT_GIVEN && !text_is(stat, "value"))
		return line_fault(l, _("a given figure is a value"), stat, _("; write published behind it: it is a claim"));
	return true;
}

static bool read_line(struct wide *w, const struct family_entry *entry, struct wide_column *out)
{
	struct column_line l = { w, entry, out };
	struct text rest = text_of(entry->value), heading, part;
	*out = (struct wide_column){ .name = entry->member,
		.line = entry->line,
		.indicator = -1,
		.breakdown = "",
		.kind = (enum statement_kind)w->input->words.as,
		.stat = "",
		.fixed = PERIOD_NONE,
		.region = REGION_NONE,
		.unit = "" };
	if (!text_is_name(text_of(entry->member)))
		return line_fault(&l, _("no name; allowed: a small letter, then small letters, digits and _"),
			text_of(entry->member), "");
	if (!memchr(rest.at, '>', rest.len) || !text_next(&rest, '>', &heading) || heading.len == 0 || text_trim(rest).len == 0)
		return line_fault(&l, _("no '>' between heading and figure"), text_of(entry->value),
			_("; write heading / heading below > indicator[part]; words"));
	out->heading = arena_copy(w->t->arena, heading);
	w->t->faults->memory |= !out->heading;
	bool good = out->heading != NULL, first = true;
	for (; good && text_next(&rest, ';', &part); first = false)
		good = part.len == 0 || read_part(&l, part, first);
	if (good && out->indicator < 0 && !(w->rows_of & ROWS_INDICATOR))
		return line_fault(&l, _("no indicator"), text_of(entry->value), _("; it is the first word behind '>'"));
	return good && check_stat(&l);
}

bool wide_columns(struct wide *w)
{
	const struct area *area = w->area;
	bool good = true;
	w->columns = arena_array(w->t->arena, area->families_count + 1, sizeof(*w->columns));
	if (!w->columns) {
		w->t->faults->memory = true;
		return false;
	}
	for (size_t i = 0; i < area->families_count; i++) {
		const struct family_entry *entry = &area->families[i];
		if (entry->word->section == SECTION_TABLE && strcmp(entry->subject, w->input->name) == 0)
			good &= read_line(w, entry, &w->columns[w->columns_count++]);
	}
	if (w->columns_count == 0)
		wide_fault(w, NULL,
			_("[table %s] has no line column.NAME = heading > indicator; so nothing of it would be read"),
			w->input->name);
	return good && w->columns_count > 0;
}
