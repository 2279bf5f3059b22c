/* Conditions: what each text is parsed into, and what each fault says. A condition is shown as nested brackets, so that a table of
 * texts says all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_arena.h"
#include "model/condition.h"
#include "model/lex.h"
#include "model/region.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static const struct schema_code kinds[] = { { "invention", "发明", "invention", "" }, { "utility", "实用新型", "", "新型" },
	{ "design", "外观设计", "", "" } };
static const struct schema_code levels[] = { { "national", "国家", "", "" }, { "provincial", "省", "", "" },
	{ "municipal", "市", "", "" }, { "county", "县", "", "" } };
static const uint32_t up[] = { 2, 0, 1 }, alone[] = { 3 };
static const struct schema_group level_groups[] = { { "municipal_up", "市级以上", "", up, 3 },
	{ "local", "本地", "", alone, 1 } };

#define LEVELS .type = TALLY_CODE, .codes = levels, .codes_count = 4, .groups = level_groups, .groups_count = 2

static const struct schema_field fields[] = {
	{ .name = "name", .type = TALLY_TEXT },
	{ .name = "alias", .type = TALLY_TEXT },
	{ .name = "kind", .type = TALLY_CODE, .codes = kinds, .codes_count = 3 },
	{ .name = "utility", .type = TALLY_CODE, .codes = kinds, .codes_count = 3 },
	{ .name = "level", LEVELS },
	{ .name = "was", LEVELS },
	{ .name = "amount", .type = TALLY_DECIMAL, .scale = 2 },
	{ .name = "budget", .type = TALLY_DECIMAL, .scale = 4 },
	{ .name = "staff", .type = TALLY_INTEGER },
	{ .name = "granted", .type = TALLY_DATE },
	{ .name = "lapsed", .type = TALLY_DATE },
	{ .name = "opened", .type = TALLY_DATE, .precision = TALLY_MONTH },
	{ .name = "founded", .type = TALLY_DATE, .precision = TALLY_YEAR },
	{ .name = "term", .type = TALLY_PERIOD },
	{ .name = "county_code", .type = TALLY_REGION },
	{ .name = "home", .type = TALLY_REGION },
	{ .name = "years", .type = TALLY_INTEGER },
};
static const struct schema schema = { .name = "sample", .fields = fields, .fields_count = ROWS(fields), .date = 9 };

struct state {
	struct arena arena;
	struct region_tree tree;
};

/* A sample: one city, two counties. */
static int set_up(void **given)
{
	static const struct region_row rows[] = {
		{ .code = { "410900", 6 }, .name = { "City", 4 }, .level = { "city", 4 }, .line = 2 },
		{ .code = { "410922", 6 },
			.name = { "North", 5 },
			.level = { "county", 6 },
			.parent = { "410900", 6 },
			.line = 3 },
		{ .code = { "410923", 6 },
			.name = { "South", 5 },
			.level = { "county", 6 },
			.parent = { "410900", 6 },
			.line = 4 },
	};
	struct state *state = calloc(1, sizeof(*state));
	struct tally_error error = { 0 };
	struct faults faults;

	assert_non_null(state);
	faults_init(&faults, &state->arena);
	assert_true(region_tree_build(rows, ROWS(rows), "regions.csv", &state->arena, &faults, &state->tree, &error));
	assert_int_equal(faults.count, 0);
	*given = state;
	return 0;
}

static int tear_down(void **given)
{
	struct state *state = *given;

	arena_done(&state->arena);
	free(state);
	return 0;
}

struct out {
	char text[4096];
	size_t used;
};

static void put(struct out *out, const char *format, ...) PRINTF_LIKE(2, 3);
static void put(struct out *out, const char *format, ...)
{
	va_list rest;

	va_start(rest, format);
	out->used += (size_t)vsnprintf(out->text + out->used, sizeof(out->text) - out->used, format, rest);
	va_end(rest);
	assert_true(out->used < sizeof(out->text));
}

static void put_number(struct out *out, const struct state *state, const struct condition_node *node, int64_t number)
{
	const struct schema_field *field = &fields[node->field];

	if (field->type == TALLY_CODE)
		put(out, "%s", field->codes[number].name);
	else if (field->type == TALLY_REGION)
		put(out, "%s", state->tree.rows[number].code);
	else
		put(out, "%lld", (long long)number);
}

