/* View: an explanation in words, a fact a line. Knows how a clerk would write it; computes nothing but what stands between two closings. */
#include <string.h>

#include "view/explain.h"
#include "view/json.h"
#include "view/labels.h"

/* A label and what is said of it; level 1 and below belong to the line above. */
struct fact {
	int level;
	const char *label;
	const char *text;
};

struct telling {
	const struct explanation *e;
	const struct explain_request *request;
	struct arena *arena;
	struct fact *facts; /* on the heap while it grows */
	size_t count, capacity;
	bool failed; /* out of memory */
};

static const char *const role_words[ROLE_COUNT] = { N_("numerator"), N_("denominator"), N_("plus"), N_("minus") };

static void tell(struct telling *t, int level, const char *label, const char *format, ...) PRINTF_LIKE(4, 5);
static void tell(struct telling *t, int level, const char *label, const char *format, ...)
{
	va_list rest;
	va_start(rest, format);
	const char *text = arena_vprintf(t->arena, format, rest);
	va_end(rest);
	t->failed |= !text || !memory_grow(&t->facts, &t->capacity, t->count + 1, sizeof *t->facts);
	if (!t->failed)
		t->facts[t->count++] = (struct fact){ level, label, text };
}

const char *explain_value(const struct store_names *names, const struct name_indicator *indicator, const struct value *value,
	char text[VALUE_TEXT_BYTES])
{
	value_print(value, value->kind == VALUE_NUMBER ? value->scale : indicator->decimals, names->rounding, text);
	return text;
}

/* "56 家 (register)", or why there is none. */
static const char *value_words(struct telling *t, const struct name_indicator *indicator, const struct observation *seen)
{
	char number[VALUE_TEXT_BYTES];
	const char *words;
	if (seen->value.kind == VALUE_NONE)
		words = arena_printf(t->arena, _("no value: %s"), reason_text(seen->value.reason));
	else
		words = arena_printf(t->arena, _("%s %s (%s)"), explain_value(t->e->names, indicator, &seen->value, number),
			indicator->unit, basis_word(seen->basis));
	if (words && seen->expected)
		words = arena_printf(t->arena, _("%s, incomplete %d/%d"), words, seen->delivered, seen->expected);
	t->failed |= !words;
	return words ? words : "";
}

/* Which deliveries are missing: the first of them. */
static void tell_missing(struct telling *t)
{
	const struct explanation *e = t->e;
	const char *list = "";
	char when[PERIOD_TEXT_BYTES];
	for (size_t i = 0; list && i < e->missing_count && i < EXPLAIN_MISSING; i++) {
		period_print(e->missing[i]->when, when);
		list = arena_printf(
			t->arena, "%s%s%s %s", list, i ? _(", ") : "", e->names->regions[e->missing[i]->region].name, when);
	}
	t->failed |= !list;
	if (list && e->missing_count > EXPLAIN_MISSING)
		tell(t, 0, _("not delivered"), _("%s and %zu more"), list, e->missing_count - EXPLAIN_MISSING);
	else if (list && e->missing_count)
		tell(t, 0, _("not delivered"), "%s", list);
}

static const char *units(struct telling *t, const struct name_indicator *indicator, int64_t number)
{
	char text[VALUE_TEXT_BYTES];
	struct value value = value_number(number, indicator->scale);
	const char *copy = arena_copy(t->arena, text_of(explain_value(t->e->names, indicator, &value, text)));
	t->failed |= !copy;
	return copy ? copy : "";
}

/* The value, and for a stock how it came about since the last closing. */
static void tell_value(struct telling *t)
{
	const struct explanation *e = t->e;
	char exact[VALUE_TEXT_BYTES], below[VALUE_TEXT_BYTES];
	tell(t, 0, _("figure"), "%s", value_words(t, e->indicator, &e->now));
	if (e->now.value.kind == VALUE_PARTS) {
		value_print_parts(&e->now.value, exact, below);
		tell(t, 0, _("before rounding"), _("%s / %s"), exact, below);
	} else if (e->now.value.kind == VALUE_DECIMAL && value_print_exact(&e->now.value, exact)) {
		tell(t, 0, _("before rounding"), "%s", exact);
	}
	if (e->now.moves)
		tell(t, 0, _("movement"), _("%s at the closing before, %s in, %s out, now %s"),
			units(t, e->indicator, e->now.value.a - e->now.entries + e->now.exits),
			units(t, e->indicator, e->now.entries), units(t, e->indicator, e->now.exits),
			units(t, e->indicator, e->now.value.a));
}

static void tell_definition(struct telling *t)
{
	const struct explanation *e = t->e;
	if (e->definition.words[0])
		tell(t, 0, _("definition"), "%s", e->definition.words);
	const char *formula = explain_formula(e, t->arena);
	t->failed |= !formula;
	if (formula && formula[0])
		tell(t, 0, _("in titles"), "%s", formula);
	if (e->indicator->note[0])
		tell(t, 0, _("note"), "%s", e->indicator->note);
	if (e->indicator->breaks[0])
		tell(t, 0, _("breaks"), _("a new series begins with %s"), e->indicator->breaks);
	if (t->request->sql && e->definition.sql[0])
		tell(t, 0, _("as SQL"), "%s", e->definition.sql);
}

