/* Tests of io/so.c and io/so_note.c: whose files are taken, what is read of an ELF file however damaged, and that nothing runs before a
 * load. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tally/plugin.h>
#include <unistd.h>

#include "io/so.h"

#define SAMPLES TALLY_BINARY_DIR "/tests/samples/"

enum { STRANGER = 54321, STRANGERS = 54322, PATH_BYTES = 128 };

static char folder[32], plugin[PATH_BYTES], mark[PATH_BYTES];

static int folder_make(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/tally-so-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(plugin, sizeof plugin, "%s/plugin.so", folder);
	snprintf(mark, sizeof mark, "%s/mark", folder);
	return setenv("TALLY_TEST_MARK", mark, 1);
}

static int folder_drop(void **state)
{
	(void)state;
	unlink(plugin);
	unlink(mark);
	return rmdir(folder);
}

static unsigned char *sample_bytes(const char *name, size_t *count)
{
	char path[512];
	snprintf(path, sizeof path, SAMPLES "%s.so", name);
	FILE *in = fopen(path, "rb");
	assert_non_null(in);
	assert_int_equal(fseek(in, 0, SEEK_END), 0);
	*count = (size_t)ftell(in);
	rewind(in);
	unsigned char *bytes = malloc(*count);
	assert_non_null(bytes);
	assert_int_equal(fread(bytes, 1, *count, in), *count);
	fclose(in);
	return bytes;
}

static void plugin_write(const void *bytes, size_t count)
{
	unlink(plugin);
	FILE *out = fopen(plugin, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, count, out), count);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(plugin, 0644), 0);
}

static void plugin_copy(const char *name)
{
	size_t count = 0;
	unsigned char *bytes = sample_bytes(name, &count);
	plugin_write(bytes, count);
	free(bytes);
}

static void says(const struct tally_error *error, const char *part)
{
	assert_int_equal(error->code, ERROR_AREA);
	if (!strstr(error->what, part))
		fail_msg("'%s' is not in '%s'", part, error->what);
}

static void taken(const char *path, uid_t owner)
{
	struct tally_error error = { 0 };
	struct so_file file = { 0 };
	if (!so_open(path, owner, &file, &error))
		fail_msg("%s", error.what);
	assert_int_equal(file.abi, TALLY_ABI);
	close(file.fd);
}

static void refused(const char *path, uid_t owner, const char *part)
{
	struct tally_error error = { 0 };
	struct so_file file = { .fd = -7 };
	assert_false(so_open(path, owner, &file, &error));
	assert_int_equal(file.fd, -7);
	says(&error, part);
	says(&error, path);
	assert_int_not_equal(access(mark, F_OK), 0);
}

/* --- files --- */

static const struct variant {
	const char *name;
	const char *part; /* of the refusal; NULL: taken */
} variants[] = {
	{ "good", NULL },
	{ "agree", NULL },
	{ "unresolved", NULL },
	{ "bare", "not a tally plugin" },
	{ "magic", "wrong magic number 0x12345678" },
	{ "differ", "several tally notes that differ (ABI 1.1 and 1.2)" },
};

static void variants_are_told_apart_and_never_run(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
		plugin_copy(variants[i].name);
		if (variants[i].part)
			refused(plugin, geteuid(), variants[i].part);
		else
			taken(plugin, geteuid());
		assert_int_not_equal(access(mark, F_OK), 0);
	}
}

static const struct permission {
	unsigned file, folder;
	const char *part;
} permissions[] = {
	{ 0644, 0755, NULL },
	{ 0400, 0700, NULL },
	{ 0755, 0700, NULL },
	{ 0646, 0755, "writable by others (mode 0646): chmod o-w it" },
	{ 0777, 0755, "writable by others (mode 0777): chmod o-w it" },
	{ 0644, 0777, "its folder: writable by others (mode 0777): chmod o-w it" },
	{ 0644, 01777, "its folder: writable by others (mode 1777): chmod o-w it" },
};

