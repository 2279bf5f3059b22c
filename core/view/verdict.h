/* View: a published figure held against what is computed. Exact: fractions against bounds, nothing is rounded on the way. */
#ifndef VIEW_VERDICT_H
#define VIEW_VERDICT_H

#include "model/interval.h"
#include "view/facts.h"

enum verdict {
	VERDICT_EXACT, /* the very number that is printed */
	VERDICT_WITHIN, /* inside what the printed digits or the qualifier mean */
	VERDICT_DIFFERENT,
	VERDICT_ACCEPTED, /* different, and somebody answers for it */
	VERDICT_UNSAID, /* nothing is computed to hold it against; the value says why */
	VERDICT_COUNT
};
extern const char *const verdict_names[VERDICT_COUNT]; /* for programs: exact within different accepted unsaid */
const char *verdict_word(enum verdict verdict); /* translated */

struct judged {
	enum verdict verdict;
	struct fact computed; /* as it is written; form and value */
	enum basis basis; /* the weaker one of what it was computed from */
	struct interval now, base; /* of a growth, change or share: its figure and what that is compared with */
	struct interval
		known; /* of the computed figure, by the bounds of what it was computed from, where those were given or published */
	bool by_bounds; /* the verdict rests on `known`: the numbers as printed say something else, or there is none */
	struct value
		distance; /* computed - the bound that is missed (the printed number where it is meant exactly); VALUE_NONE where none is missed */
};

/* Growth, change and share take the bounds of a given or published whole or base: 48 % is no contradiction where it fits what 0.87亿 may mean.
 * `facts` is at the statement's place. The best value speaks, but a published value is never held against a published one: what is compared is computed or given.
 * A growth, share or rank may rest on published values: then the printed figures are held against each other. */
bool verdict_judge(
	struct facts *facts, const struct statement *said, struct judged *judged, struct tally_error *error) MUST_USE;

/* Where the number lies against the bounds; *missed is the one it misses. */
enum verdict verdict_against(struct fraction number, const struct bounds *bounds, const struct value **missed);

#endif
