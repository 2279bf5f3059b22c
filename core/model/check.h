/* Model: named checks of a text by its own check characters. */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include "base/text.h"

enum check {
	CHECK_USCC, /* "cn-uscc": unified social credit code, GB 32100-2015, with the organisation code inside it, GB 11714 */
	CHECK_PATENT, /* "cn-patent": Chinese application or patent number, both forms of before and after October 2003 */
	CHECK_COUNT
};

enum check_result {
	CHECK_OK,
	CHECK_LENGTH,
	CHECK_CHARACTER, /* one that never stands in its place */
	CHECK_DIGIT, /* a wrong check character at the end */
	CHECK_INNER, /* the end is right, the check character of the organisation code (place 17) is wrong */
	CHECK_KIND, /* kind of patent */
	CHECK_YEAR, /* year of filing that this form of number does not go with */
	CHECK_RESULTS
};

extern const char *const check_names[CHECK_COUNT];
bool check_named(struct text name, enum check *check);

/* Blanks around and full-width forms are no fault. A patent number is read with or without ZL or CN before it, and with or without the
 * dot. `expected` (may be NULL): the right character where CHECK_DIGIT or CHECK_INNER found a wrong one, else 0. */
enum check_result check_text(enum check check, struct text value, char *expected);
/* What is wrong and what is allowed, as a msgid for gettext; "" for CHECK_OK. */
const char *check_message(enum check check, enum check_result result);

#endif
