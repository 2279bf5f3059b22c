/* Area: how the cells of a register become values, as the workspace says it: columns, expressions, maps, constants, units, marks in numbers, rows to
 * pass over. Knows options and their sense; reads no register. */
#include <string.h>

#include "area/catalog_inner.h"
#include "area/sheet.h"
#include "area/words.h"
#include "io/pattern.h"

static const struct family_entry *said(
	const struct building *b, const struct catalog_register *r, const char *word, uint32_t field)
{
	return area_family(&b->workspace->areas[b->area], word, r->schema.name, r->schema.fields[field].name);
}

static void entry_fault(struct building *b, const struct family_entry *entry, const char *format, ...) PRINTF_LIKE(3, 4);

static void entry_fault(struct building *b, const struct family_entry *entry, const char *format, ...)
{
	va_list rest;
	va_start(rest, format);
	const char *what = arena_vprintf(b->arena, format, rest);
	va_end(rest);
	if (!what)
		b->faults->memory = true;
	fault_add(b->faults, b->workspace->areas[b->area].path, entry->line, "%s%s: %s", entry->word->name, entry->member,
		what ? what : "");
}

/* --- values that the workspace writes itself --- */

static const char *code_hint(struct building *b, const struct schema_field *field, struct text value)
{
	const char **names = arena_array(b->arena, field->codes_count + 1, sizeof(*names));
	for (uint32_t i = 0; names && i < field->codes_count; i++)
		names[i] = field->codes[i].name;
	return names ? fault_hint(b->faults, value, names, field->codes_count) : "";
}

static bool date_fits(const struct schema_field *field, struct text value)
{
	int32_t days;
	enum date_form form = date_parse(value, &days);
	return form == DATE_DAY || (form == DATE_MONTH && field->precision != TALLY_DAY) ||
		(form == DATE_YEAR && field->precision == TALLY_YEAR);
}

/* A constant, or what a map leads to, must be a value of the field; an empty one is none. */
static void check_value(struct building *b, const struct schema_field *field, const struct notation *notation,
	const struct family_entry *entry, struct text value)
{
	int64_t number;
	period p;
	bool good = true;
	const char *hint = "";
	const struct region_tree *regions = &b->workspace->regions;
	if (value.len == 0)
		return;
	if (schema_lists(field)) {
		struct text rest = value, part = value;
		while (good && schema_list_next(field, &rest, &part))
			good = part.len == 0 || schema_code(field, part) >= 0;
		hint = good ? "" : code_hint(b, field, part);
	} else if (field->type == TALLY_CODE) {
		good = schema_code(field, value) >= 0;
		hint = good ? "" : code_hint(b, field, value);
	} else if (field->type == TALLY_INTEGER || field->type == TALLY_DECIMAL) {
		good = notation_parse(value, field->scale, notation, &number) == NOTATION_OK;
	} else if (field->type == TALLY_DATE) {
		good = date_fits(field, value);
	} else if (field->type == TALLY_PERIOD) {
		good = period_parse(value, &p);
	} else if (field->type == TALLY_REGION) {
		good = region_find(regions, value) != REGION_NONE || region_named(regions, value) != REGION_NONE;
	}
	if (!good)
		entry_fault(b, entry, _("'%.*s' is no value of the field '%s'%s"), (int)value.len, value.at, field->name, hint);
}

/* --- maps --- */

static bool inline_map(struct building *b, const struct family_entry *entry, struct value_map_row **rows, size_t *count)
{
	struct text rest = text_of(entry->value), part;
	size_t most = 1;
	for (const char *at = entry->value; *at; at++)
		most += *at == '|';
	*rows = arena_array(b->arena, most, sizeof(**rows));
	if (!*rows)
		return false;
	while (text_next(&rest, '|', &part)) {
		const char *arrow = memchr(part.at, '>', part.len);
		size_t before = arrow ? (size_t)(arrow - part.at) : 0;
		struct text from = text_trim((struct text){ part.at, before });
		if (from.len == 0) {
			entry_fault(b, entry, _("'%.*s' is not allowed; write from > to | from > to, or @file.csv"),
				(int)part.len, part.at);
			continue;
		}
		struct text to = text_trim((struct text){ part.at + before + 1, part.len - before - 1 });
		(*rows)[(*count)++] = (struct value_map_row){ from, to, 0 };
	}
	return true;
}

