/* Engine: which files a register is read from. Inner header of the room. */
#ifndef ENGINE_SOURCES_H
#define ENGINE_SOURCES_H

#include "engine/reader.h"

/* The files that the workspace (or options->files) names, in the order of their names, each once, whatever the patterns and the file system say. *sources is heap,
 * freed by the caller in either case; only path and name are filled. A register without files and a pattern that matches none are an ERROR_INPUT. */
bool sources_list(const struct reader_options *options, struct arena *arena, struct source_account **sources, size_t *count,
	struct tally_error *error) MUST_USE;

/* Each sheet of a workbook that is to be read becomes a source of its own. *sources is another heap array then, freed by the caller in either case. */
bool sources_split(const struct reader_options *options, struct arena *arena, struct source_account **sources, size_t *count,
	struct tally_error *error) MUST_USE;

#endif
