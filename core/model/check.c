/* Model: check characters of credit codes and patent numbers. Knows texts only; who the owner of a code is, or whether it was ever
 * given out, is not its matter. */
#include "model/check.h"

#include <string.h>

#include "base/error.h"

enum { VALUE_BYTES = 64, USCC_LENGTH = 18, INNER_FIRST = 8, INNER_LENGTH = 9, REGION_FIRST = 2, REGION_LAST = 7 };

const char *const check_names[CHECK_COUNT] = {
	[CHECK_USCC] = "cn-uscc",
	[CHECK_PATENT] = "cn-patent",
};

bool check_named(struct text name, enum check *check)
{
	for (int i = 0; i < CHECK_COUNT; i++) {
		if (text_is(name, check_names[i])) {
			*check = (enum check)i;
			return true;
		}
	}
	return false;
}

static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* Value of a character of the alphabet plus one; 0 for every other byte (I O S V Z among them). */
static const unsigned char uscc_value[256] = { ['0'] = 1,
	['1'] = 2,
	['2'] = 3,
	['3'] = 4,
	['4'] = 5,
	['5'] = 6,
	['6'] = 7,
	['7'] = 8,
	['8'] = 9,
	['9'] = 10,
	['A'] = 11,
	['B'] = 12,
	['C'] = 13,
	['D'] = 14,
	['E'] = 15,
	['F'] = 16,
	['G'] = 17,
	['H'] = 18,
	['J'] = 19,
	['K'] = 20,
	['L'] = 21,
	['M'] = 22,
	['N'] = 23,
	['P'] = 24,
	['Q'] = 25,
	['R'] = 26,
	['T'] = 27,
	['U'] = 28,
	['W'] = 29,
	['X'] = 30,
	['Y'] = 31 };

/* GB 32100-2015: 31 characters, weights are powers of 3 modulo 31. */
static char uscc_digit(const char *code)
{
	static const unsigned char weights[USCC_LENGTH - 1] = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30,
		28 };
	int sum = 0;
	for (int i = 0; i < USCC_LENGTH - 1; i++)
		sum += (uscc_value[(unsigned char)code[i]] - 1) * weights[i];
	return uscc_alphabet[(31 - sum % 31) % 31];
}

/* GB 11714: places 9 to 17 of a credit code; letters count from A = 10. */
static char inner_digit(const char *code)
{
	static const int weights[INNER_LENGTH - 1] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;
	for (int i = 0; i < INNER_LENGTH - 1; i++)
		sum += (code[i] <= '9' ? code[i] - '0' : code[i] - 'A' + 10) * weights[i];
	return "0123456789X"[(11 - sum % 11) % 11];
}

static bool is_digit(char letter)
{
	return letter >= '0' && letter <= '9';
}

static enum check_result check_uscc(struct text value, char *expected)
{
	if (value.len != USCC_LENGTH)
		return CHECK_LENGTH;
	for (int i = 0; i < USCC_LENGTH; i++) {
		bool region = i >= REGION_FIRST && i <= REGION_LAST;
		if (uscc_value[(unsigned char)value.at[i]] == 0 || (region && !is_digit(value.at[i])))
			return CHECK_CHARACTER;
	}
	*expected = uscc_digit(value.at);
	if (value.at[USCC_LENGTH - 1] != *expected)
		return CHECK_DIGIT;
	*expected = inner_digit(value.at + INNER_FIRST);
	return value.at[INNER_FIRST + INNER_LENGTH - 1] == *expected ? CHECK_OK : CHECK_INNER;
}

/* Weights 2 to 9, again from 2, modulo 11. */
static char patent_digit(struct text body)
{
	int sum = 0;
	for (size_t i = 0; i < body.len; i++)
		sum += (body.at[i] - '0') * (2 + (int)(i % 8));
	return "0123456789X"[sum % 11];
}

