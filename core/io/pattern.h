/* IO: POSIX extended regular expressions with one group (regex.h of libc), always over UTF-8, whatever the locale. */
#ifndef IO_PATTERN_H
#define IO_PATTERN_H

#include "base/arena.h"

enum { PATTERN_TEXT_BYTES = 16 << 10 };

enum pattern_result { PATTERN_FOUND, PATTERN_NONE, PATTERN_TOO_LONG, PATTERN_NO_MEMORY };

struct pattern;

/* An ERROR_CONFIG says what is wrong with `text`: no expression, not exactly one group, a reference back to it. */
struct pattern *pattern_open(const char *text, struct tally_error *error) MUST_USE;
void pattern_close(struct pattern *pattern);
/* The part of `in` that the group matches; it points into `in`. A text over PATTERN_TEXT_BYTES is not looked at. */
enum pattern_result pattern_group(struct pattern *pattern, struct text in, struct text *group);

#endif
