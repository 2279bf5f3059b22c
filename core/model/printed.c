/* Model: a printed figure taken apart into qualifiers, digits, multiplier and unit. Knows how reports write numbers; what a number
 * means in the unit of an indicator is decided in statement.c. */
#include "model/printed.h"

#include <string.h>

enum place { BEFORE, AFTER };

/* A longer word stands before a shorter one that it begins with. */
static const struct {
	const char *word;
	enum sense sense;
	enum place place;
} qualifiers[] = {
	{ "余", SENSE_MORE, AFTER },
	{ "多", SENSE_MORE, AFTER },
	{ "近", SENSE_NEAR, BEFORE },
	{ "接近", SENSE_NEAR, BEFORE },
	{ "约", SENSE_ABOUT, BEFORE },
	{ "大约", SENSE_ABOUT, BEFORE },
	{ "左右", SENSE_ABOUT, AFTER },
	{ "以上", SENSE_AT_LEAST, AFTER },
	{ "不少于", SENSE_AT_LEAST, BEFORE },
	{ "不低于", SENSE_AT_LEAST, BEFORE },
	{ "至少", SENSE_AT_LEAST, BEFORE },
	{ "超过", SENSE_ABOVE, BEFORE },
	{ "突破", SENSE_ABOVE, BEFORE },
	{ "不超过", SENSE_AT_MOST, BEFORE },
	{ "至多", SENSE_AT_MOST, BEFORE },
	{ "以下", SENSE_AT_MOST, AFTER },
	{ "以内", SENSE_AT_MOST, AFTER },
	{ "不到", SENSE_BELOW, BEFORE },
	{ "不足", SENSE_BELOW, BEFORE },
	{ "数", SENSE_SEVERAL, BEFORE },
	{ "仅", SENSE_PLAIN, BEFORE },
	{ "只有", SENSE_PLAIN, BEFORE },
	{ "力争", SENSE_PLAIN, BEFORE },
	{ "争取", SENSE_PLAIN, BEFORE },
	{ "预计", SENSE_PLAIN, BEFORE },
	{ "隐含", SENSE_PLAIN, BEFORE },
	{ "实现", SENSE_PLAIN, BEFORE },
	{ "达到", SENSE_PLAIN, BEFORE },
	{ "将", SENSE_PLAIN, BEFORE },
	{ "达", SENSE_PLAIN, BEFORE },
};
enum { QUALIFIERS = sizeof qualifiers / sizeof qualifiers[0] };

/* Figures that are written without a number. */
static const struct {
	const char *word;
	int64_t digits;
	const char *unit;
	enum sense sense;
} sayings[] = {
	{ "全覆盖", 100, "%", SENSE_PLAIN },
	{ "全部", 100, "%", SENSE_PLAIN },
	{ "空白", 0, "", SENSE_PLAIN },
	{ "清零", 0, "", SENSE_PLAIN },
	{ "零突破", 1, "", SENSE_AT_LEAST },
};

static const struct {
	const char *word;
	int power;
} multipliers[] = { { "百", 2 }, { "千", 3 }, { "万", 4 }, { "亿", 8 } };

static bool take_end(struct text *text, const char *word)
{
	size_t bytes = strlen(word);
	if (bytes > text->len || memcmp(text->at + text->len - bytes, word, bytes) != 0)
		return false;
	text->len -= bytes;
	return true;
}

bool printed_join(enum sense *sense, enum sense other, const char **what)
{
	if (other == SENSE_PLAIN || other == *sense)
		return true;
	if (*sense != SENSE_PLAIN) {
		*what = N_("the qualifiers contradict each other");
		return false;
	}
	*sense = other;
	return true;
}

/* Takes every qualifier off that end of the text. */
static bool take_qualifiers(struct text *text, enum place place, struct reading *reading, const char **what)
{
	for (int i = 0; i < QUALIFIERS; i++) {
		if (qualifiers[i].place != place)
			continue;
		if (!(place == BEFORE ? printed_take(text, qualifiers[i].word) : take_end(text, qualifiers[i].word)))
			continue;
		if (!printed_join(&reading->sense, qualifiers[i].sense, what))
			return false;
		*text = text_trim(*text);
		i = -1;
	}
	return true;
}

static bool take_sayings(struct text text, struct reading *reading, const char **what, bool *taken)
{
	*taken = false;
	for (size_t i = 0; i < sizeof sayings / sizeof sayings[0]; i++) {
		if (!text_is(text, sayings[i].word))
			continue;
		reading->digits = sayings[i].digits;
		reading->unit = text_of(sayings[i].unit);
		reading->exact = *taken = true;
		return printed_join(&reading->sense, sayings[i].sense, what);
	}
	return true;
}

