/* Fuzz target of io/ini.c: whatever the bytes, what is handed over keeps the promises of ini.h. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_ini: %s\n", what);
	abort();
}

static void entry_check(const struct ini_file *file, size_t at)
{
	const struct ini_entry *entry = &file->entries[at];
	const struct ini_entry *before = at ? entry - 1 : NULL;
	must(entry->section && entry->section[0], "an entry has a section");
	must(strlen(entry->section) <= INI_NAME_BYTES, "the section fits");
	must(entry->section_line > 0 && entry->section_line <= entry->line, "the section comes first");
	must(!before || before->line < entry->line, "lines ascend");
	must(!entry->key == !entry->value, "key and value come together");
	must(entry->key || entry->line == entry->section_line, "a section without entries stands on its own line");
	must(!entry->key || (entry->key[0] && strlen(entry->key) <= INI_NAME_BYTES), "the key fits");
	must(!entry->key || !strpbrk(entry->key, "=:\n"), "the key has no separator");
	must(!entry->value || strlen(entry->value) <= INI_LINE_BYTES, "the value fits");
	for (size_t i = 0; i < at && entry->key; i++)
		must(!file->entries[i].key || strcmp(file->entries[i].section, entry->section) != 0 ||
				strcmp(file->entries[i].key, entry->key) != 0,
			"no key stands twice");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	char path[64];
	struct arena arena = { 0 };
	struct faults faults;
	struct ini_file file;
	struct tally_error error = { 0 };
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (count > INI_FILE_BYTES || fd < 0 || write(fd, bytes, count) != (ssize_t)count) {
		close(fd);
		return 0;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	faults_init(&faults, &arena);
	if (ini_read(path, &arena, &file, &faults, &error)) {
		must(error.code == ERROR_NONE, "no error where all is read");
		for (size_t i = 0; i < file.count && i < 256; i++)
			entry_check(&file, i);
	} else {
		must(error.code != ERROR_NONE && error.what[0], "a failure says what");
	}
	arena_done(&arena);
	close(fd);
	return 0;
}
