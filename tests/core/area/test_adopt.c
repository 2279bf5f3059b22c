/* Tests of area/adopt.c: the deep copy of a declaration, its limits on both sides, and the place of each fault. What a shared object may do besides is
 * test_loader.c's. */
#include "fixture.h"

#include "area/words.h"
#include "failing_arena.h"

static int begin(void **state)
{
	static struct office office;
	office = (struct office){ 0 };
	faults_init(&office.faults, &office.arena);
	*state = &office;
	return 0;
}

static int finish(void **state)
{
	arena_done(&((struct office *)*state)->arena);
	return 0;
}

static const struct block *adopt(struct office *office, const struct tally_area *area)
{
	error_clear(&office->error);
	faults_init(&office->faults, &office->arena);
	return block_adopt(area, "a.so", NULL, &office->arena, &office->faults, &office->error);
}

static const struct block *adopt_good(struct office *office, const struct tally_area *area)
{
	struct tally_error error = { 0 };
	const struct block *block = adopt(office, area);
	print_faults(&office->faults);
	assert_non_null(block);
	if (!block_check(block, block->bytes, &error))
		fail_msg("%s", error.what);
	return block;
}

static void adopt_bad(struct office *office, const struct tally_area *area, const char *part)
{
	assert_null(adopt(office, area));
	assert_int_equal(office->error.code, ERROR_NONE);
	assert_told(&office->faults, "a.so", (const char *const[]){ part, NULL });
}

static const struct tally_code codes[] = { { .name = "one", .title = "一" }, { .name = "two", .title = "二" } };
static const struct tally_group groups[] = { { .name = "both", .title = "一", .members = "one | two" } };
static const struct tally_field fields[] = {
	{ .name = "day", .title = "日", .type = TALLY_DATE, .precision = TALLY_YEAR },
	{ .name = "kind",
		.title = "种",
		.type = TALLY_CODE,
		.flags = TALLY_OPTIONAL,
		TALLY_LIST(.codes, codes),
		TALLY_LIST(.groups, groups) },
	{ .name = "sum", .title = "额", .type = TALLY_DECIMAL, .scale = 9, .unit = "元" },
};
static const struct tally_register registers[] = {
	{ .name = "first", .title = "一", TALLY_LIST(.fields, fields) },
	{ .name = "second",
		.title = "二",
		.date = "day",
		.fields = fields,
		.fields_count = 1,
		.fields_size = sizeof(fields[0]) },
};
static const struct tally_indicator indicators[] = {
	{ .id = "first",
		.from = "first",
		.measure = TALLY_SUM,
		.of = "sum",
		.time = TALLY_FLOW,
		.periods = TALLY_GRAIN_YEAR | TALLY_GRAIN_MONTH,
		.decimals = 9 },
};
static const struct tally_rule rules[] = { { .name = "day", .on = "first", .where = "day >= 2000", .severity = TALLY_OFF } };

#define WHOLE                                                                                                                  \
	TALLY_AREA_HEAD, .name = "a", .title = "一", TALLY_LIST(.registers, registers), TALLY_LIST(.indicators, indicators),   \
			 TALLY_LIST(.rules, rules)

