/* Model: what each measure is: the columns that are kept of it, how they combine, what an empty place is. The one table that whoever asks "does it add?"
 * looks into; knows nothing of records or of the store. */
#ifndef MODEL_MEASURE_H
#define MODEL_MEASURE_H

#include <tally/plugin.h>

#include "model/value.h"

/* How the values of two parts of a place become that of the whole. */
enum combine { COMBINE_ADD, COMBINE_MIN, COMBINE_MAX };

enum { MEASURE_COLUMNS_MAX = 3 };

struct measure_form {
	const char *name;
	enum combine combine;
	int columns; /* that the engine keeps: 1, or 3 of parts: numerator, denominator, records */
	int stored; /* of them, in the store */
	enum value_kind kind;
	bool additive; /* adds over regions and periods of flows; takes opening values */
	bool zero; /* a place inside the coverage without records is 0; otherwise it has no value */
	bool moves; /* a stock of it has entries and exits */
	bool running; /* a cumulative of it means something */
};

const struct measure_form *measure_form(enum tally_measure measure);

/* What combines with everything without changing it, and so stands where nothing has come yet: 0, or beyond every value. */
wide combine_neutral(enum combine combine);

static inline wide combine_two(enum combine combine, wide a, wide b)
{
	switch (combine) {
	case COMBINE_MIN:
		return a < b ? a : b;
	case COMBINE_MAX:
		return a > b ? a : b;
	default:
		return a + b;
	}
}

#endif
