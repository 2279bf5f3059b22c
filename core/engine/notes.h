/* Engine: what is said of a sheet as a whole. Inner header of the room. */
#ifndef ENGINE_NOTES_H
#define ENGINE_NOTES_H

#include "engine/reader.h"

/* Sheets beside the one that is read, where nobody said which. */
void notes_before(struct source_account *source);
/* After its last row: what a sheet hides is read all the same, and what stands beside its columns is not. */
void notes_after(struct source_account *source, const struct rows *rows);

#endif
