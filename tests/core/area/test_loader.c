/* Tests of area/loader.c: what a plugin may be, and that whatever else it is or does costs a named error, itself and nothing more. */
#include "fixture.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "area/declare.h"
#include "area/loader.h"

#define BAD TALLY_BINARY_DIR "/tests/bad/"

static char mark[512];

static const struct block *load(struct office *office, const char *path, unsigned seconds, unsigned *abi)
{
	const struct loader_terms terms = { geteuid(), seconds };
	error_clear(&office->error);
	faults_init(&office->faults, &office->arena);
	return loader_block_on(path, &terms, &office->arena, &office->faults, abi, &office->error);
}

static const struct block *load_bad(struct office *office, const char *variant, unsigned *abi)
{
	char path[512];
	snprintf(path, sizeof(path), BAD "%s.so", variant);
	return load(office, path, 5, abi);
}

static const struct block *load_good(struct office *office, const char *variant, unsigned *abi)
{
	const struct block *block = load_bad(office, variant, abi);
	print_faults(&office->faults);
	if (!block)
		fail_msg("%s: %s", variant, office->error.what);
	assert_int_equal(office->error.code, ERROR_NONE);
	assert_int_equal(office->faults.count, 0);
	return block;
}

static void refused(struct office *office, const char *variant, const char *part)
{
	unsigned abi = 0;
	char name[64];
	if (load_bad(office, variant, &abi))
		fail_msg("%s was taken", variant);
	assert_int_equal(office->error.code, ERROR_AREA);
	snprintf(name, sizeof(name), "/%s.so: ", variant);
	assert_holds(office->error.what, name);
	if (part)
		assert_holds(office->error.what, part);
}

static int open_with_mark(void **state)
{
	if (office_open(state) != 0)
		return -1;
	snprintf(mark, sizeof(mark), "%s", office_path(*state, "mark"));
	return setenv("TALLY_TEST_MARK", mark, 1);
}

static bool ran(void)
{
	bool there = access(mark, F_OK) == 0;
	unlink(mark);
	return there;
}

static unsigned open_files(void)
{
	unsigned count = 0;
	DIR *folder = opendir("/proc/self/fd");
	assert_non_null(folder);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

/* --- the declaration comes through --- */

static const struct block *ini_block(struct office *office, const char *path)
{
	struct ini_file ini;
	faults_init(&office->faults, &office->arena);
	assert_true(ini_read(path, &office->arena, &ini, &office->faults, &office->error));
	const struct tally_area *declared = declare_area(&ini, "ip", &office->arena, &office->faults);
	assert_non_null(declared);
	const struct block *block = block_adopt(declared, path, &ini, &office->arena, &office->faults, &office->error);
	print_faults(&office->faults);
	assert_non_null(block);
	return block;
}

static void plugin_and_ini_give_the_same_bytes(void **state)
{
	struct office *office = *state;
	unsigned abi = 0;
	const struct block *plugin = load(office, TALLY_BINARY_DIR "/plugins/ip.so", 5, &abi);
	if (!plugin)
		fail_msg("%s", office->error.what);
	assert_int_equal(abi, TALLY_ABI);
	const struct block *ini = ini_block(office, TALLY_SOURCE_DIR "/tests/core/area/ip.ini");
	assert_int_equal(plugin->bytes, ini->bytes);
	assert_memory_equal(plugin, ini, ini->bytes);
	assert_int_equal(plugin->tables[BLOCK_INDICATORS].count, 7);
}

static void two_in_a_row_give_their_own(void **state)
{
	struct office *office = *state;
	unsigned abi = 0;
	const struct block *first = load_good(office, "good", &abi);
	assert_true(ran());
	const struct block *second = load_good(office, "other", &abi);
	const struct block *third = load_good(office, "good", &abi);
	assert_string_equal(block_text(first, first->area.name), "sample");
	assert_string_equal(block_text(second, second->area.name), "other");
	assert_int_equal(first->bytes, third->bytes);
	assert_memory_equal(first, third, first->bytes);
	ran();
}

static void newer_minor_with_known_content_is_taken(void **state)
{
	struct office *office = *state;
	unsigned abi = 0;
	const struct block *newer = load_good(office, "minor", &abi);
	assert_int_equal(abi, TALLY_ABI + 7);
	const struct block *known = load_good(office, "good", &abi);
	assert_int_equal(newer->bytes, known->bytes);
	assert_memory_equal(newer, known, known->bytes);
	ran();
}

static void no_file_stays_open(void **state)
{
	struct office *office = *state;
	static const char *const variants[] = { "good", "major", "exits", "no_symbol", "utf8" };
	unsigned abi = 0, before = open_files();
	for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++)
		(void)!load_bad(office, variants[i], &abi);
	assert_int_equal(open_files(), before);
	ran();
}

