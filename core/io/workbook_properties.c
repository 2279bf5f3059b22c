/* IO: the properties that somebody gave a workbook: names and texts. Knows the part they lie in; must not know what they are for. */
#include <string.h>

#include "io/book.h"
#include "io/workbook_inner.h"

enum { PROPERTIES_MAX = 256, PROPERTY_BYTES_MAX = 4096 };

static const char *const spaces[] = { "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
	"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
	"http://purl.oclc.org/ooxml/officeDocument/customProperties",
	"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", NULL };

struct reading {
	struct workbook *book;
	const char *name; /* of the property in hand; NULL: none */
	char value[PROPERTY_BYTES_MAX];
	size_t used;
	bool taking; /* within the element of its value */
	bool memory;
};

static void on_open(void *user, const char *name, const char *const *attributes)
{
	struct reading *r = user;
	r->taking = strcmp(name, "property") != 0;
	if (r->taking)
		return;
	const char *called = xml_attribute(attributes, "name");
	r->used = 0;
	r->name = called ? arena_copy(&r->book->arena, text_of(called)) : NULL;
	r->memory |= called && !r->name;
}

static void on_close(void *user, const char *name)
{
	struct reading *r = user;
	struct workbook *book = r->book;
	r->taking = false;
	if (strcmp(name, "property") != 0 || !r->name || book->properties_count == PROPERTIES_MAX)
		return;
	const char *value = arena_copy(&book->arena, (struct text){ r->value, r->used });
	r->memory |= !value;
	if (value)
		book->properties[book->properties_count++] = (struct property){ r->name, value };
	r->name = NULL;
}

static void on_text(void *user, const char *at, size_t bytes)
{
	struct reading *r = user;
	if (!r->taking || !r->name || bytes > sizeof(r->value) - r->used)
		return;
	memcpy(r->value + r->used, at, bytes);
	r->used += bytes;
}

bool properties_read(struct workbook *book, const char *part, struct tally_error *error)
{
	static const struct xml_events events = { spaces, on_open, on_close, on_text };
	struct reading r = { .book = book };
	book->properties = arena_array(&book->arena, PROPERTIES_MAX, sizeof(*book->properties));
	if (!book->properties)
		return error_memory(error);
	return xml_kept_part(book->package, part, &events, &r, error) && (!r.memory || error_memory(error));
}

const char *workbook_property(const struct workbook *book, const char *name)
{
	for (size_t i = 0; i < book->properties_count; i++)
		if (strcmp(book->properties[i].name, name) == 0)
			return book->properties[i].value;
	return NULL;
}

/* --- who saved it --- */

static const char *const about_spaces[] = { "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
	"http://purl.org/dc/terms/", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", NULL };

enum { ABOUT_BYTES = 64 };

struct about {
	char created[ABOUT_BYTES], modified[ABOUT_BYTES], version[ABOUT_BYTES];
	char *taking; /* one of them, or NULL */
};

static void about_open(void *user, const char *name, const char *const *attributes)
{
	struct about *a = user;
	(void)attributes;
	a->taking = strcmp(name, "created") == 0  ? a->created
		: strcmp(name, "modified") == 0   ? a->modified
		: strcmp(name, "AppVersion") == 0 ? a->version
						  : NULL;
}

static void about_close(void *user, const char *name)
{
	struct about *a = user;
	(void)name;
	a->taking = NULL;
}

static void about_text(void *user, const char *at, size_t bytes)
{
	const struct about *a = user;
	size_t used = a->taking ? strlen(a->taking) : 0;
	if (!a->taking || bytes >= ABOUT_BYTES - used)
		return;
	memcpy(a->taking + used, at, bytes);
	a->taking[used + bytes] = '\0';
}

/* Excel and WPS write when they save, LibreOffice and Gnumeric that it was them. */
bool workbook_saved_since(struct workbook *book, bool *saved, struct tally_error *error)
{
	static const struct xml_events events = { about_spaces, about_open, about_close, about_text };
	const char *const parts[] = { book->core_part, book->program_part };
	struct about about = { .taking = NULL };
	for (size_t i = 0; i < 2; i++)
		if (parts[i] && package_has(book->package, parts[i]) &&
			!xml_part(book->package, parts[i], &events, &about, error))
			return false;
	*saved = strcmp(about.created, about.modified) != 0 || strcmp(about.version, BOOK_PROGRAM_VERSION) != 0;
	return true;
}
