/* Tests of area/block.c: a block is taken only when all of it can be read without a further check, whatever was done to its bytes. */
#include "fixture.h"

#include "area/declare.h"
#include "block_walk.h"

/* The block of tests/core/area/ip.ini, in memory that ends where it ends. */
static struct block *block_make(void)
{
	const char *path = TALLY_SOURCE_DIR "/tests/core/area/ip.ini";
	struct arena arena = { 0 };
	struct faults faults;
	struct tally_error error = { 0 };
	struct ini_file ini;
	faults_init(&faults, &arena);
	assert_true(ini_read(path, &arena, &ini, &faults, &error));
	const struct tally_area *declared = declare_area(&ini, "ip", &arena, &faults);
	assert_non_null(declared);
	const struct block *block = block_adopt(declared, path, &ini, &arena, &faults, &error);
	assert_non_null(block);
	struct block *copy = malloc(block->bytes);
	assert_non_null(copy);
	memcpy(copy, block, block->bytes);
	arena_done(&arena);
	return copy;
}

static bool taken(const void *bytes, size_t count)
{
	struct tally_error error = { 0 };
	bool held = block_check(bytes, count, &error);
	assert_int_equal(error.code, held ? ERROR_NONE : ERROR_AREA);
	if (!held)
		assert_holds(error.what, "damaged block");
	return held;
}

static void a_whole_one_is_taken(void **state)
{
	(void)state;
	struct block *block = block_make();
	assert_true(taken(block, block->bytes));
	assert_true(walk_block(block) > 0);
	assert_string_equal(block_text(block, block->area.name), "ip");
	free(block);
}

static void one_that_is_cut_is_refused(void **state)
{
	(void)state;
	struct block *block = block_make();
	for (size_t bytes = 0; bytes < block->bytes; bytes++) {
		void *part = malloc(bytes + 1); /* of its own, so that a read behind it is seen */
		assert_non_null(part);
		memcpy(part, block, bytes);
		assert_false(taken(part, bytes));
		free(part);
	}
	free(block);
}

#define WORD(block, member) ((uint32_t *)(void *)((char *)(block) + offsetof(struct block, member)))

/* The first row of a table, as words. */
static uint32_t *first_row(struct block *block, enum block_table table)
{
	return (uint32_t *)(void *)((char *)block + block->tables[table].first);
}

static uint32_t place_of(enum section section, const char *name)
{
	const struct word *word = word_find(section, text_of(name));
	assert_non_null(word);
	return word->place;
}

