/* Area: the loader process. Knows processes, pipes and limits; what a plugin says is adopted in the child and checked here as a stranger's bytes. */
#include "area/loader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "io/so.h"

enum { LOADER_SECONDS = 10, FRAME_MAGIC = 0x4d524654 };
enum frame_kind { FRAME_BLOCK = 1, FRAME_FAULT = 2, FRAME_ERROR = 3 };

struct frame {
	uint32_t magic, kind, bytes;
};

/* --- in the child --- */

static void limit(int resource, rlim_t value)
{
	struct rlimit both = { value, value };
	setrlimit((__rlimit_resource_t)resource, &both);
}

/* The plugin gets no terminal, writes no file, leaves no core and dies with its parent. */
static void child_limits(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = 0; null >= 0 && fd <= 2; fd++)
		dup2(null, fd);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CPU, LOADER_SECONDS);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
}

static void child_send(int pipe, enum frame_kind kind, const void *bytes, size_t count)
{
	struct frame frame = { FRAME_MAGIC, kind, (uint32_t)count };
	const char *parts[] = { (const char *)&frame, bytes };
	size_t lengths[] = { sizeof(frame), count };
	for (int i = 0; i < 2; i++)
		for (size_t done = 0; done < lengths[i];) {
			ssize_t n = write(pipe, parts[i] + done, lengths[i] - done);
			if (n <= 0 && errno != EINTR)
				_exit(3);
			done += n > 0 ? (size_t)n : 0;
		}
}

static void child_text(int pipe, enum frame_kind kind, const char *text)
{
	child_send(pipe, kind, text, strlen(text));
}

static _Noreturn void child_main(const struct so_file *file, const char *path, int pipe)
{
	struct arena arena = { 0 };
	struct faults faults;
	struct tally_error error = { 0 };
	const void *descriptor;
	child_limits();
	faults_init(&faults, &arena);
	if (so_load(file, TALLY_AREA_SYMBOL, &descriptor, &error)) {
		struct block *block = block_adopt(descriptor, path, NULL, &arena, &faults, &error);
		for (const struct fault *fault = faults.first; fault; fault = fault->next) {
			char line[1024];
			int n = snprintf(line, sizeof(line), "%s", fault->what);
			child_send(pipe, FRAME_FAULT, line, n < (int)sizeof(line) ? (size_t)n : sizeof(line) - 1);
		}
		if (block)
			child_send(pipe, FRAME_BLOCK, block, block->bytes);
	}
	if (error.code != ERROR_NONE)
		child_text(pipe, FRAME_ERROR, error.what);
	_exit(0);
}

/* --- in the parent --- */

struct listener {
	int pipe;
	struct timespec end;
	const char *path;
	struct arena *arena;
	struct tally_error *error;
};

static int milliseconds_left(const struct listener *l)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	long left = (l->end.tv_sec - now.tv_sec) * 1000 + (l->end.tv_nsec - now.tv_nsec) / 1000000;
	return left > 0 ? (int)left : 0;
}

enum got { GOT_ALL, GOT_END, GOT_LATE };

static enum got read_all(const struct listener *l, void *into, size_t count)
{
	for (size_t done = 0; done < count;) {
		struct pollfd poll_for = { .fd = l->pipe, .events = POLLIN };
		int ready = poll(&poll_for, 1, milliseconds_left(l));
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return GOT_LATE;
		ssize_t n = read(l->pipe, (char *)into + done, count - done);
		if (n == 0 || (n < 0 && errno != EINTR))
			return GOT_END;
		done += n > 0 ? (size_t)n : 0;
	}
	return GOT_ALL;
}

/* One frame; *body is zero-terminated. GOT_END also for a frame that is none. */
static enum got read_frame(const struct listener *l, struct frame *frame, char **body)
{
	enum got got = read_all(l, frame, sizeof(*frame));
	if (got != GOT_ALL)
		return got;
	if (frame->magic != FRAME_MAGIC || frame->bytes > BLOCK_BYTES_MAX)
		return GOT_END;
	*body = arena_alloc(l->arena, (size_t)frame->bytes + 1);
	return *body ? read_all(l, *body, frame->bytes) : GOT_END;
}

