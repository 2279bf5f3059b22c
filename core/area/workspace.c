/* Area: the workspace as its INI files say it. Knows folders, sections and where plugins are looked for; what a declaration means is the catalog's. */
#include "area/workspace.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "area/declare.h"
#include "area/loader.h"
#include "area/sheet.h"

#ifndef TALLY_PLUGIN_FOLDER
#define TALLY_PLUGIN_FOLDER "../lib/tally"
#endif

enum { AREAS_MAX = 1024 };

const char *path_join(struct arena *arena, const char *folder, const char *path)
{
	if (path[0] == '/' || folder[0] == '\0')
		return arena_printf(arena, "%s", path);
	return arena_printf(arena, "%s/%s", folder, path);
}

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? arena_copy(arena, (struct text){ path, (size_t)(slash - path) }) : "";
}

/* --- tally.ini --- */

static bool find_file(const char *where, struct arena *arena, const char **path, struct tally_error *error)
{
	struct stat about;
	if (stat(where, &about) != 0)
		return error_errno(error, ERROR_CONFIG, errno, where, _("no workspace there; name a folder with a tally.ini by -C"));
	*path = where;
	if (S_ISDIR(about.st_mode))
		*path = strcmp(where, ".") == 0 ? "tally.ini" : arena_printf(arena, "%s/tally.ini", where);
	if (!*path)
		return error_memory(error);
	if (stat(*path, &about) != 0)
		return error_errno(error, ERROR_CONFIG, errno, *path, _("no workspace there; name a folder with a tally.ini by -C"));
	return true;
}

static void unknown_word(const struct ini_file *ini, const struct ini_entry *entry, enum section section, struct faults *faults)
{
	size_t count;
	const char *const *names = word_names(section, faults->arena, &count);
	fault_add(faults, ini->path, entry->line, _("unknown option '%s' in [%s]%s"), entry->key, entry->section,
		names ? fault_hint(faults, text_of(entry->key), names, count) : "");
}

static bool read_words(const char *path, struct arena *arena, struct workspace_words *into, struct faults *faults, struct tally_error *error)
{
	struct ini_file ini;
	if (!ini_read(path, arena, &ini, faults, error))
		return false;
	*into = (struct workspace_words){ .title = "", .home = "", .through = "", .regions = "regions.csv", .ranksets = "", .store = "tally.db", .lang = "",
		.plugins_path = "", .nulls = "", .grains = TALLY_GRAIN_YEAR };
	for (size_t i = 0; i < ini.count; i++) {
		const struct ini_entry *entry = &ini.entries[i];
		const char *subject;
		enum section section = declare_section(&ini, entry, &subject, faults);
		if (section == SECTION_COUNT)
			continue;
		if (section != SECTION_WORKSPACE && section != SECTION_PLUGINS) {
			fault_add(faults, ini.path, entry->section_line, _("section [%s] belongs into areas/NAME.ini"), entry->section);
			continue;
		}
		const struct word *word = entry->key ? word_find(section, text_of(entry->key)) : NULL;
		if (word)
			declare_word(word, entry, into, ini.path, arena, faults);
		else if (entry->key)
			unknown_word(&ini, entry, section, faults);
	}
	return true;
}

/* --- regions --- */

static bool read_regions(struct workspace *w, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	static const struct sheet_column columns[] = { { "code", true }, { "name", true }, { "level", true }, { "parent", true }, { "kind", false },
		{ "first_day", false }, { "last_day", false }, { "successor", false }, { "alias", false }, { "source", false } };
	enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };
	struct sheet sheet;
	const char *path = path_join(arena, w->folder, w->words.regions);
	if (!path)
		return error_memory(error);
	if (!sheet_read(path, columns, COLUMNS, arena, faults, &sheet, error))
		return false;
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
		return false;
	struct rank_set_row *rows = arena_array(arena, sheet.rows + 1, sizeof(*rows));
	if (!rows)
		return error_memory(error);
	for (size_t r = 0; r < sheet.rows; r++)
		rows[r] = (struct rank_set_row){ sheet.cells[r * 3], sheet.cells[r * 3 + 1], sheet.cells[r * 3 + 2], sheet.lines[r] };
	return region_sets_build(rows, sheet.rows, path, arena, faults, &w->regions, error);
}

