/* IO, of workbook_sheet.c and workbook_cell.c: a sheet being read. */
#ifndef IO_WORKBOOK_SHEET_H
#define IO_WORKBOOK_SHEET_H

#include "io/workbook_inner.h"

enum { SHEET_NOTE_BYTES = 160, COLUMN_WORDS = WORKBOOK_COLUMNS_MAX / 64, SHEET_BATCH_ROWS = 1024 };

enum cell_kind { KIND_NUMBER, KIND_SHARED, KIND_STRING, KIND_INLINE, KIND_BOOLEAN, KIND_ERROR, KIND_DATE };

/* A list of ranges for people: "5, 7-9". */
struct ranges {
	char text[SHEET_NOTE_BYTES];
	uint64_t first, last; /* of the range in hand; 0: none */
	size_t used, count;
};

struct sheet_stream {
	struct workbook *book;
	const struct workbook_sheet *sheet;
	struct part *part;
	struct xml *xml;
	struct tally_error *error; /* of the call in hand */
	struct strings strings;
	struct styles styles;
	enum { SHEET_AROUND, SHEET_COLUMNS, SHEET_DATA } where;
	bool ended, any_data;

	uint64_t row; /* in hand, from 1 */
	unsigned next_column; /* that a cell without a name has */
	bool row_hidden, row_filled;
	size_t row_at; /* of its text in the pool */
	size_t row_shared_bytes; /* of its texts that lie elsewhere */

	unsigned column, style; /* of the cell in hand */
	enum cell_kind kind;
	bool formula, taking;
	unsigned phonetic;
	size_t cell_at;

	char *pool; /* text of the batch, shared strings aside */
	size_t pool_used, pool_capacity;

	struct text *cells;
	unsigned char *marks;
	size_t cells_capacity, marks_capacity;
	uint64_t lines[SHEET_BATCH_ROWS];
	size_t rows, most, width, total;
	bool heading; /* one row with all its cells; its width is `width` */
	bool have_row; /* of heading: read and not handed out */
	uint64_t head_line;
	unsigned *wanted; /* of each column of the sheet: cell + 1 */
	unsigned *same; /* first cell of the same column */

	uint64_t blank_rows;
	bool any_hidden_column;
	unsigned long columns_seen; /* of those that are hidden, in order */
	uint64_t hidden_columns[COLUMN_WORDS], filled_columns[COLUMN_WORDS];
	struct ranges hidden_rows;
	struct sheet_notes notes;
	char columns_text[SHEET_NOTE_BYTES];
};

/* A cell begins, and ends (workbook_cell.c). */
void cell_open(struct sheet_stream *s, const char *const *attributes);
void cell_close(struct sheet_stream *s);
void cell_take(struct sheet_stream *s, const char *at, size_t bytes);
void sheet_damaged(struct sheet_stream *s, unsigned column);
void sheet_no_memory(struct sheet_stream *s);

void ranges_add(struct ranges *ranges, uint64_t number);
void ranges_end(struct ranges *ranges);

#endif
