/* View: deliveries against their due days. Knows the day that it is asked on; reads the store alone. */
#include "view/deliveries.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fault.h"
#include "view/labels.h"
#include "view/request.h"

/* --- what was asked for --- */

struct asking {
	struct asked asked;
	int reg; /* row, or -1 */
	bool period, region; /* were said */
};

static bool find_register(
	const struct store_names *names, const char *word, struct arena *arena, struct asking *a, struct tally_error *error)
{
	const char *point = strchr(word, '.');
	struct text area = { word, (size_t)(point - word) };
	const char **known = arena_array(arena, names->registers_count + 1, sizeof *known);
	struct faults faults;
	if (!known)
		return error_memory(error);
	for (size_t i = 0; i < names->registers_count; i++) {
		const struct name_register *reg = &names->registers[i];
		if (text_is(area, reg->area) && strcmp(reg->name, point + 1) == 0)
			a->reg = (int)i;
		known[i] = arena_printf(arena, "%s.%s", reg->area, reg->name);
		if (!known[i])
			return error_memory(error);
	}
	faults_init(&faults, arena);
	return a->reg >= 0 ||
		error_set(error, ERROR_USAGE, _("unknown register '%s'%s"), word,
			fault_hint(&faults, text_of(word), known, names->registers_count));
}

static bool resolve(const struct store_names *names, const struct status_request *request, struct arena *arena,
	struct asking *a, struct tally_error *error)
{
	bool of_register = request->of && strchr(request->of, '.');
	struct summary_request words = {
		.area = of_register ? NULL : request->of, .region = request->region, .period = request->period
	};
	*a = (struct asking){ .reg = -1, .period = request->period != NULL, .region = request->region != NULL };
	return request_resolve(names, &words, arena, &a->asked, error) &&
		(!of_register || find_register(names, request->of, arena, a, error));
}

static bool wanted(const struct store_names *names, const struct asking *a, const struct store_delivery *d)
{
	if (d->row_register < 0 || (a->reg >= 0 && d->row_register != a->reg))
		return false;
	const char *area = names->registers[d->row_register].area;
	if (a->asked.area >= 0 && strcmp(names->areas[a->asked.area].name, area) != 0)
		return false;
	if (a->region && (d->region == REGION_NONE || !names_inside(names, d->region, a->asked.region)))
		return false;
	return !a->period ||
		(d->when > 0 && period_first_day(d->when) <= period_last_day(a->asked.when) &&
			period_last_day(d->when) >= period_first_day(a->asked.when));
}

/* --- standing --- */

