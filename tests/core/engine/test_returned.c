/* Tests of engine/returned_place.c and returned_words.c: each file gets a name of its own, as short as can be; notes say what becomes of the record. */
#include "engine/returned_inner.h"

#include "fixture.h"

enum { JOBS_MAX = 4 };

static void assert_targets(const char *const *sources, const char *const *targets)
{
	struct arena arena = { 0 };
	struct returned_job jobs[JOBS_MAX] = { 0 };
	size_t count = 0;
	for (; sources[count]; count++)
		jobs[count].source = jobs[count].name = sources[count];
	assert_true(returned_targets(jobs, count, "out", &arena));
	for (size_t i = 0; i < count; i++)
		assert_string_equal(jobs[i].target, targets[i]);
	arena_done(&arena);
}

static void test_names(void **state)
{
	(void)state;
	assert_targets((const char *[]){ "registers/名单.csv", "registers/b.c.xlsx", NULL },
		(const char *[]){ "out/名单.xlsx", "out/b.c.xlsx" });
	assert_targets((const char *[]){ "a/list.csv", "b/LIST.csv", "b/other.csv", NULL },
		(const char *[]){ "out/a-list.xlsx", "out/b-LIST.xlsx", "out/other.xlsx" });
	assert_targets((const char *[]){ "a/list.csv", "a/list.xlsx", NULL },
		(const char *[]){ "out/a-list.csv.xlsx", "out/a-list.xlsx.xlsx" });
	assert_targets((const char *[]){ "a/list.csv", "b/list.csv", "a-list.csv", NULL },
		(const char *[]){ "out/a-list.csv.xlsx", "out/b-list.xlsx", "out/a-list.xlsx" });
	/* What a property says leads nowhere else. */
	assert_targets((const char *[]){ "../../x.csv", "y/../x.csv", NULL },
		(const char *[]){ "out/..-..-x.xlsx", "out/y-..-x.xlsx" });
}

static const char *comment_of(enum tally_severity severity, enum issue_fate fate, struct arena *arena)
{
	static const char *const messages[] = { "is empty; fill it in", "is wrong" };
	struct issue_saying sayings[2] = { { "f", "required", "名称", messages[0], severity, false },
		{ "f", "rule", "", messages[1], TALLY_WARNING, false } };
	struct placed_issue issues[2] = { { .saying = &sayings[0] }, { .saying = &sayings[1] } };
	issues[0].issue.fate = (unsigned char)fate;
	return returned_comment(issues, 2, arena);
}

static void test_comments(void **state)
{
	struct arena arena = { 0 };
	(void)state;
	assert_string_equal(comment_of(TALLY_ERROR, FATE_REJECTED, &arena),
		"[must be mended] 名称 is empty; fill it in\n[please check] is wrong\nUntil this is mended the record does not "
		"count.");
	assert_string_equal(comment_of(TALLY_WARNING, FATE_REJECTED, &arena),
		"[please check] 名称 is empty; fill it in\n[please check] is wrong\nThe record does not count, for another "
		"fault of its row.");
	assert_string_equal(comment_of(TALLY_WARNING, FATE_COUNTS, &arena),
		"[please check] 名称 is empty; fill it in\n[please check] is wrong\nThe record counts. Mend this if it is "
		"wrong; else leave "
		"it as it is.");
	assert_string_equal(comment_of(TALLY_WARNING, FATE_NONE, &arena),
		"[please check] 名称 is empty; fill it in\n[please check] is wrong");
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_names), cmocka_unit_test(test_comments) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
