#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define T(literal)                                                                                                             \
	{                                                                                                                      \
		literal, sizeof(literal) - 1                                                                                   \
	}
#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

const char *const sample_codes[R_COUNT] = { "000000", "C", "C1", "C2", "Z1", "C.rest", "000000.rest" };

static const struct region_row region_rows[] = {
	{ .code = T("000000"), .name = T("nation"), .level = T("nation") },
	{ .code = T("C"), .name = T("City"), .level = T("prefecture"), .parent = T("000000") },
	{ .code = T("C2"), .name = T("West"), .level = T("county"), .parent = T("C"), .first_day = T("2018-01-01") },
	{ .code = T("C1"), .name = T("East"), .level = T("county"), .parent = T("C") },
	{ .code = T("Z1"), .name = T("Zone"), .level = T("zone"), .parent = T("C"), .kind = T("zone") },
	{ .code = T("C9"), .name = T("Ended"), .level = T("county"), .parent = T("C"), .last_day = T("2018-06-30") },
};

static void grow(struct sample *sample, size_t rows)
{
	struct faults faults;
	faults_init(&faults, &sample->arena);
	assert_true(
		region_tree_build(region_rows, rows, "regions.csv", &sample->arena, &faults, &sample->tree, &sample->error));
	assert_int_equal(faults.count, 0);
}

void sample_open(struct sample *sample)
{
	*sample = (struct sample){ .folder = "/tmp/tally_store_XXXXXX" };
	assert_non_null(mkdtemp(sample->folder));
	snprintf(sample->path, sizeof sample->path, "%s/x.db", sample->folder);
	grow(sample, COUNT(region_rows) - 1);
	assert_int_equal(sample->tree.count, R_COUNT);
	for (int i = 0; i < R_COUNT; i++)
		assert_string_equal(sample->tree.rows[i].code, sample_codes[i]);
}

void sample_add_ended(struct sample *sample)
{
	grow(sample, COUNT(region_rows));
	assert_string_equal(sample->tree.rows[R_ENDED].code, "C9");
}

