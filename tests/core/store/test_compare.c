/* Tests of store/compare.c: two runs side by side, also where columns moved, a row went, or a 0 is stored in one of them only. */
#include "store/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

struct place {
	int region, part;
	int64_t values[5]; /* grants, in force, entries, exits, money */
};

static void run(struct sample *sample, const struct place *places, size_t count)
{
	struct store_changes changes;
	int64_t keys[8], values[40];
	uint8_t present[8];
	sample_begin(sample, false);
	for (size_t i = 0; i < count; i++) {
		keys[i] = sample_key(sample, sample->cube, places[i].region, "2018", places[i].part);
		memcpy(values + i * 5, places[i].values, sizeof places[i].values);
		present[i] = 31;
	}
	struct cells cells = { 5, count, keys, values, present };
	assert_true(store_put_cells(sample->writer, sample->cube, &cells, &changes, &sample->error));
	sample_commit(sample);
}

struct found {
	char text[1024];
};

static bool take(void *user, const struct compared *row, struct tally_error *error)
{
	struct found *found = user;
	size_t at = strlen(found->text);
	char before[VALUE_TEXT_BYTES], after[VALUE_TEXT_BYTES];
	(void)error;
	value_print_exact(&row->before.value, before);
	value_print_exact(&row->after.value, after);
	snprintf(found->text + at, sizeof found->text - at, "%s%s %s %s>%s", at ? "; " : "", row->region, row->breakdown,
		row->before.value.kind ? before : reason_text(row->before.value.reason),
		row->after.value.kind ? after : reason_text(row->after.value.reason));
	return true;
}

static void expect(struct sample *sample, const char *indicator, int64_t before, int64_t after, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	struct found found = { "" };
	assert_non_null(reader);
	int row = names_indicator(store_names(reader), text_of(indicator));
	assert_true(store_compare(reader, row, before, after, take, &found, &sample->error));
	assert_string_equal(found.text, expected);
	store_close(reader);
}

static void test_runs(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	run(&sample, (struct place[]){ { R_CITY, B_TOTAL, { 39, 56, 9, 3, 100 } }, { R_EAST, B_TOTAL, { 1, 5, 0, 0, 100 } } },
		2);
	run(&sample, (struct place[]){ { R_CITY, B_TOTAL, { 39, 56, 10, 4, 200 } }, { R_EAST, B_TOTAL, { 1, 5, 0, 0, 100 } } },
		2);
	run(&sample, (struct place[]){ { R_CITY, B_TOTAL, { 38, 56, 10, 4, 200 } } }, 1);
	run(&sample, (struct place[]){ { R_CITY, B_TOTAL, { 39, 56, 9, 3, 100 } }, { R_WEST, B_DESIGN, { 0, 7, 0, 0, 0 } } },
		2);
	expect(&sample, "ip.grants", 1, 2, "");
	expect(&sample, "ip.in_force", 1, 2, "C  56>56"); /* others came and left */
	expect(&sample, "ip.money", 1, 2, "C  1>2");
	expect(&sample, "ip.grants", 2, 3, "C  39>38; C1  1>0"); /* inside the coverage: no row is 0 */
	expect(&sample, "ip.grants", 3, 2, "C  38>39; C1  0>1");
	expect(&sample, "ip.grants", 3, 4, "C  38>39"); /* the stored 0 in the west says nothing new */
	expect(&sample, "ip.in_force", 3, 4, "C  56>56; C2 kind=design 0>7");
	expect(&sample, "ip.grants", 1, 4, "C1  1>0");
	expect(&sample, "ip.grants", 4, 4, "");
	expect(&sample, "ip.per_10k", 1, 4, "");
	expect(&sample, "ip.population", 1, 4, ""); /* has no cells */
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_runs) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
