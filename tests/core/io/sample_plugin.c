/* A plugin for the tests of io/so.c, in variants: SAMPLE_NOTES is 0 (none), 1 (as the contract has it), 2 (one more that agrees) or 3 (one
 * more that differs); SAMPLE_MAGIC spoils the note; SAMPLE_UNRESOLVED asks for what nobody has. Loading it leaves a mark. */
#include <fcntl.h>
#include <stdlib.h>
#include <tally/plugin.h>
#include <unistd.h>

__attribute__((constructor)) static void leave_mark(void)
{
	const char *path = getenv("TALLY_TEST_MARK");
	int fd = path ? open(path, O_WRONLY | O_CREAT, 0600) : -1;
	if (fd >= 0)
		close(fd);
}

#define SAMPLE_NOTE(name, magic, abi)                                                                                          \
	__attribute__((section(".note.tally"), used, aligned(4))) static const struct tally_note name = {                      \
		sizeof TALLY_NOTE_NAME, 8, TALLY_NOTE_TYPE, TALLY_NOTE_NAME, magic, abi                                        \
	}

#if SAMPLE_NOTES == 1
TALLY_EXPORT
#else
__attribute__((visibility("default")))
#endif
const struct tally_area tally_area_v1 = { TALLY_AREA_HEAD, .name = "sample", .title = "样本", .version = "1.0" };

#ifdef SAMPLE_MAGIC
SAMPLE_NOTE(spoilt, SAMPLE_MAGIC, TALLY_ABI);
#endif
#if SAMPLE_NOTES > 1
SAMPLE_NOTE(first, TALLY_MAGIC, TALLY_ABI);
SAMPLE_NOTE(second, TALLY_MAGIC, SAMPLE_NOTES == 2 ? TALLY_ABI : TALLY_ABI + 1);
#endif

#ifdef SAMPLE_UNRESOLVED
int tally_test_nobody_has_this(void);
__attribute__((visibility("default"))) int (*const sample_asks)(void) = tally_test_nobody_has_this;
#endif
