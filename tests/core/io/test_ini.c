/* Tests of io/ini.c: what it reads, on which lines, and what it refuses that inih would take without a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "failing.h"
#include "io/ini.h"

enum { TEXT_BYTES = 4096 };

static char folder[] = "/tmp/tally-ini-XXXXXX";
static char path[sizeof folder + 16];

static int folder_make(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/a.ini", folder);
	return 0;
}

static int folder_drop(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static void file_write(const char *bytes, size_t count)
{
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, count, out), count);
	assert_int_equal(fclose(out), 0);
}

struct result {
	struct arena arena;
	struct faults faults;
	struct ini_file file;
	char entries[TEXT_BYTES]; /* "line/section line [section] key=value;" each */
	char told[TEXT_BYTES]; /* "line: what;" each */
};

static void result_print(struct result *result)
{
	size_t at = 0, line_at = strlen(path) + 1;
	for (size_t i = 0; i < result->file.count; i++) {
		const struct ini_entry *entry = &result->file.entries[i];
		at += (size_t)snprintf(result->entries + at, TEXT_BYTES - at, "%u/%u [%s] %s=%s;", entry->line,
			entry->section_line, entry->section, entry->key ? entry->key : "(none)",
			entry->value ? entry->value : "(none)");
		assert_true(at < TEXT_BYTES);
	}
	at = 0;
	for (const struct fault *fault = result->faults.first; fault; fault = fault->next) {
		assert_memory_equal(fault->where, path, line_at - 1);
		at += (size_t)snprintf(result->told + at, TEXT_BYTES - at, "%s: %s;", fault->where + line_at, fault->what);
		assert_true(at < TEXT_BYTES);
	}
}

static struct result *read_bytes(const char *bytes, size_t count)
{
	struct result *result = calloc(1, sizeof *result);
	struct tally_error error = { 0 };
	assert_non_null(result);
	faults_init(&result->faults, &result->arena);
	file_write(bytes, count);
	assert_true(ini_read(path, &result->arena, &result->file, &result->faults, &error));
	assert_string_equal(result->file.path, path);
	result_print(result);
	return result;
}

static void result_free(struct result *result)
{
	arena_done(&result->arena);
	free(result);
}

static const struct good {
	const char *text, *entries;
} goods[] = {
	{ "", "" },
	{ "\n\n", "" },
	{ "; only\n# comments\n", "" },
	{ "[a]\n", "1/1 [a] (none)=(none);" },
	{ "[a]", "1/1 [a] (none)=(none);" },
	{ "[a]\nk = v\n", "2/1 [a] k=v;" },
	{ "[a]\nk = v", "2/1 [a] k=v;" },
	{ "[a]\r\nk = v\r\n", "2/1 [a] k=v;" },
	{ "\xef\xbb\xbf[a]\nk=v\n", "2/1 [a] k=v;" },
	{ "[a]\n\n; note\nk=v\n", "4/1 [a] k=v;" },
	{ "[a]\nk =\n", "2/1 [a] k=;" },
	{ "[a]\nk = x = y\n", "2/1 [a] k=x = y;" },
	/* a value may hold what other dialects take for something else */
	{ "[a]\ncodes = a:b | c:d\n", "2/1 [a] codes=a:b | c:d;" },
	{ "[a]\nk = v ; not a comment # nor this\n", "2/1 [a] k=v ; not a comment # nor this;" },
	{ "[a]\nk = [b]\n", "2/1 [a] k=[b];" },
	{ "[a]\nk = \"quoted\"\n", "2/1 [a] k=\"quoted\";" },
	{ "[a]\nk = v\\\nl = w\n", "2/1 [a] k=v\\;3/1 [a] l=w;" },
	/* an indented line is a line of its own, never the rest of the one before */
	{ "[a]\nk = v\n   l = w\n", "2/1 [a] k=v;3/1 [a] l=w;" },
	{ "  [ a ]  \n\tk\t=\tv\t\n", "2/1 [a] k=v;" },
	{ "[register   high \t tech]\nk=v\n", "2/1 [register high tech] k=v;" },
	{ "[a]\nk=v\n[b]\nk=v\n[c]\n", "2/1 [a] k=v;4/3 [b] k=v;5/5 [c] (none)=(none);" },
	{ "[a]\n[b]\nk=v\nl=w\n", "1/1 [a] (none)=(none);3/2 [b] k=v;4/2 [b] l=w;" },
	{ "[a]\nalias.name = 名称 | 企业名称\n", "2/1 [a] alias.name=名称 | 企业名称;" },
	{ "[a]\ntitle =　知识产权　\n", "2/1 [a] title=知识产权;" },
	{ "[a]\nseverity.x=off\n;k=v\n#k=v\nk=v", "2/1 [a] severity.x=off;5/1 [a] k=v;" },
	{ "[a]\nkey with blanks = v\n", "2/1 [a] key with blanks=v;" },
	{ "[a]\n123456789012345678901234567890123456789012345678 = 48 bytes\n",
		"2/1 [a] 123456789012345678901234567890123456789012345678=48 bytes;" },
	{ "[123456789012345678901234567890123456789012345678]\nk=v\n",
		"2/1 [123456789012345678901234567890123456789012345678] k=v;" },
};

