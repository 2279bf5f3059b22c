/* View: rows of text as table, CSV, JSON or Markdown. Knows widths, quoting and escapes; must not know what a cell means. */
#include "view/table.h"

#include <errno.h>
#include <string.h>

#include "view/json.h"
#include "view/xlsx.h"

const char *const format_names[FORMAT_COUNT] = {
	[FORMAT_TABLE] = "table", [FORMAT_CSV] = "csv", [FORMAT_JSON] = "json", [FORMAT_MD] = "md", [FORMAT_XLSX] = "xlsx"
};

bool format_named(struct text name, enum format *format)
{
	for (int i = 0; i < FORMAT_COUNT; i++) {
		if (text_is(name, format_names[i])) {
			*format = (enum format)i;
			return true;
		}
	}
	return false;
}

void table_heads(struct column *columns, const struct column *heads, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		columns[i] = heads[i];
		columns[i].heading = _(heads[i].heading);
	}
}

static const char *shown_cell(const struct table *table, size_t row, size_t column)
{
	const char *cell = table->cells[row * table->columns_count + column];
	return cell ? cell : "";
}

static const char *plain_cell(const struct table *table, size_t row, size_t column)
{
	return (table->plain ? table->plain : table->cells)[row * table->columns_count + column];
}

/* --- table --- */

/* A register's cell may hold a line break or worse, which would tear the table: a blank stands for each. */
static bool is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

static int cell_width(const char *cell)
{
	int width = text_width(text_of(cell));
	for (; cell && *cell; cell++)
		width += is_control(*cell);
	return width;
}

static void put_cell(const char *cell, FILE *out)
{
	for (; *cell; cell++)
		fputc(is_control(*cell) ? ' ' : *cell, out);
}

static int column_width(const struct table *table, size_t column)
{
	int width = text_width(text_of(table->columns[column].heading));
	for (size_t row = 0; row < table->rows; row++) {
		int cell = cell_width(shown_cell(table, row, column));
		width = cell > width ? cell : width;
	}
	return width;
}

static void blanks(int count, FILE *out)
{
	fprintf(out, "%*s", count > 0 ? count : 0, "");
}

/* No blanks at the end of a line. */
static void aligned_line(const struct table *table, const int *widths, const char *const *cells, FILE *out)
{
	int owed = 0;
	for (size_t i = 0; i < table->columns_count; i++) {
		const struct column *column = &table->columns[i];
		const char *cell = cells[i] ? cells[i] : "";
		int pad = widths[i] - cell_width(cell);
		if (column->hidden)
			continue;
		blanks(cell[0] ? owed + (column->kind != COLUMN_TEXT ? pad : 0) : 0, out);
		put_cell(cell, out);
		owed = (cell[0] ? (column->kind != COLUMN_TEXT ? 0 : pad) : owed + widths[i]) + 2;
	}
	fputc('\n', out);
}

static void heading_line(const struct table *table, const int *widths, const char **cells, FILE *out)
{
	int total = -2;
	for (size_t i = 0; i < table->columns_count; i++) {
		cells[i] = table->columns[i].heading;
		total += table->columns[i].hidden ? 0 : widths[i] + 2;
	}
	aligned_line(table, widths, cells, out);
	for (int i = 0; i < total; i++)
		fputc('-', out);
	fputc('\n', out);
}

static bool print_aligned(const struct table *table, bool excel, FILE *out)
{
	struct arena arena = { 0 };
	int *widths = arena_array(&arena, table->columns_count, sizeof *widths);
	const char **headings = arena_array(&arena, table->columns_count, sizeof *headings);
	const char *group = NULL;
	(void)excel;
	for (size_t i = 0; widths && i < table->columns_count; i++)
		widths[i] = column_width(table, i);
	if (widths && headings)
		heading_line(table, widths, headings, out);
	for (size_t row = 0; widths && headings && row < table->rows; row++) {
		if (table->groups && table->groups[row] && table->groups[row] != group)
			fprintf(out, "%s%s\n", row ? "\n" : "", group = table->groups[row]);
		aligned_line(table, widths, table->cells + row * table->columns_count, out);
	}
	bool good = widths && headings;
	arena_done(&arena);
	return good;
}

/* --- CSV --- */

/* What a spreadsheet would take for a number, a date or a formula. */
static bool spreadsheet_bends(const char *cell)
{
	return cell[0] && strchr("0123456789=+-@\t\r", cell[0]);
}

static void csv_quoted(const char *cell, FILE *out)
{
	for (; *cell; cell++) {
		if (*cell == '"')
			fputc('"', out);
		fputc(*cell, out);
	}
}

/* ="410900" is the one form that every spreadsheet keeps as text; its inner quotes are doubled once as text and once more as CSV. */
static void csv_kept(const char *cell, FILE *out)
{
	fputs("\"=\"\"", out);
	for (; *cell; cell++)
		fputs(*cell == '"' ? "\"\"\"\"" : (char[]){ *cell, '\0' }, out);
	fputs("\"\"\"", out);
}

