/* IO: a workbook as its sheets: found from the package through relations. Knows names and states of sheets; must not know cells. */
#include <string.h>

#include "io/workbook_inner.h"

const char *const workbook_spaces[] = { "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
	"http://purl.oclc.org/ooxml/spreadsheetml/main", NULL };

enum { SHEETS_MAX = 1024 };

struct reading {
	struct workbook *book;
	const struct relation *relations;
	size_t relations_count, capacity;
	const char *root;
	bool memory, many;
};

static const struct relation *relation_of(const struct reading *r, const char *id)
{
	for (size_t i = 0; id && i < r->relations_count; i++)
		if (strcmp(r->relations[i].id, id) == 0)
			return &r->relations[i];
	return NULL;
}

static const char *part_of_type(const struct relation *relations, size_t count, const char *type)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(relations[i].type, type) == 0 && relations[i].part)
			return relations[i].part;
	return NULL;
}

static bool is_set(const char *value)
{
	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* Sheets of charts, dialogs and macros have no cells. One that the relations do not know is kept without a part, and missed when it is read. */
static bool add_sheet(struct reading *r, const char *const *attributes)
{
	struct workbook *book = r->book;
	const char *name = xml_attribute(attributes, "name"), *state = xml_attribute(attributes, "state");
	const struct relation *relation = relation_of(r, xml_qualified(attributes, "id"));
	if (!name || (relation && strcmp(relation->type, "worksheet") != 0))
		return true;
	r->many = book->sheets_count == SHEETS_MAX;
	if (r->many || !memory_grow(&book->sheets, &r->capacity, book->sheets_count + 1, sizeof(*book->sheets)))
		return r->many;
	struct workbook_sheet *sheet = &book->sheets[book->sheets_count++];
	sheet->name = arena_copy(&book->arena, text_of(name));
	sheet->part = relation ? relation->part : NULL;
	sheet->hidden = state && strcmp(state, "visible") != 0;
	return sheet->name != NULL;
}

static void on_open(void *user, const char *name, const char *const *attributes)
{
	struct reading *r = user;
	if (!r->root)
		r->root = strcmp(name, "workbook") == 0 ? "workbook" : "";
	if (strcmp(name, "workbookPr") == 0)
		r->book->date1904 = is_set(xml_attribute(attributes, "date1904"));
	else if (strcmp(name, "sheet") == 0 && !add_sheet(r, attributes))
		r->memory = true;
}

static void on_close(void *user, const char *name)
{
	(void)user, (void)name;
}

static bool no_workbook(const struct workbook *book, struct tally_error *error)
{
	return error_set(error, ERROR_INPUT,
		_("%s: is no workbook with sheets; open it in Excel or WPS and save it as .xlsx or as CSV in UTF-8"),
		package_path(book->package));
}

/* Other families of workbooks are packages too. */
static bool check_family(const struct workbook *book, const char *main_part, struct tally_error *error)
{
	const char *path = package_path(book->package), *dot = main_part ? strrchr(main_part, '.') : NULL;
	if (dot && strcmp(dot, ".bin") == 0)
		return error_set(error, ERROR_INPUT,
			_("%s: is a binary workbook (.xlsb); open it in Excel or WPS and save it as .xlsx"), path);
	if (main_part)
		return true;
	if (package_has(book->package, "mimetype"))
		return error_set(error, ERROR_INPUT,
			_("%s: is an OpenDocument file (.ods); open it and save it as .xlsx or as CSV in UTF-8"), path);
	return no_workbook(book, error);
}

static void drop_note(struct workbook *book)
{
	const char *note = workbook_property(book, WORKBOOK_NOTE);
	size_t kept = 0;
	for (size_t i = 0; i < book->sheets_count; i++)
		if (!note || strcmp(book->sheets[i].name, note) != 0)
			book->sheets[kept++] = book->sheets[i];
	book->sheets_count = kept;
}

static bool read_book(struct workbook *book, struct tally_error *error)
{
	static const struct xml_events events = { workbook_spaces, on_open, on_close, NULL };
	struct relation *relations;
	size_t count;
	struct reading r = { .book = book };
	if (!relations_read(book->package, "", &book->arena, &relations, &count, error))
		return false;
	const char *main_part = part_of_type(relations, count, "officeDocument");
	const char *properties = part_of_type(relations, count, "custom-properties");
	book->core_part = part_of_type(relations, count, "core-properties");
	book->program_part = part_of_type(relations, count, "extended-properties");
	properties = properties ? properties : part_of_type(relations, count, "customProperties"); /* strict */
	if (!check_family(book, main_part, error) ||
		!relations_read(book->package, main_part, &book->arena, &relations, &count, error))
		return false;
	r.relations = relations;
	r.relations_count = count;
	book->strings_part = part_of_type(relations, count, "sharedStrings");
	book->styles_part = part_of_type(relations, count, "styles");
	if (!xml_kept_part(book->package, main_part, &events, &r, error))
		return false;
	if (r.memory)
		return error_memory(error);
	if (r.many)
		return error_set(error, ERROR_INPUT, _("%s: more than %d sheets; it was not read"), package_path(book->package),
			SHEETS_MAX);
	if (properties && package_has(book->package, properties) && !properties_read(book, properties, error))
		return false;
	drop_note(book);
	return (r.root && r.root[0] && book->sheets_count) || no_workbook(book, error);
}

struct workbook *workbook_open(const char *path, struct tally_error *error)
{
	struct workbook *book = memory_alloc(1, sizeof(*book));
	if (!book) {
		error_memory(error);
		return NULL;
	}
	book->package = package_open(path, error);
	if (book->package && read_book(book, error))
		return book;
	workbook_done(book);
	return NULL;
}

void workbook_done(struct workbook *book)
{
	if (!book)
		return;
	package_close(book->package);
	memory_free(book->sheets);
	arena_done(&book->arena);
	memory_free(book);
}

const char *workbook_path(const struct workbook *book)
{
	return package_path(book->package);
}

const struct package_file *workbook_file(const struct workbook *book)
{
	return package_file(book->package);
}

bool workbook_dates_1904(const struct workbook *book)
{
	return book->date1904;
}

const struct workbook_sheet *workbook_sheets(const struct workbook *book, size_t *count)
{
	*count = book->sheets_count;
	return book->sheets;
}
