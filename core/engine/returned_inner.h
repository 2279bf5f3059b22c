/* Engine, of returned.c and its parts: one workbook in hand. */
#ifndef ENGINE_RETURNED_INNER_H
#define ENGINE_RETURNED_INNER_H

#include "engine/issue_log.h"
#include "engine/returned.h"
#include "engine/returned_mark.h"
#include "io/book.h"

/* So many issues are listed and commented; all of them are coloured. Links of a sheet end at 65,530. */
enum { RETURNED_LISTED_MAX = 10000 };

enum { RETURNED_ERROR_FILL = 0xff9c9c, RETURNED_WARNING_FILL = 0xffe699 };

/* A source as one register read it. */
struct returned_part {
	const struct source_account *source;
	const struct catalog_register *declared;
};

/* A file with all that was read from it. */
struct returned_job {
	const char *path; /* as opened */
	const char *name; /* relative to the workspace */
	const char *source; /* the file that was sent: its name, or what the mark of a returned workbook says */
	const struct returned_mark *mark;
	const char *called; /* path of the file whose place it takes; NULL: none */
	struct returned_part *parts; /* heap */
	size_t parts_count, parts_capacity;
	const char *target;
};

struct placed_issue {
	struct logged_issue issue;
	const struct issue_saying *saying;
	const char *value; /* of one that is listed: as the cell shows it */
	uint32_t sheet; /* of the workbook that is returned */
	bool listed;
};

struct returned_sheet {
	const char *name; /* in the file; of text its stem */
	const char *opened; /* name for rows_open; NULL: the file is text */
	const struct returned_part *part; /* the first that read it; NULL: nobody did */
	struct book_sheet *sheet;
	size_t first, end; /* of the issues */
};

enum paint { PAINT_NONE, PAINT_HEAD, PAINT_TINT_WARNING, PAINT_TINT_ERROR, PAINT_WARNING, PAINT_ERROR, PAINT_COUNT };
enum form { FORM_TEXT, FORM_NUMBER, FORM_PERCENT, FORM_DAY, FORM_MONTH, FORM_YEAR, FORM_MOMENT, FORM_ERROR, FORM_COUNT };

struct returning {
	const struct catalog *catalog;
	const struct returned_job *job;
	struct arena *arena; /* of this workbook */
	struct book *book;
	struct returned_sheet *sheets;
	size_t sheets_count;
	bool dates_1904; /* numbers of days in the file begin there */
	struct placed_issue *issues; /* heap; by sheet, line and column */
	size_t issues_count;
	int64_t errors, warnings, listed;
	unsigned styles[FORM_COUNT][PAINT_COUNT];
	const char *note; /* name of the first sheet */
	const char *why; /* the file cannot be returned: told, and no error */
};

/* The rows of one sheet as they stand, with paint and comments (returned_sheet.c). False with r->why where a sheet cannot hold them. */
bool returned_rows(struct returning *r, struct returned_sheet *sheet, struct tally_error *error) MUST_USE;
/* The first sheet (returned_note.c). */
bool returned_note(struct returning *r, struct book_sheet *sheet, struct tally_error *error) MUST_USE;

/* --- words (returned_words.c); NULL without memory --- */

/* What kind of fault it is, for a count of them. */
const char *returned_rule(const struct returning *r, const char *rule);
/* "HEADING is empty; fill it in". */
const char *returned_message(const struct issue_saying *saying, struct arena *arena);
/* All issues of one cell, and what becomes of the record. */
const char *returned_comment(const struct placed_issue *issues, size_t count, struct arena *arena);
const char *returned_level(enum tally_severity severity);
const char *returned_fate(enum issue_fate fate);

/* --- names of files (returned_place.c) --- */

/* Gives each job its target. */
bool returned_targets(struct returned_job *jobs, size_t count, const char *folder, struct arena *arena) MUST_USE;
/* Why the target may not be written, NULL where it may. */
const char *returned_refusal(const struct returned_job *job, struct arena *arena);
/* Name of the file without folder and ending. */
const char *returned_stem(const char *name, struct arena *arena);

#endif
