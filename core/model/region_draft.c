/* Model: the rows of a region table are read and linked. Knows everything that can be wrong in them and tells all of it; a faulty
 * link is cut and its row kept, so that what refers to the tree can still be checked in the same reading. */
#include "model/region_draft.h"

#include <string.h>

enum { CODE_MAX = REGION_CODE_BYTES - (int)sizeof REGION_REST_CODE };

static const char *const kind_names[] = { "unit", "zone", "overlay" };
enum { KINDS = sizeof kind_names / sizeof kind_names[0] };

int *region_slots(size_t rows, struct arena *arena, size_t *slots_count)
{
	size_t slots = 8;
	while (slots < rows * 2)
		slots *= 2;
	*slots_count = slots;
	return arena_array(arena, slots, sizeof(int));
}

static bool code_good(struct text code)
{
	if (code.len == 0 || code.len > CODE_MAX)
		return false;
	for (size_t i = 0; i < code.len; i++) {
		char letter = code.at[i], lower = (char)(letter | 0x20);
		if (!(letter >= '0' && letter <= '9') && !(lower >= 'a' && lower <= 'z') && letter != '-' && letter != '_')
			return false;
	}
	return true;
}

/* `format` takes one "%.*s": the offending text. */
__attribute__((format(printf, 3, 0))) static void told(
	struct region_draft *draft, const struct region_row *row, const char *format, struct text bad)
{
	fault_add(draft->faults, draft->file, row->line, format, (int)bad.len, bad.at == NULL ? "" : bad.at);
}

static enum region_kind read_kind(struct region_draft *draft, const struct region_row *row)
{
	for (int kind = 0; kind < KINDS; kind++) {
		if (text_is(row->kind, kind_names[kind]))
			return (enum region_kind)kind;
	}
	if (row->kind.len > 0)
		fault_add(draft->faults, draft->file, row->line, _("unknown kind: '%.*s'%s"), (int)row->kind.len, row->kind.at,
			fault_hint(draft->faults, row->kind, kind_names, KINDS));
	return REGION_UNIT;
}

static int32_t read_day(struct region_draft *draft, const struct region_row *row, struct text text, int32_t open)
{
	int32_t day = open;
	if (text.len == 0 || date_parse(text, &day) == DATE_DAY)
		return day;
	told(draft, row, _("not a day: '%.*s'; write it as 2021-03-17 or leave it empty"), text);
	return open;
}

static void read_days(struct region_draft *draft, const struct region_row *row, struct region *region)
{
	region->first_day = read_day(draft, row, row->first_day, DATE_MIN);
	region->last_day = read_day(draft, row, row->last_day, DATE_MAX);
	if (region->first_day <= region->last_day)
		return;
	told(draft, row, _("last day before the first day: '%.*s'"), row->last_day);
	region->last_day = DATE_MAX;
}

static bool copy_row(struct region_draft *draft, const struct region_row *row, struct region *region)
{
	region->code = arena_copy(draft->arena, row->code);
	region->name = arena_copy(draft->arena, row->name);
	region->alias = arena_copy(draft->arena, row->alias);
	region->level = arena_copy(draft->arena, row->level);
	if (region->code == NULL || region->name == NULL || region->alias == NULL || region->level == NULL)
		return false;
	region->kind = read_kind(draft, row);
	region->parent = region->rest = region->successor = REGION_NONE;
	read_days(draft, row, region);
	if (row->name.len == 0)
		told(draft, row, _("region without a name: '%.*s'"), row->code);
	return true;
}

static bool read_row(struct region_draft *draft, const struct region_row *row)
{
	if (!code_good(row->code)) {
		told(draft, row, _("bad region code: '%.*s'; allowed: at most 26 letters, digits, '-' and '_'"), row->code);
		return true;
	}
	size_t slot = region_slot(&draft->tree, row->code);
	if (draft->slots[slot] != 0) {
		fault_add(draft->faults, draft->file, row->line, _("region code twice: '%.*s', first in line %u"),
			(int)row->code.len, row->code.at, draft->texts[draft->slots[slot] - 1]->line);
		return true;
	}
	if (!copy_row(draft, row, &draft->rows[draft->tree.count]))
		return false;
	draft->texts[draft->tree.count++] = row;
	draft->slots[slot] = (int)draft->tree.count;
	return true;
}

static int find_parent(struct region_draft *draft, const struct region_row *row)
{
	int parent = region_find(&draft->tree, row->parent);
	if (row->parent.len > 0 && parent == REGION_NONE)
		told(draft, row, _("unknown parent: '%.*s'; no row has this code"), row->parent);
	return parent;
}

static int find_successor(struct region_draft *draft, const struct region_row *row, const struct region *region)
{
	struct text name = row->successor;
	if (name.len == 0)
		return REGION_NONE;
	if (region->last_day == DATE_MAX)
		told(draft, row, _("successor of a region without a last day: '%.*s'"), name);
	int successor = region_find(&draft->tree, name);
	if (memchr(name.at, '|', name.len) != NULL)
		told(draft, row,
			_("several successors: '%.*s'; allowed is one: name the region that takes over the records, "
			  "or leave it empty where none does"),
			name);
	else if (successor == REGION_NONE)
		told(draft, row, _("unknown successor: '%.*s'; no row has this code"), name);
	return successor;
}

static int *parent_of(struct region *region)
{
	return &region->parent;
}

static int *successor_of(struct region *region)
{
	return &region->successor;
}

/* Follows each chain once: a row met again on the same walk closes a circle, which is cut there. */
static bool cut_circles(struct region_draft *draft, int *(*link)(struct region *), const char *message)
{
	int *walk = arena_array(draft->arena, draft->tree.count + 1, sizeof *walk);
	if (walk == NULL)
		return false;
	for (int i = 0; i < (int)draft->tree.count; i++) {
		int at = i, before = REGION_NONE;
		while (at != REGION_NONE && walk[at] == 0) {
			walk[at] = i + 1;
			before = at;
			at = *link(&draft->rows[at]);
		}
		if (before == REGION_NONE || at == REGION_NONE || walk[at] != i + 1)
			continue;
		told(draft, draft->texts[before], message, text_of(draft->rows[before].code));
		*link(&draft->rows[before]) = REGION_NONE;
	}
	return true;
}

bool region_draft_read(struct region_draft *draft, const struct region_row *rows, size_t count)
{
	draft->rows = arena_array(draft->arena, count + 1, sizeof *draft->rows);
	draft->texts = arena_array(draft->arena, count + 1, sizeof *draft->texts);
	draft->slots = region_slots(count, draft->arena, &draft->tree.slots_count);
	if (draft->rows == NULL || draft->texts == NULL || draft->slots == NULL)
		return false;
	draft->tree.rows = draft->rows;
	draft->tree.slots = draft->slots;
	for (size_t i = 0; i < count; i++) {
		if (!read_row(draft, &rows[i]))
			return false;
	}
	for (size_t i = 0; i < draft->tree.count; i++) {
		draft->rows[i].parent = find_parent(draft, draft->texts[i]);
		draft->rows[i].successor = find_successor(draft, draft->texts[i], &draft->rows[i]);
	}
	return cut_circles(draft, parent_of, _("parents in a circle: '%.*s' stands below itself")) &&
		cut_circles(draft, successor_of, _("successors in a circle: '%.*s' follows itself"));
}
