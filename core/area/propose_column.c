/* Area: what a column of a file becomes: its type, codes and unit, from its heading and its cells. Knows one column at a time. */
#include <string.h>

#include "area/propose_inner.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/hash.h"

enum { DIGITS_OF_A_NUMBER = 15, CODE_BYTES_MAX = 48, SERIAL_LEAST = 20000, SERIAL_MOST = 80000, CELL_BYTES = 256 };

/* Cells of numbers and dates that mean nothing. */
static bool is_mark(struct text cell)
{
	return text_is(cell, "-") || text_is(cell, "—") || text_is(cell, "…");
}

static void see_number(struct column_facts *facts, struct text cell)
{
	int64_t number;
	size_t digits = 0;
	const char *point = memchr(cell.at, '.', cell.len);
	int scale = point ? (int)(cell.at + cell.len - point) - 1 : 0;
	for (size_t i = 0; i < cell.len; i++)
		digits += cell.at[i] >= '0' && cell.at[i] <= '9';
	if (scale > DECIMAL_SCALE_MAX || decimal_parse(cell, scale, &number) != DECIMAL_OK) {
		facts->numbers = false;
		return;
	}
	facts->zeros |= (cell.at[0] == '0' && cell.len > 1 && !point) || digits > DIGITS_OF_A_NUMBER;
	facts->scale = scale > facts->scale ? scale : facts->scale;
}

static void see_date(struct column_facts *facts, struct text cell)
{
	int32_t day;
	enum date_form form = date_parse(cell, &day);
	facts->dates &= form == DATE_DAY;
	facts->months &= form == DATE_DAY || form == DATE_MONTH;
	facts->years &= form != DATE_BAD;
}

/* A value that did not stand before. */
static void see_new(struct column_facts *facts, struct text cell, const struct region_spellings *spellings)
{
	struct region_reading reading;
	if (facts->distinct <= PROPOSED_CODES_MAX)
		facts->values[facts->distinct] = cell;
	facts->distinct++;
	facts->bars |= memchr(cell.at, '|', cell.len) || memchr(cell.at, ':', cell.len) || memchr(cell.at, '\n', cell.len);
	if (facts->regions + 1 < facts->distinct)
		return;
	region_read(spellings, cell, &reading);
	if (reading.region != REGION_NONE && region_within(spellings->tree, reading.region, spellings->scope))
		facts->regions++;
	else
		facts->odd = cell;
}

static bool is_new(struct text cell, const struct grid *grid, size_t place, uint32_t *slots, size_t mask, uint32_t line)
{
	size_t slot = hash_bytes(cell.at, cell.len, 0) & mask;
	for (; slots[slot]; slot = (slot + 1) & mask)
		if (text_equal(cell, grid_cell(&grid->lines[slots[slot] - 1], place)))
			return false;
	slots[slot] = line + 1;
	return true;
}

bool column_facts(const struct grid *grid, const bool *records, size_t first, size_t place,
	const struct region_spellings *spellings, struct column_facts *facts)
{
	size_t mask = 16;
	while (mask < grid->count * 2)
		mask *= 2;
	uint32_t *slots = memory_alloc(mask--, sizeof(*slots));
	*facts = (struct column_facts){ .dates = true, .months = true, .years = true, .numbers = true };
	if (!slots)
		return false;
	for (size_t i = first; i < grid->count; i++) {
		char plain[CELL_BYTES];
		struct text cell = grid_cell(&grid->lines[i], place), folded = cell;
		if (!records[i])
			continue;
		facts->empty += cell.len == 0;
		facts->filled += cell.len > 0;
		facts->longest = cell.len > facts->longest ? cell.len : facts->longest;
		if (cell.len == 0)
			continue;
		if (cell.len <= sizeof(plain))
			folded = (struct text){ plain, text_fold_width(cell, plain) };
		facts->marks += is_mark(cell);
		if (!is_mark(cell)) {
			see_number(facts, folded);
			see_date(facts, folded);
		}
		if (is_new(cell, grid, place, slots, mask, (uint32_t)i))
			see_new(facts, cell, spellings);
	}
	memory_free(slots);
	return true;
}

