/* Tests of view/standing.c: who is ranked against whom, where equals stand, and what a share is of. */
#include "view/standing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

#define T(literal)                                                                                                             \
	{                                                                                                                      \
		literal, sizeof(literal) - 1                                                                                   \
	}

/* A list over levels and kinds, and a second one that is never the first with a member of the first. */
static const struct rank_set_row rows[] = {
	{ .name = T("all"), .title = T("all of them"), .member = T("Z1") },
	{ .name = T("all"), .member = T("C1") },
	{ .name = T("all"), .member = T("C2") },
	{ .name = T("all"), .member = T("C") },
	{ .name = T("all"), .member = T("000000") },
	{ .name = T("pair"), .title = T("a pair"), .member = T("C1") },
	{ .name = T("pair"), .member = T("C2") },
};

static void given(struct sample *sample, const char *indicator, const int64_t values[R_COUNT])
{
	struct statement said[R_COUNT];
	char refs[R_COUNT][8];
	size_t count = 0;
	for (int r = 0; r < R_COUNT; r++) {
		if (values[r] < 0)
			continue;
		snprintf(refs[count], sizeof refs[count], "G%d", r);
		said[count] = sample_statement(refs[count], values[r]);
		said[count].kind = STATEMENT_GIVEN;
		said[count].indicator = indicator;
		said[count].region = sample_codes[r];
		count++;
	}
	assert_true(store_put_statements(sample->writer, "staff", STATEMENT_GIVEN, said, count, &sample->error));
}

static struct store_reader *begin(
	struct sample *sample, bool lists, enum tally_direction direction, const int64_t values[R_COUNT])
{
	struct faults faults;
	struct store_reader *reader;
	uint32_t cube;
	int slot;
	struct store_indicator score = { .name = "staff.score",
		.area = "staff",
		.unit = "分",
		.direction = direction,
		.grains = TALLY_GRAIN_YEAR,
		.kind = VALUE_NUMBER,
		.place = 1 };
	sample_open(sample);
	faults_init(&faults, &sample->arena);
	if (lists)
		assert_true(region_sets_build(rows, sizeof rows / sizeof rows[0], "ranksets.csv", &sample->arena, &faults,
			&sample->tree, &sample->error));
	assert_int_equal(faults.count, 0);
	sample_begin(sample, false);
	assert_true(store_put_indicator(sample->writer, &score, &cube, &slot, &sample->error));
	given(sample, "staff.score", values);
	sample_commit(sample);
	reader = store_open(sample->path, &sample->error);
	assert_non_null(reader);
	return reader;
}

static struct cell_place place_of(struct store_reader *reader, const char *indicator, int region, const char *when)
{
	return (struct cell_place){ names_indicator(store_names(reader), text_of(indicator)), region, sample_period(when), 0 };
}

/* "place/of", with the reason and how many there are where there is no rank. */
static void expect_ranks(
	struct sample *sample, struct store_reader *reader, const struct name_rank_set *list, const char *expected)
{
	struct standing *standing = standing_create(reader, &sample->arena);
	char found[512] = "";
	for (int r = 0; r < R_COUNT; r++) {
		struct rank rank;
		size_t at = strlen(found);
		struct cell_place place = place_of(reader, "staff.score", r, "2018");
		assert_true(standing_rank(standing, &place, list, &rank, &sample->error));
		if (rank.reason == REASON_NONE)
			snprintf(found + at, sizeof found - at, "%d-%d/%d ", rank.place, rank.place_last, rank.of);
		else
			snprintf(found + at, sizeof found - at, "(%s %d/%d) ", reason_text(rank.reason), rank.have, rank.of);
	}
	if (strcmp(found, expected) != 0)
		fail_msg("found: %s\nexpected: %s", found, expected);
}

static void finish(struct sample *sample, struct store_reader *reader)
{
	store_close(reader);
	sample_close(sample);
}

/* Nation 7, city 5, counties 5 and 5, zone 3: the next place is skipped. */
static void test_ties(void **state)
{
	static const int64_t values[R_COUNT] = { 7, 5, 5, 5, 3, -1, -1 };
	struct sample sample;
	(void)state;
	struct store_reader *reader = begin(&sample, true, TALLY_HIGHER, values);
	const struct store_names *names = store_names(reader);
	assert_int_equal(names->rank_sets_count, 2);
	assert_string_equal(names->rank_sets[0].title, "all of them");
	assert_int_equal(names->rank_sets[0].members[0], R_ZONE);
	assert_ptr_equal(standing_list(names, R_EAST), &names->rank_sets[0]);
	assert_null(standing_list(names, R_CITY_REST));
	expect_ranks(&sample, reader, &names->rank_sets[0], "1-5/5 2-2/5 2-2/5 2-2/5 5-1/5 (not ranked 0/0) (not ranked 0/0) ");
	expect_ranks(&sample, reader, &names->rank_sets[1],
		"(not ranked 0/0) (not ranked 0/0) 1-1/2 1-1/2 (not ranked 0/0) (not ranked 0/0) (not ranked 0/0) ");
	finish(&sample, reader);
	reader = begin(&sample, true, TALLY_LOWER, values);
	expect_ranks(&sample, reader, store_names(reader)->rank_sets,
		"5-1/5 2-2/5 2-2/5 2-2/5 1-5/5 (not ranked 0/0) (not ranked 0/0) ");
	finish(&sample, reader);
}

