/* The folder, its files, and what the engine makes of them. */
#include "fixture.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/db.h"

const char office_ini[] = "[workspace]\n"
			  "title = 测试\n"
			  "home = 410900\n"
			  "periods = year, quarter\n"
			  "through = 2018\n";

const char office_regions[] = "code,name,level,parent,kind,first_day,last_day,successor\n"
			      "000000,全国,nation,,unit,,,\n"
			      "410900,甲市,prefecture,000000,unit,,,\n"
			      "410902,东区,county,410900,unit,,,\n"
			      "410922,旧县,county,410900,unit,,2017-06-30,410923\n"
			      "410923,南县,county,410900,unit,,,\n"
			      "410926,新县,county,410900,unit,2017-01-01,,\n"
			      "410971,开发区,county,410900,zone,,,\n"
			      "410990,示范区,county,410900,overlay,,,\n"
			      "411000,乙市,prefecture,000000,unit,,,\n";

void fixture_open(struct fixture *fixture)
{
	*fixture = (struct fixture){ 0 };
	snprintf(fixture->folder, sizeof(fixture->folder), "%s/engine-XXXXXX", TALLY_BINARY_DIR);
	assert_non_null(mkdtemp(fixture->folder));
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
	(void)about;
	(void)kind;
	(void)place;
	return remove(path);
}

void fixture_reset(struct fixture *fixture)
{
	run_done(&fixture->run);
	arena_done(&fixture->arena);
	fixture->run = (struct run){ .options = &fixture->options, .arena = &fixture->arena };
	fixture->options.where = fixture->folder;
	fixture->options.areas = fixture->areas;
	if (!fixture->options.started)
		fixture->options.started = "";
	error_clear(&fixture->error);
}

void fixture_close(struct fixture *fixture)
{
	fixture_reset(fixture);
	nftw(fixture->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void full_path(const struct fixture *fixture, const char *name, char out[1024])
{
	snprintf(out, 1024, "%s/%s", fixture->folder, name);
}

void fixture_write_bytes(const struct fixture *fixture, const char *name, const void *bytes, size_t count)
{
	char path[1024];
	full_path(fixture, name, path);
	char *slash = strrchr(path, '/');
	*slash = '\0';
	mkdir(path, 0777);
	*slash = '/';
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, count, out), count);
	assert_int_equal(fclose(out), 0);
}

void fixture_write(const struct fixture *fixture, const char *name, const char *text)
{
	fixture_write_bytes(fixture, name, text, strlen(text));
}

void fixture_remove(const struct fixture *fixture, const char *name)
{
	char path[1024];
	full_path(fixture, name, path);
	remove(path);
}

bool fixture_there(const struct fixture *fixture, const char *name)
{
	char path[1024];
	full_path(fixture, name, path);
	return access(path, F_OK) == 0;
}

void fixture_office(struct fixture *fixture, const char *area, const char *ini)
{
	char name[128];
	snprintf(name, sizeof(name), "areas/%s.ini", area);
	fixture_write(fixture, "tally.ini", office_ini);
	fixture_write(fixture, "regions.csv", office_regions);
	fixture_write(fixture, name, ini);
}

bool fixture_try(struct fixture *fixture)
{
	fixture_reset(fixture);
	return run_prepare(&fixture->run, true, &fixture->error);
}

void fixture_prepare(struct fixture *fixture)
{
	bool done = fixture_try(fixture);
	for (const struct fault *fault = fixture->run.faults.first; fault; fault = fault->next)
		print_error("%s: %s\n", fault->where, fault->what);
	if (!done)
		fail_msg("%s", fixture->error.what);
}

bool fixture_run(struct fixture *fixture)
{
	fixture_reset(fixture);
	bool done = run_workspace(&fixture->run, &fixture->error);
	for (const struct fault *fault = fixture->run.faults.first; fault; fault = fault->next)
		print_error("%s: %s\n", fault->where, fault->what);
	return done;
}

int fixture_register(const struct fixture *fixture, const char *name)
{
	const struct catalog *catalog = &fixture->run.catalog;
	for (size_t i = 0; i < catalog->registers_count; i++)
		if (strcmp(catalog->registers[i].schema.name, name) == 0)
			return (int)i;
	fail_msg("no register %s", name);
	return -1;
}

int fixture_indicator(const struct fixture *fixture, const char *id)
{
	int row = catalog_indicator(&fixture->run.catalog, text_of(id));
	if (row < 0)
		fail_msg("no indicator %s", id);
	return row;
}

int fixture_region(const struct fixture *fixture, const char *code)
{
	int row = region_find(&fixture->run.workspace.regions, text_of(code));
	if (row == REGION_NONE)
		fail_msg("no region %s", code);
	return row;
}

period fixture_period(const char *text)
{
	period p = PERIOD_NONE;
	if (!period_parse(text_of(text), &p))
		fail_msg("no period %s", text);
	return p;
}

int64_t fixture_cell(const struct fixture *fixture, const struct scan_result *scan, const char *indicator, const char *region,
	const char *when, const char *breakdown, int column)
{
	int row = fixture_indicator(fixture, indicator), text = catalog_breakdown(&fixture->run.catalog, text_of(breakdown));
	if (text < 0)
		fail_msg("no breakdown %s", breakdown);
	uint64_t key = cell_key((uint32_t)fixture_region(fixture, region), fixture_period(when), (uint32_t)text);
	for (size_t c = 0; c < scan->program.cubes_count; c++)
		for (size_t m = 0; m < scan->program.cubes[c].measures_count; m++) {
			const struct table_rows *rows = &scan->cells[c].rows;
			for (uint32_t i = 0; scan->program.cubes[c].measures[m].indicator == row && i < rows->count; i++)
				if (rows->keys[i] == key)
					return (int64_t)table_sums(rows, i)[scan->cells[c].columns[m] + column];
		}
	return 0;
}

static uint32_t find_part(const struct name_indicator *indicator, const char *breakdown)
{
	for (size_t i = 0; i < indicator->parts_count; i++)
		if (strcmp(indicator->parts[i].text, breakdown) == 0)
			return indicator->parts[i].breakdown;
	if (breakdown[0])
		fail_msg("%s has no part %s", indicator->name, breakdown);
	return 0;
}

static void store_file(const struct fixture *fixture, char out[1024])
{
	full_path(fixture, "tally.db", out);
}

struct observation fixture_observe(
	const struct fixture *fixture, const char *indicator, const char *region, const char *when, const char *breakdown)
{
	char path[1024];
	struct tally_error error = { 0 };
	struct observation found = { 0 };
	store_file(fixture, path);
	struct store_reader *reader = store_open(path, &error);
	if (!reader)
		fail_msg("%s", error.what);
	const struct store_names *names = store_names(reader);
	struct cell_place place = { names_indicator(names, text_of(indicator)), names_region(names, text_of(region)),
		fixture_period(when), 0 };
	if (place.indicator < 0 || place.region < 0)
		fail_msg("the store knows no %s in %s", indicator, region);
	place.breakdown = find_part(&names->indicators[place.indicator], breakdown);
	if (!store_observe(reader, &place, BASIS_COUNT, &found, &error))
		fail_msg("%s", error.what);
	store_close(reader);
	return found;
}

int64_t fixture_number(const struct fixture *fixture, const char *sql)
{
	char path[1024];
	struct tally_error error = { 0 };
	int64_t value = 0;
	store_file(fixture, path);
	struct db *db = db_open(path, DB_READ, &error);
	if (!db || !db_int(db, sql, &value, &error))
		fail_msg("%s", error.what);
	db_close(db);
	return value;
}
