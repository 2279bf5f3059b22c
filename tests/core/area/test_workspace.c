/* Tests of area/workspace.c, area_files.c and area_blocks.c: an office as its INI files say it, each kind of fault once with its line, its value and what is
 * allowed, and where plugins are found. */
#include "fixture.h"

#include <sys/stat.h>
#include <unistd.h>

/* A change of one file of the standard office, and what is told of it. */
struct wrong {
	const char *file; /* tally.ini or areas/a.ini */
	const char *from, *to;
	const char *at; /* the line of the fault holds this, after the change; NULL: no line */
	const char *parts[4];
};

#define TALLY "tally.ini"
#define AREA "areas/a.ini"

static void each_is_told(struct office *office, const struct wrong *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct wrong *c = &cases[i];
		char *text = replaced(strcmp(c->file, TALLY) == 0 ? office_tally : office_area, c->from, c->to), where[64];
		office_standard(office);
		office_write(office, c->file, text);
		if (!office_read(office))
			fail_msg("'%s': %s", c->to, office->error.what);
		snprintf(where, sizeof(where), "%s:%u", c->file, line_of(text, c->at));
		if (office->faults.count != 1)
			print_error("of '%s':\n", c->to);
		assert_told(&office->faults, where,
			(const char *const[]){ c->parts[0], c->parts[1], c->parts[2], c->parts[3], NULL });
		free(text);
	}
}

#define EACH_IS_TOLD(state, cases) each_is_told(*(state), cases, sizeof(cases) / sizeof((cases)[0]))

/* --- a good one --- */

static void an_office_as_it_says(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "tally.ini",
		"[workspace]\ntitle = 局 # 2\nhome = 410900\nthrough = 2018Q3\nperiods = year, half, month\nrounding = "
		"half-even\nstore = s/x.db\n"
		"lang = zh_CN\nnulls = 无 | 空\n");
	office_good(office);
	const struct workspace *w = &office->workspace;
	assert_string_equal(w->words.title, "局 # 2");
	assert_string_equal(w->regions.rows[w->home].code, "410900");
	assert_int_equal(w->through, period_make(2018 * 12 + 6, 3));
	assert_int_equal(w->grains, TALLY_GRAIN_YEAR | TALLY_GRAIN_HALF | TALLY_GRAIN_MONTH);
	assert_int_equal(w->rounding, ROUND_HALF_EVEN);
	assert_string_equal(w->store, office_path(office, "s/x.db"));
	assert_string_equal(w->words.nulls, "无 | 空");
	assert_int_equal(w->areas_count, 1);
	assert_string_equal(w->areas[0].name, "a");
	assert_true(w->areas[0].enabled);
	assert_non_null(w->areas[0].block);
	assert_int_equal(w->areas[0].abi, 0);
}

static void defaults(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "tally.ini", "[workspace]\nhome = 410900\nthrough = 2018\n");
	office_good(office);
	assert_int_equal(office->workspace.grains, TALLY_GRAIN_YEAR);
	assert_int_equal(office->workspace.rounding, ROUND_HALF_UP);
	assert_string_equal(office->workspace.store, office_path(office, "tally.db"));
}

static void what_an_area_says_of_its_files(void **state)
{
	struct office *office = *state;
	char *text = replaced(office_area, "covers = 2017..\n",
		"covers = 2017..\nencoding = gb18030\ndelimiter = semicolon\nskip = 合计\nfill_down = county\nnulls = "
		"无\nheader = 3\n");
	office_standard(office);
	office_write(office, AREA, text);
	free(text);
	office_good(office);
	const struct area *area = &office->workspace.areas[0];
	assert_int_equal(area->inputs_count, 1);
	const struct register_words *words = &area->inputs[0].words;
	assert_string_equal(words->encoding, "gb18030");
	assert_string_equal(words->delimiter, "semicolon");
	assert_string_equal(words->fill_down, "county");
	assert_string_equal(words->header, "3");
	assert_string_equal(area_family(area, "alias.", "firms", "level")->value, "等级");
	assert_string_equal(area_family(area, "severity.", "", "closing")->value, "error");
	assert_null(area_family(area, "severity.", "", "opening"));
}