static void permissions_are_judged(void **state)
{
	(void)state;
	plugin_copy("good");
	for (size_t i = 0; i < sizeof permissions / sizeof permissions[0]; i++) {
		assert_int_equal(chmod(plugin, permissions[i].file), 0);
		assert_int_equal(chmod(folder, permissions[i].folder), 0);
		if (permissions[i].part)
			refused(plugin, geteuid(), permissions[i].part);
		else
			taken(plugin, geteuid());
	}
}

static const struct ownership {
	unsigned user, group, owner;
	unsigned mode;
	const char *part;
} ownerships[] = {
	{ 0, STRANGERS, 0, 0644, NULL },
	{ 0, STRANGERS, 0, 0664, "writable by its group 54322 (mode 0664): chmod g-w it" },
	{ STRANGER, STRANGERS, STRANGER, 0644, NULL },
	{ STRANGER, STRANGERS, 0, 0644, "owned by user 54321: allowed are root" },
	{ STRANGER, STRANGER, STRANGER, 0664, NULL }, /* a group of the owner's own */
	{ STRANGER, STRANGERS, STRANGER, 0664, "writable by its group 54322" },
};

/* Only root can give files away; for others there is nothing to try. */
static void owners_are_judged(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	plugin_copy("good");
	for (size_t i = 0; i < sizeof ownerships / sizeof ownerships[0]; i++) {
		const struct ownership *given = &ownerships[i];
		assert_int_equal(chown(plugin, given->user, given->group), 0);
		assert_int_equal(chmod(plugin, given->mode), 0);
		if (given->part)
			refused(plugin, given->owner, given->part);
		else
			taken(plugin, given->owner);
	}
	assert_int_equal(chown(folder, STRANGER, STRANGERS), 0);
	assert_int_equal(chmod(plugin, 0644), 0);
	refused(plugin, 0, "its folder: owned by user 54321");
	taken(plugin, STRANGER);
}

static void what_is_no_file(void **state)
{
	char path[PATH_BYTES + 32], home[256];
	(void)state;
	refused(plugin, geteuid(), "cannot open");
	refused("/nowhere-at-all/x.so", geteuid(), "its folder");
	assert_int_equal(mkfifo(plugin, 0600), 0);
	refused(plugin, geteuid(), "not a regular file");
	snprintf(path, sizeof path, "%s/.", folder);
	refused(path, geteuid(), "not a regular file");
	plugin_write("", 0);
	refused(plugin, geteuid(), "not an ELF file");
	plugin_write("#!/bin/sh\n", 10);
	refused(plugin, geteuid(), "not an ELF file");
	plugin_copy("good");
	assert_non_null(getcwd(home, sizeof home));
	assert_int_equal(chdir(folder), 0);
	taken("plugin.so", geteuid());
	taken("./plugin.so", geteuid());
	assert_int_equal(chdir(home), 0);
}

/* A link is as good as the folder it lies in and the folder it leads to. */
static void links_are_followed_and_judged(void **state)
{
	char other[] = "/tmp/tally-so-XXXXXX", link[PATH_BYTES];
	(void)state;
	plugin_copy("good");
	assert_non_null(mkdtemp(other));
	snprintf(link, sizeof link, "%s/link.so", other);
	assert_int_equal(symlink(plugin, link), 0);
	taken(link, geteuid());
	assert_int_equal(chmod(folder, 0777), 0);
	refused(link, geteuid(), "its folder: writable by others");
	assert_int_equal(chmod(folder, 0755), 0);
	assert_int_equal(chmod(other, 0777), 0);
	refused(link, geteuid(), "its folder: writable by others");
	assert_int_equal(unlink(link), 0);
	assert_int_equal(rmdir(other), 0);
}

/* --- the note --- */

struct picture {
	Elf64_Ehdr head;
	Elf64_Phdr segments[2];
	uint32_t notes[32];
};