static const struct block *listen_to(const struct listener *l, struct faults *faults, bool *late)
{
	const struct block *block = NULL;
	struct frame frame;
	char *body;
	enum got got;
	while ((got = read_frame(l, &frame, &body)) == GOT_ALL) {
		if (frame.kind == FRAME_BLOCK && block_check(body, frame.bytes, l->error))
			block = (const struct block *)(const void *)body;
		else if (frame.kind == FRAME_FAULT)
			fault_add(faults, l->path, 0, "%s", body);
		else if (frame.kind == FRAME_ERROR)
			error_set(l->error, ERROR_AREA, "%s", body);
	}
	*late = got == GOT_LATE;
	return block;
}

/* Waits for the child's end until the listener's time is over; then it is killed. */
static bool ended_in_time(const struct listener *l, pid_t child)
{
	struct pollfd poll_for = { .fd = (int)syscall(SYS_pidfd_open, child, 0), .events = POLLIN };
	int ready = poll_for.fd < 0 ? 1 : -1;
	while (ready < 0) {
		ready = poll(&poll_for, 1, milliseconds_left(l));
		if (ready < 0 && errno != EINTR)
			break;
	}
	if (poll_for.fd >= 0)
		close(poll_for.fd);
	return ready > 0;
}

static void reap(const struct listener *l, pid_t child, bool late, bool answered)
{
	const char *path = l->path;
	struct tally_error *error = l->error;
	int status = 0;
	late = late || !ended_in_time(l, child);
	if (late)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (late)
		error_set(error, ERROR_AREA, _("%s: silent for %d seconds while it was loaded: its constructors may run in a loop"), path, LOADER_SECONDS);
	else if (WIFSIGNALED(status))
		error_set(error, ERROR_AREA, _("%s: killed by signal %d (%s) while it was loaded: its constructors or its tables are damaged"), path,
			WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (!answered && error->code == ERROR_NONE)
		error_set(error, ERROR_AREA, _("%s: left with status %d while it was loaded: a plugin must not exit"), path, WEXITSTATUS(status));
}

const struct block *loader_block(const char *path, uid_t owner, struct arena *arena, struct faults *faults, unsigned *abi, struct tally_error *error)
{
	struct so_file file;
	if (!so_open(path, owner, &file, error))
		return NULL;
	*abi = file.abi;
	if (file.abi >> 16 != TALLY_ABI_MAJOR) {
		error_set(error, ERROR_AREA, _("%s: built for ABI %u.%u, this tally has %u.%u; rebuild the plugin or use the other tally"), path, file.abi >> 16,
			file.abi & 0xffff, TALLY_ABI_MAJOR, TALLY_ABI_MINOR);
		return NULL;
	}
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0) {
		error_errno(error, ERROR_AREA, errno, path, _("no pipe for the loader"));
		return NULL;
	}
	size_t before = faults->count;
	pid_t child = fork();
	if (child == 0)
		child_main(&file, path, ends[1]);
	close(ends[1]);
	struct listener listener = { .pipe = ends[0], .path = path, .arena = arena, .error = error };
	clock_gettime(CLOCK_MONOTONIC, &listener.end);
	listener.end.tv_sec += LOADER_SECONDS;
	bool late = false;
	const struct block *block = child > 0 ? listen_to(&listener, faults, &late) : NULL;
	close(ends[0]);
	if (child < 0)
		error_errno(error, ERROR_AREA, errno, path, _("no process for the loader"));
	else
		reap(&listener, child, late, block || faults->count > before);
	if (!block && faults->count > before && error->code == ERROR_NONE)
		error_set(error, ERROR_AREA, _("%s: %zu faults in its declaration"), path, faults->count - before);
	return error->code == ERROR_NONE ? block : NULL;
}
