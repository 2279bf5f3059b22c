/* Store: releases. Knows their table and reads values as of one; knows nothing of what is done about a change. */
#include "store/release.h"

#include <string.h>

#include "base/date.h"
#include "store/inner.h"
#include "store/origin.h"

enum { NAME_BYTES = 120 };

/* --- marking --- */

static bool name_character(uint32_t point)
{
	return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') ||
		point == '.' || point == '_' || point == '-' || (point >= 0x4e00 && point <= 0x9fff);
}

static bool name_check(const char *name, struct tally_error *error)
{
	struct text rest = text_of(name);
	int64_t number;
	int32_t day;
	bool good = rest.len > 0 && rest.len <= NAME_BYTES && text_utf8_valid(rest) && name[0] != '-';
	while (good && rest.len > 0) {
		uint32_t point;
		size_t bytes = text_utf8_next(rest, &point);
		good = name_character(point);
		rest = (struct text){ rest.at + bytes, rest.len - bytes };
	}
	if (!good)
		return error_set(error, ERROR_USAGE,
			_("release '%s': a name is made of letters, digits, . _ - and Chinese characters, and does not begin "
			  "with -"),
			name);
	if (text_to_int64(text_of(name), &number) || date_parse(text_of(name), &day) == DATE_DAY)
		return error_set(error, ERROR_USAGE,
			_("release '%s': a number or a day names a run already; write it with a word, such as 2018-bulletin"),
			name);
	return true;
}

/* The longest grain of which the period is whole ones, as a bit of grains. */
static unsigned longest_grain(period when)
{
	for (int g = 0; g < GRAIN_COUNT; g++)
		if (period_first_month(when) % grain_months((enum grain)g) == 0 &&
			period_months(when) % grain_months((enum grain)g) == 0)
			return 1u << g;
	return 1u << GRAIN_MONTH;
}

/* A period with figures of it: complete and of a grain that something is kept by, or one of which something was stated. A slip of the pen would mark nothing,
 * and nothing would ever be said of it. */
static bool period_check(struct store_writer *writer, const struct release *release, struct tally_error *error)
{
	static const char stated[] = "SELECT count(*) FROM statement WHERE period = ?1",
			  through[] = "SELECT through FROM workspace",
			  kept[] = "SELECT count(*) FROM indicator WHERE live AND grains >= ?1";
	int64_t count = 0, last = 0;
	char when[PERIOD_TEXT_BYTES], end[PERIOD_TEXT_BYTES];
	if (!query_int(&writer->queries, stated, ARGS(INT(release->when)), &count, error) ||
		!query_int(&writer->queries, through, (struct args){ 0 }, &last, error))
		return false;
	if (count)
		return true;
	period_print(release->when, when);
	period_print((period)last, end);
	if (period_last_day(release->when) > period_last_day((period)last))
		return error_set(error, ERROR_USAGE,
			_("release: %s has no figures yet: the last period that is complete is %s"), when, end);
	if (!query_int(&writer->queries, kept, ARGS(INT(longest_grain(release->when))), &count, error))
		return false;
	return count ||
		error_set(error, ERROR_USAGE, _("release: %s has no figures: no indicator is kept by such periods"), when);
}

static bool release_put(struct store_writer *writer, struct release *release, struct tally_error *error)
{
	static const char last[] = "SELECT max(id) FROM run", used[] = "SELECT run FROM release WHERE name = ?1",
			  find[] = "SELECT id FROM area WHERE name = ?1",
			  put[] = "INSERT INTO release(name, run, period, area, made) VALUES(?1, ?2, ?3, ?4, ?5)";
	int64_t before = 0, area = 0;
	if (!query_int(&writer->queries, last, (struct args){ 0 }, &release->run, error) ||
		!query_int(&writer->queries, used, ARGS(STR(release->name)), &before, error) ||
		(release->area && !query_int(&writer->queries, find, ARGS(STR(release->area)), &area, error)))
		return false;
	if (before)
		return error_set(error, ERROR_USAGE, _("release '%s' is there already, as of run %lld: give another name"),
			release->name, (long long)before);
	if (release->area && area == 0)
		return error_set(error, ERROR_USAGE, _("no area '%s' in the store"), release->area);
	return period_check(writer, release, error) && period_use(writer, release->when, error) &&
		query_run(&writer->queries, put,
			ARGS(STR(release->name), INT(release->run), INT(release->when), area ? INT(area) : NONE(),
				STR(release->made)),
			error);
}

