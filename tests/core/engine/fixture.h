/* A made-up office in a temporary folder, for the tests of the room engine: texts become files, files become a prepared run. */
#ifndef TESTS_ENGINE_FIXTURE_H
#define TESTS_ENGINE_FIXTURE_H

/* What every test of the room includes; cmocka wants the first four. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/run.h"

struct fixture {
	char folder[512];
	const char *areas[8]; /* asked for, NULL-terminated */
	struct run_options options;
	struct run run;
	struct arena arena;
	struct tally_error error;
};

/* tally.ini and regions.csv of the office: nation 000000, city 410900 (the home) with the counties 410902, 410922 (till 2017-06-30, then 410923), 410923,
 * 410926 (from 2017-01-01), the zone 410971 and the overlay 410990; a second city 411000. Grains year and quarter, through 2018. */
extern const char office_ini[];
extern const char office_regions[];

/* An empty folder below the build. */
void fixture_open(struct fixture *fixture);
void fixture_close(struct fixture *fixture);
/* Writes a file of the folder, its parent made when missing. */
void fixture_write(const struct fixture *fixture, const char *name, const char *text);
void fixture_write_bytes(const struct fixture *fixture, const char *name, const void *bytes, size_t count);
void fixture_remove(const struct fixture *fixture, const char *name);
bool fixture_there(const struct fixture *fixture, const char *name);
/* The office and one area of INI text. */
void fixture_office(struct fixture *fixture, const char *area, const char *ini);

/* Prepares anew what the folder says; what was prepared or run before is gone. A fault of the declarations fails the test with its text. */
void fixture_prepare(struct fixture *fixture);
/* The same without failing: the faults and the error are to be looked at. */
bool fixture_try(struct fixture *fixture);
/* A whole run, as the options say; false with fixture->error. */
bool fixture_run(struct fixture *fixture);
void fixture_reset(struct fixture *fixture);

int fixture_register(const struct fixture *fixture, const char *name);
int fixture_indicator(const struct fixture *fixture, const char *id);
int fixture_region(const struct fixture *fixture, const char *code);
period fixture_period(const char *text);

/* Value of a cell of a scan, by column 0 value, 1 entries, 2 exits; 0 where there is no such cell. */
int64_t fixture_cell(const struct fixture *fixture, const struct scan_result *scan, const char *indicator, const char *region,
	const char *when, const char *breakdown, int column);

/* What the store says of a cell, the best value; fails the test where the store or a name is missing. */
struct observation fixture_observe(
	const struct fixture *fixture, const char *indicator, const char *region, const char *when, const char *breakdown);
/* The first column of the first row of a query of the store. */
int64_t fixture_number(const struct fixture *fixture, const char *sql);

#endif