/* --- areas/NAME.ini --- */

struct area_reading {
	struct area *area;
	struct arena *arena;
	struct faults *faults;
	struct family_entry *families;
	struct register_input *inputs;
};

static struct register_input *input_row(struct area_reading *r, const char *name, unsigned line)
{
	for (size_t i = 0; i < r->area->inputs_count; i++)
		if (strcmp(r->inputs[i].name, name) == 0)
			return &r->inputs[i];
	struct register_input *input = &r->inputs[r->area->inputs_count++];
	*input = (struct register_input){ .name = name, .line = line,
		.words = { .files = "", .covers = "", .encoding = "", .delimiter = "", .skip = "", .fill_down = "", .nulls = "", .key = "" } };
	return input;
}

static void *adapt_row(struct area_reading *r, enum section section, const char *subject, const struct ini_entry *entry)
{
	static const enum statement_kind kinds[SECTION_COUNT] = { [SECTION_PUBLISHED] = STATEMENT_PUBLISHED, [SECTION_GIVEN] = STATEMENT_GIVEN,
		[SECTION_TARGETS] = STATEMENT_TARGET, [SECTION_OPENING] = STATEMENT_OPENING };
	if (section == SECTION_AREA)
		return &r->area->words;
	if (section == SECTION_REGISTER)
		return &input_row(r, subject, entry->section_line)->words;
	if (section < SECTION_PUBLISHED)
		return NULL;
	r->area->statements[kinds[section]].line = entry->line;
	return &r->area->statements[kinds[section]];
}

static void adapt_entry(struct area_reading *r, const struct ini_entry *entry)
{
	const struct ini_file *ini = r->area->ini;
	const char *subject;
	enum section section = declare_section(ini, entry, &subject, r->faults);
	if (section == SECTION_COUNT)
		return;
	if (section == SECTION_WORKSPACE || section == SECTION_PLUGINS) {
		fault_add(r->faults, ini->path, entry->section_line, _("section [%s] belongs into tally.ini"), entry->section);
		return;
	}
	void *row = adapt_row(r, section, subject, entry);
	if (!entry->key)
		return;
	const struct word *word = word_find(section, text_of(entry->key));
	if (!word) {
		unknown_word(ini, entry, section, r->faults);
	} else if (declare_member(word, entry)) {
		if (section != SECTION_FIELD)
			r->families[r->area->families_count++] = (struct family_entry){ word, subject, declare_member(word, entry), entry->value, entry->line };
	} else if (word->side == SIDE_ADAPT) {
		declare_word(word, entry, row, ini->path, r->arena, r->faults);
	}
}

/* An area that a plugin or another file declares may be adapted here, not declared again. */
static void refuse_declarations(const struct area *area, struct faults *faults)
{
	for (size_t i = 0; i < area->ini->count; i++) {
		const struct ini_entry *entry = &area->ini->entries[i];
		const char *subject;
		struct faults quiet;
		faults_init(&quiet, faults->arena);
		enum section section = declare_section(area->ini, entry, &subject, &quiet);
		const struct word *word = entry->key && section != SECTION_COUNT ? word_find(section, text_of(entry->key)) : NULL;
		bool declares = word && (word->side == SIDE_DECLARE || section == SECTION_FIELD);
		if (declares)
			fault_add(faults, area->ini->path, entry->line, _("'%s' in [%s] is declared by %s; here stand files, codings and switches only"), entry->key,
				entry->section, area->words.plugin[0] ? area->words.plugin : area->words.define);
	}
}

