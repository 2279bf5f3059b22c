/* IO: which sheets of a workbook are read. Knows names and places of sheets; reads no row. */
#include <string.h>

#include "io/foreign.h"
#include "io/rows.h"

static const struct workbook_sheet *first_sheet(const struct workbook *book)
{
	size_t count;
	const struct workbook_sheet *sheets = workbook_sheets(book, &count);
	for (size_t i = 0; i < count; i++)
		if (!sheets[i].hidden)
			return &sheets[i];
	return &sheets[0];
}

static const struct workbook_sheet *named_sheet(const struct workbook *book, const char *name)
{
	size_t count;
	const struct workbook_sheet *sheets = workbook_sheets(book, &count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(sheets[i].name, name) == 0)
			return &sheets[i];
	for (size_t i = 0; i < count; i++)
		if (text_same_label(text_of(sheets[i].name), text_of(name)))
			return &sheets[i];
	return NULL;
}

/* Sheets are counted as they are seen: without those that are hidden. */
static const struct workbook_sheet *numbered_sheet(const struct workbook *book, const char *name)
{
	size_t count;
	int64_t number;
	const struct workbook_sheet *sheets = workbook_sheets(book, &count);
	if (!text_to_int64(text_of(name), &number))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!sheets[i].hidden && --number == 0)
			return &sheets[i];
	return NULL;
}

static bool no_sheet(const struct workbook *book, const char *name, struct tally_error *error)
{
	enum { SHEETS_TOLD = 20 };
	size_t count;
	const struct workbook_sheet *sheets = workbook_sheets(book, &count);
	struct arena arena = { 0 };
	const char *list = "";
	for (size_t i = 0; list && i < count && i < SHEETS_TOLD; i++)
		list = arena_printf(&arena, "%s%s%s", list, i ? ", " : "", sheets[i].name);
	error_set(error, ERROR_INPUT, _("%s: has no sheet '%s'; its sheets are: %s"), workbook_path(book), name,
		list ? list : "");
	arena_done(&arena);
	return false;
}

const struct workbook_sheet *workbook_sheet(const struct workbook *book, const char *name, struct tally_error *error)
{
	if (!name)
		return first_sheet(book);
	const struct workbook_sheet *sheet = named_sheet(book, name);
	sheet = sheet ? sheet : numbered_sheet(book, name);
	if (!sheet)
		no_sheet(book, name, error);
	return sheet;
}

/* --- several --- */

struct choosing {
	struct workbook *book;
	struct arena *arena;
	const char **names;
	size_t count;
	const char *left;
};

static bool add(struct choosing *c, const char *name, struct tally_error *error)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->names[i], name) == 0)
			return true;
	c->names[c->count] = arena_copy(c->arena, text_of(name));
	return c->names[c->count++] || error_memory(error);
}

/* Without a choice the first sheet is read, and the others are not passed over in silence. */
static bool choose_visible(struct choosing *c, bool all, struct tally_error *error)
{
	size_t count;
	const struct workbook_sheet *sheets = workbook_sheets(c->book, &count), *first = first_sheet(c->book);
	for (size_t i = 0; i < count; i++) {
		bool any = false;
		if (sheets[i].hidden || (!all && &sheets[i] == first))
			continue;
		if (!sheet_holds_any(c->book, &sheets[i], &any, error))
			return false;
		if (any && all && !add(c, sheets[i].name, error))
			return false;
		if (any && !all &&
			!(c->left = arena_printf(c->arena, "%s%s%s", c->left, c->left[0] ? ", " : "", sheets[i].name)))
			return error_memory(error);
	}
	return c->count || add(c, first->name, error);
}

static bool choose_named(struct choosing *c, const char *choice, struct tally_error *error)
{
	struct text rest = text_of(choice), part;
	while (text_next(&rest, '|', &part)) {
		const char *name = arena_copy(c->arena, part);
		if (!name)
			return error_memory(error);
		const struct workbook_sheet *sheet = workbook_sheet(c->book, name, error);
		if (!sheet || !add(c, sheet->name, error))
			return false;
	}
	return true;
}

static bool choose(struct choosing *c, const char *choice, struct tally_error *error)
{
	size_t most;
	workbook_sheets(c->book, &most);
	c->names = arena_array(c->arena, most + 1, sizeof(*c->names));
	if (!c->names)
		return error_memory(error);
	bool all = strcmp(choice, "*") == 0;
	return choice[0] && !all ? choose_named(c, choice, error) : choose_visible(c, all, error);
}

bool rows_sheets(
	const char *path, const char *choice, struct arena *arena, struct rows_choice *chosen, struct tally_error *error)
{
	enum file_kind kind;
	struct choosing c = { .arena = arena, .left = "" };
	*chosen = (struct rows_choice){ .left = "" };
	if (!file_kind(path, &kind, error))
		return false;
	if (kind == FILE_TEXT)
		return true;
	c.book = workbook_open(path, error);
	bool done = c.book && choose(&c, choice, error);
	workbook_done(c.book);
	if (done)
		*chosen = (struct rows_choice){ c.names, c.count, c.left };
	return done;
}
