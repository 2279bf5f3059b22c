/* Fuzz target of area/block.c: any bytes are refused with a reason, or all of them can be read as a block. */
#include <stdio.h>
#include <stdlib.h>

#include "../core/area/block_walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_block: %s\n", what);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct tally_error error = { 0 };
	void *block = malloc(count ? count : 1); /* aligned, and its end is where the bytes end */
	if (!block)
		return 0;
	if (count)
		memcpy(block, bytes, count);
	if (block_check(block, count, &error)) {
		must(error.code == ERROR_NONE, "no error where it is taken");
		must(walk_block(block) > 0, "an area has a name at least");
	} else {
		must(error.code == ERROR_AREA && error.what[0], "a refusal has a reason");
	}
	free(block);
	return 0;
}
