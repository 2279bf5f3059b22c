/* Area: the workspace as its INI files say it. Knows folders, sections and where plugins are looked for; what a declaration means is the catalog's. */
#include "area/workspace.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "area/declare.h"
#include "area/sheet.h"
#include "area/workspace_inner.h"

/* --- tally.ini --- */

static bool find_file(const char *where, struct arena *arena, const char **path, struct tally_error *error)
{
	struct stat about;
	if (stat(where, &about) != 0)
		return error_errno(
			error, ERROR_CONFIG, errno, where, _("no workspace there; name a folder with a tally.ini by -C"));
	*path = where;
	if (S_ISDIR(about.st_mode))
		*path = strcmp(where, ".") == 0 ? "tally.ini" : arena_printf(arena, "%s/tally.ini", where);
	if (!*path)
		return error_memory(error);
	if (stat(*path, &about) != 0)
		return error_errno(
			error, ERROR_CONFIG, errno, *path, _("no workspace there; name a folder with a tally.ini by -C"));
	return true;
}

static bool read_words(const char *path, struct ini_file *ini, struct arena *arena, struct workspace_words *into,
	struct faults *faults, struct tally_error *error)
{
	if (!ini_read(path, arena, ini, faults, error))
		return false;
	*into = (struct workspace_words){ .title = "",
		.home = "",
		.through = "",
		.regions = "regions.csv",
		.ranksets = "",
		.store = "tally.db",
		.lang = "",
		.plugins_path = "",
		.nulls = "",
		.grains = TALLY_GRAIN_YEAR };
	for (size_t i = 0; i < ini->count; i++) {
		const struct ini_entry *entry = &ini->entries[i];
		const char *subject;
		enum section section = declare_section(ini, entry, &subject, faults);
		if (section == SECTION_COUNT)
			continue;
		if (section != SECTION_WORKSPACE && section != SECTION_PLUGINS) {
			if (declare_first(ini, entry))
				fault_add(faults, ini->path, entry->section_line, _("section [%s] belongs into areas/NAME.ini"),
					entry->section);
			continue;
		}
		const struct word *word = entry->key ? word_find(section, text_of(entry->key)) : NULL;
		if (word)
			declare_word(word, entry, into, ini->path, arena, faults);
		else if (entry->key)
			unknown_word(entry, section, faults);
	}
	return true;
}

/* --- regions --- */

/* A table that cannot be read is a fault of the workspace that names it. */
static bool missing_table(const struct workspace *w, const char *word, struct tally_error *error)
{
	if (error->code != ERROR_INPUT)
		return false;
	error->code = ERROR_CONFIG;
	return error_prefix(error, "%s: %s: ", w->path, word);
}

static bool read_regions(struct workspace *w, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	static const struct sheet_column columns[] = { { "code", true }, { "name", true }, { "level", true },
		{ "parent", true }, { "kind", false }, { "first_day", false }, { "last_day", false }, { "successor", false },
		{ "alias", false }, { "source", false } };
	enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };
	struct sheet sheet;
	const char *path = path_join(arena, w->folder, w->words.regions);
	if (!path)
		return error_memory(error);
	if (!sheet_read(path, columns, COLUMNS, arena, faults, &sheet, error))
		return missing_table(w, "regions", error);
	struct region_row *rows = arena_array(arena, sheet.rows + 1, sizeof(*rows));
	if (!rows)
		return error_memory(error);
	for (size_t r = 0; r < sheet.rows; r++) {
		const struct text *c = sheet.cells + r * COLUMNS;
		rows[r] = (struct region_row){ c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], sheet.lines[r] };
	}
	return region_tree_build(rows, sheet.rows, path, arena, faults, &w->regions, error);
}