static void each_damage_is_seen(void **state)
{
	(void)state;
	struct block *good = block_make(), *block = malloc(good->bytes);
	assert_non_null(block);
	memcpy(block, good, good->bytes);
	uint32_t *field = first_row(block, BLOCK_FIELDS), *kind = field + block_row_words[BLOCK_FIELDS],
		 *indicator = first_row(block, BLOCK_INDICATORS), *reg = first_row(block, BLOCK_REGISTERS);
	const struct {
		const char *what;
		uint32_t *word, value;
	} cases[] = {
		{ "magic", WORD(block, magic), BLOCK_MAGIC + 1 },
		{ "bytes", WORD(block, bytes), good->bytes - 1 },
		{ "bytes of the future", WORD(block, bytes), good->bytes + 4 },
		{ "text part elsewhere", WORD(block, texts), good->texts - 4 },
		{ "text part outside", WORD(block, texts), good->bytes },
		{ "text part too long", WORD(block, texts_bytes), good->texts_bytes + 1 },
		{ "no text part", WORD(block, texts_bytes), 0 },
		{ "a table elsewhere", WORD(block, tables[BLOCK_FIELDS].first), good->tables[BLOCK_FIELDS].first + 4 },
		{ "a row more", WORD(block, tables[BLOCK_FIELDS].count), good->tables[BLOCK_FIELDS].count + 1 },
		{ "rows that wrap", WORD(block, tables[BLOCK_FIELDS].count), 0x80000000u },
		{ "area without a name", WORD(block, area.name), 0 },
		{ "a title that is no offset", WORD(block, area.title), good->texts_bytes },
		{ "a text at the last byte of all", WORD(block, area.title), 0xffffffffu },
		{ "a field without a name", field, 0 },
		{ "a field of no type", field + place_of(SECTION_FIELD, "type"), 0 },
		{ "a field of an unknown type", field + place_of(SECTION_FIELD, "type"), TALLY_REGION + 1 },
		{ "unknown flags", field + offsetof(struct block_field, flags) / 4, 8 },
		{ "too many decimals", field + place_of(SECTION_FIELD, "scale"), 10 },
		{ "codes behind the last", field + place_of(SECTION_FIELD, "codes"), good->tables[BLOCK_CODES].count + 1 },
		{ "more codes than there are", field + place_of(SECTION_FIELD, "codes") + 1,
			good->tables[BLOCK_CODES].count + 1 },
		{ "a list that ends behind the last", kind + place_of(SECTION_FIELD, "codes"), 1 },
		{ "codes that wrap", field + place_of(SECTION_FIELD, "codes") + 1, 0xffffffffu },
		{ "more fields than there are", reg + offsetof(struct block_register, fields) / 4 + 1,
			good->tables[BLOCK_FIELDS].count + 1 },
		{ "an unknown measure", indicator + place_of(SECTION_INDICATOR, "measure"), TALLY_SHARE + 1 },
		{ "an unknown time", indicator + place_of(SECTION_INDICATOR, "time"), 77 },
		{ "unknown grains", indicator + place_of(SECTION_INDICATOR, "periods"), 16 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t kept = *cases[i].word;
		*cases[i].word = cases[i].value;
		if (taken(block, good->bytes))
			fail_msg("%s was not seen", cases[i].what);
		*cases[i].word = kept;
		assert_true(taken(block, good->bytes));
	}
	free(block);
	free(good);
}

static void texts_must_be_texts(void **state)
{
	(void)state;
	struct block *block = block_make();
	char *title = (char *)(uintptr_t)block_text(block, block->area.title), kept = *title;
	*title = (char)0xff;
	assert_false(taken(block, block->bytes));
	*title = kept;
	char *name = (char *)(uintptr_t)block_text(block, block->area.name);
	*name = 'I'; /* no name any more */
	assert_false(taken(block, block->bytes));
	*name = 'i';
	((char *)block)[block->bytes - 1] = 'x'; /* the last text does not end */
	assert_false(taken(block, block->bytes));
	((char *)block)[block->bytes - 1] = '\0';
	((char *)block)[block->texts] = 'x'; /* offset 0 is the empty text */
	assert_false(taken(block, block->bytes));
	((char *)block)[block->texts] = '\0';
	assert_true(taken(block, block->bytes));
	free(block);
}

/* Whatever a single word says, a block that passes can be walked: the sanitizer sees what is read outside. */
static void any_word_may_be_wrong(void **state)
{
	(void)state;
	static const uint32_t values[] = { 0, 1, 2, 0x7fffffff, 0x80000000u, 0xffffffffu };
	struct block *block = block_make();
	uint32_t *word = (uint32_t *)(void *)block, bytes = block->bytes, passed = 0;
	for (uint32_t at = 0; at < bytes / 4; at++) {
		uint32_t kept = word[at];
		for (size_t v = 0; v < sizeof(values) / sizeof(values[0]) + 2; v++) {
			word[at] = v < 6 ? values[v] : v == 6 ? kept + 1 : kept - 1;
			if (taken(block, bytes))
				passed += walk_block(block) > 0;
		}
		word[at] = kept;
	}
	assert_true(passed > 0);
	free(block);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_one_is_taken),
		cmocka_unit_test(one_that_is_cut_is_refused),
		cmocka_unit_test(each_damage_is_seen),
		cmocka_unit_test(texts_must_be_texts),
		cmocka_unit_test(any_word_may_be_wrong),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
