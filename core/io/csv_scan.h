/* IO, of csv.c only: the structure of delimited text that lies in memory. Finds records and fields by their offsets, copies nothing. */
#ifndef IO_CSV_SCAN_H
#define IO_CSV_SCAN_H

#include "io/csv.h"

/* Bytes that must be readable before the first and behind the last one, whatever they hold; two newlines stand before the first. */
enum { SCAN_PAD_BYTES = 64 };

#define SPAN_DOUBLED 0x80000000u /* or-ed to `bytes`: a quoted field that holds doubled quotes */

struct csv_span {
	uint32_t at, bytes;
};

struct csv_scan {
	unsigned char *bytes;
	size_t next, end; /* where the next record begins, where the bytes end; the first lies at SCAN_PAD_BYTES */
	uint64_t line; /* of `next`, from 1 */
	struct csv_span *spans; /* fields of the last record; those beyond `spans_room` are counted only */
	size_t spans_room;
	bool last; /* no byte follows `end` */
	bool skipping; /* the rest of the line at `next` belongs to a record that was given up */
	bool utf8; /* else GB18030 */
	unsigned char kinds[4]; /* the delimiter, a newline, a quote, a zero */
	/* Blocks of 64 bytes: offset of the last one looked at, its separators, quotes and zeros still to come, and the end of the
	 * last one that may hold bytes which are no text of the encoding. */
	size_t block;
	uint64_t events;
	size_t suspect_end;
};

struct csv_record {
	size_t at, end; /* without the newline; `end` only where there is no fault of form */
	uint64_t line; /* of the first byte, or of the quote that is not closed */
	size_t fields, field; /* fields that were found, and where the one at work begins */
	enum csv_fault fault;
	unsigned column;
	bool doubled; /* some span has SPAN_DOUBLED */
	bool suspect; /* must be checked byte by byte; GB18030: has bytes to convert */
	unsigned lines; /* newlines within it */
};

enum csv_step { STEP_RECORD, STEP_MORE, STEP_END };

/* Begins anew at `next`, after the bytes or `next` were moved. */
void scan_seek(struct csv_scan *scan, size_t next);
/* STEP_MORE: the record goes on behind `end`, and will be looked at from `next` again. */
enum csv_step scan_record(struct csv_scan *scan, struct csv_record *record);

/* What is rare. The field, from 1, that the byte at `offset` lies in. */
unsigned scan_column(const struct csv_scan *scan, const struct csv_record *record, size_t offset);
/* Whether the bytes are blank fields only. */
bool scan_blank(const struct csv_scan *scan, size_t at, size_t end);

#endif
