/* CLI: `tally list INDICATOR --at P | --entering P | --leaving P`: the very names behind a figure, read again from the register. The store knows what is
 * meant and what the last run read; the engine reads. */
#include <string.h>

#include "base/fault.h"
#include "cli/reading.h"
#include "cli/records.h"
#include "model/period_spelling.h"
#include "store/origin.h"
#include "view/labels.h"
#include "view/page.h"
#include "view/request.h"

/* What is asked for, and the answer. */
struct listing {
	struct invocation *invocation;
	const struct store_names *names;
	struct asked asked;
	const char *breakdown;
	enum trace_what what;
	struct trace trace;
};

/* --- what is asked for --- */

static bool find_period(struct listing *l, struct tally_error *error)
{
	const struct settings *s = &l->invocation->settings;
	const char *words[] = { s->at, s->entering, s->leaving };
	static const enum trace_what whats[] = { TRACE_COUNTED, TRACE_ENTERED, TRACE_LEFT };
	int count = 0;
	for (int i = 0; i < 3; i++) {
		if (!words[i])
			continue;
		count++;
		l->what = whats[i];
		if (!period_read(text_of(words[i]), 0, &l->asked.when))
			return error_set(error, ERROR_USAGE,
				_("period: '%s': write 2018, 2018H1, 2018Q3, 2018-10 or 2018-01..2018-10"), words[i]);
	}
	return count == 1 ||
		error_set(error, ERROR_USAGE, "%s",
			_("list names who is there at the end of a period, who came or who leaves: say one of --at PERIOD, "
			  "--entering PERIOD, --leaving PERIOD"));
}

static bool settle(struct listing *l, struct tally_error *error)
{
	const struct settings *s = &l->invocation->settings;
	const struct summary_request request = { .indicator = l->invocation->words[0], .region = s->region };
	uint32_t part;
	if (!request_resolve(l->names, &request, l->invocation->arena, &l->asked, error) || !find_period(l, error) ||
		!request_breakdown(&l->names->indicators[l->asked.indicator], s->breakdown, l->invocation->arena, &part, error))
		return false;
	l->breakdown = part ? s->breakdown : "";
	return true;
}

static bool read_names(struct listing *l, struct tally_error *error)
{
	struct run_options options = { .where = l->invocation->settings.where };
	struct run run = { .options = &options, .arena = l->invocation->arena };
	struct trace_request request = { .indicator = l->names->indicators[l->asked.indicator].name,
		.region = l->names->regions[l->asked.region].code,
		.when = l->asked.when,
		.breakdown = l->breakdown,
		.what = l->what,
		.open = l->invocation->settings.shows_private };
	bool done = run_prepare(&run, true, error);
	if (!done && run.faults.count)
		faults_print(&run.faults, l->invocation->err);
	return done && trace_list(&run, &request, &l->trace, error);
}

/* --- columns --- */

enum { COLUMN_FIRST, COLUMN_LAST, COLUMN_FILE, COLUMN_LINE, COLUMNS_BEHIND };

static const struct column behind[COLUMNS_BEHIND] = {
	[COLUMN_FIRST] = { "first_day", N_("first day"), COLUMN_TEXT, false, false },
	[COLUMN_LAST] = { "last_day", N_("last day"), COLUMN_TEXT, false, false },
	[COLUMN_FILE] = { "file", N_("file"), COLUMN_TEXT, true, false },
	[COLUMN_LINE] = { "line", N_("line"), COLUMN_ORDINAL, true, false },
};

/* Those that are wanted: numbers of fields, then of what stands behind them. */
struct wanted {
	struct column *columns;
	size_t *sources;
	size_t count;
};

static struct column field_column(const struct schema_field *field)
{
	bool number = (field->type == TALLY_INTEGER || field->type == TALLY_DECIMAL) && !(field->flags & TALLY_PRIVATE);
	return (struct column){ field->name, field->title[0] ? field->title : field->name, number ? COLUMN_NUMBER : COLUMN_TEXT,
		false, false };
}

