/* IO: files as wholes: what their bytes are, and how one is put in its place. Knows names and bytes; nothing of what they say. */
#include "io/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_print(const char *path, struct identity *print)
{
	unsigned char block[1 << 16];
	struct fingerprint fingerprint;
	struct stat about;
	size_t count;
	FILE *file = stat(path, &about) == 0 && S_ISREG(about.st_mode) ? fopen(path, "rb") : NULL;
	if (!file)
		return false;
	fingerprint_init(&fingerprint);
	while ((count = fread(block, 1, sizeof(block), file)) > 0)
		fingerprint_feed(&fingerprint, block, count);
	bool good = !ferror(file);
	fclose(file);
	*print = fingerprint_value(&fingerprint);
	return good;
}

static bool is_special(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

bool file_aside_open(struct file_aside *aside, const char *path, struct arena *arena, struct tally_error *error)
{
	bool special = is_special(path);
	*aside = (struct file_aside){ .path = path,
		.aside = special ? NULL : arena_printf(arena, "%s.%ld.tmp", path, (long)getpid()) };
	if (!special && !aside->aside)
		return error_memory(error);
	int fd = special ? open(path, O_WRONLY | O_CLOEXEC) : open(aside->aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	aside->file = fd >= 0 ? fdopen(fd, "wb") : NULL;
	if (aside->file)
		return true;
	error_errno(error, ERROR_STORE, errno, path, _("cannot be written"));
	if (fd >= 0)
		close(fd);
	if (fd >= 0 && !special)
		unlink(aside->aside);
	return false;
}

bool file_aside_close(struct file_aside *aside, bool good, struct tally_error *error)
{
	bool written =
		fflush(aside->file) == 0 && !ferror(aside->file) && (!good || !aside->aside || fsync(fileno(aside->file)) == 0);
	int number = errno;
	if (fclose(aside->file) != 0 && written) {
		written = false;
		number = errno;
	}
	if (good && written && (!aside->aside || rename(aside->aside, aside->path) == 0))
		return true;
	if (good && written)
		number = errno;
	if (aside->aside)
		unlink(aside->aside);
	return good && error_errno(error, ERROR_STORE, number, aside->path, _("cannot be written"));
}

bool folder_make(const char *path, struct arena *arena, struct tally_error *error)
{
	struct stat about;
	char *copy = arena_copy(arena, text_of(path));
	if (!copy)
		return error_memory(error);
	if (!copy[0])
		return error_set(error, ERROR_USAGE, "%s", _("the name of a folder is missing"));
	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(copy, 0777); /* what cannot be made is told below */
		*slash = '/';
	}
	if (mkdir(copy, 0777) != 0 && errno != EEXIST)
		return error_errno(error, ERROR_STORE, errno, path, _("this folder cannot be made"));
	if (stat(copy, &about) != 0 || !S_ISDIR(about.st_mode))
		return error_set(error, ERROR_USAGE, _("%s: is no folder; name one"), path);
	return true;
}
