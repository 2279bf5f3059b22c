/* Tests of io/csv.c on random bytes, against a reader that goes byte by byte over the whole text; and the same text in two encodings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <iconv.h>

#include "csv_told.h"

enum { INPUTS = 3000, PIECES_MOST = 160, BYTES_MOST = PIECES_MOST * 64, FIELDS_MOST = PIECES_MOST + 1, TOTAL = 3 };

static uint64_t draw_next(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

static const struct piece {
	const char *bytes;
	size_t count;
} pieces[] = { { "a", 1 }, { "bc", 2 }, { ",", 1 }, { ",", 1 }, { ",", 1 }, { "\n", 1 }, { "\n", 1 }, { "\r\n", 2 },
	{ "\"", 1 }, { ",\"", 2 }, { "\",", 2 }, { "\"\"", 2 }, { " ", 1 }, { "\r", 1 }, { "中", 3 }, { "é", 2 }, { "𠀀", 4 },
	{ "nothing but ASCII in more than half of a block of 64 bytes", 58 },
	/* from here on: no text in UTF-8 */
	{ "\0", 1 }, { "\xe4", 1 }, { "\x80", 1 }, { "\xe4\xb8", 2 }, { "\xe0\x80\x80", 3 }, { "\xf0\x9f", 2 } };

enum { PIECES = sizeof pieces / sizeof pieces[0], TEXT_PIECES = PIECES - 6 };

/* Bad pieces are rare, so that most records come to the later checks. */
static size_t compose(uint64_t *seed, size_t kinds, char out[BYTES_MOST])
{
	size_t count = 0, most = 1 + draw_next(seed) % PIECES_MOST;
	for (size_t i = 0; i < most; i++) {
		const struct piece *piece = &pieces[draw_next(seed) % (draw_next(seed) % 8 ? TEXT_PIECES : kinds)];
		memcpy(out + count, piece->bytes, piece->count);
		count += piece->count;
	}
	return count;
}

/* --- the slow reader --- */

struct slow {
	const char *at;
	size_t count, next;
	uint64_t line, blank_lines;
	/* the record in hand */
	char cells[FIELDS_MOST][BYTES_MOST];
	size_t lengths[FIELDS_MOST];
	size_t fields;
	enum csv_fault fault;
	unsigned column;
	uint64_t fault_line;
};

static bool slow_is(const struct slow *slow, size_t at, char c)
{
	return at < slow->count && slow->at[at] == c;
}

/* Whether a line ends here, and how long its end is. */
static bool slow_line_end(const struct slow *slow, size_t at, size_t *length)
{
	size_t returns = slow_is(slow, at, '\r');
	*length = returns + slow_is(slow, at + returns, '\n');
	return at + returns == slow->count || slow_is(slow, at + returns, '\n');
}

static void slow_fault(struct slow *slow, enum csv_fault fault)
{
	slow->fault = fault;
	slow->column = (unsigned)slow->fields + 1;
}

static void slow_resume(struct slow *slow, size_t from)
{
	while (from < slow->count && slow->at[from] != '\n')
		from++;
	slow->next = from < slow->count ? from + 1 : from;
}

static void slow_byte(struct slow *slow, char c)
{
	slow->cells[slow->fields][slow->lengths[slow->fields]++] = c;
	if (c == '\0' && slow->fault == CSV_OK)
		slow_fault(slow, CSV_NUL);
}

/* One quoted field from `at`; where it ends, or SIZE_MAX when the record is given up. */
static size_t slow_quoted(struct slow *slow, size_t at)
{
	size_t open = at++, length = 0;
	bool lines = false;
	for (; at < slow->count && (slow->at[at] != '"' || slow_is(slow, at + 1, '"')); at++) {
		slow_byte(slow, slow->at[at]);
		lines |= slow->at[at] == '\n';
		at += slow->at[at] == '"';
	}
	if (at < slow->count && (slow_is(slow, at + 1, ',') || slow_line_end(slow, at + 1, &length)))
		return at + 1;
	slow_fault(slow, at < slow->count ? CSV_STRAY_QUOTE : CSV_OPEN_QUOTE);
	if (slow->fault == CSV_OPEN_QUOTE)
		for (size_t i = slow->next; i < open; i++)
			slow->fault_line += slow->at[i] == '\n';
	slow_resume(slow, slow->fault == CSV_OPEN_QUOTE || lines ? open : at);
	slow->lengths[slow->fields] = 0;
	return SIZE_MAX;
}

static size_t slow_plain(struct slow *slow, size_t at)
{
	size_t length = 0;
	for (; at < slow->count && slow->at[at] != ',' && !slow_line_end(slow, at, &length); at++)
		slow_byte(slow, slow->at[at]);
	return at;
}

static void slow_fields(struct slow *slow)
{
	size_t at = slow->next, length = 0;
	for (;;) {
		slow->lengths[slow->fields] = 0;
		at = slow_is(slow, at, '"') ? slow_quoted(slow, at) : slow_plain(slow, at);
		if (at == SIZE_MAX)
			return;
		slow->fields++;
		if (slow_line_end(slow, at, &length))
			break;
		at++;
	}
	slow->next = at + length;
}

