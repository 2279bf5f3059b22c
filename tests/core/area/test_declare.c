/* Tests of area/declare.c: INI sections as the structs of the contract, in whatever order they stand. Most faults are test_workspace.c's. */
#include "fixture.h"

#include "area/declare.h"
#include "failing_arena.h"

static void read_ini(struct office *office, const char *text, struct ini_file *ini)
{
	office_write(office, "a.ini", text);
	error_clear(&office->error);
	faults_init(&office->faults, &office->arena);
	if (!ini_read(office_path(office, "a.ini"), &office->arena, ini, &office->faults, &office->error))
		fail_msg("%s", office->error.what);
}

static const struct tally_area *declared(struct office *office, const char *text)
{
	struct ini_file ini;
	read_ini(office, text, &ini);
	const struct tally_area *area = declare_area(&ini, "a", &office->arena, &office->faults);
	assert_non_null(area);
	return area;
}

static const struct block *block_of(struct office *office, const char *text)
{
	const struct tally_area *area = declared(office, text);
	const struct block *block = block_adopt(area, "a.ini", NULL, &office->arena, &office->faults, &office->error);
	print_faults(&office->faults);
	assert_non_null(block);
	return block;
}

static void each_kind_of_option(void **state)
{
	const struct tally_area *area = declared(*state,
		"[area]\ntitle = 甲 = 乙\nversion = 1.2\n"
		"[register r]\nscope = 410900\n"
		"[field r.kind]\ntype = code\noptional = yes\nprivate = no\ncodes = x:甲: 一 | y | z:\n"
		"code_alias.y = 乙 | 丙\ngroup_en.g = both\ngroup.g = 组: x | y\ngroup.h = x\n"
		"[field r.sum]\ntype = decimal\nscale = 4\nprivate = yes\nkey = yes\n"
		"[indicator i]\nfrom = r\ntime = stock\nperiods = month, year\ndecimals = 3\n"
		"[rule q]\nregister = r\nseverity = off\n");
	assert_string_equal(area->name, "a");
	assert_string_equal(area->title, "甲 = 乙");
	assert_int_equal(area->abi, TALLY_ABI);
	const struct tally_field *kind = &area->registers[0].fields[0], *sum = &area->registers[0].fields[1];
	assert_int_equal(kind->flags, TALLY_OPTIONAL);
	assert_int_equal(kind->codes_count, 3);
	assert_string_equal(kind->codes[0].title, "甲: 一");
	assert_string_equal(kind->codes[1].name, "y");
	assert_string_equal(kind->codes[1].title, "");
	assert_string_equal(kind->codes[1].alias, "乙 | 丙");
	assert_string_equal(kind->codes[2].title, "");
	assert_int_equal(kind->groups_count, 2);
	assert_string_equal(kind->groups[0].name, "g");
	assert_string_equal(kind->groups[0].title, "组");
	assert_string_equal(kind->groups[0].title_en, "both");
	assert_string_equal(kind->groups[0].members, "x | y");
	assert_string_equal(kind->groups[1].members, "x");
	assert_int_equal(sum->flags, TALLY_KEY | TALLY_PRIVATE);
	assert_int_equal(sum->scale, 4);
	assert_int_equal(area->indicators[0].periods, TALLY_GRAIN_MONTH | TALLY_GRAIN_YEAR);
	assert_int_equal(area->indicators[0].decimals, 3);
	assert_int_equal(area->rules[0].severity, TALLY_OFF);
	assert_string_equal(area->rules[0].on, "r");
}

/* Fields may stand before their register and apart from each other. */
static void order_of_sections_does_not_matter(void **state)
{
	static const char usual[] = "[register r]\ntitle = 一\nkey = a, b\n[register s]\n[field r.a]\ntype = text\n[field "
				    "r.b]\ntype = date\n[field s.a]\ntype = date\n";
	static const char mixed[] = "[field r.a]\ntype = text\n[field s.a]\ntype = date\n[register r]\nkey = a, b\ntitle = "
				    "一\n[field r.b]\ntype = date\n[register s]\n";
	struct office *office = *state;
	const struct block *a = block_of(office, usual), *b = block_of(office, mixed);
	assert_int_equal(a->bytes, b->bytes);
	assert_memory_equal(a, b, a->bytes);
	const struct block_field *fields = block_rows(a, BLOCK_FIELDS);
	assert_int_equal(a->tables[BLOCK_FIELDS].count, 3);
	assert_int_equal(fields[0].flags, TALLY_KEY);
	assert_int_equal(fields[1].flags, TALLY_KEY);
	assert_int_equal(fields[2].flags, 0); /* of another register */
}

