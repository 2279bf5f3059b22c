/* IO: between book.c and book_check.c. */
#ifndef IO_BOOK_CHECK_H
#define IO_BOOK_CHECK_H

#include "base/error.h"

/* Whether every part of the workbook is there to its last element. libxlsxwriter does not notice when the disk is full under the files it works with. */
bool book_is_whole(const char *path, struct tally_error *error) MUST_USE;

#endif
