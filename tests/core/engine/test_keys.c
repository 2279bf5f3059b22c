/* Tests of engine/keys.c: equal keys of typed records, found by sorting. */
#include "engine/keys.h"

#include "../base/random.h"
#include "fixture.h"

enum { FIELDS = 4 };

static const struct schema_field fields[FIELDS] = { { .name = "name", .type = TALLY_TEXT },
	{ .name = "number", .type = TALLY_INTEGER }, { .name = "day", .type = TALLY_DATE },
	{ .name = "code", .type = TALLY_CODE } };

/* Columns of one batch; name "" and number, day, code -1 are null. */
struct sheet {
	struct tally_string names[TALLY_BATCH_ROWS];
	int64_t numbers[TALLY_BATCH_ROWS];
	int32_t days[TALLY_BATCH_ROWS];
	uint32_t codes[TALLY_BATCH_ROWS];
	uint64_t present[FIELDS][TALLY_BATCH_ROWS / 64];
	uint64_t take[TALLY_BATCH_ROWS / 64];
	struct tally_column columns[FIELDS];
	struct tally_batch batch;
};

static void sheet_init(struct sheet *s)
{
	memset(s, 0, sizeof(*s));
	const void *values[FIELDS] = { s->names, s->numbers, s->days, s->codes };
	for (int i = 0; i < FIELDS; i++)
		s->columns[i] = (struct tally_column){ values[i], s->present[i], fields[i].type, 0 };
	s->batch = (struct tally_batch){ s->columns, FIELDS, 0 };
}

static void mark(uint64_t *bits, uint32_t row)
{
	bits[row / 64] |= 1ULL << (row % 64);
}

static void add(struct sheet *s, const char *name, int64_t number, int32_t day, int code)
{
	uint32_t row = s->batch.rows++;
	mark(s->take, row);
	s->names[row] = (struct tally_string){ name, strlen(name) };
	s->numbers[row] = number < 0 ? 0 : number;
	s->days[row] = day < 0 ? 0 : day;
	s->codes[row] = code < 0 ? 0 : (uint32_t)code;
	if (name[0])
		mark(s->present[0], row);
	if (number >= 0)
		mark(s->present[1], row);
	if (day >= 0)
		mark(s->present[2], row);
	if (code >= 0)
		mark(s->present[3], row);
}

static struct schema schema_of(const uint32_t *keys, uint32_t count)
{
	return (struct schema){ .fields = fields, .fields_count = FIELDS, .keys = keys, .keys_count = count };
}

/* "2=0" for a repeated row 2, "2!0" for a clash, each with the other row. */
static void check_found(struct sheet *s, const uint32_t *key, uint32_t key_count, const char *wanted)
{
	struct keys keys = { 0 };
	struct key_finding *found = NULL;
	struct schema schema = schema_of(key, key_count);
	size_t count = 0, used = 0;
	char text[256] = "";
	assert_true(keys_add(&keys, &schema, &s->batch, s->take, 100));
	assert_true(keys_find(&keys, &found, &count));
	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%d%c%d", i ? " " : "", (int)found[i].row - 100,
			found[i].clash ? '!' : '=', (int)found[i].other - 100);
	assert_string_equal(text, wanted);
	memory_free(found);
	keys_done(&keys);
	keys_done(&keys);
}

static void test_findings(void **state)
{
	static const uint32_t name[] = { 0 }, name_number[] = { 0, 1 }, number[] = { 1 }, day_code[] = { 2, 3 };
	struct sheet *s = malloc(sizeof(*s));
	(void)state;
	sheet_init(s);
	check_found(s, name, 1, "");
	add(s, "a", 1, 10, 0);
	check_found(s, name, 1, "");
	add(s, "b", 1, 10, 0);
	add(s, "a", 1, 10, 0);
	check_found(s, name, 1, "2=0");
	add(s, "a", 1, 10, 0);
	check_found(s, name, 1, "2=0 3=0");
	add(s, "b", 1, 11, 0);
	check_found(s, name, 1, "1!4 2=0 3=0 4!1");
	check_found(s, name_number, 2, "1!4 2=0 3=0 4!1");
	add(s, "a", 2, 10, 0);
	check_found(s, name, 1, "0!2 1!4 2!0 3!0 4!1 5!0");
	check_found(s, name_number, 2, "1!4 2=0 3=0 4!1");
	check_found(s, number, 1, "0!1 1!0 2!0 3!0 4!0");
	check_found(s, day_code, 2, "0!1 1!0 2!0 3!0 5!0");
	free(s);
}

