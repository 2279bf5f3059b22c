/* Model, private to statement.c: the text of a printed figure, taken apart. */
#ifndef MODEL_PRINTED_H
#define MODEL_PRINTED_H

#include "base/error.h"
#include "base/text.h"

/* What a qualifier makes of a number. The first group speaks of its size, the second of its place on the line. */
enum sense {
	SENSE_PLAIN,
	SENSE_MORE, /* 余 多: a little more than printed */
	SENSE_NEAR, /* 近: a little less */
	SENSE_ABOUT, /* 约 左右 */
	SENSE_AT_LEAST,
	SENSE_ABOVE,
	SENSE_AT_MOST,
	SENSE_BELOW,
	SENSE_SEVERAL /* 数: no number at all */
};

enum { PRINTED_BYTES = 128 };

struct reading {
	int64_t digits; /* with its sign, in units of 10^-scale; the point is not counted */
	int scale; /* digits printed behind the point */
	int power; /* of ten, by 百 千 万 亿 behind the digits */
	int64_t under; /* 三分之二: digits 2, under 3; else 1 */
	bool exact; /* a fraction, a rank or a word: there is no last digit to doubt */
	bool from_last; /* 倒数 */
	enum sense sense;
	struct text unit; /* written behind the number, "" where there is none; in `folded` or constant */
	char folded[PRINTED_BYTES];
};

/* Fills the reading in place; it must not be copied. False with *what, a msgid. */
bool printed_read(struct text text, struct reading *reading, const char **what) MUST_USE;
/* The words of a qualifier, divided by '/', '|', ',', ';', '、' or blanks; what stands in brackets is a remark. */
bool printed_qualifier(struct text qualifier, enum sense *sense, const char **what) MUST_USE;
/* Puts the sense of two words together; false when they contradict each other. */
bool printed_join(enum sense *sense, enum sense other, const char **what) MUST_USE;

/* In printed_number.c: takes the word off the front of the text. */
bool printed_take(struct text *text, const char *word);
/* Takes the number off the front and fills digits, scale and, of a fraction, under, unit and exact. */
bool printed_number(struct text *text, struct reading *reading) MUST_USE;

#endif
