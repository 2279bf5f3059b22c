/* Engine: finding the files of a register. Knows patterns and names; opens nothing. */
#include "engine/sources.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCES_MAX = 100000 };

struct listing {
	const struct reader_options *options;
	const struct catalog_register *declared;
	struct arena *arena;
	struct source_account *rows;
	size_t count, capacity;
};

static bool add_source(struct listing *l, const char *path)
{
	if (l->count == SOURCES_MAX || !memory_grow(&l->rows, &l->capacity, l->count + 1, sizeof(*l->rows)))
		return false;
	struct source_account *source = &l->rows[l->count++];
	*source = (struct source_account){
		.path = arena_printf(l->arena, "%s", path), .region = -1, .when = PERIOD_NONE, .dated = DATE_MIN
	};
	source->name = source->path ? workspace_relative(l->options->catalog->workspace, source->path) : NULL;
	return source->path != NULL;
}

/* "~$list.xlsx" says who has list.xlsx open. */
static bool left_behind(const char *path)
{
	const char *slash = strrchr(path, '/');
	return strncmp(slash ? slash + 1 : path, "~$", 2) == 0;
}

static bool add_pattern(struct listing *l, struct text pattern, struct tally_error *error)
{
	const struct area *area = &l->options->catalog->workspace->areas[l->declared->area];
	const char *text = arena_copy(l->arena, pattern);
	if (text && strcmp(text, "-") == 0)
		return add_source(l, text) || error_memory(error);
	const char *path = text ? path_join(l->arena, area->folder, text) : NULL;
	if (!path)
		return error_memory(error);
	glob_t found;
	int status = glob(path, 0, NULL, &found);
	bool none_yet = status == GLOB_NOMATCH && l->declared->expects; /* then all of it is missing, which is said */
	bool done = status == 0 || none_yet ||
		error_set(error, ERROR_INPUT, _("no file matches '%s' (files of register '%s' in %s)"), path,
			l->declared->schema.name, area->path);
	for (size_t i = 0; status == 0 && done && i < found.gl_pathc; i++)
		if (!left_behind(found.gl_pathv[i]))
			done = add_source(l, found.gl_pathv[i]) || error_memory(error);
	globfree(&found);
	return done;
}

static int compare_sources(const void *a, const void *b)
{
	return strcmp(((const struct source_account *)a)->path, ((const struct source_account *)b)->path);
}

static void sort_sources(struct listing *l)
{
	size_t kept = 0;
	if (l->count)
		qsort(l->rows, l->count, sizeof(*l->rows), compare_sources);
	for (size_t i = 0; i < l->count; i++)
		if (i == 0 || strcmp(l->rows[i].path, l->rows[kept - 1].path) != 0)
			l->rows[kept++] = l->rows[i];
	l->count = kept;
}

static bool add_all(struct listing *l, struct tally_error *error)
{
	const char *files = l->declared->input ? l->declared->input->words.files : "";
	struct text rest = text_of(files), pattern;
	for (size_t i = 0; l->options->files && l->options->files[i]; i++)
		if (!add_source(l, l->options->files[i]))
			return error_memory(error);
	if (l->options->files)
		return true;
	if (!files[0])
		return error_set(error, ERROR_INPUT, _("register '%s' has no files; write files = under [register %s] in %s"),
			l->declared->schema.name, l->declared->schema.name,
			l->options->catalog->workspace->areas[l->declared->area].path);
	while (text_next(&rest, '|', &pattern))
		if (!add_pattern(l, pattern, error))
			return false;
	return true;
}

bool sources_list(const struct reader_options *options, struct arena *arena, struct source_account **sources, size_t *count,
	struct tally_error *error)
{
	struct listing l = { .options = options, .declared = &options->catalog->registers[options->on], .arena = arena };
	bool done = add_all(&l, error);
	sort_sources(&l);
	*sources = l.rows;
	*count = done ? l.count : 0;
	return done;
}

static bool add_sheet(struct listing *l, const struct source_account *file, const char *sheet, const char *left)
{
	if (!memory_grow(&l->rows, &l->capacity, l->count + 1, sizeof(*l->rows)))
		return false;
	struct source_account *source = &l->rows[l->count++];
	*source = *file;
	source->sheet = sheet;
	source->left = left;
	if (sheet)
		source->name = arena_printf(l->arena, "%s!%s", file->name, sheet);
	return source->name != NULL;
}

bool sources_split(const struct reader_options *options, struct arena *arena, struct source_account **sources, size_t *count,
	struct tally_error *error)
{
	struct listing l = { .options = options, .declared = &options->catalog->registers[options->on], .arena = arena };
	const char *choice = l.declared->input ? l.declared->input->words.sheet : "";
	bool done = true;
	for (size_t i = 0; done && i < *count; i++) {
		const struct source_account *file = &(*sources)[i];
		struct rows_choice chosen;
		done = rows_sheets(file->path, choice, arena, &chosen, error);
		if (done && chosen.count == 0)
			done = add_sheet(&l, file, NULL, "") || error_memory(error);
		for (size_t s = 0; done && s < chosen.count; s++)
			done = add_sheet(&l, file, chosen.names[s], chosen.left) || error_memory(error);
	}
	memory_free(*sources);
	*sources = l.rows;
	*count = done ? l.count : 0;
	return done;
}
