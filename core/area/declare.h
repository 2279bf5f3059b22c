/* Area: INI sections as the structs of the contract, and as what the workspace says beside them. Inner header of the room. */
#ifndef AREA_DECLARE_H
#define AREA_DECLARE_H

#include "area/words.h"
#include "area/workspace.h"

/* Fills `into` (workspace_words, area_words, register_words, ...) with one option; faults name the line. */
bool declare_word(const struct word *word, const struct ini_entry *entry, void *into, const char *file, struct arena *arena,
	struct faults *faults);

/* The declaration that the sections of `ini` make, named `name`; NULL without memory. Faults are collected. */
const struct tally_area *declare_area(const struct ini_file *ini, const char *name, struct arena *arena, struct faults *faults);

/* The first entry of its section: what is wrong with a section is told there, once. */
bool declare_first(const struct ini_file *ini, const struct ini_entry *entry);

/* Which section an entry stands in, and its subject ("patents.kind"); SECTION_COUNT and a fault when unknown. */
enum section declare_section(
	const struct ini_file *ini, const struct ini_entry *entry, const char **subject, struct faults *faults);

/* A family entry's member, "x" of "alias.x"; NULL when the word is no family. */
const char *declare_member(const struct word *word, const struct ini_entry *entry);

#endif
