/* Store: the right to write. Knows a file beside the store and flock; knows nothing of what is written. The lock ends with its process, so a file
 * that a dead one left is no obstacle. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/inner.h"

enum { LOCK_BYTES = 64, LOCK_TRIES = 100, LOCK_MODE = 0666 };

struct store_lock {
	struct arena arena;
	const char *path;
	int fd;
};

/* Why the file of the lock cannot be had: nearly always its folder. */
static bool lock_refused(const char *path, int number, struct arena *arena, struct tally_error *error)
{
	const char *slash = strrchr(path, '/');
	const char *folder = slash ? arena_copy(arena, (struct text){ path, slash == path ? 1 : (size_t)(slash - path) }) : ".";
	if (!folder)
		return error_memory(error);
	if (number == ENOENT)
		return error_set(error, ERROR_STORE,
			_("store '%s': folder '%s' does not exist: create it, or name another store"), path, folder);
	return error_set(error, ERROR_STORE,
		_("store '%s': folder '%s' cannot be written: %s: change its permissions, or name another store"), path, folder,
		error_reason(number));
}

/* "1234 2018-12-31T08:00:00Z" as the other process wrote it, which may be still about to. */
static bool lock_busy(int fd, const char *path, struct tally_error *error)
{
	char text[LOCK_BYTES + 1] = "";
	ssize_t bytes = pread(fd, text, LOCK_BYTES, 0);
	text[bytes > 0 ? bytes : 0] = '\0';
	char *since = text;
	long pid = strtol(text, &since, 10);
	since += *since == ' ';
	since[strspn(since, "0123456789TZ:-")] = '\0';
	if (pid <= 0 || since[0] == '\0')
		return error_set(
			error, ERROR_BUSY, _("store '%s' is being written by another process: wait for it, or stop it"), path);
	return error_set(error, ERROR_BUSY, _("store '%s' is being written by process %ld since %s: wait for it, or stop it"),
		path, pid, since);
}

/* Who holds the lock last removes the file: what was locked may be no longer the file of that name. */
static bool lock_is_file(const struct store_lock *lock)
{
	struct stat held, named;
	return fstat(lock->fd, &held) == 0 && stat(lock->path, &named) == 0 && held.st_dev == named.st_dev &&
		held.st_ino == named.st_ino;
}

static bool lock_sign(struct store_lock *lock, const char *path, struct tally_error *error)
{
	char text[LOCK_BYTES];
	struct tm utc;
	time_t now = time(NULL);
	int bytes = snprintf(text, sizeof text, "%ld ", (long)getpid());
	gmtime_r(&now, &utc);
	bytes += (int)strftime(text + bytes, sizeof text - (size_t)bytes, "%Y-%m-%dT%H:%M:%SZ\n", &utc);
	ssize_t written = ftruncate(lock->fd, 0) == 0 ? pwrite(lock->fd, text, (size_t)bytes, 0) : -1;
	if (written == bytes)
		return true;
	int number = written < 0 ? errno : ENOSPC;
	unlink(lock->path);
	return error_errno(error, ERROR_STORE, number, path, _("cannot write the lock"));
}

/* *again: the file was removed between opening and locking. */
static bool lock_try(struct store_lock *lock, const char *path, bool *again, struct tally_error *error)
{
	*again = false;
	lock->fd = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC, LOCK_MODE);
	if (lock->fd < 0)
		return lock_refused(path, errno, &lock->arena, error);
	if (flock(lock->fd, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK ? lock_busy(lock->fd, path, error)
					    : error_errno(error, ERROR_STORE, errno, path, _("cannot lock"));
	*again = !lock_is_file(lock);
	if (!*again)
		return lock_sign(lock, path, error);
	close(lock->fd);
	lock->fd = -1;
	return true;
}

static void lock_free(struct store_lock *lock)
{
	if (lock->fd >= 0)
		close(lock->fd);
	arena_done(&lock->arena);
	memory_free(lock);
}

struct store_lock *store_lock(const char *path, struct tally_error *error)
{
	struct store_lock *lock = memory_alloc(1, sizeof *lock);
	bool again = true, good = true;
	if (lock) {
		lock->fd = -1;
		lock->path = arena_printf(&lock->arena, "%s.lock", path);
	}
	if (!lock || !lock->path)
		good = error_memory(error);
	for (int i = 0; good && again && i < LOCK_TRIES; i++)
		good = lock_try(lock, path, &again, error);
	if (good && again)
		good = error_set(error, ERROR_BUSY, _("store '%s' is being written by others in turn: run again"), path);
	if (good || !lock)
		return lock;
	lock_free(lock);
	return NULL;
}

void store_unlock(struct store_lock *lock)
{
	if (!lock)
		return;
	unlink(lock->path);
	lock_free(lock);
}
