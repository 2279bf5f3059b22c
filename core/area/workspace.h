/* Area: a workspace as its INI files say it: the office, its regions, and for each work area where its declaration, files and tables are. */
#ifndef AREA_WORKSPACE_H
#define AREA_WORKSPACE_H

#include "area/block.h"
#include "io/ini.h"
#include "model/region.h"
#include "model/statement.h"

/* What [workspace] and [plugins] say; the members are filled through the table of words. */
struct workspace_words {
	const char *title, *home, *through, *regions, *ranksets, *store, *lang, *plugins_path, *nulls;
	uint32_t grains; /* TALLY_GRAIN_* */
	uint32_t rounding; /* enum rounding */
	uint32_t growth_base; /* 0 released, 1 current */
};

/* What [area] says beside the declaration. */
struct area_words {
	const char *plugin, *define;
	const char *fields, *indicators; /* tables of the declaration */
	uint32_t enabled; /* 1 yes, 2 no, 0 not said */
};

enum { KEEP_ROWS_DEFAULT = 100000, KEEP_ROWS_MOST = 1000000 };

/* How the files of a register are read. */
struct register_words {
	const char *files; /* patterns, "a.csv | b/x*.csv"; relative to the INI */
	const char *covers; /* "2017..", "2017-03..2018" */
	const char *encoding, *delimiter, *sheet, *header, *skip, *fill_down, *nulls, *key;
	const char *expect, *source; /* "county, month", "{region}_{period}*" */
	uint32_t due; /* day of a month; 0 not said */
	uint32_t keep_rows; /* most records that are kept for the history; 0: none */
	uint32_t decimal; /* 1 point, 2 comma, 0 not said */
	uint32_t grouping; /* GROUP_*, 0 not said */
};

/* What a family adds: alias.FIELD of a register, severity.RULE of an area, column.NAME of a table, ... */
struct family_entry {
	const struct word *word;
	const char *subject; /* register, table, field or "" */
	const char *member; /* behind the dot */
	const char *value;
	unsigned line;
};

struct register_input {
	const char *name;
	struct register_words words;
	unsigned line;
};

struct parameter_words {
	const char *files; /* "" when none */
};

/* What the workspace says of a parameter. */
struct parameter_input {
	const char *name;
	struct parameter_words words;
	unsigned line;
};

struct statement_files {
	const char *files; /* "" when none */
	const char *anew; /* of targets: "a | b", flows of which an increase is on top of the year before */
	unsigned line;
};

/* What the labels of a printed table's rows name. */
enum table_rows_of { ROWS_REGION = 1, ROWS_BREAKDOWN = 2, ROWS_PERIOD = 4, ROWS_INDICATOR = 8 };

/* A printed table whose cells are statements. */
struct table_words {
	const char *title, *files, *header, *label, *period, *filename_period, *region, *nulls, *total, *skip, *end, *ignore;
	const char *map, *unit, *edition, *date, *source, *encoding, *delimiter, *sheet;
	uint32_t as; /* enum statement_kind */
	uint32_t rows; /* ROWS_*, 0 not said */
	uint32_t blank; /* 1: an empty cell is 0 */
};

struct table_input {
	const char *name;
	struct table_words words;
	unsigned line;
};

/* One work area of the workspace. Without a block it could not be had: `failure` says why (it costs only itself), or it is switched off. */
struct area {
	const char *name; /* of its INI file */
	const char *path; /* of its INI file */
	const char *folder; /* of its INI file */
	const char *origin; /* file the declaration comes from */
	const struct ini_file *ini;
	const struct ini_file *declared_in; /* INI of the declaration (areas/x.ini or the `define` file), NULL for a plugin */
	struct area_words words;
	const struct family_entry *families;
	size_t families_count;
	const struct register_input *inputs;
	size_t inputs_count;
	const struct parameter_input *parameters;
	size_t parameters_count;
	const struct table_input *tables;
	size_t tables_count;
	struct statement_files statements[STATEMENT_KINDS];
	struct statement_files accepted; /* tables of accepted findings */
	const struct block *block;
	const char *failure;
	unsigned abi; /* of the plugin's note, 0 for INI */
	bool enabled;
	bool unsound; /* its tables of fields and indicators have faults, which are told: it is not declared */
};

struct workspace {
	const char *path; /* of tally.ini */
	const struct ini_file *ini;
	const char *folder;
	struct workspace_words words;
	struct region_tree regions;
	int home;
	period through;
	unsigned grains;
	enum rounding rounding;
	const char *store; /* path */
	struct area *areas; /* by name */
	size_t areas_count;
	bool sound; /* without faults in tally.ini and the regions: what the areas say can be judged */
};

/* Reads `where` (a folder with tally.ini, or the file), the regions and all areas/NAME.ini; plugins are loaded (workspace_load), faults collected. False when the
 * workspace cannot be used at all. */
bool workspace_open(const char *where, struct arena *arena, struct workspace *workspace, struct faults *faults,
	struct tally_error *error) MUST_USE;

/* Only what is needed to find the store: for commands that read it. */
bool workspace_store(
	const char *where, struct arena *arena, const char **store, const char **lang, struct tally_error *error) MUST_USE;

/* Gets the blocks of the enabled areas (of all of them with `all`); an area that fails gets its `failure` and is no fault of the workspace unless its INI is. */
bool workspace_load(
	struct workspace *workspace, bool all, struct arena *arena, struct faults *faults, struct tally_error *error) MUST_USE;

/* The value that a family gives: severity.RULE of an area, alias.FIELD of a register; NULL when not said. */
const struct family_entry *area_family(const struct area *area, const char *word, const char *subject, const char *member);

/* `path` as people and the store know it: relative to the folder of the workspace. */
const char *workspace_relative(const struct workspace *workspace, const char *path);

/* `path` relative to `folder` unless absolute, in the arena. */
const char *path_join(struct arena *arena, const char *folder, const char *path);

#endif
