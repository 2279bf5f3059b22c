/* Area: areas/NAME.ini, what each says beside its declaration: where it comes from, files, codings, switches. Knows sections and options; what a declaration
 * means is the catalog's. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "area/declare.h"
#include "area/dictionary.h"
#include "area/workspace_inner.h"

enum { AREAS_MAX = 1024 };

/* "a/b" for "a/b/c" and "" for "c"; NULL where the folder above is not the one in the name: a link, "." or "..". */
static const char *folder_above(struct arena *arena, const char *folder)
{
	struct stat about;
	const char *slash = strrchr(folder, '/'), *last = slash ? slash + 1 : folder;
	if (last[0] == '\0' || last[0] == '.' || slash == folder || lstat(folder, &about) != 0 || !S_ISDIR(about.st_mode))
		return NULL;
	return slash ? arena_copy(arena, (struct text){ folder, (size_t)(slash - folder) }) : "";
}

/* People read these paths: ws/registers/a.csv, not ws/areas/../registers/a.csv. */
const char *path_join(struct arena *arena, const char *folder, const char *path)
{
	while (folder[0] && strncmp(path, "../", 3) == 0) {
		const char *above = folder_above(arena, folder);
		if (!above)
			break;
		folder = above;
		path += 3;
	}
	if (path[0] == '/' || folder[0] == '\0')
		return arena_printf(arena, "%s", path);
	return arena_printf(arena, "%s/%s", folder, path);
}

const char *workspace_relative(const struct workspace *workspace, const char *path)
{
	size_t length = strlen(workspace->folder);
	if (length && strncmp(path, workspace->folder, length) == 0 && path[length] == '/')
		path += length + 1;
	return strncmp(path, "areas/../", 9) == 0 ? path + 9 : path;
}

const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? arena_copy(arena, (struct text){ path, (size_t)(slash - path) }) : "";
}

void unknown_word(const struct ini_entry *entry, enum section section, struct faults *faults)
{
	size_t count;
	const char *const *names = word_names(section, faults->arena, &count);
	fault_add(faults, entry->file, entry->line, _("unknown option '%s' in [%s]%s"), entry->key, entry->section,
		names ? fault_hint(faults, text_of(entry->key), names, count) : "");
}

struct area_reading {
	struct area *area;
	struct arena *arena;
	struct faults *faults;
	struct family_entry *families;
	struct register_input *inputs;
	struct parameter_input *parameters;
	struct table_input *tables;
};

static struct register_input *input_row(struct area_reading *r, const char *name, unsigned line)
{
	for (size_t i = 0; i < r->area->inputs_count; i++)
		if (strcmp(r->inputs[i].name, name) == 0)
			return &r->inputs[i];
	struct register_input *input = &r->inputs[r->area->inputs_count++];
	*input = (struct register_input){ .name = name,
		.line = line,
		.words = { .files = "",
			.covers = "",
			.encoding = "",
			.delimiter = "",
			.sheet = "",
			.header = "",
			.skip = "",
			.fill_down = "",
			.nulls = "",
			.key = "",
			.expect = "",
			.source = "",
			.keep_rows = KEEP_ROWS_DEFAULT } };
	return input;
}

static struct parameter_words *parameter_row(struct area_reading *r, const char *name, unsigned line)
{
	for (size_t i = 0; i < r->area->parameters_count; i++)
		if (strcmp(r->parameters[i].name, name) == 0)
			return &r->parameters[i].words;
	struct parameter_input *input = &r->parameters[r->area->parameters_count++];
	*input = (struct parameter_input){ .name = name, .line = line, .words = { "" } };
	return &input->words;
}

static struct table_words *table_row(struct area_reading *r, const char *name, unsigned line)
{
	for (size_t i = 0; i < r->area->tables_count; i++)
		if (strcmp(r->tables[i].name, name) == 0)
			return &r->tables[i].words;
	struct table_input *input = &r->tables[r->area->tables_count++];
	*input = (struct table_input){ .name = name, .line = line };
	for (size_t i = 0; i < words_count; i++) /* what is not said is its default, or nothing */
		if (words[i].section == SECTION_TABLE && words[i].kind == WORD_TEXT &&
			words[i].name[strlen(words[i].name) - 1] != '.')
			memcpy((char *)&input->words + words[i].member, &words[i].fallback, sizeof(words[i].fallback));
	return &input->words;
}

