/* The promise of the ABI: a plugin that was built for an older step still gives the block it gave, and INI gives the same bytes as C. The headers of old steps
 * stay beside this file as they were. */
#include "fixture.h"

#include <unistd.h>

#include "area/declare.h"
#include "area/loader.h"

#define MODULES TALLY_BINARY_DIR "/tests/abi/"
#define SOURCES TALLY_SOURCE_DIR "/tests/abi/"

static const struct block *plugin_block(struct office *office, const char *path, unsigned *abi)
{
	const struct loader_terms terms = { geteuid(), 10 };
	faults_init(&office->faults, &office->arena);
	const struct block *block = loader_block_on(path, &terms, &office->arena, &office->faults, abi, &office->error);
	print_faults(&office->faults);
	if (!block)
		fail_msg("%s: %s", path, office->error.what);
	return block;
}

/* Of one INI, or of two of which the second goes on where the first ends. */
static const struct block *ini_block(struct office *office, const char *first, const char *second)
{
	const char *const paths[] = { first, second };
	struct ini_file ini;
	char text[16384];
	size_t length = 0;
	for (int i = 0; i < 2 && paths[i]; i++) {
		FILE *file = fopen(paths[i], "r");
		assert_non_null(file);
		length += fread(text + length, 1, sizeof(text) - 1 - length, file);
		fclose(file);
	}
	text[length] = '\0';
	office_write(office, "areas/loans.ini", text);
	faults_init(&office->faults, &office->arena);
	assert_true(ini_read(office_path(office, "areas/loans.ini"), &office->arena, &ini, &office->faults, &office->error));
	const struct tally_area *declared = declare_area(&ini, "loans", &office->arena, &office->faults);
	assert_non_null(declared);
	const struct block *block = block_adopt(declared, "loans.ini", &ini, &office->arena, &office->faults, &office->error);
	print_faults(&office->faults);
	assert_non_null(block);
	return block;
}

static void same(const struct block *a, const struct block *b)
{
	assert_int_equal(a->bytes, b->bytes);
	assert_memory_equal(a, b, a->bytes);
}

static void a_plugin_of_the_first_step(void **state)
{
	struct office *office = *state;
	unsigned abi = 0;
	const struct block *first = plugin_block(office, MODULES "abi_first.so", &abi);
	assert_int_equal(abi, TALLY_ABI_MAJOR << 16);
	same(first, ini_block(office, SOURCES "area.ini", NULL));
	same(first, plugin_block(office, MODULES "abi_same.so", &abi)); /* the same source with the header of today */
	assert_int_equal(abi, TALLY_ABI);
}

static void what_was_appended(void **state)
{
	struct office *office = *state;
	unsigned abi = 0;
	const struct block *now = plugin_block(office, MODULES "abi_now.so", &abi);
	same(now, ini_block(office, SOURCES "area.ini", SOURCES "area_1_1.ini"));
	assert_int_equal(now->tables[BLOCK_INDICATORS].count, 11);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_plugin_of_the_first_step, office_open, office_close),
		cmocka_unit_test_setup_teardown(what_was_appended, office_open, office_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
