/* View: a cell of a table as a spreadsheet takes it: a number and how it is shown, or a text. Knows digits, not what they mean. */
#ifndef VIEW_LOOK_H
#define VIEW_LOOK_H

#include "view/table.h"

enum { LOOK_FORMAT_BYTES = 160 };

enum look_kind {
	LOOK_BLANK,
	LOOK_TEXT, /* what people read */
	LOOK_NUMBER,
	LOOK_DIGITS, /* a number with more digits than a spreadsheet keeps: a text that looks like one */
	LOOK_REASON /* the words that stand where there is no number */
};

struct look {
	enum look_kind kind;
	double number;
	int width; /* as shown, in columns as base/text.h */
	char format[LOOK_FORMAT_BYTES]; /* of a number: #,##0.00" %" */
};

/* `plain` and `shown` as in struct table. The number is that of programs; its format makes it read as people read it in the table, with the sign, the unit or
 * what else stands there. Where a spreadsheet would round the one to something else than the other, all digits are shown. */
void look_at(enum column_kind kind, const char *plain, const char *shown, struct look *look);

#endif
