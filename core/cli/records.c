/* CLI: records of a trace as rows, and what they say about the stored value. Knows both answers, the store's and the engine's; computes nothing. */
#include "cli/records.h"

#include <string.h>

#include "view/json.h"
#include "view/page.h"

/* --- which figure --- */

static bool named(const char *full, const char *word)
{
	const char *point = strchr(full, '.');
	return strcmp(full, word) == 0 || (point && strcmp(point + 1, word) == 0);
}

static const char *operand_list(const struct explanation *e, struct arena *arena)
{
	const char *list = "";
	for (size_t i = 0; list && i < e->operands_count; i++)
		if (e->operands[i].indicator && e->operands[i].indicator->row_register >= 0)
			list = arena_printf(arena, "%s%s%s", list, list[0] ? ", " : "", e->operands[i].name);
	return list ? list : "";
}

bool records_find(const struct explanation *e, const char *operand, struct arena *arena, struct traced_figure *figure,
	struct tally_error *error)
{
	*figure = (struct traced_figure){
		.e = e, .indicator = e->indicator, .part = e->part, .when = e->place.when, .now = e->now, .added = e->added
	};
	if (!operand && !e->operands_count)
		return true;
	for (size_t i = 0; operand && i < e->operands_count; i++) {
		const struct explained_operand *o = &e->operands[i];
		if (!o->indicator || !named(o->name, operand))
			continue;
		figure->indicator = o->indicator;
		figure->part = o->part;
		figure->when = o->when;
		figure->now = o->now;
		figure->added = o->added;
		return true;
	}
	const char *list = operand_list(e, arena);
	if (operand && !e->operands_count)
		return error_set(error, ERROR_USAGE, _("--operand: %s is no formula, it has no operands"), e->indicator->name);
	if (operand)
		return error_set(error, ERROR_USAGE, _("--operand: '%s' is no operand of %s; allowed: %s"), operand,
			e->indicator->name, list);
	return error_set(error, ERROR_USAGE, _("%s is a formula; say which operand's records are wanted: --operand %s"),
		e->indicator->name, list);
}

/* --- against the store --- */

/* What adjustments put into it; no record stands behind that. */
static struct value adjusted(const struct traced_figure *f)
{
	if (f->what == TRACE_COUNTED)
		return f->now.delta;
	return value_number(f->what == TRACE_ENTERED ? f->added.entries : f->added.exits, f->now.value.scale);
}

/* What the store says of the records asked for, adjustments left out; false where it says nothing. */
static bool stored(const struct traced_figure *f, struct value *value)
{
	int64_t delta = adjusted(f).kind == VALUE_NONE ? 0 : adjusted(f).a;
	*value = f->now.value;
	value->a -= delta;
	bool counted = f->now.value.kind != VALUE_NONE && f->now.basis <= BASIS_ADJUSTED;
	if (f->what == TRACE_COUNTED)
		return counted || f->now.value.reason == REASON_NO_RECORDS;
	*value = value_number((f->what == TRACE_ENTERED ? f->now.entries : f->now.exits) - delta, f->now.value.scale);
	return counted && f->now.moves;
}

bool records_agree(const struct traced_figure *f)
{
	struct value value;
	if (!stored(f, &value))
		return true;
	if (value.kind == VALUE_NONE || f->trace.total.kind == VALUE_NONE)
		return value.kind == f->trace.total.kind;
	return value_compare(&value, &f->trace.total) == 0;
}

static const struct read_source *source_then(const struct traced_figure *f, const char *path)
{
	for (size_t r = 0; r < f->e->registers_count; r++)
		for (size_t s = 0; s < f->e->registers[r].count; s++)
			if (strcmp(f->e->registers[r].sources[s].path, path) == 0)
				return &f->e->registers[r].sources[s];
	return NULL;
}

static bool file_now(const struct trace *trace, const char *path)
{
	for (size_t i = 0; i < trace->files_count; i++)
		if (strcmp(trace->files[i].path, path) == 0)
			return true;
	return false;
}