static void test_nulls(void **state)
{
	static const uint32_t name[] = { 0 }, name_number[] = { 0, 1 };
	struct sheet *s = malloc(sizeof(*s));
	(void)state;
	sheet_init(s);
	add(s, "", 1, 1, 1);
	add(s, "", 1, 1, 1);
	check_found(s, name, 1, ""); /* a key that is empty is no key */
	add(s, "a", -1, 1, 1);
	add(s, "a", -1, 1, 1);
	check_found(s, name_number, 2, "");
	check_found(s, name, 1, "3=2");
	add(s, "b", -1, 1, 1);
	add(s, "b", 0, 1, 1); /* nothing and 0 are not the same */
	check_found(s, name, 1, "3=2 4!5 5!4");
	s->take[0] &= ~(1ULL << 2); /* a rejected record takes no part */
	check_found(s, name, 1, "4!5 5!4");
	free(s);
}

/* Parts are told apart: "ab" + "c" is not "a" + "bc"; nor do the values of neighbouring fields change places. */
static void test_keys_of_several_fields(void **state)
{
	static const uint32_t name_number[] = { 0, 1 }, numbers[] = { 1, 2 };
	struct sheet *s = malloc(sizeof(*s));
	(void)state;
	sheet_init(s);
	add(s, "A1", 23, 1, 0);
	add(s, "A12", 3, 1, 0);
	add(s, "x y", 5, 6, 0);
	add(s, "xy", 6, 5, 0);
	check_found(s, name_number, 2, "");
	check_found(s, numbers, 2, "");
	free(s);
}

/* Many batches: what a plain comparison of all pairs says. */
static void test_many(void **state)
{
	enum { BATCHES = 3, ROWS = BATCHES * 200 };
	static const uint32_t name[] = { 0 };
	static char names[400][8];
	static int name_of[ROWS], number_of[ROWS];
	struct sheet *s = malloc(sizeof(*s));
	struct schema schema = schema_of(name, 1);
	struct keys keys = { 0 };
	struct key_finding *found;
	uint64_t random = 20181231;
	size_t count, wanted = 0;
	(void)state;
	for (int i = 0; i < 400; i++)
		snprintf(names[i], sizeof(names[i]), "N%d", i);
	for (int b = 0; b < BATCHES; b++) {
		sheet_init(s);
		for (int i = 0; i < 200; i++) {
			int row = b * 200 + i;
			name_of[row] = (int)random_below(&random, 400);
			number_of[row] = (int)random_below(&random, 2);
			add(s, names[name_of[row]], number_of[row], 1, 1);
		}
		assert_true(keys_add(&keys, &schema, &s->batch, s->take, (uint64_t)b * 200));
	}
	assert_true(keys_find(&keys, &found, &count));
	for (int row = 0; row < ROWS; row++) {
		bool clash = false, before = false;
		for (int k = 0; k < ROWS; k++) {
			clash |= name_of[k] == name_of[row] && number_of[k] != number_of[row];
			before |= k < row && name_of[k] == name_of[row];
		}
		if (!clash && !before)
			continue;
		assert_true(wanted < count);
		assert_int_equal(found[wanted].row, row);
		assert_int_equal(found[wanted].clash, clash);
		assert_int_not_equal(found[wanted].other, row);
		assert_int_equal(name_of[found[wanted].other], name_of[row]);
		wanted++;
	}
	assert_int_equal(count, wanted);
	memory_free(found);
	keys_done(&keys);
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_findings),
		cmocka_unit_test(test_nulls),
		cmocka_unit_test(test_keys_of_several_fields),
		cmocka_unit_test(test_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
