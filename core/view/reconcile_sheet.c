/* View: findings as a sheet to print and sign. Knows Markdown; judges nothing. */
#include <string.h>

#include "view/labels.h"
#include "view/reconcile.h"

enum { SHEET_COLUMNS = 9 };

/* One area's rows, or those of the targets. */
struct piece {
	const char *title;
	size_t first, end;
};

static struct piece piece_at(const struct reconciliation *found, size_t first)
{
	struct piece piece = { finding_heading(found, &found->rows[first]), first, first };
	while (piece.end < found->count && finding_heading(found, &found->rows[piece.end]) == piece.title)
		piece.end++;
	return piece;
}

static const char *place_words(const struct reconciliation *found, const struct finding *finding, struct arena *arena)
{
	const struct name_indicator *indicator = &found->names->indicators[finding->place.indicator];
	char when[PERIOD_TEXT_BYTES];
	period_print(finding->place.when, when);
	return arena_printf(arena, _("%s%s%s, %s, %s"), indicator_title(indicator), finding->part ? "·" : "",
		finding->part ? finding->part->title : "", found->names->regions[finding->place.region].name, when);
}

static bool lay_row(const struct reconciliation *found, const struct finding *finding, struct arena *arena, const char **row)
{
	bool basis = finding->basis_shown && finding->found_plain;
	row[0] = finding->id;
	row[1] = place_words(found, finding, arena);
	row[2] = finding->what;
	row[3] = finding->printed;
	row[4] = basis ? arena_printf(arena, "%s (%s)", finding->found, finding->basis_shown) : finding->found;
	row[5] = finding->distance ? arena_printf(arena, _("%s, off by %s"), verdict_word(finding->verdict), finding->distance)
				   : verdict_word(finding->verdict);
	row[6] = finding->note;
	row[7] = row[8] = "";
	return row[1] && row[4] && row[5];
}

/* What the two sides are called. */
static const struct {
	const char *left, *right;
} sides[] = { [FINDINGS_AREA] = { N_("printed"), N_("computed") },
	[FINDINGS_PUBLISHED] = { N_("printed"), N_("printed elsewhere") },
	[FINDINGS_TARGETS] = { N_("target"), N_("other target") },
	[FINDINGS_TIES] = { N_("left side"), N_("right side") } };

static bool print_piece(const struct reconciliation *found, const struct piece *piece, FILE *out, struct tally_error *error)
{
	enum finding_group group = found->rows[piece->first].group;
	const struct column columns[SHEET_COLUMNS] = { { "finding", _("finding"), COLUMN_TEXT, false, false },
		{ "place", _("indicator"), COLUMN_TEXT, false, false }, { "stat", _("what"), COLUMN_TEXT, false, false },
		{ "printed", _(sides[group].left), COLUMN_TEXT, false, false },
		{ "computed", _(sides[group].right), COLUMN_TEXT, false, false },
		{ "verdict", _("verdict"), COLUMN_TEXT, false, false }, { "note", _("remark"), COLUMN_TEXT, false, false },
		{ "checker", _("checked by"), COLUMN_TEXT, false, false },
		{ "comment", _("comment"), COLUMN_TEXT, false, false } };
	struct arena arena = { 0 };
	size_t count = piece->end - piece->first;
	const char **cells = arena_array(&arena, count * SHEET_COLUMNS, sizeof *cells);
	bool good = cells;
	for (size_t i = 0; good && i < count; i++)
		good = lay_row(found, &found->rows[piece->first + i], &arena, cells + i * SHEET_COLUMNS);
	struct table table = { .columns = columns, .columns_count = SHEET_COLUMNS, .cells = cells, .rows = count };
	fprintf(out, "\n## %s\n\n", piece->title);
	good = good ? table_print(&table, FORMAT_MD, false, out, error) : error_memory(error);
	arena_done(&arena);
	return good;
}

/* --- the head: who, when, how many --- */

/* 2018, or 2017 to 2019. */
static void print_span(const struct reconciliation *found, FILE *out)
{
	period first = found->rows[0].place.when, last = first;
	char from[PERIOD_TEXT_BYTES], to[PERIOD_TEXT_BYTES];
	for (size_t i = 1; i < found->count; i++) {
		period when = found->rows[i].place.when;
		first = period_first_day(when) < period_first_day(first) ? when : first;
		last = period_last_day(when) > period_last_day(last) ? when : last;
	}
	period_print(first, from);
	period_print(last, to);
	if (first == last)
		fprintf(out, _("- Period: %s\n"), from);
	else
		fprintf(out, _("- Periods: %s to %s\n"), from, to);
}

enum { COUNT_COLUMNS = VERDICT_COUNT + 2 };

/* One row of the counts: a kind of findings, each verdict, all. */
static bool count_row(const char *title, const struct finding *rows, size_t count, struct arena *arena, const char **row)
{
	size_t counts[VERDICT_COUNT] = { 0 };
	for (size_t i = 0; i < count; i++)
		counts[rows[i].verdict]++;
	row[0] = title;
	for (int v = 0; v < VERDICT_COUNT; v++)
		row[v + 1] = arena_printf(arena, "%zu", counts[v]);
	row[COUNT_COLUMNS - 1] = arena_printf(arena, "%zu", count);
	for (int c = 1; c < COUNT_COLUMNS; c++)
		if (!row[c])
			return false;
	return true;
}

static bool print_counts(const struct reconciliation *found, FILE *out, struct tally_error *error)
{
	struct column columns[COUNT_COLUMNS] = { { "kind", _("kind"), COLUMN_TEXT, false, false } };
	struct arena arena = { 0 };
	const char **cells = arena_array(&arena, (found->count + 1) * COUNT_COLUMNS, sizeof *cells);
	size_t rows = 0;
	bool good = cells;
	for (int v = 0; v < VERDICT_COUNT; v++)
		columns[v + 1] =
			(struct column){ verdict_names[v], verdict_word((enum verdict)v), COLUMN_NUMBER, false, false };
	columns[COUNT_COLUMNS - 1] = (struct column){ "all", _("all"), COLUMN_NUMBER, false, false };
	for (size_t i = 0; good && i < found->count;) {
		struct piece piece = piece_at(found, i);
		good = count_row(piece.title, &found->rows[i], piece.end - i, &arena, cells + rows++ * COUNT_COLUMNS);
		i = piece.end;
	}
	good = good && count_row(_("all"), found->rows, found->count, &arena, cells + rows++ * COUNT_COLUMNS);
	struct table table = { .columns = columns, .columns_count = COUNT_COLUMNS, .cells = cells, .rows = rows };
	fputc('\n', out);
	good = good ? table_print(&table, FORMAT_MD, false, out, error) : error_memory(error);
	arena_done(&arena);
	return good;
}

bool reconcile_sheet(const struct reconciliation *found, FILE *out, struct tally_error *error)
{
	const struct store_names *names = found->names;
	fprintf(out, _("# Reconciliation of published figures\n\n"));
	fprintf(out, _("- Office: %s (%s)\n"), names->title, names->regions[names->home].name);
	if (found->count)
		print_span(found, out);
	fprintf(out, _("- Figures as of run %lld; findings that need a person: %zu\n"), (long long)found->run, found->open);
	if (!print_counts(found, out, error))
		return false;
	for (size_t i = 0; i < found->count;) {
		struct piece piece = piece_at(found, i);
		if (!print_piece(found, &piece, out, error))
			return false;
		i = piece.end;
	}
	fputs(_("\nPrepared by: ____________    Checked by: ____________    Approved by: ____________    Date: "
		"______________\n"),
		out);
	return true;
}