bool store_release(const char *path, struct release *release, struct tally_error *error)
{
	struct store_writer *writer = NULL;
	if (!name_check(release->name, error))
		return false;
	struct store_lock *lock = store_lock(path, error);
	bool good = lock && store_amend(path, &writer, error);
	if (good && !release_put(writer, release, error)) {
		store_rollback(writer);
		good = false;
	} else if (good) {
		good = store_commit(writer, error);
	}
	store_unlock(lock);
	return good;
}

/* --- reading --- */

static bool release_read(struct db_query *query, struct arena *arena, struct release *release)
{
	*release = (struct release){ .name = arena_copy(arena, db_column_text(query, 0)),
		.run = db_column_int(query, 1),
		.when = (period)db_column_int(query, 2),
		.area = db_column_null(query, 3) ? NULL : arena_copy(arena, db_column_text(query, 3)),
		.made = arena_copy(arena, db_column_text(query, 4)) };
	return release->name && release->made && (release->area || db_column_null(query, 3));
}

bool store_releases(struct store_reader *reader, struct arena *arena, const struct release **releases, size_t *count,
	struct tally_error *error)
{
	static const char sql[] = "SELECT r.name, r.run, r.period, a.name, r.made FROM release r LEFT JOIN area a ON a.id = "
				  "r.area ORDER BY r.run, r.made, r.name";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	struct release *items = NULL;
	bool good = query != NULL;
	*count = 0;
	if (!query)
		return false;
	while (good && db_step(query, &problem)) {
		items = list_room(arena, items, *count, sizeof *items);
		good = items && release_read(query, arena, &items[*count]);
		*count += good;
	}
	*releases = items;
	return query_end(query, good, &problem, error);
}

/* Readers as of releases are opened when they are first asked, and kept. */
struct past_reader {
	int64_t run;
	struct store_reader *reader;
	struct past_reader *next;
};

void past_close(struct past_reader *past)
{
	for (; past; past = past->next)
		store_close(past->reader);
}

static struct store_reader *past_reader(struct store_reader *reader, int64_t run, struct tally_error *error)
{
	if (run == reader->names.run)
		return reader;
	for (struct past_reader *past = reader->past; past; past = past->next)
		if (past->run == run)
			return past->reader;
	struct past_reader *past = arena_alloc(&reader->arena, sizeof *past);
	const char *word = arena_printf(&reader->arena, "%lld", (long long)run);
	if (!past || !word) {
		error_memory(error);
		return NULL;
	}
	*past = (struct past_reader){ run, store_open_at(db_path(reader->db), word, error), reader->past };
	if (past->reader)
		reader->past = past;
	return past->reader;
}

bool store_place(const struct store_names *names, const struct cell_place *place, const struct store_names *other,
	struct cell_place *found)
{
	*found = *place;
	found->indicator = names_indicator(other, text_of(names->indicators[place->indicator].name));
	found->region = names_region(other, text_of(names->regions[place->region].code));
	return found->indicator >= 0 && found->region >= 0;
}

bool store_silence_at(struct store_reader *reader, const struct cell_place *place, int64_t run, struct observation *observation,
	struct tally_error *error)
{
	/* `main.` because a reader as of a run hides what is not of it. */
	static const char since[] = "SELECT min(first_run) FROM main.workspace_history";
	struct cell_place then;
	int64_t first = 0;
	*observation = (struct observation){ .value = value_none(REASON_MISSING), .basis = BASIS_REGISTER };
	if (!query_int(&reader->queries, since, (struct args){ 0 }, &first, error))
		return false;
	struct store_reader *past = past_reader(reader, run < first ? first : run, error);
	if (!past)
		return false;
	if (store_place(&reader->names, place, &past->names, &then))
		store_silence(past, &then, observation);
	return true;
}

