/* IO: where records and fields begin and end. Looks at 64 bytes at a time and at single bytes only where something happens: a
 * delimiter, a newline, a quote, a zero. Knows no encoding but which blocks must be looked at more closely, and reads no file. */
#include "io/csv_scan.h"

#include <string.h>

#include "io/csv_block.h"

static uint64_t block_events(struct csv_scan *scan, size_t block)
{
	const unsigned char *at = scan->bytes + block;
	uint64_t events = block_separators(at, scan->kinds);
	size_t left = scan->end - block;
	/* What a lead at the end of the block before promised is missing in this one. */
	bool owed = at[-1] >= 0xc0 || at[-2] >= 0xe0;
	if ((owed || block_has_high(at)) && (!scan->utf8 || block_utf8_suspect(at)))
		scan->suspect_end = block + BLOCK_BYTES;
	return left >= BLOCK_BYTES ? events : events & ((UINT64_C(1) << left) - 1);
}

void scan_seek(struct csv_scan *scan, size_t next)
{
	scan->next = next;
	scan->block = next / BLOCK_BYTES * BLOCK_BYTES;
	scan->events = scan->block < scan->end ? block_events(scan, scan->block) & UINT64_MAX << next % BLOCK_BYTES : 0;
}

static inline bool find_event(struct csv_scan *scan, size_t *block, uint64_t *events)
{
	while (*events == 0) {
		if (*block + BLOCK_BYTES >= scan->end)
			return false;
		*block += BLOCK_BYTES;
		*events = block_events(scan, *block);
	}
	return true;
}

/* Takes the next event; its offset, or `end` where there is none. */
static size_t next_event(struct csv_scan *scan)
{
	if (!find_event(scan, &scan->block, &scan->events))
		return scan->end;
	size_t at = scan->block + (size_t)__builtin_ctzll(scan->events);
	scan->events &= scan->events - 1;
	return at;
}

/* --- records --- */

static void put_field(struct csv_scan *scan, struct csv_record *record, size_t at, size_t bytes)
{
	if (record->fields < scan->spans_room)
		scan->spans[record->fields] = (struct csv_span){ (uint32_t)at, (uint32_t)bytes };
	record->fields++;
}

/* Takes unquoted fields as long as nothing but delimiters comes; the offset of what comes then. The way of nearly all bytes. */
static size_t plain_fields(struct csv_scan *scan, struct csv_record *record)
{
	uint64_t events = scan->events;
	size_t block = scan->block, field = record->field, fields = record->fields, at = scan->end;
	const size_t room = scan->spans_room;
	const unsigned char delimiter = scan->kinds[0];
	struct csv_span *spans = scan->spans;
	while (find_event(scan, &block, &events)) {
		at = block + (size_t)__builtin_ctzll(events);
		events &= events - 1;
		if (scan->bytes[at] != delimiter)
			break;
		if (fields < room)
			spans[fields] = (struct csv_span){ (uint32_t)field, (uint32_t)(at - field) };
		fields++;
		field = at + 1;
		at = scan->end;
	}
	scan->events = events;
	scan->block = block;
	record->field = field;
	record->fields = fields;
	return at;
}

static uint64_t newlines(const struct csv_scan *scan, size_t at, size_t end)
{
	uint64_t count = 0;
	for (; at < end; at++)
		count += scan->bytes[at] == '\n';
	return count;
}

/* Passes over the rest of the line at `from`; what is not in memory yet is passed over by the next call. */
static void pass_line(struct csv_scan *scan, size_t from)
{
	const unsigned char *newline = memchr(scan->bytes + from, '\n', scan->end - from);
	size_t next = newline ? (size_t)(newline - scan->bytes) + 1 : scan->end;
	scan->line += newlines(scan, scan->next, next);
	scan->skipping = !newline;
	scan_seek(scan, next);
}

static void note(struct csv_record *record, enum csv_fault fault)
{
	if (record->fault != CSV_OK)
		return;
	record->fault = fault;
	record->column = (unsigned)record->fields + 1;
}

static enum csv_step too_long(struct csv_scan *scan, struct csv_record *record)
{
	record->fault = CSV_TOO_LONG;
	record->column = 0;
	record->fields = 0;
	pass_line(scan, record->at + CSV_RECORD_BYTES);
	return STEP_RECORD;
}

/* The record is known by its first fields only; reading resumes behind the line of `from`. What is decided must not depend on how much
 * of the file lay in memory, hence the one measure of what is too long. */
static enum csv_step give_up(struct csv_scan *scan, struct csv_record *record, enum csv_fault fault, size_t from)
{
	if (from - record->at > CSV_RECORD_BYTES)
		return too_long(scan, record);
	record->fault = CSV_OK;
	note(record, fault);
	pass_line(scan, from);
	return STEP_RECORD;
}

static enum csv_step unfinished(struct csv_scan *scan, struct csv_record *record)
{
	if (scan->end - record->at > CSV_RECORD_BYTES + 2 * CSV_QUOTE_BYTES)
		return too_long(scan, record);
	scan_seek(scan, record->at);
	return STEP_MORE;
}

/* The line ends at `at`, with a newline or with the file. */
static enum csv_step end_line(struct csv_scan *scan, struct csv_record *record, size_t at)
{
	if (at - record->at > CSV_RECORD_BYTES)
		return too_long(scan, record);
	record->suspect = at == scan->end || record->at < scan->suspect_end;
	record->end = at > record->at && scan->bytes[at - 1] == '\r' ? at - 1 : at;
	scan->next = at < scan->end ? at + 1 : at;
	scan->line += record->lines + 1;
	return STEP_RECORD;
}

