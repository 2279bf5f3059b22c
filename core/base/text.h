/* Base: runs of UTF-8 bytes, and what is done to them everywhere: trimming, comparing, measuring for a table, folding
 * full-width forms, finding the nearest name for a message. Knows nothing of files or encodings other than UTF-8. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Not terminated, not owned. */
struct text {
	const char *at;
	size_t len;
};

#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })

struct text text_of(const char *zero_terminated); /* NULL gives the empty text */
bool text_equal(struct text a, struct text b);
bool text_is(struct text a, const char *b);
int text_compare(struct text a, struct text b); /* by bytes, as memcmp */
bool text_starts(struct text a, const char *prefix);
struct text text_trim(struct text a); /* ASCII blanks, U+00A0, U+3000, U+FEFF off both ends */

/* Next part of *rest up to `separator`, trimmed; false when nothing is left. "a | b" with '|' gives "a", "b";
 * blanks alone, and a separator at the end, are no part. */
bool text_next(struct text *rest, char separator, struct text *part);

bool text_utf8_valid(struct text a);
size_t text_utf8_bad(struct text a); /* bytes before the first invalid sequence; a.len when valid (RFC 3629) */
/* One character: its code point in *point and its length returned; 0 at the end, 1 and U+FFFD at an invalid byte. */
size_t text_utf8_next(struct text a, uint32_t *point);

/* Columns a terminal gives to the text: 2 for East Asian wide and full-width, 0 for combining marks and controls. */
int text_width(struct text a);

/* Copies with full-width ASCII (U+FF01..U+FF5E) and U+3000 made plain; `out` has at least a.len bytes. Returns the length;
 * `out` may be a.at itself. */
size_t text_fold_width(struct text a, char *out);
/* Compares without inner blanks, case of ASCII and full-width forms: "澧 县" equals "澧县", "ＩＤ" equals "id". */
bool text_same_label(struct text a, struct text b);
bool text_in_labels(struct text a, const char *list); /* it is one of the labels "x | y", as text_same_label compares */
uint64_t text_label_hash(struct text a); /* equal for the same labels */
/* Copies what text_same_label compares: small, plain, without blanks; `out` has at least a.len bytes. Returns the length. */
size_t text_fold_label(struct text a, char *out);

/* What stands in brackets at the end of a label, 金额（万元）; *label becomes what stands before them. "" where there are none. */
struct text text_take_brackets(struct text *label);

bool text_is_name(struct text a); /* [a-z][a-z0-9_]*, 1 to 63 bytes */

/* Edit distance with transpositions; used over names of at most 63 bytes, longer ones are never near. */
unsigned text_distance(struct text a, struct text b);
/* The nearest of `names` if it is near enough to be a slip (distance at most 1 + len/4), else NULL. */
const char *text_nearest(struct text a, const char *const *names, size_t count);

/* Whole text as a number; false when it is not one or does not fit. No sign '+', no blanks. */
bool text_to_int64(struct text a, int64_t *value);

/* Whether a spreadsheet that opens it from a file without types takes it for a formula: it begins with = + - @ (full-width ones too), a tab or a carriage
 * return, and is no number: -16.67% is one, and so is a lone '-'. Whoever writes CSV puts ' before such a text. */
bool text_is_formula(struct text a);

#endif