/* --- as other programs save it --- */

/* "样" of office_area's title in GBK, in a file that is GBK throughout. */
static void saved_as_gbk(void **state)
{
	struct office *office = *state;
	static const char gbk[] =
		"[area]\ntitle = \xd1\xf9\xc7\xf8\n[indicator x]\nfrom = given\ntime = stock\nunit = \xbc\xd2\n";
	office_standard(office);
	office_bytes(office, AREA, gbk, sizeof(gbk) - 1);
	office_good(office);
	const struct block *block = office->workspace.areas[0].block;
	assert_string_equal(block_text(block, block->area.title), "样区");
	assert_string_equal(office->catalog.indicators[0].unit, "家");
}

static void saved_with_bom_and_crlf(void **state)
{
	struct office *office = *state;
	char text[8192] = "\xef\xbb\xbf";
	size_t used = 3;
	for (const char *at = office_area; *at; at++) {
		if (*at == '\n')
			text[used++] = '\r';
		text[used++] = *at;
	}
	office_standard(office);
	office_good(office);
	struct block *plain = malloc(office->workspace.areas[0].block->bytes);
	assert_non_null(plain);
	memcpy(plain, office->workspace.areas[0].block, office->workspace.areas[0].block->bytes);
	office_bytes(office, AREA, text, used);
	office_good(office);
	assert_int_equal(office->workspace.areas[0].block->bytes, plain->bytes);
	assert_memory_equal(office->workspace.areas[0].block, plain, plain->bytes);
	free(plain);
}

/* --- faults --- */

static void tally_ini(void **state)
{
	static const struct wrong cases[] = {
		{ TALLY, "[workspace]", "[workspce]\nx = 1\n[workspace]", "[workspce]",
			{ "unknown section [workspce]", "did you mean 'workspace'?" } },
		{ TALLY, "title = ", "titel = ", "titel",
			{ "unknown option 'titel' in [workspace]", "did you mean 'title'?" } },
		{ TALLY, "title = ", "colour = ", "colour",
			{ "unknown option 'colour' in [workspace]", "allowed: title, home, through" } },
		{ TALLY, "through", "home = 410902\nthrough", "home = 410902",
			{ "key stands twice in [workspace]: 'home': first on line 3" } },
		{ TALLY, "through = 2018\n", "through = 2018\n[workspace]\nlang = en\n", "[workspace]\nlang",
			{ "section stands twice: '[workspace]': first on line 1" } },
		{ TALLY, "periods = year, quarter", "periods = year, quartal", "periods",
			{ "periods: 'quartal' is not allowed", "'quarter'" } },
		{ TALLY, "periods = year, quarter", "rounding = up", "rounding",
			{ "rounding: 'up' is not allowed", "allowed: half-up, half-even" } },
		{ TALLY, "home = 410900", "home = 410999", "home", { "home: '410999' is no code of regions.csv" } },
		{ TALLY, "home = 410900\n", "", "[workspace]", { "[workspace] has no home" } },
		{ TALLY, "through = 2018", "through = 2018-13", "through",
			{ "through: '2018-13' is no period; allowed: 2018, 2018H1, 2018Q3, 2018-10" } },
		{ TALLY, "through = 2018\n", "", "[workspace]", { "[workspace] has no through" } },
		{ TALLY, "through = 2018\n", "through = 2018\n[indicator x]\nfrom = given\ntime = flow\n", "[indicator x]",
			{ "section [indicator x] belongs into areas/NAME.ini" } },
		{ TALLY, "[workspace]", "[workspace main]\n[workspace]", "[workspace main]",
			{ "section [workspace main] takes no name; write [workspace]" } },
	};
	EACH_IS_TOLD(state, cases);
}

