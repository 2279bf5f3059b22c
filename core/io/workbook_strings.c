/* IO: the strings that the cells of a workbook share. Runs of rich text are joined, readings (phonetic runs) are left out. Knows nothing of cells. */
#include <string.h>

#include "io/workbook_inner.h"

struct reading {
	struct strings *strings;
	struct xml *xml;
	struct tally_error *error;
	const char *path;
	size_t first; /* of the string in hand */
	unsigned phonetic;
	bool taking;
};

static bool hex_digit(char c, unsigned *value)
{
	unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0')
		: c >= 'A' && c <= 'F'        ? (unsigned)(c - 'A') + 10
		: c >= 'a' && c <= 'f'        ? (unsigned)(c - 'a') + 10
					      : 16;
	*value = *value << 4 | digit;
	return digit < 16;
}

/* "_x000D_": a character that XML cannot hold; the ones that no text may hold become nothing. */
static bool escaped(const char *at, size_t bytes, unsigned *point)
{
	*point = 0;
	if (bytes < 7 || at[1] != 'x' || at[6] != '_')
		return false;
	for (int i = 2; i < 6; i++)
		if (!hex_digit(at[i], point))
			return false;
	return true;
}

static size_t put_point(char *out, unsigned point)
{
	if (point == 0 || (point >= 0xd800 && point < 0xe000))
		return 0;
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xc0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3f));
		return 2;
	}
	out[0] = (char)(0xe0 | point >> 12);
	out[1] = (char)(0x80 | (point >> 6 & 0x3f));
	out[2] = (char)(0x80 | (point & 0x3f));
	return 3;
}

size_t unescape(char *at, size_t bytes)
{
	const char *first = memchr(at, '_', bytes);
	if (!first)
		return bytes;
	size_t in = (size_t)(first - at), out = in;
	unsigned point;
	while (in < bytes) {
		if (at[in] == '_' && escaped(at + in, bytes - in, &point)) {
			out += put_point(at + out, point);
			in += 7;
		} else {
			at[out++] = at[in++];
		}
	}
	return out;
}

static void on_open(void *user, const char *name, const char *const *attributes)
{
	struct reading *r = user;
	(void)attributes;
	if (strcmp(name, "si") == 0)
		r->first = r->strings->used;
	else if (strcmp(name, "rPh") == 0)
		r->phonetic++;
	else if (strcmp(name, "t") == 0)
		r->taking = r->phonetic == 0;
}

static void end_string(struct reading *r)
{
	struct strings *s = r->strings;
	if (s->count == STRINGS_MAX) {
		error_set(r->error, ERROR_INPUT, _("%s: more than %d different texts; save its sheets as CSV in UTF-8"),
			r->path, STRINGS_MAX);
	} else if (!memory_grow(&s->ends, &s->ends_capacity, s->count + 1, sizeof(*s->ends))) {
		error_memory(r->error);
	} else {
		s->used = r->first + (s->used > r->first ? unescape(s->bytes + r->first, s->used - r->first) : 0);
		s->ends[s->count++] = (uint32_t)s->used;
		r->first = s->used;
		return;
	}
	xml_stop(r->xml);
}

static void on_close(void *user, const char *name)
{
	struct reading *r = user;
	r->taking = false;
	if (strcmp(name, "si") == 0)
		end_string(r);
	else if (strcmp(name, "rPh") == 0)
		r->phonetic--;
}

static void on_text(void *user, const char *at, size_t bytes)
{
	struct reading *r = user;
	struct strings *s = r->strings;
	if (!r->taking)
		return;
	if (s->used + bytes > STRINGS_BYTES_MAX || s->used - r->first + bytes > WORKBOOK_CELL_BYTES_MAX) {
		error_set(r->error, ERROR_INPUT,
			s->used + bytes > STRINGS_BYTES_MAX
				? _("%s: more than %d MiB of different texts; save its sheets as CSV in UTF-8")
				: _("%s: more than %d KiB of text in one cell; it was not read on"),
			r->path, s->used + bytes > STRINGS_BYTES_MAX ? STRINGS_BYTES_MAX >> 20 : WORKBOOK_CELL_BYTES_MAX >> 10);
		xml_stop(r->xml);
	} else if (!memory_grow(&s->bytes, &s->bytes_capacity, s->used + bytes, 1)) {
		error_memory(r->error);
		xml_stop(r->xml);
	} else {
		memcpy(s->bytes + s->used, at, bytes);
		s->used += bytes;
	}
}

bool strings_read(struct workbook *book, struct strings *strings, struct tally_error *error)
{
	static const struct xml_events events = { workbook_spaces, on_open, on_close, on_text };
	struct reading r = { .strings = strings, .error = error, .path = package_path(book->package) };
	bool ended = false;
	*strings = (struct strings){ 0 };
	if (!book->strings_part)
		return true;
	struct part *part = part_open(book->package, book->strings_part, error);
	r.xml = part ? xml_create(part, &events, &r, error) : NULL;
	if (r.xml && !xml_run(r.xml, &ended, error))
		ended = false;
	xml_free(r.xml);
	part_close(part);
	return ended;
}

void strings_done(struct strings *strings)
{
	memory_free(strings->bytes);
	memory_free(strings->ends);
	*strings = (struct strings){ 0 };
}

struct text strings_at(const struct strings *strings, size_t place)
{
	size_t first = place ? strings->ends[place - 1] : 0;
	return (struct text){ strings->bytes ? strings->bytes + first : "", strings->ends[place] - first };
}
