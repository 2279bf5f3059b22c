/* Engine: what is said of a sheet as a whole: hidden rows and columns, cells beside the headings, sheets that were not read. Knows sources; knows no record. */
#include "engine/notes.h"

static struct issue_place of_sheet(const char *rule, const char *value)
{
	return (struct issue_place){ .field = "", .rule = rule, .severity = TALLY_WARNING, .value = text_of(value) };
}

void notes_before(struct source_account *source)
{
	struct issue_place place = of_sheet("sheets", source->left);
	if (source->left && source->left[0])
		issues_add(&source->issues, &place,
			_("these sheets of the workbook were not read; say by sheet which ones are meant, sheet = * for all"));
}

void notes_after(struct source_account *source, const struct rows *rows)
{
	struct sheet_notes notes = rows_notes(rows);
	struct issue_place hidden_rows = of_sheet("hidden", notes.hidden_rows);
	struct issue_place hidden_columns = of_sheet("hidden", notes.hidden_columns);
	struct issue_place beyond = of_sheet("surplus", "");
	if (notes.hidden_rows[0])
		issues_add(&source->issues, &hidden_rows,
			_("these rows are hidden and were read; delete them if they are not to count"));
	if (notes.hidden_columns[0])
		issues_add(&source->issues, &hidden_columns, _("these columns are hidden and were read like the others"));
	beyond.line = notes.beyond_row;
	beyond.column = notes.beyond_column;
	if (notes.beyond_row)
		issues_add(&source->issues, &beyond,
			_("stands to the right of the headings and was passed over, as everything there"));
}
