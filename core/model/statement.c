/* Model: what a printed figure means, as bounds in the unit of its indicator. Knows units, qualifiers and values; nothing of the
 * tables that statements stand in, or of the value that is computed beside them. */
#include "model/statement.h"

#include "model/printed.h"
#include "model/unit.h"

const char *const stat_names[STAT_COUNT] = {
	"value",
	"growth",
	"change",
	"share_parent",
	"share_total",
	"rank",
	"rank_last",
	"entries",
	"exits",
	"net",
	"completion",
};
const char *const quantity_names[QUANTITY_COUNT] = { "", "level", "net", "entries" };
const char *const compare_names[COMPARE_COUNT] = { "", "=", ">=", ">", "<=", "<" };

/* Place in the list, -1 when unknown. */
static int place_of(struct text name, const char *const *names, int count)
{
	for (int i = 0; i < count; i++) {
		if (text_is(name, names[i]))
			return i;
	}
	return -1;
}

bool stat_named(struct text name, enum statement_stat *stat)
{
	int place = place_of(name, stat_names, STAT_COUNT);
	if (place >= 0)
		*stat = (enum statement_stat)place;
	return place >= 0;
}

bool quantity_named(struct text name, enum quantity *quantity)
{
	int place = place_of(name, quantity_names, QUANTITY_COUNT);
	if (place >= 0)
		*quantity = (enum quantity)place;
	return place >= 0;
}

bool compare_named(struct text name, enum compare *compare)
{
	int place = place_of(name, compare_names, COMPARE_COUNT);
	if (place >= 0)
		*compare = (enum compare)place;
	return place >= 0;
}

const char *stat_name(enum statement_stat stat)
{
	return stat_names[stat];
}

const char *quantity_name(enum quantity quantity)
{
	return quantity_names[quantity];
}

const char *compare_name(enum compare compare)
{
	return compare_names[compare];
}

static bool failed(const char **what, const char *message)
{
	*what = message;
	return false;
}

/* The unit that the number is in, and the power of ten that turns it into the indicator's. */
static bool find_unit(
	const struct printed *printed, const struct reading *reading, struct unit *from, int *shift, const char **what)
{
	struct unit beside, to;
	unit_parse(printed->to_unit, &to);
	unit_parse(printed->unit.len > 0 ? printed->unit : printed->to_unit, &beside);
	unit_parse(reading->unit, from);
	if (reading->unit.len == 0)
		*from = beside;
	else if (printed->unit.len > 0 && !unit_same_dimension(from, &beside))
		return failed(what, N_("the unit in the text and the unit beside it are of different kinds"));
	/* 1.29亿 beside 亿元 is written by people who mean 1.29, and by people who mean it. */
	if (reading->power > 0 && reading->unit.len == 0 && from->power > 0)
		return failed(what, N_("a multiplier stands in the text and in the unit; write it in one of them"));
	if (!unit_same_dimension(from, &to))
		return failed(what, N_("the unit cannot be turned into the unit of the indicator"));
	*shift = unit_shift(from, &to);
	return true;
}

/* units * 10^power as a value. */
static bool place(int64_t units, int power, struct value *value)
{
	while (units != 0 && units % 10 == 0 && power < 0) {
		units /= 10;
		power++;
	}
	if (units == 0)
		power = 0;
	for (; power > 0; power--) {
		if (__builtin_mul_overflow(units, 10, &units))
			return false;
	}
	*value = value_number(units, -power);
	return -power <= VALUE_DIGITS;
}

static bool place_fraction(const struct reading *reading, int shift, struct value *value)
{
	int64_t over = reading->digits, under = reading->under;
	int power = shift + reading->power;
	for (; power > 0; power--) {
		if (__builtin_mul_overflow(over, 10, &over))
			return false;
	}
	for (; power < 0; power++) {
		if (__builtin_mul_overflow(under, 10, &under))
			return false;
	}
	*value = (struct value){ .kind = VALUE_PARTS, .a = over, .b = under };
	return true;
}

static bool place_reading(const struct reading *reading, int shift, struct value *value, const char **what)
{
	bool placed = reading->under == 1 ? place(reading->digits, reading->power + shift - reading->scale, value)
					  : place_fraction(reading, shift, value);
	return placed || failed(what, N_("too many digits for the unit of the indicator"));
}

/* Half a unit of a digit on both sides, or one unit above, of a number given as its size; all in tenths of the last digit printed. */
struct span {
	int64_t below, above;
	bool below_open, above_open;
};

static bool find_span(const struct reading *reading, struct span *span)
{
	int64_t last = 1, size = reading->digits;
	for (; size != 0 && size % 10 == 0; size /= 10)
		last *= 10;
	*span = (struct span){ .below = 5, .above = 5, .above_open = true, .below_open = size == 0 };
	if (reading->sense == SENSE_PLAIN)
		return true;
	if (reading->sense == SENSE_MORE)
		*span = (struct span){ .above = 10 * last, .above_open = true };
	else
		*span = (struct span){ .below = 5 * last, .above = 5 * last, .above_open = true };
	return size != 0;
}

