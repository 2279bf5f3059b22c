/* IO: delimited text as batches of records. Knows how the bytes come (csv_source), where records lie in them (csv_scan) and how their cells
 * are taken (csv_cells); must not know headings, types or rules. */
#include "io/csv_inner.h"

#include <string.h>

enum { SPANS_FIRST = 64 };

/* --- bytes --- */

/* Moves what is left to the front and reads on behind it; cells of the last batch end here. */
static bool fill(struct csv *csv, struct tally_error *error)
{
	struct csv_scan *scan = &csv->scan;
	size_t kept = scan->end - scan->next, got = 0;
	/* A long record is looked at again after each block: growing blocks keep that short. */
	size_t room = kept > csv->block_bytes && kept > CSV_QUOTE_BYTES ? kept : csv->block_bytes;
	if (!memory_grow(&scan->bytes, &csv->capacity, SCAN_PAD_BYTES + kept + room + SCAN_PAD_BYTES, 1))
		return error_memory(error);
	memmove(scan->bytes + SCAN_PAD_BYTES, scan->bytes + scan->next, kept);
	scan->next = SCAN_PAD_BYTES;
	scan->end = SCAN_PAD_BYTES + kept;
	if (!source_read(&csv->source, scan->bytes + scan->end, room, &got, error))
		return false;
	scan->end += got;
	scan->last = got < room;
	memset(scan->bytes + scan->end, 0, SCAN_PAD_BYTES);
	scan->suspect_end = 0;
	scan_seek(scan, scan->next);
	/* No character of GB18030 takes more than twice its bytes in UTF-8. */
	if (csv->decoder && !memory_grow(&csv->converted, &csv->converted_capacity, 2 * scan->end, 1))
		return error_memory(error);
	return true;
}

static bool check_delimiter(const char *path, char delimiter, struct tally_error *error)
{
	unsigned char c = (unsigned char)delimiter;
	if (c < 0x80 && c != '"' && c != '\n' && c != '\r')
		return true;
	return error_set(error, ERROR_CONFIG,
		_("%s: delimiter: byte 0x%02x: any ASCII character but a quote and a newline is allowed"), path, c);
}

static bool open_parts(struct csv *csv, const char *path, const struct csv_options *options, struct tally_error *error)
{
	if (!check_delimiter(path, options->delimiter, error) || !source_open(&csv->source, path, options, error))
		return false;
	if (csv->source.encoding == ENCODING_GB18030 && !csv->source.decoder)
		csv->decoder = decoder_open("GB18030", error);
	csv->scan.utf8 = !csv->decoder;
	memcpy(csv->scan.kinds, ",\n\"", sizeof csv->scan.kinds);
	if (options->delimiter)
		csv->scan.kinds[0] = (unsigned char)options->delimiter;
	csv->scan.line = 1;
	if (error->code != ERROR_NONE)
		return false;
	if (!memory_grow(&csv->scan.bytes, &csv->capacity, 2 * SCAN_PAD_BYTES + csv->block_bytes, 1) ||
		!memory_grow(&csv->scan.spans, &csv->spans_capacity, SPANS_FIRST, sizeof(struct csv_span)))
		return error_memory(error);
	memset(csv->scan.bytes, '\n', SCAN_PAD_BYTES);
	csv->scan.spans_room = csv->spans_capacity;
	csv->scan.next = csv->scan.end = SCAN_PAD_BYTES;
	return true;
}

struct csv *csv_open_blocks(const char *path, const struct csv_options *options, size_t block_bytes, struct tally_error *error)
{
	struct csv *csv = memory_alloc(1, sizeof *csv);
	if (!csv) {
		error_memory(error);
		return NULL;
	}
	csv->block_bytes = block_bytes;
	if (open_parts(csv, path, options, error))
		return csv;
	csv_close(csv);
	return NULL;
}

char csv_delimiter(const char *said)
{
	static const struct {
		const char *name;
		char byte;
	} names[] = { { "", ',' }, { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "pipe", '|' } };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(said, names[i].name) == 0)
			return names[i].byte;
	return said[0];
}

