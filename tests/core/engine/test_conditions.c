/* Tests of engine/conditions.c: conditions over a batch, record by record. What a condition may say is model/condition.c's. */
#include "fixture.h"

static const char declaration[] =
	"[area]\ntitle = 样本\n[register r]\ntitle = 台账\nfiles = ../rows.csv\n"
	"[field r.day]\ntype = date\n[field r.later]\ntype = date\noptional = yes\n"
	"[field r.level]\ntype = code\ncodes = national:国 | provincial:省 | municipal:市\noptional = yes\ngroup.up = 上: "
	"national | provincial\n"
	"[field r.money]\ntype = decimal\nscale = 2\noptional = yes\n[field r.count]\ntype = integer\noptional = yes\n"
	"[field r.who]\ntype = text\noptional = yes\n[field r.place]\ntype = region\noptional = yes\n"
	"[field r.span]\ntype = period\noptional = yes\n"
	"[field r.tags]\ntype = code\ncodes = ict | bio | oil\nlist = ;\noptional = yes\ngroup.new = 新: ict | bio\n";

static const char rows[] = "day,later,level,money,count,who,place,span,tags\n"
			   "2016-02-29,2017-02-28,national,12.50,12,甲,410902,2018,ict;bio\n" /* 29 February and a year */
			   "2016-02-29,2017-03-01,provincial,12.00,12,it's,410900,2018Q1,oil\n"
			   "2017-01-01,2016-01-01,municipal,-1.00,3,b,411000,2018-10,oil;ict;oil\n"
			   "2018-12-31,,,,,,,,\n"
			   "2018-12-31,2018-12-31,national,0.01,0,甲,410971,2017,bio\n";

struct asked {
	const char *condition, *holds; /* one digit a record */
};

static const struct asked asked[] = {
	{ "level = national", "10001" },
	{ "level != national", "01100" },
	{ "not level = national", "01110" },
	{ "level in national, municipal", "10101" },
	{ "level not in national, municipal", "01000" },
	{ "level = up", "11001" },
	{ "level is null", "00010" },
	{ "level is not null", "11101" },
	{ "money > 12", "10000" },
	{ "money >= 12", "11000" },
	{ "money = 12.5", "10000" },
	{ "money < 0", "00100" },
	{ "money = count", "01000" },
	{ "count < money", "10001" },
	{ "money != count", "10101" },
	{ "count in 3, 12", "11100" },
	{ "count not in 3", "11001" },
	{ "count <= 0", "00001" },
	{ "day < 2017-01-01", "11000" },
	{ "day = 2018-12-31", "00011" },
	{ "later >= day", "11001" },
	{ "later < day", "00100" },
	{ "years(day, later) >= 1", "11000" },
	{ "years(day, later) = 0", "00001" },
	{ "years(day, later) < 0", "00100" },
	{ "who = '甲'", "10001" },
	{ "who = 'it''s'", "01000" },
	{ "who != '甲'", "01100" },
	{ "who in 'b', '甲'", "10101" },
	{ "who not in 'b'", "11001" },
	{ "place = 410900", "11001" },
	{ "place != 410900", "00100" },
	{ "place = 410902", "10000" },
	{ "place in 410971, 411000", "00101" },
	{ "place not in 410902", "01101" },
	{ "span = 2018Q1", "01000" },
	{ "span is null", "00010" },
	{ "tags = ict", "10100" },
	{ "tags = new", "10101" },
	{ "tags in oil, bio", "11101" },
	{ "tags != ict", "01001" },
	{ "not tags = ict", "01011" },
	{ "tags not in ict, bio", "01000" },
	{ "tags is null", "00010" },
	{ "tags = ict and not tags = bio", "00100" },
	{ "level = national and money > 1 or count = 3", "10100" },
	{ "not (level = national or money > 1)", "00110" },
	{ "not (not (who is null))", "00010" },
};

static void check_all(struct fixture *f, const struct tally_batch *batch)
{
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		uint64_t bits[TALLY_BATCH_ROWS / 64];
		struct condition *condition = condition_parse(text_of(asked[i].condition), &f->run.catalog.registers[0].schema,
			&f->run.workspace.regions, &f->arena, &f->error);
		if (!condition)
			fail_msg("%s: %s", asked[i].condition, f->error.what);
		condition_batch(condition, &f->run.workspace.regions, batch, bits);
		char found[8] = "";
		for (uint32_t row = 0; row < batch->rows; row++)
			found[row] = bits[row / 64] >> (row % 64) & 1 ? '1' : '0';
		if (strcmp(found, asked[i].holds) != 0)
			fail_msg("%s: %s instead of %s", asked[i].condition, found, asked[i].holds);
	}
}

static void test_conditions(void **state)
{
	struct fixture f;
	struct record_batch *batch;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a", declaration);
	/* the second city is within this register's scope */
	fixture_write(&f, "tally.ini", "[workspace]\nhome = 000000\nthrough = 2018\n");
	fixture_write(&f, "rows.csv", rows);
	fixture_prepare(&f);
	struct reader_options options = { .catalog = &f.run.catalog, .on = 0 };
	struct reader *reader = reader_open(&options, &f.arena, &f.error);
	assert_non_null(reader);
	assert_true(reader_next(reader, &batch, &f.error));
	assert_int_equal(batch->typed.rows, 5);
	check_all(&f, &batch->typed);
	reader_close(reader);
	fixture_close(&f);
}

/* The last word of a batch that is not full, and a full one. */
static void test_every_word_of_a_batch(void **state)
{
	static int64_t values[TALLY_BATCH_ROWS];
	static uint64_t present[TALLY_BATCH_ROWS / 64];
	struct fixture f;
	(void)state;
	fixture_open(&f);
	fixture_office(&f, "a", "[area]\ntitle = x\n[register r]\nfiles = ../rows.csv\n[field r.count]\ntype = integer\n");
	fixture_prepare(&f);
	for (int i = 0; i < TALLY_BATCH_ROWS; i++)
		values[i] = i;
	memset(present, 0xff, sizeof(present));
	struct tally_column column = { values, present, TALLY_INTEGER, 0 };
	struct condition *condition = condition_parse(
		TEXT("count >= 3 and count != 64"), &f.run.catalog.registers[0].schema, NULL, &f.arena, &f.error);
	assert_non_null(condition);
	for (uint32_t count = 1; count <= TALLY_BATCH_ROWS; count = count * 2 + 1) {
		struct tally_batch batch = { &column, 1, count };
		uint64_t bits[TALLY_BATCH_ROWS / 64];
		condition_batch(condition, NULL, &batch, bits);
		for (uint32_t row = 0; row < count; row++)
			assert_int_equal(bits[row / 64] >> (row % 64) & 1, row >= 3 && row != 64);
	}
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_every_word_of_a_batch),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
