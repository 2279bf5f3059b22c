/* Engine: collecting issues. Knows places and counts; does not know what the rules are. */
#include "engine/issues.h"

#include <string.h>

#include "engine/issue_log.h"

void issues_init(struct issues *issues, struct arena *arena, const char *file, FILE *all)
{
	*issues = (struct issues){ .arena = arena, .file = file, .all = all };
}

void issues_done(struct issues *issues)
{
	memory_free(issues->kinds);
	memory_free(issues->kept);
	memory_free(issues->records);
	issues->kinds = NULL;
	issues->kept = NULL;
	issues->records = NULL;
}

void issues_head(FILE *all)
{
	fputs("file,line,column,field,rule,severity,value,message,heading\n", all);
}

static struct issue_kind *find_kind(struct issues *issues, const struct issue_place *place)
{
	for (size_t i = 0; i < issues->kinds_count; i++) {
		struct issue_kind *kind = &issues->kinds[i];
		if (kind->severity == place->severity && strcmp(kind->rule, place->rule) == 0 &&
			strcmp(kind->field, place->field) == 0)
			return kind;
	}
	if (issues->kinds_count == ISSUE_KINDS_MAX ||
		!memory_grow(&issues->kinds, &issues->kinds_capacity, issues->kinds_count + 1, sizeof(*issues->kinds)))
		return NULL;
	struct issue_kind *kind = &issues->kinds[issues->kinds_count++];
	*kind = (struct issue_kind){ place->field, place->rule, place->severity, 0 };
	return kind;
}

static void put_quoted(FILE *out, const char *text)
{
	fputc('"', out);
	if (text_is_formula(text_of(text)))
		fputc('\'', out);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void put_all(const struct issues *issues, const struct issue *issue)
{
	FILE *out = issues->all;
	put_quoted(out, issue->file);
	fprintf(out, ",%llu,%u,%s,%s,%s,", (unsigned long long)issue->line, issue->column, issue->field, issue->rule,
		issue->severity == TALLY_ERROR ? "error" : "warning");
	put_quoted(out, issue->value);
	fputc(',', out);
	put_quoted(out, issue->message);
	fputc(',', out);
	put_quoted(out, issue->heading);
	fputc('\n', out);
}

/* The value for people: cut at a character, bytes that are no text made visible. */
static const char *show_value(struct arena *arena, struct text value)
{
	size_t length = value.len < ISSUE_VALUE_BYTES ? value.len : ISSUE_VALUE_BYTES;
	while (length > 0 && length < value.len && ((unsigned char)value.at[length] & 0xc0) == 0x80)
		length--;
	char *copy = arena_copy(arena, (struct text){ value.at, length });
	size_t bad;
	while (copy && (bad = text_utf8_bad((struct text){ copy, length })) < length)
		copy[bad] = '?';
	for (size_t i = 0; copy && i < length; i++)
		if (copy[i] == '\0')
			copy[i] = '?';
	return copy;
}

static bool keep_issue(struct issues *issues, const struct issue *issue, uint32_t record)
{
	if (!memory_grow(&issues->kept, &issues->kept_capacity, issues->kept_count + 1, sizeof(*issues->kept)) ||
		!memory_grow(&issues->records, &issues->records_capacity, issues->kept_count + 1, sizeof(*issues->records)))
		return false;
	issues->records[issues->kept_count] = record;
	issues->kept[issues->kept_count++] = *issue;
	return true;
}

void issues_settle(struct issues *issues, const unsigned char *fates)
{
	if (issues->log)
		issue_log_settle(issues->log, fates);
	for (; issues->settled < issues->kept_count; issues->settled++) {
		uint32_t record = issues->records[issues->settled];
		issues->kept[issues->settled].fate = record ? (enum issue_fate)fates[record - 1] : FATE_NONE;
	}
}

void issues_add(struct issues *issues, const struct issue_place *place, const char *format, ...)
{
	struct issue_kind *kind = find_kind(issues, place);
	issues->total++;
	if (!kind) {
		issues->memory = true;
		return;
	}
	bool keep = ++kind->count <= ISSUES_KEPT_OF_A_KIND;
	if (!keep && !issues->all && !issues->log)
		return;
	struct arena scratch = { 0 };
	struct arena *arena = keep ? issues->arena : &scratch;
	va_list rest;
	va_start(rest, format);
	const char *message = arena_vprintf(arena, format, rest);
	va_end(rest);
	struct issue issue = { .file = issues->file,
		.line = place->line,
		.column = place->column,
		.field = place->field,
		.heading = show_value(arena, place->heading),
		.rule = place->rule,
		.severity = place->severity,
		.value = show_value(arena, place->value),
		.message = message,
		.sheet = issues->sheet };
	if (!issue.value || !issue.heading || !message || (keep && !keep_issue(issues, &issue, place->record)) ||
		(issues->log && !issue_log_add(issues->log, place, issue.heading, message)))
		issues->memory = true;
	else if (issues->all)
		put_all(issues, &issue);
	arena_done(&scratch);
}