static void area_ini(void **state)
{
	static const struct wrong cases[] = {
		{ AREA, "[rule closing]", "[indicatr x]\nfrom = given\n[rule closing]", "[indicatr x]",
			{ "unknown section [indicatr x]", "did you mean 'indicator'?" } },
		{ AREA, "[rule closing]", "[indicator]\nfrom = given\n[rule closing]", "[indicator]\n",
			{ "section [indicator] needs a name: [indicator NAME]" } },
		{ AREA, "[rule closing]", "[workspace]\nhome = 1\nlang = en\n[rule closing]", "[workspace]",
			{ "section [workspace] belongs into tally.ini" } },
		{ AREA, "files = ", "fils = ", "fils",
			{ "unknown option 'fils' in [register firms]", "did you mean 'files'?" } },
		{ AREA, "measure = sum", "mesure = sum\nmeasure = sum", "mesure",
			{ "unknown option 'mesure' in [indicator capital]", "did you mean 'measure'?" } },
		{ AREA, "title = 代码\n", "title = 代码\ntitle = 号\n", "title = 号",
			{ "key stands twice in [field firms.code]: 'title'" } },
		{ AREA, "[rule closing]", "[indicator firms]\nunit = 个\n[rule closing]", "[indicator firms]\nunit = 个",
			{ "section stands twice: '[indicator firms]'" } },
		{ AREA, "type = decimal", "type = number", "type = number",
			{ "type: 'number' is not allowed", "text, code, integer, decimal, date, period, region" } },
		{ AREA, "time = stock\nended", "time = stok\nended", "time = stok",
			{ "time: 'stok' is not allowed", "did you mean 'stock'?" } },
		{ AREA, "scale = 2", "scale = 10", "scale = 10", { "scale: '10' is not allowed; a whole number from 0 to 9" } },
		{ AREA, "scale = 2", "scale = two", "scale = two", { "scale: 'two' is not allowed" } },
		{ AREA, "optional = yes", "optional = maybe", "optional = maybe",
			{ "optional: 'maybe' is not allowed; yes or no" } },
		{ AREA, "title = 样区", "enabled = on", "enabled", { "enabled: 'on' is not allowed; allowed: yes, no" } },
		{ AREA, "national:国家 |", "National:国家 |", "codes",
			{ "codes: 'National:国家' is not allowed; write name:title | name:title" } },
		{ AREA, "code_en.national", "code_en.nation", "code_en", { "code_en.nation: no code 'nation' of this field" } },
		{ AREA, "type = text\n", "", "[field firms.code]", { "no type is said", "text, code" } },
		{ AREA, "[field firms.code]", "[field firm.other]\ntitle = 他\ntype = text\n[field firms.code]",
			"[field firm.other]", { "field of an unknown register: 'firm'" } },
		{ AREA, "[field firms.code]", "[field other]\ntype = text\n[field firms.code]", "[field other]",
			{ "write [field REGISTER.NAME]" } },
		{ AREA, "unit = 家\nfrom = firms\ntime = stock", "id = other\nunit = 家\nfrom = firms\ntime = stock",
			"id = other", { "'id' is said by the heading [indicator firms]" } },
		{ AREA, "title = 样区\n", "name = other\n", "name = other",
			{ "'name' is said by the heading [area] or the name of the file" } },
		{ AREA, "[indicator population]", "[indicator Bad Name]\nfrom = given\ntime = stock\n[indicator population]",
			"[indicator Bad Name]", { "'Bad Name' is not a name" } },
	};
	EACH_IS_TOLD(state, cases);
}

static void faults_are_told_together(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, TALLY, "[workspace]\nhome = 1\nthrough = x\ntitel = y\n");
	office_write(office, "areas/b.ini", "[area]\nenbled = no\n");
	assert_true(office_read(office));
	assert_false(office->workspace.sound);
	assert_int_equal(office->faults.count, 4);
	assert_false(faults_none(&office->faults, &office->error));
	assert_holds(office->error.what, "(and 3 more)");
}