/* The day of the clock on the wall: a file that came at seven in the morning came that day. */
static int32_t local_day(int64_t mtime_ns)
{
	time_t seconds = (time_t)(mtime_ns / 1000000000);
	struct tm parts;
	if (mtime_ns <= 0 || !localtime_r(&seconds, &parts))
		return DATE_MIN;
	return date_from(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

static int32_t delivery_day(const struct store_delivery *d)
{
	return d->dated != DATE_MIN ? d->dated : local_day(d->mtime_ns);
}

static bool same_pair(const struct store_delivery *a, const struct store_delivery *b)
{
	return a->row_register == b->row_register && a->region == b->region && a->when == b->when;
}

/* A delivery that was mended is as early as its first file. Files of a pair stand together. */
static int32_t first_day(const struct store_delivery *all, size_t count, size_t at)
{
	size_t first = at;
	int32_t day = DATE_MIN;
	while (first > 0 && same_pair(&all[first - 1], &all[at]))
		first--;
	for (size_t i = first; i < count && same_pair(&all[i], &all[at]); i++) {
		int32_t next = delivery_day(&all[i]);
		if (next != DATE_MIN && (day == DATE_MIN || next < day))
			day = next;
	}
	return day;
}

static struct status_row judge(const struct store_delivery *all, size_t count, size_t at, int32_t today)
{
	const struct store_delivery *d = &all[at];
	struct status_row row = { d, STANDING_FINE, DATE_MIN, 0 };
	if (d->state == DELIVERY_MISSING) {
		bool due = d->due == DATE_MAX ? today > period_last_day(d->when) : today > d->due;
		row.standing = due ? STANDING_MISSING : STANDING_AWAITED;
		row.days = due && d->due != DATE_MAX ? today - d->due : 0;
		return row;
	}
	row.day = delivery_day(d);
	int32_t first = first_day(all, count, at);
	bool late = d->state == DELIVERY_READ && d->expected && first != DATE_MIN && first > d->due;
	row.days = late ? first - d->due : 0;
	if (d->state != DELIVERY_READ)
		row.standing = d->state == DELIVERY_UNREAD ? STANDING_UNREAD : STANDING_OLDER;
	else if (late)
		row.standing = STANDING_LATE;
	else if (d->errors || d->warnings)
		row.standing = STANDING_FAULTY;
	return row;
}

/* By standing, then register; the latest periods first. */
static int compare(const void *first, const void *second)
{
	const struct status_row *a = first, *b = second;
	const struct store_delivery *x = a->delivery, *y = b->delivery;
	if (a->standing != b->standing)
		return a->standing < b->standing ? -1 : 1;
	if (x->row_register != y->row_register)
		return x->row_register < y->row_register ? -1 : 1;
	if (x->when != y->when)
		return x->when > y->when ? -1 : 1;
	if (x->region != y->region)
		return x->region < y->region ? -1 : 1;
	return strcmp(x->file, y->file);
}

bool status_build(struct store_reader *reader, const struct status_request *request, struct arena *arena, struct status *status,
	struct tally_error *error)
{
	const struct store_delivery *all;
	struct asking a;
	size_t count;
	*status = (struct status){ .names = store_names(reader) };
	if (!resolve(status->names, request, arena, &a, error) || !store_deliveries(reader, arena, &all, &count, error))
		return false;
	struct status_row *rows = arena_array(arena, count + 1, sizeof *rows);
	if (!rows)
		return error_memory(error);
	for (size_t i = 0; i < count; i++) {
		if (!wanted(status->names, &a, &all[i]))
			continue;
		struct status_row row = judge(all, count, i, request->day);
		bool again = i > 0 && same_pair(&all[i - 1], &all[i]) && all[i - 1].state == DELIVERY_READ;
		bool counts =
			all[i].expected && (row.delivery->state == DELIVERY_MISSING || row.delivery->state == DELIVERY_READ);
		status->expected += counts && !again;
		status->delivered += counts && !again && all[i].state == DELIVERY_READ;
		status->counts[row.standing]++;
		rows[status->count++] = row;
	}
	if (status->count)
		qsort(rows, status->count, sizeof *rows, compare);
	status->rows = rows;
	return true;
}

bool status_needs(const struct status *status)
{
	return status->counts[STANDING_MISSING] || status->counts[STANDING_LATE] || status->counts[STANDING_UNREAD];
}

static const char *counted(const char *text, const char *format, size_t count, struct arena *arena)
{
	if (!text || count == 0)
		return text;
		/* The format is one of the constants below, never data. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	const char *more = arena_printf(arena, format, count);
#pragma GCC diagnostic pop
	return more ? arena_printf(arena, "%s%s", text, more) : NULL;
}

const char *status_footer(const struct status *s, struct arena *arena)
{
	const char *text = arena_printf(arena, _("%zu of %zu expected deliveries are there"), s->delivered, s->expected);
	text = counted(text, _("; not delivered: %zu"), s->counts[STANDING_MISSING], arena);
	text = counted(text, _("; late: %zu"), s->counts[STANDING_LATE], arena);
	text = counted(text, _("; not understood: %zu"), s->counts[STANDING_UNREAD], arena);
	text = counted(text, _("; with faults: %zu"), s->counts[STANDING_FAULTY], arena);
	return counted(text, _("; not due yet: %zu"), s->counts[STANDING_AWAITED], arena);
}

/* --- as rows of text --- */

enum column_of {
	COL_STATUS,
	COL_AREA,
	COL_REGISTER,
	COL_TITLE,
	COL_CODE,
	COL_REGION,
	COL_PERIOD,
	COL_DUE,
	COL_DELIVERED,
	COL_DAYS,
	COL_RECORDS,
	COL_ERRORS,
	COL_WARNINGS,
	COL_FILE,
	COL_NOTE,
	COLUMNS
};

static const struct column heads[COLUMNS] = {
	[COL_STATUS] = { "status", N_("status"), COLUMN_TEXT, false, false },
	[COL_AREA] = { "area", N_("area"), COLUMN_TEXT, true, false },
	[COL_REGISTER] = { "register", N_("register"), COLUMN_TEXT, true, false },
	[COL_TITLE] = { "title", N_("register"), COLUMN_TEXT, false, false },
	[COL_CODE] = { "region", N_("region code"), COLUMN_TEXT, true, false },
	[COL_REGION] = { "region_name", N_("region"), COLUMN_TEXT, false, false },
	[COL_PERIOD] = { "period", N_("period"), COLUMN_TEXT, false, false },
	[COL_DUE] = { "due", N_("due"), COLUMN_TEXT, false, false },
	[COL_DELIVERED] = { "delivered", N_("delivered"), COLUMN_TEXT, false, false },
	[COL_DAYS] = { "days_late", N_("days late"), COLUMN_NUMBER, false, false },
	[COL_RECORDS] = { "records", N_("records"), COLUMN_NUMBER, false, false },
	[COL_ERRORS] = { "errors", N_("errors"), COLUMN_NUMBER, false, false },
	[COL_WARNINGS] = { "warnings", N_("warnings"), COLUMN_NUMBER, false, false },
	[COL_FILE] = { "file", N_("file"), COLUMN_TEXT, false, false },
	[COL_NOTE] = { "note", N_("remark"), COLUMN_TEXT, false, false },
};

/* As programs read them, and as people do. */
static const struct {
	const char *key, *word;
} standings[STANDING_COUNT] = {
	[STANDING_MISSING] = { "missing", N_("not delivered") },
	[STANDING_LATE] = { "late", N_("late") },
	[STANDING_UNREAD] = { "not understood", N_("not understood") },
	[STANDING_FAULTY] = { "faults", N_("with faults") },
	[STANDING_AWAITED] = { "awaited", N_("not due yet") },
	[STANDING_FINE] = { "fine", N_("fine") },
	[STANDING_OLDER] = { "older", N_("older file") },
};

static const char *day_text(int32_t day, bool known, struct arena *arena)
{
	char text[11];
	if (!known)
		return NULL;
	date_print(day, text);
	return arena_copy(arena, text_of(text));
}

static const char *number_text(int64_t number, bool known, struct arena *arena)
{
	return known ? arena_printf(arena, "%lld", (long long)number) : NULL;
}

static bool lay_row(const struct status *status, const struct status_row *row, struct arena *arena, const char **shown)
{
	const struct store_delivery *d = row->delivery;
	const struct name_register *reg = &status->names->registers[d->row_register];
	const struct name_region *region = d->region == REGION_NONE ? NULL : &status->names->regions[d->region];
	bool there = d->state == DELIVERY_READ, due = d->due != DATE_MAX, dated = row->day != DATE_MIN;
	char when[PERIOD_TEXT_BYTES] = "";
	if (d->when > 0)
		period_print(d->when, when);
	shown[COL_STATUS] = _(standings[row->standing].word);
	shown[COL_AREA] = reg->area;
	shown[COL_REGISTER] = reg->name;
	shown[COL_TITLE] = register_title(reg);
	shown[COL_CODE] = region ? region->code : NULL;
	shown[COL_REGION] = region ? region->name : NULL;
	shown[COL_PERIOD] = when[0] ? arena_copy(arena, text_of(when)) : NULL;
	shown[COL_DUE] = day_text(d->due, due, arena);
	shown[COL_DELIVERED] = day_text(row->day, dated, arena);
	shown[COL_DAYS] = number_text(row->days, row->days > 0, arena);
	shown[COL_RECORDS] = number_text(d->records, there, arena);
	shown[COL_ERRORS] = number_text(d->errors, there, arena);
	shown[COL_WARNINGS] = number_text(d->warnings, there, arena);
	shown[COL_FILE] = d->file[0] ? d->file : NULL;
	shown[COL_NOTE] = d->note[0] ? d->note : NULL;
	return (!when[0] || shown[COL_PERIOD]) && (!due || shown[COL_DUE]) && (!dated || shown[COL_DELIVERED]) &&
		(row->days <= 0 || shown[COL_DAYS]) &&
		(!there || (shown[COL_RECORDS] && shown[COL_ERRORS] && shown[COL_WARNINGS]));
}

bool status_table(const struct status *status, struct arena *arena, struct table *table, struct tally_error *error)
{
	struct column *columns = arena_array(arena, COLUMNS, sizeof *columns);
	const char **shown = arena_array(arena, status->count * COLUMNS + 1, sizeof *shown);
	const char **plain = arena_array(arena, status->count * COLUMNS + 1, sizeof *plain);
	bool good = columns && shown && plain, notes = false;
	for (size_t i = 0; good && i < status->count; i++) {
		const char **row = shown + i * COLUMNS, **bare = plain + i * COLUMNS;
		good = lay_row(status, &status->rows[i], arena, row);
		memcpy(bare, row, COLUMNS * sizeof *bare);
		bare[COL_STATUS] = standings[status->rows[i].standing].key;
		notes |= row[COL_NOTE] != NULL;
	}
	if (!good)
		return error_memory(error);
	table_heads(columns, heads, COLUMNS);
	columns[COL_NOTE].hidden = !notes;
	*table = (struct table){
		.columns = columns, .columns_count = COLUMNS, .cells = shown, .plain = plain, .rows = status->count
	};
	return true;
}
