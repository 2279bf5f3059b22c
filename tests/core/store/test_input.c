/* Tests of store/input.c: what runs worked from, and in what two of them differ. */
#include "store/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void run(struct sample *sample, const struct store_input *inputs, size_t count)
{
	sample_begin(sample, false);
	assert_true(store_put_inputs(sample->writer, INPUT_SOURCE, "ip.patents", inputs, count, &sample->error));
	assert_true(store_put_inputs(sample->writer, INPUT_CORE, "", &(struct store_input){ "tally", "1" }, 1, &sample->error));
	sample_commit(sample);
}

/* "4 ip.patents b.csv 2>3; ..." */
static void expect(struct sample *sample, int64_t before, int64_t after, const char *expected)
{
	struct store_reader *reader = store_open(sample->path, &sample->error);
	const struct input_difference *rows;
	size_t count;
	char found[512] = "";
	assert_non_null(reader);
	assert_true(store_input_differences(reader, before, after, &sample->arena, &rows, &count, &sample->error));
	for (size_t i = 0; i < count; i++) {
		size_t at = strlen(found);
		snprintf(found + at, sizeof found - at, "%s%d %s %s %s%c%s", i ? "; " : "", rows[i].kind, rows[i].owner,
			rows[i].name, rows[i].before, "+>-"[rows[i].change], rows[i].after);
	}
	assert_string_equal(found, expected);
	store_close(reader);
}

static void test_differences(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	run(&sample, (struct store_input[]){ { "a.csv", "1" }, { "b.csv", "2" } }, 2);
	run(&sample, (struct store_input[]){ { "a.csv", "1" }, { "b.csv", "3" } }, 2);
	run(&sample, (struct store_input[]){ { "c.csv", "4" }, { "b.csv", "3" } }, 2);
	run(&sample, (struct store_input[]){ { "b.csv", "2" }, { "a.csv", "1" } }, 2);
	run(&sample, (struct store_input[]){ { "a.csv", "1" }, { "b.csv", "2" } }, 2);
	expect(&sample, 1, 2, "4 ip.patents b.csv 2>3");
	expect(&sample, 2, 1, "4 ip.patents b.csv 3>2");
	expect(&sample, 2, 3, "4 ip.patents a.csv 1-; 4 ip.patents c.csv +4");
	expect(&sample, 1, 3, "4 ip.patents a.csv 1-; 4 ip.patents b.csv 2>3; 4 ip.patents c.csv +4");
	expect(&sample, 1, 4, "");
	expect(&sample, 4, 5, "");
	expect(&sample, 5, 5, "");
	sample_close(&sample);
}

static void test_owners_apart(void **state)
{
	struct sample sample;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	assert_true(store_put_inputs(sample.writer, INPUT_GIVEN, "ip", &(struct store_input){ "x", "1" }, 1, &sample.error));
	assert_true(store_put_inputs(sample.writer, INPUT_GIVEN, "staff", &(struct store_input){ "y", "1" }, 1, &sample.error));
	sample_commit(&sample);
	sample_begin(&sample, false); /* an area that is not asked for keeps what it has */
	assert_true(store_put_inputs(sample.writer, INPUT_GIVEN, "ip", NULL, 0, &sample.error));
	sample_commit(&sample);
	expect(&sample, 1, 2, "6 ip x 1-");
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_owners_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
