/* View: findings as a sheet to print and sign. Knows Markdown; judges nothing. */
#include <string.h>

#include "view/reconcile.h"

enum { SHEET_COLUMNS = 9 };

/* One area's rows, or those of the targets. */
struct piece {
	const char *title;
	size_t first, end;
};

static struct piece piece_at(const struct reconciliation *found, bool english, size_t first)
{
	struct piece piece = { finding_heading(found, &found->rows[first], english), first, first };
	while (piece.end < found->count && finding_heading(found, &found->rows[piece.end], english) == piece.title)
		piece.end++;
	return piece;
}

static const char *place_words(
	const struct reconciliation *found, const struct finding *finding, bool english, struct arena *arena)
{
	const struct name_indicator *indicator = &found->names->indicators[finding->place.indicator];
	char when[PERIOD_TEXT_BYTES];
	period_print(finding->place.when, when);
	return arena_printf(arena, "%s%s%s, %s, %s", english && indicator->title_en[0] ? indicator->title_en : indicator->title,
		finding->part ? "·" : "", finding->part ? finding->part->title : "",
		found->names->regions[finding->place.region].name, when);
}

static bool lay_row(
	const struct reconciliation *found, const struct finding *finding, bool english, struct arena *arena, const char **row)
{
	bool basis = finding->basis_shown && finding->found_plain;
	row[0] = finding->id;
	row[1] = place_words(found, finding, english, arena);
	row[2] = finding->what;
	row[3] = finding->printed;
	row[4] = basis ? arena_printf(arena, "%s (%s)", finding->found, finding->basis_shown) : finding->found;
	row[5] = finding->distance ? arena_printf(arena, "%s: %s", verdict_word(finding->verdict), finding->distance)
				   : verdict_word(finding->verdict);
	row[6] = finding->note;
	row[7] = row[8] = "";
	return row[1] && row[4] && row[5];
}

static bool print_piece(
	const struct reconciliation *found, const struct piece *piece, bool english, FILE *out, struct tally_error *error)
{
	const struct column columns[SHEET_COLUMNS] = { { "finding", _("finding"), COLUMN_TEXT, false, false },
		{ "place", _("indicator"), COLUMN_TEXT, false, false }, { "stat", _("what"), COLUMN_TEXT, false, false },
		{ "printed", _("printed"), COLUMN_TEXT, false, false },
		{ "computed", _("computed"), COLUMN_TEXT, false, false },
		{ "verdict", _("verdict"), COLUMN_TEXT, false, false }, { "note", _("remark"), COLUMN_TEXT, false, false },
		{ "checker", _("checked by"), COLUMN_TEXT, false, false },
		{ "comment", _("comment"), COLUMN_TEXT, false, false } };
	struct arena arena = { 0 };
	size_t count = piece->end - piece->first;
	const char **cells = arena_array(&arena, count * SHEET_COLUMNS, sizeof *cells);
	bool good = cells;
	for (size_t i = 0; good && i < count; i++)
		good = lay_row(found, &found->rows[piece->first + i], english, &arena, cells + i * SHEET_COLUMNS);
	struct table table = { .columns = columns, .columns_count = SHEET_COLUMNS, .cells = cells, .rows = count };
	fprintf(out, "\n## %s\n\n", piece->title);
	good = good ? table_print(&table, FORMAT_MD, false, out, error) : error_memory(error);
	arena_done(&arena);
	return good;
}

bool reconcile_sheet(const struct reconciliation *found, bool english, FILE *out, struct tally_error *error)
{
	const struct store_names *names = found->names;
	fprintf(out, _("# Reconciliation of published figures\n\n"));
	fprintf(out, _("%s, %s. Figures as of run %lld.\n"), names->title, names->regions[names->home].name,
		(long long)found->run);
	for (size_t i = 0; i < found->count;) {
		struct piece piece = piece_at(found, english, i);
		if (!print_piece(found, &piece, english, out, error))
			return false;
		i = piece.end;
	}
	fprintf(out, _("\nExact: %zu. Within what is printed: %zu. Different: %zu. Accepted: %zu. Cannot be said: %zu.\n"),
		found->counts[VERDICT_EXACT], found->counts[VERDICT_WITHIN], found->counts[VERDICT_DIFFERENT],
		found->counts[VERDICT_ACCEPTED], found->counts[VERDICT_UNSAID]);
	fputs(_("\nPrepared by: ____________    Checked by: ____________    Approved by: ____________    Date: ____________\n"),
		out);
	return true;
}
