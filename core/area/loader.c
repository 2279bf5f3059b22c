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

enum { LOADER_SECONDS = 10, FRAME_MAGIC = 0x4d524654, STATUS_MUTE = 99 };
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

/* The plugin gets no terminal, writes no file, leaves no core and dies with its parent. It dies of its own signals, whatever the program does about them. */
static void child_limits(unsigned seconds)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGPIPE, SIGXFSZ, SIGXCPU, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = 0; null >= 0 && fd <= 2; fd++)
		dup2(null, fd);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CPU, seconds);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_DFL);
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
				_exit(STATUS_MUTE);
			done += n > 0 ? (size_t)n : 0;
		}
}

static void child_text(int pipe, enum frame_kind kind, const char *text)
{
	child_send(pipe, kind, text, strlen(text));
}

static _Noreturn void child_main(const struct so_file *file, const char *path, unsigned seconds, int pipe)
{
	struct arena arena = { 0 };
	struct faults faults;
	struct tally_error error = { 0 };
	const void *descriptor;
	child_limits(seconds);
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
		if (faults.memory)
			error_memory(&error);
	}
	if (error.code != ERROR_NONE) {
		error_prefix(&error, "%s: ", path);
		child_text(pipe, FRAME_ERROR, error.what);
	}
	_exit(0);
}

/* --- in the parent --- */

struct listener {
	int pipe;
	struct timespec end;
	size_t most; /* bytes that the plugin may still say */
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

/* One frame; *body is zero-terminated. GOT_END with an error for a frame that is none. */
static enum got read_frame(struct listener *l, struct frame *frame, char **body)
{
	enum got got = read_all(l, frame, sizeof(*frame));
	if (got != GOT_ALL)
		return got;
	if (frame->magic != FRAME_MAGIC || frame->bytes > l->most) {
		error_set(l->error, ERROR_AREA,
			_("%s: its loader's answer is damaged: a plugin must not write while it is loaded"), l->path);
		return GOT_END;
	}
	l->most -= frame->bytes;
	*body = arena_alloc(l->arena, (size_t)frame->bytes + 1);
	if (*body)
		return read_all(l, *body, frame->bytes);
	error_memory(l->error);
	return GOT_END;
}

static const struct block *listen_to(struct listener *l, struct faults *faults, bool *late)
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

static void reap(const struct listener *l, pid_t child, unsigned seconds, bool late, bool answered)
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
		error_set(error, ERROR_AREA,
			_("%s: silent for %u seconds while it was loaded: its constructors may run in a loop"), path, seconds);
	else if (WIFSIGNALED(status))
		error_set(error, ERROR_AREA,
			_("%s: killed by signal %d (%s) while it was loaded: its constructors or its tables are damaged"), path,
			WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (!answered && WEXITSTATUS(status) == STATUS_MUTE)
		error_set(error, ERROR_AREA,
			_("%s: its loader could not answer: a plugin must not close files that are not its own"), path);
	else if (!answered && error->code == ERROR_NONE)
		error_set(error, ERROR_AREA, _("%s: left with status %d while it was loaded: a plugin must not exit"), path,
			WEXITSTATUS(status));
}

static bool abi_fits(const char *path, unsigned abi, struct tally_error *error)
{
	if (abi >> 16 == TALLY_ABI_MAJOR)
		return true;
	return error_set(error, ERROR_AREA,
		_("%s: built for ABI %u.%u, this tally has %u.%u; rebuild the plugin or use the other tally"), path, abi >> 16,
		abi & 0xffff, TALLY_ABI_MAJOR, TALLY_ABI_MINOR);
}

/* Starts the child, hears it out and waits for its end. */
static const struct block *load_aside(const struct so_file *file, unsigned seconds, struct listener *l, struct faults *faults)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0) {
		error_errno(l->error, ERROR_AREA, errno, l->path, _("no pipe for the loader"));
		return NULL;
	}
	size_t before = faults->count;
	pid_t child = fork();
	int number = errno;
	if (child == 0)
		child_main(file, l->path, seconds, ends[1]);
	close(ends[1]);
	clock_gettime(CLOCK_MONOTONIC, &l->end);
	l->end.tv_sec += (time_t)seconds;
	l->pipe = ends[0];
	bool late = false;
	const struct block *block = child > 0 ? listen_to(l, faults, &late) : NULL;
	close(ends[0]);
	if (child < 0)
		error_errno(l->error, ERROR_AREA, number, l->path, _("no process for the loader"));
	else
		reap(l, child, seconds, late, block || faults->count > before);
	return block;
}

const struct block *loader_block_on(const char *path, const struct loader_terms *terms, struct arena *arena,
	struct faults *faults, unsigned *abi, struct tally_error *error)
{
	struct so_file file;
	if (!so_open(path, terms->owner, &file, error))
		return NULL;
	*abi = file.abi;
	struct listener listener = { .most = BLOCK_BYTES_MAX, .path = path, .arena = arena, .error = error };
	size_t before = faults->count;
	const struct block *block =
		abi_fits(path, file.abi, error) ? load_aside(&file, terms->seconds, &listener, faults) : NULL;
	close(file.fd); /* the child alone has loaded it, so the number may be used again */
	if (!block && faults->count > before && error->code == ERROR_NONE)
		error_set(error, ERROR_AREA, _("%s: %zu faults in its declaration"), path, faults->count - before);
	return error->code == ERROR_NONE ? block : NULL;
}

const struct block *loader_block(
	const char *path, uid_t owner, struct arena *arena, struct faults *faults, unsigned *abi, struct tally_error *error)
{
	return loader_block_on(path, &(struct loader_terms){ owner, LOADER_SECONDS }, arena, faults, abi, error);
}
