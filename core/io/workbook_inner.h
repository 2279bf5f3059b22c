/* IO, of workbook.c, its parts and their tests. */
#ifndef IO_WORKBOOK_INNER_H
#define IO_WORKBOOK_INNER_H

#include "io/workbook.h"
#include "io/xml.h"

extern const char *const workbook_spaces[]; /* of elements: transitional and strict */

struct workbook {
	struct package *package;
	struct arena arena;
	struct workbook_sheet *sheets;
	size_t sheets_count;
	const char *strings_part, *styles_part; /* NULL: there are none */
	const char *core_part, *program_part; /* when it was made and saved; by which program */
	struct property *properties;
	size_t properties_count;
	bool date1904;
};

/* --- relations (workbook_relations.c) --- */

struct relation {
	const char *id, *type; /* last word of the type: worksheet, styles, sharedStrings */
	const char *part; /* resolved; NULL when it lies outside */
};

/* Of a part, "" for the package itself. None are no error. */
bool relations_read(struct package *package, const char *part, struct arena *arena, struct relation **relations, size_t *count,
	struct tally_error *error) MUST_USE;

/* --- properties that somebody gave the file (workbook_properties.c) --- */

struct property {
	const char *name, *value;
};
/* Of the part; into the arena of the workbook. */
bool properties_read(struct workbook *workbook, const char *part, struct tally_error *error) MUST_USE;

/* --- shared strings (workbook_strings.c) --- */

struct strings {
	char *bytes;
	size_t used, bytes_capacity;
	uint32_t *ends;
	size_t count, ends_capacity;
};
bool strings_read(struct workbook *workbook, struct strings *strings, struct tally_error *error) MUST_USE;
void strings_done(struct strings *strings);
struct text strings_at(const struct strings *strings, size_t place);
/* In place: _x000D_ and the like become what they stand for. The new length. */
size_t unescape(char *at, size_t bytes);

/* --- styles (workbook_styles.c) --- */

enum format_kind {
	FORMAT_NUMBER,
	FORMAT_DAY,
	FORMAT_MONTH,
	FORMAT_YEAR,
	FORMAT_MOMENT,
	FORMAT_TIME,
	FORMAT_ELAPSED,
	FORMAT_PERCENT
};

struct format {
	unsigned char kind; /* enum format_kind */
	unsigned char zeros; /* digits that are always shown, of a format that is nothing but zeros; else 0 */
};
struct styles {
	struct format *formats; /* of each cell style */
	size_t count, capacity;
};
bool styles_read(struct workbook *workbook, struct styles *styles, struct tally_error *error) MUST_USE;
void styles_done(struct styles *styles);
struct format format_of_code(const char *code);
struct format format_builtin(unsigned number);

/* --- numbers (workbook_number.c) --- */

enum { NUMBER_TEXT_BYTES = 400 };
/* The number of a cell as text with its mark; text that is no number stays as it is. `out` has NUMBER_TEXT_BYTES; the result is there or is `said`. */
struct text number_text(struct text said, struct format format, bool date1904, char *out, enum cell_mark *mark);
/* A date as ISO 8601 writes it: 2018-12-05T08:30:00. */
struct text iso_text(struct text said, char *out, enum cell_mark *mark);

/* "C18": column from 0 and row from 1; false when it is no name of a cell. */
bool cell_place(const char *name, unsigned *column, uint64_t *row);

#endif