/* The rows are those of today. */
void files_told(const struct trace *trace, const struct read_source *then, size_t count, FILE *out)
{
	for (size_t i = 0; i < trace->files_count; i++) {
		size_t s = 0;
		while (s < count && strcmp(then[s].path, trace->files[i].path) != 0)
			s++;
		if (s == count)
			fprintf(out, _("%s was not there in the run that the store holds\n"), trace->files[i].path);
		else if (strcmp(then[s].fingerprint, trace->files[i].fingerprint) != 0)
			fprintf(out, _("%s has changed since the run: these are its records as they are now\n"),
				trace->files[i].path);
	}
	for (size_t s = 0; s < count; s++)
		if (!file_now(trace, then[s].path))
			fprintf(out, _("%s was read in the run and is not there now\n"), then[s].path);
}

/* Files that are not what the run read, of the register behind the figure. */
static void print_changed_files(const struct traced_figure *f, FILE *out)
{
	for (size_t r = 0; r < f->e->registers_count; r++) {
		const struct explained_register *about = &f->e->registers[r];
		if (f->indicator->row_register >= 0 && about->reg == &f->e->names->registers[f->indicator->row_register])
			files_told(&f->trace, about->sources, about->count, out);
	}
}

static const char *number(const struct traced_figure *f, const struct value *value, struct arena *arena)
{
	char text[VALUE_TEXT_BYTES];
	const char *copy;
	if (value->kind == VALUE_NONE)
		return reason_text(value->reason);
	explain_value(f->e->names, f->indicator, value, text);
	copy = arena_printf(arena, "%s %s", text, f->indicator->unit);
	return copy ? copy : "";
}

static void print_verdict(const struct traced_figure *f, struct invocation *invocation)
{
	const struct trace *t = &f->trace;
	FILE *out = invocation->out;
	struct value value, added = adjusted(f);
	if (t->entities >= 0)
		fprintf(out, _("%zu records of %lld different %s\n"), t->rows_count, (long long)t->entities,
			t->of->title[0] ? t->of->title : t->of->name);
	if (t->openings_count)
		fprintf(out, _("%s come from opening rows (%zu)\n"), number(f, &t->openings, invocation->arena),
			t->openings_count);
	if (added.kind != VALUE_NONE && added.a != 0)
		fprintf(out, _("%s come from adjustments and have no records\n"), number(f, &added, invocation->arena));
	if (!stored(f, &value))
		fprintf(out,
			ngettext("%zu record: %s; the store holds no such value of its own\n",
				"%zu records: %s; the store holds no such value of its own\n", (unsigned long)t->rows_count),
			t->rows_count, number(f, &t->total, invocation->arena));
	else if (records_agree(f))
		fprintf(out,
			ngettext("%zu record: %s, as in the store\n", "%zu records: %s, as in the store\n",
				(unsigned long)t->rows_count),
			t->rows_count, number(f, &t->total, invocation->arena));
	else
		fprintf(out,
			ngettext("%zu record: %s, but the store says %s: files or declarations changed since that run; 'tally "
				 "run' counts anew\n",
				"%zu records: %s, but the store says %s: files or declarations changed since that run; 'tally "
				"run' counts anew\n",
				(unsigned long)t->rows_count),
			t->rows_count, number(f, &t->total, invocation->arena), number(f, &value, invocation->arena));
	print_changed_files(f, out);
}

/* --- rows --- */

enum { COLUMNS_OF_PLACE = 3 }; /* file:line for people; file and line for programs */

static bool lay_table(const struct traced_figure *f, struct arena *arena, struct table *table)
{
	const struct trace *t = &f->trace;
	size_t width = t->fields_count + COLUMNS_OF_PLACE;
	struct column *columns = arena_array(arena, width, sizeof *columns);
	const char **shown = arena_array(arena, t->rows_count * width + 1, sizeof *shown);
	const char **plain = arena_array(arena, t->rows_count * width + 1, sizeof *plain);
	if (!columns || !shown || !plain)
		return false;
	columns[0] = (struct column){ "", _("record"), COLUMN_TEXT, false, true };
	columns[1] = (struct column){ "file", "", COLUMN_TEXT, true, false };
	columns[2] = (struct column){ "line", "", COLUMN_ORDINAL, true, false };
	for (size_t i = 0; i < t->fields_count; i++) {
		const struct schema_field *field = t->fields[i];
		bool is_number = field->type == TALLY_INTEGER || field->type == TALLY_DECIMAL;
		columns[i + COLUMNS_OF_PLACE] = (struct column){ field->name, field->title[0] ? field->title : field->name,
			is_number && !(field->flags & TALLY_PRIVATE) ? COLUMN_NUMBER : COLUMN_TEXT, false, false };
	}
	for (size_t row = 0; row < t->rows_count; row++) {
		const struct trace_row *r = &t->rows[row];
		const char **at = shown + row * width, **bare = plain + row * width;
		at[0] = arena_printf(arena, "%s:%llu", r->file, (unsigned long long)r->line);
		bare[1] = r->file;
		bare[2] = at[0] + strlen(r->file) + 1;
		memcpy(at + COLUMNS_OF_PLACE, r->shown, t->fields_count * sizeof *at);
		memcpy(bare + COLUMNS_OF_PLACE, r->plain, t->fields_count * sizeof *bare);
	}
	*table = (struct table){
		.columns = columns, .columns_count = width, .cells = shown, .plain = plain, .rows = t->rows_count
	};
	return true;
}

