/* Model: who has to deliver a register when, and what the name of a file says of the region and the period that it is for. Knows names, regions and
 * periods; knows no files. */
#ifndef MODEL_DELIVERY_H
#define MODEL_DELIVERY_H

#include "model/region_spelling.h"

/* What a register expects: from each member one delivery a period of the grain. */
struct expectation {
	enum grain grain;
	const int *members; /* rows of the tree, ascending */
	size_t members_count;
	int due; /* day of the month behind the period; 0: none is said */
	const char *source; /* pattern of the names of files; "": the records tell */
	struct region_spellings spellings; /* of the scope, where a pattern has {region} */
};

/* The member is there in the period, and so has to deliver. */
bool expectation_asks(const struct expectation *expects, const struct region_tree *tree, int region, period when);
bool expectation_member(const struct expectation *expects, int region);
/* The last day on which the delivery of the period is in time; DATE_MAX where none is said. */
int32_t expectation_due(const struct expectation *expects, period when);

enum delivery_fault {
	DELIVERY_FINE,
	DELIVERY_NO_MATCH, /* the name has another form than the pattern */
	DELIVERY_NO_PERIOD, /* the form is that of the pattern, but there is no period where it should be */
	DELIVERY_GRAIN, /* the period is of another grain */
	DELIVERY_NO_REGION,
	DELIVERY_SEVERAL /* it may be read in several ways */
};

struct delivery_reading {
	enum delivery_fault fault;
	int region; /* REGION_NONE where the pattern has none */
	period when; /* of DELIVERY_GRAIN too */
	int32_t dated; /* latest day that stands in the name beside the period; DATE_MIN: none */
	struct text word; /* that should be a region, of DELIVERY_NO_REGION; within `name` as folded by delivery_read */
	struct region_reading near; /* what that word may mean */
};

enum { DELIVERY_NAME_BYTES = 512 };

/* What is wrong with a pattern, or NULL. */
const char *delivery_pattern_fault(const char *source, size_t members);
/* The name is that of a file, with as many folders in front as the pattern has; `folded` keeps what reading->word points to. A region is never guessed
 * among several, and of the words that may be one the longest wins. */
void delivery_read(const struct expectation *expects, struct text name, char folded[DELIVERY_NAME_BYTES],
	struct delivery_reading *reading);

/* A period as offices write it into names, at the beginning of the text: 2018-10, 2018.10, 201810, 2018年10月, 2018Q3, 2018年第3季度, 2018年三季度,
 * 2018H1, 2018年上半年, 2018, 2018年, 2018年度. Its length in bytes, or 0: a day (20181012, 2018-10-12) or months together (2018年1-10月) is none. */
size_t delivery_period(struct text text, period *when);

#endif
