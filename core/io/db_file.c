/* IO: the file under a database: whether it is there, its log, its name as SQLite wants it. Must not know SQLite's functions, which only
 * db.c calls, nor what the file holds. */
#include "io/db_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0666 };

const char *db_file_name(struct arena *arena, const char *path)
{
	return arena_printf(arena, "%s%s", path[0] == '/' ? "" : "./", path);
}

/* "file:" name of SQLite for a path, with everything quoted that could end it. */
const char *db_file_immutable(struct arena *arena, const char *name)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	static const char digits[] = "0123456789ABCDEF";
	const char *in = name;
	char *quoted = arena_array(arena, strlen(in) + 1, 3), *to = quoted;
	if (!quoted)
		return NULL;
	for (; *in; in++) {
		unsigned char byte = (unsigned char)*in;
		if (strchr(plain, *in)) {
			*to++ = *in;
		} else {
			*to++ = '%';
			*to++ = digits[byte >> 4];
			*to++ = digits[byte & 15];
		}
	}
	/* The two slashes hold off a path that begins with two of its own, which would name a host. */
	return arena_printf(arena, "file:%s%s?immutable=1", name[0] == '/' ? "//" : "", quoted);
}

/* A write-ahead log with content must be replayed, and an immutable open would read past it. */
bool db_file_log_waits(struct arena *arena, const char *name)
{
	struct stat status;
	const char *log = arena_printf(arena, "%s-wal", name);
	return !log || (stat(log, &status) == 0 && status.st_size > 0);
}

/* The file is made here: SQLite cannot be told to refuse one that is there. */
bool db_file_create(const char *path, const char *name, struct tally_error *error)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	if (fd < 0 && errno == EEXIST)
		return error_set(error, ERROR_STORE, _("%s: is already there: move it away or name another file"), path);
	if (fd < 0)
		return error_errno(error, ERROR_STORE, errno, path, _("cannot create the file"));
	close(fd);
	return true;
}

bool db_file_check(const char *path, const char *name, struct tally_error *error)
{
	struct stat status;
	if (stat(name, &status) != 0)
		return error_errno(error, ERROR_STORE, errno, path, _("cannot open"));
	if (!S_ISREG(status.st_mode))
		return error_set(error, ERROR_STORE, _("%s: is not a regular file: name the file of a store"), path);
	return true;
}
