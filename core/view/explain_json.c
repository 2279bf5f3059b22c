/* View: an explanation for programs. Knows the names of members; they are an interface. */
#include "view/explain.h"
#include "view/json.h"
#include "view/labels.h"

static void put_period(struct json *json, const char *key, period when)
{
	char text[PERIOD_TEXT_BYTES] = "";
	if (when != PERIOD_NONE)
		period_print(when, text);
	json_text(json, key, when == PERIOD_NONE ? NULL : text);
}

void explain_day_json(struct json *json, const char *key, int32_t days)
{
	char text[11];
	bool open = days <= DATE_MIN || days >= DATE_MAX;
	if (!open)
		date_print(days, text);
	json_text(json, key, open ? NULL : text);
}

/* value, value_exact, basis or reason, and the moves of a stock. */
static void put_observation(struct json *json, const struct store_names *names, const struct name_indicator *indicator,
	const struct observation *seen)
{
	char text[VALUE_TEXT_BYTES], below[VALUE_TEXT_BYTES];
	bool has = seen->value.kind != VALUE_NONE;
	json_number(json, "value", has ? explain_value(names, indicator, &seen->value, text) : NULL);
	json_text(json, "basis", has ? basis_name(seen->basis) : NULL);
	json_text(json, "reason", has ? NULL : reason_text(seen->value.reason));
	if (seen->value.kind == VALUE_PARTS) {
		value_print_parts(&seen->value, text, below);
		json_number(json, "numerator", text);
		json_number(json, "denominator", below);
	}
	if (seen->expected) {
		json_int(json, "delivered", seen->delivered);
		json_int(json, "expected", seen->expected);
	}
	if (seen->delta.kind != VALUE_NONE)
		json_number(json, "delta", explain_value(names, indicator, &seen->delta, text));
	if (seen->moves) {
		struct value entries = value_number(seen->entries, indicator->scale);
		struct value exits = value_number(seen->exits, indicator->scale);
		json_number(json, "entries", explain_value(names, indicator, &entries, text));
		json_number(json, "exits", explain_value(names, indicator, &exits, text));
	}
}

static void put_operands(struct json *json, const struct explanation *e)
{
	static const char *const roles[ROLE_COUNT] = { "numerator", "denominator", "plus", "minus" };
	json_open(json, "operands", '[');
	for (size_t i = 0; i < e->operands_count; i++) {
		const struct explained_operand *o = &e->operands[i];
		json_open(json, NULL, '{');
		json_int(json, "depth", o->depth);
		json_text(json, "role", roles[o->role]);
		json_text(json, "indicator", o->name);
		json_text(json, "title", o->indicator ? indicator_title(o->indicator) : NULL);
		json_text(json, "unit", o->indicator ? o->indicator->unit : NULL);
		put_period(json, "period", o->when);
		json_text(json, "breakdown", o->part ? o->part->text : "");
		if (o->indicator)
			put_observation(json, e->names, o->indicator, &o->now);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_source(struct json *json, const struct read_source *s)
{
	json_open(json, NULL, '{');
	json_text(json, "path", s->path);
	json_text(json, "fingerprint", s->fingerprint);
	json_text(json, "encoding", s->encoding);
	json_int(json, "bytes", s->size);
	json_int(json, "read", s->read);
	json_int(json, "accepted", s->accepted);
	json_int(json, "warned", s->warned);
	json_int(json, "rejected", s->rejected);
	json_int(json, "issues", s->issues);
	json_close(json, '}');
}

static void put_registers(struct json *json, const struct explanation *e)
{
	json_open(json, "registers", '[');
	for (size_t i = 0; i < e->registers_count; i++) {
		const struct explained_register *about = &e->registers[i];
		json_open(json, NULL, '{');
		json_text(json, "area", about->reg->area);
		json_text(json, "name", about->reg->name);
		json_text(json, "title", register_title(about->reg));
		json_text(json, "scope", about->reg->scope >= 0 ? e->names->regions[about->reg->scope].code : NULL);
		explain_day_json(json, "covers_first", about->reg->covers_first);
		explain_day_json(json, "covers_last", about->reg->covers_last);
		json_open(json, "sources", '[');
		for (size_t s = 0; s < about->count; s++)
			put_source(json, &about->sources[s]);
		json_close(json, ']');
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_statements(struct json *json, const struct explanation *e)
{
	static const char *const kinds[STATEMENT_KINDS] = { "published", "given", "target", "opening", "adjustment" };
	json_open(json, "statements", '[');
	for (size_t i = 0; i < e->statements_count; i++) {
		const struct statement *s = &e->statements[i];
		json_open(json, NULL, '{');
		json_text(json, "kind", kinds[s->kind]);
		json_text(json, "stat", stat_name(s->stat));
		json_text(json, "quantity", quantity_name(s->quantity));
		json_text(json, "compare", compare_name(s->compare));
		json_text(json, "text", s->text);
		json_text(json, "unit", s->unit);
		json_text(json, "qualifier", s->qualifier);
		json_text(json, "edition", s->edition);
		json_text(json, "date", s->date);
		json_text(json, "source", s->source);
		json_text(json, "file", s->file);
		json_int(json, "line", s->line);
		json_text(json, "ref", s->ref);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_past(struct json *json, const struct explanation *e)
{
	json_open(json, "values", '[');
	for (size_t i = 0; i < e->past_count; i++) {
		json_open(json, NULL, '{');
		json_int(json, "first_run", e->past[i].first_run);
		if (e->past[i].last_run)
			json_int(json, "last_run", e->past[i].last_run);
		else
			json_number(json, "last_run", NULL);
		put_observation(json, e->names, e->indicator, &e->past[i].seen);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* The periods with which a new series begins. */
static void put_breaks(struct json *json, const struct name_indicator *indicator)
{
	struct text rest = text_of(indicator->breaks), part;
	period at;
	json_open(json, "breaks", '[');
	while (text_next(&rest, ',', &part))
		if (period_parse(text_trim(part), &at))
			put_period(json, NULL, at);
	json_close(json, ']');
}

void explain_json(const struct explanation *e, struct json *json)
{
	if (e->run)
		json_int(json, "as_of", e->run);
	json_text(json, "indicator", e->indicator->name);
	json_text(json, "title", indicator_title(e->indicator));
	json_text(json, "unit", e->indicator->unit);
	json_text(json, "region", e->region->code);
	json_text(json, "region_name", e->region->name);
	put_period(json, "period", e->place.when);
	json_text(json, "breakdown", e->part ? e->part->text : "");
	put_observation(json, e->names, e->indicator, &e->now);
	json_text(json, "definition", e->definition.words);
	json_text(json, "note", e->indicator->note);
	put_breaks(json, e->indicator);
	json_text(json, "formula", e->indicator->formula);
	json_text(json, "sql", e->definition.sql);
	put_operands(json, e);
	put_registers(json, e);
	put_statements(json, e);
	explain_added_json(e, json);
	explain_parameters_json(e, json);
	put_past(json, e);
}
