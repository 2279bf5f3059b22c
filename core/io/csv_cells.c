/* IO: the cells of a record whose fields were found: without doubled quotes, checked, in UTF-8. Knows one record at a time; reads no file
 * and looks for no structure. */
#include <string.h>

#include "io/csv_inner.h"

/* In place: the bytes of a record are not looked at again once its cells are taken. */
static size_t undouble(char *at, size_t bytes)
{
	size_t out = 0;
	for (size_t in = 0; in < bytes; in++) {
		at[out++] = at[in];
		in += at[in] == '"';
	}
	return out;
}

static bool is_ascii(struct text cell)
{
	unsigned char high = 0;
	for (size_t i = 0; i < cell.len; i++)
		high |= (unsigned char)cell.at[i];
	return high < 0x80;
}

/* The cell in UTF-8; one that is no text becomes empty and the record a fault. False only when memory ends. */
static bool to_utf8(struct csv *csv, struct csv_record *record, struct text *cell, unsigned column)
{
	struct text out;
	size_t bad = 0;
	if (is_ascii(*cell))
		return true;
	if (csv->decoder ? decoder_convert(csv->decoder, *cell, &out, &bad) : text_utf8_valid(*cell)) {
		if (!csv->decoder)
			return true;
		memcpy(csv->converted + csv->converted_bytes, out.at, out.len);
		*cell = (struct text){ csv->converted + csv->converted_bytes, out.len };
		csv->converted_bytes += out.len;
		return true;
	}
	*cell = (struct text){ "", 0 };
	if (record->fault == CSV_OK) {
		record->fault = CSV_BAD_BYTES;
		record->column = column + 1;
	}
	return bad != DECODER_NO_MEMORY;
}

bool cells_take(struct csv *csv, struct csv_record *record, unsigned column, struct text *cell)
{
	struct csv_span span = csv->scan.spans[column];
	char *at = (char *)csv->scan.bytes + span.at;
	size_t bytes = span.bytes & ~SPAN_DOUBLED;
	if (span.bytes & SPAN_DOUBLED)
		bytes = undouble(at, bytes);
	*cell = (struct text){ at, bytes };
	return (!record->suspect && record->fault == CSV_OK) || to_utf8(csv, record, cell, column);
}

bool cells_row_careful(struct csv *csv, struct csv_record *record, struct text *cells)
{
	for (size_t i = 0; i < csv->width; i++) {
		if (csv->same[i] != i)
			cells[i] = cells[csv->same[i]];
		else if (csv->columns[i] >= record->fields)
			cells[i] = (struct text){ "", 0 };
		else if (!cells_take(csv, record, csv->columns[i], &cells[i]))
			return false;
	}
	return true;
}

void cells_row(const struct csv *csv, struct text *cells)
{
	const char *bytes = (const char *)csv->scan.bytes;
	const struct csv_span *spans = csv->scan.spans;
	const unsigned *columns = csv->columns;
	for (size_t i = 0, width = csv->width; i < width; i++) {
		struct csv_span span = spans[columns[i]];
		cells[i] = (struct text){ bytes + span.at, span.bytes };
	}
}

void cells_check_bytes(const struct csv *csv, struct csv_record *record)
{
	struct text text = { (const char *)csv->scan.bytes + record->at, record->end - record->at };
	size_t bad = csv->decoder ? gb18030_bad(text.at, text.len) : text_utf8_bad(text);
	if (bad == text.len)
		return;
	record->fault = CSV_BAD_BYTES;
	record->column = scan_column(&csv->scan, record, record->at + bad);
}

void cells_check_width(const struct csv *csv, struct csv_record *record)
{
	if (record->fields < csv->needed)
		record->fault = CSV_FEWER_FIELDS;
	if (record->fields <= csv->total)
		return;
	/* Before a plain field stands a delimiter. */
	size_t surplus = csv->scan.spans[csv->total].at;
	surplus -= csv->scan.bytes[surplus - 1] == '"';
	if (!scan_blank(&csv->scan, surplus, record->end))
		record->fault = CSV_MORE_FIELDS;
}
