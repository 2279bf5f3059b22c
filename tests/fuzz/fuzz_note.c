/* Fuzz target of io/so_note.c: any bytes are refused with a reason or taken, from memory and from a file alike, and nothing is read
 * outside them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/so.h"
#include "io/so_note.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_note: %s\n", what);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct tally_error error = { 0 }, file_error = { 0 };
	unsigned abi = 0, file_abi = 0;
	bool taken = so_note(bytes, count, &abi, &error);
	must(error.code == (taken ? ERROR_NONE : ERROR_AREA), "a refusal has a reason");
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd >= 0 && write(fd, bytes, count) == (ssize_t)count) {
		must(so_note_file(fd, count, &file_abi, &file_error) == taken, "file and memory are judged alike");
		must(file_abi == abi && strcmp(file_error.what, error.what) == 0, "file and memory say the same");
		/* As if the file had been longer when its size was asked. */
		struct tally_error longer = { 0 };
		bool borne = so_note_file(fd, (uint64_t)count + 4096, &file_abi, &longer);
		must(longer.code == (borne ? ERROR_NONE : ERROR_AREA), "a file that shrank is borne");
	}
	if (fd >= 0)
		close(fd);
	return 0;
}