static void the_name_of_a_file_is_that_of_its_area(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "areas/2018.ini", "[area]\ntitle = 年\n");
	assert_true(office_read(office));
	assert_true(office->faults.count >= 1);
	assert_holds(office->faults.first->where, "areas/2018.ini");
	assert_holds(office->faults.first->what, "'2018' is none");
	office_remove(office, "areas/2018.ini");
	office_write(office, "areas/.b.ini", "junk");
	office_write(office, "areas/b.ini~", "junk");
	office_write(office, "areas/.ini", "junk");
	office_good(office);
	assert_int_equal(office->workspace.areas_count, 1);
}

/* --- tables --- */

static void fails_with(struct office *office, const char *part, const char *other)
{
	assert_false(office_read(office));
	assert_int_equal(office->error.code, ERROR_CONFIG);
	assert_holds(office->error.what, part);
	assert_holds(office->error.what, other);
}

static void what_is_missing(void **state)
{
	struct office *office = *state;
	fails_with(office, "tally.ini", "no workspace there; name a folder with a tally.ini by -C");
	office_standard(office);
	office_remove(office, "regions.csv");
	fails_with(office, "tally.ini: regions: ", "regions.csv: cannot open: No such file or directory");
	office_standard(office);
	office_write(office, TALLY, "[workspace]\nhome = 410900\nthrough = 2018\nranksets = sets.csv\n");
	fails_with(office, "tally.ini: ranksets: ", "sets.csv: cannot open: No such file or directory");
	office_standard(office);
	office_remove(office, "areas/a.ini");
	office_remove(office, "areas");
	fails_with(office, "areas: ", "cannot list the work areas");
}

static void rows_of_the_tables(void **state)
{
	static const struct {
		const char *file, *text, *where, *part;
	} cases[] = {
		{ "regions.csv", "code,name,level,parent,kin\n410900,甲市,x,,\n", "regions.csv:1",
			"unknown column 'kin'; did you mean 'kind'?" },
		{ "regions.csv", "code,name,level\n410900,甲市,x\n", "regions.csv:1", "no column 'parent'" },
		{ "regions.csv", "code,name,level,parent,code\n410900,甲市,x,,\n", "regions.csv:1",
			"column 'code' stands twice" },
		{ "regions.csv", "code,name,level,parent\n410900,甲市,x,\n410901,x,y,9\n", "regions.csv:3",
			"unknown parent: '9'" },
		{ "regions.csv", "code,name,level,parent\n410900,甲市,x,\n410901,x\n", "regions.csv:3", "damaged record" },
		{ "sets.csv", "name,title,member\nfive,五市,410900\nfive,五市,999\n", "sets.csv:3", "999" },
	};
	struct office *office = *state;
	office_standard(office);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		office_standard(office);
		office_write(office, "sets.csv", "name,title,member\nfive,五市,410900\n");
		office_write(office, TALLY, "[workspace]\nhome = 410900\nthrough = 2018\nranksets = sets.csv\n");
		office_write(office, cases[i].file, cases[i].text);
		assert_true(office_read(office));
		assert_told(&office->faults, cases[i].where, (const char *const[]){ cases[i].part, NULL });
		assert_false(office->workspace.sound);
	}
}

/* --- areas that are declared elsewhere --- */

