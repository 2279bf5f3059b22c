/* Area: what the files that read a workspace share. Inner header of the room. */
#ifndef AREA_WORKSPACE_INNER_H
#define AREA_WORKSPACE_INNER_H

#include "area/words.h"
#include "area/workspace.h"

/* The folder of a path, "" for a bare name; NULL without memory. */
const char *folder_of(struct arena *arena, const char *path);
/* Tells an option that its section does not have, with the nearest or the allowed ones. */
void unknown_word(const struct ini_entry *entry, enum section section, struct faults *faults);
/* All areas/NAME.ini of the workspace, by name. */
bool read_areas(struct workspace *workspace, struct arena *arena, struct faults *faults, struct tally_error *error) MUST_USE;

#endif