void sample_close(struct sample *sample)
{
	static const char *const tails[] = { "", ".lock", ".new", "-wal", "-shm", "-journal", ".new-journal" };
	char path[128];
	store_rollback(sample->writer);
	for (size_t i = 0; i < COUNT(tails); i++) {
		snprintf(path, sizeof path, "%s%s", sample->path, tails[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(sample->folder), 0);
	arena_done(&sample->arena);
}

static void put_indicator(struct sample *sample, const struct store_indicator *indicator, uint32_t *cube, int slot)
{
	int given = -1;
	assert_true(store_put_indicator(sample->writer, indicator, cube, &given, &sample->error));
	assert_int_equal(given, slot);
}

static void put_ip(struct sample *sample)
{
	uint32_t none;
	struct store_part parts[] = { { sample->breakdowns[B_INVENTION], "kind", "发明", true, false, false },
		{ sample->breakdowns[B_DESIGN], "kind", "外观设计", true, false, false },
		{ sample->breakdowns[B_UNKNOWN], "kind", "unknown", false, false, false } };
	struct store_indicator counted = { .name = "ip.grants",
		.area = "ip",
		.title = "授权量",
		.title_en = "grants",
		.unit = "件",
		.register_id = sample->patents,
		.cube = "flow county kind",
		.width = 1,
		.kind = VALUE_NUMBER,
		.measure = TALLY_COUNT,
		.time = TALLY_FLOW,
		.grains = TALLY_GRAIN_YEAR,
		.parts = parts,
		.parts_count = 3 };
	put_indicator(sample, &counted, &sample->cube, 0);
	counted.name = "ip.in_force";
	counted.title = "有效量";
	counted.title_en = "";
	counted.time = TALLY_STOCK;
	counted.width = 3;
	counted.place = 1;
	put_indicator(sample, &counted, &sample->cube, 1);
	counted.name = "ip.money";
	counted.title = "金额";
	counted.time = TALLY_FLOW;
	counted.width = 1;
	counted.place = 2;
	counted.scale = 2;
	counted.decimals = 2;
	counted.measure = TALLY_SUM;
	counted.parts_count = 0;
	put_indicator(sample, &counted, &sample->cube, 4);
	struct store_indicator formula = { .name = "ip.per_10k",
		.area = "ip",
		.title = "每万人",
		.unit = "件/万人",
		.formula = "in_force / population * 10000",
		.cube = "formula ip.per_10k",
		.width = 3,
		.kind = VALUE_PARTS,
		.decimals = 2,
		.place = 3,
		.grains = TALLY_GRAIN_YEAR };
	put_indicator(sample, &formula, &sample->formula_cube, 0);
	struct store_indicator given = { .name = "ip.population",
		.area = "ip",
		.title = "人口",
		.unit = "人",
		.cube = "",
		.kind = VALUE_NUMBER,
		.time = TALLY_STOCK,
		.place = 4,
		.grains = TALLY_GRAIN_YEAR };
	put_indicator(sample, &given, &none, 0);
	assert_int_equal(none, 0);
}

void sample_begin(struct sample *sample, bool dry)
{
	static const char *const texts[] = { "kind=", "kind=design", "kind=invention" };
	struct tally_error *error = &sample->error;
	struct store_workspace workspace = { "sample office", "zh_CN", &sample->tree, R_CITY, TALLY_GRAIN_YEAR,
		sample_period("2018"), ROUND_HALF_UP, false };
	assert_true(store_begin(sample->path, dry, "2019-01-02T03:04:05Z", &sample->writer, error));
	assert_true(store_put_workspace(sample->writer, &workspace, &sample->arena, &sample->regions, error));
	assert_true(store_put_breakdowns(sample->writer, texts, COUNT(texts), sample->breakdowns + 1, error));
	assert_true(store_put_area(sample->writer, "ip", "知识产权", "patents", "1.0", 0, true, error));
	assert_true(store_put_area(sample->writer, "staff", "人员", "", "", 1, true, error));
	struct store_register patents = { "ip", "patents", "专利台账", "", "C", date_from(2017, 1, 1),
		date_from(2018, 12, 31) };
	assert_true(store_put_register(sample->writer, &patents, &sample->patents, error));
	put_ip(sample);
	uint32_t none;
	struct store_indicator people = { .name = "staff.people",
		.area = "staff",
		.title = "人数",
		.unit = "人",
		.kind = VALUE_NUMBER,
		.time = TALLY_STOCK,
		.grains = TALLY_GRAIN_YEAR };
	put_indicator(sample, &people, &none, 0);
	assert_true(store_end_area(sample->writer, "ip", error));
	assert_true(store_end_area(sample->writer, "staff", error));
}

void sample_commit(struct sample *sample)
{
	struct store_writer *writer = sample->writer;
	sample->writer = NULL;
	if (!store_commit(writer, &sample->error))
		fail_msg("%s", sample->error.what);
}

period sample_period(const char *text)
{
	period p = PERIOD_NONE;
	assert_true(period_parse(text_of(text), &p));
	return p;
}

int64_t sample_key(const struct sample *sample, uint32_t cube, int region, const char *when, int breakdown)
{
	return key_make(cube, sample->regions[region], sample_period(when), sample->breakdowns[breakdown]);
}

struct statement sample_statement(const char *ref, int64_t value)
{
	struct value number = value_number(value, 0);
	return (struct statement){ .kind = STATEMENT_PUBLISHED,
		.file = "published.csv",
		.ref = ref,
		.line = 2,
		.indicator = "ip.grants",
		.region = "C",
		.when = sample_period("2018"),
		.breakdown = "",
		.text = "text",
		.unit = "件",
		.bounds = { number, number, number, true, false, false } };
}

bool sample_there(const struct sample *sample, const char *tail)
{
	char path[128];
	struct stat status;
	snprintf(path, sizeof path, "%s%s", sample->path, tail);
	return stat(path, &status) == 0;
}