static void an_area_in_a_file_of_its_own(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_good(office);
	uint32_t bytes = office->workspace.areas[0].block->bytes;
	office_write(office, "common/firms.ini", office_area);
	office_write(office, AREA, "[area]\ndefine = ../common/firms.ini\n[register firms]\nfiles = firms.csv\n");
	assert_true(office_read(office));
	assert_int_equal(office->workspace.areas[0].block ? office->workspace.areas[0].block->bytes : 0, bytes);
	assert_holds(office->workspace.areas[0].origin, "common/firms.ini");
	office_write(office, AREA, "[area]\ndefine = missing.ini\n");
	assert_true(office_read(office));
	assert_holds(office->workspace.areas[0].failure, "missing.ini: cannot be read: No such file");
	office_write(office, "common/firms.ini", "[area]\ntitel = x\n[indicatr y]\nfrom = given\n");
	office_write(office, AREA, "[area]\ndefine = ../common/firms.ini\n");
	assert_true(office_read(office));
	assert_int_equal(office->faults.count, 2);
	assert_holds(office->faults.first->where, "common/firms.ini:2");
	assert_holds(office->faults.last->where, "common/firms.ini:3");
}

static void what_the_plugin_declares_is_not_said_again(void **state)
{
	struct office *office = *state;
	static const struct {
		const char *text, *where, *part;
	} cases[] = {
		{ "[area]\nplugin = ip\n[indicator x]\nfrom = given\n", "areas/ip.ini:4",
			"'from' in [indicator x] is declared by ip; here stand files" },
		{ "[area]\nplugin = ip\ntitle = 权\n", "areas/ip.ini:3", "'title' in [area] is declared by ip" },
		{ "[area]\nplugin = ip\n[field patents.kind]\ncode_en.x = y\n", "areas/ip.ini:4", "is declared by ip" },
		{ "[area]\nplugin = ip\n[register patents]\ndate = granted\n", "areas/ip.ini:4",
			"'date' in [register patents] is declared by ip" },
		{ "[area]\nplugin = ip\n[register patent]\nfiles = a.csv\n", "areas/ip.ini:3",
			"register 'patent' is not declared by" },
		{ "[area]\nplugin = ip\n[register patents]\nalias.kin = a\n", "areas/ip.ini:4",
			"alias.kin: no field 'kin'; did you mean 'kind'?" },
	};
	char tally[512];
	snprintf(tally, sizeof(tally), "[workspace]\nhome = 410900\nthrough = 2018\n[plugins]\npath = %s/plugins\n",
		TALLY_BINARY_DIR);
	office_standard(office);
	office_write(office, TALLY, tally);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		office_write(office, "areas/ip.ini", cases[i].text);
		assert_true(office_read(office));
		assert_told(&office->faults, cases[i].where, (const char *const[]){ cases[i].part, NULL });
	}
}

/* --- plugins --- */

static void copy_plugin(const struct office *office, const char *to)
{
	static char bytes[1 << 20];
	FILE *in = fopen(TALLY_BINARY_DIR "/plugins/ip.so", "rb");
	assert_non_null(in);
	size_t count = fread(bytes, 1, sizeof(bytes), in);
	assert_true(count > 0 && count < sizeof(bytes));
	fclose(in);
	office_bytes(office, to, bytes, count);
}

static const struct area *plugin_area(struct office *office, const char *name, const char *ini)
{
	char file[64];
	snprintf(file, sizeof(file), "areas/%s.ini", name);
	office_write(office, file, ini);
	assert_true(office_read(office));
	print_faults(&office->faults);
	assert_int_equal(office->faults.count, 0); /* a plugin costs its area, not the office */
	for (size_t i = 0; i < office->workspace.areas_count; i++)
		if (strcmp(office->workspace.areas[i].name, name) == 0)
			return &office->workspace.areas[i];
	fail_msg("no area %s", name);
	return NULL;
}

static void fails_for(struct office *office, const char *name, const char *ini, const char *part)
{
	const struct area *area = plugin_area(office, name, ini);
	assert_null(area->block);
	assert_non_null(area->failure);
	assert_holds(area->failure, part);
	assert_non_null(office->workspace.areas[0].block); /* a.ini is as well as ever */
	office_remove(office, strcmp(name, "ip") == 0 ? "areas/ip.ini" : "areas/x.ini");
}

