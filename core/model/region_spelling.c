/* Model: spellings of regions. Knows names and the tree; does not know dates or registers. */
#include "model/region_spelling.h"

#include <string.h>

enum { LABEL_BYTES = 255, CHARACTER_BYTES = 3 /* of a Chinese one */, SHORT_BYTES = 2 * CHARACTER_BYTES };

/* --- the labels --- */

static size_t count_labels(const struct region_tree *tree)
{
	size_t count = 0;
	for (size_t i = 0; i < tree->count; i++) {
		count += 2;
		for (const char *at = tree->rows[i].alias; *at; at++)
			count += *at == '|';
	}
	return count;
}

static bool add_label(struct region_label *labels, size_t *count, struct text text, int region, struct arena *arena)
{
	char *folded = arena_copy(arena, text);
	if (!folded)
		return false;
	size_t length = text_fold_label(text, folded);
	if (length)
		labels[(*count)++] = (struct region_label){ { folded, length }, region };
	return true;
}

bool region_spellings_build(const struct region_tree *tree, int scope, struct arena *arena, struct region_spellings *spellings)
{
	struct region_label *labels = arena_array(arena, count_labels(tree) + 1, sizeof(*labels));
	size_t count = 0;
	if (!labels)
		return false;
	for (size_t i = 0; i < tree->count; i++) {
		struct text rest = text_of(tree->rows[i].alias), part;
		if (tree->rows[i].kind == REGION_REST)
			continue;
		if (!add_label(labels, &count, text_of(tree->rows[i].name), (int)i, arena))
			return false;
		while (text_next(&rest, '|', &part))
			if (!add_label(labels, &count, part, (int)i, arena))
				return false;
	}
	*spellings = (struct region_spellings){ tree, scope, labels, count };
	return true;
}

/* --- the ways in which a label may mean a region --- */

static bool ends_with(struct text text, struct text tail)
{
	return tail.len && text.len >= tail.len && memcmp(text.at + text.len - tail.len, tail.at, tail.len) == 0;
}

static bool begins_with(struct text text, struct text head)
{
	return head.len && text.len >= head.len && memcmp(text.at, head.at, head.len) == 0;
}

static bool chinese(struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < 0x80)
			return false;
	return text.len > 0;
}

/* Takes a name of the region off the end of *text: whole, or without its last character (河南 for 河南省). */
static bool take_name(const struct region_spellings *s, int region, struct text *text)
{
	for (size_t i = 0; i < s->count; i++) {
		struct text label = s->labels[i].text, without = label;
		if (s->labels[i].region != region)
			continue;
		if (chinese(label) && label.len > SHORT_BYTES)
			without.len -= CHARACTER_BYTES;
		if (!ends_with(*text, label) && !ends_with(*text, without))
			continue;
		text->len -= ends_with(*text, label) ? label.len : without.len;
		return true;
	}
	return false;
}

/* Whether a text is made of names of regions above, from the top down, some left out. */
static bool names_above(const struct region_spellings *s, int region, struct text text)
{
	int above = s->tree->rows[region].parent;
	for (; text.len && above != REGION_NONE; above = s->tree->rows[above].parent)
		take_name(s, above, &text);
	return text.len == 0;
}

/* The name, or the code in small letters. */
static bool whole(const struct region_spellings *s, const struct region_label *label, struct text text)
{
	return text_equal(label->text, text) || text_same_label(text_of(s->tree->rows[label->region].code), text);
}

static bool with_names_above(const struct region_spellings *s, const struct region_label *label, struct text text)
{
	if (text.len == label->text.len || !ends_with(text, label->text))
		return false;
	return names_above(s, label->region, (struct text){ text.at, text.len - label->text.len });
}

/* 清丰 for 清丰县, 开发区 for 经济技术开发区; of Chinese names only, where a part tells as much. */
static bool head_or_tail(const struct region_spellings *s, const struct region_label *label, struct text text)
{
	(void)s;
	return text.len >= SHORT_BYTES && chinese(text) && (begins_with(label->text, text) || ends_with(label->text, text));
}

typedef bool (*spelling_way)(const struct region_spellings *spellings, const struct region_label *label, struct text text);

