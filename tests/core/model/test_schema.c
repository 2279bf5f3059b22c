/* Tests of model/schema.c. */
#include "model/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct schema_code codes[] = {
	{ "national", "国家", "national", "国 | 国家级" },
	{ "provincial", "省", "provincial", "省级 | municipal_old" },
	{ "municipal", "市", "", "市级 | 地 级 | national_old | " },
	{ "untitled", NULL, NULL, NULL },
	{ "municipal_old", "旧市级", "", "" },
};
static const uint32_t members[] = { 0, 1 };
static const struct schema_group groups[] = { { "up", "省以上", "", members, 2 }, { "national", "", "", members, 1 } };
static const struct schema_field fields[] = {
	{ .name = "level", .codes = codes, .codes_count = 5, .groups = groups, .groups_count = 2, .type = TALLY_CODE },
	{ .name = "granted", .title = "授权日", .type = TALLY_DATE },
};
static const struct schema schema = { .area = "ip", .name = "patents", .fields = fields, .fields_count = 2, .date = 1 };

static void fields_by_name(void **state)
{
	(void)state;
	assert_int_equal(schema_field(&schema, TEXT("level")), 0);
	assert_int_equal(schema_field(&schema, TEXT("granted")), 1);
	assert_int_equal(schema_field(&schema, TEXT("Granted")), FIELD_NONE);
	assert_int_equal(schema_field(&schema, TEXT("授权日")), FIELD_NONE);
	assert_int_equal(schema_field(&schema, TEXT("")), FIELD_NONE);
}

static void codes_by_any_name(void **state)
{
	static const struct {
		const char *text;
		int place;
	} rows[] = {
		{ "national", 0 },
		{ "国家", 0 },
		{ "国", 0 },
		{ "国家级", 0 },
		{ "国 家", 0 },
		{ "ＮＡＴＩＯＮＡＬ", 0 },
		{ "省级", 1 },
		{ "市级", 2 },
		{ "地级", 2 },
		{ "national_old", 2 },
		{ "untitled", 3 },
		{ "municipal_old", 4 }, /* its own name, though an earlier code has it as an alias */
		{ "", -1 },
		{ " ", -1 },
		{ "县", -1 },
		{ "nation", -1 },
		{ "国家级 | 国", -1 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(schema_code(&fields[0], text_of(rows[i].text)), rows[i].place);
	assert_int_equal(schema_code(&fields[1], TEXT("national")), -1);
}

static void groups_by_name(void **state)
{
	(void)state;
	assert_int_equal(schema_group(&fields[0], TEXT("up")), 0);
	assert_int_equal(schema_group(&fields[0], TEXT("national")), 1);
	assert_int_equal(schema_group(&fields[0], TEXT("省以上")), -1);
	assert_int_equal(schema_group(&fields[0], TEXT("")), -1);
}

static void names(void **state)
{
	struct arena arena = { 0 };
	const struct schema none = { .date = FIELD_NONE };
	(void)state;
	const char *const *list = schema_names(&schema, &arena);
	assert_non_null(list);
	assert_string_equal(list[0], "level");
	assert_string_equal(list[1], "granted");
	assert_non_null(schema_names(&none, &arena));
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_by_name),
		cmocka_unit_test(codes_by_any_name),
		cmocka_unit_test(groups_by_name),
		cmocka_unit_test(names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
