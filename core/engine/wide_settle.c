/* Engine: what the INI says of a printed table, made ready. Knows options; opens no file. */
#include <string.h>

#include "engine/wide_inner.h"
#include "model/period_spelling.h"

enum { HEADER_LINE_MOST = 1000, MAP_ROWS_MAX = 4096 };

/* The sentence of a fault; NULL: nothing is to be told, or memory ended, which is kept. */
static const char *sentence(struct wide *w, const char *format, va_list rest)
{
	const char *what = w->tells ? arena_vprintf(w->t->arena, format, rest) : NULL;
	w->t->faults->memory |= w->tells && !what;
	return what;
}

void wide_fault(struct wide *w, const char *word, const char *format, ...)
{
	va_list rest;
	va_start(rest, format);
	const char *what = sentence(w, format, rest);
	va_end(rest);
	if (what)
		declaration_fault(w->t->faults, w->area->path, w->area->ini, "table", w->input->name, word, what);
}

void wide_line_fault(struct wide *w, unsigned line, const char *format, ...)
{
	va_list rest;
	va_start(rest, format);
	const char *what = sentence(w, format, rest);
	va_end(rest);
	if (what)
		fault_add(w->t->faults, w->t->path, line, "%s", what);
}

/* Folded, as text_same_label compares; a text of more than WIDE_BYTES is cut. */
static struct text folded(struct text text, char out[WIDE_BYTES])
{
	if (text.len > WIDE_BYTES)
		text.len = WIDE_BYTES;
	return (struct text){ out, text_fold_label(text, out) };
}

bool wide_begins(struct text text, const char *list)
{
	char whole[WIDE_BYTES], begin[WIDE_BYTES];
	struct text rest = text_of(list), part, said = folded(text, whole);
	while (text_next(&rest, '|', &part)) {
		struct text word = folded(part, begin);
		if (word.len && said.len >= word.len && memcmp(said.at, word.at, word.len) == 0)
			return true;
	}
	return false;
}

int wide_indicator(const struct wide *w, struct text name, bool titles)
{
	const struct catalog *catalog = w->t->catalog;
	int row = catalog_indicator(catalog, name);
	for (size_t i = 0; row < 0 && i < catalog->indicators_count; i++) {
		const struct catalog_indicator *indicator = &catalog->indicators[i];
		if (indicator->area != w->t->area)
			continue;
		if (text_is(name, strchr(indicator->id, '.') + 1) ||
			(titles && text_same_label(name, text_of(indicator->title))))
			row = (int)i;
	}
	return row;
}

/* "3", "3..4": lines of the headings. */
static bool settle_header(struct wide *w)
{
	struct text rest = text_of(w->input->words.header), first = rest, last;
	int64_t from = 0, to = 0;
	const char *dots = strstr(w->input->words.header, "..");
	if (dots) {
		first = text_trim((struct text){ rest.at, (size_t)(dots - rest.at) });
		last = text_trim(text_of(dots + 2));
	} else {
		last = first;
	}
	if (text_to_int64(first, &from) && text_to_int64(last, &to) && from >= 1 && to >= from && to <= HEADER_LINE_MOST &&
		to - from < WIDE_HEAD_LINES_MAX) {
		w->head_first = (unsigned)from;
		w->head_last = (unsigned)to;
		return true;
	}
	wide_fault(w, "header", _("header: '%s' is not allowed; write 3, or 3..4 for headings on several lines (at most %d)"),
		w->input->words.header, WIDE_HEAD_LINES_MAX);
	return false;
}

static bool settle_places(struct wide *w)
{
	const struct workspace *workspace = w->t->catalog->workspace;
	const char *region = w->input->words.region, *said = w->input->words.period;
	w->region = strcmp(region, "home") == 0 ? workspace->home : region_find(&workspace->regions, text_of(region));
	w->said = PERIOD_NONE;
	if (w->region == REGION_NONE)
		wide_fault(w, "region", _("region: '%s' is no code of the table of regions"), region);
	bool dated = said[0] == '\0' || period_read(text_of(said), 0, &w->said);
	if (!dated)
		wide_fault(w, "period",
			_("period: '%s' is no period; allowed: 2018, 2018H1, 2018Q3, 2018-10, 2018-01..2018-10"), said);
	return w->region != REGION_NONE && dated;
}

/* "label > what | label > what". */
static bool settle_map(struct wide *w)
{
	struct value_map_row *rows = arena_array(w->t->arena, MAP_ROWS_MAX, sizeof(*rows));
	struct text rest = text_of(w->input->words.map), part;
	size_t count = 0, twice;
	if (!rows)
		return false;
	while (text_next(&rest, '|', &part)) {
		struct text to = part, from;
		bool formed = memchr(part.at, '>', part.len) && text_next(&to, '>', &from) && from.len && text_trim(to).len;
		if (!formed || count == MAP_ROWS_MAX) {
			wide_fault(w, "map", _("map: '%.*s' is not allowed; write label > what it names | label > ..."),
				(int)part.len, part.at);
			return false;
		}
		rows[count++] = (struct value_map_row){ .from = from, .to = text_trim(to) };
	}
	if (!value_map_build(&w->map, rows, count, w->t->arena, &twice)) {
		w->t->faults->memory = true;
		return false;
	}
	if (twice == SIZE_MAX)
		return true;
	wide_fault(w, "map", _("map: '%.*s' is named twice"), (int)rows[twice].from.len, rows[twice].from.at);
	return false;
}

bool wide_settle(struct wide *w)
{
	const struct table_words *words = &w->input->words;
	w->rows_of = words->rows ? words->rows : ROWS_REGION;
	bool good = settle_header(w);
	good &= settle_places(w);
	good &= settle_map(w);
	if (!words->files[0]) {
		wide_fault(w, NULL, _("[table %s] has no files; write files = FILE"), w->input->name);
		good = false;
	}
	if (good && !region_spellings_build(&w->t->catalog->workspace->regions, w->region, w->t->arena, &w->spellings)) {
		w->t->faults->memory = true;
		good = false;
	}
	return good;
}