static void rows_texts_and_lists(void **state)
{
	static const struct tally_area area = { WHOLE };
	const struct block *block = adopt_good(*state, &area);
	const struct block_register *r = block_rows(block, BLOCK_REGISTERS);
	const struct block_field *f = block_rows(block, BLOCK_FIELDS);
	const struct block_code *c = block_rows(block, BLOCK_CODES);
	const struct block_group *g = block_rows(block, BLOCK_GROUPS);
	const struct block_indicator *i = block_rows(block, BLOCK_INDICATORS);
	static const uint32_t rows[BLOCK_TABLES] = { 2, 4, 2, 1, 1, 1 };
	for (int t = 0; t < BLOCK_TABLES; t++)
		assert_int_equal(block->tables[t].count, rows[t]);
	assert_int_equal(r[0].fields.first, 0);
	assert_int_equal(r[0].fields.count, 3);
	assert_int_equal(r[1].fields.first, 3);
	assert_int_equal(r[1].fields.count, 1);
	assert_int_equal(f[0].precision, TALLY_YEAR);
	assert_int_equal(f[0].codes.count, 0);
	assert_int_equal(f[1].codes.count, 2);
	assert_int_equal(f[1].groups.count, 1);
	assert_int_equal(f[1].flags, TALLY_OPTIONAL);
	assert_int_equal(f[2].scale, 9);
	assert_string_equal(block_text(block, f[3].name), "day");
	assert_string_equal(block_text(block, c[1].title), "二");
	assert_string_equal(block_text(block, g[0].members), "one | two");
	assert_int_equal(i[0].periods, TALLY_GRAIN_YEAR | TALLY_GRAIN_MONTH);
	assert_int_equal(i[0].where, 0); /* what is left out is the empty text */
	assert_int_equal(((const struct block_rule *)block_rows(block, BLOCK_RULES))->severity, TALLY_OFF);
}

static void equal_texts_stand_once(void **state)
{
	static const struct tally_area area = { WHOLE };
	const struct block *block = adopt_good(*state, &area);
	const struct block_register *r = block_rows(block, BLOCK_REGISTERS);
	const struct block_code *c = block_rows(block, BLOCK_CODES);
	assert_int_equal(block->area.title, r[0].title);
	assert_int_equal(block->area.title, c[0].title);
	assert_int_equal(((const struct block_indicator *)block_rows(block, BLOCK_INDICATORS))->from, r[0].name);
	const char *texts = block_text(block, 0), *end = texts + block->texts_bytes;
	for (const char *a = texts + 1; a < end; a += strlen(a) + 1)
		for (const char *b = a + strlen(a) + 1; b < end; b += strlen(b) + 1)
			if (strcmp(a, b) == 0)
				fail_msg("'%s' stands twice", a);
}

static void an_area_may_be_empty(void **state)
{
	static const struct tally_area area = { TALLY_AREA_HEAD, .name = "a" };
	const struct block *block = adopt_good(*state, &area);
	for (int t = 0; t < BLOCK_TABLES; t++)
		assert_int_equal(block->tables[t].count, 0);
}

static char *filled(struct office *office, size_t count)
{
	char *text = arena_alloc(&office->arena, count + 1);
	assert_non_null(text);
	memset(text, 'x', count);
	return text;
}

