/* Tests of store/record.c: which records were added, edited and removed by a run, and when nothing can be said. */
#include "store/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"
#include "store/input.h"

static void run(struct sample *sample, const struct store_record *records, size_t count, bool kept)
{
	struct store_input input = { "ip.patents", "kept" };
	sample_begin(sample, false);
	assert_true(store_put_inputs(sample->writer, INPUT_KEPT, "ip", &input, kept, &sample->error));
	if (kept)
		assert_true(store_put_records(sample->writer, sample->patents, records, count, &sample->error));
	else
		assert_true(store_drop_records(sample->writer, sample->patents, &sample->error));
	sample_commit(sample);
}

/* "+1 d ~1 b -2 a c" */
static void expect(struct sample *sample, int64_t which, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	struct record_changes changes;
	char found[512] = "";
	assert_non_null(reader);
	assert_true(store_record_changes(reader, "ip", "patents", which, &sample->arena, &changes, &sample->error));
	for (int change = 0; change < RECORD_CHANGES; change++) {
		size_t at = strlen(found);
		if (changes.counts[change])
			snprintf(found + at, sizeof found - at, "%c%d ", "+~-"[change], (int)changes.counts[change]);
		for (int k = 0; k < RECORD_KEYS_MOST && changes.keys[change][k]; k++) {
			at = strlen(found);
			snprintf(found + at, sizeof found - at, "%s ", changes.keys[change][k]);
		}
	}
	assert_string_equal(found, expected);
	store_close(reader);
}

static void test_changes(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	run(&sample, (struct store_record[]){ { "a", 1 }, { "b", 2 }, { "c", 3 } }, 3, true);
	run(&sample, (struct store_record[]){ { "b", UINT64_MAX }, { "d", 4 } }, 2, true);
	run(&sample, (struct store_record[]){ { "b", UINT64_MAX }, { "d", 4 } }, 2, true);
	run(&sample, NULL, 0, true);
	run(&sample, (struct store_record[]){ { "a", 1 } }, 1, true); /* back again */
	run(&sample, NULL, 0, false); /* too many: kept no longer */
	run(&sample, (struct store_record[]){ { "x", 1 } }, 1, true); /* and again, from the beginning */
	run(&sample, (struct store_record[]){ { "x", 1 }, { "y", 1 } }, 2, true);
	expect(&sample, 1, "");
	expect(&sample, 2, "");
	expect(&sample, 6, "");
	expect(&sample, 7, "");
	expect(&sample, 8, "+1 y ");
	sample_close(&sample);
}

static void test_kept(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	run(&sample, (struct store_record[]){ { "a", 1 }, { "b", 2 }, { "c", 3 } }, 3, true);
	run(&sample, (struct store_record[]){ { "b", UINT64_MAX }, { "d", 4 } }, 2, true);
	run(&sample, (struct store_record[]){ { "b", UINT64_MAX }, { "d", 4 } }, 2, true);
	run(&sample, NULL, 0, true);
	run(&sample,
		(struct store_record[]){ { "a", 1 }, { "b", 1 }, { "c", 1 }, { "d", 1 }, { "e", 1 }, { "f", 1 }, { "g", 1 } },
		7, true);
	expect(&sample, 1, ""); /* the first one: nothing to compare with */
	expect(&sample, 2, "+1 d ~1 b -2 a c ");
	expect(&sample, 3, "");
	expect(&sample, 4, "-2 b d ");
	expect(&sample, 5, "+7 a b c d e ");
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
