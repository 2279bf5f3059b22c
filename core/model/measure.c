/* Model: the table of measures. */
#include "model/measure.h"

static const struct measure_form forms[] = {
	/* formulas and given figures: no records stand behind them */
	[0] = { "", COMBINE_ADD, 1, 1, VALUE_NUMBER, false, false, false, false },
	[TALLY_COUNT] = { "count", COMBINE_ADD, 1, 1, VALUE_NUMBER, true, true, true, true },
	[TALLY_DISTINCT] = { "distinct", COMBINE_ADD, 1, 1, VALUE_NUMBER, false, true, true, true },
	[TALLY_SUM] = { "sum", COMBINE_ADD, 1, 1, VALUE_NUMBER, true, true, true, true },
	[TALLY_MIN] = { "min", COMBINE_MIN, 1, 1, VALUE_NUMBER, false, false, false, true },
	[TALLY_MAX] = { "max", COMBINE_MAX, 1, 1, VALUE_NUMBER, false, false, false, true },
	[TALLY_MEAN] = { "mean", COMBINE_ADD, 3, 2, VALUE_PARTS, false, false, false, false },
	[TALLY_RATIO] = { "ratio", COMBINE_ADD, 3, 2, VALUE_PARTS, false, false, false, false },
	[TALLY_SHARE] = { "share", COMBINE_ADD, 3, 2, VALUE_PARTS, false, false, false, false },
};

/* A number of the store that is none of ours is told by nobody but this: it counts like what has no records. */
const struct measure_form *measure_form(enum tally_measure measure)
{
	return &forms[measure < sizeof(forms) / sizeof(forms[0]) ? measure : 0];
}

wide combine_neutral(enum combine combine)
{
	wide most = (wide)((uwide)-1 >> 1);
	return combine == COMBINE_ADD ? 0 : combine == COMBINE_MIN ? most : -most;
}
