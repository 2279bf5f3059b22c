/* Tests of engine/issue_log.c: every issue is there once and in order, its words are kept once, and fates reach those that were not settled. */
#include "engine/issue_log.h"

#include "fixture.h"

enum { MANY = 10000 };

static struct issue_place place_of(uint64_t line, uint32_t record)
{
	return (struct issue_place){ line, 3, "kind", "code", TALLY_WARNING, { "x", 1 }, { "类型", 6 }, record, false };
}

static void add(struct issue_log *log, uint64_t line, uint32_t record, const char *message)
{
	struct issue_place place = place_of(line, record);
	assert_true(issue_log_add(log, &place, "类型", message));
}

static void test_all_are_kept_in_order(void **state)
{
	struct arena arena = { 0 };
	struct issue_log *log = issue_log_create(&arena);
	char message[32];
	(void)state;
	assert_non_null(log);
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(message, sizeof(message), "is number %u", i % 700);
		add(log, i + 2, 0, message);
	}
	struct logged_issue *all = arena_array(&arena, MANY, sizeof(*all));
	assert_int_equal(issue_log_count(log), MANY);
	issue_log_copy(log, all);
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(message, sizeof(message), "is number %u", i % 700);
		assert_int_equal(all[i].line, i + 2);
		assert_int_equal(all[i].saying, i % 700); /* each message once */
		assert_string_equal(issue_log_saying(log, all[i].saying)->message, message);
	}
	arena_done(&arena);
}

static void test_what_differs_is_another_saying(void **state)
{
	struct arena arena = { 0 };
	struct issue_log *log = issue_log_create(&arena);
	struct issue_place place = place_of(2, 0);
	struct logged_issue all[4];
	(void)state;
	assert_true(issue_log_add(log, &place, "类型", "is wrong"));
	assert_true(issue_log_add(log, &place, "种类", "is wrong"));
	place.severity = TALLY_ERROR;
	assert_true(issue_log_add(log, &place, "类型", "is wrong"));
	place.masked = true;
	assert_true(issue_log_add(log, &place, "类型", "is wrong"));
	issue_log_copy(log, all);
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(all[i].saying, i);
	arena_done(&arena);
}

/* Batches are settled one after the other, and may end within a chunk or with it. */
static void test_fates_of_batches(void **state)
{
	enum { BATCH = 1024 };
	static unsigned char counts[BATCH], rejected[BATCH];
	struct arena arena = { 0 };
	struct issue_log *log = issue_log_create(&arena);
	(void)state;
	memset(counts, FATE_COUNTS, sizeof(counts));
	memset(rejected, FATE_REJECTED, sizeof(rejected));
	issue_log_settle(log, counts);
	for (unsigned i = 0; i < MANY; i++) {
		add(log, i + 2, i % 10 == 0 ? 0 : i % BATCH + 1, "is wrong");
		if (i % BATCH == BATCH - 1)
			issue_log_settle(log, i / BATCH % 2 ? rejected : counts);
	}
	issue_log_settle(log, counts);
	issue_log_settle(log, rejected); /* nothing is left for it */
	struct logged_issue *all = arena_array(&arena, MANY, sizeof(*all));
	issue_log_copy(log, all);
	for (unsigned i = 0; i < MANY; i++)
		assert_int_equal(all[i].fate,
			i % 10 == 0                                         ? FATE_NONE
				: i / BATCH % 2 && i < MANY / BATCH * BATCH ? FATE_REJECTED
									    : FATE_COUNTS);
	arena_done(&arena);
}

static void test_none_is_an_empty_one(void **state)
{
	(void)state;
	assert_int_equal(issue_log_count(NULL), 0);
	issue_log_copy(NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_all_are_kept_in_order),
		cmocka_unit_test(test_what_differs_is_another_saying), cmocka_unit_test(test_fates_of_batches),
		cmocka_unit_test(test_none_is_an_empty_one) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
