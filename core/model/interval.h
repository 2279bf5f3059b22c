/* Model: what is known of a figure by its bounds, and arithmetic with it: 7 + "5 or more" is "12 or more". Exact, never wider than it must be for one
 * operation; what stands twice in an expression counts as two figures. */
#ifndef MODEL_INTERVAL_H
#define MODEL_INTERVAL_H

#include "model/fraction.h"
#include "model/statement.h"

struct edge {
	bool there; /* false: unbounded on this side */
	bool open; /* the edge itself is excluded */
	struct fraction at;
};

/* With a reason nothing is known of it, and nothing of what is computed from it. Never empty. */
struct interval {
	enum reason reason;
	struct edge low, high;
};

struct interval interval_none(enum reason reason);
struct interval interval_at(struct fraction at);
struct interval interval_of(const struct value *value); /* its reason where it has no number */
struct interval interval_of_bounds(const struct bounds *bounds);
bool interval_is_point(const struct interval *x);

/* REASON_OVERFLOW where an edge does not fit, REASON_DIVISION where 0 is among what is divided by. */
struct interval interval_add(const struct interval *x, const struct interval *y);
struct interval interval_subtract(const struct interval *x, const struct interval *y);
struct interval interval_multiply(const struct interval *x, const struct interval *y);
struct interval interval_divide(const struct interval *x, const struct interval *y);
struct interval interval_negate(const struct interval *x);
/* Both edges moved outwards. */
struct interval interval_widen(const struct interval *x, struct fraction by);
/* (now - base) / |base| in percent, base as one figure: 39 on 29 is 100/29 * 10. Reasons ZERO_BASE, SIGN as value_growth. */
struct interval interval_growth(const struct interval *now, const struct interval *base);

enum holds {
	HOLDS, /* whatever the figures are within their bounds */
	HOLDS_PERHAPS, /* for some of them, not for others */
	HOLDS_NOT,
	HOLDS_UNKNOWN /* there is a reason why nothing can be said */
};
struct holding {
	enum holds holds;
	enum reason reason;
	struct fraction
		distance; /* HOLDS_NOT: how far the nearest of them are from holding; may be 0, where an edge is excluded */
};
/* COMPARE_NONE is =. */
struct holding interval_compare(const struct interval *x, enum compare relation, const struct interval *y);

#endif