static void tell_operand(struct telling *t, const struct explained_operand *operand)
{
	char when[PERIOD_TEXT_BYTES] = "";
	if (operand->when != PERIOD_NONE)
		period_print(operand->when, when);
	if (!operand->indicator) {
		tell(t, operand->depth, _(role_words[operand->role]), _("%s: not in the store"), operand->name);
		return;
	}
	tell(t, operand->depth, _(role_words[operand->role]), _("%s%s%s %s: %s"), indicator_title(operand->indicator),
		operand->part ? "·" : "", operand->part ? operand->part->title : "", when,
		value_words(t, operand->indicator, &operand->now));
	if (operand->sql)
		tell(t, operand->depth + 1, _("as SQL"), "%s", operand->sql);
}

void explain_day(int32_t days, char out[11])
{
	if (days <= DATE_MIN || days >= DATE_MAX)
		memcpy(out, "...", 4);
	else
		date_print(days, out);
}

static void tell_register(struct telling *t, const struct explained_register *about)
{
	const struct name_register *reg = about->reg;
	const char *scope = reg->scope >= 0 ? t->e->names->regions[reg->scope].name : "";
	char first[11], last[11];
	explain_day(reg->covers_first, first);
	explain_day(reg->covers_last, last);
	tell(t, 0, _("from register"), _("%s (%s.%s)"), register_title(reg), reg->area, reg->name);
	if (reg->covers_first > reg->covers_last)
		tell(t, 1, _("coverage"), _("none yet; complete for %s"), scope);
	else
		tell(t, 1, _("coverage"), _("%s to %s, complete for %s"), first, last, scope);
	for (size_t i = 0; i < about->count; i++) {
		const struct read_source *s = &about->sources[i];
		tell(t, 1, _("file"),
			_("%s (%s): %lld records read, %lld counted, %lld with warnings, %lld rejected; issues: %lld; "
			  "fingerprint %.12s"),
			s->path, s->encoding, (long long)s->read, (long long)s->accepted, (long long)s->warned,
			(long long)s->rejected, (long long)s->issues, s->fingerprint);
	}
}

/* Which edition said it and where; the parts that are there. */
static const char *origin(struct telling *t, const struct statement *s)
{
	const char *text = arena_printf(t->arena, "%s:%u %s%s%s%s%s%s%s", s->file, s->line, s->ref, s->edition[0] ? ", " : "",
		s->edition, s->date[0] ? ", " : "", s->date, s->source[0] ? ", " : "", s->source);
	t->failed |= !text;
	return text ? text : "";
}

/* "12%" and "第16位" carry their unit. */
static bool ends_with(const char *text, const char *end)
{
	size_t have = strlen(text), want = strlen(end);
	return have >= want && strcmp(text + have - want, end) == 0;
}

static void tell_statement(struct telling *t, const struct statement *s)
{
	const char *stat = stat_word(s->stat), *compare = s->compare > COMPARE_EQ ? compare_name(s->compare) : "";
	const char *unit = ends_with(s->text, s->unit) ? "" : s->unit;
	if (s->kind == STATEMENT_TARGET && s->quantity)
		stat = quantity_word(s->quantity);
	tell(t, 0, kind_word(s->kind), _("%s %s%s%s%s%s%s (%s)"), stat, compare, s->text, unit[0] ? " " : "", unit,
		s->qualifier[0] ? ", " : "", s->qualifier, origin(t, s));
}

static void tell_said(struct telling *t, const char *label, const char *words)
{
	t->failed |= !words;
	if (words)
		tell(t, 0, label, "%s", words);
}

static void tell_added(struct telling *t)
{
	const struct explanation *e = t->e;
	char delta[VALUE_TEXT_BYTES + 1];
	if (e->now.delta.kind != VALUE_NONE)
		tell(t, 0, _("adjusted by"), "%s %s", explain_delta(e->names, e->indicator, &e->now.delta, delta),
			e->indicator->unit);
	for (size_t i = 0; i < e->adjustments_count; i++)
		tell_said(t, kind_word(STATEMENT_ADJUSTMENT), explained_adjustment(e, &e->adjustments[i], t->arena));
	for (size_t i = 0; i < e->openings_count; i++)
		tell_said(t, kind_word(STATEMENT_OPENING), explained_opening(e, &e->openings[i], t->arena));
}

static void tell_runs(struct telling *t)
{
	const struct explanation *e = t->e;
	const struct past_value *last = e->past_count ? &e->past[e->past_count - 1] : NULL;
	if (!last)
		return;
	if (last->last_run)
		tell(t, 0, _("since"), _("run %lld; until then it had %zu values"), (long long)last->last_run + 1,
			e->past_count);
	else if (e->past_count == 1)
		tell(t, 0, _("since"), _("run %lld (%s); it has had no other value"), (long long)last->first_run, e->started);
	else
		tell(t, 0, _("since"), _("run %lld (%s); it has had %zu values, see tally history"), (long long)last->first_run,
			e->started, e->past_count);
}