static void reads(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof goods / sizeof goods[0]; i++) {
		struct result *result = read_bytes(goods[i].text, strlen(goods[i].text));
		assert_string_equal(result->entries, goods[i].entries);
		assert_string_equal(result->told, "");
		result_free(result);
	}
}

static const struct bad {
	const char *text, *told, *entries;
} bads[] = {
	{ "k = v\nl = w\n[a]\nm = x\n", "1: entry before the first section: 'k = v': write [section] above it;",
		"4/3 [a] m=x;" },
	{ "[a]\nk = 1\nk = 2\n", "3: key stands twice in [a]: 'k': first on line 2: keep one of them;", "2/1 [a] k=1;" },
	{ "[a]\nk = 1\n K = 2\nk=3\nk=4",
		"4: key stands twice in [a]: 'k': first on line 2: keep one of them;"
		"5: key stands twice in [a]: 'k': first on line 2: keep one of them;",
		"2/1 [a] k=1;3/1 [a] K=2;" },
	{ "[a]\nk=1\n[b]\nk=1\n[a]\nl=2\nk=3\n",
		"5: section stands twice: '[a]': first on line 1: put the entries of both together;",
		"2/1 [a] k=1;4/3 [b] k=1;" },
	{ "[a b]\n[a  b]\n", "2: section stands twice: '[a b]': first on line 1: put the entries of both together;",
		"1/1 [a b] (none)=(none);" },
	{ "[a]\nk: v\nl=w\n", "2: neither a section nor an entry: 'k: v': write key = value;", "3/1 [a] l=w;" },
	{ "[a]\nk:l = v\n", "2: ':' before '=': 'k:l = v': write key = value;", "1/1 [a] (none)=(none);" },
	{ "[a]\nnothing\n", "2: neither a section nor an entry: 'nothing': write key = value;", "1/1 [a] (none)=(none);" },
	{ "[a]\ntitle＝知识产权\n", "2: full-width '＝': 'title＝知识产权': write key = value with a plain '=';",
		"1/1 [a] (none)=(none);" },
	{ "[a]\n = v\n", "2: entry without a key: '= v': write key = value;", "1/1 [a] (none)=(none);" },
	{ "[a\nk=v\n", "1: section without ']': '[a': write [name] alone on its line;", "" },
	{ "[a] ; x\nk=v\n[b]\n", "1: something behind ']': '[a] ; x': write [name] alone on its line;",
		"3/3 [b] (none)=(none);" },
	{ "[a]b]\n", "1: something behind ']': '[a]b]': write [name] alone on its line;", "" },
	{ "[ ]\n", "1: section without a name: '[ ]': write [name] alone on its line;", "" },
	{ "[]\n", "1: section without a name: '[]': write [name] alone on its line;", "" },
	/* entries under a faulty heading are looked at, but belong to nobody */
	{ "[a]\nk=1\n[b\nk=2\nbad\n",
		"3: section without ']': '[b': write [name] alone on its line;"
		"5: neither a section nor an entry: 'bad': write key = value;",
		"2/1 [a] k=1;" },
	{ "[a]\n1234567890123456789012345678901234567890123456789 = 49 bytes\n",
		"2: key: '1234567890123456789012345678901234567890123456789': 49 bytes, at most 48 are allowed;",
		"1/1 [a] (none)=(none);" },
	{ "[1234567890123456789012345678901234567890123456789]\nk=v\n",
		"1: name of a section: '1234567890123456789012345678901234567890123456789': 49 bytes, at most 48 are allowed;",
		"" },
	{ "[a]\nk = a\x01z\n", "2: control character 0x01 at byte 6: delete it;", "1/1 [a] (none)=(none);" },
	{ "[a]\nk = a\rl = b\n", "2: control character 0x0d at byte 6: delete it;", "1/1 [a] (none)=(none);" },
};

static void tells(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bads / sizeof bads[0]; i++) {
		struct result *result = read_bytes(bads[i].text, strlen(bads[i].text));
		assert_string_equal(result->told, bads[i].told);
		assert_string_equal(result->entries, bads[i].entries);
		result_free(result);
	}
}

/* A name over 48 bytes that differs behind them must not be taken for its neighbour, and messages cut at whole characters. */
static void long_names_are_cut_in_messages_only(void **state)
{
	(void)state;
	static const char name[] = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";
	char text[512], told[512];
	snprintf(text, sizeof text, "[a]\n%s甲 = 1\n%s乙 = 2\n", name, name);
	snprintf(told, sizeof told,
		"2: key: '%.60s': 93 bytes, at most 48 are allowed;3: key: '%.60s': 93 bytes, at most 48 are allowed;", name,
		name);
	struct result *result = read_bytes(text, strlen(text));
	assert_string_equal(result->told, told);
	result_free(result);
}

