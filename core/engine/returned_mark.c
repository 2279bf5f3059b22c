/* Engine: returned workbooks among the files of a register. Knows their marks; does not know what is written into them. */
#include "engine/returned_mark.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/file.h"
#include "io/foreign.h"

/* --- marks --- */

static const char *property(const struct workbook *book, const char *name, struct arena *arena)
{
	const char *value = workbook_property(book, name);
	return value ? arena_copy(arena, text_of(value)) : NULL;
}

const struct returned_mark *returned_mark(const char *path, struct arena *arena)
{
	struct tally_error trouble = { 0 };
	enum file_kind kind;
	bool saved = true;
	int64_t round;
	struct returned_mark mark = { .round = 1 }, *kept = NULL;
	bool package = strcmp(path, "-") != 0 && file_kind(path, &kind, &trouble) && kind == FILE_PACKAGE;
	struct workbook *book = package ? workbook_open(path, &trouble) : NULL;
	if (book) {
		const char *number = workbook_property(book, MARK_ROUND);
		mark.source = property(book, MARK_SOURCE, arena);
		mark.text = workbook_property(book, WORKBOOK_WAS_TEXT) != NULL;
		mark.saved = mark.source && (!workbook_saved_since(book, &saved, &trouble) || saved);
		mark.fingerprint = property(book, MARK_FINGERPRINT, arena);
		if (number && text_to_int64(text_of(number), &round) && round > 0 && round < INT32_MAX)
			mark.round = (unsigned)round;
	}
	workbook_done(book);
	error_clear(&trouble); /* what cannot be read is told when it is read */
	if (mark.source && mark.source[0] && mark.fingerprint && (kept = arena_alloc(arena, sizeof(*kept))))
		*kept = mark;
	return kept;
}

const char *returned_print(const char *path, struct arena *arena)
{
	struct identity print;
	if (!file_print(path, &print))
		return "";
	return arena_printf(arena, "%016llx%016llx", (unsigned long long)print.high, (unsigned long long)print.low);
}

bool returned_outdated(const struct source_account *source)
{
	struct arena arena = { 0 };
	const char *print = source->called ? returned_print(source->called, &arena) : NULL;
	bool changed = print && print[0] && source->mark && strcmp(print, source->mark->fingerprint) != 0;
	arena_done(&arena);
	return changed;
}

/* --- those beside the files --- */

struct replacing {
	const struct reader_options *options;
	struct arena *arena;
	struct source_account *rows; /* heap */
	size_t count, capacity, listed;
	const char **newer; /* name of the file that counts instead of each; NULL: it counts */
};

static bool ends_xlsx(const char *name)
{
	size_t bytes = strlen(name);
	return bytes > 5 && strcasecmp(name + bytes - 5, ".xlsx") == 0 && strncmp(name, "~$", 2) != 0 && name[0] != '.';
}

static int compare_path(const void *path, const void *row)
{
	return strcmp(path, ((const struct source_account *)row)->path);
}

/* Those that are listed are in order. */
static bool is_known(const struct replacing *r, const char *path)
{
	if (r->listed && bsearch(path, r->rows, r->listed, sizeof(*r->rows), compare_path))
		return true;
	for (size_t i = r->listed; i < r->count; i++)
		if (strcmp(r->rows[i].path, path) == 0)
			return true;
	return false;
}

static const struct source_account *by_name(const struct replacing *r, const char *name)
{
	for (size_t i = 0; i < r->listed; i++)
		if (strcmp(r->rows[i].name, name) == 0)
			return &r->rows[i];
	return NULL;
}

/* A workbook that no pattern matched: it is looked at only where it names one of the files. */
static bool add_beside(struct replacing *r, const char *path)
{
	const struct returned_mark *mark = is_known(r, path) ? NULL : returned_mark(path, r->arena);
	if (!mark || !by_name(r, mark->source))
		return true;
	if (!memory_grow(&r->rows, &r->capacity, r->count + 1, sizeof(*r->rows)))
		return false;
	r->rows[r->count++] = (struct source_account){ .path = path,
		.name = workspace_relative(r->options->catalog->workspace, path),
		.mark = mark,
		.region = -1,
		.when = PERIOD_NONE,
		.dated = DATE_MIN };
	return true;
}

static const char *folder_of_file(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? arena_copy(arena, (struct text){ path, (size_t)(slash - path) }) : arena_copy(arena, text_of(""));
}

static bool look_into(struct replacing *r, const char *folder)
{
	const struct dirent *entry;
	bool good = true;
	DIR *list = opendir(folder[0] ? folder : ".");
	while (list && good && (entry = readdir(list))) {
		if (!ends_xlsx(entry->d_name))
			continue;
		const char *path = folder[0] ? arena_printf(r->arena, "%s/%s", folder, entry->d_name)
					     : arena_copy(r->arena, text_of(entry->d_name));
		good = path && add_beside(r, path);
	}
	if (list)
		closedir(list);
	return good;
}