/* What the store keeps of then is all that is told; the files themselves it has not. */
static void tell_then(struct telling *t)
{
	const struct explanation *e = t->e;
	if (e->run)
		tell(t, 0, _("as of"), _("run %lld (%s): everything below as it was then; the files themselves are not kept"),
			(long long)e->run, e->run_started);
}

/* After its last day a region has no figures: who has them. */
static void tell_ended(struct telling *t)
{
	const struct name_region *region = t->e->region;
	char last[11];
	if (region->last_day >= period_last_day(t->e->place.when))
		return;
	explain_day(region->last_day, last);
	if (region->successor == REGION_NONE) {
		tell(t, 0, _("region"), _("%s ended on %s and has no successor"), region->name, last);
		return;
	}
	const struct name_region *next = &t->e->names->regions[region->successor];
	tell(t, 0, _("region"), _("%s ended on %s; what comes later is counted in %s (%s)"), region->name, last, next->name,
		next->code);
}

static void tell_all(struct telling *t)
{
	tell_then(t);
	tell_value(t);
	tell_ended(t);
	tell_missing(t);
	tell_definition(t);
	for (size_t i = 0; i < t->e->operands_count; i++)
		tell_operand(t, &t->e->operands[i]);
	for (size_t i = 0; i < t->e->registers_count; i++)
		tell_register(t, &t->e->registers[i]);
	for (size_t i = 0; i < t->e->statements_count; i++)
		tell_statement(t, &t->e->statements[i]);
	for (size_t i = 0; i < t->e->parameters_count; i++)
		tell_said(t, _("parameter"), explained_parameter(t->e, &t->e->parameters[i], t->arena));
	tell_added(t);
	tell_runs(t);
}

/* --- on paper --- */

static const char *heading(struct telling *t)
{
	const struct explanation *e = t->e;
	char when[PERIOD_TEXT_BYTES];
	period_print(e->place.when, when);
	const char *text = arena_printf(t->arena, _("%s%s%s, %s (%s), %s [%s]"), indicator_title(e->indicator),
		e->part ? "·" : "", e->part ? e->part->title : "", e->region->name, e->region->code, when, e->indicator->name);
	t->failed |= !text;
	return text ? text : "";
}

static void blanks(int count, FILE *out)
{
	fprintf(out, "%*s", count > 0 ? count : 0, "");
}

/* A text of several lines goes on under itself. */
static void print_text(const char *text, int indent, FILE *out)
{
	for (; *text; text++) {
		fputc(*text, out);
		if (*text == '\n')
			blanks(indent, out);
	}
	fputc('\n', out);
}

static void print_lines(struct telling *t, FILE *out)
{
	int widest = 0;
	for (size_t i = 0; i < t->count; i++) {
		int width = text_width(text_of(t->facts[i].label)) + 2 * t->facts[i].level;
		widest = width > widest ? width : widest;
	}
	fprintf(out, "%s\n", heading(t));
	for (size_t i = 0; i < t->count; i++) {
		const struct fact *fact = &t->facts[i];
		blanks(2 + 2 * fact->level, out);
		fputs(fact->label, out);
		blanks(widest + 2 - 2 * fact->level - text_width(text_of(fact->label)), out);
		print_text(fact->text, widest + 4, out);
	}
}

/* Depth shows as wide blanks, which Markdown keeps. */
static void print_md(struct telling *t, FILE *out)
{
	fprintf(out, "### %s\n\n| | |\n| --- | --- |\n", heading(t));
	for (size_t i = 0; i < t->count; i++) {
		fputs("| ", out);
		for (int level = 0; level < t->facts[i].level; level++)
			fputs("\xe3\x80\x80", out);
		fprintf(out, "%s | ", t->facts[i].label);
		for (const char *at = t->facts[i].text; *at; at++) {
			if (*at == '|' || *at == '\\')
				fputc('\\', out);
			fputc(*at == '\n' ? ' ' : *at, out);
		}
		fputs(" |\n", out);
	}
}

bool explain_print(const struct explanation *explanation, const struct explain_request *request, enum format format, FILE *out,
	struct arena *arena, struct tally_error *error)
{
	struct telling t = { .e = explanation, .request = request, .arena = arena };
	if (format == FORMAT_CSV || format == FORMAT_XLSX)
		return error_set(error, ERROR_USAGE,
			_("--format: '%s' has no form for an explanation; say table, json or md, or --records for its rows"),
			format_names[format]);
	if (format == FORMAT_JSON) {
		struct json json = { .out = out };
		json_open(&json, NULL, '{');
		explain_json(explanation, &json);
		json_close(&json, '}');
		return true;
	}
	tell_all(&t);
	if (!t.failed && format == FORMAT_MD)
		print_md(&t, out);
	else if (!t.failed)
		print_lines(&t, out);
	memory_free(t.facts);
	return !t.failed || error_memory(error);
}