static void *adapt_row(struct area_reading *r, enum section section, const char *subject, const struct ini_entry *entry)
{
	static const enum statement_kind kinds[SECTION_COUNT] = { [SECTION_PUBLISHED] = STATEMENT_PUBLISHED,
		[SECTION_GIVEN] = STATEMENT_GIVEN,
		[SECTION_TARGETS] = STATEMENT_TARGET,
		[SECTION_OPENING] = STATEMENT_OPENING,
		[SECTION_ADJUSTMENTS] = STATEMENT_ADJUSTMENT };
	if (section == SECTION_AREA)
		return &r->area->words;
	if (section == SECTION_REGISTER)
		return &input_row(r, subject, entry->section_line)->words;
	if (section == SECTION_PARAMETER)
		return parameter_row(r, subject, entry->section_line);
	if (section == SECTION_TABLE)
		return table_row(r, subject, entry->section_line);
	if (section < SECTION_PUBLISHED || section >= SECTION_COUNT)
		return NULL;
	if (section == SECTION_ACCEPT)
		return &r->area->accepted;
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
		if (declare_first(ini, entry))
			fault_add(r->faults, entry->file, entry->section_line, _("section [%s] belongs into tally.ini"),
				entry->section);
		return;
	}
	void *row = adapt_row(r, section, subject, entry);
	if (!entry->key)
		return;
	const struct word *word = word_find(section, text_of(entry->key));
	if (!word) {
		unknown_word(entry, section, r->faults);
	} else if (declare_member(word, entry)) {
		if (section != SECTION_FIELD)
			r->families[r->area->families_count++] =
				(struct family_entry){ word, subject, declare_member(word, entry), entry->value, entry->line };
	} else if (word->side == SIDE_ADAPT) {
		declare_word(word, entry, row, entry->file, r->arena, r->faults);
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
		const struct word *word =
			entry->key && section != SECTION_COUNT ? word_find(section, text_of(entry->key)) : NULL;
		bool declares = word && (word->side == SIDE_DECLARE || section == SECTION_FIELD);
		if (declares)
			fault_add(faults, entry->file, entry->line,
				_("'%s' in [%s] is declared by %s; here stand files, codings and switches only"), entry->key,
				entry->section, area->words.plugin[0] ? area->words.plugin : area->words.define);
	}
}

static bool read_area(
	struct workspace *w, const char *file, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	struct area *area = &w->areas[w->areas_count++];
	struct area_reading r = { .area = area, .arena = arena, .faults = faults };
	struct ini_file *ini = arena_alloc(arena, sizeof(*ini));
	area->name = arena_copy(arena, (struct text){ file, strlen(file) - 4 });
	area->path = arena_printf(arena, "%s%sareas/%s", w->folder, w->folder[0] ? "/" : "", file);
	if (!ini || !area->name || !area->path)
		return error_memory(error);
	area->folder = folder_of(arena, area->path);
	area->words = (struct area_words){ .plugin = "", .define = "", .fields = "", .indicators = "" };
	for (int kind = 0; kind < STATEMENT_KINDS; kind++)
		area->statements[kind].files = area->statements[kind].anew = "";
	area->accepted.files = "";
	if (!ini_read(area->path, arena, ini, faults, error))
		return false;
	size_t before = faults->count;
	if (!dictionary_read(ini, arena, faults, error))
		return false;
	area->unsound = faults->count > before;
	area->ini = ini;
	area->origin = area->path;
	r.families = arena_array(arena, ini->count + 1, sizeof(*r.families));
	r.inputs = arena_array(arena, ini->count + 1, sizeof(*r.inputs));
	r.parameters = arena_array(arena, ini->count + 1, sizeof(*r.parameters));
	r.tables = arena_array(arena, ini->count + 1, sizeof(*r.tables));
	if (!r.families || !r.inputs || !r.parameters || !r.tables || !area->folder)
		return error_memory(error);
	area->families = r.families;
	area->inputs = r.inputs;
	area->parameters = r.parameters;
	area->tables = r.tables;
	for (size_t i = 0; i < ini->count; i++)
		adapt_entry(&r, &ini->entries[i]);
	area->enabled = area->words.enabled != 2;
	if (strcmp(area->name, "param") == 0)
		fault_add(faults, area->path, 0, _("no area is called 'param': param.NAME is a parameter"));
	if (!text_is_name(text_of(area->name)))
		fault_add(faults, area->path, 0,
			_("the name of the file is the name of the area, and '%s' is none; allowed: a small letter, then small "
			  "letters, digits and _"),
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

bool read_areas(struct workspace *w, struct arena *arena, struct faults *faults, struct tally_error *error)
{
	struct dirent **names = NULL;
	const char *folder = path_join(arena, w->folder, "areas");
	if (!folder)
		return error_memory(error);
	int count = scandir(folder, &names, ini_files_only, by_bytes);
	if (count < 0)
		return error_errno(error, ERROR_CONFIG, errno, folder,
			_("cannot list the work areas; each is a file NAME.ini in this folder"));
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

const struct family_entry *area_family(const struct area *area, const char *word, const char *subject, const char *member)
{
	for (size_t i = 0; i < area->families_count; i++) {
		const struct family_entry *entry = &area->families[i];
		if (entry->word->section != SECTION_TABLE && strcmp(entry->word->name, word) == 0 &&
			strcmp(entry->subject, subject) == 0 && strcmp(entry->member, member) == 0)
			return entry;
	}
	return NULL;
}