/* --- what it becomes --- */

/* A bracket at the end of a heading is the unit: 金额（万元）; one in [] is none. */
static bool take_unit(struct proposed_column *c, struct arena *arena)
{
	struct text title = c->heading, unit = text_take_brackets(&title);
	bool square = c->heading.len && c->heading.at[c->heading.len - 1] == ']';
	if (title.len == 0 || square || memchr(c->heading.at, '|', c->heading.len)) {
		title = c->heading;
		unit = (struct text){ "", 0 };
	}
	c->unit = arena_copy(arena, unit);
	c->title = arena_copy(arena, title);
	return c->unit && c->title;
}

static bool is_taken(const struct proposed_column *c, const struct column_facts *facts, const char *name)
{
	bool taken = false;
	for (size_t i = 0; i < c->codes_count; i++)
		taken |= strcmp(c->codes[i].name, name) == 0;
	for (size_t i = 0; i < facts->distinct; i++)
		taken |= text_is(facts->values[i], name);
	return taken;
}

/* c1, c2 ...: the first that is neither a code nor a value. */
static const char *numbered_code(const struct proposed_column *c, const struct column_facts *facts, struct arena *arena)
{
	const char *name = NULL;
	size_t number = c->codes_count;
	do
		name = arena_printf(arena, "c%zu", ++number);
	while (name && is_taken(c, facts, name));
	return name;
}

/* A value that is a name is its own code; spellings of one usual code are one. */
static bool add_code(struct proposed_column *c, const struct column_facts *facts, struct text value, struct arena *arena)
{
	const char *usual = usual_code(value);
	for (size_t i = 0; i < c->codes_count; i++) {
		if (text_same_label(c->codes[i].title, value))
			return true;
		if (!usual || strcmp(c->codes[i].name, usual) != 0)
			continue;
		c->codes[i].alias = arena_printf(
			arena, "%s%s%.*s", c->codes[i].alias, c->codes[i].alias[0] ? " | " : "", (int)value.len, value.at);
		return c->codes[i].alias != NULL;
	}
	bool own = !usual && text_is_name(value);
	const char *name = usual ? usual : own ? arena_copy(arena, value) : numbered_code(c, facts, arena);
	c->numbered |= !usual && !own;
	c->codes[c->codes_count++] = (struct proposed_code){ name, value, "" };
	return name != NULL;
}

static bool make_codes(struct proposed_column *c, const struct column_facts *facts, struct arena *arena)
{
	c->type = TALLY_CODE;
	c->codes = arena_array(arena, PROPOSED_CODES_MAX, sizeof(*c->codes));
	for (size_t i = 0; c->codes && i < facts->distinct; i++)
		if (!add_code(c, facts, facts->values[i], arena))
			return false;
	c->why = arena_printf(arena, _("%zu different values"), facts->distinct);
	if (c->numbered)
		c->look = _("the codes are numbered (c1, c2 ...); give them names before the first run");
	return c->codes && c->why;
}

static bool may_be_codes(const struct column_facts *facts, bool said)
{
	return facts->distinct > 0 && facts->distinct <= PROPOSED_CODES_MAX && facts->longest <= CODE_BYTES_MAX &&
		!facts->bars && (said || (facts->distinct > 1 && facts->distinct * 4 <= facts->filled));
}

/* Serial numbers of a spreadsheet, below a heading that says a date. */
static bool are_serials(const struct column_facts *facts)
{
	bool all = facts->numbers && !facts->zeros && facts->scale == 0 && facts->distinct > 0;
	for (size_t i = 0; all && i < facts->distinct && i < PROPOSED_CODES_MAX; i++) {
		int64_t serial;
		all = text_to_int64(facts->values[i], &serial) && serial >= SERIAL_LEAST && serial <= SERIAL_MOST;
	}
	return all;
}

