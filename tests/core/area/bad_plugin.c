/* Plugins for test_loader.c, one variant a BAD_... that is defined: each does one thing that a plugin must not do, or may. All of them leave
 * a mark when their code runs: a file at TALLY_TEST_MARK. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <tally/plugin.h>
#include <unistd.h>

#define CANARY "tally-test-canary"

#if defined(BAD_MAJOR)
#define BAD_ABI ((TALLY_ABI_MAJOR + 1) << 16)
#elif defined(BAD_MINOR) || defined(BAD_LONGER_SET) || defined(BAD_ENUM)
#define BAD_ABI (TALLY_ABI + 7)
#else
#define BAD_ABI TALLY_ABI
#endif

#ifdef BAD_NOTE_MAGIC
#define BAD_NOTE 0x12345678
#else
#define BAD_NOTE TALLY_MAGIC
#endif

#if !defined(BAD_NO_NOTE)
__attribute__((section(".note.tally"), used, aligned(4))) static const struct tally_note note = { sizeof TALLY_NOTE_NAME, 8,
	TALLY_NOTE_TYPE, TALLY_NOTE_NAME, BAD_NOTE, BAD_ABI };
#endif

#ifdef BAD_UNRESOLVED
int tally_test_nobody_has_this(void);
__attribute__((visibility("default"))) int (*const bad_asks)(void) = tally_test_nobody_has_this;
#endif

#ifdef BAD_BABBLES
/* A pipe that the program itself made: what it was started with has survived an exec. */
static int is_pipe(int fd)
{
	struct stat about;
	return fstat(fd, &about) == 0 && S_ISFIFO(about.st_mode) && fcntl(fd, F_GETFD) == FD_CLOEXEC;
}
#endif

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("TALLY_TEST_MARK");
	int fd = path ? open(path, O_WRONLY | O_CREAT, 0600) : -1;
#ifdef BAD_WRITES
	if (fd >= 0 && write(fd, CANARY, strlen(CANARY)) < 0)
		_exit(7);
#endif
	if (fd >= 0)
		close(fd);
#if defined(BAD_EXITS)
	exit(0);
#elif defined(BAD_EXITS_5)
	_exit(5);
#elif defined(BAD_ABORTS)
	abort();
#elif defined(BAD_SLEEPS)
	for (;;)
		pause();
#elif defined(BAD_PRINTS)
	puts(CANARY);
	fflush(stdout);
	fputs(CANARY, stderr);
	if (write(1, CANARY, strlen(CANARY)) < 0 || write(2, CANARY, strlen(CANARY)) < 0)
		_exit(7);
#elif defined(BAD_CLOSES)
	for (int i = 0; i < 1024; i++)
		close(i);
#elif defined(BAD_BABBLES)
	for (int i = 1023; i > 2; i--)
		if (is_pipe(i) && write(i, CANARY CANARY, strlen(CANARY CANARY)) > 0)
			break;
#endif
}

#ifdef BAD_LONG_TEXT
static const char endless[70000] = { [0 ... 69999] = 'a' };
#endif

static const struct tally_field fields[] = {
	{
		.name = "code",
		.title = "代码",
		.flags = TALLY_KEY,
#if defined(BAD_ENUM)
		.type = 99,
#elif defined(BAD_NO_TYPE)
		.type = 0,
#else
		.type = TALLY_TEXT,
#endif
	},
	{ .name = "day", .title = "日期", .type = TALLY_DATE },
#ifdef BAD_FLAGS
	{ .name = "flagged", .type = TALLY_TEXT, .flags = 1u << 9 },
#endif
#ifdef BAD_NAME
	{ .name = "Bad Name", .type = TALLY_TEXT },
#endif
#ifdef BAD_CODES
	{ .name = "level", .type = TALLY_CODE, .codes = NULL, .codes_count = 3, .codes_size = sizeof(struct tally_code) },
#endif
};

/* Rows of a later release: what 1.0 does not know stands behind. */
struct longer_indicator {
	struct tally_indicator known;
	uint64_t unknown;
};

static const struct longer_indicator indicators[] = {
	{ { .id = "records", .title = "记录", .unit = "条", .from = "records", .measure = TALLY_COUNT, .time = TALLY_FLOW },
#ifdef BAD_LONGER_SET
		1
#else
		0
#endif
	},
	{ { .id = "given", .title = "给定", .unit = "条", .from = "given", .time = TALLY_STOCK }, 0 },
};

__attribute__((unused)) static const struct tally_register registers[] = {
	{ .name = "records",
#if defined(BAD_WILD)
		.title = (const char *)16,
#elif defined(BAD_LONG_TEXT)
		.title = endless,
#elif defined(BAD_UTF8)
		.title = "\xc6\xb7\xc5\xc6", /* GBK */
#else
		.title = "记录",
#endif
		TALLY_LIST(.fields, fields) },
};

#ifdef BAD_OTHER
#define BAD_AREA "other"
#else
#define BAD_AREA "sample"
#endif

/* The descriptor of a later release. */
struct longer_area {
	struct tally_area known;
	uint64_t unknown[2];
};

#ifdef BAD_NO_SYMBOL
#define BAD_SYMBOL "tally_area_v0"
#else
#define BAD_SYMBOL TALLY_AREA_SYMBOL
#endif

/* A name of its own in C, since the contract's is of the contract's type. */
extern const struct longer_area bad_area __asm__(BAD_SYMBOL);

__attribute__((visibility("default"))) const struct longer_area bad_area = {
	.known = {
#ifdef BAD_MAGIC
		.magic = 0x12345678,
#else
		.magic = TALLY_MAGIC,
#endif
#ifdef BAD_DESCRIPTOR_MAJOR
		.abi = (TALLY_ABI_MAJOR + 2) << 16,
#else
		.abi = BAD_ABI,
#endif
#if defined(BAD_MINOR) || defined(BAD_AREA_SET)
		.size = sizeof(struct longer_area),
#elif defined(BAD_SIZE)
		.size = 8,
#else
		.size = sizeof(struct tally_area),
#endif
		.name = BAD_AREA,
		.title = "样本",
		.version = "1.0",
#if defined(BAD_NULL_LIST)
		.registers = NULL,
		.registers_count = 2,
		.registers_size = sizeof(struct tally_register),
#elif defined(BAD_SMALL_ROWS)
		.registers = registers,
		.registers_count = 1,
		.registers_size = 16,
#elif defined(BAD_MANY)
		.registers = registers,
		.registers_count = 4000000000u,
		.registers_size = sizeof(struct tally_register),
#else
		TALLY_LIST(.registers, registers),
#endif
		.indicators = &indicators[0].known,
		.indicators_count = 2,
		.indicators_size = sizeof(struct longer_indicator),
	},
#ifdef BAD_AREA_SET
	.unknown = { 0, 1 },
#endif
};
