/* Model: numbers as registers write them. Knows marks and units; decimal_parse knows digits. A text with two readings is a fault. */
#include "model/notation.h"

#include <string.h>

enum { NUMBER_BYTES = 96, POWER_MAX = 18 };

/* The number with a point and without groups, and what stands behind it. */
struct plain_number {
	char text[NUMBER_BYTES];
	size_t length;
	struct text rest;
};

/* The mark at the beginning of a text as GROUP_*, its length in *bytes; 0 where there is none. */
static unsigned mark_at(struct text text, size_t *bytes)
{
	static const struct {
		const char *text;
		unsigned mark;
	} marks[] = { { ",", GROUP_COMMA }, { ".", GROUP_POINT }, { "'", GROUP_APOSTROPHE }, { "’", GROUP_APOSTROPHE },
		{ " ", GROUP_BLANK }, { "\u00a0", GROUP_BLANK }, { "\u202f", GROUP_BLANK }, { "\u2009", GROUP_BLANK },
		{ "\u2007", GROUP_BLANK }, { "\u3000", GROUP_BLANK } };
	for (size_t i = 0; text.len && i < sizeof(marks) / sizeof(marks[0]); i++) {
		*bytes = strlen(marks[i].text);
		if (text_starts(text, marks[i].text))
			return marks[i].mark;
	}
	return 0;
}

static bool digit_at(struct text text)
{
	return text.len && text.at[0] >= '0' && text.at[0] <= '9';
}

static void step(struct text *text, size_t bytes)
{
	text->at += bytes;
	text->len -= bytes;
}

static void put(struct plain_number *number, char byte)
{
	if (number->length < sizeof(number->text))
		number->text[number->length] = byte;
	number->length++;
}

static size_t take_digits(struct text *text, struct plain_number *number)
{
	size_t count = 0;
	for (; digit_at(*text); count++) {
		put(number, text->at[0]);
		step(text, 1);
	}
	return count;
}

static void take_sign(struct text *text, struct plain_number *number)
{
	bool minus = text_starts(*text, "−");
	if (minus || text_starts(*text, "-")) {
		put(number, '-');
		step(text, minus ? strlen("−") : 1);
	} else if (text_starts(*text, "+")) {
		step(text, 1);
	}
}

/* Digits, then groups of three behind one kind of mark. A mark that no digit follows is not taken: it belongs to what comes next. */
static bool take_whole(struct text *text, unsigned groups, struct plain_number *number, size_t *digits)
{
	size_t bytes = 0, first = *digits = take_digits(text, number);
	unsigned kind = 0, mark;
	while ((mark = mark_at(*text, &bytes)) & groups) {
		struct text behind = *text;
		step(&behind, bytes);
		if (!digit_at(behind) && mark == GROUP_BLANK)
			return true; /* 1 234 亿元 */
		if (first == 0 || first > 3 || (kind && kind != mark))
			return false;
		kind = mark;
		*text = behind;
		if (take_digits(text, number) != 3)
			return false;
		*digits += 3;
	}
	return true;
}

static struct text skip_blanks(struct text text)
{
	size_t bytes;
	while (mark_at(text, &bytes) == GROUP_BLANK)
		step(&text, bytes);
	return text_trim(text);
}

/* Whether a digit or mark follows that should not: the number goes on in another notation. */
static bool goes_on(struct text text)
{
	size_t bytes;
	text = skip_blanks(text);
	return digit_at(text) || mark_at(text, &bytes);
}

static enum notation_fault take_number(struct text text, const struct notation *n, struct plain_number *number)
{
	char point = n->comma ? ',' : '.';
	unsigned groups = n->groups ? n->groups : n->comma ? 0 : GROUP_COMMA;
	size_t whole, fraction = 0;
	take_sign(&text, number);
	if (!take_whole(&text, groups & ~(unsigned)GROUP_NONE, number, &whole))
		return NOTATION_MARKS;
	if (text.len && text.at[0] == point) {
		step(&text, 1);
		put(number, '.');
		fraction = take_digits(&text, number);
	}
	if (goes_on(text))
		return whole + fraction ? NOTATION_MARKS : NOTATION_SYNTAX;
	if (whole + fraction == 0)
		return NOTATION_SYNTAX;
	number->rest = skip_blanks(text);
	return number->length <= sizeof(number->text) ? NOTATION_OK : NOTATION_RANGE;
}

static bool is_exponent(struct text text)
{
	if (text.len < 2 || (text.at[0] != 'e' && text.at[0] != 'E'))
		return false;
	step(&text, text.at[1] == '+' || text.at[1] == '-' ? 2 : 1);
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return text.len > 0;
}

/* The power of ten that the unit of a cell has against that of the field. 万 and 亿 alone multiply the plain unit: 350万 is 350万元. */
static enum notation_fault cell_shift(struct text unit, const struct notation *n, int *shift)
{
	struct unit of_cell;
	if (!n->unit)
		return NOTATION_SYNTAX;
	unit_parse(unit, &of_cell);
	bool alone = strcmp(of_cell.dimension, "ratio") == 0 && of_cell.power >= 2 && !strchr(n->unit->dimension, '/');
	if (!alone && !unit_same_dimension(&of_cell, n->unit))
		return NOTATION_UNIT;
	*shift = unit_shift(&of_cell, n->unit);
	return NOTATION_OK;
}

/* The number times a power of ten below one, in units of 10^-scale; exact. */
static enum notation_fault divide(struct text number, int power, int64_t *value)
{
	enum decimal_fault fault = decimal_parse(number, 0, value);
	if (fault != DECIMAL_OK)
		return fault == DECIMAL_SCALE ? NOTATION_FINE : (enum notation_fault)fault;
	if (*value == 0)
		return NOTATION_OK;
	if (power > POWER_MAX || *value % decimal_power(power) != 0)
		return NOTATION_FINE;
	*value /= decimal_power(power);
	return NOTATION_OK;
}

enum notation_fault notation_parse(struct text text, int scale, const struct notation *notation, int64_t *value)
{
	struct plain_number number = { .length = 0 };
	int shift = notation->shift;
	if (text.len == 0)
		return NOTATION_EMPTY;
	enum notation_fault fault = take_number(text, notation, &number);
	if (fault != NOTATION_OK)
		return fault;
	if (is_exponent(number.rest))
		return NOTATION_EXPONENT;
	if (number.rest.len && (fault = cell_shift(number.rest, notation, &shift)) != NOTATION_OK)
		return fault;
	struct text plain = { number.text, number.length };
	if (scale + shift < 0)
		return divide(plain, -(scale + shift), value);
	if (scale + shift > POWER_MAX)
		return NOTATION_RANGE;
	fault = (enum notation_fault)decimal_parse(plain, scale + shift, value);
	return fault == NOTATION_SCALE && (shift || number.rest.len) ? NOTATION_FINE : fault;
}