static void add_candidate(struct region_reading *reading, int region)
{
	for (size_t i = 0; i < reading->candidates_count; i++)
		if (reading->candidates[i] == region)
			return;
	if (reading->candidates_count < REGION_CANDIDATES)
		reading->candidates[reading->candidates_count++] = region;
	else
		reading->candidates_more++;
}

/* Codes that had the name one after the other, never two of them on a day: which one is meant is a matter of the date. */
static void settle_by_date(const struct region_tree *tree, struct region_reading *reading)
{
	int latest = reading->candidates[0];
	for (size_t i = 0; i < reading->candidates_count; i++) {
		const struct region *a = &tree->rows[reading->candidates[i]];
		for (size_t k = 0; k < i; k++) {
			const struct region *b = &tree->rows[reading->candidates[k]];
			if (a->first_day <= b->last_day && b->first_day <= a->last_day)
				return;
		}
		if (a->last_day > tree->rows[latest].last_day)
			latest = reading->candidates[i];
	}
	reading->region = latest;
	reading->several = false;
	reading->by_date = true;
}

int region_on(const struct region_tree *tree, int scope, int region, int32_t day)
{
	struct text name = text_of(tree->rows[region].name);
	for (size_t i = 0; i < tree->count; i++)
		if (tree->rows[i].kind != REGION_REST && region_valid(tree, (int)i, day) &&
			region_within(tree, (int)i, scope) && text_same_label(text_of(tree->rows[i].name), name))
			return (int)i;
	return region;
}

/* What the label means in one way, within the scope or outside it; true when that settles it. */
static bool try_way(
	const struct region_spellings *s, spelling_way way, bool within, struct text text, struct region_reading *reading)
{
	size_t found = 0;
	int last = REGION_NONE;
	for (size_t i = 0; i < s->count; i++) {
		int region = s->labels[i].region;
		if (region == last || region_within(s->tree, region, s->scope) != within || !way(s, &s->labels[i], text))
			continue;
		last = region;
		found++;
		if (within)
			add_candidate(reading, region);
	}
	reading->several = found > 1;
	if (found == 1)
		reading->region = last;
	else if (found > 1 && within && way != head_or_tail && reading->candidates_more == 0)
		settle_by_date(s->tree, reading);
	return found > 0;
}

/* A slip or two; of Chinese, one character. */
static bool is_near(struct text text, struct text other)
{
	unsigned slips = text.len < 4 ? 0 : text.len < 8 ? 1 : 2;
	return text_distance(text, other) <= (chinese(text) ? CHARACTER_BYTES : slips);
}

/* The regions right below the scope, where they are few. */
static void offer_children(const struct region_spellings *s, struct region_reading *reading)
{
	for (size_t i = 0; i < s->tree->count; i++)
		if (s->tree->rows[i].parent == s->scope && s->tree->rows[i].kind != REGION_REST)
			add_candidate(reading, (int)i);
	if (reading->candidates_more)
		reading->candidates_count = reading->candidates_more = 0;
}

/* Regions of the scope whose code or name is near. */
static void find_near(const struct region_spellings *s, struct text text, struct region_reading *reading)
{
	const struct region_tree *tree = s->tree;
	for (size_t i = 0; i < s->count; i++) {
		const struct region *row = &tree->rows[s->labels[i].region];
		if (region_within(tree, s->labels[i].region, s->scope) &&
			(is_near(text, s->labels[i].text) || is_near(text, text_of(row->code))))
			add_candidate(reading, s->labels[i].region);
	}
	if (reading->candidates_count == 0)
		offer_children(s, reading);
}

void region_read(const struct region_spellings *s, struct text cell, struct region_reading *reading)
{
	static const struct {
		spelling_way way;
		bool within;
	} ways[] = { { whole, true }, { with_names_above, true }, { whole, false }, { with_names_above, false },
		{ head_or_tail, true } };
	char folded[LABEL_BYTES];
	*reading = (struct region_reading){ .region = REGION_NONE };
	if (cell.len > sizeof(folded))
		return;
	struct text text = { folded, text_fold_label(cell, folded) };
	for (size_t i = 0; text.len && i < sizeof(ways) / sizeof(ways[0]); i++)
		if (try_way(s, ways[i].way, ways[i].within, text, reading))
			return;
	find_near(s, text, reading);
}