static const uint32_t note_words[] = { 6, 8, 1, 0, 0, TALLY_MAGIC, TALLY_ABI };

static void note_put(uint32_t *at, uint32_t abi)
{
	memcpy(at, note_words, sizeof note_words);
	memcpy(at + 3, TALLY_NOTE_NAME, sizeof TALLY_NOTE_NAME);
	at[6] = abi;
}

/* The smallest file that is taken; `head` is that of a real one, so that class and machine are ours. */
static void picture_init(struct picture *picture, const Elf64_Ehdr *head)
{
	memset(picture, 0, sizeof *picture);
	picture->head = *head;
	picture->head.e_phoff = offsetof(struct picture, segments);
	picture->head.e_phnum = 2;
	picture->head.e_shoff = 0;
	picture->head.e_shnum = 0;
	picture->segments[0] = (Elf64_Phdr){ .p_type = PT_LOAD, .p_filesz = sizeof *picture };
	picture->segments[1] = (Elf64_Phdr){
		.p_type = PT_NOTE, .p_offset = offsetof(struct picture, notes), .p_filesz = sizeof note_words, .p_align = 4
	};
	note_put(picture->notes, TALLY_ABI);
}

static void head_class(struct picture *picture)
{
	picture->head.e_ident[EI_CLASS] = ELFCLASS32;
}
static void head_order(struct picture *picture)
{
	picture->head.e_ident[EI_DATA] ^= 3;
}
static void head_machine(struct picture *picture)
{
	picture->head.e_machine = EM_SPARC;
}
static void head_program(struct picture *picture)
{
	picture->head.e_type = ET_EXEC;
}
static void head_version(struct picture *picture)
{
	picture->head.e_version = 2;
}
static void head_rows(struct picture *picture)
{
	picture->head.e_phentsize = 32;
}
static void head_none(struct picture *picture)
{
	picture->head.e_phnum = 0;
}
static void head_many(struct picture *picture)
{
	picture->head.e_phnum = 0xffff;
}
static void head_wraps(struct picture *picture)
{
	picture->head.e_phoff = UINT64_MAX - 8;
}
static void sections_missing(struct picture *picture)
{
	picture->head.e_shoff = 1 << 20;
}
static void load_wraps(struct picture *picture)
{
	picture->segments[0].p_offset = UINT64_MAX - 1;
}
static void load_missing(struct picture *picture)
{
	picture->segments[0].p_filesz++;
}
static void notes_huge(struct picture *picture)
{
	picture->segments[1].p_filesz = UINT64_MAX;
}
static void name_huge(struct picture *picture)
{
	picture->notes[0] = UINT32_MAX;
}
static void body_huge(struct picture *picture)
{
	picture->notes[1] = UINT32_MAX;
}
static void body_short(struct picture *picture)
{
	picture->notes[1] = 4;
}
static void type_other(struct picture *picture)
{
	picture->notes[2] = 2;
}
static void name_other(struct picture *picture)
{
	memcpy(picture->notes + 3, "tallx", 6);
}
static void cut_in_note(struct picture *picture)
{
	picture->segments[1].p_filesz -= 4;
}
static void nothing(struct picture *picture)
{
	(void)picture;
}
/* A foreign note before ours, whose name and body need filling up. */
static void foreign_first(struct picture *picture)
{
	const uint32_t foreign[] = { 3, 1, 9, 0x58585858, 0 };
	memcpy(picture->notes, foreign, sizeof foreign);
	note_put(picture->notes + 5, TALLY_ABI);
	picture->segments[1].p_filesz = sizeof foreign + sizeof note_words;
}
static void two_agree(struct picture *picture)
{
	note_put(picture->notes + 7, TALLY_ABI);
	picture->segments[1].p_filesz *= 2;
}
static void two_differ(struct picture *picture)
{
	note_put(picture->notes + 7, 2 << 16 | 3);
	picture->segments[1].p_filesz *= 2;
}
/* In steps of 8 the body starts 24 bytes in, not 20. */
static void steps_of_8(struct picture *picture)
{
	picture->notes[5] = 0;
	picture->notes[6] = TALLY_MAGIC;
	picture->notes[7] = TALLY_ABI;
	picture->segments[1].p_filesz += 4;
	picture->segments[1].p_align = 8;
}