static struct column column_of(const struct listing *l, size_t source)
{
	const struct name_indicator *about = &l->names->indicators[l->asked.indicator];
	if (source < l->trace.fields_count)
		return field_column(l->trace.fields[source]);
	struct column column = behind[source - l->trace.fields_count];
	bool ends = about->time != TALLY_FLOW && about->time != TALLY_SNAPSHOT && about->time != TALLY_CUMULATIVE;
	column.heading = _(column.heading);
	column.hidden |= source - l->trace.fields_count == COLUMN_LAST && !ends;
	return column;
}

static bool add_named(const struct listing *l, struct text word, struct wanted *wanted, struct tally_error *error)
{
	size_t all = l->trace.fields_count + COLUMNS_BEHIND;
	const char **keys = arena_array(l->invocation->arena, all + 1, sizeof *keys);
	struct faults faults;
	if (!keys)
		return error_memory(error);
	for (size_t i = 0; i < all; i++) {
		keys[i] = column_of(l, i).key;
		if (!text_is(word, keys[i]))
			continue;
		wanted->columns[wanted->count] = column_of(l, i);
		wanted->columns[wanted->count].hidden = false;
		wanted->sources[wanted->count++] = i;
		return true;
	}
	faults_init(&faults, l->invocation->arena);
	return error_set(error, ERROR_USAGE, _("--columns: unknown column '%.*s'%s"), (int)word.len, word.at,
		fault_hint(&faults, word, keys, all));
}

static bool choose_columns(const struct listing *l, struct wanted *wanted, struct tally_error *error)
{
	enum { NAMED_MOST = 256 };
	const char *list = l->invocation->settings.columns;
	size_t all = l->trace.fields_count + COLUMNS_BEHIND;
	struct text rest = text_of(list), word;
	wanted->columns = arena_array(l->invocation->arena, all + NAMED_MOST, sizeof *wanted->columns);
	wanted->sources = arena_array(l->invocation->arena, all + NAMED_MOST, sizeof *wanted->sources);
	if (!wanted->columns || !wanted->sources)
		return error_memory(error);
	while (list && strcmp(list, "all") != 0 && wanted->count < NAMED_MOST && text_next(&rest, ',', &word))
		if (!add_named(l, word, wanted, error))
			return false;
	for (size_t i = 0; wanted->count == 0 && i < all; i++)
		wanted->sources[i] = i;
	for (size_t i = 0; wanted->count == 0 && i < all; i++)
		wanted->columns[i] = column_of(l, i);
	wanted->count = wanted->count ? wanted->count : all;
	return true;
}

/* --- rows --- */

static const char *day_text(int32_t day, struct arena *arena)
{
	char text[11];
	date_print(day, text);
	return arena_copy(arena, text_of(text));
}

/* What stands behind the fields; NULL is empty. False without memory. */
static bool behind_text(const struct trace_row *row, size_t what, struct arena *arena, const char **text)
{
	*text = NULL;
	if (what == COLUMN_LAST && row->last == DATE_MAX)
		return true;
	if (what == COLUMN_FILE)
		*text = row->file;
	else if (what == COLUMN_LINE)
		*text = arena_printf(arena, "%llu", (unsigned long long)row->line);
	else
		*text = day_text(what == COLUMN_FIRST ? row->first : row->last, arena);
	return *text != NULL;
}

static bool lay_table(const struct listing *l, const struct wanted *wanted, struct table *table)
{
	struct arena *arena = l->invocation->arena;
	size_t fields = l->trace.fields_count, rows = l->trace.rows_count;
	const char **shown = arena_array(arena, rows * wanted->count + 1, sizeof *shown);
	const char **plain = arena_array(arena, rows * wanted->count + 1, sizeof *plain);
	bool good = shown && plain;
	for (size_t at = 0; good && at < rows * wanted->count; at++) {
		const struct trace_row *row = &l->trace.rows[at / wanted->count];
		size_t source = wanted->sources[at % wanted->count];
		if (source < fields) {
			shown[at] = row->shown[source];
			plain[at] = row->plain[source];
			continue;
		}
		good = behind_text(row, source - fields, arena, &shown[at]);
		plain[at] = shown[at];
	}
	*table = (struct table){
		.columns = wanted->columns, .columns_count = wanted->count, .cells = shown, .plain = plain, .rows = rows
	};
	return good;
}

