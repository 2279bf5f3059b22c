/* IO: texts as a workbook can hold them. Between book.c and book_text.c. */
#ifndef IO_BOOK_TEXT_H
#define IO_BOOK_TEXT_H

#include "base/arena.h"

/* The text itself where a cell holds it as it is, else a copy of it: without what no XML can say, "_x0041_" so that Excel reads it back as that, cut with
 * "…" to `units` of UTF-16 (*cut is then set). NULL without memory. */
const char *book_text_held(const char *text, size_t units, bool *cut, struct arena *arena) MUST_USE;

/* Units of UTF-16, by which a workbook counts. */
size_t book_text_units(const char *text);

/* A name that a sheet may have, at most 31 units of UTF-16; with `number` above 1 "NAME (2)". NULL without memory. */
const char *book_text_name(const char *name, unsigned number, struct arena *arena) MUST_USE;

#endif