static void plugins_are_found_by_their_bare_name(void **state)
{
	struct office *office = *state;
	office_standard(office);
	fails_for(office, "ip", "[area]\nplugin = tally_test_missing\n", "plugin 'tally_test_missing' not found");
	fails_for(office, "ip", "[area]\nplugin = ../plugins/ip\n", "plugin = ../plugins/ip: a bare name is wanted");
	fails_for(office, "ip", "[area]\nplugin = /usr/lib/ip.so\n", "a bare name is wanted");
	office_write(office, TALLY, "[workspace]\nhome = 410900\nthrough = 2018\nperiods = year\n[plugins]\npath = mine\n");
	copy_plugin(office, "mine/ip.so");
	const struct area *area = plugin_area(office, "ip", "[area]\nplugin = ip\n");
	if (!area->block)
		fail_msg("%s", area->failure);
	assert_int_equal(area->abi, TALLY_ABI);
	assert_string_equal(area->origin, office_path(office, "mine/ip.so"));
	assert_null(area->declared_in);
	fails_for(office, "x", "[area]\nplugin = ip\n", "declares the area 'ip'; name its file areas/ip.ini");
}

static void a_plugin_that_others_may_write_costs_its_area(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, TALLY, "[workspace]\nhome = 410900\nthrough = 2018\n[plugins]\npath = mine\n");
	copy_plugin(office, "mine/ip.so");
	assert_int_equal(chmod(office_path(office, "mine/ip.so"), 0646), 0);
	fails_for(office, "ip", "[area]\nplugin = ip\n", "mine/ip.so: writable by others (mode 0646)");
	assert_int_equal(chmod(office_path(office, "mine/ip.so"), 0644), 0);
	assert_int_equal(chmod(office_path(office, "mine"), 0777), 0);
	fails_for(office, "ip", "[area]\nplugin = ip\n", "its folder: writable by others");
}

static void an_area_that_is_off_is_not_loaded(void **state)
{
	struct office *office = *state;
	office_standard(office);
	const struct area *area = plugin_area(office, "ip", "[area]\nplugin = tally_test_missing\nenabled = no\n");
	assert_false(area->enabled);
	assert_null(area->failure);
	assert_null(area->block);
}

static void only_the_store_is_asked_for(void **state)
{
	struct office *office = *state;
	const char *store = NULL, *lang = NULL;
	office_write(office, TALLY, "[workspace]\nstore = a/b.db\nlang = en\n");
	assert_true(workspace_store(office->folder, &office->arena, &store, &lang, &office->error));
	assert_string_equal(store, office_path(office, "a/b.db"));
	assert_string_equal(lang, "en");
	office_remove(office, TALLY);
	assert_false(workspace_store(office->folder, &office->arena, &store, &lang, &office->error));
	assert_int_equal(office->error.code, ERROR_CONFIG);
}

static void joined_paths(void **state)
{
	struct office *office = *state;
	static const char *const cases[][3] = { { "", "a", "a" }, { "x", "a", "x/a" }, { "x", "/a", "/a" }, { "", "/a", "/a" },
		{ "", "../a", "../a" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(path_join(&office->arena, cases[i][0], cases[i][1]), cases[i][2]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, office_open, office_close)
	const struct CMUnitTest tests[] = {
		TEST(an_office_as_it_says),
		TEST(defaults),
		TEST(what_an_area_says_of_its_files),
		TEST(saved_as_gbk),
		TEST(saved_with_bom_and_crlf),
		TEST(tally_ini),
		TEST(area_ini),
		TEST(faults_are_told_together),
		TEST(the_name_of_a_file_is_that_of_its_area),
		TEST(what_is_missing),
		TEST(rows_of_the_tables),
		TEST(an_area_in_a_file_of_its_own),
		TEST(what_the_plugin_declares_is_not_said_again),
		TEST(plugins_are_found_by_their_bare_name),
		TEST(a_plugin_that_others_may_write_costs_its_area),
		TEST(an_area_that_is_off_is_not_loaded),
		TEST(only_the_store_is_asked_for),
		TEST(joined_paths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
