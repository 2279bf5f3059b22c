/* Torture: preloaded into the program, ends it by SIGKILL at its KILL_AT-th call that changes a file; with KILL_HALF after half of that write. Knows the
 * calls of libc, nothing of the program. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long calls, last;
static int halves;
static pid_t owner;

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("KILL_AT");
	last = at ? strtol(at, NULL, 10) : 0;
	halves = getenv("KILL_HALF") != NULL;
	owner = getpid();
}

/* Whether this is the call; children of the program are left alone. */
static int is_last(void)
{
	return last > 0 && getpid() == owner && ++calls == last;
}

/* Data pointers do not convert to functions in C, so the address is copied. */
static void find(const char *name, void *function)
{
	void *found = dlsym(RTLD_NEXT, name);
	memcpy(function, &found, sizeof found);
}

static void end(void)
{
	kill(getpid(), SIGKILL);
	pause();
}

#define BEFORE(name)                                                                                                           \
	if (is_last())                                                                                                         \
		end();                                                                                                         \
	find(#name, &real)

#define POSITIONED(name, offset_type)                                                                                          \
	ssize_t name(int fd, const void *bytes, size_t count, offset_type offset);                                             \
	ssize_t name(int fd, const void *bytes, size_t count, offset_type offset)                                              \
	{                                                                                                                      \
		ssize_t (*real)(int, const void *, size_t, offset_type);                                                       \
		find(#name, &real);                                                                                            \
		if (is_last()) {                                                                                               \
			if (halves && real(fd, bytes, count / 2, offset) < 0)                                                  \
				perror(#name);                                                                                 \
			end();                                                                                                 \
		}                                                                                                              \
		return real(fd, bytes, count, offset);                                                                         \
	}

POSITIONED(pwrite, off_t)
POSITIONED(pwrite64, __off64_t)

int fsync(int fd)
{
	int (*real)(int);
	BEFORE(fsync);
	return real(fd);
}

int fdatasync(int fd)
{
	int (*real)(int);
	BEFORE(fdatasync);
	return real(fd);
}

int ftruncate(int fd, off_t size)
{
	int (*real)(int, off_t);
	BEFORE(ftruncate);
	return real(fd, size);
}

int ftruncate64(int fd, __off64_t size);
int ftruncate64(int fd, __off64_t size)
{
	int (*real)(int, __off64_t);
	BEFORE(ftruncate64);
	return real(fd, size);
}

int rename(const char *from, const char *to)
{
	int (*real)(const char *, const char *);
	BEFORE(rename);
	return real(from, to);
}

int unlink(const char *path)
{
	int (*real)(const char *);
	BEFORE(unlink);
	return real(path);
}