/* What a spreadsheet would run is a text with ' before it; numbers are numbers. */
static void csv_cell(const char *cell, enum column_kind kind, bool excel, FILE *out)
{
	bool text = kind == COLUMN_TEXT;
	if (!cell)
		return;
	if (text && excel && spreadsheet_bends(cell)) {
		csv_kept(cell, out);
		return;
	}
	const char *mark = text && text_is_formula(text_of(cell)) ? "'" : "";
	bool quotes = strpbrk(cell, ",\"\r\n") || cell[0] == ' ';
	fputs(quotes ? "\"" : "", out);
	fputs(mark, out);
	csv_quoted(cell, out);
	fputs(quotes ? "\"" : "", out);
}

static void csv_line(const struct table *table, size_t row, bool excel, FILE *out)
{
	const char *comma = "";
	for (size_t i = 0; i < table->columns_count; i++) {
		if (table->columns[i].paper)
			continue;
		fputs(comma, out);
		comma = ",";
		csv_cell(plain_cell(table, row, i), table->columns[i].kind, excel, out);
	}
	fputc('\n', out);
}

static bool print_csv(const struct table *table, bool excel, FILE *out)
{
	const char *comma = "";
	if (excel && !table->before)
		fputs("\xef\xbb\xbf", out);
	for (size_t i = 0; !table->before && i < table->columns_count; i++) {
		if (table->columns[i].paper)
			continue;
		fputs(comma, out);
		comma = ",";
		csv_cell(table->columns[i].key, COLUMN_TEXT, false, out);
	}
	if (!table->before)
		fputc('\n', out);
	for (size_t row = 0; row < table->rows; row++)
		csv_line(table, row, excel, out);
	return true;
}

/* --- JSON --- */

static void json_object(const struct table *table, size_t row, FILE *out)
{
	const char *before = "{";
	for (size_t i = 0; i < table->columns_count; i++) {
		const char *cell = plain_cell(table, row, i);
		if (table->columns[i].paper)
			continue;
		fprintf(out, "%s\"%s\": ", before, table->columns[i].key);
		before = ", ";
		if (!cell)
			fputs("null", out);
		else if (table->columns[i].kind != COLUMN_TEXT)
			fputs(cell, out);
		else
			json_quoted(cell, out);
	}
	fputc('}', out);
}

static bool print_json(const struct table *table, bool excel, FILE *out)
{
	(void)excel;
	if (!table->before)
		fputc('[', out);
	for (size_t row = 0; row < table->rows; row++) {
		fputs(table->before + row ? ",\n  " : "\n  ", out);
		json_object(table, row, out);
	}
	if (!table->more)
		fputs(table->before + table->rows ? "\n]\n" : "]\n", out);
	return true;
}

/* --- Markdown --- */

/* Leading blanks would be lost: they become wide ones, which are not. */
static void md_cell(const char *cell, FILE *out)
{
	for (; cell[0] == ' ' && cell[1] == ' '; cell += 2)
		fputs("\xe3\x80\x80", out);
	for (; *cell; cell++) {
		if (*cell == '\n')
			fputc(' ', out);
		else if (*cell == '|' || *cell == '\\')
			fprintf(out, "\\%c", *cell);
		else
			fputc(*cell, out);
	}
}

static bool print_md(const struct table *table, bool excel, FILE *out)
{
	(void)excel;
	for (size_t i = 0; i < table->columns_count; i++) {
		if (table->columns[i].hidden)
			continue;
		fputs("| ", out);
		md_cell(table->columns[i].heading, out);
		fputc(' ', out);
	}
	fputs("|\n", out);
	for (size_t i = 0; i < table->columns_count; i++)
		if (!table->columns[i].hidden)
			fputs(table->columns[i].kind != COLUMN_TEXT ? "| ---: " : "| --- ", out);
	fputs("|\n", out);
	for (size_t row = 0; row < table->rows; row++) {
		for (size_t i = 0; i < table->columns_count; i++) {
			if (table->columns[i].hidden)
				continue;
			fputs("| ", out);
			md_cell(shown_cell(table, row, i), out);
			fputc(' ', out);
		}
		fputs("|\n", out);
	}
	return true;
}

bool table_print(const struct table *table, enum format format, bool excel, FILE *out, struct tally_error *error)
{
	static bool (*const printers[FORMAT_COUNT])(const struct table *table, bool excel, FILE *out) = {
		[FORMAT_TABLE] = print_aligned,
		[FORMAT_CSV] = print_csv,
		[FORMAT_JSON] = print_json,
		[FORMAT_MD] = print_md,
	};
	if (format == FORMAT_XLSX) {
		const struct page bare = { 0 };
		return xlsx_print(&bare, table, out, error);
	}
	if (!printers[format](table, excel, out))
		return error_memory(error);
	if ((fflush(out) != 0 || ferror(out)) && errno != EPIPE) /* a reader that has seen enough is no fault */
		return error_errno(error, ERROR_INPUT, errno, _("output"), _("cannot be written"));
	return true;
}