static const struct damage {
	const char *name;
	void (*apply)(struct picture *);
	const char *part; /* NULL: taken */
} damages[] = {
	{ "none", nothing, NULL },
	{ "foreign_first", foreign_first, NULL },
	{ "two_agree", two_agree, NULL },
	{ "steps_of_8", steps_of_8, NULL },
	{ "two_differ", two_differ, "several tally notes that differ (ABI 1.1 and 2.3)" },
	{ "head_class", head_class, "32 bits" },
	{ "head_order", head_order, "byte order" },
	{ "head_machine", head_machine, "another machine (ELF machine 2, this one is" },
	{ "head_program", head_program, "not a shared object" },
	{ "head_version", head_version, "damaged ELF header" },
	{ "head_rows", head_rows, "damaged ELF header" },
	{ "head_none", head_none, "0 segments" },
	{ "head_many", head_many, "65535 segments" },
	{ "head_wraps", head_wraps, "truncated" },
	{ "sections_missing", sections_missing, "truncated" },
	{ "load_wraps", load_wraps, "truncated" },
	{ "load_missing", load_missing, "truncated" },
	{ "notes_huge", notes_huge, "truncated" },
	{ "name_huge", name_huge, "damaged note segment" },
	{ "body_huge", body_huge, "damaged note segment" },
	{ "cut_in_note", cut_in_note, "damaged note segment" },
	{ "body_short", body_short, "damaged tally note: 4 bytes, must be 8" },
	{ "type_other", type_other, "not a tally plugin" },
	{ "name_other", name_other, "not a tally plugin" },
};

static void damages_have_their_messages(void **state)
{
	(void)state;
	size_t count = 0;
	unsigned char *bytes = sample_bytes("good", &count);
	Elf64_Ehdr head;
	memcpy(&head, bytes, sizeof head);
	for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
		struct picture picture;
		struct tally_error error = { 0 };
		unsigned abi = 7;
		picture_init(&picture, &head);
		damages[i].apply(&picture);
		bool read = so_note(&picture, sizeof picture, &abi, &error);
		if (read != !damages[i].part)
			fail_msg("%s: %s", damages[i].name, read ? "taken" : error.what);
		assert_int_equal(abi, read ? TALLY_ABI : 7);
		if (!read)
			says(&error, damages[i].part);
		plugin_write(&picture, sizeof picture);
		if (read)
			taken(plugin, geteuid());
		else
			refused(plugin, geteuid(), damages[i].part);
	}
	free(bytes);
}

/* However much is missing at the end, it is seen; the copy is as long as the rest, so that a read behind it is one too. */
static void every_truncation_is_refused(void **state)
{
	(void)state;
	size_t count = 0;
	unsigned char *bytes = sample_bytes("good", &count);
	for (size_t length = 0; length < count; length += length < 4096 ? 1 : 61) {
		struct tally_error error = { 0 };
		unsigned abi = 0;
		unsigned char *copy = malloc(length + (length == 0));
		assert_non_null(copy);
		memcpy(copy, bytes, length);
		assert_false(so_note(copy, length, &abi, &error));
		assert_int_equal(error.code, ERROR_AREA);
		free(copy);
	}
	plugin_write(bytes, count);
	for (size_t length = count - 1; length > 0; length = length > 4096 ? length / 2 : length - 1) {
		assert_int_equal(truncate(plugin, (off_t)length), 0);
		refused(plugin, geteuid(), length < 4 ? "not an ELF file" : "truncated");
	}
	free(bytes);
}