/* --- judged before a line of it runs --- */

static void judged_before_it_runs(void **state)
{
	static const struct {
		const char *variant, *part;
	} cases[] = {
		{ "no_note", "not a tally plugin" },
		{ "note_magic", "wrong magic number 0x12345678" },
		{ "major", "built for ABI 2.0, this tally has 1.1" },
		{ "missing", "cannot open: No such file or directory" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		refused(*state, cases[i].variant, cases[i].part);
		assert_false(ran());
	}
	unsigned abi = 0;
	load_good(*state, "good", &abi);
	assert_true(ran()); /* so the mark does tell */
}

static void copy_file(const char *from, const char *to)
{
	char bytes[4096];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	assert_non_null(in);
	assert_non_null(out);
	for (size_t n; (n = fread(bytes, 1, sizeof(bytes), in)) > 0;)
		assert_int_equal(fwrite(bytes, 1, n, out), n);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

static void what_others_may_write_is_refused(void **state)
{
	struct office *office = *state;
	unsigned abi = 0;
	char path[512];
	snprintf(path, sizeof(path), "%s", office_path(office, "good.so"));
	copy_file(BAD "good.so", path);
	assert_int_equal(chmod(path, 0666), 0);
	assert_null(load(office, path, 5, &abi));
	assert_holds(office->error.what, "writable by others (mode 0666): chmod o-w it");
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(chmod(office->folder, 0777), 0);
	assert_null(load(office, path, 5, &abi));
	assert_holds(office->error.what, "its folder: writable by others (mode 0777)");
	assert_false(ran());
	assert_int_equal(chmod(office->folder, 0755), 0);
	assert_non_null(load(office, path, 5, &abi));
	assert_true(ran());
}

/* --- what it does while it is loaded --- */

static void every_end_is_named(void **state)
{
	static const struct {
		const char *variant, *part;
	} cases[] = {
		{ "exits_5", "left with status 5 while it was loaded: a plugin must not exit" },
		{ "exits", "while it was loaded: a plugin must not exit" }, /* a leak check at exit may change the status */
		{ "aborts", "killed by signal 6 (Aborted) while it was loaded" },
		{ "wild", "killed by signal 11 (Segmentation fault) while it was loaded" },
		{ "writes", "killed by signal 25 (File size limit exceeded) while it was loaded" },
		{ "closes", "could not answer: a plugin must not close files" },
		{ "babbles", "answer is damaged: a plugin must not write" },
		{ "no_symbol", "has no symbol 'tally_area_v1': write TALLY_EXPORT" },
		{ "unresolved", "tally_test_nobody_has_this" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		refused(*state, cases[i].variant, cases[i].part);
	ran();
}

static void a_file_it_writes_stays_empty(void **state)
{
	struct stat about = { 0 };
	refused(*state, "writes", "File size limit exceeded");
	if (stat(mark, &about) == 0)
		assert_int_equal(about.st_size, 0);
	ran();
}

static void a_silent_one_is_killed_in_time(void **state)
{
	struct office *office = *state;
	struct timespec begin, end;
	unsigned abi = 0;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	assert_null(load(office, BAD "sleeps.so", 1, &abi));
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_holds(office->error.what, "sleeps.so: silent for 1 seconds while it was loaded");
	assert_in_range(end.tv_sec - begin.tv_sec, 0, 5);
	ran();
}

/* What a plugin prints reaches nobody: standard output and error of the program go to a file meanwhile. */
static void what_it_prints_is_not_seen(void **state)
{
	struct office *office = *state;
	unsigned abi = 0;
	char path[512], got[256] = "";
	snprintf(path, sizeof(path), "%s", office_path(office, "out"));
	int out = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600), kept[2] = { dup(1), dup(2) };
	assert_true(out >= 0 && kept[0] >= 0 && kept[1] >= 0);
	fflush(NULL);
	dup2(out, 1);
	dup2(out, 2);
	const struct block *block = load_bad(office, "prints", &abi);
	fflush(NULL);
	dup2(kept[0], 1);
	dup2(kept[1], 2);
	ssize_t size = pread(out, got, sizeof(got) - 1, 0);
	close(out);
	close(kept[0]);
	close(kept[1]);
	if (!block)
		fail_msg("%s", office->error.what);
	assert_string_equal(got, "");
	assert_int_equal(size, 0);
	ran();
}

/* --- what it declares --- */

static const struct bad_declaration {
	const char *variant;
	const char *parts[3]; /* of the error, or of its fault where there is one */
	bool fault;
} bad_declarations[] = {
	{ "magic", { "'tally_area_v1' does not begin with TALLY_AREA_HEAD" }, true },
	{ "size", { "'tally_area_v1' does not begin with TALLY_AREA_HEAD" }, true },
	{ "descriptor_major", { "ABI 3.0", "this tally has 1.1" }, true },
	{ "small_rows", { "register", "rows of 16 bytes; at least 64" }, true },
	{ "null_list", { "register", "a list without rows; use TALLY_LIST" }, true },
	{ "many", { "register", "a list of 4000000000 rows; at most 256" }, true },
	{ "codes", { "field records.level", "a list without rows" }, true },
	{ "longer_set", { "indicator records", "more than ABI 1.1", "built for ABI 1.8" }, true },
	{ "area_set", { "area", "more than ABI 1.1" }, true },
	{ "long_text", { "register records: title", "text of 65537 bytes; at most 256" }, true },
	{ "utf8", { "register records: title", "not valid UTF-8" }, true },
	{ "enum", { "field records.code: type: value 99", "ABI 1.1 of this tally", "built for ABI 1.8" }, true },
	{ "no_type", { "field records.code: type: value 0" }, true },
	{ "flags", { "field records.flagged: flags: value 512" }, true },
	{ "name", { "field records.Bad Name: name", "'Bad Name' is not a name" }, true },
};

static void faults_of_a_declaration_are_named(void **state)
{
	struct office *office = *state;
	for (size_t i = 0; i < sizeof(bad_declarations) / sizeof(bad_declarations[0]); i++) {
		const struct bad_declaration *c = &bad_declarations[i];
		char where[64];
		refused(office, c->variant, "1 faults in its declaration");
		snprintf(where, sizeof(where), "/%s.so", c->variant);
		assert_told(&office->faults, where, (const char *const[]){ c->parts[0], c->parts[1], c->parts[2], NULL });
	}
	ran();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(plugin_and_ini_give_the_same_bytes, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(two_in_a_row_give_their_own, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(newer_minor_with_known_content_is_taken, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(no_file_stays_open, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(judged_before_it_runs, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(what_others_may_write_is_refused, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(every_end_is_named, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(a_file_it_writes_stays_empty, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(a_silent_one_is_killed_in_time, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(what_it_prints_is_not_seen, open_with_mark, office_close),
		cmocka_unit_test_setup_teardown(faults_of_a_declaration_are_named, open_with_mark, office_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
