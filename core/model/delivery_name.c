/* Model: names of files read by a pattern. Tries every way in which the pattern fits; says when there is none, or more than one. */
#include <string.h>

#include "model/delivery.h"

static const char region_word[] = "{region}", period_word[] = "{period}";

/* --- patterns --- */

static size_t times(const char *source, const char *word)
{
	size_t count = 0;
	for (const char *at = strstr(source, word); at; at = strstr(at + 1, word))
		count++;
	return count;
}

const char *delivery_pattern_fault(const char *source, size_t members)
{
	size_t regions = times(source, region_word), periods = times(source, period_word), braces = 0;
	for (const char *at = source; *at; at++)
		braces += *at == '{' || *at == '}';
	if (braces != 2 * (regions + periods))
		return N_("knows {region} and {period} only, such as {region}_{period}*");
	if (periods != 1)
		return N_("needs {period} once, such as {region}_{period}*");
	if (regions > 1 || (regions == 0 && members != 1))
		return N_("needs {region} once, such as {region}_{period}*");
	if (strstr(source, "{region}{region}") || strstr(source, "**"))
		return N_("says the same twice");
	return NULL;
}

/* --- one way through --- */

struct matching {
	const struct expectation *expects;
	struct text name;
	struct text word; /* that stands for the region on this way */
	size_t period_at, period_end;
	period when;
	struct delivery_reading best;
	size_t best_bytes; /* of its region */
	size_t best_from, best_to; /* of its period */
	unsigned steps;
};

enum { STEPS_MAX = 200000 }; /* of a pattern with many stars on a long name; more is no name that anybody reads */

static bool boundary(struct text name, size_t at)
{
	return at >= name.len || ((unsigned char)name.at[at] & 0xC0) != 0x80;
}

/* The faults in the order of how near they are to a reading. */
static int nearness(enum delivery_fault fault)
{
	static const int order[] = {
		[DELIVERY_NO_MATCH] = 0,
		[DELIVERY_NO_PERIOD] = 1,
		[DELIVERY_NO_REGION] = 2,
		[DELIVERY_GRAIN] = 3,
		[DELIVERY_SEVERAL] = 4,
		[DELIVERY_FINE] = 4,
	};
	return order[fault];
}

/* A way that fits, or nearly does. Of two readings the one with the longer word for the region holds. */
static void take(struct matching *m, enum delivery_fault fault, const struct region_reading *read)
{
	struct delivery_reading *best = &m->best;
	struct delivery_reading next = { .fault = fault, .region = REGION_NONE, .when = m->when, .word = m->word };
	if (read) {
		next.near = *read;
		next.region = read->region;
	}
	if (nearness(fault) < nearness(best->fault) ||
		(nearness(fault) == nearness(best->fault) && m->word.len < m->best_bytes))
		return;
	bool level = nearness(fault) == nearness(best->fault) && m->word.len == m->best_bytes;
	bool other = level && fault == DELIVERY_FINE && (next.region != best->region || next.when != best->when);
	if (level && !other)
		return;
	*best = next;
	if (other)
		best->fault = DELIVERY_SEVERAL;
	m->best_bytes = m->word.len;
	m->best_from = m->period_at;
	m->best_to = m->period_end;
}

/* The whole pattern fits; what is left is whether its words mean something. */
static void judge(struct matching *m)
{
	struct region_reading read = { .region = REGION_NONE };
	enum grain grain;
	bool right = period_grain(m->when, &grain) && grain == m->expects->grain;
	if (m->word.len)
		region_read(&m->expects->spellings, m->word, &read);
	if (m->word.len && read.region == REGION_NONE)
		take(m, DELIVERY_NO_REGION, &read);
	else
		take(m, right ? DELIVERY_FINE : DELIVERY_GRAIN, &read);
}

static void match(struct matching *m, const char *pattern, size_t at);

static void match_period(struct matching *m, const char *pattern, size_t at)
{
	struct text rest = { m->name.at + at, m->name.len - at };
	bool behind_digit = at > 0 && m->name.at[at - 1] >= '0' && m->name.at[at - 1] <= '9';
	size_t length = behind_digit ? 0 : delivery_period(rest, &m->when);
	if (length == 0) {
		take(m, DELIVERY_NO_PERIOD, NULL);
		return;
	}
	m->period_at = at;
	m->period_end = at + length;
	match(m, pattern + strlen(period_word), at + length);
}

/* Every stretch of characters from here. */
static void match_stretch(struct matching *m, const char *pattern, size_t at, bool region)
{
	const char *rest = pattern + (region ? strlen(region_word) : 1);
	for (size_t end = region ? at + 1 : at; end <= m->name.len; end++) {
		if (!boundary(m->name, end))
			continue;
		if (region)
			m->word = (struct text){ m->name.at + at, end - at };
		match(m, rest, end);
	}
	if (region)
		m->word = (struct text){ "", 0 };
}

static void match(struct matching *m, const char *pattern, size_t at)
{
	if (++m->steps > STEPS_MAX)
		return;
	if (!*pattern && at == m->name.len)
		judge(m);
	else if (strncmp(pattern, period_word, strlen(period_word)) == 0)
		match_period(m, pattern, at);
	else if (*pattern == '*' || *pattern == '{')
		match_stretch(m, pattern, at, *pattern == '{');
	else if (*pattern && at < m->name.len && *pattern == m->name.at[at])
		match(m, pattern + 1, at + 1);
}

/* --- dates beside the period --- */

static bool digit(struct text text, size_t at)
{
	return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

/* The longest date that begins here: 20181112, 2018-11-12, 2018年11月12日. */
static size_t date_at(struct text name, size_t at, int32_t *day)
{
	enum { LONGEST = 17, SHORTEST = 8 };
	for (size_t length = LONGEST; length >= SHORTEST; length--) {
		if (at + length > name.len || digit(name, at + length))
			continue;
		if (date_parse((struct text){ name.at + at, length }, day) == DATE_DAY)
			return length;
	}
	return 0;
}

static int32_t latest_date(struct text name, size_t from, size_t to)
{
	int32_t latest = DATE_MIN, day;
	for (size_t at = 0; at < name.len;) {
		bool may = digit(name, at) && (at == 0 || !digit(name, at - 1)) && (at < from || at >= to);
		size_t length = may ? date_at(name, at, &day) : 0;
		if (length && day > latest)
			latest = day;
		at += length ? length : 1;
	}
	return latest;
}

void delivery_read(
	const struct expectation *expects, struct text name, char folded[DELIVERY_NAME_BYTES], struct delivery_reading *reading)
{
	char pattern[DELIVERY_NAME_BYTES + 1];
	struct text source = text_of(expects->source);
	struct matching m = { .expects = expects, .best = { .region = REGION_NONE, .fault = DELIVERY_NO_MATCH } };
	*reading = m.best;
	if (name.len > DELIVERY_NAME_BYTES || source.len > DELIVERY_NAME_BYTES)
		return;
	m.name = (struct text){ folded, text_fold_width(name, folded) };
	pattern[text_fold_width(source, pattern)] = '\0';
	match(&m, pattern, 0);
	*reading = m.best;
	reading->dated = latest_date(m.name, m.best_from, m.best_to);
	if (reading->fault == DELIVERY_FINE && reading->region != REGION_NONE && reading->near.by_date)
		reading->region = region_on(
			expects->spellings.tree, expects->spellings.scope, reading->region, period_last_day(reading->when));
}
