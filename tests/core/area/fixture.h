/* For the tests of room area: an office in a folder of its own, read as the program reads it, and what is told of it. */
#ifndef TESTS_AREA_FIXTURE_H
#define TESTS_AREA_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "area/catalog.h"

struct office {
	char folder[256];
	struct arena arena;
	struct faults faults;
	struct tally_error error;
	struct workspace workspace;
	struct catalog catalog;
};

/* A whole office without faults: tally.ini, regions.csv and the area that areas/a.ini declares. */
extern const char office_tally[], office_regions[], office_area[];

int office_open(void **state); /* cmocka set-up: *state is the office, its folder is empty */
int office_close(void **state); /* cmocka tear-down */
void office_bytes(const struct office *office, const char *name, const void *bytes, size_t count);
void office_write(const struct office *office, const char *name, const char *text);
void office_remove(const struct office *office, const char *name);
void office_standard(const struct office *office);
/* Everything up to the catalog, in a fresh arena; false when a step said so. The catalog is built only where the workspace is sound. */
bool office_read(struct office *office);
/* Reads, and nothing may be told. */
void office_good(struct office *office);
const char *office_path(const struct office *office, const char *name); /* lives until the next call */

/* A copy of `text` with the first `from` replaced, on the heap; `from` must be there. */
char *replaced(const char *text, const char *from, const char *to);
/* The line of the first `part`, from 1. */
unsigned line_of(const char *text, const char *part);
void assert_holds(const char *text, const char *part);
/* One fault is told, and it stands at `where` (its end) and holds each of the parts (up to a NULL). */
void assert_told(const struct faults *faults, const char *where, const char *const *parts);
void print_faults(const struct faults *faults);

#endif