static void put_json(const struct traced_figure *f, const struct table *table, FILE *out)
{
	static const char *const whats[] = { "counted", "entered", "left" };
	struct json json = { .out = out };
	struct value value, added = adjusted(f);
	char text[VALUE_TEXT_BYTES];
	json_open(&json, NULL, '{');
	explain_json(f->e, &json);
	json_open(&json, "records", '{');
	json_text(&json, "indicator", f->indicator->name);
	json_text(&json, "which", whats[f->what]);
	explain_value(f->e->names, f->indicator, &f->trace.total, text);
	json_number(&json, "total", f->trace.total.kind == VALUE_NONE ? NULL : text);
	if (added.kind != VALUE_NONE)
		json_number(&json, "adjusted", explain_value(f->e->names, f->indicator, &added, text));
	json_number(&json, "agrees", stored(f, &value) ? (records_agree(f) ? "true" : "false") : NULL);
	json_open(&json, "changed", '[');
	for (size_t i = 0; i < f->trace.files_count; i++) {
		const struct read_source *then = source_then(f, f->trace.files[i].path);
		if (!then || strcmp(then->fingerprint, f->trace.files[i].fingerprint) != 0)
			json_text(&json, NULL, f->trace.files[i].path);
	}
	json_close(&json, ']');
	json_open(&json, "rows", '[');
	for (size_t row = 0; row < table->rows; row++) {
		json_open(&json, NULL, '{');
		for (size_t i = 1; i < table->columns_count; i++) {
			const char *cell = table->plain[row * table->columns_count + i];
			if (table->columns[i].kind != COLUMN_TEXT)
				json_number(&json, table->columns[i].key, cell);
			else
				json_text(&json, table->columns[i].key, cell);
		}
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_close(&json, '}');
}

/* Title, and what the records come to, in a workbook. */
static bool settle_page(const struct traced_figure *f, struct invocation *invocation, struct page *page)
{
	struct arena *arena = invocation->arena;
	const struct store_names *names = f->e->names;
	const char **notes = arena_array(arena, 1, sizeof *notes), *when = period_words(f->when, arena);
	*page = (struct page){ .office = names->title, .made = period_last_day(names->through), .sheet = _("records") };
	if (!notes || !when)
		return false;
	page->title = arena_printf(arena, _("Records of %s%s%s, %s, %s"), f->indicator->title, f->part ? "·" : "",
		f->part ? f->part->title : "", f->e->region->name, when);
	page->notes = notes;
	notes[page->notes_count++] =
		arena_printf(arena, ngettext("%zu record: %s", "%zu records: %s", (unsigned long)f->trace.rows_count),
			f->trace.rows_count, number(f, &f->trace.total, arena));
	page_line(page, names->title);
	return page->title && notes[0];
}

bool records_print(const struct traced_figure *f, enum format format, struct invocation *invocation, struct tally_error *error)
{
	struct table table;
	struct page page;
	bool lines = format == FORMAT_TABLE || format == FORMAT_MD;
	if (!lay_table(f, invocation->arena, &table) || !settle_page(f, invocation, &page))
		return error_memory(error);
	if (format == FORMAT_JSON) {
		put_json(f, &table, invocation->out);
		return true;
	}
	if (lines)
		fputc('\n', invocation->out);
	if (!page_print(&page, &table, format, invocation->settings.excel, invocation->out, error))
		return false;
	if (lines) {
		fputc('\n', invocation->out);
		print_verdict(f, invocation);
	} else if (!records_agree(f)) {
		fputs(_("the records do not give the stored value; 'tally explain' without --format csv says more\n"),
			invocation->err);
	}
	return true;
}
