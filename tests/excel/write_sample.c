/* For tests of workbooks: sample.csv as a workbook of libxlsxwriter, its numbers as numbers, its dates as dates, its head merged.
 * usage: write_sample FROM.csv TO.xlsx */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

#include "base/date.h"
#include "io/rows.h"

static bool is_number(const char *text)
{
	const char *digits = text + (text[0] == '-');
	size_t bytes = strspn(digits, "0123456789.");
	bool coded = digits[0] == '0' && digits[1] != '.' && digits[1] != '\0';
	return bytes && bytes <= 15 && digits[bytes] == '\0' && !coded;
}

static void put(lxw_worksheet *sheet, unsigned row, unsigned column, char *text, lxw_format *const formats[2])
{
	size_t bytes = strlen(text);
	int32_t days;
	if (bytes == 10 && date_parse(text_of(text), &days) == DATE_DAY)
		worksheet_write_number(sheet, row, (lxw_col_t)column, days + 25569 - (days < -25508), formats[0]);
	else if (bytes && text[bytes - 1] == '%')
		worksheet_write_number(sheet, row, (lxw_col_t)column, atof(text) / 100, formats[1]);
	else if (is_number(text))
		worksheet_write_number(sheet, row, (lxw_col_t)column, atof(text), NULL);
	else if (bytes)
		worksheet_write_string(sheet, row, (lxw_col_t)column, text, NULL);
}

static void merge(
	lxw_worksheet *sheet, unsigned row, unsigned column, unsigned last_row, unsigned last_column, const char *text)
{
	worksheet_merge_range(sheet, row, (lxw_col_t)column, last_row, (lxw_col_t)last_column, text, NULL);
}

int main(int count, char **words)
{
	struct tally_error error = { 0 };
	struct rows *rows = count > 2 ? rows_open(words[1], &(struct rows_options){ 0 }, &error) : NULL;
	lxw_workbook *book = rows ? workbook_new(words[2]) : NULL;
	if (!book)
		return 2;
	lxw_worksheet *sheet = workbook_add_worksheet(book, "样本");
	lxw_format *formats[2] = { workbook_add_format(book), workbook_add_format(book) };
	format_set_num_format(formats[0], "yyyy\"年\"m\"月\"d\"日\"");
	format_set_num_format(formats[1], "0.00%");
	const struct text *fields;
	size_t width;
	uint64_t line;
	for (unsigned row = 0; rows_head(rows, &fields, &width, &line, &error); row++)
		for (unsigned c = 0; c < width; c++) {
			char text[256];
			snprintf(text, sizeof(text), "%.*s", (int)fields[c].len, fields[c].at ? fields[c].at : "");
			put(sheet, row, c, text, formats);
		}
	merge(sheet, 0, 0, 0, 7, "合成样本 synthetic");
	merge(sheet, 1, 3, 1, 4, "金额");
	static const struct {
		unsigned column;
		const char *text;
	} tall[] = { { 0, "编号" }, { 1, "名称" }, { 2, "日期" }, { 5, "比率" }, { 6, "年份" }, { 7, "备注" } };
	for (size_t i = 0; i < sizeof(tall) / sizeof(tall[0]); i++)
		merge(sheet, 1, tall[i].column, 2, tall[i].column, tall[i].text);
	rows_close(rows);
	return workbook_close(book) == LXW_NO_ERROR && error.code == ERROR_NONE ? 0 : 1;
}