/* A value that fills the longest line arrives whole; one byte more is refused and the next line is read as if nothing were. */
static void lines_up_to_the_limit(void **state)
{
	(void)state;
	for (size_t over = 0; over < 2; over++) {
		size_t length = INI_LINE_BYTES + over, at = 0;
		char *text = malloc(length + 64);
		assert_non_null(text);
		at += (size_t)sprintf(text, "[a]\nk=");
		memset(text + at, 'x', length - 2);
		at += length - 2;
		at += (size_t)sprintf(text + at, "\nl=w\n");
		struct arena arena = { 0 };
		struct faults faults;
		struct ini_file file;
		struct tally_error error = { 0 };
		faults_init(&faults, &arena);
		file_write(text, at);
		assert_true(ini_read(path, &arena, &file, &faults, &error));
		assert_int_equal(faults.count, over);
		assert_int_equal(file.count, 2 - over);
		if (over)
			assert_non_null(strstr(faults.first->what, "line of 65537 bytes: at most 65536"));
		else
			assert_int_equal(strlen(file.entries[0].value), length - 2);
		assert_string_equal(file.entries[1 - over].key, "l");
		assert_int_equal(file.entries[1 - over].line, 3);
		arena_done(&arena);
		free(text);
	}
}

/* "[area]\ntitle = 知识产权\n" as an editor of the system code page saves it. */
static void reads_gb18030(void **state)
{
	(void)state;
	static const char bytes[] = "[area]\r\ntitle = \xd6\xaa\xca\xb6\xb2\xfa\xc8\xa8\r\n";
	struct result *result = read_bytes(bytes, sizeof bytes - 1);
	assert_string_equal(result->entries, "2/1 [area] title=知识产权;");
	assert_string_equal(result->told, "");
	result_free(result);
}

static void many_entries(void **state)
{
	(void)state;
	enum { SECTIONS = 50, KEYS = 60 };
	char *text = malloc(SECTIONS * (KEYS + 1) * 32);
	size_t at = 0;
	assert_non_null(text);
	for (int section = 0; section < SECTIONS; section++) {
		at += (size_t)sprintf(text + at, "[s%d]\n", section);
		for (int key = 0; key < KEYS; key++)
			at += (size_t)sprintf(text + at, "k%d=%d\n", key, section * KEYS + key);
	}
	struct arena arena = { 0 };
	struct faults faults;
	struct ini_file file;
	struct tally_error error = { 0 };
	faults_init(&faults, &arena);
	file_write(text, at);
	assert_true(ini_read(path, &arena, &file, &faults, &error));
	assert_int_equal(faults.count, 0);
	assert_int_equal(file.count, SECTIONS * KEYS);
	for (size_t i = 0; i < file.count; i++) {
		assert_int_equal(atoi(file.entries[i].value), i);
		assert_int_equal(file.entries[i].line, i + i / KEYS + 2);
	}
	arena_done(&arena);
	free(text);
}

/* Memory that runs out is told, by the error or in the faults, at whichever allocation; never half a file as if it were whole. */
static void every_allocation_fails_once(void **state)
{
	enum { KEYS = 4000 };
	char *text = malloc(KEYS * 48);
	size_t at = 0;
	(void)state;
	assert_non_null(text);
	at += (size_t)sprintf(text, "stray = 1\n[a]\n");
	for (int key = 0; key < KEYS; key++)
		at += (size_t)sprintf(text + at, "k%d = a value of some length\n", key);
	at += (size_t)sprintf(text + at, "k1 = again\n");
	file_write(text, at);
	free(text);
	for (long after = 0, whole = 0; !whole; after++) {
		struct arena arena = { 0 };
		struct faults faults;
		struct ini_file file;
		struct tally_error error = { 0 };
		faults_init(&faults, &arena);
		failing_after = after;
		bool read = ini_read(path, &arena, &file, &faults, &error);
		whole = failing_after >= 0;
		failing_after = -1;
		assert_int_equal(error.code, read ? ERROR_NONE : ERROR_MEMORY);
		assert_true(whole || !read || faults.memory);
		if (whole)
			assert_true(read && file.count == KEYS && faults.count == 2 && after > 4);
		arena_done(&arena);
	}
}

static const struct broken {
	const char *bytes;
	size_t count;
} broken[] = {
	{ "[a]\nk=\0v\n", 9 },
	{ "[a]\nk=\xff\xff\n", 9 },
};

static void unreadable_files_are_errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof broken[0] + 1; i++) {
		struct arena arena = { 0 };
		struct faults faults;
		struct ini_file file;
		struct tally_error error = { 0 };
		faults_init(&faults, &arena);
		unlink(path);
		if (i > 0)
			file_write(broken[i - 1].bytes, broken[i - 1].count);
		assert_false(ini_read(path, &arena, &file, &faults, &error));
		assert_int_not_equal(error.code, ERROR_NONE);
		assert_non_null(strstr(error.what, path));
		arena_done(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads),
		cmocka_unit_test(tells),
		cmocka_unit_test(long_names_are_cut_in_messages_only),
		cmocka_unit_test(lines_up_to_the_limit),
		cmocka_unit_test(reads_gb18030),
		cmocka_unit_test(many_entries),
		cmocka_unit_test(every_allocation_fails_once),
		cmocka_unit_test(unreadable_files_are_errors),
	};
	return cmocka_run_group_tests(tests, folder_make, folder_drop);
}