static bool make_date(struct proposed_column *c, const struct column_facts *facts, bool said)
{
	if (!facts->filled || !(facts->dates || facts->months || (said && (facts->years || are_serials(facts)))))
		return false;
	c->type = TALLY_DATE;
	c->precision = facts->dates || !facts->years ? TALLY_DAY : facts->months ? TALLY_MONTH : TALLY_YEAR;
	c->why = c->precision == TALLY_DAY    ? _("every cell is a day")
		: c->precision == TALLY_MONTH ? _("every cell is a day or a month")
					      : _("every cell is a day, month or year");
	return true;
}

static bool make_region(struct proposed_column *c, const struct column_facts *facts, bool said, struct arena *arena)
{
	if (facts->filled && facts->regions == facts->distinct) {
		c->type = TALLY_REGION;
		c->why = _("every cell is a region of the office");
		return true;
	}
	if (said && facts->filled)
		c->look = arena_printf(arena,
			_("'%.*s' is no region of the office, so the column is a text; add an alias in regions.csv, or map it, "
			  "then type = region"),
			(int)facts->odd.len, facts->odd.at);
	return false;
}

static bool make_number(struct proposed_column *c, const struct column_facts *facts)
{
	if (!facts->filled || !facts->numbers || facts->zeros)
		return false;
	c->type = facts->scale ? TALLY_DECIMAL : TALLY_INTEGER;
	c->scale = facts->scale;
	c->why = facts->scale ? _("every cell is a number") : _("every cell is a whole number");
	return true;
}

static bool settle_type(
	struct proposed_column *c, const struct column_facts *facts, const struct usual_heading *usual, struct arena *arena)
{
	enum role role = usual ? usual->role : ROLE_TEXT;
	bool named = usual != NULL, dated = role == ROLE_DATE || role == ROLE_YEAR || role == ROLE_END;
	c->type = TALLY_TEXT;
	c->why = named ? _("by its heading") : _("anything else");
	if (facts->filled == 0) {
		c->look = _("it is empty throughout");
		return true;
	}
	if (named && role == ROLE_TEXT)
		return true;
	if ((role == ROLE_REGION || !named) && make_region(c, facts, named, arena))
		return true;
	if ((dated || !named) && make_date(c, facts, dated))
		return true;
	if (role == ROLE_CODE && may_be_codes(facts, true))
		return make_codes(c, facts, arena);
	if (role != ROLE_CODE && role != ROLE_REGION && !dated && make_number(c, facts))
		return true;
	if (!named && may_be_codes(facts, false))
		return make_codes(c, facts, arena);
	if (dated || role == ROLE_NUMBER)
		c->look = dated ? _("not every cell is a date, so it is a text; mend the cells, then type = date")
				: _("not every cell is a number, so it is a text; mend the cells, then type = decimal");
	return true;
}

bool propose_column(struct proposed_column *c, const struct column_facts *facts, size_t number, struct arena *arena)
{
	if (!take_unit(c, arena))
		return false;
	const struct usual_heading *usual = usual_heading(text_of(c->title));
	c->check = usual && usual->check ? usual->check : "";
	c->private = usual && usual->private;
	c->optional = facts->empty > 0;
	c->why = "";
	if (usual && usual->role == ROLE_PASSED) {
		c->why = _("a number of the row; passed over");
		return true;
	}
	c->field = usual ? usual->field : arena_printf(arena, "field_%zu", number + 1);
	if (!c->field || !settle_type(c, facts, usual, arena))
		return false;
	c->optional |= facts->marks > 0 && c->type != TALLY_TEXT && c->type != TALLY_CODE;
	if (c->unit[0] && c->type != TALLY_INTEGER && c->type != TALLY_DECIMAL) {
		c->unit = "";
		c->title = arena_copy(arena, c->heading);
	}
	return c->title != NULL && c->why != NULL;
}
