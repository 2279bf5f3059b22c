/* IO, of csv.c, its parts and its tests: a file being read. */
#ifndef IO_CSV_INNER_H
#define IO_CSV_INNER_H

#include "io/csv.h"
#include "io/csv_scan.h"
#include "io/csv_source.h"

enum { CSV_BLOCK_BYTES = 256 << 10 };

struct csv {
	struct csv_source source;
	struct csv_scan scan;
	size_t capacity, block_bytes;
	struct decoder *decoder; /* of single cells; NULL in UTF-8 */
	char *converted; /* cells of the batch */
	size_t converted_bytes, converted_capacity;
	size_t spans_capacity;
	struct text *cells;
	size_t cells_capacity;
	unsigned *columns; /* wanted */
	unsigned *same; /* the first wanted cell of the same column: a cell is unquoted or converted only once */
	size_t width, total, needed;
	size_t head_fields, head_needed; /* of the last head; needed are those up to the last that is not blank */
	uint64_t records, blank_lines;
	uint64_t lines[CSV_BATCH_ROWS];
	unsigned fault_columns[CSV_BATCH_ROWS];
	unsigned char faults[CSV_BATCH_ROWS];
};

/* The file read in blocks of any size; what is found does not depend on it. */
struct csv *csv_open_blocks(
	const char *path, const struct csv_options *options, size_t block_bytes, struct tally_error *error) MUST_USE;

/* Look at a record without a fault and may give it one. */
void cells_check_bytes(const struct csv *csv, struct csv_record *record);
void cells_check_width(const struct csv *csv, struct csv_record *record);
/* The cell of one field; a second call for the same one gives something else. One that is no text becomes empty and its record a
 * fault. False only when memory ends. */
bool cells_take(struct csv *csv, struct csv_record *record, unsigned column, struct text *cell) MUST_USE;
/* The wanted cells: of a record that is text in UTF-8 without doubled quotes and has all fields, and of any other. */
void cells_row(const struct csv *csv, struct text *cells);
bool cells_row_careful(struct csv *csv, struct csv_record *record, struct text *cells) MUST_USE;

#endif