/* Leaves the digits and the check character: the prefix, blanks and the dot before the last character go. */
static struct text patent_bare(struct text value, char out[VALUE_BYTES])
{
	struct text bare = { out, 0 };
	if (text_starts(value, "ZL") || text_starts(value, "CN"))
		value = (struct text){ value.at + 2, value.len - 2 };
	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] == ' ' || (value.at[i] == '.' && i + 2 == value.len))
			continue;
		out[bare.len++] = value.at[i] == 'x' ? 'X' : value.at[i];
	}
	return bare;
}

static int number(const char *digits, size_t count)
{
	int value = 0;
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (digits[i] - '0');
	return value;
}

/* 2003-10 and later: year 4, kind 1, serial 7, check; before: year 2, kind 1, serial 5, check. */
static bool patent_year(struct text bare)
{
	static const struct {
		size_t length, digits;
		int first, last;
	} forms[] = { { 9, 2, 85, 99 }, { 9, 2, 0, 3 }, { 13, 4, 2003, 2099 } };
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		int year = number(bare.at, forms[i].digits);
		if (bare.len == forms[i].length && year >= forms[i].first && year <= forms[i].last)
			return true;
	}
	return false;
}

static enum check_result check_patent(struct text value, char *expected)
{
	char out[VALUE_BYTES];
	struct text bare = patent_bare(value, out);
	if (bare.len != 9 && bare.len != 13)
		return CHECK_LENGTH;
	char last = bare.at[bare.len - 1], kind = bare.at[bare.len == 9 ? 2 : 4];
	for (size_t i = 0; i < bare.len; i++) {
		if (!is_digit(bare.at[i]) && (i + 1 < bare.len || last != 'X'))
			return CHECK_CHARACTER;
	}
	if (!patent_year(bare))
		return CHECK_YEAR;
	if (memchr("12389", kind, 5) == NULL)
		return CHECK_KIND;
	*expected = patent_digit((struct text){ bare.at, bare.len - 1 });
	return last == *expected ? CHECK_OK : CHECK_DIGIT;
}

enum check_result check_text(enum check check, struct text value, char *expected)
{
	static enum check_result (*const checks[CHECK_COUNT])(struct text, char *) = {
		[CHECK_USCC] = check_uscc,
		[CHECK_PATENT] = check_patent,
	};
	char folded[VALUE_BYTES], right = '\0', *out = expected == NULL ? &right : expected;
	*out = '\0';
	value = text_trim(value);
	if (value.len == 0 || value.len > VALUE_BYTES)
		return CHECK_LENGTH;
	enum check_result result = checks[check](value, out);
	if (result != CHECK_OK) /* most texts are plain as they stand */
		result = checks[check]((struct text){ folded, text_fold_width(value, folded) }, out);
	if (result != CHECK_DIGIT && result != CHECK_INNER)
		*out = '\0';
	return result;
}

const char *check_message(enum check check, enum check_result result)
{
	static const char *const messages[CHECK_COUNT][CHECK_RESULTS] = {
		[CHECK_USCC] = {
			[CHECK_LENGTH] = N_("a credit code has 18 characters"),
			[CHECK_CHARACTER] = N_("a credit code has digits and capitals other than I, O, S, V, Z, and digits only in places 3 to 8"),
			[CHECK_DIGIT] = N_("wrong check character at the end of the credit code (GB 32100)"),
			[CHECK_INNER] = N_("wrong check character of the organisation code in places 9 to 17 of the credit code (GB 11714)"),
		},
		[CHECK_PATENT] = {
			[CHECK_LENGTH] = N_("a patent number has 12 digits and a check character, or 8 and one before October 2003"),
			[CHECK_CHARACTER] = N_("a patent number has digits, and a digit or X at the end"),
			[CHECK_DIGIT] = N_("wrong check character at the end of the patent number"),
			[CHECK_KIND] = N_("unknown kind of patent; allowed: 1 invention, 2 utility model, 3 design, 8 and 9 by way of the PCT"),
			[CHECK_YEAR] = N_("a patent number begins with the year of filing: 2003 or later, in the short form 85 to 03"),
		},
	};
	const char *message = messages[check][result];
	return message == NULL ? "" : message;
}