struct csv *csv_open(const char *path, const struct csv_options *options, struct tally_error *error)
{
	return csv_open_blocks(path, options, CSV_BLOCK_BYTES, error);
}

void csv_close(struct csv *csv)
{
	if (!csv)
		return;
	source_close(&csv->source);
	decoder_close(csv->decoder);
	memory_free(csv->scan.bytes);
	memory_free(csv->scan.spans);
	memory_free(csv->converted);
	memory_free(csv->cells);
	memory_free(csv->columns);
	memory_free(csv->same);
	memory_free(csv);
}

enum encoding csv_encoding(const struct csv *csv)
{
	return csv->source.encoding;
}

void csv_totals(const struct csv *csv, struct csv_totals *totals)
{
	*totals = (struct csv_totals){
		.bytes = csv->source.fingerprint.bytes,
		.records = csv->records,
		.blank_lines = csv->blank_lines,
		.fingerprint = fingerprint_value(&csv->source.fingerprint),
		.size = csv->source.size,
		.mtime_ns = csv->source.mtime_ns,
		.inode = csv->source.inode,
	};
}

/* --- records --- */

static bool is_blank(const struct csv *csv, const struct csv_record *record)
{
	unsigned char c = csv->scan.bytes[record->at];
	bool perhaps = c <= ' ' || c == '"' || c == csv->scan.kinds[0];
	return perhaps && record->fault == CSV_OK && scan_blank(&csv->scan, record->at, record->end);
}

static bool keep_record(struct csv *csv, struct csv_record *record, size_t row)
{
	struct text *cells = csv->cells + row * csv->width;
	if (record->suspect && record->fault == CSV_OK)
		cells_check_bytes(csv, record);
	if (record->fault == CSV_OK && record->fields != csv->total)
		cells_check_width(csv, record);
	bool convert = record->suspect && csv->decoder;
	if (record->fault == CSV_OK && !record->doubled && !convert && record->fields >= csv->total)
		cells_row(csv, cells);
	else if (!cells_row_careful(csv, record, cells))
		return false;
	csv->lines[row] = record->line;
	csv->faults[row] = (unsigned char)record->fault;
	csv->fault_columns[row] = record->column;
	csv->records++;
	return true;
}

bool csv_next(struct csv *csv, struct csv_batch *batch, struct tally_error *error)
{
	struct csv_record record;
	size_t rows = 0;
	*batch = (struct csv_batch){ csv->cells, csv->lines, csv->faults, csv->fault_columns, 0, csv->width };
	csv->converted_bytes = 0;
	while (rows < CSV_BATCH_ROWS) {
		enum csv_step step = scan_record(&csv->scan, &record);
		if (step == STEP_END || (step == STEP_MORE && rows > 0))
			break;
		if (step == STEP_MORE) {
			if (!fill(csv, error))
				return false;
		} else if (is_blank(csv, &record)) {
			csv->blank_lines++;
		} else if (!keep_record(csv, &record, rows++)) {
			return error_memory(error);
		}
	}
	batch->rows = rows;
	return true;
}

/* --- the head --- */

/* Steps to the next record with room for all of its fields. */
static bool next_head(struct csv *csv, struct csv_record *record, struct tally_error *error)
{
	struct csv_scan *scan = &csv->scan;
	for (;;) {
		enum csv_step step = scan_record(scan, record);
		if (step == STEP_END)
			return false;
		if (step == STEP_MORE) {
			if (!fill(csv, error))
				return false;
			continue;
		}
		if (record->fault != CSV_OK || record->fields <= scan->spans_room)
			return true;
		if (!memory_grow(&scan->spans, &csv->spans_capacity, record->fields, sizeof(struct csv_span)))
			return error_memory(error);
		scan->spans_room = csv->spans_capacity;
		scan->line = record->line;
		scan_seek(scan, record->at);
	}
}

