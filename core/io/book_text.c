/* IO: texts as a workbook can hold them: lengths, escapes and names by ECMA-376 and the limits of Excel. Knows no library. */
#include "io/book_text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "io/book.h"

#define ELLIPSIS "…"

static size_t units_of(uint32_t point)
{
	return point > 0xffff ? 2 : 1;
}

size_t book_text_units(const char *text)
{
	size_t used = 0;
	uint32_t point;
	struct text rest = text_of(text);
	for (size_t size; (size = text_utf8_next(rest, &point)) > 0; rest.at += size, rest.len -= size)
		used += units_of(point);
	return used;
}

/* _xHHHH_ is how Excel writes a control character, so a text that has it needs its first line escaped. */
static bool looks_escaped(struct text rest)
{
	if (rest.len < 7 || rest.at[0] != '_' || rest.at[1] != 'x' || rest.at[6] != '_')
		return false;
	for (int i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)rest.at[i]))
			return false;
	return true;
}

static bool is_no_xml(uint32_t point)
{
	return point == 0xfffe || point == 0xffff;
}

/* True for nearly every text: then nothing has to be looked at letter by letter. */
static bool is_plain(const char *text, size_t bytes, size_t units)
{
	return bytes <= units && !strstr(text, "_x") && !strstr(text, "\xef\xbf");
}

static void put(char *copy, size_t *length, const char *bytes, size_t count)
{
	memcpy(copy + *length, bytes, count);
	*length += count;
}

static const char *escaped(struct text rest, size_t units, bool *cut, char *copy)
{
	size_t length = 0, used = 0, room = 0; /* `room`: length where the ellipsis would still go in */
	uint32_t point;
	for (size_t size; (size = text_utf8_next(rest, &point)) > 0; rest.at += size, rest.len -= size) {
		bool escape = looks_escaped(rest);
		used += units_of(point);
		if (used > units) {
			*cut = true;
			length = room;
			put(copy, &length, ELLIPSIS, strlen(ELLIPSIS));
			break;
		}
		if (is_no_xml(point) || (size == 1 && (unsigned char)rest.at[0] >= 0x80))
			put(copy, &length, "\xef\xbf\xbd", 3);
		else if (escape)
			put(copy, &length, "_x005F_", 7);
		else
			put(copy, &length, rest.at, size);
		room = used < units ? length : room;
	}
	copy[length] = '\0';
	return copy;
}

const char *book_text_held(const char *text, size_t units, bool *cut, struct arena *arena)
{
	size_t bytes = strlen(text);
	if (is_plain(text, bytes, units))
		return text;
	/* The worst that one byte becomes is seven of them. */
	char *copy = bytes < SIZE_MAX / 8 ? arena_alloc(arena, bytes * 7 + 8) : NULL;
	return copy ? escaped((struct text){ text, bytes }, units, cut, copy) : NULL;
}

/* --- names of sheets --- */

static bool refused_in_name(uint32_t point)
{
	return point < 0x20 || (point < 0x80 && strchr("[]:*?/\\", (int)point)) || is_no_xml(point) || point == 0xfffd;
}

static size_t behind_length(unsigned number, char behind[16])
{
	behind[0] = '\0';
	return number > 1 ? (size_t)snprintf(behind, 16, " (%u)", number) : 0;
}

const char *book_text_name(const char *name, unsigned number, struct arena *arena)
{
	char behind[16], kept[BOOK_NAME_UNITS * 4 + 1];
	size_t length = 0, used = behind_length(number, behind);
	uint32_t point;
	struct text rest = text_trim(text_of(name));
	for (size_t size; (size = text_utf8_next(rest, &point)) > 0; rest.at += size, rest.len -= size) {
		used += units_of(point);
		if (used > BOOK_NAME_UNITS)
			break;
		bool outer = point == '\'' && (length == 0 || rest.len == size);
		put(kept, &length, refused_in_name(point) || outer ? "_" : rest.at, refused_in_name(point) || outer ? 1 : size);
	}
	while (length && kept[length - 1] == '\'') /* the last one that was kept, where a longer name was cut */
		kept[length - 1] = '_';
	kept[length] = '\0';
	/* Excel keeps this name for itself. */
	bool taken = length == 7 && strncasecmp(kept, "history", 7) == 0;
	return arena_printf(arena, "%s%s%s", length ? kept : "_", taken ? "_" : "", behind);
}