static bool read_area(struct workspace *w, const char *file, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	struct area *area = &w->areas[w->areas_count++];
	struct area_reading r = { .area = area, .arena = arena, .faults = faults };
	struct ini_file *ini = arena_alloc(arena, sizeof(*ini));
	area->name = arena_copy(arena, (struct text){ file, strlen(file) - 4 });
	area->path = arena_printf(arena, "%s%sareas/%s", w->folder, w->folder[0] ? "/" : "", file);
	if (!ini || !area->name || !area->path)
		return error_memory(error);
	area->folder = folder_of(arena, area->path);
	area->words = (struct area_words){ .plugin = "", .define = "" };
	for (int kind = 0; kind < STATEMENT_KINDS; kind++)
		area->statements[kind].files = "";
	if (!ini_read(area->path, arena, ini, faults, error))
		return false;
	area->ini = ini;
	area->origin = area->path;
	r.families = arena_array(arena, ini->count + 1, sizeof(*r.families));
	r.inputs = arena_array(arena, ini->count + 1, sizeof(*r.inputs));
	if (!r.families || !r.inputs || !area->folder)
		return error_memory(error);
	area->families = r.families;
	area->inputs = r.inputs;
	for (size_t i = 0; i < ini->count; i++)
		adapt_entry(&r, &ini->entries[i]);
	area->enabled = area->words.enabled != 2;
	if (!text_is_name(text_of(area->name)))
		fault_add(faults, area->path, 0, _("the name of the file is the name of the area, and '%s' is none; allowed: a small letter, then small letters, digits and _"),
			area->name);
	if (area->words.plugin[0] || area->words.define[0])
		refuse_declarations(area, faults);
	return true;
}

static int ini_files_only(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);
	return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".ini") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool read_areas(struct workspace *w, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	struct dirent **names = NULL;
	const char *folder = path_join(arena, w->folder, "areas");
	if (!folder)
		return error_memory(error);
	int count = scandir(folder, &names, ini_files_only, by_bytes);
	if (count < 0)
		return error_errno(error, ERROR_CONFIG, errno, folder, _("cannot list the work areas; each is a file NAME.ini in this folder"));
	w->areas = arena_array(arena, (size_t)count + 1, sizeof(*w->areas));
	bool done = w->areas && count <= AREAS_MAX;
	if (!done)
		error_memory(error);
	for (int i = 0; i < count; i++) {
		done = done && read_area(w, names[i]->d_name, arena, faults, error);
		memory_free(names[i]);
	}
	memory_free(names);
	return done;
}

/* --- the whole --- */

static void settle_words(struct workspace *w, struct faults *faults)
{
	w->grains = w->words.grains;
	w->rounding = (enum rounding)w->words.rounding;
	w->home = region_find(&w->regions, text_of(w->words.home));
	if (!w->words.home[0])
		fault_add(faults, w->path, 0, _("[workspace] has no home; write home = CODE, the region that the office reports on"));
	else if (w->home == REGION_NONE && w->regions.count)
		fault_add(faults, w->path, 0, _("home: '%s' is no code of %s"), w->words.home, w->words.regions);
	if (!w->words.through[0])
		fault_add(faults, w->path, 0, _("[workspace] has no through; write through = 2018, the last period that is complete"));
	else if (!period_parse(text_of(w->words.through), &w->through))
		fault_add(faults, w->path, 0, _("through: '%s' is no period; allowed: 2018, 2018H1, 2018Q3, 2018-10"), w->words.through);
}

bool workspace_open(const char *where, struct arena *arena, struct workspace *workspace, struct faults *faults, struct tally_error *error)
{
	struct workspace *w = workspace;
	*w = (struct workspace){ .home = REGION_NONE, .through = PERIOD_NONE };
	if (!find_file(where, arena, &w->path, error))
		return false;
	w->folder = folder_of(arena, w->path);
	if (!w->folder)
		return error_memory(error);
	if (!read_words(w->path, arena, &w->words, faults, error) || !read_regions(w, arena, faults, error) || !read_rank_sets(w, arena, faults, error))
		return false;
	w->store = path_join(arena, w->folder, w->words.store);
	if (!w->store)
		return error_memory(error);
	settle_words(w, faults);
	return read_areas(w, arena, faults, error);
}

bool workspace_store(const char *where, struct arena *arena, const char **store, const char **lang, struct tally_error *error)
{
	struct workspace_words said;
	struct faults faults;
	const char *path = NULL;
	faults_init(&faults, arena);
	if (!find_file(where, arena, &path, error) || !read_words(path, arena, &said, &faults, error))
		return false;
	const char *folder = folder_of(arena, path);
	*store = folder ? path_join(arena, folder, said.store) : NULL;
	*lang = said.lang;
	return *store || error_memory(error);
}

