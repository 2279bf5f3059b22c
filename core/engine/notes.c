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

/* --- columns without a heading --- */

void unheaded_want(struct unheaded *unheaded, const struct head *head, unsigned *wanted, size_t *count)
{
	unheaded->count = 0;
	for (size_t c = 0; c < head->count && unheaded->count < UNHEADED_MAX; c++) {
		if (head->headings[c].len)
			continue;
		unheaded->columns[unheaded->count] = (unsigned)c;
		unheaded->places[unheaded->count++] = c == 0 ? 0 : (unsigned)*count;
		if (c != 0)
			wanted[(*count)++] = (unsigned)c;
	}
}

/* Row of the first record with anything in the column; the count of rows where there is none. */
static size_t first_filled(const struct rows_batch *raw, const unsigned char *states, unsigned place)
{
	size_t row = 0;
	while (row < raw->rows &&
		(states[row] == RECORD_SKIPPED || raw->faults[row] != CSV_OK ||
			text_trim(raw->cells[row * raw->width + place]).len == 0))
		row++;
	return row;
}

void unheaded_tell(
	struct unheaded *unheaded, const struct rows_batch *raw, const unsigned char *states, struct source_account *source)
{
	for (size_t i = 0; i < unheaded->count;) {
		size_t row = first_filled(raw, states, unheaded->places[i]);
		if (row == raw->rows) {
			i++;
			continue;
		}
		struct issue_place place = of_sheet("surplus", "");
		place.line = raw->lines[row];
		place.column = unheaded->columns[i] + 1;
		place.value = text_trim(raw->cells[row * raw->width + unheaded->places[i]]);
		issues_add(&source->issues, &place,
			_("stands in a column without a heading and was passed over, as everything in that column"));
		unheaded->count--;
		unheaded->columns[i] = unheaded->columns[unheaded->count];
		unheaded->places[i] = unheaded->places[unheaded->count];
	}
}