static void take_multipliers(struct text *text, struct reading *reading)
{
	size_t i = 0;
	while (i < sizeof multipliers / sizeof multipliers[0] && !text_starts(*text, "百分")) {
		bool taken = printed_take(text, multipliers[i].word);
		reading->power += taken ? multipliers[i].power : 0;
		i = taken ? 0 : i + 1;
	}
}

/* 余 and 多 may also stand within: 10多万, 5万余人次. */
static bool take_more(struct text *text, struct reading *reading, const char **what)
{
	return !(printed_take(text, "余") || printed_take(text, "多")) || printed_join(&reading->sense, SENSE_MORE, what);
}

static bool read_tail(struct text text, struct reading *reading, const char **what)
{
	if (!take_more(&text, reading, what))
		return false;
	take_multipliers(&text, reading);
	if (!take_more(&text, reading, what))
		return false;
	if (text.len == 0)
		return true;
	/* A fraction and a percentage have their unit already. */
	if (reading->unit.len > 0) {
		*what = N_("not a number; allowed are digits, small Chinese numerals, fractions, ranks and their qualifiers");
		return false;
	}
	reading->unit = text_trim(text);
	return true;
}

static bool read_rank(struct text *text, struct reading *reading)
{
	reading->from_last = printed_take(text, "倒数");
	if (!printed_take(text, "第") && !reading->from_last)
		return false;
	if (!take_end(text, "位"))
		take_end(text, "名");
	reading->unit = text_of("位");
	reading->exact = true;
	return true;
}

/* "(1人,点名)": a figure that is only implied, with a remark behind it. */
static struct text implied(struct text text)
{
	struct text rest, part = text;
	if (text.len < 2 || text.at[0] != '(' || text.at[text.len - 1] != ')')
		return text;
	rest = (struct text){ text.at + 1, text.len - 2 };
	return text_next(&rest, ',', &part) ? part : text;
}

bool printed_read(struct text text, struct reading *reading, const char **what)
{
	bool saying = false;
	*reading = (struct reading){ .under = 1 };
	*what = N_("not a number; allowed are digits, small Chinese numerals, fractions, ranks and their qualifiers");
	text = text_trim(text);
	if (text.len == 0 || text.len > PRINTED_BYTES)
		return false;
	text = implied(text_trim((struct text){ reading->folded, text_fold_width(text, reading->folded) }));
	if (!take_qualifiers(&text, BEFORE, reading, what) || !take_sayings(text, reading, what, &saying))
		return false;
	if (saying)
		return true;
	if (!take_qualifiers(&text, AFTER, reading, what))
		return false;
	bool rank = read_rank(&text, reading);
	if (!printed_number(&text, reading) || (rank && (reading->digits < 1 || reading->scale > 0 || reading->under != 1)))
		return false;
	return read_tail(text_trim(text), reading, what);
}

/* The qualifier without what stands in brackets, its dividers made one. */
static struct text without_remarks(struct text qualifier, char out[PRINTED_BYTES])
{
	struct text rest = { out, text_fold_width(qualifier, out) }, bare = { out, 0 };
	int depth = 0;
	while (rest.len > 0) {
		uint32_t point;
		size_t bytes = text_utf8_next(rest, &point);
		bool divides = point == '|' || point == ',' || point == ';' || point == ' ' || point == 0x3001;
		depth += (point == '(') - (point == ')');
		if (depth == 0 && point != ')') {
			memmove(out + bare.len, divides ? "/" : rest.at, divides ? 1 : bytes);
			bare.len += divides ? 1 : bytes;
		}
		rest.at += bytes;
		rest.len -= bytes;
	}
	return bare;
}

bool printed_qualifier(struct text qualifier, enum sense *sense, const char **what)
{
	char out[PRINTED_BYTES];
	struct text rest = { 0 }, word;
	*what = N_("unknown qualifier; allowed: 余 多 近 约 左右 以上 不少于 不低于 超过 突破 不超过 不到 不足 仅 只有 力争 "
		   "争取 预计 隐含");
	if (qualifier.len > PRINTED_BYTES)
		return false;
	if (qualifier.len > 0)
		rest = without_remarks(qualifier, out);
	while (text_next(&rest, '/', &word)) {
		int i = 0;
		while (i < QUALIFIERS && !text_is(word, qualifiers[i].word))
			i++;
		if (word.len > 0 && (i == QUALIFIERS || !printed_join(sense, qualifiers[i].sense, what)))
			return false;
	}
	return true;
}
