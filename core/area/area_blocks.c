/* Area: the block of each area, from its plugin or its INI. Knows where plugins are looked for and what a failure costs: its area. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "area/declare.h"
#include "area/dictionary.h"
#include "area/loader.h"
#include "area/workspace_inner.h"

#ifndef TALLY_PLUGIN_FOLDER
#define TALLY_PLUGIN_FOLDER "../lib/tally"
#endif

/* The folders in which a plugin is looked for, in order: beside the program in its build tree, installed, the configured one. */
static const char *find_plugin(const struct workspace *w, const char *name, struct arena *arena)
{
	char exe[4096];
	ssize_t length = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	exe[length > 0 ? length : 0] = '\0';
	const char *home = folder_of(arena, exe);
	const char *candidates[] = {
		w->words.plugins_path[0]
			? arena_printf(arena, "%s/%s.so", path_join(arena, w->folder, w->words.plugins_path), name)
			: NULL,
		arena_printf(arena, "%s/plugins/%s.so", home ? home : "", name),
		arena_printf(arena, "%s/%s/%s.so", home ? home : "", TALLY_PLUGIN_FOLDER, name),
	};
	for (size_t i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++)
		if (candidates[i] && access(candidates[i], F_OK) == 0)
			return candidates[i];
	return NULL;
}

/* Behind what the error says, the faults themselves. */
static void add_faults(const struct faults *faults, struct tally_error *error)
{
	struct tally_error whole = { 0 };
	const char *list = NULL;
	for (const struct fault *fault = faults->first; fault; fault = fault->next)
		list = list ? arena_printf(faults->arena, "%s; %s", list, fault->what) : fault->what;
	error_set(&whole, error->code, "%s: %s", error->what, list ? list : "");
	*error = whole;
}

static const struct block *plugin_block(
	struct workspace *w, struct area *area, uid_t owner, struct arena *arena, struct tally_error *error)
{
	struct faults faults;
	faults_init(&faults, arena);
	if (strchr(area->words.plugin, '/')) {
		error_set(error, ERROR_AREA,
			_("plugin = %s: a bare name is wanted; name its folder by [plugins] path in tally.ini"),
			area->words.plugin);
		return NULL;
	}
	const char *path = find_plugin(w, area->words.plugin, arena);
	if (!path) {
		error_set(error, ERROR_AREA,
			_("plugin '%s' not found; looked for %s.so beside the program, in its plugin folder and in [plugins] "
			  "path"),
			area->words.plugin, area->words.plugin);
		return NULL;
	}
	area->origin = path;
	const struct block *block = loader_block(path, owner, arena, &faults, &area->abi, error);
	if (!block && faults.first)
		add_faults(&faults, error);
	if (block && strcmp(block_text(block, block->area.name), area->name) != 0)
		error_set(error, ERROR_AREA, _("%s declares the area '%s'; name its file areas/%s.ini"), path,
			block_text(block, block->area.name), block_text(block, block->area.name));
	return error->code == ERROR_NONE ? block : NULL;
}

/* Of a file that `define` names; those of areas/NAME.ini were told when the workspace was read. */
static void tell_unknown(const struct ini_file *ini, struct faults *faults)
{
	for (size_t i = 0; i < ini->count; i++) {
		const char *subject;
		enum section section = declare_section(ini, &ini->entries[i], &subject, faults);
		if (section != SECTION_COUNT && ini->entries[i].key && !word_find(section, text_of(ini->entries[i].key)))
			unknown_word(&ini->entries[i], section, faults);
	}
}

static const struct block *ini_block(struct area *area, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	size_t before = faults->count;
	area->declared_in = area->ini;
	if (area->unsound)
		return NULL;
	if (area->words.define[0]) {
		struct ini_file *ini = arena_alloc(arena, sizeof(*ini));
		const char *path = path_join(arena, area->folder, area->words.define);
		if (!ini || !path || !ini_read(path, arena, ini, faults, error) || !dictionary_read(ini, arena, faults, error))
			return NULL;
		area->declared_in = ini;
		area->origin = path;
	}
	if (area->declared_in != area->ini)
		tell_unknown(area->declared_in, faults);
	const struct tally_area *declared = declare_area(area->declared_in, area->name, arena, faults);
	if (!declared)
		error_memory(error);
	if (!declared || faults->count > before) /* told; what follows from it is not worth telling */
		return NULL;
	return block_adopt(declared, area->origin, area->declared_in, arena, faults, error);
}

bool workspace_load(
	struct workspace *workspace, bool all, struct arena *arena, struct faults *faults, struct tally_error *error)
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