static void limits_of_texts(void **state)
{
	struct office *office = *state;
	static const struct {
		size_t most;
		size_t member;
		const char *word;
	} cases[] = {
		{ 63, offsetof(struct tally_indicator, id), "id" },
		{ 256, offsetof(struct tally_indicator, title), "title" },
		{ 63, offsetof(struct tally_indicator, unit), "unit" },
		{ 15, offsetof(struct tally_indicator, lasts), "lasts" },
		{ 1024, offsetof(struct tally_indicator, by), "by" },
		{ 65535, offsetof(struct tally_indicator, note), "note" },
		{ 65535, offsetof(struct tally_indicator, formula), "formula" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tally_indicator row = { .id = "i" };
		struct tally_area area = { TALLY_AREA_HEAD, .name = "a", .indicators = &row, .indicators_count = 1,
			.indicators_size = sizeof(row) };
		char *text = filled(office, cases[i].most);
		memcpy((char *)&row + cases[i].member, &text, sizeof(text));
		adopt_good(office, &area);
		text = filled(office, cases[i].most + 1);
		memcpy((char *)&row + cases[i].member, &text, sizeof(text));
		assert_null(adopt(office, &area));
		assert_int_equal(office->faults.count, 1);
		assert_holds(office->faults.first->what, cases[i].word);
		assert_holds(office->faults.first->what, "; at most ");
	}
}

static void limits_of_numbers_and_lists(void **state)
{
	struct office *office = *state;
	static struct tally_register many[257];
	static struct tally_field broad[1025];
	static const struct tally_field too_fine[] = { { .name = "x", .type = TALLY_DECIMAL, .scale = 10 } };
	static const struct tally_register one[] = { { .name = "r", TALLY_LIST(.fields, too_fine) } };
	static const struct tally_area fine = { TALLY_AREA_HEAD, .name = "a", TALLY_LIST(.registers, one) };
	adopt_bad(office, &fine, "field r.x: scale: value 10 is unknown to ABI 1.1");
	for (size_t i = 0; i < 1025; i++)
		broad[i] = (struct tally_field){ .name = "f", .type = TALLY_TEXT };
	for (size_t i = 0; i < 257; i++)
		many[i] = (struct tally_register){ .name = "r" };
	struct tally_area area = { TALLY_AREA_HEAD, .name = "a", .registers = many, .registers_count = 256,
		.registers_size = sizeof(many[0]) };
	adopt_good(office, &area);
	area.registers_count = 257;
	adopt_bad(office, &area, "a list of 257 rows; at most 256");
	area.registers_count = 1;
	many[0] =
		(struct tally_register){ .name = "r", .fields = broad, .fields_count = 1024, .fields_size = sizeof(broad[0]) };
	adopt_good(office, &area);
	many[0].fields_count = 1025;
	adopt_bad(office, &area, "register r: field: a list of 1025 rows; at most 1024");
	many[0].fields_count = 1024;
	many[0].fields_size = 97;
	adopt_bad(office, &area, "rows of 97 bytes");
	for (size_t i = 0; i < 65; i++)
		many[i] = (struct tally_register){
			.name = "r", .fields = broad, .fields_count = 1024, .fields_size = sizeof(broad[0])
		};
	area.registers_count = 64;
	adopt_good(office, &area); /* 65,536 fields in all */
	area.registers_count = 65;
	adopt_bad(office, &area, "too many rows in all");
}

static void a_declaration_may_be_too_large(void **state)
{
	struct office *office = *state;
	static struct tally_indicator many[300];
	const char *note = filled(office, 65535);
	for (size_t i = 0; i < 300; i++)
		many[i] = (struct tally_indicator){ .id = "i", .note = note };
	const struct tally_area area = { TALLY_AREA_HEAD, .name = "a", TALLY_LIST(.indicators, many) };
	adopt_bad(office, &area, "a declaration of ");
	assert_holds(office->faults.first->what, "at most 16777216");
}

static void heads(void **state)
{
	static const struct {
		struct tally_area area;
		const char *part;
	} cases[] = {
		{ { .magic = TALLY_MAGIC + 1, .abi = TALLY_ABI, .size = sizeof(struct tally_area), .name = "a" },
			"does not begin with TALLY_AREA_HEAD" },
		{ { .magic = TALLY_MAGIC, .abi = TALLY_ABI, .size = 96 - 8, .name = "a" },
			"does not begin with TALLY_AREA_HEAD" },
		{ { .magic = TALLY_MAGIC, .abi = TALLY_ABI, .size = sizeof(struct tally_area) + 4, .name = "a" },
			"does not begin with TALLY_AREA_HEAD" },
		{ { .magic = TALLY_MAGIC, .abi = TALLY_ABI, .size = 1 << 20, .name = "a" },
			"does not begin with TALLY_AREA_HEAD" },
		{ { .magic = TALLY_MAGIC, .abi = 5 << 16 | 3, .size = sizeof(struct tally_area), .name = "a" },
			"is of ABI 5.3, this tally has 1.1" },
		{ { TALLY_AREA_HEAD }, "area: name: '' is not a name" },
		{ { TALLY_AREA_HEAD, .name = "1a" }, "area: name: '1a' is not a name" },
		{ { TALLY_AREA_HEAD, .name = "a", .title = "\xff" }, "area: title: text is not valid UTF-8" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		adopt_bad(*state, &cases[i].area, cases[i].part);
}

static void all_faults_are_told_once(void **state)
{
	struct office *office = *state;
	static const struct tally_code bad_codes[] = { { .name = "One" }, { .name = "two", .title = "\xc3" } };
	static const struct tally_field bad_fields[] = { { .name = "kind", .type = TALLY_CODE, TALLY_LIST(.codes, bad_codes) },
		{ .name = "day", .type = 9 } };
	static const struct tally_register bad_registers[] = { { .name = "r", TALLY_LIST(.fields, bad_fields) } };
	static const struct tally_indicator bad_indicators[] = {
		{ .id = "i", .measure = 9, .time = 7, .direction = 3, .periods = 1 << 4 }
	};
	static const struct tally_rule bad_rules[] = { { .name = "q", .on = "r", .severity = 4 } };
	static const struct tally_area area = { TALLY_AREA_HEAD, .name = "a", TALLY_LIST(.registers, bad_registers),
		TALLY_LIST(.indicators, bad_indicators), TALLY_LIST(.rules, bad_rules) };
	static const char *const told[] = { "field r.kind: codes: 'One' is not a name",
		"field r.kind: codes: text is not valid UTF-8", "field r.day: type: value 9", "indicator i: measure: value 9",
		"indicator i: time: value 7", "indicator i: direction: value 3", "indicator i: periods: value 16",
		"rule q: severity: value 4" };
	assert_null(adopt(office, &area));
	assert_int_equal(office->faults.count, sizeof(told) / sizeof(told[0]));
	const struct fault *fault = office->faults.first;
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++, fault = fault->next)
		assert_holds(fault->what, told[i]);
}

/* Rows that a later release compiled are longer; what it says in the part we know is the same. */
static void longer_rows(void **state)
{
	struct office *office = *state;
	struct longer {
		struct tally_indicator known;
		uint64_t unknown[3];
	} rows[2] = { { .known = { .id = "first", .from = "given" } }, { .known = { .id = "second", .from = "given" } } };
	struct tally_area area = { TALLY_AREA_HEAD, .name = "a", .indicators = &rows[0].known, .indicators_count = 2,
		.indicators_size = sizeof(rows[0]) };
	area.abi = TALLY_ABI + 2;
	const struct block *block = adopt_good(office, &area);
	const struct block_indicator *i = block_rows(block, BLOCK_INDICATORS);
	assert_string_equal(block_text(block, i[1].id), "second");
	for (size_t at = 0; at < sizeof(rows[1].unknown); at++) {
		((unsigned char *)rows[1].unknown)[at] = 1;
		adopt_bad(office, &area,
			"indicator second: says more than ABI 1.1 of this tally knows; the plugin was built for ABI 1.3");
		((unsigned char *)rows[1].unknown)[at] = 0;
	}
}

static void every_request_may_fail(void **state)
{
	struct office *office = *state;
	static const struct tally_area area = { WHOLE };
	const struct block *whole = adopt_good(office, &area);
	bool failed = true;
	unsigned request = 0;
	while (failed) {
		failing_arena_at(++request);
		const struct block *block = adopt(office, &area);
		failed = failing_arena_requests() >= request;
		failing_arena_at(0);
		assert_int_equal(office->faults.count, 0);
		assert_int_equal(office->error.code, failed ? ERROR_MEMORY : ERROR_NONE);
		assert_int_equal(block != NULL, !failed);
		if (block)
			assert_memory_equal(block, whole, whole->bytes);
	}
	assert_int_equal(request, 3); /* the block, the table of texts, and then none */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)
	const struct CMUnitTest tests[] = {
		TEST(rows_texts_and_lists),
		TEST(equal_texts_stand_once),
		TEST(an_area_may_be_empty),
		TEST(limits_of_texts),
		TEST(limits_of_numbers_and_lists),
		TEST(a_declaration_may_be_too_large),
		TEST(heads),
		TEST(all_faults_are_told_once),
		TEST(longer_rows),
		TEST(every_request_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