static enum csv_step end_plain(struct csv_scan *scan, struct csv_record *record, size_t at)
{
	size_t end = at > record->field && scan->bytes[at - 1] == '\r' ? at - 1 : at;
	put_field(scan, record, record->field, end - record->field);
	return end_line(scan, record, at);
}

enum closing { CLOSED, NOT_CLOSED, NOT_KNOWN };

/* Looks for the quote that closes the one at `open`. */
static enum closing find_closing(struct csv_scan *scan, struct csv_record *record, size_t open, size_t *close, bool *doubled)
{
	for (unsigned lines = record->lines + CSV_QUOTE_LINES; record->lines < lines;) {
		size_t at = *close = next_event(scan);
		if (at - open > CSV_QUOTE_BYTES + 1)
			return NOT_CLOSED;
		if (at == scan->end)
			return scan->last ? NOT_CLOSED : NOT_KNOWN;
		unsigned char c = scan->bytes[at];
		record->lines += c == '\n';
		if (c == 0)
			note(record, CSV_NUL);
		if (c != '"')
			continue;
		if (at + 1 == scan->end)
			return scan->last ? CLOSED : NOT_KNOWN;
		if (scan->bytes[at + 1] != '"')
			return CLOSED;
		*doubled = true;
		next_event(scan);
	}
	return NOT_CLOSED;
}

/* Whether the line ends at `*at`, which is moved to its newline. */
static enum closing line_end(const struct csv_scan *scan, size_t *at)
{
	if (*at < scan->end && scan->bytes[*at] == '\r')
		++*at;
	if (*at == scan->end)
		return scan->last ? CLOSED : NOT_KNOWN;
	return scan->bytes[*at] == '\n' ? CLOSED : NOT_CLOSED;
}

/* Where a quoted field cannot be taken. Behind one of several lines the quote that seemed to close it more likely opens the next one, and
 * the quote that is amiss stood above: those lines are read again. */
static enum csv_step quoted_fault(
	struct csv_scan *scan, struct csv_record *record, enum closing closing, size_t close, unsigned lines)
{
	if (closing == NOT_KNOWN)
		return unfinished(scan, record);
	return give_up(scan, record, CSV_STRAY_QUOTE, record->lines > lines ? record->field : close);
}

/* A field that begins with the quote at record->field. True when others follow it; else *step says how the record ended. */
static bool quoted_field(struct csv_scan *scan, struct csv_record *record, enum csv_step *step)
{
	size_t open = record->field, close = 0;
	unsigned lines = record->lines;
	bool doubled = false, ended = false;
	enum closing closing = find_closing(scan, record, open, &close, &doubled);
	if (closing == NOT_CLOSED) {
		record->line += lines;
		*step = give_up(scan, record, CSV_OPEN_QUOTE, open);
		return false;
	}
	size_t after = close + 1;
	if (closing == CLOSED && (after == scan->end || scan->bytes[after] != scan->kinds[0])) {
		closing = line_end(scan, &after);
		ended = true;
	}
	if (closing != CLOSED) {
		*step = quoted_fault(scan, record, closing, close, lines);
		return false;
	}
	put_field(scan, record, open + 1, (close - open - 1) | (doubled ? SPAN_DOUBLED : 0));
	record->doubled |= doubled;
	record->field = after + 1;
	if (after < scan->end)
		next_event(scan); /* the delimiter or newline at `after` */
	if (ended)
		*step = end_line(scan, record, after);
	return !ended;
}

enum csv_step scan_record(struct csv_scan *scan, struct csv_record *record)
{
	enum csv_step step = STEP_RECORD;
	if (scan->skipping)
		pass_line(scan, scan->next);
	if (scan->next == scan->end)
		return scan->last ? STEP_END : STEP_MORE;
	*record = (struct csv_record){ .at = scan->next, .field = scan->next, .line = scan->line };
	for (;;) {
		size_t at = plain_fields(scan, record);
		if (at == scan->end)
			return scan->last ? end_plain(scan, record, at) : unfinished(scan, record);
		if (scan->bytes[at] == '\n')
			return end_plain(scan, record, at);
		if (scan->bytes[at] == 0)
			note(record, CSV_NUL);
		else if (at == record->field && !quoted_field(scan, record, &step))
			return step;
	}
}

/* --- what is rare --- */

unsigned scan_column(const struct csv_scan *scan, const struct csv_record *record, size_t offset)
{
	unsigned column = 1;
	size_t field = record->at;
	bool quoted = false;
	for (size_t at = record->at; at < offset; at++) {
		unsigned char c = scan->bytes[at];
		/* A doubled quote closes and opens. */
		if (c == '"' && scan->bytes[field] == '"')
			quoted = !quoted;
		if (c != scan->kinds[0] || quoted)
			continue;
		column++;
		field = at + 1;
	}
	return column;
}

bool scan_blank(const struct csv_scan *scan, size_t at, size_t end)
{
	bool quoted = false, closed = false, begins = true;
	for (; at < end; at++) {
		unsigned char c = scan->bytes[at];
		bool quote = c == '"' && (quoted || begins);
		if (c == scan->kinds[0] && !quoted)
			closed = false;
		else if (quote && !closed)
			closed = quoted;
		else if (c != ' ' && (c < '\t' || c > '\r'))
			return false;
		quoted ^= quote;
		begins = c == scan->kinds[0] && !quoted;
	}
	return true;
}
