/* Model: arithmetic of bounds. Knows edges, open and closed; nothing of where a figure comes from. An edge of a product is one of the four products of
 * edges; 0 times an unbounded side is 0, since 0 times every number is. */
#include "model/interval.h"

/* A number, or beyond every number on one side. */
struct limit {
	int beyond; /* -1, 0, 1 */
	bool open;
	struct fraction at;
};

struct interval interval_none(enum reason reason)
{
	return (struct interval){ .reason = reason };
}

struct interval interval_at(struct fraction at)
{
	struct edge edge = { true, false, at };
	return (struct interval){ REASON_NONE, edge, edge };
}

struct interval interval_of(const struct value *value)
{
	if (value->kind == VALUE_NONE)
		return interval_none(value->reason == REASON_NONE ? REASON_MISSING : value->reason);
	return interval_at(fraction_of(value));
}

static struct edge edge_of(const struct value *value, bool open)
{
	if (value->kind == VALUE_NONE)
		return (struct edge){ .there = false };
	return (struct edge){ true, open, fraction_of(value) };
}

struct interval interval_of_bounds(const struct bounds *bounds)
{
	if (bounds->value.kind == VALUE_NONE && bounds->low.kind == VALUE_NONE && bounds->high.kind == VALUE_NONE)
		return interval_none(REASON_MISSING);
	if (bounds->exact && bounds->value.kind != VALUE_NONE)
		return interval_of(&bounds->value);
	return (struct interval){ REASON_NONE, edge_of(&bounds->low, bounds->low_open),
		edge_of(&bounds->high, bounds->high_open) };
}

bool interval_is_point(const struct interval *x)
{
	return x->reason == REASON_NONE && x->low.there && x->high.there && fraction_compare(x->low.at, x->high.at) == 0;
}

static bool unknown(const struct interval *x, const struct interval *y, struct interval *result)
{
	*result = interval_none(x->reason != REASON_NONE ? x->reason : y->reason);
	return result->reason != REASON_NONE;
}

static bool edge_add(const struct edge *a, const struct edge *b, struct edge *sum)
{
	*sum = (struct edge){ a->there && b->there, a->open || b->open, FRACTION_ZERO };
	return !sum->there || fraction_add(a->at, b->at, &sum->at);
}

struct interval interval_add(const struct interval *x, const struct interval *y)
{
	struct interval sum;
	if (unknown(x, y, &sum))
		return sum;
	bool fits = edge_add(&x->low, &y->low, &sum.low) && edge_add(&x->high, &y->high, &sum.high);
	return fits ? sum : interval_none(REASON_OVERFLOW);
}

struct interval interval_negate(const struct interval *x)
{
	struct interval result = { x->reason, x->high, x->low };
	result.low.at = fraction_negate(result.low.at);
	result.high.at = fraction_negate(result.high.at);
	return result;
}

struct interval interval_subtract(const struct interval *x, const struct interval *y)
{
	struct interval negative = interval_negate(y);
	return interval_add(x, &negative);
}

/* --- products --- */

static struct limit limit_of(const struct edge *edge, int side)
{
	return (struct limit){ edge->there ? 0 : side, edge->there ? edge->open : true, edge->at };
}

static int limit_sign(const struct limit *limit)
{
	return limit->beyond ? limit->beyond : limit->at.sign;
}

static int limit_compare(const struct limit *a, const struct limit *b)
{
	if (a->beyond || b->beyond)
		return (a->beyond > b->beyond) - (a->beyond < b->beyond);
	return fraction_compare(a->at, b->at);
}

static bool limit_multiply(const struct limit *a, const struct limit *b, struct limit *product)
{
	int sign = limit_sign(a) * limit_sign(b);
	bool zero = (limit_sign(a) == 0 && !a->open) || (limit_sign(b) == 0 && !b->open);
	*product = (struct limit){ 0, !zero && (a->open || b->open), FRACTION_ZERO };
	if (sign == 0)
		return true;
	if (a->beyond || b->beyond) {
		product->beyond = sign;
		return true;
	}
	return fraction_multiply(a->at, b->at, &product->at);
}

/* The outermost of the four; of equal ones a closed one. */
static struct limit outermost(const struct limit *of, int side)
{
	struct limit best = of[0];
	for (int i = 1; i < 4; i++) {
		int order = side * limit_compare(&of[i], &best);
		if (order > 0 || (order == 0 && !of[i].open))
			best = of[i];
	}
	return best;
}

static struct edge edge_from(struct limit limit)
{
	struct edge edge = { .there = !limit.beyond, .open = !limit.beyond && limit.open };
	if (edge.there)
		edge.at = limit.at;
	return edge;
}

struct interval interval_multiply(const struct interval *x, const struct interval *y)
{
	struct interval result;
	if (unknown(x, y, &result))
		return result;
	struct limit a[2] = { limit_of(&x->low, -1), limit_of(&x->high, 1) };
	struct limit b[2] = { limit_of(&y->low, -1), limit_of(&y->high, 1) }, of[4];
	for (int i = 0; i < 4; i++)
		if (!limit_multiply(&a[i / 2], &b[i % 2], &of[i]))
			return interval_none(REASON_OVERFLOW);
	result.low = edge_from(outermost(of, -1));
	result.high = edge_from(outermost(of, 1));
	return result;
}

