/* IO: files that are no text and no workbook that can be read: named as what they are. Knows first bytes and the directory of compound files (MS-CFB);
 * reads nothing else. */
#include "io/foreign.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_BYTES = 512, DIRECTORY_BYTES = 4096 };

static uint64_t little(const unsigned char *at, int bytes)
{
	uint64_t value = 0;
	while (bytes-- > 0)
		value = value << 8 | at[bytes];
	return value;
}

static bool holds_wide(const unsigned char *bytes, size_t count, const char *name)
{
	size_t length = strlen(name);
	for (size_t at = 0; at + 2 * length <= count; at += 2) {
		size_t i = 0;
		while (i < length && bytes[at + 2 * i] == (unsigned char)name[i] && bytes[at + 2 * i + 1] == 0)
			i++;
		if (i == length)
			return true;
	}
	return false;
}

/* A compound file is an old workbook, or a new one behind a password: its directory names the streams. */
static bool compound(int fd, const char *path, const unsigned char *first, struct tally_error *error)
{
	unsigned char directory[DIRECTORY_BYTES];
	unsigned shift = (unsigned)little(first + 30, 2);
	uint64_t sector = little(first + 48, 4);
	ssize_t got = shift < 16 ? pread(fd, directory, sizeof(directory), (off_t)((sector + 1) << shift)) : 0;
	size_t count = got > 0 ? (size_t)got : 0;
	if (holds_wide(directory, count, "EncryptedPackage"))
		return error_set(error, ERROR_INPUT,
			_("%s: is protected by a password; open it in Excel or WPS, remove the password and save it"), path);
	if (holds_wide(directory, count, "WordDocument"))
		return error_set(
			error, ERROR_INPUT, _("%s: is a Word document; save its table as .xlsx or as CSV in UTF-8"), path);
	return error_set(error, ERROR_INPUT,
		_("%s: is an old workbook (.xls, .et); open it in Excel or WPS and save it as .xlsx or as CSV in UTF-8"), path);
}

/* What many systems call an .xls is a page of HTML, or the XML of 2003. */
static bool is_markup(const unsigned char *first, size_t count)
{
	static const char *const starts[] = { "<html", "<!doctype", "<table", "<?xml", "<meta", "<head" };
	size_t at = count >= 3 && memcmp(first, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	while (at < count && (first[at] == ' ' || (first[at] >= '\t' && first[at] <= '\r')))
		at++;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (count - at > strlen(starts[i]) && strncasecmp((const char *)first + at, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

static bool judge(int fd, const char *path, enum file_kind *kind, struct tally_error *error)
{
	unsigned char first[FIRST_BYTES] = { 0 };
	ssize_t got = pread(fd, first, sizeof(first), 0);
	*kind = FILE_TEXT;
	if (got < 4)
		return true;
	if (memcmp(first, "PK\3\4", 4) == 0 || memcmp(first, "PK\5\6", 4) == 0)
		*kind = FILE_PACKAGE;
	if (memcmp(first, "\xd0\xcf\x11\xe0", 4) == 0)
		return compound(fd, path, first, error);
	if (memcmp(first, "%PDF", 4) == 0)
		return error_set(error, ERROR_INPUT, _("%s: is a PDF; ask for the workbook that it was printed from"), path);
	if (is_markup(first, (size_t)got))
		return error_set(error, ERROR_INPUT,
			_("%s: is a web page or XML under the name of a table; open it in Excel or WPS and save it as .xlsx"),
			path);
	return true;
}

bool file_kind(const char *path, enum file_kind *kind, struct tally_error *error)
{
	struct stat status;
	*kind = FILE_TEXT;
	if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || !S_ISREG(status.st_mode))
		return true; /* who opens it says what is wrong */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return error_errno(error, ERROR_INPUT, errno, path, _("cannot open"));
	bool done = judge(fd, path, kind, error);
	close(fd);
	return done;
}