const struct family_entry *area_family(const struct area *area, const char *word, const char *subject, const char *member)
{
	for (size_t i = 0; i < area->families_count; i++) {
		const struct family_entry *entry = &area->families[i];
		if (strcmp(entry->word->name, word) == 0 && strcmp(entry->subject, subject) == 0 && strcmp(entry->member, member) == 0)
			return entry;
	}
	return NULL;
}

/* --- blocks --- */

/* The folders in which a plugin is looked for, in order: beside the program in its build tree, installed, the configured one. */
static const char *find_plugin(const struct workspace *w, const char *name, struct arena *arena)
{
	char exe[4096];
	ssize_t length = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	exe[length > 0 ? length : 0] = '\0';
	const char *home = folder_of(arena, exe);
	const char *candidates[] = {
		w->words.plugins_path[0] ? arena_printf(arena, "%s/%s.so", path_join(arena, w->folder, w->words.plugins_path), name) : NULL,
		arena_printf(arena, "%s/plugins/%s.so", home ? home : "", name),
		arena_printf(arena, "%s/%s/%s.so", home ? home : "", TALLY_PLUGIN_FOLDER, name),
	};
	for (size_t i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++)
		if (candidates[i] && access(candidates[i], F_OK) == 0)
			return candidates[i];
	return NULL;
}

static const struct block *plugin_block(struct workspace *w, struct area *area, uid_t owner, struct arena *arena, struct tally_error *error)
{
	struct faults faults;
	faults_init(&faults, arena);
	if (strchr(area->words.plugin, '/')) {
		error_set(error, ERROR_AREA, _("plugin = %s: a bare name is wanted; name its folder by [plugins] path in tally.ini"), area->words.plugin);
		return NULL;
	}
	const char *path = find_plugin(w, area->words.plugin, arena);
	if (!path) {
		error_set(error, ERROR_AREA, _("plugin '%s' not found; looked for %s.so beside the program, in its plugin folder and in [plugins] path"),
			area->words.plugin, area->words.plugin);
		return NULL;
	}
	area->origin = path;
	const struct block *block = loader_block(path, owner, arena, &faults, &area->abi, error);
	for (const struct fault *fault = faults.first; fault && !block; fault = fault->next)
		error_prefix(error, "%s; ", fault->what);
	if (block && strcmp(block_text(block, block->area.name), area->name) != 0)
		error_set(error, ERROR_AREA, _("%s declares the area '%s'; name its file areas/%s.ini"), path, block_text(block, block->area.name),
			block_text(block, block->area.name));
	return error->code == ERROR_NONE ? block : NULL;
}

static const struct block *ini_block(struct area *area, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	area->declared_in = area->ini;
	if (area->words.define[0]) {
		struct ini_file *ini = arena_alloc(arena, sizeof(*ini));
		const char *path = path_join(arena, area->folder, area->words.define);
		if (!ini || !path || !ini_read(path, arena, ini, faults, error))
			return NULL;
		area->declared_in = ini;
		area->origin = path;
	}
	const struct tally_area *declared = declare_area(area->declared_in, area->name, arena, faults);
	if (!declared) {
		error_memory(error);
		return NULL;
	}
	return block_adopt(declared, area->origin, area->declared_in, arena, faults, error);
}

bool workspace_load(struct workspace *workspace, bool all, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	struct stat about = { 0 };
	if (stat(workspace->path, &about) != 0)
		return error_errno(error, ERROR_CONFIG, errno, workspace->path, _("cannot be read"));
	for (size_t i = 0; i < workspace->areas_count; i++) {
		struct area *area = &workspace->areas[i];
		struct tally_error trouble = { 0 };
		if (!area->enabled && !all)
			continue;
		if (area->words.plugin[0])
			area->block = plugin_block(workspace, area, about.st_uid, arena, &trouble);
		else
			area->block = ini_block(area, arena, faults, &trouble);
		if (trouble.code == ERROR_MEMORY)
			return error_memory(error);
		if (trouble.code != ERROR_NONE)
			area->failure = arena_printf(arena, "%s", trouble.what);
	}
	return true;
}