static void put_right(struct out *out, const struct state *state, const struct condition_node *node)
{
	if (node->kind == RIGHT_FIELD && node->scale_shift != 0)
		put(out, "field %s shift %d", fields[node->other].name, node->scale_shift);
	else if (node->kind == RIGHT_FIELD)
		put(out, "field %s", fields[node->other].name);
	else if (node->kind == RIGHT_TEXT)
		put(out, "'%.*s'", (int)node->text.len, node->text.at);
	else if (node->years)
		put(out, "%lld", (long long)node->number);
	else
		put_number(out, state, node, node->number);
}

static void put_list(struct out *out, const struct state *state, const struct condition_node *node)
{
	for (uint32_t i = 0; i < node->list_count; i++) {
		put(out, "%s", i > 0 ? " " : "");
		if (node->kind == RIGHT_TEXT)
			put(out, "'%.*s'", (int)node->texts[i].len, node->texts[i].at);
		else
			put_number(out, state, node, node->list[i]);
	}
}

static void put_node(struct out *out, const struct state *state, const struct condition *condition, int at)
{
	static const char *const signs[] = { "and", "or", "not", "null", "=", "!=", "<", "<=", ">", ">=", "in" };
	const struct condition_node *node = &condition->nodes[at];
	bool joins = node->op == CONDITION_AND || node->op == CONDITION_OR;

	put(out, "(%s ", signs[node->op]);
	if (joins || node->op == CONDITION_NOT) {
		assert_in_range(node->left, 0, at - 1);
		put_node(out, state, condition, node->left);
		put(out, "%s", joins ? " " : "");
	}
	if (joins) {
		assert_in_range(node->right, 0, at - 1);
		put_node(out, state, condition, node->right);
	} else if (node->op != CONDITION_NOT) {
		put(out, node->years ? "years %s %s " : "%s%s", fields[node->field].name,
			node->years ? fields[node->other].name : "");
		put(out, "%s", node->years || node->op == CONDITION_NULL ? "" : " ");
	}
	if (node->op == CONDITION_IN)
		put_list(out, state, node);
	else if (node->op > CONDITION_NULL)
		put_right(out, state, node);
	put(out, ")");
}

static const struct {
	const char *source, *shown;
} parsed_rows[] = {
	{ "kind = invention", "(= kind invention)" },
	{ "kind=发明", "(= kind invention)" },
	{ "kind = '新型'", "(= kind utility)" },
	{ "kind = utility", "(= kind field utility)" },
	{ "kind = 'utility'", "(= kind utility)" },
	{ "kind != design", "(and (not (= kind design)) (not (null kind)))" },
	{ "kind in design, invention, design", "(in kind invention design)" },
	{ "kind in invention", "(= kind invention)" },
	{ "kind not in invention, design", "(and (not (in kind invention design)) (not (null kind)))" },
	{ "level = municipal_up", "(in level national provincial municipal)" },
	{ "level = local", "(= level county)" },
	{ "level != municipal_up", "(and (not (in level national provincial municipal)) (not (null level)))" },
	{ "level in local, national", "(in level national county)" },
	{ "level in municipal_up, national, local", "(in level national provincial municipal county)" },
	{ "level = was", "(= level field was)" },
	{ "level != was", "(!= level field was)" },
	{ "amount > 1", "(> amount 100)" },
	{ "amount >= 1.5", "(>= amount 150)" },
	{ "amount < -0.05", "(< amount -5)" },
	{ "amount = 1.500", "(= amount 150)" },
	{ "amount != 2", "(!= amount 200)" },
	{ "amount in 3, 1, 2.00, 1", "(in amount 100 200 300)" },
	{ "amount not in 1", "(and (not (= amount 100)) (not (null amount)))" },
	{ "amount <= budget", "(<= amount field budget shift 2)" },
	{ "budget > amount", "(> budget field amount shift -2)" },
	{ "staff >= amount", "(>= staff field amount shift 2)" },
	{ "staff = 9223372036854775807", "(= staff 9223372036854775807)" },
	{ "staff = -9223372036854775808", "(= staff -9223372036854775808)" },
	{ "years > 3", "(> years 3)" },
	{ "years(granted, lapsed) >= 3", "(>= years granted lapsed 3)" },
	{ "years ( granted , lapsed ) != -1", "(!= years granted lapsed -1)" },
	{ "granted >= 1970-01-02", "(>= granted 1)" },
	{ "granted = 2020-02-29", "(= granted 18321)" },
	{ "opened = 2018-03", "(= opened 17591)" },
	{ "founded < 2018", "(< founded 17532)" },
	{ "founded < 2018-01-02", "(< founded 17533)" },
	{ "lapsed > granted", "(> lapsed field granted)" },
	{ "granted <= founded", "(<= granted field founded)" },
	{ "term = 2018", "(= term 387467)" },
	{ "term = 2018-01..2018-12", "(= term 387467)" },
	{ "term >= 2018Q2", "(>= term 387506)" },
	{ "county_code = 410922", "(= county_code 410922)" },
	{ "county_code = '410900'", "(= county_code 410900)" },
	{ "county_code in 410923, 410922", "(in county_code 410922 410923)" },
	{ "county_code != 410922", "(and (not (= county_code 410922)) (not (null county_code)))" },
	{ "county_code = home", "(= county_code field home)" },
	{ "name = 'a b'", "(= name 'a b')" },
	{ "name = 'it''s'", "(= name 'it's')" },
	{ "name = ''''", "(= name ''')" },
	{ "name = ' trimmed　'", "(= name 'trimmed')" },
	{ "name != 'x'", "(!= name 'x')" },
	{ "name in 'b', 'a', 'b', '濮'", "(in name 'a' 'b' '濮')" },
	{ "name not in 'b', 'a'", "(and (not (in name 'a' 'b')) (not (null name)))" },
	{ "name = alias", "(= name field alias)" },
	{ "name is null", "(null name)" },
	{ "staff is not null", "(not (null staff))" },
	{ "not staff is null", "(not (null staff))" },
	{ "staff = 1 or staff = 2 and amount = 3", "(or (= staff 1) (and (= staff 2) (= amount 300)))" },
	{ "(staff = 1 or staff = 2) and amount = 3", "(and (or (= staff 1) (= staff 2)) (= amount 300))" },
	{ "staff = 1 and staff = 2 and staff = 3", "(and (and (= staff 1) (= staff 2)) (= staff 3))" },
	{ "not (staff = 1 or staff = 2)", "(not (or (= staff 1) (= staff 2)))" },
	{ "not staff = 1 and staff = 2", "(and (not (= staff 1)) (= staff 2))" },
	{ "staff in 1, 2 and name is null", "(and (in staff 1 2) (null name))" },
	{ "\tstaff\n=\r\n1　", "(= staff 1)" },
};

