/* Area: a data dictionary: tables whose rows are the sections [field REGISTER.NAME] and [indicator NAME] of an area. Inner header of the room. */
#ifndef AREA_DICTIONARY_H
#define AREA_DICTIONARY_H

#include "area/words.h"
#include "io/ini.h"

/* Puts the rows of the tables that [area] names (fields, indicators) behind the entries of the INI, each with its file and line. */
bool dictionary_read(struct ini_file *ini, struct arena *arena, struct faults *faults, struct tally_error *error) MUST_USE;

/* What stands above a column of such a table, in dictionary_words.c: the option by its own name or by a usual heading in Chinese. */
struct dictionary_heading {
	enum section section;
	const char *word; /* of the table of words; "register" of a field is the one it belongs to */
	const char *headings; /* a | b */
};
extern const struct dictionary_heading dictionary_headings[];
extern const size_t dictionary_headings_count;

/* What the cell says as the option has it: 日期 is date, 是 is yes. The cell itself where nothing else is known. */
struct text dictionary_value(const struct word *word, struct text cell);

#endif
