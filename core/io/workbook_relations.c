/* IO: relations of a part: which other parts it names, and where they lie. Knows the rules of OPC for names; must not know what the parts are for. */
#include <string.h>

#include "io/workbook_inner.h"

enum { RELATIONS_MAX = PACKAGE_PARTS_MAX };

static const char *const spaces[] = { "http://schemas.openxmlformats.org/package/2006/relationships", NULL };

struct reading {
	const char *folder; /* of the part, "" or with a slash at the end */
	struct arena *arena;
	struct relation *rows;
	size_t count, capacity;
	bool memory;
};

/* "xl/" and "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml" or "../xl/..." without dots. */
static const char *resolve(struct arena *arena, const char *folder, const char *target)
{
	char *path = target[0] == '/' ? arena_copy(arena, text_of(target + 1)) : arena_printf(arena, "%s%s", folder, target);
	if (!path)
		return NULL;
	char *out = path;
	for (const char *at = path; *at;) {
		size_t bytes = strcspn(at, "/");
		bool slash = at[bytes] == '/';
		if (bytes == 2 && memcmp(at, "..", 2) == 0) {
			out -= out > path;
			while (out > path && out[-1] != '/')
				out--;
		} else if (bytes > 0 && !(bytes == 1 && at[0] == '.')) {
			memmove(out, at, bytes + slash);
			out += bytes + slash;
		}
		at += bytes + slash;
	}
	*out = '\0';
	return path;
}

static bool keep(struct reading *r, const char *const *attributes)
{
	const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");
	const char *slash = type ? strrchr(type, '/') : NULL;
	bool outside = mode && strcmp(mode, "External") == 0;
	if (!id || !type || !target || r->count == RELATIONS_MAX)
		return true;
	if (!memory_grow(&r->rows, &r->capacity, r->count + 1, sizeof(*r->rows)))
		return false;
	struct relation *row = &r->rows[r->count++];
	row->id = arena_copy(r->arena, text_of(id));
	row->type = arena_copy(r->arena, text_of(slash ? slash + 1 : type));
	row->part = outside ? NULL : resolve(r->arena, r->folder, target);
	return row->id && row->type && (outside || row->part);
}

static void on_open(void *user, const char *name, const char *const *attributes)
{
	struct reading *r = user;
	if (strcmp(name, "Relationship") == 0 && !keep(r, attributes))
		r->memory = true;
}

static void on_close(void *user, const char *name)
{
	(void)user, (void)name;
}

bool relations_read(struct package *package, const char *part, struct arena *arena, struct relation **relations, size_t *count,
	struct tally_error *error)
{
	static const struct xml_events events = { spaces, on_open, on_close, NULL };
	const char *slash = strrchr(part, '/');
	size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
	struct reading r = { .arena = arena };
	r.folder = arena_copy(arena, (struct text){ part, folder });
	const char *name = r.folder ? arena_printf(arena, "%s_rels/%s.rels", r.folder, part + folder) : NULL;
	*relations = NULL;
	*count = 0;
	if (!name)
		return error_memory(error);
	if (!package_has(package, name))
		return true;
	bool done = xml_kept_part(package, name, &events, &r, error) && (!r.memory || error_memory(error));
	*relations = done ? arena_array(arena, r.count + 1, sizeof(*r.rows)) : NULL;
	if (done && !*relations)
		done = error_memory(error);
	if (done && r.count)
		memcpy(*relations, r.rows, r.count * sizeof(*r.rows));
	*count = done ? r.count : 0;
	memory_free(r.rows);
	return done;
}