static void test_parsed(void **given)
{
	struct state *state = *given;

	for (size_t i = 0; i < ROWS(parsed_rows); i++) {
		struct tally_error error = { 0 };
		struct out out = { .used = 0 };
		struct condition *condition =
			condition_parse(text_of(parsed_rows[i].source), &schema, &state->tree, &state->arena, &error);

		if (!condition)
			fail_msg("%s: %s", parsed_rows[i].source, error.what);
		put_node(&out, state, condition, (int)condition->count - 1);
		if (strcmp(out.text, parsed_rows[i].shown) != 0)
			fail_msg("%s: %s, not %s", parsed_rows[i].source, out.text, parsed_rows[i].shown);
		assert_string_equal(condition->source, parsed_rows[i].source);
	}
}

static const struct {
	const char *source, *first, *second; /* both must stand in the message */
} refused_rows[] = {
	{ "", "column 1: the text ends too early", "a field" },
	{ "   ", "column 4:", "ends too early" },
	{ "knd = design", "column 1: unknown field: 'knd'", "did you mean 'kind'?" },
	{ "kind = inventoin", "column 8: unknown code of 'kind': 'inventoin'; allowed: invention, utility, design",
		"did you mean 'invention'?" },
	{ "level in national, local_up", "column 20: unknown code", "municipal_up, local" },
	{ "kind = 发名", "column 8: unknown code", "发名" },
	{ "kind = ''", "column 8: unknown code", "''" },
	{ "'kind' = design", "column 1: unexpected: 'kind'", "a field" },
	{ "kind < design", "column 6: 'kind' holds codes, which have no order: '<'", "allowed: = !=" },
	{ "name >= 'a'", "column 6: 'name' holds texts", "no order" },
	{ "county_code > 410922", "holds regions", "no order" },
	{ "kind == design", "column 6: unexpected: '=='", "= != <" },
	{ "kind <> design", "unexpected: '<>'", "!=" },
	{ "kind", "column 5: the text ends too early", "= !=" },
	{ "kind =", "column 7: the condition ends too early", "'kind' wants" },
	{ "kind = )", "column 8: ')'", "a value" },
	{ "kind in design,", "column 16: the condition ends", "value" },
	{ "kind in design invention", "column 16: unexpected: 'invention'", "and, or" },
	{ "kind not design", "column 10: unexpected", "wanted: in" },
	{ "kind is design", "column 9: unexpected", "null, not null" },
	{ "kind is not", "column 12", "null" },
	{ "kind in utility, design", "column 9: a list holds values, and 'utility' is a field", "in quotes" },
	{ "kind = level", "column 8: 'kind' and 'level' have different lists of codes", "" },
	{ "kind = name", "'kind' holds codes and 'name' texts", "cannot be compared" },
	{ "amount = granted", "'amount' holds decimal numbers and 'granted' dates", "" },
	{ "amount = 1.505", "column 10: too many decimals: '1.505'", "'amount' keeps 2" },
	{ "staff = 1.5", "too many decimals: '1.5'", "keeps 0" },
	{ "staff = 9223372036854775808", "column 9:", "fits into 64 bits" },
	{ "amount = 100000000000000000", "column 10:", "fits into 64 bits" },
	{ "staff = 1e3", "'1e3': 'staff' wants a number", "" },
	{ "staff = '1'", "'staff' wants a number", "" },
	{ "staff = many", "'many': 'staff' wants a number", "" },
	{ "granted = 2018-02-30", "column 11: '2018-02-30': 'granted' wants a day of the calendar", "2018-01-31" },
	{ "granted > 2018", "'2018': 'granted' wants a day", "" },
	{ "granted > 2018-01", "wants a day", "" },
	{ "opened = 2018", "wants a day or a month", "" },
	{ "founded = 18", "wants a day, a month or a year", "" },
	{ "term = 2018Q5", "'2018Q5': 'term' wants a period", "2018Q3" },
	{ "term = 2018-11..2019-12", "wants a period", "" },
	{ "county_code = 410924", "unknown region code in 'county_code': '410924'", "did you mean '41092" },
	{ "county_code = North", "unknown region code", "did you mean '410922'?" },
	{ "county_code = Elsewhere", "unknown region code", "table of regions" },
	{ "name = abc", "column 8: 'abc': 'name' wants a text in quotes", "" },
	{ "name = 123", "wants a text in quotes", "" },
	{ "name = '  '", "not empty", "is null" },
	{ "name = 'abc", "column 8: the quote is never closed", "'abc" },
	{ "名 = 'abc", "column 1: unknown field", "name" },
	{ "name = '名' extra", "column 12: unexpected: 'extra'", "and, or, the end" },
	{ "(kind = design", "column 15: the text ends too early", ")" },
	{ "kind = design)", "column 14: unexpected: ')'", "the end" },
	{ "not not kind is null", "column 5:", "'not'" },
	{ "kind = design and", "column 18:", "a field" },
	{ "kind = design & kind = design", "column 15: unexpected: '&'", "" },
	{ "years(granted) > 1", "column 14: unexpected: ')'", "," },
	{ "years(granted, staff) > 1", "column 16: years() counts between dates, and 'staff' holds whole numbers", "" },
	{ "years(granted, lapsed) > 1.5", "column 26: unexpected: '1.5'", "a whole number of years" },
	{ "years(granted, lapsed) in 1", "column 24:", ">=" },
	{ "staff = 1\xff", "column 10: not UTF-8", "" },
	{ "名\xe5\x90", "column 2: not UTF-8", "" },
};

