/* View: bases of a printed growth. The growth falls as the base rises, so both ends are found by halving. */
#include "view/implied_base.h"

enum { BASE_BITS = 62 };

/* -1, 0, 1: the growth from this base lies below, inside or above what is printed. */
static int side_of(const struct value *now, int scale, int64_t base, const struct bounds *growth)
{
	struct value from = value_number(base, scale);
	struct ratio grown;
	return ratio_growth(now, &from, &grown) ? verdict_side(&grown, growth) : 1;
}

/* The first base whose growth lies on `side` or below it. */
static int64_t first_base(const struct value *now, int scale, const struct bounds *growth, int side)
{
	int64_t low = 1, high = INT64_C(1) << BASE_BITS;
	while (low < high) {
		int64_t middle = low + (high - low) / 2;
		if (side_of(now, scale, middle, growth) <= side)
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

static const char *neighbours(const struct value *now, int scale, int64_t first, struct arena *arena)
{
	char left[VALUE_TEXT_BYTES], right[VALUE_TEXT_BYTES], from[VALUE_TEXT_BYTES], to[VALUE_TEXT_BYTES];
	struct value above = value_number(first, scale), below = value_number(first - 1, scale);
	struct value less = value_growth(now, &above), more = value_growth(now, &below);
	if (first <= 1 || less.kind == VALUE_NONE || more.kind == VALUE_NONE)
		return _("fits no base");
	return arena_printf(arena, _("fits no base: %s gives %s %%, %s gives %s %%"), digits(&below, scale, from),
		digits(&more, 2, left), digits(&above, scale, to), digits(&less, 2, right));
}

const char *implied_base(const struct value *now, int scale, const struct bounds *growth, struct arena *arena)
{
	char from[VALUE_TEXT_BYTES], to[VALUE_TEXT_BYTES];
	struct value zero = value_number(0, 0);
	if (now->kind != VALUE_NUMBER || value_compare(now, &zero) <= 0)
		return "";
	int64_t first = first_base(now, scale, growth, 0), behind = first_base(now, scale, growth, -1);
	struct value low = value_number(first, scale), high = value_number(behind - 1, scale);
	if (first >= behind)
		return neighbours(now, scale, first, arena);
	if (behind >> BASE_BITS)
		return arena_printf(arena, _("fits a base of %s or more"), digits(&low, scale, from));
	if (first + 1 == behind)
		return arena_printf(arena, _("fits a base of %s"), digits(&low, scale, from));
	return arena_printf(arena, _("fits a base of %s to %s"), digits(&low, scale, from), digits(&high, scale, to));
}