static bool set_span(const struct reading *reading, int power, struct bounds *bounds, const char **what)
{
	struct span span;
	if (reading->digits > INT64_MAX / 100 || reading->digits < -(INT64_MAX / 100))
		return failed(what, N_("too many digits for the unit of the indicator"));
	if (!find_span(reading, &span))
		return failed(what, N_("nothing is a little more or less than zero"));
	/* Away from zero is up for a positive number and down for a negative one. */
	if (reading->digits < 0)
		span = (struct span){ span.above, span.below, span.above_open, span.below_open };
	bounds->low_open = span.below_open;
	bounds->high_open = span.above_open;
	return (place(reading->digits * 10 - span.below, power - 1, &bounds->low) &&
		       place(reading->digits * 10 + span.above, power - 1, &bounds->high)) ||
		failed(what, N_("too many digits for the unit of the indicator"));
}

static void set_side(const struct reading *reading, struct bounds *bounds)
{
	bool below = reading->sense == SENSE_AT_MOST || reading->sense == SENSE_BELOW;
	bool open = reading->sense == SENSE_ABOVE || reading->sense == SENSE_BELOW || reading->sense == SENSE_NEAR;
	/* 近 speaks of the size. */
	if (reading->sense == SENSE_NEAR)
		below = reading->digits >= 0;
	if (below)
		bounds->high = bounds->value;
	else
		bounds->low = bounds->value;
	bounds->high_open = below && open;
	bounds->low_open = !below && open;
}

static bool set_bounds(
	const struct reading *reading, const struct unit *from, int shift, struct bounds *bounds, const char **what)
{
	bool whole = unit_counts(from) && from->power == 0 && reading->power == 0 && reading->scale == 0;
	if (!place_reading(reading, shift, &bounds->value, what))
		return false;
	if (reading->sense == SENSE_PLAIN && (whole || reading->exact)) {
		bounds->low = bounds->high = bounds->value;
		return true;
	}
	if (reading->sense == SENSE_PLAIN || reading->sense == SENSE_MORE || reading->sense == SENSE_ABOUT) {
		if (reading->under != 1)
			return failed(what, N_("this qualifier cannot be said of a fraction"));
		return set_span(reading, reading->power + shift - reading->scale, bounds, what);
	}
	set_side(reading, bounds);
	return true;
}

/* A bound written out by hand: one exact number. */
static bool set_given(const struct printed *printed, struct text text, struct value *bound, bool *open, const char **what)
{
	struct reading reading;
	struct unit from;
	int shift;
	if (text.len == 0)
		return true;
	if (!printed_read(text, &reading, what) || !find_unit(printed, &reading, &from, &shift, what))
		return false;
	if (reading.sense != SENSE_PLAIN)
		return failed(what, N_("a bound has no qualifier"));
	*open = false;
	return place_reading(&reading, shift, bound, what);
}

static bool check_order(struct bounds *bounds, const char **what)
{
	if (bounds->low.kind == VALUE_NONE || bounds->high.kind == VALUE_NONE)
		return true;
	int order = value_compare(&bounds->low, &bounds->high);
	bounds->exact = order == 0;
	return order <= 0 || failed(what, N_("the low bound is above the high one"));
}

static bool read_printed(const struct printed *printed, struct bounds *bounds, bool *from_last, const char **what)
{
	struct reading reading;
	struct unit from;
	enum sense sense = SENSE_PLAIN;
	int shift;
	if (!printed_qualifier(printed->qualifier, &sense, what) || !printed_read(printed->text, &reading, what) ||
		!printed_join(&reading.sense, sense, what) || !find_unit(printed, &reading, &from, &shift, what))
		return false;
	if (reading.sense == SENSE_SEVERAL)
		return failed(what, N_("several of something is not a number; write the low and the high bound"));
	*from_last = reading.from_last;
	return set_bounds(&reading, &from, shift, bounds, what);
}

bool statement_bounds(const struct printed *printed, struct bounds *bounds, bool *from_last, const char **what)
{
	bool bounded = printed->low.len > 0 && printed->high.len > 0;
	struct value none = value_none(REASON_MISSING);
	*bounds = (struct bounds){ .value = none, .low = none, .high = none };
	*from_last = false;
	/* With both bounds written out the text may be anything that was printed: 数千万. */
	if (!read_printed(printed, bounds, from_last, what)) {
		if (!bounded)
			return false;
		*bounds = (struct bounds){ .value = none, .low = none, .high = none };
	}
	return set_given(printed, printed->low, &bounds->low, &bounds->low_open, what) &&
		set_given(printed, printed->high, &bounds->high, &bounds->high_open, what) && check_order(bounds, what);
}