/* Files are sorted, so those of one folder stand together often enough. */
static bool look_beside(struct replacing *r)
{
	const char *last = NULL;
	for (size_t i = 0; i < r->listed; i++) {
		const char *folder = folder_of_file(r->arena, r->rows[i].path);
		if (!folder)
			return false;
		if (last && strcmp(last, folder) == 0)
			continue;
		if (!look_into(r, folder))
			return false;
		last = folder;
	}
	return true;
}

/* --- who counts --- */

static bool equally_new(const struct source_account *a, const struct source_account *b, struct tally_error *error)
{
	bool turned = strcmp(a->name, b->name) > 0; /* the same words, whatever the file system lists first */
	return error_set(error, ERROR_INPUT,
		_("%s and %s are both returned workbooks of %s, and nothing says which is newer; take away the one that does "
		  "not "
		  "count"),
		turned ? b->name : a->name, turned ? a->name : b->name, a->mark->source);
}

static bool settle_one(struct replacing *r, size_t original, struct tally_error *error)
{
	size_t best = original, same = original;
	for (size_t i = 0; i < r->count; i++) {
		const struct returned_mark *mark = r->rows[i].mark;
		if (i == original || !mark || strcmp(mark->source, r->rows[original].name) != 0)
			continue;
		if (best == original || mark->round > r->rows[best].mark->round)
			best = same = i;
		else if (mark->round == r->rows[best].mark->round)
			same = i;
	}
	if (same != best) /* then both are workbooks: the first one that was found is never the original */
		return equally_new(&r->rows[best], &r->rows[same], error);
	for (size_t i = 0; i < r->count && best != original; i++)
		if (i == original ||
			(i != best && r->rows[i].mark && strcmp(r->rows[i].mark->source, r->rows[original].name) == 0))
			r->newer[i] = r->rows[best].name;
	r->rows[best].called = best == original ? r->rows[best].called : r->rows[original].path;
	return true;
}

/* Each file that a workbook names, once. */
static bool settle_all(struct replacing *r, struct tally_error *error)
{
	r->newer = arena_array(r->arena, r->count + 1, sizeof(*r->newer));
	if (!r->newer)
		return error_memory(error);
	for (size_t i = 0; i < r->count; i++) {
		const struct returned_mark *mark = r->rows[i].mark;
		const struct source_account *named = mark ? by_name(r, mark->source) : NULL;
		if (named && named != &r->rows[i] && !r->newer[named - r->rows] &&
			!settle_one(r, (size_t)(named - r->rows), error))
			return false;
	}
	return true;
}

static int compare_paths(const void *a, const void *b)
{
	const struct source_account *first = a, *second = b;
	return strcmp(source_called(first), source_called(second));
}

static bool part(struct replacing *r, struct set_aside **aside, size_t *aside_count)
{
	size_t kept = 0;
	*aside = arena_array(r->arena, r->count + 1, sizeof(**aside));
	if (!*aside)
		return false;
	for (size_t i = 0; i < r->count; i++) {
		const struct source_account *row = &r->rows[i];
		if (!r->newer[i]) {
			r->rows[kept++] = *row;
			continue;
		}
		const char *why = arena_printf(r->arena, _("%s takes its place"), r->newer[i]);
		if (!why)
			return false;
		(*aside)[(*aside_count)++] = (struct set_aside){ .name = row->name,
			.region = REGION_NONE,
			.when = PERIOD_NONE,
			.dated = DATE_MIN,
			.why = why,
			.replaced = true };
	}
	r->count = kept;
	if (kept)
		qsort(r->rows, kept, sizeof(*r->rows), compare_paths); /* as if the files that were sent stood there */
	return true;
}

bool returned_replace(const struct reader_options *options, struct arena *arena, struct source_account **sources, size_t *count,
	struct set_aside **aside, size_t *aside_count, struct tally_error *error)
{
	struct replacing r = {
		.options = options, .arena = arena, .rows = *sources, .count = *count, .capacity = *count, .listed = *count
	};
	*aside = NULL;
	*aside_count = 0;
	for (size_t i = 0; i < r.listed; i++)
		r.rows[i].mark = returned_mark(r.rows[i].path, arena);
	if (options->files)
		return true;
	bool done = (look_beside(&r) || error_memory(error)) && settle_all(&r, error) &&
		(part(&r, aside, aside_count) || error_memory(error));
	*sources = r.rows;
	*count = r.count;
	return done;
}
