/* Readings of one register, told as text: what a file says, and what is said of it. */
#ifndef TESTS_ENGINE_READINGS_H
#define TESTS_ENGINE_READINGS_H

#include "fixture.h"

struct reading {
	const char *name;
	const char *area, *reg, *more; /* lines of the INI */
	const char *rows; /* behind the usual headings, or the whole file where it begins with '@' */
	int read, warned, rejected, skipped;
	const char *issues; /* "line:column field rule severity value" */
};

/* The headings of the usual file. */
extern const char readings_head[];

/* The office with area a and its register people: no, day, level, amount, heads, until, county; with lines of a case, NULL for none. */
void readings_declare(struct fixture *fixture, const char *area, const char *reg, const char *more);
void readings_scan(struct fixture *fixture, struct scan_result *result);
/* Appends the issues of a source, in the order in which they were found. */
void readings_issues(const struct source_account *source, char *out, size_t bytes);
/* Reads each case and compares accounts and issues. */
void readings_check(const struct reading *cases, size_t count);

#endif
