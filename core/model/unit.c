/* Model: units as a dimension and a power of ten. Knows the words of the trade in one table; nothing of the numbers that carry them. */
#include "model/unit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

enum { WORD_BYTES = 256 };

struct word {
	const char *text;
	const char *dimension;
	int power;
};

static const char count_words[] =
	"家|个|项|件|户|期|场|次|批|份|册|条|台|套|种|所|座|篇|部|起|宗|对|支|组|届|处|批次|场次|家次|项次";

static const struct word words[] = {
	{ "", "ratio", 0 },
	{ "倍", "ratio", 0 },
	{ "分数", "ratio", 0 },
	{ "%", "ratio", -2 },
	{ "百分点", "ratio", -2 },
	{ "个百分点", "ratio", -2 },
	{ "百分比", "ratio", -2 },
	{ "‰", "ratio", -3 },
	{ "人", "person", 0 },
	{ "名", "person", 0 },
	{ "人次", "visit", 0 },
	{ "人年", "person-year", 0 },
	{ "位", "rank", 0 },
	{ "元", "money", 0 },
	{ "元人民币", "money", 0 },
	{ "平方米", "area", 0 },
	{ "㎡", "area", 0 },
	{ "公顷", "area", 4 },
	{ "平方公里", "area", 6 },
	{ "平方千米", "area", 6 },
};

static const struct {
	const char *text;
	int power;
} multipliers[] = { { "百", 2 }, { "千", 3 }, { "万", 4 }, { "亿", 8 } };

static bool is_count_word(struct text text)
{
	struct text rest = TEXT(count_words), part;
	while (text_next(&rest, '|', &part)) {
		if (text_equal(text, part))
			return true;
	}
	return false;
}

static bool known(struct text text, struct unit *unit)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (!text_is(text, words[i].text))
			continue;
		snprintf(unit->dimension, sizeof unit->dimension, "%s", words[i].dimension);
		unit->power = words[i].power;
		return true;
	}
	if (!is_count_word(text))
		return false;
	memcpy(unit->dimension, "count", sizeof "count");
	return true;
}

/* Takes one multiplier off the front; 0 when there is none. */
static int take_multiplier(struct text *text)
{
	for (size_t i = 0; i < sizeof multipliers / sizeof multipliers[0]; i++) {
		size_t bytes = strlen(multipliers[i].text);
		if (!text_starts(*text, multipliers[i].text))
			continue;
		text->at += bytes;
		text->len -= bytes;
		return multipliers[i].power;
	}
	return 0;
}

/* A name that does not fit is told apart by its hash: two long units must not become one by being cut. */
static void name_dimension(struct unit *unit, struct text name)
{
	if (name.len < sizeof unit->dimension)
		snprintf(unit->dimension, sizeof unit->dimension, "%.*s", (int)name.len, name.at);
	else
		snprintf(unit->dimension, sizeof unit->dimension, "#%016" PRIx64, hash_bytes(name.at, name.len, 0));
}

static void parse_simple(struct text text, struct unit *unit)
{
	int power = 0, step;
	*unit = (struct unit){ 0 };
	/* A word as a whole comes first: 百分点 is not a hundred of anything. */
	while (!known(text, unit)) {
		step = take_multiplier(&text);
		power += step;
		if (step == 0) {
			name_dimension(unit, text);
			break;
		}
	}
	unit->power += power;
}

static void parse_compound(struct text text, size_t slash, struct unit *unit)
{
	char name[2 * UNIT_DIMENSION_BYTES];
	struct unit below;
	parse_simple((struct text){ text.at, slash }, unit);
	parse_simple((struct text){ text.at + slash + 1, text.len - slash - 1 }, &below);
	snprintf(name, sizeof name, "%s/%s", unit->dimension, below.dimension);
	/* The same dimension above and below cancels: 元/万元 is a ratio. */
	if (strcmp(unit->dimension, below.dimension) == 0)
		snprintf(name, sizeof name, "ratio");
	name_dimension(unit, text_of(name));
	unit->power -= below.power;
}

/* Without blanks and in half width; false when it is too long for a word. */
static bool squeeze(struct text text, char out[WORD_BYTES], struct text *squeezed)
{
	text = text_trim(text);
	if (text.len > WORD_BYTES)
		return false;
	size_t length = text.len == 0 ? 0 : text_fold_width(text, out), kept = 0;
	for (size_t i = 0; i < length; i++) {
		if (out[i] != ' ')
			out[kept++] = out[i];
	}
	*squeezed = (struct text){ out, kept };
	return true;
}

void unit_parse(struct text text, struct unit *unit)
{
	char folded[WORD_BYTES];
	struct text word = { 0 };
	*unit = (struct unit){ 0 };
	if (!squeeze(text, folded, &word)) {
		name_dimension(unit, text);
		return;
	}
	const char *slash = word.len == 0 ? NULL : memchr(word.at, '/', word.len);
	size_t at = slash == NULL ? 0 : (size_t)(slash - word.at);
	bool one = slash != NULL && memchr(slash + 1, '/', word.len - at - 1) == NULL;
	if (one && at > 0 && at + 1 < word.len)
		parse_compound(word, at, unit);
	else
		parse_simple(word, unit);
}

bool unit_same_dimension(const struct unit *a, const struct unit *b)
{
	return strcmp(a->dimension, b->dimension) == 0;
}

bool unit_counts(const struct unit *unit)
{
	static const char *const counted[] = { "count", "person", "visit", "rank" };
	for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
		if (strcmp(unit->dimension, counted[i]) == 0)
			return true;
	}
	return false;
}

int unit_shift(const struct unit *a, const struct unit *b)
{
	return a->power - b->power;
}
