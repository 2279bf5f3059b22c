/* Tests of engine/issues.c: every issue is counted, a thousand of a kind are kept, and the list of all of them is a proper table. */
#include "engine/issues.h"

#include "fixture.h"

static const struct issue_place place = { 7, 3, "kind", "code", TALLY_WARNING, { "x", 1 }, { "类型", 6 }, 0, false };

static void test_a_thousand_of_a_kind_are_kept(void **state)
{
	struct arena arena = { 0 };
	struct issues issues;
	(void)state;
	issues_init(&issues, &arena, "a.csv", NULL);
	struct issue_place worse = place;
	worse.severity = TALLY_ERROR;
	for (int i = 0; i < ISSUES_KEPT_OF_A_KIND + 500; i++)
		issues_add(&issues, &place, "is number %d", i);
	issues_add(&issues, &worse, "is worse");
	worse.field = "other";
	issues_add(&issues, &worse, "is of another field");
	worse.rule = "number";
	issues_add(&issues, &worse, "is of another rule");
	assert_false(issues.memory);
	assert_int_equal(issues.kinds_count, 4);
	assert_int_equal(issues.kinds[0].count, ISSUES_KEPT_OF_A_KIND + 500);
	assert_int_equal(issues.kept_count, ISSUES_KEPT_OF_A_KIND + 3);
	assert_int_equal(issues.total, ISSUES_KEPT_OF_A_KIND + 503);
	assert_string_equal(issues.kept[0].message, "is number 0");
	assert_string_equal(issues.kept[ISSUES_KEPT_OF_A_KIND - 1].message, "is number 999");
	assert_string_equal(issues.kept[ISSUES_KEPT_OF_A_KIND].message, "is worse");
	assert_string_equal(issues.kept[0].file, "a.csv");
	assert_int_equal(issues.kept[0].line, 7);
	assert_int_equal(issues.kept[0].column, 3);
	issues_done(&issues);
	arena_done(&arena);
}

static void test_values_are_cut_and_made_text(void **state)
{
	struct arena arena = { 0 };
	struct issues issues;
	char longer[ISSUE_VALUE_BYTES + 40];
	struct issue_place p = place;
	(void)state;
	issues_init(&issues, &arena, "a.csv", NULL);
	memset(longer, 'a', sizeof(longer));
	memcpy(longer + ISSUE_VALUE_BYTES - 1, "县", 3); /* would be cut in the middle */
	p.value = (struct text){ longer, sizeof(longer) };
	issues_add(&issues, &p, "%s", "");
	p.value = (struct text){ longer, ISSUE_VALUE_BYTES - 1 };
	issues_add(&issues, &p, "%s", "");
	p.value = (struct text){ "a\xff\0b\xe5\x8e", 6 };
	issues_add(&issues, &p, "%s", "");
	p.value = (struct text){ "", 0 };
	issues_add(&issues, &p, "%s", "");
	assert_int_equal(strlen(issues.kept[0].value), ISSUE_VALUE_BYTES - 1);
	assert_int_equal(strlen(issues.kept[1].value), ISSUE_VALUE_BYTES - 1);
	assert_string_equal(issues.kept[2].value, "a?\?b??");
	assert_string_equal(issues.kept[3].value, "");
	issues_done(&issues);
	arena_done(&arena);
}

static void test_the_list_of_all(void **state)
{
	struct arena arena = { 0 };
	struct issues issues;
	char *text = NULL;
	size_t bytes = 0;
	(void)state;
	FILE *all = open_memstream(&text, &bytes);
	issues_head(all);
	issues_init(&issues, &arena, "a \"b\".csv", all);
	struct issue_place p = place;
	p.value = TEXT("say \"so\", please");
	issues_add(&issues, &p, "is %s", "wrong, \"very\"");
	p.severity = TALLY_ERROR;
	p.field = "";
	p.column = 0;
	p.value = (struct text){ "", 0 };
	for (int i = 0; i < ISSUES_KEPT_OF_A_KIND + 1; i++)
		issues_add(&issues, &p, "is damaged");
	fclose(all);
	const char *wanted =
		"file,line,column,field,rule,severity,value,message,heading\n"
		"\"a \"\"b\"\".csv\",7,3,kind,code,warning,\"say \"\"so\"\", please\",\"is wrong, \"\"very\"\"\",\"类型\"\n"
		"\"a \"\"b\"\".csv\",7,0,,code,error,\"\",\"is damaged\",\"类型\"\n";
	assert_memory_equal(text, wanted, strlen(wanted));
	int lines = 0;
	for (const char *at = text; (at = strchr(at, '\n')); at++)
		lines++;
	assert_int_equal(lines, 2 + ISSUES_KEPT_OF_A_KIND + 1);
	assert_int_equal(issues.kept_count, ISSUES_KEPT_OF_A_KIND + 1);
	free(text);
	issues_done(&issues);
	arena_done(&arena);
}

/* What is kept outlives issues_done; so it must be copied out first, and the texts stay in the arena. */
static void test_done_twice_is_harmless(void **state)
{
	struct arena arena = { 0 };
	struct issues issues;
	(void)state;
	issues_init(&issues, &arena, "a.csv", NULL);
	issues_add(&issues, &place, "is odd");
	const char *message = issues.kept[0].message;
	issues_done(&issues);
	issues_done(&issues);
	assert_string_equal(message, "is odd");
	arena_done(&arena);
}

/* A warning on a record that another fault rejects does not count either; what is about the file has no fate. */
static void test_fates_are_those_of_the_records(void **state)
{
	const unsigned char fates[] = { FATE_COUNTS, FATE_REJECTED }, later[] = { FATE_PASSED_OVER };
	struct arena arena = { 0 };
	struct issues issues;
	struct issue_place p = place;
	(void)state;
	issues_init(&issues, &arena, "a.csv", NULL);
	issues_add(&issues, &p, "%s", "the file");
	p.record = 2;
	issues_add(&issues, &p, "%s", "the second record");
	p.record = 1;
	issues_add(&issues, &p, "%s", "the first record");
	issues_settle(&issues, fates);
	issues_add(&issues, &p, "%s", "the first of the next batch");
	issues_settle(&issues, later);
	assert_int_equal(issues.kept[0].fate, FATE_NONE);
	assert_int_equal(issues.kept[1].fate, FATE_REJECTED);
	assert_int_equal(issues.kept[2].fate, FATE_COUNTS);
	assert_int_equal(issues.kept[3].fate, FATE_PASSED_OVER);
	assert_string_equal(issues.kept[0].heading, "类型");
	issues_done(&issues);
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_thousand_of_a_kind_are_kept),
		cmocka_unit_test(test_fates_are_those_of_the_records),
		cmocka_unit_test(test_values_are_cut_and_made_text),
		cmocka_unit_test(test_the_list_of_all),
		cmocka_unit_test(test_done_twice_is_harmless),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
