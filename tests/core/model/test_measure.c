/* Tests of model/measure.c: the table of measures and how values of them come together. */
#include "model/measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void forms(void **state)
{
	(void)state;
	for (enum tally_measure measure = TALLY_COUNT; measure <= TALLY_SHARE; measure++) {
		const struct measure_form *form = measure_form(measure);
		assert_true(form->name[0] != '\0');
		assert_in_range(form->columns, form->stored, MEASURE_COLUMNS_MAX);
		assert_int_equal(form->stored, form->kind == VALUE_PARTS ? 2 : 1);
		assert_true(form->zero || !form->moves); /* what is nothing without records neither enters nor leaves */
		assert_true(form->zero || !form->additive);
		assert_true(form->combine == COMBINE_ADD || form->kind == VALUE_NUMBER);
	}
	assert_string_equal(measure_form(TALLY_SHARE)->name, "share");
	assert_ptr_equal(measure_form(TALLY_SHARE + 1), measure_form(0)); /* of a store that knows more */
}

/* What is neutral changes nothing, and the order does not matter. */
static void combining(void **state)
{
	static const int64_t values[] = { 0, 1, -1, 7, INT64_MAX, INT64_MIN };
	static const struct {
		enum combine combine;
		int64_t a, b, both;
	} rows[] = {
		{ COMBINE_ADD, 3, -5, -2 },
		{ COMBINE_MIN, 3, -5, -5 },
		{ COMBINE_MAX, 3, -5, 3 },
		{ COMBINE_MIN, INT64_MIN, INT64_MAX, INT64_MIN },
		{ COMBINE_MAX, INT64_MIN, INT64_MAX, INT64_MAX },
		{ COMBINE_MIN, 0, 0, 0 },
	};
	(void)state;
	for (enum combine combine = COMBINE_ADD; combine <= COMBINE_MAX; combine++)
		for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
			wide neutral = combine_neutral(combine);
			assert_true(combine_two(combine, neutral, values[i]) == values[i]);
			assert_true(combine_two(combine, values[i], neutral) == values[i]);
			assert_true(combine == COMBINE_ADD || neutral != values[i]);
		}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(combine_two(rows[i].combine, rows[i].a, rows[i].b) == rows[i].both);
		assert_true(combine_two(rows[i].combine, rows[i].b, rows[i].a) == rows[i].both);
	}
	assert_true(combine_two(COMBINE_ADD, INT64_MAX, INT64_MAX) == 2 * (wide)INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(combining),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
