/* Tests of view/request.c: what is asked for is found, and what is not is told with the nearest name. */
#include "view/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

struct asking {
	struct summary_request request;
	struct asked found;
	const char *why; /* NULL: it is found */
};

static struct store_reader *opened(struct sample *sample)
{
	sample_open(sample);
	sample_begin(sample, false);
	assert_true(store_put_area(sample->writer, "off", "", "", "", 2, false, &sample->error));
	sample_commit(sample);
	struct store_reader *reader = store_open(sample->path, &sample->error);
	assert_non_null(reader);
	return reader;
}

static void test_table(void **state)
{
	period year = sample_period("2018");
	const struct asking cases[] = {
		{ { 0 }, { -1, -1, R_CITY, year }, NULL },
		{ { .area = "ip" }, { 0, -1, R_CITY, year }, NULL },
		{ { .area = "pi" }, { 0 }, "unknown area 'pi'; did you mean 'ip'?" },
		{ { .area = "off" }, { 0 }, "area 'off' is switched off" },
		{ { .indicator = "ip.money" }, { -1, 2, R_CITY, year }, NULL },
		{ { .indicator = "money" }, { -1, 2, R_CITY, year }, NULL },
		{ { .indicator = "mony" }, { 0 }, "unknown indicator 'mony'; did you mean 'money'?" },
		{ { .indicator = "ip.mony" }, { 0 }, "did you mean 'ip.money'?" },
		{ { .area = "staff", .indicator = "money" }, { 0 }, "unknown indicator 'money'" },
		{ { .region = "C1" }, { -1, -1, R_EAST, year }, NULL },
		{ { .region = "East" }, { -1, -1, R_EAST, year }, NULL },
		{ { .region = "Eats" }, { 0 }, "unknown region 'Eats'; did you mean 'East'?" },
		{ { .period = "2017Q3" }, { -1, -1, R_CITY, sample_period("2017Q3") }, NULL },
		{ { .period = "last year" }, { 0 }, "period: 'last year': write 2018" },
		{ { .by = "kind" }, { -1, -1, R_CITY, year }, NULL },
		{ { .by = "none" }, { -1, -1, R_CITY, year }, NULL },
		{ { .by = "kinds" }, { 0 }, "unknown breakdown 'kinds'; did you mean 'kind'?" },
		{ { .by = "kind", .indicator = "money" }, { 0 }, "unknown breakdown 'kind'" },
	};
	struct sample sample;
	struct store_reader *reader = opened(&sample);
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct tally_error error = { 0 };
		struct asked asked;
		bool good = request_resolve(store_names(reader), &cases[i].request, &sample.arena, &asked, &error);
		if (good != !cases[i].why || (!good && (error.code != ERROR_USAGE || !strstr(error.what, cases[i].why))))
			fail_msg("case %zu: %s", i, error.what);
		if (good &&
			(asked.area != cases[i].found.area || asked.indicator != cases[i].found.indicator ||
				asked.region != cases[i].found.region || asked.when != cases[i].found.when))
			fail_msg("case %zu: area %d indicator %d region %d", i, asked.area, asked.indicator, asked.region);
	}
	store_close(reader);
	sample_close(&sample);
}

/* A short name that two areas have. */
static void test_shared(void **state)
{
	struct sample sample;
	struct tally_error error = { 0 };
	struct asked asked;
	uint32_t cube;
	int slot;
	(void)state;
	sample_open(&sample);
	sample_begin(&sample, false);
	struct store_indicator twin = { .name = "staff.money", .area = "staff", .kind = VALUE_NUMBER, .grains = 1 };
	assert_true(store_put_indicator(sample.writer, &twin, &cube, &slot, &sample.error));
	sample_commit(&sample);
	struct store_reader *reader = store_open(sample.path, &sample.error);
	struct summary_request request = { .indicator = "money" };
	assert_false(request_resolve(store_names(reader), &request, &sample.arena, &asked, &error));
	assert_non_null(strstr(error.what, "is in 2 areas"));
	error_clear(&error);
	request.area = "staff";
	assert_true(request_resolve(store_names(reader), &request, &sample.arena, &asked, &error));
	assert_string_equal(store_names(reader)->indicators[asked.indicator].name, "staff.money");
	store_close(reader);
	sample_close(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_table), cmocka_unit_test(test_shared) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