/* Without lists: counties against counties; the zone and the rests against nobody. */
static void test_siblings(void **state)
{
	static const int64_t values[R_COUNT] = { -1, 5, 4, 6, 9, 9, 9 };
	struct sample sample;
	struct rank rank;
	(void)state;
	struct store_reader *reader = begin(&sample, false, TALLY_HIGHER, values);
	expect_ranks(&sample, reader, NULL,
		"(not ranked 0/0) 1-1/1 2-1/2 1-2/2 (not ranked 0/0) (not ranked 0/0) (not ranked 0/0) ");
	/* the west did not exist in 2017 */
	struct standing *standing = standing_create(reader, &sample.arena);
	struct cell_place place = place_of(reader, "staff.score", R_WEST, "2017");
	assert_true(standing_rank(standing, &place, NULL, &rank, &sample.error));
	assert_int_equal(rank.reason, REASON_UNRANKED);
	assert_int_equal(rank.of, 1);
	finish(&sample, reader);
}

static void test_incomplete(void **state)
{
	static const int64_t values[R_COUNT] = { 7, 5, -1, 5, 3, -1, -1 };
	struct sample sample;
	(void)state;
	struct store_reader *reader = begin(&sample, true, TALLY_HIGHER, values);
	expect_ranks(&sample, reader, store_names(reader)->rank_sets,
		"(incomplete 4/5) (incomplete 4/5) (missing 4/5) (incomplete 4/5) (incomplete 4/5) (not ranked 0/0) (not "
		"ranked "
		"0/0) ");
	finish(&sample, reader);
	reader = begin(&sample, true, TALLY_UNDIRECTED, values);
	expect_ranks(&sample, reader, store_names(reader)->rank_sets + 1,
		"(not ranked 0/0) (not ranked 0/0) (no direction 0/0) (no direction 0/0) (not ranked 0/0) (not ranked 0/0) "
		"(not "
		"ranked 0/0) ");
	finish(&sample, reader);
}

static void expect_share(struct store_reader *reader, const char *indicator, int region, enum share_of of, const char *expected)
{
	struct tally_error error = { 0 };
	struct value share;
	char text[VALUE_TEXT_BYTES];
	struct cell_place place = place_of(reader, indicator, region, "2018");
	assert_true(standing_share(reader, &place, of, &share, &error));
	value_print_exact(&share, text);
	assert_string_equal(share.kind == VALUE_NONE ? reason_text(share.reason) : text, expected);
}

static void test_shares(void **state)
{
	static const int64_t values[R_COUNT] = { 300, 100, 40, 60, 0, -1, -1 };
	struct sample sample;
	(void)state;
	struct store_reader *reader = begin(&sample, false, TALLY_HIGHER, values);
	expect_share(reader, "staff.score", R_EAST, SHARE_PARENT, "40");
	expect_share(reader, "staff.score", R_CITY, SHARE_PARENT, "33.3333");
	expect_share(reader, "staff.score", R_CITY, SHARE_TOTAL, "100");
	expect_share(reader, "staff.score", R_ZONE, SHARE_TOTAL, "0");
	expect_share(reader, "staff.score", R_NATION, SHARE_PARENT, ""); /* nothing is above */
	expect_share(reader, "staff.score", R_NATION, SHARE_TOTAL, ""); /* outside home */
	expect_share(reader, "staff.score", R_EAST, SHARE_PARTS, ""); /* the total itself */
	expect_share(reader, "staff.score", R_CITY_REST, SHARE_PARENT, ""); /* no value */
	expect_share(reader, "ip.grants", R_EAST, SHARE_PARENT, "whole is zero");
	expect_share(reader, "ip.grants", R_CITY, SHARE_PARENT, "above the scope");
	finish(&sample, reader);
	struct name_indicator each = { .formula = "", .unit = "件/万人" }, percent = { .formula = "", .unit = "%" },
			      sum = { .formula = "", .unit = "件", .measure = TALLY_SUM };
	assert_false(indicator_adds(&each));
	assert_false(indicator_adds(&percent));
	assert_true(indicator_adds(&sum));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_ties), cmocka_unit_test(test_siblings),
		cmocka_unit_test(test_incomplete), cmocka_unit_test(test_shares) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