static const struct release *release_of(const struct store_reader *reader, const struct cell_place *place)
{
	const char *area = reader->names.indicators[place->indicator].area;
	const struct release *found = NULL;
	for (size_t i = 0; i < reader->releases_count; i++) {
		const struct release *release = &reader->releases[i];
		if (release->when == place->when && (!release->area || strcmp(release->area, area) == 0))
			found = release;
	}
	return found;
}

bool store_released(struct store_reader *reader, const struct cell_place *place, struct observation *observation,
	const char **release, struct tally_error *error)
{
	struct cell_place then;
	*release = NULL;
	*observation = (struct observation){ .value = value_none(REASON_MISSING) };
	if (!reader->releases && !store_releases(reader, &reader->arena, &reader->releases, &reader->releases_count, error))
		return false;
	const struct release *found = release_of(reader, place);
	if (!found)
		return true;
	struct store_reader *past = past_reader(reader, found->run, error);
	if (!past)
		return false;
	*release = found->name;
	return !store_place(&reader->names, place, &past->names, &then) ||
		store_observe(past, &then, BASIS_COUNT, observation, error);
}

/* --- what a run touched --- */

static int indicator_row(const struct store_names *names, int64_t id)
{
	for (size_t i = 0; i < names->indicators_count; i++)
		if (names->indicators[i].id == id)
			return (int)i;
	return -1;
}

static int region_row(const struct store_names *names, int64_t id)
{
	for (size_t i = 0; i < names->regions_count; i++)
		if (names->regions[i].id == id)
			return (int)i;
	return -1;
}

/* The months of a key's period, from its first one, lie within those of the period ?2. */
#define WITHIN "key >> 20 & 65535 >= ?2 >> 4 AND (key >> 20 & 65535) + (key >> 16 & 15) <= (?2 >> 4) + (?2 & 15)"

bool store_touched(struct store_reader *reader, int64_t run, period when, struct arena *arena, const struct cell_place **places,
	size_t *count, struct tally_error *error)
{
	/* `main.` because a reader as of an earlier run hides what the run wrote. A period that no cell is kept for is made of those
	 * that lie in it: what changed there changes it. */
	static const char sql[] =
		"SELECT m.indicator, k.key >> 36 & 131071, k.key & 65535 FROM (SELECT key FROM main.cell "
		"WHERE run = ?1 AND " WITHIN " UNION SELECT key FROM main.cell_history WHERE last_run = ?1 - 1 "
		"AND " WITHIN ") k "
		"JOIN main.measure m ON m.cube = k.key >> 53 AND coalesce(m.to_run, ?1) >= ?1 - 1 UNION "
		"SELECT indicator, region, "
		"breakdown FROM main.statement_history WHERE period = ?2 AND (first_run = ?1 OR last_run = "
		"?1 - 1) ORDER BY 1, 2, 3";
	struct db_query *query = query_get(&reader->queries, sql, error);
	struct tally_error problem = { 0 };
	struct cell_place *items = NULL;
	bool good = query != NULL;
	*count = 0;
	if (!query)
		return false;
	query_bind(query, ARGS(INT(run), INT(when)));
	while (good && db_step(query, &problem)) {
		struct cell_place place = { indicator_row(&reader->names, db_column_int(query, 0)),
			region_row(&reader->names, db_column_int(query, 1)), when, (uint32_t)db_column_int(query, 2) };
		if (place.indicator < 0 || place.region < 0)
			continue;
		items = list_room(arena, items, *count, sizeof *items);
		if ((good = items != NULL))
			items[(*count)++] = place;
	}
	*places = items;
	return query_end(query, good, &problem, error);
}
