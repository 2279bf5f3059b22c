/* Engine: what is said of a sheet as a whole. Inner header of the room. */
#ifndef ENGINE_NOTES_H
#define ENGINE_NOTES_H

#include "engine/heads.h"
#include "engine/reader.h"

/* Sheets beside the one that is read, where nobody said which. */
void notes_before(struct source_account *source);
/* After its last row: what a sheet hides is read all the same, and what stands beside its columns is not. */
void notes_after(struct source_account *source, const struct rows *rows);

/* Columns that are filled and have no heading: between the others, as the second row of merged headings leaves them where nobody says `header = 3..4`. The first
 * ones are read along, and told once each. */
enum { UNHEADED_MAX = 8 };
struct unheaded {
	unsigned columns[UNHEADED_MAX]; /* of the file, from 0 */
	unsigned places[UNHEADED_MAX]; /* among the columns that are read */
	size_t count;
};
/* Adds them to the columns that are wanted, which have room for UNHEADED_MAX more. */
void unheaded_want(struct unheaded *unheaded, const struct head *head, unsigned *wanted, size_t *count);
/* Skipped rows are no records. */
void unheaded_tell(
	struct unheaded *unheaded, const struct rows_batch *raw, const unsigned char *states, struct source_account *source);

#endif