/* Every other value of every byte of headers and note: refused with a reason or taken, never a crash. */
static void every_changed_byte_is_borne(void **state)
{
	(void)state;
	size_t count = 0, taken_count = 0;
	unsigned char *bytes = sample_bytes("good", &count);
	Elf64_Ehdr head;
	memcpy(&head, bytes, sizeof head);
	struct picture *picture = malloc(sizeof *picture);
	assert_non_null(picture);
	picture_init(picture, &head);
	for (size_t i = 0; i < sizeof *picture; i++) {
		for (unsigned change = 1; change < 256; change++) {
			struct tally_error error = { 0 };
			unsigned abi = 0;
			((unsigned char *)picture)[i] ^= (unsigned char)change;
			bool read = so_note(picture, sizeof *picture, &abi, &error);
			assert_int_equal(error.code, read ? ERROR_NONE : ERROR_AREA);
			taken_count += read;
			((unsigned char *)picture)[i] ^= (unsigned char)change;
		}
	}
	assert_true(taken_count > 0);
	free(picture);
	free(bytes);
}

/* --- loading; each in a process of its own, as the promise is one plugin a process --- */

static int load_good(void)
{
	struct tally_error error = { 0 };
	struct so_file file;
	const void *address = NULL;
	if (!so_open(plugin, geteuid(), &file, &error) || access(mark, F_OK) == 0)
		return 1;
	/* What was judged is loaded, whatever now bears the name. */
	if (unlink(plugin) != 0 || !so_load(&file, TALLY_AREA_SYMBOL, &address, &error))
		return 2;
	const struct tally_area *area = address;
	if (access(mark, F_OK) != 0 || area->magic != TALLY_MAGIC || area->size != sizeof *area ||
		strcmp(area->name, "sample") != 0)
		return 3;
	if (so_load(&file, TALLY_AREA_SYMBOL, &address, &error) || !strstr(error.what, "one process loads one plugin"))
		return 4;
	return 0;
}

static int load_without_symbol(void)
{
	struct tally_error error = { 0 };
	struct so_file file;
	const void *address = NULL;
	if (!so_open(plugin, geteuid(), &file, &error) || so_load(&file, "tally_area_v9", &address, &error) || address)
		return 1;
	return error.code == ERROR_AREA && strstr(error.what, "'tally_area_v9'") ? 0 : 2;
}

static int load_unresolved(void)
{
	struct tally_error error = { 0 };
	struct so_file file;
	const void *address = NULL;
	if (!so_open(plugin, geteuid(), &file, &error) || so_load(&file, TALLY_AREA_SYMBOL, &address, &error) || address)
		return 1;
	if (access(mark, F_OK) == 0)
		return 2;
	return error.code == ERROR_AREA && strstr(error.what, "tally_test_nobody_has_this") ? 0 : 3;
}

static const struct load {
	const char *name;
	int (*run)(void);
} loads[] = {
	{ "good", load_good },
	{ "good", load_without_symbol },
	{ "unresolved", load_unresolved },
};

static void loads_what_was_judged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof loads / sizeof loads[0]; i++) {
		int status = 0;
		unlink(mark);
		plugin_copy(loads[i].name);
		fflush(NULL);
		pid_t child = fork();
		if (child == 0)
			_exit(loads[i].run());
		assert_true(child > 0 && waitpid(child, &status, 0) == child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(variants_are_told_apart_and_never_run),
		IN_FOLDER(permissions_are_judged),
		IN_FOLDER(owners_are_judged),
		IN_FOLDER(what_is_no_file),
		IN_FOLDER(links_are_followed_and_judged),
		IN_FOLDER(damages_have_their_messages),
		IN_FOLDER(every_truncation_is_refused),
		IN_FOLDER(every_changed_byte_is_borne),
		IN_FOLDER(loads_what_was_judged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
