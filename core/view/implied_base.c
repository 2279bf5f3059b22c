/* View: bases of a printed growth. The growth falls as the base rises, so both ends are found by halving. */
#include "view/implied_base.h"

enum { BASE_BITS = 62 };

static struct interval number(int64_t units, int scale)
{
	struct value value = value_number(units, scale);
	return interval_of(&value);
}

/* -1, 0, 1: the growth from this base lies below, inside or above what is printed. */
static int side_of(const struct growing *g, int64_t base)
{
	struct interval from = number(base, g->scale), grown = interval_growth(g->now, &from);
	struct interval printed = interval_of_bounds(g->growth);
	if (grown.reason != REASON_NONE)
		return 1;
	if (interval_compare(&grown, COMPARE_EQ, &printed).holds != HOLDS_NOT)
		return 0;
	return interval_compare(&grown, COMPARE_GE, &printed).holds == HOLDS_NOT ? -1 : 1;
}

/* The first base whose growth lies on `side` or below it. */
static int64_t first_base(const struct growing *g, int side)
{
	int64_t low = 1, high = INT64_C(1) << BASE_BITS;
	while (low < high) {
		int64_t middle = low + (high - low) / 2;
		if (side_of(g, middle) <= side)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static const char *digits(const struct value *value, int decimals, char text[VALUE_TEXT_BYTES])
{
	value_print(value, decimals, ROUND_HALF_UP, text);
	return text;
}

/* The growth from a base, as the figure now at its lower edge gives it: 200.00. */
static const char *grown_from(const struct growing *g, int64_t base, char text[FRACTION_TEXT_BYTES])
{
	struct interval from = number(base, g->scale), now = interval_at(g->now->low.at), grown = interval_growth(&now, &from);
	fraction_print(grown.low.at, 2, text);
	return text;
}

static const char *neighbours(const struct growing *g, int64_t first, struct arena *arena)
{
	char left[FRACTION_TEXT_BYTES], right[FRACTION_TEXT_BYTES], from[VALUE_TEXT_BYTES], to[VALUE_TEXT_BYTES];
	struct value above = value_number(first, g->scale), below = value_number(first - 1, g->scale);
	if (first <= 1 || first >> BASE_BITS)
		return _("fits no base");
	return arena_printf(arena, _("fits no base: %s gives %s %%, %s gives %s %%"), digits(&below, g->scale, from),
		grown_from(g, first - 1, left), digits(&above, g->scale, to), grown_from(g, first, right));
}

static bool is_positive(const struct interval *x)
{
	return x->reason == REASON_NONE && x->low.there && x->low.at.sign > 0;
}

const char *implied_base(const struct growing *g, struct arena *arena)
{
	char from[VALUE_TEXT_BYTES], to[VALUE_TEXT_BYTES];
	if (!is_positive(g->now))
		return "";
	int64_t first = first_base(g, 0), behind = first_base(g, -1);
	struct value low = value_number(first, g->scale), high = value_number(behind - 1, g->scale);
	if (first >= behind)
		return neighbours(g, first, arena);
	if (behind >> BASE_BITS)
		return arena_printf(arena, _("fits a base of %s or more"), digits(&low, g->scale, from));
	if (first + 1 == behind)
		return arena_printf(arena, _("fits a base of %s"), digits(&low, g->scale, from));
	return arena_printf(arena, _("fits a base of %s to %s"), digits(&low, g->scale, from), digits(&high, g->scale, to));
}

/* base * (1 + growth / 100), in units of 10^-scale. */
static struct interval grown_to(const struct growing *g)
{
	struct interval growth = interval_of_bounds(g->growth), one = number(1, 0), hundredth = number(1, 2);
	struct interval power = number(decimal_power(g->scale), 0);
	growth = interval_multiply(&growth, &hundredth);
	growth = interval_add(&growth, &one);
	growth = interval_multiply(g->base, &growth);
	return interval_multiply(&growth, &power);
}

const char *implied_value(const struct growing *g, struct arena *arena)
{
	char from[VALUE_TEXT_BYTES], to[VALUE_TEXT_BYTES];
	int64_t first, last;
	if (!is_positive(g->base))
		return "";
	struct interval fits = grown_to(g);
	if (fits.reason != REASON_NONE || !fits.low.there || !fits.high.there || !fraction_ceiling(fits.low.at, &first) ||
		!fraction_floor(fits.high.at, &last))
		return "";
	first += fits.low.open && fraction_is_whole(fits.low.at);
	last -= fits.high.open && fraction_is_whole(fits.high.at);
	struct value low = value_number(first, g->scale), high = value_number(last, g->scale);
	if (first > last)
		return "";
	if (first == last)
		return arena_printf(arena, _("a value of %s"), digits(&low, g->scale, from));
	return arena_printf(arena, _("a value of %s to %s"), digits(&low, g->scale, from), digits(&high, g->scale, to));
}