static struct text slow_cell(const struct slow *slow, size_t field)
{
	return (struct text){ slow->cells[field], slow->lengths[field] };
}

static void slow_judge(struct slow *slow)
{
	bool surplus = false;
	for (size_t i = slow->fields; i-- > 0;) {
		if (!text_utf8_valid(slow_cell(slow, i)) && (slow->fault == CSV_OK || slow->fault == CSV_BAD_BYTES)) {
			slow->fault = CSV_BAD_BYTES;
			slow->column = (unsigned)i + 1;
		}
		surplus |= i >= TOTAL && text_trim(slow_cell(slow, i)).len > 0;
	}
	if (slow->fault == CSV_OK && slow->fields < TOTAL)
		slow->fault = CSV_FEWER_FIELDS;
	if (slow->fault == CSV_OK && surplus)
		slow->fault = CSV_MORE_FIELDS;
}

static bool slow_blank(const struct slow *slow)
{
	bool blank = slow->fault == CSV_OK;
	for (size_t i = 0; i < slow->fields; i++)
		blank &= text_trim(slow_cell(slow, i)).len == 0;
	return blank;
}

static void slow_record(struct slow *slow, struct told *told)
{
	struct text cells[TOTAL];
	size_t begin = slow->next;
	slow->fields = 0;
	slow->fault = CSV_OK;
	slow->column = 0;
	slow->fault_line = slow->line;
	slow_fields(slow);
	for (; begin < slow->next; begin++)
		slow->line += slow->at[begin] == '\n';
	if (slow_blank(slow)) {
		slow->blank_lines++;
		return;
	}
	slow_judge(slow);
	for (size_t i = 0; i < TOTAL; i++) {
		bool good = i < slow->fields && text_utf8_valid(slow_cell(slow, i));
		cells[i] = good ? slow_cell(slow, i) : (struct text){ "", 0 };
	}
	told_number(told, "", slow->fault_line);
	told_fault(told, slow->fault, slow->column);
	told_cells(told, cells, TOTAL);
}

static void slow_read(struct slow *slow, struct told *told, const char *bytes, size_t count)
{
	slow->at = bytes;
	slow->count = count;
	slow->next = slow->blank_lines = 0;
	slow->line = 1;
	told->length = 0;
	told_add(told, "", 0);
	while (slow->next < count)
		slow_record(slow, told);
	if (slow->blank_lines)
		told_number(told, "blank ", slow->blank_lines);
}

static void as_the_slow_reader(void **state)
{
	(void)state;
	static struct slow slow;
	struct told told = { 0 }, wanted = { 0 };
	char bytes[BYTES_MOST];
	for (uint64_t input = 1; input <= INPUTS; input++) {
		uint64_t seed = input;
		size_t count = compose(&seed, PIECES, bytes);
		slow_read(&slow, &wanted, bytes, count);
		for (int i = 0; i < 3; i++) {
			size_t block = i == 0 ? 1 << 16 : 1 + draw_next(&seed) % (count + 1);
			const struct told_input whole = { .bytes = bytes, .count = count, .total = TOTAL, .encoding = "utf-8" };
			told_read(&told, &whole, block);
			if (told.length != wanted.length || memcmp(told.text, wanted.text, told.length) != 0)
				fail_msg("seed %llu, block of %zu:\n'%.*s' gives\n'%s', not\n'%s'", (unsigned long long)input,
					block, (int)count, bytes, told.text, wanted.text);
		}
	}
	free(told.text);
	free(wanted.text);
}

static size_t convert(iconv_t converter, char *bytes, size_t count, char out[2 * BYTES_MOST])
{
	char *to = out;
	size_t room = 2 * BYTES_MOST;
	assert_int_equal(iconv(converter, &bytes, &count, &to, &room), 0);
	return 2 * BYTES_MOST - room;
}

static const char *const other_encodings[] = { "GB18030", "UTF-16", "UTF-16BE", "UTF-32" };

static void same_in_other_encodings(void **state)
{
	(void)state;
	struct told told = { 0 }, wanted = { 0 };
	char bytes[BYTES_MOST], other[2 * BYTES_MOST];
	for (uint64_t input = 1; input <= INPUTS / 4; input++) {
		uint64_t seed = input;
		size_t count = compose(&seed, TEXT_PIECES, bytes);
		const char *name = other_encodings[input % 4];
		iconv_t converter = iconv_open(name, "UTF-8");
		assert_true(converter != (iconv_t)-1);
		size_t other_count = convert(converter, bytes, count, other);
		iconv_close(converter);
		const struct told_input plain = { .bytes = bytes, .count = count, .total = TOTAL, .encoding = "utf-8" };
		const struct told_input converted = { .bytes = other, .count = other_count, .total = TOTAL, .encoding = name };
		told_read(&wanted, &plain, 1 << 16);
		told_read(&told, &converted, 1 + draw_next(&seed) % (count + 1));
		if (strcmp(told.text, wanted.text) != 0)
			fail_msg("seed %llu in %s: '%s', not '%s'", (unsigned long long)input, name, told.text, wanted.text);
	}
	free(told.text);
	free(wanted.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_slow_reader),
		cmocka_unit_test(same_in_other_encodings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