static void test_refused(void **given)
{
	struct state *state = *given;

	for (size_t i = 0; i < ROWS(refused_rows); i++) {
		struct tally_error error = { 0 };

		if (condition_parse(text_of(refused_rows[i].source), &schema, &state->tree, &state->arena, &error))
			fail_msg("%s: was accepted", refused_rows[i].source);
		assert_int_equal(error.code, ERROR_CONFIG);
		if (!strstr(error.what, refused_rows[i].first) || !strstr(error.what, refused_rows[i].second))
			fail_msg("%s: %s", refused_rows[i].source, error.what);
	}
}

static void test_no_regions(void **given)
{
	struct state *state = *given;
	struct tally_error error = { 0 };

	assert_non_null(condition_parse(TEXT("home is null"), &schema, NULL, &state->arena, &error));
	assert_null(condition_parse(TEXT("home = 410922"), &schema, NULL, &state->arena, &error));
	assert_non_null(strstr(error.what, "no table of regions"));
}

static char *repeated(struct arena *arena, const char *head, const char *piece, int times, const char *tail)
{
	char *text = arena_printf(arena, "%s", head);

	for (int i = 0; i < times; i++)
		text = arena_printf(arena, "%s%s", text, piece);
	return arena_printf(arena, "%s%s", text, tail);
}