static bool read_rank_sets(struct workspace *w, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	static const struct sheet_column columns[] = { { "name", true }, { "title", true }, { "member", true } };
	struct sheet sheet;
	if (!w->words.ranksets[0])
		return true;
	const char *path = path_join(arena, w->folder, w->words.ranksets);
	if (!path)
		return error_memory(error);
	if (!sheet_read(path, columns, 3, arena, faults, &sheet, error))
		return missing_table(w, "ranksets", error);
	struct rank_set_row *rows = arena_array(arena, sheet.rows + 1, sizeof(*rows));
	if (!rows)
		return error_memory(error);
	for (size_t r = 0; r < sheet.rows; r++)
		rows[r] = (struct rank_set_row){ sheet.cells[r * 3], sheet.cells[r * 3 + 1], sheet.cells[r * 3 + 2],
			sheet.lines[r] };
	return region_sets_build(rows, sheet.rows, path, arena, faults, &w->regions, error);
}

/* --- the whole --- */

static void word_fault(const struct workspace *w, const char *word, const char *what, struct faults *faults)
{
	if (what)
		declaration_fault(faults, w->path, w->ini, "workspace", "", word, what);
	else
		faults->memory = true;
}

static void settle_words(struct workspace *w, struct faults *faults)
{
	struct arena *arena = faults->arena;
	w->grains = w->words.grains;
	w->rounding = (enum rounding)w->words.rounding;
	w->home = region_find(&w->regions, text_of(w->words.home));
	if (w->words.lang[0] && strcmp(w->words.lang, "zh_CN") != 0 && strcmp(w->words.lang, "en") != 0)
		fault_add(faults, w->path, 0, _("lang: '%s' is not allowed; zh_CN or en, or left out for the one of LANG"),
			w->words.lang);
	if (!w->words.home[0])
		word_fault(w, "home", _("[workspace] has no home; write home = CODE, the region that the office reports on"),
			faults);
	else if (w->home == REGION_NONE && w->regions.count)
		word_fault(w, "home", arena_printf(arena, _("home: '%s' is no code of %s"), w->words.home, w->words.regions),
			faults);
	if (!w->words.through[0])
		word_fault(w, "through",
			_("[workspace] has no through; write through = 2018, the last period that is complete"), faults);
	else if (!period_parse(text_of(w->words.through), &w->through))
		word_fault(w, "through",
			arena_printf(arena, _("through: '%s' is no period; allowed: 2018, 2018H1, 2018Q3, 2018-10"),
				w->words.through),
			faults);
}

bool workspace_open(
	const char *where, struct arena *arena, struct workspace *workspace, struct faults *faults, struct tally_error *error)
{
	struct workspace *w = workspace;
	*w = (struct workspace){ .home = REGION_NONE, .through = PERIOD_NONE };
	if (!find_file(where, arena, &w->path, error))
		return false;
	w->folder = folder_of(arena, w->path);
	struct ini_file *ini = arena_alloc(arena, sizeof(*ini));
	w->ini = ini;
	if (!w->folder || !ini)
		return error_memory(error);
	if (!read_words(w->path, ini, arena, &w->words, faults, error) || !read_regions(w, arena, faults, error) ||
		!read_rank_sets(w, arena, faults, error))
		return false;
	w->store = path_join(arena, w->folder, w->words.store);
	if (!w->store)
		return error_memory(error);
	settle_words(w, faults);
	w->sound = faults->count == 0;
	return read_areas(w, arena, faults, error);
}

/* A register or an area named by mistake would send the reader to a store beside it. */
static bool is_workspace(const struct ini_file *ini)
{
	for (size_t i = 0; i < ini->count; i++)
		if (ini->entries[i].section && strcmp(ini->entries[i].section, "workspace") == 0)
			return true;
	return false;
}

bool workspace_store(const char *where, struct arena *arena, const char **store, const char **lang, struct tally_error *error)
{
	struct workspace_words said;
	struct ini_file ini;
	struct faults faults;
	const char *path = NULL;
	faults_init(&faults, arena);
	if (!find_file(where, arena, &path, error) || !read_words(path, &ini, arena, &said, &faults, error))
		return false;
	if (!is_workspace(&ini))
		return error_set(error, ERROR_CONFIG,
			_("%s: is no tally.ini: it has no section [workspace]; name a folder with a tally.ini by -C"), path);
	const char *folder = folder_of(arena, path);
	*store = folder ? path_join(arena, folder, said.store) : NULL;
	*lang = said.lang;
	return *store || error_memory(error);
}