static bool sheet_map(
	struct building *b, const struct family_entry *entry, const char *path, struct value_map_row **rows, size_t *count)
{
	static const struct sheet_column columns[] = { { "from", true }, { "to", true } };
	struct tally_error trouble = { 0 };
	struct sheet sheet = { 0 };
	if (!sheet_read(path, columns, 2, b->arena, b->faults, &sheet, &trouble)) {
		if (trouble.code == ERROR_MEMORY)
			return false;
		entry_fault(b, entry, "%s", trouble.what);
		return true;
	}
	*rows = arena_array(b->arena, sheet.rows + 1, sizeof(**rows));
	for (size_t i = 0; *rows && i < sheet.rows; i++)
		if (sheet.cells[2 * i].len)
			(*rows)[(*count)++] =
				(struct value_map_row){ sheet.cells[2 * i], sheet.cells[2 * i + 1], sheet.lines[i] };
	return *rows != NULL;
}

static bool build_map(
	struct building *b, const struct schema_field *field, struct adaptation *a, const struct family_entry *entry)
{
	struct value_map *map = arena_alloc(b->arena, sizeof(*map));
	struct value_map_row *rows = NULL;
	size_t count = 0, twice = SIZE_MAX;
	const char *path = path_join(b->arena, b->workspace->areas[b->area].folder, entry->value + 1);
	if (!map || !path)
		return false;
	if (!(entry->value[0] == '@' ? sheet_map(b, entry, path, &rows, &count) : inline_map(b, entry, &rows, &count)) ||
		!value_map_build(map, rows, count, b->arena, &twice))
		return false;
	if (twice < count)
		entry_fault(b, entry, _("'%.*s' is led to two values"), (int)rows[twice].from.len, rows[twice].from.at);
	for (size_t i = 0; i < count; i++)
		check_value(b, field, &a->notation, entry, rows[i].to);
	a->map = map;
	a->empty = value_map_find(map, TEXT("(empty)"));
	return true;
}

/* --- one field --- */

static bool check_pattern(struct building *b, const struct family_entry *entry)
{
	struct tally_error trouble = { 0 };
	struct pattern *pattern = pattern_open(entry->value, &trouble);
	if (!pattern && trouble.code == ERROR_MEMORY)
		return false;
	if (!pattern)
		entry_fault(b, entry, "%s", trouble.what);
	pattern_close(pattern);
	return true;
}

static bool is_number(const struct schema_field *field)
{
	return field->type == TALLY_INTEGER || field->type == TALLY_DECIMAL;
}

static bool settle_notation(struct building *b, const struct catalog_register *r, uint32_t field, struct adaptation *a)
{
	const struct schema_field *f = &r->schema.fields[field];
	const struct family_entry *entry = said(b, r, "unit.", field);
	struct unit *unit = arena_alloc(b->arena, sizeof(*unit)), of_column;
	if (!unit)
		return false;
	a->notation = (struct notation){ .comma = r->input && r->input->words.decimal == 2,
		.groups = r->input ? r->input->words.grouping : 0 };
	unit_parse(text_of(f->unit), unit);
	if (f->unit[0] && is_number(f))
		a->notation.unit = unit;
	if (entry) {
		unit_parse(text_of(entry->value), &of_column);
		if (!a->notation.unit)
			entry_fault(b, entry, _("'%s' is no number with a unit; declare unit in [field %s.%s]"), f->name,
				r->schema.name, f->name);
		else if (!unit_same_dimension(&of_column, unit))
			entry_fault(
				b, entry, _("'%s' cannot be turned into '%s', the unit of the field"), entry->value, f->unit);
		else
			a->notation.shift = unit_shift(&of_column, unit);
	}
	a->notated = is_number(f) && (a->notation.comma || a->notation.groups || a->notation.shift);
	return true;
}

