/* IO: shared objects. Knows files, their owners and folders, and the dynamic loader. Must not know what the descriptor behind the symbol
 * says, nor which ABI is wanted: that is the caller's to judge. */
#include "io/so.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/so_note.h"

enum { LOOKUP_BYTES = 16384 };

static bool group_lists_other(gid_t group, const char *owner)
{
	char memory[LOOKUP_BYTES];
	struct group entry, *found = NULL;
	if (getgrgid_r(group, &entry, memory, sizeof memory, &found) != 0)
		return true;
	for (char **member = found ? entry.gr_mem : NULL; member && *member; member++)
		if (strcmp(*member, owner) != 0)
			return true;
	return false;
}

/* A user whose first group this is stands in no list of members. */
static bool group_is_first_of_other(gid_t group, uid_t owner, char name[LOOKUP_BYTES])
{
	char memory[LOOKUP_BYTES];
	struct passwd entry, *found = NULL;
	int status = 0;
	bool other = false;
	setpwent();
	while (!other && (status = getpwent_r(&entry, memory, sizeof memory, &found)) == 0 && found) {
		if (entry.pw_uid == owner)
			snprintf(name, LOOKUP_BYTES, "%s", entry.pw_name);
		else
			other = entry.pw_gid == group;
	}
	endpwent();
	return other || (status != 0 && status != ENOENT);
}

/* A group that is the owner's alone, as many systems make one for each user. What cannot be found out counts as not alone. */
static bool group_private(uid_t owner, gid_t group)
{
	char name[LOOKUP_BYTES] = "";
	return owner == group && !group_is_first_of_other(group, owner, name) && !group_lists_other(group, name);
}

static bool owner_check(const struct stat *status, uid_t owner, struct tally_error *error)
{
	unsigned mode = status->st_mode & 07777;
	if (status->st_uid != 0 && status->st_uid != geteuid() && status->st_uid != owner)
		return error_set(error, ERROR_AREA,
			_("owned by user %u: allowed are root, the caller (%u) and the owner of tally.ini (%u): change the "
			  "owner or make a copy"),
			(unsigned)status->st_uid, (unsigned)geteuid(), (unsigned)owner);
	if (mode & S_IWOTH)
		return error_set(error, ERROR_AREA, _("writable by others (mode %04o): chmod o-w it"), mode);
	if (mode & S_IWGRP && !group_private(status->st_uid, status->st_gid))
		return error_set(error, ERROR_AREA, _("writable by its group %u (mode %04o): chmod g-w it"),
			(unsigned)status->st_gid, mode);
	return true;
}

/* Opens the folder of `path`, judges it, and gives the rest of the path. */
static int folder_open(const char *path, uid_t owner, const char **base, struct tally_error *error)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');
	*base = slash ? slash + 1 : path;
	if (snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".") >=
		(int)sizeof folder) {
		error_errno(error, ERROR_AREA, ENAMETOOLONG, path, _("cannot open"));
		return -1;
	}
	struct stat status;
	int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &status) != 0) {
		error_errno(error, ERROR_AREA, errno, path, _("cannot open its folder"));
	} else if (!owner_check(&status, owner, error)) {
		error_prefix(error, _("%s: its folder: "), path);
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Where `path` is a link, the folder in which the file itself lies is judged as well. */
static bool real_folder_check(const char *path, int fd, uid_t owner, struct tally_error *error)
{
	char link[64], real[PATH_MAX];
	const char *base = NULL;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t length = readlink(link, real, sizeof real - 1);
	if (length < 0)
		return error_errno(error, ERROR_AREA, errno, path, _("cannot be followed (is /proc mounted?)"));
	real[length] = '\0';
	int folder = folder_open(real, owner, &base, error);
	if (folder < 0)
		return error_prefix(error, _("%s: leads to "), path);
	close(folder);
	return true;
}

static bool file_judge(const char *path, const struct so_file *file, uid_t owner, uint64_t *bytes, struct tally_error *error)
{
	struct stat status;
	if (fstat(file->fd, &status) != 0)
		return error_errno(error, ERROR_AREA, errno, path, _("cannot open"));
	if (!S_ISREG(status.st_mode))
		return error_set(error, ERROR_AREA, _("%s: not a regular file: name the .so file of a plugin"), path);
	if (!owner_check(&status, owner, error))
		return error_prefix(error, "%s: ", path);
	*bytes = (uint64_t)status.st_size;
	return real_folder_check(path, file->fd, owner, error);
}

bool so_open(const char *path, uid_t owner, struct so_file *file, struct tally_error *error)
{
	const char *base = NULL;
	int folder = folder_open(path, owner, &base, error);
	if (folder < 0)
		return false;
	/* O_NONBLOCK: a pipe with that name must not make the program wait. */
	struct so_file found = { .fd = openat(folder, base, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) };
	uint64_t bytes = 0;
	int number = errno;
	close(folder);
	if (found.fd < 0)
		return error_errno(error, ERROR_AREA, number, path, _("cannot open"));
	if (!file_judge(path, &found, owner, &bytes, error)) {
		close(found.fd);
		return false;
	}
	if (!so_note_file(found.fd, bytes, &found.abi, error)) {
		close(found.fd);
		return error_prefix(error, "%s: ", path);
	}
	*file = found;
	return true;
}

bool so_load(const struct so_file *file, const char *symbol, const void **address, struct tally_error *error)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", file->fd);
	/* The loader knows objects by this name: a number that was used before would give the earlier plugin. */
	if (dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD))
		return error_set(
			error, ERROR_AREA, "%s", _("this process has loaded a plugin before: one process loads one plugin"));
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!handle)
		return error_set(error, ERROR_AREA, _("cannot be loaded: %s"), dlerror());
	const void *found = dlsym(handle, symbol);
	if (!found)
		return error_set(error, ERROR_AREA,
			_("has no symbol '%s': write TALLY_EXPORT before its definition and build it again"), symbol);
	*address = found;
	return true;
}