static void test_limits(void **given)
{
	struct state *state = *given;
	struct arena *arena = &state->arena;
	struct tally_error error = { 0 };
	char *blank = arena_alloc(arena, LEX_SOURCE_BYTES + 1);
	struct condition *condition;

	assert_non_null(blank);
	condition =
		condition_parse(text_of(repeated(arena, "staff = 0", " or staff = 1", 127, "")), &schema, NULL, arena, &error);
	assert_non_null(condition);
	assert_int_equal(condition->count, 255);
	assert_null(
		condition_parse(text_of(repeated(arena, "staff = 0", " or staff = 1", 128, "")), &schema, NULL, arena, &error));
	assert_non_null(strstr(error.what, "too long; at most 256"));
	error_clear(&error);
	assert_non_null(condition_parse(text_of(repeated(arena, repeated(arena, "", "(", 32, "staff = 1"), ")", 32, "")),
		&schema, NULL, arena, &error));
	assert_null(condition_parse(text_of(repeated(arena, repeated(arena, "", "(", 33, "staff = 1"), ")", 33, "")), &schema,
		NULL, arena, &error));
	assert_non_null(strstr(error.what, "at most 32"));
	error_clear(&error);
	memset(blank, ' ', LEX_SOURCE_BYTES);
	assert_null(condition_parse((struct text){ blank, LEX_SOURCE_BYTES }, &schema, NULL, arena, &error));
	assert_non_null(strstr(error.what, "column 65536: the text ends too early"));
	error_clear(&error);
	assert_null(condition_parse((struct text){ blank, LEX_SOURCE_BYTES + 1 }, &schema, NULL, arena, &error));
	assert_non_null(strstr(error.what, "65536 bytes"));
}

static void test_long_list(void **given)
{
	struct state *state = *given;
	struct tally_error error = { 0 };
	char *source = arena_printf(&state->arena, "staff in 0");
	struct condition *condition;

	for (int i = 1; i < 300; i++)
		source = arena_printf(&state->arena, "%s, %d", source, (i * 7) % 300);
	condition = condition_parse(text_of(source), &schema, NULL, &state->arena, &error);
	assert_non_null(condition);
	assert_int_equal(condition->count, 1);
	assert_int_equal(condition->nodes[0].list_count, 300);
	for (uint32_t i = 0; i < 300; i++)
		assert_int_equal(condition->nodes[0].list[i], i);
}

static void test_fields(void **given)
{
	struct state *state = *given;
	struct tally_error error = { 0 };
	unsigned char used[ROWS(fields)] = { 0 };
	struct condition *condition =
		condition_parse(TEXT("years(granted, lapsed) > 1 and (amount < budget or name is null) and level != was"),
			&schema, NULL, &state->arena, &error);

	assert_non_null(condition);
	condition_fields(condition, used);
	for (size_t i = 0; i < ROWS(fields); i++) {
		bool read = strstr("granted lapsed amount budget name level was", fields[i].name) != NULL;

		assert_int_equal(used[i], read);
	}
}

static void test_memory(void **given)
{
	static const char *const sources[] = {
		"kind = 'design' and level in municipal_up, local and name in 'a', 'b''c', 'c', 'd', 'e' and county_code = "
		"410922",
		"knd = 1",
		"kind = nothing",
		"county_code = 410999",
	};
	struct state *state = *given;

	for (size_t i = 0; i < ROWS(sources); i++) {
		unsigned request = 0;
		bool failed = true;

		while (failed) {
			struct tally_error error = { 0 };
			struct condition *condition;

			failing_arena_at(++request);
			condition = condition_parse(text_of(sources[i]), &schema, &state->tree, &state->arena, &error);
			failed = failing_arena_requests() >= request;
			failing_arena_at(0);
			assert_int_equal(condition != NULL, error.code == ERROR_NONE);
			if (i == 0)
				assert_int_equal(error.code, failed ? ERROR_MEMORY : ERROR_NONE);
			else
				assert_true(error.code == ERROR_CONFIG || (failed && error.code == ERROR_MEMORY));
		}
		assert_true(request > 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parsed),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_no_regions),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_long_list),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