static void registers_whose_names_begin_alike(void **state)
{
	const struct block *block = block_of(*state,
		"[register r]\n[register rr]\n[field rr.a]\ntype = text\n[field r.a]\ntype = date\n[field rr.b]\ntype = "
		"integer\n");
	const struct block_register *rows = block_rows(block, BLOCK_REGISTERS);
	const struct block_field *fields = block_rows(block, BLOCK_FIELDS);
	assert_int_equal(rows[0].fields.count, 1);
	assert_int_equal(rows[1].fields.count, 2);
	assert_int_equal(fields[rows[0].fields.first].type, TALLY_DATE);
	assert_int_equal(fields[rows[1].fields.first + 1].type, TALLY_INTEGER);
}

static void places_of_faults(void **state)
{
	static const struct {
		const char *text, *where, *part;
	} cases[] = {
		{ "[register r]\n[field r.a]\ncodes = x:一 | :二\n", "a.ini:3",
			"codes: ':二' is not allowed; write name:title | name:title" },
		{ "[register r]\n[field r.a]\ncode_en.x = a\ncodes = x:一\n", "a.ini:3", "codes = must stand before" },
		{ "[register r]\nkey = a\n", "a.ini:2", "key: no field 'a' in register 'r'" },
		{ "[field r.a]\ntype = text\nunit = x\ntitle = y\n", "a.ini:1",
			"field of an unknown register: 'r'; declare [register r]" },
		{ "[register r]\n[field .a]\ntype = text\n", "a.ini:2", "field of an unknown register" },
		{ "[register r]\n[field r.]\ntype = text\n", "a.ini:2", "write [field REGISTER.NAME]" },
		{ "[indicator i]\ndecimals = -1\n", "a.ini:2", "decimals: '-1' is not allowed; a whole number from 0 to 9" },
		{ "[indicator i]\ndecimals = 99999999999999999999\n", "a.ini:2", "is not allowed" },
		{ "[indicator i]\nperiods = year, week\n", "a.ini:2", "periods: 'week' is not allowed" },
		{ "[rule q]\nseverity = err\n", "a.ini:2", "severity: 'err' is not allowed" },
	};
	struct office *office = *state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		declared(office, cases[i].text);
		assert_told(&office->faults, cases[i].where, (const char *const[]){ cases[i].part, NULL });
	}
}

static void groups_have_a_limit(void **state)
{
	struct office *office = *state;
	char text[16384] = "[register r]\n[field r.a]\ntype = code\ncodes = x:一\n";
	size_t used = strlen(text);
	for (int i = 0; i < 257; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "group.g%d = x\n", i);
	const struct tally_area *area = declared(office, text);
	assert_int_equal(area->registers[0].fields[0].groups_count, 256);
	assert_told(&office->faults, "a.ini:261", (const char *const[]){ "group.g256: more than 256 groups", NULL });
}

/* Each request for memory fails once: there is no declaration then, never half of one. */
static void every_request_may_fail(void **state)
{
	struct office *office = *state;
	struct ini_file ini;
	const struct block *whole = block_of(office, office_area);
	read_ini(office, office_area, &ini);
	bool failed = true;
	unsigned request = 0;
	while (failed) {
		struct faults faults;
		faults_init(&faults, &office->arena);
		failing_arena_at(++request);
		const struct tally_area *area = declare_area(&ini, "a", &office->arena, &faults);
		failed = failing_arena_requests() >= request;
		failing_arena_at(0);
		assert_true(failed || faults.count == 0);
		assert_int_equal(area != NULL, !failed);
		if (!area)
			continue;
		const struct block *block = block_adopt(area, "a.ini", NULL, &office->arena, &faults, &office->error);
		assert_non_null(block);
		assert_int_equal(block->bytes, whole->bytes);
		assert_memory_equal(block, whole, whole->bytes);
	}
	assert_true(request > 20);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, office_open, office_close)
	const struct CMUnitTest tests[] = {
		TEST(each_kind_of_option),
		TEST(order_of_sections_does_not_matter),
		TEST(registers_whose_names_begin_alike),
		TEST(places_of_faults),
		TEST(groups_have_a_limit),
		TEST(every_request_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