/* A value has one place where it comes from. */
static void check_alone(
	struct building *b, const struct catalog_register *r, uint32_t field, const char *word, const char *const *others)
{
	const struct family_entry *entry = said(b, r, word, field);
	for (size_t i = 0; entry && others[i]; i++)
		if (said(b, r, others[i], field))
			entry_fault(b, entry, _("%s%s says another place for the same value; keep one of them"), others[i],
				entry->member);
}

static bool settle_field(struct building *b, const struct catalog_register *r, uint32_t field, struct adaptation *a)
{
	static const char *const beside_constant[] = { "column.", "extract.", "filename.", "map.", "alias.", "skip.", "only.",
		NULL };
	static const char *const beside_filename[] = { "column.", "extract.", "alias.", "skip.", "only.", NULL };
	const struct schema_field *f = &r->schema.fields[field];
	const struct family_entry *column = said(b, r, "column.", field), *extract = said(b, r, "extract.", field);
	const struct family_entry *filename = said(b, r, "filename.", field), *constant = said(b, r, "constant.", field);
	const struct family_entry *map = said(b, r, "map.", field);
	check_alone(b, r, field, "constant.", beside_constant);
	check_alone(b, r, field, "filename.", beside_filename);
	a->column = column ? column->value : "";
	a->extract = extract ? extract->value : "";
	a->filename = filename ? filename->value : "";
	a->constant = constant ? constant->value : NULL;
	if (!settle_notation(b, r, field, a) || (extract && !check_pattern(b, extract)) ||
		(filename && !check_pattern(b, filename)) || (map && !build_map(b, f, a, map)))
		return false;
	if (constant)
		check_value(b, f, &a->notation, constant, text_of(a->constant));
	a->changes = extract || map;
	return true;
}

/* --- rows to pass over --- */

static void add_filter(struct building *b, const struct catalog_register *r, struct row_filter *filters, size_t *count,
	uint32_t field, bool only)
{
	const struct family_entry *entry = said(b, r, only ? "only." : "skip.", field);
	if (!entry)
		return;
	if (!entry->value[0])
		entry_fault(b, entry, _("says no value; write a | b, (empty) or (filled)"));
	filters[(*count)++] = (struct row_filter){ field, only, entry->value };
}

static bool settle_filters(struct building *b, struct catalog_register *r)
{
	struct row_filter *filters = arena_array(b->arena, 2 * (size_t)r->schema.fields_count + 1, sizeof(*filters));
	if (!filters)
		return false;
	for (uint32_t i = 0; i < r->schema.fields_count; i++) {
		add_filter(b, r, filters, &r->filters_count, i, false);
		add_filter(b, r, filters, &r->filters_count, i, true);
	}
	r->filters = filters;
	return true;
}

static void check_marks(struct building *b, const struct catalog_register *r)
{
	bool comma = r->input && r->input->words.decimal == 2;
	uint32_t groups = r->input ? r->input->words.grouping : 0;
	if (groups & (comma ? GROUP_COMMA : GROUP_POINT))
		input_fault(b, r, "grouping", _("grouping: %s stands before the fraction already (decimal = %s)"),
			comma ? "comma" : "point", comma ? "comma" : "point");
	if ((groups & GROUP_NONE) && groups != GROUP_NONE)
		input_fault(b, r, "grouping", _("grouping: none goes with no other mark"));
}

bool settle_adaptations(struct building *b, struct catalog_register *r)
{
	struct adaptation *rows = arena_array(b->arena, r->schema.fields_count + 1, sizeof(*rows));
	if (!rows)
		return false;
	check_marks(b, r);
	for (uint32_t i = 0; i < r->schema.fields_count; i++)
		if (!settle_field(b, r, i, &rows[i]))
			return false;
	r->adaptations = rows;
	return settle_filters(b, r);
}
