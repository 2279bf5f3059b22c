/* Store: files made safe on the disk before they get their name. Knows the order of syncs; knows nothing of what the files hold. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/inner.h"

enum { ALL_BITS = 07777 };

static bool sync_path(const char *path, int flags, struct tally_error *error)
{
	int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
	/* Some file systems cannot sync a folder and say so. */
	bool good = fd >= 0 && (fsync(fd) == 0 || (flags & O_DIRECTORY && (errno == EINVAL || errno == ENOTSUP)));
	if (!good)
		error_errno(error, ERROR_STORE, errno, path, _("cannot be made safe on the disk"));
	if (fd >= 0)
		close(fd);
	return good;
}

bool file_sync(const char *path, struct tally_error *error)
{
	return sync_path(path, 0, error);
}

/* Takes no memory: by now the file has its name, and nothing but the disk may fail. */
bool file_sync_folder(const char *path, struct tally_error *error)
{
	char folder[PATH_MAX] = ".";
	const char *slash = strrchr(path, '/');
	size_t bytes = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;
	if (bytes >= sizeof folder)
		return error_errno(error, ERROR_STORE, ENAMETOOLONG, path, _("cannot be made safe on the disk"));
	if (slash) {
		memcpy(folder, path, bytes);
		folder[bytes] = '\0';
	}
	return sync_path(folder, O_DIRECTORY, error);
}

const char *file_named(const char *path, struct arena *arena)
{
	char real[PATH_MAX];
	return arena_copy(arena, text_of(realpath(path, real) ? real : path));
}

bool file_mode(const char *like, const char *path, struct tally_error *error)
{
	struct stat about;
	if (stat(like, &about) != 0 || chmod(path, about.st_mode & ALL_BITS) != 0)
		return error_errno(error, ERROR_STORE, errno, path, _("cannot get the permissions of the store"));
	int given = chown(path, about.st_uid, about.st_gid);
	(void)given; /* only root may give a file away; else it is the caller's */
	return true;
}

bool file_rename(const char *from, const char *to, struct tally_error *error)
{
	return rename(from, to) == 0 || error_errno(error, ERROR_STORE, errno, to, _("cannot put the new store in its place"));
}
