/* Engine: matching headings with fields. Knows titles, names and aliases; does not read files. */
#include "engine/heads.h"

#include <stdio.h>
#include <string.h>

bool head_fixed(const struct adaptation *adaptation)
{
	return adaptation->constant || adaptation->filename[0];
}

static bool named(const struct catalog_register *declared, uint32_t field, struct text heading)
{
	const struct schema_field *f = &declared->schema.fields[field];
	if (text_same_label(text_of(f->title), heading) || text_same_label(text_of(f->name), heading))
		return true;
	if (f->title_en[0] && text_same_label(text_of(f->title_en), heading))
		return true;
	return text_in_labels(heading, f->alias) || text_in_labels(heading, declared->aliases[field]);
}

/* 金额（万元） is 金额 of a field in 万元; with another unit it is another column. */
static bool named_with_unit(const struct catalog_register *declared, uint32_t field, struct text heading)
{
	struct text inside = text_take_brackets(&heading);
	const char *unit = declared->schema.fields[field].unit;
	return unit[0] && inside.len && text_same_label(text_of(unit), inside) && named(declared, field, heading);
}

static bool fits(const struct catalog_register *declared, uint32_t field, struct text heading)
{
	const struct adaptation *a = &declared->adaptations[field];
	if (head_fixed(a))
		return false;
	if (a->column[0])
		return text_in_labels(heading, a->column);
	return named(declared, field, heading) || named_with_unit(declared, field, heading);
}

/* As its file calls it: 3, of a sheet C. */
static void column_name(const struct head *head, size_t column, char out[16])
{
	if (head->sheet)
		cell_name(0, (unsigned)column + 1, out);
	else
		snprintf(out, 16, "%zu", column + 1);
}

static bool twice(
	const struct head *head, int field, size_t column, const char *title, const char *file, struct tally_error *error)
{
	char first[16], second[16];
	column_name(head, (size_t)head->columns[field], first);
	column_name(head, column, second);
	return error_set(error, ERROR_INPUT, _("%s:%llu: columns %s and %s are both the field '%s'; rename one"), file,
		(unsigned long long)head->line, first, second, title);
}

static bool absent(const struct head *head, const struct schema_field *field, const char *file, uint64_t line,
	struct arena *arena, struct tally_error *error)
{
	const char *found = "";
	for (size_t i = 0; i < head->count && i < 30 && found; i++)
		found = arena_printf(arena, "%s%s%.*s", found, i ? ", " : "", (int)head->headings[i].len, head->headings[i].at);
	return error_set(error, ERROR_INPUT,
		_("%s:%llu: no column for the field '%s' (%s); headings found: %s; name its heading by alias.%s, or the line "
		  "of the headings by header"),
		file, (unsigned long long)line, field->title[0] ? field->title : field->name, field->name, found ? found : "",
		field->name);
}

/* A column is one field by its own headings, and any others that column.FIELD sends there. */
static bool match_columns(
	const struct catalog_register *declared, struct head *head, const char *file, struct tally_error *error)
{
	for (size_t column = 0; column < head->count; column++) {
		bool taken = false;
		head->fields[column] = FIELD_NONE;
		for (uint32_t f = 0; f < declared->schema.fields_count && head->headings[column].len; f++) {
			bool sent = declared->adaptations[f].column[0] != '\0';
			if ((taken && !sent) || !fits(declared, f, head->headings[column]))
				continue;
			if (head->columns[f] >= 0)
				return twice(head, (int)f, column, declared->schema.fields[f].title, file, error);
			if (!sent || head->fields[column] == FIELD_NONE)
				head->fields[column] = (int)f;
			taken |= !sent;
			head->columns[f] = (int)column;
		}
	}
	return true;
}

static bool ambiguous(const struct head *head, int first, size_t second, const struct schema_field *field, const char *file,
	struct tally_error *error)
{
	struct text a = head->headings[first], b = head->headings[second];
	return error_set(error, ERROR_INPUT,
		_("%s:%llu: the field '%s' may be the column '%.*s' or '%.*s'; write the one that is meant: alias.%s = %.*s"),
		file, (unsigned long long)head->line, field->title[0] ? field->title : field->name, (int)a.len, a.at,
		(int)b.len, b.at, field->name, (int)a.len, a.at);
}

/* A field that no whole heading is takes the one column whose heading ends in its name. */
static bool match_last(const struct catalog_register *declared, const struct text *last, struct head *head, const char *file,
	struct tally_error *error)
{
	for (uint32_t f = 0; f < declared->schema.fields_count; f++) {
		int found = -1;
		for (size_t column = 0; column < head->count && head->columns[f] < 0; column++) {
			if (head->fields[column] != FIELD_NONE || last[column].len == head->headings[column].len ||
				!fits(declared, f, last[column]))
				continue;
			if (found >= 0)
				return ambiguous(head, found, column, &declared->schema.fields[f], file, error);
			found = (int)column;
		}
		if (found < 0)
			continue;
		head->columns[f] = found;
		head->fields[found] = (int)f;
	}
	return true;
}

bool head_match(const struct catalog_register *declared, const struct rows_heads *heads, const char *file, struct arena *arena,
	struct head *head, struct tally_error *error)
{
	size_t count = heads->count;
	if (count > HEAD_COLUMNS_MAX)
		return error_set(error, ERROR_INPUT, _("%s:%llu: %zu columns; at most %d"), file,
			(unsigned long long)heads->line, count, HEAD_COLUMNS_MAX);
	head->headings = heads->whole;
	head->fields = arena_array(arena, count + 1, sizeof(*head->fields));
	head->columns = arena_array(arena, declared->schema.fields_count + 1, sizeof(*head->columns));
	head->count = count;
	head->line = heads->line;
	head->sheet = heads->sheet;
	if (!head->fields || !head->columns)
		return error_memory(error);
	for (uint32_t f = 0; f < declared->schema.fields_count; f++)
		head->columns[f] = -1;
	if (!match_columns(declared, head, file, error) || !match_last(declared, heads->last, head, file, error))
		return false;
	for (uint32_t f = 0; f < declared->schema.fields_count; f++)
		if (head->columns[f] < 0 && !(declared->schema.fields[f].flags & TALLY_OPTIONAL) &&
			!head_fixed(&declared->adaptations[f]))
			return absent(head, &declared->schema.fields[f], file, heads->line, arena, error);
	return true;
}