/* --- what is said beside them --- */

static const char *heading(const struct listing *l)
{
	const struct name_indicator *about = &l->names->indicators[l->asked.indicator];
	const struct name_region *region = &l->names->regions[l->asked.region];
	const struct name_part *part = names_part_named(about, l->breakdown);
	const char *who = l->what == TRACE_LEFT ? _(": who leaves") : l->what == TRACE_ENTERED ? _(": who enters") : "";
	char when[PERIOD_TEXT_BYTES];
	period_print(l->asked.when, when);
	const char *text = arena_printf(l->invocation->arena, _("%s%s%s, %s (%s), %s [%s]"), indicator_title(about),
		part ? "·" : "", part ? part->title : "", region->name, region->code, when, about->name);
	return text ? arena_printf(l->invocation->arena, "%s%s", text, who) : NULL;
}

static bool tell_source(struct listing *l, struct store_reader *reader, struct tally_error *error)
{
	const struct name_indicator *about = &l->names->indicators[l->asked.indicator];
	const struct read_source *then = NULL;
	size_t count = 0;
	if (about->row_register >= 0 && !store_sources(reader, about->row_register, l->invocation->arena, &then, &count, error))
		return false;
	files_told(&l->trace, then, count, l->invocation->err);
	return true;
}

enum { NOTES_MOST = 3 };

/* How many there are, and what is not among them. False without memory. */
static bool notes_of(const struct listing *l, const char *notes[NOTES_MOST], size_t *count)
{
	const struct trace *t = &l->trace;
	struct arena *arena = l->invocation->arena;
	char through[PERIOD_TEXT_BYTES];
	period_print(l->names->through, through);
	*count = 0;
	notes[(*count)++] = arena_printf(arena, _("names: %zu"), t->rows_count);
	if (t->openings_count)
		notes[(*count)++] = arena_printf(arena, _("opening rows (%zu) have no names"), t->openings_count);
	if (period_last_day(l->asked.when) > period_last_day(l->names->through))
		notes[(*count)++] = arena_printf(
			arena, _("the last complete period is %s: what lies behind it is as the register says today"), through);
	for (size_t i = 0; i < *count; i++)
		if (!notes[i])
			return false;
	return true;
}

static bool print_all(struct listing *l, struct store_reader *reader, enum format format, struct tally_error *error)
{
	struct wanted wanted = { 0 };
	struct table table;
	struct page page = { 0 };
	const char *notes[NOTES_MOST], *title = heading(l);
	FILE *out = l->invocation->out;
	bool people = format == FORMAT_TABLE || format == FORMAT_MD;
	if (!choose_columns(l, &wanted, error))
		return false;
	if (!title || !lay_table(l, &wanted, &table) || !notes_of(l, notes, &page.notes_count) ||
		(format == FORMAT_XLSX && !page_begin(&page, reader, title, l->invocation->arena)))
		return error_memory(error);
	page.notes = notes;
	if (people)
		fprintf(out, "%s\n\n", title);
	if (!page_print(&page, &table, format, l->invocation->settings.excel, out, error))
		return false;
	for (size_t i = 0; people && i < page.notes_count; i++)
		fprintf(out, "%s%s\n", i ? "" : "\n", notes[i]);
	return tell_source(l, reader, error);
}

enum exit_status command_list(struct invocation *invocation, struct tally_error *error)
{
	struct listing l = { .invocation = invocation };
	struct reading from = { .format = FORMAT_TABLE };
	if (invocation->words_count != 1) {
		error_set(error, ERROR_USAGE, "%s",
			_("list takes one indicator: tally list INDICATOR --at PERIOD | --entering PERIOD | --leaving PERIOD"));
		return EXIT_USAGE;
	}
	bool done = reading_open(invocation, &from, error);
	l.names = done ? store_names(from.reader) : NULL;
	done = done && settle(&l, error) && read_names(&l, error) && print_all(&l, from.reader, from.format, error);
	store_close(from.reader);
	return done ? EXIT_FINE : error_status(error);
}
