/* Model: a fault in the data: where it stands, what is wrong, and how bad that is. An issue is never an error of the program. */
#ifndef MODEL_ISSUE_H
#define MODEL_ISSUE_H

#include <stdbool.h>
#include <stdint.h>

#include <tally/plugin.h>

/* What became of the record: one with several faults has one fate, so a warning may stand on a record that does not count. */
enum issue_fate { FATE_NONE, /* it is about the file, not about a record */ FATE_COUNTS, FATE_REJECTED, FATE_PASSED_OVER };

struct issue {
	const char *file; /* relative to the workspace; of a sheet FILE!SHEET */
	uint64_t line; /* from 1; 0: the file */
	unsigned column; /* field of the line, from 1; 0: the record */
	const char *field; /* name, or "" */
	const char
		*heading; /* of the column as it stands in the file; where there is no column the title of the field; or "" */
	const char *
		rule; /* required, type, code, number, date, key, region, width, quote, bytes, cn-uscc, ... or the name of a declared rule */
	enum tally_severity severity;
	const char *value; /* as in the file, cut to 120 bytes */
	const char *message; /* what is wrong, what is allowed, what to do */
	enum issue_fate fate;
	bool sheet; /* line and column are those of a sheet: C18 */
};

#endif
