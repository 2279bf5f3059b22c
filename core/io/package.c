/* IO: the zip file of a workbook, the only place that knows libzip. Judges the directory before anything is inflated; must not know what a part
 * says. */
#include "io/package.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zip.h>

enum {
	FINGERPRINT_BLOCK_BYTES = 256 << 10,
	TAIL_BYTES = (64 << 10) + 22,
	ENTRIES_AT = 10,
	ZIP64_LOCATOR_BYTES = 20,
	ZIP64_ENTRIES_AT = 32
};

struct package {
	char *path;
	struct zip *zip;
	zip_uint64_t count;
	struct package_file file;
};

struct part {
	struct package *package;
	struct zip_file *file;
	char *name;
	uint64_t size, read;
};

static bool damaged(const char *path, struct tally_error *error)
{
	return error_set(error, ERROR_INPUT,
		_("%s: the file is damaged or not complete; copy or download it again, or open it in Excel or WPS and save it "
		  "anew"),
		path);
}

/* --- the file --- */

static uint64_t little(const unsigned char *at, int bytes)
{
	uint64_t value = 0;
	while (bytes-- > 0)
		value = value << 8 | at[bytes];
	return value;
}

static bool too_many(const char *path, struct tally_error *error)
{
	return error_set(error, ERROR_INPUT, _("%s: more than %d parts; no workbook has so many, and it was not opened"), path,
		PACKAGE_PARTS_MAX);
}

/* What the record of 64 bits says, which stands where its locator before `end` points. */
static uint64_t entries_of_zip64(int fd, const unsigned char *end, size_t before)
{
	unsigned char record[ZIP64_ENTRIES_AT + 8];
	if (before < ZIP64_LOCATOR_BYTES || memcmp(end - ZIP64_LOCATOR_BYTES, "PK\6\7", 4) != 0)
		return UINT64_MAX;
	uint64_t at = little(end - ZIP64_LOCATOR_BYTES + 8, 8);
	if (at > INT64_MAX || pread(fd, record, sizeof(record), (off_t)at) != (ssize_t)sizeof(record))
		return UINT64_MAX;
	return little(record + ZIP64_ENTRIES_AT, 8);
}

/* Asked before the library makes room for as many entries as the file claims to have: every record that could be the last one is looked at. */
static bool check_claims(int fd, const struct package *package, struct tally_error *error)
{
	size_t bytes = package->file.size < TAIL_BYTES ? (size_t)package->file.size : TAIL_BYTES;
	unsigned char *tail = memory_alloc(TAIL_BYTES, 1);
	if (!tail)
		return error_memory(error);
	bool done =
		pread(fd, tail, bytes, package->file.size - (off_t)bytes) == (ssize_t)bytes || damaged(package->path, error);
	for (size_t at = 0; done && at + ENTRIES_AT + 2 <= bytes; at++) {
		if (tail[at] != 'P' || memcmp(tail + at, "PK\5\6", 4) != 0)
			continue;
		uint64_t entries = little(tail + at + ENTRIES_AT, 2);
		if (entries == UINT16_MAX)
			entries = entries_of_zip64(fd, tail + at, at);
		done = entries <= PACKAGE_PARTS_MAX || too_many(package->path, error);
	}
	memory_free(tail);
	return done;
}

static bool take_fingerprint(int fd, struct package *package, struct tally_error *error)
{
	struct fingerprint fingerprint;
	unsigned char *block = memory_alloc(FINGERPRINT_BLOCK_BYTES, 1);
	if (!block)
		return error_memory(error);
	fingerprint_init(&fingerprint);
	ssize_t got = 0;
	while (fingerprint.bytes < (uint64_t)package->file.size) {
		got = pread(fd, block, FINGERPRINT_BLOCK_BYTES, (off_t)fingerprint.bytes);
		if (got <= 0 && errno != EINTR)
			break;
		if (got > 0)
			fingerprint_feed(&fingerprint, block, (size_t)got);
	}
	memory_free(block);
	if (got < 0)
		return error_errno(error, ERROR_INPUT, errno, package->path, _("cannot read"));
	package->file.fingerprint = fingerprint_value(&fingerprint);
	return true;
}

