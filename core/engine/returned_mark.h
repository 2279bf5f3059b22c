/* Engine: returned workbooks among the files of a register: what they say of themselves, and whose place they take. Inner header of the room. */
#ifndef ENGINE_RETURNED_MARK_H
#define ENGINE_RETURNED_MARK_H

#include "engine/deliveries.h"

/* Properties of the file, kept when it is saved by a spreadsheet. WORKBOOK_NOTE is one more. */
#define MARK_SOURCE "tally.source"
#define MARK_FINGERPRINT "tally.fingerprint"
#define MARK_ROUND "tally.round"

struct returned_mark {
	const char *source; /* the file that was sent, relative to the workspace */
	const char *fingerprint; /* of that file when the workbook was made, 32 digits */
	bool text; /* the file that was sent was no workbook */
	bool saved; /* somebody has saved it since */
	unsigned round; /* from 1; of a workbook that was made from a returned one it is higher */
};

/* The mark of a file, in the arena; NULL where it is no returned workbook, whatever else it may be. */
const struct returned_mark *returned_mark(const char *path, struct arena *arena);
/* "0123..." of the file; "" where it cannot be read. NULL without memory. */
const char *returned_print(const char *path, struct arena *arena);

/* A returned workbook among the files of a register or beside one of them takes the place of the file that it names, which is moved to *aside (arena), as are
 * those of earlier rounds. Two that are equally new are an ERROR_INPUT that names them. */
bool returned_replace(const struct reader_options *options, struct arena *arena, struct source_account **sources, size_t *count,
	struct set_aside **aside, size_t *aside_count, struct tally_error *error) MUST_USE;

/* The file whose place it takes was changed after the workbook had been made: what was changed there is not in it. */
bool returned_outdated(const struct source_account *source);

#endif