/* --- quotients --- */

static bool has_zero(const struct interval *x)
{
	int low = !x->low.there ? -1 : x->low.at.sign;
	int high = !x->high.there ? 1 : x->high.at.sign;
	return (low < 0 && high > 0) || (low == 0 && !x->low.open) || (high == 0 && !x->high.open);
}

/* 1 / an edge: an unbounded side becomes an excluded 0, an excluded 0 becomes an unbounded side. */
static bool edge_invert(const struct edge *edge, struct edge *inverse)
{
	*inverse = (struct edge){ true, true, FRACTION_ZERO };
	if (!edge->there)
		return true;
	inverse->there = edge->at.sign != 0;
	inverse->open = edge->open;
	return !inverse->there || fraction_invert(edge->at, &inverse->at);
}

struct interval interval_divide(const struct interval *x, const struct interval *y)
{
	struct interval inverse = { REASON_NONE, { 0 }, { 0 } }, result;
	if (unknown(x, y, &result))
		return result;
	if (has_zero(y))
		return interval_none(REASON_DIVISION);
	if (!edge_invert(&y->high, &inverse.low) || !edge_invert(&y->low, &inverse.high))
		return interval_none(REASON_OVERFLOW);
	return interval_multiply(x, &inverse);
}

struct interval interval_widen(const struct interval *x, struct fraction by)
{
	struct edge low = { true, false, fraction_negate(by) }, high = { true, false, by };
	struct interval span = { REASON_NONE, low, high };
	return interval_add(x, &span);
}

static int sign_of(const struct interval *x)
{
	if (has_zero(x))
		return 0;
	return x->low.there && x->low.at.sign >= 0 ? 1 : -1;
}

struct interval interval_growth(const struct interval *now, const struct interval *base)
{
	struct interval one = interval_at(fraction_whole(1)), hundred = interval_at(fraction_whole(100)), result;
	if (unknown(now, base, &result))
		return result.reason == now->reason ? result : interval_none(REASON_NO_BASE);
	int sign = sign_of(base);
	if (sign == 0)
		return interval_none(REASON_ZERO_BASE);
	if (sign_of(now) == -sign)
		return interval_none(REASON_SIGN);
	result = interval_divide(now, base);
	result = interval_subtract(&result, &one);
	result = interval_multiply(&result, &hundred);
	return sign < 0 ? interval_negate(&result) : result;
}

/* --- comparing --- */

/* low + away: how far `low` of the one lies above `high` of the other; positive, or 0 with an excluded edge, is a gap between them. */
static bool gap(const struct edge *low, const struct edge *high, struct fraction *distance, bool *fits)
{
	if (!low->there || !high->there)
		return false;
	int order = fraction_compare(low->at, high->at);
	if (order < 0 || (order == 0 && !low->open && !high->open))
		return false;
	*fits = fraction_add(low->at, fraction_negate(high->at), distance);
	return true;
}

static struct holding fails(struct fraction distance, bool fits)
{
	if (!fits)
		return (struct holding){ HOLDS_UNKNOWN, REASON_OVERFLOW, FRACTION_ZERO };
	return (struct holding){ HOLDS_NOT, REASON_NONE, distance };
}

static struct holding compare_equal(const struct interval *x, const struct interval *y)
{
	struct fraction distance = FRACTION_ZERO;
	bool fits = true;
	if (gap(&x->low, &y->high, &distance, &fits) || gap(&y->low, &x->high, &distance, &fits))
		return fails(distance, fits);
	bool points = interval_is_point(x) && interval_is_point(y);
	return (struct holding){ points ? HOLDS : HOLDS_PERHAPS, REASON_NONE, FRACTION_ZERO };
}

/* x >= y, or > where `strictly`. */
static struct holding compare_above(const struct interval *x, const struct interval *y, bool strictly)
{
	struct fraction distance = FRACTION_ZERO;
	bool fits = true;
	if (gap(&y->low, &x->high, &distance, &fits))
		return fails(distance, fits);
	if (strictly && y->low.there && x->high.there && fraction_compare(y->low.at, x->high.at) == 0)
		return fails(distance, true);
	if (!x->low.there || !y->high.there)
		return (struct holding){ HOLDS_PERHAPS, REASON_NONE, FRACTION_ZERO };
	int order = fraction_compare(x->low.at, y->high.at);
	bool always = order > 0 || (order == 0 && (!strictly || x->low.open || y->high.open));
	return (struct holding){ always ? HOLDS : HOLDS_PERHAPS, REASON_NONE, FRACTION_ZERO };
}

struct holding interval_compare(const struct interval *x, enum compare relation, const struct interval *y)
{
	struct interval none;
	if (unknown(x, y, &none))
		return (struct holding){ HOLDS_UNKNOWN, none.reason, FRACTION_ZERO };
	switch (relation) {
	case COMPARE_GE:
	case COMPARE_GT:
		return compare_above(x, y, relation == COMPARE_GT);
	case COMPARE_LE:
	case COMPARE_LT:
		return compare_above(y, x, relation == COMPARE_LT);
	default:
		return compare_equal(x, y);
	}
}