/* The descriptor; -1 and an error. */
static int open_file(struct package *package, struct tally_error *error)
{
	struct stat status;
	int fd = open(package->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 || fstat(fd, &status) != 0) {
		error_errno(error, ERROR_INPUT, errno, package->path, _("cannot open"));
	} else if (!S_ISREG(status.st_mode)) {
		error_set(error, ERROR_INPUT, _("%s: a workbook cannot come from a pipe; give it as a file"), package->path);
	} else {
		package->file.size = (int64_t)status.st_size;
		package->file.mtime_ns = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
		package->file.inode = status.st_ino;
		if (check_claims(fd, package, error) && take_fingerprint(fd, package, error))
			return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

/* --- what the directory says --- */

/* Entries that share bytes of the file, or that give far more than such a file can hold, are made to exhaust whoever opens them. */
static bool check_sizes(const struct package *package, uint64_t inflated, uint64_t packed, struct tally_error *error)
{
	uint64_t size = (uint64_t)package->file.size;
	if (packed > size)
		return error_set(error, ERROR_INPUT,
			_("%s: its parts overlap; no spreadsheet writes that, and it was not opened"), package->path);
	if (inflated > PACKAGE_BYTES_MAX || (inflated > PACKAGE_FREE_BYTES && inflated / PACKAGE_RATIO_MAX > size))
		return error_set(error, ERROR_INPUT,
			_("%s: would unpack to %llu MiB out of %llu KiB; such files are made to do harm, and it was not "
			  "opened"),
			package->path, (unsigned long long)(inflated >> 20), (unsigned long long)(size >> 10));
	return true;
}

static bool check_entry(const struct package *package, const struct zip_stat *entry, struct tally_error *error)
{
	const zip_uint64_t all = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
	if ((entry->valid & all) != all)
		return damaged(package->path, error);
	if (entry->size > PACKAGE_PART_BYTES_MAX ||
		(entry->size > PACKAGE_FREE_BYTES && entry->size / PACKAGE_RATIO_MAX > entry->comp_size))
		return error_set(error, ERROR_INPUT,
			_("%s: part %.100s would unpack to %llu MiB out of %llu KiB; such files are made to do harm, and it "
			  "was not "
			  "opened"),
			package->path, entry->name, (unsigned long long)(entry->size >> 20),
			(unsigned long long)(entry->comp_size >> 10));
	return true;
}

static bool check_directory(struct package *package, struct tally_error *error)
{
	uint64_t inflated = 0, packed = 0;
	zip_int64_t count = zip_get_num_entries(package->zip, 0);
	if (count < 0 || count > PACKAGE_PARTS_MAX)
		return too_many(package->path, error);
	package->count = (zip_uint64_t)count;
	for (zip_uint64_t i = 0; i < package->count; i++) {
		struct zip_stat entry;
		if (zip_stat_index(package->zip, i, 0, &entry) != 0)
			return damaged(package->path, error);
		if (!check_entry(package, &entry, error))
			return false;
		inflated += entry.size;
		packed += entry.comp_size;
		if (packed < entry.comp_size)
			packed = UINT64_MAX;
		if (!check_sizes(package, inflated, packed, error))
			return false;
	}
	return true;
}

static bool open_package(struct package *package, const char *path, struct tally_error *error)
{
	size_t bytes = strlen(path) + 1;
	int code = 0;
	package->path = memory_alloc(bytes, 1);
	if (!package->path)
		return error_memory(error);
	memcpy(package->path, path, bytes);
	int fd = open_file(package, error);
	if (fd < 0)
		return false;
	package->zip = zip_fdopen(fd, 0, &code);
	if (!package->zip) {
		close(fd);
		return code == ZIP_ER_MEMORY ? error_memory(error) : damaged(path, error);
	}
	return check_directory(package, error);
}

struct package *package_open(const char *path, struct tally_error *error)
{
	struct package *package = memory_alloc(1, sizeof(*package));
	if (!package)
		error_memory(error);
	else if (open_package(package, path, error))
		return package;
	package_close(package);
	return NULL;
}

void package_close(struct package *package)
{
	if (!package)
		return;
	if (package->zip)
		zip_discard(package->zip);
	memory_free(package->path);
	memory_free(package);
}

const char *package_path(const struct package *package)
{
	return package->path;
}

const struct package_file *package_file(const struct package *package)
{
	return &package->file;
}

/* --- parts --- */

static size_t find(const struct package *package, const char *name, zip_uint64_t *place)
{
	size_t found = 0;
	for (zip_uint64_t i = 0; i < package->count; i++) {
		const char *has = zip_get_name(package->zip, i, ZIP_FL_ENC_RAW);
		if (!has || strcasecmp(has[0] == '/' ? has + 1 : has, name) != 0)
			continue;
		*place = i;
		found++;
	}
	return found;
}

bool package_has(const struct package *package, const char *name)
{
	zip_uint64_t place;
	return find(package, name, &place) > 0;
}

static bool open_part(struct part *part, const char *name, struct tally_error *error)
{
	struct package *package = part->package;
	struct zip_stat entry;
	zip_uint64_t place = 0;
	size_t bytes = strlen(name) + 1, found = find(package, name, &place);
	if (found != 1)
		return error_set(error, ERROR_INPUT,
			found ? _("%s: part %s stands in it twice; open the file in Excel or WPS and save it anew")
			      : _("%s: part %s is missing; the file is damaged, open it in Excel or WPS and save it anew"),
			package->path, name);
	part->name = memory_alloc(bytes, 1);
	if (!part->name)
		return error_memory(error);
	memcpy(part->name, name, bytes);
	if (zip_stat_index(package->zip, place, 0, &entry) != 0)
		return damaged(package->path, error);
	if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) && entry.encryption_method != ZIP_EM_NONE)
		return error_set(error, ERROR_INPUT, _("%s: is protected by a password; save it without one"), package->path);
	if (!(entry.valid & ZIP_STAT_COMP_METHOD) || (entry.comp_method != ZIP_CM_STORE && entry.comp_method != ZIP_CM_DEFLATE))
		return error_set(error, ERROR_INPUT,
			_("%s: part %s is packed in a way that spreadsheets do not use; open the file in Excel or WPS and save "
			  "it "
			  "anew"),
			package->path, name);
	part->size = entry.size;
	part->file = zip_fopen_index(package->zip, place, 0);
	return part->file || damaged(package->path, error);
}

struct part *part_open(struct package *package, const char *name, struct tally_error *error)
{
	struct part *part = memory_alloc(1, sizeof(*part));
	if (!part) {
		error_memory(error);
		return NULL;
	}
	part->package = package;
	if (open_part(part, name, error))
		return part;
	part_close(part);
	return NULL;
}

void part_close(struct part *part)
{
	if (!part)
		return;
	if (part->file)
		zip_fclose(part->file);
	memory_free(part->name);
	memory_free(part);
}

const char *part_path(const struct part *part)
{
	return part->package->path;
}

const char *part_name(const struct part *part)
{
	return part->name;
}

uint64_t part_bytes(const struct part *part)
{
	return part->size;
}

bool part_read(struct part *part, void *to, size_t room, size_t *count, struct tally_error *error)
{
	zip_int64_t got = zip_fread(part->file, to, room);
	if (got < 0 || (uint64_t)got > part->size - part->read || (got == 0 && part->read != part->size))
		return damaged(part->package->path, error);
	part->read += (uint64_t)got;
	*count = (size_t)got;
	return true;
}