static bool head_fault(const struct csv *csv, const struct csv_record *record, struct tally_error *error)
{
	static const char *const told[] = {
		[CSV_STRAY_QUOTE] = N_("text behind a closing quote: write two quotes for one"),
		[CSV_OPEN_QUOTE] = N_("a quote that is not closed: close it, or write two quotes for one"),
		[CSV_BAD_BYTES] = N_("bytes that are no text: declare the encoding of the file"),
		[CSV_NUL] = N_("a zero byte: save the file as CSV in UTF-8"),
		[CSV_TOO_LONG] = N_("a line of more than 1 MiB: the headings should stand here"),
	};
	return error_set(error, ERROR_INPUT, _("%s:%llu: column %u: %s"), csv->source.path, (unsigned long long)record->line,
		record->column ? record->column : 1, _(told[record->fault]));
}

/* Fields that can be told apart. */
static unsigned whole_fields(const struct csv *csv, const struct csv_record *record)
{
	size_t most = record->fields < csv->scan.spans_room ? record->fields : csv->scan.spans_room;
	if (record->fault == CSV_OK || record->fault == CSV_BAD_BYTES)
		return (unsigned)most;
	size_t before = record->column ? record->column - 1 : 0;
	return (unsigned)(before < most ? before : most);
}

/* The next record as it stands. */
static bool take_line(struct csv *csv, struct csv_record *record, unsigned *count, struct tally_error *error)
{
	csv->converted_bytes = 0;
	csv->head_needed = 0;
	if (!next_head(csv, record, error))
		return false;
	if (record->suspect && record->fault == CSV_OK)
		cells_check_bytes(csv, record);
	*count = whole_fields(csv, record);
	if (!memory_grow(&csv->cells, &csv->cells_capacity, *count, sizeof(struct text)))
		return error_memory(error);
	for (unsigned i = 0; i < *count; i++) {
		if (!cells_take(csv, record, i, &csv->cells[i]))
			return error_memory(error);
		if (text_trim(csv->cells[i]).len > 0)
			csv->head_needed = i + 1;
	}
	return true;
}

bool csv_line(struct csv *csv, struct csv_line *line, struct tally_error *error)
{
	struct csv_record record;
	unsigned count;
	if (!take_line(csv, &record, &count, error))
		return false;
	*line = (struct csv_line){ csv->cells, count, record.line, record.fault, record.column };
	return true;
}

bool csv_head(struct csv *csv, const struct text **fields, size_t *count, uint64_t *line, struct tally_error *error)
{
	struct csv_record record;
	unsigned taken;
	if (!take_line(csv, &record, &taken, error))
		return false;
	if (record.fault != CSV_OK)
		return head_fault(csv, &record, error);
	csv->head_fields = record.fields;
	*fields = csv->cells;
	*count = record.fields;
	*line = record.line;
	return true;
}

/* --- what is wanted --- */

static bool make_room(struct csv *csv, size_t width, size_t total)
{
	size_t columns = 0, same = 0;
	memory_free(csv->columns);
	memory_free(csv->same);
	csv->columns = csv->same = NULL;
	return memory_grow(&csv->columns, &columns, width + 1, sizeof(unsigned)) &&
		memory_grow(&csv->same, &same, width + 1, sizeof(unsigned)) &&
		memory_grow(&csv->cells, &csv->cells_capacity, CSV_BATCH_ROWS * (width + 1), sizeof(struct text)) &&
		memory_grow(&csv->scan.spans, &csv->spans_capacity, total + 1, sizeof(struct csv_span));
}

bool csv_want(struct csv *csv, const unsigned *columns, size_t width, size_t total, struct tally_error *error)
{
	if (!make_room(csv, width, total))
		return error_memory(error);
	for (unsigned i = 0; i < width; i++) {
		csv->columns[i] = columns[i];
		csv->same[i] = 0;
		while (csv->columns[csv->same[i]] != columns[i])
			csv->same[i]++;
		if (columns[i] >= total)
			return error_set(error, ERROR_INPUT, _("%s: column %u is wanted of %zu"), csv->source.path,
				columns[i] + 1, total);
	}
	csv->width = width;
	csv->total = total;
	/* A head often ends in blank fields; a record need not have these. */
	csv->needed = csv->head_fields == total ? csv->head_needed : total;
	/* One span more tells where surplus fields begin. */
	csv->scan.spans_room = total + 1;
	return true;
}
