/* Model: how a register writes its numbers: the mark before the fraction, the marks between groups, the unit of its column and of a cell. */
#ifndef MODEL_NOTATION_H
#define MODEL_NOTATION_H

#include "base/decimal.h"
#include "model/unit.h"

/* Marks that may stand between groups of three digits. */
enum { GROUP_COMMA = 1, GROUP_POINT = 2, GROUP_BLANK = 4, GROUP_APOSTROPHE = 8, GROUP_NONE = 16 };

struct notation {
	bool comma; /* 1,5 is one and a half */
	unsigned groups; /* GROUP_*, 0: commas where the fraction stands behind a point, else none */
	const struct unit *unit; /* of the field; NULL: it has none, and a cell must not have one */
	int shift; /* power of ten from the unit of the column to that of the field */
};

/* The first ones are those of decimal_parse. */
enum notation_fault {
	NOTATION_OK,
	NOTATION_EMPTY,
	NOTATION_SYNTAX,
	NOTATION_SCALE,
	NOTATION_RANGE,
	NOTATION_EXPONENT,
	NOTATION_MARKS, /* its points, commas or blanks do not stand as declared */
	NOTATION_UNIT, /* a unit that is not of the field's kind */
	NOTATION_FINE /* digits below the field's scale, seen in the field's unit */
};

/* A number in units of 10^-scale of the field's unit: "1.234,50", "3 000", "1.2亿元". Exact: what leaves digits below the scale is a fault. */
enum notation_fault notation_parse(struct text text, int scale, const struct notation *notation, int64_t *value);

#endif
